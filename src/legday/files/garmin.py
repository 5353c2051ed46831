"""Garmin: the strength training of a FIT file from the watch (logs/FORMATS 4).

Sets and rests follow one another. The exercise is what the watch guesses: an array of up to three guesses, of which
the first counts; 65534 is none. A load of 0 was not entered. Times are UTC; how far the clock on the wrist was from
that, the activity says. One file may hold several sessions, of several sports.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from legday.files.cells import MOST_CHARACTERS, MOST_KG, MOST_REPS, RowRefused
from legday.files.fit import (
    ACTIVITY,
    SESSION,
    SET,
    STEP,
    TITLE,
    WORKOUT,
    Message,
    Recording,
    is_fit,
    name_of,
    read_recordings,
    sport_of,
)
from legday.files.reading import Format, Ledger, Reading, Told
from legday.files.source import Source
from legday.files.sports import not_strength, strength_of
from legday.kinds import BadInput, Unit, Value
from legday.log.history import Role

UNKNOWN = "Unknown exercise"
"""What a set is called whose exercise the watch does not guess; every such set is kept."""

STRENGTH = "strength training"
EPOCH = datetime(1989, 12, 31, tzinfo=UTC)  # FIT's seconds begin here
LEAST_TIME = 0x10000000  # smaller numbers are seconds since the watch was switched on
FURTHEST = timedelta(hours=14)  # no clock is further from UTC
QUARTER = timedelta(minutes=15)  # all of them are whole quarters from it
REST, ACTIVE = 0, 1
POUND = 2
WARM_UP = 2  # the intensity of a workout's step
MOST_REST = 24 * 3600


class _Visit(Value):
    """A session as the watch recorded it: its message's number, its sport, its title and its time in FIT's seconds."""

    number: int
    sport: str
    title: str
    start: int
    seconds: float


def _moment(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def _start(message: Message, field: int) -> int | None:
    """A time in FIT's seconds; None where the watch did not know it yet."""
    seconds = message.whole(field)
    return seconds if seconds is not None and seconds >= LEAST_TIME else None


def find_zone(messages: Sequence[Message]) -> tzinfo | None:
    """How far the clock on the wrist was from UTC, where the activity says so.

    >>> activity = Message(number=1, kind=ACTIVITY, fields={253: 1_100_000_000, 5: 1_100_007_200})
    >>> find_zone([activity])
    datetime.timezone(datetime.timedelta(seconds=7200))
    """
    for message in messages:
        if message.kind != ACTIVITY:
            continue
        utc, local = _start(message, 253), _start(message, 5)
        if utc is not None and local is not None:
            apart = QUARTER * round(timedelta(seconds=local - utc) / QUARTER)
            if abs(apart) <= FURTHEST:
                return timezone(apart)
    return None


def _visits(messages: Sequence[Message]) -> list[_Visit]:
    """The sessions of a recording, the earliest first; a single one around the sets where none is written."""
    title = next((words for message in messages if message.kind == WORKOUT and (words := message.words(8))), "")
    found = []
    for message in messages:
        if message.kind == SESSION:
            start = _start(message, 2)
            if start is None:
                raise BadInput("The FIT file does not say when a session began.", "Export the original file again.")
            found.append(
                _Visit(
                    number=message.number,
                    sport=sport_of(message),
                    title=title or message.words(110),
                    start=start,
                    seconds=(message.whole(7) or message.whole(8) or 0) / 1000,
                )
            )
    begins = [start for message in messages if message.kind == SET and (start := _start(message, 6)) is not None]
    if not found and begins:
        found.append(_Visit(number=1, sport=STRENGTH, title=title, start=min(begins), seconds=0))
    return sorted(found, key=lambda visit: visit.start)


def _sorted(messages: Iterable[Message], visits: Sequence[_Visit]) -> dict[int, list[Message]]:
    """The sets of each session: of the last that had begun; sets without a time go to strength training."""
    homes: dict[int, list[Message]] = defaultdict(list)
    if visits:
        strength = next((visit for visit in visits if visit.sport == STRENGTH), visits[0])
        for message in messages:
            start = _start(message, 6)
            # Fractions of a second are cut, so a set may seem to begin before its session.
            begun = 0 if start is None else bisect_right(visits, start + 1, key=lambda visit: visit.start)
            home = strength if start is None else visits[max(0, begun - 1)]
            homes[home.number].append(message)
    return homes


