"""HTML of 提出 and of the plan workbook's walk: steps, findings in tiers, old → new, the record."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from miharu_dx.present.views.submit import CountLine, DiffGroup, DiffRow, DiffView
from miharu_dx.present.views.submit_findings import FindingCluster, FindingGroup, FindingRow, FindingsView
from miharu_dx.present.views.submit_record import SubmissionRow
from miharu_dx.ui import frame

STEPS = ("様式を受け取り、記入した様式を渡す", "指摘を確かめて直す", "変わる内容を確かめて確定する")
PLAN_STEPS = ("計画ワークブックを受け取り、記入して渡す", *STEPS[1:])
_TONE = ' class="mdx-bad"'
_TONES = {"square": "bad", "diamond": "warn", "check": "quiet"}


def steps(current: int, told: Sequence[str] = STEPS) -> None:
    """Show the three steps in words; ``current`` counts from 1."""
    parts: list[str] = []
    for number, words in enumerate(told, start=1):
        state = "done" if number < current else "now" if number == current else "later"
        sign = frame.mark_svg("check", 14, on_fill=True) if number < current else str(number)
        now = ' aria-current="step"' if number == current else ""
        done = '<span class="mdx-hidden">済み</span>' if number < current else ""
        parts.append(
            f'<li class="mdx-step mdx-step-{state}"{now}><span class="mdx-step-no">{sign}</span>{done}'
            f"<span>{escape(words)}</span></li>"
        )
    frame.html(f'<ol class="mdx-steps">{"".join(parts)}</ol>')


def findings(view: FindingsView) -> None:
    """Show the tiers from file to row; a tier without findings is one quiet line."""
    hidden = f'<p class="mdx-hidden-note">{escape(view.hidden_note)}</p>' if view.hidden_note else ""
    frame.html(
        _tier(view.structure)
        + hidden
        + (_tier(view.blocks) if view.blocks.any else "")
        + (_tier(view.warnings) if view.warnings.any else "")
    )


def tier(group: FindingGroup) -> None:
    """Show one tier alone."""
    frame.html(_tier(group))


def _tier(group: FindingGroup) -> str:
    head = (
        f'<div class="mdx-tier mdx-tier-{_TONES[group.mark]}">{frame.mark_svg(group.mark, 16)}'
        f"<b>{escape(group.title)}</b><span>{escape(group.note)}</span></div>"
    )
    if group.clusters:
        return head + _cluster_table(group.clusters)
    if not group.rows:
        return head
    rest = ""
    if group.rest:
        rest = (
            f'<p class="mdx-note">はじめの{len(group.rows)}か所を表示しています。ほか{group.rest}か所は'
            "返却ブックのシート「修正一覧」で確かめられます。</p>"
        )
    named = len({row.sheet for row in group.rows}) > 1 or any(not row.subject for row in group.rows)
    return head + _finding_table(group.rows, named=named) + rest


def _finding_table(rows: Sequence[FindingRow], *, named: bool) -> str:
    lines = "".join(
        "<tr>"
        f'<td class="mdx-cell">{_place(row, named=named)}</td>'
        f"<td>{escape(row.label)}</td><td>{escape(row.subject)}</td>"
        f"<td>{_typed(row.shown)}</td><td>{escape(row.message)}</td><td>{escape(row.fix)}</td></tr>"
        for row in rows
    )
    return (
        '<table class="mdx-table mdx-dense mdx-findings"><colgroup>'
        f'<col style="width:{"10%" if named else "6%"}"><col style="width:{"8%" if named else "9%"}">'
        '<col style="width:16%"><col style="width:13%"><col style="width:27%"><col></colgroup>'
        '<thead><tr><th scope="col">セル</th><th scope="col">項目</th><th scope="col">行の名前</th>'
        '<th scope="col">入力された値</th><th scope="col">指摘</th><th scope="col">直し方</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _cluster_table(clusters: Sequence[FindingCluster]) -> str:
    lines = "".join(
        f'<tr><td class="mdx-num">{cluster.count}か所</td><td>{escape(cluster.label)}</td>'
        f"<td>{escape(cluster.message)}</td><td>{escape(cluster.fix)}</td>"
        f"<td>{escape(cluster.sheet)} {escape(cluster.cells)}</td></tr>"
        for cluster in clusters
    )
    return (
        '<p class="mdx-note">数が多いため、同じ指摘をまとめています。一つずつは返却ブックのシート「修正一覧」で確かめられます。</p>'
        '<table class="mdx-table mdx-dense mdx-clusters"><colgroup><col style="width:7%"><col style="width:11%">'
        '<col style="width:27%"><col style="width:25%"><col style="width:30%"></colgroup>'
        '<thead><tr><th scope="col" class="mdx-num">数</th><th scope="col">項目</th><th scope="col">指摘</th>'
        f'<th scope="col">直し方</th><th scope="col">セル</th></tr></thead><tbody>{lines}</tbody></table>'
    )


def _place(row: FindingRow, *, named: bool) -> str:
    if named or not row.cell:
        return f'<span class="mdx-sheet">{escape(row.sheet)}</span> {escape(row.cell)}'
    return escape(row.cell)


def _typed(text: str) -> str:
    return f'<span class="mdx-typed">{escape(text)}</span>' if text else ""


def differences(groups: Sequence[DiffGroup], view: DiffView) -> None:
    """Show old → new, one value a line; the row's name stands once."""
    many_sheets = len({row.sheet for row in view.rows if row.sheet}) > 1
    lines = "".join(
        _diff_line(row, group, many_sheets, first=number == 0)
        for group in groups
        for number, row in enumerate(group.rows)
    )
    frame.html(
        '<table class="mdx-table mdx-dense mdx-diff"><colgroup>'
        f'<col style="width:{"11%" if many_sheets else "5%"}"><col style="width:{"17%" if many_sheets else "21%"}">'
        '<col style="width:12%"><col style="width:20%"><col style="width:28px"><col style="width:26%"><col></colgroup>'
        '<thead><tr><th scope="col">セル</th><th scope="col">行の名前</th><th scope="col">項目</th>'
        f'<th scope="col">前（版{view.old_version}）</th><th></th><th scope="col">後</th>'
        f'<th scope="col">気をつける点</th></tr></thead><tbody>{lines}</tbody></table>'
    )


