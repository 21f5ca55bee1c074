"""Three-way merge by cell: one side decides alone, both sides ask, and what belongs together stays together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from miharu_dx.domain.changes import Entry, RowChange, Source, Unknown, Value
from miharu_dx.domain.finding import Location
from miharu_dx.domain.merge import Ground, Overtaken, all_answered, bound, merge, settle

PLACE = ("report", ("A1", 2026, "H1"))
BASE: dict[str, Value] = {
    "declaration": "更新", "stage": "実施中", "rating": "順調", "progress": 40.0, "issue": "", "author": "甲",
}  # fmt: skip


def entry(typed: Mapping[str, Value], *, blank: tuple[str, ...] = (), table: str = "report") -> Entry:
    sources = {name: Source(Location("進捗", 2, 5, name), "" if name in blank else str(value))
               for name, value in typed.items() if value not in (None, "") or name in blank}  # fmt: skip
    return Entry(table, PLACE[1], typed, "取組", "A1", sources)


def merged(
    mine: Mapping[str, Value],
    now: Mapping[str, Value] | None,
    base: Mapping[str, Value] | None = BASE,
    *,
    printed: Mapping[str, Value] | None = None,
    doubtful: bool = False,
    blank: tuple[str, ...] = (),
) -> RowChange:
    then = {} if base is None else {PLACE: base}
    shown = then if printed is None else {PLACE: printed}
    ground = Ground({} if now is None else {PLACE: now}, then, shown, frozenset([PLACE] if doubtful else []))
    (change,) = merge([entry(mine, blank=blank)], ground)
    return change


def told(change: RowChange) -> tuple[object, ...]:
    return (
        {one.field: (one.old, one.new) for one in change.fields},
        {one.field: (one.old, one.new) for one in change.kept},
        [[(one.field, one.base, one.theirs, one.mine) for one in asked.cells] for asked in change.questions],
    )


@pytest.mark.parametrize(
    ("theirs", "mine", "fields", "kept", "asked"),
    [
        pytest.param({}, {}, {}, {}, [], id="nobody changed anything"),
        pytest.param({}, {"progress": 50.0}, {"progress": (40.0, 50.0)}, {}, [], id="the sheet alone"),
        pytest.param({"progress": 60.0}, {}, {}, {"progress": (40.0, 60.0)}, [], id="the store alone"),
        pytest.param({"progress": 60.0}, {"progress": 60.0}, {}, {}, [], id="both the same"),
        pytest.param(
            {"progress": 60.0}, {"progress": 50.0}, {}, {}, [[("progress", 40.0, 60.0, 50.0)]], id="both"
        ),
        pytest.param(
            {"progress": 60.0}, {"author": "乙"}, {"author": ("甲", "乙")}, {"progress": (40.0, 60.0)}, [],
            id="each another cell",
        ),
        pytest.param({"issue": "x"}, {"issue": None}, {}, {"issue": ("", "x")}, [], id="blank is blank"),
        pytest.param(
            {"author": ""}, {"author": "乙"}, {}, {}, [[("author", "甲", "", "乙")]], id="cleared and changed"
        ),
        pytest.param(
            {"author": "乙"}, {"author": ""}, {}, {}, [[("author", "甲", "乙", "")]], id="changed and cleared"
        ),
        pytest.param({"progress": 0.0}, {"progress": None}, {}, {}, [[("progress", 40.0, 0.0, None)]], id="0"),
    ],
)  # fmt: skip
def test_a_cell_is_decided_by_whoever_changed_it(
    theirs: dict, mine: dict, fields: dict, kept: dict, asked: list
) -> None:
    change = merged({**BASE, **mine}, {**BASE, **theirs})
    assert told(change) == (fields, kept, asked)
    assert (change.state == "unchanged") == (not fields and not asked)


def test_a_row_nobody_had_yet_is_new_and_one_both_made_asks_where_they_differ() -> None:
    assert merged(BASE, None, None).state == "new"
    change = merged({**BASE, "issue": ""}, {**BASE, "progress": 60.0, "issue": "x"}, None)
    assert told(change)[1:] == ({"issue": (None, "x")}, [[("progress", None, 60.0, 40.0)]])


def test_an_assumed_value_gives_way_to_a_stored_one_and_fills_a_new_row() -> None:
    mine = {"declaration": "更新", "progress": 40.0}
    assert told(merged(mine, {"declaration": "更新", "progress": 60.0}, None, blank=("progress",))) == (
        {}, {"progress": (None, 60.0)}, [],
    )  # fmt: skip
    assert "progress" in {one.field for one in merged(mine, None, None, blank=("progress",)).fields}


def test_a_cell_printed_blank_that_was_written_into_is_a_change_even_back_to_the_base() -> None:
    change = merged({"author": "甲"}, {"author": "乙"}, {"author": "甲"}, printed={"author": None})
    assert told(change)[2] == [[("author", "甲", "乙", "甲")]]


@pytest.mark.parametrize(
    ("theirs", "mine", "fields"),
    [
        ({"progress": 60.0}, {"declaration": "変更なし", "progress": 30.0}, ["declaration", "progress"]),
        ({"declaration": "変更なし", "progress": 30.0}, {"progress": 50.0}, ["declaration", "progress"]),
        ({"issue": "x"}, {"declaration": "該当なし", "stage": None, "rating": None, "progress": None},
         ["declaration", "stage", "rating", "progress", "issue"]),
    ],
)  # fmt: skip
def test_a_declaration_that_governs_the_row_is_decided_with_it(
    theirs: dict, mine: dict, fields: list[str]
) -> None:
    change = merged({**BASE, **mine}, {**BASE, **theirs, "author": "乙"})
    (question,) = change.questions
    assert [cell.field for cell in question.cells] == fields
    assert [one.field for one in change.kept] == ["author"]
    for chosen, side in (("theirs", {**BASE, **theirs}), ("mine", {**BASE, **mine})):
        (row,) = settle([change], all_answered(change.questions, chosen))  # type: ignore[arg-type]
        assert {name: row.entry.values[name] for name in fields} == {name: side[name] for name in fields}
        assert row.entry.values["author"] == "乙"
        assert not row.questions


def test_a_declaration_one_side_alone_changed_asks_nothing() -> None:
    mine = {**BASE, "declaration": "変更なし", "progress": 30.0}
    assert not merged(mine, {**BASE, "author": "乙"}).questions
    assert not merged(BASE, {**BASE, "declaration": "該当なし", "stage": None}).questions


def test_a_row_taken_back_stays_away_or_comes_back_as_a_whole() -> None:
    left_alone = merged(BASE, None)
    assert (left_alone.state, {one.new for one in left_alone.kept}) == ("unchanged", {None})
    change = merged({**BASE, "progress": 50.0}, None)
    (question,) = change.questions
    assert {cell.theirs for cell in question.cells} == {None}
    (away,) = settle([change], {})
    assert (away.state, away.fields) == ("unchanged", ())
    (back,) = settle([change], {question.id: "mine"})
    assert (back.state, {one.field: one.new for one in back.fields}) == (
        "new", {"declaration": "更新", "stage": "実施中", "rating": "順調", "progress": 50.0, "author": "甲"},
    )  # fmt: skip


def test_without_a_base_to_trust_every_difference_is_asked_about() -> None:
    change = merged({**BASE, "progress": 50.0}, BASE, doubtful=True)
    assert told(change) == ({}, {}, [[("progress", Unknown.BASE, 40.0, 50.0)]])
    assert not merged(BASE, BASE, doubtful=True).questions


def test_binding_leaves_alone_what_only_one_side_changed() -> None:
    ours = merged({**BASE, "progress": 50.0}, {**BASE, "author": "乙"})
    assert bound(ours) is ours
    both = bound(merged({**BASE, "progress": 50.0}, {**BASE, "stage": "準備中"}))
    assert [[cell.field for cell in asked.cells] for asked in both.questions] == [["stage", "progress"]]
    assert not both.fields
    assert not both.kept


def test_an_unanswered_question_keeps_what_is_stored_and_an_answer_marks_its_change() -> None:
    change = merged({**BASE, "progress": 50.0}, {**BASE, "progress": 60.0})
    (kept,) = settle([change], {})
    assert (kept.state, kept.entry.values["progress"]) == ("unchanged", 60.0)
    (mine,) = settle([change], all_answered(change.questions, "mine"))
    assert [(one.field, one.old, one.new, one.both_sides) for one in mine.fields] == [
        ("progress", 60.0, 50.0, True)
    ]


def test_a_question_is_named_by_its_row_and_values_not_by_what_they_say() -> None:
    one = merged({**BASE, "progress": 50.0}, {**BASE, "progress": 60.0}).questions[0]
    two = merged({**BASE, "progress": 55.0}, {**BASE, "progress": 65.0}).questions[0]
    other = merged({**BASE, "author": "乙"}, {**BASE, "author": "丙"}).questions[0]
    assert one.id == two.id != other.id


def test_whoever_is_overtaken_learns_the_values_and_a_sentence() -> None:
    refusal = Overtaken((), base=3, latest=5, told="サンプル。")
    assert (refusal.code, refusal.moves) == ("upload.stale", ())
    assert "版3→版5" in refusal.message
    assert refusal.message.endswith("サンプル。")
