"""One action in full: every period's report, its indicators, and each value back to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from miharu_dx.domain.calendar import fiscal_year_name, moment_label
from miharu_dx.domain.finding import Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Snapshot
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.standing import standing_of
from miharu_dx.present.views.common import NOTHING, period_name
from miharu_dx.present.views.measure_indicators import number_text
from miharu_dx.present.views.progress_table import ActionRow, action_rows
from miharu_dx.present.views.review_words import late_words, row_words

# 記入欄の並びで、値の出所を示す項目。
TRAIL_FIELDS = tuple(column.field for column in PROGRESS.inputs)


@dataclass(frozen=True)
class PeriodReport:
    """What was said of an action in one period; a silence keeps its place as 未報告.

    ``review`` is where it stands in 確認, ``late`` why it was changed after the closing; blank else.
    """

    key: PeriodKey
    name: str
    row: ActionRow
    next_step: str
    request: str
    author: str
    review: str = ""
    late: str = ""


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator with its values by fiscal year: (year, target, actual) as printed."""

    name: str
    kind: str
    baseline: str
    years: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ActionDetail:
    """An action's whole story, the newest period first."""

    code: str
    name: str
    initiative: str
    department: str
    years: str
    description: str
    periods: tuple[PeriodReport, ...]
    indicators: tuple[IndicatorLine, ...]
    source: str

    @property
    def reported(self) -> tuple[PeriodReport, ...]:
        """The periods with a report."""
        return tuple(period for period in self.periods if period.row.reported)


@dataclass(frozen=True)
class TrailStep:
    """One value as one version wrote it, with the place it was typed in."""

    field: str
    label: str
    value: str
    typed: str
    how: str
    cell: str
    file_name: str
    written: str
    current: bool


def action_detail(snapshot: Snapshot, code: str, key: PeriodKey) -> ActionDetail | None:
    """Return an action (code) up to a period, or none where no such action is registered."""
    action = snapshot.actions_by_code.get(code)
    if action is None or not snapshot.plan.has_initiative(action.initiative):
        return None
    plan = snapshot.plan
    keys = [past for past in plan.period_keys if past <= key and action.runs_in(past.fiscal_year)]
    return ActionDetail(
        code=action.code,
        name=action.name,
        initiative=plan.initiative(action.initiative).label,
        department=snapshot.department_name(action.department),
        years=_years(snapshot, action),
        description=action.description,
        periods=tuple(_period(snapshot, action, past) for past in reversed(keys)),
        indicators=tuple(_indicator_lines(snapshot, action, key)),
        source=f"版{snapshot.version}",
    )


def _years(snapshot: Snapshot, action: Action) -> str:
    plan = snapshot.plan
    first = max(action.first_fiscal_year, plan.first_fiscal_year)
    last = min(action.last_fiscal_year, plan.last_fiscal_year)
    return f"{fiscal_year_name(first)}年度〜{fiscal_year_name(last)}年度"


def _period(snapshot: Snapshot, action: Action, key: PeriodKey) -> PeriodReport:
    (row,) = action_rows(snapshot, [standing_of(snapshot, action, key)], key)
    report = snapshot.report(action.code, key)
    return PeriodReport(
        key=key,
        name=period_name(snapshot.plan, key),
        row=row,
        next_step=report.next_step if report else "",
        request=report.request if report else "",
        author=report.author if report else "",
        review=row_words(snapshot, key).get(action.code, ""),
        late=late_words(snapshot, key).get(action.code, ""),
    )


def _indicator_lines(snapshot: Snapshot, action: Action, key: PeriodKey) -> Iterable[IndicatorLine]:
    for indicator in snapshot.indicators_by_action.get(action.code, ()):
        place = (indicator.action, indicator.name)
        yield IndicatorLine(
            name=f"{indicator.name}（{indicator.unit}）",
            kind=f"{indicator.kind}・{indicator.direction}",
            baseline=number_text(indicator.baseline),
            years=tuple(
                (
                    f"{fiscal_year_name(year)}年度",
                    number_text(snapshot.targets_by_key.get((*place, year))),
                    number_text(
                        snapshot.values_by_key.get((*place, year)) if year <= key.fiscal_year else None
                    ),
                )
                for year in snapshot.plan.fiscal_years
            ),
        )


def trail_of(rows: Iterable[Mapping[str, Any]]) -> tuple[TrailStep, ...]:
    """Return the steps of the fields people fill in, in the order of the form, the newest value first.

    ``rows`` are the store's own rows of ``value_trail``; a value whose version wrote it unchanged
    again is left out, and so is an empty value that was never anything else.
    """
    order = {field: place for place, field in enumerate(TRAIL_FIELDS)}
    told = [row for row in rows if row["field"] in order and row["changed"] and (row["value"] or row["raw"])]
    told.sort(key=lambda row: (order[row["field"]], -row["from_version"]))
    newest: set[str] = set()
    steps: list[TrailStep] = []
    for row in told:
        steps.append(_step(row, current=row["field"] not in newest))
        newest.add(row["field"])
    return tuple(steps)


def _step(row: Mapping[str, Any], *, current: bool) -> TrailStep:
    place = ""
    if row["sheet"]:
        place = f"{row['sheet']} {Location(row['sheet'], row['excel_row'], row['excel_column']).a1}"
    typed = row["raw"] or ""
    return TrailStep(
        field=row["field"],
        label=PROGRESS.column(row["field"]).label,
        value=_value(row["field"], row["value"]),
        typed=typed if typed else NOTHING,
        how=row["how"] or "",
        cell=place or NOTHING,
        file_name=row["file_name"] or NOTHING,
        written=f"版{row['from_version']}　{moment_label(row['at'].astimezone())}　{row['actor']}",
        current=current,
    )


def _value(field: str, value: str | None) -> str:
    if value is None or value == "":
        return NOTHING
    return number_text(float(value), "%") if field == "progress" else value
