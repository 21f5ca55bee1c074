"""The first step of 提出: whose form, receive it, hand the filled one over; and the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from miharu_dx.domain.access import Permission, Role
from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import Department, PeriodKey, Plan
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.sheetspec_form import FORM_KIND_PROGRESS
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_choose import ChooseView, choose_view, foot_view
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.present.views.submit_record import receipt_text, submission_rows
from miharu_dx.services import forms
from miharu_dx.services.context import Context, reporting_period
from miharu_dx.ui import address, cache, frame, paging, submit_flow, submit_panels, take_away
from miharu_dx.ui.submit_flow import Choice

RECORDS_SHOWN = 10  # 見出しから終わりまで一目で追える行数
YEAR, PERIOD, DEPARTMENT = "fy", "period", "department"
WIDGET = "submit_{}"
_OTHER = frozenset({"file.other_department", "file.other_fiscal_year", "file.other_period"})


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
    now = plan.period_at(default)
    years = {str(year): fiscal_year_label(year) for year in plan.fiscal_years}
    year = address.read(YEAR, years, "年度", years[str(default.fiscal_year)])
    words = [word for period in plan.periods for word in (period.code, period.name)]
    period = address.read(PERIOD, words, "期", now.name)
    key = plan.key(int(year) if year else default.fiscal_year, period or now.code)
    units = {unit.code: unit.label for unit in departments(context, key.fiscal_year)}
    first = next(iter(units), None)
    shown = units[first] if first else "担当課なしの画面"
    wanted = address.read(DEPARTMENT, units, "担当課", shown)
    return Choice("progress", wanted or first, key)


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
        answers = submit_flow.answers(choice.kind, preview)
        seen = cache.snapshot(context)
        found = findings_view(preview) if not preview.ok else diff_view(preview, seen, None, answers)
        text = found.headline
        if other_form(context, choice, preview) is not None:
            text = "選んだ課・期と違う様式です。切り替えて確かめられます"
    whose = "".join(f"<span>{escape(part)}</span>" for part in (view.period, view.deadline))
    frame.headline(text, aside=f'<div class="mdx-whose"><b>{escape(view.unit)}</b>{whose}</div>')


@dataclass(frozen=True)
class OtherForm:
    """A form of another department or period than chosen, which this person may hand in."""

    department: str
    key: PeriodKey
    label: str


def other_form(context: Context, choice: Choice, preview: Preview) -> OtherForm | None:
    """Return whose form it is where nothing is wrong with it but the choice."""
    form = preview.form
    if choice.kind != "progress" or form is None or form.key is None or form.department is None:
        return None
    if not preview.blocks or any(found.code not in _OTHER for found in preview.blocks):
        return None
    units = {unit.code: unit for unit in departments(context, form.key.fiscal_year)}
    unit = units.get(form.department)
    if unit is None or not context.actor.may(Permission.SUBMIT, unit.code):
        return None
    return OtherForm(unit.code, form.key, f"{unit.label} {context.plan.period_label(form.key)}")


def choose(plan: Plan, department: str | None, key: PeriodKey) -> None:
    """Choose a period, and a department where one is named, in the address; what is in hand is judged again."""
    st.query_params[YEAR] = str(key.fiscal_year)
    st.query_params[PERIOD] = plan.period_at(key).code
    if department:
        st.query_params[DEPARTMENT] = department


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
    remarks: tuple[str, ...] = ()
    if preview is not None and preview.earlier is None:
        remarks = ("まだ何も登録していません",)
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
