"""A workbook handed back: nothing lost, nothing changed, every finding in its cell, and fit to be handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from miharu_dx.domain.finding import Finding, Severity
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.repairs import matters, repairs
from miharu_dx.intake.form_info import read_form
from miharu_dx.intake.workbook import parse
from miharu_dx.present.workbook.fill import Typed
from miharu_dx.services import returned
from miharu_dx.services.returned import returned_book
from tests.present.workbook_reading import opened, records
from tests.services.desk import Desk, spoken

H1 = PeriodKey(2026, 0)
Change = Callable[[Workbook], None]


def edited(data: bytes, *changes: Change) -> bytes:
    """Return the workbook with changes somebody made in Excel."""
    book = load_workbook(BytesIO(data))
    for change in changes:
        change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def handed_back(
    desk: Desk, data: bytes, name: str = "様式.xlsx", **expected: object
) -> tuple[Preview, bytes]:
    preview = desk.check(data, name, **expected)
    return preview, returned_book(desk.ctx, preview, data).data


def under(sheet: Worksheet, heading: str, row: int = 2):
    """Return the cell below a heading."""
    labels = [cell.value for cell in sheet[1]]
    return sheet.cell(row, labels.index(heading) + 1)


def put(sheet: str, heading: str, row: int, value: object) -> Change:
    return lambda book: setattr(under(book[sheet], heading, row), "value", value)


def stopping(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return sorted(m for m in matters(f for f in findings if f.severity is Severity.BLOCK))


BAD = {
    ("A1",): spoken(rating="遅延", progress="120", 課題="サンプル：1行目\n2行目"),
    ("A2",): spoken(progress=Typed(0.3, "0%"), 基準日="R8.9.31"),
}


def test_every_finding_stands_in_its_cell_with_its_wording_and_in_the_list_with_a_link(desk: Desk) -> None:
    preview, data = handed_back(desk, desk.form(進捗=BAD))
    book = opened(data)
    assert book.sheetnames == ["修正一覧", "進捗", "指標", "コード表", "様式情報"]
    listed = records(book["修正一覧"])
    assert len(listed) == len(preview.findings) == 3
    assert [row["番号"] for row in listed] == [1, 2, 3]
    for number, row in enumerate(listed, start=2):
        link = book["修正一覧"].cell(number, 4).hyperlink
        sheet, cell = link.location.split("!")
        assert (sheet.strip("'"), cell) == (row["シート"], row["セル"])
        marked = book[row["シート"]][row["セル"]]
        assert row["指摘"] in marked.comment.text and row["直し方"] in marked.comment.text
        assert marked.fill.fgColor.rgb == "FFFDEEEE"
        assert marked.border.left.style == marked.border.top.style == "thick"
        assert not marked.protection.locked
    by_label = {row["項目"]: row for row in listed}
    assert by_label["評価"]["入力された値"] == "遅延"
    assert by_label["評価"]["もとのファイルのセル"] == "進捗 J2"
    assert {row["要修正・注意"] for row in listed} == {"■ 要修正"}
    assert not any(f.code in str(row) for row in listed for f in preview.findings)


def test_what_was_typed_stands_as_it_was_typed(desk: Desk) -> None:
    source = desk.form(進捗=BAD, 指標={("A1", "オンライン申請の数", "2026"): {"実績値": "１，２３４"}})
    _, data = handed_back(desk, source)
    before, after = opened(source), opened(data)
    for name in ("進捗", "指標"):
        assert records(after[name]) == records(before[name])
    percent = under(after["進捗"], "進捗率(%)", 3)
    assert (percent.value, percent.number_format) == (0.3, "0%")


def test_handed_in_again_as_it_is_it_stops_at_the_same_places(desk: Desk) -> None:
    preview, data = handed_back(desk, desk.form(進捗=BAD))
    again = desk.check(data, "返却.xlsx")
    assert sorted(matters(again.findings)) == sorted(matters(preview.findings))
    assert again.base_version == preview.base_version


def test_mended_in_the_returned_book_it_passes_and_is_stored_as_typed(desk: Desk) -> None:
    preview, data = handed_back(desk, desk.form(進捗=BAD), "総務課.xlsx")
    mended = edited(
        data,
        put("進捗", "評価", 2, "順調"),
        put("進捗", "進捗率(%)", 2, "約半分"),
        put("進捗", "基準日", 3, "R8.9.30"),
    )
    again = desk.check(mended, "返却_総務課.xlsx")
    assert again.ok
    found = repairs(preview.findings, again.findings)
    assert (found.total, found.mended, found.left, found.new) == (3, 3, 0, 1)
    assert found.sentence == "3件すべてが直りました。新しい指摘 1件。直すまで確定できないものはありません"
    desk.hand_in(mended, "返却_総務課.xlsx")
    stored = desk.store.snapshot()
    assert (stored.report("A1", H1).progress, stored.report("A2", H1).progress) == (50, 30)
    trail = desk.store.rows("value_trail", entity="report", entity_key="A1/2026/H1", field="progress")
    assert [(row["sheet"], row["raw"]) for row in trail] == [("進捗", "約半分")]


def test_the_base_of_the_form_stays_that_of_the_file_although_the_store_moved(desk: Desk) -> None:
    source = desk.form(進捗=BAD)
    before, _ = read_form(parse(source), "進捗報告様式", desk.store.snapshot())
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=10)}))
    _, data = handed_back(desk, source)
    after, _ = read_form(parse(data), "進捗報告様式", desk.store.snapshot())
    assert before is not None and after is not None
    assert replace(after, cells={}) == replace(before, cells={})
    assert after.store_version == desk.store.version - 1


def test_columns_rows_and_sheets_of_their_own_are_kept_with_their_cells(desk: Desk) -> None:
    def notes(book: Workbook) -> None:
        sheet = book["進捗"]
        sheet["X1"], sheet["X3"], sheet["Y2"] = "備考", "サンプルの備考", 42
        memo = book.create_sheet("メモ")
        memo["B3"], memo["C4"] = "=1+1", "サンプル@メモ"
        memo["B3"].data_type = "s"

    _, data = handed_back(desk, edited(desk.form(進捗=BAD), notes))
    book = opened(data)
    kept = {(row["もとのシート"], row["もとのセル"]): row for row in records(book["そのほかの記入"])}
    assert {place: row["書かれていた内容"] for place, row in kept.items()} == {
        ("進捗", "X1"): "備考", ("進捗", "X3"): "サンプルの備考", ("進捗", "Y2"): 42,
        ("メモ", "B3"): "=1+1", ("メモ", "C4"): "サンプル@メモ",
    }  # fmt: skip
    assert (kept["進捗", "X3"]["見出し"], kept["進捗", "X3"]["行の名前"]) == ("備考", "サンプル決裁の電子化")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    moved = next(
        row for row in records(book["修正一覧"]) if row["項目"] is None and row["入力された値"] == "備考"
    )
    assert moved["シート"] == "そのほかの記入"
    assert book["そのほかの記入"][moved["セル"]].value == "備考"

    again = desk.check(data, "返却.xlsx")
    assert not {f.code for f in again.findings} & {"header.column_unknown", "header.column_unnamed"}
    twice = returned_book(desk.ctx, again, data).data
    assert records(opened(twice)["そのほかの記入"]) == records(book["そのほかの記入"])


def test_a_printed_cell_written_over_is_put_back_and_what_was_written_is_kept(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=30), ("A2",): spoken()}))
    source = desk.form(period="下期", 進捗={("A1",): spoken(progress=40, 基準日="2027/3/31")})
    source = edited(source, put("進捗", "前期進捗率(%)", 2, 99), put("進捗", "取組事項", 2, "別の取組"))
    preview, data = handed_back(desk, source)
    assert "row.context_changed" in {f.code for f in preview.findings}
    book = opened(data)
    assert under(book["進捗"], "前期進捗率(%)").value == 30
    assert "99" in under(book["進捗"], "前期進捗率(%)").comment.text
    assert under(book["進捗"], "取組事項").value == "1-1 行政手続のオンライン化"
    values = {row["もとのセル"]: row["書かれていた内容"] for row in records(book["そのほかの記入"])}
    assert values == {"C2": "別の取組", "K2": 99}


def test_a_deleted_row_comes_back_at_its_place_with_nothing_filled_in(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): spoken()}))
    source = edited(desk.form(進捗={("A2",): spoken(progress="120")}), lambda b: b["進捗"].delete_rows(2))
    preview, data = handed_back(desk, source)
    sheet = opened(data)["進捗"]
    assert [under(sheet, "個別取組コード", row).value for row in (2, 3)] == ["A1", "A2"]
    assert [under(sheet, name).value for name in ("申告区分", "進捗率(%)", "今期の実績")] == [None] * 3
    again = desk.check(data)
    assert stopping(again.findings) == stopping(preview.findings)
    assert repairs(preview.findings, again.findings).new == 0


def test_a_row_that_may_be_meant_by_another_is_not_put_back(desk: Desk) -> None:
    source = edited(desk.form(進捗={("A1",): spoken()}), put("進捗", "個別取組コード", 2, "A9"))
    preview, data = handed_back(desk, source)
    assert "row.code_unknown" in {f.code for f in preview.findings}
    sheet = opened(data)["進捗"]
    assert [row["個別取組コード"] for row in records(sheet)] == ["A9", "A2"]
    assert not sheet.protection.sheet
    mended = edited(data, put("進捗", "個別取組コード", 2, "A1"))
    assert desk.check(mended).ok


def test_rows_of_the_same_action_both_stay(desk: Desk) -> None:
    def doubled(book: Workbook) -> None:
        sheet = book["進捗"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(4, column).value = sheet.cell(2, column).value

    preview, data = handed_back(desk, edited(desk.form(進捗={("A1",): spoken()}), doubled))
    assert [row["個別取組コード"] for row in records(opened(data)["進捗"])] == ["A1", "A2", "A1"]
    again = desk.check(data)
    assert sorted(matters(again.findings)) == sorted(matters(preview.findings))


def test_words_that_name_cells_name_those_of_the_returned_book(desk: Desk) -> None:
    def doubled(book: Workbook) -> None:
        sheet = book["進捗"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(9, column).value = sheet.cell(2, column).value

    source = edited(desk.form(進捗={("A1",): spoken()}), doubled, lambda b: b["進捗"].insert_cols(1))
    preview, data = handed_back(desk, source)
    finding = next(f for f in preview.findings if f.code == "row.duplicate")
    assert "B2とB9" in finding.message
    row = next(r for r in records(opened(data)["修正一覧"]) if "複数" in r["指摘"])
    assert "A2とA4" in row["指摘"] and (row["セル"], row["もとのファイルのセル"]) == ("A4", "進捗 B9")


def test_cells_merged_downwards_stay_merged_until_somebody_decides(desk: Desk) -> None:
    source = edited(
        desk.form(進捗={("A1",): spoken(課題="サンプル"), ("A2",): spoken()}),
        lambda b: b["進捗"].merge_cells("P2:P3"),
    )
    preview, data = handed_back(desk, source)
    assert stopping(preview.findings) == [("row.merged", "progress/a1", "issue")]
    assert stopping(desk.check(data).findings) == stopping(preview.findings)
    mended = edited(data, lambda b: b["進捗"].unmerge_cells("P2:P3"), put("進捗", "課題", 3, "サンプル"))
    assert desk.check(mended).ok


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (put("進捗", "評価", 1, "わからない見出し"), "header.column_missing"),
        (lambda b: b["進捗"].delete_rows(1), "header.not_found"),
        (lambda b: b.remove(b["指標"]), "header.sheet_missing"),
        (put("進捗", "課題", 1, "評価"), "header.column_duplicate"),
    ],
)
def test_a_broken_heading_is_whole_again_and_the_rows_are_there(
    desk: Desk, change: Change, code: str
) -> None:
    source = edited(desk.form(進捗=BAD), change)
    preview, data = handed_back(desk, source)
    assert code in {f.code for f in preview.findings}
    book = opened(data)
    assert {"進捗", "指標"} <= set(book.sheetnames)
    assert {row["個別取組コード"] for row in records(book["進捗"])} == {"A1", "A2"}
    again = desk.check(data)
    assert code not in {f.code for f in again.findings}
    assert again.stopped_at not in ("file", "header")
    assert everything(source) - everything(data) <= PRINTED_BY_US


PRINTED_BY_US = frozenset({"評価", "個別取組コード"})


def everything(data: bytes) -> set[str]:
    """Return every text and number of the sheets people write in."""
    book = opened(data)
    names = [name for name in book.sheetnames if name not in ("コード表", "様式情報", "修正一覧")]
    return {
        str(cell.value)
        for name in names
        for row in book[name].iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_two_columns_of_one_heading_are_not_chosen_between(desk: Desk) -> None:
    source = edited(
        desk.form(進捗={("A1",): spoken(課題="遅れ"), ("A2",): spoken(課題="順調")}),
        put("進捗", "課題", 1, "評価"),
    )
    _, data = handed_back(desk, source)
    sheet = opened(data)["進捗"]
    assert [under(sheet, "評価", row).value for row in (2, 3)] == [None, "順調"]
    others = records(opened(data)["そのほかの記入"])
    assert {(row["もとのセル"], row["書かれていた内容"]) for row in others} >= {
        ("J2", "順調"),
        ("P2", "遅れ"),
    }


def without_info(book: Workbook) -> None:
    book.remove(book["様式情報"])


def test_a_form_without_its_origin_is_moved_to_a_new_one_for_whom_was_chosen(desk: Desk) -> None:
    source = edited(desk.form(進捗={("A1",): spoken()}), without_info)
    preview, data = handed_back(desk, source, department="soumu", key=H1)
    assert [f.code for f in preview.findings] == ["file.form_missing"]
    book = opened(data)
    assert records(book["修正一覧"])[0]["このブックでの扱い"].startswith("今の版から作った様式")
    assert under(book["進捗"], "評価").value == "順調"
    again = desk.check(data, department="soumu", key=H1)
    assert (again.ok, again.base_version) == (True, desk.store.version)


def test_without_a_choice_the_book_lists_what_is_wrong_and_what_was_written(desk: Desk) -> None:
    source = edited(desk.form(進捗={("A1",): spoken(課題="サンプル：困りごと")}), without_info)
    preview, data = handed_back(desk, source)
    assert [f.code for f in preview.findings] == ["file.form_missing"]
    book = opened(data)
    assert book.sheetnames == ["修正一覧", "そのほかの記入"]
    row = next(r for r in records(book["そのほかの記入"]) if r["書かれていた内容"] == "サンプル：困りごと")
    assert (row["もとのシート"], row["もとのセル"], row["見出し"]) == ("進捗", "P2", "課題")


def test_a_workbook_of_another_kind_is_told_so_and_not_taken_apart(desk: Desk) -> None:
    preview, data = handed_back(desk, desk.plan_book(), kind="progress", department="soumu", key=H1)
    assert [f.code for f in preview.findings] == ["file.form_kind"]
    assert opened(data).sheetnames == ["修正一覧"]


def test_a_form_of_another_department_keeps_its_own_origin(desk: Desk) -> None:
    source = desk.form("jumin", 進捗={("B1",): spoken()})
    preview, data = handed_back(desk, source, department="soumu", key=H1)
    assert [f.code for f in preview.findings] == ["file.other_department"]
    book = opened(data)
    target = records(book["修正一覧"])[0]
    assert (target["シート"], book["様式情報"][target["セル"]].value) == ("様式情報", "jumin")
    assert desk.check(data, department="jumin", key=H1).ok


def test_a_plan_workbook_comes_back_with_every_row_and_its_findings(desk: Desk) -> None:
    source = desk.plan_book(
        個別取組={
            ("A1",): {"開始年度": "令和99年度"},
            ("C1",): {
                "個別取組名": "サンプル新規",
                "取組事項": "9-9 ない",
                "担当課": "住民課",
                "開始年度": 2026,
            },
        },
        工程={("A1", "2026"): {"年度末の計画進捗率(%)": "150"}},
    )
    preview, data = handed_back(desk, source, "計画.xlsx", kind="plan")
    assert not preview.ok
    before, after = opened(source), opened(data)
    for name in ("担当課", "個別取組", "工程", "指標"):
        assert records(after[name])[: len(records(before[name]))] == [
            row for row in records(before[name]) if any(value is not None for value in row.values())
        ]
    again = desk.check(data, "計画.xlsx", kind="plan")
    assert sorted(matters(again.findings)) == sorted(matters(preview.findings))
    listed = records(after["修正一覧"])
    assert {row["シート"] for row in listed} >= {"個別取組", "工程"}


def test_a_plan_sheet_that_is_gone_comes_back_as_it_is_stored(desk: Desk) -> None:
    source = edited(desk.plan_book(), lambda b: b.remove(b["工程"]))
    preview, data = handed_back(desk, source, "計画.xlsx", kind="plan")
    assert {f.code for f in preview.findings} == {"header.sheet_missing"}
    again = desk.check(data, "計画.xlsx", kind="plan")
    assert again.ok and not again.counts.any


def test_a_formula_without_result_and_a_text_too_long_are_kept_beside_the_form(desk: Desk) -> None:
    long = "あ" * 40_000

    def write(book: Workbook) -> None:
        under(book["進捗"], "課題").value = "=SUM(A1:A2)"
        under(book["進捗"], "今後の対応").value = long[:32_767]

    preview, data = handed_back(desk, edited(desk.form(進捗={("A1",): spoken()}), write))
    assert {f.code for f in preview.findings} >= {"cell.formula_uncached", "cell.too_long"}
    book = opened(data)
    cell = under(book["進捗"], "課題")
    assert cell.value == "#CALC!"
    assert "=SUM(A1:A2)" in cell.comment.text
    assert under(book["進捗"], "今後の対応").value == long[:32_767]
    assert [row["書かれていた内容"] for row in records(book["そのほかの記入"])] == ["=SUM(A1:A2)"]
    assert stopping(desk.check(data).findings) == stopping(preview.findings)


def test_what_is_too_much_to_be_listed_is_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def memo(book: Workbook) -> None:
        sheet = book.create_sheet("メモ")
        for row in range(1, 8):
            sheet.cell(row, 1, f"サンプル{row}")

    monkeypatch.setattr(returned, "ENTRIES_LISTED", 5)
    monkeypatch.setattr(returned, "FINDINGS_LISTED", 2)
    preview, data = handed_back(desk, edited(desk.form(進捗=BAD), memo))
    assert len(preview.findings) == 3
    book = opened(data)
    assert len(records(book["修正一覧"])) == 3 and "1件" in records(book["修正一覧"])[-1]["指摘"]
    assert "2個のセル" in records(book["そのほかの記入"])[-1]["書かれていた内容"]


def test_only_the_bytes_that_were_checked_are_handed_back(desk: Desk) -> None:
    data = desk.form(進捗=BAD)
    preview = desk.check(data)
    assert preview.sha256 == hashlib.sha256(data).hexdigest()
    with pytest.raises(Refusal) as refused:
        returned_book(desk.ctx, preview, desk.form())
    assert refused.value.code == "upload.changed_bytes"


def test_nobody_gets_a_book_of_a_department_not_their_own(desk: Desk) -> None:
    data = desk.form("jumin", 進捗={("B1",): spoken(progress="120")})
    preview = desk.check(data)
    assert returned_book(desk.as_department("jumin").ctx, preview, data)
    with pytest.raises(Refusal) as refused:
        returned_book(desk.as_department("soumu").ctx, preview, data)
    assert refused.value.code == "access.other_department"
    plan = desk.plan_book(工程={("A1", "2026"): {"年度末の計画進捗率(%)": "150"}})
    with pytest.raises(Refusal):
        returned_book(desk.as_department("soumu").ctx, desk.check(plan), plan)


def test_the_file_is_named_after_theirs_once(desk: Desk) -> None:
    data = desk.form(進捗=BAD)
    first = returned_book(desk.ctx, desk.check(data, "総務課.xlsx"), data)
    again = returned_book(desk.ctx, desk.check(first.data, first.file_name), first.data)
    assert (first.file_name, again.file_name) == ("返却_総務課.xlsx", "返却_総務課.xlsx")


def test_the_same_workbook_is_always_handed_back_as_the_same_bytes(desk: Desk) -> None:
    data = desk.form(進捗=BAD)
    preview = desk.check(data)
    assert returned_book(desk.ctx, preview, data) == returned_book(desk.ctx, preview, data)
