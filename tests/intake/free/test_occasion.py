"""What titles, sheets and file names say of department, year and period, and what they do not."""

from __future__ import annotations

import pytest

from miharu_dx.intake.free.occasion import WHATS, Listener, told
from miharu_dx.intake.free.table_search import tables_of
from tests.intake.free.layouts import A1
from tests.intake.free.town import CALENDAR, snapshot
from tests.intake.tables import book, grid

LISTENER = Listener.of(snapshot())
HEAD, ROW = ["番号", "取組", "段階", "評価", "進捗率"], ["A1", A1, "実施中", "順調", "40"]
Said = tuple[int | None, str | None, str | None]

# 年度・期・担当課の順。書いていないもの、2通りに読めるものは None。
TITLES: dict[str, Said] = {
    "令和7年度上期　進捗状況": (2025, "H1", None),
    "令和八年度　下期": (2026, "H2", None),
    "総務課　DX取組　年間進捗管理表": (None, None, "soumu"),
    "担当課：総務課（文書情報グループ）": (None, None, "soumu"),
    "【住民課】": (None, None, "jumin"),
    "（令和8年9月末現在）": (2026, "H1", None),
    "令和8年3月31日現在": (2025, "H2", None),
    "令和8年10月5日現在": (None, None, None),
    "令和7年度実績・令和8年度計画": (None, None, None),
    "上期・下期の進捗": (None, None, None),
    "総務課・住民課": (None, None, None),
    "保健総務課の進捗": (None, None, None),
    "計画（令和5〜9年度）の進捗": (None, None, None),
    "DX計画（令和5年度策定）": (None, None, None),
    "作成：令和7年度": (None, None, None),
    "※令和6年度から指標を見直した": (None, None, None),
    "令和6年度は、住民課と分けて数えた。": (None, None, None),
}
FILES: dict[str, Said] = {
    "R07上期_総務課.xlsx": (2025, "H1", "soumu"),
    "令和7年度下期（住民課）.csv": (2025, "H2", "jumin"),
    "2026上期_教育課_最終.xlsx": (2026, "H1", "kyoiku"),
    "総務課_2025_H2.xlsx": (2025, "H2", "soumu"),
    "進捗_r2.xlsx": (None, None, None),
    "20260930_進捗.xlsx": (None, None, None),
    "2026-03-31_総務課.xlsx": (None, None, "soumu"),
    "進捗表.xlsx": (None, None, None),
}


def said(ranks: object) -> Said:
    found = [told(ranks, what) for what in WHATS]  # type: ignore[arg-type]
    return tuple(one.value if one else None for one in found)  # type: ignore[return-value]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_says_what_it_says_once_and_nothing_else(title: str) -> None:
    cells = book(grid("Sheet1", [[title], [], HEAD, ROW]))
    assert said(LISTENER.ranks(tables_of(cells, CALENDAR).tables, cells, "")) == TITLES[title]


@pytest.mark.parametrize("name", FILES)
def test_a_file_name_says_what_it_says(name: str) -> None:
    cells = book(grid("Sheet1", [HEAD, ROW]))
    assert said(LISTENER.ranks(tables_of(cells, CALENDAR).tables, cells, name)) == FILES[name]


@pytest.mark.parametrize(
    ("sheet", "title", "file", "expected"),
    [
        ("R8下期", "令和8年度上期", "R07上期.xlsx", (2026, "H1", None)),
        ("住民課", "進捗表", "総務課.xlsx", (None, None, "jumin")),
        ("R8", "進捗表（上期）", "R07_総務課.xlsx", (2026, "H1", "soumu")),
    ],
)
def test_the_nearest_word_counts(sheet: str, title: str, file: str, expected: Said) -> None:
    cells = book(grid(sheet, [[title], [], HEAD, ROW]))
    assert said(LISTENER.ranks(tables_of(cells, CALENDAR).tables, cells, file)) == expected
