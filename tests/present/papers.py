"""Papers for tests: the marks they carry, a snapshot with names that are hard to set, and text taken out again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

from pypdf import PdfReader

from miharu_dx.domain.agenda import agenda
from miharu_dx.domain.meeting_changes import changes_since
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.paper import Stamp
from miharu_dx.present.views.deck import deck_view
from miharu_dx.present.views.deck_material import Material
from miharu_dx.present.views.deck_model import Deck
from tests.rich import JST, rich_snapshot

HARD = "髙橋﨑𠮷ﾊﾝｶｸ①"
MADE_AT = datetime(2026, 11, 22, 9, 0, tzinfo=JST)
STAMP = Stamp(
    number="資料1",
    meeting="第3回 サンプル会議",
    held_on="令和8年5月12日（2026年）",
    as_of="令和8年3月31日（2026年）",
    updated="4月10日 9:30",
    author="サンプル課",
    source="サンプルの計画",
    edition="会議版 第3回・版128・a1b2c3d4",
    sample="サンプル",
)


def hard_snapshot(actions: int = 60) -> Snapshot:
    """Return a snapshot whose every action is named with letters that fonts and encodings lose."""
    seen = rich_snapshot(actions)
    return replace(seen, actions=tuple(replace(one, name=f"{one.name}{HARD}") for one in seen.actions))


def deck_of(seen: Snapshot) -> Deck:
    """Return the deck of a rehearsal in which one period is compared with the one before."""
    key = seen.plan.key(2025, "H2")
    today = date(2026, 5, 1)
    changes = changes_since(seen, None, key)
    items = agenda(seen, None, key, (), today)
    return deck_view(Material(seen, None, seen, key, today, today, changes, items))


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page without any white space, as a reader would copy it."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
