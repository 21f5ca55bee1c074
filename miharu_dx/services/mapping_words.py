"""The words of a foreign table that a person has to tell, and those that read as they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from miharu_dx.domain.finding import column_letters
from miharu_dx.domain.mapping import ACTUAL, MappingSpec, TableMapping, Target
from miharu_dx.domain.mapping_fields import CHOSEN, field_label
from miharu_dx.domain.records import DECLARATIONS, Snapshot
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.standing import answering
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.cells import read
from miharu_dx.intake.free.compound import kind_named, parts_of
from miharu_dx.intake.free.placing import is_asked
from miharu_dx.intake.free.scope import Use, Whose
from miharu_dx.intake.free.tables import FreeColumn, FreeTable, named
from miharu_dx.intake.model import Cell
from miharu_dx.present.views.mapping import WordLine, WordsView, short
from miharu_dx.services.mapping import Examined
from miharu_dx.services.mapping_view import tables_of_kind

LABEL = "label"
_REMARK_LONG, _REMARKS = 80, 6
_EXPLAINS = ("：", ":", "＝", "=", "…", "→")


def word_choices(snapshot: Snapshot, field: str) -> Mapping[str, str]:
    """Return our words for a field by what is kept of them, with what a person reads."""
    plan = snapshot.plan
    match field:
        case "stage":
            return {word: word for word in plan.stages_by_name}
        case "rating":
            return {word: word for word in plan.ratings_by_name}
        case "declaration":
            return {word: word for word in DECLARATIONS}
        case "department":
            return {unit.code: unit.label for unit in snapshot.departments}
        case "period":
            return {period.code: period.name for period in plan.periods}
        case "measure":
            return {ACTUAL: "実績の行"}
        case _:
            return {}


def unused_word(field: str) -> str:
    """Return what it is called when a word stands for nothing of ours."""
    return {
        "department": "ほかの課",
        "period": "ほかの期",
        "measure": "読まない行（目標など）",
        LABEL: "使わない",
    }.get(field, "空欄とする")


def words_view(examined: Examined, spec: MappingSpec, snapshot: Snapshot) -> WordsView:
    """Return every word to be told, in the order of the tables and their columns."""
    whose = Whose(snapshot, examined.department, examined.key)
    asked: list[WordLine] = []
    plain: list[tuple[str, str]] = []
    for mapping in spec.used:
        tables = tables_of_kind(examined, mapping)
        for said in mapping.columns:
            for target in said.targets:
                cells = list(_cells(tables, said.path))
                if target.field in (*CHOSEN, "department", "period", "measure"):
                    lines, told = _words(mapping, said.path, target, cells, whose)
                    asked += lines
                    plain += [(field_label(target.field), told)] if told else []
                elif target.field == "actual":
                    asked += _labels(said.path, target, cells)
    return WordsView(tuple(asked), tuple(plain), tuple(_remarks(examined)))


def _cells(tables: tuple[FreeTable, ...], path: str) -> Iterator[tuple[FreeColumn, Cell]]:
    for table in tables:
        for column in table.columns_of(path):
            for cell in table.values(column):
                if cell.raw.strip():
                    yield column, cell


def _words(
    mapping: TableMapping, path: str, target: Target, cells: list[tuple[FreeColumn, Cell]], whose: Whose
) -> tuple[list[WordLine], str]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[FreeColumn, Cell]] = {}
    for column, cell in cells:
        word = " ".join(text_of(cell).split())
        counts[word_key(word)] += 1
        first.setdefault(word_key(word), (column, cell))
    said = mapping.column(path)
    assert said is not None
    answers = {word_key(theirs): ours for theirs, ours in target.words.items()}
    asked: list[WordLine] = []
    plain: list[str] = []
    for folded, count in counts.items():
        column, cell = first[folded]
        word = " ".join(text_of(cell).split())
        use = Use(column, said, target, None)
        if folded not in answers and _reads(cell, use, whose):
            plain.append(f"{short(word)} {count}か所")
            continue
        asked.append(
            WordLine(
                path,
                target.field,
                field_label(target.field),
                named(column),
                word,
                count,
                f"{column_letters(cell.column)}{cell.row}",
                answers.get(folded),
            )
        )
    return asked, "・".join(plain)


def _reads(cell: Cell, use: Use, whose: Whose) -> bool:
    """Whether a word is understood as it stands."""
    word = " ".join(text_of(cell).split())
    if use.field == "department":
        return whose.department_of(word, use) is not None
    if use.field == "period":
        return whose.period_of(word, use) is not None
    if use.field == "measure":
        return False
    choices = tuple(word_choices(whose.snapshot, use.field))
    reading = read(cell, PROGRESS.column(use.field), choices)
    return reading.finding is None or not is_asked(reading.finding[0], use.field)


def _labels(path: str, target: Target, cells: list[tuple[FreeColumn, Cell]]) -> Iterator[WordLine]:
    """Yield the labels of cells that hold several values."""
    answers = {word_key(label): name for label, name in target.labels.items()}
    counts: Counter[str] = Counter()
    first: dict[str, tuple[FreeColumn, Cell, str]] = {}
    for column, cell in cells:
        parts = parts_of(text_of(cell))
        if parts and all(kind_named(part.label) for part in parts):
            continue
        if len(parts) > 1 or (parts and word_key(parts[0].label) in answers):
            for part in parts:
                counts[word_key(part.label)] += 1
                first.setdefault(word_key(part.label), (column, cell, part.label))
    for folded, count in counts.items():
        column, cell, label = first[folded]
        place = f"{column_letters(cell.column)}{cell.row}"
        yield WordLine(
            path, LABEL, "1つのセルの中の値", named(column), label, count, place, answers.get(folded)
        )


def _remarks(examined: Examined) -> Iterator[str]:
    """Yield what stands around the tables and may say what a sign means; it is shown, never taken."""
    found = 0
    for _, cell, _ in examined.book.around:
        text = " ".join(cell.raw.split())
        if cell.kind == "text" and any(mark in text for mark in _EXPLAINS) and found < _REMARKS:
            found += 1
            yield short(text, _REMARK_LONG)


def indicator_choices(examined: Examined, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names of every indicator of the department's actions."""
    year = examined.key.fiscal_year
    names = (
        one.name
        for action in snapshot.actions
        if answering(snapshot, action, year) == examined.department
        for one in snapshot.indicators_by_action.get(action.code, ())
    )
    return tuple(dict.fromkeys(names))
