"""What the heading of a column says, line by line: its words, and the year, period, unit and kind in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records import INDICATOR_KINDS, IndicatorKind
from miharu_dx.intake.cell_characters import tight
from miharu_dx.intake.cell_number_text import is_unit
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.cell_years import FIRST_YEAR, LAST_YEAR, YEAR, with_digits, year_of
from miharu_dx.intake.header_words import heading_key
from miharu_dx.intake.model import Cell

YEAR_MARK, DAY_MARK, PERIOD_MARK = "<年度>", "<時点>", "<期>"
UNNAMED = "<見出しなし>"
BETWEEN = " / "

_WHOLE_YEAR = re.compile(rf"(?<![0-9a-z])(?:fy)?{YEAR}(?:年度?|fy)?(?![0-9a-z])", re.IGNORECASE)
_DAY = re.compile(
    rf"(?<![0-9a-z]){YEAR}(?:年|[./])(?P<month>1[0-2]|0?[1-9])(?:月|[./]|(?=末|現在|時点|\)|$))"
    r"(?:[0-9]{1,2}日?|末日?)?(?:現在|時点)?",
    re.IGNORECASE,
)
_STANDS = re.compile("末|現在|時点")
# 記号の H・R のほかは、表の番号や分類の記号のほうが多い。
_ERA_LETTERS = frozenset("rRhH")
_LETTERS = re.compile("[A-Za-z]")
_FIRST_HEADED = 2000  # これより前の年を見出しに書く表では、年ではない番号（H1 など）のほうが多い
_LONGEST = 200  # 見出しや題名の長さ。これより後ろは、見出しの見分けに使わない
_SPAN_AFTER = re.compile(r"(?:[~〜-]|から)[^~〜-]{0,2}[0-9元]")
_SPAN_BEFORE = re.compile(r"[0-9元]年?度?(?:[~〜-]|から)$")
_IN_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_UNIT_WORD = re.compile(r"^単位[:：]?")
_KINDS: tuple[tuple[re.Pattern[str], IndicatorKind], ...] = (
    (re.compile("累計|累積"), INDICATOR_KINDS[1]),
    (re.compile("単年度?"), INDICATOR_KINDS[0]),
)
_EDGES = " のに・:：/／,、-"


@dataclass(frozen=True)
class Calendar:
    """The plan's year and periods as headings name them; ``names`` folded to codes, ``months`` they end in."""

    start_month: int
    names: Mapping[str, str]
    codes: Mapping[str, str]
    months: Mapping[int, str]

    @classmethod
    def of(cls, plan: Plan) -> Calendar:
        """Return how this plan's periods are called."""
        return cls(
            start_month=plan.fiscal_year_start_month,
            names={heading_key(period.name): period.code for period in plan.periods},
            codes={heading_key(period.code): period.code for period in plan.periods},
            months={period.end_month: period.code for period in plan.periods},
        )

    @cached_property
    def period_name(self) -> re.Pattern[str] | None:
        """A pattern of the periods' names at either end of a text."""
        if not self.names:
            return None
        joined = "|".join(sorted(map(re.escape, self.names), key=len, reverse=True))
        return re.compile(rf"^(?:{joined})|(?<=[(\[])(?:{joined})(?=[)\]])|(?:{joined})$")


@dataclass(frozen=True)
class Heading:
    """The heading of one column from the top line to the lowest.

    ``path`` is the same for columns that differ by year or period only. ``words`` are its lines,
    folded, without year, period, unit and kind; a line that held nothing else is left out.
    """

    cells: tuple[Cell, ...]
    path: str
    words: tuple[str, ...] = ()
    fiscal_year: int | None = None
    period: str | None = None
    unit: str = ""
    kind: IndicatorKind | None = None

    @property
    def text(self) -> str:
        """The heading as a person reads it: 令和7年度 / 目標."""
        return BETWEEN.join(" ".join(text_of(cell).split()) for cell in self.cells)


@dataclass
class _Parts:
    years: set[int]
    periods: set[str]
    units: list[str]
    kinds: list[IndicatorKind]


def heading_of(cells: Sequence[Cell], calendar: Calendar) -> Heading:
    """Return what the heading cells above a column say, from the top; no cell twice."""
    found = _Parts(set(), set(), [], [])
    paths: list[str] = []
    words: list[str] = []
    for cell in cells:
        path, word = _part(cell, calendar, found)
        paths.append(path)
        if word:
            words.append(word)
    return Heading(
        cells=tuple(cells),
        path=BETWEEN.join(paths) or UNNAMED,
        words=tuple(words),
        fiscal_year=next(iter(found.years)) if len(found.years) == 1 else None,
        period=next(iter(found.periods)) if len(found.periods) == 1 else None,
        unit=found.units[-1] if found.units else "",
        kind=found.kinds[-1] if found.kinds else None,
    )


