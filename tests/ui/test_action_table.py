"""The table of actions as HTML: figures beside every bar, escaped, whole even when it is cut into pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from miharu_dx.present.views.department import department_view
from miharu_dx.present.views.measure import measure_view
from miharu_dx.present.views.progress_table import ActionTable
from miharu_dx.ui.action_table import bullet, legend, markup, sparkline
from tests.present.measure_cases import DESK, MEASURE, SECOND, TODAY, rated, small
from tests.rich import empty_snapshot


def grouped(state=None) -> ActionTable:
    return measure_view(state or small(), SECOND, MEASURE.code, today=TODAY).table


def whole(table: ActionTable) -> str:
    return markup(table, 0, len(table.rows))


def test_every_row_has_its_word_its_last_word_and_its_figures() -> None:
    html = whole(grouped())
    assert html.count("<tr>") == len(grouped().rows) + 1
    assert re.search(r"<b>15%</b>／20%", html)
    assert "前回 順調" in html
    assert "―（未報告）" in html


def test_an_initiative_without_actions_keeps_its_heading() -> None:
    html = whole(grouped())
    assert all(one.name in html for one in MEASURE.initiatives)
    assert html.count("個別取組の登録なし") == 1
    empty = grouped(empty_snapshot())
    assert whole(empty).count("個別取組の登録なし") == len(MEASURE.initiatives)
    assert legend(empty) == ""
    assert legend(grouped())


def test_a_department_has_no_headings_and_a_column_for_last_time() -> None:
    table = department_view(rated(["遅れ", "順調"], ["順調", "順調"]), SECOND, DESK, today=TODAY).table
    html = whole(table)
    assert "mdx-group" not in html
    assert "順調から" in html
    assert ">同じ<" in html


def test_bar_and_tick_stand_where_the_figures_say() -> None:
    row = grouped().rows[0]
    html = bullet(row)
    assert 'width="15%"' in html
    assert html.count('x="20%"') == 2
    assert 'aria-label="実績15%、計画20%"' in html


def test_nothing_reported_draws_no_bar_and_no_plan_no_tick() -> None:
    html = bullet(grouped().rows[2])
    assert "#0017C1" not in html
    assert "x=" not in html


@pytest.mark.parametrize(("value", "drawn"), [(0.0, "0%"), (100.0, "100%"), (140.0, "100%")])
def test_a_bar_never_leaves_its_track(value: float, drawn: str) -> None:
    row = replace(grouped().rows[0], actual=value, planned=None)
    assert f'width="{drawn}" height="12" fill="#0017C1"' in bullet(row)


def test_a_silence_breaks_the_small_line() -> None:
    row = grouped(rated(["順調"], ["順調"])).rows[0]
    first = row.trail[0]
    silent = replace(first, actual=None)
    for trail, lines, dots in (
        ((first, first, first), 1, 0),
        ((first, first, silent, first, first), 2, 0),
        ((first, silent, first, first), 1, 1),
        ((silent, silent), 0, 0),
    ):
        html = sparkline(replace(row, trail=trail))
        assert html.count('stroke="#0017C1"') == lines
        assert html.count('r="1.6"') == dots


def test_what_people_typed_is_text_and_never_markup() -> None:
    table = grouped()
    nasty = '<img src=x onerror="1">&'
    row = replace(
        table.rows[0], name=nasty, issue=nasty, department_name=nasty, before_text=nasty, code=nasty,
        progress_text=nasty, planned_text=nasty,
    )  # fmt: skip
    first = replace(table.groups[0], heading=nasty, rows=(row,))
    html = whole(replace(table, groups=(first,)))
    assert "<img" not in html
    assert "&lt;img" in html
    assert 'onerror="' not in html


def test_pages_hold_every_row_once_and_repeat_the_heading_of_a_group_that_goes_on() -> None:
    table = grouped(rated(["順調"] * 7, initiatives=[0, 0, 0, 1, 1, 2, 2]))
    parts = [markup(table, start, min(start + 3, 7)) for start in range(0, 7, 3)]
    for row in table.rows:
        assert sum(f">{row.name}<" in part for part in parts) == 1
    cut = [markup(table, 0, 2), markup(table, 2, 4)]
    assert f"{MEASURE.initiatives[0].label}（続き）" in cut[1]
    assert MEASURE.initiatives[2].label not in cut[1]
