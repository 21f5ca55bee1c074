"""この値はどこから？ on 履歴: choose an action and one of its records, and see every value it ever had."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.present.views.history import ANY, HistoryFilter
from miharu_dx.present.views.history_trail import TrailLine
from miharu_dx.services import history
from miharu_dx.services.context import Context
from miharu_dx.ui import cache, frame, history_address, history_panels
from miharu_dx.ui.history_address import ACTION, DEPARTMENT, ROW

_TRAIL = (
    frame.Column("項目", width="11%"),
    frame.Column("値", width="20%"),
    frame.Column("入力されたまま（読み方）", width="20%"),
    frame.Column("セル", width="9%"),
    frame.Column("ファイル", width="19%"),
    frame.Column("版・日時・登録した人"),
)


def values(context: Context) -> None:
    """Place the choice of a record and the trail of its values."""
    with st.container(key="history_filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        history_panels.mode()
        snapshot = cache.snapshot(context)
        units = {unit.code: snapshot.department_name(unit.code) for unit in snapshot.departments}
        department = history_address.select(DEPARTMENT, "担当課", {ANY: "すべて"} | units, 200, ACTION, ROW)
        actions = cache.view(context, history.actions, department)
        chosen = history_address.select(ACTION, "個別取組", dict(actions), 360, ROW) if actions else ""
        records = cache.view(context, history.records, chosen, context.today()) if chosen else ()
        row = (
            history_address.select(ROW, "どの記録の値か", {r.code: r.label for r in records}, 300)
            if records
            else ""
        )
    whole = cache.view(context, history.history, HistoryFilter())
    record = next((one for one in records if one.code == row), None)
    if record is None:
        frame.headline("登録されている個別取組がないため、値もまだありません")
        history_panels.dates(context, whole)
        return
    lines = cache.view(context, history.trail, record.table, record.key)
    frame.headline(history.trail_headline(lines), f"{dict(actions)[chosen]}　{record.label}")
    history_panels.dates(context, whole)
    with frame.panel(
        "history_trail", "この値はどこから？", "項目ごとに新しい順。線で消した値は、今の値ではない"
    ):
        frame.table(
            _TRAIL, [_line(line) for line in lines], dense=True, empty_text="この記録には、まだ値がありません"
        )


def _line(line: TrailLine) -> list[str]:
    words = f'<span class="mdx-words">{escape(line.value)}</span>'
    value = f"<b>{words}</b>" if line.current else f'<s class="mdx-second">{words}</s>'
    typed = line.typed if not line.how else f"{line.typed}（{line.how}）"
    name = line.label if line.first else ""
    return [name, frame.Markup(value), typed, line.cell, line.file_name, line.written]
