"""Every saved mapping, for those who may set up the installation; the department's own for its people."""

from __future__ import annotations

from miharu_dx.domain.access import Permission
from miharu_dx.domain.mapping_json import from_json
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_cycle import Mapping
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.mapping import SavedLine
from miharu_dx.services.context import Context


def saved_lines(ctx: Context) -> tuple[SavedLine, ...]:
    """Return the saved mappings the actor may change, by department and name; none is left out for being old."""
    present = ctx.snapshot()
    ctx.require(Permission.VIEW)
    rows = sorted(present.mappings, key=lambda row: (_place(present, row.department), row.name))
    return tuple(_line(present, row) for row in rows if ctx.actor.may(Permission.MAP_COLUMNS, row.department))


def _place(present: Snapshot, department: str) -> int:
    codes = [unit.code for unit in present.departments]
    return codes.index(department) if department in codes else len(codes)


def _line(present: Snapshot, row: Mapping) -> SavedLine:
    since = f"版{row.from_version}から"
    try:
        spec = from_json(row.spec)
    except Refusal as refusal:
        told = f"{refusal.message}{since}"
    else:
        columns = sum(bool(column.targets) for table in spec.used for column in table.columns)
        told = f"表{len(spec.used)}種類・{columns}列を読む。{since}"
    return SavedLine(present.department_name(row.department), row.department, row.name, told)
