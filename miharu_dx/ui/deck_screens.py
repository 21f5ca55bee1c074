"""The screens of 会議モード as HTML: each kind has one function, and every word comes from the view model."""

from __future__ import annotations

from html import escape

from miharu_dx.present.views.deck_fit import one_line
from miharu_dx.present.views.deck_model import (
    ChangesScreen,
    DecideScreen,
    Deck,
    FollowScreen,
    Foot,
    ListingScreen,
    MeasureScreen,
    Screen,
    WholeScreen,
)
from miharu_dx.ui import deck_decide, deck_lists
from miharu_dx.ui.deck_pieces import (
    bar_scale,
    bullet,
    head,
    line_chart,
    nothing,
    rem,
    segments,
    sign,
    stage,
    totals,
    unbroken,
)
from miharu_dx.ui.marks import mark_svg

_BAR_ROOM = 760.0  # 施策の名と割合のあいだに残る、帯の幅
_APART = 24.0
_PAIR_ROOM = 300.0


def slide(deck: Deck, number: int, *, writing: bool = False) -> str:
    """Return screen ``number`` (from 0) with the head and the foot that every screen has.

    With ``writing`` the head leaves room for the button that records a decision.
    """
    screen = deck.screens[number]
    part = f'<span class="mdx-deck-part">{escape(screen.part)}</span>' if screen.part else ""
    remark = f'<span class="mdx-deck-remark">{escape(deck.foot.remark)}</span>' if deck.foot.remark else ""
    two = "" if one_line(screen.headline) else " mdx-deck-two"
    decide = isinstance(screen, DecideScreen)
    if writing and not decide:
        two += " mdx-deck-writing"
    headline = "" if decide else _headline(screen)
    return (
        f'<div class="mdx-deck mdx-deck-{screen.kind}{two}"><div class="mdx-deck-top">'
        f'<b class="mdx-deck-kicker">{escape(screen.kicker)}</b>{part}<span class="mdx-deck-gap"></span>'
        f'{remark}<span class="mdx-deck-title">{escape(deck.title)}</span></div>'
        f'{headline}<div class="mdx-deck-body">{body(screen)}</div>'
        f"{_foot(deck.foot, number + 1, len(deck.screens))}</div>"
    )


def body(screen: Screen) -> str:
    """Return what a screen shows between its headline and its foot."""
    if isinstance(screen, ChangesScreen):
        return _changes(screen)
    if isinstance(screen, WholeScreen):
        return _whole(screen)
    if isinstance(screen, MeasureScreen):
        return _measure(screen)
    if isinstance(screen, DecideScreen):
        return deck_decide.body(screen)
    if isinstance(screen, FollowScreen):
        return deck_lists.followup(screen)
    assert isinstance(screen, ListingScreen)
    return deck_lists.listing(screen)


def _headline(screen: Screen) -> str:
    return f'<div class="mdx-headline" role="heading" aria-level="1">{unbroken(screen.headline)}</div>'


def _foot(foot: Foot, number: int, count: int) -> str:
    sample = '<b class="mdx-deck-sample">見本データ</b>' if foot.sample else ""
    facts = (foot.edition, f"基準日 {foot.as_of}", f"更新日時 {foot.updated}", f"出典 {foot.source}")
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f'<div class="mdx-deck-foot">{sample}<span class="mdx-deck-facts">{told}</span>'
        f'<span class="mdx-deck-count"><b>{number}</b>／{count}</span></div>'
    )


def _changes(screen: ChangesScreen) -> str:
    blocks = "".join(deck_lists.block(block) for block in screen.blocks)
    if screen.pairs is None:
        return f'<div class="mdx-deck-lists">{blocks}</div>'
    pairs = screen.pairs
    scale = _PAIR_ROOM / pairs.most
    bars = ""
    for bar in pairs.bars:
        style = bar.sign.style
        before = ""
        if bar.before is not None:
            before = f'<span class="mdx-deck-was"><i style="width:{rem(bar.before * scale)}"></i>{bar.before}件</span>'
        change = f'<b class="mdx-deck-change{" mdx-bad" if bar.worse else ""}">{escape(bar.change)}</b>'
        look = f"width:{rem(bar.now * scale)};background:{style.fill};border-color:{style.outline}"
        bars += (
            f'<div class="mdx-deck-pair"><span>{sign(bar.sign)}</span><span>{before}'
            f'<span class="mdx-deck-is"><i style="{look}"></i><b>{bar.now}件</b>{change}</span></span></div>'
        )
    notes = "".join(f"<span>{escape(note)}</span>" for note in pairs.share_notes)
    share = f"<b>{escape(pairs.share)}</b>" if pairs.share else ""
    return (
        f'<div class="mdx-deck-sides"><div class="mdx-deck-pairs">{head(pairs.title, pairs.note)}{bars}'
        f'<div class="mdx-deck-share"><span>{escape(pairs.share_word)}</span>{share}<small>{notes}</small></div></div>'
        f'<div class="mdx-deck-lists">{blocks}</div></div>'
    )


