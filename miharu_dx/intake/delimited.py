"""Text tables (CSV, tab-separated) as a workbook of one sheet: how they are written is told, never guessed twice.

The letters are UTF-8, UTF-8 or UTF-16 with its mark, or CP932; a text that only looks like one of
them, because its letters come out as nonsense, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from miharu_dx.config import INTAKE_LIMITS, MEGABYTE, IntakeLimits, megabytes
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_kinds import check_first_bytes
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells
from miharu_dx.intake.workbook_parts import checked_text
from miharu_dx.intake.workbook_places import place_name

NAMES = (".csv", ".tsv", ".txt")
ENCODING, DELIMITER = "encoding", "delimiter"  # WorkbookCells.properties の鍵
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8（BOM付き）",
    "utf-16": "UTF-16",
    "cp932": "Shift_JIS（CP932）",
}
DELIMITER_NAMES = {",": "カンマ", "\t": "タブ"}

_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_LOST = "\ufffd"
_SHIFT = "\x1b"  # JIS（ISO-2022-JP）で文字の種類を切り替える印
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF_KATAKANA = re.compile("[\uff61-\uff9f]")
_NONSENSE_SHARE = 0.3  # 半角カタカナの多い表でも、これほど続かない。EUC-JP を CP932 で読むと半分をこえる
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?")
_FIRST_LINES = 20


class TextTable(NamedTuple):
    """The letters of a text file and how they were written."""

    text: str
    encoding: str


class TextField(NamedTuple):
    """One value of a record; ``is_stray`` where a quotation mark was left in it."""

    value: str
    is_stray: bool


def is_text_table(file_name: str, data: bytes) -> bool:
    """Whether a file is meant as a text table by its name and is no workbook by its first bytes."""
    return not data.startswith(b"PK\x03\x04") and PurePath(file_name).suffix.lower() in NAMES


def read(data: bytes, file_name: str, limits: IntakeLimits = INTAKE_LIMITS) -> WorkbookCells:
    """Return a text table as a workbook of one sheet named as the file; plain numbers are numbers.

    Its properties tell the encoding and the delimiter.

    :raises Refusal: other content than text, letters that cannot be told, or more than a workbook may have.
    """
    if not data:
        raise Refusal("file.empty", file_name=file_name)
    check_size(data, limits)
    _check_kind(data, file_name)
    found = decoded(data, file_name)
    delimiter = delimiter_of(found.text)
    cells: dict[tuple[int, int], Cell] = {}
    for row, record in enumerate(records(found.text, delimiter), start=1):
        for column, field in enumerate(record, start=1):
            if field.value:
                check_place(row, column, len(cells), limits)
                cells[row, column] = cell_of(row, column, checked_text(field.value, limits))
    if not cells:
        raise Refusal("file.empty", file_name=file_name)
    return as_workbook(PurePath(file_name).stem, cells, {ENCODING: found.encoding, DELIMITER: delimiter})


def as_workbook(
    name: str, cells: dict[tuple[int, int], Cell], properties: dict[str, str] | None = None
) -> WorkbookCells:
    """Return cells as a workbook of one visible sheet."""
    sheet = SheetCells(
        name=name,
        state="visible",
        cells=cells,
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        merged=(),
        max_row=max((row for row, _ in cells), default=0),
        max_column=max((column for _, column in cells), default=0),
    )
    return WorkbookCells((sheet,), date1904=False, properties=properties or {})


def written_as(book: WorkbookCells) -> str:
    """Return how the letters and values of a text table were written, blank for a workbook."""
    if ENCODING not in book.properties:
        return ""
    encoding = ENCODING_NAMES[book.properties[ENCODING]]
    return f"文字コードは{encoding}、区切りは{DELIMITER_NAMES[book.properties[DELIMITER]]}として読みました"


def check_size(data: bytes, limits: IntakeLimits = INTAKE_LIMITS) -> None:
    """Refuse more bytes than a workbook may have."""
    if len(data) > limits.max_bytes:
        limit = limits.max_bytes // MEGABYTE
        raise Refusal("file.too_large", found_mb=megabytes(len(data)), limit_mb=limit)


def _check_kind(data: bytes, file_name: str) -> None:
    """Refuse what is no text whatever it is called: a PDF, a picture, an old workbook, a web page."""
    if data.startswith((_UTF8_MARK, *_UTF16_MARKS)):
        return
    try:
        check_first_bytes(data, file_name)
    except Refusal as refusal:
        if refusal.code not in ("file.csv", "file.not_workbook"):
            raise


def decoded(data: bytes, file_name: str) -> TextTable:
    """Return the letters of a text file.

    :raises Refusal: ``file.encoding`` where no encoding gives sense, ``file.letters_lost`` where
        letters were lost before the file came here, ``file.not_workbook`` for no text at all.
    """
    encodings: tuple[str, ...] = ("utf-8", "cp932")
    if data.startswith(_UTF16_MARKS):
        encodings = ("utf-16",)
    elif data.startswith(_UTF8_MARK):
        encodings = ("utf-8-sig",)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.search(text):
            raise Refusal("file.not_workbook", file_name=file_name)
        if _SHIFT in text or (encoding == "cp932" and _is_nonsense(data, text)):
            raise Refusal("file.encoding", file_name=file_name)
        if _LOST in text:
            raise Refusal("file.letters_lost", file_name=file_name)
        return TextTable(text, encoding)
    if _CONTROL_BYTES.search(data) and not data.startswith(_UTF16_MARKS):
        raise Refusal("file.not_workbook", file_name=file_name)
    raise Refusal("file.encoding", file_name=file_name)


def _is_nonsense(data: bytes, text: str) -> bool:
    """Whether a text that can be read as CP932 is one of EUC-JP: mostly half-width katakana then."""
    letters = [letter for letter in text if not letter.isascii()]
    if not letters or len(_HALF_KATAKANA.findall(text)) < _NONSENSE_SHARE * len(letters):
        return False
    try:
        return not _HALF_KATAKANA.search(data.decode("euc_jp"))
    except UnicodeDecodeError:
        return False


def delimiter_of(text: str) -> str:
    """Return what parts the values: a tab where the first lines have more of them than commas."""
    head = "\n".join(text.splitlines()[:_FIRST_LINES])
    return "\t" if head.count("\t") > head.count(",") else ","


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    other = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(rf'"([^"]*(?:""[^"]*)*)"({other})|({other})')


def records(text: str, delimiter: str = ",") -> Iterator[list[TextField]]:
    """Yield the records of a text; a value in quotation marks may hold line breaks and delimiters."""
    record: list[TextField] = []
    pattern = _field(delimiter)
    at, end = 0, len(text)
    while at < end or record:
        found = pattern.match(text, at)
        assert found is not None
        record.append(_value(found))
        at = found.end()
        if at < end and text[at] == delimiter:
            at += 1
            if at == end:
                record.append(TextField("", False))
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            yield record
            record = []
        if at >= end:
            break
    if record:
        yield record


def _value(found: re.Match[str]) -> TextField:
    if found[1] is None:
        return TextField(found[3], '"' in found[3])
    return TextField(found[1].replace('""', '"') + found[2], bool(found[2].strip()))


def cell_of(row: int, column: int, text: str) -> Cell:
    """Return the cell of a value: a number where it is written as one and nothing else."""
    if _NUMBER.fullmatch(text):
        return Cell(row, column, "number", float(text) if "." in text else int(text), text)
    return Cell(row, column, "text", text, text)


def check_place(row: int, column: int, count: int, limits: IntakeLimits = INTAKE_LIMITS) -> None:
    """Refuse a place beyond the rectangle a workbook may have, and more cells than it may hold."""
    if row > limits.max_row or column > limits.max_column:
        raise Refusal(
            "file.cell_too_far",
            cell=place_name(row, column),
            limit_row=limits.max_row,
            limit_column=limits.max_column,
        )
    if count >= limits.max_cells:
        raise Refusal("file.too_many_cells", limit=limits.max_cells)
