"""A 返却ブック made by hand: one finding of each weight, values and words that mean no good."""

from __future__ import annotations

from datetime import datetime

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.present.workbook.filling import form_of
from miharu_dx.present.workbook.form_info import progress_info
from miharu_dx.present.workbook.model import Kept
from miharu_dx.present.workbook.progress_form import action_values, indicator_values
from miharu_dx.present.workbook.returned import returned_progress
from miharu_dx.present.workbook.returned_model import (
    OtherEntry,
    Remark,
    Returned,
    ReturnedTable,
    Target,
    Treatment,
)
from tests.samples import JST, small_snapshot

MADE_AT = datetime(2023, 10, 2, 9, 5, tzinfo=JST)
SNAPSHOT = small_snapshot()
EVIL = ("=1+1", "+2", "-3", "@SUM(1,2)", '=HYPERLINK("http://example.invalid")', "<r><t>x</t></r>", "＝1＋1")
NASTY = "a\x07b\ud800c<b>&amp;\ufffe"
RATING = Target(PROGRESS.key, 1, "rating")


def finding(code: str, shown: str, label: str, /, **args: object) -> Finding:
    return Finding(code, Location("進捗", 5, 10, "rating"), shown, args, "=名前", label, "progress/s-01")


WARN = Remark(
    finding("cell.ditto_in_text", NASTY, "課題"), Target(PROGRESS.key, 2, "issue"), (), Treatment.MARKED
)
WARN_MARKED = Remark(
    finding("row.author_blank", "", "記入者"), Target(PROGRESS.key, 2, "author"),
    (Target(PROGRESS.key, 2, "author"),), Treatment.MARKED,
)  # fmt: skip
BLOCK = Remark(
    finding("cell.not_in_list", "=遅延", "評価", choices="「遅れ」"), RATING, (RATING,), Treatment.MARKED
)
SAME_CELL = Remark(
    finding("row.context_changed", NASTY, "評価", expected="順調"),
    RATING,
    (RATING,),
    Treatment.RESTORED,
    NASTY,
)
UNPLACED = Remark(finding("row.missing_added", "S-09", "", name="サンプル", code="S-09"))
REMARKS = (WARN, WARN_MARKED, SAME_CELL, BLOCK, UNPLACED)


def content(*remarks: Remark) -> Returned:
    form = form_of(SNAPSHOT, SNAPSHOT.plan.departments[0].code, SNAPSHOT.plan.period_keys[1], MADE_AT)
    rows = [dict(action_values(row)) for row in form.rows]
    rows[0] |= {"rating": Kept("=遅延"), "issue": Kept(EVIL[4]), "progress": Kept(0.5, "0%")}
    return Returned(
        "様式.xlsx",
        remarks,
        tuple(
            OtherEntry(text, "A1", text, text, Kept(text) if number % 2 else text, text)
            for number, text in enumerate(EVIL)
        ),
        (
            ReturnedTable(PROGRESS, rows),
            ReturnedTable(INDICATORS, [indicator_values(row) for row in form.indicators]),
        ),
        progress_info(form),
    )


def book(*remarks: Remark) -> bytes:
    """Return the 返却ブック of the first department with these findings, all of them by default."""
    form = form_of(SNAPSHOT, SNAPSHOT.plan.departments[0].code, SNAPSHOT.plan.period_keys[1], MADE_AT)
    return returned_progress(form, content(*(remarks or REMARKS)))