def _whole(screen: WholeScreen) -> str:
    # 分母の外の帯は間を空けて並ぶため、そのぶんを残して目盛りを決める。
    scale = bar_scale([row.segments for row in screen.rows], _BAR_ROOM - _APART)
    rows = "".join(
        "<tr>"
        f"<td class='mdx-deck-code'><b>{escape(row.code)}</b></td><td>{escape(row.name)}</td>"
        f"<td>{segments(row.segments, scale) if row.segments else escape(row.empty)}</td>"
        f'<td class="mdx-deck-right{" mdx-bad" if row.low else ""}">{_low(row.low)}<b>{escape(row.percent)}</b></td>'
        f'<td class="mdx-deck-right">{escape(row.fraction)}</td></tr>'
        for row in screen.rows
    )
    total = (
        '<tr class="mdx-deck-group"><td colspan="3">全体</td>'
        f'<td class="mdx-deck-right"><b>{escape(screen.total_percent)}</b></td>'
        f'<td class="mdx-deck-right">{escape(screen.total_fraction)}</td></tr>'
    )
    return (
        f"{head(screen.title, screen.note)}"
        f"{totals(screen.totals)}"
        '<table class="mdx-deck-table mdx-deck-measures"><colgroup><col style="width:9rem"><col style="width:32.5rem">'
        '<col><col style="width:8.75rem"><col style="width:10.5rem"></colgroup><thead><tr>'
        ""
        f'<th scope="col" colspan="2">{escape(screen.measure_head)}</th><th scope="col">評価（件）</th>'
        f'<th scope="col" colspan="2" class="mdx-deck-right">{escape(screen.share_word)}の割合</th></tr></thead>'
        f"<tbody>{rows}{total}</tbody></table>"
    )


def _low(low: bool) -> str:
    """Return the mark of trouble before a share under the set limit, so that colour is not alone."""
    return mark_svg("square", 22) if low else ""


def _measure(screen: MeasureScreen) -> str:
    if screen.empty:
        return f"{head(screen.title)}{nothing(screen.empty)}"
    rows = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{escape(row.department)}</td>"
        f"<td>{stage(row.stage, row.stage_text)}</td><td>{sign(row.sign)}</td><td>{bullet(row)}</td></tr>"
        for row in screen.rows
    )
    chart = ""
    if screen.chart is not None:
        chart = f"{head(screen.chart_title)}{line_chart(screen.chart)}"
    remarks = ""
    if screen.remarks:
        told = "".join(
            f"<p><b>{escape(one.label)}</b>　{escape(one.text)}</p>"
            if one.label
            else f"<p class='mdx-deck-about'>{escape(one.text)}</p>"
            for one in screen.remarks
        )
        remarks = f'{head(screen.remarks_title)}<div class="mdx-deck-remarks">{told}</div>'
    years = '<span class="mdx-deck-to">→</span>'.join(
        f"<span>{escape(one.year)} {_low(one.low)}<b{' class=mdx-bad' if one.low else ''}>{escape(one.percent)}</b>（{escape(one.fraction)}）</span>"
        for one in screen.trend
    )
    beside = f'<div class="mdx-deck-beside">{chart}{remarks}</div>' if chart or remarks else ""
    rest = f'<div class="mdx-deck-rest">{escape(screen.rest)}</div>' if screen.rest else ""
    return (
        f'<div class="mdx-deck-sides"><div class="mdx-deck-actions">{head(screen.title, "帯＝実績　縦線＝計画")}'
        '<table class="mdx-deck-table"><colgroup><col><col style="width:11.5rem"><col style="width:12.75rem">'
        '<col style="width:11.25rem"><col style="width:20rem"></colgroup><thead><tr><th scope="col">個別取組</th>'
        '<th scope="col">担当課</th><th scope="col">実施段階</th><th scope="col">評価</th>'
        f'<th scope="col">実績／計画の進捗</th></tr></thead><tbody>{rows}</tbody></table>{rest}</div>'
        f"{beside}</div>"
        f'<div class="mdx-deck-trend"><span>{escape(screen.trend_word)}</span>{years}</div>'
    )
