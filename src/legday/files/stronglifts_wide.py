"""StrongLifts as it was until 2018: a row for each workout, its exercises side by side (logs/FORMATS 4)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import pairwise, takewhile

from legday.files.cells import name_reason
from legday.files.dates import read_dates
from legday.files.reading import Format, Ledger, Reading, Told, most, watched
from legday.files.stronglifts import BLANK, NOTHING_DONE, WHERE, read_set
from legday.files.table import Table, fit_width, heads_of, width_reason
from legday.kinds import BadInput, Unit, Value

MOST_COLUMNS = 200  # of 24 exercises; real workouts have five
_LOADS = {"weight (kg)": Unit.KG, "weight (lb)": Unit.LB, "weight (lbs)": Unit.LB}


class Block(Value):
    """Where one of the exercises of a row stands: its name, its loads by unit, and its sets."""

    exercise: int
    loads: tuple[tuple[Unit, int], ...]
    sets: tuple[int, ...]


def find_blocks(table: Table) -> tuple[Block, ...]:
    """Say where the exercises stand; the names of their columns repeat, so that only their order tells."""
    starts = [place for place, head in enumerate(table.heads) if head.startswith("exercise ")]
    return tuple(
        Block(
            exercise=start,
            loads=tuple((_LOADS[head], start + at) for at, head in enumerate(heads) if head in _LOADS),
            sets=tuple(start + at for at, head in enumerate(heads) if head.startswith("set ")),
        )
        for start, end in pairwise([*starts, len(table.heads)])
        for heads in [table.heads[start:end]]
    )


def read_wide(table: Table, told: Told) -> Reading:
    """Read an old StrongLifts file: each set that was done is one, and an exercise without any is refused as such.

    The file has days and no times. Raises ``BadInput`` when the date is missing or cannot be read.
    """
    if "date" not in table.heads or len(table.heads) > MOST_COLUMNS:
        raise BadInput(
            f"This is a StrongLifts log without the column Date, or with more than {MOST_COLUMNS} columns.",
            "Give the file as StrongLifts exported it.",
        )
    blocks = find_blocks(table)
    date, note = table.heads.index("date"), table.heads.index("note") if "note" in table.heads else None
    width = len(table.heads)
    rows = [(line.line, line.cells, _fitted(line.cells, blocks, width)) for line in table.lines[1:]]
    dates = read_dates((line, cells[date].strip()) for line, _, cells in rows if cells is not None)
    ledger = Ledger("stronglifts")
    units: Counter[Unit] = Counter()
    on_day: Counter[datetime] = Counter()
    for line, written, cells in watched(rows, told.progress):
        if cells is None:
            ledger.refuse(line, width_reason(written, width))
            continue
        day = datetime.combine(dates[cells[date].strip()], time())
        began = day + timedelta(microseconds=on_day[day])  # a second workout of a day stays one of its own
        on_day[day] += 1
        named = [block for block in blocks if cells[block.exercise].strip()]
        if not named:
            ledger.refuse(line, "a workout without exercises")
            continue
        ledger.visit(began, "", None, "" if note is None else cells[note].strip())
        for block in named:
            units.update(_read_block(ledger, line, began, cells, block))
    return ledger.close(most(units, Unit.KG), said=True)


def _fitted(cells: list[str], blocks: tuple[Block, ...], width: int) -> list[str] | None:
    """Give a row the width of its header: the app leaves out cells of exercises that a workout has not.

    None where the row is blank, too long, or breaks off within an exercise.
    """
    reached = takewhile(lambda block: block.exercise < len(cells), blocks)
    last = max((place for block in reached if cells[block.exercise].strip() for place in block.sets), default=0)
    if not any(cell.strip() for cell in cells) or len(cells) <= last:
        return None
    return fit_width([*cells, *[""] * (width - len(cells))], width)


def _read_block(ledger: Ledger, line: int, began: datetime, cells: list[str], block: Block) -> list[Unit]:
    """Write the sets of one exercise into the ledger; the units of their loads."""
    exercise = cells[block.exercise].strip()
    done = [cells[place].strip() for place in block.sets if cells[place].strip() not in BLANK]
    reason = name_reason(exercise) or ("" if done else NOTHING_DONE)
    if reason:
        ledger.refuse(line, reason)
        return []
    unit, load = next(
        ((unit, cells[place].strip()) for unit, place in block.loads if cells[place].strip()), (Unit.KG, "")
    )
    sets = [ledger.enter(line, began, exercise, read_set, reps, load, exercise, unit) for reps in done]
    return [unit for fields in sets if fields.get("load_kg")]


FORMAT = Format(
    app="stronglifts",
    name="StrongLifts",
    where=WHERE,
    knows=lambda source: heads_of(source.starts) >= {"exercise 1", "set 1"},
    read=lambda source, told: read_wide(source.table, told),
)
