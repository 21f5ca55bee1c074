"""What the pages of 取込の対応付け show, made from a workbook's tables and what a mapping reads of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from miharu_dx.domain.finding import Severity, column_letters
from miharu_dx.domain.mapping import ONLY, MappingSpec, TableMapping, indicator_answer
from miharu_dx.domain.mapping_fields import TEXTS
from miharu_dx.domain.records import Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.cell_reading import shown as cell_text
from miharu_dx.intake.free.lines import Line
from miharu_dx.intake.free.matching import How
from miharu_dx.intake.free.reading import MappedReading
from miharu_dx.intake.free.tables import BANNER, LONGEST_HEAD, FreeColumn, FreeTable, named
from miharu_dx.present.views.mapping import (
    ColumnLine,
    IndicatorLine,
    ResultView,
    RowLine,
    RowsView,
    TableLine,
    Understood,
    UnderstoodItem,
    left_lines,
    letters_text,
    short,
)
from miharu_dx.present.views.submit_values import shown
from miharu_dx.services.entries import progress_entries
from miharu_dx.services.mapping import Examined

__all__ = [
    "FreeTable",
    "area_text",
    "column_lines",
    "heading_text",
    "result_view",
    "rows_view",
    "table_lines",
    "tables_of_kind",
]

SAMPLES = 3  # 列の中身の見当がつく数
_KEYS = ("department", "action", "name", "indicator")


def tables_of_kind(examined: Examined, mapping: TableMapping) -> tuple[FreeTable, ...]:
    """Return the tables of a workbook that are of one kind."""
    return tuple(table for table in examined.book.tables if mapping.fits(table.signature))


def table_lines(examined: Examined, spec: MappingSpec, reading: MappedReading) -> tuple[TableLine, ...]:
    """Return each kind of table in the order of the workbook."""
    matched = Counter(line.use.mapping.signature for line in reading.lines if line.match.action is not None)
    found: list[TableLine] = []
    for mapping in spec.tables:
        own = tables_of_kind(examined, mapping)
        if not own:
            continue
        headings = "・".join(short(named(column), 12) for column in own[0].columns if column.number != BANNER)
        found.append(
            TableLine(
                mapping.signature,
                tuple(table.key for table in own),
                tuple(area_text(table) for table in own),
                headings,
                own[0].title,
                sum(len(table.body) for table in own),
                len(own[0].head_rows),
                1 if own[0].is_card else LONGEST_HEAD,
                mapping.used,
                matched[mapping.signature],
            )
        )
    return tuple(found)


def area_text(table: FreeTable) -> str:
    """Return where a table stands: 進捗状況 A1〜H9."""
    top, left, bottom, right = table.place
    return f"{table.sheet.name} {column_letters(left)}{top}〜{column_letters(right)}{bottom}"


def column_lines(examined: Examined, mapping: TableMapping) -> tuple[ColumnLine, ...]:
    """Return the columns of a kind of table with what they are read as and why."""
    own = tables_of_kind(examined, mapping)
    first = own[0]
    found: list[ColumnLine] = []
    for path in dict.fromkeys(column.path for column in first.columns):
        columns = first.columns_of(path)
        cells = [cell for table in own for column in table.columns_of(path) for cell in table.values(column)]
        texts = list(dict.fromkeys(short(cell_text(cell), 18) for cell in cells))
        said = mapping.column(path)
        reason = examined.proposal.reason(mapping, path)
        original = examined.proposal.spec.table(mapping.signature)
        before = original.column(path) if original else None
        chosen = said is not None and before is not None and said != before
        found.append(
            ColumnLine(
                path,
                heading_text(columns),
                _letters(columns),
                tuple(texts[:SAMPLES]),
                len(cells),
                tuple(target.field for target in said.targets) if said else (),
                said.ignored if said else "",
                "選んだとおり" if chosen else reason.text,
                chosen or reason.sure,
            )
        )
    return tuple(found)


def _letters(columns: Sequence[FreeColumn]) -> str:
    """Return where columns stand, the cell of its label for a value of a card."""
    labels = [cell for column in columns if column.number < 0 for cell in column.heading.cells]
    if labels:
        return f"{column_letters(labels[0].column)}{labels[0].row}"
    return letters_text([column.number for column in columns if column.number > 0])


def heading_text(columns: Sequence[FreeColumn]) -> str:
    """Return the heading of columns that differ by year or period only: 実績値 / R5 ほか3列."""
    name = named(columns[0])
    return name if len(columns) == 1 else f"{name}（ほか{len(columns) - 1}列）"


def rows_view(examined: Examined, spec: MappingSpec, reading: MappedReading, snapshot: Snapshot) -> RowsView:
    """Return which action each row is of, and what has to be told."""
    by_answer: dict[tuple[tuple[str, ...], str], list[Line]] = {}
    for line in reading.lines:
        if line.outside is None or line.match.how is How.SKIPPED:
            by_answer.setdefault((line.use.mapping.signature, line.keys.answer), []).append(line)
    asked: list[RowLine] = []
    told: list[RowLine] = []
    for (_, answer), lines in by_answer.items():
        first = lines[0]
        action = first.match.action
        answered = answer in first.use.mapping.rows
        code = action.code if action else ("" if first.match.how is How.SKIPPED else None)
        row = RowLine(
            answer,
            first.keys.shown or f"{first.row.excel_row}行目（名前がありません）",
            _rows_text(lines),
            code,
            action.name if action else "",
            first.match.how.value,
        )
        (asked if action is None or answered else told).append(row)
    return RowsView(
        tuple(asked),
        tuple(told),
        tuple(_indicators(spec, reading, snapshot)),
        tuple(_continued(examined, spec)),
        tuple(_several(reading)),
    )


def _rows_text(lines: Sequence[Line]) -> str:
    rows = "・".join(str(line.row.excel_row) for line in lines[:6])
    return f"{rows}行目" + (f" ほか{len(lines) - 6}行" if len(lines) > 6 else "")


def _indicators(spec: MappingSpec, reading: MappedReading, snapshot: Snapshot) -> Iterator[IndicatorLine]:
    """Yield the names that are asked about, and those that have been told."""
    actions = {word_key(action.code): action for action in snapshot.actions}
    names = {code: action.name for code, action in snapshot.actions_by_code.items()}

    def known(code: str) -> tuple[str, ...]:
        return tuple(one.name for one in snapshot.indicators_by_action.get(code, ()))

    seen: set[str] = set()
    for finding in reading.submission.findings:
        if finding.code == "row.mapping_indicator" and finding.entity not in seen:
            seen.add(finding.entity)
            _, folded, theirs = finding.entity.split("/", 2)
            action = actions.get(folded)
            if action is not None and theirs != ONLY:
                answer = indicator_answer(action.code, theirs)
                place = finding.location.a1
                yield IndicatorLine(answer, action.name, finding.shown, place, known(action.code), None)
    for mapping in spec.used:
        for answer, ours in mapping.indicators.items():
            code, _, theirs = answer.partition("|")
            if code in names:
                yield IndicatorLine(answer, names[code], theirs, "", known(code), ours)


def _continued(examined: Examined, spec: MappingSpec) -> Iterator[str]:
    """Yield the key fields that are left blank in some rows of a table that is read."""
    for name in _KEYS:
        for mapping in spec.used:
            numbers = {
                column.number
                for table in tables_of_kind(examined, mapping)
                for said in mapping.columns_for(name)
                for column in table.columns_of(said.path)
            }
            rows = [row for table in tables_of_kind(examined, mapping) for row in table.body]
            if numbers and any(not any(row.at(number) for number in numbers) for row in rows):
                yield name
                break


def _several(reading: MappedReading) -> Iterator[str]:
    """Yield the text fields in which one action has several cells."""
    found = {f.location.field for f in reading.submission.findings if f.code == "row.mapping_several"}
    found |= {name for line in reading.lines for name in line.use.mapping.joined}
    yield from (name for name in TEXTS if name in found)


def result_view(reading: MappedReading) -> ResultView:
    """Return what a mapping makes of a workbook, action by action."""
    submission = reading.submission
    found: dict[str, list[UnderstoodItem]] = {}
    names: dict[str, str] = {}
    for entry in progress_entries(submission):
        names[entry.group] = entry.subject
        items = found.setdefault(entry.group, [])
        for name, value in entry.values.items():
            source = entry.sources.get(name)
            if value in (None, "") or (entry.table == "report" and source is None and name != "declaration"):
                continue
            label = entry.labels.get(name, name)
            if entry.table == "indicator_value":
                label = f"{entry.key[1]}（{entry.key[2]}年度）"
            at = source.location if source is not None and source.location.excel_column else None
            items.append(
                UnderstoodItem(label, shown(value, name), at.a1 if at else "", source.how if source else "")
            )
    findings = submission.findings
    return ResultView(
        understood=tuple(Understood(names[code], code, tuple(items)) for code, items in found.items()),
        reports=sum(row.report is not None for row in submission.rows),
        values=sum(row.value is not None for row in submission.indicator_rows),
        silent=len(submission.silent),
        blocks=sum(finding.severity is Severity.BLOCK for finding in findings),
        warnings=sum(finding.severity is Severity.WARN for finding in findings),
        left=left_lines(reading.left),
        left_count=len(reading.left),
    )
