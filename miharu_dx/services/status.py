"""Counts of 評価 by measure, department or fiscal year, for programs and for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import date_label, fiscal_year_label, moment_label
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Outside, Tally, outside_word, shown_reasons, standings
from miharu_dx.present.views.common import good_word
from miharu_dx.services.context import Context


class Grouping(StrEnum):
    """What the rows of a status table stand for."""

    MEASURE = "measure"
    DEPARTMENT = "department"
    FISCAL_YEAR = "fiscal-year"


@dataclass(frozen=True)
class StatusRow:
    """The tally of one group; ``code`` is stable, ``name`` is for a reader."""

    code: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class StatusWords:
    """What the plan calls the counts: those rated, those outside by reason, and the good share."""

    ratings: tuple[str, ...]
    outside: tuple[tuple[Outside, str], ...]
    good: str


@dataclass(frozen=True)
class Status:
    """A status table as of one version, with the total that its rows add up to."""

    version: int
    store_kind: str
    key: PeriodKey
    period_label: str
    as_of: date
    updated: str
    rows: tuple[StatusRow, ...]
    total: Tally
    words: StatusWords

    @property
    def as_of_label(self) -> str:
        """基準日 as printed."""
        return date_label(self.as_of)


def status(ctx: Context, by: Grouping, version: int | None = None) -> Status:
    """Return counts by group for the latest reported period, or of the same period of each fiscal year."""
    snapshot = ctx.snapshot(version)
    key = latest_reported(snapshot, ctx.today())
    total = Tally(standings(snapshot, key))
    plan = snapshot.plan
    match by:
        case Grouping.MEASURE:
            rows = [
                StatusRow(m.code, m.label, Tally(standings(snapshot, key, measure=m.code)))
                for m in plan.measures
            ]
        case Grouping.DEPARTMENT:
            rows = [
                StatusRow(d.code, d.label, Tally(standings(snapshot, key, department=d.code)))
                for d in snapshot.departments
            ]
            rows = [row for row in rows if row.tally.total]
        case Grouping.FISCAL_YEAR:
            rows = [
                StatusRow(
                    str(year),
                    fiscal_year_label(year),
                    Tally(standings(snapshot, PeriodKey(year, key.order))),
                )
                for year in plan.fiscal_years
                if year <= key.fiscal_year
            ]
    updated = snapshot.updated_at
    return Status(
        snapshot.version,
        snapshot.store_kind,
        key,
        plan.period_label(key),
        plan.end_date(key),
        moment_label(updated.astimezone()) if updated else "",
        tuple(rows),
        total,
        _words(plan, (total, *(row.tally for row in rows))),
    )


def _words(plan: Plan, tallies: Iterable[Tally]) -> StatusWords:
    return StatusWords(
        tuple(rating.name for rating in plan.ratings if rating.counted),
        tuple((reason, outside_word(plan, reason)) for reason in shown_reasons(plan, tallies)),
        good_word(plan),
    )


def latest_reported(snapshot: Snapshot, today: date) -> PeriodKey:
    """Return the latest ended period that holds any report, else the last one that has ended.

    A form handed in before its period's end does not turn everybody's pages to an unfinished period.
    """
    plan = snapshot.plan
    ended = [key for _, key in snapshot.reports_by_key if plan.end_date(key) <= today]
    return max(ended) if ended else plan.last_ended(today)


def as_plain(found: Status) -> dict[str, object]:
    """Return a status as plain values for JSON; every share stands beside its fraction."""
    return {
        "version": found.version,
        "store": found.store_kind,
        "fiscal_year": found.key.fiscal_year,
        "period": found.period_label,
        "as_of": found.as_of.isoformat(),
        "rows": [{"code": row.code, "name": row.name, **_plain(row.tally)} for row in found.rows],
        "total": _plain(found.total),
    }


def _plain(tally: Tally) -> dict[str, object]:
    return {
        "total": tally.total,
        "rated": tally.rated,
        "good": tally.good,
        "share_good": tally.share_good,
        "ratings": dict(tally.by_rating),
        "outside": {reason.value: tally.by_outside[reason] for reason in Outside},
        "reported": tally.reported,
        "asked": tally.asked,
        "done": tally.done,
    }
