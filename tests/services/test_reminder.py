"""催促 and 提出状況 for those who may: letters as files, tables to take away, nothing sent."""

from __future__ import annotations

import csv
import zipfile
from datetime import datetime
from io import BytesIO, StringIO

import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import reminder
from miharu_dx.services.collection import collection, collection_file, missing_file
from miharu_dx.services.listing import written
from tests.services.desk import JST, Desk, spoken

H1 = PeriodKey(2026, 0)


@pytest.fixture
def late(desk: Desk) -> Desk:
    """Return a desk past the deadline, with one of three rows reported."""
    desk.hand_in(desk.form(進捗={("A1",): spoken()}))
    desk.clock.now = datetime(2026, 10, 25, 9, 0, tzinfo=JST)
    return desk


def test_every_letter_goes_into_one_file_that_windows_reads(late: Desk) -> None:
    letters = reminder.reminders(late.ctx, H1, today=late.ctx.today())
    packed = reminder.letter_files(late.ctx, letters, H1)
    with zipfile.ZipFile(BytesIO(packed.data)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    assert list(texts) == [
        "催促_2026上期_各課.txt", "催促_2026上期_総務課.txt", "催促_2026上期_住民課.txt",
    ]  # fmt: skip
    for data in texts.values():
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == data.count(b"\n")
    assert "A2　サンプル決裁の電子化" in texts["催促_2026上期_総務課.txt"].decode("utf-8-sig")
    assert packed.file_name == "催促一式_2026上期.zip"


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.VIEWER, Role.COMMITTEE, Role.PROJECTOR])
def test_letters_are_the_secretariats_and_the_state_is_everybodys(late: Desk, role: Role) -> None:
    other = Desk(late.store, late.plan, late.clock, Actor("試験", role, frozenset({"soumu"})))
    assert collection(other.ctx, H1, today=late.ctx.today()).rows
    with pytest.raises(Refusal) as refused:
        reminder.reminders(other.ctx, H1, today=late.ctx.today())
    assert refused.value.code == "access.denied"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_both_tables_can_be_taken_away(late: Desk, kind: str) -> None:
    view = collection(late.ctx, H1, today=late.ctx.today())
    for table in (collection_file(late.ctx, view), missing_file(late.ctx, view)):
        assert written(late.ctx, table, kind)
        assert ("提出期限", "令和8年10月20日（火） 計画の定義による") in table.notes
    rows = list(
        csv.DictReader(StringIO(written(late.ctx, missing_file(late.ctx, view), "csv").decode("utf-8-sig")))
    )
    assert [(row["担当課コード"], row["個別取組コード"]) for row in rows] == [
        ("soumu", "A2"),
        ("jumin", "B1"),
    ]


def test_nothing_is_written_by_looking_or_by_making_letters(late: Desk) -> None:
    version = late.store.version
    letters = reminder.reminders(late.ctx, H1, today=late.ctx.today())
    reminder.letter_files(late.ctx, letters, H1)
    assert late.store.version == version
