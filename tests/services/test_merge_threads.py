"""Two people of one department at once: the second is told what changed, every single time."""

from __future__ import annotations

import threading
from dataclasses import replace

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.merge import Overtaken, all_answered
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview, Receipt
from miharu_dx.services import upload
from tests.services.desk import Desk, spoken

TIMES = 100
H1 = PeriodKey(2026, 0)
PEOPLE = {"first": 40.0, "second": 60.0}


def at_once(desks: dict[str, Desk], books: dict[str, bytes], previews: dict[str, Preview]) -> dict:
    """Return what each person got who confirmed at the same moment."""
    start = threading.Barrier(len(desks))
    got: dict[str, Receipt | BaseException] = {}

    def confirm(name: str) -> None:
        start.wait()
        try:
            got[name] = upload.commit(desks[name].ctx, previews[name], books[name])
        except BaseException as error:  # noqa: BLE001 - told by the caller
            got[name] = error

    threads = [threading.Thread(target=confirm, args=(name,)) for name in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def take_back(desk: Desk, number: int) -> None:
    with desk.store.transaction(actor="サンプル", kind="withdraw", note="", at=desk.clock()) as tx:
        tx.withdraw("report", [("A1", 2026, "H1")])
        tx.put("withdrawal", [{"subject": number, "reason": "サンプル"}], None)


def test_of_two_who_confirm_at_once_the_second_is_told_which_cell_whose_and_from_what_to_what(
    desk: Desk,
) -> None:
    desks = {name: replace(desk, actor=Actor(f"サンプル{name}", Role.SECRETARIAT)) for name in PEOPLE}
    books = {name: desk.form(進捗={("A1",): spoken(progress=value)}) for name, value in PEOPLE.items()}
    for turn in range(TIMES):
        previews = {name: own.check(books[name]) for name, own in desks.items()}
        assert not any(preview.questions for preview in previews.values())
        got = at_once(desks, books, previews)
        (won,) = [name for name, result in got.items() if isinstance(result, Receipt)]
        (lost,) = [name for name in got if name != won]
        told = got[lost]
        assert isinstance(told, Overtaken), (turn, told)
        moved = {one.field: one for one in told.moves}
        assert (moved["progress"].group, moved["progress"].old, moved["progress"].new) == (
            "A1", None, PEOPLE[won],
        )  # fmt: skip
        assert {one.author.actor for one in told.moves if one.author} == {desks[won].actor.name}
        assert all(one.author for one in told.moves)
        assert "進捗率(%)" in {one.label for one in told.moves}
        assert desk.store.snapshot().report("A1", H1).progress == PEOPLE[won]
        take_back(desk, got[won].submission)
    assert len(desk.store.snapshot().submissions) == TIMES + 1
    # 取り消したあとは、前に答えたことも残らない。二人目は、見比べて選べる。
    first = desks["first"].hand_in(books["first"])
    assert not first.already
    second = desks["second"].check(books["second"])
    assert [cell.field for question in second.questions for cell in question.cells] == ["progress"]
    upload.commit(
        desks["second"].ctx, second, books["second"], answers=all_answered(second.questions, "mine")
    )
    assert desk.store.snapshot().report("A1", H1).progress == PEOPLE["second"]


def test_whoever_touches_other_rows_of_the_same_sheet_is_told_too_and_both_changes_stay(desk: Desk) -> None:
    desk.hand_in(desk.form(進捗={("A1",): spoken(), ("A2",): spoken("準備中", "順調", 10)}))
    mine = desk.form(進捗={("A1",): {"進捗率(%)": 50}})
    theirs = desk.form(進捗={("A2",): {"進捗率(%)": 20}})
    preview = desk.check(mine)
    desk.hand_in(theirs)
    try:
        upload.commit(desk.ctx, preview, mine)
    except Overtaken as told:
        assert [(one.group, one.field, one.old, one.new) for one in told.moves] == [
            ("A2", "progress", 10.0, 20.0)
        ]
        assert upload.overtaken(desk.ctx, preview) == told.moves
    else:
        raise AssertionError("nobody was told")
    desk.hand_in(mine)
    seen = desk.store.snapshot()
    assert (seen.report("A1", H1).progress, seen.report("A2", H1).progress) == (50.0, 20.0)


def test_a_commit_that_has_nothing_to_do_with_the_sheet_overtakes_nobody(desk: Desk) -> None:
    mine = desk.form(進捗={("A1",): spoken()})
    preview = desk.check(mine)
    desk.hand_in(desk.form("jumin", 進捗={("B1",): spoken()}))
    assert upload.overtaken(desk.ctx, preview) == ()
    assert not upload.commit(desk.ctx, preview, mine).already
