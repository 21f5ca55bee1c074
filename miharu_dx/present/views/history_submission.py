"""One submission in full: what it changed cell by cell, what became of that, answers, and its standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.finding import Location
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.review import STATE_WORDS, STEP_WORDS, State
from miharu_dx.domain.undo import RowStep, writings
from miharu_dx.domain.version_kinds import RESTORE, WITHDRAW
from miharu_dx.present.palette import Sign, rating_sign
from miharu_dx.present.views.common import NOTHING
from miharu_dx.present.views.history import VersionLine
from miharu_dx.present.views.history_words import fields_of, label, period_of, subject, which, whose, writer
from miharu_dx.present.views.submit_values import BLANK, named

Row = Mapping[str, Any]

_CHOSEN = {"mine": "様式の値", "theirs": "登録されていた値"}
_STATES = {"confirmed": State.CONFIRMED, "returned": State.RETURNED}


@dataclass(frozen=True)
class ChangedCell:
    """One value the submission set: old → new, the cell as typed, and whether it still stands."""

    subject: str
    which: str
    label: str
    cell: str
    typed: str
    how: str
    old: str
    new: str
    state: str
    first: bool
    old_sign: Sign | None = None
    new_sign: Sign | None = None


@dataclass(frozen=True)
class Answer:
    """A value that had changed on both sides, with the three values and the one a person chose."""

    subject: str
    which: str
    label: str
    base: str
    theirs: str
    mine: str
    chosen: str


@dataclass(frozen=True)
class Said:
    """Something that happened to the submission: when, who, what and why."""

    version: int
    at: str
    actor: str
    what: str
    reason: str


@dataclass(frozen=True)
class SubmissionDetail:
    """A submission's whole story; ``standing`` is false once it was taken back."""

    number: int
    headline: str
    kicker: str
    facts: tuple[tuple[str, str], ...]
    standing: bool
    cells: tuple[ChangedCell, ...]
    rows: int
    answers: tuple[Answer, ...]
    said: tuple[Said, ...]
    file_name: str
    sha256: str
    department: str
    version: int


def submission_detail(
    snapshot: Snapshot,
    line: VersionLine,
    item: Submission,
    steps: Sequence[RowStep],
    cells: Iterable[Row],
    answers: Iterable[Row],
    said: Sequence[Said],
) -> SubmissionDetail:
    """Return one submission; ``steps`` are the lives of the rows it wrote, ``cells`` the cells it read."""
    taken = next((row for row in snapshot.withdrawals if row.subject == item.id), None)
    placed = {(row["entity"], row["entity_key"], row["field"]): row for row in cells}
    changed = tuple(
        cell
        for _, life in groupby(steps, key=attrgetter("table", "key"))
        for cell in _changed(list(life), item, placed, snapshot)
    )
    rows = sum(cell.first for cell in changed)
    kicker = f"提出{item.id}　{whose(snapshot, item)}　{period_of(snapshot, item)}"
    headline = f"{rows}行・{len(changed)}項目を変えた提出です"
    if taken is not None:
        headline = f"この提出は取り消されています（{moment_label(taken.at.astimezone())}）"
    elif changed and all(cell.state == STANDS for cell in changed):
        headline += "。すべて今も登録されています"
    elif changed:
        gone = sum(cell.state != STANDS for cell in changed)
        headline += f"。うち{gone}項目は、その後に変わりました"
    return SubmissionDetail(
        number=item.id,
        headline=headline,
        kicker=kicker,
        facts=_facts(line, item),
        standing=taken is None,
        cells=changed,
        rows=rows,
        answers=tuple(_answer(row, steps, snapshot) for row in answers),
        said=tuple(said),
        file_name=item.file_name,
        sha256=item.sha256,
        department=item.department,
        version=snapshot.version,
    )


def _facts(line: VersionLine, item: Submission) -> tuple[tuple[str, str], ...]:
    facts = [
        ("版", f"版{line.version}"),
        ("日時", line.at),
        ("登録した人", line.actor),
        ("ファイル", item.file_name),
        ("結果", line.counts or NOTHING),
    ]
    return (*facts, ("締切後の変更の理由", item.reason)) if item.reason else tuple(facts)


