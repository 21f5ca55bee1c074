"""The catalogue of the 30 rules: whole wording, known codes, and a test for every one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from miharu_dx.domain.finding import Location
from miharu_dx.domain.readability import RULES, RULES_BY_ID, SOURCE, Advice, Judgement, Medium, Verdict
from miharu_dx.domain.readability_texts import ADVICE_TEXTS, OUTSIDE_TEXTS
from miharu_dx.intake.readability.checks import CHECKS

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[\"'](L\d-\d\d\.[a-z_]+)[\"']")
BY_LEVEL = {1: 15, 2: 6, 3: 9}


def text_of(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py")))


def test_there_are_the_30_rules_in_their_order() -> None:
    expected = [
        f"L{level}-{number:02}" for level, count in BY_LEVEL.items() for number in range(1, count + 1)
    ]
    assert [rule.id for rule in RULES] == expected
    assert [rule.level for rule in RULES] == [
        level for level, count in BY_LEVEL.items() for _ in range(count)
    ]


def test_every_rule_is_checked_or_says_why_not() -> None:
    assert [check.rule for check in CHECKS] == [rule.id for rule in RULES]


def test_every_code_belongs_to_a_rule_and_every_rule_but_the_first_can_be_faulted() -> None:
    assert {code.partition(".")[0] for code in ADVICE_TEXTS} == set(RULES_BY_ID) - {"L1-01"}


def test_every_code_is_made_somewhere_and_cited_by_a_test() -> None:
    made = set(CODE.findall(text_of("miharu_dx/intake/readability")))
    # L1-06 names its fault at run time.
    made |= {code for code in ADVICE_TEXTS if code.startswith("L1-06.")}
    assert made == set(ADVICE_TEXTS)
    assert set(CODE.findall(text_of("tests/intake/readability"))) == set(ADVICE_TEXTS)


def test_every_reason_is_given_somewhere() -> None:
    source = text_of("miharu_dx/intake/readability")
    assert [reason for reason in OUTSIDE_TEXTS if f'"{reason}"' not in source] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_words_of_a_rule_are_whole(rule) -> None:
    assert rule.name and not rule.name.endswith("。")
    for sentence in (rule.meaning, rule.looked_at, rule.fix):
        assert sentence.endswith("。") and "。。" not in sentence


@pytest.mark.parametrize("text", [*ADVICE_TEXTS.values(), *OUTSIDE_TEXTS.values()])
def test_every_message_is_a_whole_sentence(text: str) -> None:
    assert text.endswith("。") and "。。" not in text


def test_rules_of_one_kind_of_file_name_it() -> None:
    media = {rule.id: rule.medium for rule in RULES if rule.medium is not Medium.ANY}
    assert {rule for rule, medium in media.items() if medium is Medium.CSV} == {"L1-14", "L1-15"}
    assert {rule for rule, medium in media.items() if medium is Medium.EXCEL} == {
        "L1-10", "L1-11", "L1-12", "L1-13", "L2-06",
    }  # fmt: skip


def test_the_source_and_its_licence_are_named() -> None:
    assert "デジタル庁" in SOURCE
    assert "公共データ利用規約 第1.0版（PDL1.0）" in SOURCE


def test_a_code_without_words_fails_where_it_is_made() -> None:
    with pytest.raises(KeyError):
        Advice("L1-06.nowhere", Location("進捗"))


def test_a_judgement_says_of_each_rule_how_the_file_stands() -> None:
    found = Advice("L1-06.only", Location("進捗", 2, 3))
    told = Judgement((found,), {"L1-06": 1}, {"L1-14": "csv_only"})
    assert [told.verdict(rule) for rule in ("L1-05", "L1-06", "L1-14")] == [
        Verdict.KEPT, Verdict.BETTER, Verdict.OUTSIDE,
    ]  # fmt: skip
    assert told.reason("L1-14") == OUTSIDE_TEXTS["csv_only"]
    assert told.reason("L1-05") == ""
    assert found.fix == RULES_BY_ID["L1-06"].fix
