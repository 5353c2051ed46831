"""The search for a week while it runs: how far it is, and a way to end it with the best so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from legday.kinds import Value
from legday.plan.week import Found


class Progress(Value):
    """Whether a search runs, and how far it has come; ``found`` is None before the first week."""

    running: bool
    found: Found | None


class Search:
    """One person's search: one at a time, seen and ended from another request."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._running = self._ended = False
        self._found: Found | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the search before, and be the one that runs."""
        with self._turn:
            self._running, self._ended, self._found = True, False, None
            try:
                yield
            finally:
                self._running = False

    def watch(self, found: Found) -> bool:
        """Take note of how far the search is, and say whether it goes on."""
        self._found = found
        return not self._ended

    def end(self) -> None:
        """End the search that runs with the best so far."""
        self._ended = True

    def progress(self) -> Progress:
        """How far the search is."""
        return Progress(running=self._running, found=self._found if self._running else None)
