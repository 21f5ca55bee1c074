"""What became of the findings of the check before: mended, left, not looked at yet, and new ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from miharu_dx.domain.finding import Finding, Severity, Tier, blocking
from miharu_dx.domain.finding_texts import FINDING_TEXTS
from miharu_dx.domain.preview import Preview

# 行を消したままでも、空のまま渡しても、その取組について何も言っていないことは同じ。
_SILENCE = frozenset({"row.missing", "row.missing_added", "row.silent", "row.silent_keeps"})
# 返却ブックは、結果のない数式をエラーの値として返す。どちらも、数式に値がないこと。
_SAME: dict[str, str] = {"cell.formula_uncached": "cell.error_value"}
_CHECKS_KEPT = 12  # 一度に何課分かの様式を見てもらう事務局でも、前の確認を忘れない数


class Matter(NamedTuple):
    """What a finding is about, the same wherever its row has moved: plain words, fit to be kept."""

    code: str
    entity: str
    field: str

    @property
    def table(self) -> str:
        """The key of the table it stands in."""
        return self.entity.partition("/")[0]


def matter_of(finding: Finding) -> Matter:
    """Return what a finding is about."""
    whose = finding.entity or finding.location.sheet
    if finding.code in _SILENCE:
        return Matter("row.silent", whose, "")
    return Matter(_SAME.get(finding.code, finding.code), whose, finding.location.field)


def matters(findings: Iterable[Finding]) -> tuple[Matter, ...]:
    """Return what findings are about, one matter for each."""
    return tuple(matter_of(finding) for finding in findings)


@dataclass(frozen=True)
class Repairs:
    """Counts of findings since the check before: ``total`` = ``mended`` + ``left`` + ``unseen``.

    ``unseen`` were not looked at again, because a fault of the file or a heading stops before them.
    ``uncovered`` of the ``new`` ones stand where the check before could not look. ``stops`` counts
    what still stops the commit.
    """

    total: int
    mended: int
    left: int
    new: int
    unseen: int = 0
    uncovered: int = 0
    stops: int = 0
    stopped_at: Tier | None = None

    @cached_property
    def sentence(self) -> str:
        """The counts in one sentence."""
        parts = (self._mended, "、".join(self._rest), self._unseen, self._end)
        return "。".join(part for part in parts if part)

    @property
    def _mended(self) -> str:
        if not self.total:
            return "前の確認では指摘がありませんでした"
        if self.mended == self.total:
            return f"{self.total}件すべてが直りました"
        if not self.mended:
            return f"{self.total}件中 直ったものはありません"
        return f"{self.total}件中 {self.mended}件が直りました"

    @property
    def _rest(self) -> list[str]:
        parts: list[str] = []
        if self.left:
            parts.append(f"残り {self.left}件")
        if self.new:
            first = f"（うち{self.uncovered}件は今回初めて確かめたところ）" if self.uncovered else ""
            parts.append(f"新しい指摘 {self.new}件{first}")
        return parts

    @property
    def _unseen(self) -> str:
        place = "ファイル" if self.stopped_at is Tier.FILE else "見出し"
        return f"{self.unseen}件は、{place}の指摘が直るまで確かめられません" if self.unseen else ""

    @property
    def _end(self) -> str:
        return "直すまで確定できないものはありません" if (self.left or self.new) and not self.stops else ""


def repairs(previous: Sequence[Finding], now: Sequence[Finding]) -> Repairs:
    """Return what became of the findings of the check before of the same form."""
    return repairs_since(matters(previous), now)


def repairs_since(previous: Iterable[Matter], now: Sequence[Finding]) -> Repairs:
    """Return what became of the matters of the check before; codes nobody knows any more are left out."""
    before = Counter(matter for matter in previous if matter.code in FINDING_TEXTS)
    after = Counter(matters(now))
    hides_now, hid_before = _Hidden(after), _Hidden(before)
    gone, fresh = before - after, after - before
    unseen = sum(count for matter, count in gone.items() if hides_now(matter))
    return Repairs(
        total=before.total(),
        mended=gone.total() - unseen,
        left=(before & after).total(),
        new=fresh.total(),
        unseen=unseen,
        uncovered=sum(count for matter, count in fresh.items() if hid_before(matter)),
        stops=len(blocking(tuple(now))),
        stopped_at=hides_now.tier,
    )


class _Hidden:
    """Whether a check could not look at a matter, because something above it stopped the reading."""

    def __init__(self, seen: Iterable[Matter]) -> None:
        stops = [m for m in seen if FINDING_TEXTS[m.code].severity == Severity.BLOCK]
        self._file = any(_tier(matter) is Tier.FILE for matter in stops)
        self._tables = {matter.table for matter in stops if _tier(matter) is Tier.HEADER}

    @property
    def tier(self) -> Tier | None:
        return Tier.FILE if self._file else Tier.HEADER if self._tables else None

    def __call__(self, matter: Matter) -> bool:
        if self._file:
            return _tier(matter) is not Tier.FILE
        return _tier(matter) is Tier.ROW and matter.table in self._tables


def _tier(matter: Matter) -> Tier:
    return Tier(FINDING_TEXTS[matter.code].tier)


class Check(NamedTuple):
    """One check of a form as it is remembered: whose form, which bytes, what it found."""

    form: str
    sha256: str
    matters: tuple[Matter, ...]


def check_of(preview: Preview) -> Check:
    """Return what is to be remembered of a check."""
    key = preview.key
    period = f"{key.fiscal_year}/{key.order}" if key else ""
    return Check(
        f"{preview.kind}/{preview.department or ''}/{period}", preview.sha256, matters(preview.findings)
    )


def remembered(checks: Sequence[Check], preview: Preview) -> tuple[Check, ...]:
    """Return the checks with this one as the last of its form; the check of the same bytes counts once.

    Of each form the last two checks of different bytes are kept.
    """
    latest = check_of(preview)
    same = [check for check in checks if check.form == latest.form and check.sha256 != latest.sha256]
    others = [check for check in checks if check.form != latest.form]
    if any(check == latest for check in checks):
        return tuple(checks)
    return (*others, *same[-1:], latest)[-_CHECKS_KEPT:]


def repairs_of(checks: Iterable[Check], preview: Preview) -> Repairs | None:
    """Return what became of the findings of the last check of this form with other bytes, none for none."""
    latest = check_of(preview)
    before = [check for check in checks if check.form == latest.form and check.sha256 != latest.sha256]
    return repairs_since(before[-1].matters, preview.findings) if before and before[-1].matters else None
