"""One movement of a session written out: ramps, working sets, tempo, time and reasons."""

from __future__ import annotations

from legday.kinds import Because
from legday.movement.catalogue import Movement
from legday.plan.dose import HEAVY, Dose, at_most
from legday.plan.goal import Gym
from legday.plan.warmup import ramp, ramp_seconds
from legday.plan.week import PlannedMovement, PlannedSet


def write(
    movement: Movement, dose: Dose, count: int, gym: Gym, because: tuple[Because, ...] = (), *, warm: bool = False
) -> PlannedMovement:
    """Write out ``count`` working sets of a movement as ``dose`` says, with ramp sets where a load is known.

    ``because`` comes before the reasons of the load. Where the muscles are ``warm`` from a movement of the same
    pattern, a heavy one has a ramp set at most (models 13), and the time of the others is free.

    >>> from legday.movement.catalogue import catalogue
    >>> from legday.plan.gyms import gyms
    >>> from legday.coach.state import Load
    >>> load = Load(load_kg=100.0, reps=(8, 12), reserve=2, because=())
    >>> dose = Dose(load=load, rest_s=150, set_s=195, station_s=240)
    >>> planned = write(catalogue()["back_squat"], dose, 2, gyms()["full_gym"])
    >>> [(one.load_kg, one.ramp) for one in planned.sets], planned.seconds
    ([(50.0, True), (75.0, True), (100.0, False), (100.0, False)], 630)
    """
    load, made, phases = dose.load, at_most(movement, gym), movement.phases
    ramps: tuple[PlannedSet, ...] = ()
    first, saved_s = movement.demand >= HEAVY and not warm, 0
    if warm and movement.demand >= HEAVY:
        full = ramp_seconds(movement, first=True, reps=load.reps, reserve=load.reserve)
        saved_s = full - ramp_seconds(movement, first=False, reps=load.reps, reserve=load.reserve)
    if load.load_kg is not None and made is not None and movement.hold_s is None:
        ramps = ramp(load.load_kg, load.reps, load.reserve, made, first=first)
    work = PlannedSet(
        load_kg=load.load_kg,
        reps=load.reps,
        reserve=load.reserve if movement.hold_s is None else None,
        rest_s=dose.rest_s,
        hold_s=movement.hold_s,
    )
    return PlannedMovement(
        movement=movement.id,
        name=movement.name,
        unilateral=movement.unilateral,
        tempo=(phases.lift.seconds, phases.hold.seconds, phases.lower.seconds),
        sets=(*ramps, *(work for _ in range(count))),
        seconds=dose.station_s + count * dose.set_s - saved_s,
        because=(*because, *load.because),
    )
