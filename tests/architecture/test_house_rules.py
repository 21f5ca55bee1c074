"""The rules of the house, proven on the syntax tree and the tree of files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = sorted((ROOT / "miharu_dx").rglob("*.py"))

ALLOWED_TOP = {
    "app.py", "pages", "data", "miharu_dx", "tests", "requirements.txt", "README.md",
    ".streamlit", ".ci", "pyproject.toml", "static", "LICENSE", "CHANGELOG.md", ".gitignore",
    ".gitattributes", "docs",
}  # fmt: skip


def _module(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _statements(tree: ast.Module) -> list[ast.stmt]:
    return [
        node
        for index, node in enumerate(tree.body)
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]


def _guards_itself(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Call)
        and ast.unparse(statement.value.func) == "page.begin"
        and [keyword.arg for keyword in statement.value.keywords] == ["need"]
        and ast.unparse(statement.value.keywords[0].value).startswith("Permission.")
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_guards_itself_in_its_first_statement(path: Path) -> None:
    assert _guards_itself(_statements(_module(path))[0])


def test_a_page_that_draws_before_its_guard_is_noticed() -> None:
    late = ast.parse("import streamlit as st\nst.write('x')\ncontext = page.begin(need=Permission.VIEW)")
    assert not _guards_itself(_statements(late)[0])
    bare = ast.parse("context = page.begin()")
    assert not _guards_itself(_statements(bare)[0])


def test_there_are_pages_and_each_is_short() -> None:
    assert len(PAGES) >= 7
    long = {path.name: length for path in PAGES if (length := len(path.read_text().splitlines())) > 70}
    assert not long


def test_no_room_passes_about_300_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): length
        for path in SOURCES
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 310
    }
    assert not long


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_imports_the_standard_library_only() -> None:
    allowed = set(sys.stdlib_module_names) | {"miharu_dx"}
    foreign = {
        f"{path.name}: {name}"
        for path in (ROOT / "miharu_dx" / "domain").rglob("*.py")
        for node in ast.walk(_module(path))
        for name in _imported(node)
        if name.split(".")[0] not in allowed
    }
    assert not foreign


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []


def test_sql_stands_in_sql_files() -> None:
    sql = re.compile(
        r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S
    )
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in [*SOURCES, *PAGES, ROOT / "app.py"]
        for node in ast.walk(_module(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.search(node.value)
    ]
    assert not found


def test_no_place_and_no_count_of_the_plan_stands_in_code() -> None:
    words = ("三春", "みはる", "MEGO")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in [*SOURCES, *PAGES, ROOT / "app.py"]
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]
    assert not found


def test_streamlit_charts_are_placed_in_one_place_only() -> None:
    users = [
        str(path.relative_to(ROOT))
        for path in [*SOURCES, *PAGES]
        if "plotly_chart" in path.read_text(encoding="utf-8")
    ]
    assert users == ["miharu_dx/ui/chart.py"]


def test_the_top_level_stays_as_it_was_set() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    assert {name.split("/")[0] for name in listed if name} <= ALLOWED_TOP


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["basedpyright", "--pythonpath", sys.executable],
    ],
    ids=lambda command: command[0] + command[1],
)
def test_linters_and_types_are_clean(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
