"""The first step of 提出: whose form, receive it, hand the filled one over; and the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from miharu_dx.domain.access import Role
from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec_form import FORM_KIND_PROGRESS
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_choose import ChooseView, choose_view, foot_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.present.views.submit_record import receipt_text, submission_rows
from miharu_dx.services import forms
from miharu_dx.services.context import Context, reporting_period
from miharu_dx.ui import cache, frame, paging, submit_flow, submit_panels, take_away
from miharu_dx.ui.submit_flow import Choice

RECORDS_SHOWN = 10  # 見出しから終わりまで一目で追える行数
BRIEF_SHOWN = 4
YEAR, PERIOD, DEPARTMENT = "fy", "period", "department"
WIDGET = "submit_{}"


def departments(context: Context, fiscal_year: int) -> tuple[Department, ...]:
    """Return the departments whose form somebody may have, those that owe reports in a fiscal year."""
    snapshot = cache.snapshot(context)
    owing = set(forms.departments_with_actions(context, fiscal_year))
    found = [unit for unit in snapshot.departments if unit.code in owing]
    if context.actor.role is Role.DEPARTMENT:
        found = [unit for unit in found if unit.code in context.actor.departments]
    return tuple(found)


def chosen(context: Context) -> Choice:
    """Return the choice kept in the address: fiscal year, period and department."""
    plan = context.plan
    default = reporting_period(cache.snapshot(context), context.today())
    address = st.query_params
    try:
        key = plan.key(
            plan.checked_fiscal_year(int(address.get(YEAR, default.fiscal_year))),
            address.get(PERIOD, plan.period_at(default).code),
        )
    except (ValueError, Refusal):
        key = default
    codes = [unit.code for unit in departments(context, key.fiscal_year)]
    wanted = address.get(DEPARTMENT, "")
    return Choice("progress", wanted if wanted in codes else next(iter(codes), None), key)


def _key(choice: Choice) -> PeriodKey:
    assert choice.key is not None
    return choice.key


def view_of(context: Context, choice: Choice) -> ChooseView:
    """Return what stands at the head of every step."""
    return choose_view(cache.snapshot(context), choice.department, _key(choice), context.today())


def headline(context: Context, choice: Choice, preview: Preview | None) -> None:
    """Say what to do next, and beside it whose form this is and until when."""
    view = view_of(context, choice)
    text = view.headline
    done = submit_flow.receipt(choice.kind)
    if preview is None and done is not None and done.choice == choice:
        text = receipt_text(done.receipt)
    if preview is not None:
        snapshot = cache.snapshot(context)
        found = findings_view(preview) if not preview.ok else diff_view(preview, snapshot, None)
        text = found.headline
    whose = "".join(f"<span>{escape(part)}</span>" for part in (view.period, view.deadline))
    frame.headline(text, aside=f'<div class="mdx-whose"><b>{escape(view.unit)}</b>{whose}</div>')


def receive_panel(context: Context, choice: Choice) -> None:
    """Offer the form of the chosen department and period."""
    plan, key = context.plan, _key(choice)
    units = {unit.code: unit.label for unit in departments(context, key.fiscal_year)}
    with frame.panel("receive", "様式を受け取る"):
        with st.container(horizontal=True, gap="small"):
            years = {str(year): fiscal_year_label(year) for year in plan.fiscal_years}
            _select(YEAR, "年度", years, str(key.fiscal_year))
            periods = {period.code: period.name for period in plan.periods}
            _segments(PERIOD, "期", periods, plan.period_at(key).code)
        if choice.department is None:
            frame.empty(
                "この年度の個別取組が、まだ登録されていません。"
                "事務局が「管理」の計画ワークブックで登録すると、ここで様式を受け取れます。"
            )
            return
        _select(DEPARTMENT, "担当課", units, choice.department)
        view = view_of(context, choice)
        name = cache.snapshot(context).department_name(choice.department)
        frame.html(
            f'<p class="mdx-lead">前期の内容が入った様式です。{escape(name)}の個別取組<b>{view.count}件</b>だけが載ります。'
            "書くのは<b>白いセル</b>（申告区分・実施段階・評価・進捗率・実績・課題など）だけです。</p>"
        )
        _download(context, choice, view)


def _download(context: Context, choice: Choice, view: ChooseView) -> None:
    key, department = _key(choice), choice.department or ""
    file_name = forms.progress_form_name(cache.snapshot(context), department, key)
    with st.container(key="form_row", horizontal=True, vertical_alignment="center", gap="small"):
        take_away.file_button(
            "様式を保存（.xlsx）",
            lambda: (
                forms.progress_form(
                    context, department, key.fiscal_year, context.plan.period_at(key).code
                ).data
            ),
            file_name,
            forms.XLSX_TYPE,
            key="form",
            kind="primary",
        )
        frame.html(f'<div class="mdx-note">{escape(file_name)}<br>{escape(view.made_from)}</div>')


def _tell(name: str) -> Callable[[], None]:
    def told() -> None:
        st.query_params[name] = st.session_state[WIDGET.format(name)]

    return told


def _select(name: str, label: str, options: Mapping[str, str], value: str) -> None:
    key = WIDGET.format(name)
    st.session_state[key] = value
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=_tell(name),
        filter_mode=None,
    )


def _segments(name: str, label: str, options: Mapping[str, str], value: str) -> None:
    key = WIDGET.format(name)
    st.session_state[key] = value
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_tell(name),
        required=True,
    )


def hand_over_panel(context: Context, choice: Choice) -> None:
    """Take the filled workbook; nothing changes by handing it over."""
    with frame.panel("hand_over", "記入した様式を渡す"):
        submit_flow.show_refused(choice.kind)
        with st.container(key="hand_over_file", gap=None):
            submit_flow.receive(choice.kind, "記入した様式")
            frame.html(
                '<div class="mdx-note">.xlsx、10MBまで、1ファイル。マクロ・パスワード付きは受け取れません</div>'
            )
        frame.html(
            '<p class="mdx-lead"><b>この段階では何も変わりません。</b>渡すと指摘と変わる内容を先に表示し、'
            "「確定する」を押したときだけ登録します。</p>"
        )
        code = context.plan.period_at(_key(choice)).code
        own = [
            row
            for row in cache.snapshot(context).submissions
            if (row.kind, row.department) == ("progress", choice.department)
            and (row.fiscal_year, row.period) == (_key(choice).fiscal_year, code)
        ]
        rows = submission_rows(cache.snapshot(context), own)
        shown, told = paging.page_of(rows, BRIEF_SHOWN, key="own_page")
        frame.html(
            f'<div class="mdx-list-title"><b>これまでの提出（この課・この期）</b>　{escape(told) if rows else ""}</div>'
        )
        submit_panels.record(shown, brief=True)
        paging.pager(len(rows), BRIEF_SHOWN, key="own_page")


def record_panel(context: Context, *, kind: submit_flow.Kind, title: str) -> None:
    """Show every submission of a kind, newest first, some at a time."""
    snapshot = cache.snapshot(context)
    rows = submission_rows(snapshot, [row for row in snapshot.submissions if row.kind == kind])
    key = f"{kind}_record_page"
    shown, told = paging.page_of(rows, RECORDS_SHOWN, key=key)
    with frame.panel(f"{kind}_record", title, f"新しい順。{told}" if rows else "新しい順"):
        submit_panels.record(shown)
        paging.pager(len(rows), RECORDS_SHOWN, key=key)


def foot(context: Context, choice: Choice, preview: Preview | None) -> None:
    """State 基準日, 更新日時 and 出典 at the end of the page."""
    remarks: tuple[str, ...] = ("まだ何も登録していません",) if preview else ()
    if preview is not None and preview.ok and preview.counts.any and preview.warnings:
        remarks = (*remarks, f"注意 {len(preview.warnings)}か所は記録に残ります")
    if preview is not None and not preview.ok:
        found = findings_view(preview)
        listed = "すべて表示" if found.listed == found.total else f"{found.listed}か所を表示"
        remarks = (f"指摘は全部で{found.total}か所（{listed}）", *remarks)
    source = preview.file_name if preview else FORM_KIND_PROGRESS
    view = foot_view(cache.snapshot(context), _key(choice), source, remarks)
    frame.dates_line(
        as_of=view.as_of, updated=view.updated, source=view.source, version=view.version, extra=view.remarks
    )
