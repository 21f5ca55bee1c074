"""What the page 提出 tells of other people's changes: kept as they are, overtaking, or to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.changes import Author, Key, Question, Sides, TheirChange, Unknown, Value
from miharu_dx.domain.merge import Answers
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.present.palette import Sign, rating_sign
from miharu_dx.present.views.common import period_name
from miharu_dx.present.views.submit_values import named, which

MOVES_NAMED = 3  # 一つの文で読める数
UNKNOWN = "（分かりません）"
KEEP_ALL = "すべて今の保存のまま"
TAKE_ALL = "すべてこのシートの値に"
KEEP = "今の保存のまま"
TAKE = "このシートの値に"


@dataclass(frozen=True)
class MoveLine:
    """One value somebody else changed: which row and item, old → new, who and when, and the sheet's cell."""

    cell: str
    subject: str
    label: str
    old: str
    new: str
    who: str
    old_sign: Sign | None = None
    new_sign: Sign | None = None


@dataclass(frozen=True)
class SidesLine:
    """One value side by side: on the form when it was made, stored now, on the sheet."""

    cell: str
    label: str
    base: str
    theirs: str
    mine: str
    who: str
    base_sign: Sign | None = None
    theirs_sign: Sign | None = None
    mine_sign: Sign | None = None


@dataclass(frozen=True)
class QuestionLine:
    """One decision: a value, or several that only make sense together (``note`` says so)."""

    id: str
    subject: str
    lines: tuple[SidesLine, ...]
    note: str


@dataclass(frozen=True)
class MergeView:
    """What both sides changed, what only others changed, and how many decisions are left."""

    title: str
    told: str
    questions: tuple[QuestionLine, ...]
    left: int
    kept: tuple[MoveLine, ...]
    kept_text: str


def merge_view(preview: Preview, snapshot: Snapshot, answers: Answers) -> MergeView:
    """Return the decisions a sheet asks for and the values it leaves to others."""
    questions = tuple(_question(question, snapshot) for question in preview.questions)
    left = sum(question.id not in answers for question in preview.questions)
    kept = moves(preview.kept, snapshot, preview.key)
    return MergeView(
        title=f"別の提出でも変わった {len(questions)}か所",
        told=_told(preview, len(questions), left),
        questions=questions,
        left=left,
        kept=kept,
        kept_text=_kept_text(preview, len(kept)),
    )


def _told(preview: Preview, count: int, left: int) -> str:
    if not count:
        return ""
    base = f"様式を作った版{preview.base_version}の後に、ほかの提出などでも変わった値です。"
    rest = f"どちらにするか、あと{left}か所を選んでください。" if left else "すべて選びました。"
    return f"{base}{rest}選んだ結果は記録に残ります。"


def _kept_text(preview: Preview, count: int) -> str:
    if preview.earlier is not None:
        return f"その後に変わった{count}セルは、今の保存のまま残ります。" if count else ""
    if count:
        return f"別の提出で変わった{count}セルは、今の保存のまま残ります。"
    if not preview.base_version:
        return "なし（この課のこの期には、前の提出がありません）"
    if preview.base_version == preview.seen_version:
        return f"なし（様式を作った版{preview.base_version}の後、登録は変わっていません）"
    if preview.questions:
        return "選ぶ値のほかには、ありません。"
    return f"なし（様式を作った版{preview.base_version}の後に、この様式の行を変えた別の提出はありません）"


def moves(changes: Iterable[TheirChange], snapshot: Snapshot, key: PeriodKey | None) -> tuple[MoveLine, ...]:
    """Return values that others changed, each with who changed it and when."""
    return tuple(_move(change, snapshot, key) for change in changes)


def _move(change: TheirChange, snapshot: Snapshot, key: PeriodKey | None) -> MoveLine:
    return MoveLine(
        cell=change.source.location.a1 if change.source else "",
        subject=change.subject,
        label=f"{change.label}{which(change.table, change.key)}{_other_period(change, snapshot, key)}",
        old=_shown(change.old, change.field, snapshot),
        new=_shown(change.new, change.field, snapshot),
        who=who(change.author),
        old_sign=_sign(change.old, change.field, snapshot),
        new_sign=_sign(change.new, change.field, snapshot),
    )


def _other_period(change: TheirChange, snapshot: Snapshot, key: PeriodKey | None) -> str:
    if change.table != "report" or key is None:
        return ""
    _, year, period = change.key
    own = snapshot.plan.key(int(year), str(period))
    return "" if own == key else f"（{period_name(snapshot.plan, own)}）"


def _question(question: Question, snapshot: Snapshot) -> QuestionLine:
    together = len(question.cells) > 1
    gone = together and all(cell.theirs is None for cell in question.cells)
    note = ""
    if gone:
        note = (
            "この行の登録は、様式を作った後に取り消されています。戻すか、取り消したままにするかを選びます。"
        )
    elif together:
        note = "片方ずつ混ぜると食い違うため、この行の値はまとめて選びます。"
    lines = tuple(_sides(cell, question.table, question.key, snapshot) for cell in question.cells)
    return QuestionLine(question.id, question.subject, lines, note)


def _sides(cell: Sides, table: str, key: Key, snapshot: Snapshot) -> SidesLine:
    return SidesLine(
        cell=cell.source.location.a1 if cell.source else "",
        label=f"{cell.label}{which(table, key)}",
        base=_shown(cell.base, cell.field, snapshot),
        theirs=_shown(cell.theirs, cell.field, snapshot),
        mine=_shown(cell.mine, cell.field, snapshot),
        who=who(cell.author),
        base_sign=_sign(cell.base, cell.field, snapshot),
        theirs_sign=_sign(cell.theirs, cell.field, snapshot),
        mine_sign=_sign(cell.mine, cell.field, snapshot),
    )


def _shown(value: Value, field: str, snapshot: Snapshot) -> str:
    return UNKNOWN if isinstance(value, Unknown) else named(value, field, snapshot)


def _sign(value: Value, field: str, snapshot: Snapshot) -> Sign | None:
    rating = snapshot.plan.ratings_by_name.get(str(value)) if field == "rating" else None
    return rating_sign(rating) if rating else None


def who(author: Author | None) -> str:
    """Return who gave a value its content and when, with the file it came in where there is one."""
    if author is None:
        return ""
    told = f"{author.actor}　{moment_label(author.at.astimezone())}"
    return f"{told}　{author.file_name}" if author.file_name else told


def moves_text(changes: Sequence[TheirChange], snapshot: Snapshot) -> str:
    """Return the first values that others changed in one sentence, blank for none."""
    if not changes:
        return ""
    parts = [
        f"「{line.subject}」の{line.label} {line.old}→{line.new}（{line.who}）"
        for line in moves(changes[:MOVES_NAMED], snapshot, None)
    ]
    rest = len(changes) - len(parts)
    return "、".join(parts) + (f"、ほか{rest}か所。" if rest else "。")
