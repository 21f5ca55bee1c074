"""Workbooks as no honest program writes them, built in memory from their XML."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504

Parts = dict[str, bytes]


def sheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    """A worksheet part around the XML of its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cells(*elements: str) -> str:
    """A worksheet part whose first row holds these cell elements."""
    return sheet(f'<row r="1">{"".join(elements)}</row>')


def inline(place: str, text: str) -> str:
    """A cell element that holds its text itself."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number(place: str, written: str, style: int = 0) -> str:
    """A number cell as the file writes it."""
    return f'<c r="{place}" s="{style}"><v>{written}</v></c>'


def parts(
    *sheets: str,
    strings: Iterable[str] = (),
    formats: Iterable[str | int] = (),
    date1904: bool = False,
    states: Mapping[int, str] | None = None,
    names: Mapping[int, str] | None = None,
    main_type: str = WORKBOOK_TYPE,
) -> Parts:
    """The parts of a workbook of these worksheets.

    ``strings`` are the XML inside each shared ``<si>``. Style 1, 2, ... has the first, second, ...
    of ``formats``: a code, or the number of a built-in one.
    """
    count = range(1, len(sheets) + 1)
    states, names = states or {}, names or {}
    listed = "".join(
        f'<sheet name={quoteattr(names.get(i, f"シート{i}"))} sheetId="{i}" r:id="rId{i}"'
        + (f' state="{states[i]}"' if i in states else "")
        + "/>"
        for i in count
    )
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in count
    )
    strings, formats = tuple(strings), tuple(formats)
    made: dict[str, str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main_type}"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                for i in count
            )
            + '<Override PartName="/xl/styles.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
            + (
                '<Override PartName="/xl/sharedStrings.xml" ContentType='
                '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                if strings
                else ""
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f'<workbookPr date1904="{int(date1904)}"/><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE_RELATIONS}">{related}'
            f'<Relationship Id="rStyles" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            + (
                f'<Relationship Id="rTexts" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
                if strings
                else ""
            )
            + "</Relationships>"
        ),
        "xl/styles.xml": styles(formats),
    }
    if strings:
        made["xl/sharedStrings.xml"] = shared(strings)
    for i, content in zip(count, sheets, strict=True):
        made[f"xl/worksheets/sheet{i}.xml"] = content
    return {name: content.encode() for name, content in made.items()}


def shared(strings: Iterable[str], declared: str = "") -> str:
    """The table of shared texts; ``declared`` stands in its opening tag."""
    return f'<sst xmlns="{MAIN}"{declared}>' + "".join(f"<si>{text}</si>" for text in strings) + "</sst>"


def styles(formats: Iterable[str | int]) -> str:
    """A style part; style 0 is General, then one style for each format."""
    own = [(170 + i, code) for i, code in enumerate(formats)]
    custom = "".join(
        f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>' for i, code in own if isinstance(code, str)
    )
    used = "".join(f'<xf numFmtId="{code if isinstance(code, int) else i}" xfId="0"/>' for i, code in own)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{custom}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills>'
        "<borders><border/></borders>"
        '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0" xfId="0"/>{used}</cellXfs></styleSheet>'
    )


def packed(made: Mapping[str, bytes] | Iterable[tuple[str, bytes]], level: int = 6) -> bytes:
    """The parts as a zip, in order, the same name twice where it stands twice."""
    pairs = made.items() if isinstance(made, Mapping) else made
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)  # "Duplicate name" is what some tests are about
        for name, content in pairs:
            method = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), content, method, level)
    return target.getvalue()


def book(*sheets: str, **more: object) -> bytes:
    """A whole workbook of these worksheets; ``more`` as in ``parts``."""
    return packed(parts(*sheets, **more))  # type: ignore[arg-type]


def changed(made: Parts, name: str, old: str, new: str) -> bytes:
    """The workbook with one text of one part replaced, which must be there."""
    content = made[name].decode()
    assert old in content
    return packed(made | {name: content.replace(old, new).encode()})


def strict(made: Parts) -> bytes:
    """The same workbook in Strict OOXML, as Excel's second .xlsx file type writes it."""
    swaps = ((MAIN, STRICT_MAIN), (RELATIONS, STRICT_RELATIONS))
    turned: Parts = {}
    for name, content in made.items():
        text = content.decode()
        for old, new in swaps:
            text = text.replace(old, new)
        turned[name] = text.encode()
    return packed(turned)


def prefixed(made: Parts, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The same sheet with every element under a prefix, as some programs write it."""
    text = made[part].decode().replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return packed(made | {part: text.replace("xmlns=", "xmlns:x=").encode()})


def with_flags(data: bytes, flags: int) -> bytes:
    """Every entry's general-purpose flags raised, in both directories."""
    return _patched(data, local_offset=6, central_offset=8, layout="<H", change=lambda old: old | flags)


def with_declared_size(data: bytes, name: str, size: int) -> bytes:
    """The named part with another unpacked size in both its headers."""
    return _patched(
        data, local_offset=22, central_offset=24, layout="<I", change=lambda _old: size, only=name
    )


def with_all_at_one_place(data: bytes) -> bytes:
    """Every directory entry pointing at the packed bytes of the largest part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        largest = max(archive.infolist(), key=lambda entry: entry.compress_size)
    changed_data = bytearray(data)
    at = changed_data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", changed_data, at + 42, largest.header_offset)
        at = changed_data.find(b"PK\x01\x02", at + 4)
    return bytes(changed_data)


def _patched(
    data: bytes,
    local_offset: int,
    central_offset: int,
    layout: str,
    change: Callable[[int], int],
    only: str = "",
) -> bytes:
    patched = bytearray(data)
    for signature, offset, name_at in (
        (b"PK\x03\x04", local_offset, 30),
        (b"PK\x01\x02", central_offset, 46),
    ):
        at = patched.find(signature)
        while at >= 0:
            if patched[at + name_at :].startswith(only.encode()):
                (old,) = struct.unpack_from(layout, patched, at + offset)
                struct.pack_into(layout, patched, at + offset, change(old))
            at = patched.find(signature, at + 4)
    return bytes(patched)


def smallest() -> bytes:
    """An honest workbook with one text."""
    return book(cells(inline("A1", "サンプル")))
