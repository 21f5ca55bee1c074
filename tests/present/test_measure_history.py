"""履歴: what each version changed, newest first; corrections are told from new reports."""

from __future__ import annotations

from datetime import datetime

from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.records import Report
from miharu_dx.present.views.measure_history import History, Step, history_of
from tests.present.measure_cases import DESK, FIRST, OTHER, SECOND, action, report, snapshot
from tests.rich import JST

STATE = snapshot([action("A0"), action("B0"), action("C0")])


def written(version: int, said: Report, department: str = DESK) -> Step:
    changed = {**vars(said), "from_version": version}
    return Step(Report(**changed), datetime(2024, 4, version, 12, 0, tzinfo=JST), department)


def told(*steps: Step, key: PeriodKey = SECOND) -> History:
    return history_of(STATE, ["A0", "B0"], key, steps)


def lines(history: History) -> list[tuple[object, ...]]:
    return [
        (one.day, one.code, one.what, one.before_text, one.after_text, one.version) for one in history.entries
    ]


def test_a_period_is_held_against_the_period_before_it() -> None:
    found = told(written(2, report("A0", FIRST, "順調")), written(3, report("A0", SECOND, "遅れ")))
    assert lines(found) == [("4月3日", "A0", "評価", "順調", "遅れ", 3)]
    (entry,) = found.entries
    assert (entry.before.mark if entry.before else "", entry.after.mark if entry.after else "") == (
        "disc",
        "square",
    )
    assert entry.source == "令和5 下期・総務課の提出・版3"
    assert entry.day_full == "令和6年4月3日"
    assert found.caption == "新しい順・全1件"


def test_a_correction_is_held_against_what_it_corrects() -> None:
    found = told(
        written(2, report("A0", FIRST, "順調")),
        written(3, report("A0", SECOND, "遅れ")),
        written(4, report("A0", SECOND, "やや遅れ")),
    )
    assert lines(found)[0] == ("4月4日", "A0", "評価", "遅れ", "やや遅れ", 4)
    assert "訂正" in found.entries[0].source
    assert "提出" in found.entries[1].source


def test_a_period_reported_late_is_held_against_the_one_before_it_and_not_the_last_written() -> None:
    found = told(
        written(2, report("A0", SECOND, "遅れ")),
        written(3, report("A0", FIRST, "順調")),
    )
    assert lines(found) == []


def test_the_rating_speaks_before_the_stage_and_the_stage_before_the_progress() -> None:
    found = told(
        written(2, report("A0", FIRST, "順調", 10.0, stage="検討中")),
        written(3, report("A0", SECOND, "順調", 20.0, stage="準備中")),
        written(4, report("A0", SECOND, "順調", 30.4, stage="準備中")),
        written(5, report("A0", SECOND, "順調", 30.4, stage="準備中", issue="サンプル")),
    )
    assert lines(found) == [
        ("4月4日", "A0", "進捗", "20%", "30%", 4),
        ("4月3日", "A0", "実施段階", "検討中", "準備中", 3),
    ]


def test_in_one_version_the_worst_rating_comes_first() -> None:
    found = told(
        written(2, report("A0", FIRST, "順調", 10.0)),
        written(2, report("B0", FIRST, "順調", 10.0)),
        written(3, report("A0", SECOND, "順調", 20.0)),
        written(3, report("B0", SECOND, "遅れ", 20.0)),
        written(4, report("A0", SECOND, "やや遅れ", 20.0)),
    )
    assert [(one.code, one.after_text) for one in found.entries] == [
        ("A0", "やや遅れ"),
        ("B0", "遅れ"),
        ("A0", "20%"),
    ]


def test_other_actions_and_later_periods_stay_out() -> None:
    steps = [written(2, report(code, FIRST, "順調"), OTHER) for code in ("A0", "C0")]
    steps += [written(3, report(code, SECOND, "遅れ"), OTHER) for code in ("A0", "C0")]
    assert [one.code for one in told(*steps).entries] == ["A0"]
    assert told(*steps, key=FIRST).entries == ()
    assert told().empty


def test_a_report_of_no_concern_is_said_in_its_own_word() -> None:
    found = told(written(2, report("A0", FIRST, "順調")), written(3, report("A0", SECOND, "対象外")))
    assert [(one.before_text, one.after_text) for one in found.entries] == [("順調", "対象外")]
