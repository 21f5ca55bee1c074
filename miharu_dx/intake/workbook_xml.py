"""XML read as a stream of events, without document types, entities or anything fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from miharu_dx.domain.refusal import Refusal

MAIN_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATION_SPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
BETWEEN = "}"

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]

_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def main_space_of(name: str) -> str | None:
    """The spreadsheet namespace (Transitional or Strict) that begins an element's name, or None."""
    space = name.rpartition(BETWEEN)[0]
    return space if space in MAIN_SPACES else None


def new_parser(part: str) -> expat.XMLParserType:
    """A parser that names elements ``namespace}local`` and refuses any document type.

    Feed it with ``run``; it calls nothing but what is set on it.
    """
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024

    def refuse_document_type(*_declared: object) -> None:
        raise Refusal("file.dtd", part=part)

    def refuse_other_encodings(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise Refusal("file.broken", part=part)

    parser.XmlDeclHandler = refuse_other_encodings
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.EntityDeclHandler = refuse_document_type
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def run(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str) -> None:
    """Feed the whole part.

    :raises Refusal: it is not well-formed XML, or what a handler of the parser raised.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise Refusal("file.broken", part=part) from error


def unescaped(text: str) -> str:
    """The text with Excel's ``_xHHHH_`` marks as the letters they stand for.

    Excel writes ``_x000D_`` for a carriage return and ``_x005F_`` for an underscore that would
    otherwise begin such a mark. Half of a letter beyond the 65,536th alone stays as written.
    """
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda mark: chr(int(mark[1], 16)), text)
    decoded = _SURROGATE_PAIRS.sub(
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), decoded
    )
    return _LONE_SURROGATE.sub(lambda half: f"_x{ord(half[0]):04X}_", decoded)
