"""Nothing that a phone says it saved is lost or doubled: sessions in a real browser whose network, tab and power fail.

    python validation/durability_browser.py [--runs 200] [--seed 1] [--json FILE]

Each run is one planned session on a phone that was here before. Between any two steps, and in the middle of a step, the
network is cut or comes back, answers get lost after the server gave them, the tab is closed, or the whole browser is
ended (SIGKILL, as when the battery goes). At the end the network comes back and everything is sent. What the screen
showed as done must be in the log exactly once; what it never showed may be there or not, but not twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from legday.log.fact import Fact, Kind
from legday.store.facts import open_store
from legday.web.app import create_app
from legday.web.site import Site

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "phone"))  # the phone of the tests
from network import Network
from phone_clock import MONDAY, clock

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
FAULTS = ("nothing", "cut", "mend", "lose answers", "keep answers", "close the tab", "end the browser", "reload")
SETS = 5
PATIENCE_MS = 30_000
KEPT = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("pages "));
  const was = name && await (await caches.open(name)).match("/offline.json");
  return Boolean(was) && (await was.json()).state === (await (await fetch("/offline.json")).json()).state;
}"""
WAITING = """() => new Promise((resolve) => {
  const asked = indexedDB.open("legday", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.filter((one) => one.state !== "stored").length); };
  };
})"""


@dataclass
class Run:
    """One session: the sets (their loads) that were tapped and that the screen claimed, and the faults there were."""

    seed: int
    tapped: list[float] = field(default_factory=list)
    claimed: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    sessions: int = 0
    hidden: int = 0
    left: int = 0
    seconds: float = 0.0


class Phone:
    """A phone that can be dropped: a browser with a folder of its own."""

    def __init__(self, playwright: Playwright, folder: Path, network: Network) -> None:
        self.playwright, self.folder, self.network = playwright, folder, network
        self.open()

    def open(self) -> None:
        """Open the browser again."""
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=CHROMIUM,
            args=FLAGS,
            base_url=f"http://127.0.0.1:{self.network.at}",
            viewport={"width": 390, "height": 844},
        )
        self.context.add_init_script(clock())
        self.page: Page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)

    def end(self) -> None:
        """End the browser as a dead battery does."""
        for process in Path("/proc").iterdir():
            with suppress(OSError):
                if process.name.isdecimal() and str(self.folder).encode() in (process / "cmdline").read_bytes():
                    os.kill(int(process.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def close_tab(self) -> None:
        """Close the tab and open another one."""
        before, self.page = self.page, self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        before.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--runs", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (site, port), sync_playwright() as playwright:
        network = Network(port)
        home, facts = prepared(playwright, Path(folder), network, site)
        for seed in range(options.seed, options.seed + options.runs):
            runs.append(run(playwright, Path(folder) / f"run-{seed}", home, facts, network, site, seed))
            one = runs[-1]
            print(
                f"run {seed}: {len(one.claimed)} of {len(one.tapped)} claimed, {one.lost} lost, {one.doubled} doubled, "
                f"{one.hidden} hidden, {one.left} left, {one.seconds:.1f} s",
                file=sys.stderr,
            )
    summary = summed(runs)
    print(table(summary))
    if options.json:
        options.json.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if summary["lost"] or summary["doubled"] or summary["left"] or summary["hidden"] else 0)


@contextmanager
def served(folder: Path) -> Iterator[tuple[Site, int]]:
    """Serve an empty log; give its site and the port."""
    with open_store(f"sqlite:///{folder}/legday.db") as store:
        app = create_app(store, now=lambda: MONDAY)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield app.state.sites.of("me"), listener.getsockname()[1]
        server.should_exit = True
        thread.join(10)


def prepared(playwright: Playwright, folder: Path, network: Network, site: Site) -> tuple[Path, tuple[Fact, ...]]:
    """Plan a week on a phone and let it keep everything; give its folder and the facts of the plan."""
    home = folder / "home"
    phone = Phone(playwright, home, network)
    page = phone.page
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=120_000)
    page.goto("/")
    while not page.evaluate(KEPT):
        page.wait_for_timeout(200)
    phone.context.close()
    return home, site.facts()


def run(
    playwright: Playwright, folder: Path, home: Path, facts: tuple[Fact, ...], network: Network, site: Site, seed: int
) -> Run:
    """Do one session, with faults drawn from a seed, and count what came of it."""
    began, chance, one = time.monotonic(), random.Random(seed), Run(seed)
    network.mend()
    network.losing = b""
    site.erase()
    site.add(facts)
    shutil.copytree(home, folder, ignore=shutil.ignore_patterns("Singleton*"))
    phone = Phone(playwright, folder, network)
    phone.page.goto("/")
    for number in range(SETS):
        fault(phone, network, chance, one)
        arrive(phone)
        fault(phone, network, chance, one)
        set_done(phone, network, chance, one, 20.0 + 2.5 * number)
    fault(phone, network, chance, one)
    network.mend()
    network.losing = b""
    settle(phone, one)
    phone.context.close()
    shutil.rmtree(folder, ignore_errors=True)
    count(site, one)
    one.seconds = time.monotonic() - began
    return one


