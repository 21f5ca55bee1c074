"""One cell with several labelled values is taken apart; one value or a sentence is not."""

from __future__ import annotations

import pytest

from miharu_dx.intake.free.compound import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("97.0%(小) 98.2%(中)", [("小", "97.0%"), ("中", "98.2%")]),
        ("97.0％（小）\n98.2％（中）", [("小", "97.0％"), ("中", "98.2％")]),
        ("小：97.0%　中：98.2%", [("小", "97.0%"), ("中", "98.2%")]),
        ("(小)97.0 (中)98.2", [("小", "97.0"), ("中", "98.2")]),
        ("小97.0% 中98.2%", [("小", "97.0%"), ("中", "98.2%")]),
        ("97.0%(小)、未集計(中)", [("小", "97.0%"), ("中", "未集計")]),
        ("1,234人(男) 1,300人(女)", [("男", "1,234人"), ("女", "1,300人")]),
        ("男:5,女:6", [("男", "5"), ("女", "6")]),
        ("120件(累計)", [("累計", "120件")]),
        ("120", []),
        ("(1,234)", []),
        ("A（完了）", []),
        ("申請の画面を作った（R7.4）。", []),
        ("1/2(小) 2/3(中)", []),
        ("5(小) 6(小)", []),
        ("あ" * 300 + "5(小) 6(中)", []),
        ("", []),
    ],
)
def test_labelled_values(text: str, parts: list[tuple[str, str]]) -> None:
    assert [tuple(part) for part in parts_of(text)] == parts