def _diff_line(row: DiffRow, group: DiffGroup, many_sheets: bool, *, first: bool) -> str:
    old = frame.sign_html(row.old_sign) if row.old_sign else _words(row.old)
    new = frame.sign_html(row.new_sign) if row.new_sign else _words(row.new)
    bad = row.new_sign is not None and row.new_sign.style.bold
    tone = " mdx-new-bad" if bad else ""
    mark = frame.mark_svg("diamond", 14) if row.both_sides else ""
    note = f'<span class="mdx-both">{mark}{escape(row.note)}</span>' if row.both_sides else escape(row.note)
    if row.against:
        note = f'<span class="mdx-against">{note}</span>'
    name = ""
    if first:
        fresh = '<span class="mdx-fresh">新しい</span>' if group.new else ""
        name = f"{fresh}{escape(group.subject)}"
    sheet = f'<span class="mdx-sheet">{escape(row.sheet)}</span> ' if many_sheets else ""
    return (
        f'<tr class="{"mdx-first" if first else "mdx-same"}"><td class="mdx-cell">{sheet}{escape(row.cell)}</td>'
        f"<td>{name}</td><td>{escape(row.label)}</td>"
        f'<td class="mdx-old">{old}</td><td class="mdx-arrow" aria-label="から">→</td>'
        f'<td><span class="mdx-new{tone}">{new}</span></td><td class="mdx-note-cell">{note}</td></tr>'
    )


def _words(text: str) -> str:
    return f'<span class="mdx-words">{escape(text)}</span>'


def names(title: str, found: Sequence[str], said: str) -> None:
    """List what does not change, by name."""
    items = "".join(f"<li>{escape(item)}</li>" for item in found)
    frame.html(
        f'<div class="mdx-list-title"><b>{escape(title)} {len(found)}件</b>　{escape(said)}</div>'
        f'<ul class="mdx-names">{items}</ul>'
    )


def consequence(view: DiffView) -> None:
    """Show in figures what the commit does."""
    counts = [
        ("新しく登録", view.new_count),
        ("書きかえ", view.changed_count),
        ("変わらない", view.unchanged_count),
    ]
    if view.silent:
        counts.append(("未報告のまま", len(view.silent)))
    figures = "".join(
        f'<div class="mdx-tell"><span>{escape(title)}</span><b>{number}</b><span>件</span></div>'
        for title, number in counts
    )
    lines = "".join(_count_line(line) for line in view.consequence) + _ratings(view)
    if view.figures_only:
        lines = f"<li>うち<b>{view.figures_only}件</b>は、指標の値だけを登録します</li>{lines}"
    if view.replies:
        lines = f"<li>うち<b>{view.replies}件</b>は、指示への回答です</li>{lines}"
    if view.any:
        lines += f"<li>版{view.old_version} → <b>版{view.new_version}</b> になります</li>"
    else:
        lines += f"<li>版{view.old_version}のままです</li>"
    frame.html(f'<div class="mdx-tells">{figures}</div><ul class="mdx-lines">{lines}</ul>')


def _count_line(line: CountLine) -> str:
    tone = _TONE if line.worse else ""
    mark = frame.mark_svg("square", 13) + " " if line.worse else ""
    return f"<li>{mark}{escape(line.label)} {line.before} → <b{tone}>{line.after}{escape(line.unit)}</b></li>"


def _ratings(view: DiffView) -> str:
    """Return in one line what becomes of the counts of 評価."""
    if not view.rating_lines:
        return ""
    parts = "・".join(
        f'<span class="mdx-piece">{escape(line.label)} {line.before} → '
        f"<b{_TONE if line.worse else ''}>{line.after}{escape(line.unit)}</b></span>"
        for line in view.rating_lines
    )
    mark = frame.mark_svg("square", 13) + " " if any(line.worse for line in view.rating_lines) else ""
    return f"<li>{mark}{escape(view.ratings)}：{parts}</li>"


def record(rows: Sequence[SubmissionRow], *, brief: bool = False) -> None:
    """Show submissions, newest first; ``brief`` leaves out whose and which period. None is said in words."""
    if not rows:
        frame.empty("まだありません")
        return
    columns = [frame.Column("日時", wrap=False)]
    if not brief:
        columns += [frame.Column("担当課"), frame.Column("期", wrap=False)]
    columns += [frame.Column("ファイル"), frame.Column("結果"), frame.Column("提出者")]
    columns += [frame.Column("版", "right", wrap=False)]
    if brief:
        columns = [column for column in columns if column.title != "提出者"]
    frame.table(columns, [_record_cells(row, brief) for row in rows], dense=True)


def _record_cells(row: SubmissionRow, brief: bool) -> list[str]:
    file_name = frame.Markup(f'<span class="mdx-file">{escape(row.file_name)}</span>')
    if brief:
        return [row.at, file_name, row.result, str(row.version)]
    return [row.at, row.department, row.period, file_name, row.result, row.actor, str(row.version)]
