"""What the product was made with, and under which terms: named wherever the definitions are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceRow:
    """Something used, who made it, under which terms and for what."""

    name: str
    maker: str
    terms: str
    used_for: str


SOURCES: tuple[SourceRow, ...] = (
    SourceRow(
        "行政データにおける機械可読性に関するルール",
        "デジタル庁",
        "公共データ利用規約（第1.0版）（PDL1.0）",
        "様式と、書き出すファイルの形を決めるために参照した。文言は要約している。",
    ),
    SourceRow(
        "BIZ UDPゴシック",
        "The BIZ UDGothic Project Authors（モリサワ）",
        "SIL Open Font License 1.1",
        "画面の文字。許諾文は製品に同梱している。",
    ),
    SourceRow(
        "Noto Sans CJK JP",
        "Adobe",
        "SIL Open Font License 1.1",
        "BIZ UDPゴシックにない漢字。許諾文は製品に同梱している。",
    ),
)
