"""The words of 会議: what a meeting is told of its agenda, its editions and what came after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from miharu_dx.domain.agenda import agenda
from miharu_dx.domain.content_hash import content_hash
from miharu_dx.domain.edition_compare import EditionState, compared_editions
from miharu_dx.domain.meeting_changes import Behind, Silent, Slip, Unchanged
from miharu_dx.domain.meeting_words import behind_words, silent_words, slip_words, unchanged_words
from miharu_dx.domain.records import Schedule, Snapshot
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.domain.slips import Lowered, Setback
from miharu_dx.domain.standing import standings
from miharu_dx.domain.value_changes import value_changes
from miharu_dx.present.views.meeting import Coming, meeting_view
from miharu_dx.present.views.meeting_editions import after_view, compare_view, edition_lines
from tests.rich import empty_snapshot, rich_snapshot

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SEEN = rich_snapshot(60, 7)
KEY = SEEN.plan.period_keys[6]
ITEM = standings(SEEN, KEY)[0]
MEETING = Meeting(3, "サンプル会議", date(2026, 11, 20), "", "", "", "", "", "事務局", AT)


def edition(version: int, number: int = 3) -> Edition:
    code = SEEN.plan.period_at(KEY).code
    return Edition(number, version, KEY.fiscal_year, code, None, content_hash(SEEN), "事務局", AT)


def later() -> Snapshot:
    """Return the state after one report became another one and one came in addition."""
    plan = SEEN.plan
    worst = [rating.name for rating in plan.ratings if rating.counted][-1]
    place = next(
        i
        for i, row in enumerate(SEEN.reports)
        if row.rating not in (None, worst) and plan.key(row.fiscal_year, row.period) == KEY
    )
    rows = list(SEEN.reports)
    rows[place] = replace(rows[place], rating=worst, from_version=SEEN.version + 1)
    return replace(SEEN, version=SEEN.version + 1, latest_version=SEEN.version + 1, reports=tuple(rows))


def test_every_matter_has_its_place_its_reason_and_its_department() -> None:
    items = agenda(SEEN, None, KEY, (), TODAY)
    view = meeting_view(SEEN, KEY, items, Coming(3, MEETING, None), today=TODAY)
    assert view.headline.startswith(f"第3回で話すのは{len(items)}件")
    assert [row.order for row in view.rows] == list(range(1, len(items) + 1))
    assert all(row.reasons and row.department and row.name for row in view.rows)
    assert (view.rows[0].first, view.rows[0].last, view.rows[-1].last) == (True, False, True)
    assert len(view.rows) + len(view.others) == len(standings(SEEN, KEY))
    assert (view.title, view.name, view.held_on) == (MEETING.title, MEETING.name, MEETING.held_on)


def test_nothing_to_talk_about_is_said_with_what_is_missing() -> None:
    empty = meeting_view(empty_snapshot(), KEY, (), Coming(1, None, None), today=TODAY)
    assert (empty.ready, empty.rows) == (False, ())
    assert "計画ワークブック" in empty.headline
    silent = replace(SEEN, reports=())
    assert "報告が届くと" in meeting_view(silent, KEY, (), Coming(1, None, None), today=TODAY).headline
    quiet = meeting_view(SEEN, KEY, (), Coming(2, None, MEETING), today=TODAY)
    assert quiet.headline == "第2回に取り上げる例外はない"
    assert quiet.compared.startswith("第3回 サンプル会議")


def test_the_list_of_editions_says_what_was_frozen_when_and_under_which_mark() -> None:
    first = replace(edition(5, 2), period=SEEN.plan.periods[-1].code, fiscal_year=KEY.fiscal_year - 1)
    now = replace(SEEN, meetings=(MEETING,), editions=(first, edition(9)))
    newest, older = edition_lines(now, {3: 2}, UTC)
    assert (newest.number, older.number) == (3, 2)
    assert (newest.title, newest.after, older.after) == ("第3回 サンプル会議", "会議後の変更 2か所", "")
    assert newest.mark == content_hash(SEEN)[:8]
    assert (older.title, older.held_on) == ("第2回", "開催日 未定")


def test_what_changed_after_an_edition_is_a_line_a_field() -> None:
    view = after_view(later(), MEETING, value_changes(SEEN, later()))
    (row,) = view.rows
    assert (row.what.endswith("評価"), row.before != row.after) == (True, True)
    assert "1件の個別取組で1か所が変わった" in view.headline
    none = after_view(SEEN, MEETING, value_changes(SEEN, SEEN))
    assert (none.rows, "変わった値はない" in none.headline) == ((), True)


def test_two_editions_count_the_same_actions_and_name_what_differs() -> None:
    first = EditionState(MEETING, edition(SEEN.version), KEY, SEEN)
    other = replace(MEETING, number=4)
    second = EditionState(other, edition(later().version, 4), KEY, later())
    view = compare_view(compared_editions(first, second))
    assert view.headline == "評価が悪くなったもの1件、良くなったもの0件"
    (row,) = view.rows
    assert row.before is not None and row.after is not None
    assert row.before.word != row.after.word
    total = len(standings(SEEN, KEY))
    assert (sum(line.before for line in view.counts), sum(line.after for line in view.counts)) == (
        total,
        total,
    )
    same = compare_view(compared_editions(first, replace(second, snapshot=SEEN)))
    assert "どれも同じ" in same.headline
    assert not same.rows


def test_changes_are_said_in_short_plain_phrases() -> None:
    row = Schedule("A", 2026, None, 100.0)
    less = Lowered(2026, row, replace(row, planned_progress=70.0))
    assert (
        slip_words(Slip(ITEM, Setback(2026, 2027, (less,)), 1))
        == "終わる予定が令和8年度末から令和9年度末へ延びた"
    )
    assert slip_words(Slip(ITEM, Setback(2026, None, ()), 2)).endswith("計画からなくなった（通算2回目）")
    assert (
        slip_words(Slip(ITEM, Setback(None, None, (less,)), 1)) == "令和8年度末の予定が100%から70%へ下がった"
    )
    assert behind_words(Behind(ITEM, 70, 50, 1)) == "進捗率が計画より20ポイント低い（計画70%、実績50%）"
    assert "3期続けて" in behind_words(Behind(ITEM, 70, 50, 3))
    assert unchanged_words(Unchanged(ITEM, 2)) == "段階も進捗率も2期続けて同じ"
    assert silent_words(Silent(ITEM, 1, True)) == "前回は報告があったが、今回はない"
    assert silent_words(Silent(ITEM, 2, True)) == "2期続けて報告がない"
