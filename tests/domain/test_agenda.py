"""The agenda and what it is made from: what moved, what stands still, who is silent, what people placed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from miharu_dx.domain.agenda import AgendaItem, agenda, arranged
from miharu_dx.domain.meeting_changes import UNCHANGED_SETTING, MeetingChanges, changes_since
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Action, Report, Schedule, Setting, Snapshot
from miharu_dx.domain.records_meeting import AgendaMark, Decision, Edition, Reply
from tests.rich import empty_snapshot, plan

PLAN = plan()
KEYS = PLAN.period_keys[4:8]
NOW = KEYS[3]
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, tzinfo=UTC)
BY_MEANING = {rating.meaning: rating.name for rating in reversed(PLAN.ratings)}
OK, WARN, BAD = (BY_MEANING[meaning] for meaning in ("ok", "warn", "bad"))
ACTIVE = [stage.name for stage in PLAN.stages if stage.meaning == "active"][-1]
DONE = next(stage.name for stage in PLAN.stages if stage.meaning == "done")


def said(code: str, *ratings: str | None, progress: tuple[float, ...] = (), **more: Any) -> list[Report]:
    """Return reports of the last periods, the newest last; none for a period leaves it silent."""
    found = []
    for place, (key, rating) in enumerate(zip(KEYS[-len(ratings) :], ratings, strict=True)):
        if rating is not None:
            told = progress[place] if progress else 10.0 * (place + 1)
            found.append(
                Report(
                    code,
                    key.fiscal_year,
                    PLAN.period_at(key).code,
                    UPDATED,
                    **{"stage": ACTIVE, "rating": rating, "progress": told, **more},
                )
            )
    return found


def state(*reports: list[Report], version: int = 9, **more: Any) -> Snapshot:
    rows = tuple(row for own in reports for row in own)
    codes = dict.fromkeys([row.action for row in rows] + list(more.pop("silent", ())))
    actions = tuple(Action(code, f"取組{code}", PLAN.initiatives[0].code, "soumu") for code in codes)
    base = empty_snapshot(PLAN)
    return replace(base, version=version, latest_version=version, actions=actions, reports=rows, **more)


def found(now: Snapshot, before: Snapshot | None = None) -> MeetingChanges:
    return changes_since(now, before, NOW)


def codes(rows: Any) -> list[str]:
    return [row.standing.action.code for row in rows]


def test_without_a_last_meeting_ratings_are_compared_with_the_period_before() -> None:
    changes = found(state(said("A", OK, BAD), said("B", WARN, OK), said("C", OK, OK)))
    assert changes.before_key == KEYS[2]
    assert [move.after.action.code for move in changes.worse] == ["A"]
    assert [move.after.action.code for move in changes.better] == ["B"]
    assert len(changes.moves) == 2


def test_a_last_meeting_is_compared_by_what_it_saw_then() -> None:
    before = state(said("A", OK), version=5)
    edition = Edition(1, 5, NOW.fiscal_year, PLAN.period_at(NOW).code, None, "", "x", AT)
    now = state(said("A", BAD), editions=(edition,))
    changes = found(now, before)
    assert changes.before_key == NOW
    assert [move.after.action.code for move in changes.worse] == ["A"]


@pytest.mark.parametrize("reported", [True, False])
def test_a_version_that_is_no_edition_counts_by_its_last_report(reported: bool) -> None:
    before = state(said("A", OK, None, None) if reported else [], version=5, silent=["A"])
    changes = found(state(said("A", OK, None, BAD)), before)
    assert changes.before_key == (KEYS[1] if reported else None)
    assert bool(changes.moves) == reported


@pytest.mark.parametrize(
    ("progress", "setting", "told"),
    [
        ((10, 20, 20, 20), "", 2),
        ((20, 20, 20, 20), "", 3),
        ((10, 10, 20, 20), "", None),
        ((10, 10, 20, 20), "1", 1),
        ((10, 10, 20, 20), "０", None),
    ],
)
def test_standing_still_is_told_from_the_periods_that_were_set(
    progress: tuple[float, ...], setting: str, told: int | None
) -> None:
    settings = (Setting(UNCHANGED_SETTING, setting),) if setting else ()
    changes = found(state(said("A", OK, OK, OK, OK, progress=progress), settings=settings))
    assert [row.periods for row in changes.unchanged] == ([] if told is None else [told])


def test_what_is_finished_or_was_silent_between_does_not_stand_still() -> None:
    done = said("A", OK, OK, OK, OK, progress=(20, 20, 20, 20), stage=DONE)
    gap = said("B", OK, None, OK, OK, progress=(20, 20, 20, 20))
    assert found(state(done, gap)).unchanged == ()


def test_silence_says_how_long_and_whether_it_is_new() -> None:
    changes = found(state(said("A", OK, OK, OK, None), said("B", OK, None, None, None), said("C", OK, OK)))
    assert [(row.standing.action.code, row.newly, row.periods) for row in changes.silent] == [
        ("A", True, 1), ("B", False, 3),
    ]  # fmt: skip
    assert codes(changes.newly_silent) == ["A"]


def test_who_is_behind_by_the_plans_limit_is_told_with_the_periods_in_a_row() -> None:
    rows = (Schedule("A", NOW.fiscal_year, ACTIVE, 80.0), Schedule("B", NOW.fiscal_year, ACTIVE, 80.0))
    now = state(said("A", OK, OK, progress=(10, 20)), said("B", OK, OK, progress=(10, 79)), schedules=rows)
    (behind,) = found(now).behind
    assert (behind.standing.action.code, behind.gap, behind.periods) == ("A", 60.0, 2)


def test_a_plan_put_off_since_the_last_meeting_counts_and_without_one_nothing_was() -> None:
    old = (Schedule("A", NOW.fiscal_year, DONE, 100.0),)
    new = (Schedule("A", NOW.fiscal_year, ACTIVE, 80.0), Schedule("A", NOW.fiscal_year + 1, DONE, 100.0))
    before, now = state(said("A", OK, OK), schedules=old, version=5), state(said("A", OK, OK), schedules=new)
    (slip,) = found(now, before).slips
    assert (slip.setback.later, slip.times) == (True, 1)
    assert found(now).slips == ()


def listed(now: Snapshot, marks: tuple[AgendaMark, ...] = (), key: PeriodKey = NOW) -> list[AgendaItem]:
    return list(agenda(now, None, key, marks, TODAY))


def order(items: list[AgendaItem]) -> list[str]:
    return [item.subject for item in items]


def exceptions() -> Snapshot:
    """Return four actions of falling weight, one without any, and a silent one."""
    return state(
        said("A", OK, BAD, request="決めてほしい"),
        said("B", OK, BAD),
        said("C", BAD, BAD),
        said("D", WARN, WARN),
        said("E", OK, OK),
        silent=["F"],
    )


def test_what_has_no_reason_is_not_talked_about_and_the_factors_multiply() -> None:
    items = listed(exceptions())
    assert order(items) == ["A", "B", "C", "F", "D"]
    weight = {item.subject: item.weight for item in items}
    assert weight["A"] == pytest.approx((1 + weight["B"]) * 1.8 - 1)
    assert all(item.reasons for item in items)


def test_the_reasons_say_what_became_worse_and_what_stayed() -> None:
    told = {item.subject: item.reasons for item in listed(exceptions())}
    assert told["B"] == (f"評価が{OK}から{BAD}へ",)
    assert told["C"] == (f"評価は{BAD}のまま",)
    assert told["A"][-1] == "判断を求めている"


def instructed(number: int, due: date | None) -> Decision:
    return Decision(number, 1, "E", "instruct", "すぐに", "", "soumu", due, None, None, "x", AT)


@pytest.mark.parametrize(
    ("due", "word"), [(date(2026, 11, 22), "まだ"), (date(2026, 11, 21), "期限を過ぎても"), (None, "まだ")]
)
def test_an_open_instruction_puts_an_action_on_the_list_until_it_is_answered(due, word: str) -> None:
    now = replace(exceptions(), decisions=(instructed(1, due),))
    (item,) = [item for item in listed(now) if item.subject == "E"]
    assert word in item.reasons[0]
    answered = replace(now, replies=(Reply(1, "done", "した", None, "", "x", AT),))
    assert "E" not in order(listed(answered))


def mark(subject: str, state: Any, place: int | None = None) -> AgendaMark:
    return AgendaMark(1, subject, state, place)


def test_pinned_ones_come_first_also_without_a_reason_and_dropped_ones_last() -> None:
    items = listed(exceptions(), (mark("E", "pinned"), mark("A", "dropped")))
    assert order(items) == ["E", "B", "C", "F", "D", "A"]
    assert (items[0].pinned, items[0].reasons) == (True, ("事務局が加えた",))
    assert items[-1].dropped


def test_a_placed_one_stands_where_it_was_put_however_the_others_weigh() -> None:
    assert order(listed(exceptions(), (mark("D", "placed", 1),))) == ["D", "A", "B", "C", "F"]
    both = (mark("D", "placed", 2), mark("A", "placed", 4))
    assert order(listed(exceptions(), both)) == ["B", "D", "C", "A", "F"]
    assert order(listed(exceptions(), (mark("A", "placed", 99),)))[-1] == "A"


def test_a_place_or_a_drop_of_what_has_no_reason_any_more_means_nothing() -> None:
    assert "E" not in order(listed(exceptions(), (mark("E", "placed", 1),)))
    assert "E" not in order(listed(exceptions(), (mark("E", "dropped"),)))
    assert order(listed(exceptions(), (mark("gone", "pinned"),))) == ["A", "B", "C", "F", "D"]


def test_equal_weights_keep_their_order() -> None:
    items = [AgendaItem(code, ("x",), weight) for code, weight in (("a", 1.0), ("b", 2.0), ("c", 1.0))]
    assert order(list(arranged(items))) == ["b", "a", "c"]


def test_an_empty_store_has_no_agenda() -> None:
    assert listed(empty_snapshot(PLAN)) == []
    assert not found(empty_snapshot(PLAN)).any
