"""remind and deadline from the command line: the same texts, and a refusal in Japanese for what cannot be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from miharu_dx.cli import main
from tests.services.desk import opened_desk

PERIOD = ("--fiscal-year", 2023, "--period", "上期")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "miharu_dx.duckdb"
    opened_desk(path).store.close()
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / filled.name))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict], str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, [json.loads(line) for line in out.splitlines() if line.startswith("{")], out + err


def test_the_letters_of_a_period_are_printed_and_told_to_programs(store: Path, capsys) -> None:
    code, (told,), _ = run(capsys, "remind", *PERIOD, "--store", store, "--json")
    assert code == 0
    assert (told["fiscal_year"], told["tone"]) == (2023, "overdue")
    assert [(letter["department"], letter["rows"]) for letter in told["letters"]] == [("soumu", 2)]
    code, _, text = run(capsys, "remind", *PERIOD, "--department", "総務課", "--store", store)
    assert code == 0
    assert text.strip() == told["letters"][0]["text"].strip()
    assert "A1　サンプル申請の電子化" in text


def test_a_department_that_owes_nothing_gets_no_letter(store: Path, capsys) -> None:
    code, _, text = run(capsys, "remind", *PERIOD, "--department", "住民課", "--store", store)
    assert (code, text.strip()) == (0, "この課は報告を終えています。催促は要りません。")


def test_a_deadline_is_shown_set_taken_away_and_given_back(store: Path, capsys) -> None:
    def deadline(*more: object) -> tuple[str | None, str]:
        code, (told,), _ = run(capsys, "deadline", *PERIOD, *more, "--store", store, "--json")
        assert code == 0
        return told["due"], told["origin"]

    assert deadline() == ("2023-10-20", "plan")
    assert deadline("--due", "2023-11-10") == ("2023-11-10", "set")
    assert deadline() == ("2023-11-10", "set")
    assert deadline("--due", "none") == (None, "set")
    assert deadline("--due", "plan") == ("2023-10-20", "plan")
    _, _, text = run(capsys, "deadline", *PERIOD, "--store", store)
    assert "令和5年10月20日（金）" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("deadline", *PERIOD, "--due", "来月"), "deadline.unreadable"),
        (("deadline", *PERIOD, "--due", "2020-01-01"), "deadline.out_of_range"),
        (("deadline", "--fiscal-year", 2023, "--period", "夏"), "period.unknown"),
        (("remind", "--fiscal-year", 2000), "fiscal_year.unknown"),
        (("remind", *PERIOD, "--department", "ない課"), "department.unknown"),
        (("deadline", "--period", "上期"), "command.usage"),
    ],
)
def test_what_cannot_be_done_is_refused(store: Path, capsys, arguments: tuple, code: str) -> None:
    exit_code, (told,), _ = run(capsys, *arguments, "--store", store, "--json")
    assert (exit_code, told["refusal"]["code"]) == (2, code)
