"""What the page 提出 tells of changes: old and new side by side, and what will become of the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from miharu_dx.domain.calendar import date_label, fiscal_year_label, moment_label
from miharu_dx.domain.changes import FieldChange, RowChange, State, Value
from miharu_dx.domain.expectation import expected_progress
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Consequence, Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import rounded
from miharu_dx.present.palette import Sign, rating_sign

BLANK = "（空白）"
_PERCENT_FIELDS = ("progress", "planned_progress")
_YEAR_FIELDS = ("first_fiscal_year", "last_fiscal_year", "valid_from", "valid_to")
_TABLES = {
    "department": "担当課",
    "action": "個別取組",
    "schedule": "工程",
    "indicator": "指標",
    "target": "指標の目標値",
}


@dataclass(frozen=True)
class DiffRow:
    """One value that changes; the signs are drawn where it is a 評価 of the plan."""

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
    worse: bool = False


@dataclass(frozen=True)
class DiffGroup:
    """All values that change of one action (or department); ``new`` is one that was not there before."""

    subject: str
    new: bool
    rows: tuple[DiffRow, ...]


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
    """The third step: old → new per cell, grouped by action, and what the commit will do."""

    headline: str
    groups: tuple[DiffGroup, ...]
    unchanged: tuple[str, ...]
    silent: tuple[str, ...]
    new_count: int
    changed_count: int
    unchanged_count: int
    consequence: tuple[CountLine, ...]
    overlap: tuple[DiffRow, ...]
    overlap_text: str
    old_version: int
    new_version: int

    @property
    def rows(self) -> tuple[DiffRow, ...]:
        """Every value that changes, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def moved_count(self) -> int:
        """Actions (or departments) in which something changes, new ones included."""
        return self.new_count + self.changed_count

    @property
    def any(self) -> bool:
        """Whether a commit would change anything at all."""
        return bool(self.moved_count)


def diff_view(preview: Preview, snapshot: Snapshot, result: Consequence | None) -> DiffView:
    """Return the differences; within a group the judgement (評価, 進捗) comes before the words."""
    counts = preview.counts
    groups = _groups(preview, snapshot)
    items = sum(len(group.rows) for group in groups)
    headline = (
        f"{counts.new + counts.changed}件・{items}項目が変わります。内容を確かめて確定してください"
        if counts.any
        else "登録されている内容と同じです。変わるところはありません"
    )
    names = {change.entry.group: change.entry.subject for change in reversed(preview.changes)}
    actions = snapshot.actions_by_code
    overlap = tuple(row for group in groups for row in group.rows if row.both_sides)
    return DiffView(
        headline=headline,
        groups=groups,
        unchanged=tuple(names[group] for group, state in preview.groups.items() if state == "unchanged"),
        silent=tuple(actions[code].name for code in preview.silent if code in actions),
        new_count=counts.new,
        changed_count=counts.changed,
        unchanged_count=counts.unchanged,
        consequence=_consequence(result, preview, snapshot),
        overlap=overlap,
        overlap_text=_overlap_text(preview, len(overlap)),
        old_version=preview.seen_version,
        new_version=preview.seen_version + 1,
    )


def _overlap_text(preview: Preview, items: int) -> str:
    if items:
        return (
            f"様式を作った版{preview.base_version}の後に、{items}項目がほかの提出でも変わっています。"
            "「前」は今の登録内容です。確定すると、この様式の内容に置きかわります。"
        )
    if preview.base_version == preview.seen_version:
        return f"なし（様式を作った版{preview.base_version}の後、登録は変わっていません）"
    return f"なし（版{preview.base_version}の後、同じ項目の変更はありません）"


_ORDER = {"rating": 0, "progress": 1, "stage": 2, "declaration": 3, "request": 4}


def _groups(preview: Preview, snapshot: Snapshot) -> tuple[DiffGroup, ...]:
    found: dict[str, list[RowChange]] = {}
    for change in preview.moved:
        found.setdefault(change.entry.group, []).append(change)
    states: dict[str, State] = preview.groups
    return tuple(
        DiffGroup(
            changes[0].entry.subject,
            states[group] == "new",
            tuple(row for change in changes for row in _rows(change, preview, snapshot)),
        )
        for group, changes in found.items()
    )


