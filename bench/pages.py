"""How long every page takes with ten years of training behind it, beside an empty page of the same web framework.

    python bench/pages.py [--years N] [--repeats N]

The log is made up and lies in a temporary SQLite file; the pages are those that the app itself names. Each is asked for
in process, from the request to the last byte, compressed as a browser would have it: once when nothing of it is there
yet, then in turns with a page that only says hello (FastAPI and Jinja, the least that any page here could take). Then
sets are logged, each followed by the page that answers it, with ten years to be read again.
"""

from __future__ import annotations

import argparse
import re
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import fastapi
import jinja2
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

import legday.cli  # noqa: F401  how many threads there are is settled there
from legday.store.facts import open_store
from legday.web.app import create_app
from legday.web.serve import warm

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the tests walk the same pages
from addresses import FILES, addresses, under_way
from decade import begun, decade

NOW = datetime(2026, 11, 23, 18, 5)
ADDRESS = "http://127.0.0.1:8137"
SETS = 8


def hello() -> fastapi.FastAPI:
    """The peer: one page with nothing in it."""
    app = fastapi.FastAPI()
    page = jinja2.Environment(autoescape=True).from_string("<!doctype html><title>Hello</title><p>Hello {{ name }}.")

    @app.get("/")
    def greet() -> HTMLResponse:
        return HTMLResponse(page.render(name="legs"))

    return app


def ms(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000


def browser(app: fastapi.FastAPI) -> TestClient:
    return TestClient(app, base_url=ADDRESS, headers={"origin": ADDRESS, "accept-encoding": "gzip"})


def form(page: str) -> dict[str, str]:
    """The fields of the next set as the page has filled them, and 40 kg where a load is to be chosen."""
    fields = dict(
        re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page.partition('id="next"')[2].partition("</form>")[0])
    )
    return fields | {"load": fields["load"] or "40"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=float, default=10)
    parser.add_argument("--repeats", type=int, default=15)
    given = parser.parse_args()
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/legday.db") as store:
        facts = begun(decade(NOW, given.years), NOW)
        store.add("me", facts)
        app = create_app(store, now=lambda: NOW)
        site = app.state.sites.of("me")
        with browser(app) as client, browser(hello()) as other:
            warming = threading.Thread(target=warm, args=(site,))
            warming.start()  # as `legday serve` does while it opens the browser
            first = ms(lambda: client.get("/"))
            warming.join()
            known = site.known()
            sets = sum(len(session.sets) for session in known.sessions)
            print(f"{given.years:g} years: {len(facts)} facts, {len(known.sessions)} sessions, {sets} sets")
            print(f"{'':58} {'median':>7} {'worst':>7} {'first':>7} {'kB':>6}")
            hellos, pages = [], []
            for address in addresses(app, known):
                cold = ms(lambda: client.get(address))  # noqa: B023 (called at once)
                answer, took = client.get(address), []
                assert answer.status_code == 200, address
                for _ in range(given.repeats):
                    hellos.append(ms(lambda: other.get("/")))
                    took.append(ms(lambda: client.get(address)))  # noqa: B023
                kind = " (a file)" if address.startswith(FILES) else ""
                if not kind:
                    pages.append(median(took))
                name = re.sub(r"(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", address) + kind
                size = int(answer.headers["content-length"]) / 1000
                print(f"{name:58} {median(took):7.1f} {max(took):7.1f} {cold:7.1f} {size:6.1f}")
            [running] = under_way(known)
            after = []
            for _ in range(SETS):
                typed = form(client.get(f"/session/{running}").text)
                after.append(ms(lambda: client.post(f"/session/{running}/set", data=typed)))  # noqa: B023
    print(f"{'slowest page':58} {max(pages):7.1f}")
    print(f"{'a set saved and answered':58} {median(after):7.1f} {max(after):7.1f}")
    print(f"{'first page after the start':58} {first:7.1f}")
    print(f"{f'hello, FastAPI {fastapi.__version__}':58} {median(hellos):7.1f} {max(hellos):7.1f}")
    print(f"ratio of the slowest page to hello {max(pages) / median(hellos):.1f}, of a page in the middle "
          f"{median(pages) / median(hellos):.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
