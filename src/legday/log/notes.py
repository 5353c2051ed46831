"""Lasting notes about movements, such as "seat on 4": the last one that was written holds."""

from __future__ import annotations

from collections.abc import Iterable

from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, latest

NOTE = "note:"
"""How the subject of a wish begins that holds a note; the movement follows."""

MOST_NOTE = 500
"""The characters of a note, of a set, a session or a movement (convention)."""


def notes(facts: Iterable[Fact]) -> dict[MovementId, str]:
    """Read the notes that stand; an empty one was taken back.

    >>> from datetime import datetime
    >>> from legday.log.fact import say
    >>> at, body = datetime(2026, 11, 23), {"text": "Seat on 4"}
    >>> notes([say(Kind.WISHED, "note:leg_press_45", body, at=at, seed=b"", last=None)])
    {'leg_press_45': 'Seat on 4'}
    """
    wished = latest(facts, Kind.WISHED)
    written = {about.removeprefix(NOTE): fact.body["text"] for about, fact in wished.items() if about.startswith(NOTE)}
    return {MovementId(id): text for id, text in written.items() if text}
