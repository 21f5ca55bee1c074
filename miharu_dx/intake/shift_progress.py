"""What is known of the rows of 進捗, to tell cells that stand beside the wrong code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from miharu_dx.domain.expectation import expected_progress, expected_stage
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Report, Schedule, Snapshot
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.shift_columns import Column, Memory, Sort, Value
from miharu_dx.domain.shift_words import likeness_of, names_of
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import ShiftTable
from miharu_dx.intake.table import TableRow

_PREVIOUS = ("stage", "rating", "progress", "achievement", "issue", "next_step")
_SHOWN = tuple((f"previous_{name}", name) for name in _PREVIOUS)
_NOTHING_PRINTED: Mapping[str, Value] = dict.fromkeys(
    ("planned_stage", "planned_progress", *(shown for shown, _ in _SHOWN))
)
_TEXTS = ("achievement", "issue", "next_step", "request")
_WORDS = ("stage", "rating")
_LABELS = {column.field: column.label for column in PROGRESS.columns}
# 2年分。それより前の言葉は、今の仕事を言わない。数百行の様式では、確認が長くならないように減らす。
_REPORTS_READ = 4
_REPORTS_READ_IN_ALL = 400
_LEAST_NAME = 5  # これより短いコードは、文の中に偶然に出てくる
# 進捗率は計画期間全体の割合なので下がらず、1年で8割をこえる速さで進むことも少ない。
_FELL = -5.0
_LEAPT = -3.0
_LEAP_OF_A_YEAR = 80.0


@dataclass(frozen=True)
class ProgressMemory:
    """What the store holds of actions beside a form of ``key``: as it was printed and as it stands now."""

    roll: Roll
    key: PeriodKey
    _reports: dict[PeriodKey, Mapping[str, Report]] = field(
        default_factory=dict[PeriodKey, Mapping[str, Report]], init=False, repr=False, compare=False
    )
    _prints: dict[tuple[str, PeriodKey], Mapping[str, Value]] = field(
        default_factory=dict[tuple[str, PeriodKey], Mapping[str, Value]],
        init=False,
        repr=False,
        compare=False,
    )

    _origins: dict[tuple[PeriodKey, str], str] = field(
        default_factory=dict[tuple[PeriodKey, str], str], init=False, repr=False, compare=False
    )

    @property
    def _now(self) -> Snapshot:
        return self.roll.snapshot

    @property
    def _then(self) -> Snapshot:
        return self.roll.base or self._now

    def action(self, code: str) -> Action:
        """Return an action as it was when the form was made, or as it is now."""
        base = self.roll.base
        then = base.actions_by_code.get(code) if base is not None else None
        return then or self._now.actions_by_code[code]

    def reports(self, key: PeriodKey | None) -> Mapping[str, Report]:
        """Return the reports of a period by action as they were when the form was made, else as they are now."""
        if key is None:
            return {}
        found = self._reports.get(key)
        if found is None:
            now, then = (snapshot.reports_by_period.get(key, {}) for snapshot in (self._now, self._then))
            found = self._reports[key] = now if then is now else {**now, **then}
        return found

    @property
    def silent_periods(self) -> frozenset[PeriodKey]:
        """The periods nobody has reported."""
        told = self._now.reports_by_period.keys() | self._then.reports_by_period.keys()
        return frozenset(self._now.plan.period_keys) - told

    @cached_property
    def stored(self) -> Mapping[str, tuple[tuple[Report, bool], ...]]:
        """What stands now for the period of the form, the surest first; a report taken back is none.

        It is firm only where the form came with it: else nobody can have moved it.
        """
        base = self.roll.base.reports_by_period.get(self.key, {}) if self.roll.base is not None else {}
        found: dict[str, tuple[tuple[Report, bool], ...]] = {}
        for code, now in self._now.reports_by_period.get(self.key, {}).items():
            then = base.get(code)
            found[code] = (
                ((now, then is not None),) if then is None or then is now else ((then, True), (now, True))
            )
        return found

    @cached_property
    def _schedules(self) -> Mapping[str, list[Schedule]]:
        found: dict[str, list[Schedule]] = defaultdict(list)
        for schedule in self._then.schedules:
            found[schedule.action].append(schedule)
        return found

    def origin(self, key: PeriodKey, field: str) -> str:
        """Return a field of a period's report as people name it."""
        found = self._origins.get((key, field))
        if found is None:
            label = f"{self._now.plan.period_label(key)}の{_LABELS[field]}"
            found = self._origins[key, field] = label
        return found

    def others(self, codes: Sequence[str]) -> Mapping[str, tuple[tuple[PeriodKey, Report], ...]]:
        """Return the last reports of actions for other periods, the latest first."""
        limit = max(1, min(_REPORTS_READ, _REPORTS_READ_IN_ALL // max(1, len(codes))))
        found: dict[str, list[tuple[PeriodKey, Report]]] = {code: [] for code in codes}
        by_period = self._now.reports_by_period
        for key in sorted(by_period.keys() - {self.key}, reverse=True):
            reports = by_period[key]
            for code in codes:
                if code in reports and len(found[code]) < limit:
                    found[code].append((key, reports[code]))
        return {code: tuple(own) for code, own in found.items()}

    def prints(self, code: str, key: PeriodKey) -> Mapping[str, Value]:
        """Return what a form of a period shows of an action beside the cells to fill."""
        found = self._prints.get((code, key))
        if found is None:
            plan, schedules = self._now.plan, self._schedules.get(code)
            planned = expected_progress(schedules, plan, key) if schedules else None
            last = self._last(key).get(code)
            if last is None and not schedules:
                return _NOTHING_PRINTED
            found = self._prints[code, key] = {
                "planned_stage": expected_stage(schedules, plan, key) if schedules else None,
                "planned_progress": None if planned is None else round(planned, 1),
                **{shown: getattr(last, name) if last else None for shown, name in _SHOWN},
            }
        return found

    def _last(self, key: PeriodKey) -> Mapping[str, Report]:
        before = self._before.get(key)
        return self._then.reports_by_period.get(before, {}) if before is not None else {}

    @cached_property
    def _before(self) -> Mapping[PeriodKey, PeriodKey]:
        keys = self._now.plan.period_keys
        return dict(zip(keys[1:], keys, strict=False))


def progress_table(rows: Sequence[TableRow], memory: ProgressMemory) -> ShiftTable:
    """Return the rows of 進捗 with all that tells whose their cells are."""
    roll = memory.roll
    subjects = _subjects(rows, roll)
    codes = tuple(subjects.values())
    titles = {code: roll.snapshot.actions_by_code[code].name for code in codes}
    names = {code: f"{code}「{title}」" for code, title in titles.items()}
    return ShiftTable(PROGRESS, rows, subjects, tuple(_columns(memory, codes)), titles, names)


def _subjects(rows: Iterable[TableRow], roll: Roll) -> dict[int, str]:
    """Return the action of each row by its code alone; a code that stands twice counts where it is first."""
    found: dict[str, int] = {}
    for row in rows:
        code = roll.code_of(row.text("action"))
        if code is not None:
            found.setdefault(code, row.excel_row)
    return {number: code for code, number in found.items()}


def _columns(memory: ProgressMemory, codes: Sequence[str]) -> Iterator[Column]:
    snapshot = memory.roll.snapshot

    def printed(field: str, values: Mapping[str, Value]) -> Column:
        def known(code: str) -> tuple[Memory, ...]:
            return (Memory(values[code], _LABELS[field], firm=True),)

        return Column(field, Sort.PRINTED, known, plain=values)

    def names(code: str) -> Iterator[Memory]:
        for name in (memory.action(code).name, snapshot.actions_by_code[code].name):
            yield Memory(name, _LABELS["name"], firm=True)

    actions = {code: memory.action(code) for code in codes}
    yield Column("name", Sort.PRINTED, names, plain={code: action.name for code, action in actions.items()})
    if memory.roll.base is not None:
        plan = snapshot.plan
        labels = {name: plan.initiative(name).label for name in {one.initiative for one in actions.values()}}
        yield printed("initiative", {code: labels[action.initiative] for code, action in actions.items()})
        prints = {code: memory.prints(code, memory.key) for code in codes}
        for field in prints[codes[0]] if codes else ():
            yield printed(field, {code: shown[field] for code, shown in prints.items()})
    others = memory.others(codes)
    likeness = likeness_of(tuple((code, tuple(_texts(snapshot, code, others[code]))) for code in codes))
    named = names_of(tuple((code, _names(snapshot.actions_by_code[code])) for code in codes), _LEAST_NAME)
    for field in _TEXTS:
        yield Column(field, Sort.TEXT, partial(_memories, memory, field, others), likeness, named)
    last_key = snapshot.plan.before(memory.key)
    last = memory.reports(last_key)
    leap = _LEAP_OF_A_YEAR / len(snapshot.plan.periods)

    def fit(code: str, value: float) -> float:
        report = last.get(code)
        if report is None or report.progress is None:
            return 0.0
        rise = value - report.progress
        return _FELL if rise < 0 else _LEAPT if rise > leap else 0.0

    before = {code: tuple(one for one in others[code] if one[0] == last_key) for code in codes}

    def latest(field: str, code: str) -> tuple[Memory, ...]:
        return _memories(memory, field, before, code)[:1]

    surest = {
        code: report
        for code in codes
        for report in [*(one for one, _ in memory.stored.get(code, ())), *(one for _, one in before[code])][
            :1
        ]
    }
    for field in ("progress", *_WORDS):
        sort, its = (Sort.FIGURE, fit) if field == "progress" else (Sort.WORD, None)
        plain = {code: getattr(report, field) for code, report in surest.items()}
        yield Column(field, sort, partial(latest, field), fit=its, plain=plain)


def _texts(snapshot: Snapshot, code: str, others: Iterable[tuple[PeriodKey, Report]]) -> Iterator[str]:
    """Yield what an action is called and what was said of it for other periods."""
    action = snapshot.actions_by_code[code]
    yield from (action.name, action.short_name, action.description)
    yield from (row.name for row in snapshot.indicators_by_action.get(code, ()))
    for _, report in others:
        yield from (getattr(report, field) for field in _TEXTS)


def _names(action: Action) -> tuple[str, ...]:
    return (action.code, action.name, action.short_name)


def _memories(
    memory: ProgressMemory, field: str, others: Mapping[str, Sequence[tuple[PeriodKey, Report]]], code: str
) -> tuple[Memory, ...]:
    """Return the values known of a cell, what stands there now first."""
    stored, origin = memory.stored.get(code, ()), f"登録されている{_LABELS[field]}"
    now = [Memory(getattr(report, field), origin, firm) for report, firm in stored]
    return (
        *now,
        *(Memory(getattr(report, field), memory.origin(key, field)) for key, report in others[code]),
    )
