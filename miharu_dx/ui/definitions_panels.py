"""The tables of データの定義 as the page places them."""

from __future__ import annotations

import streamlit as st

from miharu_dx.present.views.definitions import DefinitionsView
from miharu_dx.ui import frame
from miharu_dx.ui.marks import sign_html, stage_html


def formulas(view: DefinitionsView) -> None:
    """Place the formulas of all figures."""
    with frame.panel("formulas", "数字の計算式", "様式の見出しは「」で示す", stretch=False):
        frame.table(
            [
                frame.Column("数字", width="12%"),
                frame.Column("計算式"),
                frame.Column("分母", width="11%"),
                frame.Column("もとの表と列", width="18%"),
                frame.Column("時点", width="9%"),
                frame.Column("出る画面", width="11%"),
            ],
            [
                [
                    frame.Markup(f"<b>{frame.as_markup(row.term)}</b>"),
                    row.formula,
                    row.denominator,
                    row.source,
                    row.when,
                    row.pages,
                ]
                for row in view.formulas
            ],
            dense=True,
        )


def words(view: DefinitionsView) -> None:
    """Place both vocabularies side by side: judgement is colour, stage is depth of ink."""
    left, right = st.columns(2)
    with left, frame.panel("ratings", "評価の語", "進み具合の良し悪し"):
        frame.table(
            [
                frame.Column("語", width="24%", wrap=False),
                frame.Column("意味"),
                frame.Column("割合の分母", width="18%"),
            ],
            [[frame.Markup(sign_html(row.sign)), row.meaning, row.counted] for row in view.ratings],
            dense=True,
        )
    with right, frame.panel("stages", "実施段階の語", "仕事がどこまで来たか。良し悪しではない"):
        frame.table(
            [
                frame.Column("語", width="24%", wrap=False),
                frame.Column("意味"),
                frame.Column("割合の分母", width="18%"),
            ],
            [
                [
                    frame.Markup(
                        stage_html(
                            row.stage.name,
                            row.stage.cells,
                            dark=row.stage.meaning == "done",
                            stopped=row.stage.meaning == "stopped",
                        )
                    ),
                    row.meaning,
                    row.counted,
                ]
                for row in view.stages
            ],
            dense=True,
        )


def promises(view: DefinitionsView) -> None:
    """Place how to read what stands everywhere, beside the limits of judgement."""
    left, right = st.columns(2)
    with left, frame.panel("promises", "読み方の約束"):
        frame.table(
            [frame.Column("こと", width="24%"), frame.Column("約束")],
            [[frame.Markup(f"<b>{frame.as_markup(row.name)}</b>"), row.text] for row in view.promises],
            dense=True,
        )
    with right:
        with frame.panel("limits", "色分けと表示の基準", "計画ファイルで決める", stretch=False):
            frame.table(
                [
                    frame.Column("こと", width="32%"),
                    frame.Column("基準", width="28%"),
                    frame.Column("表し方"),
                ],
                [[row.name, row.value, row.shown] for row in view.limits],
                dense=True,
            )
        with frame.panel("periods", "期の基準日と提出期限"):
            frame.table(
                [
                    frame.Column("年度", width="32%"),
                    frame.Column("期", width="10%"),
                    frame.Column("基準日"),
                    frame.Column("提出期限"),
                ],
                [[row.fiscal_year, row.period, row.as_of, row.deadline] for row in view.periods],
                dense=True,
            )


def sources(view: DefinitionsView) -> None:
    """Place sources and licences at the foot."""
    with frame.panel("sources", "出典と許諾", f"計画の出典：{view.plan_source}", stretch=False):
        frame.table(
            [
                frame.Column("名前", width="26%"),
                frame.Column("作った者", width="24%"),
                frame.Column("利用の条件", width="22%"),
                frame.Column("使い道"),
            ],
            [[row.name, row.maker, row.terms, row.used_for] for row in view.sources],
            dense=True,
        )
