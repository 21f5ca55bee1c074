"""The second step of a mapping: what each column is, what stands in none, and how actual values are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from miharu_dx.domain.mapping import (
    ONLY,
    SAME_UNIT,
    ColumnMapping,
    Fixed,
    MappingSpec,
    TableMapping,
    Target,
)
from miharu_dx.domain.mapping_fields import MAP_FIELDS, REPORTED, REQUIRED, Aside, field_label
from miharu_dx.domain.records import INDICATOR_KINDS, Snapshot
from miharu_dx.present.views.mapping import ColumnLine
from miharu_dx.services.mapping import Examined
from miharu_dx.services.mapping_view import column_lines, tables_of_kind
from miharu_dx.services.mapping_words import indicator_choices, word_choices
from miharu_dx.ui import frame, mapping_state
from miharu_dx.ui.mapping_state import Draft

_FIELD, _ASIDE, _BOTH = "field:", "aside:", "stage+rating"
UNDECIDED = ""
CARRIED, VALUE, ROW_NAME = "carried", "value:", "row"
_SCALES = {"1": "同じ（換算しない）", "1000": "千倍する", "10000": "万倍する", "1000000": "百万倍する",
           "0.001": "千分の1にする", "100": "100倍する（割合を％に）"}  # fmt: skip


def options() -> dict[str, str]:
    """Return what a column can be, by what is kept of it."""
    found = {UNDECIDED: "（まだ決めていない）"}
    for field in MAP_FIELDS:
        found[f"{_FIELD}{field.name}"] = f"{field.group.value}：{field.label}"
        if field.name == "rating":
            found[f"{_FIELD}{_BOTH}"] = f"{field.group.value}：実施段階と評価（両方の語が入る列）"
    return found | {f"{_ASIDE}{aside.value}": f"読まない：{aside.value}" for aside in Aside}


def show(own: Draft, found: Examined, snapshot: Snapshot) -> None:
    """Show the columns of each table that is read."""
    for number, mapping in enumerate(own.spec.used):
        tables = tables_of_kind(found, mapping)
        if not tables:
            continue
        lines = column_lines(found, mapping)
        if any(mapping.columns_for(name) for name in REPORTED):
            open_fields = len(_unsaid(mapping))
            told = f"決めていない項目が{open_fields}あります" if open_fields else "すべて決めました"
            with frame.panel(f"mapping_absent_{number}", "表に列がない項目", told):
                _absent(mapping, f"{own.turn}_{number}", snapshot)
        left = sum(not line.decided and line.count > 0 for line in lines)
        told = f"決めていない列が{left}あります" if left else "すべての列を決めました"
        title = f"列を対応付ける（{tables[0].sheet.name}）"
        with frame.panel(f"mapping_columns_{number}", title, told):
            for place, line in enumerate(lines):
                _column(found, mapping, line, f"{own.turn}_{number}_{place}", snapshot)


def _column(found: Examined, mapping: TableMapping, line: ColumnLine, mark: str, snapshot: Snapshot) -> None:
    said = mapping.column(line.path) or ColumnMapping(line.path, line.heading)
    with st.container(key=f"mapping_column_{mark}", gap=None):
        name, samples, choice, why = st.columns(
            [1.1, 1.3, 1.4, 1.5], gap="small", vertical_alignment="center"
        )
        with name:
            frame.html(
                f'<div><b>{escape(line.heading)}</b><br><span class="mdx-second">{line.letters}</span></div>'
            )
        with samples:
            shown = "、".join(escape(text) for text in line.samples) or "（値なし）"
            more = f" ほか（{line.count}個）" if line.count > len(line.samples) else ""
            frame.html(f'<div class="mdx-map-samples">{shown}{more}</div>')
        with choice:
            mapping_state.select(
                f"{line.heading}の列",
                options(),
                _value(line),
                f"column_{mark}",
                _picked(mapping, said, line),
                hidden=True,
            )
        with why:
            sign = "check" if line.sure else "diamond" if line.decided or line.count else "dash"
            frame.html(f"<div>{frame.mark_svg(sign, 14)} {escape(line.reason)}</div>")
        if "actual" in line.fields:
            _actual(found, mapping, said, mark, snapshot)


def _value(line: ColumnLine) -> str:
    if line.aside:
        return f"{_ASIDE}{line.aside}"
    if set(line.fields) == {"stage", "rating"}:
        return f"{_FIELD}{_BOTH}"
    return f"{_FIELD}{line.fields[0]}" if line.fields else UNDECIDED


def _picked(mapping: TableMapping, said: ColumnMapping, line: ColumnLine) -> Callable[[str], None]:
    def pick(value: str) -> None:
        names: tuple[str, ...] = ()
        if value.startswith(_FIELD):
            name = value.removeprefix(_FIELD)
            names = ("stage", "rating") if name == _BOTH else (name,)
        targets = tuple(said.target(name) or _fresh(name, mapping) for name in names)
        aside = value.removeprefix(_ASIDE) if value.startswith(_ASIDE) else ""
        changed = replace(said, heading=line.heading, targets=targets, ignored=aside)
        mapping_state.change_table(
            mapping.signature, lambda table: _without_fixed(table.with_column(changed))
        )

    return pick


def _fresh(name: str, mapping: TableMapping) -> Target:
    if name == "actual" and not mapping.columns_for("indicator"):
        return Target(name, indicator=ONLY)
    return Target(name)


def _without_fixed(table: TableMapping) -> TableMapping:
    """Return the table without what was fixed for fields that have a column now."""
    kept = {name: fixed for name, fixed in table.fixed.items() if not table.columns_for(name)}
    return replace(table, fixed=kept)


def _actual(
    found: Examined, mapping: TableMapping, said: ColumnMapping, mark: str, snapshot: Snapshot
) -> None:
    """Ask which indicator, of which kind and in which unit the values of a column are."""
    target = said.target("actual")
    assert target is not None

    def change(**changes: object) -> None:
        changed = replace(target, **changes)  # type: ignore[arg-type]
        targets = tuple(changed if one.field == "actual" else one for one in said.targets)
        mapping_state.change_table(
            mapping.signature, lambda table: table.with_column(replace(said, targets=targets))
        )

    own = {ROW_NAME: "行の指標名による", ONLY: "その個別取組に一つだけの指標"}
    own |= {name: name for name in indicator_choices(found, snapshot)}
    kinds = {UNDECIDED: "決めない（計画の種別による）"} | {kind: f"{kind}の値" for kind in INDICATOR_KINDS}
    with st.container(key=f"mapping_actual_{mark}", horizontal=True, gap="small"):
        mapping_state.select(
            "どの指標の値か", own, target.indicator or ROW_NAME, f"indicator_{mark}",
            lambda name: change(indicator="" if name == ROW_NAME else name), width=330,
        )  # fmt: skip
        mapping_state.select(
            "累計か単年度か", kinds, target.kind or UNDECIDED, f"kind_{mark}",
            lambda kind: change(kind=kind or None), width=290,
        )  # fmt: skip
        mapping_state.select(
            "指標の単位にするには", _SCALES, f"{target.scale:g}", f"scale_{mark}",
            lambda scale: change(scale=float(scale), unit=SAME_UNIT if scale == "1" else target.unit), width=250,
        )  # fmt: skip


def _absent(mapping: TableMapping, mark: str, snapshot: Snapshot) -> None:
    """Ask where fields come from that no column fills."""
    if all(mapping.columns_for(name) for name in ("declaration", *REQUIRED)):
        frame.html("<p>報告に要る項目は、すべて列があります。</p>")
    with st.container(key=f"mapping_absent_row_{mark}", horizontal=True, gap="small"):
        for name in ("declaration", *REQUIRED):
            if not mapping.columns_for(name):
                _fixed(mapping, name, _ways(name, snapshot), mark)
        rest = [
            field_label(name)
            for name in REPORTED
            if name not in ("declaration", *REQUIRED) and not mapping.columns_for(name)
        ]
    if rest:
        frame.html(
            f'<p class="mdx-note">{escape("・".join(rest))}は、列がないので、登録されている内容のままにします。</p>'
        )


def _ways(name: str, snapshot: Snapshot) -> Mapping[str, str]:
    words = word_choices(snapshot, name)
    if name == "declaration":
        return {UNDECIDED: "（決めていない）"} | {
            f"{VALUE}{word}": f"書いてある行は「{word}」" for word in list(words)[:1]
        }
    ways = {UNDECIDED: "（決めていない。表に列を足す）", CARRIED: "前の報告の値を引き継ぐ"}
    return ways | {f"{VALUE}{word}": f"どの行も「{word}」" for word in words}


def _fixed(mapping: TableMapping, name: str, ways: Mapping[str, str], mark: str) -> None:
    fixed = mapping.fixed.get(name)
    value = UNDECIDED if fixed is None else CARRIED if fixed.carried else f"{VALUE}{fixed.value}"

    def pick(way: str) -> None:
        chosen: Fixed | None = None
        if way == CARRIED:
            chosen = Fixed(carried=True)
        elif way.startswith(VALUE):
            chosen = Fixed(way.removeprefix(VALUE))
        mapping_state.change_table(mapping.signature, lambda table: table.with_fixed(name, chosen))

    mapping_state.select(field_label(name), ways, value, f"fixed_{mark}_{name}", pick, width=300)


def _unsaid(mapping: TableMapping) -> list[str]:
    """Return the fields a report cannot do without that come from nowhere yet."""
    if not any(mapping.columns_for(name) for name in REPORTED):
        return []
    return [name for name in ("declaration", *REQUIRED) if not mapping.fills(name)]


def undecided(found: Examined, spec: MappingSpec) -> int:
    """Return how many columns with values, and how many needed fields, nobody has decided about."""
    own = [mapping for mapping in spec.used if tables_of_kind(found, mapping)]
    columns = (line for mapping in own for line in column_lines(found, mapping))
    return sum(not line.decided and line.count > 0 for line in columns) + sum(len(_unsaid(m)) for m in own)
