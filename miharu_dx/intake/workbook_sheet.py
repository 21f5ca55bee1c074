"""One worksheet's XML as a stream of cells, counted where no spelling can hide anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.workbook_parts import SheetEntry
from miharu_dx.intake.workbook_places import EXCEL_COLUMNS, EXCEL_ROWS, position, whole_number
from miharu_dx.intake.workbook_record import SheetRecord
from miharu_dx.intake.workbook_values import Book, CellKeeper, RawCell, Totals
from miharu_dx.intake.workbook_xml import BETWEEN, Attributes, main_space_of, new_parser, run

_TRUE = ("1", "true")
_FALSE = ("0", "false")
_NAMES = ("row", "c", "v", "f", "is", "t", "rPh", "col", "mergeCell", "sheetView")


class SheetReader:
    """Reads one worksheet; every cell that holds something ends in ``record``, in order.

    Row and column come from each cell's own reference, and from its neighbour where it has none.
    What the sheet declares of its size is not read at all.
    """

    def __init__(self, entry: SheetEntry, book: Book) -> None:
        """Prepare to read the part of ``entry``."""
        self.record = SheetRecord(entry.name, entry.state)
        self._part = entry.part
        self._book = book
        self._keeper = CellKeeper(self.record, book)
        self._parser = new_parser(entry.part)
        self._pieces: list[str] = []
        self._cell = RawCell()
        self._holds_something = False
        self._inside_ruby = False
        self._row_text = "0"
        self._columns_by_letters: dict[str, int] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._looks = book.style_looks
        self._spans: list[list[int]] = []
        self._open_spans: dict[int, list[int]] = {}
        self._elements = 0

    def read(self, pieces: Iterable[bytes]) -> SheetRecord:
        """Read the whole part.

        :raises Refusal: broken XML, a place outside the limits, too much of anything, or one cell
            with two values.
        """
        self._parser.StartElementHandler = self._root
        run(self._parser, self._counted(pieces), self._part)
        self._keeper.settle()
        self._settle_hidden()
        self._settle_looks()
        return self.record

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Judge the totals between the pieces, so that the cells themselves cost nothing."""
        limits, totals, record = self._book.limits, self._book.totals, self.record
        before = Totals(totals.elements, totals.cells, totals.merges)
        for piece in pieces:
            yield piece
            totals.elements = before.elements + self._elements
            totals.cells = before.cells + len(record.rows)
            totals.merges = before.merges + len(record.merged)
            if totals.elements > limits.max_elements:
                raise Refusal("file.too_many_elements", limit=limits.max_elements)
            if totals.cells > limits.max_cells:
                raise Refusal("file.too_many_cells", limit=limits.max_cells)
            if totals.merges > limits.max_merges:
                raise Refusal("file.too_many_merges", limit=limits.max_merges)

    def _root(self, name: str, _attributes: Attributes) -> None:
        space = main_space_of(name)
        if space is None or not name.endswith(BETWEEN + "worksheet"):
            raise Refusal("file.broken", part=self.record.name)
        full = {local: f"{space}{BETWEEN}{local}" for local in _NAMES}
        self._cell_name = full["c"]
        self._collected = (full["v"], full["t"], full["f"])
        self._starts = {
            full["row"]: self._start_row,
            full["is"]: self._start_inline,
            full["rPh"]: self._start_ruby,
            full["col"]: self._start_column,
            full["mergeCell"]: self._start_merge,
            full["sheetView"]: self._start_view,
        }
        self._ends = {
            full["v"]: self._end_value,
            full["f"]: self._end_formula,
            full["t"]: self._end_text,
            full["rPh"]: self._end_ruby,
        }
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: Attributes) -> None:
        if name in self._collected:
            self._pieces.clear()
        elif name == self._cell_name:
            self._start_cell(attributes)
        elif name in self._starts:
            self._starts[name](attributes)

    def _end(self, name: str) -> None:
        if name == self._cell_name:
            if self._holds_something:
                self._keeper.keep(self._cell)
            look = self._looks.get(self._cell.style or "")
            if look is not None:
                self._show(look)
        elif name in self._ends:
            self._ends[name]()
        self._pieces.clear()

    def _start_row(self, attributes: Attributes) -> None:
        self._elements += 1
        text = attributes.get("r")
        row = self._cell.row + 1 if text is None else self._whole(text)
        if not 1 <= row <= EXCEL_ROWS:
            raise self._bad_reference(str(row))
        self._cell.row, self._row_text = row, str(row)
        self._cell.column = 0
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self._hidden_rows.add(row)

    def _start_cell(self, attributes: Attributes) -> None:
        self._elements += 1
        cell = self._cell
        cell.type = attributes.get("t", "n")
        cell.style = attributes.get("s")
        if self._holds_something:
            cell.value = cell.formula = cell.inline = None
            self._holds_something = False
        place = attributes.get("r")
        if place is None:
            cell.column += 1
            if cell.column > EXCEL_COLUMNS or not cell.row:
                raise self._bad_reference(f"R{cell.row}C{cell.column}")
            return
        # Most references end in the number of their row, and few columns make many cells.
        letters = place[: -len(self._row_text)] if place.endswith(self._row_text) else place
        column = self._columns_by_letters.get(letters)
        if column is not None:
            cell.column = column
        else:
            self._find_place(place)

    def _find_place(self, place: str) -> None:
        cell = self._cell
        cell.row, cell.column = self._position(place)
        self._row_text = str(cell.row)
        if place.isalnum():
            self._columns_by_letters[place[: -len(self._row_text)]] = cell.column

    def _end_value(self) -> None:
        self._cell.value = "".join(self._pieces)
        self._holds_something = True

    def _end_formula(self) -> None:
        self._cell.formula = "".join(self._pieces)
        self._holds_something = True

    def _start_inline(self, _attributes: Attributes) -> None:
        self._cell.inline = []
        self._holds_something = True

    def _end_text(self) -> None:
        if self._cell.inline is not None and not self._inside_ruby:
            self._cell.inline.extend(self._pieces)

    def _start_ruby(self, _attributes: Attributes) -> None:
        self._inside_ruby = True

    def _end_ruby(self) -> None:
        self._inside_ruby = False

    def _start_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            if len(self._hidden_columns) >= EXCEL_COLUMNS:
                raise Refusal("file.broken", part=self.record.name)
            first, last = attributes.get("min", ""), attributes.get("max", "")
            self._hidden_columns.append((self._whole(first), self._whole(last)))

    def _start_merge(self, attributes: Attributes) -> None:
        first, colon, last = attributes.get("ref", "").partition(":")
        top, left = self._position(first)
        bottom, right = self._position(last) if colon else (top, left)
        self.record.merged.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _start_view(self, attributes: Attributes) -> None:
        if attributes.get("showZeros") in _FALSE:
            self.record.zeros_hidden = True

    def _show(self, look: int) -> None:
        """Keep how this cell looks, blank or not; cells that look alike follow one another downwards."""
        row, column = self._cell.row, self._cell.column
        span = self._open_spans.get(column)
        if span is not None and span[3] == look and span[2] == row - 1:
            span[2] = row
            return
        span = self._open_spans[column] = [column, row, row, look]
        self._spans.append(span)
        if len(self._spans) > self._book.limits.max_look_spans:
            self.record.looks, self._looks = None, {}

    def _settle_looks(self) -> None:
        """Leave out what lies beyond the last cell that holds something."""
        record = self.record
        if record.looks is None:
            return
        last_row, last_column = max(record.rows, default=0), max(record.columns, default=0)
        record.looks = [
            [column, first, min(last, last_row), look]
            for column, first, last, look in self._spans
            if column <= last_column and first <= last_row
        ]

    def _settle_hidden(self) -> None:
        record = self.record
        last_row = max(record.rows, default=0)
        last_column = max(record.columns, default=0)
        record.hidden_rows = sorted(row for row in self._hidden_rows if row <= last_row)
        done = 0
        for first, last in sorted(self._hidden_columns):
            record.hidden_columns.extend(range(max(first, done + 1), min(last, last_column) + 1))
            done = max(done, min(last, last_column))

    def _position(self, place: str) -> tuple[int, int]:
        try:
            return position(place)
        except ValueError as error:
            raise self._bad_reference(place) from error

    def _whole(self, text: str) -> int:
        try:
            return whole_number(text)
        except ValueError as error:
            raise self._bad_reference(text) from error

    def _bad_reference(self, text: str) -> Refusal:
        return Refusal("file.cell_reference", sheet=self.record.name, cell=text[:20])
