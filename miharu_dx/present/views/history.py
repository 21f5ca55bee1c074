"""履歴: who made which version, when, from which file and why; filtered by 種別, 課 and 期."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miharu_dx.domain.calendar import day_label, moment_label
from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.records import Snapshot, Submission
from miharu_dx.domain.succession import responsible
from miharu_dx.domain.version_kinds import (
    RESTORE,
    REVIEW_CONFIRM,
    REVIEW_RETURN,
    SUBMIT_PLAN,
    SUBMIT_PROGRESS,
    WITHDRAW,
    version_kind_word,
)
from miharu_dx.present.views.history_words import period_of, whose
from miharu_dx.present.views.submit_record import counts_text

Row = Mapping[str, Any]

ANY = ""
OTHER = "other"
# 種別の絞込み: コード -> （語、版の種類）。ここにない種類の版は「そのほか」に入る。
GROUPS: Mapping[str, tuple[str, frozenset[str]]] = {
    "form": ("進捗の提出", frozenset({SUBMIT_PROGRESS})),
    "plan": ("計画の登録", frozenset({SUBMIT_PLAN})),
    "undo": ("取消", frozenset({WITHDRAW, RESTORE})),
    "review": ("確認・差戻し", frozenset({REVIEW_CONFIRM, REVIEW_RETURN})),
    OTHER: ("締切・設定など", frozenset()),
}


@dataclass(frozen=True)
class HistoryFilter:
    """What is shown: codes of 種別, 担当課 and 期 (2025-H2), each blank for all."""

    group: str = ANY
    department: str = ANY
    period: str = ANY


@dataclass(frozen=True)
class VersionLine:
    """One version in one line; ``submission`` is the number to open, none where it came from no file.

    ``about`` is the file or what was noted, ``state`` says that the submission was taken back.
    """

    version: int
    at: str
    actor: str
    what: str
    whose: str
    period: str
    about: str
    counts: str
    reason: str
    state: str
    submission: int | None


@dataclass(frozen=True)
class HistoryView:
    """The record of versions, the newest first, and what it may be filtered by: (code, words)."""

    headline: str
    lines: tuple[VersionLine, ...]
    groups: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, str], ...]
    version: int
    updated: str


def history_view(
    snapshot: Snapshot,
    versions: Sequence[Row],
    withdrawals: Iterable[Row],
    reviews: Iterable[Row],
    chosen: HistoryFilter,
) -> HistoryView:
    """Return the record up to the version of ``snapshot``.

    ``versions`` are the store's own rows, the newest first; ``withdrawals`` and ``reviews`` tell which
    submissions (by number) the other versions are about.
    """
    told = [row for row in versions if row["version"] <= snapshot.version]
    about = _subjects(snapshot, withdrawals, reviews)
    shown = [row for row in told if _matches(snapshot, row, about.get(row["version"], ()), chosen)]
    return HistoryView(
        headline=_headline(snapshot, shown, about, chosen, len(told)),
        lines=tuple(_line(snapshot, row, about.get(row["version"], ())) for row in shown),
        groups=tuple((code, words) for code, (words, _) in GROUPS.items()),
        departments=tuple((unit.code, snapshot.department_name(unit.code)) for unit in snapshot.departments),
        periods=_periods(snapshot),
        version=snapshot.version,
        updated=moment_label(snapshot.at.astimezone()),
    )


def _subjects(
    snapshot: Snapshot, withdrawals: Iterable[Row], reviews: Iterable[Row]
) -> dict[int, tuple[Submission, ...]]:
    """Return the submissions that each version is about: its own, or those undone or reviewed by it."""
    found: dict[int, dict[int, Submission]] = {}

    def add(version: int | None, number: int) -> None:
        item = snapshot.submissions_by_id.get(number)
        if version is not None and item is not None:
            found.setdefault(version, {})[number] = item

    for item in snapshot.submissions:
        add(item.version, item.id)
    for row in withdrawals:
        add(row["from_version"], row["subject"])
        add(row["to_version"], row["subject"])
    for row in reviews:
        add(row["from_version"], row["subject"])
    return {version: tuple(items.values()) for version, items in found.items()}


def _matches(snapshot: Snapshot, row: Row, about: Sequence[Submission], chosen: HistoryFilter) -> bool:
    if chosen.group and chosen.group != _group(row["kind"]):
        return False
    if chosen.department and not any(_is_of(snapshot, item, chosen.department) for item in about):
        return False
    return not chosen.period or any(_code(item) == chosen.period for item in about)


def _group(kind: str) -> str:
    return next((code for code, (_, kinds) in GROUPS.items() if kind in kinds), OTHER)


def _is_of(snapshot: Snapshot, item: Submission, department: str) -> bool:
    if item.department == department:
        return True
    units = snapshot.departments_by_code
    return item.department in units and (
        responsible(units, item.department, snapshot.plan.last_fiscal_year) == department
    )


def _code(item: Submission) -> str:
    return f"{item.fiscal_year}-{item.period}"


def _periods(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    known = {_code(item) for item in snapshot.submissions if item.kind == "progress"}
    plan = snapshot.plan
    keys = [
        (f"{key.fiscal_year}-{plan.period_at(key).code}", plan.period_label(key)) for key in plan.period_keys
    ]
    return tuple((code, words) for code, words in reversed(keys) if code in known)


def _line(snapshot: Snapshot, row: Row, about: Sequence[Submission]) -> VersionLine:
    own = next((item for item in about if item.version == row["version"]), None)
    taken = {item.subject for item in snapshot.withdrawals}
    what = version_kind_word(row["kind"])
    units = list(dict.fromkeys(whose(snapshot, item) for item in about))
    periods = list(dict.fromkeys(period_of(snapshot, item) for item in about))
    note = "" if row["note"] == what else str(row["note"])
    return VersionLine(
        version=row["version"],
        at=moment_label(row["at"].astimezone()),
        actor=row["actor"],
        what=what,
        whose=_few(units, "課"),
        period=_few(periods, "期"),
        about=own.file_name if own else note,
        counts=_counts(own) if own else "",
        reason=own.reason if own else "",
        state="取消済" if own and own.id in taken else "",
        submission=about[0].id if len(about) == 1 else None,
    )


def _few(names: Sequence[str], unit: str) -> str:
    return names[0] if len(names) == 1 else f"{len(names)}{unit}" if names else ""


def _counts(item: Submission) -> str:
    counts = counts_text(ChangeCounts(item.new, item.changed, item.unchanged))
    return f"{counts}・注意{item.warnings}か所" if item.warnings else counts


def _headline(
    snapshot: Snapshot,
    rows: Sequence[Row],
    about: Mapping[int, tuple[Submission, ...]],
    chosen: HistoryFilter,
    total: int,
) -> str:
    if not rows:
        return f"選んだ条件に当てはまる版はありません（全{total}版のうち）"
    newest = rows[0]
    moment = newest["at"].astimezone()
    units = list(dict.fromkeys(whose(snapshot, item) for item in about.get(newest["version"], ())))
    what = version_kind_word(newest["kind"])
    last = f"直近は{day_label(moment.date())} {moment.hour}:{moment.minute:02d}の"
    last += f"{what}（{units[0]}）" if len(units) == 1 else what
    taken = {item.subject for item in snapshot.withdrawals}
    own = {item.id for row in rows for item in about.get(row["version"], ())}
    undone = len(own & taken)
    scope = f"全{total}版のうち{len(rows)}版" if chosen != HistoryFilter() else f"全{total}版"
    rest = f"取消済みの提出が{undone}件" if undone else "取り消された提出はない"
    return f"{scope}。{last}。{rest}"
