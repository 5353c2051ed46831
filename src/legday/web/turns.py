"""The order in which the sets of a session come next, as far as it is known before they are done."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from legday.kinds import SessionId, SetId
from legday.log.history import Role, Set
from legday.web.stations import Row, Station, on

_DONE = Set(
    id=SetId(""), session=SessionId(""), app="", exercise="", movement=None, place=0, role=Role.WORK, load_kg=None,
    reps=None, reserve=None, duration_s=None, distance_m=None, rest_s=None, note="",
)  # fmt: skip


def turns(laid: Sequence[Station]) -> tuple[SetId, ...]:
    """The ids of the rows that are not done, in the order in which they come if each is done in its turn."""
    left, order = list(laid), []
    while (here := on(left)) and (row := here.next):
        order.append(row.id)
        left[left.index(here)] = _with_done(here, row)
    return tuple(order)


def _with_done(station: Station, row: Row) -> Station:
    rows = (msgspec.structs.replace(one, done=_DONE) if one is row else one for one in station.rows)
    return msgspec.structs.replace(station, rows=tuple(rows))
