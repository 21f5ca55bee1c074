"""The command line: the same services, Japanese messages, exit 0 done / 1 findings / 2 refusal."""

from __future__ import annotations

import csv
import json
import re
import shutil
from io import BytesIO, StringIO
from pathlib import Path

import click
import openpyxl
import pandas as pd
import pytest

from miharu_dx.cli import cli, main
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.services import batch, mapping
from tests.services.desk import desk_on, opened_desk, spoken
from tests.services.test_mapping import csv as own_table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "miharu_dx.duckdb"
    opened_desk(path).store.close()
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / filled.name))


def filled_form(store: Path, path: Path, rows: dict) -> Path:
    desk = desk_on(store)
    path.write_bytes(desk.form(進捗=rows))
    desk.store.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict], str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, [json.loads(line) for line in out.splitlines() if line.startswith("{")], out + err


def test_a_template_is_written_for_each_department_that_owes_reports(store, tmp_path, capsys) -> None:
    out = tmp_path / "様式"
    code, told, _ = run(
        capsys,
        "template",
        "--fiscal-year",
        2026,
        "--period",
        "上期",
        "--out",
        out,
        "--store",
        store,
        "--json",
    )
    assert code == 0
    assert sorted(Path(name).name for name in told[0]["files"]) == [
        "様式_住民課_R08上期.xlsx", "様式_総務課_R08上期.xlsx",
    ]  # fmt: skip
    book = openpyxl.load_workbook(told[0]["files"][0])
    assert book.sheetnames[:2] == ["進捗", "指標"]


def test_check_tells_every_finding_by_cell_and_keeps_nothing(store, tmp_path, capsys) -> None:
    path = filled_form(
        store, tmp_path / "様式.xlsx", {("A1",): spoken(progress="120"), ("A2",): spoken(rating="A")}
    )
    code, (told,), _ = run(capsys, "check", path, "--store", store, "--json")
    assert code == 1
    assert list(told) == ["file", "ok", "refusal", "findings", "changes"]
    assert told["ok"] is False
    assert told["refusal"] is None
    blocks = {(f["code"], f["sheet"], f["field"]) for f in told["findings"] if f["severity"] == "block"}
    assert blocks == {("cell.out_of_range", "進捗", "progress"), ("cell.not_in_list", "進捗", "rating")}
    assert all(f["cell"] and f["message"] and f["fix"] for f in told["findings"])
    code, (status,), _ = run(capsys, "status", "--store", store, "--json")
    assert status["total"]["reported"] == 0


def test_import_commits_and_the_second_time_changes_nothing(store, tmp_path, capsys) -> None:
    path = filled_form(store, tmp_path / "様式.xlsx", {("A1",): spoken()})
    code, (first,), _ = run(capsys, "import", path, "--store", store, "--json")
    assert (code, first["ok"], first["changes"]["new"], first["already"]) == (0, True, 1, False)
    code, (again,), _ = run(capsys, "import", path, "--store", store, "--json")
    assert (code, again["already"], again["version"]) == (0, True, first["version"])


def test_a_file_that_is_no_workbook_is_refused_and_the_others_are_still_read(store, tmp_path, capsys) -> None:
    good = filled_form(store, tmp_path / "様式.xlsx", {("A1",): spoken()})
    bad = tmp_path / "絵.xlsx"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    code, (first, second), _ = run(capsys, "check", bad, good, "--store", store, "--json")
    assert code == 2
    assert first["refusal"]["code"].startswith("file.")
    assert first["refusal"]["next_step"]
    assert second["ok"]


def test_status_adds_up_in_each_grouping_and_reads_any_version(store, tmp_path, capsys) -> None:
    path = filled_form(
        store, tmp_path / "様式.xlsx", {("A1",): spoken(), ("A2",): spoken(rating="遅れ", 課題="サンプル")}
    )
    _, (done,), _ = run(capsys, "import", path, "--store", store, "--json")
    for by in ("measure", "department"):
        code, (told,), _ = run(capsys, "status", "--by", by, "--store", store, "--json")
        assert code == 0
        assert sum(row["total"] for row in told["rows"]) == told["total"]["total"] == 3
        assert sum(row["rated"] for row in told["rows"]) == told["total"]["rated"] == 2
        assert told["total"]["share_good"] == 50
    _, (before,), _ = run(capsys, "status", "--at", done["version"] - 1, "--store", store, "--json")
    assert before["total"]["rated"] == 0
    code, (refused,), text = run(capsys, "status", "--at", 999, "--store", store, "--json")
    assert (code, refused["refusal"]["code"]) == (2, "version.unknown")
    code, _, text = run(capsys, "status", "--by", "fiscal-year", "--store", store)
    assert code == 0
    assert "50%（1／2件）" in text


def test_the_list_is_exported_alike_in_every_format(store, tmp_path, capsys) -> None:
    run(
        capsys,
        "import",
        filled_form(store, tmp_path / "様式.xlsx", {("A1",): spoken(progress=45)}),
        "--store",
        store,
    )
    heads = {}
    for kind in ("xlsx", "csv", "parquet"):
        out = tmp_path / f"一覧.{kind}"
        assert run(capsys, "export", "--format", kind, "--out", out, "--store", store)[0] == 0
        data = out.read_bytes()
        if kind == "xlsx":
            rows = list(openpyxl.load_workbook(BytesIO(data)).worksheets[0].values)
        elif kind == "csv":
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
        else:
            frame = pd.read_parquet(BytesIO(data))
            rows = [tuple(frame.columns), *frame.itertuples(index=False)]
        heads[kind] = tuple(rows[0])
        place = heads[kind].index("進捗率(%)")
        assert len(rows) == 4
        assert float(next(row for row in rows if "A1" in row)[place]) == 45
    assert len(set(heads.values())) == 1
    code, (refused,), _ = run(
        capsys, "export", "--format", "pdf", "--out", tmp_path / "x.pdf", "--store", store, "--json"
    )
    assert (code, refused["refusal"]["code"]) == (2, "export.format_unknown")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["status", "--store", "ない/miharu_dx.duckdb"], "store.missing"),
        (["status", "--by", "月"], "command.usage"),
        (["template", "--fiscal-year", "2026"], "command.usage"),
        (["消す"], "command.usage"),
    ],
)
def test_what_cannot_be_done_is_refused_in_japanese(arguments: list[str], code: str, capsys) -> None:
    exit_code, (told,), text = run(capsys, *arguments, "--json")
    assert (exit_code, told["refusal"]["code"]) == (2, code)
    assert not any(word in text for word in ("Usage", "Error", "Missing", "Invalid"))


