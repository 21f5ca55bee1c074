"""The catalogue of findings: whole wording, known codes, and a test for every one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from miharu_dx.domain.finding import Finding, Location, Severity, Tier
from miharu_dx.domain.finding_texts import FINDING_TEXTS
from miharu_dx.domain.refusal_texts import REFUSAL_TEXTS

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[\"']((?:file|header|row|plan_row|cell|instruction)\.[a-z0-9_]+)[\"']")
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN_LATIN = {"Excel", "TRUE", "FALSE"}


def sources(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "finding_texts" not in path.name]


def codes_in(folder: str) -> set[str]:
    return {code for path in sources(folder) for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_is_cited_by_a_test() -> None:
    assert set(FINDING_TEXTS) - codes_in("tests") == set()


def test_every_code_is_made_somewhere_and_every_code_made_has_its_words() -> None:
    assert codes_in("miharu_dx") - set(REFUSAL_TEXTS) == set(FINDING_TEXTS)


def test_no_code_is_a_finding_and_a_refusal_at_once() -> None:
    assert not set(FINDING_TEXTS) & set(REFUSAL_TEXTS)


@pytest.mark.parametrize("code", sorted(FINDING_TEXTS))
def test_the_words_of_a_code_are_whole_sentences_in_japanese(code: str) -> None:
    severity, tier, message, fix = FINDING_TEXTS[code]
    assert severity in set(Severity)
    assert tier in set(Tier)
    assert tier == {"file": "file", "header": "header"}.get(code.split(".")[0], "row")
    for sentence in (message, fix):
        assert sentence.endswith("。")
        assert "。。" not in sentence
        plain = re.sub(r"\{[^}]*\}", "", sentence)
        assert set(LATIN.findall(plain)) <= KNOWN_LATIN


def test_a_code_without_words_fails_where_it_is_made() -> None:
    with pytest.raises(KeyError):
        Finding("row.nowhere", Location("進捗"))
