"""Departments' own sheets on their way into the store: mapped once, asked never again, no side door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.mapping import ColumnMapping, Fixed, MappingSpec, TableMapping, Target
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.workbook import parse
from miharu_dx.services import mapping, mapping_list, mapping_view, upload
from miharu_dx.services.returned import returned_book
from tests.services.desk import Desk

H1 = PeriodKey(2026, 0)
HEADS = ["番号", "事業名", "進捗段階", "評価", "進捗率", "取組内容", "課題"]
ROWS = [
    ["A1", "サンプル申請の電子化", "実施中", "順調", "40%", "申請の画面を作った。", ""],
    ["A2", "サンプル決裁の電子化", "準備中", "やや遅れ", "20%", "仕様をまとめた。", "入札が不調だった。"],
]


def csv(rows: list[list[str]] = ROWS, heads: list[str] = HEADS, encoding: str = "utf-8") -> bytes:
    return "".join(",".join(row) + "\r\n" for row in [heads, *rows]).encode(encoding)


def examined(desk: Desk, data: bytes, name: str = "進捗.csv") -> mapping.Examined:
    return mapping.examine(desk.ctx, name, data, "soumu", H1)


def check(desk: Desk, data: bytes, name: str = "進捗.csv", key: PeriodKey = H1):
    return upload.prepare(desk.ctx, name, data, Expected("progress", "soumu", key))


def test_a_table_nobody_mapped_is_a_finding_that_leads_to_the_mapping(desk: Desk) -> None:
    preview = check(desk, csv())
    assert [f.code for f in preview.findings] == ["file.mapping_none"]
    assert not preview.ok and preview.department == "soumu"


def test_a_saved_mapping_is_used_without_asking_and_values_keep_their_true_cell(desk: Desk) -> None:
    found = examined(desk, csv())
    assert found.saved is None
    mapping.save(desk.ctx, "soumu", "総務課の進捗表", found.spec)
    preview = check(desk, csv())
    assert preview.ok, preview.findings
    receipt = upload.commit(desk.ctx, preview, csv())
    report = desk.store.snapshot().report("A2", H1)
    assert (report.stage, report.rating, report.progress) == ("準備中", "やや遅れ", 20.0)
    trail = desk.store.rows("value_trail", entity="report", entity_key="A2/2026/H1", field="rating")
    assert [(t["file_name"], t["sheet"], t["excel_row"], t["excel_column"], t["raw"]) for t in trail] == [
        ("進捗.csv", "進捗", 3, 4, "やや遅れ")
    ]
    assert (receipt.already, receipt.counts.new) == (False, 2)
    assert examined(desk, csv()).saved.name == "総務課の進捗表"


def mapped(desk: Desk, data: bytes, name: str = "総務課の進捗表") -> mapping.Examined:
    found = examined(desk, data)
    mapping.save(desk.ctx, "soumu", name, found.spec)
    return found


def test_every_encoding_and_a_workbook_go_the_same_way(desk: Desk) -> None:
    mapped(desk, csv())
    for encoding in ("utf-8-sig", "cp932", "utf-16"):
        assert check(desk, csv(encoding=encoding)).ok
    assert "Shift_JIS" in examined(desk, csv(encoding="cp932")).written
    with pytest.raises(Refusal) as refused:
        check(desk, csv(encoding="euc_jp"))
    assert refused.value.code == "file.encoding"


def test_saving_the_same_again_makes_no_version(desk: Desk) -> None:
    found = mapped(desk, csv())
    version = desk.store.version
    assert mapping.save(desk.ctx, "soumu", " 総務課の進捗表 ", found.spec) == version
    assert desk.store.version == version
    changed = found.spec.with_table(replace(found.spec.tables[0], rows={"|会議": ""}))
    assert mapping.save(desk.ctx, "soumu", "総務課の進捗表", changed) == version + 1
    assert len(desk.store.snapshot().mappings) == 1
    assert examined(desk, csv()).spec.tables[0].rows == {"|会議": ""}


@pytest.mark.parametrize(
    ("name", "spec", "code"),
    [
        ("  ", MappingSpec((TableMapping(("番号",)),)), "mapping.name_blank"),
        ("表", MappingSpec((TableMapping(("番号",), used=False),)), "mapping.nothing_read"),
        ("表", MappingSpec(), "mapping.nothing_read"),
    ],
)
def test_what_reads_nothing_or_has_no_name_is_not_saved(
    desk: Desk, name: str, spec: MappingSpec, code: str
) -> None:
    before = desk.store.version
    with pytest.raises(Refusal) as refused:
        mapping.save(desk.ctx, "soumu", name, spec)
    assert (refused.value.code, desk.store.version) == (code, before)


def test_a_mapping_is_the_departments_own(desk: Desk) -> None:
    found = mapped(desk, csv())
    stranger = desk.as_department("jumin")
    for act in (
        lambda: mapping.examine(stranger.ctx, "進捗.csv", csv(), "soumu", H1),
        lambda: mapping.trial(stranger.ctx, found, found.spec),
        lambda: mapping.save(stranger.ctx, "soumu", "別名", found.spec),
        lambda: mapping.remove(stranger.ctx, "soumu", "総務課の進捗表"),
        lambda: check(stranger, csv()),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "access.other_department"
    assert mapping_list.saved_lines(stranger.ctx) == ()
    own = desk.as_department("soumu")
    assert [line.name for line in mapping_list.saved_lines(own.ctx)] == ["総務課の進捗表"]
    assert check(own, csv()).ok


def test_another_departments_mapping_reads_nothing_of_ours(desk: Desk) -> None:
    found = examined(desk, csv())
    mapping.save(desk.ctx, "jumin", "住民課の表", found.spec)
    assert [f.code for f in check(desk, csv()).findings] == ["file.mapping_none"]


def test_a_mapping_that_was_taken_away_asks_again_and_keeps_what_was_stored(desk: Desk) -> None:
    mapped(desk, csv())
    upload.commit(desk.ctx, check(desk, csv()), csv())
    mapping.remove(desk.ctx, "soumu", "総務課の進捗表")
    assert [f.code for f in check(desk, csv()).findings] == ["file.mapping_none"]
    assert desk.store.snapshot().report("A1", H1).progress == 40.0
    with pytest.raises(Refusal) as refused:
        mapping.remove(desk.ctx, "soumu", "総務課の進捗表")
    assert refused.value.code == "mapping.missing"


def test_our_own_form_needs_no_mapping_and_is_never_read_through_one(desk: Desk) -> None:
    mapped(desk, csv())
    form = desk.form()
    with pytest.raises(Refusal) as refused:
        mapping.examine(desk.ctx, "様式.xlsx", form, "soumu", H1)
    assert refused.value.code == "mapping.own_form"
    assert mapping.used(desk.ctx, "様式.xlsx", form, Expected("progress", "soumu", H1)) is None


@pytest.mark.parametrize("data", ["メモだけ\r\n", "1,2\r\n3,4\r\n"])
def test_a_file_without_a_table_cannot_be_mapped(desk: Desk, data: str) -> None:
    with pytest.raises(Refusal) as refused:
        examined(desk, data.encode())
    assert refused.value.code == "mapping.no_tables"
    assert [f.code for f in check(desk, data.encode()).findings] == ["file.form_missing"]


def test_without_a_period_a_foreign_table_is_no_report(desk: Desk) -> None:
    mapped(desk, csv())
    preview = upload.prepare(desk.ctx, "進捗.csv", csv())
    assert [f.code for f in preview.findings] == ["file.mapping_period"]
    assert preview.department == "soumu"


def test_what_a_department_wrote_elsewhere_is_not_undone_by_its_older_table(desk: Desk) -> None:
    mapped(desk, csv())
    upload.commit(desk.ctx, check(desk, csv()), csv())
    desk.hand_in(desk.form(進捗={("A1",): {"進捗率(%)": 55}}))
    again = check(desk, csv([ROWS[0], [*ROWS[1][:4], "25%", *ROWS[1][5:]]]))
    assert again.ok and {c.entry.group for c in again.moved} == {"A1", "A2"}
    stored = [(f.field, f.old, f.new) for c in again.moved if c.entry.group == "A1" for f in c.fields]
    assert stored == [("progress", 55.0, 40.0)], "the department's own last word is its table's base"


def test_somebody_elses_later_change_is_asked_about(desk: Desk) -> None:
    mapped(desk, csv())
    upload.commit(desk.ctx, check(desk, csv()), csv())
    with desk.store.transaction(actor="事務局", kind="setting", note="", at=desk.clock()) as tx:
        row = desk.store.snapshot().report("A1", H1)
        tx.put(
            "report",
            [
                {
                    "action": "A1",
                    "fiscal_year": 2026,
                    "period": "H1",
                    "declaration": row.declaration,
                    "progress": 50.0,
                }
            ],
            None,
        )
    same = check(desk, csv())
    assert same.ok and not same.moved and not same.questions, "an untouched cell keeps what others wrote"
    moved = check(desk, csv([[*ROWS[0][:4], "45%", *ROWS[0][5:]], ROWS[1]]))
    assert [cell.field for question in moved.questions for cell in question.cells] == ["progress"]


def test_the_same_table_again_changes_nothing(desk: Desk) -> None:
    mapped(desk, csv())
    first = upload.commit(desk.ctx, check(desk, csv()), csv())
    again = check(desk, csv())
    assert not again.counts.any
    receipt = upload.commit(desk.ctx, again, csv())
    assert (receipt.already, receipt.version) == (True, first.version)


def test_the_same_file_may_be_handed_in_for_another_period(desk: Desk) -> None:
    mapped(desk, csv())
    upload.commit(desk.ctx, check(desk, csv()), csv())
    later = check(desk, csv(), key=PeriodKey(2026, 1))
    assert later.earlier is None and later.counts.new == 2


def test_a_changed_mapping_reads_the_same_bytes_anew(desk: Desk) -> None:
    rows = [[*row[:3], "◎" if row[3] == "順調" else row[3], *row[4:]] for row in ROWS]
    found = mapped(desk, csv(rows))
    assert [f.code for f in check(desk, csv(rows)).blocks] == ["cell.mapping_word"]
    table = found.spec.tables[0]
    said = ColumnMapping("評価", "評価", (Target("rating", {"◎": "前倒し"}),))
    mapping.save(desk.ctx, "soumu", "総務課の進捗表", found.spec.with_table(table.with_column(said)))
    preview = check(desk, csv(rows))
    assert preview.ok
    upload.commit(desk.ctx, preview, csv(rows))
    trail = desk.store.rows("value_trail", entity="report", entity_key="A1/2026/H1", field="rating")
    assert [(t["raw"], t["parsed"], t["how"]) for t in trail] == [
        ("◎", "前倒し", "対応付けで「前倒し」とした")
    ]


def test_a_value_that_no_cell_gave_has_no_cell(desk: Desk) -> None:
    heads, rows = HEADS[:2] + HEADS[3:], [row[:2] + row[3:] for row in ROWS]
    found = examined(desk, csv(rows, heads))
    table = found.spec.tables[0].with_fixed("stage", Fixed("実施中"))
    mapping.save(desk.ctx, "soumu", "段階のない表", found.spec.with_table(table))
    upload.commit(desk.ctx, check(desk, csv(rows, heads)), csv(rows, heads))
    assert desk.store.snapshot().report("A1", H1).stage == "実施中"
    trail = desk.store.rows("value_trail", entity="report", entity_key="A1/2026/H1", field="stage")
    assert [(t["sheet"], t["excel_column"]) for t in trail] == [(None, None)]


def test_a_trial_stores_nothing_and_says_what_would_be_read(desk: Desk) -> None:
    found = examined(desk, csv())
    before = desk.store.version
    result = mapping_view.result_view(mapping.trial(desk.ctx, found, found.spec))
    assert desk.store.version == before
    assert (result.reports, result.blocks, result.left_count) == (2, 0, 0)
    assert {(one.code, item.label, item.cell) for one in result.understood for item in one.items} >= {
        ("A1", "進捗率(%)", "E2"), ("A2", "課題", "G3"),
    }  # fmt: skip


def test_a_mapping_nobody_can_read_any_more_is_listed_and_asks_again(desk: Desk) -> None:
    with desk.store.transaction(actor="事務局", kind="mapping", note="", at=desk.clock()) as tx:
        tx.put("mapping", [{"department": "soumu", "name": "古い表", "spec": "{}"}], None)
    assert [f.code for f in check(desk, csv()).findings] == ["file.mapping_none"]
    (line,) = mapping_list.saved_lines(desk.ctx)
    assert "読めません" in line.told
    mapping.remove(desk.ctx, "soumu", "古い表")
    assert mapping_list.saved_lines(desk.ctx) == ()


def test_a_unit_reads_the_tables_of_the_one_it_took_over_from(desk: Desk) -> None:
    found = mapped(desk, csv())
    desk.hand_in(
        desk.plan_book(
            担当課={("soumu",): {"有効終了年度": 2025, "引継ぎ先コード": "kikaku"}},
        ),
        "計画の見直し.xlsx",
    )
    preview = upload.prepare(desk.ctx, "進捗.csv", csv(), Expected("progress", "kikaku", H1))
    assert preview.ok, preview.findings
    assert found.department == "soumu" and preview.department == "kikaku"


@pytest.mark.parametrize(
    ("name", "data"), [("進捗.csv", csv([["A1", "サンプル申請の電子化", "実施中", "◎", "140%", "", ""]]))]
)
def test_the_returned_workbook_of_a_foreign_table_lists_its_cells(desk: Desk, name: str, data: bytes) -> None:
    mapped(desk, data)
    preview = check(desk, data, name)
    assert {(f.location.a1, f.code) for f in preview.blocks} == {
        ("D2", "cell.mapping_word"), ("E2", "cell.out_of_range"),
    }  # fmt: skip
    book = parse(returned_book(desk.ctx, preview, data).data)
    told = [cell.raw for cell in book.sheet("修正一覧")]
    assert {"進捗 D2", "進捗 E2"} <= set(told)
