"""What is known of the rows of 進捗, to tell cells that stand beside the wrong code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from miharu_dx.domain.expectation import expected_progress, expected_stage
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Action, Report, Schedule, Snapshot
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.shift_evidence import Column, Memory, Sort, Value
from miharu_dx.domain.shift_words import Likeness, Names
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.shift_findings import ShiftTable
from miharu_dx.intake.table import TableRow

PREVIOUS = ("stage", "rating", "progress", "achievement", "issue", "next_step")
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

    @property
    def _now(self) -> Snapshot:
        return self.roll.snapshot

    def action(self, code: str) -> Action:
        """Return an action as it was when the form was made, or as it is now."""
        base = self.roll.base
        then = base.actions_by_code.get(code) if base is not None else None
        return then or self._now.actions_by_code[code]

    def report(self, code: str, key: PeriodKey | None) -> Report | None:
        """Return a report as it was when the form was made, else as it is now."""
        then = self.roll.base.report(code, key) if self.roll.base is not None else None
        return then or self._now.report(code, key)

    @cached_property
    def _schedules(self) -> Mapping[str, list[Schedule]]:
        found: dict[str, list[Schedule]] = defaultdict(list)
        for schedule in (self.roll.base or self._now).schedules:
            found[schedule.action].append(schedule)
        return found

    def label(self, key: PeriodKey) -> str:
        """Return the period as people name it."""
        return self._labels[key]

    @cached_property
    def _labels(self) -> Mapping[PeriodKey, str]:
        plan = self._now.plan
        return {key: plan.period_label(key) for key in plan.period_keys}

    def others(self, codes: Sequence[str]) -> Mapping[str, tuple[tuple[PeriodKey, Report], ...]]:
        """Return the last reports of actions for other periods, the latest first."""
        limit = max(1, min(_REPORTS_READ, _REPORTS_READ_IN_ALL // max(1, len(codes))))
        found: dict[str, list[tuple[PeriodKey, Report]]] = {code: [] for code in codes}
        for key in sorted({key for _, key in self._now.reports_by_key} - {self.key}, reverse=True):
            for code in codes:
                report = self._now.report(code, key) if len(found[code]) < limit else None
                if report is not None:
                    found[code].append((key, report))
        return {code: tuple(own) for code, own in found.items()}

    def prints(self, code: str, key: PeriodKey) -> dict[str, Value]:
        """Return what a form of a period shows of an action beside the cells to fill."""
        plan, schedules = self._now.plan, self._schedules.get(code, ())
        planned = expected_progress(schedules, plan, key)
        before = plan.before(key)
        base = self.roll.base or self._now
        last = base.report(code, before)
        return {
            "planned_stage": expected_stage(schedules, plan, key),
            "planned_progress": None if planned is None else round(planned, 1),
            **{f"previous_{name}": getattr(last, name) if last else None for name in PREVIOUS},
        }


def progress_table(rows: Sequence[TableRow], roll: Roll, key: PeriodKey) -> ShiftTable:
    """Return the rows of 進捗 with all that tells whose their cells are."""
    memory = ProgressMemory(roll, key)
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

    def printed(field: str, value: Callable[[str], Value]) -> Column:
        return Column(field, Sort.PRINTED, lambda code: (Memory(value(code), _LABELS[field], firm=True),))

    def names(code: str) -> Iterator[Memory]:
        for name in (memory.action(code).name, snapshot.actions_by_code[code].name):
            yield Memory(name, _LABELS["name"], firm=True)

    yield Column("name", Sort.PRINTED, names)
    if memory.roll.base is not None:
        plan = snapshot.plan
        yield printed("initiative", lambda code: plan.initiative(memory.action(code).initiative).label)
        prints = {code: memory.prints(code, memory.key) for code in codes}
        for field in prints[codes[0]] if codes else ():
            yield printed(field, lambda code, field=field: prints[code][field])
    others = memory.others(codes)
    likeness = Likeness({code: tuple(_texts(snapshot, code, others[code])) for code in codes})
    named = Names({code: tuple(_names(memory, code)) for code in codes}, _LEAST_NAME)
    for field in _TEXTS:
        yield Column(
            field, Sort.TEXT, lambda code, field=field: _memories(memory, code, field, others[code]),
            likeness, named,
        )  # fmt: skip
    last = {code: memory.report(code, snapshot.plan.before(memory.key)) for code in codes}

    leap = _LEAP_OF_A_YEAR / len(snapshot.plan.periods)

    def fit(code: str, value: float) -> float:
        report = last.get(code)
        if report is None or report.progress is None:
            return 0.0
        rise = value - report.progress
        return _FELL if rise < 0 else _LEAPT if rise > leap else 0.0

    last_key = snapshot.plan.before(memory.key)

    def latest(code: str, field: str) -> Iterator[Memory]:
        before = (one for one in others[code] if one[0] == last_key)
        return islice(_memories(memory, code, field, before), 1)

    for field in ("progress", *_WORDS):
        sort, its = (Sort.FIGURE, fit) if field == "progress" else (Sort.WORD, None)
        yield Column(field, sort, lambda code, field=field: latest(code, field), fit=its)


def _texts(snapshot: Snapshot, code: str, others: Iterable[tuple[PeriodKey, Report]]) -> Iterator[str]:
    """Yield what an action is called and what was said of it for other periods."""
    action = snapshot.actions_by_code[code]
    yield from (action.name, action.short_name, action.description)
    yield from (row.name for row in snapshot.indicators_by_action.get(code, ()))
    for _, report in others:
        yield from (getattr(report, field) for field in _TEXTS)


def _names(memory: ProgressMemory, code: str) -> Iterator[str]:
    action = memory.roll.snapshot.actions_by_code[code]
    yield from (code, action.name, action.short_name)


def _memories(
    memory: ProgressMemory, code: str, field: str, others: Iterable[tuple[PeriodKey, Report]]
) -> Iterator[Memory]:
    """Yield the values known of a cell, what stands there now first; a report taken back is none.

    What is stored now is firm only where the form came with it: else nobody can have moved it.
    """
    label = _LABELS[field]
    now = memory.roll.snapshot.report(code, memory.key)
    if now is not None:
        then = memory.roll.base.report(code, memory.key) if memory.roll.base is not None else None
        for report in (then, now):
            if report is not None:
                yield Memory(getattr(report, field), f"登録されている{label}", firm=then is not None)
    for key, report in others:
        yield Memory(getattr(report, field), f"{memory.label(key)}の{label}")
