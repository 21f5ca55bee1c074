"""催促: letters that name the rows a department still owes, ready to be pasted; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from miharu_dx.domain.calendar import day_label, due_label
from miharu_dx.domain.collection import PeriodCollection, collection_of
from miharu_dx.domain.deadlines import SOON_DAYS
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, Snapshot
from miharu_dx.present.views.collection_missing import MissingUnit, missing_units

ALL_UNITS = "各課"
_SIGNATURE = "事務局"


class Tone(StrEnum):
    """How a letter speaks, by how far the deadline is."""

    REQUEST = "request"
    SOON = "soon"
    OVERDUE = "overdue"


TONE_NAMES: Mapping[Tone, str] = {
    Tone.REQUEST: "お願い",
    Tone.SOON: "期限が近いお願い",
    Tone.OVERDUE: "期限を過ぎた催促",
}


@dataclass(frozen=True)
class Letter:
    """One letter: ``department`` is the code it is written to, blank for all that still owe rows."""

    department: str
    unit: str
    tone: Tone
    rows: int
    subject: str
    body: str

    @property
    def text(self) -> str:
        """The whole letter as it is pasted, its subject in the first line."""
        return f"件名　{self.subject}\n\n{self.body}\n"


@dataclass(frozen=True)
class Letters:
    """The letters of a period, one for each department that owes rows, and one for all of them.

    ``whole`` is none where nobody owes anything; ``empty`` then says why.
    """

    period: str
    tone: Tone
    whole: Letter | None
    each: tuple[Letter, ...]
    empty: str

    def to(self, department: str | None) -> Letter | None:
        """Return the letter to a department (code), or the one to all for none."""
        if department is None:
            return self.whole
        return next((letter for letter in self.each if letter.department == department), None)


def letters_of(snapshot: Snapshot, key: PeriodKey, *, today: date, address: str = "") -> Letters:
    """Return the letters of a period; ``address`` is where the dashboard is opened, blank where unknown."""
    period = collection_of(snapshot, key, today)
    units = missing_units(snapshot, period)
    label = snapshot.plan.period_label(key)
    tone = tone_of(period)
    writer = _Writer(snapshot, period, tone, label, address)
    whole = writer.letter("", ALL_UNITS, units) if units else None
    each = tuple(writer.letter(unit.department, unit.label, (unit,)) for unit in units)
    return Letters(label, tone, whole, each, "" if units else _nobody(period, label))


def _nobody(period: PeriodCollection, label: str) -> str:
    if not period.asked:
        return f"{label}に報告を求める個別取組はありません。"
    if period.today < period.begins:
        return f"{label}はまだ始まっていないため、催促する課はありません。"
    return f"{label}は、すべての課が報告を終えています。催促する課はありません。"


def tone_of(period: PeriodCollection) -> Tone:
    """Return how to speak of a period: a request, then of a deadline that is near, then of one that is past."""
    left = period.due.left(period.today)
    if left is None or left > SOON_DAYS:
        return Tone.REQUEST
    return Tone.SOON if left >= 0 else Tone.OVERDUE


@dataclass(frozen=True)
class _Writer:
    """Writes letters of one period in one tone."""

    snapshot: Snapshot
    period: PeriodCollection
    tone: Tone
    label: str
    address: str

    @property
    def plan(self) -> Plan:
        return self.snapshot.plan

    def letter(self, department: str, unit: str, units: Sequence[MissingUnit]) -> Letter:
        rows = sum(len(one.rows) for one in units)
        parts = (
            self._greeting(unit),
            self._opening(units, whole=not department),
            "　なお、行き違いで既に御提出いただいているときは、御容赦ください。",
            "記",
            f"１　提出期限\n　　{self._due()}",
            f"２　報告をお願いする個別取組（{rows}件）\n{self._rows(units, grouped=not department)}",
            f"３　提出の方法\n{self._how(units)}",
            f"４　問合せ先\n　　{_SIGNATURE}　{self.plan.secretariat}",
            "以上",
        )
        return Letter(department, unit, self.tone, rows, self._subject(), "\n\n".join(parts))

    def _subject(self) -> str:
        name = f"{self.label}の進捗の報告について"
        day, left = self.period.due.day, self.period.due.left(self.period.today)
        if day is None or left is None:
            return f"【お願い】{name}"
        if self.tone is Tone.REQUEST:
            return f"【お願い】{name}（{day_label(day)}まで）"
        if self.tone is Tone.SOON:
            ends = "本日" if left == 0 else f"あと{left}日・{day_label(day)}"
            return f"【期限が近づいています】{name}（{ends}まで）"
        return f"【期限を過ぎています】{name}（期限 {day_label(day)}）"

    def _greeting(self, unit: str) -> str:
        sample = "（見本データから作った文です。送らないでください。）\n\n"
        mark = sample if self.snapshot.store_kind == "demo" else ""
        return f"{mark}{unit}　担当者　様\n\n　日頃から、{self.plan.name}の推進に御協力いただき、ありがとうございます。"

    def _opening(self, units: Sequence[MissingUnit], *, whole: bool) -> str:
        asked, missing = sum(one.asked for one in units), sum(len(one.rows) for one in units)
        thanks = ""
        if missing < asked and not whole:
            thanks = f"{asked}件のうち{asked - missing}件は御報告をいただきました。"
        match self.tone:
            case Tone.REQUEST:
                return f"　{self.label}の進捗の御報告をお願いしています。{self._request(thanks)}"
            case Tone.SOON:
                return f"　{self._soon(thanks)}"
            case Tone.OVERDUE:
                return (
                    f"　{self._overdue(thanks, f'{len(units)}課・{missing}件' if whole else f'{missing}件')}"
                )

    def _request(self, thanks: str) -> str:
        day = self.period.due.day
        until = "準備ができしだい" if day is None else f"{due_label(day)}までに"
        return f"{thanks}次の個別取組を、{until}御提出くださるようお願いします。"

    def _soon(self, thanks: str) -> str:
        left = self.period.due.left(self.period.today) or 0
        near = "は本日です" if left == 0 else f"まで、あと{left}日となりました"
        return f"{self.label}の進捗の御報告の期限{near}。{thanks}次の個別取組を、期限までに御提出くださるようお願いします。"

    def _overdue(self, thanks: str, missing: str) -> str:
        left = self.period.due.left(self.period.today) or 0
        rest = f"{thanks}次の{missing}の御報告を、まだ確認できていません。"
        return (
            f"{self.label}の進捗の御報告の期限を{-left}日過ぎました。{rest}"
            "お忙しいところ恐れ入りますが、至急、御提出くださるようお願いします。"
            "提出できない事情があるときは、その理由と、提出できる見込みの日をお知らせください。"
        )

    def _due(self) -> str:
        day, left = self.period.due.day, self.period.due.left(self.period.today)
        if day is None or left is None:
            return "期限は設定されていません。準備ができしだい、御提出ください。"
        told = "本日" if left == 0 else f"あと{left}日" if left > 0 else f"{-left}日過ぎています"
        return f"{due_label(day)}（{told}）"

    def _rows(self, units: Iterable[MissingUnit], *, grouped: bool) -> str:
        lines: list[str] = []
        for unit in units:
            if grouped:
                lines.append(f"　【{unit.label}】{len(unit.rows)}件")
            lines += [f"　　{row.code}　{row.name}" for row in unit.rows]
        return "\n".join(lines)

    def _how(self, units: Iterable[MissingUnit]) -> str:
        place = f"（{self.address}）" if self.address else ""
        steps = [
            f"進捗ダッシュボードの「提出」を開き{place}、年度・期・担当課を選びます。",
            "「様式を保存（.xlsx）」を押します。前の期の内容が入った様式を保存できます。",
            "様式の白いセルに記入して保存し、同じ画面で渡します。指摘があれば直し、「確定する」を押します。",
            f"前の期から変わらない個別取組は申告区分で「{UNCHANGED}」を、この期の対象にならないものは"
            f"「{NOT_APPLICABLE}」を選びます。空の行は「未報告」のまま残ります。",
        ]
        if any(unit.carried for unit in units):
            steps.append(
                f"残りがどれも前の期から変わらないときは、同じ画面の「{UNCHANGED}でまとめて提出」で済みます。"
            )
        return "\n".join(f"　　({number}) {step}" for number, step in enumerate(steps, 1))
