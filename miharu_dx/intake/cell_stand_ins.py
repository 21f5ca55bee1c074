"""Cells that hold no value of their own: errors, formulas, dashes, 未定, 同上, check boxes."""

from __future__ import annotations

import re

from miharu_dx.domain.sheetspec import Column, Kind
from miharu_dx.intake.cell_characters import DASHES, tight
from miharu_dx.intake.cell_reading import BLANK, Reading, Trouble, asked, text_of, troubled, warned
from miharu_dx.intake.model import Cell

ERROR_MEANINGS: dict[str, str] = {
    "#REF!": "数式が指していたセルが、行や列の削除でなくなっています",
    "#N/A": "数式が探した値が見つかっていません",
    "#VALUE!": "数式が、文字など計算できないものを計算しています",
    "#DIV/0!": "数式が、0又は空のセルで割っています",
    "#NAME?": "数式の関数名や名前が、Excelに分からないものになっています",
    "#NULL!": "数式のセル範囲の書き方が正しくありません",
    "#NUM!": "数式の計算結果が、Excelで扱えない数になっています",
    "#SPILL!": "数式の結果を並べる場所が空いていません",
    "#CALC!": "数式をExcelが計算できていません",
    "#GETTING_DATA": "外部のデータを読み込んでいる途中で保存されています",
    "#FIELD!": "数式が、なくなった項目を指しています",
    "#BLOCKED!": "数式が使う機能が、そのパソコンで止められています",
    "#UNKNOWN!": "数式の値が、そのExcelで扱えない種類です",
    "#BUSY!": "数式が、外部のデータを待っている途中で保存されています",
    "#CONNECT!": "数式が、外部のデータにつながっていません",
    "#PYTHON!": "セルの中のプログラムが、エラーで止まっています",
}
_OTHER_ERROR = "数式の結果がエラーになっています"

_LONGEST = 80  # これより長いものは文であり、値がないという印ではない
_NOTHING_SIGNS = re.compile(rf"[{DASHES}~〜…‥・.。、/／|_＿]+")
_BRACKETS = "()[]【】〔〕「」『』<>〈〉《》。、.･・:;!※*"
_NOTHING_WORDS = frozenset(
    {
        "なし", "無し", "無", "ナシ", "該当なし", "該当無し", "該当無", "非該当", "対象外", "対象なし",
        "特になし", "特に無し", "記載なし", "記入なし", "実績なし", "データなし", "空欄", "空白", "ブランク",
        "未定", "未確定", "未集計", "集計中", "調査中", "調整中", "確認中", "算定中", "算出中", "未算定",
        "未算出", "未公表", "未把握", "不明", "わからない", "分からない", "不詳", "n/a", "na", "n.a", "none",
        "null", "tbd", "nil",
    }
)  # fmt: skip
_DITTO = re.compile(
    r"同上|同左|同右|同前|〃|々|″|\"|''|〟|上に?同じ|左に?同じ|(?:前期|前回|前年度?|昨年度?|上期|先期)(?:と|に)?(?:同じ|同様|同)|変更(?:なし|無し)|変わらず|同じ|同様"
)


def bare(text: str) -> str:
    """Return the text folded, without the brackets and stops around it."""
    return tight(text).strip(_BRACKETS)


def is_ditto(text: str) -> bool:
    """Whether the text only points at another cell (同上, 〃, 前期と同じ)."""
    if len(text) > _LONGEST:
        return False
    return bool(_DITTO.fullmatch(tight(text)) or _DITTO.fullmatch(bare(text)))


def is_nothing(text: str) -> bool:
    """Whether the text says that there is no value (-, ―, …, なし, 未定)."""
    if len(text) > _LONGEST:
        return False
    folded = tight(text)
    return bool(_NOTHING_SIGNS.fullmatch(folded)) or bare(text).casefold() in _NOTHING_WORDS


def error_trouble(text: str) -> Trouble | None:
    """Return the trouble of one of Excel's error values, whether a true one or its text pasted."""
    if len(text) > _LONGEST or ("#" not in text and "＃" not in text):
        return None
    meaning = ERROR_MEANINGS.get(tight(text).upper())
    return Trouble("cell.error_value", {"meaning": meaning}) if meaning else None


def without_value(cell: Cell, column: Column) -> Reading | None:
    """Return the reading of a cell that no kind of column can take, or None to go on."""
    if cell.kind == "error":
        trouble = error_trouble(cell.raw)
        return troubled(cell, trouble or Trouble("cell.error_value", {"meaning": _OTHER_ERROR}))
    if cell.kind == "formula_uncached":
        return asked(cell, "cell.formula_uncached")
    if cell.kind == "text":
        trouble = error_trouble(cell.raw)
        return troubled(cell, trouble) if trouble else None
    if cell.kind == "bool" and column.kind not in (Kind.TEXT, Kind.LONG_TEXT):
        return asked(cell, "cell.boolean")
    return None


def stand_in(cell: Cell, column: Column) -> Reading | None:
    """Return the reading of a cell whose words stand for no value, or None where they may be one.

    A dash is blank with a warning where the column may be blank, and stops where it must be filled.
    """
    text = text_of(cell)
    if not tight(text):
        return BLANK if not cell.raw else Reading(None, cell.raw, "空白だけなので空欄とした", None)
    if is_ditto(text):
        return asked(cell, "cell.ditto")
    if is_nothing(text):
        if column.required:
            return asked(cell, "cell.placeholder_required")
        if column.if_blank:
            how = f"値がないという印なので、{column.if_blank}とみなした"
            return warned(cell, None, how, "cell.placeholder_assumed", assumed=column.if_blank)
        code = "cell.placeholder_number" if column.kind in (Kind.NUMBER, Kind.PERCENT) else "cell.placeholder"
        return warned(cell, None, "値がないという印なので空欄とした", code)
    if cell.kind == "text" and tight(text).startswith("="):
        return asked(cell, "cell.formula_as_text")
    return None
