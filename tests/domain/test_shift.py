"""Cells beside the wrong codes: told by patterns of sure evidence, and never by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from miharu_dx.domain.shift import Kind, Pattern, Witness, misplaced
from miharu_dx.domain.shift_columns import Column, Line, Memory, Sort
from miharu_dx.domain.shift_words import Likeness, Names

# What each row said before, so that every text is its row's alone.
OLD = {
    "A": "電子申請の受付を三つの課で始めた。",
    "B": "職員研修に四十人が参加した。",
    "C": "防災無線の更新の設計を終えた。",
    "D": "図書館の蔵書検索を公開した。",
    "E": "農地台帳の突き合わせを進めた。",
    "F": "検針票の配布先を確かめ直した。",
}
CODES = tuple(OLD)


def lines(values: Mapping[str, object], field: str = "text", codes: Sequence[str] = CODES) -> list[Line]:
    """Return one row a code with its value of one field."""
    return [Line(row, code, {field: values.get(code)}) for row, code in enumerate(codes, 2)]


def texts(firm: bool = True, **more: object) -> Column:
    return Column("text", Sort.TEXT, lambda code: [Memory(OLD[code], "前の文", firm)], **more)  # type: ignore[arg-type]


def found(column: Column, rows: Sequence[Line]) -> tuple[Pattern, ...]:
    return misplaced([column], rows, frozenset())[0]


def arranged(order: str) -> dict[str, object]:
    """Return the old texts in another order: the letter at each place says whose text stands there."""
    return {
        code: OLD.get(whose, f"新しく書いた{code}の文です。")
        for code, whose in zip(CODES, order, strict=True)
    }


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ABCDEF", None),
        ("-ABCDE", (Kind.SHIFTED, 1, (3, 4, 5, 6, 7))),
        ("BCDEF-", (Kind.SHIFTED, -1, (2, 3, 4, 5, 6))),
        ("AB-CDE", (Kind.SHIFTED, 1, (5, 6, 7))),
        ("--ABCD", (Kind.SHIFTED, 2, (4, 5, 6, 7))),
        ("-AB---", (Kind.SHIFTED, 1, (3, 4))),
        ("BA----", (Kind.SWAPPED, 1, (2, 3))),
        ("EBCDAF", (Kind.SWAPPED, 4, (2, 6))),
        ("CABDEF", (Kind.MIXED, 0, (2, 3, 4))),
        ("DACFBE", (Kind.MIXED, 0, (2, 3, 5, 6, 7))),
        ("-A----", None),
        ("AAAAAA", None),
        ("------", None),
    ],
)
def test_how_the_texts_of_a_column_were_moved_is_told_by_rows(order: str, expected: object) -> None:
    patterns = found(texts(), lines(arranged(order)))
    assert [(p.kind, p.step, p.rows) for p in patterns] == ([expected] if expected else [])


def test_the_witness_is_the_cell_that_repeats_what_another_row_said() -> None:
    (pattern,) = found(texts(), lines(arranged("-ABCDE")))
    line = {line.excel_row: line for line in lines(arranged("-ABCDE"))}[pattern.witness.excel_row]
    assert pattern.witness.memory == Memory(OLD[pattern.witness.owner], "前の文", True)
    assert line.values["text"] == OLD[pattern.witness.owner]


@pytest.mark.parametrize(
    ("order", "kinds"),
    [("-AB---", []), ("BA----", [Kind.SWAPPED]), ("CAB---", [Kind.MIXED]), ("-ABC--", [Kind.SHIFTED])],
)
def test_texts_of_an_earlier_period_are_copied_by_habit_and_need_more_rows(
    order: str, kinds: list[Kind]
) -> None:
    assert [pattern.kind for pattern in found(texts(firm=False), lines(arranged(order)))] == kinds


@pytest.mark.parametrize(
    "said",
    ["順調", "特になし", "前期と同じ。", "変更なし", "引き続き検討。"],
)
def test_short_and_common_texts_are_no_evidence(said: str) -> None:
    column = Column("text", Sort.TEXT, lambda code: [Memory(f"{said}{code}", "前の文", True)])
    moved = {code: f"{said}{before}" for code, before in zip(CODES, "FABCDE", strict=True)}
    assert misplaced([column], lines(moved), frozenset()) == ((), ())


def test_a_text_that_stands_in_several_rows_was_copied() -> None:
    values = arranged("-AACCE")
    assert misplaced([texts()], lines(values), frozenset())[0] == ()


def test_a_text_that_still_stands_in_its_own_row_was_copied() -> None:
    patterns, strays = misplaced([texts()], lines({**OLD, "C": OLD["B"]}), frozenset())
    assert (patterns, strays) == ((), ())


def test_a_single_text_that_another_row_has_lost_is_pointed_out_and_may_stay() -> None:
    values = {**OLD, "A": "様式を改め、四月から使い始めた。", "C": OLD["A"]}
    patterns, strays = misplaced([texts()], lines(values), frozenset())
    assert patterns == ()
    assert strays == (Witness(4, "text", "A", Memory(OLD["A"], "前の文", True)),)


def test_a_text_that_names_its_own_action_is_at_home() -> None:
    names = Names({code: [f"取組の名前{code}"] for code in CODES}, 5)
    values = {code: f"{text}（取組の名前{code}）" for code, text in arranged("-ABCDE").items()}
    known = {code: f"{OLD[before]}（取組の名前{code}）" for before, code in zip(CODES, "BCDEFA", strict=True)}
    column = Column("text", Sort.TEXT, lambda code: [Memory(known[code], "前", True)], None, names)
    assert found(column, lines(values)) == ()


def test_texts_that_speak_like_the_row_above_are_told_without_a_word_in_common_by_copying() -> None:
    new = {
        "A": "電子申請の受付を全ての課に広げ、三百件の申請があった。",
        "B": "職員研修を二回開き、新たに管理職の研修を加えた。",
        "C": "防災無線の更新の工事を発注し、親局の設計を直した。",
        "D": "図書館の蔵書検索に写真を加え、閲覧が増えた。",
        "E": "農地台帳の突き合わせを終え、差を地図に示した。",
        "F": "検針票の配布先を改め、配布の手間が減った。",
    }
    likeness = Likeness({code: [text] for code, text in OLD.items()})
    column = texts(likeness=likeness)
    assert found(column, lines(new)) == ()
    shifted = {code: new.get(before) for code, before in zip(CODES, "-ABCDE", strict=True)}
    (pattern,) = found(column, lines(shifted))
    assert (pattern.kind, pattern.step, pattern.witness.memory) == (Kind.SHIFTED, 1, None)


def test_moving_texts_back_to_whom_they_speak_like_is_a_correction() -> None:
    """What is stored now is one row too low; the sheet puts it right."""
    said = {code: f"{text}来期も続ける。" for code, text in OLD.items()}
    wrong = {code: said.get(before, "まだない。") for code, before in zip(CODES, "-ABCDE", strict=True)}
    likeness = Likeness({code: [text] for code, text in OLD.items()})
    column = Column("text", Sort.TEXT, lambda code: [Memory(wrong[code], "今の文", True)], likeness)
    assert found(column, lines(said)) == ()


def printed(field: str, known: Mapping[str, object]) -> Column:
    return Column(field, Sort.PRINTED, lambda code: [Memory(known[code], field, True)])


def test_a_sort_that_left_columns_behind_names_those_that_do_not_fit_the_code() -> None:
    names = {code: f"名前{code}" for code in CODES}
    targets = {code: float(n) for n, code in enumerate(CODES)}
    rows = [
        Line(number, code, {"name": names[code], "before": OLD[whose], "target": targets[whose]})
        for number, (code, whose) in enumerate(zip(CODES, "CADBFE", strict=True), 2)
    ]
    columns = [printed("name", names), printed("before", OLD), printed("target", targets)]
    ((pattern,), _) = misplaced(columns, rows, frozenset())
    assert (pattern.kind, pattern.fields, pattern.keys) == (Kind.MIXED, ("before", "target"), False)


@pytest.mark.parametrize(
    ("names_with", "stayed"), [("codes", ("name",)), ("rest", ())], ids=["both", "code alone"]
)
def test_where_all_but_the_keys_disagree_the_keys_were_moved(
    names_with: str, stayed: tuple[str, ...]
) -> None:
    names = {code: f"名前{code}" for code in CODES}
    rows = [
        Line(number, code, {"name": names[code if names_with == "codes" else whose], "before": OLD[whose]})
        for number, (code, whose) in enumerate(zip(CODES, "CADBFE", strict=True), 2)
    ]
    ((pattern,), _) = misplaced([printed("name", names), printed("before", OLD)], rows, frozenset({"name"}))
    assert (pattern.keys, pattern.fields) == (True, stayed)


def test_columns_that_moved_together_are_one_pattern_with_the_figures_that_went_along() -> None:
    figures = {code: float(10 * n) for n, code in enumerate(CODES, 1)}
    rows = [
        Line(number, code, {"text": OLD.get(whose), "figure": figures.get(whose)})
        for number, (code, whose) in enumerate(zip(CODES, "-ABCDE", strict=True), 2)
    ]
    figure = Column("figure", Sort.FIGURE, lambda code: [Memory(figures[code], "前の数", True)])
    (pattern,) = misplaced([texts(), figure], rows, frozenset())[0]
    assert (pattern.fields, pattern.step) == (("text", "figure"), 1)


def test_a_sheet_of_one_row_has_no_neighbour() -> None:
    assert misplaced([texts()], lines({"A": OLD["B"]}, codes="A"), frozenset()) == ((), ())


def test_a_row_below_the_table_without_a_code_joins_the_shift() -> None:
    rows = [
        Line(2, "A", {"text": None}), Line(3, "B", {"text": OLD["A"]}), Line(4, "", {"text": OLD["B"]}),
    ]  # fmt: skip
    (pattern,) = found(texts(), rows)
    assert (pattern.kind, pattern.step, pattern.rows) == (Kind.SHIFTED, 1, (3, 4))
