"""The second and third step of a workbook's walk: mend what is wrong, confirm what will change."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Literal

import streamlit as st

from miharu_dx.config import REASON_CHARACTERS
from miharu_dx.domain.closing import closed_by
from miharu_dx.domain.preview import Preview, consequence
from miharu_dx.present.views.submit import DiffView, diff_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.present.views.submit_merge import merge_view
from miharu_dx.present.views.submit_record import counts_text, receipt_text
from miharu_dx.services import listing, upload
from miharu_dx.services.context import Context
from miharu_dx.services.readability import readability
from miharu_dx.services.returned import returned_book, returned_name
from miharu_dx.ui import (
    cache,
    filters,
    frame,
    mapping_walk,
    paging,
    readability_panel,
    submit_choose,
    submit_flow,
    submit_merge,
    submit_panels,
    take_away,
)
from miharu_dx.ui.submit_choose import OtherForm
from miharu_dx.ui.submit_flow import Choice, Done

GROUPS_SHOWN = 12  # 一画面で見比べられる件数。残りはページを送って確かめる
SWITCH = "この様式の課・期に切り替えて確かめる"
BACK = "登録せずに戻る"
_MEND = "Excelで直して保存し、もう一度渡してください。"
# 見える語は、この欄の見た目（again_…）と同じにする。
_AGAIN: Mapping[submit_flow.Kind, str] = {"progress": "直した様式を渡す", "plan": "直したブックを渡す"}
MOVED, UNCHANGED, ALL = "moved", "unchanged", "all"


def show_step(context: Context, choice: Choice, preview: Preview) -> None:
    """Show the second or third step, whichever the file in hand has come to."""
    submit_flow.show_refused(choice.kind)
    if preview.earlier is not None:
        _handed_in(context, choice, preview)
        return
    submit_merge.overtaken(choice.kind, preview, cache.snapshot(context))
    if preview.ok:
        _differences(context, choice, preview)
    else:
        _findings(context, choice, preview)
    _readability(context, choice)


def _handed_in(context: Context, choice: Choice, preview: Preview) -> None:
    """Say that the file changes nothing, because its content was handed in before."""
    view = merge_view(preview, cache.snapshot(context), {})
    with frame.panel("earlier", preview.file_name):
        frame.html(
            "<p>内容を変えるときは、様式を書き換えて保存してから渡してください。"
            "別の提出で後から変わったところがあるときは、新しい様式を受け取ってください。</p>"
        )
        if view.kept_text:
            submit_merge.kept(view)
        _back(choice, "戻る")


def _findings(context: Context, choice: Choice, preview: Preview) -> None:
    view = findings_view(preview)
    with frame.panel("findings", preview.file_name, view.file_line):
        with st.container(
            key="mend",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            gap="small",
        ):
            other = submit_choose.other_form(context, choice, preview)
            if other is not None:
                _switch(context, choice, other)
            else:
                told = mapping_walk.TOLD if mapping_walk.answers_all(preview) else _MEND
                frame.html(f'<div class="mdx-do"><b>{told}</b>まだ何も登録していません。</div>')
                _returned(context, choice, preview, kind="secondary" if told != _MEND else "primary")
                _back(choice)
                with st.container(key=f"again_{choice.kind}", width="content"):
                    submit_flow.receive(choice.kind, _AGAIN[choice.kind])
        _mended(choice, preview)
        submit_panels.findings(view)


def _switch(context: Context, choice: Choice, other: OtherForm) -> None:
    """Lead to the department and period of the form; nothing is wrong with the file itself."""
    frame.html(
        f'<div class="mdx-do"><b>{escape(other.label)}の様式です。</b>まだ何も登録していません。</div>'
    )
    if st.button(SWITCH, type="primary", key=submit_flow.name(choice.kind, "switch")):
        submit_choose.choose(context.plan, other.department, other.key)
        st.rerun()
    _back(choice)


def _mended(choice: Choice, preview: Preview) -> None:
    sentence = submit_flow.mended(choice.kind, preview)
    if sentence:
        frame.html(f'<div class="mdx-mended"><b>{frame.as_markup(sentence)}</b></div>')


def _returned(
    context: Context, choice: Choice, preview: Preview, *, kind: Literal["primary", "secondary"]
) -> None:
    file = submit_flow.held(choice.kind)
    if file is None:
        return
    take_away.file_button(
        "返却ブックを保存（指摘をセルに記入）",
        lambda: returned_book(context, preview, file.data).data,
        returned_name(preview.file_name),
        listing.TYPES["xlsx"],
        key=submit_flow.name(choice.kind, "returned"),
        kind=kind,
    )


def _back(choice: Choice, label: str = BACK) -> None:
    if st.button(label, key=submit_flow.name(choice.kind, "back")):
        submit_flow.let_go(choice.kind)
        st.rerun()


def _readability(context: Context, choice: Choice) -> None:
    """Offer advice on how machines read the file; folded, and never in the way."""
    file = submit_flow.held(choice.kind)
    if file is None:
        return
    view = readability(context, file.file_name, file.data)
    with st.expander(f"機械可読性の助言：{view.headline}"):
        readability_panel.panel(view)


def _differences(context: Context, choice: Choice, preview: Preview) -> None:
    snapshot = cache.snapshot(context)
    answers = submit_flow.answers(choice.kind, preview)
    merged = merge_view(preview, snapshot, answers)
    view = diff_view(preview, snapshot, consequence(snapshot, preview, answers), answers)
    clashes = upload.clashes(context, preview, answers) if preview.questions and not merged.left else ()
    submit_merge.questions(choice.kind, preview, merged, clashes)
    wide, narrow = st.columns([2.85, 1], gap="small")
    with wide, frame.panel("diff", "変わる内容", preview.file_name):
        _mended(choice, preview)
        _changes(choice, view)
        found = findings_view(preview)
        for tier in (found.structure, found.warnings):
            if tier.any:
                submit_panels.tier(tier)
        if preview.warnings:
            with st.container(key="diff_returned"):
                _returned(context, choice, preview, kind="secondary")
    with narrow:
        with frame.panel("result", "確定すると", stretch=False):
            submit_panels.consequence(view)
        with frame.panel("overlap", "別の提出による変更", stretch=False):
            submit_merge.kept(merged)
        with frame.panel("confirm", "確定", stretch=False):
            if view.any or preview.questions:
                _confirm(context, choice, preview, ready=not merged.left and not clashes)
            else:
                frame.html("<p>内容を変えるときは、様式を書き換えて保存し、もう一度渡してください。</p>")
                _back(choice)


def _changes(choice: Choice, view: DiffView) -> None:
    rest = view.unchanged_count + len(view.silent)
    labels = {
        MOVED: f"変わる {view.moved_count}件",
        UNCHANGED: f"変わらない {rest}件",
        ALL: f"すべて {view.moved_count + rest}件",
    }
    with st.container(key="diff_choice"):
        shown = st.segmented_control(
            "表示する行",
            list(labels),
            default=MOVED if view.any else UNCHANGED,
            format_func=labels.__getitem__,
            key=submit_flow.name(choice.kind, "shown"),
            label_visibility="collapsed",
            required=True,
        )
    if shown in (MOVED, ALL):
        _moved(choice, view)
    if shown in (UNCHANGED, ALL):
        if view.unchanged:
            submit_panels.names("変わらない", view.unchanged, "登録されている内容と同じです。")
        if not view.unchanged and not view.silent:
            frame.empty("変わらないものはありません。")
    if view.silent:
        submit_panels.names("未報告のまま", view.silent, "申告区分が空のため、登録しません。")


def _moved(choice: Choice, view: DiffView) -> None:
    if not view.groups:
        frame.empty("変わるところはありません。")
        return
    if view.against_count:
        paging.told(f"計画に反して動いた{view.against_count}項目を先に示します。")
    key = submit_flow.name(choice.kind, "diff_page")
    groups, told = paging.page_of(view.groups, GROUPS_SHOWN, key=key)
    if len(view.groups) > GROUPS_SHOWN:
        paging.told(f"{told}。項目は全部で{len(view.rows)}あります")
    submit_panels.differences(groups, view)
    paging.pager(len(view.groups), GROUPS_SHOWN, key=key)


def _confirm(context: Context, choice: Choice, preview: Preview, *, ready: bool) -> None:
    answers = submit_flow.answers(choice.kind, preview)
    # What asks to be looked at again has a new box and a new button; another department's commit does not.
    mark = f"{preview.sha256[:12]}_{preview.effect_mark}_{len(submit_flow.moves(choice.kind))}"
    settled = preview.settled(answers)
    late = closed_by(cache.snapshot(context), settled.changes, settled.key)
    reason = ""
    if late:
        reason = st.text_area(
            "締め切った期の内容を変える理由",
            key=submit_flow.name(choice.kind, "reason"),
            max_chars=REASON_CHARACTERS,
            height=80,
        )
    sure = st.checkbox("変わる内容を確かめました", key=submit_flow.name(choice.kind, f"sure_{mark}"))
    with st.container(key="confirm_row", horizontal=True, gap="small"):
        if st.button(
            "確定する",
            type="primary",
            key=submit_flow.name(choice.kind, f"commit_{mark}"),
            disabled=not (sure and ready and (not late or reason.strip())),
        ):
            submit_flow.commit(context, choice, preview, answers, reason)
        _back(choice)
    waits = [] if ready else ["別の提出でも変わった値を選ぶと、確定できます。"]
    waits += ["締め切った期なので、理由を書くと、確定できます。"] if late and not reason.strip() else []
    waits.append("確定しても、前の内容は前の版に残ります。")
    frame.html(f'<p class="mdx-note">{escape("".join(waits))}</p>')


def show_receipt(context: Context, done: Done) -> None:
    """Say what the commit did and lead to where it shows."""
    receipt, choice = done.receipt, done.choice
    told = "内容を変えるときは、様式を書き換えてから渡してください。"
    if not receipt.already:
        chosen = f"・選んだ値{receipt.answered}か所" if receipt.answered else ""
        told = f"{counts_text(receipt.counts)}{chosen}。どの画面も、今からこの内容を示します。"
    # The progress form's page has the receipt as its headline already.
    message = receipt_text(receipt) if choice.kind == "plan" else f"「{done.file_name}」"
    frame.notice(message, told, tone="plain")
    if choice.key is None:
        return
    codes = {"fy": str(choice.key.fiscal_year), "period": context.plan.period_at(choice.key).code}
    with st.container(key="receipt_links", horizontal=True, gap="small"):
        for title, page, more in (
            ("全体状況を見る", "overview", {}),
            ("担当課の画面を見る", "department", {"department": choice.department or ""}),
        ):
            if st.button(title, key=f"receipt_{page}"):
                filters.remember(**codes, **more)
                st.switch_page(frame.page_file(page))
        number = receipt.submission
        if number is not None and st.button("履歴で見る・取り消す", key="receipt_history"):
            st.switch_page(frame.page_file("history"), query_params={"submission": str(number)})
