"""Sports: what a watch records besides strength training, in words, and how it is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from legday.files.reading import Reading, Row
from legday.files.table import shown
from legday.kinds import BadInput

_WORDS = {
    "running": "run",
    "walking": "walk",
    "hiking": "hike",
    "cycling": "ride",
    "biking": "ride",
    "swimming": "swim",
    "dance": "dance",
    "transition": "change between sports",
}
_SAID = ", no strength training"
MOST_NAMED = 8


def not_strength(sport: str) -> str:
    """Say why a session of another sport is not taken.

    >>> not_strength("running"), not_strength("elliptical")
    ('a run, no strength training', 'an elliptical session, no strength training')
    """
    word = _word(sport)
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}{_SAID}"


def _word(sport: str) -> str:
    return _WORDS.get(sport, f"{shown(sport)} session" if sport else "session of another kind")


def strength_of(reading: Reading, *notes: str) -> Reading:
    """Give a watch's reading with its notes, and what was left out. Raises ``BadInput`` where that is all of it."""
    need_strength(reading.rows)
    out = left_out(reading.rows)
    return msgspec.structs.replace(reading, notes=(*notes, *([out] if out else [])))


def left_out(rows: Iterable[Row]) -> str:
    """Sum up the sessions of other sports that were refused ("": none).

    >>> left_out([Row(line=1, set_id=None, refusal=not_strength("walking"))] * 2)
    'Left out, for they are no strength training: 2 walks.'
    """
    listed = _listed(rows)
    return f"Left out, for they are no strength training: {listed}." if listed else ""


def need_strength(rows: Iterable[Row]) -> None:
    """Raise ``BadInput`` where every row is a session of another sport.

    >>> need_strength([Row(line=1, set_id=None, refusal=not_strength("running"))])
    Traceback (most recent call last):
    legday.kinds.BadInput: This file holds no strength training, but 1 run. There is nothing in it to bring: legday ...
    """
    rows = tuple(rows)
    if rows and all(row.refusal.endswith(_SAID) for row in rows):
        raise BadInput(
            f"This file holds no strength training, but {_listed(rows)}.",
            "There is nothing in it to bring: legday keeps strength training alone.",
        )


def _listed(rows: Iterable[Row]) -> str:
    refused = (row.refusal.removesuffix(_SAID) for row in rows if row.refusal.endswith(_SAID))
    counted = Counter(text.partition(" ")[2] for text in refused)
    named = [f"{count} {word}{'s' * (count > 1)}" for word, count in counted.most_common(MOST_NAMED)]
    others = counted.total() - sum(count for _, count in counted.most_common(MOST_NAMED))
    return ", ".join([*named, *([f"{others} others"] if others else [])])
