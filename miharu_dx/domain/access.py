"""Who may do what: one table of role × action, own department told from others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.refusal import Refusal


class Role(StrEnum):
    """A role an account can have; the value is what the store keeps."""

    VIEWER = "viewer"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"
    PROJECTOR = "projector"


ROLE_NAMES: dict[Role, str] = {
    Role.VIEWER: "閲覧",
    Role.DEPARTMENT: "担当課",
    Role.COMMITTEE: "委員会",
    Role.SECRETARIAT: "事務局",
    Role.PROJECTOR: "投影",
}


class Permission(StrEnum):
    """Something a service does for somebody."""

    VIEW = "view"
    EXPORT = "export"
    TEMPLATE = "template"
    SUBMIT = "submit"
    EDIT_PLAN = "edit_plan"
    START_REAL = "start_real"
    WITHDRAW = "withdraw"
    MAP_COLUMNS = "map_columns"
    REMIND = "remind"
    REVIEW = "review"
    CONFIRM_OWN = "confirm_own"
    SET_UP = "set_up"
    PREPARE_MEETING = "prepare_meeting"
    DECIDE = "decide"
    REPLY = "reply"


_EVERYONE = frozenset(Role)
_WORKING = frozenset({Role.DEPARTMENT, Role.SECRETARIAT})

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    Permission.VIEW: _EVERYONE,
    Permission.EXPORT: _EVERYONE - {Role.PROJECTOR},
    Permission.TEMPLATE: _WORKING,
    Permission.SUBMIT: _WORKING,
    Permission.EDIT_PLAN: frozenset({Role.SECRETARIAT}),
    Permission.START_REAL: frozenset({Role.SECRETARIAT}),
    Permission.WITHDRAW: _WORKING,
    Permission.MAP_COLUMNS: _WORKING,
    Permission.REMIND: frozenset({Role.SECRETARIAT}),
    Permission.REVIEW: frozenset({Role.COMMITTEE, Role.SECRETARIAT}),
    Permission.CONFIRM_OWN: _WORKING,
    Permission.SET_UP: frozenset({Role.SECRETARIAT}),
    Permission.PREPARE_MEETING: frozenset({Role.SECRETARIAT}),
    Permission.DECIDE: frozenset({Role.SECRETARIAT}),
    Permission.REPLY: _WORKING,
}

OWN_DEPARTMENT_ONLY: frozenset[Permission] = frozenset(
    {
        Permission.TEMPLATE,
        Permission.SUBMIT,
        Permission.WITHDRAW,
        Permission.MAP_COLUMNS,
        Permission.CONFIRM_OWN,
        Permission.REPLY,
    }
)


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a name for the record, a role and the departments (codes) they act for."""

    name: str
    role: Role
    departments: frozenset[str] = frozenset()

    def may(self, permission: Permission, department: str | None = None) -> bool:
        """Whether this actor may do something, for a department where one is concerned."""
        if self.role not in PERMISSIONS[permission]:
            return False
        if self.role is Role.DEPARTMENT and permission in OWN_DEPARTMENT_ONLY:
            return department is not None and department in self.departments
        return True

    def require(
        self, permission: Permission, department: str | None = None, department_name: str = ""
    ) -> None:
        """Refuse what this actor may not do."""
        if self.may(permission, department):
            return
        if self.role in PERMISSIONS[permission] and department is not None:
            raise Refusal("access.other_department", department=department_name or department)
        raise Refusal("access.denied", role=ROLE_NAMES[self.role])
