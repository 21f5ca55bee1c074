"""④ 判断を求める事項: one item a screen, the words of the question, the grounds, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.agenda import AgendaItem
from miharu_dx.domain.calendar import due_label
from miharu_dx.domain.records_meeting import DECISION_WORDS, Decision
from miharu_dx.domain.standing import Standing, answering, badness
from miharu_dx.present.views.common import percent
from miharu_dx.present.views.deck_fit import cut, lines
from miharu_dx.present.views.deck_material import Material
from miharu_dx.present.views.deck_model import DecideScreen, ItemTab, Subject
from miharu_dx.present.views.standing_words import shown_stage

KICKER = "4　判断を求める事項"
TABS = 5  # 左の一覧に並ぶ数。前後を残して、いまの一つを見せる
_RIGHT, _HALF = 1280, 620
LARGE, SMALLER, GROUND = 50, 40, 32
_LARGE_LINES, _SMALLER_LINES, _GROUND_LINES = 2, 3, 5
_FULL_LINES, _FULL_GROUND_LINES = 6, 8  # 説明だけの画面に入る行数
_TAB_EM = 24


@dataclass(frozen=True)
class _Item:
    """One matter to be decided, before it is put on screens."""

    standing: Standing
    question: str
    reasons: tuple[str, ...]


def decide_screens(material: Material) -> tuple[DecideScreen, ...]:
    """Return ④: requests and pinned actions in the order of the agenda, decided ones with their words."""
    items = _items(material)
    if not items:
        return (_nothing(),)
    decided = _decided(material)
    found: list[DecideScreen] = []
    for place, item in enumerate(items):
        found += _screens(material, items, place, item, decided)
    return tuple(found)


def _items(material: Material) -> tuple[_Item, ...]:
    order = {item.subject: place for place, item in enumerate(material.agenda)}
    on_agenda = {item.subject: item for item in material.agenda}
    chosen: list[_Item] = []
    for standing in material.items:
        item: AgendaItem | None = on_agenda.get(standing.action.code)
        asked = " ".join(standing.report.request.split()) if standing.report is not None else ""
        pinned = item is not None and item.pinned
        if (item is not None and item.dropped) or not (asked or pinned):
            continue
        question = asked or f"「{standing.action.meeting_name}」を、これからどう進めるか"
        reasons = tuple(r for r in item.reasons) if item is not None else ()
        chosen.append(_Item(standing, question, reasons))
    chosen.sort(key=lambda item: (order.get(item.standing.action.code, len(order)), badness(item.standing)))
    return tuple(chosen)


def _decided(material: Material) -> dict[tuple[str, str], Decision]:
    """Return what this meeting has decided so far, by subject and question; in a rehearsal nothing."""
    if material.meeting is None:
        return {}
    number = material.meeting.number
    return {(row.subject, row.question): row for row in material.latest.decisions if row.meeting == number}


def _screens(
    material: Material,
    items: Sequence[_Item],
    place: int,
    item: _Item,
    decided: dict[tuple[str, str], Decision],
) -> list[DecideScreen]:
    large = lines(item.question, _RIGHT, LARGE, phrases=True) <= _LARGE_LINES
    short = item.question if large else cut(item.question, _SMALLER_LINES * (_RIGHT / SMALLER - 4))
    most = _GROUND_LINES if large else _GROUND_LINES - 1
    grounds = _states(material, item)
    reasons, states = _fitting(item.reasons, most), _fitting(grounds, most)
    whole = short == item.question and reasons == item.reasons and states == grounds
    found: list[DecideScreen] = []
    if not whole:
        found.append(_screen(material, items, place, item, decided, told=True))
    found.append(
        _screen(
            material, items, place, item, decided, question=short, reasons=reasons, states=states, large=large
        )
    )
    return found


def _screen(
    material: Material,
    items: Sequence[_Item],
    place: int,
    item: _Item,
    decided: dict[tuple[str, str], Decision],
    *,
    question: str = "",
    reasons: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    large: bool = False,
    told: bool = False,
) -> DecideScreen:
    standing = item.standing
    plan, action = material.plan, standing.action
    owner = answering(material.now, action, material.key.fiscal_year)
    measure = plan.measure_of(action.initiative)
    known = decided.get((action.code, item.question))
    return DecideScreen(
        kind="decide",
        kicker=KICKER,
        headline=cut(item.question, 56) if told else question,
        part="説明" if told else "",
        subjects=(material.subject(standing),),
        counted=f"{len(items)}件中 {place + 1}件目",
        tabs=_tabs(material, items, place, decided),
        number=_number(material, place),
        about=f"{cut(measure.label, 22)}　{cut(action.meeting_name, 20)}　{cut(material.unit(standing), 8)}",
        large=large,
        full=cut(item.question, _FULL_LINES * (_RIGHT / 32 - 1)) if told else "",
        reasons=_fitting(item.reasons, _FULL_GROUND_LINES) if told else reasons,
        states=_fitting(_states(material, item), _FULL_GROUND_LINES) if told else states,
        records=not told,
        subject=action.code,
        department=owner,
        question=item.question,
        signal_on=_signal(material, standing),
        recorded="" if known is None else decision_words(material, known),
        recorded_number=known.number if known is not None and _just_said(material, known) else None,
    )


def _just_said(material: Material, decision: Decision) -> bool:
    """Whether a decision was recorded today, so that nobody has acted on it and it may be put anew on the spot."""
    return decision.at.astimezone().date() == material.day


def decision_words(material: Material, decision: Decision) -> str:
    """Return a decision in one line: kind, words, department and due date."""
    told = [DECISION_WORDS[decision.kind]]
    if decision.text:
        told.append(decision.text)
    if decision.department:
        told.append(material.latest.department_name(decision.department))
    if decision.due is not None:
        told.append(f"期限 {due_label(decision.due)}")
    return "　".join(told)


def _signal(material: Material, standing: Standing) -> date | None:
    """Return the day the request first stood in a report, as far as the state tells."""
    report = standing.report
    if report is None or report.submission is None:
        return None
    source = material.now.submissions_by_id.get(report.submission)
    return None if source is None else min(source.at.astimezone().date(), material.day)


def usual_due(material: Material) -> date:
    """Return the last day of the month after the meeting: time for one round within a department."""
    held_on = material.meeting.held_on if material.meeting is not None else None
    today = max(material.day, held_on or material.day)
    year, month = divmod(today.year * 12 + today.month - 1 + 2, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def _states(material: Material, item: _Item) -> tuple[str, ...]:
    standing = item.standing
    report = standing.report
    stage = shown_stage(material.plan, standing)
    told = [f"評価は{standing.word}" + (f"、段階は{stage.name}" if stage else "")]
    if report is not None:
        if report.progress is not None:
            told[0] += f"、進捗{percent(report.progress)}"
        if report.issue.strip():
            told.append(f"課題：{' '.join(report.issue.split())}")
        if report.next_step.strip():
            told.append(f"対応：{' '.join(report.next_step.split())}")
    return tuple(told)


def _fitting(texts: Sequence[str], most: int) -> tuple[str, ...]:
    """Return as many texts as fit into some lines of half a screen; the last one is cut where it must be."""
    found: list[str] = []
    left = most
    for text in texts:
        if left <= 0:
            break
        need = lines(text, _HALF, GROUND)
        found.append(text if need <= left else cut(text, left * (_HALF / GROUND - 1)))
        left -= min(need, left)
    return tuple(found)


def _number(material: Material, place: int) -> str:
    return f"{material.meeting.number}-{place + 1}" if material.meeting is not None else f"議題{place + 1}"


def _tabs(
    material: Material, items: Sequence[_Item], place: int, decided: dict[tuple[str, str], Decision]
) -> tuple[ItemTab, ...]:
    first = max(0, min(place - TABS // 2, len(items) - TABS))
    tabs: list[ItemTab] = []
    for number, item in list(enumerate(items))[first : first + TABS]:
        known = decided.get((item.standing.action.code, item.question))
        state = DECISION_WORDS[known.kind] if known else "審議中" if number == place else "これから"
        tabs.append(
            ItemTab(
                _number(material, number),
                cut(item.question, _TAB_EM),
                state,
                number == place,
                known is not None,
            )
        )
    return tuple(tabs)


def _nothing() -> DecideScreen:
    return DecideScreen(
        kind="decide", kicker=KICKER, headline="判断を求める事項はない", part="", subjects=(Subject("", ""),),
        counted="0件", tabs=(), number="", about="", large=True, full="", reasons=(), states=(), records=False,
        subject="", department="", question="", signal_on=None, recorded="", recorded_number=None,
        empty="どの課の報告にも、判断や支援を求める記載はない。該当なし",
    )  # fmt: skip
