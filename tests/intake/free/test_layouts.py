"""Tables as town offices lay them out: each read to its expected values, at the true cells, nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from miharu_dx.domain.finding import Severity
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.intake.free.reading import MappedReading
from tests.intake.free.answers import (
    Answer,
    actual,
    answered,
    carried,
    column,
    proposed,
    read,
    word,
    words_of,
)
from tests.intake.free.layouts import LAYOUTS
from tests.intake.free.town import H1, H2, MIDDLE, OPENED, SHARE, SMALL, SUBMITTED, TOUCHED, layout


@dataclass(frozen=True)
class Case:
    """A layout with what a person answers and what must come of it.

    ``reports`` are stage, rating and progress by action; ``values`` actual values by action,
    indicator and year; ``cells`` the true cell of a few of them; ``left`` what is read past, and why.
    """

    reports: Mapping[str, tuple[str, str, float]] = field(default_factory=dict)
    values: Mapping[tuple[str, str, int], float] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left: Mapping[LeftReason, int] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    department: str = "soumu"
    key: PeriodKey = H1


TWO = {"A1": ("実施中", "順調", 40.0), "A2": ("準備中", "やや遅れ", 20.0)}
FOUR = {**TWO, "A3": ("検討中", "順調", 10.0), "A4": ("実施中", "順調", 30.0)}

CASES: dict[str, Case] = {
    "simple": Case(TWO, cells={("A2", "issue"): "G3", ("A1", "progress"): "E2"}),
    "titled": Case(
        TWO,
        cells={("A1", "rating"): "D7", ("A2", "achievement"): "F8"},
        left={LeftReason.TITLE: 6, LeftReason.IGNORED_COLUMN: 3, LeftReason.TOTAL: 2, LeftReason.NOTE: 2},
    ),
    "two_lines": Case(
        TWO,
        {("A1", SUBMITTED, 2026): 120, ("A1", TOUCHED, 2026): 25, ("A2", SHARE, 2026): 35.5},
        {("A1", "stage"): "E3", ("A1", TOUCHED): "K4", ("A2", "name"): "C5"},
        {LeftReason.IGNORED_COLUMN: 4},
    ),
    "three_lines": Case(
        values={
            ("A1", SUBMITTED, 2025): 80, ("A1", SUBMITTED, 2026): 120,
            ("A1", TOUCHED, 2025): 15, ("A1", TOUCHED, 2026): 25,
            ("A2", SHARE, 2025): 22.5, ("A2", SHARE, 2026): 35.5,
        },
        left={LeftReason.TITLE: 1, LeftReason.OTHER_KIND: 4},
    ),
    "wide_years": Case(
        values={
            **{("A1", SUBMITTED, year): value for year, value in zip(range(2023, 2027), (30, 55, 80, 120), strict=True)},
            **{("A1", TOUCHED, year): value for year, value in zip(range(2023, 2027), (2, 5, 15, 25), strict=True)},
            **{("A2", SHARE, year): value for year, value in zip(range(2023, 2027), (5, 12, 22.5, 35.5), strict=True)},
        },
        left={LeftReason.IGNORED_COLUMN: 6},
    ),
    "kinds_in_rows": Case(
        values={
            ("A1", SUBMITTED, 2024): 55, ("A1", SUBMITTED, 2025): 80, ("A1", SUBMITTED, 2026): 120,
            ("A2", SHARE, 2024): 12, ("A2", SHARE, 2025): 22.5, ("A2", SHARE, 2026): 35.5,
        },
        cells={("A1", "indicator"): "A2"},
        left={LeftReason.SKIPPED_VALUE: 16, LeftReason.IGNORED_COLUMN: 2},
    ),
    "compound": Case(
        values={("E1", SMALL, 2026): 97.0, ("E1", MIDDLE, 2026): 98.2},
        left={LeftReason.IGNORED_COLUMN: 2},
        answers=(
            actual(labels={"小": SMALL, "中": MIDDLE}),
            column("今後の方針", ignored="集めていない項目"),
        ),
        department="kyoiku",
    ),
    "letters": Case(
        {
            "A1": ("実施中", "前倒し", 40.0), "A2": ("準備中", "遅れ", 20.0),
            "A3": ("未着手", "評価困難", 0.0), "A4": ("準備中", "順調", 30.0),
        },
        left={LeftReason.TITLE: 1, LeftReason.NOTE: 1},
        answers=(
            word("rating", A="前倒し", B="順調", C="遅れ", D="評価困難"),
            words_of("stage", {"◎": "実施中", "○": "準備中", "×": "未着手"}),
        ),
    ),
    "sums_beside_years": Case(
        values={("A1", SUBMITTED, 2026): 120, ("A1", TOUCHED, 2026): 25, ("A3", OPENED, 2026): 12},
        left={LeftReason.OTHER_KIND: 3},
    ),
    "blocks": Case(FOUR, left={LeftReason.TITLE: 2, LeftReason.NOTE: 1}),
    "side_by_side": Case(TWO, {("A1", SUBMITTED, 2026): 120, ("A2", SHARE, 2026): 35.5}),
    "spread": Case(
        {"A1": ("準備中", "順調", 40.0), "A2": ("検討中", "やや遅れ", 20.0)},
        {("A1", SUBMITTED, 2026): 120, ("A1", TOUCHED, 2026): 25, ("A2", SHARE, 2026): 35.5},
        {("A1", TOUCHED): "G4"},
        answers=(carried("stage"),),
    ),
    "periods": Case(TWO, left={LeftReason.OTHER_PERIOD: 6}),
    "whole_town": Case(
        {**TWO, "A3": ("検討中", "順調", 10.0)},
        left={LeftReason.TITLE: 1, LeftReason.OTHER_DEPARTMENT: 7, LeftReason.TOTAL: 1},
    ),
    "banners": Case(
        TWO,
        left={LeftReason.BANNER: 1, LeftReason.OTHER_DEPARTMENT: 6, LeftReason.NUMBERED: 1},
    ),
    "card": Case(
        {"A1": ("実施中", "順調", 40.0)},
        cells={("A1", "rating"): "E5", ("A1", "achievement"): "B7", ("A1", "name"): "B4"},
        left={LeftReason.TITLE: 1, LeftReason.IGNORED_COLUMN: 1},
    ),
    "stacked_cards": Case(TWO, cells={("A2", "progress"): "C13"}),
}  # fmt: skip


def said(reading: MappedReading) -> dict[str, tuple[str | None, str | None, float | None]]:
    reports = [row.report for row in reading.submission.rows if row.report is not None]
    return {report.action: (report.stage, report.rating, report.progress) for report in reports}


def valued(reading: MappedReading) -> dict[tuple[str, str, int], float | None]:
    return {row.key: row.actual for row in reading.submission.indicator_rows if row.value is not None}


def cells_of(reading: MappedReading) -> dict[tuple[str, str], str]:
    found = {
        (row.action.code, name): source.location.a1
        for row in reading.submission.rows
        for name, source in row.sources.items()
    }
    for row in reading.submission.indicator_rows:
        found[row.action.code, row.indicator.name] = row.sources["actual"].location.a1
        found[row.action.code, "indicator"] = row.sources.get("indicator", row.sources["actual"]).location.a1
    return found


def test_every_layout_has_its_case() -> None:
    assert set(CASES) == set(LAYOUTS)
    assert len(CASES) >= 12


@pytest.mark.parametrize("name", CASES)
def test_a_layout_is_read_to_its_values(name: str) -> None:
    case, book = CASES[name], layout(name)
    spec = answered(proposed(book, case.department, case.key), *case.answers)
    reading = read(book, spec, department=case.department, key=case.key)
    blocks = [(f.location.a1, f.code) for f in reading.submission.findings if f.severity is Severity.BLOCK]
    if case.reports:
        assert blocks == []
    assert said(reading) == case.reports
    assert valued(reading) == case.values
    assert cells_of(reading).items() >= case.cells.items()
    assert Counter(one.reason for one in reading.left) == case.left


def test_the_other_period_of_a_wide_table_is_read_when_it_is_reported() -> None:
    book = layout("periods")
    reading = read(book, proposed(book, key=H2), key=H2)
    assert said(reading) == {"A1": ("実施中", "遅れ", 45.0), "A2": ("実施中", "順調", 50.0)}


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed_is_never_a_sign_or_a_letter(name: str) -> None:
    case = CASES[name]
    for table in proposed(layout(name), case.department).tables:
        for said_of in table.columns:
            for target in said_of.targets:
                assert target.field == "measure" or set(target.words.values()) <= {""}
                assert not target.labels
