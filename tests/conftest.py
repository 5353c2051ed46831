"""What every test stands on: a home of its own, the same examples in CI each time, and a browser or a reason."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

import hypothesis
import pytest

# A run of the checks must not fail by chance, and a busy machine is not a slow test.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

POSTGRES = os.environ.get("LEGDAY_DATABASE_URL", "")
HOMES = count()


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep every test out of the log of whoever runs it."""
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path_factory.getbasetemp() / f"home-{next(HOMES)}"))
    monkeypatch.delenv("LEGDAY_DATABASE_URL", raising=False)


@pytest.fixture(scope="session")
def postgres() -> str:
    """Give the PostgreSQL address that the checks were given, or skip."""
    if not POSTGRES.startswith("postgres"):
        pytest.skip("LEGDAY_DATABASE_URL names no PostgreSQL")
    return POSTGRES


def find_chromium() -> str | None:
    """Find the Chromium (or Chrome) of this machine."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "chrome"))
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return next((path for path in found if path), str(mac) if mac.exists() else None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of Chromium; only tests marked ``browser`` may ask."""
    path = find_chromium()
    assert path, "a test that uses Chromium is marked `browser`"
    return path


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser; in CI that is a failure, since nobody reads skips there."""
    if item.get_closest_marker("browser") and find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found: install it (Debian: apt install chromium)", pytrace=False)
        pytest.skip("no Chromium found (Debian: apt install chromium)")
