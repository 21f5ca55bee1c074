"""Which department answers for something once units have been reorganised."""

from __future__ import annotations

from collections.abc import Mapping

from miharu_dx.domain.plan import Department


def responsible(departments: Mapping[str, Department], code: str, fiscal_year: int) -> str:
    """Return the department that answers in a fiscal year: the unit itself or its successor then.

    ``departments`` by code. A chain of successors is followed as long as units have ended; a chain
    that breaks off or runs in a circle ends at its last known unit.
    """
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        unit = departments.get(code)
        if unit is None or not unit.successor or unit.successor not in departments:
            return code
        if unit.valid_to is None or fiscal_year <= unit.valid_to:
            return code
        code = unit.successor
    return code


def answers_for(departments: Mapping[str, Department], code: str, fiscal_year: int) -> frozenset[str]:
    """Return the units whose work a department answers for in a fiscal year, itself among them while it may.

    Asked once for all actions of a store: following each action's own chain costs as much as judging it.
    """
    own = {unit for unit in departments if responsible(departments, unit, fiscal_year) == code}
    return frozenset(own if code in departments else own | {code})


def circle(departments: Mapping[str, Department], code: str) -> bool:
    """Whether following successors from a unit leads back to that unit."""
    seen: set[str] = set()
    unit = departments.get(code)
    while unit is not None and unit.successor and unit.code not in seen:
        seen.add(unit.code)
        if unit.successor == code:
            return True
        unit = departments.get(unit.successor)
    return False
