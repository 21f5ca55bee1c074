"""The first step of 提出: whose form, receive it, hand the filled one over."""

from __future__ import annotations

from typing import Any

import streamlit as st

from miharu_dx.domain.access import Role
from miharu_dx.domain.calendar import date_label, fiscal_year_label, moment_label
from miharu_dx.domain.plan import Department, PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.submit import deadline_text, diff_view, submission_rows
from miharu_dx.present.views.submit_findings import findings_view
from miharu_dx.services import forms
from miharu_dx.services.context import Context, reporting_period
from miharu_dx.ui import frame, page, submit_panels
from miharu_dx.ui.submit_flow import Choice, receive

RECORD_SHOWN = 8  # 一画面に収まる行数。すべての記録は「すべて見る」で出す


def _departments(context: Context, fiscal_year: int) -> tuple[Department, ...]:
    snapshot = context.snapshot()
    owing = set(forms.departments_with_actions(context, fiscal_year))
    found = [d for d in snapshot.departments if d.code in owing]
    if context.actor.role is Role.DEPARTMENT:
        found = [d for d in found if d.code in context.actor.departments]
    return tuple(found)


def chosen(context: Context) -> tuple[Choice, dict[str, Any]]:
    """Return the choice kept in the address: fiscal year, period and department."""
    plan = context.plan
    default = reporting_period(context.snapshot(), context.today())
    address = st.query_params
    try:
        year = plan.checked_fiscal_year(int(address.get("fy", default.fiscal_year)))
        period = plan.period(address.get("period", plan.period_at(default).code))
    except (ValueError, Refusal):
        year, period = default.fiscal_year, plan.period_at(default)
    departments = _departments(context, year)
    codes = [department.code for department in departments]
    wanted = address.get("department", "")
    department = wanted if wanted in codes else (codes[0] if codes else None)
    choice = Choice("progress", department, PeriodKey(year, period.order))
    return choice, {"departments": departments}


def headline(context: Context, choice: Choice, preview: Preview | None) -> tuple[str, str]:
    """Return the sentence that says what to do next, and whose form this is."""
    snapshot, plan = context.snapshot(), context.plan
    assert choice.key is not None
    unit = snapshot.departments_by_code.get(choice.department or "")
    whose = "｜".join(
        (
            unit.label if unit else "担当課なし",
            plan.period_label(choice.key),
            deadline_text(plan, choice.key, context.today()),
        )
    )
    if preview is None:
        return "様式を受け取り、Excelで記入して渡してください", whose
    if not preview.ok:
        return findings_view(preview).headline, whose
    return diff_view(preview, snapshot, None).headline, whose


def receive_panel(context: Context, choice: Choice, filters: dict[str, Any]) -> None:
    """Offer the form of the chosen department and period."""
    plan = context.plan
    departments: tuple[Department, ...] = filters["departments"]
    assert choice.key is not None
    with frame.panel("receive", "様式を受け取る"):
        first, second = st.columns(2, gap="small")
        year = first.selectbox(
            "年度", plan.fiscal_years, index=plan.fiscal_years.index(choice.key.fiscal_year),
            format_func=fiscal_year_label,
        )  # fmt: skip
        names = [period.code for period in plan.periods]
        period = second.segmented_control(
            "期", names, default=names[choice.key.order], format_func=lambda code: plan.period(code).name
        )
        codes = [department.code for department in departments]
        if not codes:
            frame.empty(
                "この年度の個別取組が、まだ登録されていません。事務局が「管理」で登録すると、様式を受け取れます。"
            )
            _remember(year, period, None, choice)
            return
        department = st.selectbox(
            "担当課", codes, index=codes.index(choice.department or codes[0]),
            format_func=lambda code: next(d.label for d in departments if d.code == code),
        )  # fmt: skip
        _remember(year, period, department, choice)
        snapshot = context.snapshot()
        count = sum(a.department == choice.department and a.runs_in(year) for a in snapshot.actions)
        frame.html(
            f"<p>前期の内容が入った様式です。{frame.as_markup(snapshot.department_name(choice.department or ''))}の"
            f"個別取組<b>{count}件</b>だけが載ります。書くのは<b>白いセル</b>だけです。</p>"
        )
        _download(context, choice, snapshot.version)


def _remember(year: int, period: str | None, department: str | None, choice: Choice) -> None:
    assert choice.key is not None
    wanted = {"fy": str(year), "period": period or "", "department": department or ""}
    now = {"fy": str(choice.key.fiscal_year), "department": choice.department or ""}
    known = {key: st.query_params.get(key, now.get(key, "")) for key in wanted}
    changed = {key: value for key, value in wanted.items() if value and value != known[key]}
    if changed:
        st.query_params.update(changed)
        st.rerun()


def _download(context: Context, choice: Choice, version: int) -> None:
    assert choice.key is not None
    try:
        form = forms.progress_form(
            context, choice.department or "", choice.key.fiscal_year, context.plan.period_at(choice.key).code
        )
    except Refusal as refusal:
        page.show_refusal(refusal)
        return
    button, words = st.columns([2, 3], vertical_alignment="center")
    button.download_button(
        "様式を保存（.xlsx）", form.data, form.file_name, forms.XLSX_TYPE, type="primary", on_click="ignore"
    )
    with words:
        frame.html(f'<p class="mdx-note">{frame.as_markup(form.file_name)}<br>版{version}から作成</p>')


def hand_over_panel(context: Context, choice: Choice) -> None:
    """Take the filled workbook; nothing changes by handing it over."""
    with frame.panel("hand_over", "記入した様式を渡す"):
        receive(choice.kind, "記入した様式")
        frame.html(
            "<p><b>この段階では何も変わりません。</b>渡すと指摘と変わる内容を先に表示し、"
            "「確定する」を押したときだけ登録します。</p>"
        )
        frame.html("<h4>これまでの提出（この課・この期）</h4>")
        record(context, choice, everything=False)


def record(context: Context, choice: Choice, *, everything: bool) -> None:
    """Show submissions, of the chosen department and period alone or of all."""
    snapshot = context.snapshot()
    rows = [row for row in snapshot.submissions if row.kind == "progress"]
    if not everything and choice.key is not None:
        period = context.plan.period_at(choice.key).code
        rows = [
            row
            for row in rows
            if (row.department, row.fiscal_year, row.period)
            == (choice.department, choice.key.fiscal_year, period)
        ]
    lines = submission_rows(snapshot, rows)
    shown = lines
    if len(lines) > RECORD_SHOWN and not (
        everything and st.toggle(f"すべて見る（{len(lines)}件）", key="record_all")
    ):
        shown = lines[:RECORD_SHOWN]
    submit_panels.record(shown)


def plan_record(context: Context) -> None:
    """Show the committed plan workbooks."""
    snapshot = context.snapshot()
    submit_panels.record(
        submission_rows(snapshot, [row for row in snapshot.submissions if row.kind == "plan"])
    )


def foot(context: Context, choice: Choice) -> None:
    """State 基準日, 更新日時 and 出典."""
    snapshot = context.snapshot()
    assert choice.key is not None
    updated = snapshot.updated_at
    frame.dates_line(
        as_of=date_label(context.plan.end_date(choice.key)),
        updated=moment_label(updated.astimezone()) if updated else "―（提出なし）",
        source="進捗報告様式",
        version=snapshot.version,
    )
