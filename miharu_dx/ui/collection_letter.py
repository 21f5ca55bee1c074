"""催促の文: shown to be copied, kept as text files, never sent from here."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.access import Permission
from miharu_dx.present.views.collection_letter import TONE_NAMES, Letter, Letters
from miharu_dx.services import reminder
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame, take_away
from miharu_dx.ui.filter_codes import Filters

# これより多い件数の文は、画面では一課ずつ示す。
ROWS_SHOWN = 30
LONGEST_PX = 900
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def panel(context: Context, chosen: Filters) -> None:
    """Place the letter to the chosen department, or to all that still owe rows; only for who may remind."""
    if not context.actor.may(Permission.REMIND):
        return
    letters = cache.view(context, reminder.reminders, chosen.key, today=context.today(), address=_address())
    letter = letters.to(chosen.department)
    folded = letter is not None and not letter.department and letter.rows > ROWS_SHOWN
    told = None if letter is None else f"{TONE_NAMES[letter.tone]}・{letter.unit}・{letter.rows}件"
    with frame.panel("letter", "催促の文", told):
        if letter is None:
            frame.empty(letters.empty or "この課は報告を終えています。催促は要りません。")
            return
        with st.container(key="letter_tools", horizontal=True, horizontal_alignment="right", gap="small"):
            file = reminder.letter_file(context, letter, chosen.key)
            take_away.file_button(
                "各課あての文を保存（.txt）" if folded else "この文を保存（.txt）",
                lambda: file.data,
                file.file_name,
                reminder.TEXT_TYPE,
                key="letter_one",
            )
            take_away.file_button(
                f"{len(letters.each)}課分をまとめて保存（.zip）",
                lambda: reminder.letter_files(context, letters, chosen.key).data,
                reminder.letter_files_name(context, chosen.key),
                reminder.ZIP_TYPE,
                key="letter_all",
            )
        frame.html(
            '<div class="mdx-note">「写す」を押すか、文を選んで写し、電子メールなどに貼り付けます。ここからは送りません。'
            + ("" if chosen.department or folded else "担当課を選ぶと、その課への文になります。")
            + "</div>"
        )
        shown = _one_of(letters) if folded else letter
        with st.container(key="letter_text"):
            tall = LONGEST_PX if shown.rows > ROWS_SHOWN else "content"
            st.code(shown.text, language=None, wrap_lines=True, height=tall)


def _one_of(letters: Letters) -> Letter:
    """Offer the departments that owe rows; the letter to all of them would be many screens long."""
    by_unit = {one.department: one for one in letters.each}
    code = st.selectbox(
        "文を示す課",
        list(by_unit),
        format_func=lambda unit: f"{by_unit[unit].unit}（{by_unit[unit].rows}件）",
        key="letter_to",
        filter_mode=None,
    )
    return by_unit[code]


def _address() -> str:
    """Return where others open the dashboard; nothing where the address holds for this machine alone."""
    here = st.context.url or ""
    scheme, _, rest = here.partition("://")
    host = rest.partition("/")[0]
    if not host or host.rpartition(":")[0] in _LOCAL or host in _LOCAL:
        return ""
    return f"{scheme}://{host}/"
