"""What a workbook says of itself on 様式情報, and whether it belongs here at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from miharu_dx.domain.finding import Finding, Location
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS, FORM_KIND_PROGRESS, FORM_VERSION
from miharu_dx.intake.cell_characters import word_key
from miharu_dx.intake.header import best_row, sheet_named
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells

_EVERY_FORM = ("plan_code", "store_id", "store_version")
_PROGRESS_FORM = ("department", "fiscal_year", "period")
_MARKS = ("fingerprint", "reply_fingerprint")
_LONGEST_NUMBER = 9  # 版も年度も、これより長くならない


@dataclass(frozen=True)
class FormInfo:
    """Where a form comes from: its plan, its store and the store version it was made from.

    ``department``, ``fiscal_year`` and ``period`` are set on progress forms only. ``fingerprints``
    holds the printed mark of each row by its action, ``reply_fingerprints`` that of each instruction
    by its number. ``cells`` tells where each item stands.
    """

    kind: str
    form_version: str
    plan_code: str
    store_id: str
    store_version: int
    department: str = ""
    fiscal_year: int | None = None
    period: str = ""
    fingerprints: Mapping[str, str] = field(default_factory=dict[str, str])
    reply_fingerprints: Mapping[str, str] = field(default_factory=dict[str, str])
    made_at: datetime | None = None
    cells: Mapping[str, Location] = field(default_factory=dict[str, Location])


def read_form(
    book: WorkbookCells, kind: str, snapshot: Snapshot
) -> tuple[FormInfo | None, tuple[Finding, ...]]:
    """Return 様式情報 of a form of this kind and store; none, with findings of tier file, else.

    ``kind`` is one of the kinds in ``domain.sheetspec``. A foreign kind, form version or plan is
    told alone, because everything else would differ with it.
    """
    sheet = sheet_named(book, FORM_INFO.name)
    if sheet is None:
        place = Location(FORM_INFO.name)
        return None, (Finding("file.form_missing", place, args={"name": FORM_INFO.name}),)
    items = _Items.of(sheet)
    if items is None:
        return None, (Finding("file.form_damaged", Location(sheet.name), args={"item": "見出し"}),)
    stranger = items.stranger(kind, snapshot.plan.code)
    if stranger is not None:
        return None, (stranger,)
    wanted = _EVERY_FORM + (_PROGRESS_FORM if kind == FORM_KIND_PROGRESS else ())
    damaged = tuple(items.damaged(item) for item in wanted if not items.readable(item))
    if damaged:
        return None, damaged
    form = items.form()
    findings: list[Finding] = []
    if form.store_id != snapshot.store_id:
        findings.append(Finding("file.other_store", items.place("store_id"), form.store_id))
    elif form.store_version > snapshot.latest_version:
        place, args = items.place("store_version"), {"latest": snapshot.latest_version}
        findings.append(Finding("file.store_version_newer", place, str(form.store_version), args))
    return (None if findings else form), tuple(findings)


def kind_of(book: WorkbookCells) -> str:
    """Return the kind of form a workbook says it is, blank where it does not say so."""
    sheet = sheet_named(book, FORM_INFO.name)
    items = None if sheet is None else _Items.of(sheet)
    return "" if items is None else items.text("form_kind")


def made_from(book: WorkbookCells, kind: str, snapshot: Snapshot) -> int | None:
    """Return the store version a form of this store was made from, none where it has no sound 様式情報."""
    form, _ = read_form(book, kind, snapshot)
    return None if form is None else form.store_version


@dataclass(frozen=True)
class _Items:
    """The rows of 様式情報 by their item; an item that stands there twice with two values is damaged."""

    sheet: SheetCells
    column: int
    values: Mapping[str, Cell]
    doubled: frozenset[str]
    marks: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, sheet: SheetCells) -> _Items | None:
        row, hits = best_row(sheet, FORM_INFO)
        columns = {found.field: found.cell.column for found in hits}
        if len(columns) < len(FORM_INFO.columns):
            return None
        keys = {word_key(name): item for item, name in FORM_ITEMS.items()}
        values: dict[str, Cell] = {}
        doubled: set[str] = set()
        marks: dict[str, dict[str, str]] = {item: {} for item in _MARKS}
        for number, cells in sheet.by_row.items():
            name, value = cells.get(columns["item"]), cells.get(columns["value"])
            item = keys.get(word_key(name.raw)) if name else None
            if number <= row or item is None or value is None:
                continue
            subject = cells.get(columns["subject"])
            if item in marks:
                marks[item][subject.raw.strip() if subject else ""] = value.raw.strip()
            elif item in values and values[item].raw.strip() != value.raw.strip():
                doubled.add(item)
            else:
                values[item] = value
        return cls(sheet, columns["value"], values, frozenset(doubled), marks)

    def text(self, item: str) -> str:
        cell = self.values.get(item)
        return "" if cell is None or item in self.doubled or cell.kind == "error" else cell.raw.strip()

    def number(self, item: str) -> int | None:
        text = self.text(item)
        return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None

    def readable(self, item: str) -> bool:
        if item in ("store_version", "fiscal_year"):
            return bool(self.number(item))
        return bool(self.text(item))

    def place(self, item: str) -> Location:
        cell = self.values.get(item)
        return Location(self.sheet.name, cell.row if cell else None, cell.column if cell else None, item)

    def damaged(self, item: str) -> Finding:
        cell = self.values.get(item)
        shown = cell.raw if cell else "なし"
        return Finding("file.form_damaged", self.place(item), shown, {"item": FORM_ITEMS[item]})

    def stranger(self, kind: str, plan_code: str) -> Finding | None:
        for item, expected, code in (
            ("form_kind", kind, "file.form_kind"),
            ("form_version", FORM_VERSION, "file.form_version"),
            ("plan_code", plan_code, "file.form_other_plan"),
        ):
            if not self.text(item):
                return self.damaged(item)
            if self.text(item) != expected:
                return Finding(code, self.place(item), self.text(item), {"known": expected})
        return None

    def form(self) -> FormInfo:
        return FormInfo(
            kind=self.text("form_kind"),
            form_version=self.text("form_version"),
            plan_code=self.text("plan_code"),
            store_id=self.text("store_id"),
            store_version=self.number("store_version") or 0,
            department=self.text("department"),
            fiscal_year=self.number("fiscal_year"),
            period=self.text("period"),
            fingerprints=self.marks["fingerprint"],
            reply_fingerprints=self.marks["reply_fingerprint"],
            made_at=_moment(self.values.get("made_at")),
            cells={item: self.place(item) for item in self.values},
        )


def _moment(cell: Cell | None) -> datetime | None:
    """Return when the form was made; it is only shown, so what cannot be read is left out."""
    if cell is None:
        return None
    if isinstance(cell.value, datetime):
        return cell.value
    if isinstance(cell.value, date):
        return datetime.combine(cell.value, datetime.min.time())
    try:
        return datetime.fromisoformat(cell.raw.strip())
    except ValueError:
        return None
