"""会議モード: the screens of a meeting in their order, from the change since last time to every item."""

from __future__ import annotations

from miharu_dx.domain.calendar import due_label
from miharu_dx.domain.sheetspec_form import FORM_KIND_PROGRESS
from miharu_dx.present.views.common import ROUNDING, dates, version_label
from miharu_dx.present.views.deck_changes import changes_screens
from miharu_dx.present.views.deck_decide import decide_screens, usual_due
from miharu_dx.present.views.deck_fit import cut
from miharu_dx.present.views.deck_followup import followup_screens
from miharu_dx.present.views.deck_listing import listing_screens
from miharu_dx.present.views.deck_material import Material
from miharu_dx.present.views.deck_measure import measure_screens
from miharu_dx.present.views.deck_model import Deck, Foot
from miharu_dx.present.views.deck_whole import whole_screens

_NAME_EM = 18


def deck_view(material: Material) -> Deck:
    """Return the deck of a meeting: six kinds of screens in one order, each kept even where it says 該当なし."""
    return Deck(
        title=_title(material),
        foot=_foot(material),
        screens=(
            *changes_screens(material),
            *whole_screens(material),
            *measure_screens(material),
            *decide_screens(material),
            *followup_screens(material),
            *listing_screens(material),
        ),
        due=usual_due(material),
        number=material.meeting.number if material.meeting is not None else None,
    )


def _title(material: Material) -> str:
    meeting = material.meeting
    if meeting is None:
        return f"会議の前の確かめ　{due_label(material.today)}"
    day = f"　{due_label(meeting.held_on)}" if meeting.held_on is not None else ""
    return f"{cut(meeting.title, _NAME_EM)}{day}"


def _foot(material: Material) -> Foot:
    told = dates(material.now, material.key, material.items, material.today)
    edition, meeting = material.edition, material.meeting
    if edition is None or meeting is None:
        named = f"会議版ではない（版{version_label(material.now)}）"
    else:
        named = f"会議版 第{meeting.number}回（版{edition.frozen_version}・{edition.short_hash}）"
    return Foot(
        sample=material.now.store_kind == "demo",
        edition=named,
        as_of=told.as_of,
        updated=told.updated,
        source=FORM_KIND_PROGRESS,
        remark="　".join(remark for remark in told.remarks if remark != ROUNDING),
    )
