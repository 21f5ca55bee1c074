"""A whole form that is of another period or another department than it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.sheetspec_form import FORM_INFO
from miharu_dx.domain.shift_columns import Value
from miharu_dx.domain.shift_periods import (
    OtherPeriod,
    SpokenRow,
    marked_period,
    printed_period,
    typed_period,
)
from miharu_dx.intake.form_info import FormInfo
from miharu_dx.intake.progress_rows import ProgressRow
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import printed_values, quoted
from miharu_dx.intake.shift_progress import ProgressMemory

_OTHERS = "row.other_department"
_CELLS_SHOWN = 3
_PRINTED = tuple(c.field for c in PROGRESS.columns if c.field.startswith(("previous_", "planned_")))


def of_other_period(form: FormInfo, rows: Sequence[ProgressRow], memory: ProgressMemory) -> Finding | None:
    """Return the finding of a form that is of another period than 様式情報 says, none where it is not."""
    roll, key = memory.roll, memory.key
    plan = roll.snapshot.plan
    shown = printed_values((row.row for row in rows), _PRINTED)
    spoken = [_spoken(row, printed) for row, printed in zip(rows, shown, strict=True)]
    by_number = {row.excel_row: row for row in rows}
    base = roll.base
    if base is not None:
        then = base.reports_by_period
        marked = marked_period(
            form.fingerprints, lambda code, key: then.get(key, {}).get(code), key, plan.period_keys
        )
        if marked is not None:
            return _relabelled(form, roll, key, marked, f"{marked.of}行の指紋が、その様式のものです")
        other = printed_period(spoken, memory.prints, key, plan.period_keys)
        if other is not None:
            cells = "、".join(
                by_number[number].row.location(other.field).a1 for number in other.rows[:_CELLS_SHOWN]
            )
            more = "など" if len(other.rows) > _CELLS_SHOWN else ""
            label = PROGRESS.column(other.field).label
            told = f"{other.of}行のうち{len(other.rows)}行で、印刷された値がその様式のものです（「{label}」の{cells}{more}）"
            return _relabelled(form, roll, key, other, told)
    other = typed_period(
        spoken, _sayer(memory), key, plan.period_keys, plan.begin_date(key), memory.silent_periods
    )
    return None if other is None else _typed_before(by_number, roll, key, other)


def _spoken(row: ProgressRow, printed: Mapping[str, Value]) -> SpokenRow:
    draft = row.draft
    return SpokenRow(
        row.excel_row,
        row.action.code,
        printed,
        vars(draft),
        draft.as_of_date,
        draft.declaration,
    )


def _sayer(memory: ProgressMemory) -> Callable[[str, PeriodKey], Mapping[str, Value] | None]:
    def said(code: str, key: PeriodKey) -> Mapping[str, Value] | None:
        report = memory.reports(key).get(code)
        return None if report is None else vars(report)

    return said


def _relabelled(form: FormInfo, roll: Roll, key: PeriodKey, other: OtherPeriod, evidence: str) -> Finding:
    plan = roll.snapshot.plan
    item = "fiscal_year" if other.key.fiscal_year != key.fiscal_year else "period"
    place = form.cells.get(item, Location(FORM_INFO.name))
    shown = str(form.fiscal_year) if item == "fiscal_year" else form.period
    args = {
        "labelled": plan.period_label(key),
        "actual": plan.period_label(other.key),
        "evidence": evidence,
    }
    return Finding("file.form_relabelled", place, shown, args)


def _typed_before(rows: Mapping[int, ProgressRow], roll: Roll, key: PeriodKey, other: OtherPeriod) -> Finding:
    plan, first = roll.snapshot.plan, rows[other.rows[0]]
    placed = first.row.cells[other.field]
    args = {
        "labelled": plan.period_label(key),
        "actual": plan.period_label(other.key),
        "of": other.of,
        "count": len(other.rows),
        "here": placed.location.a1,
        "quoted": quoted(placed.reading.raw),
    }
    return Finding("file.typed_before", placed.location, "", args, first.action.name)


def of_other_department(
    form: FormInfo, taken: Sequence[ProgressRow], findings: Iterable[Finding], roll: Roll
) -> Finding | None:
    """Return the finding of a form of which every row is another department's, none where one is its own."""
    strangers = [finding for finding in findings if finding.code == _OTHERS]
    if taken or not strangers:
        return None
    owners = "・".join(dict.fromkeys(str(finding.args["department"]) for finding in strangers))
    args = {
        "department": roll.snapshot.department_name(form.department),
        "owner": owners,
        "count": len(strangers),
    }
    place = form.cells.get("department", Location(FORM_INFO.name))
    return Finding("file.rows_of_other", place, form.department, args)
