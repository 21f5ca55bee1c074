"""What 提出 tells of other people's changes and of several files, without a store and without a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from miharu_dx.domain.changes import (
    Author,
    ChangeCounts,
    Entry,
    Question,
    RowChange,
    Sides,
    Source,
    TheirChange,
    Unknown,
)
from miharu_dx.domain.finding import Location
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Expected, Preview
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.submit import diff_view
from miharu_dx.present.views.submit_many import ManyFile, many_view
from miharu_dx.present.views.submit_merge import MOVES_NAMED, UNKNOWN, merge_view, moves, moves_text
from tests.samples import ONLINE, small_snapshot

SEEN = small_snapshot()
PLAN = SEEN.plan
FIRST, SECOND = PLAN.period_keys[:2]
UNIT = PLAN.departments[0].code
OK, BAD = (next(r.name for r in PLAN.ratings if r.meaning == meaning) for meaning in ("ok", "bad"))
AUTHOR = Author("サンプル担当", datetime(2023, 10, 1, 0, 0, tzinfo=UTC), 4, "ほか.xlsx")


def key_of(period: PeriodKey, action: str = ONLINE) -> tuple[str | int, ...]:
    return (action, period.fiscal_year, PLAN.period_at(period).code)


def sides(field: str, base: object, theirs: object, mine: object) -> Sides:
    return Sides(field, field, base, theirs, mine, Source(Location("進捗", 2, 10, field), str(mine)), AUTHOR)


def question(*cells: Sides) -> Question:
    return Question("report", key_of(SECOND), "取組", ONLINE, cells)


def theirs(field: str, old: object, new: object, *, key: PeriodKey = SECOND) -> TheirChange:
    return TheirChange("report", key_of(key), field, field, "取組", ONLINE, old, new, None, AUTHOR)


def preview(*questions: Question, kept: tuple[TheirChange, ...] = (), **more: object) -> Preview:
    entry = Entry("report", key_of(SECOND), {"progress": 50.0, "rating": BAD}, "取組", ONLINE)
    state = "changed" if questions else "unchanged"
    found = Preview(
        kind="progress", expected=Expected(), file_name="様式.xlsx", sha256="0" * 64, department=UNIT,
        key=SECOND, base_version=3, seen_version=SEEN.version, findings=(),
        changes=(RowChange(entry, state, (), kept, questions),),
    )  # fmt: skip
    return replace(found, **more)  # type: ignore[arg-type]


def test_a_question_shows_three_values_and_who_changed_what_is_stored() -> None:
    asked = question(sides("rating", OK, BAD, None), sides("progress", Unknown.BASE, 60.0, 50.0))
    view = merge_view(preview(asked), SEEN, {})
    (line,) = view.questions
    assert [(one.base, one.theirs, one.mine) for one in line.lines] == [
        (OK, BAD, "（空白）"), (UNKNOWN, "60%", "50%"),
    ]  # fmt: skip
    assert line.lines[0].theirs_sign is not None
    assert line.lines[0].theirs_sign.style.bold
    assert line.lines[0].who.startswith("サンプル担当")
    assert line.lines[0].who.endswith("ほか.xlsx")
    assert "まとめて選びます" in line.note
    assert (view.left, "あと1か所" in view.told) == (1, True)


def test_an_answered_question_is_no_longer_waited_for() -> None:
    asked = question(sides("progress", 40.0, 60.0, 50.0))
    view = merge_view(preview(asked), SEEN, {asked.id: "mine"})
    assert (view.left, view.told.endswith("すべて選びました。選んだ結果は記録に残ります。")) == (0, True)
    assert diff_view(preview(asked), SEEN, None).headline.startswith("別の提出でも変わった値が、あと1か所")
    mine = diff_view(preview(asked), SEEN, None, {asked.id: "mine"})
    assert [(row.old, row.new, row.both_sides) for row in mine.rows] == [("60%", "50%", True)]
    kept = diff_view(preview(asked), SEEN, None, {asked.id: "theirs"})
    assert (kept.any, kept.headline.startswith("選んだ結果、登録は変わりません")) == (False, True)


def test_a_row_that_was_taken_back_says_so() -> None:
    asked = question(sides("rating", OK, None, OK), sides("progress", 40.0, None, 50.0))
    (line,) = merge_view(preview(asked), SEEN, {}).questions
    assert "取り消されています" in line.note


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            preview(kept=(theirs("progress", 40.0, 60.0),)),
            "別の提出で変わった1セルは、今の保存のまま残ります。",
        ),
        (preview(), "なし（様式を作った版3の後に、この様式の行を変えた別の提出はありません）"),
        (preview(base_version=SEEN.version), "なし（様式を作った版5の後、登録は変わっていません）"),
        (
            preview(untouched=(theirs("progress", 40.0, 60.0),), earlier=SEEN.submissions[0]),
            "その後に変わった1セルは、今の保存のまま残ります。",
        ),
        (preview(earlier=SEEN.submissions[0]), ""),
    ],
)
def test_what_stays_of_others_is_counted_in_one_sentence(found: Preview, told: str) -> None:
    assert merge_view(found, SEEN, {}).kept_text == told


def test_a_change_of_another_period_names_it() -> None:
    (line,) = moves([theirs("progress", 40.0, 60.0, key=FIRST)], SEEN, SECOND)
    assert line.label.startswith("progress（")
    assert (line.old, line.new) == ("40%", "60%")


def test_many_moves_are_cut_in_a_sentence_and_counted() -> None:
    found = [theirs("progress", 1.0, float(number)) for number in range(2, 2 + MOVES_NAMED + 2)]
    assert moves_text(found, SEEN).endswith("、ほか2か所。")
    assert moves_text(found, SEEN).count("→") == MOVES_NAMED
    assert moves_text([], SEEN) == ""


def file(name: str, **more: object) -> ManyFile:
    told: dict = {
        "file": name, "preview": preview(), "refusal": None, "blocks": 0, "warnings": 0, "asks": 0,
        "changes": ChangeCounts(1, 0, 0), "version": None, "already": False, "twin": False, **more,
    }  # fmt: skip
    return ManyFile(**told)


def test_files_that_wait_for_somebody_stand_first_and_each_says_what_to_do() -> None:
    refused = Refusal("file.empty", file_name="空.xlsx")
    view = many_view(
        [
            file("good.xlsx", warnings=2),
            file("same.xlsx", changes=ChangeCounts(0, 0, 3)),
            file("again.xlsx", changes=ChangeCounts(0, 0, 0), preview=preview(earlier=SEEN.submissions[0])),
            file("done.xlsx", version=9),
            file("twin.xlsx", twin=True),
            file("asks.xlsx", asks=2, moved=3),
            file("stopped.xlsx", refusal=Refusal("upload.both_sides", count=1, base=2)),
            file("empty.xlsx", preview=None, refusal=refused),
            file("bad.xlsx", blocks=4),
        ],
        SEEN,
        ("写真.jpg", "議事録.docx"),
    )
    assert [(row.file, row.mark, row.word) for row in view.rows] == [
        ("bad.xlsx", "square", "要修正"),
        ("empty.xlsx", "square", "受け取れない"),
        ("stopped.xlsx", "diamond", "確定しなかった"),
        ("twin.xlsx", "diamond", "同じ課・期が2つ"),
        ("asks.xlsx", "diamond", "選ぶところがある"),
        ("good.xlsx", "check", "確定できる"),
        ("same.xlsx", "dash", "変わらない"),
        ("again.xlsx", "dash", f"登録済み（版{SEEN.submissions[0].version}）"),
        ("done.xlsx", "check", "確定した（版9）"),
    ]
    steps = {row.file: row.next_step for row in view.rows}
    assert steps["empty.xlsx"] == f"{refused.message}{refused.next_step}"
    assert "3か所が変わったので" in steps["asks.xlsx"]
    assert all(steps.values())
    assert (view.ready, view.blocked, view.skipped) == (
        1,
        1,
        "表でないファイル2件（写真.jpg・議事録.docx）は読んでいません",
    )
    assert view.headline == "9件のうち1件を確定できます。ほか5件は、先に直すか選びます"
    assert next(row for row in view.rows if row.file == "good.xlsx").findings == "注意2"


def test_when_all_is_done_it_is_said() -> None:
    assert many_view([file("a", version=3), file("b", version=4)], SEEN, ()).headline == "2件を確定しました"
    assert many_view([file("a", version=3), file("b", blocks=1)], SEEN, ()).headline == (
        "1件を確定しました。1件は、先に直すか選びます"
    )
    nothing = many_view([file("a", changes=ChangeCounts(0, 0, 1))], SEEN, ())
    assert nothing.headline.startswith("登録されている内容と同じです")


def test_whose_file_it_is_stands_beside_its_name() -> None:
    plan_book = replace(preview(), kind="plan", department=None, key=None)
    rows = {
        row.file: row.whose for row in many_view([file("a"), file("b", preview=plan_book)], SEEN, ()).rows
    }
    assert rows["a"].startswith(SEEN.department_name(UNIT))
    assert rows["b"] == "事務局 計画ワークブック"
