"""The product's routes and middleware around the interface's own static files, without a session."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Scope
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from miharu_dx.web.health import serving
from miharu_dx.web.site import site_middleware, site_routes

ASSETS = Path(__file__).resolve().parents[2] / "static"
INTERFACE = Path(get_static_dir())
INDEX = (INTERFACE / "index.html").read_bytes()
TITLE = "見本町 <進捗> & 計画"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it left the application; ``sent`` are the bytes on the line."""

    status: int
    headers: Headers
    sent: bytes

    @property
    def text(self) -> str:
        """The body as text, unpacked where it left compressed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.sent) if packed else self.sent).decode("utf-8")

    def json(self) -> object:
        """The body as JSON."""
        return json.loads(self.text)


ELSEWHERE = "192.0.2.7"
_REQUEST: Message = {"type": "http.request", "body": b"", "more_body": False}


class Client:
    """Sends requests straight into an ASGI application, without a network, from an ``address``."""

    def __init__(self, app: ASGIApp, address: str = ELSEWHERE) -> None:
        self._app = app
        self._from = address

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a GET."""
        return self.request("GET", address, headers)

    def request(self, method: str, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a request without a body."""
        scope = {**self._scope("http", address, headers or {}), "method": method, "scheme": "http"}
        messages = self._exchange(scope, _REQUEST)
        start = messages[0]
        body = b"".join(m.get("body", b"") for m in messages if m["type"] == "http.response.body")
        return Answer(start["status"], Headers(raw=start["headers"]), body)

    def leave(self, address: str, headers: Mapping[str, str]) -> None:
        """Ask for something and be gone before it comes."""
        scope = {**self._scope("http", address, headers), "method": "GET", "scheme": "http"}
        self._exchange(scope, _REQUEST, {"type": "http.disconnect"})

    def socket(self, address: str) -> Message:
        """Return the first thing the application says to somebody who opens a socket."""
        scope = {**self._scope("websocket", address, {}), "scheme": "ws", "subprotocols": []}
        return self._exchange(scope, {"type": "websocket.connect"})[0]

    def _exchange(self, scope: Scope, *said: Message) -> list[Message]:
        sent: list[Message] = []
        waiting = list(said)

        async def receive() -> Message:
            if waiting:
                return waiting.pop(0)
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: Message) -> None:
            sent.append(message)

        asyncio.run(self._app(scope, receive, send))
        return sent

    def _scope(self, kind: str, address: str, headers: Mapping[str, str]) -> Scope:
        path, _, query = address.partition("?")
        named = {"host": "localhost", **{name.lower(): value for name, value in headers.items()}}
        return {
            "type": kind,
            "path": unquote(path),
            "raw_path": path.encode("ascii"),
            "query_string": query.encode("ascii"),
            "root_path": "",
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in named.items()],
            "client": (self._from, 1),
            "server": ("localhost", 80),
            "http_version": "1.1",
        }


async def _answered(_request: Request) -> Response:
    return PlainTextResponse("開いている", headers={"Access-Control-Allow-Origin": "*"})


async def _other_page(_request: Request) -> Response:
    return HTMLResponse('<html lang="fr"><title>Streamlit</title></html>')


def site(
    *,
    gate: Sequence[Middleware] = (),
    health: Callable[[], Mapping[str, object]] = serving,
    address: str = ELSEWHERE,
) -> Client:
    """Return a client of the whole site; every route of the interface that is not static answers."""
    app = Starlette(
        routes=[
            *site_routes(ASSETS, first_page="first", health=health),
            Route("/other", _other_page),
            Route("/_stcore/{rest:path}", _answered),
            Route("/auth/{rest:path}", _answered),
            Route("/oauth2callback", _answered),
            *create_streamlit_static_assets_routes(""),
        ],
        middleware=site_middleware(INTERFACE, ASSETS, title=TITLE, gate=gate),
    )
    return Client(app, address)


def script_of_the_interface() -> str:
    """Return the path of a large script of the interface."""
    folder = Path(get_static_dir()) / "static" / "js"
    return f"/static/js/{max(folder.glob('index.*.js'), key=lambda path: path.stat().st_size).name}"
