"""A plan file is read word for word, and a broken one is refused with the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan, parse_plan
from miharu_dx.domain.refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "data" / "plan.toml"
SECOND = ROOT / "tests" / "plans" / "second_plan.toml"
SEED_INITIATIVES = (3, 4, 3, 2, 2, 4, 1, 3, 3)

SMALL = """\
[plan]
code = "small"
town = "見本町"
title = "見本町 進み具合"
short_title = "見本町"
name = "見本町計画"
first_fiscal_year = 2025
last_fiscal_year = 2027
fiscal_year_start_month = 4

[[periods]]
code = "H1"
name = "上期"
end_month = 9
end_day = 30
deadline_days = 20

[[periods]]
code = "H2"
name = "下期"
end_month = 3
end_day = 31
deadline_days = 20

[[stages]]
name = "作業中"
meaning = "active"
cells = 2

[[stages]]
name = "終わり"
meaning = "done"
cells = 4

[[ratings]]
name = "良"
meaning = "ok"
mark = "disc"
glyph = "●"

[[ratings]]
name = "外"
meaning = "none"
mark = "dash"
glyph = "―"
excluded = true

[thresholds]
share_low = 60
share_high = 80

[[departments]]
code = "a"
name = "甲課"
valid_from = 2025
valid_to = 2026
successor = "b"

[[departments]]
code = "b"
name = "乙課"

[[pillars]]
code = "P1"
name = "柱"

[[measures]]
code = "M1"
pillar = "P1"
name = "施策一"
initiatives = [
  { code = "1-1", name = "取組一" },
  { code = "1-2", name = "取組二" },
]

