"""A mapping is data: it comes back from its text as it was, and says what it reads and leaves."""

from __future__ import annotations

import json

import pytest

from miharu_dx.domain.mapping import ColumnMapping, Fixed, MappingSpec, TableMapping, Target
from miharu_dx.domain.mapping_fields import FIELDS_BY_NAME, MAP_FIELDS, REPORTED, REQUIRED, TEXTS, Aside
from miharu_dx.domain.mapping_json import VERSION, from_json, to_json
from miharu_dx.domain.mapping_left import LeftReason
from miharu_dx.domain.mapping_words import ACTUAL_ROWS, ASIDE_WORDS, HEAD_WORDS, OTHER_ROWS
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import PROGRESS

TABLE = TableMapping(
    ("番号", "評価", "<年度>実績"),
    2,
    True,
    (
        ColumnMapping("番号", "番号", (Target("action"),)),
        ColumnMapping("評価", "評価", (Target("stage", {"◎": "実施中"}), Target("rating", {"◎": ""}))),
        ColumnMapping(
            "<年度>実績",
            "R8実績",
            (Target("actual", {}, "*", {"小": "小学校の率"}, "千円", 1000.0, "累計"),),
            fiscal_year=2026,
        ),
        ColumnMapping("備考", "備考", (), "集めていない項目"),
    ),
    {"declaration": Fixed("更新"), "stage": Fixed(carried=True)},
    frozenset({"name"}),
    frozenset({"issue"}),
    {"|申請": "A1", "|会議": ""},
    {"A1|件数": "申請の数"},
)
SPEC = MappingSpec((TABLE, TableMapping(("項目",), used=False)))


def test_a_mapping_comes_back_from_its_text_as_it_was() -> None:
    assert from_json(to_json(SPEC)) == SPEC
    assert json.loads(to_json(SPEC))["version"] == VERSION
    assert to_json(from_json(to_json(SPEC))) == to_json(SPEC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (json.dumps({"version": VERSION + 1, "tables": []}), "mapping.newer"),
        ("", "mapping.damaged"),
        ("[]", "mapping.damaged"),
        ("null", "mapping.damaged"),
        ('{"version": 1}', "mapping.damaged"),
        ('{"version": 1, "tables": [{}]}', "mapping.damaged"),
        ('{"version": "x", "tables": []}', "mapping.damaged"),
        (to_json(SPEC).replace('"累計"', '"月計"'), "mapping.damaged"),
    ],
)
def test_what_is_no_mapping_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_json(text)
    assert refused.value.code == code


def test_a_table_is_known_by_its_headings_in_any_order() -> None:
    assert TABLE.fits(("評価", "番号", "<年度>実績", "<年度>実績"))
    assert not TABLE.fits(("評価", "番号"))
    assert SPEC.table(("項目",)) is SPEC.tables[1]
    assert SPEC.table(("ほか",)) is None
    assert SPEC.used == (TABLE,)


def test_what_is_said_of_one_column_or_field_leaves_the_others() -> None:
    changed = TABLE.with_column(ColumnMapping("評価", "評価", (Target("rating"),)))
    assert [c.path for c in changed.columns] == [c.path for c in TABLE.columns]
    assert not changed.columns_for("stage") and changed.columns_for("rating")
    assert TABLE.with_column(ColumnMapping("新しい列")).columns[-1].path == "新しい列"
    assert TABLE.fills("stage") and not TABLE.with_fixed("declaration", None).fills("declaration")
    added = SPEC.with_table(TableMapping(("別",)))
    assert (
        len(added.tables) == 3 and added.with_table(TableMapping(("別",), used=False)).tables[2].used is False
    )


def test_the_fields_a_column_can_be_are_those_of_our_own_form() -> None:
    assert {column.field for column in PROGRESS.inputs} == set(REPORTED)
    assert {*REQUIRED, *TEXTS} <= set(REPORTED)
    assert set(HEAD_WORDS) <= set(FIELDS_BY_NAME)
    assert len(FIELDS_BY_NAME) == len(MAP_FIELDS)
    assert all(field.label for field in MAP_FIELDS)


def test_a_word_means_one_thing_at_most_twice() -> None:
    every = [word for words in (*HEAD_WORDS.values(), *ASIDE_WORDS.values()) for word in words]
    assert set(ASIDE_WORDS) <= set(Aside)
    assert {word for word in every if every.count(word) > 2} == set()
    assert not set(ACTUAL_ROWS) & set(OTHER_ROWS)


def test_each_reason_is_told_in_words_and_says_whether_somebody_has_to_decide() -> None:
    assert len({reason.value for reason in LeftReason}) == len(LeftReason)
    assert LeftReason.UNDECIDED_COLUMN.open and LeftReason.UNMATCHED_ROW.open
    assert not LeftReason.IGNORED_COLUMN.open and not LeftReason.TOTAL.open
