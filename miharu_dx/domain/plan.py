"""The plan as the town wrote it: pillars, measures, initiatives, periods, vocabularies, departments."""

from __future__ import annotations

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.refusal import Refusal

StageMeaning = Literal["waiting", "active", "done", "stopped"]
RatingMeaning = Literal["good", "ok", "warn", "bad", "none"]
STAGE_MEANINGS: tuple[str, ...] = ("waiting", "active", "done", "stopped")
RATING_MEANINGS: tuple[str, ...] = ("good", "ok", "warn", "bad", "none")
MARKS: tuple[str, ...] = ("chevrons", "disc", "diamond", "square", "question", "dash")


@dataclass(frozen=True)
class Pillar:
    """A pillar groups measures and has no figures of its own."""

    code: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Initiative:
    """An initiative (取組事項) belongs to exactly one measure."""

    code: str
    name: str
    measure: str

    @property
    def label(self) -> str:
        """Code and name as they stand together in lists and drop-downs."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class Measure:
    """A measure (重点施策) in the plan's order, with its fields (分野) and initiatives."""

    code: str
    name: str
    pillar: str
    initiatives: tuple[Initiative, ...]
    fields: tuple[str, ...] = ()
    subtitle: str = ""

    @property
    def label(self) -> str:
        """Code and name as they stand together."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class Period:
    """A reporting period within every fiscal year; ``order`` counts from 0.

    ``deadline_days`` counts from the period's end to its deadline, none where the plan states none.
    """

    code: str
    name: str
    order: int
    end_month: int
    end_day: int
    deadline_days: int | None

    def end_date(self, fiscal_year: int, start_month: int = 4) -> date:
        """Return the 基準日 of this period; a day past the month's end becomes its last day."""
        year = fiscal_year if self.end_month >= start_month else fiscal_year + 1
        last = month_lengths.monthrange(year, self.end_month)[1]
        return date(year, self.end_month, min(self.end_day, last))

    def deadline(self, fiscal_year: int, start_month: int = 4) -> date | None:
        """Return the last day on which a report of this period is on time, as far as the plan says."""
        if self.deadline_days is None:
            return None
        return self.end_date(fiscal_year, start_month) + timedelta(days=self.deadline_days)


@dataclass(frozen=True)
class Stage:
    """A word of the 実施段階 axis; ``cells`` of four are filled when it is drawn."""

    name: str
    meaning: StageMeaning
    cells: int
    order: int
    definition: str = ""


@dataclass(frozen=True)
class Rating:
    """A word of the 評価 axis; meaning ``none`` stays out of every denominator."""

    name: str
    meaning: RatingMeaning
    mark: str
    glyph: str
    order: int
    definition: str = ""
    excluded: bool = False

    @property
    def counted(self) -> bool:
        """Whether an action with this rating counts in a denominator."""
        return self.meaning != "none"


@dataclass(frozen=True)
class Department:
    """A unit (課 + グループ) that exists from ``valid_from`` to ``valid_to`` fiscal year."""

    code: str
    name: str
    group: str = ""
    valid_from: int = 0
    valid_to: int | None = None
    successor: str = ""
    confirmed: bool = True

    @property
    def label(self) -> str:
        """課 with its グループ, as departments write themselves."""
        return f"{self.name}（{self.group}）" if self.group else self.name

    def exists_in(self, fiscal_year: int) -> bool:
        """Whether the unit exists in a fiscal year."""
        return self.valid_from <= fiscal_year and (self.valid_to is None or fiscal_year <= self.valid_to)


@dataclass(frozen=True)
class Thresholds:
    """Limits of judgement in per cent, counts and points, set by the plan and never by code."""

    share_high: float
    share_low: float
    share_minimum_rated: int
    gap_points: float


@dataclass(frozen=True, order=True)
class PeriodKey:
    """A period of a fiscal year; keys sort in time."""

    fiscal_year: int
    order: int


