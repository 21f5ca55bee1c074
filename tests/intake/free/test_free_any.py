"""Any sheet whatever: every cell is read, a heading or listed, and no table of nonsense is an error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miharu_dx.domain.mapping import ColumnMapping, Fixed, MappingSpec, TableMapping, Target
from miharu_dx.domain.mapping_fields import MAP_FIELDS
from miharu_dx.domain.mapping_json import from_json, to_json
from miharu_dx.intake.free.reading import MappedReading
from miharu_dx.intake.free.row_roles import RowRole
from miharu_dx.intake.free.table_search import tables_of
from miharu_dx.intake.free.tables import FreeBook
from tests.intake.free.answers import proposed, read
from tests.intake.free.layouts import A1, A2, B1
from tests.intake.free.test_layouts import CASES
from tests.intake.free.town import CALENDAR, SHARE, SUBMITTED, TOUCHED, layout
from tests.intake.tables import book, grid

SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADS = (
    "番号", "取組", "評価", "進捗率", "実績", "R6", "R7実績", "令和8年度", "上期", "下期", "備考", "担当課",
    "指標名", "目標値", "単位", "実績（累計）", "区分", "合計", "段階", "8",
)  # fmt: skip
BODY = (
    "A1", "A2", "B1", A1, A2, B1, SUBMITTED, TOUCHED, SHARE, "順調", "やや遅れ", "実施中", "◎", "A", "40", "0.4", "40%",
    "97.0%(小) 98.2%(中)", "総務課", "住民課", "計", "実績値", "目標値", "累計", "件", "※注", "申請の画面を作った。", "-",
    "2026-03-31", "#REF!", "【総務課】", "1", "",
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn):
    columns = draw(st.integers(1, 7))
    lines = [
        draw(st.lists(st.sampled_from(("", *HEADS)), min_size=columns, max_size=columns))
        for _ in range(draw(st.integers(1, 3)))
    ]
    lines += [
        draw(st.lists(st.sampled_from(("", "", *BODY)), min_size=columns, max_size=columns))
        for _ in range(draw(st.integers(0, 9)))
    ]
    above = [
        [draw(st.sampled_from(("令和8年度上期　進捗管理表", "（単位：件）", "")))]
        for _ in range(draw(st.integers(0, 2)))
    ]
    merged = draw(
        st.lists(
            st.tuples(st.integers(1, 8), st.integers(1, 7), st.integers(0, 4), st.integers(0, 3)).map(
                lambda m: (m[0], m[1], m[0] + m[2], m[1] + m[3])
            ),
            max_size=4,
        )
    )
    state = draw(st.sampled_from(("visible", "visible", "visible", "hidden")))
    return grid("表", [*above, *lines], merged=tuple(merged), state=state)


@st.composite
def mappings(draw: st.DrawFn, found: FreeBook) -> MappingSpec:
    """Say anything of any column, as nobody sensible would."""
    tables = []
    for table in found.tables:
        columns = tuple(
            ColumnMapping(
                path,
                path,
                tuple(
                    Target(
                        field.name,
                        words=draw(
                            st.dictionaries(
                                st.sampled_from(BODY),
                                st.sampled_from(("", "順調", "soumu", "actual")),
                                max_size=3,
                            )
                        ),
                    )
                    for field in draw(st.lists(st.sampled_from(MAP_FIELDS), max_size=2, unique=True))
                ),
                draw(st.sampled_from(("", "集めていない項目"))),
            )
            for path in table.signature
        )
        tables.append(
            TableMapping(
                table.signature,
                len(table.head_rows),
                draw(st.sampled_from((True, True, True, False))),
                columns,
                {"declaration": Fixed("更新"), "stage": Fixed(carried=True)} if draw(st.booleans()) else {},
                frozenset(draw(st.sets(st.sampled_from(("department", "action", "name", "indicator"))))),
                frozenset(draw(st.sets(st.sampled_from(("achievement", "issue"))))),
                draw(
                    st.dictionaries(st.sampled_from(("a1|", "a2|")), st.sampled_from(("A1", "")), max_size=2)
                ),
            )
        )
    return MappingSpec(tuple(tables))


def accounted(found: FreeBook, reading: MappedReading, spec: MappingSpec) -> None:
    """Assert that each cell is in exactly one place."""
    every = {
        (sheet.name, cell.row, cell.column)
        for sheet in found.book.sheets
        for cell in sheet
        if cell.raw.strip()
    }
    heads: set[tuple[str, int, int]] = set()
    for table in found.tables:
        mapping = spec.table(table.signature)
        if mapping is None or not mapping.used:
            continue
        name = table.sheet.name
        heads |= {(name, cell.row, cell.column) for column in table.columns for cell in column.heading.cells}
        heads |= {
            (name, cell.row, cell.column)
            for row in table.rows
            if row.role is RowRole.HEADING
            for cell in row.own.values()
        }
    left = [(one.location.sheet, one.location.excel_row, one.location.excel_column) for one in reading.left]
    assert len(left) == len(set(left))
    assert not set(left) & reading.read
    assert set(left) | set(reading.read) | heads == every


@SOME
@given(st.data())
def test_every_cell_of_any_sheet_is_read_or_listed(data: st.DataObject) -> None:
    found = tables_of(book(data.draw(sheets()), replace(data.draw(sheets()), name="別の表")), CALENDAR)
    spec = data.draw(mappings(found)) if data.draw(st.booleans()) else proposed(found)
    assert from_json(to_json(spec)) == spec
    reading = read(found, spec)
    accounted(found, reading, spec)
    for finding in reading.submission.findings:
        assert finding.message and finding.fix


@pytest.mark.parametrize("name", CASES)
def test_every_cell_of_a_layout_is_read_or_listed(name: str) -> None:
    found = layout(name)
    spec = proposed(found, CASES[name].department)
    accounted(found, read(found, spec, department=CASES[name].department), spec)


def test_remarks_left_above_a_table_are_not_lost() -> None:
    title = "令和8年度上期　進捗管理表"
    found = tables_of(
        book(grid("表", [[title], [title], ["", "番号", "", "", "", "番号", "番号"]])), CALENDAR
    )
    spec = proposed(found)
    accounted(found, read(found, spec), spec)
