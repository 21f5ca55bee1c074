"""Fill the 様式 from what the store held at one version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.decision import meeting_title, open_instructions, replies_by_decision
from miharu_dx.domain.expectation import expected_progress, expected_stage
from miharu_dx.domain.fingerprint import reply_fingerprint, report_fingerprint
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Action, Schedule, Snapshot
from miharu_dx.domain.records_meeting import Reply
from miharu_dx.domain.succession import responsible
from miharu_dx.present.views.decisions_words import reply_told
from miharu_dx.present.views.review_words import returns_told
from miharu_dx.present.workbook.model import ActionRow, IndicatorRow, InstructionRow, ProgressForm


def form_of(snapshot: Snapshot, department: str, key: PeriodKey, made_at: datetime) -> ProgressForm:
    """Return the 様式 of a department (code) with every action it answers for in the key's fiscal year.

    Rows stand in the plan's order; actions of a unit that has ended stand with its successor. Indicators come with each fiscal year of the plan up to the
    key's, so that an earlier value can be corrected.
    """
    plan = snapshot.plan
    before = plan.before(key)
    actions = [
        action
        for action in in_plan_order(plan, snapshot.actions)
        if action.runs_in(key.fiscal_year)
        and responsible(snapshot.departments_by_code, action.department, key.fiscal_year) == department
    ]
    schedules: dict[str, list[Schedule]] = {}
    for schedule in snapshot.schedules:
        schedules.setdefault(schedule.action, []).append(schedule)
    return ProgressForm(
        plan=plan,
        store_id=snapshot.store_id,
        store_version=snapshot.version,
        store_kind=snapshot.store_kind,
        department=snapshot.departments_by_code[department],
        key=key,
        made_at=made_at,
        rows=tuple(
            ActionRow(
                action=action,
                initiative=plan.initiative(action.initiative).label,
                planned_stage=expected_stage(schedules.get(action.code, ()), plan, key),
                planned_progress=expected_progress(schedules.get(action.code, ()), plan, key),
                previous=snapshot.report(action.code, before),
                current=snapshot.report(action.code, key),
                fingerprint=report_fingerprint(snapshot.report(action.code, key)),
            )
            for action in actions
        ),
        indicators=tuple(row for action in actions for row in _indicator_rows(snapshot, action, key)),
        returns=returns_told(snapshot, department, key),
        instructions=tuple(_instruction_rows(snapshot, department, key)),
    )


def _instruction_rows(snapshot: Snapshot, department: str, key: PeriodKey) -> Iterator[InstructionRow]:
    """Yield every instruction the department has not carried out, by number."""
    replies = replies_by_decision(snapshot)
    for decision in open_instructions(snapshot, department, fiscal_year=key.fiscal_year):
        action = snapshot.actions_by_code.get(decision.subject)
        reply = replies.get(decision.number)
        yield InstructionRow(
            decision=decision,
            meeting=meeting_title(snapshot, decision),
            subject=f"{action.code} {action.name}" if action else "",
            previous=_answered(reply) if reply else "",
            fingerprint=reply_fingerprint(reply),
        )


def _answered(reply: Reply) -> str:
    return f"{reply_told(reply)}［{date_label(reply.at.astimezone().date())}］"


def _indicator_rows(snapshot: Snapshot, action: Action, key: PeriodKey) -> Iterator[IndicatorRow]:
    """Yield past values to be corrected, and this year's cell blank until the period is reported."""
    reported = snapshot.report(action.code, key) is not None
    for indicator in snapshot.indicators_by_action.get(action.code, ()):
        for year in snapshot.plan.fiscal_years:
            if year > key.fiscal_year or not action.runs_in(year):
                continue
            place = (action.code, indicator.name, year)
            stored = snapshot.values_by_key.get(place)
            yield IndicatorRow(
                action=action,
                indicator=indicator,
                fiscal_year=year,
                target=snapshot.targets_by_key.get(place),
                stored=stored,
                actual=stored if reported or year < key.fiscal_year else None,
            )


def in_plan_order(plan: Plan, actions: tuple[Action, ...]) -> Iterator[Action]:
    """Yield the actions whose initiative the plan holds, by initiative and then by code."""
    order = {initiative.code: index for index, initiative in enumerate(plan.initiatives)}
    known = (action for action in actions if action.initiative in order)
    return iter(sorted(known, key=lambda action: (order[action.initiative], action.code)))
