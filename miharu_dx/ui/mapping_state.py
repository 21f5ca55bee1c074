"""The mapping somebody is making: which file it is for, how far it has come, what was said so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from miharu_dx.domain.mapping import MappingSpec, TableMapping
from miharu_dx.domain.mapping_json import to_json
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import mapping
from miharu_dx.services.context import Context
from miharu_dx.services.mapping import Examined, MappedReading
from miharu_dx.ui import submit_flow
from miharu_dx.ui.submit_flow import Choice, Held

# Session state: the draft, what was found in its file, and the last trial reading.
DRAFT, EXAMINED, TRIED, USED = "mapping_draft", "mapping_examined", "mapping_tried", "mapping_used"
WIDGET = "mapping_pick_{}"


@dataclass(frozen=True)
class Draft:
    """A mapping in the making; ``heads`` are heading lines a person corrected, by the place of a table.

    ``turn`` counts the changes of the tables themselves, which give every widget a fresh key.
    """

    sha256: str
    department: str
    key: PeriodKey
    spec: MappingSpec
    name: str
    step: int = 1
    heads: Mapping[str, int] = field(default_factory=dict[str, int])
    turn: int = 0


def draft() -> Draft | None:
    """Return the draft, if any."""
    return st.session_state.get(DRAFT)


def is_open(choice: Choice) -> bool:
    """Whether a mapping is being made for the file in hand and this choice."""
    file, own = submit_flow.held(choice.kind), draft()
    return (
        file is not None
        and own is not None
        and (own.sha256, own.department, own.key) == (file.sha256, choice.department, choice.key)
    )


def open_for(context: Context, choice: Choice, file: Held) -> None:
    """Begin a mapping for a file, from what is saved or proposed."""
    assert choice.department is not None and choice.key is not None
    found = mapping.examine(context, file.file_name, file.data, choice.department, choice.key)
    name = found.saved.name if found.saved else mapping.free_name(context, choice.department)
    st.session_state[EXAMINED] = ((file.sha256, choice, (), context.store.version), found)
    st.session_state[DRAFT] = Draft(file.sha256, choice.department, choice.key, found.spec, name)


def close() -> None:
    """Forget the mapping in the making; nothing was saved by making it."""
    for what in (DRAFT, EXAMINED, TRIED, USED):
        st.session_state.pop(what, None)


def examined(context: Context, choice: Choice, file: Held, own: Draft) -> Examined:
    """Return the tables of the file, laid out once for a version and a correction of headings."""
    mark = (file.sha256, choice, tuple(sorted(own.heads.items())), context.store.version)
    known = st.session_state.get(EXAMINED)
    if known is not None and known[0] == mark:
        return known[1]
    found = mapping.examine(context, file.file_name, file.data, own.department, own.key, own.heads or None)
    st.session_state[EXAMINED] = (mark, found)
    return found


def tried(context: Context, found: Examined, spec: MappingSpec) -> MappedReading:
    """Return what the file says through the draft, read once for the same draft."""
    mark = (found.file_name, id(found), to_json(spec))
    known = st.session_state.get(TRIED)
    if known is not None and known[0] == mark:
        return known[1]
    reading = mapping.trial(context, found, spec)
    st.session_state[TRIED] = (mark, reading)
    return reading


def used(context: Context, choice: Choice, file: Held) -> tuple[str, MappedReading] | None:
    """Return the saved mapping the file in hand was read through and what it said, none without one."""
    mark = (file.sha256, choice, context.store.opening, context.store.version, context.today())
    known = st.session_state.get(USED)
    if known is None or known[0] != mark:
        known = (mark, mapping.used(context, file.file_name, file.data, choice.expected))
        st.session_state[USED] = known
    return known[1]


def change(**changes: object) -> None:
    """Change the draft."""
    own = draft()
    if own is not None:
        st.session_state[DRAFT] = replace(own, **changes)  # type: ignore[arg-type]


def change_table(signature: tuple[str, ...], changed: Callable[[TableMapping], TableMapping]) -> None:
    """Change what the draft says of one kind of table."""
    own = draft()
    table = own.spec.table(signature) if own else None
    if own is not None and table is not None:
        change(spec=own.spec.with_table(changed(table)))


def correct_heads(places: tuple[str, ...], count: int) -> None:
    """Take another number of heading lines for some tables; what was said of them is asked anew."""
    own = draft()
    if own is not None:
        change(heads={**own.heads, **dict.fromkeys(places, count)}, turn=own.turn + 1)


def select(
    label: str,
    options: Mapping[str, str],
    value: str,
    key: str,
    picked: Callable[[str], None],
    *,
    hidden: bool = False,
    width: int | str = "stretch",
) -> None:
    """Show a list of choices that hands on what was picked; what stands there is the draft's."""
    name = WIDGET.format(key)
    st.session_state[name] = value if value in options else next(iter(options))
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=name,
        on_change=lambda: picked(st.session_state[name]),
        filter_mode=None,
        label_visibility="collapsed" if hidden else "visible",
        width=width,  # type: ignore[arg-type]
    )
