"""One process owns one whole file of its own plan; everything else is refused and left alone."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from miharu_dx.domain.plan import Plan
from miharu_dx.store import Store
from miharu_dx.store import connection as connections
from tests.store.stores import (
    BEGIN,
    PLAN,
    PLAN_FILE,
    action,
    child,
    made,
    opened,
    progress_of,
    refused,
    report,
    submitted,
    writing,
)

HOLD = """
    import sys
    from pathlib import Path
    from miharu_dx.domain.plan_file import load_plan
    from miharu_dx.store import Store
    with Store.open(Path(sys.argv[1]), plan=load_plan(Path(sys.argv[2]))):
        print("open", flush=True)
        sys.stdin.read()
"""


def test_a_store_says_what_it_is_also_after_opening_it_again(tmp_path: Path) -> None:
    path = tmp_path / "新しい フォルダー" / "it's a-b.duckdb"
    with made(path, kind="demo", store_id="abc") as store:
        assert (store.path, store.kind, store.store_id, store.version) == (path, "demo", "abc", 1)
    with opened(path) as store:
        assert (store.path, store.kind, store.store_id, store.version) == (path, "demo", "abc", 1)
        assert (store.plan, store.read_only) == (PLAN, False)


def test_each_store_has_a_number_of_its_own(tmp_path: Path) -> None:
    with made(tmp_path / "a.duckdb") as one, made(tmp_path / "b.duckdb") as other:
        assert one.store_id != other.store_id


def test_a_second_opening_in_this_process_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    store = made(path)
    (tmp_path / "link.duckdb").symlink_to(path)
    for name in ("a.duckdb", "link.duckdb"):
        with refused("store.locked") as caught:
            opened(tmp_path / name)
        assert "このプログラムの中で" in caught[0].next_step
    with writing(store) as transaction:
        transaction.put("action", [action()], None)
    store.close()
    opened(path).close()


def test_a_store_nobody_holds_any_more_can_be_opened_again(tmp_path: Path) -> None:
    made(tmp_path / "a.duckdb")
    gc.collect()
    opened(tmp_path / "a.duckdb").close()


def test_a_store_another_process_has_open_is_refused_with_its_number(blank: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    shutil.copy(blank, path)
    with child(HOLD, path, PLAN_FILE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with refused("store.locked") as caught:
            opened(path)
        assert str(other.pid) in caught[0].next_step
        with refused("store.exists"):
            made(path)
        other.communicate()
    assert other.returncode == 0
    opened(path).close()


def test_a_place_that_is_taken_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"something of somebody")
    with refused("store.exists"):
        made(path)
    assert path.read_bytes() == b"something of somebody"
    with refused("store.exists"):
        made(tmp_path)


def test_a_log_left_by_a_lost_store_is_not_taken_into_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.duckdb.wal").write_bytes(b"")
    with refused("store.exists"):
        made(tmp_path / "a.duckdb")


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    twins = replace(PLAN, departments=(PLAN.departments[0],) * 2)
    with pytest.raises(ValueError, match="twice"):
        made(tmp_path / "a.duckdb", plan=twins)
    assert list(tmp_path.iterdir()) == []
    made(tmp_path / "a.duckdb").close()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with refused("file.unwritable"):
        made(tmp_path / "file" / "a.duckdb")


def _text(path: Path) -> None:
    path.write_text("ただの文書\n" * 1000)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _sqlite(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))


def _folder(path: Path) -> None:
    path.mkdir()


def _foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE version (version INTEGER)")


def _newer(path: Path) -> None:
    made(path).close()
    with duckdb.connect(str(path)) as other:
        other.execute("INSERT INTO migration VALUES (999, 'of the future', now()::TIMESTAMP)")


def _halved(path: Path) -> None:
    made(path).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scratched(path: Path) -> None:
    made(path).close()
    data = bytearray(path.read_bytes())
    data[12_288:] = bytes(byte ^ 255 for byte in data[12_288:])
    path.write_bytes(data)


def _beheaded(path: Path) -> None:
    made(path).close()
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_text, "store.foreign"),
        (_empty, "store.foreign"),
        (_sqlite, "store.foreign"),
        (_folder, "store.foreign"),
        (_foreign, "store.foreign"),
        (_newer, "store.newer"),
        (_halved, "store.damaged"),
        (_scratched, "store.damaged"),
        (_beheaded, "store.damaged"),
        (lambda path: None, "store.missing"),
    ],
)
def test_a_file_that_is_no_sound_store_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[Path], None], code: str
) -> None:
    path = tmp_path / "a.duckdb"
    damage(path)
    before = path.read_bytes() if path.is_file() else None
    with refused(code):
        opened(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    with refused(code):
        opened(path)


def test_a_store_of_another_plan_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "a.duckdb").close()
    with refused("store.plan_differs") as caught:
        opened(tmp_path / "a.duckdb", replace(PLAN, code="other", name="ほかの計画"))
    assert PLAN.name in caught[0].message
    assert "ほかの計画" in caught[0].message


def _without(name: str) -> Callable[[], Plan]:
    return lambda: replace(PLAN, **{name: getattr(PLAN, name)[1:]})


@pytest.mark.parametrize(
    ("plan", "word"),
    [
        (lambda: replace(PLAN, measures=PLAN.measures[1:]), PLAN.initiatives[0].code),
        (_without("periods"), PLAN.periods[0].code),
        (lambda: replace(PLAN, first_fiscal_year=PLAN.first_fiscal_year + 1), str(PLAN.first_fiscal_year)),
        (_without("ratings"), PLAN.ratings[0].name),
        (lambda: replace(PLAN, stages=PLAN.stages[:1]), PLAN.stages[1].name),
    ],
)
def test_a_plan_that_lost_words_the_history_uses_is_refused_by_the_word(
    tmp_path: Path, plan: Callable[[], Plan], word: str
) -> None:
    path = tmp_path / "a.duckdb"
    with made(path) as store:
        with writing(store) as transaction:
            transaction.put("action", [action()], None)
            transaction.put("report", [report()], None)
        with writing(store) as transaction:
            transaction.withdraw("action", ["A-01"])
            transaction.withdraw("report", [("A-01", PLAN.first_fiscal_year, PLAN.periods[0].code)])
    with refused("store.plan_lacks") as caught:
        opened(path, plan())
    assert f"「{word}」" in caught[0].message
    opened(path).close()


def _failing(monkeypatch: pytest.MonkeyPatch, refuses: Callable[[bool], bool]) -> None:
    real = duckdb.connect

    def connect(path: str, *, read_only: bool, config: Any) -> Any:
        if refuses(read_only):
            raise duckdb.IOException(f'IO Error: Cannot open file "{path}": Permission denied')
        return real(path, read_only=read_only, config=config)

    monkeypatch.setattr(connections.duckdb, "connect", connect)


def test_a_file_that_may_only_be_read_is_shown_but_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.duckdb"
    with made(path) as store, writing(store) as transaction:
        transaction.put("report", [report()], submitted(transaction))
    before = path.read_bytes()
    _failing(monkeypatch, lambda read_only: not read_only)
    with opened(path) as store:
        assert store.read_only
        assert progress_of(store) == {"A-01": 40.0}
        with refused("store.read_only"), writing(store) as transaction:
            transaction.put("report", [report(progress=1)], None)
    assert path.read_bytes() == before


def test_a_file_that_may_not_even_be_read_is_refused(blank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, lambda read_only: True)
    with refused("store.unreadable"):
        opened(blank)


def test_nothing_is_fetched_and_no_other_file_is_touched(store: Store, tmp_path: Path) -> None:
    store.close()
    connection = connections.Connection(tmp_path / "miharu.duckdb")
    with connection.cursor() as cursor:
        for statement in (
            "INSTALL httpfs",
            "LOAD httpfs",
            f"COPY version TO '{tmp_path / 'stolen.csv'}'",
            "SELECT * FROM '/etc/passwd'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(statement)
    connection.close()
    assert [file.name for file in tmp_path.iterdir()] == ["miharu.duckdb"]


def test_moments_of_creation_need_their_zone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        made(tmp_path / "a.duckdb", at=BEGIN.replace(tzinfo=None))
    assert list(tmp_path.iterdir()) == []
