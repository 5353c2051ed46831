"""Serve the pages on this machine."""

from __future__ import annotations

import gc
import json
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from legday.kinds import BadInput
from legday.loop import PERSON
from legday.store.facts import Store
from legday.web import ledger
from legday.web.guard import LOOPBACK

if TYPE_CHECKING:
    from legday.web.site import Site


def serve(store: Store, *, host: str, port: int, browse: bool, as_json: bool = False) -> None:
    """Serve the pages until the process is stopped; only loopback, because there is no sign-in.

    Raises ``BadInput`` for another address and for a port that is in use.
    """
    if host not in LOOPBACK:
        raise BadInput(f'legday has no sign-in yet and does not listen on "{host}".', "Use --host 127.0.0.1.")
    listener = listen(host, port)
    import uvicorn  # only needed once the port is ours

    from legday.web.app import create_app
    from legday.web.remind import keep_reminding

    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    told = json.dumps({"url": address}) if as_json else f"legday is at {address} (Ctrl-C stops it)."
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()
    if browse:
        # The browser waits a moment, so that it does not knock before anybody is at home.
        threading.Timer(0.8, webbrowser.open, [address]).start()
    ledger.show()
    app = create_app(store)
    threading.Thread(target=warm, args=(app.state.sites.of(PERSON),), daemon=True).start()
    ended = threading.Event()
    threading.Thread(target=keep_reminding, args=(app.state.sites, ended), daemon=True).start()
    with listener:
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
    ended.set()


def warm(site: Site) -> None:
    """Load what takes long to load, the log, the charts and the solver, before somebody waits for it."""
    gc.disable()  # all this stays for good; the collector of garbage would take as long again to find that out
    try:
        with suppress(BadInput):  # who opens a page is told why the log cannot be read
            site.known()
        from legday.web.charts import trend_chart

        trend_chart(((date(2026, 1, 5), 60.0), (date(2026, 1, 12), 62.5)), "kg", "")
        import_module("legday.plan.solve")
    finally:
        gc.freeze()  # nor need it go through all this again, and hold up a page meanwhile
        gc.enable()


def listen(host: str, port: int) -> socket.socket:
    """Take the port, or say that it is in use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise BadInput(f"Port {port} cannot be used ({error.strerror}).", "Try another with --port.") from error
    return listener
