"""The page 全体状況 as a browser receives it: figures agree with the view, every state is shown in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from miharu_dx.domain.access import Permission, Role
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.views.overview import OverviewView
from miharu_dx.services.context import Context
from miharu_dx.services.overview import overview, overview_file
from miharu_dx.ui import page as page_module
from tests.rich import context_of, empty_snapshot, rich_snapshot

PAGES = Path(__file__).resolve().parents[2] / "pages"


def context_for(snapshot: Snapshot, role: Role = Role.SECRETARIAT) -> Context:
    return context_of(snapshot, role=role, store_id=f"{len(snapshot.actions)}/{len(snapshot.reports)}")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch):
    def open_page(context: Context, name: str = "overview.py", **codes: str) -> AppTest:
        def begin(*, need: Permission) -> Context:
            context.require(need)
            return context

        monkeypatch.setattr(page_module, "begin", begin)
        page = AppTest.from_file(str(PAGES / name))
        for code, value in codes.items():
            page.query_params[code] = value
        return page.run(timeout=60)

    return open_page


def words(page: AppTest) -> str:
    return " ".join(block.value for block in page.markdown)


def figures(page: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def bars_of(figure: dict) -> list[dict]:
    return [row for row in figure["data"] if row["type"] == "bar" and row.get("xaxis", "x") == "x"]


def view_of(context: Context, year: int = 2025, order: int = 1) -> OverviewView:
    key = next(k for k in context.plan.period_keys if (k.fiscal_year, k.order) == (year, order))
    return overview(context, key, today=context.today(), compare=context.plan.before(key))


def test_the_page_says_what_the_view_says(opened) -> None:
    context = context_for(rich_snapshot())
    page = opened(context, fy="2025", period="H2")
    assert not page.exception
    view, told = view_of(context), words(page)
    assert view.headline in told
    for tile in view.tiles:
        assert tile.figure in told
        assert all(part in told for part in tile.note.split("　"))
    for row in view.changes.top:
        assert row.name in told
    assert view.dates.source in told


def test_the_chart_holds_the_counts_of_the_view_and_says_so_in_words(opened) -> None:
    context = context_for(rich_snapshot())
    page = opened(context, fy="2025", period="H2")
    grid = view_of(context).grid
    (figure,) = figures(page)
    bars = {row["name"]: sum(row["x"]) for row in bars_of(figure)}
    assert bars == {segment.sign.word: segment.count for segment in grid.total.segments}
    (chart,) = page.get("plotly_chart")
    assert chart.proto.alt == grid.alt


@pytest.mark.parametrize(
    ("snapshot", "said"),
    [
        (empty_snapshot(), "個別取組の登録はまだない"),
        (empty_snapshot(kind="real"), "個別取組の登録はまだない"),
        (rich_snapshot(5), "個別取組の登録なし"),
        (rich_snapshot(60, periods=1), "前の期がないため、比べるものがない"),
        (rich_snapshot(300), "件すべて見る"),
    ],
    ids=["empty demo", "empty", "few", "one period", "three hundred"],
)
def test_every_state_is_shown_without_an_error(opened, snapshot: Snapshot, said: str) -> None:
    page = opened(context_for(snapshot))
    assert not page.exception
    labels = " ".join(button.label for button in page.button)
    drawn = json.dumps(figures(page), ensure_ascii=False)
    assert said in words(page) + labels + drawn


def test_the_whole_list_of_changes_is_one_click_away(opened) -> None:
    context = context_for(rich_snapshot())
    page = opened(context, fy="2025", period="H2")
    changes = view_of(context).changes
    hidden = changes.rows[changes.shown].name + "</span>"
    before = words(page).count(hidden)
    next(button for button in page.button if button.label == f"{len(changes.rows)}件すべて見る").click().run()
    assert not page.exception
    assert words(page).count(hidden) > before


def test_a_filter_changes_every_figure_on_the_page(opened) -> None:
    context = context_for(rich_snapshot())
    page = opened(context, fy="2025", period="H2", department="soumu")
    assert "総務課：" in words(page)
    (figure,) = figures(page)
    assert sum(sum(row["x"]) for row in bars_of(figure)) == len(
        [a for a in context.snapshot().actions if a.department == "soumu"]
    )


def test_the_table_taken_away_adds_up_to_its_total_and_to_the_page() -> None:
    context = context_for(rich_snapshot())
    view = view_of(context)
    table = overview_file(context, view)
    labels = [column.label for column in table.columns]
    *rows, total = table.rows
    for place, label in enumerate(labels):
        if "(件" in label:
            assert sum(row[place] for row in rows) == total[place], label
    shown = {segment.sign.word: segment.count for segment in view.grid.total.segments}
    for word, count in shown.items():
        place = next(
            i for i, label in enumerate(labels) if label.removeprefix("分母に入れない") == f"{word}(件)"
        )
        assert total[place] == count


def test_only_those_who_may_export_see_the_button(opened) -> None:
    assert "Excelで保存" in [b.label for b in opened(context_for(rich_snapshot(5))).get("download_button")]
    shown = opened(context_for(rich_snapshot(5), Role.PROJECTOR))
    assert shown.get("download_button") == []


def test_the_definitions_stand_on_their_page(opened) -> None:
    page = opened(context_for(empty_snapshot()), "definitions.py")
    assert not page.exception
    told = words(page)
    for word in ("評価した件数", "計画の進捗率（期末）", "未報告と0件", "PDL1.0", "SIL Open Font License"):
        assert word in told
