"""The third step of a mapping: what each of their words means; signs and letters are never guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from miharu_dx.domain.mapping import NOT_USED, MappingSpec, TableMapping
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.views.mapping import WordLine, WordsView
from miharu_dx.services.mapping import Examined
from miharu_dx.services.mapping_words import LABEL, indicator_choices, unused_word, word_choices
from miharu_dx.ui import frame, mapping_state
from miharu_dx.ui.mapping_state import Draft

_ASK, _NONE, _OURS = "ask", "none", "ours:"


def show(own: Draft, found: Examined, view: WordsView, snapshot: Snapshot) -> None:
    """Show the words to be told, each beside its column, and those that are read as they stand."""
    told = f"答える語が{view.left}あります" if view.left else "すべての語の読み方が決まっています"
    with frame.panel("mapping_words", "言葉を対応付ける", told):
        if view.asked:
            frame.html(
                '<p class="mdx-lead">記号や英字の意味は、表によって違います。<b>この表での意味</b>を選んでください。'
                "計画の語と同じ語は、そのまま読みます。</p>"
            )
        if view.remarks:
            lines = "".join(f"<li>{escape(text)}</li>" for text in view.remarks)
            frame.html(
                f'<div class="mdx-note">表のまわりの書き込み：<ul class="mdx-map-remarks">{lines}</ul></div>'
            )
        for number, line in enumerate(view.asked):
            _word(found, own.spec, line, f"{own.turn}_{number}", snapshot)
        if not view.asked:
            frame.empty("答える語はありません。どの語も、計画の語のとおりです。")
        for label, words in view.plain:
            frame.html(f'<p class="mdx-note"><b>{escape(label)}</b>でそのまま読む語：{escape(words)}</p>')


def _word(found: Examined, spec: MappingSpec, line: WordLine, mark: str, snapshot: Snapshot) -> None:
    ours = (
        {name: name for name in indicator_choices(found, snapshot)}
        if line.field == LABEL
        else dict(word_choices(snapshot, line.field))
    )
    options = {_ASK: "（選んでください）"} | {f"{_OURS}{code}": name for code, name in ours.items()}
    options |= {_NONE: unused_word(line.field)}
    value = _ASK if line.ours is None else _NONE if line.ours == NOT_USED else f"{_OURS}{line.ours}"
    told, choice, _ = st.columns([1.4, 1, 0.6], gap="small", vertical_alignment="center")
    with told:
        sign = frame.mark_svg("diamond" if line.ours is None else "check", 14)
        label = "" if line.heading == line.label else f"（{line.label}）"
        where = f"{line.count}か所（{line.cell}など）" if line.count > 1 else line.cell
        frame.html(
            f'<div class="mdx-map-word">{sign} <span class="mdx-typed">{escape(line.word)}</span>'
            f"{escape(line.heading)}{escape(label)}"
            f'<span class="mdx-second">{escape(where)}</span></div>'
        )
    with choice:
        mapping_state.select(
            f"「{line.word}」の意味",
            options,
            value,
            f"word_{mark}",
            _told(spec, line),
            hidden=True,
            width=320,
        )


def _told(spec: MappingSpec, line: WordLine) -> Callable[[str], None]:
    def tell(code: str) -> None:
        answer = None if code == _ASK else NOT_USED if code == _NONE else code.removeprefix(_OURS)
        for table in spec.used:
            if table.column(line.path) is not None:
                mapping_state.change_table(table.signature, lambda own: _with_word(own, line, answer))

    return tell


def _with_word(table: TableMapping, line: WordLine, answer: str | None) -> TableMapping:
    said = table.column(line.path)
    if said is None:
        return table
    wanted = "actual" if line.field == LABEL else line.field
    targets = []
    for target in said.targets:
        if target.field == wanted:
            words = dict(target.labels if line.field == LABEL else target.words)
            words.pop(line.word, None)
            if answer is not None:
                words[line.word] = answer
            target = replace(target, labels=words) if line.field == LABEL else replace(target, words=words)
        targets.append(target)
    return table.with_column(replace(said, targets=tuple(targets)))
