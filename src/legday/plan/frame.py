"""The frame of a session: how long its warm-up and its stretches may take, known before the movements are."""

from __future__ import annotations

from functools import cache

from legday.kinds import Seconds, Value

GENERAL = ((30, 180), (50, 300))
DRILLS = ((30, 90), (50, 120), (75, 180))
STRETCHES = ((30, 120), (50, 180), (75, 240))
"""From how many minutes a session has how many seconds of each (models 13 and 14, convention)."""

MINUTE_S = 60
LONGEST = 180


class Frame(Value):
    """The seconds of a session's easy part, its drills and its stretches."""

    general_s: Seconds
    drills_s: Seconds
    stretches_s: Seconds

    @property
    def warm_up_s(self) -> Seconds:
        """The warm-up before the ramp sets."""
        return self.general_s + self.drills_s

    @property
    def seconds(self) -> Seconds:
        """All of it."""
        return self.warm_up_s + self.stretches_s


@cache
def frame(minutes: int, *, slow: bool = False) -> Frame:
    """The frame of a session of so many minutes; a ``slow`` start has an easy part of twice the length.

    It grows by a minute for each minute that a session is longer, at most, so that more time never leaves less for the
    movements. The easy part comes first, in whole minutes, then the drills.

    >>> frame(45).warm_up_s, frame(60).warm_up_s, frame(60, slow=True).general_s, frame(90).stretches_s
    (270, 420, 600, 240)
    >>> [frame(minutes).seconds for minutes in (20, 25, 28, 30)]
    [0, 90, 270, 390]
    """
    # What a longer session would have, less a minute for each minute that it is longer: the most of all these.
    left, most = max((sum(parts) - MINUTE_S * (later - minutes), parts) for later, parts in _frames(minutes, slow=slow))
    general, drills, stretches = _parts(minutes, slow=slow)
    left = max(0, left) - general - drills - stretches
    easier = min(most[0] - general, left) // MINUTE_S * MINUTE_S
    more = min(most[1] - drills, left - easier)
    last = min(most[2] - stretches, left - easier - more)
    return Frame(general_s=general + easier, drills_s=drills + more, stretches_s=stretches + last)


def _frames(minutes: int, *, slow: bool) -> list[tuple[int, tuple[int, int, int]]]:
    return [(later, _parts(later, slow=slow)) for later in range(minutes, LONGEST + 1)]


def _parts(minutes: int, *, slow: bool) -> tuple[int, int, int]:
    return (2 if slow else 1) * _at(GENERAL, minutes), _at(DRILLS, minutes), _at(STRETCHES, minutes)


def _at(steps: tuple[tuple[int, int], ...], minutes: int) -> int:
    return max((seconds for since, seconds in steps if since <= minutes), default=0)
