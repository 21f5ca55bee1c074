"""この値はどこから？: every value a field ever had, who gave it, in which file and cell, and how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.finding import Location
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import UNDOING
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.history_words import fields_of, label
from miharu_dx.present.views.submit_values import named

Row = Mapping[str, Any]

# 値の出所を言う列。取消で戻った値では、その値を初めに書いた行から取る。
_ORIGIN = ("submission", "file_name", "sha256", "sheet", "excel_row", "excel_column", "raw", "parsed", "how")
_NUMBERS = frozenset({"progress", "planned_progress", "baseline", "target", "actual"})
_YEARS = frozenset({"valid_from", "valid_to", "first_fiscal_year", "last_fiscal_year"})


@dataclass(frozen=True)
class TrailLine:
    """One value as one version gave it; ``current`` marks the value that stands."""

    label: str
    value: str
    typed: str
    how: str
    cell: str
    file_name: str
    written: str
    current: bool = False
    first: bool = False


def told_rows(rows: Iterable[Row], withdrawals: Sequence[Row], version: int) -> list[dict[str, Any]]:
    """Return the store's rows of ``value_trail`` as they were at a version, each with its true origin.

    A value that an undo brought back is from the file and cell it first came from, not from those of
    the row it now stands in.
    """
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["from_version"] > version:
            continue
        told = dict(row)
        if told["to_version"] is not None and told["to_version"] > version:
            told["to_version"] = None
        if told["kind"] in UNDOING:
            origin = _origin(found, told, withdrawals)
            told |= {name: origin[name] if origin else None for name in _ORIGIN}
        found.append(told)
    return found


def _origin(earlier: Sequence[Row], told: Row, withdrawals: Sequence[Row]) -> Row | None:
    """Return the newest row that gave a field this value and whose submission counts at that version."""
    for row in reversed(earlier):
        if (
            row["field"] == told["field"]
            and row["value"] == told["value"]
            and row["changed"]
            and row["kind"] not in UNDOING
            and not _uncounted(row["submission"], told["from_version"], withdrawals)
        ):
            return row
    return None


def _uncounted(submission: int | None, version: int, withdrawals: Sequence[Row]) -> bool:
    return any(
        row["subject"] == submission
        and row["from_version"] <= version
        and (row["to_version"] is None or row["to_version"] > version)
        for row in withdrawals
    )


def ends_of(rows: Iterable[Row]) -> frozenset[int]:
    """Return the versions in which the row was gone, with nothing following it at once."""
    told = list(rows)
    begun = {row["from_version"] for row in told}
    return frozenset(row["to_version"] for row in told if row["to_version"] is not None) - begun


def trail_lines(
    snapshot: Snapshot, table: str, rows: Sequence[Row], ends: Mapping[int, Row]
) -> tuple[TrailLine, ...]:
    """Return the values of one stored row, field by field in the order of its sheet, the newest first.

    ``rows`` come from ``told_rows``; ``ends`` are the records of the versions of ``ends_of``. A field
    that never held anything is left out.
    """
    lines: list[TrailLine] = []
    for field in fields_of(table):
        own = [row for row in rows if row["field"] == field]
        if not any(row["value"] or row["raw"] for row in own):
            continue
        found = list(_field_lines(snapshot, table, field, own, ends))
        found.reverse()
        lines += [replace(found[0], current=True, first=True), *found[1:]]
    return tuple(lines)


def _field_lines(
    snapshot: Snapshot, table: str, field: str, own: Sequence[Row], ends: Mapping[int, Row]
) -> Iterator[TrailLine]:
    gone = True
    for row in own:
        # 一度なくなった行が戻ったときは、同じ値でも新しく書かれた値である。
        if row["changed"] or gone:
            yield _line(snapshot, table, field, row)
        gone = row["to_version"] in ends
        if gone:
            yield _ended(table, field, ends[row["to_version"]])


def _line(snapshot: Snapshot, table: str, field: str, row: Row) -> TrailLine:
    place = NOTHING
    if row["sheet"]:
        place = f"{row['sheet']} {Location(row['sheet'], row['excel_row'], row['excel_column']).a1}"
    return TrailLine(
        label=label(table, field),
        value=named(_value(field, row["value"]), field, snapshot),
        typed=row["raw"] or NOTHING,
        how=row["how"] or "",
        cell=place,
        file_name=row["file_name"] or NOTHING,
        written=_written(row["from_version"], row),
    )


def _ended(table: str, field: str, row: Row) -> TrailLine:
    return TrailLine(
        label=label(table, field), value="（行がなくなった）", typed=NOTHING, how="", cell=NOTHING,
        file_name=NOTHING, written=_written(row["version"], row),
    )  # fmt: skip


def _written(version: int, row: Row) -> str:
    undone = "　取消により" if row["kind"] in UNDOING else ""
    return f"版{version}　{moment_label(row['at'].astimezone())}　{row['actor']}{undone}"


def _value(field: str, text: str | None) -> object:
    """Return a value of the trail, which is text in the store's answer, as what it stands for."""
    if text is None or text == "":
        return None
    if field in _NUMBERS:
        return float(text)
    if field in _YEARS:
        return int(text)
    if field == "as_of_date":
        return date.fromisoformat(text)
    if field == "confirmed":
        return text == "true"
    return text
