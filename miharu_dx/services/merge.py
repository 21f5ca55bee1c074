"""A sheet beside the version its form was made from and the store as it is: whose change is whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from miharu_dx.domain.changes import (
    Author,
    Entry,
    Key,
    Question,
    RowChange,
    Stored,
    TheirChange,
    Unknown,
    Value,
    same,
)
from miharu_dx.domain.decision import replies_by_decision
from miharu_dx.domain.fingerprint import reply_fingerprint
from miharu_dx.domain.merge import Answers, Ground, Place, merge
from miharu_dx.domain.merge_rules import bind
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import UNCHANGED, Snapshot, Submission
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.intake.form_info import FormInfo
from miharu_dx.present.workbook.filling import report_fingerprint
from miharu_dx.services.entries import LABELS, form_places, instruction_name, printed_rows, stored_rows
from miharu_dx.services.lineage import States, over, own_values
from miharu_dx.store import entity_key


class Records(States, Protocol):
    """Whoever answers named queries and knows every version: the store."""

    def rows(self, query: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of a named query by column name."""
        ...


@dataclass(frozen=True)
class Merged:
    """The rows of a sheet as they merge; ``untouched`` and ``scope`` as in ``Preview``."""

    changes: tuple[RowChange, ...]
    untouched: tuple[TheirChange, ...]
    scope: Stored


def merged(
    records: Records,
    entries: Sequence[Entry],
    present: Snapshot,
    base: Snapshot | None,
    *,
    form: FormInfo | None = None,
    preview: Preview,
    today: date,
) -> Merged:
    """Return what becomes of the rows of a sheet whose form was made from ``base``.

    Without a base the sheet is held against the present state alone. ``preview`` says what sheet it is;
    a progress form's ``form`` names the department. What the same sheet brought earlier is its own.
    """
    key = preview.key
    proposed = [(entry.table, entry.key) for entry in entries]
    known = set(proposed)
    owned = form_places(present, form.department, key) if form is not None and key is not None else ()
    others = [place for place in owned if place not in known]
    whole = [*proposed, *others, *_carried(entries, present, key)]
    now = stored_rows(present, whole)
    scope = {place: now.get(place, {}) for place in whole}
    if base is None:
        return Merged(merge(entries, Ground(now, now, now)), (), scope)
    moved = base.version != present.version
    then = stored_rows(base, [*proposed, *others]) if moved else now
    doubtful = _doubtful(form, base, key)
    own = own_values(records, preview, entries, present, base.version) if moved else {}
    ground = Ground(now, over(then, own), over(printed_rows(base, then, key), own), doubtful)
    changes = bind(present, merge(entries, ground), key, today)
    untouched = tuple(_moved(others, then, now, present)) if moved else ()
    return _signed(records, Merged(changes, untouched, scope), base.version, now)


def _carried(entries: Iterable[Entry], present: Snapshot, key: PeriodKey | None) -> Iterator[Place]:
    """Yield the reports of the period before that 変更なし takes its values from."""
    before = present.plan.before(key) if key is not None else None
    if before is None:
        return
    period = present.plan.period_at(before).code
    for entry in entries:
        if entry.table == "report" and entry.values.get("declaration") == UNCHANGED:
            yield "report", (entry.key[0], before.fiscal_year, period)


def _doubtful(form: FormInfo | None, base: Snapshot, key: PeriodKey | None) -> frozenset[Place]:
    """Return the reports and answers the form was not made from, although it names this version.

    A store that was brought back from a backup counts its versions anew.
    """
    if form is None or key is None:
        return frozenset()
    period = base.plan.period_at(key).code
    reports: set[Place] = {
        ("report", (action, key.fiscal_year, period))
        for action, mark in form.fingerprints.items()
        if mark != report_fingerprint(base.report(action, key))
    }
    replies = replies_by_decision(base)
    answers: set[Place] = {
        ("reply", (int(number),))
        for number, mark in form.reply_fingerprints.items()
        if number.isdecimal() and mark != reply_fingerprint(replies.get(int(number)))
    }
    return frozenset(reports | answers)


def _moved(
    places: Iterable[Place], before: Stored, after: Stored, present: Snapshot
) -> Iterator[TheirChange]:
    """Yield each stored value of these places that differs between two states."""
    for place in places:
        old, new = before.get(place) or {}, after.get(place) or {}
        for name in {**old, **new}:
            if not same(old.get(name), new.get(name)):
                yield _their_change(place, name, old.get(name), new.get(name), present)


def _their_change(place: Place, name: str, old: Value, new: Value, present: Snapshot) -> TheirChange:
    table, key = place
    group = str(key[0])
    subject = group
    if table == "department" and group in present.departments_by_code:
        subject = present.departments_by_code[group].name
    elif table == "reply":
        told = next((row.text for row in present.decisions if row.number == key[0]), "")
        subject, group = instruction_name(int(key[0]), told), f"{INSTRUCTIONS.key}/{key[0]}"
    elif group in present.actions_by_code:
        subject = present.actions_by_code[group].name
    return TheirChange(table, key, name, LABELS[table].get(name, name), subject, group, old, new)


