"""Check and commit of a 300-row workbook against a bare ``openpyxl.load_workbook`` of the same file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl

from miharu_dx.intake.child import ReaderPool
from miharu_dx.services import forms, upload
from tests.bench.measure import Row, medians, taken
from tests.services.desk import Desk, desk_on, opened_desk, spoken

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


def _book(desk: Desk, turn: int) -> bytes:
    """Return a form of the present state in which every row says something new."""
    return desk.form(
        "税務課",
        進捗={
            (f"T{n:03d}",): spoken(
                progress=turn + 1, 課題=f"サンプルの課題{turn}-{n}", 今後の対応="サンプルの対応"
            )
            for n in range(ROWS)
        },
    )


def _copies(desk: Desk, folder: Path) -> list[Desk]:
    """Return a desk for each round on a copy of the store, so that no round overtakes another."""
    desk.store.close()
    places = [folder / f"round{turn}.duckdb" for turn in range(ROUNDS)]
    for place in places:
        shutil.copy(desk.store.path, place)
    desk.store = desk_on(desk.store.path).store
    return [desk_on(place) for place in places]


def rows() -> Iterator[Row]:
    """Yield the figures of the round trip."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _crowded(folder)
        first_book = _book(desk, 0)
        cold = ReaderPool()
        first = taken(lambda: cold.read(first_book))
        start = max(0.0, first - taken(lambda: cold.read(first_book)))
        cold.close()
        desk.hand_in(first_book)
        books = [_book(desk, turn + 1) for turn in range(ROUNDS)]
        desks = _copies(desk, Path(folder))
        previews = {}

        def check(turn: int) -> None:
            previews[turn] = desks[turn].check(books[turn])

        def commit(turn: int) -> None:
            upload.commit(desks[turn].ctx, previews[turn], books[turn])

        def bare(turn: int) -> None:
            openpyxl.load_workbook(BytesIO(books[turn]))

        checked, committed, base = medians(ROUNDS, check, commit, bare)
        form, _ = medians(3, lambda _: forms.progress_form(desk.ctx, "税務課", 2026, "上期"), lambda _: None)
        for one in (desk, *desks):
            one.store.close()
    yield Row("読み取り役の起動（一度だけ）", start)
    yield Row(f"{ROWS}行の確認（openpyxl で開くだけとの比）", checked, base)
    yield Row(f"{ROWS}行の確認と確定（同上）", checked + committed, base)
    yield Row(f"{ROWS}行の確認と確定（開くことと起動との比）", checked + committed, base + start, "1.50")
    yield Row(f"{ROWS}行の様式を作る", form, base)
