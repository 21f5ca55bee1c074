"""Whatever stands in the cells, a form is read to its end and every finding has its words."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from miharu_dx.domain.finding import Severity
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, SheetSpec
from miharu_dx.domain.sheetspec_form import FORM_KIND_PLAN
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.intake.plan_book import read_plan_book
from miharu_dx.intake.submission import read_progress
from tests.intake.tables import book, cited, form, grid
from tests.samples import small_snapshot

SNAPSHOT = small_snapshot()
WORDS = (
    "", "", "S-01", "S-02", "s－０２", "更新", "変更なし", "該当なし", "検討中", "完了", "中止", "順調", "遅れ", "対象外",
    "0", "28", "100", "120", "0.5", "'50%", "約半分", "-", "△5", "#REF!", "2024-09-30", "'R6.9.30", "6.4.1", "2024",
    "'令和6年度", "（サンプル）申請のオンライン化", "（サンプル）申請件数", "soumu", "kikaku", "総務課", "1-1", "{0}", "=1+1",
    "確認済", "高い方が良い", "累計", "件", "　", "\\n",
)  # fmt: skip
words = st.sampled_from(WORDS) | st.text(max_size=8).filter(lambda text: "|" not in text)


def sheets_of(specs: tuple[SheetSpec, ...]):
    return st.tuples(
        *(st.lists(st.lists(words, max_size=len(spec.columns)), max_size=4) for spec in specs)
    ).map(
        lambda tables: [
            grid(spec.name, [[column.label for column in spec.columns], *rows])
            for spec, rows in zip(specs, tables, strict=True)
        ]
    )


@given(sheets_of((PROGRESS, INDICATORS)))
def test_a_progress_form_of_anything_is_read_to_its_end(sheets) -> None:
    found = read_progress(book(form(), *sheets), snapshot=SNAPSHOT, today=date(2024, 10, 5))
    cited(found.findings)
    assert len({row.action.code for row in found.rows}) == len(found.rows)
    if not any(finding.severity is Severity.BLOCK for finding in found.findings):
        for row in found.reporting:
            assert row.report is not None
            assert row.report.progress is None or 0 <= row.report.progress <= 100
            assert set(row.sources) >= {"declaration", "as_of_date"}


@given(sheets_of(PLAN_SHEETS))
def test_a_plan_workbook_of_anything_is_read_to_its_end(sheets) -> None:
    info = form(form_kind=FORM_KIND_PLAN)
    found = read_plan_book(book(info, *sheets), snapshot=SNAPSHOT)
    cited(found.findings)
    assert len({row.record.code for row in found.actions}) == len(found.actions)
