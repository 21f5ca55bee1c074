"""The one sentence of 提出状況: how many departments have handed in, and how far past the deadline it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from miharu_dx.domain.calendar import date_label
from miharu_dx.domain.collection import Collected, PeriodCollection, Timing
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.views.collection_signs import TIMING_SIGNS

_WHOLE = (Timing.ON_TIME, Timing.LATE, Timing.HANDED)
_WAITING = (Timing.MISSING, Timing.OPEN, Timing.PARTIAL)


def headline_of(snapshot: Snapshot, period: PeriodCollection, found: Sequence[Collected]) -> str:
    """Return the finding of a period from how each department stands with it."""
    label = snapshot.plan.period_label(period.key)
    asked = [one for one in found if one.asked]
    if not snapshot.actions:
        return "個別取組の登録はまだない。計画ワークブックで登録すると、ここに提出の状況が出る"
    if not asked:
        return f"{label}に報告を求める個別取組はない"
    if period.today < period.begins:
        return f"{label}はまだ始まっていない。始まるのは{date_label(period.begins)}"
    counts = Counter(one.timing for one in asked)
    whole = sum(counts[timing] for timing in _WHOLE)
    if whole == len(asked):
        return _all(len(asked), counts)
    left = period.due.left(period.today)
    waiting = [f"{TIMING_SIGNS[timing].word}{counts[timing]}課" for timing in _WAITING if counts[timing]]
    opening = f"{len(asked)}課のうち{whole}課が報告済み。"
    if left is None:
        return f"{opening}{'・'.join(waiting)}（期限の設定なし）"
    if left < 0:
        return f"{opening}期限を過ぎて、{'・'.join(waiting)}"
    ends = "期限は今日" if left == 0 else f"期限まであと{left}日"
    return f"{opening}{'・'.join(waiting)}（{ends}）"


def _all(units: int, counts: Counter[Timing]) -> str:
    if counts[Timing.HANDED]:
        return f"報告を求めた{units}課すべてが報告済み"
    late = counts[Timing.LATE]
    return f"報告を求めた{units}課すべてが報告済み。" + (
        f"期限の後になったのは{late}課" if late else "すべて期限内"
    )
