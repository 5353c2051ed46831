"""The best set so far: said only where an estimate from it is worth something, and never of a first session."""

from __future__ import annotations

from collections.abc import Iterable

from legday.coach.strength.sets import MOST_RESERVE, TRUSTED, multiple, usual_reserve
from legday.kinds import Reserve
from legday.log.history import LoadOf, Role, Set

SAME = 1e-6  # estimates that differ by less are the same set done again


def best_so_far(today: Iterable[Set], past: Iterable[Set]) -> Set | None:
    """The best set of a session if nothing of the same movement was ever as good before it; else None.

    Compared are estimates from load, repetitions and reserve (models 1.1), of working sets and sets to the limit with a
    load that is no help. The set itself must state a reserve of at most 4, or have gone to the limit, and lie within 12
    repetitions of it, beyond which the formulas are not trusted (models 1.5). Earlier sets without a reserve count with
    the usual one, those with more repetitions all the same: a doubt speaks against the record. Without an earlier set
    to compare there is none.
    """
    best = max((done for done in today if _sure(done)), key=_estimate, default=None)
    if best is None:
        return None
    past = tuple(past)
    usual = usual_reserve(done.reserve for done in past)
    before = [_estimate(done, usual) for done in past if _compares(done) and done.load_of is best.load_of]
    return best if before and _estimate(best) > (1 + SAME) * max(before) else None


def _sure(done: Set) -> bool:
    left = _left(done)
    return _compares(done) and left is not None and left <= MOST_RESERVE and (done.reps or 0) + left <= TRUSTED


def _compares(done: Set) -> bool:
    worked = done.role in (Role.WORK, Role.FAILURE)
    return worked and bool(done.load_kg) and bool(done.reps) and done.load_of is not LoadOf.HELP


def _left(done: Set) -> Reserve | None:
    return 0.0 if done.role is Role.FAILURE and done.reserve is None else done.reserve


def _estimate(done: Set, usual: float = 0.0) -> float:
    left = _left(done)
    return (done.load_kg or 0.0) * multiple((done.reps or 0) + (usual if left is None else left))
