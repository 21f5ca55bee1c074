"""What the pages of 取込の対応付け show: tables, columns, words and rows as they stand, and what is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from miharu_dx.domain.finding import column_letters
from miharu_dx.domain.mapping_left import Left, LeftReason

WALK = ("表を選ぶ", "列を対応付ける", "言葉を対応付ける", "行を対応付ける", "確かめる")
CELLS_TOLD = 12  # 一行に収まる数。残りは数を示す
CellTone = Literal["head", "read", "ask", "left", "blank"]


@dataclass(frozen=True)
class TableLine:
    """One kind of table: where its tables stand, how large they are, whether it is read.

    ``keys`` tell its tables apart within the workbook, ``most_heads`` how many heading lines may be chosen.
    """

    signature: tuple[str, ...]
    keys: tuple[str, ...]
    places: tuple[str, ...]
    headings: str
    title: str
    rows: int
    head_rows: int
    most_heads: int
    used: bool
    matched: int


@dataclass(frozen=True)
class ColumnLine:
    """The columns of one heading: some of their values, what they are read as, and why it is proposed.

    ``fields`` are the fields they fill, ``aside`` why they are not read; neither means undecided.
    """

    path: str
    heading: str
    letters: str
    samples: tuple[str, ...]
    count: int
    fields: tuple[str, ...]
    aside: str
    reason: str
    sure: bool

    @property
    def decided(self) -> bool:
        """Whether somebody or something has said what becomes of it."""
        return bool(self.fields or self.aside)


@dataclass(frozen=True)
class WordLine:
    """A word of a column that has to be told: ``ours`` is none as long as nobody has.

    ``field`` is ``label`` for the labels of cells with several values.
    """

    path: str
    field: str
    label: str
    heading: str
    word: str
    count: int
    cell: str
    ours: str | None


@dataclass(frozen=True)
class WordsView:
    """The words to be told, those that are read as they stand, and remarks of the sheet that may explain them."""

    asked: tuple[WordLine, ...]
    plain: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]

    @property
    def left(self) -> int:
        """How many words nobody has told yet."""
        return sum(line.ours is None for line in self.asked)


@dataclass(frozen=True)
class RowLine:
    """A row by the words that name it: which action it is of and how that was told; ``code`` none asks."""

    answer: str
    shown: str
    cells: str
    code: str | None
    name: str
    how: str


@dataclass(frozen=True)
class IndicatorLine:
    """A name for an indicator that an action does not have; ``ours`` is none as long as it is asked."""

    answer: str
    action: str
    theirs: str
    cell: str
    known: tuple[str, ...]
    ours: str | None


@dataclass(frozen=True)
class RowsView:
    """The rows that have to be told, those that were, and the indicators to be told."""

    asked: tuple[RowLine, ...]
    told: tuple[RowLine, ...]
    indicators: tuple[IndicatorLine, ...]
    continued: tuple[str, ...]
    several: tuple[str, ...]

    @property
    def left(self) -> int:
        """How many rows and indicators nobody has told yet."""
        return sum(line.code is None for line in self.asked) + sum(
            one.ours is None for one in self.indicators
        )


@dataclass(frozen=True)
class GridCell:
    """A cell of their sheet as it looks, and what became of it; it may cover several columns and rows."""

    text: str
    tone: CellTone
    title: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class GridView:
    """A part of their sheet: column letters, rows by their number, and how many rows follow."""

    sheet: str
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[GridCell, ...]], ...]
    rest: int
    more_columns: int


@dataclass(frozen=True)
class UnderstoodItem:
    """One value as it would be stored: its field, value and cell; ``note`` tells how it was read."""

    label: str
    value: str
    cell: str
    note: str


@dataclass(frozen=True)
class Understood:
    """What would be stored of one action."""

    subject: str
    code: str
    items: tuple[UnderstoodItem, ...]


@dataclass(frozen=True)
class LeftLine:
    """Cells that were read past for one reason."""

    reason: str
    count: int
    cells: str
    note: str
    open: bool


@dataclass(frozen=True)
class ResultView:
    """What a mapping makes of a workbook: the actions as understood, counts, and everything left aside."""

    understood: tuple[Understood, ...]
    reports: int
    values: int
    silent: int
    blocks: int
    warnings: int
    left: tuple[LeftLine, ...]
    left_count: int

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        parts = []
        if self.reports:
            parts.append(f"報告{self.reports}件")
        if self.values:
            parts.append(f"指標の値{self.values}個")
        told = "・".join(parts)
        if not told:
            return "まだ何も読めていません"
        if self.blocks:
            return f"{told}を読めます。決めるところ・直すところが{self.blocks}か所あります"
        return f"{told}を読めます。決めるところは残っていません"


def left_lines(left: Sequence[Left]) -> tuple[LeftLine, ...]:
    """Return what was read past by reason, what nobody has decided about first."""
    by_reason: dict[tuple[LeftReason, str], list[Left]] = {}
    for one in left:
        name = one.heading if one.reason in _BY_COLUMN else ""
        by_reason.setdefault((one.reason, name), []).append(one)
    order = {reason: number for number, reason in enumerate(LeftReason)}
    found = sorted(by_reason.items(), key=lambda item: (not item[0][0].open, order[item[0][0]]))
    several = len({one.location.sheet for one in left}) > 1
    return tuple(
        LeftLine(
            reason.value + (f"「{heading}」" if heading else ""),
            len(own),
            cells_text(own, sheets=several),
            own[0].note,
            reason.open,
        )
        for (reason, heading), own in found
    )


_BY_COLUMN = frozenset({LeftReason.UNDECIDED_COLUMN, LeftReason.IGNORED_COLUMN})


def cells_text(left: Sequence[Left], *, sheets: bool) -> str:
    """Return where some cells are, the first of them by name, each with what stands there."""
    told = [
        f"{one.location.sheet} {one.location.a1}" if sheets else f"{one.location.a1}「{short(one.raw)}」"
        for one in left[:CELLS_TOLD]
    ]
    rest = len(left) - len(told)
    return "、".join(told) + (f" ほか{rest}か所" if rest else "")


def short(text: str, limit: int = 14) -> str:
    """Return a text short enough for a list."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"


def letters_text(numbers: Sequence[int]) -> str:
    """Return columns as people name them: E列, E〜H列, E・G列."""
    if not numbers:
        return ""
    ordered = sorted(numbers)
    if len(ordered) > 1 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{column_letters(ordered[0])}〜{column_letters(ordered[-1])}列"
    return "・".join(column_letters(number) for number in ordered) + "列"


@dataclass(frozen=True)
class SavedLine:
    """A saved mapping in the list of all: whose it is, its name, what it reads and since when."""

    department: str
    code: str
    name: str
    told: str
