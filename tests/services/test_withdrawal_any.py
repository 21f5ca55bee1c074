"""Whatever is handed in and taken back in whatever order: each field has its newest writer that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from miharu_dx.services.withdrawal import restore_submission, withdraw_submission
from tests.services.desk import Desk

FIELDS = ("progress", "issue", "request")
NOTHING = {"progress": None, "issue": "", "request": ""}
ORIGINAL = {"progress": 1.0, "issue": "はじめ", "request": ""}
_codes = count(1)

# What somebody hands in: for each of two rows nothing, or some values; or a turn of the n-th submission.
values = st.fixed_dictionaries(
    {}, optional={"progress": st.sampled_from([1.0, 2.0, 3.0]), "issue": st.sampled_from(["", "い", "ろ"]),
                  "request": st.sampled_from(["", "に"])},
)  # fmt: skip
forms = st.tuples(st.none() | values, st.none() | values)
moves = st.lists(forms | st.integers(0, 5), min_size=1, max_size=9)


@dataclass
class Row:
    """A row in the model: each writing is (submission, made the row, the fields it changed)."""

    writings: list[tuple[int | None, bool, dict[str, object]]] = field(default_factory=list)

    def state(self, gone: set[int]) -> tuple[dict[str, object], int | None] | None:
        """Return the values by searching each field's newest writer, and the row's newest writer."""
        counting = [w for w in self.writings if w[0] is None or w[0] not in gone]
        if not counting:
            return None
        made = [place for place, w in enumerate(self.writings) if w[1]]
        counted = [place for place in made if self.writings[place] in counting]
        if counted:
            begin = counted[-1]
        else:
            first = self.writings.index(counting[0])
            begin = max(place for place in made if place < first)
        life = self.writings[begin:]
        later = [w for w in life if w in counting]
        found = {
            name: next((w[2][name] for w in reversed(later) if name in w[2]), life[0][2][name])
            for name in FIELDS
        }
        return found, later[-1][0]


@dataclass
class Town:
    """Two reports of two actions in a store, and the model of them; one stands before all submissions."""

    desk: Desk
    codes: tuple[str, str]
    rows: tuple[Row, Row]
    numbers: list[int] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    @classmethod
    def begun(cls, desk: Desk) -> Town:
        codes = (f"P{next(_codes)}", f"P{next(_codes)}")
        made = {"initiative": "1-1", "department": "soumu", "first_fiscal_year": 2023}
        with desk.store.transaction(actor="試験", kind="test", note="", at=desk.clock()) as tx:
            tx.put("action", [{"code": code, "name": code, **made} for code in codes], None)
            tx.put("report", [cls._row(codes[0], ORIGINAL)], None)
        return cls(desk, codes, (Row([(None, True, dict(ORIGINAL))]), Row()))

    @staticmethod
    def _row(code: str, said: dict[str, object]) -> dict[str, object]:
        key = {"action": code, "fiscal_year": 2026, "period": "H1"}
        return {**key, "declaration": "更新", **said}

    def hand_in(self, said: Sequence[dict[str, object] | None]) -> None:
        number = max((row.id for row in self.desk.store.snapshot().submissions), default=0) + 1
        changed = []
        for place, new in enumerate(said):
            if new is None:
                continue
            stand = self.rows[place].state(self.gone)
            old = stand[0] if stand else None
            moved = {**NOTHING, **new} if old is None else {n: v for n, v in new.items() if old[n] != v}
            if moved:
                changed.append((place, old is None, moved))
        if not changed:
            return
        with self.desk.store.transaction(
            actor="試験", kind="submit_progress", note="", at=self.desk.clock()
        ) as tx:
            told = tx.add_submission(
                kind="progress", department="soumu", fiscal_year=2026, period="H1",
                file_name="様式.xlsx", sha256="0" * 64, content_hash=str(number),
            )  # fmt: skip
            tx.put("report", [self._row(self.codes[place], moved) for place, _, moved in changed], told)
        assert told == number
        self.numbers.append(number)
        for place, made, moved in changed:
            self.rows[place].writings.append((number, made, moved))

    def turn(self, place: int) -> None:
        """Take a submission back, or let it count again where it was taken back."""
        if not self.numbers:
            return
        number = self.numbers[place % len(self.numbers)]
        act = restore_submission if number in self.gone else withdraw_submission
        assert not act(self.desk.ctx, number, "試験").already
        self.gone ^= {number}

    def holds(self) -> None:
        """Assert that the store says what the model says."""
        snapshot = self.desk.store.snapshot()
        for code, row in zip(self.codes, self.rows, strict=True):
            report = next((r for r in snapshot.reports if r.action == code), None)
            found = None
            if report is not None:
                found = ({name: getattr(report, name) for name in FIELDS}, report.submission)
            assert found == row.state(self.gone)
        taken = {row.subject for row in snapshot.withdrawals}
        assert taken & set(self.numbers) == self.gone


# The one who made a row and the one after it are taken back; a third one keeps the row.
MADE_BY_ANOTHER = [
    (None, {"progress": 1.0, "issue": "い"}),
    (None, {"progress": 2.0}),
    (None, {"issue": "ろ"}),
    0,
    1,
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(told=MADE_BY_ANOTHER)
@example(told=[*MADE_BY_ANOTHER, 2, (None, {"progress": 3.0}), 0, 2])
@given(told=moves)
def test_each_field_has_the_value_of_its_newest_writer_that_counts(desk: Desk, told) -> None:
    town = Town.begun(desk)
    for move in told:
        if isinstance(move, int):
            town.turn(move)
        else:
            town.hand_in(move)
        town.holds()