def fault(phone: Phone, network: Network, chance: random.Random, one: Run) -> None:
    """Let something happen between two steps, or nothing."""
    what = chance.choice(FAULTS)
    one.faults[what] += 1
    if what == "cut":
        network.cut()
    elif what == "mend":
        network.mend()
    elif what == "lose answers":
        network.losing = b"POST /api/v1/facts"
    elif what == "keep answers":
        network.losing = b""
    elif what == "close the tab":
        phone.close_tab()
    elif what == "end the browser":
        phone.end()
        phone.open()
    elif what == "reload" and phone.page.url.startswith("http"):
        phone.page.reload()


def arrive(phone: Phone) -> None:
    """Be in the session, from wherever the phone is."""
    page = phone.page
    if "/train/" in page.url or "/session/" in page.url:
        with suppress(AssertionError):
            expect(page.locator("#next")).to_be_visible(timeout=5000)
            return
    page.goto("/")
    page.get_by_role("link", name="Carry on").or_(page.get_by_role("button", name="Start")).click()
    expect(page.locator("#next")).to_be_visible(timeout=PATIENCE_MS)


def set_done(phone: Phone, network: Network, chance: random.Random, one: Run, load: float) -> None:
    """Tap Done; now and then something happens before the screen can say anything."""
    if not phone.page.locator("#next").count():
        arrive(phone)
    page = phone.page
    page.wait_for_timeout(750)
    page.locator("#next [name=load]").fill(f"{load:g}")
    page.locator("#next [name=reps]").fill("8")
    one.tapped.append(load)
    page.locator("#next .set-form > button").click()
    at_once = chance.choice(("nothing", "nothing", "nothing", "end the browser", "cut", "close the tab"))
    if at_once != "nothing":
        page.wait_for_timeout(chance.choice((0, 3, 10, 30)))
        if shown(page, load):
            one.claimed.append(load)
        one.faults[f"{at_once}, in the middle"] += 1
        if at_once == "end the browser":
            phone.end()
            phone.open()
        elif at_once == "close the tab":
            phone.close_tab()
        else:
            network.cut()
            claim(page, load, one)
        return
    claim(page, load, one)


def shown(page: Page, load: float) -> bool:
    """Whether the screen shows a set as done now."""
    return page.locator(f'#work .row.is-done[data-load="{load:g}"], #work .row.is-done[data-load="{load}"]').count() > 0


def claim(page: Page, load: float, one: Run) -> None:
    """Wait for the screen to show the set as done, and note that it did."""
    row = page.locator(f'#work .row.is-done[data-load="{load:g}"], #work .row.is-done[data-load="{load}"]')
    expect(row.first).to_be_attached(timeout=PATIENCE_MS)  # a movement that is done folds
    if load not in one.claimed:
        one.claimed.append(load)


def settle(phone: Phone, one: Run) -> None:
    """With the network back, wait until everything was answered; note what the screen does not show then."""
    page = phone.page
    page.goto("/")
    page.evaluate("dispatchEvent(new Event('online'))")
    end = time.monotonic() + PATIENCE_MS / 1000
    while page.evaluate(WAITING) and time.monotonic() < end:
        page.wait_for_timeout(100)
    one.left = page.evaluate(WAITING)
    page.goto("/")
    page.get_by_role("link", name="Carry on").or_(page.get_by_role("button", name="Start")).click()
    expect(page.locator("#work")).to_be_attached(timeout=PATIENCE_MS)
    page.wait_for_load_state()
    for load in one.claimed:
        with suppress(AssertionError):
            claim(page, load, Run(0))
            continue
        one.hidden += 1


def count(site: Site, one: Run) -> None:
    """Count what is in the log."""
    sets = [fact for fact in site.facts() if fact.kind is Kind.LOGGED and "session" in fact.body]
    there = Counter(fact.body["load_kg"] for fact in sets)
    one.lost = sum(there[load] == 0 for load in one.claimed)
    one.doubled = sum(max(0, times - one.tapped.count(load)) for load, times in there.items())
    one.sessions = sum(fact.kind is Kind.LOGGED and "session" not in fact.body for fact in site.facts())
    one.doubled += max(0, one.sessions - 1)


def summed(runs: list[Run]) -> dict[str, Any]:
    """Sum all runs."""
    faults: Counter[str] = Counter()
    for one in runs:
        faults += one.faults
    return {
        "runs": len(runs),
        "tapped": sum(len(one.tapped) for one in runs),
        "claimed": sum(len(one.claimed) for one in runs),
        "lost": sum(one.lost for one in runs),
        "doubled": sum(one.doubled for one in runs),
        "hidden": sum(one.hidden for one in runs),
        "left": sum(one.left for one in runs),
        "seconds_per_run": round(sum(one.seconds for one in runs) / max(1, len(runs)), 1),
        "faults": dict(sorted(faults.items())),
    }


def table(summary: dict[str, Any]) -> str:
    """The sums as a table of Markdown."""
    rows = [
        ("Runs", summary["runs"]),
        ("Sets tapped", summary["tapped"]),
        ("Sets that the screen showed as done", summary["claimed"]),
        ("of these lost", summary["lost"]),
        ("Sets or sessions doubled", summary["doubled"]),
        ("Sets not shown at the end", summary["hidden"]),
        ("Entries not sent at the end", summary["left"]),
        *((f"Fault: {what}", times) for what, times in summary["faults"].items()),
    ]
    return "\n".join(["| | |", "| --- | --- |", *(f"| {what} | {number} |" for what, number in rows)])


if __name__ == "__main__":
    main()
