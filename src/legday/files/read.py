"""Reading: a file in, its facts out, whichever of the known apps wrote it."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path

import msgspec

from legday.files.doubts import doubts, known_lifts
from legday.files.formats import FORMATS
from legday.files.reading import Format, Progress, Reading, Told
from legday.files.report import UnitNeeded
from legday.files.source import Source, given
from legday.kinds import BadInput, Unit


def read_log(
    file: bytes | Path | Source,
    unit: Unit | None = None,
    *,
    zone: tzinfo = UTC,
    progress: Progress | None = None,
) -> Reading:
    r"""Read the training log of another app, or the archive that holds it.

    ``unit`` is what the loads are in where the file does not say; a file that says wins. ``zone`` is where the person
    trained, for apps that write moments and no clock times. ``progress`` is told (rows done, rows in all). Raises
    ``BadInput`` for whatever is no such log, for half a file and for a date that cannot be read, and ``UnitNeeded``
    when the unit must be asked. Formats and their sources: logs/FORMATS 1 to 4.

    >>> text = "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\n" \
    ...        "2016-10-03 19:30:55,Legs,Squat,0,70.0,5,0.0,0,\n"
    >>> reading = read_log(text.encode(), None)
    >>> reading.app, reading.unit.value, len(reading.rows), reading.facts[1].body["load_kg"]
    ('strong', 'kg', 1, 70.0)
    """
    source = given(file)
    format = find_format(source)
    reading = format.read(source, Told(unit=unit, zone=zone, progress=progress))
    if not reading.rows:
        raise BadInput(f"This {format.name} file holds no sets.", "Export the log again and give the whole file.")
    if all(row.refusal for row in reading.rows):
        first = reading.rows[0]
        raise BadInput(
            f"None of the {len(reading.rows)} rows can be read; line {first.line}: {first.refusal}.",
            f"Nothing was imported. Give the file as {format.name} exported it.",
        )
    if unit is None and not reading.said:
        lifts = known_lifts(reading)
        if lifts:
            raise UnitNeeded(lifts)
    if progress:
        progress(len(reading.rows), len(reading.rows))
    notes = list(reading.notes)
    if reading.zoned:
        notes.append(f"The file holds moments and no clock times; they are shown in the time zone {zone}.")
    if unit is not None and reading.said and unit is not reading.unit:
        notes.append(f"The file itself says that its loads are in {reading.unit}, so {unit} was not used.")
    return msgspec.structs.replace(reading, notes=(*notes, *doubts(reading)))


def find_format(source: Source) -> Format:
    r"""Say which app wrote a file. Raises ``BadInput`` for none that legday knows.

    >>> find_format(given(b"exercise_title,set_index,start_time\\n")).name
    'Hevy'
    """
    format = next((format for format in FORMATS if format.knows(source)), None)
    if format:
        return format
    if source.starts[:1] in {"{", "["}:
        _ = source.json  # says where JSON breaks off
    elif source.starts[:1] != "<":
        _ = source.table  # says what is wrong with a file that is no sound table, or another kind of file
    apps = ", ".join(dict.fromkeys(format.name for format in FORMATS))
    raise BadInput(
        "This is not a training log that legday knows.", f"Give the file as one of these apps exported it: {apps}."
    )
