"""Where the heading of a table stands: told from how its lines are filled and worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from math import ceil

from miharu_dx.domain.sheetspec_form import FORM_SHEETS
from miharu_dx.domain.sheetspec_plan import PLAN_SHEETS
from miharu_dx.intake.cell_years import FIRST_YEAR, LAST_YEAR
from miharu_dx.intake.header_words import heading_key, headings
from miharu_dx.intake.model import Cell, Merge
from miharu_dx.intake.readability.islands import Island, Line

_LOOKED_AT = 60  # 見出しの幅を知るには、初めの60行で足りる
_LONGEST_HEADING = 30  # 見出しの語の長さ。これより長いものは文
_WIDTH_SHARE = 0.6  # 題名や作成日の行は、表の幅の半分も埋まらない
_TEXT_SHARE = 0.8
_KNOWN_SHARE = 0.5
_MERGED_ROWS = 4  # 見出しを縦に結合するのは、多くて4行

_KNOWN = frozenset(key for spec in (*FORM_SHEETS, *PLAN_SHEETS) for key in headings(spec))
_HEADING_WORD = re.compile(
    r"(?:名|率|数|額|費|日|年度?|区分|コ[ー-]ド|内容|実績|目標|課題|備考|単位|項目|評価|状況|段階|時期|期限|期間"
    r"|番号|結果|理由|対応|予定|計画|説明|意味|順位|合計|割合|方針|指標|方向|種別|摘要|担当者?)$"
    r"|^(?:担当課|所管課|主管課|課|係|部署|no\.?|値|年|月|施策|事業|取組)$"
    r"|^(?:令和|平成|[rh])[0-9元]{1,2}年?度?|^[0-9]{4}年?度?$"
)
_NOTE = re.compile(r"\s*(?:※|＊|\*|[（(【\[]?(?:注|備考|出典|資料|凡例|補足)|[・○◎●◇◆■□→⇒])")
_LEAST_NOTE = 15


def merges_by_row(merged: Iterable[Merge]) -> Mapping[int, list[Merge]]:
    """Return the merges of more than one cell by their first row."""
    found: dict[int, list[Merge]] = {}
    for merge in merged:
        if merge[:2] != merge[2:]:
            found.setdefault(merge[0], []).append(merge)
    return found


def spanned(merges: Iterable[Merge], columns: Iterable[int]) -> frozenset[int]:
    """Return those of some columns that merges of one row reach over."""
    ordered = sorted((left, right) for _, left, _, right in merges)
    found: set[int] = set()
    reach = number = 0
    for column in sorted(columns):
        while number < len(ordered) and ordered[number][0] <= column:
            reach = max(reach, ordered[number][1])
            number += 1
        if column <= reach:
            found.add(column)
    return frozenset(found)


def head_of(island: Island, merges: Mapping[int, list[Merge]]) -> tuple[int, ...]:
    """Return the rows of an island's heading, none where its first full line is no heading."""
    wide = max(len(line) for line in islice(island.lines.values(), _LOOKED_AT))
    least = max(2, ceil(_WIDTH_SHARE * wide))
    head = next(row for row, line in island.lines.items() if len(line) >= min(least, wide))
    if not _is_wording(island.lines[head]):
        return ()
    first = _upper(island, head, merges)
    last = _lower(island, head, merges)
    return tuple(row for row in range(first, last + 1) if row in island.lines)


def is_heading(line: Line) -> bool:
    """Whether a line can be a heading by its words, not only by being text."""
    if len(line) < 2 or not _is_wording(line):
        return False
    return sum(is_heading_word(cell) for cell in line.values()) >= _KNOWN_SHARE * len(line)


def is_heading_word(cell: Cell) -> bool:
    """Whether a cell holds a word that headings are made of."""
    return is_year(cell) or _names_a_column(cell.raw[:_LONGEST_HEADING])


@lru_cache(maxsize=4_096)
def _names_a_column(text: str) -> bool:
    key = heading_key(text)
    return key in _KNOWN or bool(_HEADING_WORD.search(key))


def is_note(cell: Cell, *, wide: bool) -> bool:
    """Whether a cell that stands alone in its line is a remark and not a value of the table.

    In a ``wide`` table of three columns and more a long text alone is one by itself.
    """
    if cell.kind != "text":
        return False
    return bool(_NOTE.match(cell.raw)) or (wide and len(cell.raw) >= _LEAST_NOTE)


def is_year(cell: Cell) -> bool:
    """Whether a number can be a year."""
    return cell.kind == "number" and isinstance(cell.value, int) and FIRST_YEAR <= cell.value <= LAST_YEAR


def _is_wording(line: Line) -> bool:
    words = sum(
        is_year(cell) or cell.kind == "date" or (cell.kind == "text" and len(cell.raw) <= _LONGEST_HEADING)
        for cell in line.values()
    )
    texts = any(cell.kind == "text" for cell in line.values())
    return texts and words >= _TEXT_SHARE * len(line)


def _upper(island: Island, head: int, merges: Mapping[int, list[Merge]]) -> int:
    """Return the first row of the heading: a line above belongs to it where it spans columns of it."""
    above = island.lines.get(head - 1)
    if above is None or not _is_wording(above):
        return head
    width = max(island.columns) - min(island.columns) + 1
    spans = [m for m in merges.get(head - 1, ()) if 1 < m[3] - m[1] + 1 < width and m[1] in above]
    words = [heading_key(cell.raw) for cell in island.lines[head].values()]
    repeats = len(above) > 1 and len(set(words)) < len(words)
    return head - 1 if spans or repeats else head


def _lower(island: Island, head: int, merges: Mapping[int, list[Merge]]) -> int:
    """Return the last row of the heading: merged downwards, or spread out below."""
    inside = [m for m in merges.get(head, ()) if m[1] in island.columns]
    down = max((m[2] for m in inside), default=head)
    if head < down < head + _MERGED_ROWS:
        return down
    below = island.lines.get(head + 1)
    if below is None or not _is_wording(below):
        return head
    across = any(m[3] > m[1] for m in inside)
    fills = below.keys() - island.lines[head].keys()
    repeats = len({cell.raw for cell in below.values()}) < len(below)
    return head + 1 if fills and (is_heading(below) or (across and repeats)) else head