def test_a_store_in_use_is_refused(store, capsys) -> None:
    import subprocess
    import sys

    program = (
        "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        holder.stdout.readline()
        code, (told,), _ = run(capsys, "status", "--store", store, "--json")
        holder.stdin.close()
    assert (code, told["refusal"]["code"]) == (2, "store.locked")


def test_a_bug_is_told_as_an_incident_number(store, tmp_path, capsys, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(batch, "file_result", broken)
    code, (told,), text = run(capsys, "check", tmp_path / "x.xlsx", "--store", store, "--json")
    assert (code, told["refusal"]["code"]) == (2, "command.incident")
    assert "secret detail" not in text


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_documented_and_explains_itself_in_japanese(name: str, capsys) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"python -m miharu_dx {name}" in readme
    code, _, text = run(capsys, name, "--help")
    assert code == 0
    assert "使い方" in text
    assert not any(
        word in text
        for word in (
            "Usage",
            "OPTIONS",
            "Options",
            "Show this message",
            " TEXT",
            "INTEGER",
            " PATH",
            "required",
        )
    )
    for option in (opt for opt in _options(cli.commands[name]) if opt.startswith("--")):
        assert option in readme


def _options(command: click.Command) -> set[str]:
    own = {opt for param in command.params for opt in param.opts}
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*(_options(one) for one in inner))


def test_every_option_the_readme_shows_for_a_command_exists() -> None:
    shown = 0
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        for name in re.findall(r"^\| `python -m miharu_dx ([a-z-]+)", line):
            known = _options(cli.commands[name])
            options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line))
            assert options <= known, (name, options - known)
            shown += len(options)
    assert shown > 5


def test_a_departments_own_table_is_told_apart_on_the_command_line(store, tmp_path, capsys) -> None:
    desk = desk_on(store)
    found = mapping.examine(desk.ctx, "進捗.csv", own_table(), "soumu", PeriodKey(2026, 0))
    mapping.save(desk.ctx, "soumu", "総務課の進捗表", found.spec)
    desk.store.close()
    path = tmp_path / "進捗.csv"
    path.write_bytes(own_table())
    code, (told,), _ = run(capsys, "check", path, "--store", store, "--json")
    assert (code, [one["code"] for one in told["findings"]]) == (1, ["file.mapping_period"])
    said = ("--department", "総務課", "--fiscal-year", 2026, "--period", "上期")
    code, (told,), _ = run(capsys, "import", path, *said, "--store", store, "--json")
    assert (code, told["changes"]["new"]) == (0, 2)
    assert told["findings"][0]["code"] == "file.mapping_assumed"
    code, (refused,), _ = run(capsys, "import", path, *said[:4], "--store", store, "--json")
    assert (code, refused["refusal"]["code"]) == (2, "command.year_with_period")


def test_a_folder_is_checked_and_imported_whole_without_lock_files(store, tmp_path, capsys) -> None:
    folder = tmp_path / "集めた様式"
    folder.mkdir()
    path = filled_form(store, folder / "様式.xlsx", {("A1",): spoken()})
    (folder / "~$様式.xlsx").write_bytes(path.read_bytes())
    (folder / "メモ.txt").write_text("memo", encoding="utf-8")
    code, told, _ = run(capsys, "check", folder, "--store", store, "--json")
    assert (code, [Path(one["file"]).name for one in told]) == (0, ["様式.xlsx", "メモ.txt"])
    code, (one, memo), _ = run(capsys, "import", folder, "--store", store, "--json")
    assert memo["passed_over"] is True
    assert (code, one["changes"]["new"]) == (0, 1)
    empty = tmp_path / "空"
    empty.mkdir()
    code, (refused,), _ = run(capsys, "check", empty, "--store", store, "--json")
    assert (code, refused["refusal"]["code"]) == (2, "file.no_workbooks")


def test_what_others_changed_too_is_decided_by_nobody_but_the_caller(store, tmp_path, capsys) -> None:
    mine = filled_form(store, tmp_path / "私.xlsx", {("A1",): spoken(progress=40)})
    theirs = filled_form(store, tmp_path / "ほか.xlsx", {("A1",): spoken(progress=60)})
    assert run(capsys, "import", theirs, "--store", store)[0] == 0
    code, (told,), _ = run(capsys, "check", mine, "--store", store, "--json")
    assert (code, told["ok"], told["both_sides"]) == (1, False, 1)
    code, (refused,), _ = run(capsys, "import", mine, "--store", store, "--json")
    assert (code, refused["refusal"]["code"]) == (2, "upload.both_sides")
    code, (done,), _ = run(capsys, "import", mine, "--on-both", "replace", "--store", store, "--json")
    assert (code, done["ok"], done["changes"]["changed"]) == (0, True, 1)
    desk = desk_on(store)
    assert desk.store.snapshot().reports[0].progress == 40
    desk.store.close()
