"""Judgements that are asked for again: what one rests on, so that other people's commits cost it nothing."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from miharu_dx.config import MEGABYTE
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import IndicatorValue, Report, Snapshot
from miharu_dx.services.books import KEPT_IN_MEMORY
from miharu_dx.services.kept import Kept

_HEAVIEST = 48 * MEGABYTE
_BYTES_A_FINDING = 700
_BYTES_A_CHANGE = 5_000
# 照合は一つの演算装置しか使えない。三十人が同時に始めても、少しずつ順に終わるほうが、みな早く済む。
_AT_ONCE = 3

turns = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True)
class Judged:
    """A judgement of a workbook, and the part of the store it rests on.

    ``tables`` are those that tell what rows there may be; ``own`` are the reports and values of the
    actions in question, of every period, and the submissions of their department.
    """

    preview: Preview
    tables: tuple[object, ...]
    own: tuple[object, ...]

    @classmethod
    def of(cls, preview: Preview, present: Snapshot) -> Judged:
        """Keep what a judgement of this state rests on."""
        return cls(preview, _tables(present), _own(preview, present))

    def at(self, present: Snapshot) -> Preview | None:
        """Return the judgement as one of this state; none where it may be another one there.

        Only a sound form of one department is told apart from what others do; all else counts for
        its own version.
        """
        preview = self.preview
        if present.version == preview.seen_version:
            return preview
        if present.version < preview.seen_version or not self._rests_on_its_own:
            return None
        if not all(a is b or a == b for a, b in zip(self.tables, _tables(present), strict=True)):
            return None
        return replace(preview, seen_version=present.version) if self.own == _own(preview, present) else None

    @property
    def _rests_on_its_own(self) -> bool:
        preview = self.preview
        return preview.kind == "progress" and preview.form is not None and bool(preview.scope) and preview.ok


def _tables(present: Snapshot) -> tuple[object, ...]:
    return (
        present.store_id,
        present.departments,
        present.actions,
        present.schedules,
        present.indicators,
        present.targets,
        present.deadlines,
        present.closings,
        present.settings,
        present.reviews,
        present.withdrawals,
        present.mappings,
        present.meetings,
        present.decisions,
        present.replies,
    )


def _own(preview: Preview, present: Snapshot) -> tuple[object, ...]:
    actions = {place[1][0] for place in preview.scope}

    def of_these(rows: tuple[Report, ...] | tuple[IndicatorValue, ...]) -> list[object]:
        return [row for row in rows if row.action in actions]

    submissions = [
        row.id
        for row in present.submissions
        if row.department == preview.department or row.sha256 == preview.sha256
    ]
    return (of_these(present.reports), of_these(present.values), submissions)


def _weight(judged: Judged) -> int:
    preview = judged.preview
    return len(preview.findings) * _BYTES_A_FINDING + len(preview.changes) * _BYTES_A_CHANGE


judgements: Kept[Judged] = Kept(KEPT_IN_MEMORY, _HEAVIEST, _weight)
