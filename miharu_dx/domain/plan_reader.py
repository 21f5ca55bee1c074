"""Tables of a plan file with their lines: every complaint points at the line it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NoReturn, cast

from miharu_dx.domain.refusal import Refusal

Data = Mapping[str, object]

_HEADER = re.compile(r"^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*(?:#.*)?$")
_COMMENT_OR_BLANK = re.compile(r"^\s*(?:#.*)?$")


@dataclass(frozen=True)
class PlanText:
    """The text of a plan file; ``path`` is only named in messages. Lines count from 1."""

    path: Path
    text: str

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def _blocks(self) -> dict[str, list[range]]:
        """The lines of each table in the order of the file, from its header to before the next."""
        starts = [
            (number, match.group(1))
            for number, line in enumerate(self._lines)
            if (match := _HEADER.match(line))
        ]
        ends = [number for number, _ in starts[1:]] + [len(self._lines)]
        found: dict[str, list[range]] = {}
        for (start, name), end in zip(starts, ends, strict=True):
            found.setdefault(name, []).append(range(start, end))
        return found

    def line(self, table: str, index: int = 0, key: str = "", value: str = "") -> int:
        """Return the last line of a value in a table, else that of its key, its header, or the first."""
        blocks = self._blocks.get(table)
        if not blocks:
            return self.key_line(table)
        block = blocks[min(index, len(blocks) - 1)]
        if key:
            return self._within(block, key, value) + 1
        return block.start + 1

    def key_line(self, key: str) -> int:
        """Return the line of a key or table that stands anywhere in the file, else the first line."""
        return self._within(range(len(self._lines)), key, "") + 1

    def _within(self, block: range, key: str, value: str) -> int:
        written = re.compile(rf"^\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*(?:=|\.|\])")
        at = next((number for number in block if written.match(self._lines[number])), block.start)
        if not value:
            return at
        quoted = re.compile(rf"[\"']{re.escape(value)}[\"']|\b{re.escape(value)}\s*=")
        return max((n for n in range(at, block.stop) if self._says(n, quoted)), default=at)

    def _says(self, number: int, wanted: re.Pattern[str]) -> bool:
        line = self._lines[number]
        return not _COMMENT_OR_BLANK.match(line) and wanted.search(line) is not None

    def refuse(self, detail: str, fix: str, line: int) -> NoReturn:
        """Refuse the file for what stands on a line."""
        raise Refusal("plan.invalid", path=self.path, line=line, detail=detail, fix=fix)


@dataclass(frozen=True)
class Row:
    """One table of the file; every value is checked as it is taken, against the words of the plan."""

    source: PlanText
    table: str
    index: int
    values: Data

    def fail(self, detail: str, fix: str, key: str = "", value: str = "") -> NoReturn:
        """Refuse the file for this table, for one of its keys, or for a value that stands there."""
        self.source.refuse(detail, fix, self.source.line(self.table, self.index, key, value))

    def only(self, known: Sequence[str], values: Data | None = None, key: str = "") -> Row:
        """Return the row itself; refuse a key nobody knows, because it is most often a slip.

        ``values`` is an inline table that stands under ``key``, none for the row's own.
        """
        for name in self.values if values is None else values:
            if name not in known:
                detail = f"[{self.table}] の「{name}」という項目は使えません。"
                self.fail(detail, _instead(name, known, "項目"), key or name, name if key else "")
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; one without a default is neither missing nor blank."""
        found = self._found(key, default, "文字列", (str,))
        if default is None and not str(found).strip():
            self.fail(f"[{self.table}] の {key} が空です。", f"{key} を書いてください。", key)
        return str(found)

    def whole(self, key: str, default: int | None = None, least: int = 0, most: int = 9999) -> int:
        """Return a whole number within its bounds."""
        found = cast("int", self._found(key, default, "整数", (int,)))
        if not least <= found <= most:
            self.fail(
                f"[{self.table}] の {key} が {found} になっています。",
                f"{key} は{least}から{most}までの整数で書いてください。",
                key,
            )
        return found

    def optional_whole(self, key: str) -> int | None:
        """Return a whole number, none where it is not written."""
        return self.whole(key) if key in self.values else None

    def number(self, key: str, default: float) -> float:
        """Return a number."""
        return cast("float", self._found(key, default, "数", (int, float)))

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        return cast("bool", self._found(key, default, "true か false", (bool,)))

    def choice(self, key: str, known: Sequence[str]) -> str:
        """Return one of the known words."""
        found = self.text(key)
        if found not in known:
            self.fail(
                f"[{self.table}] の {key}「{found}」は使えません。",
                f"次のどれかにしてください: {'・'.join(known)}",
                key,
            )
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is not written."""
        found = cast("list[object]", self._found(key, [], "一覧", (list,)))
        if not all(isinstance(item, str) and item.strip() for item in found):
            self.fail(
                f"[{self.table}] の {key} に、文字列でないものがあります。",
                f'{key} は ["…", "…"] の形で書いてください。',
                key,
            )
        return tuple(str(item) for item in found)

    def tables(self, key: str) -> tuple[Data, ...]:
        """Return a list of inline tables."""
        found = cast("list[object]", self._found(key, None, "一覧", (list,)))
        if not found or not all(isinstance(item, dict) for item in found):
            self.fail(
                f"[{self.table}] の {key} に、{{ … }} の形のものがありません。",
                f'{key} は [ {{ code = "…", name = "…" }} ] の形で1件以上書いてください。',
                key,
            )
        return tuple(cast("dict[str, object]", item) for item in found)

    def _found(self, key: str, default: object, name: str, kinds: tuple[type, ...]) -> object:
        found = self.values.get(key, default)
        if found is None:
            self.fail(f"[{self.table}] に {key} がありません。", f"{key} を書いてください。")
        if not isinstance(found, kinds) or (isinstance(found, bool) and bool not in kinds):
            self.fail(
                f"[{self.table}] の {key} は{name}で書きます。",
                f"{key} を{name}に直してください。",
                key,
            )
        return found


def section(source: PlanText, data: Data, name: str, *, needed: bool = True) -> Row:
    """Return the table [name]; an empty one where it is missing and not needed."""
    value = data.get(name)
    if value is None and not needed:
        return Row(source, name, 0, {})
    if not isinstance(value, dict):
        source.refuse(f"[{name}] がありません。", f"[{name}] の節を書いてください。", source.key_line(name))
    return Row(source, name, 0, cast("dict[str, object]", value))


def rows(source: PlanText, data: Data, name: str) -> Iterator[Row]:
    """Yield every table [[name]] in the order of the file; there is at least one."""
    value = data.get(name)
    if not isinstance(value, list) or not value:
        source.refuse(
            f"[[{name}]] が1件もありません。",
            f"[[{name}]] を1件以上書いてください。",
            source.key_line(name),
        )
    for index, row in enumerate(cast("list[object]", value)):
        if not isinstance(row, dict):
            source.refuse(
                f"[[{name}]] の書き方が違います。",
                f"[[{name}]] の形で書いてください。",
                source.key_line(name),
            )
        yield Row(source, name, index, cast("dict[str, object]", row))


def known_rows(source: PlanText, data: Data, name: str, known: Sequence[str]) -> list[Row]:
    """Return every table [[name]], in which only known keys may stand."""
    return [row.only(known) for row in rows(source, data, name)]


def unique(rows_of: Sequence[Row], values: Sequence[str], key: str, *, within: bool = False) -> None:
    """Refuse the second of two equal values; ``within`` looks for it in the list under ``key``."""
    for index, value in enumerate(values):
        if value in values[:index]:
            row = rows_of[index]
            row.fail(
                f"[[{row.table}]] に「{value}」が2回あります。",
                "どちらかの名前又はコードを変えてください。",
                key,
                value if within else "",
            )


def only_sections(source: PlanText, data: Data, known: Sequence[str]) -> None:
    """Refuse a table nobody knows."""
    for name in data:
        if name not in known:
            source.refuse(
                f"[{name}] という節は使えません。",
                _instead(name, known, "節"),
                source.key_line(name),
            )


def _instead(name: str, known: Sequence[str], kind: str) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"{near[0]} の書き誤りではないか確かめてください。"
    return f"消すか、次のどれかの{kind}に直してください: {'・'.join(known)}"
