"""Cell styles: the number format of each and how it looks, in the order cells refer to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.model import Look
from miharu_dx.intake.workbook_formats import BUILTIN_FORMATS
from miharu_dx.intake.workbook_xml import BETWEEN, Attributes, new_parser, run

_PLAIN = Look()
_FALSE = ("0", "false", "off")
_LONGEST_COLOUR = 16
# Colours every sheet begins with: white ground and black letters, by value, theme and old palette.
# Letters that nobody can tell from black are black, while a pale ground is seen at once.
_WHITE = ("FFFFFF", "theme0", "indexed9", "indexed64", "indexed65", "auto")
_BLACK = ("000000", "theme1", "indexed8", "indexed64", "auto")
_NEARLY = 0x40


@dataclass(frozen=True)
class Styles:
    """``formats`` by style number; ``shown`` has the place in ``looks`` of each style that is not plain."""

    formats: list[str] = field(default_factory=list[str])
    looks: list[Look] = field(default_factory=list[Look])
    shown: dict[str, int] = field(default_factory=dict[str, int])


NO_STYLES = Styles()


def cell_styles(package: Package, part: str, limits: IntakeLimits) -> Styles:
    """Return the styles of a workbook.

    :raises Refusal: broken XML, a number that is none, too many styles.
    """
    reader = _StyleReader(part, limits)
    parser = new_parser(part)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    run(parser, package.pieces(part), part)
    return reader.styles()


@dataclass
class _Font:
    ink: str = ""
    bold: bool = False
    struck: bool = False


class _StyleReader:
    """Collects fonts, fills and cell styles; those of conditional formats stand elsewhere and are passed."""

    def __init__(self, part: str, limits: IntakeLimits) -> None:
        self._part = part
        self._limits = limits
        self._inside = ""
        self._formats: dict[int, str] = {}
        self._fonts: list[_Font] = []
        self._fills: list[str] = []
        self._pattern = ""
        self._cells: list[tuple[int, int, int]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(BETWEEN)[2]
        if local == "xf":
            if self._inside == "cellXfs":
                self._add_cell_style(attributes)
        elif local in ("fonts", "fills", "cellXfs"):
            self._inside = local
        elif local == "numFmt":
            code = attributes.get("formatCode", "")[: self._limits.max_number_format_chars]
            self._formats.setdefault(self._number(attributes.get("numFmtId")), code)
            if len(self._formats) > self._limits.max_number_formats:
                raise Refusal("file.too_many_styles", limit=self._limits.max_number_formats)
        elif self._inside == "fonts":
            self._start_in_font(local, attributes)
        elif self._inside == "fills":
            self._start_in_fill(local, attributes)

    def end(self, name: str) -> None:
        if name.rpartition(BETWEEN)[2] == self._inside:
            self._inside = ""

    def _add_cell_style(self, attributes: Attributes) -> None:
        numbers = (self._number(attributes.get(key)) for key in ("numFmtId", "fontId", "fillId"))
        number_format, font, fill = numbers
        self._cells.append((number_format, font, fill))
        if len(self._cells) > self._limits.max_styles:
            raise Refusal("file.too_many_styles", limit=self._limits.max_styles)

    def _start_in_font(self, local: str, attributes: Attributes) -> None:
        if local == "font":
            if len(self._fonts) < self._limits.max_styles:
                self._fonts.append(_Font())
        elif self._fonts:
            font = self._fonts[-1]
            if local == "color":
                font.ink = _colour(attributes, _BLACK)
            elif local == "b":
                font.bold = attributes.get("val") not in _FALSE
            elif local == "strike":
                font.struck = attributes.get("val") not in _FALSE

    def _start_in_fill(self, local: str, attributes: Attributes) -> None:
        if local == "fill":
            if len(self._fills) < self._limits.max_styles:
                self._fills.append("")
        elif self._fills:
            if local == "patternFill":
                pattern = attributes.get("patternType", "none")[:_LONGEST_COLOUR]
                self._pattern = pattern
                self._fills[-1] = "" if pattern in ("none", "solid") else pattern
            elif local == "fgColor" and self._pattern == "solid":
                self._fills[-1] = _colour(attributes, _WHITE)
            elif local == "gradientFill":
                self._fills[-1] = "gradient"

    def _number(self, text: str | None) -> int:
        text = (text or "0").strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Refusal("file.broken", part=self._part)
        return int(text)

    def styles(self) -> Styles:
        known = {**BUILTIN_FORMATS, **self._formats}
        looks: dict[Look, int] = {}
        shown: dict[str, int] = {}
        for number, (_, font, fill) in enumerate(self._cells):
            look = self._look(font, fill)
            if look != _PLAIN:
                shown[str(number)] = looks.setdefault(look, len(looks))
        formats = [known.get(number_format, "General") for number_format, _, _ in self._cells]
        return Styles(formats, list(looks), shown)

    def _look(self, font: int, fill: int) -> Look:
        letters = self._fonts[font] if font < len(self._fonts) else _Font()
        ground = self._fills[fill] if fill < len(self._fills) else ""
        return Look(ground, letters.ink, letters.bold, letters.struck)


def _colour(attributes: Attributes, plain: tuple[str, ...]) -> str:
    """Return a colour as one word, "" for the one every sheet begins with."""
    if "rgb" in attributes:
        colour = attributes["rgb"][-6:].upper()
        if plain is _BLACK and _is_nearly_black(colour):
            return ""
    elif "theme" in attributes:
        colour = "theme" + attributes["theme"][:4]
    elif "indexed" in attributes:
        colour = "indexed" + attributes["indexed"][:4]
    else:
        colour = "auto"
    tint = attributes.get("tint", "0").strip()
    if tint not in ("", "0"):
        return f"{colour}*{tint}"[:_LONGEST_COLOUR]
    return "" if colour in plain else colour


def _is_nearly_black(colour: str) -> bool:
    try:
        return max(bytes.fromhex(colour)) <= _NEARLY
    except ValueError:
        return False
