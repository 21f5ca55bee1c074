"""What a mapping does not say is asked, what it says is done, and the rest stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.mapping import ONLY, SAME_UNIT, Fixed, MappingSpec
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.records import Report
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.free import reading as reading_module
from miharu_dx.intake.free.reading import MappedReading
from miharu_dx.intake.free.table_search import tables_of
from miharu_dx.intake.free.tables import FreeBook
from tests.intake.free.answers import (
    actual,
    answered,
    carried,
    column,
    proposed,
    read,
    rows_of,
    word,
    words_of,
)
from tests.intake.free.layouts import A1, A2, A3, B1
from tests.intake.free.test_layouts import said, valued
from tests.intake.free.town import CALENDAR, OPENED, SHARE, SUBMITTED, TOUCHED
from tests.intake.tables import book, grid, lines

HEAD = "| 番号 | 取組 | 段階 | 評価 | 進捗率 | 実績 | 課題 |"


def sheet(table: str, **more: object) -> FreeBook:
    return tables_of(book(grid(str(more.pop("name", "進捗")), lines(table), **more)), CALENDAR)  # type: ignore[arg-type]


def cited(reading: MappedReading, code: str) -> list[str]:
    found = [finding for finding in reading.submission.findings if finding.code == code]
    assert all(isinstance(finding, Finding) and finding.message and finding.fix for finding in found)
    return [finding.location.a1 for finding in found]


def reasons(reading: MappedReading) -> dict[str, LeftReason]:
    return {one.location.a1: one.reason for one in reading.left}


def whole(table: str, *answers: object, **more: object) -> MappedReading:
    found = sheet(table, **more)
    return read(found, answered(proposed(found), *answers))  # type: ignore[arg-type]


ROWS = (
    HEAD
    + f"""
