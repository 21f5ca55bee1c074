"""The one sentence of 年度推移, by rules: plan against actual, the gap's course, and where it is widest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.standing import Tally, rounded
from miharu_dx.present.views.common import percent
from miharu_dx.present.views.trend_curve import Curve
from miharu_dx.present.views.trend_progress import is_year_end

# Below this part of the reports asked for, the sentence begins with how few there are.
_FEW_REPORTS = 0.5
# More names than this make the sentence unreadable; then only their number is said.
_NAMES = 2


@dataclass(frozen=True)
class Course:
    """What the sentence is made from; ``tally`` is that of the last reported period."""

    plan: Plan
    subject: str
    total: Curve
    parts: tuple[Curve, ...]
    part_term: str
    tally: Tally | None
    registered: bool


def headline_of(case: Course) -> str:
    """Return one finding with its figures; what is missing is said to be missing."""
    subject = f"{case.subject}：" if case.subject else ""
    return subject + (_nothing(case) or _few(case) + _finding(case))


def _nothing(case: Course) -> str:
    total = case.total
    if not case.registered:
        return "個別取組の登録はまだない。計画ワークブックで登録すると、ここに進捗が出る"
    if not total.registered:
        return "この条件に当てはまる個別取組はない"
    if total.now is None or total.now.actual is None:
        if total.over:
            return f"この条件の個別取組{total.registered}件は、すべて{total.stopped_word}となった"
        if not total.planned:
            return "進捗率の報告はまだない。計画の進捗率も登録されていない"
        end = total.planned[-1]
        return f"進捗率の報告はまだない。計画は{end.when}に{end.text}"
    return ""


def _few(case: Course) -> str:
    tally = case.tally
    if tally is None or tally.reported >= tally.asked * _FEW_REPORTS:
        return ""
    return f"報告は{tally.asked}件のうち{tally.reported}件。"


def _finding(case: Course) -> str:
    now = case.total.now
    assert now is not None
    if now.gap is None:
        return f"実績{percent(now.actual)}{_progress_alone(case)}。計画の進捗率がないため、差は出せない"
    opening = f"計画{percent(now.planned)}に対し実績{percent(now.actual)}"
    return f"{opening}{_against_plan(case, now.gap)}{_where(case)}"


def _past(case: Course) -> str:
    now = case.total.now
    assert now is not None
    return "前年度" if is_year_end(case.plan, now.key) else "前年度末"


def _progress_alone(case: Course) -> str:
    now, before = case.total.now, case.total.before
    if now is None or now.actual is None or before is None or before.actual is None:
        return ""
    step = rounded(now.actual) - rounded(before.actual)
    past = f"{_past(case)}の{percent(before.actual)}"
    if step == 0:
        return f"で、{_past(case)}と変わらない"
    return f"。{past}から{step}ポイント進んだ" if step > 0 else f"。{past}から{-step}ポイント下がった"


def _against_plan(case: Course, gap: int) -> str:
    before = case.total.before
    past = before.gap if before is not None else None
    if gap < 0:
        return _behind(-gap, past, _past(case))
    if gap > 0:
        return _ahead(gap, past, _past(case))
    return _on_plan(past, _past(case))


def _behind(gap: int, past: int | None, word: str) -> str:
    if past is None:
        return f"。差は{gap}ポイント"
    if past == 0:
        return f"。差は{gap}ポイントで、{word}は計画どおりだった"
    if past > 0:
        return f"。差は{gap}ポイントで、{word}は計画を{past}ポイント上回っていた"
    if -past == gap:
        return f"。差は{gap}ポイントで、{word}と変わらない"
    turn = "広がった" if gap > -past else "縮んだ"
    return f"。差は{gap}ポイントで、{word}の{-past}ポイントから{turn}"


def _ahead(gap: int, past: int | None, word: str) -> str:
    base = f"。計画を{gap}ポイント上回"
    if past is None:
        return f"{base}る"
    if past == 0:
        return f"{base}る。{word}は計画どおりだった"
    if past < 0:
        return f"{base}り、{word}の{-past}ポイントの差を取り戻した"
    if past == gap:
        return f"{base}り、{word}と変わらない"
    turn = "広がった" if gap > past else "縮んだ"
    return f"{base}り、{word}の{past}ポイントから{turn}"


def _on_plan(past: int | None, word: str) -> str:
    if past is None or past == 0:
        return "で、計画どおり"
    if past < 0:
        return f"で、計画どおり。{word}の{-past}ポイントの差はなくなった"
    return f"で、計画どおり。{word}は計画を{past}ポイント上回っていた"


def _where(case: Course) -> str:
    """Name the part that is furthest behind; with one part there is nothing to single out."""
    gaps = [(part.gap, part) for part in case.parts if part.gap is not None]
    if len(gaps) < 2:
        return ""
    worst = min(gap for gap, _ in gaps)
    if worst >= 0:
        return f"。{case.part_term}{len(gaps)}件すべてが計画以上"
    named = _named([part for gap, part in gaps if gap == worst])
    total = case.total.gap or 0
    if total < 0:
        return f"。最大は{named}の{-worst}ポイント"
    return f"。計画に届かないのは{named}の{-worst}ポイントが最大"


def _named(parts: Sequence[Curve]) -> str:
    if len(parts) <= _NAMES:
        return "と".join(part.code for part in parts)
    return f"{parts[0].code}など{len(parts)}件"
