"""The meetings of the sample life: what they say agrees with the plan, and is done as anybody would do it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from miharu_dx.domain.decision import REPLY_CODES
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.services.demo_meetings import (
    PROCEEDINGS_FILE,
    Proceeding,
    proceed,
    proceedings_text,
    read_proceedings,
    reply_rows,
)
from tests.services.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
STORY = read_proceedings(ROOT / "data" / "samples" / "scenario", PLAN)


def test_the_story_numbers_its_decisions_in_time_and_answers_only_instructions() -> None:
    decided = [row for row in STORY if row.act == "決定"]
    assert [int(row.number) for row in decided] == list(range(1, len(decided) + 1))
    instructed = {row.number: row for row in decided if row.kind == "指示"}
    answered = [row for row in STORY if row.act == "回答"]
    assert answered
    for row in answered:
        given = instructed[row.number]
        assert row.department == given.department
        assert row.moment > given.moment
        assert row.state in REPLY_CODES


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / PROCEEDINGS_FILE).write_bytes(proceedings_text(STORY).encode("utf-8-sig"))
    assert read_proceedings(tmp_path, PLAN) == STORY


def test_another_plan_has_no_meetings_and_an_unknown_act_is_a_fault(tmp_path: Path) -> None:
    assert read_proceedings(tmp_path, PLAN) == ()
    strange = [replace(STORY[0], act="散会"), replace(STORY[1], plan_code="other")]
    (tmp_path / PROCEEDINGS_FILE).write_bytes(proceedings_text(strange).encode("utf-8-sig"))
    with pytest.raises(ValueError, match="散会"):
        read_proceedings(tmp_path, PLAN)


def blank(act: str, at: str, **more: str) -> Proceeding:
    empty = dict.fromkeys(Proceeding.__dataclass_fields__, "")
    return Proceeding(**{**empty, "plan_code": PLAN.code, "act": act, "at": at, "actor": "担当", **more})


def test_a_meeting_is_held_decides_and_is_answered(desk: Desk) -> None:
    rows = (
        blank("会議版", "2026-10-01 10:00", meeting="4", name="サンプル会議", held_on="2026-10-02"),
        blank(
            "決定", "2026-10-02 13:30", meeting="4", number="1", kind="指示", subject="A1",
            department="soumu", text="報告する", due="2026-10-30", seconds="90",
        ),
        blank("会議", "2026-10-03 09:00", meeting="4", name="サンプル会議", held_on="2026-10-02",
              attendees="本部長／本部員", begins="13:30"),
        blank("回答", "2026-10-09 09:00", number="1", department="soumu", state="対応中", text="協議中"),
        blank("回答", "2026-10-10 09:00", number="1", department="soumu", state="対応済", text="報告した",
              done_on="2026-10-09", form="様式.xlsx"),
    )  # fmt: skip
    for row in rows:
        proceed(desk.store, desk.plan, row, row.moment.astimezone())
    now = desk.store.snapshot()
    assert (now.meetings[0].attendees, now.meetings[0].begins) == ("本部長\n本部員", "13:30")
    assert (now.decisions[0].number, now.decisions[0].seconds) == (1, 90)
    assert [(row.state, row.text) for row in now.replies] == [("doing", "協議中")]
    assert list(reply_rows(rows, "様式.xlsx")) == [("1",)]
    assert reply_rows(rows, "様式.xlsx")["1",]["対応状況"] == "対応済"


def test_a_number_that_is_not_the_next_one_ends_the_story(desk: Desk) -> None:
    row = blank("決定", "2026-10-02 13:30", number="7", kind="保留", subject="A1")
    with pytest.raises(ValueError, match="番号7"):
        proceed(desk.store, desk.plan, row, row.moment.astimezone())
