"""A session in progress: for each movement what was planned, what is done, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count, takewhile

import msgspec

from legday.coach.strength.record import best_so_far
from legday.kinds import Because, MovementId, SetId, Value
from legday.log.fact import fact_id
from legday.log.history import Role, Session, Set
from legday.loop import Known, in_unit, name_of, stand_ins
from legday.movement.catalogue import Start
from legday.plan.changed import find, gap, work
from legday.plan.goal import Gym
from legday.plan.gyms import places
from legday.plan.plates import Made, drop, makeable, window
from legday.plan.swap import StandIn
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet

_LONGER_S = 5  # a hold aims at so much more than last time; convention
_STATION = 100  # places of one movement: 100, 101, …; nobody does a hundred sets of one


class Row(Value):
    """One set of a movement: planned, done, or both; ``id`` is what it is stored under when it is done.

    What is held has ``hold_s``, the seconds to aim for. A ``drop`` set follows another one at once, with less load.
    """

    id: SetId
    place: int
    label: str
    ramp: bool
    planned: PlannedSet | None
    done: Set | None
    load_kg: float | None
    reps: int | None
    hold_s: int | None
    reserve: float | None
    rest_s: int
    drop: bool = False


class Station(Value):
    """One movement of a session with its rows; ``extra`` is the set that may be added after them.

    ``lighter`` is the same set as a drop set, where something lighter can be made. ``made`` are the loads that the gym
    makes for it, as far as somebody may step to them. ``best`` is the set of today that is the best so far, ``note``
    the lasting one about the movement. ``loaded`` says that the movement has a load to choose, ``starts`` at which end
    a repetition begins; ``between`` names movements between whose sets it is done.
    """

    movement: MovementId
    name: str
    unilateral: bool
    loaded: bool
    tempo: tuple[float, float, float] | None
    starts: Start | None
    because: tuple[Because, ...]
    last: tuple[Set, ...]
    rows: tuple[Row, ...]
    extra: Row
    lighter: Row | None = None
    made: tuple[Made, ...] = ()
    best: SetId | None = None
    note: str = ""
    between: tuple[MovementId, ...] = ()

    @property
    def work_done(self) -> int:
        """How many working sets are done."""
        return sum(row.done is not None for row in self.rows if not (row.ramp or row.drop))

    @property
    def next(self) -> Row | None:
        """The first row that is not done."""
        return next((row for row in self.rows if row.done is None), None)

    @property
    def complete(self) -> bool:
        """Whether every working set is done; ramps that were left out do not count against it."""
        return all(row.done for row in self.rows if not row.ramp)

    @property
    def kept(self) -> tuple[PlannedSet, ...]:
        """The planned sets that are done, as far as they are done in order; a ramp that was left out does not count."""
        done = takewhile(lambda row: row.ramp or row.done, (row for row in self.rows if row.planned))
        return tuple(row.planned for row in done if row.planned)


def stations(
    planned: PlannedSession | None, session: Session, past: Sequence[Session], withdrawn: Collection[str], known: Known
) -> tuple[Station, ...]:
    """Lay a session out as stations: the planned movements in their order, then whatever else was done.

    ``past`` are the sessions before this one, oldest first; ``withdrawn`` the subjects that were taken back, whose ids
    are never used again.
    """
    plans = {plan.movement: plan for plan in planned.movements} if planned else {}
    gym, before = gym_here(known, planned), earlier(past, {one.movement for one in session.sets})
    done = [MovementId(one.exercise) for one in session.sets]
    return tuple(
        station(session, id, plans.get(id), first, past, withdrawn, known, gym, before.get(id, ()))
        for id, first in firsts(tuple(dict.fromkeys((*plans, *done))), session.sets).items()
    )


def gym_here(known: Known, planned: PlannedSession | None) -> Gym:
    """The gym of a session with its loads in the person's unit; the usual one where its place is not there any more."""
    goal = in_unit(known.goal, known.unit)
    there = places(goal)
    return there.get(planned.gym, goal.gym) if planned else goal.gym


