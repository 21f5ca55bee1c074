"""Interfaces of the underlying server that this product does not offer to anyone."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

# Metrics tell about other people's sessions; the agent interface drives the app without a
# browser; the script check runs the page for anyone; the sign-in routes need an outside host.
CLOSED_PATHS: tuple[str, ...] = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth",
    "/oauth2callback",
)


def is_closed(path: str) -> bool:
    """Whether a request path is one of the closed interfaces or lies below one."""
    bare = "/" + path.strip("/")
    return any(bare == closed or bare.startswith(f"{closed}/") for closed in CLOSED_PATHS)


class ClosedInterfaces:
    """ASGI middleware: a closed interface answers as if it were not there."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application whose interfaces are closed."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 for closed paths and pass everything else on."""
        if scope["type"] not in ("http", "websocket") or not is_closed(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(code=1008)(scope, receive, send)
        else:
            response = PlainTextResponse("見つかりません。", status_code=404)
            await response(scope, receive, send)
