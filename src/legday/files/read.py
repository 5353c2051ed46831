"""Reading: bytes of a file in, its facts out, whichever of the known apps wrote it."""

from __future__ import annotations

import msgspec

from legday.files import hevy, strong
from legday.files.doubts import doubts, known_lifts
from legday.files.reading import Progress, Reading
from legday.files.report import UnitNeeded
from legday.files.table import Table, read_table
from legday.kinds import BadInput, Unit

# Header cells by which other apps' exports are recognised (logs/FORMATS 0), to be named in the refusal.
_OTHERS = {
    ("date", "exercise", "category"): "FitNotes",
    ("iswarmup", "multiplier"): "Fitbod",
    ("### setting ###",): "JEFIT",
    ("date", "measurement", "value"): "FitNotes body tracker",
    ("workout datetime", "program"): "Liftosaur",
    ("workout start", "workout end"): "RepCount",
}


def read_log(data: bytes, unit: Unit | None, progress: Progress | None = None) -> Reading:
    r"""Read a Strong or Hevy log.

    ``unit`` is what the loads are in where the file does not say; a file that says wins. ``progress`` is told
    (rows done, rows in all). Raises ``BadInput`` for whatever is no such log, for half a file and for a date that
    cannot be read, and ``UnitNeeded`` when the unit must be asked. Formats and their sources: logs/FORMATS 1 and 2.

    >>> text = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n" \
    ...        "2016-10-03 19:30:55,Legs,Squat,0,70.0,5,0.0,0,\n"
    >>> reading = read_log(text.encode(), None)
    >>> reading.app, reading.unit.value, len(reading.rows), reading.facts[1].body["load_kg"]
    ('strong', 'kg', 1, 70.0)
    """
    table = read_table(data)
    reading = _read(table, unit, progress)
    if not reading.rows:
        raise BadInput("The file holds a header and no rows.", "Export the log again and give the whole file.")
    if all(row.refusal for row in reading.rows):
        first = reading.rows[0]
        raise BadInput(
            f"None of the {len(reading.rows)} rows can be read; line {first.line}: {first.refusal}.",
            "Nothing was imported. Give the CSV file as Strong or Hevy exported it.",
        )
    if unit is None and not reading.said:
        lifts = known_lifts(reading)
        if lifts:
            raise UnitNeeded(lifts)
    if progress:
        progress(len(reading.rows), len(reading.rows))
    notes = list(reading.notes)
    if unit is not None and reading.said and unit is not reading.unit:
        notes.append(f"The file itself says that its loads are in {reading.unit}, so {unit} was not used.")
    return msgspec.structs.replace(reading, notes=(*notes, *doubts(reading)))


def _read(table: Table, unit: Unit | None, progress: Progress | None) -> Reading:
    """Find out who wrote the table, and read it; without a unit the numbers are read as they stand."""
    as_written = unit or Unit.KG
    hevy_layout = hevy.find_layout(table)
    if hevy_layout is not None:
        return hevy.read_hevy(table, hevy_layout, as_written, progress=progress)
    strong_layout = strong.find_layout(table)
    if strong_layout is not None:
        return strong.read_strong(table, strong_layout, as_written, said=unit is not None, progress=progress)
    heads = set(table.heads)
    app = next((app for clue, app in _OTHERS.items() if heads.issuperset(clue)), None)
    if app:
        raise BadInput(f"This looks like a {app} export.", "legday reads the CSV exports of Strong and Hevy so far.")
    raise BadInput(
        "This is not a training log that legday knows.",
        "Give the CSV export of Strong or Hevy; its first line must name the columns.",
    )
