"""履歴, 取消 and その時点で on the command line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.cli.test_cli import filled, filled_form, run, store  # noqa: F401 - fixtures
from tests.services.desk import spoken

WHY = "別の課のファイルだったため"


@pytest.fixture
def lived(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:  # noqa: F811
    """Return a store whose submission 2 reports A1 and A2."""
    path = filled_form(store, tmp_path / "様式.xlsx", {("A1",): spoken(), ("A2",): spoken()})
    assert run(capsys, "import", path, "--store", store)[0] == 0
    return store


def test_the_record_is_printed_and_given_to_programs(lived, capsys) -> None:
    code, (told,), _ = run(capsys, "history", "--store", lived, "--json")
    assert code == 0
    assert (told["version"], told["total"]) == (3, 3)
    assert [(row["version"], row["what"], row["submission"]) for row in told["rows"]] == [
        (3, "進捗の提出", 2), (2, "計画の登録", 1), (1, "データベースの作成", None),
    ]  # fmt: skip
    _, (told,), _ = run(capsys, "history", "--department", "総務課", "--limit", 1, "--store", lived, "--json")
    assert ([row["version"] for row in told["rows"]], told["total"]) == ([3], 1)
    code, _, text = run(capsys, "history", "--limit", 2, "--store", lived)
    assert code == 0
    assert "様式.xlsx" in text
    assert "新しい2版を表示しました（全部で3版）。" in text
    _, (told,), _ = run(capsys, "history", "--at", 2, "--store", lived, "--json")
    assert [row["version"] for row in told["rows"]] == [2, 1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["history", "--department", "ない課"], "department.unknown"),
        (["history", "--limit", "0"], "command.usage"),
        (["history", "--at", "昨日"], "past.not_understood"),
        (["withdraw", "2"], "withdraw.reason_missing"),
        (["withdraw", "99", "--reason", WHY], "withdraw.unknown"),
        (["withdraw", "二"], "command.usage"),
        (["withdraw"], "command.usage"),
        (["status", "--at", "2999-01-01"], "past.not_yet"),
    ],
)
def test_what_cannot_be_done_is_refused(lived, capsys, arguments, code) -> None:
    exit_code, (told,), _ = run(capsys, *arguments, "--store", lived, "--json")
    assert (exit_code, told["refusal"]["code"]) == (2, code)


def test_a_submission_is_checked_taken_back_and_comes_again(lived, capsys) -> None:
    def reported() -> int:
        return run(capsys, "status", "--store", lived, "--json")[1][0]["total"]["reported"]

    code, (told,), _ = run(capsys, "withdraw", 2, "--check", "--store", lived, "--json")
    assert (code, told["version"], told["done"], told["withdrawn"]) == (0, 3, False, False)
    assert {(row["table"], row["outcome"]) for row in told["moved"]} == {("report", "gone")}
    assert reported() == 2
    code, _, text = run(capsys, "withdraw", 2, "--reason", WHY, "--store", lived)
    assert (code, reported()) == (0, 0)
    assert (
        "提出を取り消しました。2行が変わり、版4になりました。この提出で初めて登録した2行をなくします。"
        in text
    )
    _, (told,), _ = run(capsys, "withdraw", 2, "--reason", WHY, "--store", lived, "--json")
    assert (told["already"], told["done"], told["withdrawn"], told["version"]) == (True, False, True, 4)
    _, (told,), _ = run(capsys, "withdraw", 2, "--restore", "--reason", WHY, "--store", lived, "--json")
    assert (told["done"], told["withdrawn"], told["version"]) == (True, False, 5)
    assert reported() == 2


def test_an_export_says_its_version_and_holds_the_state_of_that_time(lived, tmp_path, capsys) -> None:
    out = tmp_path / "一覧.parquet"
    found = {}
    for at in (2, 3):
        code, (told,), _ = run(
            capsys, "export", "--format", "parquet", "--out", out, "--at", at, "--store", lived, "--json"
        )
        assert (code, told["version"]) == (0, at)
        found[at] = int(pd.read_parquet(out)["進捗率(%)"].notna().sum())
    assert found == {2: 0, 3: 2}
    _, _, text = run(capsys, "export", "--format", "csv", "--out", tmp_path / "x.csv", "--store", lived)
    assert "（版3）" in text
