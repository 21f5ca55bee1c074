"""The short lines a story is written in: reports, schedules, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import (
    DIRECTIONS,
    INDICATOR_KINDS,
    NOT_APPLICABLE,
    UNCHANGED,
    UPDATED,
    Declaration,
    Schedule,
)

_SIGNS: dict[str, Declaration | None] = {"=": UNCHANGED, "-": NOT_APPLICABLE, ".": None}
_PLANNED = re.compile(r"(\D+)(\d+)")
_PROGRESS = re.compile(r"(\d+)(?:（(.+)）)?")


@dataclass(frozen=True)
class StoryReport:
    """What a department wrote in a row; ``declaration`` none is a row left blank.

    ``typed`` is the progress as it stands in the cell, where it is not the plain number.
    """

    action: str
    key: PeriodKey
    declaration: Declaration | None
    stage: str = ""
    rating: str = ""
    progress: float | None = None
    typed: str = ""
    achievement: str = ""
    issue: str = ""
    next_step: str = ""
    request: str = ""


@dataclass(frozen=True)
class StoryIndicator:
    """An indicator with its targets and actual values by fiscal year, in its unit."""

    name: str
    unit: str
    direction: str
    kind: str
    baseline: float | None
    targets: Mapping[int, float]
    actuals: Mapping[int, float]


def lines(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def report_line(action: str, key: PeriodKey, text: str) -> StoryReport:
    """Return the report of a line 「段階 評価 進捗率 | 実績 | 課題 | 今後の対応 | 判断・支援」."""
    head, *said = [part.strip() for part in text.split("|")]
    texts = dict(zip(("achievement", "issue", "next_step", "request"), said, strict=False))
    if len(said) > len(texts):
        raise ValueError(f"{action} {key}: too many columns")
    if head in _SIGNS:
        return StoryReport(action, key, _SIGNS[head], **texts)
    stage, rating, word = head.split()
    progress = _PROGRESS.fullmatch(word)
    if progress is None:
        raise ValueError(f"{action} {key}: {word}")
    number, typed = progress.groups()
    return StoryReport(action, key, UPDATED, stage, rating, float(number), typed or "", **texts)


def schedule_words(action: str, years: range, text: str) -> tuple[Schedule, ...]:
    """Return the plan of each fiscal year from words such as 「準備中15 実施中35」."""
    found: list[Schedule] = []
    for year, word in zip(years, text.split(), strict=True):
        planned = _PLANNED.fullmatch(word)
        if planned is None:
            raise ValueError(f"{action} {year}: {word}")
        found.append(Schedule(action, year, planned.group(1), float(planned.group(2))))
    return tuple(found)


def schedule_line(text: str) -> Schedule:
    """Return the changed plan of a line 「コード 年度 段階 進捗率」."""
    action, year, stage, progress = text.split()
    return Schedule(action, int(year), stage, float(progress))


def target_line(text: str) -> tuple[str, str, int, float]:
    """Return the changed target of a line 「コード 指標名 年度 目標値」."""
    action, name, year, target = text.split()
    return action, name, int(year), float(target)


def indicator_line(text: str, years: range) -> StoryIndicator:
    """Return the indicator of a line 「名 | 単位 | 方向 | 種別 | 基準値 | 目標値 | 実績値」."""
    name, unit, direction, kind, baseline, targets, actuals = (part.strip() for part in text.split("|"))
    if direction not in DIRECTIONS or kind not in INDICATOR_KINDS:
        raise ValueError(f"{name}: {direction} {kind}")
    planned = _by_year(years, targets.split())
    if len(planned) != len(years):
        raise ValueError(f"{name}: {len(years)} targets expected")
    return StoryIndicator(
        name,
        unit,
        direction,
        kind,
        None if baseline == "-" else float(baseline),
        planned,
        _by_year(years, actuals.split()),
    )


def _by_year(years: Iterable[int], words: list[str]) -> dict[int, float]:
    return {year: float(word) for year, word in zip(years, words, strict=False) if word != "-"}
