"""A state that is read after each commit, only where it moved, is the state a fresh reader finds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miharu_dx.domain.records import Snapshot
from tests.store.stores import YEAR, action, opened, report, writing

CODES = st.sampled_from(["A-01", "A-02"])
WRITES = st.one_of(
    st.tuples(st.just("action"), CODES.map(action)),
    st.tuples(
        st.just("report"), st.tuples(CODES, st.integers(0, 100)).map(lambda p: report(p[0], progress=p[1]))
    ),
    st.tuples(
        st.just("indicator_value"),
        st.tuples(CODES, st.integers(0, 3)).map(
            lambda p: {"action": p[0], "indicator": "件数", "fiscal_year": YEAR, "actual": p[1]}
        ),
    ),
    st.tuples(st.just("withdraw"), CODES),
)
COMMITS = st.lists(st.tuples(st.lists(WRITES, max_size=3), st.booleans()), max_size=6)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits=COMMITS)
def test_a_state_read_step_by_step_is_the_state_read_afresh(
    blank: Path, tmp_path: Path, commits: list[Any]
) -> None:
    path = tmp_path / "steps.duckdb"
    shutil.copy(blank, path)
    seen: dict[int, Snapshot] = {}
    with opened(path) as store:
        for writes, looked_at in commits:
            with writing(store) as transaction:
                for table, row in writes:
                    if table == "withdraw":
                        transaction.withdraw("action", [(row,)])
                    else:
                        transaction.put(table, [row], None)
            if looked_at:
                seen[store.version] = store.snapshot()
        seen[store.version] = store.snapshot()
    with opened(path) as store:
        for version, told in seen.items():
            fresh = store.snapshot(version)
            assert _content(fresh) == _content(told)


def _content(snapshot: Snapshot) -> tuple[object, ...]:
    return (
        snapshot.store_id, snapshot.version, snapshot.at, snapshot.departments, snapshot.actions,
        snapshot.reports, snapshot.values, snapshot.submissions, snapshot.indicators,
    )  # fmt: skip
