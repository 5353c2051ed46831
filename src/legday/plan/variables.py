"""The names of the program's variables, each written in one place."""

from __future__ import annotations

from legday.kinds import Group, MovementId


def sets(movement: MovementId, day: int) -> str:
    """How many sets of a movement a day has."""
    return f"sets:{movement}:{day}"


def done(movement: MovementId, day: int) -> str:
    """Whether a movement is done on a day, 0 or 1."""
    return f"done:{movement}:{day}"


def single(movement: MovementId, day: int) -> str:
    """Whether a movement has one set only on a day, 0 or 1."""
    return f"single:{movement}:{day}"


def rounds(filler: MovementId, day: int) -> str:
    """How many sets of a movement are done between those of others on a day."""
    return f"rounds:{filler}:{day}"


def between(filler: MovementId, day: int) -> str:
    """Whether a movement is done between the sets of others on a day, 0 or 1."""
    return f"between:{filler}:{day}"


def apart(movement: MovementId, day: int) -> str:
    """By how many sets a day differs from the plan before."""
    return f"apart:{movement}:{day}"


def trained(day: int) -> str:
    """Whether there is a session on a day, 0 or 1."""
    return f"trained:{day}"


def chosen(movement: MovementId) -> str:
    """Whether a movement is in the week, 0 or 1."""
    return f"chosen:{movement}"


def repeated(movement: MovementId) -> str:
    """On how many days beyond the first a movement comes back."""
    return f"repeated:{movement}"


def week_of(group: Group) -> str:
    """The week's credit of a group, in tenths of a set."""
    return f"week:{group}"


def value_of(group: Group) -> str:
    """What the week's credit of a group is worth, in hundredths."""
    return f"value:{group}"


def below(group: Group) -> str:
    """How far a group is below its floor, in tenths of a set."""
    return f"below:{group}"


def far_below(group: Group) -> str:
    """How far a group is below half its floor, in tenths of a set."""
    return f"far_below:{group}"


def below_usual(group: Group) -> str:
    """How far a group is below two thirds of what it usually gets, in tenths of a set."""
    return f"below_usual:{group}"


def visited(group: Group, day: int) -> str:
    """Whether a group gets two effective sets on a day, 0 or 1."""
    return f"visited:{group}:{day}"


def covered(place: int) -> str:
    """Whether one of the patterns that make legs complete is in the week, 0 or 1."""
    return f"covered:{place}"
