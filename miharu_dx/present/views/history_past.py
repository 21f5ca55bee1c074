"""What every page says while it shows the past: which day, which version, and that it is not the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import date_label, day_label
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.version_kinds import version_kind_word


@dataclass(frozen=True)
class PastView:
    """What is said of the past: the plain sentence of a page, the line of a file, the control's short form."""

    sentence: str
    told: str
    short: str


def past_view(snapshot: Snapshot, day: date, edition: str = "") -> PastView:
    """Return what a page of the past says; ``day`` is the day it is read as of.

    ``edition`` names the edition being read, blank where it is another state.
    """
    behind = snapshot.latest_version - snapshot.version
    rest = (
        f"最新ではありません（この後に{behind}回の確定）。" if behind else "この後の確定は、まだありません。"
    )
    if edition:
        short = f"{edition.split(maxsplit=1)[0]}の会議版"
        return PastView(f"{edition}を表示しています。{rest}", f"{edition}。{rest}", short)
    label = f"{date_label(day)}時点"
    place = f"{label}（版{snapshot.version}）"
    return PastView(f"{place}の状態を表示しています。{rest}", f"{place}の状態。{rest}", label)


@dataclass(frozen=True)
class Commit:
    """One of the last commits, as a place in time to go to."""

    version: int
    label: str


def commit_label(snapshot: Snapshot, row: dict[str, object]) -> Commit:
    """Return a row of the record of versions in one line: version, when, what and whose."""
    version, moment = int(str(row["version"])), row["at"]
    own = next((item for item in snapshot.submissions if item.version == version), None)
    whose = f"・{snapshot.department_name(own.department)}" if own and own.department else ""
    when = moment.astimezone()  # type: ignore[attr-defined]
    told = f"{day_label(when.date())} {when.hour}:{when.minute:02d}"
    return Commit(version, f"版{version}　{told}　{version_kind_word(str(row['kind']))}{whose}")
