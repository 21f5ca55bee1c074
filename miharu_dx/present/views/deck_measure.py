"""③ one measure that needs attention: its actions worst first, its years, one indicator, what holds it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from miharu_dx.domain.calendar import fiscal_year_name
from miharu_dx.domain.plan import Measure, PeriodKey
from miharu_dx.domain.standing import Standing, Tally, badness, standings
from miharu_dx.present.views.common import NOTHING, good_word, share_of
from miharu_dx.present.views.deck_fit import (
    COLUMN_HEAD,
    NARROW,
    PANEL_HEAD,
    cut,
    evenly,
    headline_cut,
    height,
    lines,
    room,
)
from miharu_dx.present.views.deck_material import Material, part
from miharu_dx.present.views.deck_model import ActionLine, MeasureScreen, Remark, YearShare
from miharu_dx.present.views.measure_headline import headline_of
from miharu_dx.present.views.measure_indicators import IndicatorChart, indicators_of
from miharu_dx.present.views.progress_table import ActionRow, action_rows

ROWS_MOST = 7  # 一枚で読み上げられる行の数
_NAME_EM = 31  # 二行まで。全体は「全項目」に出る
_SPOKEN_EM = 20  # 見出しの文の中で読む名の長さ
SCREENS_MOST = 2  # それより多くは、話す場ではなく資料と「全項目」に任せる
TREND_YEARS = 3
_NAME, _UNIT = 470, 184
_ROW, _TREND, _REST = 77, 84, 44
_SIDE, _CHART, _REMARK_LINE = 442, 294, 38
_TITLE_EM = 28  # 図の題は二行まで
_REMARK_LABEL_EM = 4


def measure_screens(material: Material) -> tuple[MeasureScreen, ...]:
    """Return ③: the measures that need attention, those with most to talk about first."""
    found = tuple(screen for measure in attention(material) for screen in _screens(material, measure))
    return found or (_nothing(material),)


def attention(material: Material) -> tuple[Measure, ...]:
    """Return the measures with trouble: a bad or worsened rating, or an action somebody pinned.

    They stand in the order of the agenda, those without an item on it behind, as in the plan.
    """
    plan = material.plan
    worse = {move.after.action.code for move in material.changes.worse}
    order = {item.subject: place for place, item in enumerate(material.talked)}
    pinned = {item.subject for item in material.talked if item.pinned}
    first: dict[str, int] = {}
    wanted: set[str] = set()
    for item in material.items:
        code, measure = item.action.code, plan.initiative(item.action.initiative).measure
        first[measure] = min(first.get(measure, len(order)), order.get(code, len(order)))
        if code in worse or code in pinned or (item.rating is not None and item.rating.meaning == "bad"):
            wanted.add(measure)
    chosen = [measure for measure in plan.measures if measure.code in wanted]
    return tuple(sorted(chosen, key=lambda measure: first[measure.code]))


def action_line(row: ActionRow) -> ActionLine:
    """Return one action as slides show it."""
    return ActionLine(
        code=row.code,
        name=row.name,
        department=row.department_name,
        stage=row.stage,
        stage_text=row.stage.name if row.stage else NOTHING,
        sign=row.sign,
        actual=row.actual,
        planned=row.planned,
        actual_text=row.progress_text if row.actual is not None else NOTHING,
        planned_text=row.planned_text,
    )


def _screens(material: Material, measure: Measure) -> tuple[MeasureScreen, ...]:
    items = sorted(
        (i for i in material.items if material.plan.initiative(i.action.initiative).measure == measure.code),
        key=badness,
    )
    headline = headline_cut(
        headline_of(material.now, material.key, _spoken(items), _before(material, measure))
    )
    rows = tuple(
        _line(row, item)
        for row, item in zip(action_rows(material.now, items, material.key), items, strict=True)
    )
    left = room(headline) - PANEL_HEAD - COLUMN_HEAD - _TREND
    parts = evenly(rows, row_height, left, ROWS_MOST)
    if len(parts) > SCREENS_MOST:
        parts = evenly(rows, row_height, left - _REST, ROWS_MOST)
    shown = parts[:SCREENS_MOST]
    hidden = sum(len(rest) for rest in parts[SCREENS_MOST:])
    chart = _chart(material, items)
    trend = _trend(material, measure)
    title = cut(chart.title, _TITLE_EM) if chart else ""
    remarks = _remarks(items, left + COLUMN_HEAD - (_chart_height(title) if chart else 0))
    return tuple(
        MeasureScreen(
            kind="measure",
            kicker=f"3　{material.plan.measure_term}　{cut(measure.label, 22)}",
            headline=headline,
            part=part(number, len(shown)),
            subjects=tuple(material.subject(material.by_code[row.code]) for row in own),
            measure=measure.code,
            title=f"個別取組 {len(rows)}件",
            rows=own,
            rest=f"ほか{hidden}件は「全項目」に" if hidden and number == len(shown) - 1 else "",
            trend_word=f"{good_word(material.plan)}の割合",
            trend=trend,
            chart=chart if number == 0 else None,
            remarks_title="課題と対応",
            remarks=remarks if number == 0 else (),
            chart_title=title if number == 0 else "",
        )
        for number, own in enumerate(shown)
    )


def _spoken(items: Sequence[Standing]) -> list[Standing]:
    """Return standings whose names are short enough to stand in a sentence."""
    return [
        replace(item, action=replace(item.action, short_name=cut(item.action.meeting_name, _SPOKEN_EM)))
        for item in items
    ]


def _line(row: ActionRow, item: Standing) -> ActionLine:
    return replace(action_line(row), name=cut(item.action.meeting_name, _NAME_EM))


def row_height(row: ActionLine) -> float:
    """Return the height of an action's row beside a chart."""
    return max(_ROW, height(row.name, _NAME, NARROW) + 12, height(row.department, _UNIT, NARROW) + 12)


