"""A layout is known again through what changes between two periods, and proposals say why."""

from __future__ import annotations

import pytest

from miharu_dx.domain.mapping import MappingSpec
from miharu_dx.domain.mapping_fields import Aside
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.intake.free.proposal import propose
from miharu_dx.intake.free.recognition import fit, is_own_form, looks_like_form, tables_for
from miharu_dx.intake.free.table_search import tables_of
from tests.intake.free.answers import answered, proposed, read, words_of
from tests.intake.free.layouts import A1, A2
from tests.intake.free.test_layouts import said, valued
from tests.intake.free.town import CALENDAR, H1, SHARE, SUBMITTED, layout, snapshot
from tests.intake.tables import book, form, grid, lines, sheet

NEXT = PeriodKey(2027, 0)


def rows(table: str) -> list[list[str]]:
    return lines(table)


SIGNED = rows(
    f"| 番号 | 取組 | 段階 | 評価 | 進捗率 |\n| A1 | {A1} | 実施中 | ◎ | 40 |\n| A2 | {A2} | 準備中 | △ | 20 |"
)


def signed_spec() -> MappingSpec:
    found = tables_of(book(grid("進捗", SIGNED)), CALENDAR)
    return answered(proposed(found), words_of("rating", {"◎": "前倒し", "△": "やや遅れ"}))


@pytest.mark.parametrize(
    "changed",
    [
        grid("別の名前", SIGNED),
        grid("進捗", [["令和8年度上期　進捗管理表"], [], *SIGNED]),
        grid("進捗", SIGNED, first_row=4, first_column=3),
        grid("進捗", [[row[1], row[0], row[3], row[2], row[4]] for row in SIGNED]),
        grid("進捗", [*SIGNED, [], ["※◎は前倒し"]]),
    ],
    ids=["renamed", "titled", "moved", "reordered", "remarked"],
)
def test_a_layout_is_known_again_and_nothing_is_asked(changed: object) -> None:
    spec = signed_spec()
    found = tables_for(book(changed), CALENDAR, [spec])  # type: ignore[arg-type]
    assert fit(found, spec) == 1
    assert said(read(found, spec)) == {"A1": ("実施中", "前倒し", 40.0), "A2": ("準備中", "やや遅れ", 20.0)}


def test_one_more_year_is_the_same_layout() -> None:
    before = rows(
        f"| 番号 | 指標名 | R6 | R7 |\n| A1 | {SUBMITTED} | 55 | 80 |\n| A2 | {SHARE} | 12 | 22.5 |"
    )
    after = rows(
        f"| 番号 | 指標名 | R6 | R7 | R8 |\n| A1 | {SUBMITTED} | 55 | 80 | 120 |\n| A2 | {SHARE} | 12 | 22.5 | 35.5 |"
    )
    spec = proposed(tables_of(book(grid("KPI", before)), CALENDAR))
    found = tables_for(book(grid("KPI", after)), CALENDAR, [spec])
    assert fit(found, spec) == 1
    assert valued(read(found, spec))["A1", SUBMITTED, 2026] == 120.0


def test_next_years_heading_is_the_same_layout() -> None:
    this = rows(
        f"| 取組 | 段階 | 評価 | 進捗率 | 令和8年9月末の実績 |\n| {A1} | 実施中 | 順調 | 40 | 作った。 |\n| {A2} | 準備中 | 順調 | 20 | 調べた。 |"
    )
    following = [[text.replace("令和8年9月末", "令和9年9月末") for text in row] for row in this]
    spec = proposed(tables_of(book(grid("進捗", this)), CALENDAR))
    found = tables_for(book(grid("進捗", following)), CALENDAR, [spec])
    assert fit(found, spec) == 1
    assert read(found, spec, key=NEXT).submission.rows[0].report.achievement == "作った。"


def test_one_more_column_asks_about_that_column_only() -> None:
    wider = [[*row, text] for row, text in zip(SIGNED, ("新しい列", "い", "ろ"), strict=True)]
    found = tables_for(book(grid("進捗", wider)), CALENDAR, [signed_spec()])
    assert fit(found, signed_spec()) == 0
    proposal = propose(found, snapshot(), "soumu", H1, signed_spec())
    (table,) = proposal.spec.tables
    assert table.column("評価").targets[0].words == {"◎": "前倒し", "△": "やや遅れ"}
    assert proposal.reason(table, "評価").text.startswith("前に決めたとおり")
    assert not table.column("新しい列").targets and not table.column("新しい列").ignored


def test_a_heading_corrected_by_hand_is_known_again() -> None:
    lines_ = [
        ["番号", "取組", "段階", "評価", "進捗率"],
        ["整理", "名称", "今期", "今期", "今期末"],
        *SIGNED[1:],
    ]
    plain = tables_of(book(grid("進捗", lines_)), CALENDAR)
    key = plain.tables[0].key
    wanted = 2 if len(plain.tables[0].head_rows) == 1 else 1
    corrected = tables_of(book(grid("進捗", lines_)), CALENDAR, {key: wanted})
    assert len(corrected.tables[0].head_rows) == wanted
    spec = proposed(corrected)
    assert spec.tables[0].head_rows == wanted
    assert fit(plain, spec) == 0
    assert fit(tables_for(book(grid("進捗", lines_)), CALENDAR, [spec]), spec) == 1


def test_our_own_forms_are_told_from_tables_of_others() -> None:
    assert is_own_form(book(form(), sheet(PROGRESS)))
    lost = book(sheet(PROGRESS))
    assert not is_own_form(lost) and looks_like_form(lost)
    assert not looks_like_form(book(grid("進捗", SIGNED)))


def test_each_proposal_has_its_reason_and_those_told_by_values_are_sure() -> None:
    found = layout("titled")
    proposal = propose(found, snapshot(), "soumu", H1)
    (table,) = proposal.spec.tables
    told = {column.path: proposal.reason(table, column.path) for column in table.columns}
    assert told["取組名"].sure and "2個のうち2個" in told["取組名"].text
    assert not told["達成率"].sure and "達成率" in told["達成率"].text
    assert table.column("no.").ignored == Aside.SERIAL.value
    assert proposal.reason(table, "ない列").text


def test_a_table_without_a_row_of_ours_is_not_read_unasked() -> None:
    found = tables_of(
        book(grid("集計", rows("| 区分 | 件数 | 割合 |\n| 順調 | 3 | 60 |\n| 遅れ | 2 | 40 |"))), CALENDAR
    )
    assert not proposed(found).used


def test_one_field_is_proposed_for_one_column_only() -> None:
    table = rows(
        f"| 取組 | 実績 | 主な実績 | 成果 | 段階 |\n| {A1} | 作った。 | 画面 | 早い | 実施中 |\n| {A2} | 調べた。 | 仕様 | まだ | 準備中 |"
    )
    spec = proposed(tables_of(book(grid("進捗", table)), CALENDAR))
    assert len(spec.tables[0].columns_for("achievement")) == 1
    assert spec.tables[0].column("実績").target("achievement")


def test_what_was_said_of_unlike_tables_is_not_carried_over() -> None:
    other = tables_of(book(grid("別", rows("| 甲 | 乙 | 丙 |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |"))), CALENDAR)
    spec = propose(other, snapshot(), "soumu", H1, signed_spec()).spec
    assert all(not table.rows and not table.fixed for table in spec.tables)
