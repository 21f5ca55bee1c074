"""What a file really is, whatever its name says, told from its first bytes."""

from __future__ import annotations

import re
from typing import NamedTuple

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_zip import Package

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL_STREAMS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_IMAGES = (
    re.compile(
        rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\x00\x00\x00\x00|II\*\x00|MM\x00\*", re.DOTALL
    ),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL),
)
_OTHER_ARCHIVE = re.compile(
    rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|MSCF\x00|.{2}-lh[0-7d]-", re.DOTALL
)
_PROLOG = re.compile(r"\s*(?:(?:<\?[^>]*>|<!--.*?-->)\s*)*", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b", re.IGNORECASE)
_HEAD = 4_096
_TEXT_SAMPLE = 65_536
_TEXT_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_MACRO_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml)$|(?:^|/)(?:intl)?macrosheets/", re.IGNORECASE
)
_MACRO_TYPES = re.compile(
    rb"(?:sheet|template|addin)\.macroEnabled\.main\+xml|ms-office\.vbaProject|ms-excel\.(?:intl)?macrosheet"
)
_BINARY_TYPE = b"sheet.binary.macroEnabled.main"
_WORKBOOK_TYPE = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml")
_CONTENT_TYPES = "[Content_Types].xml"


class _OtherOffice(NamedTuple):
    part: str
    stream: str
    found: str


_OTHER_OFFICE = (
    _OtherOffice("word/document.xml", "WordDocument", "Word"),
    _OtherOffice("ppt/presentation.xml", "PowerPoint Document", "PowerPoint"),
    _OtherOffice("visio/document.xml", "VisioDocument", "Visio"),
)


def check_first_bytes(data: bytes, file_name: str) -> None:
    """Pass nothing but a zip container.

    :raises Refusal: with a code of its own for each kind of file people mistake for a workbook.
    """
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(b"PK\x05\x06"):
        raise Refusal("file.other_zip", file_name=file_name)
    if data.startswith(_OLE2):
        raise _ole2_refusal(data, file_name)
    raise Refusal(_code_of_content(data), file_name=file_name)


def check_package(package: Package, file_name: str) -> None:
    """Pass nothing but an Excel workbook without macros.

    :raises Refusal: macros, .xlsb, .ods, Word or PowerPoint, any other zip.
    """
    types = package.read(_CONTENT_TYPES) if _CONTENT_TYPES in package else b""
    if _BINARY_TYPE in types or "xl/workbook.bin" in package:
        raise Refusal("file.xlsb", file_name=file_name)
    if _MACRO_TYPES.search(types) or any(_MACRO_PARTS.search(name) for name in package.names):
        raise Refusal("file.macros", file_name=file_name)
    for other in _OTHER_OFFICE:
        if other.part in package:
            raise Refusal("file.other_office", file_name=file_name, found=other.found)
    if "mimetype" in package:
        opendocument = package.read("mimetype")
        if b"opendocument.spreadsheet" in opendocument:
            raise Refusal("file.ods", file_name=file_name)
        if b"opendocument" in opendocument:
            raise Refusal("file.other_office", file_name=file_name, found="OpenDocument")
    if not _WORKBOOK_TYPE.search(types) and "xl/workbook.xml" not in package:
        raise Refusal("file.other_zip", file_name=file_name)


def _ole2_refusal(data: bytes, file_name: str) -> Refusal:
    if _stream("EncryptedPackage") in data:
        return Refusal("file.password", file_name=file_name)
    for other in _OTHER_OFFICE:
        if _stream(other.stream) in data:
            return Refusal("file.other_office", file_name=file_name, found=other.found)
    if _stream("Workbook") in data or _stream("Book") in data:
        return Refusal("file.old_excel", file_name=file_name)
    return Refusal("file.not_workbook", file_name=file_name)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _code_of_content(data: bytes) -> str:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "file.pdf"
    if any(image.match(head) for image in _IMAGES):
        return "file.image"
    if head.startswith(_OLD_EXCEL_STREAMS):
        return "file.old_excel"
    if _OTHER_ARCHIVE.match(head):
        return "file.other_zip"
    text = _text_of(data[:_TEXT_SAMPLE])
    if text is None or text.startswith("{\\rtf"):
        return "file.not_workbook"
    content = text[_PROLOG.match(text).end() :]  # type: ignore[union-attr]
    if _HTML.match(content):
        return "file.html"
    return "file.xml" if content.startswith("<") else "file.csv"


def _text_of(sample: bytes) -> str | None:
    """The sample as text in one of the encodings offices use, or None for binary content."""
    encodings = ("utf-16",) if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932", "euc_jp")
    for encoding in encodings:
        try:
            # The sample may end inside a letter, so only a fault before its last bytes counts.
            text = sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:
                continue
            text = sample[: error.start].decode(encoding)
        if not _TEXT_CONTROLS.search(text):
            return text
    return None
