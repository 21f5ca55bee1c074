"""A first look at each XML part as plain bytes: enough to stop a bomb, too little to be one.

The reader counts the same things again on the parsed XML, where no spelling can hide them; this
look only keeps what is plainly too much from reaching it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.workbook_places import column_number

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROOT = re.compile(rb"<(?![?!])(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)")
_DECLARED_COUNT = re.compile(rb"\s(?:uniqueCount|count)\s*=\s*[\"']\+?(\d{1,20})")
# Only places with a column of three letters or a row of six digits can pass the limits.
_FAR_PLACE = re.compile(rb"\sr=[\"']((?:[A-Z]{3}|[A-Z]{1,2}(?=\d{6}))\d{1,9})[\"']")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,9})")
_XML_NAMES = (".xml", ".rels", ".vml")
_ROOT_WITHIN = 8_192
_LONGEST_TAIL = 1024 * 1024


class PartScan:
    """Counts what one part holds while its pieces pass; refuses as soon as a limit is passed."""

    def __init__(self, name: str, limits: IntakeLimits) -> None:
        """Expect the pieces of the part ``name`` from its beginning."""
        self._limits = limits
        self._name = name
        self.is_xml = name.casefold().endswith(_XML_NAMES)
        self._tail = b""
        self._root: bytes | None = None
        self._prefix = b""
        self.counts: dict[str, int] = {}

    @property
    def is_sheet(self) -> bool:
        """True once the root element has shown the part to be a worksheet."""
        return self._root == b"worksheet"

    def feed(self, piece: bytes) -> None:
        """Look at all whole tags so far; the last one waits for the next piece."""
        if not self.is_xml:
            return
        block = self._tail + piece
        cut = block.rfind(b"<")
        if len(block) - cut > _LONGEST_TAIL:
            cut = len(block)
        self._look(block[:cut])
        self._tail = block[cut:]

    def close(self) -> None:
        """Look at what waited for more."""
        self._look(self._tail)
        self._tail = b""

    def _look(self, block: bytes) -> None:
        if _DECLARATION.search(block):
            raise Refusal("file.dtd", part=self._name)
        if self._root is None:
            self._find_root(block[:_ROOT_WITHIN])
        if self._root == b"worksheet":
            self._look_at_sheet(block)
        elif self._root == b"sst":
            self._count("strings", block, b"si", self._limits.max_strings, "file.too_many_strings")
        elif self._root == b"styleSheet":
            self._count("styles", block, b"xf", self._limits.max_styles, "file.too_many_styles")

    def _find_root(self, head: bytes) -> None:
        found = _ROOT.search(head)
        if found is None:
            return
        self._root = found[2]
        self._prefix = found[1] + b":" if found[1] else b""
        if self._root == b"sst":
            opening = head[found.start() : head.find(b">", found.start())]
            # A native reader reserves room for as many as are declared and dies of it.
            if any(int(count) > self._limits.max_strings for count in _DECLARED_COUNT.findall(opening)):
                raise Refusal("file.too_many_strings", limit=self._limits.max_strings)

    def _look_at_sheet(self, block: bytes) -> None:
        limits = self._limits
        self._count("elements", block, b"row", limits.max_elements, "file.too_many_elements")
        self._count("elements", block, b"c", limits.max_elements, "file.too_many_elements")
        self._count("merges", block, b"mergeCell", limits.max_merges, "file.too_many_merges")
        for place in _far_cells(block, limits):
            raise Refusal(
                "file.cell_too_far", cell=place, limit_row=limits.max_row, limit_column=limits.max_column
            )

    def _count(self, what: str, block: bytes, tag: bytes, limit: int, code: str) -> None:
        opening = b"<" + self._prefix + tag
        found = block.count(opening + b" ") + block.count(opening + b">")
        self.counts[what] = self.counts.get(what, 0) + found
        if self.counts[what] > limit:
            raise Refusal(code, limit=limit)


def _far_cells(block: bytes, limits: IntakeLimits) -> Iterator[str]:
    """Yield the places outside the limits whose cell holds something: it is not closed at once.

    The end of each tag is looked for once, however many places one tag names: a search from every
    place would take minutes over a kilobyte.
    """
    end = -1
    for far in _FAR_PLACE.finditer(block):
        place = far[1].decode("ascii")
        letters, row = _PLACE.fullmatch(place).groups()  # type: ignore[union-attr]
        if int(row) <= limits.max_row and column_number(letters) <= limits.max_column:
            continue
        if end < far.end():
            end = block.find(b">", far.end())
            if end < 0:
                return
        if block[end - 1 : end] != b"/" and block[end + 1 : end + 3] != b"</":
            yield place
