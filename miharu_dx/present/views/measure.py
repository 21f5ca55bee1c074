"""重点施策: one measure down to its actions, their way against the plan, indicators and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.standing import Standing, Tally, standings
from miharu_dx.present.views.common import Dates, dates
from miharu_dx.present.views.measure_headline import headline_of
from miharu_dx.present.views.measure_history import History, Step, history_of
from miharu_dx.present.views.measure_indicators import Indicators, indicators_of
from miharu_dx.present.views.progress_table import ActionTable, action_rows, by_initiative, table_of
from miharu_dx.present.views.progress_words import Count, counts_of


@dataclass(frozen=True)
class MeasureView:
    """Everything the page 重点施策 says; every count is of the actions of ``table``."""

    code: str
    name: str
    about: str
    period: str
    headline: str
    dates: Dates
    counts: tuple[Count, ...]
    table: ActionTable
    indicators: Indicators
    history: History


def measure_view(
    snapshot: Snapshot, key: PeriodKey, measure: str, *, today: date, steps: Iterable[Step] = ()
) -> MeasureView:
    """Return one measure (code) in a period; ``steps`` are the reports as they were written, in order."""
    plan = snapshot.plan
    chosen = plan.measure(measure)
    items = standings(snapshot, key, measure=measure)
    rows = action_rows(snapshot, items, key)
    tally = Tally(items)
    pillar = next((pillar.name for pillar in plan.pillars if pillar.code == chosen.pillar), "")
    codes = [item.action.code for item in items]
    return MeasureView(
        code=chosen.code,
        name=chosen.label,
        about=f"{pillar}・{len(chosen.initiatives)}取組事項・{tally.total}件",
        period=plan.period_label(key),
        headline=headline_of(snapshot, key, items, _before(snapshot, key, measure)),
        dates=dates(snapshot, key, items, today),
        counts=counts_of(plan, tally) if items else (),
        table=table_of(
            snapshot,
            by_initiative(plan, measure, rows),
            key,
            title="個別取組の進み具合",
            caption="",
            empty="「管理」の計画ワークブックで個別取組を登録し、様式を渡すとここに出る",
        ),
        indicators=indicators_of(snapshot, codes, key),
        history=history_of(snapshot, codes, key, steps),
    )


def _before(snapshot: Snapshot, key: PeriodKey, measure: str) -> tuple[Standing, ...] | None:
    """Return the standings one period earlier, none where nobody reported then."""
    earlier = snapshot.plan.before(key)
    if earlier is None:
        return None
    found = standings(snapshot, earlier, measure=measure)
    return found if any(item.reported for item in found) else None
