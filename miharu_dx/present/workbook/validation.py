"""What a cell lets be typed: words from コード表 only, and a question before anything odd.

A word outside its list is stopped. Numbers, dates and long texts are only asked about, because
people write ４５ or 令和8年3月31日 and the check after handing in understands both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from miharu_dx.domain.plan import Plan
from miharu_dx.domain.sheetspec import Column, Kind, Vocabulary

_MESSAGE_LIMIT = 255
_EXTREME = 10**15
_ASK = "このまま入れることもできます。提出のときにもう一度確かめます。"


@dataclass(frozen=True)
class Rules:
    """What the drop-downs and questions of a workbook are made from.

    ``ranges`` holds the cells of コード表 by vocabulary, none for an empty one; a vocabulary in
    ``open_lists`` may be extended by hand.
    """

    plan: Plan
    example_date: date
    ranges: Mapping[Vocabulary, str]
    open_lists: frozenset[Vocabulary] = field(default_factory=frozenset[Vocabulary])


def validate(sheet: Worksheet, column: Column, index: int, last_row: int, rules: Rules) -> None:
    """Set what may be typed in a column from row 1 to ``last_row`` (rows and columns from 0)."""
    if column.vocabulary is not None and column.vocabulary not in rules.ranges:
        return
    options = _options(column, rules)
    title = f"「{column.label}」を確かめてください"
    options["error_title"] = title if len(title) <= 32 else "入力を確かめてください"
    assert len(options["error_message"]) <= _MESSAGE_LIMIT
    sheet.data_validation(1, index, last_row, index, {"ignore_blank": True, **options})


def _options(column: Column, rules: Rules) -> dict[str, Any]:
    label = column.label
    match column.kind:
        case Kind.CHOICE:
            assert column.vocabulary is not None
            stays_open = column.vocabulary in rules.open_lists
            return {
                "validate": "list",
                "source": rules.ranges[column.vocabulary],
                "error_type": "warning" if stays_open else "stop",
                "error_message": f"「{label}」は、▼の一覧から選んでください。意味は「コード表」のシートにあります。"
                + (_ASK if stays_open else ""),
            }
        case Kind.PERCENT:
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 100,
                "error_type": "warning",
                "error_message": f"「{label}」は、0から100までの数で書きます（例: 45）。{_ASK}",
            }
        case Kind.NUMBER:
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -_EXTREME,
                "maximum": _EXTREME,
                "error_type": "warning",
                "error_message": f"「{label}」は、数だけで書きます。単位や記号は要りません。{_ASK}",
            }
        case Kind.FISCAL_YEAR:
            return {
                "validate": "integer",
                "criteria": "between",
                "minimum": 1900,
                "maximum": 2999,
                "error_type": "warning",
                "error_message": f"「{label}」は、西暦の4桁の数で書きます（例: {rules.plan.first_fiscal_year}）。{_ASK}",
            }
        case Kind.DATE:
            example = f"{rules.example_date.year}/{rules.example_date.month}/{rules.example_date.day}"
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1900, 1, 1),
                "maximum": date(2999, 12, 31),
                "error_type": "warning",
                "error_message": f"「{label}」は、西暦の日付で書きます（例: {example}）。{_ASK}",
            }
        case Kind.TEXT | Kind.LONG_TEXT | Kind.CODE:
            return {
                "validate": "length",
                "criteria": "<=",
                "value": column.max_length,
                "error_type": "warning",
                "error_message": f"「{label}」は、{column.max_length}文字までです。{_ASK}",
            }
