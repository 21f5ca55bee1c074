"""What became of a cell that no value came from: each has its reason, so that nothing is dropped unseen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.finding import Location


class LeftReason(StrEnum):
    """Why a cell was read past; the value is what a person reads."""

    UNDECIDED_COLUMN = "対応付けていない列"
    UNMATCHED_ROW = "どの個別取組か決まっていない行"
    OTHER_KIND = "累計・単年度の種別が違う値"
    SEVERAL = "同じ個別取組の、ほかの行の値"
    IGNORED_COLUMN = "使わないと決めた列"
    SKIPPED_ROW = "使わないと決めた行"
    SKIPPED_VALUE = "使わないと決めた値"
    OTHER_DEPARTMENT = "ほかの課の行や表"
    OTHER_YEAR = "ほかの年度の列・行・表"
    OTHER_PERIOD = "ほかの期の列・行・表"
    NOT_RUNNING = "この年度に報告しない個別取組の行"
    OUTSIDE_PLAN = "計画の期間の外の年度"
    NO_INDICATOR = "指標のない行の値"
    OTHER_TABLE = "使わないと決めた表"
    UNKNOWN_TABLE = "対応付けていない表"
    TOTAL = "合計などの行"
    BANNER = "区切りの行"
    NUMBERED = "番号だけの行"
    TITLE = "表の上の題名など"
    NOTE = "表の外の注など"
    HIDDEN_SHEET = "非表示のシート"

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet that it stays out."""
        return self in _OPEN


_OPEN = frozenset(
    {
        LeftReason.UNDECIDED_COLUMN,
        LeftReason.UNMATCHED_ROW,
        LeftReason.SEVERAL,
        LeftReason.UNKNOWN_TABLE,
        LeftReason.NO_INDICATOR,
    }
)


@dataclass(frozen=True)
class Left:
    """One cell no value came from; ``heading`` names its column, ``note`` why a person left it out."""

    location: Location
    raw: str
    reason: LeftReason
    heading: str = ""
    note: str = ""
