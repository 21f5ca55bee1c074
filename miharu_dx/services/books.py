"""Workbooks read once for all who ask soon after one another."""

from __future__ import annotations

import hashlib

from miharu_dx.config import MEGABYTE
from miharu_dx.intake import child, delimited, workbook
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.services.kept import Kept

# 渡してから確定するまでの間のブック。読み直す時間を省く。300行の様式は一つ2MBほどになる。
KEPT_IN_MEMORY = 40
_HEAVIEST = 64 * MEGABYTE
_BYTES_A_CELL = 300


def _weight(book: WorkbookCells) -> int:
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    return cells * _BYTES_A_CELL + sum(4 * len(cell.raw) for sheet in book.sheets for cell in sheet)


_books: Kept[WorkbookCells] = Kept(KEPT_IN_MEMORY, _HEAVIEST, _weight)


def warm() -> None:
    """Start the readers, so that the first upload does not wait for them."""
    child.shared_readers().warm()


def cells_of(file_name: str, data: bytes) -> WorkbookCells:
    """Return the cells of a workbook, read once for all who ask soon after one another.

    Raises Refusal for a file that cannot be read at all.
    """
    return _books.of((hashlib.sha256(data).hexdigest(), file_name), lambda: _read(file_name, data))


def read_ahead(file_name: str, data: bytes) -> None:
    """Read a workbook that will be prepared soon, so that its cells are at hand then."""
    cells_of(file_name, data)


def _read(file_name: str, data: bytes) -> WorkbookCells:
    if delimited.is_text_table(file_name, data):
        return delimited.read(data, file_name)
    return workbook.read(data, file_name)
