"""Text made harmless before it is written: never a formula, never a character a file cannot hold."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # Excelの1つのセルに入る文字数
CUT_MARK = "…（以下は長いため省略）"
REPLACED = "\ufffd"
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")  # 全角の記号も、日本語のExcelは式の始まりとみなす

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """Return the text as a cell can hold it, told apart from the original wherever it differs.

    Line ends become one kind, characters that XML cannot hold become U+FFFD, and what passes a
    cell's limit is cut with words that say so.
    """
    clean = _UNWRITABLE.sub(REPLACED, _LINE_ENDS.sub("\n", value))
    if len(clean) > CELL_LIMIT:
        clean = clean[: CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
    return clean


def looks_like_formula(value: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula, blanks before it ignored."""
    return value.startswith(FORMULA_STARTS) or value.lstrip().startswith(FORMULA_STARTS)


def csv_text(value: str) -> str:
    """Return the text on one line, with an apostrophe before what could be taken for a formula."""
    line = " ".join(part for part in text(value).split("\n") if part)
    return f"'{line}" if looks_like_formula(line) or looks_like_formula(value) else line
