"""Zone: where a person trained, for files that write moments and no clock times."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, latest

ABOUT = "zone"


def find_zone(name: str) -> ZoneInfo:
    """Find a time zone by its name. Raises ``BadInput`` for one that nobody knows.

    >>> str(find_zone("Europe/Berlin"))
    'Europe/Berlin'
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # KeyError: no such zone; the others: no sound name of one
        raise BadInput(f'"{name}" is no time zone.', "Write it like Europe/Berlin or America/New_York.") from None


def zone_of(facts: Iterable[Fact]) -> tzinfo:
    """The zone that a person named, else that of this machine."""
    held = latest((fact for fact in facts if fact.about == ABOUT), Kind.WISHED)
    with suppress(BadInput, KeyError):
        return find_zone(str(held[ABOUT].body["zone"]))
    return machine_zone()


def machine_zone() -> tzinfo:
    """The zone of this machine, with its summer times where the machine says them."""
    clock = Path("/etc/localtime")
    if clock.is_file():
        name = str(clock.resolve()).partition("zoneinfo/")[2] or "this machine"
        with clock.open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    return datetime.now().astimezone().tzinfo or find_zone("UTC")
