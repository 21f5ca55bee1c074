"""What the codes of filters in an address mean, and the codes that make an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from miharu_dx.domain.calendar import fiscal_year_label, fiscal_year_name
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot

# The codes in the address, in the order of the row.
MEASURE, FISCAL_YEAR, PERIOD, DEPARTMENT, COMPARE = "measure", "fy", "period", "department", "compare"
# Choices of one page alone; a page names theirs as ``Extra``.
UNIT, LINE = "unit", "line"
SHOW = "show"
ADDRESS_KEYS = (MEASURE, FISCAL_YEAR, PERIOD, DEPARTMENT, COMPARE, UNIT, LINE, SHOW)
ALL = ""
_CODE_SHOWN = 20
# Characters of a period beside 前の期 that fit the width of that list.
_LABEL_FITS = 16

Offer = Literal["none", "one", "any"]
Codes = dict[str, str]


@dataclass(frozen=True)
class Filters:
    """What a page shows: a period, and a measure, a department and an earlier period where used.

    None for ``measure`` and ``department`` means all of them; ``compare`` is none where no earlier
    period exists or the page does not compare.
    """

    key: PeriodKey
    measure: str | None = None
    department: str | None = None
    compare: PeriodKey | None = None
    extras: tuple[tuple[str, str], ...] = ()

    def own(self, name: str) -> str:
        """Return the code chosen for one of the page's own choices."""
        return dict(self.extras)[name]


