"""会議版 on a real store: frozen once, unmoved by what comes after, compared and taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from miharu_dx.domain.access import Actor, Permission, Role
from miharu_dx.domain.content_hash import content_hash
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.value_changes import RowTurn
from miharu_dx.services import agenda, decisions, editions, history, meetings
from miharu_dx.services.as_of import as_of, reading
from miharu_dx.store import Store
from tests.services.desk import Desk, spoken

NAME = "サンプル会議"
HERE = PeriodKey(2026, 0)


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Yield a desk at which two departments have reported."""
    desk.hand_in(
        desk.form(
            進捗={
                ("A1",): spoken(),
                ("A2",): spoken(rating="やや遅れ", 課題="サンプル", 今後の対応="サンプル"),
            }
        )
    )
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}))
    return desk


def worse(desk: Desk) -> None:
    """Hand in a form after which A1 is rated worse."""
    told = spoken(rating="遅れ", progress=45, 課題="サンプル", 今後の対応="サンプル")
    desk.hand_in(desk.form(進捗={("A1",): told}))


def refused(code: str, act, *arguments: object, **named: object) -> None:
    with pytest.raises(Refusal) as refusal:
        act(*arguments, **named)
    assert refusal.value.code == code


def test_an_edition_is_one_version_under_number_name_and_hash(told: Desk) -> None:
    base = told.store.version
    made = editions.create_edition(told.ctx, NAME, held_on=date(2026, 10, 5))
    assert (made.meeting, made.frozen_version, made.before) == (1, base, None)
    assert (told.store.version, made.from_version, made.actor) == (base + 1, base + 1, told.actor.name)
    assert made.content_hash == content_hash(told.store.snapshot(base))
    assert editions.edition_key(told.ctx, made) == HERE
    meeting = meetings.meeting_named(told.ctx, 1)
    assert (meeting.title, meeting.held_on) == (f"第1回 {NAME}", date(2026, 10, 5))
    assert editions.editions(told.ctx) == (made,)


def test_what_comes_after_is_not_in_the_edition_and_is_told_as_a_change_after_it(told: Desk) -> None:
    made = editions.create_edition(told.ctx, NAME)
    frozen = editions.edition_context(told.ctx, 1)
    assert editions.changes_after(told.ctx, 1) == ()
    before = agenda.edition_agenda(told.ctx, 1)
    told.clock.now += timedelta(days=40)
    worse(told)
    assert content_hash(frozen.snapshot()) == made.content_hash
    assert frozen.today() == date(2026, 10, 1)
    assert agenda.edition_agenda(told.ctx, 1) == before
    (change,) = editions.changes_after(told.ctx, 1)
    assert (change.table, change.action, change.turn) == ("report", "A1", RowTurn.CHANGED)
    assert {one.field for one in change.fields} >= {"rating", "progress"}
    assert editions.changes_after(frozen, 1) == ()


def test_an_edition_cannot_be_written_into(told: Desk) -> None:
    editions.create_edition(told.ctx, NAME)
    refused("past.no_writing", editions.edition_context(told.ctx, 1).require, Permission.PREPARE_MEETING)


def test_the_next_edition_follows_the_last_one_and_both_are_compared(told: Desk) -> None:
    first = editions.create_edition(told.ctx, NAME, number=7)
    worse(told)
    told.hand_in(told.plan_book(工程={("A1", "2026"): {"年度末の計画進捗率(%)": 60}}), "計画.xlsx")
    second = editions.create_edition(told.ctx, NAME)
    assert (second.meeting, second.before) == (8, first.frozen_version)
    found = editions.compare(told.ctx, 8, 7)
    assert (found.first.edition, found.second.edition) == (first, second)
    assert [move.after.action.code for move in found.changes.worse] == ["A1"]
    assert [(slip.standing.action.code, slip.times) for slip in found.changes.slips] == [("A1", 1)]
    assert [row.code for row in found.rows] == ["A1"]
    refused("edition.same", editions.compare, told.ctx, 7, 7)
    refused("edition.unknown", editions.compare, told.ctx, 7, 9)


