"""What the solver may choose from: the days, the movements that fit each of them, and what each costs and gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

import msgspec

from legday.coach.loads.restart import set_factor
from legday.coach.state import State
from legday.kinds import Group, MovementId, Value
from legday.movement.atlas import Atlas
from legday.movement.catalogue import Catalogue, Movement
from legday.plan.dose import Dose, dose
from legday.plan.fit import Barred, bar, familiar, sift
from legday.plan.goal import Experience, Goal, Gym, Minutes, Slot, Variety, Weekday
from legday.plan.gyms import gym_of

TENTHS = 10
"""Credit is counted in tenths of a set, as the atlas gives it: whole numbers add up without rounding."""


class Day(Value):
    """One day that is to be planned: its session's id, when, for how long, where, and what is settled already.

    ``lock`` are movements that must stay. ``before`` is what an earlier plan had here (sets by movement), so that only
    what must change does; None on a day that is planned for the first time.
    """

    id: str
    date: date
    minutes: Minutes
    gym: Gym
    lock: tuple[MovementId, ...] = ()
    before: dict[MovementId, int] | None = None


class Options(Value):
    """Everything the rules need, worked out once: the days, the movements, their doses and credits.

    ``movements`` can be done on some day, ``doses`` says for each day on which and how; ``barred`` holds the movements
    of the catalogue that cannot be chosen, and why. ``credit`` is per set, in tenths, for the groups that each movement
    trains; ``asks`` is what it asks of every group, counted or not. ``made`` are the sets that this week has behind it
    already, by movement. A ``lighter`` week has half the sets.
    """

    goal: Goal
    state: State
    days: tuple[Day, ...]
    movements: dict[MovementId, Movement]
    doses: tuple[dict[MovementId, Dose], ...]
    credit: dict[MovementId, dict[Group, int]]
    asks: dict[MovementId, dict[Group, int]]
    barred: dict[MovementId, tuple[Movement, Barred]]
    set_factor: float
    made: dict[MovementId, int]
    lighter: bool

    @property
    def offered(self) -> int:
        """How many days a week the person offers, be they still to come or not."""
        return len(self.goal.slots)

    def on(self, day: int) -> dict[MovementId, Movement]:
        """The movements that can be done on a day, by its place among the days."""
        return {id: movement for id, movement in self.movements.items() if id in self.doses[day]}


def days(goal: Goal, start: date) -> tuple[Day, ...]:
    """Put each slot on its next date from ``start`` on, within seven days, in order.

    >>> from legday.plan.gyms import gyms
    >>> goal = Goal(slots=(Slot(weekday=Weekday.MON, minutes=45),), gym=gyms()["nothing"])
    >>> days(goal, date(2026, 11, 22))[0].id
    '2026-11-23:mon'
    """
    names = list(Weekday)

    def dated(slot: Slot) -> Day:
        day = start + timedelta(days=(names.index(slot.weekday) - start.weekday()) % 7)
        id = f"{day.isoformat()}:{slot.weekday}"
        return Day(id=id, date=day, minutes=slot.minutes, gym=gym_of(goal, slot.gym))

    return tuple(sorted(map(dated, goal.slots), key=lambda day: day.date))


def options(
    goal: Goal,
    state: State,
    movements: Catalogue,
    atlas: Atlas,
    when: Iterable[Day],
    *,
    made: Mapping[MovementId, int] | None = None,
    lighter: bool = False,
) -> Options:
    """Work out what can be planned on the days given; ``made`` are the sets of this week that are done."""
    state = told(state, goal)
    made = dict(made or {})
    when = tuple(when)
    credit = {id: tenths(atlas.counted(id)) for id in {**movements, **made}}
    places = {day.gym.id: day.gym for day in when}
    found = {id: choose(goal, state, movements, credit, gym=gym, stay=stays(when, gym)) for id, gym in places.items()}
    doses = tuple(found[day.gym.id][0] for day in when)
    fit = {id: movements[id] for id in movements if any(id in there for there in doses)}
    reasons = [why for _, barred in found.values() for why in barred.items()]
    return Options(
        goal=goal,
        state=state,
        days=when,
        movements=fit,
        doses=doses,
        credit=credit,
        asks={id: tenths(atlas.groups(id)) for id in movements},
        barred={id: (movements[id], why) for id, why in reversed(reasons) if id not in fit},
        set_factor=set_factor(state.gap_days),
        made=made,
        lighter=lighter,
    )


TOLD = {Experience.SOME: 6.0, Experience.YEARS: 8.0}
"""Weekly sets that somebody without a log is taken to be used to, by what they say (models 5: start and grow bands)."""


def told(state: State, goal: Goal) -> State:
    """What is known of somebody without a log from what they say of their experience; a log knows better."""
    if state.gap_days is not None or goal.experience not in TOLD:
        return state
    usual = dict.fromkeys(Group, TOLD[goal.experience])
    some = goal.experience is Experience.SOME
    return msgspec.structs.replace(state, new=False, novice=some, credit_28=usual)


def stays(when: Iterable[Day], gym: Gym) -> set[MovementId]:
    """What an earlier plan had in a gym, or somebody wants to stay there."""
    here = [day for day in when if day.gym.id == gym.id]
    return {id for day in here for id in (*day.lock, *(day.before or ()))}


def choose(
    goal: Goal,
    state: State,
    movements: Catalogue,
    credit: Mapping[MovementId, Mapping[Group, int]],
    *,
    gym: Gym,
    stay: Collection[MovementId],
) -> tuple[dict[MovementId, Dose], dict[MovementId, Barred]]:
    """The movements to choose from in one gym with their doses, and why the others are left out.

    What the person does, likes or has in the plan already is left out only where it cannot be done.
    """
    barred = {id: why for id, movement in movements.items() if (why := bar(movement, goal, state, gym))}
    fit = {id: movement for id, movement in movements.items() if id not in barred}
    doses = {id: dose(movement, goal, state, gym) for id, movement in fit.items()}
    kept = {id for id in fit if id in stay or id in goal.like or familiar(id, state)}
    left_out = sift(fit, credit, doses, gym, kept)
    if goal.variety is Variety.OTHER:  # to somebody who wants change, a twin is worth something
        left_out = {id: why for id, why in left_out.items() if why is not Barred.NO_BETTER}
    barred |= left_out
    return {id: doses[id] for id in fit if id not in barred}, barred


def tenths(credit: Mapping[Group, float]) -> dict[Group, int]:
    """Write credits as whole tenths, which a solver in whole numbers can add up without rounding.

    >>> tenths({Group.SOLEUS: 0.7})
    {<Group.SOLEUS: 'soleus'>: 7}
    """
    return {group: round(TENTHS * share) for group, share in credit.items()}


def done_of(options: Options, group: Group) -> int:
    """What the sets of this week that are done already gave a group, in tenths of a set."""
    return sum(count * options.credit[id].get(group, 0) for id, count in options.made.items())
