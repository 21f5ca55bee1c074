"""The one HTML page of the application, made Japanese and the product's own."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from miharu_dx.web.compression import accepts_gzip

# Paths whose answers are never the index page; everything else may be a page of the application.
_OTHER_PATHS = ("/_stcore/", "/static/", "/app/static/", "/media/", "/component/", "/health")

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOSCRIPT = "この画面を表示するには、ブラウザーの JavaScript を有効にしてください。"


@dataclass(frozen=True)
class IndexPage:
    """The index page as the server of the interface has it, and as a reader gets it."""

    original: bytes
    plain: bytes
    packed: bytes
    etag: str
    script_hashes: tuple[str, ...]


def build_index_page(
    original: bytes,
    *,
    title: str,
    favicon: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    early: Sequence[str] = (),
) -> IndexPage:
    """Return the index page in Japanese, with the product's own title, styles and scripts.

    ``favicon``, ``styles``, ``scripts`` and ``early`` are URLs relative to a page; ``early`` are
    modules of the interface that are loaded before it asks for them. Styles go to the end of
    the body, after those that the interface writes into the head, so that they win at equal weight.
    """
    page = original.decode("utf-8")
    page = re.sub(r"<html\b[^>]*>", '<html lang="ja">', page, count=1)
    page = re.sub(r"<title>.*?</title>", f"<title>{html.escape(title)}</title>", page, count=1)
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript>{_NOSCRIPT}</noscript>", page, flags=re.S)
    # The font of the interface's makers is not used here, and the agent interface is closed.
    page = re.sub(r"(<html.*)", lambda found: _COMMENT.sub("", found[0]), page, flags=re.S)
    page = _without_link(page, 'rel="preload"')
    page = _without_link(page, 'rel="service-desc"')
    page = _without_link(page, 'rel="shortcut icon"')
    head = f'<link rel="icon" type="image/svg+xml" href="{html.escape(favicon)}">'
    head += "".join(f'<script defer src="{html.escape(url)}"></script>' for url in scripts)
    head += "".join(
        f'<link rel="modulepreload" crossorigin data-early href="{html.escape(url)}">' for url in early
    )
    body = "".join(f'<link rel="stylesheet" href="{html.escape(url)}">' for url in styles)
    page = page.replace("</title>", f"</title>{head}", 1).replace("</body>", f"{body}</body>", 1)
    plain = page.encode("utf-8")
    return IndexPage(
        original=original,
        plain=plain,
        packed=gzip.compress(plain, 9),
        etag=f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"',
        script_hashes=tuple(_script_hash(text) for text in _INLINE_SCRIPT.findall(page)),
    )


def _without_link(page: str, attribute: str) -> str:
    return re.sub(rf"<link\b[^>]*{re.escape(attribute)}[^>]*>", "", page)


def _script_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


class JapaneseIndex:
    """ASGI middleware: wherever the original index page would leave, the Japanese one leaves."""

    def __init__(self, app: ASGIApp, *, page: IndexPage) -> None:
        """Keep the finished page; nothing is rewritten while a request waits."""
        self.app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compare what the application answers with the original page and replace exactly that."""
        if not self._concerned(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        parts: list[bytes] = []
        complete = False

        async def collect(message: Message) -> None:
            nonlocal start, complete
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is None:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                complete = not message.get("more_body", False)

        await self.app(_plain_request(scope), receive, collect)
        if start is None or not complete:
            return
        body = b"".join(parts)
        if body == self._page.original:
            await self._answer(scope)(scope, receive, send)
        else:
            await send(start)
            await send({"type": "http.response.body", "body": body})

    def _concerned(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and not scope["path"].startswith(_OTHER_PATHS)
        )

    def _answer(self, scope: Scope) -> Response:
        page = self._page
        headers = {"Cache-Control": "no-cache", "ETag": page.etag, "Vary": "Accept-Encoding"}
        if Headers(scope=scope).get("if-none-match") == page.etag:
            return Response(status_code=304, headers=headers)
        if accepts_gzip(scope):
            headers["Content-Encoding"] = "gzip"
            return Response(page.packed, media_type="text/html", headers=headers)
        return Response(page.plain, media_type="text/html", headers=headers)


def _is_html(message: Message) -> bool:
    headers = MutableHeaders(scope=message)
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html")


def _plain_request(scope: Scope) -> Scope:
    """Return the request without what would make the answer compressed, partial, 304 or a file name."""
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in dropped]
    return {**scope, "headers": kept, "extensions": {}}
