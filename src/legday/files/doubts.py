"""Doubts: what in a file may be wrong though it can be read, and lifts that tell kilograms from pounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, time
from itertools import pairwise
from statistics import median

from legday.files.reading import Reading
from legday.log.fact import Fact

# A number is flagged when it is this many times what nine of ten sets of the exercise reach: ten times too much is a
# typing error, and a lifter's own range from an empty bar to a best seldom spans more than four (logs/FORMATS 9.7).
TOO_MUCH = 4.0
ENOUGH_SETS = 5
HOURS_APART = 4.0  # logs/FORMATS 9.8
ENOUGH_SESSIONS = 4  # in a month, before its usual hour is believed
_KNOWN = ("squat", "deadlift", "leg press")


def _sets(reading: Reading) -> Iterator[Fact]:
    return (fact for fact in reading.facts if "session" in fact.body)


def known_lifts(reading: Reading) -> dict[str, float]:
    """Choose three lifts that a person knows: the best squat, deadlift and leg press, else the most frequent."""
    best: dict[str, float] = {}
    often: Counter[str] = Counter()
    for fact in _sets(reading):
        exercise, load = fact.body["exercise"], fact.body.get("load_kg")
        if load:
            best[exercise] = max(load, best.get(exercise, 0.0))
            often[exercise] += 1
    chosen: dict[str, float] = {}
    for word in _KNOWN:
        lifts = [exercise for exercise in best if word in exercise.casefold() and "calf" not in exercise.casefold()]
        if lifts:
            lift = max(lifts, key=lambda exercise: often[exercise])
            chosen[lift] = best[lift]
    for exercise, _ in often.most_common():
        if len(chosen) == 3:
            break
        chosen.setdefault(exercise, best[exercise])
    return chosen


def doubts(reading: Reading) -> tuple[str, ...]:
    """Say what looks wrong: numbers far outside an exercise's own range, and start times that jump by hours.

    Where the file has moments, a jump is the person's own.
    """
    return (*_outliers(reading), *(() if reading.zoned else _jumps(reading)))


def _outliers(reading: Reading) -> Iterator[str]:
    """Flag loads and repetitions that look like typing errors; at most five are named."""
    found: list[str] = []
    by_exercise: dict[str, list[Fact]] = defaultdict(list)
    for fact in _sets(reading):
        by_exercise[fact.body["exercise"]].append(fact)
    for field, word in (("load_kg", "kg"), ("reps", "repetitions")):
        for exercise, facts in by_exercise.items():
            numbers = sorted(fact.body[field] for fact in facts if fact.body.get(field))
            if len(numbers) < ENOUGH_SETS:
                continue
            usual = numbers[int(0.9 * (len(numbers) - 1))]
            found.extend(
                f"line {reading.lines[fact.about]}: {exercise}, {fact.body[field]:g} {word}"  # type: ignore[index]
                for fact in facts
                if (fact.body.get(field) or 0) > TOO_MUCH * usual
            )
    if found:
        more = f"; and {len(found) - 5} more" if len(found) > 5 else ""
        yield f"Far above the usual, perhaps a typing error: {'; '.join(found[:5])}{more}."


def _jumps(reading: Reading) -> Iterator[str]:
    """Flag a month whose workouts begin four hours or more away from those of the month before.

    The apps write the clock of the phone at the export, so a move to another zone shifts all earlier workouts.
    """
    months: dict[tuple[int, int], list[float]] = defaultdict(list)
    for fact in reading.facts:
        if "began" in fact.body:
            began = datetime.fromisoformat(fact.body["began"])
            if began.time() == time():  # a day without a clock time
                continue
            months[began.year, began.month].append(began.hour + began.minute / 60)
    usual = [(month, median(hours)) for month, hours in sorted(months.items()) if len(hours) >= ENOUGH_SESSIONS]
    found = [
        f"{later[0]}-{later[1]:02} ({before:.0f} h to {after:.0f} h)"
        for (_, before), (later, after) in pairwise(usual)
        if min(abs(after - before), 24 - abs(after - before)) >= HOURS_APART
    ]
    if found:
        more = f" and {len(found) - 3} more" if len(found) > 3 else ""
        yield (
            f"The usual start of your workouts jumps by four hours or more in {', '.join(found[:3])}{more}: "
            "if you did not change your habits, the app wrote earlier times in another time zone."
        )
