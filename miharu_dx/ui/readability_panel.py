"""機械可読性 as a panel of 提出: what can be improved, and below it all rules."""

from __future__ import annotations

import streamlit as st

from miharu_dx.domain.readability import Verdict
from miharu_dx.present.views.readability import LevelLine, ReadabilityView, RuleLine
from miharu_dx.ui import frame

KEY = "readability"


def panel(view: ReadabilityView) -> None:
    """Place the panel: the sentence, rules with places to improve by cell, all rules folded."""
    with frame.panel(KEY, "機械可読性", view.note, stretch=False):
        frame.html(f"<p><b>{frame.as_markup(view.headline)}。</b></p>")
        if view.better:
            frame.table(
                [
                    frame.Column("ルール", width="20%"),
                    frame.Column("か所", "right", width="6%"),
                    frame.Column("ところ", width="44%"),
                    frame.Column("直し方"),
                ],
                [_better(line) for line in view.better],
                dense=True,
            )
        with st.expander(f"{len(view.rules)}のルールの結果を見る"):
            frame.html(f"<p>{frame.as_markup('　'.join(_level(line) for line in view.levels))}</p>")
            frame.table(
                [
                    frame.Column("番号", width="7%", wrap=False),
                    frame.Column("ルール", width="23%"),
                    frame.Column("結果", width="10%", wrap=False),
                    frame.Column("か所・理由", width="22%"),
                    frame.Column("確かめたこと"),
                ],
                [[line.id, line.name, _verdict(line), line.told, line.looked_at] for line in view.rules],
                dense=True,
            )
        frame.html(f'<p class="mdx-note">{frame.as_markup(view.source)}</p>')


def _better(line: RuleLine) -> list[str]:
    faults = "<br>".join(
        f"{frame.as_markup(fault.message)}<br><span class='mdx-cell'>{frame.as_markup(fault.cells)}</span>"
        for fault in line.faults
    )
    name = f"{_verdict(line, word=False)}<b>{line.id}</b> {frame.as_markup(line.name)}"
    return [frame.Markup(name), str(line.count), frame.Markup(faults), line.fix]


def _verdict(line: RuleLine, *, word: bool = True) -> str:
    sign = frame.mark_svg(line.mark, 14)
    return frame.Markup(f"{sign} {line.verdict.value}" if word else f"{sign} ")


def _level(line: LevelLine) -> str:
    counts = zip(Verdict, (line.kept, line.better, line.outside), strict=True)
    return f"レベル{line.level}：" + "・".join(f"{verdict.value}{count}" for verdict, count in counts)
