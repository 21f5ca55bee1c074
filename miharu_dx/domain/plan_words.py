"""The words of a plan file: periods, stages and ratings."""

from __future__ import annotations

from typing import cast

from miharu_dx.domain.plan import (
    MARKS,
    RATING_MEANINGS,
    STAGE_MEANINGS,
    Period,
    Rating,
    RatingMeaning,
    Stage,
    StageMeaning,
)
from miharu_dx.domain.plan_reader import Data, PlanText, known_rows, unique

_CELLS = 4
_ANY_YEAR = 1  # 期の順番は年によらない


def periods(source: PlanText, data: Data, start_month: int) -> tuple[Period, ...]:
    """Return the periods of a fiscal year, which end one after another."""
    keys = ("code", "name", "end_month", "end_day", "deadline_days")
    found = known_rows(source, data, "periods", keys)
    periods = tuple(
        Period(
            code=row.text("code"),
            name=row.text("name"),
            order=row.index,
            end_month=row.whole("end_month", None, 1, 12),
            end_day=row.whole("end_day", None, 1, 31),
            deadline_days=row.optional_whole("deadline_days"),
        )
        for row in found
    )
    unique(found, [period.code for period in periods], "code")
    unique(found, [period.name for period in periods], "name")
    ends = [period.end_date(_ANY_YEAR, start_month) for period in periods]
    for row, end, before in zip(found[1:], ends[1:], ends, strict=False):
        if end <= before:
            row.fail(
                "期の末日が早い順に並んでいません。",
                "年度の初めの期から順に書いてください。",
                "end_month",
            )
    return periods


def stages(source: PlanText, data: Data) -> tuple[Stage, ...]:
    """Return the words of the 実施段階 axis, of which one means done."""
    found = known_rows(source, data, "stages", ("name", "meaning", "cells", "definition"))
    stages = tuple(
        Stage(
            name=row.text("name"),
            meaning=cast("StageMeaning", row.choice("meaning", STAGE_MEANINGS)),
            cells=row.whole("cells", None, 0, _CELLS),
            order=row.index,
            definition=row.text("definition", ""),
        )
        for row in found
    )
    unique(found, [stage.name for stage in stages], "name")
    if not any(stage.meaning == "done" for stage in stages):
        found[0].fail(
            '実施段階に、終えたことを表すもの（meaning = "done"）がありません。',
            '計画した内容を終えたことを表す段階を、meaning = "done" にしてください。',
        )
    return stages


def ratings(source: PlanText, data: Data) -> tuple[Rating, ...]:
    """Return the words of the 評価 axis, of which one counts in denominators."""
    keys = ("name", "meaning", "mark", "glyph", "definition", "excluded")
    found = known_rows(source, data, "ratings", keys)
    ratings = tuple(
        Rating(
            name=row.text("name"),
            meaning=cast("RatingMeaning", row.choice("meaning", RATING_MEANINGS)),
            mark=row.choice("mark", MARKS),
            glyph=row.text("glyph"),
            order=row.index,
            definition=row.text("definition", ""),
            excluded=row.flag("excluded", False),
        )
        for row in found
    )
    unique(found, [rating.name for rating in ratings], "name")
    excluded = [row for row, rating in zip(found, ratings, strict=True) if rating.excluded]
    for row in excluded:
        if ratings[row.index].counted:
            row.fail(
                f"評価「{ratings[row.index].name}」は excluded = true なのに、分母に入る意味になっています。",
                'excluded = true の評価は meaning = "none" にしてください。',
                "meaning",
            )
    if len(excluded) > 1:
        excluded[1].fail(
            "excluded = true の評価が2つあります。",
            "「該当なし」に当たる評価を1つだけ excluded = true にしてください。",
            "excluded",
        )
    if not any(rating.counted for rating in ratings):
        found[0].fail(
            "評価に、割合の分母に入るものがありません。",
            "meaning を good・ok・warn・bad のどれかにした評価を1つ以上書いてください。",
        )
    return ratings
