"""Excel's serial numbers and the calendar, in both of its day counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from miharu_dx.intake.workbook_formats import Shape

_EPOCH_1900 = datetime.combine(date(1899, 12, 30), time())
_EPOCH_1904 = datetime.combine(date(1904, 1, 1), time())
_MILLISECONDS_A_DAY = 86_400_000
_DAYS_OF_1904 = (_EPOCH_1904 - _EPOCH_1900).days
_END_OF_9999 = 2_958_466
_LONGEST_DURATION_DAYS = 999_999
# Excel counts a 29 February 1900 that never was: 60 is that day, and all before it are one off.
_DAY_THAT_NEVER_WAS = 60

Moment = date | datetime | time | timedelta


def shown_as(serial: float, shape: Shape, date1904: bool) -> Shape:
    """The shape the number really has: a day outside the calendar stays a number."""
    if shape == "number":
        return "number"
    if shape == "duration":
        return "duration" if abs(serial) <= _LONGEST_DURATION_DAYS else "number"
    if shape == "time" and 0 <= serial < 1:
        return "time"
    if not 0 <= serial < _END_OF_9999:
        return "number"
    day, rest = divmod(round(serial * _MILLISECONDS_A_DAY), _MILLISECONDS_A_DAY)
    if date1904:
        possible = day < _END_OF_9999 - _DAYS_OF_1904
    else:
        possible = 1 <= day < _END_OF_9999 and day != _DAY_THAT_NEVER_WAS
    if not possible:
        return "number"
    return "date" if shape == "date" and not rest else "datetime"


def moment(serial: float, shape: Shape, date1904: bool) -> Moment:
    """The date, datetime, time or duration behind a serial number that ``shown_as`` let pass.

    Rounded to milliseconds, as Excel keeps no more.

    :raises ValueError, OverflowError: the number is outside the calendar.
    """
    milliseconds = round(serial * _MILLISECONDS_A_DAY)
    if shape == "duration":
        return timedelta(milliseconds=milliseconds)
    if shape == "time":
        last = min(max(milliseconds, 0), _MILLISECONDS_A_DAY - 1)
        return (_EPOCH_1900 + timedelta(milliseconds=last)).time()
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904 and milliseconds < _DAY_THAT_NEVER_WAS * _MILLISECONDS_A_DAY:
        milliseconds += _MILLISECONDS_A_DAY
    instant = epoch + timedelta(milliseconds=milliseconds)
    return instant.date() if shape == "date" else instant


def serial_of(text: str, date1904: bool) -> tuple[float, Shape] | None:
    """The serial number of a date, datetime or time in ISO 8601, or None where there is none."""
    text = text.strip().removesuffix("Z")
    try:
        if ":" in text and "-" not in text:
            clock = time.fromisoformat(text)
            return _fraction(clock), "time"
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if instant.tzinfo is not None:
        return None
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    days: float = (instant.date() - epoch.date()).days
    if not date1904 and days <= _DAY_THAT_NEVER_WAS:
        days -= 1
    shape: Shape = "datetime" if ":" in text else "date"
    serial = days + _fraction(instant.time()) if shape == "datetime" else days
    return (serial, shape) if shown_as(serial, shape, date1904) == shape else None


def written(value: Moment) -> str:
    """The moment as people type it: 2024/4/1, 2024/4/1 9:05, 9:05 or 26:30, seconds if any."""
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return sign + _clock(seconds // 3600, seconds // 60 % 60, seconds % 60)
    if isinstance(value, time):
        return _clock(value.hour, value.minute, value.second)
    day = f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, datetime):
        return f"{day} {_clock(value.hour, value.minute, value.second)}"
    return day


def _clock(hours: int, minutes: int, seconds: int) -> str:
    text = f"{hours}:{minutes:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _fraction(clock: time) -> float:
    milliseconds = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.microsecond / 1000
    return milliseconds / _MILLISECONDS_A_DAY
