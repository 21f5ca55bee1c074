"""The one sentence of 全体状況, by rules: what is good, whether trouble grew, and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from miharu_dx.domain.comparison import Comparison
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.standing import Tally, rounded
from miharu_dx.present.views.common import good_word, rating_words
from miharu_dx.present.views.overview_since import Since

# Below this part of the reports asked for, the sentence begins with how few there are.
_FEW_REPORTS = 0.5
# A measure is named when it holds at least a third of the trouble.
_STANDS_OUT = 3


@dataclass(frozen=True)
class Situation:
    """What the sentence is made from; ``since`` is none where there is nothing to compare with."""

    plan: Plan
    period: str
    department: str
    now: Tally
    since: Since | None
    by_measure: tuple[tuple[str, Tally], ...]
    registered: bool


def headline_of(case: Situation) -> str:
    """Return one finding with its figures; an empty or silent period is said to be so."""
    subject = f"{case.department}：" if case.department else ""
    return subject + (_nothing_yet(case) or _few(case) + _finding(case))


def _nothing_yet(case: Situation) -> str:
    now = case.now
    if not case.registered:
        return "個別取組の登録はまだない。計画ワークブックで登録すると、ここに状況が出る"
    if now.total == 0:
        return f"{case.period}の個別取組はない"
    if now.reported == 0:
        if now.asked == 0:
            return f"{case.period}に報告を求める個別取組はない"
        return f"{case.period}の報告はまだない。報告を求めたのは{now.asked}件"
    if now.rated == 0:
        return f"{case.period}に報告のあった{now.reported}件に、評価したものはまだない"
    return ""


def _few(case: Situation) -> str:
    now = case.now
    if now.reported >= now.asked * _FEW_REPORTS:
        return ""
    return f"報告は{now.asked}件のうち{now.reported}件。そのうち"


def _finding(case: Situation) -> str:
    now, plan = case.now, case.plan
    bad, warn = now.by_meaning["bad"], now.by_meaning["warn"]
    bad_word = rating_words(plan, "bad")
    if bad == 0 and warn == 0:
        none = f"{bad_word}はない。" if bad_word else ""
        return f"{none}評価した{now.rated}件すべてが{good_word(plan)}"
    if bad == 0:
        gone = _gone(case)
        start = f"{bad_word}は{gone}件からなくなった" if gone else f"{bad_word}はない"
        opening = f"{start}。" if bad_word else ""
        return f"{opening}{_share_alone(case)}、{rating_words(plan, 'warn')}は{warn}件"
    if _whole(case) is None and case.since is not None and case.since.rated.whole_before.total:
        return _in_part(case, case.since, bad, bad_word)
    return f"{_share_and_bad(case, bad, bad_word)}{_where(case, bad)}"


def _whole(case: Situation) -> Comparison | None:
    """Return the comparison where both periods are compared whole, so that their totals may be said."""
    seen = case.since.rated if case.since else None
    return seen if seen is not None and seen.exact else None


def _gone(case: Situation) -> int:
    """Return how much trouble has gone, none where one of it may merely be silent."""
    seen = case.since.rated if case.since else None
    if seen is None or not seen.enough:
        return 0
    was = seen.whole_before.by_meaning["bad"]
    return was if was == seen.before.by_meaning["bad"] else 0


def _in_part(case: Situation, since: Since, bad: int, word: str) -> str:
    """Return the finding where only some actions spoke in both periods: totals now, changes of those."""
    good = _share_alone(case).split("（", maxsplit=1)[0]
    opening = f"{good}、{word}は{bad}件"
    where = _where(case, bad).removeprefix("。")
    opening += f"（{where}）" if where else ""
    seen = since.rated
    if not seen.enough:
        return opening if _few(case) else f"{opening}。{since.name}と比べるには評価がまだ少ない"
    was, became = seen.before.by_meaning["bad"], seen.now.by_meaning["bad"]
    step = became - was
    turn = f"{step}件増えた" if step > 0 else f"{-step}件減った" if step < 0 else "変わらない"
    return f"{opening}。{since.name}も評価した{seen.count}件では{turn}"


def _measurable(tally: Tally | None, plan: Plan) -> bool:
    return tally is not None and tally.rated >= plan.thresholds.share_minimum_rated


def _share_alone(case: Situation) -> str:
    now, word = case.now, good_word(case.plan)
    if not _measurable(now, case.plan) or now.share_good is None:
        return f"{word}は{now.rated}件のうち{now.good}件"
    text = f"{word}は{rounded(now.share_good)}%"
    seen = _whole(case)
    if seen is None or not _measurable(seen.before, case.plan) or seen.before.share_good is None:
        return f"{text}（{now.good}／{now.rated}件）"
    step = rounded(now.share_good) - rounded(seen.before.share_good)
    if step > 0:
        return f"{text}に上がり"
    return f"{text}に下がり" if step < 0 else f"{text}のまま"


def _share_and_bad(case: Situation, bad: int, word: str) -> str:
    now, seen = case.now, _whole(case)
    share_text = _share_alone(case)
    if seen is None:
        return f"{share_text}、{word}は{bad}件"
    was = seen.before.by_meaning["bad"]
    if bad > was:
        what = f"{word}は{was}件から{bad}件に増えた" if was else f"{word}が新たに{bad}件出た"
    elif bad < was:
        what = f"{word}は{was}件から{bad}件に減った"
    else:
        what = f"{word}は{bad}件のまま変わらない"
    rose, fell = share_text.endswith("上がり"), share_text.endswith("下がり")
    against = (rose and bad >= was) or (fell and bad < was)
    if against:
        share_text = share_text.removesuffix("り") + "ったが"
    elif not (rose or fell) and now.share_good is not None:
        share_text = share_text.replace("のまま", "のままで")
    return f"{share_text}、{what}"


def _where(case: Situation, bad: int) -> str:
    """Name the measure that holds most of the trouble, where one stands out."""
    counts = sorted(((tally.by_meaning["bad"], name) for name, tally in case.by_measure), reverse=True)
    most, name = counts[0]
    if bad == 1:
        return f"。{name}の1件"
    even = len(counts) > 1 and counts[1][0] == most
    if most < 2 or even or most * _STANDS_OUT < bad:
        return ""
    return f"。すべて{name}" if most == bad else f"。うち{most}件は{name}"
