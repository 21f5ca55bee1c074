"""会議資料一式: slides, two papers, workbook and minutes of one meeting, all from the same view models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import date_label_full
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.present.minutes import minutes_docx
from miharu_dx.present.paper import Stamp, listing_pdf, summary_pdf
from miharu_dx.present.slides import deck_pptx
from miharu_dx.present.views.common import Dates, version_label
from miharu_dx.present.views.deck_model import Deck
from miharu_dx.present.views.listing import listing_view
from miharu_dx.present.views.minutes import minutes_view
from miharu_dx.present.views.overview import OverviewView, overview_view
from miharu_dx.present.workbook import Sheet
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.decisions_page import Wanted, decisions, decisions_file
from miharu_dx.services.deck import deck
from miharu_dx.services.editions import edition_context, edition_key, edition_named
from miharu_dx.services.meetings import meeting_named
from miharu_dx.services.overview import overview_file
from miharu_dx.services.status import latest_reported

FIRST, SECOND = "資料1", "資料2"


@dataclass(frozen=True)
class PackFile:
    """One file of the pack under the name it is saved as."""

    name: str
    data: bytes


@dataclass(frozen=True)
class _Frame:
    """What all files of a pack are made for: ``at`` reads the frozen state, ``now`` the newest one."""

    at: Context
    now: Context
    key: PeriodKey
    meeting: Meeting | None
    edition: Edition | None

    @property
    def suffix(self) -> str:
        return f"第{self.meeting.number}回" if self.meeting else f"版{self.at.snapshot().version}"


def edition_pack(ctx: Context, number: int) -> tuple[PackFile, ...]:
    """Return every file of the meeting of an edition; refuse a number without one.

    Reports and plan are those of the edition, decisions and minutes those of the newest state.
    """
    ctx.require(Permission.EXPORT)
    edition = edition_named(ctx, number)
    frame = _Frame(
        replace(edition_context(ctx, number), meeting=number),
        ctx,
        edition_key(ctx, edition),
        meeting_named(ctx, number),
        edition,
    )
    return _pack(frame, deck(ctx, number))


def version_pack(ctx: Context, version: int) -> tuple[PackFile, ...]:
    """Return the files of a version outside a meeting: everything but the minutes; refuse an unknown version."""
    ctx.require(Permission.EXPORT)
    at = replace(ctx, at=version)
    return _pack(_Frame(at, at, latest_reported(at.snapshot(), at.today()), None, None), deck(at))


def archive(files: Iterable[PackFile]) -> bytes:
    """Return files as one archive, their names in UTF-8."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for item in files:
            packed.writestr(item.name, item.data)
    return made.getvalue()


def _pack(frame: _Frame, shown: Deck) -> tuple[PackFile, ...]:
    at, key, made_at = frame.at, frame.key, frame.now.clock()
    label = at.plan.period_label(key)
    seen, before = at.snapshot(), at.plan.before(key)
    whole = overview_view(seen, key, today=at.today(), compare=before)
    rows = listing_view(seen, key, today=at.today())
    first, second = (_stamp(frame, number, whole.dates) for number in (FIRST, SECOND))
    files = [
        PackFile(f"会議スライド_{frame.suffix}.pptx", deck_pptx(shown, made_at)),
        PackFile(
            f"{FIRST}_概要_{frame.suffix}.pdf",
            summary_pdf(whole, first, f"進捗の概要　{label}", SECOND, made_at),
        ),
        PackFile(
            f"{SECOND}_別表_{frame.suffix}.pdf",
            listing_pdf(rows, second, f"個別取組の一覧　{label}", made_at),
        ),
        PackFile(f"会議資料_{frame.suffix}.xlsx", _workbook(frame, whole)),
    ]
    if frame.meeting is not None:
        topics = _topics(shown)
        foot = f"{shown.foot.edition}　基準日 {shown.foot.as_of}　更新日時 {shown.foot.updated}"
        told = minutes_view(frame.now.store.snapshot(), frame.meeting, topics, foot)
        files.append(PackFile(f"議事録_{frame.suffix}.docx", minutes_docx(told, made_at)))
    return tuple(files)


def _topics(shown: Deck) -> Sequence[str]:
    """Return the headlines of the deck in order, each once: what was talked about."""
    listed = [screen for screen in shown.screens if screen.kind != "listing"]
    return tuple(dict.fromkeys(f"{screen.kicker}　{screen.headline}" for screen in listed))


def _stamp(frame: _Frame, number: str, dates: Dates) -> Stamp:
    meeting, edition, at = frame.meeting, frame.edition, frame.at
    if meeting is None or edition is None:
        name, mark = "会議の外で作った資料", f"版{version_label(at.snapshot())}"
    else:
        name = meeting.title
        mark = f"会議版 第{meeting.number}回（版{edition.frozen_version}・{edition.short_hash}）"
    held = date_label_full(meeting.held_on) if meeting and meeting.held_on else ""
    return Stamp(
        number=number,
        meeting=name,
        held_on=held,
        as_of=dates.as_of,
        updated=dates.updated,
        author=at.plan.secretariat,
        source=f"{dates.source}／{at.plan.source}",
        edition=mark,
        sample="サンプル" if at.store.kind == "demo" else "",
    )


def _workbook(frame: _Frame, whole: OverviewView) -> bytes:
    at = frame.at
    counts = overview_file(at, whole)
    every = listing.listing_file(at, listing.listing(at, frame.key, today=at.today()))
    made = decisions_file(frame.now, decisions(frame.now, Wanted(), today=frame.now.today()))
    more = [Sheet(table.title, table.columns, table.rows) for table in (every, made) if table.rows]
    return listing.written(at, replace(counts, more=tuple(more)), "xlsx")
