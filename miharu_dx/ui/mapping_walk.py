"""取込の対応付け on 提出: from a table nobody made for us to a mapping that is saved, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.mapping import WALK, ResultView
from miharu_dx.services import mapping
from miharu_dx.services.context import Context
from miharu_dx.services.mapped import ANSWERED_BY_MAPPING
from miharu_dx.services.mapping_grid import grid_view
from miharu_dx.services.mapping_view import (
    FreeTable,
    area_text,
    result_view,
    rows_view,
    table_lines,
    tables_of_kind,
)
from miharu_dx.services.mapping_words import words_view
from miharu_dx.ui import (
    frame,
    mapping_check,
    mapping_columns,
    mapping_preview,
    mapping_rows,
    mapping_state,
    mapping_tables,
    mapping_words,
    submit_flow,
    submit_panels,
)
from miharu_dx.ui.mapping_state import Draft
from miharu_dx.ui.submit_flow import Choice, Held

NOT_MAPPED, NO_FORM = "file.mapping_none", "file.form_missing"
BACK = "登録せずに戻る"
TOLD = "上の「対応付けで答える」を押して決めてください。Excelを直さなくても取り込めます。"
_SEEN_ABOVE = (2, 3, 4)  # 答えながら見比べる段では、渡された表を上に置く
OPEN, CHANGE, ANSWER = "取込の対応付けをする", "対応付けを直す", "対応付けで答える"


def wanted(context: Context, choice: Choice, preview: Preview | None) -> bool:
    """Whether the file in hand has to be mapped first, or somebody is at it."""
    file = submit_flow.held(choice.kind)
    if file is None or preview is None or choice.department is None or choice.key is None:
        return False
    if mapping_state.is_open(choice):
        return True
    if not _may(context, choice) or NOT_MAPPED not in {finding.code for finding in preview.findings}:
        return False
    try:
        mapping_state.open_for(context, choice, file)
    except Refusal:
        return False
    return True


def _may(context: Context, choice: Choice) -> bool:
    return context.actor.may(Permission.MAP_COLUMNS, choice.department)


def show(context: Context, choice: Choice) -> None:
    """Show the step somebody has come to, with their sheet and what is understood of it below."""
    file, own = submit_flow.held(choice.kind), mapping_state.draft()
    assert file is not None and own is not None
    snapshot = context.store.snapshot()
    try:
        found = mapping_state.examined(context, choice, file, own)
    except Refusal as refusal:
        frame.notice(refusal.message, refusal.next_step)
        _leave(choice)
        return
    own = _complete(own, found)
    reading = mapping_state.tried(context, found, own.spec)
    result = result_view(reading)
    words = words_view(found, own.spec, snapshot)
    rows = rows_view(found, own.spec, reading, snapshot)
    unit = snapshot.department_name(own.department)
    frame.headline(
        f"取込の対応付け：{result.sentence}",
        aside=f'<div class="mdx-whose"><b>{escape(unit)}</b><span>{escape(file.file_name)}</span></div>',
    )
    with st.container(key="mapping_steps"):
        submit_panels.steps(own.step, WALK)
    tables = [table for one in own.spec.used for table in tables_of_kind(found, one)]
    undone = {2: mapping_columns.undecided(found, own.spec), 3: words.left, 4: rows.left}
    _navigation(choice, own, undone)
    if own.step in _SEEN_ABOVE:
        _beside(tables, reading, result, low=True)
    match own.step:
        case 1:
            mapping_tables.show(own, found, table_lines(found, own.spec, reading))
        case 2:
            mapping_columns.show(own, found, snapshot)
        case 3:
            mapping_words.show(own, found, words, snapshot)
        case 4:
            mapping_rows.show(own, rows, snapshot)
        case _:
            mapping_check.show(context, own, found, reading, result)
    if own.step not in _SEEN_ABOVE:
        _beside(tables, reading, result, low=False)
    mapping_preview.left_panel(result)


def _beside(
    tables: Sequence[FreeTable], reading: mapping.MappedReading, result: ResultView, *, low: bool
) -> None:
    """Show one of the tables that are read beside what is understood; which one can be chosen."""
    if not tables:
        return
    number = 0
    if len(tables) > 1:
        names = [f"{n}　{area_text(table)}" for n, table in enumerate(tables, start=1)]
        chosen = st.selectbox("見る表", names, key="mapping_seen_table", filter_mode=None, width=420)
        number = names.index(chosen) if chosen in names else 0
    mapping_preview.side_by_side(grid_view(tables[number], reading), result, low=low)


def _complete(own: Draft, found: mapping.Examined) -> Draft:
    """Add the proposal of tables the draft does not know, as after a corrected heading."""
    known = {frozenset(table.signature) for table in own.spec.tables}
    there = {frozenset(table.signature) for table in found.book.tables}
    fresh = [t for t in found.proposal.spec.tables if frozenset(t.signature) not in known]
    kept = [t for t in own.spec.tables if frozenset(t.signature) in there]
    if fresh or len(kept) < len(own.spec.tables):
        mapping_state.change(spec=type(own.spec)((*kept, *fresh)))
        return mapping_state.draft() or own
    return own


def _navigation(choice: Choice, own: Draft, undone: dict[int, int]) -> None:
    with st.container(
        key="mapping_bar",
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        gap="small",
    ):
        open_steps = [f"「{WALK[step - 1]}」に{count}つ" for step, count in undone.items() if count]
        told = (
            "まだ答えていないもの：" + "、".join(open_steps)
            if open_steps
            else "答えていないものはありません。"
        )
        frame.html(f'<div class="mdx-do">{escape(told)}　<b>まだ何も登録していません。</b></div>')
        if own.step > 1:
            st.button(f"戻る：{WALK[own.step - 2]}", key="mapping_back", on_click=_go, args=(own.step - 1,))
        if own.step < len(WALK):
            st.button(
                f"次へ：{WALK[own.step]}",
                type="primary",
                key="mapping_next",
                on_click=_go,
                args=(own.step + 1,),
                disabled=not own.spec.used,
            )
        _leave(choice)


def _go(step: int) -> None:
    mapping_state.change(step=step)


def _leave(choice: Choice) -> None:
    if st.button(BACK, key="mapping_leave"):
        mapping_state.close()
        submit_flow.let_go(choice.kind)
        st.rerun()


def entry(context: Context, choice: Choice, preview: Preview) -> None:
    """Say through which mapping the file in hand was read, and offer to change it or to begin one."""
    file = submit_flow.held(choice.kind)
    if file is None or not _may(context, choice):
        return
    codes = {finding.code for finding in preview.findings}
    found = mapping_state.used(context, choice, file)
    if found is None and NO_FORM not in codes:
        return
    with st.container(key="mapping_entry", horizontal=True, vertical_alignment="center", gap="small"):
        if found is None:
            frame.html("<div>課で作った表のときは、どの列が何かを決めると、そのまま取り込めます。</div>")
            _open_button(context, choice, file, OPEN)
            return
        name, reading = found
        count = len(reading.left)
        asked = sum(map(_answerable, preview.blocks))
        told = (
            f"<b>対応付けで答えるところが{asked}か所あります。</b>答えると、次からは聞きません。"
            if asked
            else f"読まなかったセルは{count}か所です。"
        )
        frame.html(
            f"<div>{frame.mark_svg('diamond' if asked else 'check', 16)} "
            f"対応付け「{escape(name)}」で読みました。{told}</div>"
        )
        _open_button(context, choice, file, ANSWER if asked else CHANGE, first=bool(asked))
    if count:
        with st.expander(f"読まなかったセル（{count}か所）"):
            mapping_preview.left_panel(result_view(reading))


def answers_all(preview: Preview) -> bool:
    """Whether answers to the mapping settle everything that stops a table somebody made."""
    return bool(preview.blocks) and all(map(_answerable, preview.blocks))


def _answerable(finding: Finding) -> bool:
    return finding.code in ANSWERED_BY_MAPPING


def _open_button(context: Context, choice: Choice, file: Held, label: str, *, first: bool = False) -> None:
    if st.button(label, key="mapping_open", type="primary" if first else "secondary"):
        try:
            mapping_state.open_for(context, choice, file)
        except Refusal as refusal:
            frame.notice(refusal.message, refusal.next_step)
        else:
            st.rerun()
