"""TCX: activities of a watch as XML, with laps and heart rates and no sets (logs/FORMATS 0, Garmin's schema v2).

The format knows three sports: running, biking and other. What strength training is stands under "Other" (or in words
of the app's own), and so do yoga and swims; one that covers no distance is taken for strength training.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from legday.files.cells import RowRefused, amount
from legday.files.elements import read_elements
from legday.files.reading import Format, Ledger, Reading, Told
from legday.files.source import Source
from legday.files.sports import not_strength, strength_of
from legday.files.table import unreadable_date
from legday.kinds import BadInput, Unit, Value

MOST_ACTIVITIES = 100_000
MOST_NOTE = 10_000  # characters
STANDS = 200.0  # metres; a watch counts some on the way between machines (convention)
_STRENGTH = ("strength", "weight")
_KEPT = frozenset({"Id", "TotalTimeSeconds", "DistanceMeters", "Notes"})


class _Activity(Value):
    """One activity: its first line, its sport, when it began and ended, how far it led, and what was noted."""

    line: int
    sport: str
    began: str
    laps: tuple[tuple[str, float], ...]
    metres: float
    note: str


class _Activities:
    """The activities while the file goes by."""

    def __init__(self) -> None:
        self.found: list[_Activity] = []
        self._path: list[str] = []
        self._line = 0
        self._sport = ""
        self._kept: dict[str, str] = {}
        self._laps: list[tuple[str, float]] = []
        self._begins = ""
        self._metres = 0.0

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if name == "Activity":
            self._line, self._sport = line, attributes.get("Sport", "")
            self._kept, self._laps, self._metres = {}, [], 0.0
        elif name == "Lap":
            self._begins = attributes.get("StartTime", "")

    def text(self, text: str) -> None:
        name = self._path[-1] if self._path else ""
        if name in _KEPT and "Activity" in self._path and "Track" not in self._path and "Creator" not in self._path:
            name = f"Lap {name}" if "Lap" in self._path else name
            kept = self._kept.get(name, "")
            if len(kept) < MOST_NOTE:
                self._kept[name] = (kept + text)[:MOST_NOTE]

    def end(self, name: str) -> None:
        self._path.pop()
        if name == "Lap":
            self._laps.append((self._begins.strip(), _number(self._kept.pop("Lap TotalTimeSeconds", ""))))
            self._metres += _number(self._kept.pop("Lap DistanceMeters", ""))
        elif name == "Activity":
            if len(self.found) == MOST_ACTIVITIES:
                raise BadInput(f"This file holds more than {MOST_ACTIVITIES} activities.", "Give fewer at a time.")
            notes = (self._kept.get("Notes", "").strip(), self._kept.get("Lap Notes", "").strip())
            began = self._kept.get("Id", "").strip()
            self.found.append(
                _Activity(
                    line=self._line,
                    sport=self._sport.strip(),
                    began=self._laps[0][0] or began if self._laps else began,
                    laps=tuple(self._laps),
                    metres=self._metres,
                    note="\n".join(note for note in notes if note),
                )
            )


def _number(text: str) -> float:
    """Read a duration or distance; what cannot be read says nothing."""
    try:
        return amount(text, "number") or 0.0
    except RowRefused:
        return 0.0


def read_moment(text: str) -> datetime | None:
    """Read a time of XML Schema, with an offset or without; None when it cannot be read.

    >>> read_moment("2026-08-30T18:00:00.000Z").isoformat(), read_moment("soon")
    ('2026-08-30T18:00:00+00:00', None)
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment if "T" in text and (moment.tzinfo is None or moment.astimezone(UTC)) else None
    except (ValueError, OverflowError):
        return None


def _other_sport(activity: _Activity) -> str:
    """The sport of an activity that is no strength training ("": it is)."""
    sport = activity.sport.casefold()
    if any(word in sport for word in _STRENGTH):
        return ""
    if sport != "other":
        return sport.replace("_", " ")
    return f"{activity.metres / 1000:.1f} km" if activity.metres > STANDS else ""


def _enter(ledger: Ledger, activity: _Activity, told: Told) -> bool:
    """Write an activity into the book; whether its clock time is made from a moment."""
    sport = _other_sport(activity)
    if sport:
        ledger.refuse(activity.line, not_strength(sport))
        return False
    began = read_moment(activity.began)
    if began is None:
        raise unreadable_date(activity.line, activity.began)
    seconds = sum(length for _, length in activity.laps)
    last = read_moment(activity.laps[-1][0]) if activity.laps else None
    if last and last.tzinfo is not None and began.tzinfo is not None:  # pauses between laps count, too
        seconds = max(seconds, (last - began).total_seconds() + activity.laps[-1][1])
    zoned = began.utcoffset() == timedelta(0)
    try:
        local = (began.astimezone(told.zone) if zoned else began).replace(tzinfo=None)
        ended = local + timedelta(seconds=seconds) if seconds else None
    except OverflowError:
        raise unreadable_date(activity.line, activity.began) from None
    moment = began.astimezone(UTC) if began.tzinfo else None
    local = ledger.visit(local, "Strength training", ended, activity.note, moment=moment)
    ledger.session(activity.line, local)
    return zoned


def _knows(source: Source) -> bool:
    return "<TrainingCenterDatabase" in source.starts or ":TrainingCenterDatabase" in source.starts


def _read(source: Source, told: Told) -> Reading:
    activities = _Activities()
    with source.open() as file:
        read_elements(file, activities, size=source.size, progress=told.progress)
    if not activities.found:
        raise BadInput("This TCX file holds no activity.", "Give the file of a training session, not of a plan.")
    ledger = Ledger("tcx")
    zoned = [_enter(ledger, activity, told) for activity in activities.found]
    notes = ["A TCX file knows when you trained, and no sets; the FIT file of the same session may hold them."]
    if any(activity.sport.casefold() == "other" for activity in activities.found):
        notes.append("It calls every sport but running and cycling “Other”; what covers no distance was taken.")
    return strength_of(ledger.close(Unit.KG, said=True, zoned=any(zoned)), *notes)


FORMAT = Format(
    app="tcx",
    name="TCX",
    where="Garmin Connect → the activity → Export to TCX",
    knows=_knows,
    read=_read,
)
