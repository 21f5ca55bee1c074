"""What a checked workbook would do, before anything counts; and what it did, afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Literal

from miharu_dx.domain.changes import (
    ChangeCounts,
    Question,
    RowChange,
    State,
    Stored,
    TheirChange,
    Value,
    same,
)
from miharu_dx.domain.finding import Finding, Severity, Tier
from miharu_dx.domain.merge import NO_ANSWERS, Answers, Place, settle
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report, Snapshot, Submission
from miharu_dx.domain.standing import Tally, standings

BookKind = Literal["progress", "plan"]


@dataclass(frozen=True)
class Fallback:
    """What holds for a table that says nothing of its own department or period; ``source`` said it.

    A ``binding`` one was said of these very files: what says otherwise is a fault.
    """

    department: str | None
    key: PeriodKey | None
    source: str
    binding: bool


@dataclass(frozen=True)
class Expected:
    """What the uploader chose: a kind of book and, for a progress form, whose and of which period.

    ``fallback`` is for many files at once, where nobody chose for this very one.
    """

    kind: BookKind | None = None
    department: str | None = None
    key: PeriodKey | None = None
    fallback: Fallback | None = None

    @property
    def held_against(self) -> Expected:
        """What a form, which says itself whose it is, must agree with."""
        given = self.fallback
        if given is None or not given.binding:
            return self
        return Expected(self.kind, self.department or given.department, self.key or given.key)


@dataclass(frozen=True)
class Preview:
    """The whole judgement of one workbook against one version of the store; nothing is stored yet.

    ``seen_version`` is the store version it was compared with, ``base_version`` the one the form
    was made from. ``silent`` are actions whose row says nothing and so stays 未報告. ``untouched``
    are values others changed in rows the sheet says nothing about, ``scope`` the stored rows by
    (table, key) it rests on, as they stood then; a row that was not there is empty. ``earlier`` is the submission that brought the same form
    with the same content before: then there is nothing to judge. ``form`` is what the form says it is for;
    ``repeated`` are then the actions (or departments) of which it says what is stored.
    """

    kind: BookKind
    expected: Expected
    file_name: str
    sha256: str
    department: str | None
    key: PeriodKey | None
    base_version: int
    seen_version: int
    findings: tuple[Finding, ...]
    changes: tuple[RowChange, ...]
    silent: tuple[str, ...] = ()
    rows_read: int = 0
    untouched: tuple[TheirChange, ...] = ()
    scope: Stored = field(default_factory=dict[Place, Mapping[str, Value]])
    earlier: Submission | None = None
    form: Expected | None = None
    repeated: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing stops the commit."""
        return not self.blocks

    @cached_property
    def blocks(self) -> tuple[Finding, ...]:
        """Findings that stop the commit."""
        return tuple(f for f in self.findings if f.severity is Severity.BLOCK)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings kept with the submission."""
        return tuple(f for f in self.findings if f.severity is Severity.WARN)

    @cached_property
    def stopped_at(self) -> Tier | None:
        """The highest tier with a blocking finding; tiers below it were not examined."""
        return next(
            (t for t in (Tier.FILE, Tier.HEADER, Tier.ROW) if any(f.tier is t for f in self.blocks)), None
        )

    @cached_property
    def groups(self) -> dict[str, State]:
        """What becomes of each action (or department): new, changed or unchanged."""
        found: dict[str, State] = {}
        for change in self.changes:
            known = found.get(change.entry.group)
            if known is None or (known == "unchanged" and change.state != "unchanged"):
                found[change.entry.group] = change.state
            elif known == "changed" and change.state == "new" and change.entry.table == "report":
                found[change.entry.group] = "new"
        return found

    @property
    def counts(self) -> ChangeCounts:
        """Actions (or departments) and answers by what becomes of them."""
        states = Counter(self.groups.values())
        return ChangeCounts(
            states["new"],
            states["changed"],
            states["unchanged"] + self.repeated,
            len(self.figures_only),
            sum(change.entry.table == "reply" for change in self.moved),
        )

    @cached_property
    def figures_only(self) -> frozenset[str]:
        """Actions of which a progress form brings values of indicators and nothing new in the report."""
        if self.kind != "progress":
            return frozenset()
        tables: dict[str, set[str]] = {}
        for change in self.moved:
            tables.setdefault(change.entry.group, set()).add(change.entry.table)
        return frozenset(group for group, found in tables.items() if not found & {"report", "reply"})

    @property
    def moved(self) -> tuple[RowChange, ...]:
        """Rows in which something changes."""
        return tuple(change for change in self.changes if change.fields)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Values that somebody else changed too since the form was made."""
        return tuple(question for change in self.changes for question in change.questions)

    @cached_property
    def kept(self) -> tuple[TheirChange, ...]:
        """Values that somebody else changed since the form was made and that stay as they are now."""
        found = (*(one for change in self.changes for one in change.kept), *self.untouched)
        return tuple(one for one in found if not same(one.old, one.new))

    @cached_property
    def effect(self) -> tuple[object, ...]:
        """What would be written and asked: two previews with the same effect mean the same."""
        return tuple(
            (
                change.entry.table,
                change.entry.key,
                tuple((item.field, item.old, item.new) for item in change.fields),
                tuple(
                    (asked.id, cell.base, cell.theirs, cell.mine)
                    for asked in change.questions
                    for cell in asked.cells
                ),
            )
            for change in self.changes
            if change.fields or change.questions
        )

    @property
    def effect_mark(self) -> str:
        """A short text that stays as long as the effect does."""
        return sha256(repr(self.effect).encode()).hexdigest()[:12]

    def settled(self, answers: Answers) -> Preview:
        """Return the judgement as it would be committed with these answers; no answer keeps what is stored."""
        return replace(self, changes=settle(self.changes, answers)) if self.questions or self.kept else self


@dataclass(frozen=True)
class Receipt:
    """What a commit did; ``already`` means the same content stood there before and nothing changed.

    ``earlier`` is the submission that brought it, where the same form had been handed in;
    ``answered`` counts the questions that were decided.
    """

    version: int
    submission: int | None
    already: bool
    counts: ChangeCounts
    earlier: Submission | None = None
    answered: int = 0


@dataclass(frozen=True)
class Consequence:
    """The department's tally of the period before and after a commit."""

    before: Tally
    after: Tally


def consequence(snapshot: Snapshot, preview: Preview, answers: Answers = NO_ANSWERS) -> Consequence | None:
    """Return what becomes of the department's counts with these answers; none for a plan workbook."""
    if preview.key is None or preview.department is None:
        return None
    reports = dict(snapshot.reports_by_key)
    for change in preview.settled(answers).moved:
        if change.entry.table != "report":
            continue
        action, fiscal_year, period = change.entry.key
        values = dict(change.entry.values)
        reports[(str(action), snapshot.plan.key(int(fiscal_year), str(period)))] = Report(
            action=str(action),
            fiscal_year=int(fiscal_year),
            period=str(period),
            **values,  # type: ignore[arg-type]
        )
    after = replace(snapshot, reports=tuple(reports.values()))
    return Consequence(
        Tally(standings(snapshot, preview.key, department=preview.department)),
        Tally(standings(after, preview.key, department=preview.department)),
    )
