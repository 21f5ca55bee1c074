"""The collector of a plan's words: nothing a reader could meet escapes it, and nothing common is in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.present.views.common import good_word, stage_words
from tests.plans.second_town import PLAN_FILE
from tests.plans.vocabulary import FIRST_PLAN, found_in, own_words, texts_of, words_of

PLANS = {"first": FIRST_PLAN, "second": PLAN_FILE}


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a TOML file with the name it stands under, by a walk of its own."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, name)
    elif isinstance(value, str) and value:
        yield name, value


@pytest.mark.parametrize("path", PLANS.values(), ids=list(PLANS))
def test_every_text_of_a_plan_file_is_collected_but_signs(path: Path) -> None:
    texts = list(leaves(tomllib.loads(path.read_text(encoding="utf-8"))))
    signs = {text for name, text in texts if name in ("mark", "glyph", "meaning")}
    words = {text for name, text in texts if name not in ("mark", "glyph", "meaning")}
    assert words_of(path) == words
    assert len(words) > 40
    assert signs, "a plan has marks, which are drawn and not read"


def test_a_text_wherever_it_stands_in_a_file_is_collected(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'top = "一番上"\nmark = "disc"\n[a]\nb = ["並びの一", ["入れ子"]]\n[a.c]\nglyph = "●"\nname = "深いところ"\n'
        '[[d]]\nname = "表の一行目"\ncount = 3\nblank = ""\n[[d]]\nname = "表の二行目"\n',
        encoding="utf-8",
    )
    assert words_of(path) == {"一番上", "並びの一", "入れ子", "深いところ", "表の一行目", "表の二行目"}


def said_by(plan: Plan) -> list[str]:
    """Return what pages make of a plan's words: labels, counts, years and joined names."""
    years, term = plan.fiscal_years, plan.measure_term
    return [
        plan.town, plan.title, plan.short_title, plan.name, plan.source, plan.headquarters, term,
        *(pillar.name for pillar in plan.pillars),
        *(label for measure in plan.measures for label in (measure.label, *measure.fields)),
        *(initiative.label for initiative in plan.initiatives),
        *(stage.definition for stage in plan.stages), *(rating.definition for rating in plan.ratings),
        *(plan.period_label(key) for key in plan.period_keys),
        good_word(plan), stage_words(plan, "done"), stage_words(plan, "stopped"),
        f"{len(plan.measures)}{term}", f"{len(plan.measures)}施策・{len(plan.initiatives)}取組事項",
        fiscal_year_label(years[0]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("here", "there"), [(FIRST_PLAN, PLAN_FILE), (PLAN_FILE, FIRST_PLAN)], ids=["first", "second"]
)
def test_what_a_plan_makes_a_page_say_is_noticed_in_another_town(here: Path, there: Path) -> None:
    words = own_words(here, there)
    shared = words_of(there)
    missed = [
        text
        for text in said_by(load_plan(here))
        if text and not found_in([text], words) and not any(text in other for other in shared)
    ]
    # 年度の重なる期は、どちらの町でも同じ語で言う。
    both = set(load_plan(here).fiscal_years) & {*load_plan(there).fiscal_years}
    allowed = {text for text in missed if any(f"{year}年度" in text for year in both)}
    # 一字の記号の評価（A、B以上）は、どの文にもあるため、語として見張れない。
    letters = {rating.name for rating in load_plan(here).ratings if rating.name.isascii()}
    assert {text for text in set(missed) - allowed if text.rstrip("以上") not in letters} == set()


@pytest.mark.parametrize(
    ("here", "there"), [(FIRST_PLAN, PLAN_FILE), (PLAN_FILE, FIRST_PLAN)], ids=["first", "second"]
)
def test_no_word_of_the_other_town_and_no_short_code_is_held_against_a_town(here: Path, there: Path) -> None:
    words = own_words(here, there)
    assert not [word for word in words if any(word in text for text in words_of(there))]
    assert not [word for word in words if len(word) == 1 and word.isascii()]
    assert "1-1" not in words
    assert found_in(words_of(here), words)


def test_years_of_both_towns_belong_to_both_and_the_others_to_one() -> None:
    words = own_words(FIRST_PLAN, PLAN_FILE)
    assert {"2023", "令和5", "2024", "令和6"} <= words
    assert not {"2025", "令和7", "2026", "2027", "2028"} & words


def test_a_word_is_found_whole_with_what_stands_around_it() -> None:
    words = frozenset({"順調", "順調以上"})
    assert found_in(["評価は順調以上です", "関係なし"], words) == {("順調以上", "評価は順調以上です")}
    long = "前" * 30 + "順調" + "後" * 30
    assert found_in([long], words) == {("順調", "前" * 20 + "順調" + "後" * 20)}
    assert found_in([], words) == set()
    assert found_in(["(順調)"], frozenset({"(順調)"})) == {("(順調)", "(順調)")}


def test_every_part_of_a_workbook_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "シート名の語"
    sheet["A1"] = "セルの語"
    sheet["A1"].comment = Comment("コメントの語", "書いた人の語")
    sheet["A2"].hyperlink = "#リンクの語"
    sheet["A3"].number_format = '0"書式の語"'
    sheet.oddHeader.left.text = "頭の語"
    sheet.oddFooter.right.text = "足の語"
    rule = DataValidation(type="list", formula1='"選択肢の語"')
    rule.prompt, rule.error = "案内の語", "誤りの語"
    rule.add("B1")
    sheet.add_data_validation(rule)
    book.defined_names["名前の語"] = DefinedName("名前の語", attr_text="シート名の語!$A$1")
    book.properties.title, book.properties.subject = "題名の語", "主題の語"
    target = BytesIO()
    book.save(target)
    told = "\n".join(texts_of(target.getvalue()))
    missing = [
        word
        for word in (
            "シート名の語", "セルの語", "コメントの語", "書いた人の語", "リンクの語", "書式の語", "頭の語", "足の語",
            "選択肢の語", "案内の語", "誤りの語", "名前の語", "題名の語", "主題の語",
        )
        if word not in told
    ]  # fmt: skip
    assert missing == []


def test_a_word_cut_up_by_markup_within_a_cell_is_read_as_one() -> None:
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_rich_string(0, 0, "順", book.add_format({"bold": True}), "調", "です")
    book.close()
    assert found_in(texts_of(target.getvalue()), frozenset({"順調"}))
