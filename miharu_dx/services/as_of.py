"""その時点で: a version, a day or a meeting, as people name it, becomes the state a use case reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.context import Context
from miharu_dx.services.editions import edition_context

_VERSION = re.compile(r"[0-9]{1,9}", re.ASCII)
_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", re.ASCII)
# アドレスでは m3、人の言葉では 第3回。
_MEETING = re.compile(r"(?:m([0-9]{1,3})|第([0-9]{1,3})回)", re.ASCII)
_SHOWN = 20


@dataclass(frozen=True)
class AsOf:
    """A point of the store's history: the version that stood then, and the day where a day was named.

    ``meeting`` is the number of the meeting whose edition was named; its day is that of the freezing.
    """

    version: int
    day: date | None = None
    meeting: int | None = None

    @property
    def code(self) -> str:
        """The form that stands in an address: the meeting, the day, or the version's number."""
        if self.meeting is not None:
            return f"m{self.meeting}"
        return str(self.version) if self.day is None else self.day.isoformat()


def as_of(ctx: Context, text: str) -> AsOf:
    """Return the point in history a text names: a version's number, a day, which means its end, or a meeting.

    Refuses what is none of them, a version that does not exist, a day before the first version or
    after today, and a meeting without an edition.
    """
    ctx.require(Permission.VIEW)
    told = text.strip()
    if _VERSION.fullmatch(told):
        version, latest = int(told), ctx.store.version
        if not 1 <= version <= latest:
            raise Refusal("version.unknown", version=version, latest=latest)
        return AsOf(version)
    meeting = _MEETING.fullmatch(told)
    if meeting is not None:
        number = int(meeting[1] or meeting[2])
        frozen = edition_context(ctx, number)
        assert frozen.at is not None
        return AsOf(frozen.at, frozen.on, number)
    day = _day(told)
    if day is None:
        shown = told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
        raise Refusal("past.not_understood", value=shown)
    now = ctx.clock()
    if day > now.date():
        raise Refusal("past.not_yet", day=date_label(day), today=date_label(now.date()))
    first = first_day(ctx)
    if day < first:
        raise Refusal("past.before_first", day=date_label(day), first=date_label(first))
    end = datetime.combine(day, time.min, now.tzinfo) + timedelta(days=1, microseconds=-1)
    return AsOf(ctx.store.version_at(end), day)


def first_day(ctx: Context) -> date:
    """Return the day of the first version, before which there is nothing to read."""
    created: datetime = ctx.store.rows("version_row", version=1)[0]["at"]
    return created.astimezone(ctx.clock().tzinfo).date()


def reading(ctx: Context, point: AsOf | None) -> Context:
    """Return the surroundings in which the past is read and nothing written; none means the present."""
    if point is None:
        return replace(ctx, at=None, on=None, meeting=None)
    return replace(ctx, at=point.version, on=point.day, meeting=point.meeting)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
