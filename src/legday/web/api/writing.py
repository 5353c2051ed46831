"""Facts written for a program: what the store refuses is said, and not passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from legday.kinds import BadInput
from legday.log.fact import Fact, Kind
from legday.log.merge import Answer, Verdict
from legday.web.api.operation import Conflict
from legday.web.site import Site


def write(site: Site, kind: Kind, bodies: Mapping[str, dict[str, Any]]) -> None:
    """Store one new fact per subject; raises BadInput where one is refused."""
    taken(site.write(kind, bodies))


def taken(answers: Iterable[Answer]) -> None:
    """Raise BadInput where a fact was refused."""
    for one in answers:
        if one.verdict is Verdict.REFUSED:
            raise BadInput(f"This cannot be kept: {one.reason}.", "Change what is named there.")


def add(site: Site, facts: Iterable[Fact]) -> None:
    """Store facts that have their ids already; raises BadInput where one is refused."""
    taken(site.add(facts))


def well(site: Site) -> None:
    """Raise Conflict while a sign stands with which nobody should train on."""
    for flag in site.known().state.flags:
        raise Conflict(flag.say, f"{flag.why} Say at /soreness when it is sorted out.")
