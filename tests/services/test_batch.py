"""Several files at once: each judged for itself, kept where nothing stops it, handed back where something does."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import batch, files
from tests.services.desk import Desk, spoken

H1 = PeriodKey(2026, 0)


def folder_of(desk: Desk, place: Path) -> Path:
    """Return a folder as an office has one: two good files, a bad one, a locked one and a note."""
    good = desk.form(進捗={("A1",): spoken()})
    told = {
        "1_総務課.xlsx": good,
        "住民課/2_住民課.XLSX": desk.form("jumin", 進捗={("B1",): spoken()}),
        "3_だめ.xlsx": desk.form(進捗={("A2",): spoken(rating="遅延")}),
        "~$1_総務課.xlsx": good,
        "メモ.txt": b"memo",
    }
    for name, data in told.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def test_a_folder_is_read_whole_without_lock_files_and_each_file_has_its_own_result(
    desk: Desk, tmp_path: Path
) -> None:
    folder = folder_of(desk, tmp_path / "集めた様式")
    found = list(batch.results(desk.ctx, [folder], keep=True))
    assert [(Path(one.file).name, one.ok, one.version is not None) for one in found] == [
        ("1_総務課.xlsx", True, True), ("3_だめ.xlsx", False, False), ("2_住民課.XLSX", True, True),
        ("メモ.txt", True, False),
    ]  # fmt: skip
    assert [one.passed_over for one in found] == [False, False, False, True]
    seen = desk.store.snapshot()
    assert {report.action for report in seen.reports} == {"A1", "B1"}


def test_a_folder_without_workbooks_is_refused_and_the_next_path_is_still_read(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    good = tmp_path / "様式.xlsx"
    good.write_bytes(desk.form(進捗={("A1",): spoken()}))
    empty, one = batch.results(desk.ctx, [tmp_path / "空", good], keep=False)
    assert empty.refusal.code == "file.no_workbooks"
    assert one.passes
    with pytest.raises(Refusal) as refused:
        files.in_folder(tmp_path / "空")
    assert refused.value.code == "file.no_workbooks"


@pytest.mark.parametrize(("on_both", "progress"), [("theirs", 60.0), ("mine", 40.0)])
def test_nobody_guesses_what_both_sides_changed_unless_told_which(
    desk: Desk, on_both: str, progress: float
) -> None:
    data = desk.form(進捗={("A1",): spoken(progress=40)})
    desk.hand_in(desk.form(進捗={("A1",): spoken(progress=60)}))
    judged = batch.judged(desk.ctx, "様式.xlsx", data)
    assert (judged.ok, judged.passes, judged.ready, judged.asks) == (True, False, False, 1)
    assert judged.plain()["ok"] is False
    assert judged.plain()["both_sides"] == 1
    assert "別の提出でも変わった値が1か所" in judged.text()
    refused = batch.committed(desk.ctx, judged, data)
    assert refused.refusal.code == "upload.both_sides"
    assert desk.store.snapshot().report("A1", H1).progress == 60
    done = batch.committed(desk.ctx, judged, data, on_both=on_both)  # type: ignore[arg-type]
    assert done.passes
    assert desk.store.snapshot().report("A1", H1).progress == progress


def test_a_file_that_was_handed_in_before_says_so(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    version = desk.hand_in(data).version
    assert batch.judged(desk.ctx, "様式.xlsx", data).text().startswith("様式.xlsx: この内容は登録済みです")
    done = batch.committed(desk.ctx, batch.judged(desk.ctx, "様式.xlsx", data), data)
    assert (done.already, done.version) == (True, version)


def test_two_files_for_one_department_and_period_are_told_apart_from_the_others(desk: Desk) -> None:
    books = {
        "a.xlsx": desk.form(進捗={("A1",): spoken(progress=40)}),
        "b.xlsx": desk.form(進捗={("A2",): spoken(progress=60)}),
        "c.xlsx": desk.form("jumin", 進捗={("B1",): spoken()}),
    }
    found = [batch.judged(desk.ctx, name, data) for name, data in books.items()]
    assert batch.twins(found) == {"a.xlsx", "b.xlsx"}


def test_the_books_handed_back_come_in_one_file_and_none_replaces_another(desk: Desk) -> None:
    faulty = desk.form(進捗={("A1",): spoken(progress="120")})
    held = [
        (name, data, batch.judged(desk.ctx, name, data))
        for name, data in (
            ("甲/様式.xlsx", faulty), ("乙/様式.xlsx", faulty), ("壊れた.xlsx", b"PK\x03\x04"),
        )
    ]  # fmt: skip
    made = batch.returned_zip(desk.ctx, [(result, data) for _, data, result in held])
    with zipfile.ZipFile(BytesIO(made.data)) as archive:
        assert archive.namelist() == ["返却_様式.xlsx", "返却_様式（2）.xlsx"]
        book = openpyxl.load_workbook(BytesIO(archive.read("返却_様式.xlsx")))
        assert "修正一覧" in book.sheetnames


def test_a_department_cannot_have_others_files_kept_for_it(desk: Desk) -> None:
    data = desk.form("jumin", 進捗={("B1",): spoken()})
    person = desk.as_department("soumu")
    assert batch.judged(person.ctx, "住民課.xlsx", data).refusal.code == "access.other_department"
    judged = batch.judged(desk.ctx, "住民課.xlsx", data)
    assert batch.committed(person.ctx, judged, data).refusal.code == "access.other_department"
    assert not replace(judged, refusal=None).blocks
