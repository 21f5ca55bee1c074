"""The second and third step of a workbook's walk: mend what is wrong, confirm what will change."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.preview import Preview, consequence
from miharu_dx.present.views.submit import DiffView, diff_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.present.views.submit_record import counts_text, receipt_text, repeated
from miharu_dx.services import listing
from miharu_dx.services.context import Context
from miharu_dx.services.returned import returned_book, returned_name
from miharu_dx.ui import filters, frame, paging, submit_flow, submit_panels, take_away
from miharu_dx.ui.submit_flow import Choice, Done

GROUPS_SHOWN = 12  # 一画面で見比べられる件数。残りはページを送って確かめる
MOVED, UNCHANGED, ALL = "moved", "unchanged", "all"


def show_step(context: Context, choice: Choice, preview: Preview) -> None:
    """Show the second or third step, whichever the file in hand has come to."""
    submit_flow.show_refused(choice.kind)
    if preview.ok:
        _differences(context, choice, preview)
    else:
        _findings(context, choice, preview)


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
            frame.html(
                '<div class="mdx-do"><b>Excelで直して保存し、もう一度渡してください。</b>まだ何も登録していません。</div>'
            )
            _returned(context, choice, preview)
            _back(choice)
            with st.container(key="again", width="content"):
                submit_flow.receive(choice.kind, "直した様式を渡す")
        _mended(choice, preview)
        submit_panels.findings(view)


def _mended(choice: Choice, preview: Preview) -> None:
    sentence = submit_flow.mended(choice.kind, preview)
    if sentence:
        frame.html(f'<div class="mdx-mended"><b>{frame.as_markup(sentence)}</b></div>')


def _returned(context: Context, choice: Choice, preview: Preview) -> None:
    file = submit_flow.held(choice.kind)
    if file is None:
        return
    take_away.file_button(
        "返却ブックを保存（指摘をセルに記入）",
        lambda: returned_book(context, preview, file.data).data,
        returned_name(preview.file_name),
        listing.TYPES["xlsx"],
        key=submit_flow.name(choice.kind, "returned"),
        kind="primary",
    )


def _back(choice: Choice) -> None:
    if st.button("登録せずに戻る", key=submit_flow.name(choice.kind, "back")):
        submit_flow.let_go(choice.kind)
        st.rerun()


def _differences(context: Context, choice: Choice, preview: Preview) -> None:
    snapshot = context.snapshot()
    view = diff_view(preview, snapshot, consequence(snapshot, preview))
    wide, narrow = st.columns([2.85, 1], gap="small")
    with wide, frame.panel("diff", "変わる内容", preview.file_name):
        _mended(choice, preview)
        _changes(choice, view)
        found = findings_view(preview)
        for tier in (found.structure, found.warnings):
            if tier.any:
                submit_panels.tier(tier)
    with narrow:
        with frame.panel("result", "確定すると", stretch=False):
            submit_panels.consequence(view)
        with frame.panel("overlap", "ほかの人の変更との重なり", stretch=False):
            submit_panels.overlap(view)
        with frame.panel("confirm", "確定", stretch=False):
            if view.any:
                _confirm(context, choice, preview, view)
            else:
                frame.html(
                    f"<p>{frame.as_markup(repeated(snapshot, preview.sha256))}内容を変えるときは、"
                    "様式を書き換えて保存し、もう一度渡してください。</p>"
                )
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
    key = submit_flow.name(choice.kind, "diff_page")
    groups, told = paging.page_of(view.groups, GROUPS_SHOWN, key=key)
    if len(view.groups) > GROUPS_SHOWN:
        paging.told(f"{told}。項目は全部で{len(view.rows)}あります")
    submit_panels.differences(groups, view)
    paging.pager(len(view.groups), GROUPS_SHOWN, key=key)


def _confirm(context: Context, choice: Choice, preview: Preview, view: DiffView) -> None:
    # A judgement against another version asks to be looked at again: its boxes and button are new.
    mark = f"{preview.sha256[:12]}_{preview.seen_version}"
    sure = st.checkbox("変わる内容を確かめました", key=submit_flow.name(choice.kind, f"sure_{mark}"))
    if view.overlap:
        sure &= st.checkbox(
            f"重なった{len(view.overlap)}項目を、この様式の内容に置きかえます",
            key=submit_flow.name(choice.kind, f"overlap_{mark}"),
        )
    with st.container(key="confirm_row", horizontal=True, gap="small"):
        if st.button(
            "確定する",
            type="primary",
            key=submit_flow.name(choice.kind, f"commit_{mark}"),
            disabled=not sure,
        ):
            submit_flow.commit(context, choice, preview)
        _back(choice)
    frame.html('<p class="mdx-note">確定しても、前の内容は前の版に残ります。</p>')


def show_receipt(context: Context, done: Done) -> None:
    """Say what the commit did and lead to where it shows."""
    receipt, choice = done.receipt, done.choice
    told = "内容を変えるときは、様式を書き換えてから渡してください。"
    if not receipt.already:
        told = f"{counts_text(receipt.counts)}。どの画面も、今からこの内容を示します。"
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
