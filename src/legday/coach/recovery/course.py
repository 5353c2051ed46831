"""The course of soreness to expect from what was done, day by day; it only ever slows or holds (models 10.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import exp

from legday.coach.recovery.soreness import FRESH_DAYS
from legday.coach.visits import HARD_CREDIT, Credit, Visits
from legday.coach.words import muscles, weekday
from legday.kinds import Because, Group, Value

PEAK_HOURS, SHAPE = 48, 1.5
"""When soreness is worst, and how sharply it rises to that and fades (models 10.2)."""

MOST, SCALE = 8.0, 6.0
"""The soreness that a very large dose of something new may bring, of 10, and the strain that brings two thirds of it
(convention: unaccustomed work is usually given 4 to 7)."""

SECOND, THIRD, SHORT_DAYS, LONG_DAYS = 0.5, 0.7, 28, 56
"""What is left of it the next time within four weeks, and within eight (models 10.2)."""

LEAST = 1 / 8
"""What is left of it for what is done all the time: each further time halves it, down to this (convention)."""

SAME = 3 / 4
"""How much of it depends on knowing the movement; the rest depends on how used the muscle is to work (convention)."""

LASTS_DAYS = 7
"""When the last of it is gone (models 10.2: day 5 to 7)."""

FAR, MUCH = 4, 6
"""So much sorer than expected, and sore enough for it to matter, is worth a word of care (convention)."""

WORTH, GONE = 2.0, 1.0
"""From which soreness on it is worth a word, of 10, and below which it counts as gone (convention)."""


class Bout(Value):
    """What one day's work did to a muscle group: the sets that it was worth, and the soreness at its peak.

    ``used`` is what is left of the soreness because the muscles know the work, 1/8 to 1 (new).
    """

    day: date
    sets: float
    most: float
    used: float


class Course(Value):
    """The soreness to expect of a muscle group, 0 to 10: ``points`` are today and the seven days after.

    ``bouts`` are the days of the last week that it comes from, oldest first; where two overlap, the sorer one counts.
    """

    group: Group
    bouts: tuple[Bout, ...]
    points: tuple[tuple[date, float], ...]

    def at(self, day: date) -> float:
        """The soreness to expect on a day."""
        return max((bout.most * part((day - bout.day).days) for bout in self.bouts), default=0.0)

    @property
    def matters(self) -> bool:
        """Whether it is worth a word."""
        return self.most >= WORTH

    @property
    def most(self) -> float:
        """The worst that is still to come."""
        return max(value for _, value in self.points)


def part(days: int) -> float:
    """How much of the worst soreness is there so many days after the work (models 10.2).

    >>> [round(part(days), 2) for days in (0, 1, 2, 4, 7)]
    [0.0, 0.75, 1.0, 0.63, 0.15]
    """
    if not 0 < days <= LASTS_DAYS:
        return 0.0
    share = 24 * days / PEAK_HOURS
    return float(share**SHAPE * exp(SHAPE * (1 - share)))


def courses(visits: Visits, strain: Credit, today: date) -> tuple[Course, ...]:
    """The courses of the groups that worked in the last week, the sorest to come first.

    ``visits`` are the sets that were done, ``strain`` says how sore a set of a movement makes each group: what counts
    of it, more at long lengths and where a load is only lowered.

    >>> courses({}, lambda movement: {}, date(2026, 11, 25))
    ()
    """
    days = sorted({day for done in visits.values() for day, _, _ in done})
    lately = [day for day in days if 0 <= (today - day).days <= LASTS_DAYS]
    strains = {movement: strain(movement) for movement in visits}
    found = []
    for group in Group:
        bouts = tuple(worked for day in lately if (worked := work(visits, strains.__getitem__, group, day)))
        course = Course(group=group, bouts=bouts, points=())
        ahead = (today + timedelta(days=days) for days in range(LASTS_DAYS + 1))
        course = Course(group=group, bouts=bouts, points=tuple((day, round(course.at(day), 1)) for day in ahead))
        if bouts:
            found.append(course)
    return tuple(sorted(found, key=lambda course: -course.most))


def work(visits: Visits, strain: Credit, group: Group, day: date) -> Bout | None:
    """What a day did to a group; nothing where hardly anything was asked of it."""
    shares = {movement: share for movement in visits if (share := strain(movement).get(group, 0.0))}
    trained = [then for movement, share in shares.items() if share >= HARD_CREDIT for then, _, _ in visits[movement]]
    muscle = _used(trained, day)
    total, squares, weighed = 0.0, 0.0, 0.0
    for movement, share in shares.items():
        dose = share * sum(len(sets) for then, _, sets in visits[movement] if then == day)
        same = _used([then for then, _, _ in visits[movement]], day)
        used = max(LEAST, same**SAME * muscle ** (1 - SAME))
        sore = MOST * (1 - exp(-dose / SCALE)) * used
        # Squares, so that what one knows never makes what is new less sore, and little adds little.
        total, squares, weighed = total + dose, squares + sore**2, weighed + sore**2 * used
    if not total:
        return None
    return Bout(day=day, sets=round(total, 1), most=min(10.0, squares**0.5), used=weighed / squares)


def _used(days: Sequence[date], day: date) -> float:
    """What is left of the soreness by the times that the same was done before a day (models 10.2)."""
    before = {(day - then).days for then in days if then < day}
    short = sum(ago <= SHORT_DAYS for ago in before)
    if short:
        return float(max(LEAST, SECOND**short))
    return THIRD if any(ago <= LONG_DAYS for ago in before) else 1.0


def surprises(found: Iterable[Course], felt: Mapping[Group, Mapping[date, int]], today: date) -> tuple[Because, ...]:
    """Say so where a muscle is far sorer than what was done explains; ``felt`` are the answers by group and day."""
    by_group = {course.group: course for course in found}
    far = []
    for group, days in felt.items():
        day = max(days)
        expected = by_group[group].at(day) if group in by_group else 0.0
        if (today - day).days <= FRESH_DAYS and days[day] >= max(MUCH, expected + FAR):
            far.append(group)
    if not far:
        return ()
    return (
        Because(
            say=f"Much sorer than the work explains: {muscles(far)}. Add nothing there.",
            why="Other work may be behind it, and then it fades within days. Urine as dark as cola, or a muscle that "
            "swells, weakens or hurts more and more, is an emergency: stop and get help the same day.",
            source="models 18.1",
        ),
    )


def course_advice(found: Iterable[Course], today: date) -> tuple[Because, ...]:
    """What soreness to expect, a sentence for all groups with the same days; nothing for what is not worth a word.

    >>> bout = Bout(day=date(2026, 11, 23), sets=6, most=5.0, used=1.0)
    >>> days = [date(2026, 11, 24) + timedelta(days=ahead) for ahead in range(4)]
    >>> points = tuple(zip(days, (3.7, 5.0, 4.5, 0.6), strict=True))
    >>> quads, glutes = (Course(group=each, bouts=(bout,), points=points) for each in (Group.QUADRICEPS, Group.GLUTES))
    >>> course_advice((quads, glutes), days[0])[0].say
    'Quads and glutes: soreness to come. Expect it to peak tomorrow and be gone by Friday.'
    """
    alike: dict[str, list[Course]] = {}
    for course in found:
        if course.matters:
            alike.setdefault(_expect(course, today), []).append(course)
    said = []
    for expect, those in alike.items():
        here = {course.group for course in those}
        names = muscles(group for group in Group if group in here)
        bout = max(those[0].bouts, key=lambda bout: bout.most)
        new = (
            "new to them or done after a long pause"
            if bout.used > THIRD
            else "not quite usual for them yet"
            if bout.used > SECOND / 2
            else "usual for them"
        )
        said.append(
            Because(
                say=f"{names[:1].upper()}{names[1:]}: {expect}",
                why=f"The work of {bout.day:%A} was {new}. Soreness comes from unaccustomed work and from long muscle "
                "lengths, halves the second time, and is no measure of a good session.",
                source="models 10.2",
                convention=True,
            )
        )
    return tuple(said)


def _expect(course: Course, today: date) -> str:
    """How sore a group will be, and until when."""
    peak = max(course.points, key=lambda point: point[1])[0]
    gone = next((day for day, value in course.points if day > peak and value < GONE), course.points[-1][0])
    how = "strong soreness" if course.most >= 6 else "soreness" if course.most >= 4 else "a little soreness"
    until = f"be gone by {weekday(gone, today)}."
    if peak > today:
        on = weekday(peak, today)
        return f"{how} to come. Expect it to peak {'' if on == 'tomorrow' else 'on '}{on} and {until}"
    if course.at(today - timedelta(days=1)) > course.at(today):
        return f"{how} that fades. The worst is over; expect it to {until}"
    return f"{how}. Today is the worst of it; expect it to {until}"