def _signed(records: Records, found: Merged, since: int, now: Stored) -> Merged:
    """Return the same with the author of each value that somebody else changed."""
    places = {(one.table, one.key) for one in found.untouched}
    for change in found.changes:
        if change.kept or change.questions:
            places.add((change.entry.table, change.entry.key))
    authors = authors_since(records, places, since, now)

    def signed(one: TheirChange) -> TheirChange:
        return replace(one, author=authors.get((one.table, one.key, one.field)))

    def asked(question: Question) -> Question:
        cells = tuple(
            replace(cell, author=authors.get((question.table, question.key, cell.field)))
            for cell in question.cells
        )
        return replace(question, cells=cells)

    changes = tuple(
        replace(
            change,
            kept=tuple(signed(one) for one in change.kept),
            questions=tuple(asked(question) for question in change.questions),
        )
        if change.kept or change.questions
        else change
        for change in found.changes
    )
    return replace(found, changes=changes, untouched=tuple(signed(one) for one in found.untouched))


def authors_since(
    records: Records, places: Iterable[Place], since: int, now: Stored
) -> dict[tuple[str, Key, str], Author]:
    """Return who gave each value its present content, of those that changed after a version.

    A row that is gone was changed by whoever took it out.
    """
    named: dict[str, dict[str, Key]] = {}
    for table, key in places:
        named.setdefault(table, {})[entity_key(table, key)] = key
    found: dict[tuple[str, Key, str], Author] = {}
    for table, keys in named.items():
        for step in records.rows("cell_steps", entity=table, keys=list(keys), since=since):
            key = keys[step["entity_key"]]
            place = (table, key, step["field"])
            if (table, key) not in now and step["gone_version"] is not None:
                found[place] = Author(step["gone_actor"], step["gone_at"], step["gone_version"])
            elif step["changed"] and step["from_version"] > since:
                found[place] = Author(
                    step["actor"], step["at"], step["from_version"], step["file_name"] or ""
                )
    return found


def moves_since(records: Records, preview: Preview, present: Snapshot) -> tuple[TheirChange, ...]:
    """Return each stored value this judgement rests on that somebody changed after it: old → new, and who."""
    after = stored_rows(present, preview.scope)
    moves = tuple(_moved(preview.scope, preview.scope, after, present))
    if not moves:
        return ()
    places = {(one.table, one.key) for one in moves}
    authors = authors_since(records, places, preview.seen_version, after)
    return tuple(replace(one, author=authors.get((one.table, one.key, one.field))) for one in moves)


def differing(
    records: Records, entries: Sequence[Entry], present: Snapshot, since: int
) -> tuple[TheirChange, ...]:
    """Return each stored value that is no longer what this sheet brought at a version, and who changed it."""
    places = [(entry.table, entry.key) for entry in entries]
    brought: Mapping[Place, Mapping[str, Value]] = {(e.table, e.key): e.values for e in entries}
    now = stored_rows(present, places)
    moves = tuple(_moved(places, brought, now, present))
    if not moves:
        return ()
    authors = authors_since(records, {(one.table, one.key) for one in moves}, since, now)
    return tuple(replace(one, author=authors.get((one.table, one.key, one.field))) for one in moves)


def earlier_submission(
    records: Records, present: Snapshot, preview: Preview, content_hash: str, *, same_bytes: bool
) -> Submission | None:
    """Return the last submission of the same form with the same content that still stands.

    Saved again by a spreadsheet program, the bytes differ and the content does not. ``same_bytes``
    tells whether the bytes alone say what they are a form of.
    """
    key = preview.key
    taken_back = {row.subject for row in present.withdrawals}
    standing = {row.id: row for row in present.submissions if row.id not in taken_back}
    known = (preview.sha256, preview.kind)
    brought = [row.id for row in standing.values() if same_bytes and (row.sha256, row.kind) == known]
    if brought:
        return standing[max(brought)]
    told = records.rows(
        "submission_by_content",
        content_hash=content_hash,
        kind=preview.kind,
        department=preview.department or "",
        fiscal_year=key.fiscal_year if key else None,
        period=present.plan.period_at(key).code if key else None,
    )
    return next(
        (
            standing[row["id"]]
            for row in told
            if row["id"] in standing and row["base_version"] == preview.base_version
        ),
        None,
    )


def answer_rows(preview: Preview, answers: Answers) -> list[dict[str, object]]:
    """Return every answer as the store keeps it: the three values and the one chosen."""
    return [
        {
            "entity": question.table,
            "entity_key": entity_key(question.table, question.key),
            "field": cell.field,
            "base": None if isinstance(cell.base, Unknown) else cell.base,
            "theirs": cell.theirs,
            "mine": cell.mine,
            "chosen": answers[question.id],
        }
        for question in preview.questions
        for cell in question.cells
    ]
