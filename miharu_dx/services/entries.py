"""Rows as read become entries for the store, and the store's records become what they are held against."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter

from miharu_dx.domain.changes import Entry, Key, RowChange, Source, Stored, Value
from miharu_dx.domain.decision import instructions
from miharu_dx.domain.merge import Place
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Snapshot
from miharu_dx.domain.rules_instruction import REPLY_INPUTS, quoted
from miharu_dx.domain.sheetspec import (
    INDICATORS,
    PROGRESS,
    SheetSpec,
)
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.domain.sheetspec_plan import (
    PLAN_ACTIONS,
    PLAN_DEPARTMENTS,
    PLAN_INDICATORS,
    PLAN_SCHEDULE,
)
from miharu_dx.domain.succession import answers_for
from miharu_dx.intake.plan_book import PlanSubmission
from miharu_dx.intake.submission import ProgressSubmission
from miharu_dx.store.tables import entity_key

KEYS: Mapping[str, tuple[str, ...]] = {
    "department": ("code",),
    "action": ("code",),
    "schedule": ("action", "fiscal_year"),
    "indicator": ("action", "name"),
    "target": ("action", "indicator", "fiscal_year"),
    "report": ("action", "fiscal_year", "period"),
    "indicator_value": ("action", "indicator", "fiscal_year"),
    "reply": ("decision",),
}
_BOOKKEEPING = frozenset({"from_version", "submission", "actor", "at"})


def _labels(spec: SheetSpec) -> dict[str, str]:
    return {column.field: column.label for column in spec.inputs}


LABELS: Mapping[str, Mapping[str, str]] = {
    "department": _labels(PLAN_DEPARTMENTS),
    "action": _labels(PLAN_ACTIONS),
    "schedule": _labels(PLAN_SCHEDULE),
    "indicator": _labels(PLAN_INDICATORS),
    "target": _labels(PLAN_INDICATORS),
    "report": _labels(PROGRESS),
    "indicator_value": _labels(INDICATORS),
    "reply": _labels(INSTRUCTIONS),
}


def progress_entries(submission: ProgressSubmission) -> Iterator[Entry]:
    """Yield what a progress form proposes: a report per row that speaks, filled indicators, answers."""
    for row in submission.rows:
        if row.report is not None:
            yield Entry(
                "report",
                _report_key(row.report),
                _values("report", _columns(row.report)),
                row.action.name,
                row.action.code,
                row.sources,
                LABELS["report"],
            )
    for row in submission.indicator_rows:
        if row.value is not None:
            yield Entry(
                "indicator_value",
                row.key,
                {"actual": row.actual},
                row.action.name,
                row.action.code,
                row.sources,
                LABELS["indicator_value"],
            )
    for row in submission.instruction_rows:
        if row.answered:
            number = row.decision.number
            yield Entry(
                "reply",
                (number,),
                {name: getattr(row.draft, name) for name in REPLY_INPUTS},
                instruction_name(number, row.decision.text),
                f"{INSTRUCTIONS.key}/{number}",
                row.sources,
                LABELS["reply"],
            )


def instruction_name(number: int, text: str) -> str:
    """Return what an instruction is called where its answer stands beside reports."""
    return f"指示{number} {quoted(text)}".strip()


def plan_entries(submission: PlanSubmission, snapshot: Snapshot) -> Iterator[Entry]:
    """Yield what a plan workbook proposes, each indicator once although it stands in every year's row."""
    for line in submission.departments:
        unit = line.record
        yield _plan_entry("department", unit, unit.name, unit.code, line.row.sources)
    names = {code: action.name for code, action in snapshot.actions_by_code.items()}
    for line in submission.actions:
        action = line.record
        names[action.code] = action.name
        yield _plan_entry("action", action, action.name, action.code, line.row.sources)
    for line in submission.schedule:
        row = line.record
        yield _plan_entry("schedule", row, names.get(row.action, row.action), row.action, line.row.sources)
    told: set[Key] = set()
    for line in submission.indicators:
        indicator, target = line.record.indicator, line.record.target
        name = names.get(indicator.action, indicator.action)
        if (indicator.action, indicator.name) not in told:
            told.add((indicator.action, indicator.name))
            yield _plan_entry("indicator", indicator, name, indicator.action, line.row.sources)
        yield _plan_entry("target", target, name, target.action, line.row.sources)


def _plan_entry(table: str, record: object, subject: str, group: str, sources: Mapping[str, Source]) -> Entry:
    columns = _columns(record)
    key = tuple(columns[name] for name in KEYS[table])
    return Entry(table, key, _values(table, columns), subject, group, sources, LABELS[table])  # type: ignore[arg-type]


