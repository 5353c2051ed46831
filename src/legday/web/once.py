"""Values that are handed out once: what a browser must bring back within five minutes, and can bring back only once."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from legday.people.secrets import new_secret

GOOD_S = 300.0
MOST_KEPT = 10_000


class Once:
    """Keeps in memory what was said along with a secret; a restart forgets it, and the person begins again.

    >>> once = Once(lambda: 0.0)
    >>> secret = once.put("anna")
    >>> once.take(secret), once.take(secret)
    ('anna', None)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def put(self, value: str) -> str:
        """Keep a value, and give the secret that fetches it."""
        secret = new_secret()
        with self._lock:
            self._kept[secret] = value, self._clock()
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return secret

    def take(self, secret: str) -> str | None:
        """Fetch the value of a secret, once; None when it is too late, or there is none."""
        with self._lock:
            value, at = self._kept.pop(secret, (None, 0.0))
            return value if self._clock() - at <= GOOD_S else None
