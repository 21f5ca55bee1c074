"""The fourth step of a mapping: which action each row is of, and which indicator each of their names is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape

import streamlit as st

from miharu_dx.domain.mapping import NOT_USED, MappingSpec, TableMapping
from miharu_dx.domain.mapping_fields import field_label
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import answering
from miharu_dx.present.views.mapping import IndicatorLine, RowLine, RowsView
from miharu_dx.ui import frame, mapping_state, paging
from miharu_dx.ui.mapping_state import WIDGET, Draft

ROWS_SHOWN = 15  # 一画面で答えていける数。残りはページを送る
_ASK, _NONE, _OURS = "ask", "none", "ours:"


def show(own: Draft, view: RowsView, snapshot: Snapshot) -> None:
    """Show the rows and indicators to be told, and those that were."""
    told = f"答える行や指標が{view.left}あります" if view.left else "すべての行が、個別取組と合いました"
    with frame.panel("mapping_rows", "行を対応付ける", told):
        _continued(own, view)
        _several(own, view)
        actions = _actions(own, view, snapshot)
        rows, shown = paging.page_of(view.asked, ROWS_SHOWN, key="mapping_rows_page")
        if len(view.asked) > ROWS_SHOWN:
            paging.told(shown)
        waiting = [row for row in view.asked if row.code is None]
        if len(waiting) > 1 and st.button(
            f"答えていない{len(waiting)}行を、すべて使わない行にする", key="mapping_skip"
        ):
            _answer_all(own.spec, waiting)
            st.rerun()
        for number, line in enumerate(rows):
            _row(own, line, actions, f"{own.turn}_{number}_{line.answer}")
        paging.pager(len(view.asked), ROWS_SHOWN, key="mapping_rows_page")
        for number, line in enumerate(view.indicators):
            _indicator(own, line, f"{own.turn}_{number}_{line.answer}")
        if not view.asked and not view.indicators and not view.told:
            frame.empty("読む行がありません。「表を選ぶ」と「列を対応付ける」を確かめてください。")
    if view.told:
        with st.expander(f"個別取組と合った行（{len(view.told)}）"):
            frame.table(
                [
                    frame.Column("表の行"),
                    frame.Column("行", wrap=False),
                    frame.Column("個別取組"),
                    frame.Column("見分け方"),
                ],
                [[line.shown, line.cells, f"{line.code} {line.name}", line.how] for line in view.told],
                dense=True,
            )


def _actions(own: Draft, view: RowsView, snapshot: Snapshot) -> Mapping[str, str]:
    """Return the department's actions, those without a row first."""
    year = own.key.fiscal_year
    found = {
        action.code: f"{action.code} {action.name}"
        for action in snapshot.actions
        if action.runs_in(year) and answering(snapshot, action, year) == own.department
    }
    taken = {line.code for line in view.told}
    return dict(sorted(found.items(), key=lambda item: item[0] in taken))


def _row(own: Draft, line: RowLine, actions: Mapping[str, str], mark: str) -> None:
    value = _ASK if line.code is None else _NONE if line.code == NOT_USED else f"{_OURS}{line.code}"
    options = {_ASK: "（選んでください）"} | {f"{_OURS}{code}": name for code, name in actions.items()}
    options[_NONE] = "使わない行"
    with _line(line.shown, line.cells, line.code is None):
        mapping_state.select(
            f"「{line.shown}」の個別取組",
            options,
            value,
            f"row_{mark}",
            _told_row(own.spec, line),
            hidden=True,
        )


def _indicator(own: Draft, line: IndicatorLine, mark: str) -> None:
    value = _ASK if line.ours is None else _NONE if line.ours == NOT_USED else f"{_OURS}{line.ours}"
    options = (
        {_ASK: "（選んでください）"}
        | {f"{_OURS}{name}": name for name in line.known}
        | {_NONE: "使わない指標"}
    )

    def tell(code: str) -> None:
        answer = None if code == _ASK else NOT_USED if code == _NONE else code.removeprefix(_OURS)
        for table in own.spec.used:
            mapping_state.change_table(
                table.signature,
                lambda one: replace(one, indicators=_with(one.indicators, line.answer, answer)),
            )

    with _line(f"{line.action}の指標「{line.theirs}」", line.cell, line.ours is None):
        mapping_state.select(
            f"「{line.theirs}」の指標", options, value, f"indicator_of_{mark}", tell, hidden=True
        )


@contextmanager
def _line(shown: str, cells: str, waits: bool) -> Iterator[None]:
    """Show what is asked at the left; the answer is drawn at the right."""
    told, choice, _ = st.columns([1.4, 1.4, 0.2], gap="small", vertical_alignment="center")
    with told:
        sign = frame.mark_svg("diamond" if waits else "check", 14)
        frame.html(
            f'<div class="mdx-map-word">{sign} <span class="mdx-typed">{escape(shown)}</span>'
            f'<span class="mdx-second">{escape(cells)}</span></div>'
        )
    with choice:
        yield


def _told_row(spec: MappingSpec, line: RowLine) -> Callable[[str], None]:
    def tell(code: str) -> None:
        answer = None if code == _ASK else NOT_USED if code == _NONE else code.removeprefix(_OURS)
        _answer(spec, [line], answer)

    return tell


def _answer_all(spec: MappingSpec, lines: Sequence[RowLine]) -> None:
    _answer(spec, lines, NOT_USED)


def _answer(spec: MappingSpec, lines: Sequence[RowLine], answer: str | None) -> None:
    for table in spec.used:

        def changed(own: TableMapping) -> TableMapping:
            rows = own.rows
            for line in lines:
                rows = _with(rows, line.answer, answer)
            return replace(own, rows=rows)

        mapping_state.change_table(table.signature, changed)


def _with(answers: Mapping[str, str], key: str, answer: str | None) -> dict[str, str]:
    rest = {name: value for name, value in answers.items() if name != key}
    return rest if answer is None else {**rest, key: answer}


def _continued(own: Draft, view: RowsView) -> None:
    """Ask whether the blank cells of a key column mean the same as above."""
    for name in view.continued:
        key = WIDGET.format(f"down_{own.turn}_{name}")
        st.session_state[key] = any(name in table.filled_down for table in own.spec.used)

        def toggle(name: str = name, key: str = key) -> None:
            on = bool(st.session_state[key])
            for table in own.spec.used:
                mapping_state.change_table(
                    table.signature,
                    lambda one: replace(
                        one, filled_down=one.filled_down | {name} if on else one.filled_down - {name}
                    ),
                )

        st.checkbox(f"「{field_label(name)}」の空欄は、上の行と同じとみなす", key=key, on_change=toggle)


def _several(own: Draft, view: RowsView) -> None:
    """Ask whether several texts of one action are read as one."""
    for name in view.several:
        key = WIDGET.format(f"joined_{own.turn}_{name}")
        st.session_state[key] = any(name in table.joined for table in own.spec.used)

        def toggle(name: str = name, key: str = key) -> None:
            on = bool(st.session_state[key])
            for table in own.spec.used:
                mapping_state.change_table(
                    table.signature,
                    lambda one: replace(one, joined=one.joined | {name} if on else one.joined - {name}),
                )

        st.checkbox(
            f"同じ個別取組の「{field_label(name)}」が複数あるときは、つないで読む", key=key, on_change=toggle
        )
