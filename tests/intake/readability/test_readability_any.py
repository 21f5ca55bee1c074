"""Whatever a sheet holds, every rule is judged, no place is outside the sheet, and nothing crashes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miharu_dx.config import ADVICE_KEPT
from miharu_dx.domain.readability import RULES, Verdict
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import readability as package
from miharu_dx.intake.model import Look, LookSpan, SheetCells
from miharu_dx.intake.readability import judge_csv, read_csv
from tests.intake.readability.sheets import cited, judged, words
from tests.intake.tables import grid

SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

typed = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "課名", "取組名", "件数", "評価", "実績", "年度", "R6", "令和6年度", "2024", "順調", "○", "-", "同上", "0", "5",
            "50％程度", "97.0%(小) 98.2%(中)", "①㈱", "総 務 課", "　", "その他（国待ち）", "※ 注", "'12", "#REF!", "4月",
            "2026-03-31", "総務課、住民課", "A", "合計", "{shown}",
        ]
    ),
    st.text(max_size=12).filter(lambda text: "\x00" not in text),
)  # fmt: skip
rows = st.lists(st.lists(typed, max_size=7), max_size=12)
spots = st.integers(1, 12)
merges = st.lists(st.tuples(spots, spots, spots, spots).map(lambda m: (*map(min, zip(m[:2], m[2:], strict=True)), *map(max, zip(m[:2], m[2:], strict=True)))), max_size=3)  # fmt: skip
spans = st.lists(st.builds(lambda c, a, b, f: LookSpan(c, min(a, b), max(a, b), Look(f)), spots, spots, spots, st.sampled_from(["FF0000", "DDEBF7"])), max_size=4)  # fmt: skip


@SOME
@given(rows, merges, spans, st.integers(1, 4), st.integers(1, 3))
def test_any_sheet_is_judged(
    lines: list[list[str]], merged: list, looks: list, first_row: int, first_column: int
) -> None:
    made = grid("表", lines, first_row=first_row, first_column=first_column, merged=tuple(merged))
    told = judged(replace(made, looks=tuple(looks)))
    cited(told)
    assert all(told.verdict(rule.id) in Verdict for rule in RULES)
    for advice in told.advice:
        row, column = advice.location.excel_row, advice.location.excel_column
        assert row is None or 1 <= row <= max(made.max_row, 12)
        assert column is None or 1 <= column <= max(made.max_column, 12)


@SOME
@given(st.one_of(st.binary(max_size=80), st.text('a",\r\n課1', max_size=60).map(str.encode)))
def test_any_bytes_are_a_csv_file_or_refused(data: bytes) -> None:
    try:
        told = judge_csv(read_csv(data, "表"), words())
    except Refusal as refusal:
        assert refusal.code in {"file.not_workbook", "file.encoding", "file.letters_lost"}
    else:
        cited(told)


def test_places_beyond_those_kept_are_counted() -> None:
    told = judged(grid("表", [["課名", "備考"], *[["総務課", "①"]] * (ADVICE_KEPT + 50)]))
    assert told.counts["L1-08"] == ADVICE_KEPT + 50
    assert sum(advice.rule == "L1-08" for advice in told.advice) == ADVICE_KEPT


def test_a_file_too_large_to_judge_is_told_for_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "ADVICE_CELLS", 3)
    told = judged(grid("表", [["課名", "件数"], ["総務課", "①"]]))
    assert set(told.outside.values()) == {"too_large"}
    assert not told.advice


def test_cells_at_the_far_corner_cost_nothing() -> None:
    corner = grid("表", [["課名", "件数"], ["総務課", "5"]])
    far = grid("表", [["メモ"]], first_row=100_000, first_column=1_000)
    both = SheetCells(
        name="表", state="visible", cells={**corner.cells, **far.cells}, hidden_rows=frozenset(),
        hidden_columns=frozenset(), merged=(), max_row=100_000, max_column=1_000,
    )  # fmt: skip
    assert cited(judged(both), "L1-04") == [("ALL100000", "L1-04.memo")]
