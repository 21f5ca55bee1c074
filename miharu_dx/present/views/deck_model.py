"""What the slides of a meeting say: every sentence and number final, for the wall and for the hand-outs.

A screen that had more to say than fits is several screens of one kind with ``part`` telling which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from miharu_dx.domain.plan import Stage
from miharu_dx.present.palette import Sign
from miharu_dx.present.views.measure_indicators import IndicatorChart

ScreenKind = Literal["changes", "whole", "measure", "decide", "followup", "listing"]


@dataclass(frozen=True)
class Foot:
    """What the lowest line of every screen says; ``edition`` tells which frozen state it is, or that it is none.

    ``remark`` is a warning that belongs to the dates, blank without one.
    """

    sample: bool
    edition: str
    as_of: str
    updated: str
    source: str
    remark: str = ""


@dataclass(frozen=True)
class Subject:
    """What a decision on a screen may be about: an action (code) or, with a blank code, none in particular."""

    code: str
    label: str
    department: str = ""


@dataclass(frozen=True)
class Screen:
    """What every screen says: where one is in the meeting, and the finding as its headline."""

    kind: ScreenKind
    kicker: str
    headline: str
    part: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class PairBar:
    """One rating then and now; ``before`` is none where there is nothing to compare with."""

    sign: Sign
    before: int | None
    now: int
    change: str
    worse: bool


@dataclass(frozen=True)
class Pairs:
    """The counts by rating then and now over one scale (``most``), and the share of good ones."""

    title: str
    note: str
    bars: tuple[PairBar, ...]
    most: int
    share_word: str
    share: str
    share_notes: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One action in a list: how it was and is, or ``lead`` in words, its name, department and more of it."""

    name: str
    department: str
    code: str
    before: Sign | None = None
    after: Sign | None = None
    lead: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Block:
    """A list under its heading; ``empty`` stands where no line is."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class ChangesScreen(Screen):
    """① 前回からの変化; ``pairs`` stands at the left of the first screen only."""

    pairs: Pairs | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Segment:
    """Actions of one rating in a bar; ``outside`` ones are in no denominator."""

    sign: Sign
    count: int
    outside: bool


@dataclass(frozen=True)
class WholeRow:
    """One measure: its counts and its share with the fraction; ``low`` is a share under the set limit."""

    code: str
    name: str
    segments: tuple[Segment, ...]
    percent: str
    fraction: str
    low: bool
    empty: str = ""


@dataclass(frozen=True)
class WholeScreen(Screen):
    """② 全体: counts of all actions by rating, and each measure; ``most`` is the scale of the bars."""

    title: str
    totals: tuple[Segment, ...]
    share_word: str
    total_percent: str
    total_fraction: str
    rows: tuple[WholeRow, ...]
    most: int
    note: str
    measure_head: str = ""


@dataclass(frozen=True)
class ActionLine:
    """One action as it stands: stage, rating, progress of the plan (per cent, 0–100, none where unknown)."""

    code: str
    name: str
    department: str
    stage: Stage | None
    stage_text: str
    sign: Sign
    actual: float | None
    planned: float | None
    actual_text: str
    planned_text: str


@dataclass(frozen=True)
class YearShare:
    """The share of good ones in one fiscal year as printed."""

    year: str
    percent: str
    fraction: str
    low: bool


@dataclass(frozen=True)
class Remark:
    """A short text with the name of what it is."""

    label: str
    text: str


@dataclass(frozen=True)
class MeasureScreen(Screen):
    """③ one measure: its actions, worst first, its way over the years, one indicator, what holds it up."""

    measure: str
    title: str
    rows: tuple[ActionLine, ...]
    rest: str
    trend_word: str
    trend: tuple[YearShare, ...]
    chart: IndicatorChart | None
    remarks_title: str
    remarks: tuple[Remark, ...]
    empty: str = ""
    chart_title: str = ""


@dataclass(frozen=True)
class ItemTab:
    """One item in the list at the left of ④; ``state`` is 承認・保留・指示, 審議中 or これから in words."""

    number: str
    text: str
    state: str
    current: bool
    done: bool


@dataclass(frozen=True)
class DecideScreen(Screen):
    """④ one item to be decided; ``headline`` is the question, ``records`` whether it is decided here.

    ``large`` is whether the question stands in the larger of its two sizes. An item that has more to
    say than fits has a screen before it that only tells (``full`` holds the whole question there).
    ``recorded`` is what was decided, in words; ``recorded_number`` its number as long as it may be put
    anew on the spot, none after the day of the record.
    """

    counted: str
    tabs: tuple[ItemTab, ...]
    number: str
    about: str
    large: bool
    full: str
    reasons: tuple[str, ...]
    states: tuple[str, ...]
    records: bool
    subject: str
    department: str
    question: str
    signal_on: date | None
    recorded: str
    recorded_number: int | None
    empty: str = ""


@dataclass(frozen=True)
class FollowCount:
    """How many decisions are in one state."""

    mark: str
    word: str
    count: int
    bad: bool


@dataclass(frozen=True)
class FollowRow:
    """One decision and what became of it; ``mark`` and ``state`` tell how it stands."""

    number: str
    kind: str
    text: str
    department: str
    due: str
    mark: str
    state: str
    bad: bool
    after: str


@dataclass(frozen=True)
class FollowScreen(Screen):
    """⑤ 前回の決定事項とその後: what is overdue first."""

    counts: tuple[FollowCount, ...]
    note: str
    rows: tuple[FollowRow, ...]
    empty: str = ""


@dataclass(frozen=True)
class ListingScreen(Screen):
    """⑥ 全項目 in the order of the plan, under the headings of the measures."""

    rows: tuple[ActionLine | str, ...]
    empty: str = ""


@dataclass(frozen=True)
class Deck:
    """All screens of a meeting in their order; ``number`` is that of the meeting, none in a rehearsal.

    ``due`` is the day an instruction is due where nobody says another.
    """

    title: str
    foot: Foot
    screens: tuple[Screen, ...]
    due: date
    number: int | None = None
