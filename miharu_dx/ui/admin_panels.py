"""What stands on 管理: the start of a real store, its first steps, the plan workbook, all forms, the record."""

from __future__ import annotations

from html import escape

import streamlit as st

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.admin import AdminView, VersionRow
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.services import forms, installation
from miharu_dx.services.context import Context
from miharu_dx.services.running import the_house
from miharu_dx.ui import cache, frame, page, paging, submit_flow, submit_panels, submit_steps, take_away
from miharu_dx.ui.submit_flow import Choice

PLAN_CHOICE = Choice("plan")
ZIP_TYPE = "application/zip"
VERSIONS_SHOWN = 20
_BEGIN = "本番を始める"


def start_real(context: Context) -> None:
    """Offer to begin in earnest; the samples are never mixed with what is real."""
    samples = bool(context.store.snapshot().actions)
    told = "今は見本データを表示しています" if samples else "今は試すためのデータベースを表示しています"
    with frame.panel("start_real", _BEGIN, told):
        frame.html(
            '<p class="mdx-lead">計画の定義から、<b>空の本番データベース</b>を作ります。'
            "今のデータは本番に入らず、別のファイルのまま残ります。始めた後は、次の順に準備します。</p>"
            '<ol class="mdx-walk"><li>担当課を確かめる</li><li>個別取組を登録する</li><li>様式を配る</li></ol>'
        )
        with st.container(key="start_real_row", horizontal=True, vertical_alignment="center", gap="medium"):
            shown = "見本" if samples else "今"
            sure = st.checkbox(f"{shown}の表示を終えて、本番を始めます", key="start_real_sure")
            if st.button(_BEGIN, type="primary", disabled=not sure, key="start_real_go"):
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
            f'<li class="{"mdx-setup-done" if step.done else "mdx-setup-open"}">'
            f'<span class="mdx-step-no">{frame.mark_svg("check", 14, on_fill=True) if step.done else number}</span>'
            f"<div><b>{escape(step.title)}</b>{'（済み）' if step.done else ''}　{escape(step.told)}"
            f'<div class="mdx-note">{escape(step.how)}</div></div></li>'
            for number, step in enumerate(view.steps, start=1)
        )
        frame.html(f'<ol class="mdx-setups">{lines}</ol>')


def plan_preview(context: Context) -> Preview | None:
    """Return the judgement of the plan workbook in hand, if any."""
    return submit_flow.judge(context, PLAN_CHOICE)


def plan_step(context: Context, preview: Preview) -> None:
    """Walk through the second or third step of the plan workbook, alone on the page."""
    answers = submit_flow.answers("plan", preview)
    seen = cache.snapshot(context)
    found = findings_view(preview) if not preview.ok else diff_view(preview, seen, None, answers)
    frame.headline(found.headline, aside="<b>計画ワークブック</b>")
    submit_panels.steps(submit_flow.step_of(preview), submit_panels.PLAN_STEPS)
    submit_steps.show_step(context, PLAN_CHOICE, preview)


def plan_book(context: Context, view: AdminView) -> None:
    """Hand out and take the plan workbook; its button stands out as long as the plan is the next step."""
    done = submit_flow.receipt("plan")
    if done is not None:
        submit_steps.show_receipt(context, done)
    left, right = st.columns(2, gap="small")
    with left, frame.panel("plan_form", "計画ワークブックを受け取る"):
        frame.html(
            '<p class="mdx-lead">担当課・個別取組・工程・指標を、Excelでまとめて登録し、又は直します。'
            "今の内容が入っています。消したい行は消さずに、終了年度を書きます。</p>"
        )
        name = forms.plan_form_name(cache.snapshot(context))
        with st.container(key="plan_form_row", horizontal=True, vertical_alignment="center", gap="small"):
            take_away.file_button(
                "計画ワークブックを保存（.xlsx）",
                lambda: forms.plan_form(context).data,
                name,
                forms.XLSX_TYPE,
                key="plan_book",
                kind="primary" if view.waits_for_plan else "secondary",
            )
            frame.html(f'<div class="mdx-note">{escape(name)}</div>')
    with right, frame.panel("plan_hand_over", "記入した計画ワークブックを渡す"):
        submit_flow.show_refused("plan")
        with st.container(key="plan_file", gap=None):
            submit_flow.receive("plan", "記入した計画ワークブック")
        frame.html("<p><b>この段階では何も変わりません。</b>渡すと指摘と変わる内容を先に表示します。</p>")


