"""Departments' own tables among many files: whose and of which period is told, assumed aloud, or asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Fallback
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import batch, mapping
from tests.services.desk import Desk
from tests.services.test_mapping import ROWS, csv

H1, H2_BEFORE = PeriodKey(2026, 0), PeriodKey(2025, 1)
PAGE = Fallback(None, H1, "選んでいる年度・期", binding=False)
SAID = Fallback("soumu", H1, "コマンドでの指定", binding=True)


def titled(title: str) -> bytes:
    """Return the table with a line over it."""
    return f"{title}\r\n\r\n".encode() + csv()


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk whose 総務課 has saved how its table is read, with and without a title over it."""
    found = mapping.examine(desk.ctx, "進捗.csv", csv(), "soumu", H1)
    mapping.save(desk.ctx, "soumu", "総務課の進捗表", found.spec)
    return desk


def codes(result: batch.FileResult) -> set[str]:
    return {one.code for one in result.findings if one.code.startswith("file.mapping_")}


@pytest.mark.parametrize(
    ("name", "data", "fallback", "key"),
    [
        ("R07下期_総務課.csv", csv(), None, H2_BEFORE),
        ("R07下期.csv", csv(), PAGE, H2_BEFORE),
        ("表.csv", titled("令和8年度上期　総務課"), None, H1),
        ("総務課.csv", titled("令和8年度上期　進捗表"), None, H1),
        ("表.csv", titled("令和7年度下期"), PAGE, H2_BEFORE),
        ("上期.csv", csv(), PAGE, H1),
        ("表.csv", csv(), PAGE, H1),
        ("表.csv", csv(), SAID, H1),
        ("R08上期_総務課.csv", csv(), SAID, H1),
    ],
)
def test_department_and_period_are_told_by_the_table_the_file_or_a_person(
    known: Desk, name: str, data: bytes, fallback: Fallback | None, key: PeriodKey
) -> None:
    result = batch.judged(known.ctx, name, data, fallback)
    assert codes(result) == {"file.mapping_assumed"}
    assert result.preview is not None
    assert (result.preview.department, result.preview.key) == ("soumu", key)
    note = next(one for one in result.findings if one.code == "file.mapping_assumed").message
    assert all(word in note for word in ("年度", "期", "担当課", fiscal_year_label(key.fiscal_year)))
    assert known.plan.period_at(key).name in note


@pytest.mark.parametrize(
    ("name", "data", "fallback", "code"),
    [
        ("表.csv", csv(), None, "file.mapping_period"),
        ("R08.csv", csv(), None, "file.mapping_period"),
        ("上期_総務課.csv", csv(), None, "file.mapping_period"),
        ("R08上期.csv", titled("令和7年度上期"), None, "file.mapping_told_apart"),
        ("総務課_R08上期.csv", titled("令和8年度下期"), PAGE, "file.mapping_told_apart"),
        ("R07上期.csv", csv(), SAID, "file.mapping_told_apart"),
        ("住民課_R08上期.csv", csv(), None, "file.mapping_none"),
    ],
)
def test_what_nothing_says_or_two_say_differently_is_stopped(
    known: Desk, name: str, data: bytes, fallback: Fallback | None, code: str
) -> None:
    result = batch.judged(known.ctx, name, data, fallback)
    assert codes(result) == {code}
    assert not result.ok and not result.changes.any
    assert result.unmapped


def test_a_table_two_departments_have_mapped_needs_its_department(known: Desk) -> None:
    found = mapping.examine(known.ctx, "進捗.csv", csv(), "soumu", H1)
    mapping.save(known.ctx, "jumin", "住民課の表", found.spec)
    assert codes(batch.judged(known.ctx, "R08上期.csv", csv())) == {"file.mapping_period"}
    told = batch.judged(known.ctx, "R08上期_総務課.csv", csv())
    assert (told.preview.department, told.ok) == ("soumu", True)


def test_a_folder_is_taken_in_with_its_tables_and_its_other_files_are_named(
    known: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "集めた表"
    folder.mkdir()
    for name, data in {
        "R08上期_総務課.csv": csv(),
        "古い.ods": b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "メモ.docx": b"memo",
        ".DS_Store": b"x",
        "Thumbs.db": b"x",
    }.items():
        (folder / name).write_bytes(data)
    found = {Path(one.file).name: one for one in batch.results(known.ctx, [folder], keep=True)}
    assert set(found) == {"R08上期_総務課.csv", "古い.ods", "メモ.docx"}
    assert found["R08上期_総務課.csv"].version is not None
    assert found["古い.ods"].refusal is not None
    assert (found["メモ.docx"].passed_over, found["メモ.docx"].refusal) == (True, None)
    assert "読んでいません" in found["メモ.docx"].text()
    assert known.store.snapshot().report("A2", H1).rating == ROWS[1][3]
    again = batch.judged(known.ctx, "R08上期_総務課.csv", csv())
    assert again.passes and not again.changes.any, "the same content again changes nothing"


def test_what_was_said_on_the_command_line_binds_a_form_too(known: Desk) -> None:
    other = batch.judged(known.ctx, "様式.xlsx", known.form("jumin"), SAID)
    assert {one.code for one in other.findings} == {"file.other_department"}
    assert batch.judged(known.ctx, "様式.xlsx", known.form("jumin"), PAGE).preview.department == "jumin"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((None, 2026, None), "command.year_with_period"),
        ((None, None, "上期"), "command.year_with_period"),
        (("どこか課", None, None), "department.unknown"),
        (("総務課", 1999, "上期"), None),
    ],
)
def test_what_cannot_be_meant_is_refused(
    known: Desk, said: tuple[str | None, int | None, str | None], code: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        batch.fallback_of(known.ctx, *said, source="コマンドでの指定")
    assert code in (None, refused.value.code)
    assert batch.fallback_of(known.ctx, None, None, None, source="x") is None


def test_a_new_mapping_never_takes_the_name_of_another(known: Desk) -> None:
    assert mapping.free_name(known.ctx, "jumin") == "住民課の進捗表"
    assert mapping.free_name(known.ctx, "soumu") == "総務課の進捗表2"
    found = mapping.examine(known.ctx, "進捗.csv", csv(), "soumu", H1)
    mapping.save(known.ctx, "soumu", "総務課の進捗表2", found.spec)
    assert mapping.free_name(known.ctx, "soumu") == "総務課の進捗表3"
    assert mapping.names_of(known.ctx, "soumu") == {"総務課の進捗表", "総務課の進捗表2"}


def test_tables_of_one_department_stand_beside_one_another_unless_they_speak_of_the_same_action(
    known: Desk,
) -> None:
    def judged(name: str, rows: list[list[str]]) -> batch.FileResult:
        return batch.judged(known.ctx, name, csv(rows), SAID)

    first, second = judged("1.csv", ROWS[:1]), judged("2.csv", ROWS[1:])
    assert batch.twins([first, second]) == frozenset()
    assert batch.twins([first, second, judged("3.csv", ROWS)]) == {"1.csv", "2.csv", "3.csv"}
