"""Headings line by line: words, years, periods, units and kinds, in every spelling people use."""

from __future__ import annotations

import pytest

from miharu_dx.intake.free.headings import heading_of, years_in
from miharu_dx.intake.model import Cell
from tests.intake.free.town import CALENDAR


def cells(*texts: object) -> list[Cell]:
    return [
        Cell(row, 1, "number" if isinstance(text, int) else "text", text, str(text))  # type: ignore[arg-type]
        for row, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("texts", "path", "words", "year", "period"),
    [
        (["令和7年度", "目標"], "<年度> / 目標", ("目標",), 2025, None),
        (["目標値", "令和\n７年度"], "目標値 / <年度>", ("目標値",), 2025, None),
        (["R7"], "<年度>", (), 2025, None),
        (["Ｒ７実績"], "<年度>実績", ("実績",), 2025, None),
        (["2025年度（R7）", "実績値"], "<年度> / 実績値", ("実績値",), 2025, None),
        (["令和元年度の実績"], "<年度>の実績", ("実績",), 2019, None),
        ([2025, "実績"], "<年度> / 実績", ("実績",), 2025, None),
        (["FY2025"], "<年度>", (), 2025, None),
        (["平成31年度"], "<年度>", (), 2019, None),
        (["令和7年9月末現在"], "<時点>", (), 2025, "H1"),
        (["R8.3末", "実績"], "<時点> / 実績", ("実績",), 2025, "H2"),
        (["令和8年1月の実績"], "<時点>の実績", ("実績",), 2025, None),
        (["上期", "取組実績"], "<期> / 取組実績", ("取組実績",), None, "H1"),
        (["実績（下期）"], "実績(<期>)", ("実績",), None, "H2"),
        (["H2"], "<期>", (), None, "H2"),
        (["R5〜R9計画"], "r5~r9計画", ("r5~r9計画",), None, None),
        (["計画期間（令和5〜9年度）"], "計画期間(令和5~9年度)", ("計画期間(令和5~9年度)",), None, None),
        (["7年度"], "7年度", ("7年度",), None, None),
        (["M3"], "m3", ("m3",), None, None),
        ([], "<見出しなし>", (), None, None),
    ],
)
def test_a_heading_tells_its_year_and_period(
    texts: list[object], path: str, words: tuple[str, ...], year: int | None, period: str | None
) -> None:
    found = heading_of(cells(*texts), CALENDAR)
    assert (found.path, found.words, found.fiscal_year, found.period) == (path, words, year, period)


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("実績（件）", "件", None),
        ("実績値（単位：千円）", "千円", None),
        ("進捗率（％）", "%", None),
        ("進捗率%", "%", None),
        ("実績（累計）", "", "累計"),
        ("単年度実績", "", "単年度"),
        ("実績（累計・件）", "", "累計"),
        ("備考", "", None),
    ],
)
def test_a_heading_tells_its_unit_and_kind(text: str, unit: str, kind: str | None) -> None:
    found = heading_of(cells(text), CALENDAR)
    assert (found.unit, found.kind) == (unit, kind)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和7年度 進捗管理表", (2025,)),
        ("DX推進計画（令和5年度〜令和9年度） 令和7年度上期", (2025,)),
        ("作成日：令和8年4月10日", ()),
        ("R6とR7の比較", (2024, 2025)),
        ("第2版", ()),
    ],
)
def test_years_of_a_title_leave_out_spans_and_days(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years
