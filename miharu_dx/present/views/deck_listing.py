"""⑥ 全項目: every action in the plan's order, so that anything can be looked up while one speaks."""

from __future__ import annotations

from miharu_dx.domain.standing import Tally
from miharu_dx.present.views.common import good_word
from miharu_dx.present.views.deck_fit import COLUMN_HEAD, NARROW, headline_cut, height, room
from miharu_dx.present.views.deck_material import Material, part
from miharu_dx.present.views.deck_measure import action_line
from miharu_dx.present.views.deck_model import ActionLine, ListingScreen
from miharu_dx.present.views.progress_table import action_rows

KICKER = "6　全項目"
_NAME, _UNIT = 830, 190
_ROW, _HEAD = 60, 56


def listing_screens(material: Material) -> tuple[ListingScreen, ...]:
    """Return ⑥ on as many screens as it takes; a measure goes on under its heading."""
    plan, now = material.plan, Tally(material.items)
    if not material.items:
        return (
            ListingScreen(
                "listing",
                KICKER,
                "個別取組の登録はない",
                "",
                (),
                (),
                "計画に個別取組を登録すると、ここに並ぶ。該当なし",
            ),
        )
    headline = headline_cut(f"全{now.total}件。評価した{now.rated}件のうち{good_word(plan)}は{now.good}件")
    rows: list[ActionLine | str] = []
    lines = {row.code: action_line(row) for row in action_rows(material.now, material.items, material.key)}
    for measure in plan.measures:
        own = [i for i in material.items if plan.initiative(i.action.initiative).measure == measure.code]
        rows += [measure.label, *(lines[item.action.code] for item in own)] if own else []
    parts = _parts(rows, room(headline) - COLUMN_HEAD)
    return tuple(
        ListingScreen(
            kind="listing",
            kicker=KICKER,
            headline=headline,
            part=part(number, len(parts)),
            subjects=tuple(
                material.subject(material.by_code[row.code]) for row in shown if isinstance(row, ActionLine)
            ),
            rows=shown,
        )
        for number, shown in enumerate(parts)
    )


def row_height(row: ActionLine | str) -> float:
    """Return the height of a row or a heading."""
    if isinstance(row, str):
        return _HEAD
    return max(_ROW, height(row.name, _NAME, NARROW) + 8, height(row.department, _UNIT, NARROW) + 8)


def _parts(rows: list[ActionLine | str], most: float) -> list[tuple[ActionLine | str, ...]]:
    """Return rows dealt to screens; none begins without a heading and none ends with one."""
    found: list[tuple[ActionLine | str, ...]] = []
    heading = ""
    left = list(rows)
    while left:
        own: list[ActionLine | str] = (
            [left[0]] if isinstance(left[0], str) else [f"{heading}（続き）", left[0]]
        )
        if isinstance(left[0], str):
            heading = left[0]
            own.append(left[1])
        used = len(own) if isinstance(left[0], str) else 1
        tall = sum(row_height(row) for row in own)
        while used < len(left):
            row = left[used]
            need = row_height(row) + (row_height(left[used + 1]) if isinstance(row, str) else 0)
            if tall + need > most:
                break
            heading = row if isinstance(row, str) else heading
            own.append(row)
            tall += row_height(row)
            used += 1
        found.append(tuple(own))
        left = left[used:]
    return found
