"""Compression of the large files that never change, done once per file and kept."""

from __future__ import annotations

import gzip
from ipaddress import ip_address

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Fonts and pictures are compressed already; anything under 1 KB gains nothing.
_TEXT_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
_SMALLEST = 1_000
_LEVEL = 6

_Answer = tuple[Message, bytes]


def accepts_gzip(scope: Scope) -> bool:
    """Whether the client of a request takes gzip."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


class StoredGzip:
    """ASGI middleware: files below ``prefixes`` leave compressed, and each is compressed once.

    Only complete answers that carry ``immutable`` are kept, so the store of compressed bytes is
    bounded by the files on disk, and a file may only change together with its address.
    """

    def __init__(self, app: ASGIApp, *, prefixes: tuple[str, ...]) -> None:
        """Start with nothing kept; ``prefixes`` are path beginnings such as ``/static/``."""
        self.app = app
        self._prefixes = prefixes
        self._kept: dict[str, _Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a compressible file from what is kept, or compress and keep it now."""
        if not self._concerned(scope):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        answer = self._kept.get(path)
        if answer is None:
            answer = await self._compress(scope, receive, send)
            if answer is None:
                return
            self._kept[path] = answer
        start, body = answer
        await send(dict(start))
        await send({"type": "http.response.body", "body": body})

    def _concerned(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and scope["path"].startswith(self._prefixes)
            and accepts_gzip(scope)
            and not _on_this_machine(scope)
            and not _asks_for_a_part(Headers(scope=scope))
        )

    async def _compress(self, scope: Scope, receive: Receive, send: Send) -> _Answer | None:
        """Return the compressed answer, or pass the plain one on and return nothing."""
        start: Message | None = None
        parts: list[bytes] = []
        passing = complete = False

        async def collect(message: Message) -> None:
            nonlocal start, passing, complete
            if message["type"] == "http.response.start":
                start = message
                passing = not _worth_keeping(message)
            if passing:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                complete = not message.get("more_body", False)

        # Without extensions a file always comes as bytes and never as the name of a file.
        await self.app({**scope, "extensions": {}}, receive, collect)
        # Somebody who leaves early cuts the file short; a piece must never be kept as the whole.
        if start is None or passing or not complete:
            return None
        body = await run_in_threadpool(gzip.compress, b"".join(parts), _LEVEL)
        headers = MutableHeaders(scope=start)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        # The plain file and its compressed form must not be told apart by one strong mark.
        if (mark := headers.get("etag")) and not mark.startswith("W/"):
            headers["ETag"] = f"W/{mark}"
        return start, body


def _on_this_machine(scope: Scope) -> bool:
    """Whether the browser itself is on the server's machine: packing would cost both sides more than sending.

    A proxy on this machine sends on to others, and says so in a header.
    """
    client = scope.get("client")
    if client is None or {"x-forwarded-for", "forwarded"} & set(Headers(scope=scope)):
        return False
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _asks_for_a_part(headers: Headers) -> bool:
    return any(name in headers for name in ("range", "if-none-match", "if-modified-since"))


def _worth_keeping(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "content-encoding" not in headers
        and "immutable" in headers.get("cache-control", "")
        and headers.get("content-type", "").startswith(_TEXT_TYPES)
        and int(headers.get("content-length", "0")) >= _SMALLEST
    )
