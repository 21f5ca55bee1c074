"""Read and write whole files so that a failure is told and leaves nothing half-written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryFile

from miharu_dx.domain.refusal import Refusal

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_READ = (".xlsx", ".csv")
# 表計算のファイルでも、このままでは読めないもの。1件ずつ、保存のし方を添えて断る。
_OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".numbers", ".tsv")
_OF_SYSTEMS = ("thumbs.db", "desktop.ini")
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


def prepare_folder(folder: Path) -> None:
    """Make a folder that can take files; refuse, by the folder's name, where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError:
        raise Refusal("file.folder_unwritable", folder=folder) from None


def read(path: Path) -> bytes:
    """Return a file's bytes; refuse where there is none."""
    if path.is_dir():
        raise Refusal("file.is_folder", path=path)
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("file.missing", path=path) from None


@dataclass(frozen=True)
class InFolder:
    """The files of a folder and its folders by name: those that are tables, and all others."""

    tables: tuple[Path, ...]
    others: tuple[Path, ...]


def in_folder(folder: Path) -> InFolder:
    """Return the files of a folder; refuse a folder without any table."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not is_passing(path.name))
    tables = tuple(path for path in found if is_table(path.name))
    if not tables:
        raise Refusal("file.no_workbooks", path=folder)
    return InFolder(tables, tuple(path for path in found if path not in tables))


def is_table(name: str) -> bool:
    """Whether a file of a folder is meant as a table: one that is read, or one that is told how to be saved."""
    return PurePath(name).suffix.lower() in (*_READ, *_OTHER_TABLES) and not is_passing(name)


def is_passing(name: str) -> bool:
    """Whether a file is there only while a program has it open, or is hidden by the system."""
    return name.startswith(("~$", ".")) or name.lower() in _OF_SYSTEMS
