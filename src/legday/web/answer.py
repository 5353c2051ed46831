"""An answer in JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.responses import Response


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with JSON.

    >>> answer({"ok": True}).body
    b'{"ok":true}'
    """
    return Response(msgspec.json.encode(body), status, media_type="application/json", headers=headers)
