"""Saved mappings on 管理: whose, what they read, since when; the 事務局 takes away what is out of use."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.mapping import SavedLine
from miharu_dx.services import mapping, mapping_list
from miharu_dx.services.context import Context
from miharu_dx.ui import frame, page

_SURE = "mapping_remove_{}"


def panel(context: Context) -> None:
    """List every saved mapping with the way to take it away."""
    lines = mapping_list.saved_lines(context)
    with frame.panel("mapping_saved", "取込の対応付け", f"{len(lines)}件。課で作った表を、どう読むか"):
        if not lines:
            frame.empty("まだありません。様式でない表を「提出」で渡すと、対応付けを決めて保存できます。")
        for number, line in enumerate(lines):
            _line(context, line, number)


def _line(context: Context, line: SavedLine, number: int) -> None:
    with st.container(
        key=f"mapping_saved_{number}", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        frame.html(
            f"<div><b>{frame.as_markup(line.department)}</b>　{frame.as_markup(line.name)}"
            f'<span class="mdx-second">　{frame.as_markup(line.told)}</span></div>'
        )
        st.space("stretch")
        with st.popover("削除する", key=f"mapping_remove_pop_{number}"):
            frame.html(
                "<p>この対応付けを消します。<b>取り込んだ内容は変わりません。</b>次に同じ表を渡すと、もう一度決めます。</p>"
            )
            if st.button("消す", key=_SURE.format(f"{line.code}_{line.name}")):
                try:
                    mapping.remove(context, line.code, line.name)
                except Refusal as refusal:
                    page.show_refusal(refusal)
                else:
                    st.rerun()
