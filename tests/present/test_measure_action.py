"""One action in full: every period keeps its place, and every value leads back to its cell."""

from __future__ import annotations

from datetime import datetime

from miharu_dx.present.views.measure_action import action_detail, trail_of
from tests.present.measure_cases import FIRST, PLAN, SECOND, measured, small
from tests.rich import JST


def test_every_period_of_its_life_is_listed_newest_first_silences_too() -> None:
    found = action_detail(small(), "A0", PLAN.period_keys[2])
    assert found is not None
    assert [(one.name, one.row.sign.word, one.row.progress_text) for one in found.periods] == [
        ("令和6 上期", "未報告", "―（未報告）"),
        ("令和5 下期", "やや遅れ", "15%"),
        ("令和5 上期", "順調", "10%"),
    ]
    assert [one.key for one in found.reported] == [SECOND, FIRST]
    assert found.years == "令和5年度〜令和9年度"


def test_a_late_beginner_has_no_period_before_its_first_year() -> None:
    found = action_detail(small(), "D2", PLAN.period_keys[3])
    assert found is not None
    assert [one.name for one in found.periods] == ["令和6 下期", "令和6 上期"]
    assert found.years == "令和6年度〜令和9年度"


def test_an_unknown_action_is_none() -> None:
    assert action_detail(small(), "Z9", SECOND) is None


def test_indicators_show_all_targets_and_no_later_actual() -> None:
    year = FIRST.fiscal_year
    found = action_detail(measured({year: 4.0, year + 1: 9.0}, {year: 5.0}), "A0", SECOND)
    assert found is not None
    (line,) = found.indicators
    assert (line.name, line.kind, line.baseline) == ("サンプル件数（件）", "累計・高い方が良い", "0")
    assert line.years[:2] == (("令和5年度", "5", "4"), ("令和6年度", "―", "―"))


def row(
    field: str, value: str | None, version: int, *, changed: bool = True, **more: object
) -> dict[str, object]:
    told = {
        "field": field, "value": value, "changed": changed, "from_version": version, "to_version": None,
        "at": datetime(2024, 4, 3, 12, 0, tzinfo=JST), "actor": "サンプル担当", "file_name": "サンプル.xlsx",
        "sheet": "進捗", "excel_row": 7, "excel_column": 12, "raw": value, "how": "",
    }  # fmt: skip
    return told | more


def test_a_value_names_its_cell_its_file_and_what_was_typed() -> None:
    (step,) = trail_of([row("progress", "45.0", 3, raw="４５％", how="全角の数字")])
    assert (step.label, step.value, step.typed, step.how) == ("進捗率(%)", "45%", "４５％", "全角の数字")
    assert (step.cell, step.file_name) == ("進捗 L7", "サンプル.xlsx")
    assert step.written.startswith("版3　令和6年4月3日")
    assert step.current


def test_the_newest_value_comes_first_and_older_ones_are_told_from_it() -> None:
    rows = [
        row("rating", "順調", 2),
        row("rating", "遅れ", 4),
        row("rating", "遅れ", 6, changed=False),
        row("stage", "準備中", 2),
    ]
    found = trail_of(rows)
    assert [(one.field, one.value, one.current) for one in found] == [
        ("stage", "準備中", True), ("rating", "遅れ", True), ("rating", "順調", False),
    ]  # fmt: skip


def test_what_was_never_filled_in_is_left_out_and_what_was_emptied_is_told() -> None:
    assert trail_of([row("issue", "", 2), row("request", None, 2), row("name", "サンプル", 2)]) == ()
    emptied = trail_of([row("issue", "サンプル", 2), row("issue", "", 3, raw="なし")])
    assert [(one.value, one.typed, one.current) for one in emptied] == [
        ("―", "なし", True),
        ("サンプル", "サンプル", False),
    ]
