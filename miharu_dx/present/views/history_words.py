"""How 履歴 names a stored row and its fields: headings of the sheets, subjects, kinds of rows."""

from __future__ import annotations

from collections.abc import Mapping

from miharu_dx.domain.calendar import day_label, moment_label
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.sheet import SheetSpec
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.domain.sheetspec_plan import PLAN_ACTIONS, PLAN_DEPARTMENTS, PLAN_INDICATORS, PLAN_SCHEDULE
from miharu_dx.domain.undo import KEYS, Values
from miharu_dx.present.views.common import period_name
from miharu_dx.present.views.submit_record import OFFICE, PLAN_BOOK

TABLES: Mapping[str, str] = {
    "department": "担当課",
    "action": "個別取組",
    "schedule": "工程",
    "indicator": "指標",
    "target": "指標の目標値",
    "report": "報告",
    "indicator_value": "指標の実績値",
    "decision": "決定事項",
    "reply": "指示への回答",
    "submission": "提出",
}
_SPECS: Mapping[str, SheetSpec] = {
    "department": PLAN_DEPARTMENTS,
    "action": PLAN_ACTIONS,
    "schedule": PLAN_SCHEDULE,
    "indicator": PLAN_INDICATORS,
    "target": PLAN_INDICATORS,
    "report": PROGRESS,
    "indicator_value": INDICATORS,
    "reply": INSTRUCTIONS,
}
LABELS: Mapping[str, Mapping[str, str]] = {
    **{table: {column.field: column.label for column in spec.columns} for table, spec in _SPECS.items()},
    "decision": {
        "number": "番号",
        "meeting": "会議",
        "subject": "個別取組",
        "kind": "区分",
        "text": "決定の内容",
        "question": "求められた判断",
        "department": "担当課",
        "due": "期限",
        "seconds": "話した時間（秒）",
        "signal_on": "知らせの日",
    },
}


def label(table: str, field: str) -> str:
    """Return the heading under which a field is filled in."""
    return LABELS[table][field]


def fields_of(table: str) -> tuple[str, ...]:
    """Return the fields of a table that are no key, in the order of its sheet."""
    return tuple(field for field in LABELS[table] if field not in KEYS[table])


def subject(snapshot: Snapshot, table: str, values: Values) -> str:
    """Return the name of the action or department a row belongs to, its code where it has none."""
    if table == "department":
        return str(values["name"] or values["code"])
    if table == "action":
        return str(values["name"])
    if table == "reply":
        told = next((row.text for row in snapshot.decisions if row.number == values["decision"]), "")
        return f"指示{values['decision']} {told}".strip()
    code = str(values["action"])
    known = snapshot.actions_by_code.get(code)
    return known.name if known else code


def which(snapshot: Snapshot, table: str, values: Values) -> str:
    """Return which of a subject's rows this is: 報告（令和7 上期）, 指標の目標値（…・2026年度）."""
    plan, name = snapshot.plan, TABLES[table]
    match table:
        case "report":
            key = plan.key(int(str(values["fiscal_year"])), str(values["period"]))
            return f"{name}（{period_name(plan, key)}）"
        case "schedule":
            return f"{name}（{values['fiscal_year']}年度）"
        case "indicator":
            return f"{name}（{values['name']}）"
        case "target" | "indicator_value":
            return f"{name}（{values['indicator']}・{values['fiscal_year']}年度）"
        case _:
            return name


def whose(snapshot: Snapshot, item: Submission) -> str:
    """Return whose submission it is."""
    return snapshot.department_name(item.department) if item.department else OFFICE


def period_of(snapshot: Snapshot, item: Submission) -> str:
    """Return the period of a submission as one reads it, or what the plan workbook is called."""
    if item.fiscal_year is None or not item.period:
        return PLAN_BOOK
    return period_name(snapshot.plan, snapshot.plan.key(item.fiscal_year, item.period))


def writer(snapshot: Snapshot, version: int) -> str:
    """Return who wrote in a version, in a few words: 版57（総務課・10月2日(金)）."""
    item = next((row for row in snapshot.submissions if row.version == version), None)
    if item is None:
        return f"版{version}"
    return f"版{version}（{whose(snapshot, item)}・{day_label(item.at.astimezone().date())}）"


def written(item: Submission) -> str:
    """Return when and by whom a submission was handed in."""
    return f"{moment_label(item.at.astimezone())}　{item.actor}"