class _Book:
    """What a recording says besides its sets: the steps of a planned workout and the titles of exercises."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.steps: dict[int | None, Message] = {}
        self.titles: dict[tuple[int | None, int | None], str] = {}
        for message in messages:
            if message.kind == STEP:
                self.steps[message.whole(254)] = message
            elif message.kind == TITLE and message.whole(0) is not None:
                self.titles[message.whole(0), message.whole(1)] = message.words(2)

    def exercise(self, done: Message) -> str:
        """The name of the exercise of a set: guessed by the watch, else planned, else unknown."""
        step = self.steps.get(done.whole(11)) if done.whole(11) is not None else None
        guesses = [(done.whole(7), done.whole(8))]
        if step:
            guesses.append((step.whole(10), step.whole(11)))
        for category, subtype in guesses:
            # A name of one's own has a number beyond those of the profile.
            plain, general = name_of(category, subtype), name_of(category, None)
            titled = self.titles.get((category, subtype), "") if plain == general else ""
            if titled or plain:
                return (titled or plain)[:MOST_CHARACTERS]
        return (step.words(0) if step else "")[:MOST_CHARACTERS] or UNKNOWN

    def role(self, done: Message) -> Role:
        """A warm-up, where the planned workout says so."""
        step = self.steps.get(done.whole(11)) if done.whole(11) is not None else None
        return Role.WARMUP if step and step.whole(7) == WARM_UP else Role.WORK


def read_set(done: Message, role: Role) -> dict[str, Any]:
    """Read the numbers of a set. Raises ``RowRefused``.

    >>> read_set(Message(number=1, kind=SET, fields={0: 41_500, 3: 8, 4: 1633}), Role.WORK)
    {'role': None, 'load_kg': 102.06, 'reps': 8, 'duration_s': 41.5}
    """
    reps, load, length = done.whole(3), (done.whole(4) or 0) / 16, (done.whole(0) or 0) / 1000
    if (reps or 0) > MOST_REPS:
        raise RowRefused(f"{reps} repetitions are more than {MOST_REPS}")
    if load > MOST_KG:
        raise RowRefused(f"a load of {load:g} kg is more than anybody moves ({MOST_KG:.0f} kg at most)")
    return {
        "role": None if role is Role.WORK else role.value,
        "load_kg": round(load, 2) or None,
        "reps": reps or (None if length else 0),  # none were counted: the set was held
        "duration_s": round(length, 2) or None,
    }


def _enter(ledger: Ledger, recording: Recording, told: Told) -> bool:
    """Write a recording into the book; whether its clock times had to be made in the person's zone."""
    messages = recording.messages
    zone, book, visits = find_zone(messages), _Book(messages), _visits(messages)
    done = [message for message in messages if message.kind == SET]
    sets = _sorted(done, visits)
    if not visits:
        for one in done:
            ledger.refuse(one.number, "a set without a time or a session")
    taken = False
    for visit in visits:
        mine = sets.get(visit.number, [])
        if visit.sport != STRENGTH and not any(one.whole(5) == ACTIVE for one in mine):
            ledger.refuse(visit.number, not_strength(visit.sport))
            for one in mine:
                ledger.refuse(one.number, "a rest in another sport")
            continue
        taken = True
        moment = _moment(visit.start)
        began = moment.astimezone(zone or told.zone).replace(tzinfo=None)
        ended = began + timedelta(seconds=visit.seconds) if visit.seconds else None
        began = ledger.visit(began, visit.title, ended, moment=moment)
        if not mine:
            ledger.session(visit.number, began)
        for one in mine:
            _enter_set(ledger, book, began, one)
    return taken and zone is None


def _enter_set(ledger: Ledger, book: _Book, began: datetime, done: Message) -> None:
    kind = done.whole(5)
    if kind == REST:
        ledger.rest(done.number, began, min(MOST_REST, (done.whole(0) or 0) / 1000))
    elif kind == ACTIVE:
        ledger.enter(done.number, began, book.exercise(done), read_set, done, book.role(done))
    else:
        ledger.refuse(done.number, "neither a set nor a rest")


def _unit(recordings: Sequence[Recording]) -> Unit:
    """What the watch showed its loads in; they are written in kilograms."""
    loaded = [
        message
        for recording in recordings
        for message in recording.messages
        if message.kind == SET and message.whole(4)
    ]
    return Unit.LB if loaded and all(message.whole(9) == POUND for message in loaded) else Unit.KG


def _read(source: Source, told: Told) -> Reading:
    recordings = read_recordings(source)
    ledger = Ledger("garmin")
    zoned = [_enter(ledger, recording, told) for recording in recordings]
    reading = ledger.close(_unit(recordings), said=True, zoned=any(zoned))
    if not reading.rows:
        raise BadInput("This FIT file holds no training session.", "Give the file of an activity.")
    notes = []
    if any("exercise" in fact.body for fact in reading.facts):
        notes.append(
            "The names of the exercises are guesses of the watch; "
            "what you corrected in Garmin Connect is not in the file."
        )
    if any(fact.body.get("exercise") == UNKNOWN for fact in reading.facts):
        notes.append(f"Where the watch had no guess, a set is called “{UNKNOWN}”.")
    if not all(recording.intact for recording in recordings):
        notes.append("The file was changed after the watch wrote it (its checksum does not fit).")
    return strength_of(reading, *notes)


FORMAT = Format(
    app="garmin",
    name="Garmin FIT",
    where="Garmin Connect (web) → the activity → Export File",
    knows=lambda source: is_fit(source.head),
    read=_read,
)
