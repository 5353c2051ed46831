"""Balance: the one angle that puts body and load over the foot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legday.body.geometry import check_range
from legday.body.person import Skeleton
from legday.kinds import BadInput, Kilograms
from legday.movement.mechanics import At, Mechanics, Support
from legday.movement.posture import Posture, place, spoken
from legday.movement.statics import outside

Floats = NDArray[np.float64]

SEARCH_DEG = {"hip_deg": (-40.0, 160.0), "ankle_deg": (-60.0, 60.0), "foot_deg": (-80.0, 80.0)}
STEP_DEG = 4.0
HALVINGS = 30


def balanced(mechanics: Mechanics, body: Skeleton, count: int, load_kg: Kilograms) -> Posture:
    """Place the segments with the centre of mass of body and load above where the body stands.

    Of several angles that do, the smallest is taken. Raises BadInput where none does.

    >>> from legday.body.person import Person, skeleton
    >>> from legday.movement.mechanics import Load, Support
    >>> squat = Mechanics(
    ...     support=Support.FEET, hip_deg="balance", knee_deg=(0, 110), ankle_deg=(0, 35), load=Load(at=At.BACK)
    ... )
    >>> deep = balanced(squat, skeleton(Person()), 2, 60).points
    >>> bool(deep["back"][1, 0] > deep["hip"][1, 0])  # the trunk leans forward
    True
    """
    if mechanics.seeks is None:
        return place(mechanics, body, count)

    def ahead(found_deg: Floats) -> Floats:
        return _ahead(mechanics, body, place(mechanics, body, count, found_deg), load_kg)

    low_deg, high_deg = SEARCH_DEG[mechanics.seeks]
    grid = np.arange(low_deg, high_deg + STEP_DEG, STEP_DEG)
    side = ahead(np.repeat(grid, count)).reshape(len(grid), count) > 0
    crossed = side[:-1] != side[1:]
    if not crossed.any(axis=0).all():
        rest = place(mechanics, body, count).angles_deg
        check_range(rest)  # the angles that are given may be what is wrong
        worst = int(crossed.any(axis=0).argmin())
        raise BadInput(
            f"No {mechanics.seeks} between {low_deg:.0f}° and {high_deg:.0f}° brings the body into balance, "
            f"with {spoken(rest[worst])}.",
            "Change the other angles, or where on the foot it stands.",
        )
    first = np.where(crossed, np.abs(grid[:-1] + STEP_DEG / 2)[:, None], np.inf).argmin(axis=0)
    low, high, below = grid[first], grid[first + 1], side[first, np.arange(count)]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        same = (ahead(middle) > 0) == below
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return place(mechanics, body, count, (low + high) / 2)


def check_stands(mechanics: Mechanics, body: Skeleton, posture: Posture, load_kg: Kilograms) -> None:
    """Refuse a posture, given angle by angle, in which body and load would fall over the toes or the heel.

    Who has the other foot elsewhere on the ground, or a hold, stands anyhow.
    """
    alone = mechanics.support is Support.FEET and mechanics.share in (0.5, 1.0) and mechanics.held is None
    if not alone or mechanics.seeks is not None:
        return
    long = body.toe_m - body.heel_m
    ahead = _ahead(mechanics, body, posture, load_kg)
    beyond = np.maximum(ahead - (1 - mechanics.stance) * long, -ahead - mechanics.stance * long)
    worst = int(beyond.argmax())
    if beyond[worst] > 0:
        where = "before the toes" if ahead[worst] > 0 else "behind the heel"
        raise BadInput(
            f"The body would fall: its centre is {100 * beyond[worst]:.0f} cm {where}, "
            f"with {spoken(posture.angles_deg[worst])}.",
            'Let balance find one angle, such as hip_deg = "balance", or say where it is `held`.',
        )


def _ahead(mechanics: Mechanics, body: Skeleton, posture: Posture, load_kg: Kilograms) -> Floats:
    """How far (n) in metres the centre of body and load is before the point where the body stands."""
    foot = posture.points[At.SOLE]
    turning = down = np.zeros(len(foot))
    for force in outside(mechanics, body, posture):
        lever, size = force.point - foot, force.total(load_kg)
        turning = turning + lever[:, 0] * size[:, 1] - lever[:, 1] * size[:, 0]
        down = down + size[:, 1]
    ahead: Floats = turning / down
    return ahead
