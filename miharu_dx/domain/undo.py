"""取消: what becomes of rows when a submission no longer counts, or counts again, field by field.

A row's history is read as what each version wrote into it. Its value without a submission is what the
other ones wrote, replayed in their order: so a field that was written later stays, a field that only
the undone submission wrote goes back, and undoing the undoing comes to where it began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from miharu_dx.domain.changes import Value
from miharu_dx.domain.version_kinds import RESTORE, WITHDRAW

UNDOING = frozenset({WITHDRAW, RESTORE})

Values = Mapping[str, Value]

# 表ごとの鍵の列。
KEYS: Mapping[str, tuple[str, ...]] = {
    "department": ("code",),
    "action": ("code",),
    "schedule": ("action", "fiscal_year"),
    "indicator": ("action", "name"),
    "target": ("action", "indicator", "fiscal_year"),
    "report": ("action", "fiscal_year", "period"),
    "indicator_value": ("action", "indicator", "fiscal_year"),
    "decision": ("number",),
    "reply": ("decision",),
}


@dataclass(frozen=True)
class RowStep:
    """One state of a row, from a version until another one; ``values`` hold its key columns too.

    ``kind`` is the kind of the version that wrote it, ``ended_by`` of the one that ended it.
    """

    table: str
    key: str
    version: int
    until: int | None
    submission: int | None
    kind: str
    ended_by: str
    values: Values


@dataclass(frozen=True)
class Writing:
    """What one version did to a row: made it (no ``before``), changed it, or took it away (no ``after``)."""

    version: int
    submission: int | None
    before: Values | None
    after: Values | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose value it set: all of them where it made the row."""
        if self.after is None:
            return ()
        before = self.before
        return tuple(name for name, value in self.after.items() if before is None or before[name] != value)


def writings(steps: Iterable[RowStep]) -> tuple[Writing, ...]:
    """Return what was written into one row, in time; what undoing did follows from the rest."""
    return tuple(_writings(sorted(steps, key=lambda step: step.version)))


def _writings(steps: Sequence[RowStep]) -> Iterator[Writing]:
    last: RowStep | None = None
    for step in steps:
        follows = last is not None and last.until == step.version
        if last is not None and not follows:
            yield from _taken_away(last)
        if step.kind not in UNDOING:
            before = last.values if last is not None and follows else None
            yield Writing(step.version, step.submission, before, step.values)
        last = step
    if last is not None:
        yield from _taken_away(last)


def _taken_away(step: RowStep) -> Iterator[Writing]:
    if step.until is not None and step.ended_by not in UNDOING:
        yield Writing(step.until, None, step.values, None)


@dataclass(frozen=True)
class Stand:
    """A row as it stands when some submissions do not count, with the writing each value is from.

    ``last`` is the newest writing that counts. ``borrowed`` means that the submission that made the
    row does not count, but a later one that changed the row does, so that the row stays whole.
    """

    values: Values
    writers: Mapping[str, Writing]
    last: Writing
    borrowed: bool = False


def replay(written: Iterable[Writing], uncounted: Collection[int]) -> Stand | None:
    """Return a row as it stands without the submissions that do not count; none where it is not there."""
    stand: Stand | None = None
    made: Writing | None = None
    for writing in written:
        counts = writing.submission is None or writing.submission not in uncounted
        if writing.after is None:
            stand = made = None
        elif writing.before is None and not counts:
            made = writing
        elif counts:
            stand = _written(stand, made, writing, writing.after)
    return stand


def _written(stand: Stand | None, made: Writing | None, writing: Writing, after: Values) -> Stand:
    if writing.before is None:
        return Stand(after, dict.fromkeys(after, writing), writing)
    if stand is None:
        ground = made or writing
        values = ground.after or after
        stand = Stand(values, dict.fromkeys(values, ground), ground, borrowed=True)
    own = {name: after[name] for name in writing.fields}
    return Stand(
        {**stand.values, **own}, {**stand.writers, **dict.fromkeys(own, writing)}, writing, stand.borrowed
    )