def test_a_plan_put_off_twice_is_told_with_its_number(told: Desk) -> None:
    editions.create_edition(told.ctx, NAME)
    for progress in (70, 60):
        told.hand_in(told.plan_book(工程={("A1", "2026"): {"年度末の計画進捗率(%)": progress}}), "計画.xlsx")
    (slip,) = editions.changes(told.ctx, HERE, editions.last_frozen(told.store.snapshot())).slips
    assert (slip.standing.action.code, slip.times) == ("A1", 2)


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("edition.exists", {"name": NAME, "number": 1}),
        ("edition.not_begun", {"name": NAME, "key": PeriodKey(2027, 0)}),
        ("meeting.name_missing", {"name": "　"}),
        ("meeting.name_missing", {"name": "第3回"}),
        ("meeting.number_differs", {"name": f"第3回 {NAME}", "number": 4}),
        ("meeting.number_wrong", {"name": NAME, "number": 0}),
        ("meeting.too_long", {"name": "あ" * 41}),
    ],
)
def test_what_no_edition_can_be_is_refused_and_nothing_is_written(told: Desk, code: str, arguments) -> None:
    editions.create_edition(told.ctx, NAME)
    version = told.store.version
    refused(code, editions.create_edition, told.ctx, **arguments)
    assert told.store.version == version


def test_a_store_without_actions_has_nothing_to_freeze(desk: Desk, tmp_path) -> None:
    with Store.create(
        tmp_path / "empty.duckdb", kind="real", plan=desk.plan, at=desk.clock(), actor="x"
    ) as store:
        refused("edition.nothing", editions.create_edition, Desk(store, desk.plan, desk.clock).ctx, NAME)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DEPARTMENT, Role.COMMITTEE, Role.PROJECTOR])
def test_only_the_office_freezes_places_and_takes_back(told: Desk, role: Role) -> None:
    editions.create_edition(told.ctx, NAME)
    other = Desk(told.store, told.plan, told.clock, Actor("誰か", role, frozenset({"soumu"}))).ctx
    refused("access.denied", editions.create_edition, other, NAME)
    refused("access.denied", editions.withdraw_edition, other, 1, "誤り")
    refused("access.denied", meetings.keep_meeting, other, meetings.MeetingDraft(NAME))
    for act in (agenda.pin, agenda.drop, agenda.unmark):
        refused("access.denied", act, other, "A1")
    assert editions.edition_named(other, 1).meeting == 1


def test_two_at_once_make_one_edition(told: Desk) -> None:
    def freeze(_: int) -> str:
        try:
            editions.create_edition(told.ctx, NAME, number=1)
        except Refusal as refusal:
            return refusal.code
        return "made"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(freeze, range(4))) == ["edition.exists"] * 3 + ["made"]


def test_an_edition_is_taken_back_with_a_reason_and_made_again(told: Desk) -> None:
    editions.create_edition(told.ctx, NAME)
    refused("edition.reason_missing", editions.withdraw_edition, told.ctx, 1, " ")
    editions.withdraw_edition(told.ctx, 1, "提出がまだ1件あった")
    assert editions.editions(told.ctx) == ()
    worse(told)
    made = editions.create_edition(told.ctx, NAME)
    assert (made.meeting, made.frozen_version) == (1, told.store.version - 1)
    editions.create_edition(told.ctx, NAME)
    refused("edition.followed", editions.withdraw_edition, told.ctx, 1, "誤り")
    decisions.record(told.ctx, meeting=2, subject="A1", kind="approve")
    refused("edition.decided", editions.withdraw_edition, told.ctx, 2, "誤り")
    refused("edition.unknown", editions.withdraw_edition, told.ctx, 3, "誤り")


@pytest.mark.parametrize("text", ["m7", "第7回", " 第7回 "])
def test_a_meeting_names_the_state_it_saw_on_every_page(told: Desk, text: str) -> None:
    made = editions.create_edition(told.ctx, NAME, number=7)
    told.clock.now += timedelta(days=40)
    worse(told)
    point = as_of(told.ctx, text)
    assert (point.version, point.day, point.code) == (made.frozen_version, date(2026, 10, 1), "m7")
    past = reading(told.ctx, point)
    assert past == editions.edition_context(told.ctx, 7)
    said = history.past(past)
    assert said.short == "第7回の会議版"
    assert f"令和8年10月1日・版{made.frozen_version}・内容の印 {made.short_hash}" in said.sentence
    assert history.frozen(told.ctx) == (("m7", f"第7回 {NAME}"),)
    assert reading(past, None) == told.ctx
    refused("edition.unknown", as_of, told.ctx, "第8回")