[[measures]]
code = "M2"
pillar = "P1"
name = "施策二"
fields = ["交通"]
initiatives = [
  { code = "2-1", name = "取組三" },
]
"""


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_plan(text, Path("plan.toml"))
    return caught.value


def test_the_small_plan_of_these_tests_is_whole():
    assert parse_plan(SMALL, Path("plan.toml")).code == "small"


def test_the_town_plan_has_the_structure_of_its_page():
    plan = load_plan(TOWN)
    assert len(plan.pillars) == 2
    assert tuple(len(measure.initiatives) for measure in plan.measures) == SEED_INITIATIVES
    assert (plan.first_fiscal_year, plan.last_fiscal_year) == (2023, 2027)


def test_another_town_keeps_its_own_words_periods_and_order():
    plan = load_plan(SECOND)
    assert [len(measure.initiatives) for measure in plan.measures] == [3, 2, 2, 2]
    assert [period.code for period in plan.periods] == ["Q1", "Q2", "Q3", "Q4"]
    assert [rating.name for rating in plan.ratings if rating.counted] == ["A", "B", "C", "D"]
    assert plan.excluded_rating is not None
    assert plan.excluded_rating.name == "Z"
    assert [stage.meaning for stage in plan.stages] == ["waiting", "active", "active", "done", "stopped"]
    assert plan.end_date(PeriodKey(2025, 3)).isoformat() == "2026-03-31"
    assert plan.departments[1].successor == plan.departments[2].code


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param('code = "small"', 'code = "small', 2, id="引用符が閉じていない"),
        pytest.param("end_month = 9", "end_month 9", 14, id="等号がない"),
        pytest.param('name = "甲課"', 'name = "甲課"\nname = "甲課"', 55, id="同じ項目が2回"),
        pytest.param(
            '  { code = "2-1", name = "取組三" },\n]\n',
            '  { code = "2-1", name = "取組三" },\n',
            82,
            id="かっこが閉じていない",
        ),
    ],
)
def test_text_that_is_no_toml_is_refused_with_its_line(old: str, new: str, line: int):
    refusal = refused(SMALL.replace(old, new, 1))
    assert (refusal.code, refusal.details["line"]) == ("plan.syntax", line)


INVALID = [
    pytest.param('town = "見本町"\n', "", 1, id="項目がない"),
    pytest.param('town = "見本町"', 'town = " "', 3, id="項目が空"),
    pytest.param('town = "見本町"', "town = 5", 3, id="文字列でない"),
    pytest.param('town = "見本町"', 'twon = "見本町"', 3, id="項目名の書き誤り"),
    pytest.param("first_fiscal_year = 2025", "first_fiscal_year = 2035", 7, id="計画の期間が逆"),
    pytest.param("first_fiscal_year = 2025", "first_fiscal_year = true", 7, id="年度が整数でない"),
    pytest.param("start_month = 4", "start_month = 13", 9, id="年度の始まりの月"),
    pytest.param("end_month = 9", "end_month = 19", 14, id="暦にない月"),
    pytest.param("end_day = 30", "end_day = 0", 15, id="暦にない日"),
    pytest.param("deadline_days = 20\n\n[[stages]]", "deadline_days = -1\n\n[[stages]]", 23, id="期限が前"),
    pytest.param("end_month = 3", "end_month = 6", 21, id="期の順が逆"),
    pytest.param('code = "H2"', 'code = "H1"', 19, id="期のコードが同じ"),
    pytest.param('name = "下期"', 'name = "上期"', 20, id="期の名前が同じ"),
    pytest.param("[[periods]]", "[[period]]", 11, id="節の名前の書き誤り"),
    pytest.param('meaning = "active"', 'meaning = "doing"', 27, id="段階の意味にない語"),
    pytest.param("cells = 4", "cells = 5", 33, id="段階のます目が多すぎる"),
    pytest.param('meaning = "done"', 'meaning = "active"', 25, id="完了に当たる段階がない"),
    pytest.param('mark = "disc"', 'mark = "star"', 38, id="評価の印にない語"),
    pytest.param('meaning = "ok"', 'meaning = "none"', 35, id="分母に入る評価がない"),
    pytest.param('meaning = "none"', 'meaning = "bad"', 43, id="対象外なのに分母に入る"),
    pytest.param('glyph = "●"', 'glyph = "●"\nexcluded = "no"', 40, id="真偽でない"),
    pytest.param("share_high = 80", "share_high = 50", 49, id="割合の上下が逆"),
    pytest.param("share_high = 80", 'share_high = "80"', 50, id="割合が数でない"),
    pytest.param("share_high = 80", "share_hihg = 80", 50, id="割合の項目名の書き誤り"),
    pytest.param('successor = "b"', 'successor = "c"', 57, id="引継ぎ先がない"),
    pytest.param('name = "乙課"', 'name = "乙課"\nsuccessor = "a"', 57, id="引継ぎ先が一回りする"),
    pytest.param("valid_to = 2026", "valid_to = 2024", 56, id="有効期間が逆"),
    pytest.param('code = "b"', 'code = "a"', 60, id="担当課のコードが同じ"),
    pytest.param('pillar = "P1"\nname = "施策二"', 'pillar = "P2"\nname = "施策二"', 78, id="柱がない"),
    pytest.param('{ code = "1-2", name', '{ code = "1-1", name', 73, id="取組事項のコードが同じ施策で同じ"),
    pytest.param('{ code = "2-1", name', '{ code = "1-2", name', 82, id="取組事項のコードが別の施策と同じ"),
    pytest.param('{ code = "1-2", name', '{ code = "1-2", nmae', 73, id="取組事項の項目名の書き誤り"),
    pytest.param('{ code = "1-2", name = "取組二" }', '{ code = "1-2" }', 73, id="取組事項の名前がない"),
    pytest.param('{ code = "2-1", name = "取組三" },', "", 81, id="取組事項が1件もない"),
    pytest.param('fields = ["交通"]', "fields = [5]", 80, id="分野が文字列でない"),
    pytest.param('fields = ["交通"]', 'fields = "交通"', 80, id="分野が一覧でない"),
    pytest.param('[[pillars]]\ncode = "P1"\nname = "柱"\n', "", 1, id="柱の節がない"),
]


@pytest.mark.parametrize(("old", "new", "line"), INVALID)
def test_a_contradictory_plan_is_refused_with_its_line(old: str, new: str, line: int):
    assert old in SMALL
    refusal = refused(SMALL.replace(old, new, 1))
    assert (refusal.code, refusal.details["line"]) == ("plan.invalid", line)
    assert f"{line}行目" in refusal.message
    assert refusal.next_step


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("share_low", "share_lwo", "share_low"),
        ("[thresholds]", "[threshold]", "thresholds"),
        ("valid_to = 2026", "vaild_to = 2026", "valid_to"),
    ],
)
def test_a_slip_is_answered_with_the_word_that_was_meant(old: str, new: str, meant: str):
    assert meant in refused(SMALL.replace(old, new, 1)).next_step


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(Refusal) as caught:
        load_plan(tmp_path / "none.toml")
    assert caught.value.code == "plan.missing"


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"[plan]\n" + SMALL.split("\n", 1)[1].encode("cp932"))
    with pytest.raises(Refusal) as caught:
        load_plan(path)
    assert (caught.value.code, caught.value.details["line"]) == ("plan.encoding", 3)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path):
    path = tmp_path / "plan.toml"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_plan(path).code == "small"


def test_a_comment_never_takes_the_blame():
    text = SMALL.replace('successor = "b"', '# successor = "c" は使わない\nsuccessor = "c"')
    assert refused(text).details["line"] == 58
