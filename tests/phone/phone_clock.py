"""The clock of a phone in these tests."""

from __future__ import annotations

from datetime import datetime

MONDAY = datetime(2026, 11, 23, 18, 5)

# The phone's clock runs, and began when the server's stands still.
CLOCK = """(() => {
  const Real = Date, shift = %d - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})()"""


def clock(at: datetime = MONDAY) -> str:
    """The script that sets the clock of a phone."""
    return CLOCK % (at.timestamp() * 1000)
