"""The trail of one decision: how it was worded, answered, amended and taken back, in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.records_meeting import DECISION_WORDS, REPLY_WORDS

Row = Mapping[str, Any]


@dataclass(frozen=True)
class TrailStep:
    """One thing that happened to a decision: when, who, what and in which words; ``version`` wrote it."""

    at: str
    actor: str
    what: str
    told: str
    version: int


def trail(snapshot: Snapshot, rows: Iterable[Row]) -> tuple[TrailStep, ...]:
    """Return the steps of one decision, the first first; ``rows`` are the store's ``decision_steps``."""
    steps = list(rows)
    found: list[TrailStep] = []
    for what in ("decision", "reply"):
        own = [row for row in steps if row["what"] == what]
        found += _life(snapshot, own, what)
    return tuple(sorted(found, key=lambda step: step.version))


def _life(snapshot: Snapshot, rows: Sequence[Row], what: str) -> Iterable[TrailStep]:
    begun = {row["version"] for row in rows}
    for place, row in enumerate(rows):
        if what == "decision":
            told = _decided(snapshot, row)
            yield _step(row["at"], row["actor"], "記録" if place == 0 else "書き直し", told, row["version"])
        else:
            yield _step(row["at"], row["author"] or row["actor"], "回答", _answered(row), row["version"])
        # 取り消された決定事項の回答は、決定事項とともに閉じる。一つのできごととして示す。
        if row["ended"] is not None and row["ended"] not in begun and what == "decision":
            note = str(row["ended_note"]).partition("：")[2]
            yield _step(row["ended_at"], row["ended_by"], "取消", note, row["ended"])
        elif row["ended"] is not None and row["ended"] not in begun and what == "reply":
            yield _step(row["ended_at"], row["ended_by"], "回答の取消", "", row["ended"])


def _step(at: datetime, actor: str, what: str, told: str, version: int) -> TrailStep:
    return TrailStep(moment_label(at.astimezone()), actor, what, told, version)


def _decided(snapshot: Snapshot, row: Row) -> str:
    parts = [
        f"{DECISION_WORDS[row['state']]}：{row['text']}" if row["text"] else DECISION_WORDS[row["state"]]
    ]
    if row["department"]:
        parts.append(snapshot.department_name(row["department"]))
    if row["due"] is not None:
        parts.append(f"期限 {date_label(row['due'])}")
    return "　".join(parts)


def _answered(row: Row) -> str:
    day = f"（{date_label(row['done_on'])}）" if row["done_on"] is not None else ""
    file = f"　［{row['file_name']}］" if row["file_name"] else ""
    return f"{REPLY_WORDS[row['state']]}{day}：{row['text']}{file}"
