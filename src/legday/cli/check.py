"""One thing that `legday doctor` looks at."""

from __future__ import annotations

from legday.kinds import Value


class Check(Value):
    """One thing that was looked at: whether it is well, what was found, and what to do if not."""

    what: str
    well: bool
    found: str
    remedy: str = ""


def judged(what: str, found: str, remedy: str = "", *, well: bool) -> Check:
    """Make a check whose remedy is said only where it is needed.

    >>> judged("room", "1 GB free", "Free some.", well=True).remedy
    ''
    """
    return Check(what=what, well=well, found=found, remedy="" if well else remedy)
