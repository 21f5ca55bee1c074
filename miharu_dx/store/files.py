"""Moves whole files into place: a store file is there complete or not at all, and an old one stays."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from miharu_dx.domain.refusal import Refusal


def unfinished_beside(path: Path) -> Path:
    """Return a name in the same folder for a file that is not whole yet."""
    return path.with_name(f".{path.name}.{uuid4().hex[:12]}.part")


def wal_of(path: Path) -> Path:
    """Return where DuckDB keeps what it has not yet brought into a file."""
    return path.with_name(f"{path.name}.wal")


def discard(unfinished: Path) -> None:
    """Remove an unfinished file with what DuckDB keeps beside it; what stays behind harms nobody."""
    for file in (unfinished, wal_of(unfinished)):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def refuse_existing(path: Path) -> None:
    """Refuse a place where a store lies, or where one left its unfinished business."""
    for file in (path, wal_of(path)):
        if file.exists() or file.is_symlink():
            raise Refusal("store.exists", path=file)


def placed(unfinished: Path, path: Path) -> None:
    """Give a whole new file its name; refuse when somebody else took the name meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise Refusal("store.exists", path=path) from None
    except OSError:
        # つなぎ（ハードリンク）のないファイルシステムでは、名前を変える。
        refuse_existing(path)
        unfinished.replace(path)
    else:
        unfinished.unlink()


def kept_aside(path: Path, number: int) -> Path:
    """Give an old file a second name that is free, and return it; the first name stays."""
    attempt = 0
    while True:
        suffix = f".{attempt}" if attempt else ""
        kept = path.with_name(f"{path.name}.bak-{number}{suffix}")
        attempt += 1
        if kept.exists():
            continue
        try:
            os.link(path, kept)
        except FileExistsError:
            continue
        except OSError:
            shutil.copy2(path, kept)
        return kept
