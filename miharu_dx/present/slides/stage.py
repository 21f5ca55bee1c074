"""A slide measured as the wall is: 1,920 × 1,080 places, so that a size on the wall is one on the slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Emu, Length, Pt

from miharu_dx.present import palette
from miharu_dx.present.palette import Sign

FONT = "BIZ UDPゴシック"  # Windows 10 からの標準の書体
WIDTH, HEIGHT = 1920, 1080
MARGIN = 64
HEADLINE, PANEL, BODY, SMALL, LEAST = 50, 34, 30, 26, 24
_EMU_A_PLACE = 6350
_POINTS_A_PLACE = 0.5


@dataclass(frozen=True)
class Box:
    """A rectangle in places of the wall."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Run:
    """A piece of text in one look."""

    text: str
    colour: str = palette.TEXT
    bold: bool = False


def length(places: float) -> Length:
    """Return a length of the wall as one of the slide."""
    return Emu(round(places * _EMU_A_PLACE))


def points(places: float) -> Pt:
    """Return a size of letters on the wall as one on the slide."""
    return Pt(places * _POINTS_A_PLACE)


def colour(value: str) -> RGBColor:
    """Return a #RRGGBB colour."""
    return RGBColor.from_string(value.removeprefix("#"))


def blank(presentation: Presentation) -> Slide:
    """Add a slide without any place holder."""
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def signed(sign: Sign) -> tuple[Run, ...]:
    """Return a sign as glyph in its ink and word."""
    return (
        Run(f"{sign.glyph} ", sign.style.ink),
        Run(sign.word, sign.style.ink if sign.style.bold else palette.TEXT, sign.style.bold),
    )


def write(
    slide: Slide, box: Box, text: str | Sequence[Run], size: float, *, bold: bool = False, right: bool = False
) -> None:
    """Put a text into a box; it wraps and is never cut."""
    shape = slide.shapes.add_textbox(length(box.left), length(box.top), length(box.width), length(box.height))
    frame: Any = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    runs = [Run(text, bold=bold)] if isinstance(text, str) else text
    fill(paragraph, runs, size)


def fill(paragraph: Any, runs: Sequence[Run], size: float) -> None:
    """Write runs into a paragraph."""
    for one in runs:
        run = paragraph.add_run()
        run.text = one.text
        font = run.font
        font.size, font.bold, font.name = points(size), one.bold, FONT
        font.color.rgb = colour(one.colour)
        face = run._r.get_or_add_rPr()
        east = face.makeelement(qn("a:ea"), {"typeface": FONT})
        face.append(east)


def line(slide: Slide, top: float, left: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> None:
    """Draw a thin rule."""
    shape = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, length(left), length(top), length(left + width), length(top)
    )
    shape.line.color.rgb = colour(palette.RULE_HEAD)
    shape.line.width = points(2)
