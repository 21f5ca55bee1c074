"""Another town's plan changes every page: its words, counts, periods and ratings, and no word of the first."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.ui.frame import PAGES
from tests.pages.opened import PATIENCE, Pages, hand_over, headline, healthy, words
from tests.plans.screen import Screen
from tests.plans.second_town import LIFE, QUARTERS, asked, sample_name, second_plan
from tests.plans.vocabulary import found_in
from tests.services.desk import spoken

pytestmark = pytest.mark.xdist_group("second town")
PLAN = second_plan()
NAMES = [entry.url_path for entry in PAGES]
NOW = {"fy": "2026", "period": "Q2"}
ADDRESSES: dict[str, dict[str, str]] = {
    "bare": {},
    "narrowed": {
        "fy": "2025", "period": "Q4", "measure": "重点3", "department": "city", "unit": "action",
    },
    "ahead": {"fy": "2027", "period": "Q1", "measure": "重点2", "department": "service"},
}  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=list(ADDRESSES))
@pytest.mark.parametrize("page", NAMES)
def test_no_page_holds_a_word_of_another_towns_plan(
    page: str, address: dict[str, str], town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    app = town.open(page, **address)
    healthy(app)
    assert len(headline(app)) > 5
    assert not found_in(screen.texts(), foreign)


@pytest.mark.parametrize("page", NAMES)
def test_no_page_of_a_first_start_holds_one_either(
    page: str, new_town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    healthy(new_town.open(page))
    told = screen.texts()
    assert any("見本データ" in text for text in told)
    assert not found_in(told, foreign)


@pytest.mark.parametrize("page", ["measure", "department"])
def test_no_action_in_full_holds_one(page: str, town: Pages, screen: Screen, foreign: frozenset[str]) -> None:
    said = next(said for said in LIFE if said.code == "S-07")
    app = town.open(page, **NOW, measure="重点3", department="city", action=said.code)
    healthy(app)
    told = screen.texts()
    assert f"サンプル：{said.name}の期限を延ばしてよいか" in "".join(told)
    assert not found_in(told, foreign)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"評価": "順", "進捗率(%)": "120"}, "「A」「B」「C」「D」「Z」"),
        ({"評価": "C", "進捗率(%)": "７割", "課題": "サンプル：納期が延びた"}, "確定する"),
    ],
    ids=["findings", "changes"],
)
def test_neither_findings_nor_changes_of_a_workbook_hold_one(
    row: dict[str, object], shown: str, town: Pages, screen: Screen, foreign: frozenset[str]
) -> None:
    data = town.desk.form("digital", 2026, "Q3", 進捗={("S-10",): spoken("構築") | row})
    app = hand_over(town.open("submit", fy="2026", period="Q3", department="digital"), data)
    healthy(app)
    told = screen.texts()
    assert shown in "".join(told)
    assert not found_in(told, foreign)


def test_everything_a_script_sends_is_read(screen: Screen) -> None:
    script = """
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(page_title="題名の語")
st.markdown("<b title='注釈の語'>太</b>字の語", unsafe_allow_html=True)
st.selectbox("選ぶ語", ["選択肢の語"], help="助けの語")
st.segmented_control("区分の語", ["切替の語"])
st.button("押す語", help="押すと出る語")
st.dataframe({"列の語": ["表の語"]})
st.code("写す語", language=None)
with st.popover("開く語"):
    st.text_input("書く語", placeholder="薄い語")
