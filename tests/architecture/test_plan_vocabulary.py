"""No word of the plan that comes with the product stands in code: every such word is the plan's to say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plans.vocabulary import EXAMPLE, FIRST_PLAN, found_in, words_of

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "miharu_dx").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])
ASSETS = sorted(
    path
    for folder in (ROOT / "static", ROOT / "miharu_dx")
    for path in folder.rglob("*")
    if path.suffix in (".js", ".css", ".sql", ".html")
)

# Texts of a plan that are ordinary words of the product too, each with the reason why it may stand.
SHARED = frozenset({"事務局"})

# Where a word of the plan may stand in code, with the reason.
ALLOWED: dict[tuple[str, str], str] = {
    ("miharu_dx/intake/cell_stand_ins.py", "対象外"): "読み取る側の語: 人が「値がない」の意味で打つ語の一つ",
    ("miharu_dx/intake/cell_stand_ins.py", "上期"): "読み取る側の語: 「上期と同じ」と打つ人がいる",
    (
        "miharu_dx/intake/readability/fields.py",
        "完了",
    ): "読み取る側の語: 日付の列の見出し「完了日」を見分ける",
}

# Where a year may stand in a text, with the reason.
DATED: dict[str, str] = {
    "miharu_dx/domain/readability_rules.py": "出典の発行日と、年の書き方の例",
}

# Years a plan could hold; those of eras, of file formats and of centuries lie before.
PLAN_YEARS = range(2020, 2100)
YEAR_WORD = re.compile(r"(?:令和|平成)[0-9０-９元]|(?<![0-9u])20[2-9][0-9](?![0-9])")


def vocabulary() -> frozenset[str]:
    """Return every text of the plan that is long enough to be told from ordinary text."""
    return frozenset(
        word for word in words_of(FIRST_PLAN) - SHARED if not re.fullmatch(r"[\x00-\x7f]{1,12}", word)
    )


def codes() -> frozenset[str]:
    """Return the short codes of the plan, which count only where a literal is nothing else."""
    return frozenset(word for word in words_of(FIRST_PLAN) if re.fullmatch(r"[\x00-\x7f]{1,12}", word))


def _documentation(tree: ast.Module) -> set[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
    }


def literals(path: Path) -> Iterator[tuple[int, object]]:
    """Yield line and value of each literal of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = _documentation(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in told:
            yield node.lineno, node.value


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _words_in_code() -> set[tuple[str, str]]:
    words, short = vocabulary(), codes()
    found: set[tuple[str, str]] = set()
    for path in SOURCES:
        for _, value in literals(path):
            if isinstance(value, str):
                found |= {(_name(path), word) for word, _ in found_in([value], words)}
                if value in short:
                    found.add((_name(path), value))
    return found


def test_no_literal_of_the_code_is_a_word_of_the_plan() -> None:
    found = _words_in_code()
    assert found - set(ALLOWED) == set()
    assert set(ALLOWED) - found == set(), "what no longer stands in code needs no permission"


@pytest.mark.parametrize("path", ASSETS, ids=_name)
def test_no_script_style_sheet_or_query_holds_a_word_of_the_plan(path: Path) -> None:
    assert not found_in([path.read_text(encoding="utf-8")], vocabulary())


def test_no_year_stands_in_code() -> None:
    found: set[tuple[str, object]] = set()
    for path in SOURCES:
        for _, value in [] if _name(path) in DATED else literals(path):
            said = isinstance(value, str) and YEAR_WORD.search(EXAMPLE.sub("", value))
            if said or (isinstance(value, int) and value in PLAN_YEARS):
                found.add((_name(path), value))
    assert found == set()


def test_a_word_a_code_and_a_year_of_the_plan_would_be_noticed() -> None:
    assert found_in(["評価は順調です"], vocabulary()) == {("順調", "評価は順調です")}
    assert {"H1", "soumu", "MEGO-1"} <= codes()
    assert YEAR_WORD.search("令和5年度から")
    assert not YEAR_WORD.search(EXAMPLE.sub("", "日付で書きます（例: 2026/3/31）。"))
