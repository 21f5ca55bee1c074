"""Each kind of screen as a slide, from the deck's final words."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.slide import Slide

from miharu_dx.present import palette
from miharu_dx.present.palette import Sign
from miharu_dx.present.slides.charts import Series, bars, lines
from miharu_dx.present.slides.stage import BODY, LEAST, MARGIN, PANEL, SMALL, WIDTH, Box, Run, signed, write
from miharu_dx.present.slides.table import Cell, table
from miharu_dx.present.views.deck_model import (
    ActionLine,
    Block,
    ChangesScreen,
    DecideScreen,
    FollowScreen,
    Line,
    ListingScreen,
    MeasureScreen,
    Pairs,
    WholeScreen,
)

TOP, BOTTOM = 214, 986  # 見出しの下から、足の行の上まで
_ACTION_HEADS = ("個別取組", "担当課", "実施段階", "評価", "進捗", "計画")
_ACTION_WIDTHS = (48, 18, 14, 16, 10, 10)
_ACTION_NUMBERS = frozenset({4, 5})


def changes(slide: Slide, screen: ChangesScreen) -> None:
    """① counts then and now at the left, what moved at the right."""
    left = MARGIN
    if screen.pairs is not None:
        _pairs(slide, screen.pairs)
        left = 800
    _blocks(slide, screen.blocks, Box(left, TOP, WIDTH - MARGIN - left, BOTTOM - TOP))


def _pairs(slide: Slide, pairs: Pairs) -> None:
    write(slide, Box(MARGIN, TOP, 680, 44), pairs.title, PANEL, bold=True)
    series = [Series("今回", [bar.now for bar in pairs.bars], palette.ACTUAL, palette.ACTUAL)]
    if any(bar.before is not None for bar in pairs.bars):
        before = [bar.before for bar in pairs.bars]
        series.insert(0, Series("前回", before, palette.WHITE, palette.PLANNED, hollow=True))
    names = [f"{bar.sign.glyph} {bar.sign.word}" for bar in pairs.bars]
    told = "、".join(f"{bar.sign.word}{bar.now}件 {bar.change}".strip() for bar in pairs.bars)
    bars(
        slide,
        Box(MARGIN, TOP + 52, 680, 480),
        names,
        series,
        LEAST,
        stacked=False,
        alt=f"{pairs.title}。{told}",
    )
    write(
        slide,
        Box(MARGIN, TOP + 548, 680, 60),
        [Run(f"{pairs.share_word}　"), Run(pairs.share, bold=True)],
        PANEL,
    )
    write(slide, Box(MARGIN, TOP + 610, 680, 130), "　".join((*pairs.share_notes, pairs.note)), LEAST)


def _blocks(slide: Slide, blocks: Sequence[Block], box: Box) -> None:
    weights = [len(block.lines) + 2 for block in blocks]
    top = box.top
    for block, weight in zip(blocks, weights, strict=True):
        height = box.height * weight / sum(weights)
        note = [Run(block.title, bold=True), Run(f"　{block.note}" if block.note else "", palette.SECOND)]
        write(slide, Box(box.left, top, box.width, 44), note, PANEL)
        inner = Box(box.left, top + 50, box.width, height - 62)
        if block.lines:
            rows = [_line(one) for one in block.lines]
            if not any(one.detail for one in block.lines):
                rows = [row[:-1] for row in rows]
            table(slide, inner, (34, 46, 20, 40)[: len(rows[0])], (), rows, LEAST)
        else:
            write(slide, inner, block.empty, BODY)
        top += height


def _line(one: Line) -> tuple[Cell, ...]:
    moved: list[Run] = [Run(one.lead)] if one.lead else []
    if one.before is not None:
        moved += [*signed(one.before), Run(" → ")]
    if one.after is not None:
        moved += signed(one.after)
    return moved, one.name, one.department, one.detail


def whole(slide: Slide, screen: WholeScreen) -> None:
    """② the measures by rating as stacked bars, their shares beside them."""
    totals: list[Run] = []
    for segment in screen.totals:
        totals += [*signed(segment.sign), Run(f" {segment.count}件　")]
    write(slide, Box(MARGIN, TOP, WIDTH - 2 * MARGIN, 44), totals, SMALL)
    signs: dict[str, Sign] = {
        segment.sign.word: segment.sign for row in screen.rows for segment in row.segments
    }
    order = [segment.sign.word for segment in screen.totals if segment.sign.word in signs]
    outside = {segment.sign.word for row in screen.rows for segment in row.segments if segment.outside}
    series = [
        Series(
            f"{signs[word].glyph} {word}",
            [next((one.count for one in row.segments if one.sign.word == word), 0) for row in screen.rows],
            signs[word].style.fill,
            signs[word].style.outline,
            signs[word].style.on_fill,
            hollow=word in outside,
        )
        for word in order
    ]
    box = Box(MARGIN, TOP + 52, 1180, BOTTOM - TOP - 60)
    if series:
        names = [f"{row.code} {row.name}" for row in screen.rows]
        bars(slide, box, names, series, LEAST, stacked=True, alt=f"{screen.title}。{screen.headline}")
    shares = [
        (
            row.code,
            [Run(row.percent or row.empty, palette.TROUBLE if row.low else palette.TEXT, row.low)],
            row.fraction,
        )
        for row in screen.rows
    ]
    shares.append(("全体", [Run(screen.total_percent, bold=True)], screen.total_fraction))
    right = Box(1290, TOP + 52, WIDTH - MARGIN - 1290, BOTTOM - TOP - 120)
    table(
        slide, right, (40, 30, 30), ("", screen.share_word, "分数"), shares, LEAST, numbers=frozenset({1, 2})
    )
    write(slide, Box(1290, BOTTOM - 54, WIDTH - MARGIN - 1290, 54), screen.note, LEAST)


def action(line: ActionLine) -> tuple[Cell, ...]:
    """Return one action as the cells of a row."""
    return (
        line.name,
        line.department,
        line.stage_text,
        signed(line.sign),
        line.actual_text,
        line.planned_text,
    )


def measure(slide: Slide, screen: MeasureScreen) -> None:
    """③ the actions of one measure, its way over the years, what holds it up."""
    left = Box(MARGIN, TOP, 1180, BOTTOM - TOP - 44)
    write(slide, Box(MARGIN, TOP, 1180, 44), screen.title, PANEL, bold=True)
    inner = Box(left.left, left.top + 50, left.width, left.height - 60)
    if screen.rows:
        rows = [action(line) for line in screen.rows]
        table(slide, inner, _ACTION_WIDTHS, _ACTION_HEADS, rows, LEAST, numbers=_ACTION_NUMBERS)
        write(slide, Box(MARGIN, BOTTOM - 40, 1180, 40), screen.rest, LEAST)
    else:
        write(slide, inner, screen.empty, BODY)
    right, width = 1300, WIDTH - MARGIN - 1300
    write(slide, Box(right, TOP, width, 44), screen.trend_word, PANEL, bold=True)
    years = [(one.year, one.percent, one.fraction) for one in screen.trend]
    table(
        slide,
        Box(right, TOP + 50, width, 52 * len(years)),
        (50, 25, 25),
        (),
        years,
        LEAST,
        numbers=frozenset({1, 2}),
    )
    top = TOP + 70 + 52 * len(years)
    if screen.chart is not None:
        top = _indicator(slide, screen, Box(right, top, width, 300))
    write(slide, Box(right, top, width, 44), screen.remarks_title, PANEL, bold=True)
    notes = [([Run(one.label, palette.SECOND)], one.text) for one in screen.remarks]
    table(slide, Box(right, top + 48, width, BOTTOM - top - 48), (26, 74), (), notes, LEAST)


def _indicator(slide: Slide, screen: MeasureScreen, box: Box) -> float:
    chart = screen.chart
    assert chart is not None
    write(slide, Box(box.left, box.top, box.width, 40), chart.title, SMALL, bold=True)
    years = [point.short for point in chart.points]
    series = [
        Series("実績", [point.actual for point in chart.points], palette.ACTUAL, palette.ACTUAL),
        Series("目標", [point.target for point in chart.points], palette.WHITE, palette.PLANNED, hollow=True),
    ]
    lines(slide, Box(box.left, box.top + 42, box.width, box.height - 52), years, series, LEAST, alt=chart.alt)
    return box.top + box.height


def decide(slide: Slide, screen: DecideScreen) -> None:
    """④ one item: why it is here, and a table in which the decision stands or is written."""
    if screen.empty:
        write(slide, Box(MARGIN, TOP, WIDTH - 2 * MARGIN, 60), screen.empty, BODY)
        return
    write(slide, Box(MARGIN, TOP, WIDTH - 2 * MARGIN, 44), screen.about, PANEL)
    top = TOP + 60
    if screen.full:
        write(slide, Box(MARGIN, top, WIDTH - 2 * MARGIN, 160), screen.full, BODY)
        top += 170
    told = [(text,) for text in (*screen.reasons, *screen.states)]
    table(slide, Box(MARGIN, top, WIDTH - 2 * MARGIN, 64 * len(told)), (100,), (), told, SMALL)
    top += 64 * len(told) + 30
    rows = [("決定", screen.recorded or "　"), ("担当課", screen.department or "　")]
    if screen.records:
        table(slide, Box(MARGIN, top, WIDTH - 2 * MARGIN, 90 * len(rows)), (14, 86), (), rows, BODY)


def followup(slide: Slide, screen: FollowScreen) -> None:
    """⑤ what was decided and what became of it."""
    counts: list[Run] = []
    for one in screen.counts:
        counts.append(
            Run(f"{one.word} {one.count}件　", palette.TROUBLE if one.bad else palette.TEXT, one.bad)
        )
    write(slide, Box(MARGIN, TOP, WIDTH - 2 * MARGIN, 44), [*counts, Run(screen.note, palette.SECOND)], SMALL)
    box = Box(MARGIN, TOP + 56, WIDTH - 2 * MARGIN, BOTTOM - TOP - 56)
    if not screen.rows:
        write(slide, box, screen.empty, BODY)
        return
    rows = [
        (
            row.number,
            row.kind,
            row.text,
            row.department,
            row.due,
            [Run(row.state, palette.TROUBLE if row.bad else palette.TEXT, row.bad)],
            row.after,
        )
        for row in screen.rows
    ]
    heads = ("番号", "区分", "内容", "担当課", "期限", "状況", "その後")
    table(slide, box, (7, 8, 34, 14, 13, 12, 30), heads, rows, LEAST)


def listing(slide: Slide, screen: ListingScreen) -> None:
    """⑥ every action under its measure."""
    box = Box(MARGIN, TOP, WIDTH - 2 * MARGIN, BOTTOM - TOP)
    if not screen.rows:
        write(slide, box, screen.empty, BODY)
        return
    rows: list[Sequence[Cell]] = [(row,) if isinstance(row, str) else action(row) for row in screen.rows]
    table(slide, box, _ACTION_WIDTHS, _ACTION_HEADS, rows, LEAST, numbers=_ACTION_NUMBERS)
