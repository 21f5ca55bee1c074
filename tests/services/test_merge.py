"""Three-way merge: a form, what others changed since it was made, and what the sheet says now."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.merge import all_answered
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import upload
from miharu_dx.store import entity_key
from tests.services.desk import Desk, spoken

H1, H2 = PeriodKey(2026, 0), PeriodKey(2026, 1)
OTHER = Actor("ほかのサンプル担当", Role.SECRETARIAT)
START = {("A1",): spoken(課題="サンプル：人手"), ("A2",): spoken("準備中", "順調", 10)}


@pytest.fixture
def begun(desk: Desk) -> Desk:
    """A desk whose two actions are reported once, so that forms come with values."""
    desk.hand_in(desk.form(進捗=START), "はじめ.xlsx")
    return desk


def others(desk: Desk, name: str = "ほか.xlsx", **sheets: dict) -> None:
    """Let somebody else hand in a form made now."""
    other = replace(desk, actor=OTHER)
    other.hand_in(other.form(**sheets), name)


def asked(preview: Preview) -> dict[tuple[str, ...], tuple[object, ...]]:
    return {
        tuple(cell.field for cell in question.cells): tuple(
            (cell.base, cell.theirs, cell.mine) for cell in question.cells
        )
        for question in preview.questions
    }


def kept(preview: Preview) -> set[tuple[object, ...]]:
    return {(one.group, one.field, one.old, one.new) for one in preview.kept}


def take(desk: Desk, data: bytes, chosen: str) -> None:
    preview = desk.check(data)
    upload.commit(desk.ctx, preview, data, answers=all_answered(preview.questions, chosen))


def test_a_cell_the_sheet_left_alone_keeps_what_somebody_else_wrote_meanwhile(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"課題": "サンプル：予算"}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}, ("A2",): {"進捗率(%)": 20}})
    preview = begun.check(mine)
    assert not preview.questions
    assert kept(preview) == {("A1", "progress", 40.0, 60.0), ("A2", "progress", 10.0, 20.0)}
    assert {one.author.actor for one in preview.kept if one.author} == {OTHER.name}
    assert (preview.counts.changed, preview.counts.unchanged) == (1, 1)
    upload.commit(begun.ctx, preview, mine)
    seen = begun.store.snapshot()
    assert (seen.report("A1", H1).progress, seen.report("A1", H1).issue) == (60.0, "サンプル：予算")
    assert seen.report("A2", H1).progress == 20.0


def test_a_kept_value_still_comes_from_the_cell_of_whoever_wrote_it(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"課題": "サンプル：予算"}})
    others(begun, "ほか.xlsx", 進捗={("A1",): {"進捗率(%)": "６０"}})
    begun.hand_in(mine, "私.xlsx")
    trail = begun.store.rows("value_trail", entity="report", entity_key="A1/2026/H1")
    written = {row["field"]: (row["file_name"], row["raw"]) for row in trail if row["changed"]}
    assert written["progress"] == ("ほか.xlsx", "６０")
    assert written["issue"] == ("私.xlsx", "サンプル：予算")


def test_a_cell_changed_on_both_sides_is_asked_with_its_three_values_and_their_author(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50, "課題": "サンプル：予算"}})
    others(begun, "ほか.xlsx", 進捗={("A1",): {"進捗率(%)": 60, "課題": "サンプル：予算"}})
    preview = begun.check(mine)
    assert asked(preview) == {("progress",): ((40.0, 60.0, 50.0),)}
    (question,) = preview.questions
    author = question.cells[0].author
    assert author is not None
    assert (author.actor, author.file_name, author.version) == (OTHER.name, "ほか.xlsx", begun.store.version)
    assert question.cells[0].source.location.a1 == "L2"


@pytest.mark.parametrize(("chosen", "progress"), [("theirs", 60.0), ("mine", 50.0)])
def test_the_answer_decides_and_is_kept_for_ever(begun: Desk, chosen: str, progress: float) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    before = begun.store.version
    take(begun, mine, chosen)
    assert begun.store.snapshot().report("A1", H1).progress == progress
    assert begun.store.version == before + 1
    told = begun.store.rows("answers", entity="report", entity_key="A1/2026/H1")
    assert [(t["field"], t["base"], t["theirs"], t["mine"], t["chosen"], t["version"]) for t in told] == [
        ("progress", "40.0", "60.0", "50.0", chosen, before + 1)
    ]


def test_without_an_answer_nothing_is_replaced_and_nothing_stored(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50, "実施段階": "準備中"}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60, "実施段階": "検討中"}})
    version = begun.store.version
    preview = begun.check(mine)
    one = all_answered(preview.questions[:1], "mine")
    for answers in ({}, one):
        with pytest.raises(Refusal) as refused:
            upload.commit(begun.ctx, preview, mine, answers=answers)
        assert refused.value.code == "upload.both_sides"
    assert begun.store.version == version
    with pytest.raises(ValueError, match="nobody asked"):
        upload.commit(begun.ctx, preview, mine, answers={"something else": "mine"})


def test_the_same_answer_sent_twice_is_kept_once(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    preview = begun.check(mine)
    answers = all_answered(preview.questions, "theirs")
    first = upload.commit(begun.ctx, preview, mine, answers=answers)
    again = upload.commit(begun.ctx, preview, mine, answers=answers)
    assert (again.already, again.earlier.id, again.version) == (True, first.submission, first.version)
    assert len(begun.store.rows("answers")) == 1
    assert not begun.check(mine).questions


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ({("A1",): dict.fromkeys((*spoken(), "課題", "基準日"), "")}, "silent"),
        ({}, "missing"),
    ],
)
def test_what_others_wrote_into_rows_the_sheet_says_nothing_about_is_counted_too(
    begun: Desk, sheet: dict, left: str
) -> None:
    mine = begun.form(進捗={**sheet, ("A2",): {"課題": "サンプル：予算"}})
    if left == "missing":
        mine = without_row(mine, "A1")
    others(begun, 進捗={("A1",): {"進捗率(%)": 60, "今後の対応": "サンプル：続ける"}})
    preview = begun.check(mine)
    assert preview.ok
    assert kept(preview) == {("A1", "progress", 40.0, 60.0), ("A1", "next_step", "", "サンプル：続ける")}
    upload.commit(begun.ctx, preview, mine)
    assert begun.store.snapshot().report("A1", H1).progress == 60.0


def without_row(data: bytes, code: str) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["進捗"]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == code]
    sheet.delete_rows(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_blank_day_is_nobodys_change(desk: Desk) -> None:
    mine = desk.form(進捗={("A1",): spoken()})
    others(desk, 進捗={("A1",): spoken(基準日="2026/9/15")})
    preview = desk.check(mine)
    assert not preview.questions
    assert [(one.field, one.new.isoformat()) for one in preview.kept] == [("as_of_date", "2026-09-15")]


def test_a_row_declared_unchanged_is_decided_as_a_whole(begun: Desk) -> None:
    begun.clock.now = begun.clock.now.replace(year=2027, month=4)
    mine = begun.form(period="下期", 進捗={("A1",): {"申告区分": "変更なし", "記入者": "サンプル担当"}})
    others(begun, 進捗={("A1",): spoken("実施中", "遅れ", 60, 課題="サンプル：納期")}, period="下期")
    preview = begun.check(mine)
    (question,) = preview.questions
    assert [(c.field, c.theirs, c.mine) for c in question.cells] == [
        ("declaration", "更新", "変更なし"), ("rating", "遅れ", "順調"), ("progress", 60.0, 40.0),
        ("issue", "サンプル：納期", "サンプル：人手"),
    ]  # fmt: skip
    take(begun, mine, "mine")
    found = begun.store.snapshot().report("A1", H2)
    assert (found.declaration, found.rating, found.progress, found.issue) == (
        "変更なし", "順調", 40.0, "サンプル：人手",
    )  # fmt: skip
    assert found.achievement == "サンプル：申請の画面を作った"


def test_a_row_declared_not_applicable_against_a_change_is_decided_as_a_whole(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"申告区分": "該当なし", "実施段階": "", "評価": "", "進捗率(%)": ""}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    preview = begun.check(mine)
    assert asked(preview) == {
        ("declaration", "stage", "rating", "progress"): (
            ("更新", "更新", "該当なし"), ("実施中", "実施中", None), ("順調", "順調", None), (40.0, 60.0, None),
        )
    }  # fmt: skip
    take(begun, mine, "theirs")
    found = begun.store.snapshot().report("A1", H1)
    assert (found.declaration, found.stage, found.progress) == ("更新", "実施中", 60.0)


def test_the_same_word_unchanged_from_two_people_is_no_question(begun: Desk) -> None:
    begun.clock.now = begun.clock.now.replace(year=2027, month=4)
    rows = {("A1",): {"申告区分": "変更なし", "記入者": "サンプル担当"}}
    mine = begun.form(period="下期", 進捗=rows)
    others(begun, 進捗=rows, period="下期")
    preview = begun.check(mine)
    assert (preview.questions, preview.counts.any) == ((), False)


def test_values_that_do_not_fit_each_other_are_asked_about_together(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 90, "課題": "サンプル：予算"}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 100}})
    others(begun, 進捗={("A1",): {"実施段階": "完了"}})
    preview = begun.check(mine)
    (question,) = preview.questions
    assert [cell.field for cell in question.cells] == ["stage", "progress", "issue"]
    take(begun, mine, "mine")
    found = begun.store.snapshot().report("A1", H1)
    assert (found.stage, found.progress, found.issue) == ("実施中", 90.0, "サンプル：予算")


def test_answers_that_do_not_fit_each_other_are_told_at_the_cell_and_refused(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"実施段階": "準備中", "進捗率(%)": 50}})
    others(begun, 進捗={("A1",): {"実施段階": "完了", "進捗率(%)": 100}})
    preview = begun.check(mine)
    assert set(asked(preview)) == {("stage",), ("progress",)}
    by_field = {question.cells[0].field: question.id for question in preview.questions}
    mixed = {by_field["stage"]: "theirs", by_field["progress"]: "mine"}
    assert [(f.code, f.location.a1) for f in upload.clashes(begun.ctx, preview, mixed)] == [
        ("row.merge_clash", "L2")
    ]
    with pytest.raises(Refusal) as refused:
        upload.commit(begun.ctx, preview, mine, answers=mixed)
    assert refused.value.code == "upload.clash"
    assert not upload.clashes(begun.ctx, preview, all_answered(preview.questions, "theirs"))


def take_back(desk: Desk, number: int) -> None:
    """Take a submission back, as 取消 does: its reports are gone, and it no longer counts."""
    with desk.store.transaction(actor=OTHER.name, kind="withdraw", note="", at=desk.clock()) as tx:
        rows = [r for r in desk.store.snapshot().reports if r.submission == number]
        tx.withdraw("report", [(r.action, r.fiscal_year, r.period) for r in rows])
        tx.put("withdrawal", [{"subject": number, "reason": "サンプル"}], None)


@pytest.mark.parametrize("chosen", ["theirs", "mine"])
def test_a_row_that_was_taken_back_comes_back_whole_or_not_at_all(begun: Desk, chosen: str) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    take_back(begun, 2)
    preview = begun.check(mine)
    (question,) = preview.questions
    assert (question.group, {cell.theirs for cell in question.cells}) == ("A1", {None})
    assert question.cells[0].author.actor == OTHER.name
    assert {one.group for one in preview.kept} == {"A2"}
    take(begun, mine, chosen)
    found = begun.store.snapshot().report("A1", H1)
    assert (found and (found.stage, found.progress)) == (None if chosen == "theirs" else ("実施中", 50.0))
    assert begun.store.snapshot().report("A2", H1) is None


KPI = ("A1", "オンライン申請の数", "2026")


@pytest.mark.parametrize(
    ("typed", "questions", "stored"),
    [
        ("", {}, 120.0),
        (100, {("actual",): ((100.0, 120.0, 100.0),)}, None),
        (120, {}, 120.0),
        (130, {("actual",): ((100.0, 120.0, 130.0),)}, None),
    ],
)
def test_an_indicator_is_asked_about_only_where_its_cell_was_written_into(
    begun: Desk, typed: object, questions: dict, stored: float | None
) -> None:
    others(begun, 指標={KPI: {"実績値": 100}})
    # 下期の様式では、今年度の実績値は、報告するまで空のまま渡す。
    mine = begun.form(period="下期", 進捗={("A2",): spoken()}, 指標={KPI: {"実績値": typed}})
    others(begun, 指標={KPI: {"実績値": 120}})
    preview = begun.check(mine)
    assert asked(preview) == questions
    if stored is not None:
        begun.hand_in(mine)
        key = ("A1", "オンライン申請の数", 2026)
        assert begun.store.snapshot().values_by_key[key] == stored
        assert [one.field for one in preview.kept] == (["actual"] if typed == "" else [])


def test_a_form_of_a_state_this_store_never_had_asks_about_every_difference(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    book = openpyxl.load_workbook(BytesIO(mine))
    for row in book["様式情報"].iter_rows():
        if row[1].value == "A1":
            row[2].value = "f0123456789ab"
    out = BytesIO()
    book.save(out)
    preview = begun.check(out.getvalue())
    ((fields, sides),) = asked(preview).items()
    assert (fields, sides[0][1:]) == (("progress",), (40.0, 50.0))
    take(begun, out.getvalue(), "mine")
    assert [row["base"] for row in begun.store.rows("answers")] == [None]


def test_the_plan_workbook_merges_and_asks_by_cell_too(begun: Desk) -> None:
    mine = begun.plan_book(
        個別取組={("A1",): {"個別取組名": "サンプル申請（改）", "終了年度": 2027}},
        工程={("A1", "2026"): {"年度末の計画進捗率(%)": 85}},
    )
    other = replace(begun, actor=OTHER)
    other.hand_in(
        other.plan_book(
            個別取組={("A1",): {"個別取組名": "サンプル申請（新）", "内容": "サンプル"}},
            工程={("A2", "2026"): {"年度末の計画進捗率(%)": 45}},
        ),
        "計画2.xlsx",
    )
    preview = begun.check(mine)
    assert preview.ok
    assert asked(preview) == {
        ("name",): (("サンプル申請の電子化", "サンプル申請（新）", "サンプル申請（改）"),)
    }
    assert kept(preview) == {
        ("A1", "description", "", "サンプル"), ("A2", "planned_progress", 40.0, 45.0),
    }  # fmt: skip
    take(begun, mine, "theirs")
    seen = begun.store.snapshot()
    assert (seen.actions_by_code["A1"].name, seen.actions_by_code["A1"].last_fiscal_year) == (
        "サンプル申請（新）", 2027,
    )  # fmt: skip
    assert seen.schedules_by_key["A2", 2026].planned_progress == 45
    assert seen.schedules_by_key["A1", 2026].planned_progress == 85


def test_plan_rows_that_do_not_fit_what_others_planned_are_a_finding_at_the_cell(begun: Desk) -> None:
    mine = begun.plan_book(個別取組={("A1",): {"終了年度": 2025}})
    other = replace(begun, actor=OTHER)
    other.hand_in(other.plan_book(個別取組={("A1",): {"開始年度": 2026}}), "計画2.xlsx")
    preview = begun.check(mine)
    assert not preview.questions
    assert ("個別取組", "row.merge_clash") in {(f.location.sheet, f.code) for f in preview.blocks}


def saved_again(data: bytes) -> bytes:
    out = BytesIO()
    openpyxl.load_workbook(BytesIO(data)).save(out)
    return out.getvalue()


@pytest.mark.parametrize("again", [lambda data: data, saved_again], ids=["the same bytes", "saved again"])
def test_what_was_handed_in_before_is_not_judged_again_and_undoes_nothing(begun: Desk, again) -> None:
    first = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    receipt = begun.hand_in(first)
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    preview = begun.check(again(first))
    assert (preview.ok, preview.counts.any, preview.findings) == (True, False, ())
    assert preview.earlier.id == receipt.submission
    assert kept(preview) == {("A1", "progress", 50.0, 60.0)}
    done = begun.hand_in(again(first))
    assert (done.already, done.version) == (True, receipt.version)
    assert begun.store.snapshot().report("A1", H1).progress == 60.0


def test_what_was_taken_back_can_be_handed_in_again(desk: Desk) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    first = desk.hand_in(data)
    take_back(desk, first.submission)
    assert desk.store.snapshot().report("A1", H1) is None
    assert not desk.hand_in(data).already
    assert desk.store.snapshot().report("A1", H1).progress == 40.0


def test_the_same_words_on_a_newer_form_are_a_new_statement(begun: Desk) -> None:
    begun.hand_in(begun.form(進捗={("A1",): {"進捗率(%)": 50}}))
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    receipt = begun.hand_in(begun.form(進捗={("A1",): {"進捗率(%)": 50}}))
    assert not receipt.already
    assert begun.store.snapshot().report("A1", H1).progress == 50.0


def test_answers_are_found_under_the_key_the_store_knows_a_row_by(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): {"進捗率(%)": 50}})
    others(begun, 進捗={("A1",): {"進捗率(%)": 60}})
    take(begun, mine, "mine")
    key = entity_key("report", ("A1", 2026, "H1"))
    assert begun.store.rows("answers", entity="report", entity_key=key)
    assert not begun.store.rows("answers", entity="report", entity_key="A2/2026/H1")


FIRST = spoken(
    progress=45, 今期の実績="サンプル：説明会を開いた", 課題="サンプル：人手", 今後の対応="サンプル：募集"
)


def test_a_sheet_handed_in_again_with_a_mended_cell_is_a_plain_correction(begun: Desk) -> None:
    form = {("A1",): FIRST, ("A2",): {"課題": "サンプル：場所"}}
    mended = {**form, ("A1",): {**FIRST, "進捗率(%)": 48}}
    twice = {**form, ("A1",): {**FIRST, "進捗率(%)": 48, "課題": ""}}
    first, second, third = (begun.form(進捗=rows) for rows in (form, mended, twice))
    begun.hand_in(first)
    for data, changed in ((second, {"progress"}), (third, {"issue"})):
        preview = begun.check(data)
        assert not preview.questions
        assert not preview.kept
        assert {one.field for row in preview.changes for one in row.fields} == changed
        upload.commit(begun.ctx, preview, data)
    report = begun.store.snapshot().report("A1", H1)
    assert (report.progress, report.issue) == (48.0, "")


def test_a_mended_sheet_still_asks_where_somebody_else_wrote_after_it(begun: Desk) -> None:
    first = begun.form(進捗={("A1",): FIRST})
    second = begun.form(進捗={("A1",): {**FIRST, "進捗率(%)": 48}})
    begun.hand_in(first)
    others(begun, 進捗={("A1",): {"進捗率(%)": 60, "課題": "サンプル：予算"}})
    preview = begun.check(second)
    assert asked(preview) == {("progress",): ((45.0, 60.0, 48.0),)}
    assert kept(preview) == {("A1", "issue", "サンプル：人手", "サンプル：予算")}


def test_a_value_somebody_else_wrote_before_the_first_hand_in_is_not_taken_back(begun: Desk) -> None:
    first = begun.form(進捗={("A1",): {**FIRST, "課題": START["A1",]["課題"]}})
    second = begun.form(進捗={("A1",): {**FIRST, "課題": START["A1",]["課題"], "進捗率(%)": 48}})
    others(begun, 進捗={("A1",): {"課題": "サンプル：予算"}})
    begun.hand_in(first)
    begun.hand_in(second)
    report = begun.store.snapshot().report("A1", H1)
    assert (report.progress, report.issue) == (48.0, "サンプル：予算")


def test_two_people_who_filled_in_copies_of_one_form_are_both_asked_for(begun: Desk) -> None:
    mine = begun.form(進捗={("A1",): spoken(progress=70, 課題="サンプル：私の課題")})
    theirs = begun.form(進捗={("A1",): spoken(progress=45, 課題="サンプル：相手の課題"), ("A2",): FIRST})
    begun.hand_in(theirs)
    assert set(asked(begun.check(mine))) == {("progress",), ("issue",)}
