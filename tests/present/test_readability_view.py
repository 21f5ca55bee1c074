"""What a page tells of machine readability: every rule, counts, first cells, nothing blocking."""

from __future__ import annotations

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import RULES, SOURCE, Advice, Judgement, Verdict
from miharu_dx.present.views.readability import CELLS_SHOWN, NOTE, readability_view

OUTSIDE = {"L1-14": "csv_only", "L1-15": "csv_only", "L3-07": "needs_last_year"}


def advice(code: str, row: int | None, column: int | None = 2, sheet: str = "進捗", **args: object) -> Advice:
    return Advice(code, Location(sheet, row, column), "①", args)


def test_a_file_without_a_fault_keeps_every_rule_it_can_show() -> None:
    view = readability_view(Judgement((), {}, OUTSIDE), "様式.xlsx")
    assert view.headline == "30のルールのうち、このファイルで確かめられる27すべてに適合しています"
    assert [(line.kept, line.better, line.outside) for line in view.levels] == [
        (13, 0, 2),
        (6, 0, 0),
        (8, 0, 1),
    ]
    assert view.better == ()
    assert [line.id for line in view.rules] == [rule.id for rule in RULES]
    assert (view.note, view.source) == (NOTE, SOURCE)


def test_faults_are_counted_by_rule_and_grouped_by_kind_with_their_cells() -> None:
    found = (
        advice("L1-06.only", 2),
        advice("L1-06.only", 4),
        advice("L1-06.only", 3, sheet="指標"),
        advice("L1-06.around", 7, 8),
    )
    view = readability_view(Judgement(found, {"L1-06": 4}, OUTSIDE), "様式.xlsx")
    (line,) = view.better
    assert (line.id, line.verdict, line.mark, line.count, line.told) == (
        "L1-06", Verdict.BETTER, "diamond", 4, "4か所",
    )  # fmt: skip
    assert [(fault.cells, fault.count) for fault in line.faults] == [
        ("進捗 B2・B4、指標 B3", 3),
        ("進捗 H7", 1),
    ]
    assert [fault.message.startswith("例：") for fault in line.faults] == [True, False]
    assert view.headline == (
        "30のルールのうち、このファイルで確かめられるのは27です。26に適合し、1に直すとよいところがあります"
    )


def test_only_the_first_cells_are_named_and_the_rest_is_counted() -> None:
    found = tuple(advice("L1-08.characters", row, characters="①") for row in range(2, 22))
    view = readability_view(Judgement(found, {"L1-08": 50}, {}), "様式.xlsx")
    (fault,) = view.better[0].faults
    assert fault.count == 50
    assert fault.cells.count("・") == CELLS_SHOWN - 1
    assert fault.cells.endswith(f" ほか{50 - CELLS_SHOWN}か所")


def test_a_rule_that_says_nothing_gives_its_reason_in_place_of_a_count() -> None:
    view = readability_view(Judgement((), {}, OUTSIDE), "様式.xlsx")
    told = {line.id: (line.verdict, line.mark, line.told) for line in view.rules}
    assert told["L3-07"] == (Verdict.OUTSIDE, "dash", "ほかの年のファイルと比べないと分かりません。")
    assert told["L1-01"] == (Verdict.KEPT, "check", "")


def test_a_fault_of_the_whole_sheet_or_file_names_the_sheet_alone() -> None:
    found = (advice("L3-08.missing", None, None, items="更新日"),)
    view = readability_view(Judgement(found, {"L3-08": 1}, {}), "様式.xlsx")
    assert view.better[0].faults[0].cells == "進捗"
