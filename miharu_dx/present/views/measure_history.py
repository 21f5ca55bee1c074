"""履歴 of a measure: what each workbook changed, newest first, a correction told from a new report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Snapshot
from miharu_dx.domain.standing import Standing, badness, standing_of
from miharu_dx.present.palette import Sign, standing_sign
from miharu_dx.present.views.common import NOTHING, percent, period_name
from miharu_dx.present.views.review_words import LATE_GLYPH, LATE_WORD

HISTORY_SHOWN = 4


@dataclass(frozen=True)
class Step:
    """A report as one version wrote it; ``department`` (code) handed it in."""

    report: Report
    at: datetime
    department: str


@dataclass(frozen=True)
class HistoryEntry:
    """One change of one action: of its rating, else its stage, else its progress.

    ``before``/``after`` are signs where the rating changed, else none and the texts speak.
    """

    day: str
    day_full: str
    code: str
    name: str
    what: str
    before: Sign | None
    after: Sign | None
    before_text: str
    after_text: str
    source: str
    version: int


@dataclass(frozen=True)
class History:
    """Every change up to a period, newest first; the first ``shown`` stand on the page."""

    title: str
    caption: str
    entries: tuple[HistoryEntry, ...]
    shown: int
    empty: str

    @property
    def top(self) -> tuple[HistoryEntry, ...]:
        """The entries that stand on the page."""
        return self.entries[: self.shown]


def history_of(snapshot: Snapshot, actions: Iterable[str], key: PeriodKey, steps: Iterable[Step]) -> History:
    """Return the changes that ``steps``, in the order they were written, made to some actions (codes).

    A step is held against the same period's report before it (a correction), else against the latest
    report of an earlier period. First reports change nothing and are left out.
    """
    plan = snapshot.plan
    wanted = set(actions)
    known: dict[str, dict[PeriodKey, Report]] = {}
    found: list[tuple[tuple[object, ...], HistoryEntry]] = []
    stood: dict[tuple[object, ...], Standing] = {}

    def standing(report: Report) -> Standing:
        written = (report.action, report.fiscal_year, report.period, report.from_version)
        if written not in stood:
            stood[written] = _standing(snapshot, report)
        return stood[written]

    for step in steps:
        at = plan.key(step.report.fiscal_year, step.report.period)
        if step.report.action not in wanted or at > key:
            continue
        own = known.setdefault(step.report.action, {})
        old = own.get(at) or _latest_before(own, at)
        own[at] = step.report
        entry = None if old is None else _entry(snapshot, step, standing(old), standing(step.report))
        if entry is not None:
            found.append((_order(standing(step.report), entry), entry))
    found.sort(key=lambda pair: pair[0])
    entries = tuple(entry for _, entry in found)
    caption = f"新しい順・全{len(entries)}件" if entries else ""
    return History("履歴", caption, entries, HISTORY_SHOWN, "変化の記録はまだない")


def _latest_before(own: dict[PeriodKey, Report], at: PeriodKey) -> Report | None:
    earlier = [past for past in own if past < at]
    return own[max(earlier)] if earlier else None


def _entry(snapshot: Snapshot, step: Step, was: Standing, now: Standing) -> HistoryEntry | None:
    plan, old, new = snapshot.plan, was.report, now.report
    assert old is not None
    assert new is not None
    told = ("評価", was.word, now.word)
    signs: tuple[Sign | None, Sign | None] = (standing_sign(plan, was), standing_sign(plan, now))
    if was.word == now.word:
        signs = (None, None)
        if old.stage != new.stage:
            told = ("実施段階", old.stage or NOTHING, new.stage or NOTHING)
        elif old.progress != new.progress:
            told = ("進捗", percent(old.progress), percent(new.progress))
        else:
            return None
    action = snapshot.actions_by_code[new.action]
    day = step.at.astimezone().date()
    return HistoryEntry(
        day=f"{day.month}月{day.day}日",
        day_full=date_label(day),
        code=action.code,
        name=action.meeting_name,
        what=told[0],
        before=signs[0],
        after=signs[1],
        before_text=told[1],
        after_text=told[2],
        source=_source(snapshot, step, now.key, correction=was.key == now.key),
        version=new.from_version,
    )


def _source(snapshot: Snapshot, step: Step, at: PeriodKey, *, correction: bool) -> str:
    whose = f"{snapshot.department_name(step.department)}の" if step.department else ""
    how = "訂正" if correction else "提出"
    written = snapshot.submissions_by_id.get(step.report.submission or 0)
    if written is not None and written.reason:
        how += f"（{LATE_GLYPH} {LATE_WORD}：{written.reason}）"
    return f"{period_name(snapshot.plan, at)}・{whose}{how}・版{step.report.from_version}"


def _standing(snapshot: Snapshot, report: Report) -> Standing:
    """Return where this very report puts its action, judged as everywhere else."""
    alone = replace(snapshot, reports=(report,))
    key = snapshot.plan.key(report.fiscal_year, report.period)
    return standing_of(alone, snapshot.actions_by_code[report.action], key)


def _order(now: Standing, entry: HistoryEntry) -> tuple[object, ...]:
    """Return a sort key: the latest version first, in it ratings before stages and progress, worst first."""
    rank = ("評価", "実施段階", "進捗").index(entry.what)
    return (-entry.version, rank, badness(now), entry.code)
