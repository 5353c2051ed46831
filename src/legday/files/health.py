"""Apple Health: the strength workouts of export.xml, a file of many years and up to gigabytes (logs/FORMATS 4).

A workout there has a beginning and an end and no sets. Nothing else of the file is kept, and no name of a device.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from legday.files.elements import read_elements
from legday.files.reading import Format, Ledger, Reading, Told
from legday.files.source import Source
from legday.files.sports import not_strength, strength_of
from legday.files.table import unreadable_date
from legday.files.times import read_moment
from legday.kinds import BadInput, Unit

MOST_WORKOUTS = 200_000
"""Ten workouts a day for fifty years; a file with more is none of one person."""

_KIND = "HKWorkoutActivityType"
_STRENGTH = {
    "TraditionalStrengthTraining": "Strength training",
    "FunctionalStrengthTraining": "Functional strength training",
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class _Workouts:
    """The workouts while the file goes by."""

    def __init__(self) -> None:
        self.ledger = Ledger("health")
        self.rows = 0
        self._open: tuple[int, dict[str, str]] | None = None
        self._zone = ""

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        if name == "Workout":
            self._open, self._zone = (line, attributes), ""
        elif name == "MetadataEntry" and self._open and attributes.get("key") == "HKTimeZone":
            self._zone = attributes.get("value", "")

    def text(self, text: str) -> None:
        """All that counts stands in attributes."""

    def end(self, name: str) -> None:
        if name != "Workout" or self._open is None:
            return
        (line, attributes), self._open = self._open, None
        self.rows += 1
        if self.rows > MOST_WORKOUTS:
            raise BadInput(f"This file holds more than {MOST_WORKOUTS} workouts.", "Give the export of one person.")
        kind = attributes.get("workoutActivityType", "").removeprefix(_KIND)
        if kind not in _STRENGTH:
            self.ledger.refuse(line, not_strength(_sport(kind)))
            return
        began = self._moment(line, attributes.get("startDate", ""))
        ended = self._moment(line, attributes["endDate"]) if attributes.get("endDate") else None
        zone = _zone(self._zone)
        local = _clock(began, zone)
        until = _clock(ended, zone) if ended and ended >= began else None
        local = self.ledger.visit(local, _STRENGTH[kind], until, moment=began.astimezone(UTC))
        self.ledger.session(line, local)

    @staticmethod
    def _moment(line: int, text: str) -> datetime:
        moment = read_moment(text)
        if moment is None:
            raise unreadable_date(line, text)
        return moment


@lru_cache(maxsize=1024)
def _sport(kind: str) -> str:
    """Give a kind of workout in small words.

    >>> _sport("HighIntensityIntervalTraining")
    'high intensity interval training'
    """
    return _HUMP.sub(" ", kind).lower()


def _clock(moment: datetime, zone: tzinfo | None) -> datetime:
    """The clock time where the workout was; the export gives all times in the zone in which the phone is by then."""
    try:
        return (moment.astimezone(zone) if zone else moment).replace(tzinfo=None)
    except OverflowError:  # the first and the last day of the calendar
        return moment.replace(tzinfo=None)


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo | None:
    """The zone that a workout names, where this machine knows it."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, LookupError):
        return None


def _knows(source: Source) -> bool:
    return "<HealthData" in source.starts or "<!DOCTYPE HealthData" in source.starts


def _read(source: Source, told: Told) -> Reading:
    workouts = _Workouts()
    with source.open() as file:
        read_elements(file, workouts, size=source.size, progress=told.progress)
    reading = workouts.ledger.close(Unit.KG, said=True)
    if not reading.rows:
        raise BadInput("This Apple Health file holds no workouts.", "Export all health data again, and give that file.")
    return strength_of(reading, "Apple Health knows when you trained, and no sets.")


FORMAT = Format(
    app="health",
    name="Apple Health",
    where="Health → your picture → Export All Health Data",
    knows=_knows,
    read=_read,
)
