"""A drill of the warm-up or a stretch as a picture: where it begins or ends, and which muscles it is for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from legday.body.muscles import spoken
from legday.figure.draw import Scheme, Words, grouped, opening, path_data
from legday.figure.film import film_of
from legday.figure.scene import View
from legday.movement.trace import POSTURES
from legday.plan.stretch import Stretch, stretch_list
from legday.plan.warmup import Drill, drills

SHADE = 0.5
"""The value with which the muscles that it is for are shaded: nobody computed how hard they work."""

START, END = 0, POSTURES - 1


@cache
def steps() -> Mapping[str, Drill | Stretch]:
    """All drills and stretches by their id, which no two of them share.

    >>> steps()["butterfly"].name
    'Butterfly'
    """
    every: tuple[Drill | Stretch, ...] = (*drills(), *stretch_list())
    return {one.id: one for one in every}


def ends(one: Drill | Stretch) -> tuple[int, ...]:
    """The postures that show it: its start and its end, or the one in which it is held.

    >>> ends(steps()["butterfly"]), ends(steps()["easy_squats"])
    ((8,), (0, 8))
    """
    return (START, END) if film_of(one).trace.moves else (END,)


def words(one: Drill | Stretch, which: int) -> Words:
    """What a picture of it says to who does not see it.

    >>> words(steps()["easy_squats"], 0)
    Words(title='Squats without load, start', values='For the quads, glutes and inner thighs.')
    """
    where = {START: ", start", END: ", end"} if len(ends(one)) > 1 else {}
    names = [spoken(group) for group in one.groups]
    listed = " and ".join(name for name in (", ".join(names[:-1]), *names[-1:]) if name)
    return Words(f"{one.name}{where.get(which, '')}", f"For the {listed}." if names else "No muscle is shaded.")


def picture(one: Drill | Stretch, which: int, scheme: Scheme | None = None, view: View | None = None) -> str:
    """One posture of it as an SVG picture, the muscles that it is for shaded alike.

    >>> picture(steps()["butterfly"], 8)[:27]
    '<svg xmlns="http://www.w3.o'
    """
    shown, values = film_of(one, view), dict.fromkeys(one.groups, SHADE)
    parts = [opening(shown.seen, words(one, which), scheme)]
    parts += [grouped(shape, path_data(shape, which), values, {}) for shape in shown.shapes]
    return "".join([*parts, "</svg>"])
