"""Who may do what: the whole table of roles and permissions, written out."""

from __future__ import annotations

import pytest

from miharu_dx.domain.access import OWN_DEPARTMENT_ONLY, PERMISSIONS, Actor, Permission, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.review import STEP_PERMISSIONS

# 閲覧・担当課（自分の課）・担当課（ほかの課）・委員会・事務局・投影
TABLE = {
    Permission.VIEW: "111111",
    Permission.EXPORT: "111110",
    Permission.TEMPLATE: "010010",
    Permission.SUBMIT: "010010",
    Permission.EDIT_PLAN: "000010",
    Permission.START_REAL: "000010",
    Permission.WITHDRAW: "010010",
    Permission.MAP_COLUMNS: "010010",
    Permission.REMIND: "000010",
    Permission.REVIEW: "000110",
    Permission.CONFIRM_OWN: "010010",
    Permission.SET_UP: "000010",
    Permission.PREPARE_MEETING: "000010",
    Permission.DECIDE: "000010",
    Permission.REPLY: "010010",
}
SEATS = (
    (Role.VIEWER, "soumu"),
    (Role.DEPARTMENT, "soumu"),
    (Role.DEPARTMENT, "jumin"),
    (Role.COMMITTEE, "soumu"),
    (Role.SECRETARIAT, "soumu"),
    (Role.PROJECTOR, "soumu"),
)


def test_the_table_names_every_permission() -> None:
    assert set(TABLE) == set(PERMISSIONS) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_every_role_may_do_exactly_what_the_table_says(permission: Permission) -> None:
    own = frozenset({"soumu"})
    told = "".join(str(int(Actor("誰か", role, own).may(permission, unit))) for role, unit in SEATS)
    assert told == TABLE[permission]


def test_what_is_for_the_own_department_needs_one_to_be_named() -> None:
    person = Actor("担当", Role.DEPARTMENT, frozenset({"soumu"}))
    assert not any(person.may(permission) for permission in OWN_DEPARTMENT_ONLY)
    with pytest.raises(Refusal) as refused:
        person.require(Permission.CONFIRM_OWN, "jumin")
    assert refused.value.code == "access.other_department"


def test_a_step_of_the_review_belongs_to_the_lead_of_the_department_or_to_the_committee() -> None:
    person, member = Actor("課", Role.DEPARTMENT, frozenset({"soumu"})), Actor("委員", Role.COMMITTEE)
    assert person.may(STEP_PERMISSIONS["manager"], "soumu")
    assert not person.may(STEP_PERMISSIONS["committee"], "soumu")
    assert member.may(STEP_PERMISSIONS["committee"], "soumu")
    assert not member.may(STEP_PERMISSIONS["manager"], "soumu")
