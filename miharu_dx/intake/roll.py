"""Which action a row is about, told from its code and confirmed by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.records import Action, Snapshot
from miharu_dx.domain.succession import answers_for, responsible
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.table import TableRow


@dataclass(frozen=True)
class Roll:
    """The actions a department answers for in a fiscal year, by their codes in any spelling.

    ``base`` is the store as it stood when the form was made, where that is known: a name that was
    changed since is no fault of the row.
    """

    snapshot: Snapshot
    base: Snapshot | None
    department: str
    fiscal_year: int

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Every stored code by its folded spelling."""
        return {word_key(code): code for code in self.snapshot.actions_by_code}

    @cached_property
    def expected(self) -> tuple[Action, ...]:
        """The actions that report here, in stored order."""
        return tuple(
            action
            for action in self.snapshot.actions
            if action.runs_in(self.fiscal_year) and self.owns(action)
        )

    def code_of(self, typed: str) -> str | None:
        """Return the stored spelling of a code, none for a code nobody has registered."""
        return typed if typed in self.snapshot.actions_by_code else self.codes.get(word_key(typed))

    def owns(self, action: Action) -> bool:
        """Whether the department answers for an action, whether or not it runs in the fiscal year."""
        return action.department in self._units

    @cached_property
    def _units(self) -> frozenset[str]:
        return answers_for(self.snapshot.departments_by_code, self.department, self.fiscal_year)

    def _owner(self, action: Action) -> str:
        return responsible(self.snapshot.departments_by_code, action.department, self.fiscal_year)

    def action_of(self, row: TableRow) -> tuple[Action | None, list[Finding]]:
        """Return the action of a row; none, with findings, where it is none of this department's."""
        name = row.text("name")
        if "action" in row.unreadable:
            return None, []
        if not row.text("action"):
            return None, [row.fault("row.code_blank", "action", subject=name)]
        code = self.code_of(row.text("action"))
        if code is None:
            return None, [row.fault("row.code_unknown", "action", subject=name)]
        action = self.snapshot.actions_by_code[code]
        faults = [*self._elsewhere(row, action), *self._misnamed(row, action)]
        return (action, faults) if self._here(action) else (None, faults)

    def _here(self, action: Action) -> bool:
        return self.owns(action) and action.runs_in(self.fiscal_year)

    def _elsewhere(self, row: TableRow, action: Action) -> Iterator[Finding]:
        if not self.owns(action):
            names = self.snapshot.department_name
            args = {"department": names(self._owner(action)), "form": names(self.department)}
            yield row.fault("row.other_department", "action", args, action.name)
        elif not action.runs_in(self.fiscal_year):
            args = {"year": fiscal_year_label(self.fiscal_year)}
            yield row.fault("row.not_running", "action", args, action.name)

    def _misnamed(self, row: TableRow, action: Action) -> Iterator[Finding]:
        typed = row.text("name")
        if typed == action.name or "name" in row.unreadable:
            return
        before = self.base.actions_by_code.get(action.code) if self.base is not None else None
        args = {"code": action.code, "expected": action.name, "whose": self._whose(typed)}
        if not typed:
            yield row.fault("row.name_blank", "name", args, action.name)
        elif word_key(typed) not in {word_key(action.name), word_key(before.name if before else "")}:
            yield row.fault("row.name_mismatch", "name", args, action.name)

    def _whose(self, typed: str) -> str:
        """Return whose name was typed, where it is that of another action."""
        code = self._codes_by_name.get(word_key(typed))
        return f"（「{typed}」は{code}の名前です）" if code else ""

    @cached_property
    def _codes_by_name(self) -> Mapping[str, str]:
        return {word_key(action.name): action.code for action in self.expected}
