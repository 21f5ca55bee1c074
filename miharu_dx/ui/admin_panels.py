"""What stands on 管理: the start of a real store, its first steps, the plan workbook, all forms."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.admin import AdminView
from miharu_dx.services import forms
from miharu_dx.services.context import Context
from miharu_dx.services.running import the_house
from miharu_dx.ui import frame, page, submit_flow
from miharu_dx.ui.submit_flow import Choice

PLAN_CHOICE = Choice("plan")
ZIP_TYPE = "application/zip"


def start_real(context: Context) -> None:
    """Offer to begin in earnest; the samples are never mixed with what is real."""
    with frame.panel("start_real", "本番を始める", "今は見本データを表示しています"):
        frame.html(
            "<p>計画の定義から、<b>空の本番データベース</b>を作ります。見本データは本番に入りません。</p>"
            "<ol class='mdx-plain'><li>担当課を確かめる</li><li>個別取組を登録する</li><li>様式を配る</li></ol>"
            "<p>本番を始めると、この画面の表示も本番に変わります。</p>"
        )
        sure = st.checkbox("見本の表示を終えて、本番を始めます", key="start_real_sure")
        if st.button("本番を始める", type="primary", disabled=not sure, key="start_real_go"):
            try:
                the_house().start_real(context.actor)
            except Refusal as refusal:
                page.show_refusal(refusal)
            else:
                st.rerun()


def setup_steps(view: AdminView) -> None:
    """Show the first three steps with what remains of each."""
    with frame.panel("setup", "はじめの3つの準備"):
        lines = "".join(
            f'<li class="mdx-setup{" mdx-setup-done" if step.done else ""}">'
            f'<span class="mdx-step-no">{"✓" if step.done else number}</span>'
            f"<div><b>{escape(step.title)}</b>　{escape(step.told)}"
            f'<div class="mdx-note">{escape(step.how)}</div></div></li>'
            for number, step in enumerate(view.steps, start=1)
        )
        frame.html(f'<ol class="mdx-setups">{lines}</ol>')


def plan_book(context: Context) -> None:
    """Hand out and take the plan workbook by the same walk as any form."""
    preview = submit_flow.judge(context, PLAN_CHOICE)
    if preview is not None:
        submit_flow.show_step(context, PLAN_CHOICE, preview)
        return
    done = submit_flow.receipt("plan")
    if done is not None:
        submit_flow.show_receipt(done)
    left, right = st.columns(2, gap="small")
    with left, frame.panel("plan_form", "計画ワークブックを受け取る"):
        frame.html(
            "<p>担当課・個別取組・工程・指標を、Excelでまとめて登録し、又は直します。"
            "今の内容が入っています。消したい行は消さずに、終了年度を書きます。</p>"
        )
        form = forms.plan_form(context)
        st.download_button(
            "計画ワークブックを保存（.xlsx）", form.data, form.file_name, forms.XLSX_TYPE,
            type="primary", on_click="ignore",
        )  # fmt: skip
    with right, frame.panel("plan_hand_over", "記入した計画ワークブックを渡す"):
        submit_flow.receive("plan", "記入した計画ワークブック")
        frame.html("<p><b>この段階では何も変わりません。</b>渡すと指摘と変わる内容を先に表示します。</p>")


def hand_out(context: Context, view: AdminView) -> None:
    """Offer the forms of every department in one file."""
    plan = context.plan
    with frame.panel("hand_out", "様式を配る", "全課分を1つのファイルにまとめます"):
        first, second, third = st.columns([2, 2, 3], gap="small", vertical_alignment="bottom")
        year = first.selectbox(
            "年度", plan.fiscal_years, index=plan.fiscal_years.index(view.key.fiscal_year),
            format_func=fiscal_year_label, key="hand_out_year",
        )  # fmt: skip
        codes = [period.code for period in plan.periods]
        period = second.segmented_control(
            "期", codes, default=codes[view.key.order],
            format_func=lambda code: plan.period(code).name, key="hand_out_period",
        )  # fmt: skip
        owing = forms.departments_with_actions(context, year)
        if not owing:
            frame.empty("この年度の個別取組が登録されていません。")
            return
        if third.button(f"{len(owing)}課分の様式を作る", key="hand_out_make"):
            form = forms.all_forms(context, year, period or codes[view.key.order])
            third.download_button(
                f"{form.file_name} を保存",
                form.data,
                form.file_name,
                ZIP_TYPE,
                type="primary",
                on_click="ignore",
            )