def _columns(record: object) -> dict[str, Value]:
    return {name: getattr(record, name) for name in _field_names(type(record))}


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _report_key(report: Report) -> Key:
    return (report.action, report.fiscal_year, report.period)


def _values(table: str, columns: Mapping[str, Value]) -> dict[str, Value]:
    left_out = {*KEYS[table], *_BOOKKEEPING}
    return {name: value for name, value in columns.items() if name not in left_out}


def stored_rows(
    snapshot: Snapshot, places: Iterable[tuple[str, Key]]
) -> dict[tuple[str, Key], Mapping[str, Value]]:
    """Return the stored rows that stand at these (table, key) places, without their key columns."""
    wanted: dict[str, set[Key]] = {}
    for table, key in places:
        wanted.setdefault(table, set()).add(key)
    found: dict[tuple[str, Key], Mapping[str, Value]] = {}
    for table, keys in wanted.items():
        for row in _RECORDS[table](snapshot):
            key = _key_of(table, row)
            if key in keys:
                found[table, key] = _values(table, _columns(row))
    return found


_RECORDS: Mapping[str, Callable[[Snapshot], Iterable[object]]] = {
    "department": attrgetter("departments"),
    "action": attrgetter("actions"),
    "schedule": attrgetter("schedules"),
    "indicator": attrgetter("indicators"),
    "target": attrgetter("targets"),
    "report": attrgetter("reports"),
    "indicator_value": attrgetter("values"),
    "reply": attrgetter("replies"),
}
_KEY_GETTERS = {table: attrgetter(*names) for table, names in KEYS.items()}


def _key_of(table: str, row: object) -> Key:
    key: object = _KEY_GETTERS[table](row)
    return key if isinstance(key, tuple) else (key,)  # type: ignore[return-value]


def form_places(snapshot: Snapshot, department: str, key: PeriodKey) -> tuple[Place, ...]:
    """Return the places (table, key) of every value a 様式 of a department and period may hold."""
    plan, year = snapshot.plan, key.fiscal_year
    period = plan.period_at(key).code
    units = answers_for(snapshot.departments_by_code, department, year)
    own = [action for action in snapshot.actions if action.department in units and action.runs_in(year)]
    reports: list[Place] = [("report", (action.code, year, period)) for action in own]
    values: list[Place] = [
        ("indicator_value", (action.code, indicator.name, earlier))
        for action in own
        for indicator in snapshot.indicators_by_action.get(action.code, ())
        for earlier in plan.fiscal_years
        if earlier <= year and action.runs_in(earlier)
    ]
    asked = instructions(snapshot, department, fiscal_year=year)
    replies: list[Place] = [("reply", (decision.number,)) for decision in asked]
    return (*reports, *values, *replies)


def printed_rows(base: Snapshot, then: Stored, key: PeriodKey | None) -> Stored:
    """Return what a form showed in its cells to fill: what was stored, this year's 実績値 only once reported.

    The cells of an answer to an instruction are always blank.
    """
    if key is None:
        return then
    return {place: {} if _left_blank(base, place, key) else row for place, row in then.items()}


def _left_blank(base: Snapshot, place: Place, key: PeriodKey) -> bool:
    table, row = place
    if table == "reply":
        return True
    if table != "indicator_value" or row[-1] != key.fiscal_year:
        return False
    return base.report(str(row[0]), key) is None


def as_row(entry: Entry) -> dict[str, Value]:
    """Return an entry as the row the store takes: its key columns and its values."""
    return {**dict(zip(KEYS[entry.table], entry.key, strict=True)), **entry.values}


def as_cells(change: RowChange) -> Iterator[dict[str, Value]]:
    """Yield the provenance of a row's values: sheet, cell, text as typed, value, how it was read.

    A value that stays as somebody else gave it comes from their cell, not from this sheet.
    """
    entry, kept = change.entry, {one.field for one in change.kept}
    key = entity_key(entry.table, entry.key)
    for name, value in entry.values.items():
        source = entry.sources.get(name)
        if (
            name in kept
            or source is None
            or source.location.excel_row is None
            or source.location.excel_column is None
        ):
            continue
        yield {
            "sheet": source.location.sheet,
            "excel_row": source.location.excel_row,
            "excel_column": source.location.excel_column,
            "entity": entry.table,
            "entity_key": key,
            "field": name,
            "raw": source.raw,
            "parsed": value,
            "how": source.how,
        }


def content_hash(entries: Iterable[Entry]) -> str:
    """Return a hash that is equal exactly when two workbooks say the same of the same rows."""
    said = sorted(
        (entry.table, repr(entry.key), sorted((k, repr(v)) for k, v in entry.values.items()))
        for entry in entries
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()
