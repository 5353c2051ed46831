"""`legday serve`: the pages, for this machine alone or, behind a sign-in and https, for others too."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from legday.cli.shared import Json
from legday.store.facts import open_store
from legday.web.reach import Reach


def serve(
    host: Annotated[
        str,
        typer.Option(envvar="LEGDAY_HOST", help="The address to listen on; others than this machine need a sign-in."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="LEGDAY_PORT", help="The port to listen on.")] = 8137,
    address: Annotated[
        str, typer.Option(envvar="LEGDAY_ADDRESS", help="What people type: https://legs.example.org.")
    ] = "",
    cert: Annotated[Path | None, typer.Option(envvar="LEGDAY_CERT", help="A certificate for https, as PEM.")] = None,
    key: Annotated[Path | None, typer.Option(envvar="LEGDAY_KEY", help="The key of the certificate, as PEM.")] = None,
    proxy: Annotated[
        str, typer.Option(envvar="LEGDAY_PROXY", help="The address of the proxy in front that has the certificate.")
    ] = "",
    browse: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    as_json: Json = False,
) -> None:
    """Serve the pages and open them in your browser; --json prints the address as JSON instead."""
    from legday.web.serve import serve as serve_pages  # the web takes a second to import

    reach = Reach(host=host, port=port, address=address, cert=cert, key=key, proxy=proxy)
    with open_store() as store:
        serve_pages(store, reach, browse=browse and not as_json, as_json=as_json)
