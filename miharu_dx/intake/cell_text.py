"""Sentences of a cell: kept as typed; only what cannot be seen and would do harm is taken out."""

from __future__ import annotations

import re
import unicodedata

from miharu_dx.domain.sheetspec import Column, Kind
from miharu_dx.intake.cell_reading import Reading, asked, text_of, understood, warned
from miharu_dx.intake.cell_stand_ins import is_ditto, is_nothing
from miharu_dx.intake.model import Cell

_ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f])_")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f]"
)
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_COMBINED = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f\\s][\u0300-\u036f\u3099\u309a]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_PLAIN = re.compile(
    "[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205f\u2070-\u3098\u309b-\ud7ff\uf900-\ufdff\uff00-\uffef]*"
)

_FROM_ANOTHER_KIND = {
    "number": "数のセルを文字とした",
    "date": "日付のセルを文字とした",
    "datetime": "日付のセルを文字とした",
    "time": "時刻のセルを文字とした",
    "duration": "時間のセルを文字とした",
    "bool": "チェックの値を文字とした",
}


def read_text(cell: Cell, column: Column) -> Reading:
    """Return the text as typed, line breaks kept as LF, nothing cut off: too long is a question."""
    typed = text_of(cell)
    text = typed if _PLAIN.fullmatch(typed) and "_x00" not in typed else None
    code, removed = "", ""
    if text is None:
        text, code, removed = _cleaned(typed)
    text = text.rstrip()
    if column.kind is not Kind.LONG_TEXT:
        text = text.strip()
    if not text.strip():
        return Reading(None, cell.raw, "空白だけなので空欄とした", None)
    if len(text) > column.max_length:
        limit = column.max_length
        too_long = "cell.too_long" if column.kind is Kind.LONG_TEXT else "cell.name_too_long"
        return asked(cell, too_long, length=len(text), limit=limit, over=len(text) - limit)
    if code:
        return warned(cell, text, removed, code)
    if is_ditto(text):
        return warned(cell, text, "文字のとおり", "cell.ditto_in_text")
    return understood(cell, text, _how(cell, text, typed))


def _how(cell: Cell, text: str, typed: str) -> str:
    if cell.kind in _FROM_ANOTHER_KIND:
        return _FROM_ANOTHER_KIND[cell.kind]
    if len(text) <= 10 and is_nothing(text):
        return f"「{text}」という文字のまま"
    if text == typed:
        return ""
    if unicodedata.normalize("NFC", typed.strip()) == unicodedata.normalize("NFC", text.strip()):
        return "" if typed.strip() == text.strip() else "分かれた濁点などを一つの文字にした"
    return "改行と見えない文字をそろえた"


def _cleaned(typed: str) -> tuple[str, str, str]:
    """Return the text, the code of what must be told, and how in a few words ("" where nothing)."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), typed)
    text = _BREAK.sub("\n", text)
    text, controls = _CONTROL.subn("", text)
    text, directions = _DIRECTION.subn("", text)
    text = _UNSEEN.sub("", text)
    text = _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    if directions:
        return text, "cell.direction_removed", "文字の向きを変える記号を除いた"
    if controls:
        return text, "cell.control_removed", "制御文字を除いた"
    if _PRIVATE.search(text):
        return text, "cell.private_character", "外字をそのまま残した"
    return text, "", ""
