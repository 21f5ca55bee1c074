"""The parts around the sheets: relations, the list of sheets, texts, properties."""

from __future__ import annotations

from dataclasses import dataclass

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_zip import Package, resolved
from miharu_dx.intake.workbook_xml import (
    BETWEEN,
    RELATION_SPACES,
    Attributes,
    main_space_of,
    new_parser,
    run,
    unescaped,
)

_PROPERTIES = {
    "Application": "application",
    "title": "title",
    "creator": "creator",
    "lastModifiedBy": "last_modified_by",
    "created": "created",
    "modified": "modified",
}
_PROPERTY_PARTS = ("docProps/app.xml", "docProps/core.xml")
_LONGEST_PROPERTY = 1_000


@dataclass(frozen=True)
class Relation:
    """Where a part points to: the last word of the relation's type, and the part it names."""

    kind: str
    part: str
    is_external: bool


@dataclass(frozen=True)
class SheetEntry:
    """One worksheet as the workbook lists it; ``part`` holds its cells."""

    name: str
    state: str
    part: str


@dataclass(frozen=True)
class WorkbookList:
    """What the workbook part says: its worksheets in tab order and its day count."""

    sheets: tuple[SheetEntry, ...]
    date1904: bool
    strings_part: str | None
    styles_part: str | None


def workbook_part(package: Package) -> str:
    """The part that lists the sheets, found by its relation and not by its name."""
    for relation in relations(package, "").values():
        if relation.kind == "officeDocument" and relation.part in package:
            return relation.part
    return "xl/workbook.xml"


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part by their id, empty where it has none; "" means the whole package."""
    folder, _, name = part.rpartition("/")
    source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found: dict[str, Relation] = {}
    if source not in package:
        return found

    def start(name: str, attributes: Attributes) -> None:
        if name.rpartition(BETWEEN)[2] == "Relationship":
            found[attributes.get("Id", "")] = Relation(
                kind=attributes.get("Type", "").rpartition("/")[2],
                part=resolved(part, attributes.get("Target", "")),
                is_external=attributes.get("TargetMode") == "External",
            )

    parser = new_parser(source)
    parser.StartElementHandler = start
    run(parser, package.pieces(source), source)
    return found


def workbook_list(package: Package, limits: IntakeLimits) -> WorkbookList:
    """The worksheets in tab order; chart and dialog sheets hold no cells and are left out.

    :raises Refusal: no worksheet, too many, two of one name, or one whose part is missing.
    """
    part = workbook_part(package)
    related = relations(package, part)
    entries: list[SheetEntry] = []
    flags: dict[str, bool] = {}

    def start(name: str, attributes: Attributes) -> None:
        space, _, local = name.rpartition(BETWEEN)
        if main_space_of(name) is None:
            return
        if local == "workbookPr":
            flags["date1904"] = attributes.get("date1904", "").strip() in ("1", "true", "on")
        elif local == "sheet":
            keys = (f"{relation_space}{BETWEEN}id" for relation_space in RELATION_SPACES)
            number = next((attributes[key] for key in keys if key in attributes), None)
            if number == "":
                # Excel lists old macro modules so, without a part; there are no cells to lose.
                return
            relation = None if number is None else related.get(number)
            if relation is None or relation.is_external:
                raise Refusal("file.broken", part=attributes.get("name", space))
            if relation.kind == "worksheet":
                entries.append(_sheet_entry(attributes, relation))

    parser = new_parser(part)
    parser.StartElementHandler = start
    run(parser, package.pieces(part), part)
    _check_sheets(entries, package, limits)
    by_kind = {relation.kind: relation.part for relation in related.values()}
    return WorkbookList(
        sheets=tuple(entries),
        date1904=flags.get("date1904", False),
        strings_part=_present(package, by_kind.get("sharedStrings")),
        styles_part=_present(package, by_kind.get("styles")),
    )


def shared_strings(package: Package, part: str, limits: IntakeLimits) -> list[str]:
    """The texts cells refer to by number: runs joined, ruby left out, however many are declared."""
    strings: list[str] = []
    pieces: list[str] = []
    total = 0
    inside_ruby = False

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal inside_ruby
        local = name.rpartition(BETWEEN)[2]
        if local == "t":
            if not inside_ruby:
                parser.CharacterDataHandler = pieces.append
        elif local == "rPh":
            inside_ruby = True
        elif local == "si":
            pieces.clear()

    def end(name: str) -> None:
        nonlocal inside_ruby, total
        local = name.rpartition(BETWEEN)[2]
        if local == "t":
            parser.CharacterDataHandler = None
        elif local == "rPh":
            inside_ruby = False
        elif local == "si":
            text = checked_text(unescaped("".join(pieces)), limits)
            strings.append(text)
            total += len(text)
            if len(strings) > limits.max_strings:
                raise Refusal("file.too_many_strings", limit=limits.max_strings)
            if total > limits.max_total_chars:
                raise Refusal("file.too_much_text", limit=limits.max_total_chars)

    parser = new_parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    run(parser, package.pieces(part), part)
    return strings


def properties(package: Package) -> dict[str, str]:
    """What the file says of itself; nothing depends on it, so a broken part leaves it out."""
    found: dict[str, str] = {}
    for part in _PROPERTY_PARTS:
        if part not in package:
            continue
        pieces: list[str] = []

        def start(_name: str, _attributes: Attributes, pieces: list[str] = pieces) -> None:
            pieces.clear()

        def end(name: str, pieces: list[str] = pieces) -> None:
            key = _PROPERTIES.get(name.rpartition(BETWEEN)[2])
            text = "".join(pieces).strip()
            if key and text:
                found.setdefault(key, text[:_LONGEST_PROPERTY])
            pieces.clear()

        parser = new_parser(part)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = pieces.append
        try:
            run(parser, package.pieces(part), part)
        except Refusal as refusal:
            if refusal.code != "file.broken":
                raise
    return found


def checked_text(text: str, limits: IntakeLimits) -> str:
    """The text itself, or a refusal where it is longer than any spreadsheet program writes."""
    if len(text) > limits.max_text_chars:
        raise Refusal("file.text_too_long", limit=limits.max_text_chars)
    return text


def _sheet_entry(attributes: Attributes, relation: Relation) -> SheetEntry:
    state = attributes.get("state", "visible")
    return SheetEntry(
        name=unescaped(attributes.get("name", "")),
        state=state if state in ("hidden", "veryHidden") else "visible",
        part=relation.part,
    )


def _check_sheets(entries: list[SheetEntry], package: Package, limits: IntakeLimits) -> None:
    if not entries:
        raise Refusal("file.no_sheet")
    if len(entries) > limits.max_sheets:
        raise Refusal("file.too_many_sheets", found=len(entries), limit=limits.max_sheets)
    names: set[str] = set()
    for entry in entries:
        if entry.part not in package:
            raise Refusal("file.broken", part=entry.name)
        if entry.name.casefold() in names:
            raise Refusal("file.duplicate_sheets", sheet=entry.name)
        names.add(entry.name.casefold())


def _present(package: Package, part: str | None) -> str | None:
    """The part if it is there; a workbook that names one it does not hold simply has none."""
    return part if part is not None and part in package else None
