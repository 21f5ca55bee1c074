"""Dates as people write them in a sentence's dress: (火), 現在, 頃, 17:15 and a second writing beside."""

from __future__ import annotations

import re
from dataclasses import replace

from miharu_dx.domain.calendar import WEEKDAYS, date_label, day_label, fiscal_year_of
from miharu_dx.intake.cell_characters import dashes_folded
from miharu_dx.intake.cell_date_forms import YEAR_ALONE, DayText, Frame, day_of_form
from miharu_dx.intake.cell_reading import Trouble
from miharu_dx.intake.cell_years import with_digits, year_of

_LONGEST = 80  # これより長いものは、日付ではなく文
_WEEKDAY = re.compile(rf"[(\[]([{WEEKDAYS}])(?:曜日?)?(?:[・,]祝)?[)\]]|([{WEEKDAYS}])曜日?$")
_BESIDE = re.compile(r"(.+?)\(([^()]*[0-9元][^()]*)\)(.*)")
_AS_OF = re.compile(r"(?:現在|時点|付け?|\(現在\)|\(時点\))$")
_ABOUT = re.compile(r"^(?:約|およそ|概ね|おおむね)|(?:頃|ごろ|ころ|前後|予定|見込み?|\((?:予定|見込み?)\))$")
_TIME = re.compile(
    r"[T ]?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?|(?<![0-9])[0-9]{1,2}時(?:[0-9]{1,2}分|半)?)$"
)
_SEVERAL = re.compile(r"[0-9末日](?:[~〜→、,&]|から|及び|と).*[0-9]")


def day_text(text: str, frame: Frame) -> DayText | Trouble:
    """Return the one day a text holds, or why it holds none."""
    folded = dashes_folded(with_digits(text)).rstrip("。、.,")
    if len(folded) > _LONGEST:
        return Trouble("cell.date_unreadable")
    if _SEVERAL.search(folded):
        return Trouble("cell.two_values")
    folded, weekday = _without_weekday(folded)
    folded, about = _cut(_ABOUT, folded)
    folded, _ = _cut(_AS_OF, folded)
    folded, timed = _cut(_TIME, folded)
    if timed and not folded:
        return Trouble("cell.time_only")
    found = _beside(folded, frame) or day_of_form(folded, frame)
    if isinstance(found, Trouble):
        return found
    if about and not found.note:
        found = replace(found, note="cell.approximate")
    if timed and not found.how:
        found = replace(found, how="時刻を除いた")
    if weekday and WEEKDAYS[found.day.weekday()] != weekday and not found.note:
        args = {"weekday": weekday, "right": day_label(found.day)}
        found = replace(found, note="cell.weekday_differs", args=args)
    return found


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    rest = pattern.sub("", text)
    return rest, rest != text


def _without_weekday(text: str) -> tuple[str, str]:
    found = _WEEKDAY.search(text)
    if not found:
        return text, ""
    return text[: found.start()] + text[found.end() :], found[1] or found[2]


def _beside(text: str, frame: Frame) -> DayText | Trouble | None:
    """A second writing in brackets must mean the same: 令和8年（2026年）3月31日."""
    beside = _BESIDE.fullmatch(text)
    if not beside:
        return None
    outer, inner = day_of_form(beside[1] + beside[3], frame), beside[2]
    if isinstance(outer, Trouble):
        return outer
    year = YEAR_ALONE.fullmatch(inner)
    other = year_of(year) if year else None
    if year and other is None:
        return Trouble("cell.era_unknown")
    if other:
        fiscal = inner.endswith("度")
        same = other.year == (fiscal_year_of(outer.day, frame.start_month) if fiscal else outer.day.year)
    else:
        second = day_of_form(inner, frame)
        if isinstance(second, Trouble):
            return second
        same = second.day == outer.day
        outer = outer if second.note else second
    return outer if same else Trouble("cell.date_conflict", {"one": date_label(outer.day), "other": inner})
