"""What several pages say alike: the dates under a headline, words of the plan, figures in tiles."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from miharu_dx.domain.calendar import date_label, fiscal_year_name, moment_label
from miharu_dx.domain.deadlines import due_of
from miharu_dx.domain.plan import PeriodKey, Plan, Thresholds
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec_form import FORM_KIND_PROGRESS
from miharu_dx.domain.standing import Standing, Tally, answering, rounded

NOTHING = "―"
ROUNDING = "割合は四捨五入"


@dataclass(frozen=True)
class Dates:
    """基準日, 更新日時 and 出典 as printed under a headline, with remarks after them."""

    as_of: str
    updated: str
    source: str
    version: str
    remarks: tuple[str, ...] = ()


def updated_moment(snapshot: Snapshot, key: PeriodKey, departments: Set[str]) -> datetime | None:
    """Return when the last progress workbook of a period came in from any of some departments.

    One that was taken back does not count.
    """
    code = snapshot.plan.period_at(key).code
    gone = {row.subject for row in snapshot.withdrawals}
    moments = [
        row.at
        for row in snapshot.submissions
        if row.kind == "progress"
        and row.id not in gone
        and (row.fiscal_year, row.period) == (key.fiscal_year, code)
        and row.department in departments
    ]
    return max(moments) if moments else None


def dates(
    snapshot: Snapshot, key: PeriodKey, items: Sequence[Standing], today: date, *, shares: bool = True
) -> Dates:
    """Return the dates of figures drawn from ``items`` of one period.

    A last submission on or before the deadline is remarked once the deadline has passed, so that an
    early state is never taken for the final one. ``shares`` adds the remark on rounding.
    """
    plan = snapshot.plan
    end = plan.end_date(key)
    found = updated_moment(
        snapshot, key, {answering(snapshot, item.action, key.fiscal_year) for item in items}
    )
    # The store keeps moments in world time; days and hours are those of the machine's own zone.
    moment = found.astimezone() if found is not None else None
    spoken = [item for item in items if item.reported]
    units = {answering(snapshot, item.action, key.fiscal_year) for item in spoken}
    remarks: list[str] = []
    due = due_of(snapshot, key)
    if moment is not None and due.passed(today) and not due.passed(moment.date()):
        remarks.append("期限後の提出を含まない")
    if shares:
        remarks.append(ROUNDING)
    return Dates(
        as_of=date_label(end) if end <= today else f"{date_label(end)}（これから）",
        updated=NOTHING if moment is None else moment_label(moment),
        source=f"{FORM_KIND_PROGRESS}（{len(units)}課・{len(spoken)}件）",
        version=version_label(snapshot),
        remarks=tuple(remarks),
    )


def version_label(snapshot: Snapshot) -> str:
    """Return the version a page shows; one of the past names the newest too."""
    if snapshot.version == snapshot.latest_version:
        return str(snapshot.version)
    return f"{snapshot.version}（最新は版{snapshot.latest_version}）"


def good_word(plan: Plan) -> str:
    """Return the name of the good share: 順調以上, from the lowest rating that still counts as good."""
    names = [rating.name for rating in plan.ratings if rating.meaning in ("good", "ok")]
    return f"{names[-1]}以上" if len(names) > 1 else "".join(names)


def rating_words(plan: Plan, meaning: str) -> str:
    """Return the ratings of a meaning as one reads them: 遅れ, or A・B where there are several."""
    return "・".join(rating.name for rating in plan.ratings if rating.meaning == meaning)


def stage_words(plan: Plan, meaning: str) -> str:
    """Return the stages of a meaning as one reads them."""
    return "・".join(stage.name for stage in plan.stages if stage.meaning == meaning)


def period_name(plan: Plan, key: PeriodKey) -> str:
    """Return the form for narrow places: 令和7 下期."""
    return f"{fiscal_year_name(key.fiscal_year)} {plan.period_at(key).name}"


def percent(value: float | None) -> str:
    """Return a percentage as printed, without decimals, or the sign for nothing."""
    return NOTHING if value is None else f"{rounded(value)}%"


@dataclass(frozen=True)
class Share:
    """A share as printed: the percentage only where enough was rated, its fraction always.

    ``tone`` is high, middle, low, few (fraction only) or none (nothing rated).
    """

    percent: str
    fraction: str
    tone: str

    @property
    def text(self) -> str:
        """Percentage and fraction side by side."""
        return f"{self.percent} {self.fraction}".strip()


def share_of(tally: Tally, limits: Thresholds) -> Share:
    """Return the share of good ones of a tally as its thresholds want it printed."""
    value = tally.share_good
    if value is None:
        return Share("", NOTHING, "none")
    fraction = f"{tally.good}/{tally.rated}"
    if tally.rated < limits.share_minimum_rated:
        return Share("", fraction, "few")
    tone = "high" if value >= limits.share_high else "low" if value < limits.share_low else "middle"
    return Share(percent(value), fraction, tone)


@dataclass(frozen=True)
class TileView:
    """A figure with what it is, its change since last time and what it is counted from.

    ``mark`` stands before the label, ``parts`` are (mark, word) behind it; ``worse`` is trouble.
    """

    label: str
    figure: str
    unit: str = ""
    change: str = ""
    note: str = ""
    mark: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    change_mark: str = ""
    worse: bool = False
    grow: float = 1.0


def count_change(now: int, before: int | None) -> str:
    """Return the change of a count in words (↑ 2件増), nothing where there is no before."""
    if before is None:
        return ""
    if now == before:
        return "変わらず"
    return f"↑ {now - before}件増" if now > before else f"↓ {before - now}件減"


def points_change(now: float | None, before: float | None) -> str:
    """Return the change between two printed percentages in points, so that a reader can check it."""
    if now is None or before is None:
        return ""
    points = rounded(now) - rounded(before)
    if points == 0:
        return "変わらず"
    return f"↑ +{points}ポイント" if points > 0 else f"↓ −{-points}ポイント"