def _rows(change: RowChange, preview: Preview, snapshot: Snapshot) -> Iterable[DiffRow]:
    ratings = snapshot.plan.ratings_by_name
    for item in sorted(change.fields, key=lambda field: _ORDER.get(field.field, 9)):
        location = item.source.location if item.source else None
        old = ratings.get(str(item.old)) if item.field == "rating" else None
        new = ratings.get(str(item.new)) if item.field == "rating" else None
        worse = bool(old and new and old.counted and new.counted and new.order > old.order)
        yield DiffRow(
            cell=location.a1 if location else "",
            sheet=location.sheet if location else "",
            subject=change.entry.subject,
            label=f"{item.label}{_which(change)}",
            old=_named(item.old, item.field, snapshot),
            new=_named(item.new, item.field, snapshot),
            note=_note(change, item, preview, snapshot, worse=worse),
            old_sign=rating_sign(old) if old else None,
            new_sign=rating_sign(new) if new else None,
            both_sides=item.both_sides,
            worse=worse,
        )


def _which(change: RowChange) -> str:
    """Return which indicator or year a value belongs to, where one action has many."""
    entry = change.entry
    if entry.table in ("indicator_value", "target"):
        return f"｜{entry.key[1]}（{entry.key[2]}年度）"
    if entry.table == "indicator":
        return f"｜{entry.key[1]}"
    return f"（{entry.key[1]}年度）" if entry.table == "schedule" else ""


def _note(change: RowChange, item: FieldChange, preview: Preview, snapshot: Snapshot, *, worse: bool) -> str:
    notes: list[str] = []
    ratings = snapshot.plan.ratings_by_name
    if item.field == "rating":
        old, new = ratings.get(str(item.old)), ratings.get(str(item.new))
        if worse:
            notes.append("悪くなった")
        elif old and new and old.counted and new.counted:
            notes.append("良くなった")
    if item.field == "progress" and preview.key is not None:
        planned = planned_at(snapshot, change.entry.group, preview.key)
        if planned is not None:
            notes.append(f"計画 {rounded(planned)}%")
    if item.both_sides:
        notes.append("ほかの提出でも変わった")
    if item.source and item.source.how:
        notes.append(item.source.how)
    return "・".join(notes)


def planned_at(snapshot: Snapshot, action: str, key: PeriodKey) -> float | None:
    """Return the progress (per cent) an action is planned to have in a period."""
    schedules = [row for row in snapshot.schedules if row.action == action]
    return expected_progress(schedules, snapshot.plan, key)


def _consequence(result: Consequence | None, preview: Preview, snapshot: Snapshot) -> tuple[CountLine, ...]:
    if result is None:
        return _by_table(preview, snapshot)
    unit = snapshot.department_name(preview.department or "")
    lines = [
        CountLine(f"{unit}の報告（{result.after.asked}件中）", result.before.reported, result.after.reported)
    ]
    for rating in snapshot.plan.ratings:
        before, after = result.before.by_rating[rating.name], result.after.by_rating[rating.name]
        if rating.counted and before != after:
            worse = rating.meaning == "bad" and after > before
            lines.append(CountLine(f"{unit}の{rating.name}", before, after, worse=worse))
    return tuple(line for line in lines if line.before != line.after)


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


def _named(value: Value, field: str, snapshot: Snapshot) -> str:
    """Return a value with the name of what its code stands for."""
    code = str(value)
    if field in ("department", "successor") and code in snapshot.departments_by_code:
        return snapshot.departments_by_code[code].label
    if field == "initiative":
        return next((i.label for i in snapshot.plan.initiatives if i.code == code), shown(value))
    return shown(value, field)


def shown(value: Value, field: str = "") -> str:
    """Return a stored value as a person reads it; nothing is written as （空白）, never as 0."""
    match value:
        case None | "":
            return BLANK
        case bool():
            return "確認済" if value else "未確認"
        case datetime():
            return moment_label(value)
        case date():
            return date_label(value)
        case int() if field in _YEAR_FIELDS:
            return fiscal_year_label(value) if 0 < value < 9999 else "定めなし"
        case float() | int() if field in _PERCENT_FIELDS:
            return f"{value:g}%"
        case float():
            return f"{value:,.10g}"
        case _:
            return str(value)
