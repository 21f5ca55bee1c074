"""What an undo would do, in words and rows, before it is confirmed; and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import FieldKept, Outcome, RowUndo, Undo, Values, Why
from miharu_dx.present.palette import Sign, rating_sign
from miharu_dx.present.views.history_words import TABLES, fields_of, label, subject, which, writer
from miharu_dx.present.views.submit_values import named

_NOTHING = "（なし）"
_VALUES_TOLD = 4  # 一行で見分けるのに足りる数


@dataclass(frozen=True)
class UndoLine:
    """One value that goes back: what stands now and what will; the row's name stands in its first line."""

    subject: str
    which: str
    label: str
    old: str
    new: str
    first: bool
    old_sign: Sign | None = None
    new_sign: Sign | None = None


@dataclass(frozen=True)
class KeptLine:
    """A row, or some values of it, that stays as it is, with the reason."""

    subject: str
    which: str
    labels: str
    why: str


@dataclass(frozen=True)
class UndoView:
    """The preview of an undo: one sentence, the values that move, the rows and values that stay."""

    sentence: str
    lines: tuple[UndoLine, ...]
    kept: tuple[KeptLine, ...]
    rows: int
    version: int


def undo_view(undo: Undo, snapshot: Snapshot) -> UndoView:
    """Return what an undo would do."""
    kept = [line for row in undo.rows for line in _kept(row, snapshot)]
    return UndoView(
        sentence=undo_sentence(undo),
        lines=tuple(line for row in undo.moved for line in _lines(row, snapshot)),
        kept=tuple(kept),
        rows=len(undo.moved),
        version=undo.version,
    )


def undo_sentence(undo: Undo) -> str:
    """Return in one sentence how many rows go back, are gone, come again or stay, and why."""
    outcomes = Counter(row.outcome for row in undo.rows)
    reasons = Counter(row.why for row in undo.staying)
    back = outcomes[Outcome.BACK] + outcomes[Outcome.PARTLY]
    target = "前の" if undo.taking_back else "この提出の"
    told = (
        (back, f"{back}行を{target}値に戻"),
        (outcomes[Outcome.GONE], f"この提出で初めて登録した{outcomes[Outcome.GONE]}行をなく"),
        (outcomes[Outcome.AGAIN], f"{outcomes[Outcome.AGAIN]}行を再び登録"),
        (reasons[Why.LATER], f"{reasons[Why.LATER]}行は後から変更されているためそのまま残"),
        (reasons[Why.TIED], f"{reasons[Why.TIED]}行はほかの記録のもとになっているため残"),
        (reasons[Why.ORPHAN], f"{reasons[Why.ORPHAN]}行はもとになる行がないため今のままに"),
    )
    parts = [stem for count, stem in told if count]
    if not parts:
        return "変わる値はありません。"
    sentence = "し、".join(parts) + "します。"
    if outcomes[Outcome.PARTLY]:
        sentence += f"戻す行のうち{outcomes[Outcome.PARTLY]}行は、後から変更された項目だけを残します。"
    return sentence


def receipt_sentence(undo: Undo, version: int, *, already: bool) -> str:
    """Return in one sentence what an undo did."""
    if already:
        state = "取り消されています" if undo.taking_back else "有効です"
        return f"この提出は、すでに{state}。何も変えていません（版{version}）"
    done = "提出を取り消しました" if undo.taking_back else "取消をやめて、提出を元に戻しました"
    return f"{done}。{len(undo.moved)}行が変わり、版{version}になりました"


def _lines(row: RowUndo, snapshot: Snapshot) -> Iterator[UndoLine]:
    names = (subject(snapshot, row.table, row.shown), which(snapshot, row.table, row.shown))
    now, after = row.now, row.after
    if now is None or after is None:
        old, new = (
            _NOTHING if values is None else _whole(row.table, values, snapshot) for values in (now, after)
        )
        yield UndoLine(*names, "すべての項目", old, new, first=True)
        return
    moved = {item.field for item in row.fields}
    ratings = snapshot.plan.ratings_by_name
    first = True
    for field in (field for field in fields_of(row.table) if field in moved):
        old, new = now[field], after[field]
        signs = [ratings.get(str(value)) if field == "rating" else None for value in (old, new)]
        yield UndoLine(
            *names,
            label(row.table, field),
            named(old, field, snapshot),
            named(new, field, snapshot),
            first,
            *(rating_sign(sign) if sign else None for sign in signs),
        )
        first = False


def _whole(table: str, values: Values, snapshot: Snapshot) -> str:
    """Return a row in short: what it says first, and how much more there is."""
    told = [
        named(values[field], field, snapshot)
        for field in fields_of(table)
        if field in values and values[field] not in (None, "")
    ]
    more = f"　ほか{len(told) - _VALUES_TOLD}項目" if len(told) > _VALUES_TOLD else ""
    return "・".join(told[:_VALUES_TOLD]) + more


def _kept(row: RowUndo, snapshot: Snapshot) -> Iterator[KeptLine]:
    names = (subject(snapshot, row.table, row.shown), which(snapshot, row.table, row.shown))
    if row.why is Why.TIED:
        ties = "・".join(f"{TABLES[tie.table]}{tie.count}件" for tie in row.ties)
        yield KeptLine(*names, "すべての項目", f"この行をもとにした{ties}があるため")
    elif row.why is Why.ORPHAN:
        yield KeptLine(*names, "すべての項目", "この行のもとになる行が、今は登録されていないため")
    elif row.kept:
        by: dict[int, list[FieldKept]] = {}
        for item in row.kept:
            by.setdefault(item.by, []).append(item)
        for version, items in by.items():
            yield KeptLine(*names, _labels(row, items), f"{writer(snapshot, version)}で後から変更されたため")


def _labels(row: RowUndo, items: Sequence[FieldKept]) -> str:
    own = [item.field for item in items]
    return "・".join(label(row.table, field) for field in fields_of(row.table) if field in own)