def hand_out(context: Context, view: AdminView) -> None:
    """Offer the forms of every department in one file, and each alone."""
    plan = context.plan
    with frame.panel("hand_out", "様式を配る", "全課分を1つのファイル（.zip）にまとめます"):
        with st.container(key="hand_out_row", horizontal=True, vertical_alignment="bottom", gap="small"):
            year = st.selectbox(
                "年度",
                plan.fiscal_years,
                index=plan.fiscal_years.index(view.key.fiscal_year),
                format_func=fiscal_year_label,
                key="hand_out_year",
                filter_mode=None,
                width=250,
            )
            codes = [period.code for period in plan.periods]
            period = st.segmented_control(
                "期",
                codes,
                default=codes[view.key.order],
                format_func=lambda code: plan.period(code).name,
                key="hand_out_period",
                required=True,
            )
            key = plan.key(year, period or codes[view.key.order])
            owing = forms.departments_with_actions(context, year)
            if owing:
                _forms(context, key, owing, stands_out=view.waits_for_forms)
        if not owing:
            frame.empty(
                f"{fiscal_year_label(year)}の個別取組が登録されていません。"
                "計画ワークブックで登録すると、様式を作れます。"
            )


def _forms(context: Context, key: PeriodKey, owing: tuple[str, ...], *, stands_out: bool) -> None:
    snapshot, period = cache.snapshot(context), context.plan.period_at(key).code
    take_away.file_button(
        f"{len(owing)}課分をまとめて保存（.zip）",
        lambda: forms.all_forms(context, key.fiscal_year, period).data,
        forms.all_forms_name(snapshot, key),
        ZIP_TYPE,
        key="hand_out_all",
        kind="primary" if stands_out else "secondary",
    )
    st.space("stretch")
    one = st.selectbox(
        "1課だけ",
        owing,
        format_func=lambda code: snapshot.departments_by_code[code].label,
        key="hand_out_one",
        filter_mode=None,
        width=300,
    )
    take_away.file_button(
        "この課の様式を保存",
        lambda: forms.progress_form(context, one, key.fiscal_year, period).data,
        forms.progress_form_name(snapshot, one, key),
        forms.XLSX_TYPE,
        key="hand_out_single",
    )


def facts(view: AdminView) -> None:
    """Say what this store is."""
    with frame.panel("facts", "このデータベース"):
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in view.facts)
        frame.html(f'<dl class="mdx-facts">{rows}</dl>')


def versions(context: Context) -> None:
    """Show who changed what and when, the newest first."""
    rows: tuple[VersionRow, ...] = cache.view(context, installation.versions)
    shown, told = paging.page_of(rows, VERSIONS_SHOWN, key="versions_page")
    with frame.panel("versions", "版の記録", f"新しい順。{told}"):
        frame.table(
            (
                frame.Column("版", "right", "56px", wrap=False),
                frame.Column("日時", wrap=False),
                frame.Column("だれ"),
                frame.Column("内容"),
                frame.Column("ファイル"),
                frame.Column("書いた件数", "right", wrap=False),
            ),
            [[str(r.version), r.at, r.actor, r.what, r.note, f"{r.rows}件" if r.rows else ""] for r in shown],
            dense=True,
        )
        paging.pager(len(rows), VERSIONS_SHOWN, key="versions_page")
