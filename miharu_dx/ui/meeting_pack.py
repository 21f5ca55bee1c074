"""会議資料: the hand-outs of one edition, each alone or all together, made when the button is pressed."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.services import pack
from miharu_dx.services.context import Context
from miharu_dx.ui import take_away

_TYPE = "application/zip"


def button(context: Context, number: int, *, key: str) -> None:
    """Show the button that saves all hand-outs of an edition in one archive; whoever may not export sees none."""
    if not context.actor.may(Permission.EXPORT):
        return
    take_away.file_button(
        "資料一式を保存",
        lambda: pack.archive(pack.edition_pack(context, number)),
        f"会議資料_第{number}回.zip",
        _TYPE,
        key=key,
    )
