"""Japanese eras, fiscal years, what people write for them and the words a reader sees."""

from __future__ import annotations

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class Era:
    """An era name with the Gregorian year that counts as its year 1 and its first day."""

    name: str
    letter: str
    first_year: int
    starts: date


ERAS: tuple[Era, ...] = (
    Era("令和", "R", 2019, date(2019, 5, 1)),
    Era("平成", "H", 1989, date(1989, 1, 8)),
    Era("昭和", "S", 1926, date(1926, 12, 25)),
    Era("大正", "T", 1912, date(1912, 7, 30)),
    Era("明治", "M", 1868, date(1868, 10, 23)),
)

# 令平昭大明 and RHSTM, as they stand before a year number.
_ERAS_BY_MARK: dict[str, Era] = {
    mark: era for era in ERAS for mark in (era.name, era.name[0], era.letter, era.letter.lower())
}
ERA_MARKS: tuple[str, ...] = tuple(_ERAS_BY_MARK)
WEEKDAYS = "月火水木金土日"


def era_marked(mark: str) -> Era:
    """Return the era of one of ``ERA_MARKS`` (令和, 令, R, r)."""
    return _ERAS_BY_MARK[mark]


def era_on(day: date) -> Era | None:
    """Return the era a day belongs to (2019-04-30 -> 平成), or None before the first one kept here."""
    return next((era for era in ERAS if day >= era.starts), None)


def era_of_year(year: int) -> Era:
    """Return the era of a calendar year's end and of the fiscal year of that number (2019 -> 令和)."""
    return next((era for era in ERAS if year >= era.first_year), ERAS[-1])


def era_year(year: int) -> int:
    """Return the year number in the era of that year's end (2019 -> 1, 2018 -> 30)."""
    return _number(era_of_year(year), year)


def _number(era: Era, year: int) -> int:
    return year - era.first_year + 1


def _numbered(era: Era, year: int) -> str:
    number = _number(era, year)
    return f"{era.name}元" if number == 1 else f"{era.name}{number}"


def fiscal_year_label(fiscal_year: int) -> str:
    """Return the full form a reader sees in filters and titles: 令和6年度（2024年度）."""
    return f"{fiscal_year_name(fiscal_year)}年度（{fiscal_year}年度）"


def fiscal_year_name(fiscal_year: int) -> str:
    """Return the form for column heads: 令和6; the year of an era's change has the new era's name."""
    return _numbered(era_of_year(fiscal_year), fiscal_year)


def fiscal_year_short(fiscal_year: int) -> str:
    """Return the form for columns under 72 px: R6."""
    return f"{era_of_year(fiscal_year).letter}{era_year(fiscal_year)}"


def date_label(day: date) -> str:
    """Return 令和8年3月31日; a day before the first era kept here has its Gregorian year."""
    era = era_on(day)
    year = _numbered(era, day.year) if era else str(day.year)
    return f"{year}年{day.month}月{day.day}日"


def date_label_full(day: date) -> str:
    """Return the form that carries the Gregorian year too: 令和8年3月31日（2026-03-31）."""
    return f"{date_label(day)}（{day.isoformat()}）"


def day_label(day: date) -> str:
    """Return month and day with the weekday: 4月17日(金)."""
    return f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"


def due_label(day: date) -> str:
    """Return a day as it stands in a letter, with its era and weekday: 令和8年4月17日（金）."""
    return f"{date_label(day)}（{WEEKDAYS[day.weekday()]}）"


def moment_label(moment: datetime) -> str:
    """Return 令和8年4月20日 10:05 in the moment's own zone."""
    return f"{date_label(moment.date())} {moment.hour}:{moment.minute:02d}"


def fiscal_year_of(day: date, start_month: int = 4) -> int:
    """Return the fiscal year a day belongs to (2026-01-15 -> 2025 with an April start)."""
    return day.year if day.month >= start_month else day.year - 1


def fiscal_year_bounds(fiscal_year: int, start_month: int = 4) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year (2025 -> 2025-04-01 and 2026-03-31)."""
    return date(fiscal_year, start_month, 1), date(fiscal_year + 1, start_month, 1) - timedelta(days=1)


def year_of_month(month: int, fiscal_year: int, start_month: int = 4) -> int:
    """Return the calendar year in which a month of a fiscal year lies (3, 2025 -> 2026)."""
    return fiscal_year if month >= start_month else fiscal_year + 1


def last_day_of_month(year: int, month: int) -> date:
    """Return the last day of a month (2024, 2 -> 2024-02-29)."""
    return date(year, month, month_lengths.monthrange(year, month)[1])


def day_start(day: date) -> datetime:
    """Return midnight at the start of a day, without a zone."""
    return datetime.combine(day, time.min)