| A1 | {A1} | 実施中 | 順調 | 40 | 画面を作った。 | |
| A2 | {A2} | 準備中 | やや遅れ | 20 | 仕様をまとめた。 | 入札が不調だった。 |
"""
)


def test_a_row_nobody_can_tell_is_asked_and_an_answer_settles_it() -> None:
    table = (
        HEAD
        + f"""
    | | 申請の電子化（新） | 実施中 | 順調 | 40 | 画面を作った。 | |
    | A2 | {A2} | 準備中 | 順調 | 20 | 仕様をまとめた。 | |
    """
    )
    asked = whole(table)
    assert cited(asked, "row.mapping_unknown") == ["B2"]
    assert set(said(asked)) == {"A2"}
    assert {reasons(asked)[cell] for cell in ("B2", "C2", "F2")} == {LeftReason.UNMATCHED_ROW}
    told = whole(table, rows_of({"|申請の電子化(新)": "A1"}))
    assert not cited(told, "row.mapping_unknown") and set(said(told)) == {"A1", "A2"}
    skipped = whole(table, rows_of({"|申請の電子化(新)": ""}))
    assert not cited(skipped, "row.mapping_unknown")
    assert reasons(skipped)["B2"] is LeftReason.SKIPPED_ROW


@pytest.mark.parametrize(
    "name",
    [A1, f"　{A1} ", f"【新規】{A1}", f"①{A1}", f"(1) {A1}", f"1-2 {A1}", f"・{A1}（再掲）", f"「{A1}」"],
)
def test_a_name_is_known_however_people_dress_it(name: str) -> None:
    table = f"| 取組 | 段階 | 評価 | 進捗率 |\n| {name} | 実施中 | 順調 | 40 |\n| {A2} | 準備中 | 順調 | 20 |"
    assert set(said(whole(table))) == {"A1", "A2"}


def test_a_code_and_a_name_that_disagree_stop_the_row() -> None:
    reading = whole(
        ROWS.replace(f"| A1 | {A1} |", f"| A1 | {A2} |").replace(f"| A2 | {A2} |", f"| A2 | {A1} |")
    )
    assert cited(reading, "row.name_mismatch") == ["B2", "B3"]


def test_rows_of_others_are_passed_and_listed() -> None:
    reading = whole(ROWS + f"| B1 | {B1} | 実施中 | 順調 | 60 | 始めた。 | |")
    assert set(said(reading)) == {"A1", "A2"}
    assert {reasons(reading)[cell] for cell in ("A4", "B4", "F4")} == {LeftReason.OTHER_DEPARTMENT}


def test_a_department_nobody_knows_is_asked() -> None:
    table = f"""
    | 課 | 取組 | 段階 | 評価 | 進捗率 |
    | 総務課 | {A1} | 実施中 | 順調 | 40 |
    | 総務・住民 | {A2} | 準備中 | 順調 | 20 |
    """
    asked = whole(table, column("課", "department"))
    assert cited(asked, "row.mapping_department") == ["A3"]
    other = whole(table, column("課", "department"), words_of("department", {"総務・住民": "jumin"}))
    assert set(said(other)) == {"A1"} and not cited(other, "row.mapping_department")
    own = whole(table, column("課", "department"), words_of("department", {"総務・住民": "soumu"}))
    assert set(said(own)) == {"A1", "A2"}


def test_signs_and_letters_are_asked_and_a_blank_answer_leaves_them_blank() -> None:
    table = ROWS.replace("| 順調 |", "| ○ |")
    asked = whole(table)
    assert cited(asked, "cell.mapping_word") == ["D2"]
    assert cited(whole(table, word("rating", **{"○": "順調"})), "cell.mapping_word") == []
    blank = whole(table, word("rating", **{"○": ""}))
    assert cited(blank, "row.required_blank_again") == ["D2"]
    gone = whole(table, word("rating", **{"○": "とても順調"}))
    assert cited(gone, "cell.mapping_word") == ["D2"]


def test_a_word_keeps_what_was_typed_and_says_how_it_was_told() -> None:
    reading = whole(ROWS.replace("| 順調 |", "| ○ |"), word("rating", **{"○": "前倒し"}))
    source = reading.submission.rows[0].sources["rating"]
    assert (source.location.a1, source.raw, source.how) == ("D2", "○", "対応付けで「前倒し」とした")


def test_one_column_may_hold_stage_and_rating() -> None:
    table = f"""
    | 番号 | 取組 | 状況 | 進捗率 |
    | A1 | {A1} | 完了 | 100 |
    | A2 | {A2} | やや遅れ | 20 |
    | A3 | {A3} | 準備中 | 10 |
    """
    found = sheet(table)
    spec = proposed(found)
    assert [target.field for target in spec.tables[0].column("状況").targets] == ["stage", "rating"]
    assert said(read(found, spec)) == {
        "A1": ("完了", None, 100.0), "A2": (None, "やや遅れ", 20.0), "A3": ("準備中", None, 10.0),
    }  # fmt: skip


def test_a_field_without_a_column_is_said_once_and_can_be_carried_or_fixed() -> None:
    table = (
        f"| 取組 | 評価 | 進捗率 | 実績 |\n| {A1} | 順調 | 40 | 作った。 |\n| {A3} | 順調 | 10 | 選んだ。 |"
    )
    asked = whole(table)
    assert cited(asked, "header.mapping_missing") == ["1行目"]
    assert not cited(asked, "row.required_blank") and cited(asked, "header.mapping_absent") == ["1行目"]
    kept = whole(table, carried("stage"))
    assert said(kept)["A1"] == ("準備中", "順調", 40.0)
    assert cited(kept, "row.required_blank") == ["3行目"], "A3 was never reported before"
    fixed = whole(table, lambda t: t.with_fixed("stage", Fixed("実施中")))
    assert said(fixed)["A3"] == ("実施中", "順調", 10.0)
    gone = whole(table, lambda t: t.with_fixed("stage", Fixed("ない段階")))
    assert cited(gone, "cell.not_in_list") == ["2行目", "3行目"]


def test_what_no_column_gives_stays_as_it_is_registered() -> None:
    stored = Report(
        "A1", 2026, "H1", "更新", "準備中", "順調", 35.0, "前の実績", "前の課題", "前の対応", author="サンプル担当"
    )  # fmt: skip
    found = sheet(
        f"| 取組 | 段階 | 評価 | 進捗率 |\n| {A1} | 実施中 | 順調 | 40 |\n| {A2} | 準備中 | 順調 | 20 |"
    )
    (row, other) = read(found, proposed(found), stored).submission.rows
    assert (row.report.stage, row.report.achievement, row.report.issue) == ("実施中", "前の実績", "前の課題")
    assert (row.report.next_step, row.report.author) == ("前の対応", "サンプル担当")
    assert other.report.achievement == ""
    assert "achievement" not in row.sources


def test_a_row_that_says_nothing_stays_unreported() -> None:
    reading = whole(
        ROWS.replace(f"| A1 | {A1} | 実施中 | 順調 | 40 | 画面を作った。 | |", f"| A1 | {A1} | | | | | |")
    )
    assert reading.submission.silent == ("A1",) and set(said(reading)) == {"A2"}
    assert cited(reading, "row.silent")


def test_several_values_of_one_action_are_asked_and_texts_may_be_joined() -> None:
    table = (
        HEAD
        + f"""
    | A1 | {A1} | 実施中 | 順調 | 40 | 画面を作った。 | |
    | A1 | {A1} | 実施中 | 順調 | 45 | 説明会を開いた。 | |
    """
    )
    asked = whole(table)
    assert cited(asked, "row.mapping_several") == ["E3", "F3"]
    joined = whole(table, lambda t: replace(t, joined=frozenset({"achievement", "progress"})))
    assert cited(joined, "row.mapping_several") == ["E3"], "numbers are never joined"
    (row,) = joined.submission.rows
    assert row.report.achievement == "画面を作った。\n説明会を開いた。"
    assert row.sources["achievement"].location.a1 == "F2" and "F3" in row.sources["achievement"].how


def test_a_value_merged_over_two_actions_is_no_ones() -> None:
    reading = whole(ROWS.replace("| やや遅れ |", "| |"), merged=((2, 4, 3, 4),))
    assert cited(reading, "row.merged") == ["D2"]


def test_blank_keys_go_on_only_where_somebody_said_so() -> None:
    table = f"""
    | 番号 | 取組 | 指標名 | R8実績 |
    | A1 | {A1} | {SUBMITTED} | 120 |
    | | | {TOUCHED} | 25 |
    | A2 | {A2} | {SHARE} | 35.5 |
    """
    found = sheet(table)
    assert len(valued(read(found, proposed(found)))) == 3
    strict = answered(proposed(found), lambda t: replace(t, filled_down=frozenset()))
    # 指標名が課の中で一つだけなら、個別取組の列が空でも行は決まる。
    assert set(valued(read(found, strict))) == {
        ("A1", SUBMITTED, 2026),
        ("A1", TOUCHED, 2026),
        ("A2", SHARE, 2026),
    }


KPI = f"| 番号 | 指標名 | 単位 | 種別 | R8実績 |\n| A1 | {SUBMITTED} | 件 | 単年度 | 120 |\n| A3 | {OPENED} | 件 | 累計 | 12 |"


def test_a_kind_that_differs_from_the_plan_is_asked() -> None:
    reading = whole(KPI.replace("| 単年度 |", "| 累計 |"))
    assert cited(reading, "row.mapping_kind") == ["D2"]
    named = whole(KPI.replace(SUBMITTED, f"{SUBMITTED}（累計）").replace("| 単年度 |", "| |"))
    assert cited(named, "row.mapping_kind") == ["B2"]
    other = whole(f"| 番号 | 指標名 | R8実績（累計） |\n| A1 | {SUBMITTED} | 250 |\n| A3 | {OPENED} | 12 |")
    assert cited(other, "row.mapping_kind_unused") == ["C2"] and set(valued(other)) == {("A3", OPENED, 2026)}
    assert reasons(other)["C2"] is LeftReason.OTHER_KIND


def test_a_unit_that_differs_is_asked_and_can_be_scaled() -> None:
    table = KPI.replace("| 件 | 単年度 |", "| 百件 | 単年度 |").replace("120", "1.2")
    asked = whole(table, column("単位", "unit"))
    assert cited(asked, "cell.mapping_unit") == ["E2"]
    scaled = whole(table, column("単位", "unit"), actual(scale=100.0, unit="百件"))
    assert valued(scaled)["A1", SUBMITTED, 2026] == 120.0
    row = next(r for r in scaled.submission.indicator_rows if r.indicator.name == SUBMITTED)
    assert (row.sources["actual"].raw, row.sources["actual"].how) == (
        "1.2",
        "対応付けにより100倍して件とした",
    )
    same = whole(table, column("単位", "unit"), actual(unit=SAME_UNIT))
    assert not cited(same, "cell.mapping_unit")


def test_an_indicator_nobody_knows_is_asked_and_an_answer_settles_it() -> None:
    table = f"| 番号 | 指標名 | R8実績 |\n| A1 | 申請件数 | 120 |\n| A3 | {OPENED} | 12 |"
    asked = whole(table)
    assert cited(asked, "row.mapping_indicator") == ["B2"] and set(valued(asked)) == {("A3", OPENED, 2026)}
    told = whole(table, lambda t: replace(t, indicators={"A1|申請件数": SUBMITTED}))
    assert valued(told)["A1", SUBMITTED, 2026] == 120.0
    unused = whole(table, lambda t: replace(t, indicators={"A1|申請件数": ""}))
    assert not cited(unused, "row.mapping_indicator")
    assert reasons(unused)["C2"] is LeftReason.SKIPPED_VALUE


def test_the_only_indicator_of_an_action_needs_no_name() -> None:
    table = f"| 番号 | 取組 | R8実績値 |\n| A2 | {A2} | 35.5 |\n| A1 | {A1} | 120 |"
    found = sheet(table)
    assert proposed(found).tables[0].columns_for("actual")[0].targets[0].indicator == ONLY
    reading = read(found, proposed(found))
    assert valued(reading) == {("A2", SHARE, 2026): 35.5}
    assert cited(reading, "row.mapping_indicator") == ["C3"], "A1 has two"


def test_labels_of_a_compound_cell_are_asked() -> None:
    table = f"| 番号 | 取組 | R8実績値 |\n| A1 | {A1} | 120(窓口) 25(電子) |\n| A2 | {A2} | 35.5 |"
    asked = whole(table)
    assert cited(asked, "cell.mapping_label") == ["C2", "C2"]
    told = whole(table, actual(labels={"窓口": SUBMITTED, "電子": TOUCHED}))
    assert valued(told) == {
        ("A1", SUBMITTED, 2026): 120.0, ("A1", TOUCHED, 2026): 25.0, ("A2", SHARE, 2026): 35.5,
    }  # fmt: skip
    row = told.submission.indicator_rows[0]
    assert row.sources["actual"].raw == "120(窓口) 25(電子)"
    part = whole(table, actual(labels={"窓口": SUBMITTED, "電子": ""}))
    assert not cited(part, "cell.mapping_label")


def test_a_title_of_another_year_is_pointed_out() -> None:
    table = ROWS.strip()
    found = tables_of(book(grid("進捗", [["令和7年度　進捗管理表"], [], *lines(table)])), CALENDAR)
    assert cited(read(found, proposed(found)), "file.mapping_other_words") == ["A1"]
    span = tables_of(book(grid("進捗", [["計画（令和5〜9年度）の進捗"], [], *lines(table)])), CALENDAR)
    assert not cited(read(span, proposed(span)), "file.mapping_other_words")


def test_a_column_of_another_year_is_not_this_reports() -> None:
    table = (
        f"| 取組 | R7評価 | R7進捗率 | 段階 |\n| {A1} | 順調 | 40 | 実施中 |\n| {A2} | 順調 | 20 | 準備中 |"
    )
    reading = whole(table)
    assert cited(reading, "header.mapping_not_now") == ["1行目", "1行目"]
    assert reasons(reading)["B2"] is LeftReason.OTHER_YEAR


def test_rows_of_other_years_and_periods_are_passed() -> None:
    table = f"""
    | 年度 | 期 | 取組 | 段階 | 評価 | 進捗率 |
    | R8 | 上期 | {A1} | 実施中 | 順調 | 40 |
    | R7 | 上期 | {A1} | 準備中 | 遅れ | 30 |
    | R8 | 下期 | {A1} | 完了 | 順調 | 100 |
    """
    reading = whole(table, column("年度", "fiscal_year"), column("期", "period"))
    assert said(reading) == {"A1": ("実施中", "順調", 40.0)}
    assert reasons(reading)["C3"] is LeftReason.OTHER_YEAR
    assert reasons(reading)["C4"] is LeftReason.OTHER_PERIOD


def test_a_value_of_a_year_in_the_row_is_of_that_year() -> None:
    table = f"""
    | 年度 | 番号 | 指標名 | 実績値 |
    | R7 | A2 | {SHARE} | 22.5 |
    | R8 | A2 | {SHARE} | 35.5 |
    | R4 | A2 | {SHARE} | 0 |
    """
    reading = whole(table, column("年度", "fiscal_year"))
    assert valued(reading) == {("A2", SHARE, 2025): 22.5, ("A2", SHARE, 2026): 35.5}


def test_columns_nobody_decided_about_are_pointed_out_once() -> None:
    reading = whole(ROWS, column("実績"), column("課題"))
    assert cited(reading, "header.mapping_left") == ["F2"]
    (finding,) = [f for f in reading.submission.findings if f.code == "header.mapping_left"]
    assert finding.args["count"] == 3


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    reading = whole(ROWS, hidden_rows=(3,), hidden_columns=(5,))
    assert set(said(reading)) == {"A1", "A2"}
    assert cited(reading, "row.hidden") == ["3行目"] and cited(reading, "header.column_hidden") == ["E1"]


def test_a_table_that_is_not_known_or_not_used_is_listed_whole() -> None:
    found = sheet(ROWS)
    unknown = read(found, MappingSpec())
    assert {one.reason for one in unknown.left} == {LeftReason.UNKNOWN_TABLE}
    unused = read(found, answered(proposed(found), lambda t: replace(t, used=False)))
    assert {one.reason for one in unused.left} == {LeftReason.OTHER_TABLE}
    assert len(unused.left) == len(found.book.sheets[0].cells)


def test_the_same_rules_judge_as_on_our_own_form() -> None:
    reading = whole(
        ROWS.replace("| 40 |", "| 120 |")
        .replace("| やや遅れ |", "| 遅れ |")
        .replace("入札が不調だった。", "")
    )
    assert cited(reading, "cell.out_of_range") == ["E2"]
    assert cited(reading, "row.bad_without_issue") == ["G3"]
    assert cited(reading, "row.missing") == ["", ""]


def test_a_table_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "INTAKE_LIMITS", IntakeLimits(max_table_rows=1))
    with pytest.raises(Refusal) as refused:
        whole(ROWS)
    assert refused.value.code == "file.too_many_rows"
