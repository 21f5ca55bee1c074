"""Whatever is put, withdrawn or abandoned: every version equals what a plain model says."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miharu_dx.store import PutCounts, Store, entity_key
from miharu_dx.store.tables import TABLES
from tests.store.stores import YEAR, opened, writing

Key = tuple[str, str, int]
State = dict[Key, float | None]

KEYS = st.tuples(st.sampled_from(["A", "B/1"]), st.sampled_from(["件数", "率\\/"]), st.just(YEAR))
PUT = st.tuples(st.just("put"), st.dictionaries(KEYS, st.one_of(st.none(), st.integers(0, 2)), max_size=4))
WITHDRAW = st.tuples(st.just("withdraw"), st.lists(KEYS, max_size=3))
STEPS = st.lists(st.one_of(PUT, PUT, WITHDRAW), max_size=3)
COMMITS = st.lists(st.tuples(STEPS, st.booleans()), max_size=6)


class Abandoned(Exception):
    """What a caller may raise in the middle."""


def _played(state: State, steps: list[Any]) -> tuple[State, list[PutCounts | int], bool]:
    """Return the state after steps, what each should answer, and whether anything was written."""
    now = dict(state)
    answers: list[PutCounts | int] = []
    written = False
    for name, what in steps:
        if name == "put":
            new = sum(key not in now for key in what)
            changed = sum(key in now and now[key] != value for key, value in what.items())
            answers.append(PutCounts(new, changed, len(what) - new - changed))
            written = written or bool(new or changed)
            now.update(what)
        else:
            gone = {key for key in what if key in now}
            answers.append(len(gone))
            written = written or bool(gone)
            now = {key: value for key, value in now.items() if key not in gone}
    return now, answers, written


def _done(transaction: Any, steps: list[Any]) -> list[PutCounts | int]:
    answers: list[PutCounts | int] = []
    for name, what in steps:
        if name == "put":
            rows = [
                {"action": action, "indicator": indicator, "fiscal_year": year, "actual": value}
                for (action, indicator, year), value in what.items()
            ]
            answers.append(transaction.put("indicator_value", rows, None))
        else:
            answers.append(transaction.withdraw("indicator_value", what))
    return answers


def _state(store: Store, version: int) -> State:
    values = store.snapshot(version).values
    state = {(row.action, row.indicator, row.fiscal_year): row.actual for row in values}
    assert len(state) == len(values)
    return state


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commits=COMMITS)
def test_every_version_is_what_a_plain_model_says(blank: Path, tmp_path: Path, commits: list[Any]) -> None:
    path = tmp_path / "model.duckdb"
    shutil.copy(blank, path)
    states: list[State] = [{}]
    with opened(path) as store:
        for steps, abandoned in commits:
            after, answers, written = _played(states[-1], steps)
            try:
                with writing(store) as transaction:
                    assert transaction.base == len(states)
                    assert _done(transaction, steps) == answers
                    seen = transaction.snapshot().values
                    assert {(r.action, r.indicator, r.fiscal_year): r.actual for r in seen} == after
                    if abandoned:
                        raise Abandoned
            except Abandoned:
                written = False
            if written:
                states.append(after)
        assert store.version == len(states)
        assert [_state(store, version) for version in range(1, len(states) + 1)] == states
    with opened(path) as store:
        assert [_state(store, version) for version in range(1, len(states) + 1)] == states


PART = st.text("a/\\", max_size=4)


@given(st.lists(st.tuples(PART, PART, st.integers(0, 1)), min_size=2, max_size=2))
def test_different_keys_never_share_a_name(keys: list[tuple[str, str, int]]) -> None:
    one, other = (entity_key("target", key) for key in keys)
    assert (one == other) == (keys[0] == keys[1])


@pytest.mark.parametrize("table", TABLES)
def test_a_key_says_the_same_as_a_row_or_as_its_parts(table: str) -> None:
    parts = {field.name: 2025 if field.type == "INTEGER" else "a/b" for field in TABLES[table].keys}
    assert entity_key(table, parts) == entity_key(table, list(parts.values()))