def _chart_height(title: str) -> float:
    return _CHART + max(PANEL_HEAD, height(title, _SIDE, NARROW) + 16)


def _before(material: Material, measure: Measure) -> tuple[Standing, ...] | None:
    if material.past is None:
        return None
    plan = material.plan
    found = tuple(i for i in material.past if plan.initiative(i.action.initiative).measure == measure.code)
    return found if any(item.reported for item in found) else None


def _trend(material: Material, measure: Measure) -> tuple[YearShare, ...]:
    plan, key = material.plan, material.key
    years = [year for year in plan.fiscal_years if year <= key.fiscal_year][-TREND_YEARS:]
    found: list[YearShare] = []
    for year in years:
        share = share_of(
            Tally(standings(material.now, PeriodKey(year, key.order), measure=measure.code)), plan.thresholds
        )
        fraction = f"{share.fraction.replace('/', '／')}件" if share.tone != "none" else "評価なし"
        found.append(YearShare(f"{fiscal_year_name(year)}年度", share.percent, fraction, share.tone == "low"))
    return tuple(found)


def _chart(material: Material, items: Sequence[Standing]) -> IndicatorChart | None:
    """Return the indicator that missed its target, of the worst action first; else one that was reported."""
    charts = indicators_of(material.now, [item.action.code for item in items], material.key).charts
    told = [chart for chart in charts if chart.last is not None]
    return next((chart for chart in told if chart.met is False), told[0] if told else None)


def _remarks(items: Sequence[Standing], most: float) -> tuple[Remark, ...]:
    """Return what holds the worst actions up and what is done about it, as much as there is room for."""
    found: list[Remark] = []
    for item in items:
        report = item.report
        if report is None or not report.issue.strip():
            continue
        about = Remark("", cut(item.action.meeting_name, 30))
        told = [Remark("課題", cut(report.issue, 56))]
        if report.next_step.strip():
            told.append(Remark("対応", cut(report.next_step, 56)))
        block = [about, *told]
        most -= sum(_remark_height(remark) for remark in block) + 12
        if most < 0:
            break
        found += block
    return tuple(found)


def _remark_height(remark: Remark) -> float:
    label = "　" * _REMARK_LABEL_EM if remark.label else ""
    return lines(label + remark.text, _SIDE, NARROW) * _REMARK_LINE


def _nothing(material: Material) -> MeasureScreen:
    term = material.plan.measure_term
    return MeasureScreen(
        kind="measure",
        kicker=f"3　{term}",
        headline=f"とくに話し合う{term}はない",
        part="",
        subjects=(),
        measure="",
        title=f"注意を要する{term} 0件",
        rows=(),
        rest="",
        trend_word="",
        trend=(),
        chart=None,
        remarks_title="",
        remarks=(),
        empty="悪くなったもの、評価のとくに悪いものはない。該当なし",
    )
