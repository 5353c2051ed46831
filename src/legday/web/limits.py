"""How often somebody may guess: a few times at once, then with pauses that double."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from threading import Lock

MOST_S = 900.0  # a pause ends after a quarter of an hour: somebody else must not keep the owner out for long
FORGOTTEN_S = 3600.0
MOST_KEPT = 10_000


class Limits:
    """Counts guesses in memory, by whom and from where; a restart forgets them.

    ``free`` guesses cost nothing, then each doubles the pause from a second up to a quarter of an hour. An hour without
    a guess forgets them.

    >>> clock = iter([0.0, 0.0, 0.0, 0.5, 2.0])
    >>> limits = Limits(2, lambda: next(clock))
    >>> [limits.take("anna") for _ in range(5)]
    [0.0, 0.0, 1.0, 0.5, 0.0]
    """

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._clock = clock
        self._lock = Lock()
        self._taken: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Count a guess before it is looked at; gives the seconds to wait where it comes too early (0: go on)."""
        now = self._clock()
        with self._lock:
            count, last = self._taken.get(key, (0, now))
            if now - last > FORGOTTEN_S:
                count = 0
            pause = min(2.0 ** min(count - self._free, 20), MOST_S) if count >= self._free else 0.0
            if (left := last + pause - now) > 0:
                return left
            self._taken[key] = count + 1, now
            self._taken.move_to_end(key)
            if len(self._taken) > MOST_KEPT:
                self._taken.popitem(last=False)
            return 0.0

    def forgive(self, key: str) -> None:
        """Forget the guesses of who was right."""
        with self._lock:
            self._taken.pop(key, None)

    def give_back(self, key: str) -> None:
        """Forget one guess: somebody was right, and others may have guessed from the same place."""
        with self._lock:
            count, last = self._taken.get(key, (0, 0.0))
            if count:
                self._taken[key] = count - 1, last


def place(address: str) -> str:
    """Where a guess comes from: an address, or of IPv6 the network of one household.

    >>> place("203.0.113.7"), place("2001:db8:1:2::3")
    ('203.0.113.7', '2001:db8:1:2::/64')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
