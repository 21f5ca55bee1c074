"""Hostile and broken workbooks at the real limits, each with the code of its refusal.

Where a part costs a parser more than it weighs, the size is such that a slow way of looking at it
would take hours: a test that hangs here has found one.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.intake import nasty
from tests.intake.nasty import MAIN

SHEET = "xl/worksheets/sheet1.xml"
ONE = nasty.parts(nasty.cells(nasty.inline("A1", "サンプル")))

Refused = tuple[Callable[[], bytes], str]


def with_sheet(xml: str | bytes) -> bytes:
    """The smallest workbook with this sheet part."""
    return with_part(SHEET, xml)


def with_part(name: str, content: str | bytes) -> bytes:
    """The smallest workbook with one part more, or another one under its name."""
    return nasty.packed(ONE | {name: content.encode() if isinstance(content, str) else content})


def noise(letters: int) -> str:
    """Letters that do not pack tightly: they repeat only behind the reach of the packer."""
    block = "".join(f"{number * 2_654_435_761 % 2**32:08x}" for number in range(8_000))
    return (block * (letters // len(block) + 1))[:letters]


def many_small_bombs() -> bytes:
    """Each part below the size from which its ratio is judged, all of them together beyond the limit."""
    return nasty.packed(ONE | {f"xl/media/{i}.bin": f"{i:04}".encode() * 480_000 for i in range(60)})


def endless_directory(entries: int = 100_000) -> bytes:
    """A directory that only its second end record admits to be endless."""
    data = nasty.packed(ONE)
    end = data.rfind(b"PK\x05\x06")
    (at,) = struct.unpack_from("<I", data, end + 16)
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, *[0] * 8, 1, *[0] * 6)
    directory = data[at:end] + b"".join(entry + bytes([65 + i % 26]) for i in range(entries))
    count = len(ONE) + entries
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at + len(directory), 1)
    return data[:at] + directory + record + locator + data[end:]


def wrong_second_end_record() -> bytes:
    """A locator of a second end record that points to where none stands."""
    data = nasty.packed(ONE)
    end = data.rfind(b"PK\x05\x06")
    return data[:end] + bytes(56) + struct.pack("<4sLQL", b"PK\6\7", 0, 4, 1) + data[end:]


def nested_zip() -> bytes:
    """A zip in a zip in a zip."""
    data = nasty.packed(ONE)
    for _ in range(5):
        data = nasty.packed({"報告.xlsx": data})
    return data


def external_entity(part: str) -> bytes:
    """A part that wants a file of the server."""
    text = ONE[part].decode()
    at = text.index("<", 1) if text.startswith("<?xml") else 0
    return with_part(part, text[:at] + '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + text[at:])


def strings(count: int) -> bytes:
    """So many shared texts, each another one."""
    return nasty.book(nasty.sheet(), strings=[f"<t>{i}</t>" for i in range(count)])


def styles(body: str) -> bytes:
    """A style part of these elements."""
    return with_part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{body}</styleSheet>')


def long_text_everywhere() -> bytes:
    """One long text that a thousand cells show: a few kilobytes to read a hundred million letters."""
    row = '<c t="s"><v>0</v></c>' * 20
    return nasty.book(nasty.sheet(f"<row>{row}</row>" * 50), strings=[f"<t>{'あ' * 99_999}</t>"])


def cells_of(count: int) -> bytes:
    """So many cells that hold something."""
    row = "".join(f"<c><v>{i}</v></c>" for i in range(100))
    return nasty.book(nasty.sheet(f"<row>{row}</row>" * (count // 100)))


BOMBS: dict[str, Refused] = {
    "zip bomb of one part": (lambda: with_part("xl/media/a.bin", bytes(60_000_000)), "file.packed_too_tightly"),
    "zip bomb of many parts": (many_small_bombs, "file.unpacks_too_large"),
    "zip in a zip": (nested_zip, "file.other_zip"),
    "parts over one another": (lambda: nasty.with_all_at_one_place(nasty.packed(ONE)), "file.broken"),
    "directory without end": (endless_directory, "file.too_many_parts"),
    "two end records that disagree": (wrong_second_end_record, "file.broken"),
    "list of parts without end": (
        lambda: with_part("[Content_Types].xml", f"<Types>{noise(5_000_000)}</Types>"), "file.broken",
    ),
    "4,001 parts": (lambda: nasty.packed(ONE | {f"xl/media/{i}": b"" for i in range(4_001)}), "file.too_many_parts"),
    "shared texts without end": (lambda: strings(500_001), "file.too_many_strings"),
    "false uniqueCount": (
        lambda: with_part("xl/sharedStrings.xml", nasty.shared(["<t>a</t>"], ' uniqueCount="4294967295"')),
        "file.too_many_strings",
    ),
    "one shared text without end": (
        lambda: nasty.book(nasty.sheet(), strings=[f"<t>{noise(6_000_000)}</t>"]), "file.text_too_long",
    ),
    "one shared text of endless runs": (
        lambda: nasty.book(nasty.sheet(), strings=["".join(f"<r><t>{i}</t></r>" for i in range(100_000))]),
        "file.text_too_long",
    ),
    "one long text in a thousand cells": (long_text_everywhere, "file.too_much_text"),
    "style bomb": (
        lambda: styles("<cellXfs>" + "".join(f'<xf numFmtId="{i % 999}"/>' for i in range(150_001)) + "</cellXfs>"),
        "file.too_many_styles",
    ),
    "bomb of number formats": (
        lambda: styles("<numFmts>" + "".join(f'<numFmt numFmtId="{i}" formatCode="{i}"/>' for i in range(4_001)) + "</numFmts>"),
        "file.too_many_styles",
    ),
    "cells without end": (lambda: cells_of(200_100), "file.too_many_cells"),
    "empty cells without end": (
        lambda: nasty.book(nasty.sheet("".join(f'<row r="{i}"><c r="A{i}"/></row>' for i in range(1, 500_002)))),
        "file.too_many_elements",
    ),
    "merges without end": (
        lambda: nasty.book(
            nasty.sheet(after="<mergeCells>" + "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 20_002)) + "</mergeCells>")
        ),
        "file.too_many_merges",
    ),
    "2,000 sheets": (lambda: nasty.book(*[nasty.sheet()] * 2_000), "file.too_many_sheets"),
    "200,000 letters in a cell": (lambda: nasty.book(nasty.cells(nasty.inline("A1", "あ" * 200_000))), "file.text_too_long"),
    "number of two million digits": (
        lambda: nasty.book(nasty.cells(nasty.number("A1", noise(2_000_000).translate(str.maketrans("abcdef", "123456"))))),
        "file.text_too_long",
    ),
    "A1 and XFD1048576": (
        lambda: with_sheet(
            nasty.sheet(f'<row r="1">{nasty.number("A1", "1")}</row><row r="1048576">{nasty.number("XFD1048576", "1")}</row>')
        ),
        "file.cell_too_far",
    ),
}  # fmt: skip

# What costs a careless parser time: the square of its size, or an element for every few bytes.
TANGLES: dict[str, Refused] = {
    "one tag of a million places": (
        lambda: with_sheet(f'<worksheet xmlns="{MAIN}"><sheetData><row' + "".join(f' r="AMA{i}"' for i in range(700_000))),
        "file.broken",
    ),
    "elements in elements": (
        lambda: with_sheet(f'<worksheet xmlns="{MAIN}">' + "".join(f"<a{i % 997}>" for i in range(400_000))), "file.broken",
    ),
    "namespaces in namespaces": (
        lambda: with_sheet(f'<worksheet xmlns="{MAIN}">' + "".join(f'<b xmlns:a{i}="u{i}">' for i in range(100_000))),
        "file.broken",
    ),
    "entities in entities": (
        lambda: with_sheet(
            '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
            + f']><worksheet xmlns="{MAIN}">&m;</worksheet>'
        ),
        "file.dtd",
    ),
    "file of the server in a sheet": (lambda: external_entity(SHEET), "file.dtd"),
    "file of the server in the list of sheets": (lambda: external_entity("xl/workbook.xml"), "file.dtd"),
    "file of the server in the list of parts": (lambda: external_entity("[Content_Types].xml"), "file.dtd"),
    "document type in letters of two bytes": (
        lambda: with_sheet(f'<!DOCTYPE a><worksheet xmlns="{MAIN}"/>'.encode("utf-16")), "file.dtd",
    ),
    "columns in disorder": (
        lambda: with_sheet(
            nasty.sheet(before="<cols>" + "".join(f'<col min="{i % 16_384 + 1}" max="16384" hidden="1"/>' for i in range(30_000)) + "</cols>")
        ),
        "file.broken",
    ),
}  # fmt: skip
