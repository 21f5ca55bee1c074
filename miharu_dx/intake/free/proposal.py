"""What a foreign table is proposed to mean, each proposal with its reason; nothing of it counts unconfirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from miharu_dx.domain.mapping import (
    ACTUAL,
    NOT_USED,
    ONLY,
    ColumnMapping,
    Fixed,
    MappingSpec,
    TableMapping,
    Target,
)
from miharu_dx.domain.mapping_fields import REPORTED
from miharu_dx.domain.mapping_words import ACTUAL_ROWS, OTHER_ROWS
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED, Snapshot
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.free.candidates import Candidate, Known, candidates_of
from miharu_dx.intake.free.lines import lines_of
from miharu_dx.intake.free.matching import Matcher
from miharu_dx.intake.free.scope import Whose, use_of
from miharu_dx.intake.free.shapes import Shape
from miharu_dx.intake.free.tables import BANNER, FreeBook, FreeRow, FreeTable, named
from miharu_dx.intake.roll import Roll

_KEYS = ("department", "action", "name", "indicator")
_SEVERAL = frozenset({"actual"})


@dataclass(frozen=True)
class Reason:
    """Why a column was proposed for what it is; ``sure`` where its own values say so."""

    text: str
    sure: bool = False


@dataclass(frozen=True)
class Proposal:
    """A whole mapping as proposed, with the reason of each column by signature and path."""

    spec: MappingSpec
    reasons: Mapping[tuple[tuple[str, ...], str], Reason]

    def reason(self, table: TableMapping, path: str) -> Reason:
        """Return why a column is proposed for what it is."""
        return self.reasons.get((table.signature, path), Reason("当たるものが見つかりません"))


def propose(
    book: FreeBook,
    snapshot: Snapshot,
    department: str,
    key: PeriodKey,
    earlier: MappingSpec | None = None,
) -> Proposal:
    """Return what each kind of table of a workbook may mean; ``earlier`` is what was said of others like it."""
    known = Known.of(snapshot, department, key)
    reasons: dict[tuple[tuple[str, ...], str], Reason] = {}
    tables: list[TableMapping] = []
    for table in _kinds(book):
        before = earlier.table(table.signature) if earlier else None
        if before is not None:
            tables.append(before)
            reasons |= {
                (table.signature, column.path): Reason("前に決めたとおり", sure=True)
                for column in before.columns
            }
            continue
        mapping, why = _proposed(table, known, snapshot, department, key)
        mapping, why = _remembered(mapping, why, earlier)
        tables.append(mapping)
        reasons |= {(table.signature, path): reason for path, reason in why.items()}
    return Proposal(MappingSpec(tuple(tables)), reasons)


def _kinds(book: FreeBook) -> Iterator[FreeTable]:
    """Yield one table of each kind, the longest."""
    seen: dict[frozenset[str], FreeTable] = {}
    for table in book.tables:
        mark = frozenset(table.signature)
        if mark not in seen or len(table.body) > len(seen[mark].body):
            seen[mark] = table
    yield from seen.values()


def _proposed(
    table: FreeTable, known: Known, snapshot: Snapshot, department: str, key: PeriodKey
) -> tuple[TableMapping, dict[str, Reason]]:
    shapes = {
        path: Shape.of(cell for column in table.columns_of(path) for cell in table.values(column))
        for path in dict.fromkeys(column.path for column in table.columns)
    }
    found: list[Candidate] = []
    for column in {column.path: column for column in reversed(table.columns)}.values():
        found += candidates_of(column.path, column.heading, shapes[column.path], known)
    chosen = _chosen(found)
    columns: list[ColumnMapping] = []
    reasons: dict[str, Reason] = {}
    for path in shapes:
        column = table.columns_of(path)[0]
        candidate = chosen.get(path)
        if candidate is None and column.number == BANNER:
            continue
        said, reason = _column(path, named(column), candidate, table, shapes[path], chosen, known)
        columns.append(said)
        reasons[path] = reason
    mapping = TableMapping(table.signature, len(table.head_rows), True, tuple(columns))
    mapping = _settled(mapping, table)
    use = use_of(table, mapping, key, snapshot.plan)
    matcher = Matcher(Roll(snapshot, None, department, key.fiscal_year), mapping)
    lines = lines_of(use, Whose(snapshot, department, key), matcher)
    matched = any(line.match.action is not None for line in lines)
    speaks = any(mapping.columns_for(name) for name in (*REPORTED, "actual"))
    return replace(mapping, used=matched and speaks), reasons


def _chosen(found: Sequence[Candidate]) -> dict[str, Candidate]:
    """Return one candidate for each column, the weightiest first; most fields are given once."""
    chosen: dict[str, Candidate] = {}
    taken: set[str] = set()
    for candidate in sorted(found, key=lambda one: -one.weight):
        once = candidate.field not in _SEVERAL and candidate.aside is None
        if candidate.path in chosen or (once and candidate.field in taken):
            continue
        chosen[candidate.path] = candidate
        taken.add(candidate.field)
    return chosen


def _column(
    path: str,
    heading: str,
    candidate: Candidate | None,
    table: FreeTable,
    shape: Shape,
    chosen: Mapping[str, Candidate],
    known: Known,
) -> tuple[ColumnMapping, Reason]:
    if candidate is None:
        told = "値がありません" if not shape.count else "当たるものが見つかりません"
        return ColumnMapping(path, heading), Reason(told)
    if candidate.aside is not None:
        return ColumnMapping(path, heading, (), candidate.aside.value), Reason(
            candidate.reason, candidate.sure
        )
    taken = {one.field for one in chosen.values() if one.aside is None}
    targets = tuple(_targets(candidate.field, table, path, shape, taken, known))
    return ColumnMapping(path, heading, targets), Reason(candidate.reason, candidate.sure)


def _targets(
    field: str, table: FreeTable, path: str, shape: Shape, taken: set[str], known: Known
) -> Iterator[Target]:
    """Yield the target of a column, and a second one where its words are of two lists."""
    if field == "actual":
        heading = table.columns_of(path)[0].heading
        indicator = "" if "indicator" in taken else ONLY
        yield Target("actual", indicator=indicator, kind=heading.kind)
    elif field == "measure":
        typed = _typed(shape)
        words = {typed[word_key(word)]: ACTUAL for word in ACTUAL_ROWS if word_key(word) in typed}
        words |= {typed[word_key(word)]: NOT_USED for word in OTHER_ROWS if word_key(word) in typed}
        yield Target("measure", words)
    elif field in known.words:
        other = next((name for name in ("stage", "rating") if name != field and name not in taken), "")
        mixed = bool(other) and bool(shape.share(known.words[other]))
        typed = _typed(shape)
        for name in (field, other) if mixed else (field,):
            own = known.words[name]
            rest = {word for axis, words in known.words.items() if axis != name for word in words} - set(own)
            yield Target(name, {typed[word]: NOT_USED for word in typed if mixed and word in rest})
    else:
        yield Target(field)


def _typed(shape: Shape) -> dict[str, str]:
    """Return the words of a column as typed by their folded spelling."""
    found: dict[str, str] = {}
    for cell in shape.cells:
        found.setdefault(word_key(cell.raw), " ".join(cell.raw.split()))
    return found


def _settled(mapping: TableMapping, table: FreeTable) -> TableMapping:
    """Add what stands in no column: the 申告区分 of rows that speak, keys whose blanks go on."""
    if any(mapping.columns_for(name) for name in REPORTED) and not mapping.columns_for("declaration"):
        mapping = mapping.with_fixed("declaration", Fixed(UPDATED))
    down = {name for name in _KEYS if _goes_on(mapping, table, name)}
    return replace(mapping, filled_down=frozenset(down))


def _goes_on(mapping: TableMapping, table: FreeTable, name: str) -> bool:
    """Whether a key is written in the first row and left blank in some below that hold other things."""
    numbers = [c.number for said in mapping.columns_for(name) for c in table.columns_of(said.path)]
    if not numbers or not table.body:
        return False

    def says(row: FreeRow) -> bool:
        return any((cell := row.at(number)) is not None and cell.raw.strip() for number in numbers)

    return says(table.body[0]) and not all(says(row) for row in table.body)


def _remembered(
    mapping: TableMapping, why: Mapping[str, Reason], earlier: MappingSpec | None
) -> tuple[TableMapping, dict[str, Reason]]:
    """Carry over what was said of the same headings of another table, such as the one of last year."""
    reasons = dict(why)
    near = _nearest(mapping, earlier) if earlier else None
    if near is None:
        return mapping, reasons
    for column in mapping.columns:
        said = near.column(column.path)
        if said is not None and (said.targets or said.ignored):
            mapping = mapping.with_column(said)
            reasons[column.path] = Reason("前に決めたとおり（見出しが同じ）", sure=True)
    carried = {name: fixed for name, fixed in near.fixed.items() if not mapping.columns_for(name)}
    return (
        replace(
            mapping,
            used=near.used,
            fixed={**mapping.fixed, **carried},
            filled_down=mapping.filled_down | near.filled_down,
            joined=near.joined,
            rows=dict(near.rows),
            indicators=dict(near.indicators),
        ),
        reasons,
    )


def _nearest(mapping: TableMapping, earlier: MappingSpec) -> TableMapping | None:
    """Return the table with the most headings in common, none where less than half are."""
    own = set(mapping.signature)
    best = max(earlier.tables, key=lambda table: len(own & set(table.signature)), default=None)
    return best if best is not None and 2 * len(own & set(best.signature)) >= len(own) else None
