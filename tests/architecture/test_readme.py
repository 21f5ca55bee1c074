"""README tells the truth about what is installed, what is set and what is run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
CODE = sorted([*(ROOT / "miharu_dx").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])
TESTS = sorted((ROOT / "tests").rglob("*.py"))

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?(?P<pin>[^;#]*)")
# Variables of other programs that code only passes on or looks at, with the reason.
FOREIGN = {"PATH": "ブラウザーを探す場所", "HOME": "試験の家", "USERPROFILE": "試験の家"}


def _rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading of README, without its head."""
    section = re.split(r"^#+ ", README.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    lines = [line.strip().strip("|") for line in section.splitlines() if line.strip().startswith("|")]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def _pins() -> dict[str, str]:
    lines = [line.strip() for line in REQUIREMENTS.splitlines()]
    found = [PIN.match(line) for line in lines if line and not line.startswith("#")]
    return {match["name"]: match["pin"].strip() for match in found if match}


def _in_table() -> list[str]:
    return [name.strip().strip("`") for names, *_ in _rows("使っているもの") for name in names.split("、")]


def test_the_table_of_dependencies_names_exactly_what_is_installed() -> None:
    assert sorted(_in_table()) == sorted(_pins())


def test_each_dependency_has_a_reason() -> None:
    assert [row[0] for row in _rows("使っているもの") if not row[1]] == []


@pytest.mark.parametrize(("name", "pin"), _pins().items())
def test_each_dependency_is_pinned_to_compatible_releases(name: str, pin: str) -> None:
    assert re.fullmatch(r"~=\d+(\.\d+)+", pin), f"{name}{pin}"


def _environment(path: Path) -> set[str]:
    """Return the names a module reads from the environment, however it reads them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name: ast.expr | None = None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
            name = node.slice
        elif isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            if called.endswith(("environ.get", "environ.setdefault", "environ.pop", "getenv")):
                name = node.args[0]
        if name is not None:
            assert isinstance(name, ast.Constant), f"{path.name}:{node.lineno} hides the name it reads"
            found.add(str(name.value))
    return found


def test_each_environment_variable_that_is_read_is_documented() -> None:
    read = {name for path in [*CODE, *TESTS] for name in _environment(path)} - set(FOREIGN)
    assert {"MIHARU_DX_STORE", "MIHARU_DX_PLAN"} <= read
    documented = {row[0].strip("`") for row in _rows("設定")}
    assert documented == read


def test_reading_by_a_name_that_is_made_up_at_run_time_is_noticed(tmp_path: Path) -> None:
    module = tmp_path / "hidden.py"
    module.write_text("import os\nos.environ.get('A' + 'B')\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="hides the name"):
        _environment(module)
    module.write_text("import os\nos.environ['A'], os.getenv('B'), os.environ.get('C')\n", encoding="utf-8")
    assert _environment(module) == {"A", "B", "C"}
