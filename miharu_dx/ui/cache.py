"""What pages keep between runs: snapshots and view models, by who may see them, store, version, arguments.

Everything kept is frozen, so it is shared and not copied; a new version of the store has new keys,
and the oldest entries fall out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from miharu_dx.domain.access import Actor
from miharu_dx.domain.records import Snapshot
from miharu_dx.services.context import Context

T = TypeVar("T")

# A snapshot of 300 actions and all periods is about 3 MB; old versions are asked for rarely.
SNAPSHOTS_KEPT = 8
# A view with its figure is about 1 MB; what a dozen people look at in an hour stays together.
RESULTS_KEPT = 200


def snapshot(context: Context, version: int | None = None) -> Snapshot:
    """Return the state at a version, by default the one being read, read once for everybody alike."""
    at = next(known for known in (version, context.at, context.store.version) if known is not None)
    # A past state also tells how new the newest is, so both versions are in the key.
    return _snapshot((*_place(context), str(at)), _Hidden(context), at)


def view(context: Context, service: Callable[..., T], *arguments: object, **named: object) -> T:
    """Return ``service(context, …)``, made once per viewer's scope, store, version and arguments.

    ``service`` is a function at the top of a module; its result is frozen and depends on nothing
    but the store and the arguments, so today's date must be one of them where it matters.
    """
    name = f"{service.__module__}.{service.__qualname__}"
    told = repr((arguments, sorted(named.items())))
    make = _Hidden(lambda: service(context, *arguments, **named))
    return _result((*_place(context), name, told), make)


def figure(context: Context, draw: Callable[..., T], seen: object, *arguments: object) -> T:
    """Return ``draw(seen, …)``, a figure of a view model, made once as long as the model is the same.

    The figure is shared: a page places it and never changes it.
    """
    name = f"{draw.__module__}.{draw.__qualname__}"
    told = repr((seen, arguments))
    return _result((*_place(context), name, told), _Hidden(lambda: draw(seen, *arguments)))


class _Hidden:
    """Carries what must not be part of a key."""

    def __init__(self, content: Any) -> None:
        self.content = content


def _scope(actor: Actor) -> str:
    """Return what two viewers share when they may see the same: the role and its departments."""
    return f"{actor.role.value}:{','.join(sorted(actor.departments))}"


def _place(context: Context) -> tuple[str, ...]:
    store = context.store
    # Somebody who reads the past has another state and another day.
    return (
        _scope(context.actor),
        store.opening,
        str(store.version),
        f"{context.at}:{context.on}:{context.meeting}",
    )


@st.cache_resource(show_spinner=False, max_entries=SNAPSHOTS_KEPT)
def _snapshot(key: tuple[str, ...], _context: _Hidden, _version: int) -> Snapshot:  # noqa: ARG001 - the key alone tells entries apart
    return _context.content.snapshot(_version)


@st.cache_resource(show_spinner=False, max_entries=RESULTS_KEPT)
def _result(key: tuple[str, ...], _make: _Hidden) -> Any:  # noqa: ARG001 - the key alone tells entries apart
    return _make.content()
