"""What pages keep between runs: made once for those who may see the same, and never shown to others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from miharu_dx.domain.access import Role
from miharu_dx.services.context import Context
from miharu_dx.ui import cache
from tests.rich import context_of, rich_snapshot

SEEN = rich_snapshot(5)
made: list[tuple[object, ...]] = []


def counted(context: Context, *arguments: object, **named: object) -> int:
    made.append((arguments, named))
    return len(made)


@pytest.fixture(autouse=True)
def nothing_made() -> None:
    made.clear()


def test_the_same_question_is_answered_once() -> None:
    context = context_of(SEEN, store_id="once")
    first = cache.view(context, counted, 1, today="a")
    assert cache.view(context_of(SEEN, store_id="once"), counted, 1, today="a") == first
    assert len(made) == 1


@pytest.mark.parametrize(
    "other",
    [
        context_of(SEEN, store_id="base", role=Role.VIEWER),
        context_of(SEEN, store_id="base", departments=frozenset({"soumu"})),
        context_of(SEEN, store_id="another"),
        context_of(replace(SEEN, version=SEEN.version + 1), store_id="base"),
    ],
    ids=["role", "departments", "store", "version"],
)
def test_another_viewer_store_or_version_is_answered_anew(other: Context) -> None:
    asked = context_of(SEEN, store_id="base")
    cache.view(asked, counted, other.actor.role, other.store.version)
    before = len(made)
    cache.view(other, counted, other.actor.role, other.store.version)
    assert len(made) == before + 1


def test_other_arguments_are_answered_anew() -> None:
    context = context_of(SEEN, store_id="arguments")
    for arguments in ((1,), (2,), (1, 2)):
        cache.view(context, counted, *arguments)
    cache.view(context, counted, 1, today="b")
    assert len(made) == 4


def test_a_snapshot_is_read_once_and_shared() -> None:
    context = context_of(SEEN, store_id="snapshot")
    assert cache.snapshot(context) is cache.snapshot(context)
    assert cache.snapshot(context) is SEEN


def test_a_figure_is_drawn_once_for_the_same_model() -> None:
    context = context_of(SEEN, store_id="figure")

    def drawn(model: tuple[int, ...]) -> list[int]:
        made.append(model)
        return list(model)

    first = cache.figure(context, drawn, (1, 2))
    assert cache.figure(context, drawn, (1, 2)) is first
    assert cache.figure(context, drawn, (1, 3)) == [1, 3]
    assert made == [(1, 2), (1, 3)]
