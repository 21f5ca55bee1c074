"""Read and write whole files so that a failure is told and leaves nothing half-written."""

from __future__ import annotations

import re
from pathlib import Path

from miharu_dx.domain.refusal import Refusal

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 255  # どの記憶装置のファイル名も、これより長くならない


def shown_name(name: str) -> str:
    """Return the name of a file as it can be stored and shown: every letter seen, none of half a letter."""
    return _UNSEEN.sub("□", name)[:_LONGEST_NAME]


def write(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; refuse where it cannot be written."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise Refusal("file.unwritable", path=path) from None
    return path


def read(path: Path) -> bytes:
    """Return a file's bytes; refuse where there is none."""
    if path.is_dir():
        raise Refusal("file.is_folder", path=path)
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("file.missing", path=path) from None


def workbooks_in(folder: Path) -> list[Path]:
    """Return the .xlsx files of a folder and its folders by name; refuse a folder without any."""
    found = sorted(path for path in folder.rglob("*") if is_workbook(path.name) and path.is_file())
    if not found:
        raise Refusal("file.no_workbooks", path=folder)
    return found


def is_workbook(name: str) -> bool:
    """Whether a file of a folder is meant: a .xlsx that is no lock file of somebody's open Excel."""
    return name.lower().endswith(".xlsx") and not name.startswith(("~$", "."))
