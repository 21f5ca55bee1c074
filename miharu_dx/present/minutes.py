"""議事録 as a Word document that people go on writing in: headings, lists and one table of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from miharu_dx.present.views.minutes import MinutesView

_FONT = "BIZ UDPゴシック"
_HEADS = ("番号", "区分", "対象の個別取組", "内容", "担当課", "期限")
_WIDTHS = (12, 16, 40, 62, 24, 26)  # mm。用紙の幅から左右の余白を引いた幅になる


def minutes_docx(view: MinutesView, made_at: datetime) -> bytes:
    """Return 議事録 as .docx, A4 upright, every text of the view in it and nothing else."""
    document = docx.Document()
    _set_up(document, view, made_at)
    document.add_heading(view.title, level=0)
    _facts(document, view)
    document.add_heading("議題", level=1)
    _list(document, view.topics, "List Number")
    document.add_heading("主な意見", level=1)
    _list(document, view.remarks, "List Bullet")
    document.add_heading("決定事項", level=1)
    if view.decisions:
        rows = [
            (row.number, row.kind, row.about, row.text, row.department, row.due) for row in view.decisions
        ]
        _table(document, _HEADS, rows)
    else:
        document.add_paragraph(view.no_decision)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document, view: MinutesView, made_at: datetime) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    section.footer.paragraphs[0].text = view.foot
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = view.title, "", "", "ja-JP"
    facts.created = facts.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    for name, size in (("Normal", 10.5), ("Title", 18), ("Heading 1", 13), ("Footer", 8.5)):
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        _japanese(style.element.get_or_add_rPr(), style)


def _japanese(properties: Any, style: Any) -> None:
    """Name the font for Japanese too: Word keeps Latin and East Asian letters apart."""
    style.font.name = _FONT
    fonts = properties.find(qn("w:rFonts"))
    for kind in ("w:eastAsia", "w:hAnsi", "w:ascii", "w:cs"):
        fonts.set(qn(kind), _FONT)
    for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _facts(document: Document, view: MinutesView) -> None:
    for label, value in view.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}　").bold = True
        paragraph.add_run(value)
    document.add_paragraph().add_run("出席者").bold = True
    _list(document, view.attendees, "List Bullet")


def _list(document: Document, texts: Sequence[str], style: str) -> None:
    for text in texts:
        document.add_paragraph(text, style=style)


def _table(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for place, head in enumerate(heads):
        table.rows[0].cells[place].paragraphs[0].add_run(head).bold = True
    repeated: Any = OxmlElement("w:tblHeader")  # 見出しの行を、次の頁にも出す
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        cells = table.add_row().cells
        for place, text in enumerate(row):
            cells[place].text = text
    for line in table.rows:
        for place, width in enumerate(_WIDTHS):
            line.cells[place].width = Mm(width)