def years_in(text: str) -> tuple[int, ...]:
    """Return the fiscal years a text names, in their order; dates and spans of years name none."""
    folded = _DAY.sub("", with_digits(text[:_LONGEST]))
    return tuple(year for found in _WHOLE_YEAR.finditer(folded) if (year := _year(found, folded)) is not None)


def period_ends_in(text: str, calendar: Calendar) -> tuple[int, str] | None:
    """Return the fiscal year and period whose end a text names as the day it speaks of: 令和8年9月末現在."""
    for match in _DAY.finditer(with_digits(text[:_LONGEST])):
        year, month = _calendar_year(match), int(match["month"])
        if year is not None and month in calendar.months and _STANDS.search(match[0]):
            return (year if month >= calendar.start_month else year - 1), calendar.months[month]
    return None


def _part(cell: Cell, calendar: Calendar, found: _Parts) -> tuple[str, str]:
    """Return one line as it stands in a path, and what words are left of it."""
    if cell.kind == "number" and isinstance(cell.value, int) and FIRST_YEAR <= cell.value <= LAST_YEAR:
        found.years.add(cell.value)
        return YEAR_MARK, ""
    text = with_digits(text_of(cell)[:_LONGEST])
    if (code := calendar.codes.get(heading_key(text))) is not None:
        found.periods.add(code)
        return PERIOD_MARK, ""
    text = _without_days(text, calendar, found)
    text = _without_years(text, found)
    text = heading_key(text)
    if calendar.period_name is not None and (named := calendar.period_name.search(text)):
        found.periods.add(calendar.names[named[0]])
        text = text[: named.start()] + PERIOD_MARK + text[named.end() :]
    return text, _words(text, cell, found)


def _without_days(text: str, calendar: Calendar, found: _Parts) -> str:
    """Replace a day such as 令和8年3月末 by its mark: it names its fiscal year, and a period that ends then."""

    def replaced(match: re.Match[str]) -> str:
        year = _calendar_year(match)
        if year is None:
            return match[0]
        month = int(match["month"])
        found.years.add(year if month >= calendar.start_month else year - 1)
        if month in calendar.months:
            found.periods.add(calendar.months[month])
        return DAY_MARK

    return _DAY.sub(replaced, text, count=1)


def _without_years(text: str, found: _Parts) -> str:
    matches = [match for match in _WHOLE_YEAR.finditer(text) if _year(match, text) is not None]
    years = {year for match in matches if (year := _year(match, text)) is not None}
    if len(years) != 1:
        return text
    found.years |= years
    first, last = matches[0], matches[-1]
    after = text[last.end() :]
    if len(matches) > 1:
        after = after.removeprefix(")").removeprefix("年度")
    return text[: first.start()] + YEAR_MARK + after


def _year(match: re.Match[str], text: str) -> int | None:
    """Return the year of a match, none in a span of years or for a letter and number of another kind."""
    era = match["era"] or ""
    if _LETTERS.fullmatch(era) and era not in _ERA_LETTERS:
        return None
    if _SPAN_AFTER.match(text, match.end()) or _SPAN_BEFORE.search(text[: match.start()]):
        return None
    year = _calendar_year(match)
    return year if year is not None and year >= _FIRST_HEADED else None


def _calendar_year(match: re.Match[str]) -> int | None:
    found = year_of(match)
    return found.year if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _words(text: str, cell: Cell, found: _Parts) -> str:
    """Return a line without marks, unit and kind."""
    inside = _IN_BRACKETS.findall(text) + _IN_BRACKETS.findall(tight(text_of(cell)))
    for content in inside:
        unit = _UNIT_WORD.sub("", content)
        if is_unit(unit):
            found.units.append(unit)
            break
    if not found.units and tight(text_of(cell)).endswith(("%", "％")):
        found.units.append("%")
    for pattern, kind in _KINDS:
        if pattern.search(text):
            found.kinds.append(kind)
            text = pattern.sub("", text)
    for mark in (YEAR_MARK, DAY_MARK, PERIOD_MARK):
        text = text.replace(mark, "")
    text = _IN_BRACKETS.sub(lambda match: "" if _says_nothing(match[1]) else match[0], text)
    return text.strip(_EDGES)


def _says_nothing(content: str) -> bool:
    return not content.strip(_EDGES) or is_unit(_UNIT_WORD.sub("", content))
