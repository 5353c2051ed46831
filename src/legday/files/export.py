"""Everything given back: facts as lines of JSON, and sets as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from legday.files.calendar import ABOUT as CALENDAR
from legday.files.formulas import harmless
from legday.kinds import MovementId
from legday.log.fact import Fact, write_fact
from legday.log.history import Session

COLUMNS = ("began", "session", "exercise", "movement", "set", "role", "load_kg", "reps", "reserve", "seconds", "note")


def handed_on(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that may leave the house, oldest first: all but the secret address of the calendar.

    An export is handed on and kept in many places, and whoever has that address can read every plan to come.
    """
    return tuple(sorted((fact for fact in facts if fact.about != CALENDAR), key=lambda fact: fact.id))


def json_lines(facts: Iterable[Fact]) -> str:
    """Write the facts that may leave as lines of JSON, oldest first; reading them back gives the same log."""
    lines = [write_fact(fact).decode() for fact in handed_on(facts)]
    return "".join(f"{line}\n" for line in lines)


def csv_sets(sessions: Iterable[Session], name_of: Callable[[MovementId], str]) -> str:
    """Write every set as a row of CSV with loads in kilograms.

    >>> csv_sets((), str).strip().split(",")[:3]
    ['began', 'session', 'exercise']
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for session in sessions:
        for number, done in enumerate(session.sets, start=1):
            writer.writerow(
                [
                    session.began.isoformat(sep=" "),
                    harmless(session.title),
                    harmless(done.exercise),
                    harmless(name_of(done.movement)) if done.movement else "",
                    number,
                    done.role.value,
                    blank(done.load_kg),
                    blank(done.reps),
                    blank(done.reserve),
                    blank(done.duration_s),
                    harmless(done.note),
                ]
            )
    return table.getvalue()


def blank(number: float | None) -> str:
    """A number without needless decimals, or nothing."""
    return "" if number is None else f"{number:g}"
