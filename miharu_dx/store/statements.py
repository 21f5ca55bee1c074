"""SQL from named files only; values are always bound, names come from declarations in code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_NAME = re.compile(r"[a-z_]+")
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
_OPTIONAL = re.compile(r"^-- optional: (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)


@cache
def read_query(name: str) -> str:
    """Return the text of a file of ``sql/``, which only reads; an unknown name is a programming error."""
    return _text("sql", f"{_checked(name)}.sql")


@cache
def write_statement(name: str, **names: str) -> str:
    """Return the text of a file of ``sql/write/`` with table and column names filled in."""
    text = _text("sql", "write", f"{_checked(name)}.sql")
    return text.format(**names) if names else text


def bound(text: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return exactly the parameters a query asks for; only those it calls optional may be left out."""
    asked, optional = _parameters(text)
    if unknown := set(params) - asked:
        raise TypeError(f"unknown parameters: {', '.join(sorted(unknown))}")
    if missing := asked - set(params) - optional:
        raise TypeError(f"missing parameters: {', '.join(sorted(missing))}")
    return {name: params.get(name) for name in asked}


@cache
def _parameters(text: str) -> tuple[frozenset[str], frozenset[str]]:
    declared = _OPTIONAL.search(text)
    optional = declared.group(1).replace(" ", "").split(",") if declared else []
    return frozenset(_PARAMETER.findall(_COMMENT.sub("", text))), frozenset(optional)


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a query: {name!r}")
    return name


def _text(*parts: str) -> str:
    place = resources.files("miharu_dx.store").joinpath(*parts)
    if not place.is_file():
        raise ValueError(f"no such query: {parts[-1]}")
    return place.read_text(encoding="utf-8")