def earlier(past: Sequence[Session], movements: Collection[MovementId | None]) -> dict[MovementId | None, list[Set]]:
    """The sets of some movements in earlier sessions, by movement."""
    found: dict[MovementId | None, list[Set]] = {movement: [] for movement in movements}
    for visit in past:
        for one in visit.sets:
            if one.movement in found:
                found[one.movement].append(one)
    return found


def firsts(movements: Sequence[MovementId], done: Sequence[Set]) -> dict[MovementId, int]:
    """The first place of each movement's sets, in the order to do them: a hundred of its own.

    A movement keeps the hundred that its first set was done in, whatever the session was changed to since; the others
    take those that are free.

    >>> firsts((MovementId("back_squat"), MovementId("leg_curl_seated")), ())
    {'back_squat': 100, 'leg_curl_seated': 200}
    """
    held: dict[MovementId, int] = {}
    for one in sorted(done, key=lambda one: one.place):
        hundred, movement = one.place // _STATION, MovementId(one.exercise)
        if hundred and movement in movements and movement not in held and hundred not in held.values():
            held[movement] = hundred
    free = (hundred for hundred in count(1) if hundred not in held.values())
    return {id: _STATION * (held[id] if id in held else next(free)) for id in movements}


def offers(versions: Sequence[PlannedSession], station: Station, known: Known) -> tuple[StandIn, ...]:
    """The movements that may take the place of what is left of one, the best first; none where nothing is left."""
    planned = find(versions[-1], station.movement) if versions else None
    if planned is None or station.movement not in known.catalogue or work(planned.sets) <= work(station.kept):
        return ()
    return stand_ins(known, gap(versions, planned, station.kept), gym=versions[-1].gym)


def on(laid: Sequence[Station]) -> Station | None:
    """The station that is on: the first that is not complete; of a superset one set after the other."""
    first = next((station for station in laid if not station.complete), None)
    for filler in laid:
        hosts = [station for station in laid if station.movement in filler.between]
        if first is None or not hosts or filler.complete or first not in (filler, *hosts):
            continue
        open_hosts = [host for host in hosts if not host.complete]
        if filler.work_done < sum(host.work_done for host in hosts) or not open_hosts:
            return filler
        return open_hosts[0]
    return first


def station(
    session: Session,
    movement: MovementId,
    plan: PlannedMovement | None,
    first: int,
    past: Sequence[Session],
    withdrawn: Collection[str],
    known: Known,
    gym: Gym,
    before: Sequence[Set],
) -> Station:
    """Lay out one movement: sets stand where they were done, the planned ones that are missing between them.

    ``first`` is the place of its first planned set, ``before`` are all its sets of earlier sessions.
    """
    last, coached = last_time(past, movement), known.catalogue.get(movement)
    done: dict[int, list[Set]] = {}
    for one in session.sets:
        if one.exercise == movement:
            done.setdefault(one.place, []).append(one)
    wished = dict(enumerate(plan.sets if plan else (), first))
    rows: list[Row] = []
    numbers: Iterator[int] = count(1)
    work_sets: Iterator[int] = count(0)
    # Two phones without a network may each have done a set at the same place: both are shown, the first as planned.
    for place, nth in ((at, nth) for at in sorted({*done, *wished}) for nth in range(len(done.get(at, ())) or 1)):
        made = done[place][nth] if place in done else None
        wish = None if nth else wished.get(place)
        ramp = made.role is Role.WARMUP if made else wish is not None and wish.ramp
        dropped = made is not None and made.role is Role.DROP
        label = "Ramp" if ramp else "Drop" if dropped else f"Set {next(numbers)}"
        index = 0 if ramp or dropped else next(work_sets)
        row = _row(session, movement, place, label, ramp, wish, made, rows, last, index, withdrawn)
        rows.append(msgspec.structs.replace(row, drop=dropped))
    free = max([*done, *wished, first - 1]) + 1
    label = f"Set {next(numbers)}"
    extra = _row(session, movement, free, label, False, None, None, rows, last, next(work_sets), withdrawn)
    there = makeable(gym, coached.loading) if coached and coached.step_kg > 0 else ()
    wanted = (*(row.load_kg for row in rows), *(done.load_kg for done in last), extra.load_kg)
    best = best_so_far([row.done for row in rows if row.done], before)
    return Station(
        movement=movement,
        name=plan.name if plan else name_of(known, movement),
        unilateral=plan.unilateral if plan else False,
        loaded=coached is not None and coached.step_kg > 0,
        tempo=plan.tempo if plan else None,
        starts=coached.begins if coached else None,
        because=plan.because if plan else (),
        between=plan.between if plan else (),
        last=last,
        rows=tuple(rows),
        extra=extra,
        lighter=_lighter(rows, extra, there),
        made=window(there, [load_kg for load_kg in wanted if load_kg is not None]),
        best=best.id if best else None,
        note=known.notes.get(movement, ""),
    )


