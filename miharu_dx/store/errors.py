"""Turns what DuckDB says into a refusal a person can act on; whatever is left is a bug."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb

from miharu_dx.domain.refusal import Refusal

# Windows は文言を利用者の言語で返すので、日本語の文も見る。
_FULL = re.compile(
    r"no space left|disk is full|not enough space|quota exceeded|file too large|out of disk"
    r"|空き領域|ディスクがいっぱい",
    re.IGNORECASE,
)
_LOCKED = re.compile(
    r"conflicting lock|could not set lock|already open in|used by another process|別のプロセス",
    re.IGNORECASE,
)
_READ_ONLY = re.compile(
    r"read-only|read only|permission denied|access is denied|operation not permitted"
    r"|アクセスが拒否",
    re.IGNORECASE,
)
_NEWER = re.compile(r"version number (\d+), but we can only read versions? (?:between \d+ and )?(\d+)")
_DAMAGED = re.compile(
    r"corrupt|checksum|could not read enough bytes|not a valid duckdb|failed to (?:load|deserialize)"
    r"|replaying wal|wal file",
    re.IGNORECASE,
)
_PID = re.compile(r"\(?PID:? (\d+)\)?")
_WRITING = re.compile(
    r"could not write|failed to (?:commit|create checkpoint|checkpoint|sync)|fsync", re.IGNORECASE
)
_DURABLE = "COMMIT succeeded and is durable"

# 残りがこれより少なければ、どの言語の文言でもディスクの不足と判断する。
_SCARCE_BYTES = 1024 * 1024


def refusal_of(error: duckdb.Error, path: Path) -> Refusal | None:
    """Return the expected stop behind an error of DuckDB, none where the error is a bug."""
    text = _words(error)
    if found := _NEWER.search(text):
        return Refusal("store.newer", found=found.group(1), known=found.group(2))
    if _LOCKED.search(text):
        return locked(_PID.search(text))
    if _FULL.search(text):
        return Refusal("store.disk_full")
    if isinstance(error, duckdb.IOException | duckdb.TransactionException | duckdb.FatalException):
        if _WRITING.search(text) and _scarce(path):
            return Refusal("store.disk_full")
        if _READ_ONLY.search(text):
            return Refusal("store.read_only")
        if _WRITING.search(text):
            return Refusal("store.write_failed")
    if isinstance(error, duckdb.SerializationException) or _DAMAGED.search(text):
        return Refusal("store.damaged", path=path)
    return None


def opening_refusal(error: duckdb.Error, path: Path) -> Refusal:
    """Return why a file that carries DuckDB's mark did not open; there is no other way to take it."""
    return refusal_of(error, path) or Refusal("store.damaged", path=path)


def locked(pid: re.Match[str] | None = None, own: bool = False) -> Refusal:
    """Return the refusal for a store another program, or this one, has open already."""
    if own:
        detail = "このプログラムの中で、すでに開いています。"
    elif pid is not None:
        detail = f"使っているプログラムの番号（PID）は{pid.group(1)}です。"
    else:
        detail = ""
    return Refusal("store.locked", detail=detail)


def is_permission(error: duckdb.Error) -> bool:
    """Whether a file could not be opened for writing, though perhaps for reading."""
    return isinstance(error, duckdb.IOException) and bool(_READ_ONLY.search(_words(error)))


def is_durable(error: duckdb.Error) -> bool:
    """Whether DuckDB itself says that the failed commit is on the disk."""
    return _DURABLE in str(error)


def _words(error: duckdb.Error) -> str:
    """Return what was said without the names of files, which may hold any word."""
    return re.sub(r'"[^"]*"', "", str(error))


def _scarce(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SCARCE_BYTES
    except OSError:
        return False
