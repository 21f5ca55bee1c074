"""Read and write whole files so that a failure is told and leaves nothing half-written."""

from __future__ import annotations

from pathlib import Path

from miharu_dx.domain.refusal import Refusal


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
