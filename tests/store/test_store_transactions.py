"""A commit is whole or it never was."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.store import Store
from tests.store.stores import action, made, moment, opened, progress_of, report, submitted, writing


class Trouble(Exception):
    """Something that goes wrong in the middle."""


def test_an_exception_undoes_everything_of_its_transaction(store: Store) -> None:
    with pytest.raises(Trouble), writing(store) as transaction:
        number = submitted(transaction)
        transaction.put("report", [report()], number)
        raise Trouble
    assert store.version == 1
    assert store.rows("submissions") == []
    assert store.rows("workbook_bytes", sha256="x") == []
    assert [row["version"] for row in store.audit()] == [1]
    assert progress_of(store) == {}
    with writing(store) as transaction:
        assert (transaction.base, transaction.version) == (1, 2)
        assert submitted(transaction) == 1


def test_a_failing_statement_undoes_everything_and_the_store_goes_on(store: Store) -> None:
    with pytest.raises(Exception, match="CHECK"), writing(store) as transaction:
        transaction.put("action", [action()], None)
        transaction.put("report", [report(progress=101)], None)
    assert (store.version, store.snapshot().actions) == (1, ())
    with writing(store) as transaction:
        transaction.put("action", [action()], None)
    assert store.version == 2


def test_a_body_that_writes_nothing_raises_no_version_and_leaves_no_record(store: Store) -> None:
    with writing(store):
        pass
    with writing(store) as transaction:
        transaction.put("report", [], None)
        transaction.withdraw("report", [("A-01", 2025, "Q1")])
        transaction.keep_cells(1, [])
        assert not transaction.written
    assert store.version == 1
    assert len(store.audit()) == 1


def test_nobody_sees_a_transaction_before_it_is_committed(store: Store) -> None:
    with writing(store) as transaction:
        transaction.put("report", [report()], None)
        assert len(transaction.snapshot().reports) == 1
        assert store.snapshot().reports == ()
        assert (transaction.base, transaction.version, store.version) == (1, 2, 1)
    assert len(store.snapshot().reports) == 1


def test_a_caller_sees_inside_the_lock_what_was_committed_while_it_waited(store: Store) -> None:
    prepared = store.version
    with writing(store) as transaction:
        transaction.put("report", [report(progress=1)], None)
    with writing(store) as transaction:
        assert transaction.base != prepared
        assert transaction.snapshot().reports[0].progress == 1.0


def test_every_version_says_who_what_and_when(store: Store) -> None:
    with writing(store, 3, actor="税務担当", kind="submission", note="様式の提出") as transaction:
        transaction.put("report", [report()], submitted(transaction, new=1))
    latest, first = store.audit()
    assert (latest["version"], latest["actor"], latest["kind"], latest["note"], latest["at"]) == (
        2,
        "税務担当",
        "submission",
        "様式の提出",
        moment(3),
    )
    assert (latest["submissions"], latest["rows_written"]) == (1, 1)
    assert (first["version"], first["actor"], first["kind"]) == (1, "事務局", "create")
    assert [row["version"] for row in store.audit(1)] == [2]


def test_a_transaction_inside_another_is_a_bug_and_not_a_deadlock(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside"), writing(store), writing(store):
        pass
    with pytest.raises(RuntimeError, match="inside"), writing(store):
        store.close()
    with writing(store) as transaction:
        transaction.put("action", [action()], None)
    assert store.version == 2


def test_a_closed_store_answers_nothing(tmp_path: Path) -> None:
    store = made(tmp_path / "a.duckdb")
    assert store.snapshot().version == 1
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.snapshot()
    with pytest.raises(RuntimeError, match="closed"), writing(store):
        pass


def test_a_clean_close_leaves_the_one_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with made(path) as store, writing(store) as transaction:
        transaction.put("report", [report()], submitted(transaction, data=bytes(100_000)))
    assert [file.name for file in tmp_path.iterdir()] == ["a.duckdb"]
    with opened(path) as store:
        assert progress_of(store) == {"A-01": 40.0}


@pytest.mark.parametrize("columns", [{"colour": 1}, {"actor": "x"}])
def test_a_submission_takes_no_unknown_columns(store: Store, columns: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=next(iter(columns))), writing(store) as transaction:
        submitted(transaction, **columns)
    with pytest.raises(TypeError, match="sha256"), writing(store) as transaction:
        transaction.add_submission(kind="plan", department="", file_name="", content_hash="")


def test_a_submission_is_found_again_by_its_content(store: Store) -> None:
    with writing(store) as transaction:
        number = submitted(transaction, content_hash="same")
        submitted(transaction, content_hash="other", data=b"2")
        plan = submitted(
            transaction, content_hash="same", kind="plan", fiscal_year=None, period=None, base_version=1
        )
    of = {"kind": "progress", "department": store.plan.departments[0].code, "content_hash": "same"}
    where = {"fiscal_year": store.plan.first_fiscal_year, "period": store.plan.periods[0].code}
    assert [row["id"] for row in store.rows("submission_by_content", **of, **where)] == [number]
    (found,) = store.rows("submission_by_content", **{**of, "kind": "plan"})
    assert (found["id"], found["base_version"]) == (plan, 1)
    assert store.rows("submission_by_content", **of, **{**where, "period": "Q2"}) == []
    with writing(store) as transaction:
        assert transaction.rows("submission_by_content", **of, **where)[0]["actor"] == "担当者"


def test_submissions_are_listed_by_what_is_asked(store: Store) -> None:
    with writing(store) as transaction:
        submitted(transaction)
    with writing(store) as transaction:
        submitted(transaction, data=b"2", department="other", period="Q2")
    assert [row["id"] for row in store.rows("submissions")] == [1, 2]
    assert [row["id"] for row in store.rows("submissions", version=2)] == [1]
    assert [row["id"] for row in store.rows("submissions", department="other")] == [2]
    assert list(store.frame("submissions", period="Q2")["id"]) == [2]


def test_only_named_queries_run_and_only_with_what_they_ask_for(store: Store) -> None:
    for name in ("no_such", "../schema/0001_history", "write/close_rows", "SELECT 1"):
        with pytest.raises(ValueError, match="quer"):
            store.rows(name)
    with pytest.raises(TypeError, match="missing"):
        store.rows("workbook_bytes")
    with pytest.raises(TypeError, match="unknown"):
        store.rows("submissions", colour=1)


def test_a_value_is_never_taken_for_sql(store: Store) -> None:
    nasty = "'; DROP TABLE report; --"
    with writing(store, note=nasty) as transaction:
        transaction.put("action", [action(nasty, name=nasty)], None)
    assert store.snapshot().actions[0].code == nasty
    assert store.rows("value_trail", entity="action", entity_key=nasty, field=nasty) == []
    assert len(store.rows("value_trail", entity="action", entity_key=nasty)) == 7


@pytest.mark.parametrize("text", ["𠮷野家 髙﨑", "改行\nと\tタブ", "a\0b", "", "=1+1", "👨‍👩‍👧"])
def test_text_comes_back_as_it_went_in(store: Store, text: str) -> None:
    with writing(store) as transaction:
        transaction.put("report", [report(achievement=text, issue="続き")], None)
    assert store.snapshot().reports[0].achievement == text