figure = go.Figure(go.Bar(x=[1], y=["軸の語"], hovertext=["重ねる語"], name="凡例の語"))
figure.add_annotation(text="図の語")
st.plotly_chart(figure, alt="代わりの語")
"""
    app = AppTest.from_string(script, default_timeout=PATIENCE).run()
    assert not app.exception
    told = "\n".join(screen.texts())
    missing = [
        word
        for word in (
            "題名の語", "注釈の語", "太字の語", "選ぶ語", "選択肢の語", "助けの語", "区分の語", "切替の語", "押す語",
            "押すと出る語", "列の語", "表の語", "写す語", "開く語", "書く語", "薄い語", "軸の語", "重ねる語", "凡例の語",
            "図の語", "代わりの語",
        )
        if word not in told
    ]  # fmt: skip
    assert missing == []


def test_a_word_of_another_plan_would_be_noticed(foreign: frozenset[str]) -> None:
    for said in (
        "順調 3件",
        "令和5年度",
        "2023",
        "25取組事項",
        "MEGO-3 デジタル基盤の整備",
        "下期",
        "やや遅れ",
    ):
        assert found_in([said], foreign), said
    assert not found_in(["B 3件", "令和7年度", "2025", "9取組事項", "第3四半期", "未報告"], foreign)


SHOWN: dict[str, tuple[str, ...]] = {
    "overview": ("重点プロジェクト別の評価", "B以上", "来なくてよい市役所", "第2四半期", "取りやめ"),
    "measure": ("来なくてよい市役所", "手続の電子化", "サンプル窓口予約の電子化", "構築"),
    "department": ("デジタル戦略室", "サンプル支払の自動照合", "運用"),
    "trend": ("重点プロジェクト別の進捗率", "軽くなる仕事", "会計の自動化"),
    "actions": tuple(sample_name(said) for said in LIFE),
    "collection": ("第2四半期", "デジタル戦略室", "サンプル舗装の画像点検", "見本市スマートシティ推進計画"),
    "submit": ("第2四半期", "デジタル戦略室", "市民課"),
    "definitions": (
        "見本市スマートシティ推進計画", "目標を上回る。", "この四半期は評価しない。", "企画書がまだない。",
        "70%以上", "50%未満", "2件以上", "計画を15ポイント以上下回る", "B以上の割合が低い", "第4四半期",
        "令和10年4月14日(金)",
    ),
    "meeting": ("デジタル戦略室", "第2四半期", "評価はD", "サンプル"),
    "meeting_mode": ("B以上", "前回からの変化", "悪くなった取組"),
    "decisions": ("決定事項はまだありません", "デジタル戦略室"),
    "review": ("デジタル戦略室", "第2四半期", "期の締切"),
    "history": ("デジタル戦略室", "第2四半期"),
    "admin": ("計画ワークブック", "第2四半期"),
}  # fmt: skip


@pytest.mark.parametrize("page", NAMES)
def test_each_page_speaks_the_words_of_its_town(page: str, town: Pages, screen: Screen) -> None:
    town.open(page)
    told = screen.texts()
    whole = "\n".join(told)
    assert [word for word in SHOWN[page] if word not in whole] == []
    assert PLAN.measure_term in told, "the navigation calls a measure as the town does"
    assert any(PLAN.short_title in text for text in told), "the tab is named after the town's plan"


@pytest.mark.parametrize("page", ["overview", "measure", "department", "trend", "actions"])
def test_the_filters_offer_the_towns_years_periods_and_units(page: str, town: Pages) -> None:
    app = town.open(page)
    offered = {box.label: list(box.options) for box in app.selectbox}
    assert offered["年度"] == [fiscal_year_label(year) for year in PLAN.fiscal_years]
    periods = next(group for group in app.button_group if group.label == "期")
    assert [option.content for option in periods.proto.options] == [period.name for period in PLAN.periods]
    if page in ("trend", "actions"):
        assert offered[PLAN.measure_term] == [
            "すべて（4件）",
            *(m.label for m in PLAN.measures),
        ]
    if page in ("overview", "department", "trend", "actions"):
        assert [name for name in offered["担当課"] if "すべて" not in name] == [
            "デジタル戦略室", "市民課", "福祉課", "都市整備課",
        ]  # fmt: skip


def test_after_a_reorganisation_the_successor_stands_in_the_filter(town: Pages) -> None:
    (box,) = [
        box for box in town.open("department", fy="2027", period="Q1").selectbox if box.label == "担当課"
    ]
    assert list(box.options) == ["デジタル戦略室", "市民サービス課", "福祉課", "都市整備課"]


def test_the_letters_are_counted_as_they_were_written(town: Pages, screen: Screen) -> None:
    last = QUARTERS - 1
    letters = Counter(said.spoken(last) for said in LIFE if asked(said, last))
    assert letters == {"A": 2, "B": 6, "C": 2, "D": 1, ".": 1, " ": 1}
    app = town.open("overview", **NOW)
    (figure,) = screen.figures()
    assert _bars(figure) == {"A": 2, "B": 6, "C": 2, "D": 1, "未報告": 1, "Z・取りやめ": 1}
    (stopped,) = [row for row in figure["data"] if row["name"] == "Z・取りやめ"]
    assert not any("Z" in text for text in stopped["text"]), (
        "what was stopped has not the letter of another reason"
    )
    assert "8件／評価した11件" in words(app)


def _bars(figure: dict[str, Any]) -> dict[str, int]:
    bars = [row for row in figure["data"] if row["type"] == "bar" and row.get("xaxis", "x") == "x"]
    return {row["name"]: sum(row["x"]) for row in bars}


def test_every_quarter_of_the_table_is_counted(town: Pages, screen: Screen) -> None:
    for quarter, key in enumerate(PLAN.period_keys[:QUARTERS]):
        town.open("overview", fy=str(key.fiscal_year), period=PLAN.period_at(key).code)
        (figure,) = screen.figures()
        screen.texts()
        shown = {name: count for name, count in _bars(figure).items() if name in "ABCD" and count}
        written = Counter(said.spoken(quarter) for said in LIFE if asked(said, quarter))
        assert shown == {letter: written[letter] for letter in "ABCD" if written[letter]}, quarter


def test_four_measures_make_four_panels_and_nine_initiatives_nine_rows(town: Pages, screen: Screen) -> None:
    town.open("trend", **NOW)
    figures = screen.figures()
    said = "\n".join(text for figure in figures for text in _annotations(figure))
    starts = {
        figure["layout"][name]["domain"][0]
        for figure in figures
        for name in figure["layout"]
        if name.startswith("xaxis") and "xaxis4" in figure["layout"]
    }
    assert starts == {0, 0.5}, "four panels fill two rows of two"
    for measure in PLAN.measures:
        assert measure.code in said
    for initiative in PLAN.initiatives:
        assert initiative.name in said


def _annotations(figure: dict[str, Any]) -> list[str]:
    texts = [note["text"] for note in figure["layout"].get("annotations", [])]
    texts += [str(text) for trace in figure["data"] for text in trace.get("text") or []]
    return texts
