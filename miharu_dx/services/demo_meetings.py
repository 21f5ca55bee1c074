"""What meetings do in the sample life: kept, frozen, decided, and answered on screen or in a 様式."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.decision import REPLY_CODES
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.records_meeting import DECISION_WORDS, DecisionKind
from miharu_dx.domain.sheetspec_form import INSTRUCTIONS
from miharu_dx.services import decisions, editions, meetings
from miharu_dx.services.context import Context
from miharu_dx.store import Store

if TYPE_CHECKING:
    # ブックに書き込む部品は、見本を作るときにだけ要る。
    from miharu_dx.present.workbook.fill import CellEntry

PROCEEDINGS_FILE = "会議.csv"
Act = Literal["会議", "会議版", "決定", "回答"]
ACTS: tuple[Act, ...] = ("会議", "会議版", "決定", "回答")
_KINDS: dict[str, DecisionKind] = {word: kind for kind, word in DECISION_WORDS.items()}
# 列の名 → 記録の項目。期・日付・時間は書いたまま持ち、行うときに読む。
_COLUMNS: dict[str, str] = {
    "計画コード": "plan_code",
    "日時": "at",
    "行うこと": "act",
    "会議の番号": "meeting",
    "番号": "number",
    "名前": "name",
    "開催日": "held_on",
    "場所": "place",
    "開始": "begins",
    "終了": "ends",
    "出席者": "attendees",
    "主な意見": "remarks",
    "期": "period",
    "決定の区分": "kind",
    "個別取組コード": "subject",
    "担当課コード": "department",
    "内容": "text",
    "求められた判断": "question",
    "期限": "due",
    "対応状況": "state",
    "対応した日": "done_on",
    "話した秒数": "seconds",
    "知らせの日": "signal_on",
    "だれ": "actor",
    "様式": "form",
}
_LINES = "／"  # 出席者と意見の区切り


@dataclass(frozen=True)
class Proceeding:
    """One thing a meeting did or left behind, at a moment (local, without a zone); blank where unused.

    ``form`` names the workbook that brings an answer: then nothing is done here.
    """

    plan_code: str
    at: str
    act: str
    meeting: str
    number: str
    name: str
    held_on: str
    place: str
    begins: str
    ends: str
    attendees: str
    remarks: str
    period: str
    kind: str
    subject: str
    department: str
    text: str
    question: str
    due: str
    state: str
    done_on: str
    seconds: str
    signal_on: str
    actor: str
    form: str

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return datetime.strptime(self.at, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local wall time


def proceedings_text(rows: Sequence[Proceeding]) -> str:
    """Return 会議.csv."""
    unfinished = StringIO()
    writer = csv.writer(unfinished, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([getattr(row, name) for name in _COLUMNS.values()])
    return unfinished.getvalue()


def read_proceedings(folder: Path, plan: Plan) -> tuple[Proceeding, ...]:
    """Return what meetings of a plan did, in time; nothing where nothing is told."""
    path = folder / PROCEEDINGS_FILE
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [
            Proceeding(**{field: row[column] for column, field in _COLUMNS.items()})
            for row in csv.DictReader(file)
        ]
    own = [row for row in found if row.plan_code == plan.code]
    unknown = {row.act for row in own} - set(ACTS)
    if unknown:
        raise ValueError(f"{path.name}: {'・'.join(sorted(unknown))}")
    return tuple(sorted(own, key=lambda row: row.moment))


def proceed(store: Store, plan: Plan, row: Proceeding, moment: datetime) -> None:
    """Do it as anybody would, at a moment that carries its zone; what a form brings is left to it."""
    role = Role.DEPARTMENT if row.act == "回答" else Role.SECRETARIAT
    own = frozenset({row.department}) if row.act == "回答" else frozenset[str]()
    ctx = Context(store, plan, Actor(row.actor, role, own), lambda: moment)
    if row.act == "会議":
        meetings.keep_meeting(ctx, _draft(row))
    elif row.act == "会議版":
        key = plan.key(int(row.period[:4]), row.period[4:]) if row.period else None
        number, day = int(row.meeting), _day(row.held_on)
        editions.create_edition(ctx, row.name, number=number, key=key, held_on=day)
    elif row.act == "決定":
        _decide(ctx, row)
    elif not row.form:
        decisions.answer(
            ctx,
            int(row.number),
            state=REPLY_CODES[row.state],
            text=row.text,
            done_on=_day(row.done_on),
            author=row.actor,
        )


def _draft(row: Proceeding) -> meetings.MeetingDraft:
    return meetings.MeetingDraft(
        name=row.name,
        number=int(row.meeting),
        held_on=_day(row.held_on),
        place=row.place,
        begins=row.begins,
        ends=row.ends,
        attendees=row.attendees.replace(_LINES, "\n"),
        remarks=row.remarks.replace(_LINES, "\n"),
    )


def _decide(ctx: Context, row: Proceeding) -> None:
    found = decisions.record(
        ctx,
        meeting=int(row.meeting) if row.meeting else None,
        subject=row.subject,
        kind=_KINDS[row.kind],
        text=row.text,
        question=row.question,
        department=row.department,
        due=_day(row.due),
        seconds=int(row.seconds) if row.seconds else None,
        signal_on=_day(row.signal_on),
    )
    if str(found.number) != row.number:
        raise ValueError(f"{row.at}: 番号{row.number}のはずが、番号{found.number}になった")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def reply_rows(rows: Iterable[Proceeding], file_name: str) -> dict[tuple[str, ...], dict[str, CellEntry]]:
    """Return what a workbook (by its name) writes on the sheet 指示への回答, by 指示番号."""
    labels = {column.field: column.label for column in INSTRUCTIONS.inputs}
    found: dict[tuple[str, ...], dict[str, CellEntry]] = {}
    for row in rows:
        if row.act == "回答" and row.form == file_name:
            values: dict[str, CellEntry] = {labels["state"]: row.state, labels["text"]: row.text}
            if (day := _day(row.done_on)) is not None:
                values[labels["done_on"]] = day
            found[(row.number,)] = values | {labels["author"]: row.actor}
    return found
