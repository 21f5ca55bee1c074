"""L1-14 and L1-15, and what a CSV file is read as."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.readability import Judgement, Verdict
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.readability import judge_csv, read_csv
from tests.intake.readability.sheets import cited, words


def judged(text: str, encoding: str = "utf-8-sig") -> Judgement:
    return judge_csv(read_csv(text.encode(encoding), "進捗"), words())


def values(text: str) -> dict[str, object]:
    found = read_csv(text.encode(), "進捗").book.sheets[0]
    return {f"{cell.row},{cell.column}": cell.value for cell in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", {"1,1": "a", "1,2": "b", "2,1": 1, "2,2": 2}),
        ("a,b\r\n1.5,075213\r\n", {"1,1": "a", "1,2": "b", "2,1": 1.5, "2,2": "075213"}),
        ('a,b\n"1,234","言った ""こと"""', {"1,1": "a", "1,2": "b", "2,1": "1,234", "2,2": '言った "こと"'}),
        ("a,,b\n,,", {"1,1": "a", "1,3": "b"}),
        ('a\n"一行目\n二行目"\n3', {"1,1": "a", "2,1": "一行目\n二行目", "3,1": 3}),
        ("a\rb\r", {"1,1": "a", "2,1": "b"}),
        ('"', {"1,1": '"'}),
        ("", {}),
        ("\n\n", {}),
    ],
)
def test_records_are_split_as_written(text: str, expected: dict[str, object]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings_of_offices_are_read(encoding: str) -> None:
    found = read_csv("課名,件数\n総務課,5".encode(encoding), "進捗").book.sheets[0]
    assert [cell.raw for cell in found] == ["課名", "件数", "総務課", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('課名,課題\n総務課,"人手が\n足りない"\n住民課,なし\n', [("B2", "L1-14.break")]),
        (
            "課名,件数\n総務課,1,234\n住民課,5\n税務課\n",
            [("2行目", "L1-15.shifted"), ("4行目", "L1-15.shifted")],
        ),
        ('課名,課題\n総務課,人手が"足りない"\n', [("B2", "L1-15.stray_quote")]),
        ('課名,課題\n総務課,"人手が"足りない\n', [("B2", "L1-15.stray_quote")]),
        ('課名,課題\n総務課,"人手が, 足りない"\n\n', []),
    ],
)
def test_lines_and_quotes(text: str, expected: list[tuple[str, str]]) -> None:
    assert cited(judged(text), "L1-14") + cited(judged(text), "L1-15") == expected


def test_rules_of_one_kind_of_file_are_outside_for_the_other() -> None:
    told = judged("課名,件数\n総務課,5\n住民課,6\n")
    outside = {rule for rule, reason in told.outside.items() if reason == "excel_only"}
    assert outside == {"L1-10", "L1-11", "L1-12", "L1-13", "L2-06"}
    assert told.verdict("L1-14") is told.verdict("L1-15") is Verdict.KEPT
    assert told.outside["L3-08"] == "beside_csv"


def test_a_csv_file_is_judged_by_the_other_rules_too() -> None:
    text = "DX推進計画,,\n課名,R5(件),R6(件)\n総 務 課,①,1\n住民課,3,2\n"
    assert cited(judged(text, "cp932")) == [
        ("A3", "L1-06.inside"), ("B3", "L1-08.characters"), ("B3", "L2-01.words"), ("A2", "L3-01.head_row"),
        ("B2", "L3-05.era_in_heading"), ("C2", "L3-05.era_in_heading"), ("B2", "L3-09.wide"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"a,b\n1,2", {"max_bytes": 3}, "file.too_large"),
        (b"a,b\n1,2", {"max_cells": 3}, "file.too_many_cells"),
        (b"a,b\n1,2", {"max_column": 1}, "file.cell_too_far"),
        (b"a,b\n1,2", {"max_row": 1}, "file.cell_too_far"),
        (b"abcdefgh", {"max_text_chars": 5}, "file.text_too_long"),
        (b"\x00\x01\x02", {}, "file.not_workbook"),
        (b"\x81\xff\xff", {}, "file.encoding"),
    ],
)
def test_too_much_and_no_text_are_refused(data: bytes, limits: dict[str, int], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_csv(data, "進捗", replace(INTAKE_LIMITS, **limits))
    assert refused.value.code == code
