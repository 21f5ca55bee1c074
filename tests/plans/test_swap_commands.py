"""Another town's plan changes what the command line says and what the check of a workbook answers."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from miharu_dx.cli import cli, main
from miharu_dx.config import SAMPLES
from miharu_dx.services import listing
from miharu_dx.services.demo import build_demo_store
from miharu_dx.store import Store
from tests.plans.second_town import PLAN_FILE, second_plan
from tests.plans.vocabulary import EXAMPLE, found_in, texts_of
from tests.services.desk import Desk, spoken

pytestmark = pytest.mark.xdist_group("second town")
PLAN = second_plan()


@pytest.fixture
def store(town_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIHARU_DX_PLAN", str(PLAN_FILE))
    return Path(shutil.copy(town_file, tmp_path / town_file.name))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str]]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, [*out.splitlines(), *err.splitlines()]


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_the_help_of_every_command_holds_no_word_of_another_town(
    command: str, store: Path, capsys, foreign
) -> None:
    code, told = run(capsys, *([command] if command else []), "--help")
    assert code == 0
    assert len(told) > 3
    assert not found_in([EXAMPLE.sub("", "\n".join(told))], foreign)


@pytest.mark.parametrize("kind", listing.FORMATS)
def test_what_is_written_out_holds_no_word_of_another_town(
    kind: str, store: Path, tmp_path: Path, capsys, foreign
) -> None:
    target = tmp_path / f"一覧.{kind}"
    code, told = run(capsys, "export", "--format", kind, "--out", target, "--store", store)
    assert code == 0
    assert not found_in(told, foreign)
    data = target.read_bytes()
    if kind == "parquet":
        table = pq.read_table(BytesIO(data))
        cells = [str(value) for column in table.columns for value in column.to_pylist()]
        texts = [*table.column_names, *cells, str(table.schema.metadata)]
    else:
        texts = list(texts_of(data)) if kind == "xlsx" else [data.decode("utf-8-sig")]
    assert any(PLAN.measures[0].name in text for text in texts)
    assert not found_in(texts, foreign)


def test_the_forms_of_every_unit_and_what_is_said_of_them_hold_none(
    store: Path, tmp_path: Path, capsys, foreign
) -> None:
    code, told = run(
        capsys, "template", "--fiscal-year", 2026, "--period", "第3四半期", "--out", tmp_path / "様式", "--store", store
    )  # fmt: skip
    assert code == 0
    assert not found_in(told, foreign)
    made = sorted((tmp_path / "様式").glob("*.xlsx"))
    assert len(made) == len(PLAN.departments) - 1
    for path in made:
        assert not found_in([path.name, *texts_of(path.read_bytes())], foreign), path.name


@pytest.mark.parametrize("by", ["measure", "department", "fiscal-year"])
def test_the_status_is_told_in_the_towns_words(by: str, store: Path, capsys, foreign) -> None:
    code, told = run(capsys, "status", "--by", by, "--store", store)
    assert code == 0
    assert not found_in(told, foreign)
    assert "令和8年度（2026年度）第2四半期" in told[0]
    head = told[1].split()
    assert [word for word in head if word in set("ABCDZ")] == [*"ABCDZ"]
    assert "取りやめ" in head
    assert head[-1] == "B以上"


def test_the_status_for_programs_counts_the_letters(store: Path, capsys, foreign) -> None:
    _, told = run(capsys, "status", "--store", store, "--json")
    assert not found_in(told, foreign)
    found = json.loads(told[0])
    assert found["total"]["ratings"] == {"A": 2, "B": 6, "C": 2, "D": 1}
    assert found["total"]["outside"] == {"unreported": 1, "stopped": 1, "excluded": 0, "unrated": 0}
    assert [row["code"] for row in found["rows"]] == [measure.code for measure in PLAN.measures]


def test_what_the_town_does_not_know_is_refused_with_what_it_knows(
    store: Path, tmp_path, capsys, foreign
) -> None:
    for arguments in (
        ("--fiscal-year", 2026, "--period", "前半", "--department", "digital"),
        ("--fiscal-year", 2030, "--period", "Q1", "--department", "digital"),
        ("--fiscal-year", 2026, "--period", "Q1", "--department", "別の課"),
    ):
        code, told = run(capsys, "template", *arguments, "--out", tmp_path, "--store", store)
        assert code == 2
        assert not found_in(told, foreign)
    wrong = ("--fiscal-year", 2026, "--period", "前半", "--out", tmp_path)
    _, told = run(capsys, "template", *wrong, "--store", store)
    assert any("第1四半期・第2四半期・第3四半期・第4四半期" in line for line in told)


def test_letters_stages_and_units_are_checked_against_the_towns_plan(desk: Desk, foreign) -> None:
    data = desk.form(
        "digital", 2026, "第3四半期",
        進捗={
            ("S-10",): spoken("構築", "E", 60),
            ("S-11",): spoken("運用", "A", 90),
            ("S-12",): spoken("稼働", "D", 50),
        },
    )  # fmt: skip
    preview = desk.check(data)
    told = [text for finding in preview.findings for text in (finding.message, finding.fix)]
    assert {(f.location.field, f.code) for f in preview.blocks} == {
        ("rating", "cell.not_in_list"), ("stage", "cell.not_in_list"), ("progress", "row.done_below_100"),
    }  # fmt: skip
    assert any("「A」「B」「C」「D」「Z」" in text for text in told)
    assert any("「構想」「設計」「構築」「運用」「取りやめ」" in text for text in told)
    assert not found_in(told, foreign)


def test_words_of_another_town_are_not_understood_as_ratings(desk: Desk) -> None:
    data = desk.form("digital", 2026, "第3四半期", 進捗={("S-10",): spoken("実施中", "順調", 60)})
    assert {(f.location.field, f.code) for f in desk.check(data).blocks} == {
        ("stage", "cell.not_in_list"), ("rating", "cell.not_in_list"),
    }  # fmt: skip


def test_a_first_start_holds_the_towns_units_and_no_sample_of_another_town(tmp_path: Path) -> None:
    path = tmp_path / "miharu_dx.duckdb"
    build_demo_store(path, PLAN, SAMPLES)
    store = Store.open(path, plan=PLAN)
    seen = store.snapshot()
    store.close()
    assert [unit.code for unit in seen.departments] == [unit.code for unit in PLAN.departments]
    assert (seen.actions, seen.reports, seen.store_kind) == ((), (), "demo")


def test_a_store_of_one_town_is_not_opened_with_the_plan_of_another(store: Path, monkeypatch, capsys) -> None:
    monkeypatch.delenv("MIHARU_DX_PLAN")
    code, told = run(capsys, "status", "--store", store, "--json")
    assert (code, json.loads(told[0])["refusal"]["code"]) == (2, "store.plan_differs")
