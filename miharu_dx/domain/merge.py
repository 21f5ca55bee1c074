"""Three-way merge: what the form showed, what the store holds now and what the sheet says, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from miharu_dx.domain.changes import (
    Chosen,
    Entry,
    FieldChange,
    Key,
    Question,
    RowChange,
    Sides,
    Stored,
    TheirChange,
    Unknown,
    Value,
    blank,
    same,
)
from miharu_dx.domain.records import UPDATED
from miharu_dx.domain.refusal import Refusal

Place = tuple[str, Key]
Answers = Mapping[str, Chosen]
NO_ANSWERS: Answers = MappingProxyType({})

# 申告区分が決める値。「変更なし」は前の報告の値を引き継ぎ、「該当なし」は値を持たない。
GOVERNED: tuple[str, ...] = ("declaration", "stage", "rating", "progress", "issue", "next_step")


@dataclass(frozen=True)
class Ground:
    """What a sheet is held against, each by (table, key).

    ``now`` is what is stored, ``base`` what was stored when the form was made and ``printed`` what
    the form showed of it. Of a row in ``doubtful`` the base cannot be trusted.
    """

    now: Stored
    base: Stored
    printed: Stored
    doubtful: frozenset[Place] = frozenset()


def merge(entries: Iterable[Entry], ground: Ground) -> tuple[RowChange, ...]:
    """Return what each row of a sheet changes, keeps and asks.

    A value changed on one side only is decided by that side; a cell the form showed as it still
    stands was not changed by the sheet. A value changed on both sides, differently, is asked about.
    """
    return tuple(_merge_row(entry, ground) for entry in entries)


def _merge_row(entry: Entry, ground: Ground) -> RowChange:
    place = (entry.table, entry.key)
    stored, earlier = ground.now.get(place), ground.base.get(place)
    if place in ground.doubtful and stored is not None:
        return _without_base(entry, stored)
    if stored is None and earlier is not None:
        return _taken_back(entry, earlier, ground)
    fields: list[FieldChange] = []
    kept: list[TheirChange] = []
    asked: list[Sides] = []
    printed = ground.printed.get(place) or {}
    for name, mine in entry.values.items():
        theirs = stored.get(name) if stored else None
        if same(theirs, mine):
            continue
        base = earlier.get(name) if earlier else None
        sides = _sides(entry, name, base, theirs)
        if same(base, theirs):
            fields.append(_mine(sides))
        elif not _touched(entry, name, printed.get(name)):
            kept.append(_theirs(entry, sides))
        else:
            asked.append(sides)
    change = _change(entry, fields, kept, [(sides,) for sides in asked], new=stored is None)
    return _by_declaration(change, stored)


def _without_base(entry: Entry, stored: Mapping[str, Value]) -> RowChange:
    """Ask about every difference: nobody can tell who made it."""
    asked = [
        (_sides(entry, name, Unknown.BASE, stored.get(name)),)
        for name, mine in entry.values.items()
        if not same(stored.get(name), mine)
    ]
    return _by_declaration(_change(entry, [], [], asked, new=False), stored)


def _taken_back(entry: Entry, earlier: Mapping[str, Value], ground: Ground) -> RowChange:
    """A row that is gone from the store stays gone, or comes back as a whole where the sheet says more."""
    printed = ground.printed.get((entry.table, entry.key)) or {}
    sides = [
        _sides(entry, name, earlier.get(name), None)
        for name, mine in entry.values.items()
        if not (blank(mine) and blank(earlier.get(name)))
    ]
    if any(_touched(entry, name, printed.get(name)) for name in entry.values):
        return _change(entry, [], [], [tuple(sides)], new=True)
    return _change(entry, [], [_theirs(entry, one) for one in sides], [], new=True)


def _touched(entry: Entry, name: str, printed: Value) -> bool:
    """Whether somebody wrote into the cell, or cleared it, after the form was made.

    A blank cell that stands for a usual value (基準日) was not written into.
    """
    if same(entry.values[name], printed):
        return False
    source = entry.sources.get(name)
    return not blank(printed) or (source is not None and source.raw != "")


def _by_declaration(change: RowChange, stored: Mapping[str, Value] | None) -> RowChange:
    """A row declared 変更なし or 該当なし, or an answer, is whole or it is not: it is decided together."""
    if change.entry.table == "reply":
        # 対応状況と回答は、組になって初めて意味を持つ。
        return bound(change, tuple(change.entry.values))
    if change.entry.table != "report" or stored is None:
        return change
    mixed = bool(change.questions) or bool(change.kept and change.fields)
    declared = {change.entry.values.get("declaration"), stored.get("declaration")}
    return bound(change) if mixed and declared != {UPDATED} else change


def bound(change: RowChange, names: Sequence[str] = GOVERNED) -> RowChange:
    """Return the row with one question for all of these values in which the two sides differ.

    Where only one side changed any of them, nothing is asked about them.
    """
    asked = [cell for question in change.questions for cell in question.cells if cell.field in names]
    ours = [field for field in change.fields if field.field in names]
    others = [kept for kept in change.kept if kept.field in names]
    if not asked and not (ours and others):
        return change
    place = {name: number for number, name in enumerate(change.entry.values)}
    cells = sorted(
        [
            *asked,
            *(_sides(change.entry, one.field, one.old, one.old) for one in ours),
            *(_sides(change.entry, one.field, one.old, one.new) for one in others),
        ],
        key=lambda cell: place[cell.field],
    )
    free = [cell for question in change.questions for cell in question.cells if cell.field not in names]
    return _change(
        change.entry,
        [field for field in change.fields if field.field not in names],
        [kept for kept in change.kept if kept.field not in names],
        [tuple(cells), *((cell,) for cell in free)],
        new=change.state == "new",
    )


def _change(
    entry: Entry,
    fields: Sequence[FieldChange],
    kept: Sequence[TheirChange],
    asked: Sequence[tuple[Sides, ...]],
    *,
    new: bool,
) -> RowChange:
    questions = tuple(Question(entry.table, entry.key, entry.subject, entry.group, cells) for cells in asked)
    state = "unchanged" if not fields and not questions else "new" if new else "changed"
    return RowChange(entry, state, tuple(fields), tuple(kept), questions)


def _sides(entry: Entry, name: str, base: Value, theirs: Value) -> Sides:
    label = entry.labels.get(name, name)
    return Sides(name, label, base, theirs, entry.values[name], entry.sources.get(name))


def _mine(sides: Sides, *, chosen: bool = False) -> FieldChange:
    return FieldChange(sides.field, sides.label, sides.theirs, sides.mine, sides.source, chosen)


def _theirs(entry: Entry, sides: Sides) -> TheirChange:
    return TheirChange(
        entry.table, entry.key, sides.field, sides.label, entry.subject, entry.group,
        sides.base, sides.theirs, sides.source, sides.author,
    )  # fmt: skip


def settle(changes: Iterable[RowChange], answers: Answers) -> tuple[RowChange, ...]:
    """Return the rows as they would be written; an unanswered question keeps what is stored.

    Their entries hold the merged values and no question is left.
    """
    return tuple(_settle_row(change, answers) for change in changes)


def _settle_row(change: RowChange, answers: Answers) -> RowChange:
    if not change.kept and not change.questions:
        return change
    entry = change.entry
    fields, kept = list(change.fields), list(change.kept)
    for question in change.questions:
        mine = answers.get(question.id) == "mine"
        for sides in question.cells:
            if not mine:
                kept.append(_theirs(entry, sides))
            elif not same(sides.theirs, sides.mine):
                fields.append(_mine(sides, chosen=True))
    merged = {**entry.values, **{one.field: one.new for one in kept}}
    settled = replace(entry, values=merged)
    return _change(settled, fields, kept, (), new=change.state == "new")


def all_answered(questions: Iterable[Question], chosen: Chosen) -> dict[str, Chosen]:
    """Return the same answer to every question."""
    return {question.id: chosen for question in questions}


class Overtaken(Refusal):
    """Somebody else changed what a preview showed; ``moves`` are those values, old → new, with who did it."""

    def __init__(self, moves: Sequence[TheirChange], *, base: int, latest: int, told: str) -> None:
        """Say what moved in words too, for those who only read the message."""
        super().__init__("upload.stale", base=base, latest=latest, told=told)
        self.moves = tuple(moves)