class Outcome(StrEnum):
    """What becomes of a row that the submission wrote; the value is a code, never shown."""

    BACK = "back"
    PARTLY = "partly"
    GONE = "gone"
    AGAIN = "again"
    KEPT = "kept"
    SAME = "same"


class Why(StrEnum):
    """Why a row or a field stays as it is: written later, depended on, or what it needs is not there."""

    LATER = "later"
    TIED = "tied"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class FieldUndo:
    """A value that goes back: ``old`` stands now, ``new`` will stand."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True)
class FieldKept:
    """A value of the submission that stays, because the version ``by`` wrote it later."""

    field: str
    value: Value
    by: int


@dataclass(frozen=True)
class Tie:
    """Rows of a table that depend on a row, by their number."""

    table: str
    count: int


@dataclass(frozen=True)
class RowUndo:
    """What becomes of one row: its values now and after, field by field, and why what stays does."""

    table: str
    key: str
    outcome: Outcome
    now: Values | None
    after: Values | None
    submission: int | None = None
    fields: tuple[FieldUndo, ...] = ()
    kept: tuple[FieldKept, ...] = ()
    why: Why | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether anything is written."""
        return self.outcome not in (Outcome.KEPT, Outcome.SAME)

    @property
    def shown(self) -> Values:
        """The values a reader knows the row by."""
        return self.now or self.after or {}


@dataclass(frozen=True)
class Undo:
    """What taking a submission back does (or letting it count again), judged against a version.

    ``already`` means that it stands so before anything is done.
    """

    number: int
    taking_back: bool
    version: int
    rows: tuple[RowUndo, ...] = ()
    already: bool = False
    moved: tuple[RowUndo, ...] = field(init=False)
    staying: tuple[RowUndo, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the rows once."""
        object.__setattr__(self, "moved", tuple(row for row in self.rows if row.moves))
        object.__setattr__(self, "staying", tuple(r for r in self.rows if r.outcome is Outcome.KEPT))

    @property
    def effect(self) -> dict[tuple[str, str], tuple[Values | None, Values | None]]:
        """What is written over what, to see whether two judgements mean the same."""
        return {(row.table, row.key): (row.now, row.after) for row in self.moved}


def row_undo(steps: Sequence[RowStep], number: int, uncounted: Collection[int]) -> RowUndo:
    """Return what becomes of a row that submission ``number`` wrote.

    ``uncounted`` are the submissions that do not count afterwards.
    """
    written = writings(steps)
    newest = max(steps, key=lambda step: step.version)
    now = newest.values if newest.until is None else None
    stand = replay(written, uncounted)
    after = stand.values if stand else None
    found = RowUndo(
        newest.table, newest.key, Outcome.SAME, now, after, stand.last.submission if stand else None
    )
    if stand is None or now is None:
        outcome = Outcome.SAME if now == after else Outcome.GONE if after is None else Outcome.AGAIN
        return replace(found, outcome=outcome)
    fields = tuple(
        FieldUndo(name, now[name], value) for name, value in stand.values.items() if now[name] != value
    )
    kept = tuple(_kept(newest.table, stand, now, [w for w in written if w.submission == number]))
    if not fields:
        outcome = Outcome.KEPT if kept else Outcome.SAME
    else:
        outcome = Outcome.PARTLY if kept else Outcome.BACK
    why = Why.LATER if outcome is Outcome.KEPT else None
    return replace(found, outcome=outcome, fields=fields, kept=kept, why=why)


def _kept(table: str, stand: Stand, now: Values, own: Sequence[Writing]) -> Iterator[FieldKept]:
    """Yield what a submission wrote that stays because it was written later, keys and blanks apart."""
    keys = KEYS[table]
    for writing in own:
        for name in writing.fields:
            made_blank = writing.before is None and (writing.after or {}).get(name) in (None, "")
            later = _later(stand, name)
            if name in keys or made_blank:
                continue
            if now[name] == stand.values[name] and later.version > writing.version:
                yield FieldKept(name, now[name], later.version)


def _later(stand: Stand, name: str) -> Writing:
    return stand.last if stand.borrowed else stand.writers[name]
