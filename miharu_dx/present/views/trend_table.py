"""年度推移 as tables: the figures behind the curves and the stages behind the bands, on screen and in files."""

from __future__ import annotations

from collections.abc import Iterator

from miharu_dx.domain.sheetspec import Kind
from miharu_dx.domain.standing import rounded
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.standing_words import LEFT_OUT
from miharu_dx.present.views.trend_bands import Band
from miharu_dx.present.views.trend_curve import Chart, Curve, Point
from miharu_dx.present.views.trend_progress import Level
from miharu_dx.present.views.trend_road import UNIT_WORDS, Road, RoadRow, Unit
from miharu_dx.present.views.trend_stages import Kind as Stretch
from miharu_dx.present.workbook.model import ExportColumn

# Places in a row of 進捗率の推移.
_WHEN, _PLANNED, _ACTUAL, _GAP, _STEADY, _COUNT = range(4, 10)


def curve_columns(term: str, stopped: str) -> tuple[ExportColumn, ...]:
    """Return the columns of 進捗率の推移; ``term`` is what the parts are, ``stopped`` the stage left out."""
    return (
        ExportColumn(f"{term}コード", Kind.CODE, 16),
        ExportColumn(term, Kind.TEXT, 34),
        ExportColumn("年度", Kind.FISCAL_YEAR, 8),
        ExportColumn("期", Kind.TEXT, 8),
        ExportColumn("時点", Kind.TEXT, 16),
        ExportColumn("計画進捗率(%)", Kind.NUMBER, 14),
        ExportColumn("実績進捗率(%)", Kind.NUMBER, 14),
        ExportColumn("差(ポイント)", Kind.NUMBER, 12),
        ExportColumn("等速の目安(%)", Kind.NUMBER, 14),
        ExportColumn("平均した個別取組(件)", Kind.NUMBER, 20),
        ExportColumn("最後に報告した値を使った件数(件)", Kind.NUMBER, 20),
        ExportColumn("一度も報告のない件数(件)", Kind.NUMBER, 20),
        ExportColumn("計画のない件数(件)", Kind.NUMBER, 18),
        ExportColumn(f"除いた{stopped}(件)", Kind.NUMBER, 14),
    )


def curve_rows(chart: Chart) -> tuple[tuple[object, ...], ...]:
    """Return one row per curve and moment, the whole first; a mean of nothing is empty, not 0."""
    return tuple(row for curve in (chart.total, *chart.parts) for row in _curve_rows(chart, curve))


def _curve_rows(chart: Chart, curve: Curve) -> Iterator[tuple[object, ...]]:
    levels = {level.key: level for level in curve.levels}
    points = {point.x: point for point in (*curve.planned, *curve.actual)}
    for x in sorted(points):
        point = points[x]
        level = levels.get(point.key)
        yield (
            curve.code,
            curve.name,
            point.key.fiscal_year,
            point.period,
            point.when,
            *_values(level, point),
            _one_decimal(_steady(chart, x)),
            *_counts(level, point),
        )


def _steady(chart: Chart, x: float) -> float | None:
    """Return the straight reference at a moment, within a year too; none where it is switched off."""
    if not chart.reference:
        return None
    end, count = chart.reference[-1], len(chart.reference)
    return end.value * (x - end.x + count) / count


def _values(level: Level | None, point: Point) -> tuple[object, object, object]:
    if level is None:
        return round(point.value, 1), None, None
    return _one_decimal(level.planned), _one_decimal(level.actual), level.gap


