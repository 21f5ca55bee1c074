"""What the page 提出 tells of changes: old and new side by side, and what will become of the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miharu_dx.domain.changes import FieldChange, RowChange, State
from miharu_dx.domain.merge import NO_ANSWERS, Answers
from miharu_dx.domain.preview import Consequence, Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.present.palette import Sign, rating_sign
from miharu_dx.present.views.submit_against import move_of
from miharu_dx.present.views.submit_record import handed_in
from miharu_dx.present.views.submit_values import named, which

_TABLES = {
    "department": "担当課",
    "action": "個別取組",
    "schedule": "工程",
    "indicator": "指標",
    "target": "指標の目標値",
}


@dataclass(frozen=True)
class DiffRow:
    """One value that changes; the signs are drawn where it is a 評価 of the plan.

    ``both_sides`` was chosen over somebody else's change, ``against`` moves against the plan.
    """

    cell: str
    sheet: str
    subject: str
    label: str
    old: str
    new: str
    note: str
    old_sign: Sign | None = None
    new_sign: Sign | None = None
    both_sides: bool = False
    against: bool = False


@dataclass(frozen=True)
class DiffGroup:
    """All values that change of one action (or department); ``new`` is one that was not there before."""

    subject: str
    new: bool
    rows: tuple[DiffRow, ...]

    @property
    def against(self) -> bool:
        """Whether any of its values moves against the plan."""
        return any(row.against for row in self.rows)


@dataclass(frozen=True)
class CountLine:
    """A count of the department before and after the commit; ``worse`` is trouble that grows."""

    label: str
    before: int
    after: int
    unit: str = "件"
    worse: bool = False


@dataclass(frozen=True)
class DiffView:
    """The third step: old → new per cell, grouped by action, and what the commit will do.

    ``rating_lines`` are the counts of 評価 that change; ``ratings`` says whose they are.
    """

    headline: str
    groups: tuple[DiffGroup, ...]
    unchanged: tuple[str, ...]
    silent: tuple[str, ...]
    new_count: int
    changed_count: int
    unchanged_count: int
    figures_only: int
    replies: int
    consequence: tuple[CountLine, ...]
    ratings: str
    rating_lines: tuple[CountLine, ...]
    old_version: int
    new_version: int

    @property
    def rows(self) -> tuple[DiffRow, ...]:
        """Every value that changes, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def against_count(self) -> int:
        """Values that move against the plan; they stand first."""
        return sum(row.against for row in self.rows)

    @property
    def moved_count(self) -> int:
        """Actions (or departments) in which something changes, new ones included."""
        return self.new_count + self.changed_count

    @property
    def any(self) -> bool:
        """Whether a commit would change anything at all."""
        return bool(self.moved_count)


def diff_view(
    preview: Preview, snapshot: Snapshot, result: Consequence | None, answers: Answers = NO_ANSWERS
) -> DiffView:
    """Return the differences as these answers make them, those that move against the plan first.

    Within a group the judgement (評価, 進捗) comes before the words.
    """
    settled = preview.settled(answers)
    counts = settled.counts
    groups = _groups(settled, snapshot)
    names = {change.entry.group: change.entry.subject for change in reversed(settled.changes)}
    actions = snapshot.actions_by_code
    unit = snapshot.department_name(settled.department or "")
    return DiffView(
        headline=_headline(preview, settled, groups, answers),
        groups=groups,
        unchanged=tuple(names[group] for group, state in settled.groups.items() if state == "unchanged"),
        silent=tuple(actions[code].name for code in settled.silent if code in actions),
        new_count=counts.new,
        changed_count=counts.changed,
        unchanged_count=counts.unchanged,
        figures_only=counts.figures_only,
        replies=counts.replies,
        consequence=_consequence(result, settled, snapshot),
        ratings=f"{unit}の評価",
        rating_lines=_rating_lines(result, snapshot),
        old_version=settled.seen_version,
        new_version=settled.seen_version + 1,
    )


