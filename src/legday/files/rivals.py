"""Back into the columns of Strong and of Hevy, so that nobody is held by legday: what those columns can hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from itertools import groupby

import msgspec

from legday.files.cells import KG_IN, METRES
from legday.files.formulas import harmless
from legday.kinds import MovementId, Unit
from legday.log.history import Role, Session, Set

NameOf = Callable[[MovementId], str]
"""What legday calls a movement."""

# The versions that most other apps read: Strong's of 2020 (logs/FORMATS 1.1, S-4), Hevy's with English dates.
STRONG = (
    "Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds", "Notes",
    "Workout Notes", "RPE",
)  # fmt: skip
HEVY = (
    "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes", "set_index",
    "set_type", "{load}", "reps", "{distance}", "duration_seconds", "rpe",
)  # fmt: skip
_STRONG_ROLES = {Role.WARMUP: "W", Role.DROP: "D", Role.FAILURE: "F"}
_HEVY_ROLES = {Role.WORK: "normal", Role.WARMUP: "warmup", Role.DROP: "dropset", Role.FAILURE: "failure"}
QUARTER = 0.25  # of a pound: no plate is finer
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # whatever the locale


def strong_csv(sessions: Iterable[Session], name_of: NameOf, unit: Unit) -> str:
    """Write sets as Strong does, oldest first, loads in ``unit`` (the file does not say which).

    A session without sets has no row there. Kilometres go with kilograms, and miles with pounds.

    >>> strong_csv((), str, Unit.KG).split(",")[:3]
    ['Date', 'Workout Name', 'Duration']
    """
    return _table(STRONG, (row for session in sessions for row in _strong_rows(session, name_of, unit)))


def _strong_rows(session: Session, name_of: NameOf, unit: Unit) -> Iterator[list[str]]:
    metres = METRES["km" if unit is Unit.KG else "mi"]
    began = session.began.isoformat(sep=" ", timespec="seconds")
    took = _took(session.began, session.ended)
    orders: dict[str, int] = {}
    note = session.note
    for done in session.sets:
        name = exercise_name("strong", done, name_of)
        order = _STRONG_ROLES.get(done.role, "")
        if not order:
            orders[name] = orders.get(name, 0) + 1
            order = str(orders[name])
        head = [began, harmless(session.title), took, harmless(name)]
        load, far = _in_unit(done.load_kg, unit), number(done.distance_m, metres)
        yield [*head, order, load or "0", number(done.reps) or "0", far or "0", number(done.duration_s) or "0",
               harmless(done.note), harmless(note), _rpe(done)]  # fmt: skip
        note = ""  # the app writes it on the first row only
        if done.rest_s:
            yield [*head, "Rest Timer", "0", "0", "0", number(done.rest_s), "", "", ""]


def hevy_csv(sessions: Iterable[Session], name_of: NameOf, unit: Unit) -> str:
    """Write sets as Hevy does, newest session first, loads in ``unit``; Hevy keeps no rests, and minutes of the clock.

    >>> hevy_csv((), str, Unit.LB).split(",")[9]
    'weight_lbs'
    """
    load, distance = ("weight_kg", "distance_km") if unit is Unit.KG else ("weight_lbs", "distance_miles")
    heads = [head.format(load=load, distance=distance) for head in HEVY]
    newest = sorted(sessions, key=lambda session: session.began, reverse=True)
    return _table(heads, (row for session in newest for row in _hevy_rows(session, name_of, unit)))


def _hevy_rows(session: Session, name_of: NameOf, unit: Unit) -> Iterator[list[str]]:
    metres = METRES["km" if unit is Unit.KG else "mi"]
    visit = [harmless(session.title), _hevy_time(session.began), _hevy_time(session.ended), harmless(session.note)]
    for name, block in groupby(session.sets, key=partial(exercise_name, "hevy", name_of=name_of)):
        note = ""
        for index, done in enumerate(block):
            note = done.note or note  # the app repeats the note of an exercise on each of its sets
            yield [
                *visit, harmless(name), "", harmless(note), str(index), _HEVY_ROLES[done.role],
                _in_unit(done.load_kg, unit), number(done.reps), number(done.distance_m, metres),
                number(done.duration_s), _rpe(done),
            ]  # fmt: skip


def exercise_name(app: str, done: Set, name_of: NameOf) -> str:
    """What an app calls the exercise of a set: as it came from there, else the app's own name, else legday's."""
    if done.app == app or done.movement is None:
        return done.exercise
    return _names(app).get(done.movement) or name_of(done.movement)


@cache
def _names(app: str) -> dict[str, str]:
    """The first name that an app's table has for each movement: the one of its own library."""
    text = files("legday.data").joinpath("names").joinpath(f"{app}.toml").read_text(encoding="utf-8")
    return {id: names[0] for id, names in msgspec.toml.decode(text, type=dict[str, list[str]]).items()}


def number(value: float | None, per: float = 1.0) -> str:
    """A number with the decimals that it needs, or nothing; twelve digits give every hundredth back in any unit.

    >>> number(102.5), number(None), number(1609.344, 1000)
    ('102.5', '', '1.609344')
    """
    return "" if value is None else f"{value / per:.12g}"


def _in_unit(load_kg: float | None, unit: Unit) -> str:
    if load_kg is None:
        return ""
    plates = round(load_kg / KG_IN[unit] / QUARTER) * QUARTER  # 235 lb, not 234.99, where both are kept as the same
    same = round(plates * KG_IN[unit], 2) == round(load_kg, 2)
    return number(plates if same else load_kg / KG_IN[unit])


def _rpe(done: Set) -> str:
    # An effort of 0 would mean that none was entered.
    return number(10 - done.reserve) if done.reserve is not None and done.reserve < 10 else ""


def _took(began: datetime, ended: datetime | None) -> str:
    if ended is None:
        return ""
    seconds = round((ended - began).total_seconds())
    return f"{seconds // 3600}h {seconds % 3600 // 60}m" if seconds >= 60 else f"{seconds}s"


def _hevy_time(at: datetime | None) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}" if at else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()
