"""The words by which a plan is known, and where a text holds words of a plan that is not in force."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from miharu_dx.domain.calendar import fiscal_year_name
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan

FIRST_PLAN = Path(__file__).resolve().parents[2] / "data" / "plan.toml"
# A text that shows how to write a date or a year says so.
EXAMPLE = re.compile(r"（[^（）]*例: [^）]*）")
_TAG = re.compile(r"<[^>]*>")
_GLYPHS = frozenset({"mark", "glyph", "meaning"})
_SINGLE = re.compile(r"[0-9A-Za-z]{1,2}|\d+-\d+")


def words_of(plan_file: Path) -> frozenset[str]:
    """Return every text of a plan file that a reader may meet, whatever table it stands in."""
    return frozenset(_texts(tomllib.loads(plan_file.read_text(encoding="utf-8"))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _GLYPHS:
                yield from _texts(item)


def own_words(plan_file: Path, other: Path) -> frozenset[str]:
    """Return the words of a plan that no text of the other plan holds, its years and counts included.

    Codes of one or two letters and 1-2 would stand in any date or cell name; the names beside them
    are words of their own.
    """
    there = words_of(other)
    words = {word for word in words_of(plan_file) if not _SINGLE.fullmatch(word)}
    plan, others = load_plan(plan_file), load_plan(other)
    years = set(plan.fiscal_years) - {*others.fiscal_years, others.last_fiscal_year + 1}
    words |= {form for year in years for form in (f"{year}", fiscal_year_name(year))}
    words |= (_counts(plan) - _counts(others)) | _stems(plan)
    return frozenset(word for word in words if not any(word in text for text in there))


def _stems(plan: Plan) -> set[str]:
    """Return the name of the place and what the codes of its measures begin with."""
    heads = {measure.code.rstrip("-0123456789") for measure in plan.measures}
    return {plan.town.rstrip("都道府県市区町村"), *heads} - {""}


def _counts(plan: Plan) -> set[str]:
    measures, initiatives = len(plan.measures), len(plan.initiatives)
    return {
        f"{measures}施策",
        f"{measures}{plan.measure_term}",
        f"{initiatives}取組事項",
        f"{initiatives}の取組",
    }


def texts_of(workbook: bytes) -> Iterator[str]:
    """Yield every part of a workbook as it stands in the file: cells, comments, headers, lists, names.

    Text that a file cuts up by markup is yielded in one piece too.
    """
    with ZipFile(BytesIO(workbook)) as package:
        for name in package.namelist():
            yield name
            part = unescape(package.read(name).decode("utf-8"))
            yield part
            yield _TAG.sub("", part)


def found_in(texts: Iterable[str], words: frozenset[str]) -> set[tuple[str, str]]:
    """Return each word that stands in a text, with the text around it."""
    return {
        (match[0], text[max(match.start() - 20, 0) : match.end() + 20])
        for text in texts
        for match in _any_of(words).finditer(text)
    }


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of any of the words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
