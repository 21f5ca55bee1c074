"""One address that says whether the product can serve."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HEALTH_PATH = "/health"

State = Mapping[str, object]


def serving() -> State:
    """Return the state of a server about which nothing more is known."""
    return {"status": "ok"}


def health_route(state: Callable[[], State] = serving) -> Route:
    """Return the route ``/health``: the state as JSON, 200 when its ``status`` is ``ok``, else 503.

    ``state`` runs in a thread, so it may ask the store.
    """

    async def health(_request: Request) -> Response:
        found = dict(await run_in_threadpool(state))
        return JSONResponse(
            found,
            status_code=200 if found.get("status") == "ok" else 503,
            headers={"Cache-Control": "no-store"},
        )

    return Route(HEALTH_PATH, health, methods=["GET"])
