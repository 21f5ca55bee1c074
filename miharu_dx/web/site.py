"""Routes and middleware of the product, in the order in which a request meets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from miharu_dx.web.assets import asset_url, assets_route
from miharu_dx.web.closed import ClosedInterfaces
from miharu_dx.web.compression import StoredGzip
from miharu_dx.web.headers import SecurityHeaders, content_security_policy
from miharu_dx.web.health import State, health_route, serving
from miharu_dx.web.index_page import JapaneseIndex, build_index_page

_STYLE_FOLDER = "theme"
_SCRIPTS = ("start.js", "clipboard.js", "ja.js", "reasons.js", "deck.js")
_CHART_MODULE = "static/js/PlotlyChart.*.js"  # 図を描く部品。4 MB を超え、読むのに1秒ほどかかる


def site_routes(assets: Path, *, first_page: str, health: Callable[[], State] = serving) -> list[BaseRoute]:
    """Return the product's own routes; ``assets`` is the directory of static files.

    The interface serves ``first_page`` at the root only, so its own address leads there.
    """
    return [health_route(health), assets_route(assets), _root_route(first_page)]


def _root_route(first_page: str) -> Route:
    async def to_root(request: Request) -> Response:
        return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")

    return Route(f"/{first_page}", to_root, methods=["GET"])


def _style_sheets(assets: Path) -> list[str]:
    """Return every style sheet of the product, so that a part brings its own as one more file."""
    return sorted(f"{_STYLE_FOLDER}/{path.name}" for path in (assets / _STYLE_FOLDER).glob("*.css"))


def site_middleware(
    interface: Path, assets: Path, *, title: str, gate: Sequence[Middleware] = ()
) -> list[Middleware]:
    """Return the middleware from the outermost inwards.

    ``interface`` is the folder of the interface's own page and modules. ``gate`` decides who may ask: it
    stands behind the closed interfaces and before everything that answers with a page or data.
    """
    page = build_index_page(
        (interface / "index.html").read_bytes(),
        title=title,
        favicon=asset_url(assets, "favicon.svg"),
        styles=[asset_url(assets, name) for name in _style_sheets(assets)],
        scripts=[asset_url(assets, name) for name in _SCRIPTS],
        early=[f"./{path.relative_to(interface).as_posix()}" for path in interface.glob(_CHART_MODULE)],
    )
    return [
        Middleware(SecurityHeaders, policy=content_security_policy(page.script_hashes)),
        Middleware(ClosedInterfaces),
        *gate,
        Middleware(StoredGzip, prefixes=("/static/", "/app/static/")),
        Middleware(JapaneseIndex, page=page),
    ]
