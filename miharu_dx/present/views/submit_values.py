"""Stored values as a person reads them on 提出, wherever they stand side by side."""

from __future__ import annotations

from datetime import date, datetime

from miharu_dx.domain.calendar import date_label, fiscal_year_label, moment_label
from miharu_dx.domain.changes import Key, Value
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import REPLY_WORDS

BLANK = "（空白）"
_PERCENT_FIELDS = ("progress", "planned_progress")
_YEAR_FIELDS = ("first_fiscal_year", "last_fiscal_year", "valid_from", "valid_to")


def which(table: str, key: Key) -> str:
    """Return which indicator or year a value belongs to, where one action has many."""
    if table in ("indicator_value", "target"):
        return f"｜{key[1]}（{key[2]}年度）"
    if table == "indicator":
        return f"｜{key[1]}"
    return f"（{key[1]}年度）" if table == "schedule" else ""


def named(value: Value, field: str, snapshot: Snapshot) -> str:
    """Return a value with the name of what its code stands for."""
    code = str(value)
    if field in ("department", "successor") and code in snapshot.departments_by_code:
        return snapshot.departments_by_code[code].label
    if field == "initiative":
        return next((i.label for i in snapshot.plan.initiatives if i.code == code), shown(value))
    if field == "state" and code in REPLY_WORDS:
        return REPLY_WORDS[code]  # type: ignore[index]
    return shown(value, field)


def shown(value: Value, field: str = "") -> str:
    """Return a stored value as a person reads it; nothing is written as （空白）, never as 0."""
    match value:
        case None | "":
            return BLANK
        case bool():
            return "確認済" if value else "未確認"
        case datetime():
            return moment_label(value)
        case date():
            return date_label(value)
        case int() if field in _YEAR_FIELDS:
            return fiscal_year_label(value) if 0 < value < 9999 else "定めなし"
        case float() | int() if field in _PERCENT_FIELDS:
            return f"{value:g}%"
        case float():
            return f"{value:,.10g}"
        case _:
            return str(value)
