"""What is said of a change in a meeting: one short phrase each, the same on every screen and hand-out."""

from __future__ import annotations

from miharu_dx.domain.calendar import fiscal_year_name
from miharu_dx.domain.meeting_changes import Behind, Silent, Slip, Unchanged
from miharu_dx.domain.slips import Lowered
from miharu_dx.domain.standing import Move, rounded


def move_words(move: Move) -> str:
    """Return 評価が A から B へ; what had no rating before is told by its new one."""
    if move.before is None:
        return f"新たに加わり、評価は{move.after.word}"
    return f"評価が{move.before.word}から{move.after.word}へ"


def slip_words(slip: Slip) -> str:
    """Return how the plan was put off since last time, and how often in all."""
    setback = slip.setback
    often = f"（通算{slip.times}回目）" if slip.times > 1 else ""
    if setback.later and setback.finish_before is not None:
        until = f"{fiscal_year_name(setback.finish_before)}年度末"
        if setback.finish_after is None:
            return f"終わる予定（{until}）が計画からなくなった{often}"
        return f"終わる予定が{until}から{fiscal_year_name(setback.finish_after)}年度末へ延びた{often}"
    return f"{_lowered(setback.lowered[0])}{often}"


def _lowered(row: Lowered) -> str:
    year = f"{fiscal_year_name(row.fiscal_year)}年度末の予定が"
    was, now = row.before.planned_progress, row.after.planned_progress
    if was is not None and now is not None and was != now:
        return f"{year}{rounded(was)}%から{rounded(now)}%へ下がった"
    return f"{year}{row.before.planned_stage}から{row.after.planned_stage}へ下がった"


def behind_words(behind: Behind) -> str:
    """Return how far an action is behind its plan, and since when."""
    planned, actual = rounded(behind.expected), rounded(behind.actual)
    if behind.periods > 1:
        return (
            f"進捗率が{behind.periods}期続けて計画より低い"
            f"（今は計画{planned}%、実績{actual}%で{planned - actual}ポイント差）"
        )
    return f"進捗率が計画より{planned - actual}ポイント低い（計画{planned}%、実績{actual}%）"


def unchanged_words(unchanged: Unchanged) -> str:
    """Return for how long an action has stood still."""
    return f"段階も進捗率も{unchanged.periods}期続けて同じ"


def silent_words(silent: Silent) -> str:
    """Return for how long an action has been silent."""
    if silent.periods > 1:
        return f"{silent.periods}期続けて報告がない"
    return "前回は報告があったが、今回はない" if silent.newly else "報告がない"
