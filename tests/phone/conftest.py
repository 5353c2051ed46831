"""A real browser of the size of a phone, and a real server for it to talk to."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # what these tests share
from phone_clock import MONDAY, clock

from legday.store.facts import open_store
from legday.web.app import create_app

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright, chromium: str) -> Iterator[Browser]:
    """The browser of this machine; nothing is downloaded."""
    started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
    yield started
    started.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app for each file of tests, with an empty log on a Monday evening."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('phone')}/legday.db") as store:
        yield create_app(store, now=lambda: MONDAY)


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    """The address of a server of its own for each file of tests."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who knocks before the server is up waits at the door
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the server; whatever the browser complains about fails the test at its end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: str = "/", *, width: int = 390, height: int = 844, scheme: str = "light", **more: object) -> Page:
        context = browser.new_context(
            **{
                "base_url": address,
                "viewport": {"width": width, "height": height},
                "color_scheme": scheme,
                "service_workers": "block",  # it fetches a lot in the background; the tests of it let it in
                **more,
            }
        )
        context.add_init_script(clock())
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    # A page that answers 4xx on purpose is logged by the browser as an error, too.
    assert [words for words in complaints if "Failed to load resource" not in words] == []
