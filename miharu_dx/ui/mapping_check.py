"""The last step of a mapping: what it reads, what is still open, and its name."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.finding import Finding, Severity
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.mapping import ResultView
from miharu_dx.services import mapping
from miharu_dx.services.context import Context
from miharu_dx.services.mapping import LONGEST_NAME, Examined, MappedReading
from miharu_dx.ui import frame, mapping_state
from miharu_dx.ui.mapping_state import WIDGET, Draft

FINDINGS_SHOWN = 12  # 決めることを見渡せる数。残りは、保存した後の指摘の一覧で直せる
SAVE = "保存して、変わる内容を確かめる"


def show(context: Context, own: Draft, found: Examined, reading: MappedReading, result: ResultView) -> None:
    """Show what would be read and asked, and save the mapping under its name."""
    with frame.panel("mapping_check", "確かめる", result.sentence):
        tells = (
            ("報告", result.reports, "件"),
            ("指標の値", result.values, "個"),
            ("未報告のまま", result.silent, "件"),
            ("直すところ", result.blocks, "か所"),
            ("注意", result.warnings, "か所"),
            ("読まないセル", result.left_count, "か所"),
        )
        figures = "".join(
            f'<div class="mdx-tell"><span>{escape(title)}</span><b>{number}</b><span>{unit}</span></div>'
            for title, number, unit in tells
        )
        frame.html(f'<div class="mdx-tells mdx-map-tells">{figures}</div>')
        _save(context, own, found)
        _findings(reading.submission.findings)


def _findings(findings: tuple[Finding, ...]) -> None:
    blocks = [finding for finding in findings if finding.severity is Severity.BLOCK]
    if not blocks:
        return
    frame.html(
        "<p>決めていないところは、保存した後も、渡すたびに指摘します。<b>戻って答えると、次からは聞きません。</b></p>"
    )
    frame.table(
        [frame.Column("セル", wrap=False), frame.Column("指摘")],
        [[finding.location.a1, finding.message] for finding in blocks[:FINDINGS_SHOWN]],
        dense=True,
    )
    if len(blocks) > FINDINGS_SHOWN:
        frame.html(f'<p class="mdx-note">ほか{len(blocks) - FINDINGS_SHOWN}か所</p>')


def _save(context: Context, own: Draft, found: Examined) -> None:
    unit = context.store.snapshot().department_name(own.department)
    with st.container(key="mapping_save_row", horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            "この対応付けの名前",
            value=own.name,
            key=WIDGET.format(f"name_{own.turn}"),
            max_chars=LONGEST_NAME,
            width=420,
        )
        if st.button(SAVE, type="primary", key="mapping_save", disabled=not name.strip()):
            try:
                mapping.save(context, own.department, name, own.spec)
            except Refusal as refusal:
                frame.notice(refusal.message, refusal.next_step)
            else:
                mapping_state.close()
                st.rerun()
    again = ""
    if found.saved and found.saved.name == name.strip():
        again = "前に保存したこの対応付けを、今の内容に置きかえます。"
    elif name.strip() in mapping.names_of(context, own.department):
        frame.notice(
            f"「{name.strip()}」という名前の対応付けは、すでにあります。",
            "保存すると、前のものはなくなります。両方を使うときは、別の名前を付けてください。",
        )
    frame.html(
        f'<p class="mdx-note">{escape(unit)}の対応付けとして保存します。{again}'
        "同じ見出しの表は、次からこの対応付けで読みます。保存しても、報告はまだ登録しません。</p>"
    )
