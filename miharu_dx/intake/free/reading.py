"""A workbook read through a mapping: the same rows, rules and findings as those of our own form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from miharu_dx.config import INTAKE_LIMITS
from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.finding import Finding, Location, column_letters
from miharu_dx.domain.mapping import MappingSpec
from miharu_dx.domain.mapping_fields import REPORTED, field_label
from miharu_dx.domain.mapping_left import Left, LeftReason
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.intake.cell_reading import shown
from miharu_dx.intake.delimited import ENCODING
from miharu_dx.intake.entities import entity
from miharu_dx.intake.free.accounts import Account, left_of
from miharu_dx.intake.free.indicator_lines import Value, ValueMaker, Values, once
from miharu_dx.intake.free.lines import Line, by_action, lines_of
from miharu_dx.intake.free.matching import Matcher
from miharu_dx.intake.free.occasion import WHATS, Listener, Saying, What, against, told, values_of
from miharu_dx.intake.free.progress_lines import Made, ProgressMaker, shared_cells
from miharu_dx.intake.free.scope import TableUse, Whose, use_of
from miharu_dx.intake.free.tables import FreeBook
from miharu_dx.intake.indicator_rows import IndicatorSheet, judge_indicators
from miharu_dx.intake.progress_rows import ProgressSheet, judge_progress, progress_reader
from miharu_dx.intake.roll import Roll
from miharu_dx.intake.submission import ProgressSubmission, in_order
from miharu_dx.intake.table import hidden_rows

# 列がないことは見出しの段で一度だけ言い、行ごとには繰り返さない。
_REQUIRED = frozenset({"row.required_blank", "row.required_blank_again"})
_OPTIONAL = frozenset({"row.author_blank", "row.achievement_blank"})
_SETTLED = frozenset({"declaration", "as_of_date"})
_OF_OTHERS: Mapping[What, LeftReason] = {
    "fiscal_year": LeftReason.OTHER_YEAR,
    "period": LeftReason.OTHER_PERIOD,
    "department": LeftReason.OTHER_DEPARTMENT,
}


@dataclass(frozen=True)
class MappedReading:
    """What a workbook says through a mapping, with its lines as matched and every cell not read.

    ``read`` are the cells a value or a key came from, by sheet, row and column; each cell that holds
    something is one of them, a heading of a table that is read, or in ``left``.
    """

    submission: ProgressSubmission
    lines: tuple[Line, ...] = ()
    left: tuple[Left, ...] = ()
    read: frozenset[tuple[str, int, int]] = frozenset()


def read_mapped(
    book: FreeBook,
    spec: MappingSpec,
    *,
    snapshot: Snapshot,
    today: date,
    department: str,
    key: PeriodKey,
    file_name: str = "",
) -> MappedReading:
    """Return what a department's own workbook reports of a period, judged as our own form is.

    Values keep the sheet and cell they came from. Nothing is raised for a fault of the workbook.
    Words of the tables or of ``file_name`` that say another department, year or period are pointed out.

    :raises Refusal: a table of more rows than are judged at once.
    """
    roll = Roll(snapshot, None, department, key.fiscal_year)
    whose = Whose(snapshot, department, key)
    uses: dict[int, TableUse] = {}
    aside: dict[int, LeftReason] = {}
    lines: list[Line] = []
    matchers: dict[int, Matcher] = {}
    listener = Listener.of(snapshot)
    elsewhere = _elsewhere(book, spec, listener, values_of(snapshot, department, key))
    for table in book.tables:
        mapping = spec.table(table.signature)
        if mapping is None or not mapping.used:
            aside[id(table)] = LeftReason.UNKNOWN_TABLE if mapping is None else LeftReason.OTHER_TABLE
            continue
        if id(table) in elsewhere:
            aside[id(table)] = elsewhere[id(table)]
            continue
        if len(table.rows) > INTAKE_LIMITS.max_table_rows:
            limit = INTAKE_LIMITS.max_table_rows
            raise Refusal("file.too_many_rows", sheet=table.sheet.name, rows=len(table.rows), limit=limit)
        use = use_of(table, mapping, key, snapshot.plan)
        uses[id(table)] = use
        matchers[id(use)] = Matcher(roll, mapping)
        lines += lines_of(use, whose, matchers[id(use)])
    account = Account()
    grouped = by_action(lines)
    actions = snapshot.actions_by_code
    maker = ProgressMaker(snapshot, key, progress_reader(snapshot.plan, key))
    made = [one for code, own in grouped.items() if (one := maker.made(actions[code], own)) is not None]
    values = {code: ValueMaker(key).made(actions[code], own, matchers) for code, own in grouped.items()}
    _note(account, lines, made, values.values())
    progress = _progress(made, roll, key, today)
    indicators = _indicators([one for own in values.values() for one in own.rows], roll, key)
    left = left_of(book, uses, aside, lines, account)
    period = snapshot.plan.period_at(key)
    findings = (
        *_ragged(book, uses.values()),
        *_other_words(book, uses.values(), listener, department, key, file_name),
        *_gone(uses.values(), f"{fiscal_year_label(key.fiscal_year)}{period.name}"),
        *_open(left),
        *in_order(once([*_of_lines(lines, uses.values()), *progress.findings])),
        *in_order(once([*indicators.findings, *(f for own in values.values() for f in own.findings)])),
    )
    submission = ProgressSubmission(
        form=None,
        department=department,
        fiscal_year=key.fiscal_year,
        period=period.code,
        rows=progress.rows,
        indicator_rows=indicators.rows,
        findings=findings,
        silent=progress.silent,
    )
    return MappedReading(submission, tuple(lines), left, frozenset(account.read))


def _progress(made: Sequence[Made], roll: Roll, key: PeriodKey, today: date) -> ProgressSheet:
    """Return the rows of actions judged; without any, nothing is said to be missing."""
    if not made:
        return ProgressSheet((), (), ())
    header = made[0].row.header
    found = [finding for one in made for finding in one.findings]
    judged = judge_progress(header, [one.row for one in made], found, roll, key, today)
    by_entity = {entity(PROGRESS.key, one.action.code): one for one in made}
    findings: list[Finding] = list(shared_cells(made))
    missing: set[str] = set()
    for finding in judged.findings:
        one = by_entity.get(finding.entity)
        if one is not None and finding.location.field in one.absent and finding.location.excel_column is None:
            if finding.code in _REQUIRED:
                missing.add(finding.location.field)
                continue
            if finding.code in _OPTIONAL:
                continue
        findings.append(finding)
    place = Location(header.sheet.name, header.row)
    heads = [
        Finding("header.mapping_missing", place, label=field_label(name), entity=PROGRESS.key)
        for name in sorted(missing, key=REPORTED.index)
    ]
    return replace(judged, findings=(*heads, *_absent(made, missing, place), *findings))


def _absent(made: Sequence[Made], missing: set[str], place: Location) -> Iterator[Finding]:
    rest = [
        name
        for name in REPORTED
        if name not in missing | _SETTLED and all(name in one.absent for one in made)
    ]
    if rest:
        fields = "・".join(map(field_label, rest))
        yield Finding("header.mapping_absent", place, args={"fields": fields}, entity=PROGRESS.key)


def _indicators(values: Sequence[Value], roll: Roll, key: PeriodKey) -> IndicatorSheet:
    """Return the values judged; the same value of one indicator and year told twice counts once."""
    if not values:
        return IndicatorSheet((), ())
    told: dict[tuple[object, ...], Value] = {}
    for one in values:
        cells = one.row.cells
        what = tuple(cells[name].value for name in ("action", "indicator", "fiscal_year", "actual"))
        told.setdefault((*what, cells["actual"].unreadable), one)
    rows = [one.row for one in told.values()]
    judged = judge_indicators(rows[0].header, rows, (), roll, key)
    # この表に載せない指標があるのは普通なので、様式のように行がないとは言わない。
    findings = tuple(finding for finding in judged.findings if finding.code != "row.indicator_missing")
    return replace(judged, findings=findings)


def _note(account: Account, lines: Sequence[Line], made: Sequence[Made], values: Iterable[Values]) -> None:
    for line in lines:
        if line.outside is None and line.match.action is not None:
            account.took((line.sheet, cell.row, cell.column) for cell in line.cells.values())
    for one in made:
        account.took(taken.at for found in one.taken.values() for taken in found)
    for own in values:
        account.took(taken.at for taken in own.read)
        for taken, reason in own.left:
            account.passed(taken.at, reason)


def _of_lines(lines: Sequence[Line], uses: Iterable[TableUse]) -> Iterator[Finding]:
    """Yield what the rows themselves ask, and the hidden ones among them."""
    asked: set[tuple[int, str]] = set()
    for line in lines:
        yield from line.faults
        mark = (id(line.use), line.keys.answer)
        if line.outside is None and line.match.action is None and mark not in asked:
            asked.add(mark)
            shown = line.keys.shown or f"{line.row.excel_row}行目"
            place = line.place_of_key
            yield Finding(
                "row.mapping_unknown", place, shown, subject=line.keys.name, label=field_label("name"),
                entity=entity(PROGRESS.key, line.keys.answer),
            )  # fmt: skip
    for use in uses:
        rows = [line.row.excel_row for line in lines if line.use is use and line.outside is None]
        yield from hidden_rows(use.table.sheet, rows)
        hidden = sorted({one.column.number for one in use.uses} & use.table.sheet.hidden_columns)
        if hidden:
            columns = "・".join(f"{column_letters(number)}列" for number in hidden)
            place = Location(use.table.sheet.name, use.table.head_rows[-1], hidden[0])
            yield Finding("header.column_hidden", place, args={"columns": columns})


def _elsewhere(
    book: FreeBook, spec: MappingSpec, listener: Listener, wanted: Mapping[What, str | int]
) -> dict[int, LeftReason]:
    """Return the tables that are another year's, period's or department's by their own words.

    Only where one beside them of the same kind says that it is the one that is wanted: a workbook
    with a sheet for each year. A table alone is read, and its words are pointed out.
    """
    found: dict[int, LeftReason] = {}
    for mapping in spec.used:
        own = [table for table in book.tables if mapping.fits(table.signature)]
        for what in WHATS if len(own) > 1 else ():
            said = {id(table): told(listener.of_table(table, book.book), what) for table in own}
            if any(one is not None and one.value == wanted[what] for one in said.values()):
                for table, one in said.items():
                    if one is not None and one.value != wanted[what]:
                        found.setdefault(table, _OF_OTHERS[what])
    return found


def _other_words(
    book: FreeBook,
    uses: Iterable[TableUse],
    listener: Listener,
    department: str,
    key: PeriodKey,
    file_name: str,
) -> Iterator[Finding]:
    """Yield where a title, a sheet or the file is named after others than what is reported."""
    ranks = listener.ranks([use.table for use in uses], book.book, file_name)
    labels: dict[tuple[str, str], list[str]] = {}
    sayings: dict[tuple[str, str], Saying] = {}
    for what, value in values_of(listener.snapshot, department, key).items():
        for one in against(ranks, what, value):
            mark = (one.source, one.shown)
            sayings.setdefault(mark, one)
            labels.setdefault(mark, []).append(value_label(listener.snapshot, what, value))
    for mark, one in sayings.items():
        args = {"source": one.source, "expected": "".join(labels[mark])}
        yield Finding("file.mapping_other_words", one.location, one.shown, args)


def _ragged(book: FreeBook, uses: Iterable[TableUse]) -> Iterator[Finding]:
    """Yield the rows of a text table with more values than headings: a comma in a value moves the rest."""
    if ENCODING not in book.book.properties:
        return
    for use in uses:
        rows = {row.excel_row for row in use.table.rows}
        last = max(column.number for column in use.table.columns)
        for sheet, cell, _ in book.around:
            if sheet is use.table.sheet and cell.row in rows and cell.column > last:
                yield Finding("row.mapping_ragged", Location(sheet.name, cell.row, cell.column), shown(cell))


def value_label(snapshot: Snapshot, what: What, value: str | int) -> str:
    """Return a year, period or department as a person reads it."""
    if what == "fiscal_year":
        return fiscal_year_label(int(value))
    if what == "department":
        return snapshot.department_name(str(value))
    return next(period.name for period in snapshot.plan.periods if period.code == value)


def _gone(uses: Iterable[TableUse], period: str) -> Iterator[Finding]:
    for use in uses:
        for name in sorted(use.gone, key=REPORTED.index):
            place = Location(use.table.sheet.name, use.table.head_rows[-1])
            args = {"period": period}
            yield Finding("header.mapping_not_now", place, args=args, label=field_label(name))


def _open(left: Sequence[Left]) -> Iterator[Finding]:
    """Yield one finding for each sheet with cells nobody has decided about yet."""
    by_sheet: dict[str, list[Left]] = {}
    for one in left:
        # どの個別取組か決まらない行は、その行の指摘で聞く。
        if one.reason.open and one.reason is not LeftReason.UNMATCHED_ROW:
            by_sheet.setdefault(one.location.sheet, []).append(one)
    for own in by_sheet.values():
        counts = Counter(one.reason for one in own)
        reasons = "、".join(f"{reason.value} {count}か所" for reason, count in counts.items())
        place = replace(own[0].location, field="")
        yield Finding("header.mapping_left", place, own[0].raw, {"count": len(own), "reasons": reasons})