def _headline(preview: Preview, settled: Preview, groups: Sequence[DiffGroup], answers: Answers) -> str:
    if preview.earlier is not None:
        return handed_in(preview.earlier)
    left = sum(question.id not in answers for question in preview.questions)
    if left:
        return f"別の提出でも変わった値が、あと{left}か所あります。選んでください"
    counts = settled.counts
    items = sum(len(group.rows) for group in groups)
    if counts.any:
        number = counts.new + counts.changed
        whose = f"{number}件"
        parts = (
            ("報告", number - counts.figures_only - counts.replies),
            ("指標の値だけ", counts.figures_only),
            (INSTRUCTIONS.name, counts.replies),
        )
        kinds = [f"{name}{count}件" for name, count in parts if count]
        if len(kinds) > 1:
            whose += f"（{'・'.join(kinds)}）"
        return f"{whose}・{items}項目が変わります。内容を確かめて確定してください"
    if preview.questions:
        return "選んだ結果、登録は変わりません。確定すると、選んだことだけを記録します"
    return "登録されている内容と同じです。変わるところはありません"


_ORDER = {"rating": 0, "progress": 1, "stage": 2, "declaration": 3, "request": 4}


def _groups(preview: Preview, snapshot: Snapshot) -> tuple[DiffGroup, ...]:
    found: dict[str, list[RowChange]] = {}
    for change in preview.moved:
        found.setdefault(change.entry.group, []).append(change)
    states: dict[str, State] = preview.groups
    groups = [
        DiffGroup(
            changes[0].entry.subject,
            states[group] == "new",
            tuple(_in_order(row for change in changes for row in _rows(change, preview, snapshot))),
        )
        for group, changes in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: not group.against))


def _in_order(rows: Iterable[DiffRow]) -> list[DiffRow]:
    return sorted(rows, key=lambda row: not row.against)


def _rows(change: RowChange, preview: Preview, snapshot: Snapshot) -> Iterable[DiffRow]:
    ratings = snapshot.plan.ratings_by_name
    entry = change.entry
    for item in sorted(change.fields, key=lambda field: _ORDER.get(field.field, 9)):
        location = item.source.location if item.source else None
        old = ratings.get(str(item.old)) if item.field == "rating" else None
        new = ratings.get(str(item.new)) if item.field == "rating" else None
        move = move_of(change, item, snapshot, preview.key)
        yield DiffRow(
            cell=location.a1 if location else "",
            sheet=location.sheet if location else "",
            subject=entry.subject,
            label=f"{item.label}{which(entry.table, entry.key)}",
            old=named(item.old, item.field, snapshot),
            new=named(item.new, item.field, snapshot),
            note="・".join([*move.notes, *_how(item)]),
            old_sign=rating_sign(old) if old else None,
            new_sign=rating_sign(new) if new else None,
            both_sides=item.both_sides,
            against=move.against,
        )


def _how(item: FieldChange) -> list[str]:
    """Return how the value came about, where it is not plainly what was typed."""
    told = ["選んだ値"] if item.both_sides else []
    return [*told, item.source.how] if item.source and item.source.how else told


def _consequence(result: Consequence | None, preview: Preview, snapshot: Snapshot) -> tuple[CountLine, ...]:
    if result is None:
        return _by_table(preview, snapshot)
    unit = snapshot.department_name(preview.department or "")
    line = CountLine(
        f"{unit}の報告（{result.after.asked}件中）", result.before.reported, result.after.reported
    )
    return (line,) if line.before != line.after else ()


def _rating_lines(result: Consequence | None, snapshot: Snapshot) -> tuple[CountLine, ...]:
    """Return the counts of 評価 that change, in the plan's order."""
    if result is None:
        return ()
    found: list[CountLine] = []
    for rating in snapshot.plan.ratings:
        before, after = result.before.by_rating[rating.name], result.after.by_rating[rating.name]
        if rating.counted and before != after:
            found.append(
                CountLine(rating.name, before, after, worse=rating.meaning == "bad" and after > before)
            )
    return tuple(found)


def _by_table(preview: Preview, snapshot: Snapshot) -> tuple[CountLine, ...]:
    """Return how many rows of each kind the plan holds before and after."""
    held = Counter(
        department=len(snapshot.departments),
        action=len(snapshot.actions),
        schedule=len(snapshot.schedules),
        indicator=len(snapshot.indicators),
        target=len(snapshot.targets),
    )
    added = Counter(change.entry.table for change in preview.moved if change.state == "new")
    return tuple(
        CountLine(name, held[table], held[table] + added[table])
        for table, name in _TABLES.items()
        if added[table]
    )
