"""What lies over the cells of a sheet: pictures, shapes, text boxes and charts, by their top left cell."""

from __future__ import annotations

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.workbook_parts import relations
from miharu_dx.intake.workbook_places import EXCEL_COLUMNS, EXCEL_ROWS
from miharu_dx.intake.workbook_xml import BETWEEN, Attributes, new_parser, run

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_KINDS = ("pic", "sp", "graphicFrame", "cxnSp", "grpSp", "contentPart")
TEXT_BOX = "txBox"
_LONGEST_TEXT = 100

Object = tuple[int, int, str, str]


class _Enough(Exception):
    """As many objects as are kept have been seen."""


def objects_over(package: Package, sheet_part: str, limits: IntakeLimits) -> list[Object]:
    """Return (row, column, kind, text) of each object over a sheet, at most ``max_objects``.

    No value depends on a drawing, so one that cannot be read leaves out what comes after the fault.
    """
    found: list[Object] = []
    try:
        parts = [
            relation.part
            for relation in relations(package, sheet_part).values()
            if relation.kind == "drawing" and not relation.is_external and relation.part in package
        ]
        for part in parts:
            _read(package, part, found, limits.max_objects)
    except _Enough:
        pass
    except Refusal as refusal:
        if refusal.code != "file.broken":
            raise
    return found


def _read(package: Package, part: str, found: list[Object], most: int) -> None:
    reader = _DrawingReader(found, most)
    parser = new_parser(part)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.letters
    run(parser, package.pieces(part), part)


class _DrawingReader:
    """Adds each anchored object to ``found``; of a group, the group and all texts in it."""

    def __init__(self, found: list[Object], most: int) -> None:
        self._found = found
        self._most = most
        self._anchored = False
        self._inside = ""
        self._from = False
        self._place = {"row": 0, "col": 0}
        self._kind = ""
        self._text = ""

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(BETWEEN)[2]
        if local in _ANCHORS:
            self._anchored, self._kind, self._text = True, "", ""
            self._place = {"row": 0, "col": 0}
        elif not self._anchored:
            return
        elif local == "from":
            self._from = True
        elif local in ("row", "col", "t"):
            self._inside = local
        elif local in _KINDS and not self._kind:
            self._kind = local
        elif local == "cNvSpPr" and self._kind == "sp" and attributes.get(TEXT_BOX) in ("1", "true"):
            self._kind = TEXT_BOX

    def letters(self, text: str) -> None:
        if self._inside == "t":
            self._text = (self._text + text)[:_LONGEST_TEXT]
        elif self._inside and self._from and text.strip().isdecimal():
            self._place[self._inside] = int(text.strip()[:9])

    def end(self, name: str) -> None:
        local = name.rpartition(BETWEEN)[2]
        if local in _ANCHORS:
            if self._kind:
                self._add()
            self._anchored = False
        elif local == "from":
            self._from = False
        self._inside = ""

    def _add(self) -> None:
        row, column = min(self._place["row"] + 1, EXCEL_ROWS), min(self._place["col"] + 1, EXCEL_COLUMNS)
        self._found.append((row, column, self._kind, self._text.strip()))
        if len(self._found) >= self._most:
            raise _Enough
