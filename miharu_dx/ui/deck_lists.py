"""The lists of 会議モード as HTML: moved ratings, decisions and what became of them, every item."""

from __future__ import annotations

from html import escape

from miharu_dx.present.views.deck_model import ActionLine, Block, FollowScreen, Line, ListingScreen
from miharu_dx.ui.deck_pieces import bullet, head, nothing, sign, stage
from miharu_dx.ui.marks import mark_svg


def block(told: Block) -> str:
    """Return one list under its head."""
    if not told.lines:
        return f'<div class="mdx-deck-block">{head(told.title, told.note)}{nothing(told.empty)}</div>'
    kind = "mdx-deck-told" if told.lines[0].detail else "mdx-deck-moved"
    rows = "".join(_line(line) for line in told.lines)
    return f'<div class="mdx-deck-block {kind}">{head(told.title, told.note)}{rows}</div>'


def _line(line: Line) -> str:
    after = sign(line.after) if line.after is not None else ""
    if line.detail:
        return (
            f'<div class="mdx-deck-line"><span>{after}</span><span>{escape(line.name)}</span>'
            f"<span>{escape(line.detail)}</span><span>{escape(line.department)}</span></div>"
        )
    before = sign(line.before) if line.before is not None else f"<span>{escape(line.lead)}</span>"
    return (
        f'<div class="mdx-deck-line"><span class="mdx-deck-turn">{before}<span>→</span>{after}</span>'
        f"<span>{escape(line.name)}</span><span>{escape(line.department)}</span></div>"
    )


def followup(screen: FollowScreen) -> str:
    """Return ⑤ with its counts above the decisions."""
    if screen.empty:
        return nothing(screen.empty)
    counts = "".join(
        f'<span class="{"mdx-bad" if one.bad else ""}">{_mark(one.mark, bad=one.bad)}{escape(one.word)}<b>{one.count}</b>件</span>'
        for one in screen.counts
    )
    note = "".join(f"<span>{escape(part)}</span>" for part in screen.note.split("　"))
    rows = "".join(
        f"<tr><td>{escape(row.number)}</td><td>{escape(row.kind)}</td><td><b>{escape(row.text)}</b></td>"
        f"<td>{escape(row.department)}</td><td>{escape(row.due)}</td>"
        f'<td><span class="mdx-rating{" mdx-bad" if row.bad else ""}">{_mark(row.mark, bad=row.bad)}<span>{escape(row.state)}</span></span></td>'
        f'<td class="mdx-deck-after">{escape(row.after)}</td></tr>'
        for row in screen.rows
    )
    return (
        f'<div class="mdx-deck-counts">{counts}<span class="mdx-deck-gap"></span><small>{note}</small></div>'
        '<table class="mdx-deck-table mdx-deck-follow"><colgroup><col style="width:5.25rem"><col style="width:5.25rem">'
        '<col><col style="width:11.25rem"><col style="width:16.75rem"><col style="width:12.5rem"><col style="width:24rem">'
        '</colgroup><thead><tr><th scope="col">番号</th><th scope="col">区分</th><th scope="col">決定事項</th>'
        '<th scope="col">担当課</th><th scope="col">期限</th><th scope="col">状況</th><th scope="col">その後</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _mark(mark: str, *, bad: bool) -> str:
    return mark_svg(mark if bad or mark != "square" else "check", 26)


def listing(screen: ListingScreen) -> str:
    """Return ⑥ under the headings of the measures."""
    if screen.empty:
        return nothing(screen.empty)
    rows = "".join(_item(row) for row in screen.rows)
    return (
        '<table class="mdx-deck-table mdx-deck-listing"><colgroup><col><col style="width:12rem">'
        '<col style="width:13.5rem"><col style="width:12rem"><col style="width:20rem"></colgroup><thead><tr>'
        '<th scope="col">個別取組</th><th scope="col">担当課</th><th scope="col">実施段階</th>'
        '<th scope="col">評価</th><th scope="col">実績／計画の進捗</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _item(row: ActionLine | str) -> str:
    if isinstance(row, str):
        return f'<tr class="mdx-deck-group"><td colspan="5">{escape(row)}</td></tr>'
    return (
        f"<tr><td>{escape(row.name)}</td><td>{escape(row.department)}</td><td>{stage(row.stage, row.stage_text)}</td>"
        f"<td>{sign(row.sign)}</td><td>{bullet(row)}</td></tr>"
    )
