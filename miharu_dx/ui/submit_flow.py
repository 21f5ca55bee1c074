"""The walk of a workbook: handed over, judged, confirmed; what is in hand lives in the session alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from miharu_dx.domain.changes import Chosen, Question, TheirChange, same
from miharu_dx.domain.merge import Answers, Overtaken
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview, Receipt
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.repairs import remembered, repairs_of
from miharu_dx.services import upload
from miharu_dx.services.context import Context
from miharu_dx.ui import frame

Kind = Literal["progress", "plan"]

# Session state, by kind of workbook: the file in hand, its judgement, a refusal, what a commit did,
# and how many files have come, which gives the uploader a fresh key each time.
HELD, JUDGED, REFUSED, RECEIPT, ROUND = "held", "judged", "refused", "receipt", "round"
# What was answered where both sides changed a value, and what others changed while one was looking.
ANSWERS, MOVES = "answers", "moves"
CHECKS = "checks"


@dataclass(frozen=True)
class Choice:
    """Whose workbook is expected; department and key are none for the plan workbook."""

    kind: Kind
    department: str | None = None
    key: PeriodKey | None = None

    @property
    def expected(self) -> upload.Expected:
        """What the upload service holds the file against."""
        return upload.Expected(kind=self.kind, department=self.department, key=self.key)


@dataclass(frozen=True)
class Held:
    """A file somebody handed over and has not yet confirmed."""

    file_name: str
    data: bytes
    sha256: str


@dataclass(frozen=True)
class Done:
    """What a commit did, with what it was done to."""

    receipt: Receipt
    file_name: str
    choice: Choice


def name(kind: Kind, what: str) -> str:
    """Return the key of something this walk keeps in the session."""
    return f"{kind}_{what}"


def held(kind: Kind) -> Held | None:
    """Return the file in hand, if any."""
    return st.session_state.get(name(kind, HELD))


def mended(kind: Kind, preview: Preview) -> str:
    """Return what became of the findings of the check before, blank where there was none."""
    checks = remembered(st.session_state.get(name(kind, CHECKS), ()), preview)
    st.session_state[name(kind, CHECKS)] = checks
    found = repairs_of(checks, preview)
    return found.sentence if found else ""


def let_go(kind: Kind) -> None:
    """Forget the file in hand with all that was said of it, and empty the uploader; nothing was stored."""
    for what in (HELD, JUDGED, REFUSED, RECEIPT, ANSWERS, MOVES):
        st.session_state.pop(name(kind, what), None)
    st.session_state[name(kind, ROUND)] = st.session_state.get(name(kind, ROUND), 0) + 1


def receive(kind: Kind, label: str) -> None:
    """Show the uploader; a file handed over becomes the file in hand."""
    turn = st.session_state.get(name(kind, ROUND), 0)
    # Any kind of file is taken, so that a wrong one is told what to do instead of being turned away.
    found = st.file_uploader(label, key=name(kind, f"uploader_{turn}"), label_visibility="collapsed")
    if found is not None:
        take(kind, found.name, found.getvalue())
        st.rerun()


def take(kind: Kind, file_name: str, data: bytes) -> None:
    """Make a file the one in hand; what was said of the one before is forgotten."""
    let_go(kind)
    st.session_state[name(kind, HELD)] = Held(file_name, data, hashlib.sha256(data).hexdigest())


def judge(context: Context, choice: Choice) -> Preview | None:
    """Return the preview of the file in hand against the present version; keep a refusal's words.

    Judged once per file, version, choice and day: other clicks on the page cost nothing. What
    others have changed of its rows since it was shown is kept to be told.
    """
    file = held(choice.kind)
    if file is None:
        return None
    store = context.store
    place = (store.opening, file.sha256, choice, context.today())
    known = st.session_state.get(name(choice.kind, JUDGED))
    if known is not None and known[0] == place:
        if known[1].seen_version == store.version:
            return known[1]
        _remember_moves(choice.kind, upload.overtaken(context, known[1]))
    try:
        preview = upload.prepare(context, file.file_name, file.data, choice.expected)
    except Refusal as refusal:
        let_go(choice.kind)
        st.session_state[name(choice.kind, REFUSED)] = (refusal.message, refusal.next_step)
        return None
    st.session_state[name(choice.kind, JUDGED)] = (place, preview)
    return preview


def _remember_moves(kind: Kind, found: Iterable[TheirChange]) -> None:
    """Keep what others changed since the first look: of a value that moved twice, from where to where."""
    known = {(one.table, one.key, one.field): one for one in moves(kind)}
    for one in found:
        place = (one.table, one.key, one.field)
        first = known.get(place)
        known[place] = one if first is None else replace(one, old=first.old)
    st.session_state[name(kind, MOVES)] = tuple(one for one in known.values() if not same(one.old, one.new))


def moves(kind: Kind) -> tuple[TheirChange, ...]:
    """Return what others changed of the file's rows while one was looking at it."""
    return st.session_state.get(name(kind, MOVES), ())


def answers(kind: Kind, preview: Preview) -> dict[str, Chosen]:
    """Return what was answered so far; a value that moved since is asked anew."""
    kept: dict[str, Chosen] = st.session_state.get(name(kind, ANSWERS), {})
    return {one.id: kept[mark] for one in preview.questions if (mark := _mark(one)) in kept}


def answer(kind: Kind, questions: Iterable[Question], chosen: Chosen | None) -> None:
    """Take an answer to these questions; none takes the answers back."""
    kept: dict[str, Chosen] = dict(st.session_state.get(name(kind, ANSWERS), {}))
    for one in questions:
        kept.pop(_mark(one), None)
        if chosen is not None:
            kept[_mark(one)] = chosen
    st.session_state[name(kind, ANSWERS)] = kept


def _mark(question: Question) -> str:
    values = [(cell.base, cell.theirs, cell.mine) for cell in question.cells]
    return f"{question.id} {values!r}"


def show_refused(kind: Kind) -> None:
    """Say why the last file was not taken; the uploader beside it is ready for another one."""
    refused = st.session_state.get(name(kind, REFUSED))
    if refused is not None:
        frame.notice(*refused)


def commit(context: Context, choice: Choice, preview: Preview, decided: Answers, reason: str) -> None:
    """Store what was confirmed and drop the file in hand; a refusal leaves it there with its words."""
    file = held(choice.kind)
    if file is None:
        return
    try:
        done = upload.commit(context, preview, file.data, answers=decided, reason=reason)
    except Refusal as refusal:
        # What was shown is out of date: it is judged anew, with a list of what moved.
        st.session_state.pop(name(choice.kind, JUDGED), None)
        st.session_state.pop(name(choice.kind, REFUSED), None)
        if isinstance(refusal, Overtaken) and refusal.moves:
            _remember_moves(choice.kind, refusal.moves)
        else:
            st.session_state[name(choice.kind, REFUSED)] = (refusal.message, refusal.next_step)
    else:
        let_go(choice.kind)
        st.session_state[name(choice.kind, RECEIPT)] = Done(done, file.file_name, choice)
    st.rerun()


def receipt(kind: Kind) -> Done | None:
    """Return what the last commit did, until the next file is handed over."""
    return st.session_state.get(name(kind, RECEIPT))


def step_of(preview: Preview | None, done: Done | None = None) -> int:
    """Return the step of the walk: 1 choose, 2 mend, 3 confirm, 4 when all three are behind."""
    if preview is None:
        return 1 if done is None else 4
    if preview.earlier is not None:
        return 4
    return 3 if preview.ok else 2
