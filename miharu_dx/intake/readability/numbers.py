"""L2-01, L3-03 and L3-04: numbers are numbers, their signs are explained and their units stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.cell_characters import DASHES, tight, word_key
from miharu_dx.intake.cell_number_text import NumberText, number_text
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.cell_stand_ins import is_ditto, is_nothing
from miharu_dx.intake.model import Cell
from miharu_dx.intake.readability.fields import Field, Holds
from miharu_dx.intake.readability.subject import Subject, at

_SIGN = re.compile(rf"[{DASHES}~〜…‥・.。、/／|_＿※＊*×✕xX△▲▽▼☆★#＃†〃]+|秘|ｘ|Ｘ")
_SEVERAL = ("cell.two_values", "cell.fraction")  # L1-07 で示す
_LONGEST_SIGN = 10
_UNIT_WORDS = (
    r"%|％|パーセント|ポイント|千円|万円|百万円|億円|円|人|名|件|回|個|台|か所|カ所|ヶ所|箇所|校|社|団体|世帯|戸|枚|部|冊|点"
    r"|日|年|月|か月|ヶ月|週|時間|分|秒|㎡|m2|㎢|km|m|ha|kg|t|kwh|mwh|gb|mb|mbps|gbps|℃|度|歳|倍|種類|事業|業務|手続"
    r"|施設|地区|店|票|ページ|頁|システム|様式|帳票|講座|本"
)
_IN_BRACKETS = re.compile(rf"[(\[【〔](?:単位[:：]?)?(?:{_UNIT_WORDS})(?:/[^)\]】〕]{{1,4}})?[)\]】〕]")
# A word that says what is counted says the unit as well: 件数, 利用者数, 日数, 人口, 順位.
_COUNTS = re.compile(r"(?:数|人口|年齢|順位|年度?|月|日|件|回|[%％]|パーセント|番号|倍)$|^no\.?$|^#$")
_UNIT_NOTE = re.compile(r"単位\s*[:：]|[（(]\s*単位|単位は")
_UNIT_COLUMN = ("単位",)


def without_numbers(subject: Subject) -> str:
    """A file without a column of numbers shows nothing of how numbers are written."""
    return "" if any(numeric(subject)) else "no_table" if not subject.tables else "no_numbers"


def without_signs(subject: Subject) -> str:
    """Signs can only be explained where some stand."""
    reason = without_numbers(subject)
    if reason:
        return reason
    if subject.csv is not None:
        return "beside_csv"
    found = any(_is_sign(text) for column in numeric(subject) for text in column.spellings)
    return "" if found else "no_symbols"


def numeric(subject: Subject) -> Iterator[Field]:
    """Yield the columns of numbers."""
    return (column for column in subject.fields if column.holds is Holds.NUMBERS)


def numbers_only(subject: Subject) -> Iterator[Advice]:
    """Yield each text in a column of numbers that is not a sign, two values or a pointer elsewhere."""
    for column in numeric(subject):
        for cell, code in column.cells_with(_text_fault):
            yield at(code, column.table.sheet, cell)


def signs_explained(subject: Subject) -> Iterator[Advice]:
    """Yield each sign in a column of numbers whose meaning the file does not say."""
    for column in numeric(subject):
        for cell, _ in column.cells_with(lambda text: _is_sign(text) and not subject.explains(text)):
            yield at("L3-03.undefined", column.table.sheet, cell)


def units_stated(subject: Subject) -> Iterator[Advice]:
    """Yield the heading of each column of numbers without a unit anywhere."""
    for view in subject.sheets:
        around = (*view.layout.above, *view.layout.outside)
        if any(_UNIT_NOTE.search(cell.raw[:200]) for cell in around):
            continue
        for table in view.tables:
            if any(word_key(column.heading[:60]) in _UNIT_COLUMN for column in table.fields):
                continue
            for column in table.fields:
                if column.holds is Holds.NUMBERS and column.title is not None and not _has_unit(column):
                    yield Advice("L3-04.no_unit", column.location, shown(column.title))


def _is_sign(text: str) -> bool:
    return len(text) <= _LONGEST_SIGN and bool(_SIGN.fullmatch(tight(text))) and not is_ditto(text)


def _text_fault(text: str) -> str:
    if text.isspace() or _is_sign(text) or is_ditto(text):
        return ""
    if is_nothing(text):
        return "L2-01.words"
    found = number_text(text)
    if not isinstance(found, NumberText):
        return "" if found.code in _SEVERAL else "L2-01.words"
    return "L2-01.marked" if found.note or found.percent or "," in tight(text) else "L2-01.number_as_text"


def _has_unit(column: Field) -> bool:
    heading = column.heading.casefold()
    if _IN_BRACKETS.search(tight(heading)) or _COUNTS.search(column.key):
        return True
    numbers = [cell for cell in column.cells if cell.kind == "number"]
    return bool(numbers) and all(cell.is_percent or _shows_unit(cell) for cell in numbers)


def _shows_unit(cell: Cell) -> bool:
    """Whether the number format writes a unit behind the number: 0"件"."""
    return bool(re.search(rf'"\s*(?:{_UNIT_WORDS})"|[¥￥]', cell.number_format))
