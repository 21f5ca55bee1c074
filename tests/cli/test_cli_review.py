"""確認 and 締切 from the command line: the same services, words and exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from miharu_dx.cli import main
from miharu_dx.domain.review import State, statuses
from miharu_dx.services.review_settings import choose_route
from miharu_dx.store import Store
from tests.cli.test_cli import run
from tests.services.desk import Desk, desk_on, opened_desk, spoken

PERIOD = ("--fiscal-year", 2026, "--period", "上期")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "miharu_dx.duckdb"
    desk = opened_desk(path)
    choose_route(desk.ctx, "committee")
    desk.hand_in(desk.form(進捗={("A1",): spoken()}))
    desk.store.close()
    return path


@pytest.fixture
def store(handed_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(handed_in, tmp_path / handed_in.name))


def state(path: Path) -> State:
    desk: Desk = desk_on(path)
    with desk.store as opened:
        assert isinstance(opened, Store)
        return statuses(opened.snapshot())[2].state


def test_a_submission_is_confirmed_by_its_number_and_a_second_time_changes_nothing(store, capsys) -> None:
    code, (told,), _ = run(capsys, "review", 2, "--confirm", "--store", store, "--json")
    assert (code, told["already"], state(store)) == (0, False, State.CONFIRMED)
    code, (again,), _ = run(capsys, "review", 2, "--confirm", "--store", store, "--json")
    assert (code, again["already"], again["version"]) == (0, True, told["version"])


def test_a_return_needs_a_reason_and_tells_it(store, capsys) -> None:
    code, (told,), _ = run(capsys, "review", 2, "--return", "--store", store, "--json")
    assert (code, told["refusal"]["code"]) == (2, "review.reason_missing")
    code, _, text = run(capsys, "review", 2, "--return", "--reason", "数が合いません", "--store", store)
    assert (code, state(store)) == (0, State.RETURNED)
    assert "差し戻しました" in text


@pytest.mark.parametrize("number", [1, 99])
def test_a_number_that_is_no_submission_of_progress_is_refused(store, capsys, number: int) -> None:
    code, (told,), _ = run(capsys, "review", number, "--store", store, "--json")
    assert (code, told["refusal"]["code"]) == (2, "review.unknown")


def test_a_closed_period_takes_a_workbook_only_with_a_reason(store, tmp_path, capsys) -> None:
    desk = desk_on(store)
    path = tmp_path / "様式.xlsx"
    path.write_bytes(desk.form(進捗={("A1",): spoken(progress=60)}))
    desk.store.close()
    code, (told,), _ = run(capsys, "close", *PERIOD, "--reason", "会議の前に", "--store", store, "--json")
    assert (code, told["already"]) == (0, False)
    code, (refused,), _ = run(capsys, "import", path, "--store", store, "--json")
    assert (code, refused["refusal"]["code"]) == (2, "period.closed")
    code, (kept,), _ = run(capsys, "import", path, "--reason", "集計の誤り", "--store", store, "--json")
    assert (code, kept["ok"], "version" in kept) == (0, True, True)


def test_a_period_is_opened_with_a_reason(store, capsys) -> None:
    main(["close", *map(str, PERIOD), "--store", str(store)])
    capsys.readouterr()
    code, (told,), _ = run(capsys, "open", *PERIOD, "--store", store, "--json")
    assert (code, told["refusal"]["code"]) == (2, "period.reason_missing")
    code, _, text = run(capsys, "open", *PERIOD, "--reason", "誤りの訂正", "--store", store)
    assert code == 0
    assert "締切を解きました" in text
    code, _, text = run(capsys, "open", *PERIOD, "--reason", "誤りの訂正", "--store", store)
    assert "すでにそうなっています" in text
