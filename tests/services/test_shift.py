"""A form whose cells stand beside the wrong codes: stopped before anything is shown, handed back, put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import batch, upload
from miharu_dx.services.returned import returned_book
from miharu_dx.services.withdrawal import withdraw_submission
from tests.services.desk import ACTIONS, Desk, spoken

H1 = PeriodKey(2026, 0)
MORE = {
    (f"C{number}",): {**ACTIONS[("A1",)], "個別取組名": f"サンプル取組その{number}"} for number in range(1, 4)
}
CODES = ("A1", "C1", "C2", "C3", "A2")  # 計画の順
SAID = dict(
    zip(
        CODES,
        (
            "住民票の申請を電子で受け付け始めた。",
            "体育館の鍵を番号式に改めた。",
            "農地の写真を地図に重ねて示した。",
            "広報の記事を音声でも配った。",
            "起案の添付を八割まで減らした。",
        ),
        strict=True,
    )
)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Return a desk whose department has five actions."""
    desk.hand_in(desk.plan_book(個別取組=MORE), "計画.xlsx")
    return desk


def told(texts: Sequence[str] = tuple(SAID.values())) -> dict[tuple[str, ...], dict[str, object]]:
    return {
        (code,): spoken(progress=20 + number, 今期の実績=text)
        for number, (code, text) in enumerate(zip(CODES, texts, strict=True))
    }


def moved(data: bytes, headings: Sequence[str], order: Sequence[int | None]) -> bytes:
    """Return the form with the cells of some columns taken from other rows, counted from 0."""
    book = load_workbook(BytesIO(data))
    sheet = book["進捗"]
    labels = [cell.value for cell in sheet[1]]
    for heading in headings or labels:
        at = labels.index(heading) + 1
        values = [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]
        for row, origin in enumerate(order, 2):
            sheet.cell(row, at).value = None if origin is None else values[origin]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def codes(desk: Desk, data: bytes) -> list[str]:
    return [finding.code for finding in desk.check(data).blocks]


DOWN = (None, 0, 1, 2, 3)


def test_a_column_one_row_too_low_stops_before_the_preview_and_nothing_is_stored(busy: Desk) -> None:
    busy.hand_in(busy.form(進捗=told()))
    data = moved(busy.form(), ["今期の実績"], DOWN)
    preview = busy.check(data)
    assert [(f.code, f.args["cells"]) for f in preview.blocks] == [("row.shifted", "N3:N6")]
    version = busy.store.version
    with pytest.raises(Refusal) as refused:
        upload.commit(busy.ctx, preview, data)
    assert (refused.value.code, busy.store.version) == ("upload.has_findings", version)


def test_the_returned_book_marks_every_cell_that_moved_and_passes_once_put_right(busy: Desk) -> None:
    busy.hand_in(busy.form(進捗=told()))
    data = moved(busy.form(), ["今期の実績"], DOWN)
    back = returned_book(busy.ctx, busy.check(data), data).data
    sheet = load_workbook(BytesIO(back))["進捗"]
    comments = {row: sheet.cell(row, 14).comment for row in range(2, 7)}
    assert [row for row, comment in comments.items() if comment and "ずれています" in comment.text] == [
        3,
        4,
        5,
        6,
    ]
    assert codes(busy, back) == ["row.shifted"]
    # 戻すときは、あふれて消えた最後の行を書き直す。
    mended = moved(back, ["今期の実績"], (1, 2, 3, 4, None))
    assert codes(busy, mended) == []


def test_the_print_beside_the_cells_stays_as_evidence_in_the_returned_book(busy: Desk) -> None:
    busy.hand_in(busy.form(進捗=told()))
    busy.clock.now += timedelta(days=190)
    new = [f"サンプル：後期に行ったことの{number}" for number in range(5)]
    data = moved(busy.form(period="下期", 進捗=told(new)), ["個別取組コード", "個別取組名"], (2, 0, 4, 1, 3))
    preview = busy.check(data)
    assert [f.code for f in preview.blocks] == ["row.keys_apart"]
    back = returned_book(busy.ctx, preview, data).data
    assert codes(busy, back) == ["row.keys_apart"]
    sheet = load_workbook(BytesIO(back))["進捗"]
    assert not sheet.protection.sheet
    assert codes(busy, moved(back, ["個別取組コード", "個別取組名"], (1, 3, 0, 4, 2))) == []


def test_a_mistake_that_was_stored_is_put_right_after_it_was_taken_back(busy: Desk) -> None:
    wrong = [*list(SAID.values())[1:], SAID[CODES[0]]]
    number = busy.hand_in(busy.form(進捗=told(wrong))).submission
    assert number is not None
    right = moved(busy.form(), ["今期の実績"], (4, 0, 1, 2, 3))
    assert codes(busy, right) == ["row.out_of_order"]
    withdraw_submission(busy.ctx, number, "実績の行がずれていたため")
    assert codes(busy, right) == []


def test_naming_the_action_in_the_text_keeps_it_where_it_stands(busy: Desk) -> None:
    busy.hand_in(busy.form(進捗=told()))
    names = {"A1": "サンプル申請の電子化", "A2": "サンプル決裁の電子化"} | {
        f"C{number}": f"サンプル取組その{number}" for number in range(1, 4)
    }
    before = [SAID[CODES[index - 1]] for index in range(5)]
    texts = [f"{names[code]}：{text}" for code, text in zip(CODES, before, strict=True)]
    assert codes(busy, busy.form(進捗=told(texts))) == []


def test_the_form_of_an_earlier_period_is_not_taken_for_another(busy: Desk) -> None:
    busy.hand_in(busy.form(進捗=told()))
    book = load_workbook(BytesIO(busy.form()))
    for row in book["様式情報"].iter_rows(min_row=2):
        if row[0].value in ("期", "期の名前"):
            row[2].value = {"期": "H2", "期の名前": "下期"}[str(row[0].value)]
    file = BytesIO()
    book.save(file)
    preview = busy.check(file.getvalue(), department="soumu", key=PeriodKey(2026, 1))
    assert [f.code for f in preview.findings] == ["file.form_relabelled"]
    back = returned_book(busy.ctx, preview, file.getvalue()).data
    # 新しい様式に移しただけでは、前の期の内容のまま。
    assert codes(busy, back) == ["file.typed_before"]


def test_a_form_of_another_department_is_one_finding_on_the_command_line_too(
    busy: Desk, tmp_path: Path
) -> None:
    book = load_workbook(BytesIO(busy.form(進捗=told())))
    for row in book["様式情報"].iter_rows(min_row=2):
        if row[0].value == "担当課コード":
            row[2].value = "jumin"
    path = tmp_path / "様式.xlsx"
    book.save(path)
    result = batch.file_result(busy.ctx, path, keep=False)
    assert [f["code"] for f in result.plain()["findings"]] == ["file.rows_of_other"]  # type: ignore[index,union-attr]
    assert "総務課" in result.findings[0].message
    assert "住民課" in result.findings[0].message
