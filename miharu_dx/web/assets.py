"""The product's own static files: fonts, style sheets, the dictionary of the interface."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ASSET_PATH = "/app/static"

_YEAR_SECONDS = 365 * 24 * 60 * 60


class _Assets(StaticFiles):
    """Files named with their content in the query never change; others are asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with cache headers that fit how it was asked for."""
        response = await super().get_response(path, scope)
        lasting = path.endswith(".woff2") or scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = (
            f"public, immutable, max-age={_YEAR_SECONDS}" if lasting else "no-cache"
        )
        return response


def assets_route(directory: Path) -> Mount:
    """Return the route that serves a directory under ``ASSET_PATH``."""
    return Mount(ASSET_PATH, app=_Assets(directory=directory), name="assets")


def asset_url(directory: Path, name: str) -> str:
    """Return the URL of a file, relative to a page, with a mark that changes with its bytes."""
    digest = hashlib.sha256((directory / name).read_bytes()).hexdigest()[:12]
    return f".{ASSET_PATH}/{name}?v={digest}"