@dataclass(frozen=True)
class Extra:
    """A choice that one page alone has: ``options`` are (code, words), the first is the default."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]

    def read(self, codes: Mapping[str, str]) -> str:
        """Return the code in force; one that is absent or not offered is the default."""
        known = [code for code, _ in self.options]
        code = codes.get(self.name)
        return code if code is not None and code in known else known[0]


@dataclass(frozen=True)
class Offers:
    """Which filters a page has: ``one`` must be chosen, ``any`` may also be all."""

    measure: Offer = "none"
    department: Offer = "any"
    compare: bool = False
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True)
class Defaults:
    """What stands where nothing was chosen; codes of a measure and a department for ``one``."""

    key: PeriodKey
    measure: str
    department: str


def read(
    codes: Mapping[str, str], snapshot: Snapshot, offers: Offers, defaults: Defaults
) -> tuple[Filters, tuple[str, ...]]:
    """Return what codes of an address mean, with a remark for each that means nothing.

    A code that is absent or not understood becomes the default and never an error; filters that the
    page does not have are not looked at.
    """
    plan = snapshot.plan
    notes: list[str] = []
    year = _year(codes.get(FISCAL_YEAR), plan)
    if year is None and FISCAL_YEAR in codes:
        notes.append(
            f"リンクの年度「{_cut(codes[FISCAL_YEAR])}」は計画にないため、{fiscal_year_label(defaults.key.fiscal_year)}を表示しています。"
        )
    order = next((p.order for p in plan.periods if p.code == codes.get(PERIOD)), None)
    if order is None and PERIOD in codes:
        notes.append(
            f"リンクの期「{_cut(codes[PERIOD])}」は計画にないため、{plan.period_at(defaults.key).name}を表示しています。"
        )
    key = PeriodKey(
        defaults.key.fiscal_year if year is None else year,
        defaults.key.order if order is None else order,
    )
    measures = {row.code for row in plan.measures}
    measure = _one_of(codes.get(MEASURE), offers.measure, measures, defaults.measure)
    if offers.measure != "none" and MEASURE in codes and measure != codes[MEASURE]:
        shown = plan.measure(measure).label if measure else "すべて"
        notes.append(
            f"リンクの{plan.measure_term}「{_cut(codes[MEASURE])}」は計画にないため、{shown}を表示しています。"
        )
    alive = {row.code for row in snapshot.departments if row.exists_in(key.fiscal_year)}
    department = _one_of(codes.get(DEPARTMENT), offers.department, alive, defaults.department)
    if offers.department != "none" and DEPARTMENT in codes and department != codes[DEPARTMENT]:
        shown = snapshot.department_name(department) if department else "すべて"
        notes.append(
            f"リンクの担当課「{_cut(snapshot.department_name(codes[DEPARTMENT]))}」は、"
            f"{fiscal_year_label(key.fiscal_year)}にないため、{shown}を表示しています。"
        )
    other = None
    if offers.compare:
        other = _period(codes.get(COMPARE), plan)
        if other is None or other >= key:
            if COMPARE in codes:
                notes.append(
                    f"リンクの比べる相手「{_cut(codes[COMPARE])}」は表示する期より前の期ではないため、一つ前の期と比べています。"
                )
            other = plan.before(key)
    extras = tuple((extra.name, extra.read(codes)) for extra in offers.extras)
    for extra in offers.extras:
        if extra.name in codes and extra.read(codes) != codes[extra.name]:
            notes.append(
                f"リンクの{extra.label}「{_cut(codes[extra.name])}」はないため、{dict(extra.options)[extra.read(codes)]}を表示しています。"
            )
    return Filters(key, measure, department, other, extras), tuple(notes)


def write(found: Filters, plan: Plan, offers: Offers) -> Codes:
    """Return the codes that make an address show the same again, in the order of the row.

    What follows from the others stays out: all measures, all departments, the period just before.
    """
    codes: Codes = {}
    if offers.measure != "none" and found.measure:
        codes[MEASURE] = found.measure
    codes[FISCAL_YEAR] = str(found.key.fiscal_year)
    codes[PERIOD] = plan.period_at(found.key).code
    if offers.department != "none" and found.department:
        codes[DEPARTMENT] = found.department
    if offers.compare and found.compare not in (None, plan.before(found.key)):
        codes[COMPARE] = period_code(found.compare, plan)
    for extra in offers.extras:
        if found.own(extra.name) != extra.options[0][0]:
            codes[extra.name] = found.own(extra.name)
    return codes


def period_code(key: PeriodKey, plan: Plan) -> str:
    """Return a period as it stands in an address: 2025-H2."""
    return f"{key.fiscal_year}-{plan.period_at(key).code}"


def without(codes: Codes, offers: Offers) -> Codes:
    """Return the codes of filters that a page does not have: they wait for the next page."""
    offered = {FISCAL_YEAR, PERIOD}
    offered |= {MEASURE} if offers.measure != "none" else set()
    offered |= {DEPARTMENT} if offers.department != "none" else set()
    offered |= {COMPARE} if offers.compare else set()
    offered |= {extra.name for extra in offers.extras}
    return {name: code for name, code in codes.items() if name not in offered}


def compare_label(key: PeriodKey, shown: PeriodKey, plan: Plan) -> str:
    """Return a period to compare with; the one just before says so.

    Where names of periods are long the western year is left out: it stands in the filter of years.
    """
    before = "前の期：" if key == plan.before(shown) else ""
    whole = plan.period_label(key)
    if len(whole) > _LABEL_FITS:
        whole = f"{fiscal_year_name(key.fiscal_year)}年度{plan.period_at(key).name}"
    return f"{before}{whole}"


def _cut(code: str) -> str:
    return code if len(code) <= _CODE_SHOWN else f"{code[:_CODE_SHOWN]}…"


def _period(text: str | None, plan: Plan) -> PeriodKey | None:
    year_text, _, code = (text or "").partition("-")
    year = _year(year_text, plan)
    order = next((period.order for period in plan.periods if period.code == code), None)
    return None if year is None or order is None else PeriodKey(year, order)


def _year(text: str | None, plan: Plan) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 4:
        return None
    return int(text) if int(text) in plan.fiscal_years else None


def _one_of(code: str | None, offer: Offer, known: set[str], default: str) -> str | None:
    if offer == "none":
        return None
    if code in known:
        return code
    return default if offer == "one" and default in known else None
