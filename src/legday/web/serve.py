"""Serve the pages: on this machine alone, or to others too."""

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
from typing import TYPE_CHECKING, Any

from legday.kinds import BadInput
from legday.loop import PERSON
from legday.store.accounts import Accounts
from legday.store.facts import Store
from legday.web import ledger
from legday.web.certificate import read_certificate
from legday.web.reach import Reach, bracketed, check

if TYPE_CHECKING:
    from legday.web.site import Site

MANNERS: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,  # addresses hold secrets: the calendar's, an invitation's
    "server_header": False,
    "proxy_headers": False,  # legday.web.proxy believes the proxy that was named, and nobody else
    "http": "h11",
    "ws": "none",
    "h11_max_incomplete_event_size": 32_768,  # of all headers together
    "limit_concurrency": 1000,  # connections; a browser holds up to six
    "timeout_keep_alive": 15,
    "timeout_graceful_shutdown": 5,
}
"""How the server treats whoever connects."""


def serve(store: Store, reach: Reach, *, browse: bool, as_json: bool = False) -> None:
    """Serve the pages until the process is stopped; others than this machine only with accounts and https.

    Raises ``BadInput`` where that is missing, for a certificate that cannot be used, and for a port that is in use.
    """
    certificate = read_certificate(reach.cert, reach.key) if reach.cert and reach.key else None
    front = check(reach, certificate, accounts=Accounts(store).exist())
    listener = listen(reach.host, reach.port)
    import uvicorn  # only needed once the port is ours

    from legday.web.app import create_app
    from legday.web.proxy import Proxy
    from legday.web.remind import keep_reminding

    here = f"http://{bracketed(reach.host)}:{listener.getsockname()[1]}"
    address = f"{front.address or here}/"
    told = json.dumps({"url": address}) if as_json else f"legday is at {address} (Ctrl-C stops it)."
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()
    if browse:
        # The browser waits a moment, so that it does not knock before anybody is at home.
        threading.Timer(0.8, webbrowser.open, [address]).start()
    ledger.show()
    app = create_app(store, front=front)
    threading.Thread(target=warm, args=(app.state.sites.of(PERSON),), daemon=True).start()
    ended = threading.Event()
    threading.Thread(target=keep_reminding, args=(app.state.sites, ended), daemon=True).start()
    served = Proxy(app, reach.proxy, front.address) if reach.proxy else app
    config = uvicorn.Config(served, ssl_certfile=reach.cert, ssl_keyfile=reach.key, **MANNERS)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
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
