"""Make the sample workbooks: the plan and every 様式 downloaded, filled in and handed in, in time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from miharu_dx.config import settings
from miharu_dx.domain.calendar import era_year
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.present.workbook.code_table import department_words
from miharu_dx.present.workbook.fill import CellEntry, RowKey, fill
from miharu_dx.services import demo_counter as counter
from miharu_dx.services import files, forms
from miharu_dx.services.context import Context
from miharu_dx.services.demo_lines import StoryReport
from miharu_dx.services.demo_meetings import (
    PROCEEDINGS_FILE,
    Proceeding,
    proceed,
    proceedings_text,
    read_proceedings,
    reply_rows,
)
from miharu_dx.services.demo_reviews import SAYINGS_FILE, Saying, perform, sayings_text
from miharu_dx.services.demo_scenario import Correction, PlanTurn, Scenario, load_scenario
from miharu_dx.services.demo_typing import indicator_rows, plan_rows, progress_rows
from miharu_dx.store import Store

SCENARIO_FOLDER = "scenario"
SAMPLE_MARK = "（サンプル）"
# 作り直しても同じファイルになるように、様式を作った時刻は動かす場所によらない。
_JAPAN = timezone(timedelta(hours=9))
_TO_FILL_IN = timedelta(minutes=25)


def write_samples(out_dir: Path, until: datetime | None = None) -> list[Path]:
    """Write every sample workbook, 受付.csv, 確認.csv and 会議.csv; the same scenario always gives the same bytes.

    Returns the files, none where the scenario was written for another plan. ``until`` (local,
    without a zone) ends the story early.
    """
    chosen = settings()
    plan = load_plan(chosen.plan_file)
    scenario = load_scenario(chosen.samples / SCENARIO_FOLDER, plan)
    if scenario is None:
        return []
    first = min(turn.received for turn in scenario.turns)
    with (
        tempfile.TemporaryDirectory() as scratch,
        counter.demo_store(Path(scratch) / "scratch.duckdb", plan, first) as store,
    ):
        proceedings = read_proceedings(chosen.samples / SCENARIO_FOLDER, plan)
        desk = _Desk(scenario, plan, store, out_dir, proceedings)
        for moment, step in sorted(desk.steps(), key=lambda item: item[0]):
            if until is None or moment <= until:
                step()
    told = [saying for saying in scenario.sayings if until is None or saying.moment <= until]
    sayings = files.write(out_dir / SAYINGS_FILE, sayings_text(told).encode("utf-8-sig"))
    receipts = files.write(
        out_dir / counter.RECEIPTS_FILE, counter.arrivals_text(desk.arrivals).encode("utf-8-sig")
    )
    held = [row for row in proceedings if until is None or row.moment <= until]
    meetings = files.write(out_dir / PROCEEDINGS_FILE, proceedings_text(held).encode("utf-8-sig"))
    return [*desk.written, receipts, sayings, meetings]


Step = tuple[datetime, Callable[[], None]]


@dataclass
class _Desk:
    """Everybody who works with workbooks, one step at a time; forms lie here until they are filled in."""

    scenario: Scenario
    plan: Plan
    store: Store
    out_dir: Path
    proceedings: tuple[Proceeding, ...] = ()
    arrivals: list[counter.Arrival] = field(default_factory=list[counter.Arrival])
    written: list[Path] = field(default_factory=list[Path])
    forms: dict[tuple[str, PeriodKey], bytes] = field(default_factory=dict[tuple[str, PeriodKey], bytes])

    def steps(self) -> Iterator[Step]:
        """Yield every step with its moment."""
        for turn in self.scenario.turns:
            yield turn.received, lambda turn=turn: self.keep_plan(turn)
        for key in self.scenario.periods:
            made = self.scenario.forms_made(self.plan, key)
            yield made, lambda key=key, made=made: self.hand_out(key, made)
            for unit in self.scenario.lateness:
                moment = self.scenario.received(self.plan, unit, key)
                if moment is not None:
                    yield moment, lambda u=unit, k=key, m=moment: self.hand_in(u, k, m)
        for correction in self.scenario.corrections:
            moment = self.scenario.corrected(self.plan, correction)
            yield moment, lambda c=correction, m=moment: self.correct(c, m)
        for saying in self.scenario.sayings:
            yield saying.moment, lambda s=saying: self.say(s)
        for row in self.proceedings:
            if not row.form:
                yield row.moment, lambda r=row: self.meet(r)

    def say(self, saying: Saying) -> None:
        """A reviewer or the 事務局 does something between workbooks."""
        perform(self.store, self.plan, saying, saying.moment.replace(tzinfo=_JAPAN))

    def meet(self, row: Proceeding) -> None:
        """A meeting, or somebody it instructed, does something between workbooks."""
        proceed(self.store, self.plan, row, row.moment.replace(tzinfo=_JAPAN))

    def keep_plan(self, turn: PlanTurn) -> None:
        """The 事務局 downloads the plan workbook, fills it in and hands it in."""
        form = forms.plan_form(self.at(turn.received - _TO_FILL_IN)).data
        words = department_words(self.store.snapshot().departments)
        rows = plan_rows(self.scenario, turn, self.plan, words)
        data = fill(form, rows, saved_by=self.scenario.author, saved_at=turn.received)
        self.take_in("", turn.file_name, turn.received, data)

    def hand_out(self, key: PeriodKey, moment: datetime) -> None:
        """The 事務局 makes every form of a period on one morning."""
        for unit in self.scenario.lateness:
            self.forms[unit, key] = self.form(unit, key, moment)

    def hand_in(self, unit: str, key: PeriodKey, moment: datetime) -> None:
        """A department fills in its form and hands it in."""
        reports = [
            story.reports[key]
            for story in self.scenario.actions_of(unit, key.fiscal_year)
            if key in story.reports
        ]
        name = self.file_name(unit, key)
        data = self.filled(
            self.forms[unit, key], unit, key, reports, moment, reply_rows(self.proceedings, name)
        )
        reason = self.scenario.late_reasons.get((unit, key), "")
        self.take_in(unit, name, moment, data, reason)

    def correct(self, correction: Correction, moment: datetime) -> None:
        """A department downloads its form anew, with what it said, and mends a row."""
        unit, key = correction.department, correction.key
        form = self.form(unit, key, moment - _TO_FILL_IN)
        data = self.filled(form, unit, key, list(correction.reports), moment)
        self.take_in(unit, self.file_name(unit, key, "_修正"), moment, data)

    def form(self, unit: str, key: PeriodKey, moment: datetime) -> bytes:
        period = self.plan.period_at(key).code
        return forms.progress_form(self.at(moment), unit, key.fiscal_year, period).data

    def filled(
        self,
        form: bytes,
        unit: str,
        key: PeriodKey,
        reports: list[StoryReport],
        moment: datetime,
        replies: Mapping[RowKey, Mapping[str, CellEntry]] | None = None,
    ) -> bytes:
        habits = self.scenario.habits[unit]
        stories = self.scenario.actions_of(unit, key.fiscal_year)
        stored = self.store.snapshot().values_by_key
        entries: dict[str, Mapping[RowKey, Mapping[str, CellEntry]]] = {
            PROGRESS.name: progress_rows(reports, self.plan, self.scenario.author, habits),
            INDICATORS.name: indicator_rows(self.scenario, stories, key, stored, habits),
        }
        if replies:
            entries[INSTRUCTIONS.name] = replies
        return fill(form, entries, saved_by=self.scenario.author, saved_at=moment)

    def take_in(self, unit: str, name: str, moment: datetime, data: bytes, reason: str = "") -> None:
        department = self.store.snapshot().departments_by_code.get(unit)
        sender = f"{department.name} {self.scenario.author}" if department else counter.SECRETARIAT.name
        arrival = counter.Arrival(self.plan.code, name, moment, unit, sender, reason)
        counter.take_in(self.store, self.plan, arrival, data)
        self.arrivals.append(arrival)
        self.written.append(files.write(self.out_dir / name, data))

    def file_name(self, unit: str, key: PeriodKey, more: str = "") -> str:
        name = self.store.snapshot().department_name(unit)
        period = self.plan.period_at(key).name
        return f"R{era_year(key.fiscal_year):02d}{period}_{name}{more}{SAMPLE_MARK}.xlsx"

    def at(self, moment: datetime) -> Context:
        made = moment.replace(tzinfo=_JAPAN)
        return Context(self.store, self.plan, counter.SECRETARIAT, lambda: made)
