"""Two simple planners as peers of the solver: one takes what brings most value per minute, one draws lots.

Both keep every rule and are paid by the same goal as the solver. They choose sets by movement and day; every other
variable of the program follows from these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random

from legday.kinds import Group, MovementId
from legday.plan.options import TENTHS, Options, done_of
from legday.plan.program import Program, Row, broken, value
from legday.plan.variables import (
    below,
    below_usual,
    chosen,
    covered,
    done,
    far_below,
    repeated,
    sets,
    trained,
    value_of,
    visited,
    week_of,
)
from legday.plan.week_rules import COMPLETE, VISIT_SETS

Place = tuple[MovementId, int]
"""A movement on a day."""

Plan = Mapping[Place, int]
"""So many sets of a movement on a day."""

RULES = {"sets", "time", "variety", "heavy", "hard", "session cap", "recovery"}
"""The rows that say what may be done; of the rest follows what it is worth."""

RANDOM_WEEKS = 100
"""Of how many random weeks the best is taken."""


class Desk:
    """A program as these planners see it: where sets can be added, which are allowed, and what a plan is worth."""

    def __init__(self, options: Options, program: Program) -> None:
        self.options, self.program = options, program
        self.places = [(id, day) for day, there in enumerate(options.doses) for id in there]
        self._rules: dict[str, list[Row]] = defaultdict(list)
        self._tangents: dict[str, list[Row]] = defaultdict(list)
        for row in program.rows:
            for _, name in row.terms if row.rule in RULES else ():
                self._rules[name].append(row)
            if row.rule == "value":
                self._tangents[row.terms[0][1]].append(row)
        self._prices: dict[str, int] = defaultdict(int)
        for factor, name in program.goal:
            self._prices[name] += factor

    def step(self, plan: Plan, place: Place) -> int:
        """How many sets are added: one, or two of a movement that is not there yet."""
        return 1 if place in plan else 2

    def minutes(self, plan: Plan, place: Place) -> float:
        """What a step takes."""
        dose = self.options.doses[place[1]][place[0]]
        return (self.step(plan, place) * dose.set_s + (0 if place in plan else dose.station_s)) / 60

    def fits(self, plan: Plan, place: Place) -> bool:
        """Whether a plan keeps every rule that speaks of one of its movements, and the ceilings of the week."""
        numbers, week = written(plan), self.credit(plan)
        rows = (row for name in (sets(*place), done(*place)) for row in self._rules[name])
        totals = ((row, sum(factor * numbers.get(name, 0) for factor, name in row.terms)) for row in rows)
        held = all(
            (row.low is None or total >= row.low) and (row.high is None or total <= row.high) for row, total in totals
        )
        return held and all(
            week[group] <= self.program.limits[week_of(group)][1] for group in self.options.credit[place[0]]
        )

    def credit(self, plan: Plan) -> dict[Group, int]:
        """What a plan gives each group, in tenths of a set."""
        week = {group: done_of(self.options, group) for group in Group}
        for (id, _), count in plan.items():
            for group, share in self.options.credit[id].items():
                week[group] += count * share
        return week

    def worth(self, plan: Plan) -> int:
        """The value of a plan by the goal of the program."""
        return sum(self._prices[name] * number for name, number in self.answer(plan).items())

    def answer(self, plan: Plan) -> dict[str, int]:
        """The variables of the program that are not zero: what is done, and what follows from it."""
        found, limits = written(plan), self.program.limits
        for group, week in self.credit(plan).items():
            found[week_of(group)] = week
            # a row is 100·value − slope·week ≤ high
            lines = ((row.high - row.terms[1][0] * week) // 100 for row in self._tangents[value_of(group)])
            found[value_of(group)] = min(limits[value_of(group)][1], *lines)
            for missing in (below, far_below, below_usual):
                found[missing(group)] = max(0, limits[missing(group)][1] - week)
            found |= dict.fromkeys(self._visits(plan, group), 1)
        there = {id for id, _ in plan} | {*self.options.made}
        for place, patterns in enumerate(COMPLETE):
            found[covered(place)] = int(any(self.options.movements[id].pattern in patterns for id in there))
        for id in there:
            days = sum((id, day) in plan for day in range(len(self.options.days)))
            found |= {chosen(id): 1, repeated(id): max(0, days - (id not in self.options.made))}
        found |= {trained(day): 1 for _, day in plan}
        return {name: number for name, number in found.items() if name in limits}

    def _visits(self, plan: Plan, group: Group) -> Iterator[str]:
        gives = [0] * len(self.options.days)
        for (id, day), count in plan.items():
            gives[day] += count * self.options.credit[id].get(group, 0)
        enough = [day for day, tenths in enumerate(gives) if tenths >= TENTHS * VISIT_SETS]
        return (visited(group, day) for day in enough[:2])

    def obeys(self, plan: Plan) -> bool:
        """Whether a plan is an answer to the program, whose order of alike days is there only to shorten the proof."""
        answer = dict.fromkeys(self.program.limits, 0) | self.answer(plan)
        assert value(self.program.goal, answer) == self.worth(plan)
        return all(row.rule == "alike days" for row in broken(self.program, answer))


def written(plan: Plan) -> dict[str, int]:
    """A plan in the variables of the program."""
    return {sets(*place): count for place, count in plan.items()} | {done(*place): 1 for place in plan}


def greedy(desk: Desk) -> Plan:
    """Add the sets that bring most value per minute until none that fit bring any."""
    plan: Plan = {}
    while True:
        now, best = desk.worth(plan), (0.0, plan)
        for place in desk.places:
            more = {**plan, place: plan.get(place, 0) + desk.step(plan, place)}
            if desk.fits(more, place):
                rate = (desk.worth(more) - now) / desk.minutes(plan, place)
                best = max(best, (rate, more), key=lambda pair: pair[0])
        if best[1] is plan:
            return plan
        plan = best[1]


def at_random(desk: Desk, chance: Random) -> Plan:
    """The best of many weeks filled in random order, each movement with as many sets as chance and room give."""
    return max((filled(desk, chance) for _ in range(RANDOM_WEEKS)), key=desk.worth)


def filled(desk: Desk, chance: Random) -> Plan:
    """A random week in which nothing more fits."""
    plan: Plan = {}
    for place in chance.sample(desk.places, len(desk.places)):
        least, most = desk.step(plan, place), desk.program.limits[sets(*place)][1]
        for count in range(chance.randint(least, max(least, most)), least - 1, -1):
            more = {**plan, place: count}
            if desk.fits(more, place):
                plan = more
                break
    return plan
