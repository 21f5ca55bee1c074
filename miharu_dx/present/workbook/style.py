"""The look of every workbook: one typeface, few formats, and marks that survive grey print."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.finding import Severity
from miharu_dx.domain.sheetspec import Kind
from miharu_dx.present.workbook.layout import FONT_POINTS, SIDE_MARGIN_INCHES, PagePlan

FONT = "BIZ UDPGothic"
_INK = "#1A1A1A"
_FAINT = "#949494"
_HEADER_PART_LIMIT = 80  # ヘッダーは書体の指定も含め、全体で255文字まで
_THIN, _MEDIUM, _DOTTED, _THICK, _DOUBLE = 1, 2, 4, 5, 6
_A4 = 9


class Look(StrEnum):
    """What a cell is to the reader; borders and weight tell the looks apart, not the fill alone."""

    HEAD_INPUT = "head_input"
    HEAD_CONTEXT = "head_context"
    INPUT = "input"
    CONTEXT = "context"
    PLAIN = "plain"
    LINK = "link"


_LOOKS: dict[Look, dict[str, Any]] = {
    Look.HEAD_INPUT: {"bold": True, "bg_color": "#FFFFFF", "border": _MEDIUM, "border_color": _INK},
    Look.HEAD_CONTEXT: {"bg_color": "#E0E0E0", "border": _DOTTED, "border_color": _FAINT},
    Look.INPUT: {"bg_color": "#FFFFFF", "border": _THIN, "border_color": _INK, "locked": False},
    Look.CONTEXT: {"bg_color": "#F0F0F0", "border": _DOTTED, "border_color": _FAINT},
    Look.PLAIN: {"bottom": _THIN, "border_color": "#B3B3B3"},
    Look.LINK: {"bottom": _THIN, "border_color": "#B3B3B3", "underline": 1},
}
# 色を見分けられなくても、太い線と二重の線で、要修正と注意が分かる。
_MARKS: dict[Severity, dict[str, Any]] = {
    Severity.BLOCK: {
        "bg_color": "#FDEEEE",
        "border": _THICK,
        "border_color": "#CE0000",
        "bold": True,
        "locked": False,
    },
    Severity.WARN: {
        "bg_color": "#FBF5E0",
        "border": _DOUBLE,
        "border_color": "#806300",
        "locked": False,
    },
}
_LINK_INK = "#0017C1"
_NUMBER_FORMATS: dict[Kind, str] = {
    Kind.CODE: "@",
    Kind.TEXT: "@",
    Kind.LONG_TEXT: "@",
    Kind.CHOICE: "@",
    Kind.DATE: "yyyy/mm/dd",
}
_RIGHT = frozenset((Kind.NUMBER, Kind.PERCENT))
_CENTRE = frozenset((Kind.DATE, Kind.FISCAL_YEAR))


class _GrowingWorksheet(Worksheet):
    """A worksheet whose row heights are a start, so that rows still grow while somebody types."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row" and attributes:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class Book:
    """A workbook being written in memory; nothing in it is ever a formula, and no link leaves it."""

    def __init__(self, title: str, subject: str, made_at: datetime | None = None) -> None:
        self._bytes = BytesIO()
        self._book = Workbook(
            self._bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        properties: dict[str, Any] = {"title": title, "subject": subject}
        if made_at is not None:
            aware = made_at.astimezone(UTC) if made_at.tzinfo else made_at
            properties["created"] = aware.replace(tzinfo=None, microsecond=0)
        self._book.set_properties(properties)
        self._formats: dict[tuple[object, ...], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet at the end."""
        return self._book.add_worksheet(name, worksheet_class=_GrowingWorksheet)

    def format(
        self,
        look: Look,
        kind: Kind | None = None,
        *,
        quoted: bool = False,
        whole: bool = True,
        top: bool = False,
        mark: Severity | None = None,
        number_format: str = "",
    ) -> Format:
        """Return the one format of a look and kind.

        ``quoted`` marks text that begins like a formula; ``whole`` is false for numbers with
        decimals; ``top`` shows the beginning of a text that no row is high enough for. ``mark``
        draws a finding over the look; ``number_format`` goes before that of the kind.
        """
        key = (look, kind, quoted, whole, top, mark, number_format)
        if key not in self._formats:
            properties = _properties(look, kind, quoted, whole, top) | (_MARKS[mark] if mark else {})
            if number_format:
                properties["num_format"] = number_format
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def close(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._bytes.getvalue()


def _properties(look: Look, kind: Kind | None, quoted: bool, whole: bool, top: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": FONT,
        "font_size": FONT_POINTS,
        "font_color": _INK,
        "text_wrap": True,
        "valign": "top" if top else "vcenter",
        **_LOOKS[look],
    }
    if look is Look.LINK:
        found["font_color"] = _LINK_INK
    if kind is None:
        return found
    if kind in _NUMBER_FORMATS:
        found["num_format"] = _NUMBER_FORMATS[kind]
    elif kind is Kind.NUMBER and look is Look.PLAIN:
        # A cell to fill has no format of its own, so that typing 50% gives it its percent format; the
        # printed cells beside it look the same. Only tables that nobody fills in have separators.
        found["num_format"] = "#,##0" if whole else "#,##0.0##"
    if kind in _RIGHT:
        found["align"] = "right"
        found["indent"] = 1
    elif kind in _CENTRE:
        found["align"] = "center"
    if quoted:
        found["quote_prefix"] = True
    return found


def set_print(
    sheet: Worksheet, *, left: str, right: str, foot: str, pages: PagePlan, repeated_columns: int
) -> None:
    """Set A4 landscape with the heading row on every page, page numbers and a running head.

    Pages side by side follow one another on paper, so that a row can be laid out as one.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(SIDE_MARGIN_INCHES, SIDE_MARGIN_INCHES, top=0.75, bottom=0.6)
    sheet.fit_to_pages(pages.pages, 0)
    sheet.repeat_rows(0)
    if pages.pages > 1:
        sheet.print_across()
        if repeated_columns:
            sheet.repeat_columns(0, repeated_columns - 1)
    sheet.set_header(f"&L{_running(left, 11)}&R{_running(right, 10)}", {"margin": 0.35})
    sheet.set_footer(f"&L{_running(foot, 8)}&R{_running('', 9)}&A　&P / &N", {"margin": 0.3})


def _running(text: str, points: int) -> str:
    line = " ".join(text.split())
    escaped = line.replace("&", "&&")
    while len(escaped.encode("utf-16-le")) // 2 > _HEADER_PART_LIMIT:
        line = line[:-2] + "…"
        escaped = line.replace("&", "&&")
    return f'&{points}&"{FONT},Regular"{escaped}'
