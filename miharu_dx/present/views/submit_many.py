"""What the page 提出 tells of several files at once: what each is, what it would do, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from miharu_dx.domain.changes import ChangeCounts
from miharu_dx.domain.preview import Preview
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.refusal import Refusal
from miharu_dx.present.views.common import NOTHING, period_name
from miharu_dx.present.views.submit_record import OFFICE, PLAN_BOOK, counts_text

State = Literal["ready", "asks", "twin", "mapping", "blocked", "refused", "stopped", "same", "done"]
_WORDS: dict[State, tuple[str, str]] = {
    "blocked": ("square", "要修正"),
    "refused": ("square", "受け取れない"),
    "stopped": ("diamond", "確定しなかった"),
    "twin": ("diamond", "同じ課・期が2つ"),
    "mapping": ("diamond", "開いて決める"),
    "asks": ("diamond", "選ぶところがある"),
    "ready": ("check", "確定できる"),
    "same": ("dash", "変わらない"),
    "done": ("check", "確定した"),
}
_ORDER: tuple[State, ...] = (
    "blocked", "refused", "mapping", "stopped", "twin", "asks", "ready", "same", "done",
)  # fmt: skip

_NAMED = 2
_WAITING: tuple[State, ...] = ("blocked", "refused", "mapping", "stopped", "twin", "asks")


@dataclass(frozen=True)
class ManyFile:
    """What became of one file, in plain facts; ``version`` once it was committed.

    ``twin`` is another file of the same department and period beside it; ``moved`` values were
    changed by others while somebody looked at it. ``unmapped`` is a table of somebody's own that
    nobody has told how to read, or whose; ``told`` says from where its 課・期 was taken.
    """

    file: str
    preview: Preview | None
    refusal: Refusal | None
    blocks: int
    warnings: int
    asks: int
    changes: ChangeCounts
    version: int | None
    already: bool
    twin: bool
    moved: int = 0
    unmapped: bool = False
    told: str = ""

    @property
    def state(self) -> State:
        """Where the file has come to."""
        if self.version is not None:
            return "same" if self.already else "done"
        if self.refusal is not None:
            return "refused" if self.preview is None else "stopped"
        if self.unmapped:
            return "mapping"
        if self.blocks:
            return "blocked"
        if self.asks:
            return "asks"
        if not self.changes.any:
            return "same"
        return "twin" if self.twin else "ready"


@dataclass(frozen=True)
class ManyRow:
    """One line of the result table."""

    file: str
    whose: str
    findings: str
    changes: str
    mark: str
    word: str
    next_step: str
    state: State
    told: str = ""


@dataclass(frozen=True)
class ManyView:
    """Every file, those that wait for somebody first; ``ready`` of them can be committed together.

    ``blocked`` have a 返却ブック to be handed back.
    """

    headline: str
    told: str
    rows: tuple[ManyRow, ...]
    ready: int
    blocked: int
    skipped: str


def many_view(files: Sequence[ManyFile], snapshot: Snapshot, skipped: Sequence[str]) -> ManyView:
    """Return the result table of several files; ``skipped`` were no tables and were not read."""
    rows = sorted((_row(file, snapshot) for file in files), key=lambda row: _ORDER.index(row.state))
    counts: Counter[State] = Counter(row.state for row in rows)
    told = "・".join(f"{_WORDS[state][1]} {counts[state]}" for state in _ORDER if counts[state])
    return ManyView(
        headline=_headline(len(rows), counts),
        told=told,
        rows=tuple(rows),
        ready=counts["ready"],
        blocked=counts["blocked"],
        skipped=_skipped(skipped),
    )


def _skipped(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = "・".join(names[:_NAMED]) + (" ほか" if len(names) > _NAMED else "")
    return f"表でないファイル{len(names)}件（{shown}）は読んでいません"


def _headline(total: int, counts: Counter[State]) -> str:
    ready, done = counts["ready"], counts["done"]
    waiting = sum(counts[state] for state in _WAITING)
    if ready:
        rest = f"。ほか{waiting}件は、先に直すか選びます" if waiting else ""
        return f"{total}件のうち{ready}件を確定できます{rest}"
    if waiting:
        after = f"{done}件を確定しました。" if done else ""
        return f"{after}{waiting}件は、先に直すか選びます"
    return f"{done}件を確定しました" if done else "登録されている内容と同じです。変わるところはありません"


def _row(file: ManyFile, snapshot: Snapshot) -> ManyRow:
    mark, word = _WORDS[file.state]
    known = file.preview is not None and file.preview.earlier is not None
    if file.state == "done":
        word = f"{word}（版{file.version}）"
    elif file.preview is not None and file.preview.earlier is not None:
        word = f"登録済み（版{file.preview.earlier.version}）"
    return ManyRow(
        file=file.file,
        whose=_whose(file.preview, snapshot),
        findings=NOTHING if known else _findings(file),
        changes=NOTHING
        if known or file.state in ("refused", "blocked", "mapping")
        else counts_text(file.changes),
        mark=mark,
        word=word,
        next_step=_moved(file) + _next_step(file),
        state=file.state,
        told=file.told,
    )


def _whose(preview: Preview | None, snapshot: Snapshot) -> str:
    if preview is None:
        return NOTHING
    if preview.kind == "plan":
        return f"{OFFICE} {PLAN_BOOK}"
    if preview.department is None or preview.key is None:
        return NOTHING
    return f"{snapshot.department_name(preview.department)} {period_name(snapshot.plan, preview.key)}"


def _findings(file: ManyFile) -> str:
    if file.preview is None:
        return NOTHING
    parts = (("要修正", file.blocks), ("注意", file.warnings))
    return "・".join(f"{name}{number}" for name, number in parts if number) or "なし"


def _moved(file: ManyFile) -> str:
    if not file.moved or file.version is not None:
        return ""
    return f"確かめている間に別の提出で{file.moved}か所が変わったので、確かめ直した。"


def _next_step(file: ManyFile) -> str:
    match file.state:
        case "refused" | "stopped":
            assert file.refusal is not None
            return f"{file.refusal.message}{file.refusal.next_step}"
        case "mapping":
            return "1つずつ開いて、課・年度・期や、列と言葉の意味を決める"
        case "blocked":
            return "返却ブックを課に渡し、直したものを受け取る"
        case "twin":
            return "どちらが正しいかを課に確かめ、そのファイルを1つずつ開いて確定する"
        case "asks":
            return f"1つずつ開いて、別の提出でも変わった{file.asks}か所を選ぶ"
        case "ready":
            return "上のボタンで、まとめて確定する"
        case "same":
            return "することはない"
        case "done":
            return "することはない"
