"""A second opinion on a week: reads only the finished plan and the catalogue, and shares no code with the model."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from legday.coach.state import State
from legday.kinds import Group
from legday.movement.atlas import atlas
from legday.movement.catalogue import Pattern, catalogue
from legday.plan.goal import Goal
from legday.plan.week import PlannedMovement, PlannedSession, Week


def work(session: PlannedSession) -> dict[Group, float]:
    credit = dict.fromkeys(Group, 0.0)
    for movement in session.movements:
        done = [planned for planned in movement.sets if not planned.ramp]
        for group, share in atlas().counted(movement.movement).items():
            credit[group] += share * len(done)
    return credit


def seconds(session: PlannedSession) -> float:
    """How long the session takes when every set is done as it is written, by the clock."""
    total = float(sum(step.seconds for step in session.warm_up + session.stretches))
    turns = {planned.movement: len(planned.sets) for planned in session.movements if not planned.between}
    for planned in session.movements:
        movement = catalogue()[planned.movement]
        total += movement.change_s
        free = sum(turns[host] for host in planned.between)  # each set of a host has room for one set between
        for number, one in enumerate(planned.sets):
            sides = 2 if movement.unilateral else 1
            total += sides * one.reps[1] * sum(planned.tempo) + (15 if number < free else one.rest_s)
    return total


def complaints(week: Week, goal: Goal, state: State) -> list[str]:
    return [
        *(words for session in week.sessions for words in about_time(session, goal)),
        *(words for session in week.sessions for words in about_dose(session, state)),
        *(
            words
            for session in week.sessions
            for planned in session.movements
            for words in misfits(planned, goal, state)
        ),
        *about_recovery(week),
        *about_floors(week),
        *about_climb(week, state),
    ]


def about_time(session: PlannedSession, goal: Goal) -> list[str]:
    minutes = {str(slot.weekday): slot.minutes for slot in goal.slots}
    allowed = 60 * minutes[session.day.strftime("%a").lower()]
    took = max(seconds(session), session.seconds)
    return [f"{session.day} takes {took} of {allowed} s"] if took > allowed else []


def about_dose(session: PlannedSession, state: State) -> list[str]:
    cap = 4 if state.new else 11
    found = [f"{group} {credit} on {session.day}" for group, credit in work(session).items() if credit > cap]
    patterns = Counter(catalogue()[movement.movement].pattern for movement in session.movements)
    own = Counter(catalogue()[id].pattern for id in state.lifts)
    for pattern, count in patterns.items():
        if count > (2 if pattern is Pattern.CALF_RAISE or own[pattern] > 1 else 1):
            found.append(f"{count} of {pattern} on {session.day}")
    in_line = [movement.movement for movement in session.movements if not movement.between]
    demands = [catalogue()[movement].demand for movement in in_line]
    if demands != sorted(demands, reverse=True):
        found.append(f"{session.day} begins with the easy ones")
    for movement in session.movements:
        mine = atlas().counted(movement.movement)
        for host in movement.between:
            theirs = atlas().counted(host)
            found += [
                f"{movement.movement} tires what {host} needs"
                for group in mine
                if min(mine[group], theirs.get(group, 0)) >= 0.3
            ]
            if host not in in_line:
                found.append(f"{movement.movement} is between the sets of {host}, which is not there")
    return found


def misfits(planned: PlannedMovement, goal: Goal, state: State) -> list[str]:
    movement = catalogue()[planned.movement]
    found = []
    if not any(set(needed) <= set(goal.gym.equipment) for needed in movement.equipment):
        found.append(f"{movement.id} needs what is not there")
    if movement.id in goal.ban:
        found.append(f"{movement.id} was banned")
    if any({*goal.aches, *state.aches} & set(caution.aches) for caution in movement.cautions):
        found.append(f"{movement.id} hurts")
    count = sum(not one.ramp for one in planned.sets)
    if not 1 <= count <= 5:
        found.append(f"{count} sets of {movement.id}")
    if any(set(goal.conditions) & set(caution.conditions) for caution in movement.cautions):
        found.append(f"{movement.id} is unwise")
    if movement.hard and state.new:
        found.append(f"{movement.id} is too hard to begin with")
    loads = [one.load_kg for one in planned.sets if one.load_kg is not None]
    return found + [f"{load} kg cannot be made" for load in loads if not makeable(load, goal, str(movement.loading))]


def about_recovery(week: Week) -> list[str]:
    close = [pair for pair in pairwise(week.sessions) if (pair[1].day - pair[0].day).days < 2]
    return [
        f"{group} {credit} beside a session"
        for session in {session.id: session for pair in close for session in pair}.values()
        for group, credit in work(session).items()
        if credit > 6
    ]


def about_climb(week: Week, state: State) -> list[str]:
    """No group gets more than its floor, a start of six sets or two more than usual, whichever is most."""
    found = []
    for line in week.groups:
        usual = state.credit_28.get(line.group, 0.0)
        if line.credit > max(4, 6, usual + 2):
            found.append(f"{line.group} climbs from {usual} to {line.credit}")
    return found


def about_floors(week: Week) -> list[str]:
    totals = {group: sum(work(session)[group] for session in week.sessions) for group in Group}
    wrong = [line for line in week.groups if abs(totals[line.group] - line.credit) > 0.011]
    silent = [line for line in week.groups if not line.met and line.limit is None and not week.limits]
    return [f"{line.group} is said to get {line.credit}" for line in wrong] + [
        f"{line.group} is short and nothing says why" for line in silent
    ]


def makeable(load_kg: float, goal: Goal, loading: str) -> bool:
    shelf = {str(key): loads for key, loads in goal.gym.loads.items()}[loading]
    if shelf.only_kg:
        return any(abs(load_kg - made) < 1e-6 for made in shelf.only_kg)
    steps = (load_kg - shelf.least_kg) / shelf.step_kg
    return shelf.least_kg <= load_kg <= shelf.most_kg and abs(steps - round(steps)) < 1e-6
