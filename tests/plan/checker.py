"""A second opinion on a week: reads the finished plan and what comes with legday, and shares no code with the model.

Every number here is written down a second time, so that a rule that is changed by mistake does not change its judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from itertools import combinations, pairwise

import msgspec

from legday.body.muscles import groups
from legday.coach.state import State
from legday.kinds import Condition, Group, MovementId
from legday.movement.atlas import atlas
from legday.movement.catalogue import Loading, Movement, Pattern, catalogue
from legday.plan.goal import Aim, Experience, Goal, Gym, Partner
from legday.plan.gyms import gyms
from legday.plan.stretch import stretch_list
from legday.plan.warmup import drills
from legday.plan.week import PlannedMovement, PlannedSession, Week

LEAST_RESERVE = {
    Condition.BLOOD_PRESSURE: 3,
    Condition.BONES: 2,
    Condition.PREGNANCY: 3,
    Condition.OVER_60: 2,
    Condition.UNDER_18: 2,
}
NO_MAXIMA = {Condition.BLOOD_PRESSURE, Condition.PREGNANCY, Condition.UNDER_18}
NEAR = 1e-6  # credits are tenths that were added up


def complaints(
    week: Week,
    goal: Goal,
    state: State,
    *,
    edited: Week | None = None,
    begun: Collection[str] = (),
    made: Mapping[MovementId, int] | None = None,
) -> list[str]:
    """Everything that is wrong with a week, in words.

    For one that was planned again ``edited`` is what was asked for, ``begun`` are the ids of the sessions that are done
    or under way, and ``made`` the sets of this week that are done.
    """
    state = as_told(state, goal)
    if state.flags:
        planned = [session for session in week.sessions if edited is None or session not in edited.sessions]
        return [f"{session.day} is planned in spite of a red flag" for session in planned]
    still = [session for session in week.sessions if session.id not in begun]
    return [
        *(words for session in still for words in about_session(session, week, goal, state)),
        *about_days(week, goal, edited, begun),
        *about_nothing(still, week, goal, state, edited, begun),
        *about_hard_ones(week, state),
        *about_recovery(week, state, begun),
        *about_sums(still, week, made or {}),
        *about_what_is_short(week),
        *about_the_climb(week, goal, state, made or {}),
    ]


def as_told(state: State, goal: Goal) -> State:
    """Somebody without a log is what they say."""
    if state.gap_days is not None or goal.experience not in (Experience.SOME, Experience.YEARS):
        return state
    usual = 6.0 if goal.experience is Experience.SOME else 8.0
    return msgspec.structs.replace(state, new=False, credit_28=dict.fromkeys(Group, usual))


def place(session_gym: str, goal: Goal) -> Gym:
    described = {gym.id: gym for gym in (*gyms().values(), *goal.gyms, goal.gym)}
    return described[session_gym] if session_gym else goal.gym


def sets(planned: PlannedMovement) -> int:
    return sum(not one.ramp for one in planned.sets)


def added(counts: Mapping[MovementId, int]) -> dict[Group, float]:
    credit = dict.fromkeys(Group, 0.0)
    for id, count in counts.items():
        for group, share in atlas().counted(id).items():
            credit[group] += share * count
    return credit


def work(session: PlannedSession) -> dict[Group, float]:
    return added({planned.movement: sets(planned) for planned in session.movements})


def knows(id: MovementId, state: State) -> bool:
    """Whether somebody did a movement in the eight weeks up to their last session."""
    lift = state.lifts.get(id)
    return lift is not None and state.today - lift.last_day <= timedelta(days=56 + (state.gap_days or 0))


def very_sore(state: State) -> set[Group]:
    return {group for group, score in state.sore.items() if score >= 8} | set(state.lingering)


# A session


def about_session(session: PlannedSession, week: Week, goal: Goal, state: State) -> Iterator[str]:
    took = max(seconds(session), session.seconds)
    if took > 60 * session.minutes:
        yield f"{session.day} takes {took} of {60 * session.minutes} s"
    yield from about_dose(session, goal, state)
    yield from about_order(session)
    yield from about_supersets(session)
    yield from about_steps(session, goal, state)
    for planned in session.movements:
        yield from misfits(catalogue()[planned.movement], place(session.gym, goal), goal, state)
        yield from about_sets(planned, place(session.gym, goal), goal, state)


def seconds(session: PlannedSession) -> float:
    """How long the session takes when every set is done as it is written, by the clock."""
    total = float(sum(step.seconds for step in session.warm_up + session.stretches))
    turns = {planned.movement: sets(planned) for planned in session.movements if not planned.between}
    for planned in session.movements:
        movement = catalogue()[planned.movement]
        total += movement.change_s
        free = sum(turns.get(host, 0) for host in planned.between)  # a set of a host has room for one set between
        for number, one in enumerate(planned.sets):
            total += set_seconds(one.reps[1], planned, ramp=one.ramp) + (15 if number < free else one.rest_s)
    return total


def set_seconds(reps: int, planned: PlannedMovement, *, ramp: bool) -> float:
    """A set by the clock; between the working sets of two sides there are 45 s, of a small movement 15."""
    side = reps * sum(planned.tempo)
    change = 15 if catalogue()[planned.movement].demand <= 2 else 45
    return side if not planned.unilateral else 2 * side if ramp else 2 * side + change


def about_dose(session: PlannedSession, goal: Goal, state: State) -> Iterator[str]:
    credit = work(session)
    for group in Group:
        if credit[group] > (4 if state.new else 11) + NEAR:
            yield f"{group} {credit[group]} on {session.day}"
        if credit[group] and group in very_sore(state) and (session.day - state.today).days < 2:
            yield f"{group} is trained on {session.day} although it is very sore"
    for planned in session.movements:
        most = most_sets(catalogue()[planned.movement], goal, state)
        if not 1 <= sets(planned) <= most:
            yield f"{sets(planned)} sets of {planned.movement} on {session.day}, not 1 to {most}"
    yield from about_kinds(session, state)


def most_sets(movement: Movement, goal: Goal, state: State) -> int:
    if movement.hard and (state.new or not knows(movement.id, state)):
        return 2
    if not knows(movement.id, state):
        return 3
    if state.new or (goal.aim is Aim.STRENGTH and movement.demand >= 4):
        return 3
    return min(5, max(3, len(state.lifts[movement.id].last) + 1))


def about_kinds(session: PlannedSession, state: State) -> Iterator[str]:
    there = [catalogue()[planned.movement] for planned in session.movements]
    locked = {planned.movement for planned in session.movements if planned.locked}
    for pattern, count in Counter(movement.pattern for movement in there).items():
        own = [id for id in {*state.lifts, *locked} if catalogue()[id].pattern is pattern]
        if count > (2 if pattern is Pattern.CALF_RAISE or len(own) > 1 else 1):
            yield f"{count} of {pattern} on {session.day}"
    if sum(movement.demand == 5 for movement in there) > 2:
        yield f"more than two of the heaviest on {session.day}"
    if len({movement.id for movement in there}) < len(there):
        yield f"something comes twice on {session.day}"


def about_order(session: PlannedSession) -> Iterator[str]:
    demands = [catalogue()[planned.movement].demand for planned in session.movements if not planned.between]
    if demands != sorted(demands, reverse=True):
        yield f"{session.day} begins with the easy ones"


def about_supersets(session: PlannedSession) -> Iterator[str]:
    there = [planned.movement for planned in session.movements]
    rests = {planned.movement: planned.sets[-1].rest_s for planned in session.movements}
    together = [planned for planned in session.movements if planned.between]
    if len(together) > 1:
        yield f"{session.day} has more than one superset"
    for planned in together:
        small, mine = catalogue()[planned.movement], atlas().counted(planned.movement)
        if small.demand > 2 or small.loading not in (Loading.BODY, Loading.BAND, Loading.DUMBBELL) or small.hold_s:
            yield f"{small.id} cannot be done beside something else"
        for host in planned.between:
            if host not in there or host == planned.movement:
                yield f"{small.id} is between the sets of {host}, which is not there"
                continue
            if any(min(share, atlas().counted(host).get(group, 0)) >= 0.3 - NEAR for group, share in mine.items()):
                yield f"{small.id} tires what {host} needs"
            if rests[host] < rests[planned.movement]:
                yield f"{small.id} rests longer than {host}"
        if there[there.index(planned.movement) - 1] not in planned.between:
            yield f"{small.id} does not stand beside what it is done with"


def about_steps(session: PlannedSession, goal: Goal, state: State) -> Iterator[str]:
    """The warm-up begins easy, and no drill or stretch hurts or needs what is not there."""
    there, aches = at_hand(place(session.gym, goal), goal), {*goal.aches, *state.aches}
    known = {drill.id: drill for drill in drills()}, {stretch.id: stretch for stretch in stretch_list()}
    for step, shelf in [(step, known[0]) for step in session.warm_up] + [
        (step, known[1]) for step in session.stretches
    ]:
        if aches & set(shelf[step.id].skip):
            yield f"{step.id} hurts"
        if not any(there.issuperset(way) for way in shelf[step.id].equipment):
            yield f"{step.id} needs what is not there"
    parts = [known[0][step.id].part for step in session.warm_up]
    if session.minutes >= 30 and parts[:1] != ["raise"]:
        yield f"{session.day} does not begin with something easy"
    if session.minutes >= 45 and session.warm_up:
        least = 180 * (2 if Condition.OVER_60 in goal.conditions else 1)
        if session.warm_up[0].seconds < least:
            yield f"the warm-up of {session.day} is too short"


# A movement


def at_hand(gym: Gym, goal: Goal) -> set[str]:
    return {*gym.equipment, *(() if goal.partner is Partner.NOBODY else ("anchor",))}


def misfits(movement: Movement, gym: Gym, goal: Goal, state: State) -> Iterator[str]:
    """What speaks against a movement in a gym, however it is done."""
    if not any(at_hand(gym, goal).issuperset(way) for way in movement.equipment):
        yield f"{movement.id} needs what is not there"
    if movement.id in goal.ban:
        yield f"{movement.id} was banned"
    if any({*goal.aches, *state.aches} & set(caution.aches) for caution in movement.cautions):
        yield f"{movement.id} hurts"
    if any(set(goal.conditions) & set(caution.conditions) for caution in movement.cautions):
        yield f"{movement.id} is unwise"
    if movement.hard and state.new and not knows(movement.id, state):
        yield f"{movement.id} is too hard to begin with"
    if not atlas().counted(movement.id):
        yield f"nothing of {movement.id} counts"


def about_sets(planned: PlannedMovement, gym: Gym, goal: Goal, state: State) -> Iterator[str]:
    """The loads, the repetitions in reserve and the rests of a movement."""
    movement, name = catalogue()[planned.movement], planned.movement
    working = [one for one in planned.sets if not one.ramp]
    for load in {one.load_kg for one in planned.sets if one.load_kg is not None}:
        if not makeable(load, gym, movement.loading):
            yield f"{load} kg cannot be made for {name}"
    loads = [one.load_kg for one in planned.sets]
    rising = [load for load, one in zip(loads, planned.sets, strict=True) if one.ramp] + loads[-1:]
    if any(early is None or late is None or early >= late for early, late in pairwise(rising)):
        yield f"the ramp of {name} does not rise"
    if [one.ramp for one in planned.sets] != sorted((one.ramp for one in planned.sets), reverse=True):
        yield f"a working set of {name} comes before its ramp"
    if movement.hold_s is None:
        least = max([3.0 if state.new else 0.0, *(LEAST_RESERVE[one] for one in goal.conditions)])
        if any(one.reserve is None or one.reserve < least for one in working):
            yield f"{name} leaves less than {least} in reserve"
        few = [one for one in working if one.load_kg is not None and one.reps[0] < movement.reps[0]]
        if few and set(goal.conditions) & NO_MAXIMA:
            yield f"{name} is too heavy"
    if movement.hard and state.new and any(one.reps[1] > 5 for one in working if one.hold_s is None):
        yield f"{name} is hard, and more than five of it are too many to begin with"
    for one in working:
        turn = set_seconds(one.reps[1], planned, ramp=False) + 30
        shared = movement.loading in gym.loads  # without a load there is nothing to take turns at
        if goal.partner is Partner.IN_TURNS and shared and one.rest_s < turn:
            yield f"{name} rests {one.rest_s} s; the partner's turn takes {turn}"


def makeable(load_kg: float, gym: Gym, loading: Loading) -> bool:
    shelf = gym.loads.get(loading)
    if shelf is None:
        return False
    if shelf.only_kg:
        return load_kg in shelf.only_kg
    steps = (load_kg - shelf.least_kg) / shelf.step_kg
    return shelf.least_kg <= load_kg <= shelf.most_kg and abs(steps - round(steps)) < 0.01


# A week


def asked_for(week: Week, goal: Goal, edited: Week | None) -> list[tuple[str, int, str, object]]:
    """The id, the minutes, the gym and the day of every session that there could be."""
    if edited is not None:
        return [(session.id, session.minutes, usual(session.gym, goal), session.day) for session in edited.sessions]
    days = [week.start + timedelta(days=ahead) for ahead in range(7)]
    slots = {str(slot.weekday): slot for slot in goal.slots}
    dated = [(day, slots[name]) for day in days if (name := f"{day:%a}".lower()) in slots]
    return [(f"{day}:{slot.weekday}", slot.minutes, usual(slot.gym, goal), day) for day, slot in dated]


def usual(gym: str, goal: Goal) -> str:
    """The id of a gym as a session writes it."""
    return "" if gym == goal.gym.id else gym


def about_days(week: Week, goal: Goal, edited: Week | None, begun: Collection[str]) -> Iterator[str]:
    wanted = asked_for(week, goal, edited)
    for session in week.sessions:
        if (session.id, session.minutes, session.gym, session.day) not in wanted:
            yield f"nobody asked for a session on {session.day} of {session.minutes} minutes in {session.gym or 'here'}"
    if [session.day for session in week.sessions] != sorted(session.day for session in week.sessions):
        yield "the sessions are not in the order of their days"
    for session in edited.sessions if edited is not None else ():
        if session.id in begun and session not in week.sessions:
            yield f"{session.day} was begun and has changed"


def about_nothing(
    still: list[PlannedSession], week: Week, goal: Goal, state: State, edited: Week | None, begun: Collection[str]
) -> Iterator[str]:
    """A week in which something could be trained has a session."""
    for id, minutes, gym, day in asked_for(week, goal, edited):
        if still or id in begun or (edited is not None and day < state.today):
            continue
        if any(could_be_done(movement, minutes, place(gym, goal), goal, state) for movement in catalogue().values()):
            yield f"nothing is planned, and there was something to do on {day}"


def could_be_done(movement: Movement, minutes: int, gym: Gym, goal: Goal, state: State) -> bool:
    """Whether two sets of a movement surely fit into the middle of a session and wrong nobody."""
    share = atlas().counted(movement.id)
    side = movement.reps[1] * movement.phases.seconds
    took = (
        movement.change_s + (300 if movement.loaded else 0) + 2 * (2 * side + 45 + max(movement.rest_s, 2 * side + 75))
    )
    return (
        took < 0.4 * 60 * minutes
        and not any(misfits(movement, gym, goal, state))
        and not very_sore(state) & set(share)
        and max(share.values()) >= 0.3
    )


def about_hard_ones(week: Week, state: State) -> Iterator[str]:
    often = Counter(planned.movement for session in week.sessions for planned in session.movements)
    for id, count in often.items():
        if catalogue()[id].hard and not knows(id, state) and count > 1:
            yield f"{id} is new and hard, and comes {count} times"


def about_recovery(week: Week, state: State, begun: Collection[str]) -> Iterator[str]:
    """What is trained again within two days gets little, on both of them."""
    cap = 2 if state.new else 6
    close = set()
    for early, late in combinations(week.sessions, 2):
        if abs((late.day - early.day).days) < 2:
            close |= {(early.id, group) for group in Group if late.id not in begun or work(late)[group] >= 1}
            close |= {(late.id, group) for group in Group if early.id not in begun or work(early)[group] >= 1}
    for session in week.sessions:
        rest = {} if state.new else state.rest_days
        lately = {group for group, day in state.last_trained.items() if (session.day - day).days < rest.get(group, 2)}
        near = lately | {group for id, group in close if id == session.id}
        for group, credit in work(session).items():
            if session.id not in begun and group in near and credit > cap + NEAR:
                yield f"{group} {credit} on {session.day}, beside another session"


def about_sums(still: list[PlannedSession], week: Week, made: Mapping[MovementId, int]) -> Iterator[str]:
    totals = added(made)
    for session in still:
        totals = {group: totals[group] + credit for group, credit in work(session).items()}
    for line in week.groups:
        if abs(totals[line.group] - line.credit) > 0.011:
            yield f"{line.group} is said to get {line.credit} and gets {totals[line.group]}"
    if {line.group for line in week.groups} != set(Group):
        yield "a group has no line"


def about_what_is_short(week: Week) -> Iterator[str]:
    for line in week.groups:
        if line.met != (line.credit >= line.floor):
            yield f"{line.group} gets {line.credit} of {line.floor}, which is{'' if line.met else ' not'} said to do"
        if not line.met and line.limit is None and not week.limits:
            yield f"{line.group} is short and nothing says why"


def about_the_climb(week: Week, goal: Goal, state: State, made: Mapping[MovementId, int]) -> Iterator[str]:
    behind = added(made)
    for line in week.groups:
        most = max(behind[line.group], at_most(line.group, goal, state, lighter=week.lighter))
        if line.credit > most + 0.051:  # the model's tenths are rounded
            yield f"{line.group} gets {line.credit}, more than {most:.1f}"


def at_most(group: Group, goal: Goal, state: State, *, lighter: bool) -> float:
    """The most that a group may get in a week."""
    usual, least = state.credit_28.get(group, 0.0), groups()[group].floor
    if group in very_sore(state):
        return 0.6 * max(usual, least)
    if lighter:
        return max(usual, least) / 2
    if state.new:
        return 6.0
    climbed = usual if state.sore.get(group, 0) >= 5 else max(6.0, usual + 2)
    band = 20.0 if group in goal.favour else max(14.0, min(usual, 25.0))
    gap = state.gap_days or 0
    share = 1 / 2 if gap >= 29 else 2 / 3 if gap >= 15 else 3 / 4 if gap >= 8 else 1.0
    return max(least, min(band, climbed) * share)
