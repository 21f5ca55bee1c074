"""A valid form that means the wrong thing: one finding for each pattern, at its cells, with its evidence."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from miharu_dx.domain.finding import Severity, Tier
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import UPDATED
from tests.intake.story import (
    ALL,
    INPUTS,
    PLAN,
    SPOILED,
    Filled,
    filled,
    form,
    moved,
    store_after,
)
from tests.intake.tables import cited, codes

KEY = PeriodKey(2025, 1)
UNIT = "soumu"
STORED = form(UNIT, KEY, reported=True)
TYPED = filled(UNIT, KEY)


def spoiled(kind: str, made: Filled = STORED) -> Filled:
    return SPOILED[kind](made, Random(3))


def test_forms_that_say_what_they_mean_have_no_such_finding() -> None:
    assert STORED.shifts() == []
    assert TYPED.shifts() == []


@pytest.mark.parametrize(
    ("kind", "code", "cells"),
    [
        ("実績の列だけ並べ替え", "row.out_of_order", "N2:N11"),
        ("進捗率の列だけ並べ替え", "row.out_of_order", "L2:L11"),
        ("実績の列が1行下", "row.shifted", "N3:N12"),
        ("実績の列が1行上", "row.shifted", "N2:N10"),
        ("コードの列だけ並べ替え", "row.keys_apart", "A2:A11"),
        ("コードと名前だけ並べ替え", "row.keys_apart", "A2:B11"),
        ("右の列を残して並べ替え", "row.out_of_order", "M2:S11"),
    ],
)
def test_a_column_that_moved_is_told_once_with_its_range(kind: str, code: str, cells: str) -> None:
    found = spoiled(kind).shifts()
    assert [finding.code for finding in found] == [code]
    (finding,) = found
    assert (finding.args["cells"], finding.severity, finding.tier) == (cells, Severity.BLOCK, Tier.ROW)
    assert finding.entity == "progress"
    assert finding.location in (*finding.cells, finding.location)
    cited(found)


def test_the_evidence_names_both_actions_and_the_cell() -> None:
    (finding,) = spoiled("実績の列が1行下").shifts()
    here = finding.location.excel_row or 0
    own, owner = (STORED.rows[number - 2] for number in (here, here - 1))
    assert finding.shown == owner["achievement"]
    assert finding.subject == own["name"]
    for word in (owner["action"], owner["name"], own["action"], own["name"], finding.location.a1):
        assert str(word) in finding.message
    assert "1行下" in finding.message
    assert "1行上" in finding.fix


def test_two_rows_that_were_exchanged_name_each_other() -> None:
    one, other = 2, 5
    rows = [dict(row) for row in STORED.rows]
    for name in INPUTS:
        rows[one][name], rows[other][name] = STORED.rows[other].get(name), STORED.rows[one].get(name)
    (finding,) = replace(STORED.copy(), rows=rows).shifts()
    assert finding.code == "row.swapped"
    assert {str(finding.args["here"])[1:], str(finding.args["other"])[1:]} == {"4", "7"}
    assert {place.excel_row for place in finding.cells} == {4, 7}


def test_a_block_of_columns_that_moved_is_one_finding() -> None:
    (finding,) = spoiled("記入の全列が1行下").shifts()
    assert finding.code == "row.shifted"
    assert {"achievement", "progress"} <= {place.field for place in finding.cells}


def test_what_a_pattern_says_together_is_not_said_row_by_row() -> None:
    found = spoiled("コードの列だけ並べ替え").read().findings
    assert "row.name_mismatch" not in codes(found)
    assert "row.context_changed" not in codes(found)


def test_a_single_code_with_the_name_of_another_keeps_its_own_finding() -> None:
    made = STORED.copy()
    made.rows[3]["name"] = made.rows[6]["name"]
    found = made.read().findings
    assert [f.code for f in found if f.severity is Severity.BLOCK] == ["row.name_mismatch"]
    assert str(made.rows[6]["action"]) in next(f for f in found if f.code == "row.name_mismatch").message


@pytest.mark.parametrize(
    ("kind", "code", "cells"),
    [
        ("実績値が1行下", "row.shifted", "K3:"),
        ("実績値が1行上", "row.shifted", "K2:"),
        ("指標の行の名だけ並べ替え", "row.keys_apart", "A5:D29"),
    ],
)
def test_values_beside_the_wrong_indicator_are_told_once(kind: str, code: str, cells: str) -> None:
    found = [finding for finding in spoiled(kind).shifts() if finding.location.sheet == "指標"]
    assert {finding.code for finding in found} == {code}
    assert any(str(finding.args["cells"]).startswith(cells) for finding in found)
    assert all(finding.entity == "indicators" for finding in found)
    assert not {"row.indicator_unknown", "row.indicator_duplicate", "row.name_mismatch"} & set(
        codes(spoiled(kind).read().findings)
    )


def test_a_text_of_another_row_is_pointed_out_and_may_stay() -> None:
    made = TYPED.copy()
    spare = next(row for row in made.rows if row.get("previous_achievement"))
    made.rows[-1]["achievement"] = spare["previous_achievement"]
    found = [f for f in made.read().findings if f.code == "row.text_of_other"]
    assert cited(found) == [(f"N{len(made.rows) + 1}", "row.text_of_other")]
    assert found[0].severity is Severity.WARN
    assert made.shifts() == []


def test_an_earlier_shift_may_be_put_right_once_the_submission_was_taken_back() -> None:
    """The form still shows the wrong values, but the store holds none any more."""
    wrong = spoiled("実績の列が1行下", TYPED)
    reports = {row.get("action"): row for row in wrong.rows}
    stored = [
        replace(report, achievement=str(reports[report.action].get("achievement") or ""))
        if (report.action in reports and PLAN.key(report.fiscal_year, report.period) == KEY)
        else report
        for report in store_after(KEY).reports
    ]
    base = replace(store_after(KEY), reports=tuple(stored))
    mended = replace(STORED.copy(), base=base, present=store_after(PLAN.before(KEY)))
    assert mended.shifts() == []


OLDER = PeriodKey(2024, 1)


def relabelled(made: Filled, key: PeriodKey) -> Filled:
    copied = made.labelled(
        fiscal_year=key.fiscal_year, period=PLAN.period_at(key).code, period_name=PLAN.period_at(key).name
    )
    return replace(copied, key=key, present=store_after(PLAN.before(key)))


@pytest.mark.parametrize("reported", [False, True], ids=["prints", "fingerprints"])
def test_a_form_whose_label_was_written_over_is_told_alone(reported: bool) -> None:
    found = relabelled(form(UNIT, OLDER, reported=reported), KEY).read()
    assert [finding.code for finding in found.findings] == ["file.form_relabelled"]
    (finding,) = found.findings
    assert (finding.tier, finding.location.sheet) == (Tier.FILE, "様式情報")
    assert PLAN.period_label(OLDER) in finding.message
    assert PLAN.period_label(KEY) in finding.message
    assert (found.rows, found.department) == ((), UNIT)


def test_what_was_reported_a_year_ago_and_typed_again_is_told_alone() -> None:
    made, old = form(UNIT, KEY, reported=False), form(UNIT, OLDER, reported=True)
    said = {row["action"]: row for row in old.rows if row.get("declaration") == UPDATED}
    for row in made.rows:
        row.update({name: said.get(row["action"], {}).get(name) for name in INPUTS})
    found = made.read()
    assert codes(found.findings) == ["file.typed_before"]
    assert found.findings[0].location.a1 == "N2"


def test_a_form_of_which_every_row_is_another_departments_is_told_in_one_finding() -> None:
    found = STORED.labelled(department="kikaku").read()
    assert codes(found.findings) == ["file.rows_of_other"]
    (finding,) = found.findings
    assert finding.args["owner"] == "総務課"
    assert finding.location.sheet == "様式情報"
    one = STORED.copy()
    one.rows.append(dict(form("kikaku", KEY, reported=True).rows[0]))
    assert "row.other_department" in codes(one.read().findings)


def test_every_field_of_the_sheet_has_its_column() -> None:
    assert {"name", *INPUTS} <= set(ALL)
    assert moved(STORED.rows, ["achievement"], 1)[0]["achievement"] is None
