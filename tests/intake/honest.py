"""Honest changes of forms, as departments make them day by day: none of them is to be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from miharu_dx.domain.records import UNCHANGED, UPDATED
from tests.intake.story import INPUTS, TAILS, TEXTS, Filled, Row, as_people_do


def _updated(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.get("declaration") == UPDATED]


def _rewritten(rows: list[Row], dice: Random) -> None:
    for row in _updated(rows):
        row[dice.choice(TEXTS)] = f"{dice.choice(TAILS)}{row['name']}のうち{dice.randint(2, 90)}件。"


def _bumped(rows: list[Row], dice: Random) -> None:
    for row in _updated(rows):
        if isinstance(known := row.get("progress"), int | float):
            row["progress"] = min(100, known + dice.choice((0, 1, 2, 5, 10)))


def _said_again(rows: list[Row], dice: Random) -> None:
    name = dice.choice(TEXTS)
    said = [row[name] for row in rows if row.get(name)]
    if said:
        sentence = dice.choice(said)
        for row in dice.sample(_updated(rows), min(len(_updated(rows)), dice.randint(2, 4))):
            row[name] = sentence


def _as_before(rows: list[Row], dice: Random) -> None:
    for row in _updated(rows):
        if row.get("previous_stage") and dice.random() < 0.5:
            row.update(dict.fromkeys(INPUTS) | {"declaration": UNCHANGED, "author": "サンプル担当"})


def _issue_to_next(rows: list[Row], dice: Random) -> None:
    for row in _updated(rows):
        if dice.random() < 0.5:
            row["issue"], row["next_step"] = row.get("next_step"), row.get("issue")


def _ratings_corrected(rows: list[Row], dice: Random) -> None:
    told = _updated(rows)
    if len(told) >= 2:
        one, other = dice.sample(told, 2)
        one["rating"], other["rating"] = other.get("rating"), one.get("rating")


def _all_sorted(rows: list[Row], dice: Random) -> None:
    name = dice.choice(("name", "rating", "progress", "stage"))
    rows.sort(key=lambda row: str(row.get(name) or ""))


HONEST: dict[str, Callable[[list[Row], Random], None]] = {
    "書き直し": _rewritten,
    "進捗率を進める": _bumped,
    "同じ文を何行にも": _said_again,
    "変更なし": _as_before,
    "課題と今後の対応を移す": _issue_to_next,
    "2行の評価を互いに直す": _ratings_corrected,
    "表ごと並べ替え": _all_sorted,
}


def honest(forms: Sequence[Filled], count: int, seed: str = "") -> Iterator[tuple[str, Filled]]:
    """Yield so many forms changed as people do without harm, each with what was done."""
    dice = Random(f"{seed}honest")
    for turn in range(count):
        made = dice.choice(forms)
        if turn % (len(HONEST) + 1) == len(HONEST):
            yield "いろいろ", as_people_do(made, dice)
            continue
        done, name = made.copy(), list(HONEST)[turn % (len(HONEST) + 1)]
        HONEST[name](done.rows, dice)
        if dice.random() < 0.3:
            other = dice.choice(list(HONEST))
            HONEST[other](done.rows, dice)
            name = f"{name}・{other}"
        yield name, done
