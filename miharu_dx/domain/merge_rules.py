"""A merged row must pass as its two sides did: where it cannot, its values are decided together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from miharu_dx.domain.changes import Entry, RowChange
from miharu_dx.domain.drafts import INPUTS, Fault, RowDraft, declared
from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.finding_texts import FINDING_TEXTS
from miharu_dx.domain.merge import GOVERNED, Answers, all_answered, bound, settle
from miharu_dx.domain.merge_plan import plan_faults
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.row_context import row_context
from miharu_dx.domain.rules import judge_row


def bind(
    snapshot: Snapshot, changes: Iterable[RowChange], key: PeriodKey | None, today: date
) -> tuple[RowChange, ...]:
    """Return the rows of a sheet so that all answers for one side always give rows that pass.

    Where the values that merge by themselves do not fit each other (完了 and 90%), they are asked
    about together.
    """
    rules = _ReportRules(snapshot, key, today)
    return tuple(bound(change) if rules.torn(change) else change for change in changes)


def clashes(
    snapshot: Snapshot, changes: Sequence[RowChange], answers: Answers, key: PeriodKey | None, today: date
) -> tuple[Finding, ...]:
    """Return what stops the merged rows, beyond what the sheet itself has wrong; as findings at its cells."""
    settled = settle(changes, answers)
    rules = _ReportRules(snapshot, key, today)
    found = [(change, fault) for change in settled for fault in rules.faults(change)]
    found += plan_faults(snapshot, changes, settled)
    return tuple(_finding(change.entry, fault) for change, fault in found)


def _finding(entry: Entry, fault: Fault) -> Finding:
    source = entry.sources.get(fault.field) or next(iter(entry.sources.values()), None)
    label = entry.labels.get(fault.field, fault.field)
    place = source.location if source else Location("")
    value = entry.values.get(fault.field)
    text = FINDING_TEXTS[fault.code].message.format(
        shown="" if value is None else value,
        label=label,
        **{"here": place.a1, "other": "登録済み", **fault.args},
    )
    return Finding("row.merge_clash", place, args={"told": text}, subject=entry.subject, label=label)


class _ReportRules:
    """Judges merged rows of reports beside the store as it stands."""

    def __init__(self, snapshot: Snapshot, key: PeriodKey | None, today: date) -> None:
        self._snapshot = snapshot
        self._key = key
        self._today = today

    def torn(self, change: RowChange) -> bool:
        """Whether some side of the row cannot be had alone because of what merges by itself."""
        if change.entry.table != "report" or not (change.kept or change.questions):
            return False
        return any(
            list(self.faults(row))
            for side in ("theirs", "mine")
            for row in settle([change], all_answered(change.questions, side))
        )

    def faults(self, settled: RowChange) -> Iterator[Fault]:
        """Yield what stops a row made of both sides; a row of one side alone was judged before."""
        entry = settled.entry
        ours = any(one.field in GOVERNED for one in settled.fields)
        others = any(one.field in GOVERNED for one in settled.kept)
        if entry.table != "report" or self._key is None or not (ours and others):
            return
        action = str(entry.key[0])
        context = row_context(
            self._snapshot, action, self._key, self._today, self._schedules().get(action, ())
        )
        values = {name: entry.values.get(name) for name in INPUTS}
        draft = RowDraft(action=action, declaration=declared(entry.values.get("declaration")), **values)  # type: ignore[arg-type]
        for fault in judge_row(draft, context):
            if fault.field in GOVERNED and FINDING_TEXTS[fault.code].severity == "block":
                yield fault

    def _schedules(self) -> dict[str, list[Schedule]]:
        found: dict[str, list[Schedule]] = defaultdict(list)
        for row in self._snapshot.schedules:
            found[row.action].append(row)
        return found
