"""会議版: the list of what was frozen, what changed after one, and two of them side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.edition_compare import ComparedAction, EditionComparison, EditionState
from miharu_dx.domain.meeting_words import slip_words
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.domain.standing import Standing, Tally, rounded, shown_reasons
from miharu_dx.domain.value_changes import RowTurn, ValueChange
from miharu_dx.present.palette import Sign, outside_sign, rating_sign, standing_sign
from miharu_dx.present.views.common import NOTHING, count_change
from miharu_dx.present.views.history_words import label, subject, which, writer

_VALUE_CHARACTERS = 60


@dataclass(frozen=True)
class EditionLine:
    """One edition: what was frozen, when, by whom, under which mark.

    ``after`` tells how many values changed since, blank where nobody counted them.
    """

    number: int
    title: str
    held_on: str
    period: str
    version: int
    mark: str
    made: str
    after: str
    decided: str


def edition_lines(
    snapshot: Snapshot, after: Mapping[int, int], zone: tzinfo | None
) -> tuple[EditionLine, ...]:
    """Return the editions of a state, the newest first; ``after`` are values changed since, by number."""
    plan = snapshot.plan
    meetings = {row.number: row for row in snapshot.meetings}
    found: list[EditionLine] = []
    for row in sorted(snapshot.editions, key=lambda one: -one.meeting):
        key = plan.key(row.fiscal_year, row.period)
        changed = after.get(row.meeting)
        decided = sum(1 for one in snapshot.decisions if one.meeting == row.meeting)
        found.append(
            EditionLine(
                number=row.meeting,
                title=_title(meetings, row),
                held_on=_held(meetings.get(row.meeting)),
                period=f"{plan.period_label(key)}　基準日 {date_label(plan.end_date(key))}",
                version=row.frozen_version,
                mark=row.short_hash,
                made=f"{moment_label(row.at.astimezone(zone))} {row.actor}",
                after=_changed(changed),
                decided=f"決定事項 {decided}件" if decided else "",
            )
        )
    return tuple(found)


def _changed(count: int | None) -> str:
    if count is None:
        return ""
    return f"会議後の変更 {count}か所" if count else "会議後の変更はない"


def _title(meetings: Mapping[int, Meeting], row: Edition) -> str:
    meeting = meetings.get(row.meeting)
    return meeting.title if meeting else f"第{row.meeting}回"


def _held(meeting: Meeting | None) -> str:
    day: date | None = meeting.held_on if meeting else None
    return "開催日 未定" if day is None else f"開催日 {date_label(day)}"


@dataclass(frozen=True)
class AfterRow:
    """One value that is not what the edition shows: whose, which, before and after, and who wrote it."""

    name: str
    department: str
    what: str
    before: str
    after: str
    written: str


@dataclass(frozen=True)
class AfterView:
    """会議後の変更 of one edition."""

    title: str
    headline: str
    rows: tuple[AfterRow, ...]
    empty: str


def after_view(now: Snapshot, meeting: Meeting, changes: Sequence[ValueChange]) -> AfterView:
    """Return 会議後の変更: a line for each field that differs; a row that is new or gone is one line."""
    rows = tuple(line for change in changes for line in _after(now, change))
    actions = len({change.action for change in changes})
    told = f"{meeting.title}の会議版の後に、{actions}件の個別取組で{len(rows)}か所が変わった"
    return AfterView(
        title="会議後の変更",
        headline=told if rows else f"{meeting.title}の会議版の後に変わった値はない",
        rows=rows,
        empty="会議版を作った時のまま、何も変わっていない",
    )


def _after(now: Snapshot, change: ValueChange) -> list[AfterRow]:
    whole = which(now, change.table, change.values)
    action = now.actions_by_code.get(change.action)
    unit = now.department_name(action.department) if action is not None else NOTHING
    written = writer(now, change.version) if change.version is not None else ""
    name = subject(now, change.table, change.values)

    def row(what: str, before: str, after: str) -> AfterRow:
        return AfterRow(name, unit, what, before, after, written)

    if change.turn is not RowTurn.CHANGED:
        new = change.turn is RowTurn.NEW
        return [row(whole, NOTHING if new else "あった", _new_words(change) if new else "なくなった")]
    return [
        row(f"{whole}　{label(change.table, one.field)}", _value(one.before), _value(one.after))
        for one in change.fields
    ]


def _new_words(change: ValueChange) -> str:
    if change.table != "report":
        return "加わった"
    said = [str(change.values[name]) for name in ("stage", "rating") if change.values.get(name)]
    return "・".join(["加わった", *said])


def _value(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        return date_label(value)
    if isinstance(value, float):
        return f"{value:g}"
    text = " ".join(str(value).split())
    return text if len(text) <= _VALUE_CHARACTERS else f"{text[:_VALUE_CHARACTERS]}…"


@dataclass(frozen=True)
class CountLine:
    """How often one word occurs in each edition."""

    sign: Sign
    before: int
    after: int
    change: str


@dataclass(frozen=True)
class CompareRow:
    """One action as each edition shows it: its sign and, in words, stage and progress."""

    code: str
    name: str
    department: str
    before: Sign | None
    before_told: str
    after: Sign | None
    after_told: str


@dataclass(frozen=True)
class CompareView:
    """Two editions side by side: the finding, counts by word, plans put off, and every action that differs."""

    headline: str
    first: str
    second: str
    counts: tuple[CountLine, ...]
    slips: tuple[str, ...]
    rows: tuple[CompareRow, ...]
    empty: str


def compare_view(found: EditionComparison) -> CompareView:
    """Return what a reader is told of two editions."""
    worse, better = len(found.changes.worse), len(found.changes.better)
    first, second = found.first.meeting.title, found.second.meeting.title
    told = f"評価が悪くなったもの{worse}件、良くなったもの{better}件"
    if not found.rows and not found.changes.slips:
        told = "二つの会議版で、評価・段階・進捗率はどれも同じ"
    return CompareView(
        headline=told,
        first=_named(found.first),
        second=_named(found.second),
        counts=tuple(_counts(found)),
        slips=tuple(
            f"{slip.standing.action.meeting_name}：{slip_words(slip)}" for slip in found.changes.slips
        ),
        rows=tuple(_compared(found, row) for row in found.rows),
        empty=f"{first}と{second}で違う個別取組はない",
    )


def _named(state: EditionState) -> str:
    return f"{state.meeting.title}（{state.snapshot.plan.period_label(state.key)}）"


def _counts(found: EditionComparison) -> list[CountLine]:
    plan = found.second.snapshot.plan
    tallies = (found.before, found.after)

    def line(sign: Sign, count: Callable[[Tally], int]) -> CountLine:
        before, after = (count(tally) for tally in tallies)
        return CountLine(sign, before, after, count_change(after, before))

    lines = [
        line(rating_sign(rating), lambda tally, name=rating.name: tally.by_rating[name])
        for rating in plan.ratings
        if rating.counted
    ]
    lines += [
        line(outside_sign(plan, reason), lambda tally, reason=reason: tally.by_outside[reason])
        for reason in shown_reasons(plan, tallies)
    ]
    return lines


def _compared(found: EditionComparison, row: ComparedAction) -> CompareRow:
    state = found.second if row.second is not None else found.first
    snapshot, item = state.snapshot, row.second or row.first
    assert item is not None
    return CompareRow(
        code=row.code,
        name=item.action.meeting_name,
        department=snapshot.department_name(item.action.department),
        before=_sign(found.first, row.first),
        before_told=_told(row.first),
        after=_sign(found.second, row.second),
        after_told=_told(row.second),
    )


def _sign(state: EditionState, item: Standing | None) -> Sign | None:
    return None if item is None else standing_sign(state.snapshot.plan, item)


def _told(item: Standing | None) -> str:
    if item is None:
        return "この期にはない"
    if item.report is None:
        return NOTHING
    progress = item.report.progress
    parts = [item.report.stage or "", "" if progress is None else f"{rounded(progress)}%"]
    return " ".join(part for part in parts if part) or NOTHING