def _one_decimal(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _counts(level: Level | None, point: Point) -> tuple[object, ...]:
    if level is None:
        return point.count, None, None, None, None
    return (
        level.count,
        level.carried,
        level.unspoken,
        level.unscheduled,
        level.stopped,
    )


def total_table(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Return the rows 時点・計画・実績・差・等速の目安・件数 of the whole, as printed."""
    return tuple(
        (
            str(row[_WHEN]),
            _percent(row[_PLANNED]),
            _percent(row[_ACTUAL]),
            _points(row[_GAP]),
            _percent(row[_STEADY]),
            f"{row[_COUNT]}件",
        )
        for row in _curve_rows(chart, chart.total)
    )


def parts_table(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Return one row per part: its name, then actual and planned mean of every moment, and the gap."""
    moments = parts_moments(chart)
    rows: list[tuple[str, ...]] = []
    for curve in chart.parts:
        by_when = {str(row[_WHEN]): row for row in _curve_rows(chart, curve)}
        cells = [_pair(by_when.get(when)) for when in moments]
        rows.append((curve.code, curve.name, *cells, curve.gap_text))
    return tuple(rows)


def parts_moments(chart: Chart) -> tuple[str, ...]:
    """Return every moment any part has a figure for, in time."""
    points = {p.when: p.x for curve in chart.parts for p in (*curve.planned, *curve.actual)}
    return tuple(sorted(points, key=lambda when: points[when]))


def _pair(row: tuple[object, ...] | None) -> str:
    return NOTHING if row is None else f"{_percent(row[_ACTUAL])}／{_percent(row[_PLANNED])}"


def _percent(value: object) -> str:
    return f"{rounded(float(value))}%" if isinstance(value, int | float) else NOTHING


def _points(value: object) -> str:
    if not isinstance(value, int):
        return NOTHING
    return f"−{-value}" if value < 0 else f"＋{value}" if value else "0"


def road_columns(road: Road, term: str) -> tuple[ExportColumn, ...]:
    """Return the columns of 工程表 in long form: one row per unit and stretch of time.

    An action has one department; an initiative may have several, and then none stands in a cell.
    """
    unit = UNIT_WORDS[road.unit]
    return (
        ExportColumn(f"{unit}コード", Kind.CODE, 16),
        ExportColumn(unit, Kind.TEXT, 40),
        ExportColumn(f"{term}コード", Kind.CODE, 16),
        *([ExportColumn("担当課", Kind.TEXT, 22)] if road.unit is Unit.ACTION else []),
        ExportColumn("評価" if road.unit is Unit.ACTION else "最も悪い評価", Kind.TEXT, 14),
        ExportColumn(LEFT_OUT, Kind.TEXT, 16),
        ExportColumn("計画・実績", Kind.TEXT, 10),
        ExportColumn("開始日", Kind.DATE, 14),
        ExportColumn("終了日", Kind.DATE, 14),
        ExportColumn("段階", Kind.TEXT, 12),
        ExportColumn("段階がない理由", Kind.TEXT, 14),
        ExportColumn(f"期末に{road.done_word}", Kind.TEXT, 12),
    )


def road_rows(road: Road) -> tuple[tuple[object, ...], ...]:
    """Return every band as a row with its first and last day, planned before reported."""
    return tuple(
        (
            row.code,
            row.name,
            row.measure,
            *([row.department] if road.unit is Unit.ACTION else []),
            row.rating,
            row.left_out,
            kind,
            band.start,
            band.last_day,
            band.stage.name if band.stage else "",
            "" if band.stage else band.word,
            road.done_word if band.done else "",
        )
        for row in road.rows
        for kind, bands in (("計画", row.planned), ("実績", row.actual))
        for band in bands
    )


def road_table(road: Road) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the road map as printed: code, name, rating, planned and reported course."""
    return tuple(
        (
            row.code,
            row.name,
            row.rating or NOTHING,
            course(road, row, row.planned),
            course(road, row, row.actual),
        )
        for row in road.rows
    )


def course(road: Road, row: RoadRow, bands: tuple[Band, ...]) -> str:
    """Return stretches one after the other in words: 検討中（令和5年度上期）→ 準備中（…）."""
    if not bands:
        return NOTHING if row.registered else "個別取組の登録なし"
    return " → ".join(f"{band_word(road, band)}（{band.when}）" for band in bands)


def band_word(road: Road, band: Band) -> str:
    """Return the stage of a stretch, with the finish where it ends in one."""
    if band.done and band.kind is Stretch.STAGE:
        return f"{band.word}・{road.done_word}"
    return band.word