STANDS = "今もこの値"


def _changed(
    life: Sequence[RowStep],
    item: Submission,
    placed: Mapping[tuple[str, str, str], Row],
    snapshot: Snapshot,
) -> Iterator[ChangedCell]:
    own = next((one for one in writings(life) if one.submission == item.id), None)
    if own is None or own.after is None:
        return
    table, key = life[0].table, life[0].key
    names = (subject(snapshot, table, own.after), which(snapshot, table, own.after))
    ratings = snapshot.plan.ratings_by_name
    first = True
    for field in fields_of(table):
        if field not in own.fields:
            continue
        old, new = (own.before or {}).get(field), own.after[field]
        if own.before is None and new in (None, ""):
            continue
        cell = placed.get((table, key, field))
        signs = [ratings.get(str(value)) if field == "rating" else None for value in (old, new)]
        yield ChangedCell(
            *names,
            label(table, field),
            _place(cell),
            str(cell["raw"] or "") if cell else "",
            str(cell["how"] or "") if cell else "",
            named(old, field, snapshot) if own.before is not None else NOTHING,
            named(new, field, snapshot),
            _state(life, own.version, field, snapshot),
            first,
            *(rating_sign(sign) if sign else None for sign in signs),
        )
        first = False


def _place(cell: Row | None) -> str:
    if cell is None:
        return ""
    return f"{cell['sheet']} {Location(cell['sheet'], cell['excel_row'], cell['excel_column']).a1}"


def _state(life: Sequence[RowStep], version: int, field: str, snapshot: Snapshot) -> str:
    """Return whether a value stands, or which version first changed it afterwards."""
    value, before = None, None
    for step in life:
        if step.version == version:
            value, before = step.values[field], step
        elif before is not None and step.version > version:
            if before.until != step.version:
                return _moved(before.until or 0, before.ended_by, snapshot)
            if step.values[field] != value:
                return _moved(step.version, step.kind, snapshot)
            before = step
    if before is not None and before.until is not None:
        return _moved(before.until, before.ended_by, snapshot)
    return STANDS


def _moved(version: int, kind: str, snapshot: Snapshot) -> str:
    if kind == WITHDRAW:
        return f"版{version}の取消で戻った"
    if kind == RESTORE:
        return f"版{version}の取消の取りやめで変わった"
    return f"{writer(snapshot, version)}で変わった"


def _answer(row: Row, steps: Sequence[RowStep], snapshot: Snapshot) -> Answer:
    known = next((s.values for s in steps if (s.table, s.key) == (row["entity"], row["entity_key"])), None)
    field = row["field"]
    return Answer(
        subject(snapshot, row["entity"], known) if known else row["entity_key"],
        which(snapshot, row["entity"], known) if known else "",
        label(row["entity"], field),
        *(str(row[name]) if row[name] not in (None, "") else BLANK for name in ("base", "theirs", "mine")),
        chosen=_CHOSEN[row["chosen"]],
    )


def said_of(
    item: Submission, reviews: Iterable[Row], undone: Iterable[Row], audit: Iterable[Row]
) -> list[Said]:
    """Return what was said of a submission, in time: 確認, 差戻し, 取消 and its undoing.

    The rows are the store's own: of ``review_steps``, of ``withdrawal_steps`` and of the versions.
    """
    versions = {row["version"]: row for row in audit}
    found = [
        _said(versions[row["from_version"]], f"{STEP_WORDS[row['step']]}：{STATE_WORDS[_STATES[row['state']]]}", row["reason"])
        for row in reviews
        if row["subject"] == item.id and row["from_version"] in versions
    ]  # fmt: skip
    for row in undone:
        if row["subject"] == item.id and row["from_version"] in versions:
            found.append(_said(versions[row["from_version"]], "取消", row["reason"]))
            if row["to_version"] in versions:
                undoing = versions[row["to_version"]]
                found.append(_said(undoing, "取消の取りやめ", str(undoing["note"]).partition("：")[2]))
    return sorted(found, key=attrgetter("version"))


def _said(row: Row, what: str, reason: str) -> Said:
    return Said(row["version"], moment_label(row["at"].astimezone()), row["actor"], what, reason)
