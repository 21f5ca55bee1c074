"""What stands on 提出: three steps, the findings in tiers, old → new, and the record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.present.views.submit import DiffRow, DiffView, SubmissionRow
from miharu_dx.present.views.submit_findings import FindingGroup, FindingRow, FindingsView
from miharu_dx.ui import frame

STEPS = ("様式を受け取り、記入した様式を渡す", "指摘を確かめて直す", "変わる内容を確かめて確定する")


def steps(current: int) -> None:
    """Show the three steps in words; ``current`` counts from 1."""
    parts: list[str] = []
    for number, words in enumerate(STEPS, start=1):
        state = "done" if number < current else "now" if number == current else "later"
        sign = "✓" if number < current else str(number)
        now = ' aria-current="step"' if number == current else ""
        parts.append(
            f'<li class="mdx-step mdx-step-{state}"{now}><span class="mdx-step-no">{sign}</span>'
            f"<span>{escape(words)}</span></li>"
        )
    frame.html(f'<ol class="mdx-steps">{"".join(parts)}</ol>')


def findings(view: FindingsView) -> None:
    """Show the tiers from file to row; a tier without findings is one quiet line."""
    frame.html(
        _tier(view.structure, "bad" if view.structure.rows else "quiet")
        + (f'<p class="mdx-note">{escape(view.hidden_note)}</p>' if view.hidden_note else "")
        + (_tier(view.blocks, "bad") if view.blocks.rows else "")
        + (_tier(view.warnings, "warn") if view.warnings.rows else "")
    )


def _tier(group: FindingGroup, tone: str) -> str:
    head = (
        f'<div class="mdx-tier mdx-tier-{tone}">{frame.mark_svg(group.mark, 16)}'
        f"<b>{escape(group.title)}</b><span>{escape(group.note)}</span></div>"
    )
    if not group.rows:
        return head
    rest = (
        f'<p class="mdx-note">ほか{group.rest}か所は、上の指摘を直すと表示します。</p>' if group.rest else ""
    )
    return head + _finding_table(group.rows) + rest


def _finding_table(rows: Sequence[FindingRow]) -> str:
    many_sheets = len({row.sheet for row in rows}) > 1
    lines = "".join(
        "<tr>"
        f'<td class="mdx-cell">{escape(_place(row, many_sheets))}</td>'
        f"<td>{escape(row.label)}</td><td>{escape(row.subject)}</td>"
        f"<td>{_typed(row.shown)}</td><td>{escape(row.message)}</td><td>{escape(row.fix)}</td></tr>"
        for row in rows
    )
    return (
        '<table class="mdx-table mdx-findings"><thead><tr><th>セル</th><th>項目</th><th>行の名前</th>'
        f"<th>入力された値</th><th>指摘</th><th>直し方</th></tr></thead><tbody>{lines}</tbody></table>"
    )


def _place(row: FindingRow, many_sheets: bool) -> str:
    return f"{row.sheet} {row.cell}".strip() if many_sheets or not row.cell else row.cell


def _typed(text: str) -> str:
    return f'<span class="mdx-typed">{escape(text)}</span>' if text else ""


def differences(view: DiffView, *, limit: int) -> None:
    """Show old → new, one value a line; the row's name stands once."""
    if not view.rows:
        frame.empty("変わるところはありません。")
        return
    lines: list[str] = []
    last = ""
    for row in view.rows[:limit]:
        lines.append(_diff_line(row, row.subject if row.subject != last else ""))
        last = row.subject
    rest = len(view.rows) - limit
    more = f'<p class="mdx-note">ほか{rest}項目は「すべて表示」で確かめられます。</p>' if rest > 0 else ""
    frame.html(
        '<table class="mdx-table mdx-diff"><thead><tr><th>セル</th><th>行の名前</th><th>項目</th>'
        f"<th>前（版{view.old_version}）</th><th></th><th>後</th><th>気をつける点</th></tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>{more}"
    )


def _diff_line(row: DiffRow, subject: str) -> str:
    old = (frame.mark_svg(row.old_rating.mark, 14) if row.old_rating else "") + escape(row.old)
    bad = row.new_rating is not None and row.new_rating.meaning == "bad"
    new = (frame.mark_svg(row.new_rating.mark, 14) if row.new_rating else "") + escape(row.new)
    tone = " mdx-new-bad" if bad else ""
    note = f"<b>{escape(row.note)}</b>" if row.both_sides else escape(row.note)
    return (
        f'<tr><td class="mdx-cell">{escape(row.cell)}</td><td>{escape(subject)}</td>'
        f"<td>{escape(row.label)}</td><td>{old}</td><td>→</td>"
        f'<td><span class="mdx-new{tone}">{new}</span></td><td>{note}</td></tr>'
    )


def consequence(view: DiffView) -> None:
    """Show in figures what the commit does."""
    counts = (
        ("変わる", view.changed_count),
        ("変わらない", view.unchanged_count),
        ("新しい行", view.new_count),
        ("未報告のまま", len(view.silent)),
    )
    figures = "".join(
        f'<div class="mdx-count"><span>{escape(name)}</span> <b>{number}</b> 件</div>'
        for name, number in counts
    )
    lines = "".join(f"<li>{escape(line)}</li>" for line in view.consequence)
    frame.html(
        f'<div class="mdx-counts">{figures}</div><ul class="mdx-plain">{lines}'
        f"<li>版{view.old_version} → <b>版{view.new_version}</b> になります</li></ul>"
    )


def record(rows: Sequence[SubmissionRow]) -> None:
    """Show the submissions, newest first; none is said in words."""
    if not rows:
        frame.empty("まだありません。")
        return
    frame.html(
        '<div class="mdx-scroll"><table class="mdx-table mdx-dense"><thead><tr><th>日時</th><th>担当課</th><th>期</th>'
        "<th>ファイル</th><th>結果</th><th class='mdx-num'>版</th></tr></thead><tbody>"
        + "".join(
            f"<tr><td>{escape(row.at)}</td><td>{escape(row.department)}</td><td>{escape(row.period)}</td>"
            f"<td>{escape(row.file_name)}</td><td>{escape(row.result)}</td>"
            f'<td class="mdx-num">{row.version}</td></tr>'
            for row in rows
        )
        + "</tbody></table></div>"
    )