@dataclass(frozen=True)
class Plan:
    """A checked plan: every reference in it resolves, every order is the order of the file."""

    code: str
    town: str
    area_code: str
    title: str
    short_title: str
    name: str
    source: str
    first_fiscal_year: int
    last_fiscal_year: int
    fiscal_year_start_month: int
    measure_term: str
    headquarters: str
    chair: str
    secretariat: str
    pillars: tuple[Pillar, ...]
    measures: tuple[Measure, ...]
    periods: tuple[Period, ...]
    stages: tuple[Stage, ...]
    ratings: tuple[Rating, ...]
    departments: tuple[Department, ...]
    thresholds: Thresholds

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Every fiscal year of the plan, in time."""
        return tuple(range(self.first_fiscal_year, self.last_fiscal_year + 1))

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """Every initiative in the plan's order."""
        return tuple(i for measure in self.measures for i in measure.initiatives)

    @cached_property
    def _measures_by_code(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def _initiatives_by_code(self) -> dict[str, Initiative]:
        return {initiative.code: initiative for initiative in self.initiatives}

    @cached_property
    def ratings_by_name(self) -> dict[str, Rating]:
        """Ratings by the word people choose."""
        return {rating.name: rating for rating in self.ratings}

    @cached_property
    def stages_by_name(self) -> dict[str, Stage]:
        """Stages by the word people choose."""
        return {stage.name: stage for stage in self.stages}

    @property
    def excluded_rating(self) -> Rating | None:
        """The rating that stands for 該当なし, where the plan has one."""
        return next((rating for rating in self.ratings if rating.excluded), None)

    @property
    def unclear_rating(self) -> Rating | None:
        """The rating for what cannot be judged, where the plan has one."""
        return next((r for r in self.ratings if not r.counted and not r.excluded), None)

    def measure(self, code: str) -> Measure:
        """Return the measure of a code that is known to be in the plan."""
        return self._measures_by_code[code]

    def initiative(self, code: str) -> Initiative:
        """Return the initiative of a code that is known to be in the plan."""
        return self._initiatives_by_code[code]

    def has_initiative(self, code: str) -> bool:
        """Whether the plan holds an initiative of this code."""
        return code in self._initiatives_by_code

    def measure_of(self, initiative: str) -> Measure:
        """Return the measure an initiative belongs to."""
        return self.measure(self.initiative(initiative).measure)

    def period(self, text: str) -> Period:
        """Return a period by code or name; refuse what the plan does not hold."""
        for period in self.periods:
            if text in (period.code, period.name):
                return period
        known = "・".join(period.name for period in self.periods)
        raise Refusal("period.unknown", value=text, known=known)

    def checked_fiscal_year(self, fiscal_year: int) -> int:
        """Return a fiscal year of the plan; refuse any other."""
        if self.first_fiscal_year <= fiscal_year <= self.last_fiscal_year:
            return fiscal_year
        raise Refusal(
            "fiscal_year.unknown",
            value=fiscal_year,
            first=fiscal_year_label(self.first_fiscal_year),
            last=fiscal_year_label(self.last_fiscal_year),
        )

    def key(self, fiscal_year: int, period: str) -> PeriodKey:
        """Return the sortable key of a period (code or name)."""
        return PeriodKey(fiscal_year, self.period(period).order)

    @cached_property
    def period_keys(self) -> tuple[PeriodKey, ...]:
        """Every period of every fiscal year of the plan, in time."""
        return tuple(PeriodKey(year, period.order) for year in self.fiscal_years for period in self.periods)

    def period_at(self, key: PeriodKey) -> Period:
        """Return the period a key names."""
        return self.periods[key.order]

    def end_date(self, key: PeriodKey) -> date:
        """Return the 基準日 of a period."""
        return self.period_at(key).end_date(key.fiscal_year, self.fiscal_year_start_month)

    def deadline(self, key: PeriodKey) -> date | None:
        """Return the deadline the plan itself states; what is in force is ``deadlines.due_of``."""
        return self.period_at(key).deadline(key.fiscal_year, self.fiscal_year_start_month)

    def begin_date(self, key: PeriodKey) -> date:
        """Return the first day of a period: the day after the one before ended."""
        start = date(key.fiscal_year, self.fiscal_year_start_month, 1)
        if key.order == 0:
            return start
        return self.end_date(PeriodKey(key.fiscal_year, key.order - 1)) + timedelta(days=1)

    def before(self, key: PeriodKey) -> PeriodKey | None:
        """Return the period before, also across the fiscal year, or none for the first."""
        index = self.period_keys.index(key)
        return self.period_keys[index - 1] if index else None

    def last_ended(self, today: date) -> PeriodKey:
        """Return the latest period whose end has come; the first one before any has."""
        ended = [key for key in self.period_keys if self.end_date(key) <= today]
        return ended[-1] if ended else self.period_keys[0]

    def period_label(self, key: PeriodKey) -> str:
        """Return 令和7年度（2025年度）下期."""
        return f"{fiscal_year_label(key.fiscal_year)}{self.period_at(key).name}"
