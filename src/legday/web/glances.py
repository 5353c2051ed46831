"""Athletes at a glance: each is read once until they write something down or a new day begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import Lock
from time import monotonic

from legday import loop
from legday.loop.sharing import Glance
from legday.store.facts import Store

PATIENCE_S = 1.0
"""How long a page waits for those who are not read yet; ten years of one take half a second."""

MOST = 4000
"""Glances that are kept, a few hundred bytes each."""


class Glances:
    """What coaches see of many people at once; no log is kept for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: dict[str, tuple[int, date, Glance]] = {}

    def of(self, persons: Iterable[str], today: date) -> dict[str, Glance]:
        """The glances that can be had in a second, at least one more each time; those left out can be asked for again.

        The cursor of each says whether anything came since they were read.
        """
        found: dict[str, Glance] = {}
        missing = []
        for person in persons:
            cursor, kept = self._store.cursor(person), self._kept.get(person)
            if kept and kept[:2] == (cursor, today):
                found[person] = kept[2]
            else:
                missing.append(person)
        until = monotonic() + PATIENCE_S
        for person in missing:
            found[person] = self._read(person, today)
            if monotonic() > until:
                break
        return found

    def _read(self, person: str, today: date) -> Glance:
        cursor, facts = self._store.since(person, 0)
        glance = loop.glance(loop.read(facts, today))
        with self._lock:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[person] = cursor, today, glance
        return glance
