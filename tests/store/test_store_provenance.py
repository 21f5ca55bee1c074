"""A figure on the wall can be followed back to its file, sheet and cell."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from miharu_dx.store import Store, entity_key
from miharu_dx.store.tables import TABLES
from tests.store.stores import PERIOD, PLAN, STAGE, YEAR, action, moment, report, submitted, writing

KEY = ("A-01", YEAR, PERIOD)
KINDS = {"decision": "instruct"}
STATES = {"agenda": "pinned", "reply": "doing"}


def cell(**changes: Any) -> dict[str, Any]:
    told = {
        "sheet": "進捗",
        "excel_row": 2,
        "excel_column": 12,
        "entity": "report",
        "entity_key": KEY,
        "field": "progress",
        "raw": "４０％",
        "parsed": 40.0,
        "how": "全角の数字",
    }
    return {**told, **changes}


def trail(store: Store, field: str | None = "progress", **asked: Any) -> list[dict[str, Any]]:
    told = {"entity": "report", "entity_key": entity_key("report", KEY), **asked}
    return store.rows("value_trail", **told, field=field)


def test_a_value_answers_when_who_and_which_cell_of_which_file(store: Store) -> None:
    with writing(store, 4, actor="税務担当") as transaction:
        number = submitted(transaction, data=b"bytes of the file")
        transaction.put("report", [report()], number)
        transaction.keep_cells(number, [cell(), cell(field="stage", excel_column=8, raw=STAGE, parsed=STAGE)])
    (found,) = trail(store)
    assert (found["value"], found["from_version"], found["to_version"]) == ("40.0", 2, None)
    assert (found["actor"], found["at"], found["file_name"]) == ("税務担当", moment(4), "様式.xlsx")
    assert (found["sheet"], found["excel_row"], found["excel_column"]) == ("進捗", 2, 12)
    assert (found["raw"], found["parsed"], found["how"]) == ("４０％", "40.0", "全角の数字")
    (kept,) = store.rows("workbook_bytes", sha256=found["sha256"])
    assert (kept["data"], kept["size"], kept["file_name"]) == (b"bytes of the file", 17, "様式.xlsx")
    assert found["sha256"] == hashlib.sha256(b"bytes of the file").hexdigest()


def test_a_trail_runs_through_all_versions_and_tells_which_changed_the_value(store: Store) -> None:
    for day, changes in enumerate(({}, {"issue": "課題"}, {"progress": None}), start=1):
        with writing(store, day) as transaction:
            number = submitted(transaction, data=str(day).encode())
            transaction.put("report", [report(**changes)], number)
            transaction.keep_cells(number, [cell(excel_row=day + 1)])
    steps = [
        (row["from_version"], row["to_version"], row["value"], row["changed"], row["excel_row"])
        for row in trail(store)
    ]
    assert steps == [
        (2, 3, "40.0", True, 2),
        (3, 4, "40.0", False, 3),
        (4, None, None, True, 4),
    ]


def test_a_value_without_a_workbook_still_answers_who_and_when(store: Store) -> None:
    key = PLAN.departments[0].code
    (found,) = trail(store, "name", entity="department", entity_key=key)
    assert (found["value"], found["actor"], found["kind"]) == (PLAN.departments[0].name, "事務局", "create")
    assert (found["file_name"], found["sheet"]) == (None, None)


def test_one_value_named_by_several_cells_shows_them_all(store: Store) -> None:
    row = {"action": "A-01", "name": "件数", "unit": "件", "direction": "高い方が良い", "kind": "累計"}
    with writing(store) as transaction:
        number = submitted(transaction)
        transaction.put("indicator", [row], number)
        told = {"entity": "indicator", "entity_key": ("A-01", "件数"), "field": "unit"}
        transaction.keep_cells(number, [cell(**told, excel_row=3), cell(**told, excel_row=2)])
    found = trail(store, "unit", entity="indicator", entity_key="A-01/件数")
    assert [(one["excel_row"], one["changed"]) for one in found] == [(2, True), (3, True)]


@pytest.mark.parametrize("table", TABLES)
def test_every_stored_value_has_a_trail(store: Store, table: str) -> None:
    spec = TABLES[table]
    samples = {"INTEGER": YEAR, "DOUBLE": 1.5, "VARCHAR": "語", "DATE": date(2025, 6, 30), "BOOLEAN": False}
    row = {field.name: samples[field.type] for field in spec.fields}
    words = {"declaration": "更新", "direction": "高い方が良い", "kind": KINDS.get(table, "累計")}
    words |= {"step": "committee", "state": STATES.get(table, "returned")}
    row |= {name: word for name, word in words.items() if name in row}
    with writing(store) as transaction:
        transaction.put(table, [row], submitted(transaction))
    found = trail(store, None, entity=table, entity_key=entity_key(table, row))
    assert {one["field"] for one in found} == {field.name for field in spec.values}
    assert all(one["value"] not in (None, "") for one in found)


def test_the_same_bytes_are_stored_once(store: Store) -> None:
    for day in (1, 2):
        with writing(store, day) as transaction:
            submitted(transaction, data=b"same")
    with writing(store) as transaction:
        transaction.keep_workbook(b"same", "別の名.xlsx")
        assert not transaction.written
    first, second = store.rows("submissions")
    assert first["sha256"] == second["sha256"]
    assert len(store.rows("workbook_bytes", sha256=first["sha256"])) == 1


def test_what_was_typed_and_what_was_understood_are_both_kept_as_text(store: Store) -> None:
    values = [None, "", "約半分", 0, 12.5, True, date(2025, 6, 30)]
    with writing(store) as transaction:
        number = submitted(transaction)
        transaction.keep_cells(
            number,
            [cell(excel_row=n, raw=value, parsed=value, how=None) for n, value in enumerate(values, 1)],
        )
    kept = store.rows("submission_cells", submission=number)
    assert [row["raw"] for row in kept] == [None, "", "約半分", "0", "12.5", "true", "2025-06-30"]
    assert [row["raw"] for row in kept] == [row["parsed"] for row in kept]
    assert {row["how"] for row in kept} == {""}


@pytest.mark.parametrize(
    "changes",
    [
        {"entity_key": "A-01|2025|Q1"},
        {"entity_key": ("A-01", YEAR)},
        {"entity_key": "A-01"},
        {"entity": "reports"},
        {"colour": "red"},
        {"excel_row": "2"},
    ],
)
def test_a_cell_that_could_never_be_found_again_is_a_bug(store: Store, changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)), writing(store) as transaction:
        number = submitted(transaction)
        transaction.keep_cells(number, [cell(**changes)])
    assert store.version == 1


def test_a_key_may_be_given_as_parts_as_text_or_as_the_row_itself(store: Store) -> None:
    with writing(store) as transaction:
        number = submitted(transaction)
        transaction.put("action", [action("A/1")], number)
        for position, key in enumerate((("A/1",), entity_key("action", ["A/1"]), action("A/1")), start=1):
            told = {"entity": "action", "entity_key": key, "field": "name", "excel_row": position}
            transaction.keep_cells(number, [cell(**told)])
    found = trail(store, "name", entity="action", entity_key="A\\/1")
    assert [row["excel_row"] for row in found] == [1, 2, 3]
