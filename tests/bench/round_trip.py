"""Check and commit of a 300-row workbook against a bare ``openpyxl.load_workbook`` of the same file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl

from miharu_dx.intake.child import ReaderPool
from miharu_dx.services import forms, upload
from tests.bench.measure import Row, medians, taken
from tests.services.desk import Desk, opened_desk, spoken

ROWS = 300
ROUNDS = 5


def _crowded(folder: str) -> Desk:
    desk = opened_desk(Path(folder) / "miharu_dx.duckdb")
    actions = {
        (f"T{n:03d}",): {
            "個別取組名": f"サンプル取組{n:03d}", "取組事項": "2-1 業務の可視化とBPRの推進",
            "担当課": "税務課", "開始年度": 2023,
        }
        for n in range(ROWS)
    }  # fmt: skip
    desk.hand_in(desk.plan_book(個別取組=actions), "計画.xlsx")
    return desk


def rows() -> Iterator[Row]:
    """Yield the figures of the round trip."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _crowded(folder)
        books = [
            desk.form(
                "税務課",
                進捗={
                    (f"T{n:03d}",): spoken(
                        progress=turn + 1, 課題=f"サンプルの課題{turn}-{n}", 今後の対応="サンプルの対応"
                    )
                    for n in range(ROWS)
                },
            )
            for turn in range(ROUNDS + 1)
        ]
        cold = ReaderPool()
        first = taken(lambda: cold.read(books[0]))
        start = max(0.0, first - taken(lambda: cold.read(books[0])))
        cold.close()
        desk.hand_in(books[0])

        previews = {}

        def check(turn: int) -> None:
            previews[turn] = desk.check(books[turn + 1])

        def commit(turn: int) -> None:
            upload.commit(desk.ctx, previews[turn], books[turn + 1])

        def bare(turn: int) -> None:
            openpyxl.load_workbook(BytesIO(books[turn + 1]))

        checked, committed, base = medians(ROUNDS, check, commit, bare)
        form, _ = medians(3, lambda _: forms.progress_form(desk.ctx, "税務課", 2026, "上期"), lambda _: None)
        desk.store.close()
    yield Row("読み取り役の起動（一度だけ。目標の外）", start)
    yield Row(f"{ROWS}行の確認", checked, base)
    yield Row(f"{ROWS}行の確認と確定", checked + committed, base, "1.50")
    yield Row(f"{ROWS}行の様式を作る", form, base)
