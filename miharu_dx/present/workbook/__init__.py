"""The workbooks that are handed out: the 様式, the 計画ワークブック and exported tables."""

from miharu_dx.present.workbook.code_table import CodeRow, list_rows, surroundings
from miharu_dx.present.workbook.filling import form_of, report_fingerprint
from miharu_dx.present.workbook.model import ActionRow, ExportColumn, IndicatorRow, ProgressForm, Sheet
from miharu_dx.present.workbook.plan_form import plan_form
from miharu_dx.present.workbook.progress_form import progress_form
from miharu_dx.present.workbook.table_export import table_csv, table_xlsx

__all__ = [
    "ActionRow",
    "CodeRow",
    "ExportColumn",
    "IndicatorRow",
    "ProgressForm",
    "Sheet",
    "form_of",
    "list_rows",
    "plan_form",
    "progress_form",
    "report_fingerprint",
    "surroundings",
    "table_csv",
    "table_xlsx",
]