def _lighter(rows: Sequence[Row], extra: Row, there: Sequence[Made]) -> Row | None:
    """The drop set that may follow the last set that was done; None where that has no load or was a ramp."""
    done = [row for row in rows if row.done]
    last = done[-1].done if done and not done[-1].ramp else None
    load_kg = drop(last.load_kg, there) if last and last.load_kg else None
    return (
        msgspec.structs.replace(extra, label="Drop", load_kg=load_kg, reps=None, reserve=None, drop=True)
        if load_kg
        else None
    )


def _row(
    session: Session,
    movement: MovementId,
    place: int,
    label: str,
    ramp: bool,
    wish: PlannedSet | None,
    done: Set | None,
    before: Sequence[Row],
    last: Sequence[Set],
    index: int,
    withdrawn: Collection[str],
) -> Row:
    work = [row for row in before if not (row.ramp or row.drop)]
    load_kg = wish.load_kg if wish else None
    if not ramp and work and work[-1].done:
        load_kg = work[-1].done.load_kg  # who took another load for the last set takes it for this one
    elif wish is None and work:
        load_kg = work[-1].load_kg
    wanted = wish or next((row.planned for row in reversed(work) if row.planned), None)
    return Row(
        id=done.id if done else mint(session, movement, place, withdrawn),
        place=place,
        label=label,
        ramp=ramp,
        planned=wish,
        done=done,
        load_kg=load_kg,
        reps=target(wanted, load_kg, last, index),
        hold_s=hold(wanted, last, index),
        reserve=wanted.reserve if wanted else None,
        rest_s=wanted.rest_s if wanted else 120,
    )


def target(wish: PlannedSet | None, load_kg: float | None, last: Sequence[Set], index: int) -> int | None:
    """The repetitions to aim for: one more than last time with the same load, within what is planned."""
    if wish is None:
        return None
    low, high = wish.reps
    if wish.ramp or index >= len(last) or last[index].load_kg != load_kg:
        return low
    return min(high, max(low, (last[index].reps or 0) + 1))


def hold(wish: PlannedSet | None, last: Sequence[Set], index: int) -> int | None:
    """The seconds to hold: a little longer than last time, within what is planned; None for what is not held."""
    if wish is None or wish.hold_s is None:
        return None
    low, high = wish.hold_s
    before = last[index].duration_s if index < len(last) else None
    return min(high, max(low, round(before) + _LONGER_S)) if before else low


def last_time(past: Sequence[Session], movement: MovementId) -> tuple[Set, ...]:
    """The working sets of the last session that had a movement, without drop sets."""
    for session in reversed(past):
        sets = (done for done in session.sets if done.movement == movement and done.counts)
        found = tuple(done for done in sets if done.role is not Role.DROP)
        if found:
            return found
    return ()


def mint(session: Session, movement: MovementId, place: int, withdrawn: Collection[str]) -> SetId:
    """Make the id under which a set is stored: the same for the same place, so that a double tap stores it once."""
    for attempt in count():
        id = fact_id(session.began, f"{session.id}/{movement}/{place}/{attempt}".encode())
        if id not in withdrawn:
            return SetId(id)
    raise AssertionError("count never ends")
