"""The static files: their addresses change with their content, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


def asset(name: str) -> str:
    """The address of a static file.

    All carry one mark, in the path: a module that imports ``./tempo.js`` then asks for it under the same mark.

    >>> asset("style.css").replace(mark(), "1a2b3c4d5e6f")
    '/static/1a2b3c4d5e6f/style.css'
    """
    return f"/static/{mark()}/{name}"


@cache
def mark() -> str:
    """The mark of the static files as they are: twelve digits of a hash over all of them."""
    every = sorted(files("legday.web").joinpath("static").iterdir(), key=lambda file: file.name)
    names = "/".join(file.name for file in every).encode()
    return hashlib.sha256(names + b"".join(file.read_bytes() for file in every)).hexdigest()[:12]


class Static(StaticFiles):
    """The static files under their mark; under any other they are not kept, for it is a page of before that asks."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file."""
        asked, _, name = path.partition("/")
        response = await super().get_response(name, scope)
        if asked == mark() and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
