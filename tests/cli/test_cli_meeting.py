"""会議版 from the command line: made, listed, refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.services.desk import opened_desk, spoken


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "miharu_dx.duckdb"
    desk = opened_desk(path)
    desk.hand_in(desk.form(進捗={("A1",): spoken()}))
    desk.store.close()
    return path


@pytest.fixture
def store(handed_in: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(handed_in, tmp_path / handed_in.name))


def test_an_edition_is_made_and_listed_as_it_was_made(store, capsys) -> None:
    told = ("edition", "create", "--name", "第3回 サンプル会議", "--held-on", "2026-11-20")
    code, (made,), _ = run(capsys, *told, "--store", store, "--json")
    assert (code, made["number"], made["name"], made["held_on"]) == (0, 3, "サンプル会議", "2026-11-20")
    assert (made["version"], made["before"], len(made["hash"])) == (3, None, 64)
    code, (listed,), _ = run(capsys, "edition", "list", "--store", store, "--json")
    assert (code, listed["editions"]) == (0, [made])
    code, _, text = run(capsys, "edition", "list", "--store", store)
    assert code == 0
    assert "第3回 サンプル会議" in text
    assert made["hash"][:8] in text


def test_the_period_may_be_named_and_the_past_has_no_edition_yet(store, capsys) -> None:
    code, _, text = run(capsys, "edition", "list", "--store", store)
    assert (code, "会議版はまだありません" in text) == (0, True)
    told = ("--fiscal-year", 2025, "--period", "H2", "--number", 12)
    code, (made,), _ = run(capsys, "edition", "create", "--name", "会議", *told, "--store", store, "--json")
    assert (code, made["fiscal_year"], made["number"]) == (0, 2025, 12)
    code, (then,), _ = run(capsys, "edition", "list", "--at", 2, "--store", store, "--json")
    assert (code, then["editions"]) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--name", "会議", "--held-on", "11月20日"), "meeting.day_unreadable"),
        (("--name", " "), "meeting.name_missing"),
        (("--name", "会議", "--fiscal-year", 1999), "fiscal_year.unknown"),
        (("--name", "会議", "--number", 0), "meeting.number_wrong"),
    ],
)
def test_what_cannot_be_made_is_refused(store, capsys, arguments, code: str) -> None:
    done, (told,), _ = run(capsys, "edition", "create", *arguments, "--store", store, "--json")
    assert (done, told["refusal"]["code"]) == (2, code)
