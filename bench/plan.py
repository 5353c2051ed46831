"""How soon weeks are proved, how good they are, and how fast they are planned again when life interferes.

    python bench/plan.py [--lists N] [--judged N] [--growth]

Random but sensible wish lists (``tests/plan/lists.py``), three days of an hour each, over all that can be wished. The
named peers get the same programs in the same run: HiGHS for the proof, and where both prove they must agree on the
value; a greedy planner and the best of a hundred random weeks for the value reached (``bench/judges``); planning the
week afresh for planning it again. ``--judged`` is how many lists HiGHS gets, because it takes long. ``--growth`` asks
how time grows with the movements and with the days. "Work" is seconds of one core, which other programs on the machine
do not change; "clock" is what somebody waited.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple, TypeVar

import msgspec

from legday.coach.state import State
from legday.kinds import Group, MovementId
from legday.movement.atlas import Atlas, atlas
from legday.movement.catalogue import Catalogue, catalogue
from legday.plan import edit
from legday.plan.again import again
from legday.plan.goal import Goal
from legday.plan.gyms import gym_of
from legday.plan.model import program
from legday.plan.options import Options, days, options
from legday.plan.program import Program
from legday.plan.solve import Solved, Stop, best, solve
from legday.plan.swap import Gap, stand_ins
from legday.plan.variables import below
from legday.plan.week import Week

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "plan"))  # the tests plan for the same people
sys.path.insert(0, str(Path(__file__).parent / "judges"))
from lists import lists
from people import MONDAY
from planners import Desk, at_random, greedy

LIMIT_S = 10.0
FEW, MANY = 30, 300
GROWN = 8
"""Of how many lists the growth is measured."""

Wishes = list[tuple[Goal, State]]
Got = TypeVar("Got")


class Times:
    """Seconds of work and by the clock of one kind of thing."""

    def __init__(self) -> None:
        self.work: list[float] = []
        self.clock: list[float] = []

    def add(self, run: Callable[[], Got]) -> Got:
        """Run something and keep how long it took."""
        began, worked = time.perf_counter(), time.process_time()
        got = run()
        self.work.append(time.process_time() - worked)
        self.clock.append(time.perf_counter() - began)
        return got

    def __str__(self) -> str:
        return f"work {middle_and_late(self.work)}   clock {middle_and_late(self.clock)}"


def middle_and_late(took: list[float]) -> str:
    """The median and the 95th percentile, in words."""
    late = quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
    return f"median {median(took):.3g} s, 95 % within {late:.3g} s"


class Proved(NamedTuple):
    """A list's choice and program with the solver's answer, and the work that took."""

    options: Options
    program: Program
    solved: Solved
    work_s: float


def choice(goal: Goal, state: State, movements: Catalogue, known: Atlas) -> Options:
    """What the solver may choose from in the week from the Monday of all these people."""
    return options(goal, state, movements, known, days(goal, MONDAY))


def prove(wishes: Wishes) -> list[Proved]:
    """How long a week takes until it is proved."""
    took, found = Times(), []
    for goal, state in wishes:
        chosen = choice(goal, state, catalogue(), atlas())
        whole = program(chosen)
        solved = took.add(lambda: best(whole, Stop(seconds=LIMIT_S)))  # noqa: B023 (called at once)
        found.append(Proved(chosen, whole, solved, took.work[-1]))
    away = [one.solved.proof.bound - one.solved.proof.objective for one in found if one.solved.proof.gap]
    print(f"proof      {took}")
    print(f"           {len(found) - len(away)} of {len(found)} within {LIMIT_S:g} s of work; points to the bound of "
          f"the others: {' '.join(f'{points:.0f}' for points in sorted(away)) or 'none'}")  # fmt: skip
    return found


def judge(proved: list[Proved]) -> None:
    """The same programs by HiGHS, to the same proof; where both prove, the values agree.

    It is stopped by the clock, and so after twice as long, as CP-SAT would be by the clock.
    """
    run = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "judges" / "highs.py"), str(2 * LIMIT_S)],
        input=b"\n".join(msgspec.json.encode(one.program) for one in proved),
        capture_output=True,
        check=True,
    )
    theirs = [msgspec.json.decode(line) for line in run.stdout.splitlines()]
    pairs = list(zip(proved, theirs, strict=True))
    both = [(one, other) for one, other in pairs if one.solved.proof.gap == 0 and other["proved"]]
    for one, other in both:
        assert abs(one.solved.proof.objective - other["value"]) < 0.5, (one.solved.proof, other)
    ours, work = [one.work_s for one in proved], [other["work_s"] for other in theirs]
    count = sum(other["proved"] for other in theirs)
    print(f"CP-SAT     work {middle_and_late(ours)}; on the lists that HiGHS gets")
    print(f"HiGHS      work {middle_and_late(work)}; {count} of {len(pairs)} in time; {len(both)} proved "
          "by both, and the values agree")  # fmt: skip
    print(f"           takes {median(work) / median(ours):.1f} times as long as CP-SAT in the middle, "
          f"{sum(work) / sum(ours):.1f} times in all")  # fmt: skip


def compare(proved: list[Proved]) -> None:
    """The value that simpler planners reach beside the best, as a share of what that is worth above an empty week."""
    peers: dict[str, list[tuple[float, float, int]]] = {"greedy": [], "random": []}
    for number, one in enumerate(proved):
        desk, proof, answer = Desk(one.options, one.program), one.solved.proof, one.solved.answer or {}
        nothing = desk.worth({})
        floors = [below(group) for group in Group if below(group) in one.program.limits]
        for name, plan in (("greedy", greedy(desk)), ("random", at_random(desk, Random(number)))):
            assert desk.obeys(plan)
            worth, theirs = desk.worth(plan), desk.answer(plan)
            assert worth <= proof.bound + 0.5
            short = sum(theirs[floor] - answer[floor] for floor in floors)
            share = (worth - nothing) / (proof.objective - nothing)
            peers[name].append((share, proof.objective - worth, short))
    for name, found in peers.items():
        shares, lost, short = (sorted(part) for part in zip(*found, strict=True))
        print(f"{name:10} {100 * median(shares):.1f} % of the value above an empty week in the middle, "
              f"{100 * shares[0]:.1f} % at worst;")  # fmt: skip
        print(f"           {median(lost):.0f} points less than the best in the middle; further below the floors in "
              f"{sum(more > 0 for more in short)} of {len(found)}")  # fmt: skip


def plan_all(wishes: Wishes) -> tuple[list[Week], Times]:
    """Whole weeks with reasons, limits and prices; every one ends with a plan, or with what is in the way."""
    took = Times()
    weeks = [
        took.add(lambda: solve(goal, state, catalogue(), atlas(), start=MONDAY, stop=Stop(seconds=LIMIT_S)))  # noqa: B023
        for goal, state in wishes
    ]
    unmet = [week for week in weeks if not all(line.met for line in week.groups)]
    assert all(week.sessions or week.limits for week in weeks)
    assert all(week.limits for week in unmet)
    print(f"whole week {took}")
    print(f"           {sum(bool(week.sessions) for week in weeks)} of {len(weeks)} are plans; {len(unmet)} leave a "
          "floor unmet, and each says what is in the way")  # fmt: skip
    return weeks, took


def edits(week: Week, chance: Random) -> dict[str, Week]:
    """Four things that may happen to a session of a week."""
    one = chance.choice(week.sessions)
    taken = {session.day for session in week.sessions}
    free = [day for ahead in range(7) if (day := week.start + timedelta(days=ahead)) not in taken]
    return {
        "moved": edit.move(week, one.id, chance.choice(free)),
        "shortened": edit.shorten(week, one.id, chance.choice((15, 30))),
        "dropped": edit.drop(week, one.id),
        "elsewhere": edit.travel(week, one.id, "dumbbells"),
    }


def plan_again(wishes: Wishes, weeks: list[Week], afresh: Times) -> None:
    """To each week one of these things happens, and a movement is swapped; beside planning a week afresh."""
    took: dict[str, Times] = {}
    for number, ((goal, state), week) in enumerate(zip(wishes, weeks, strict=True)):
        if not week.sessions:
            continue
        chance = Random(number)
        found = edits(week, chance)
        name = list(found)[number % len(found)]
        took.setdefault(name, Times()).add(
            lambda: again(goal, state, catalogue(), atlas(), week=found[name], before=week, cause="So it was.")  # noqa: B023
        )
        session = chance.choice(week.sessions)
        beside = tuple(planned.movement for planned in session.movements)
        gap = Gap(movement=chance.choice(beside), beside=beside)
        here = msgspec.structs.replace(goal, gym=gym_of(goal, session.gym))
        took.setdefault("swapped", Times()).add(lambda: stand_ins(gap, here, state, catalogue(), atlas()))  # noqa: B023
    for name, times in sorted(took.items()):
        ratio = median(afresh.work) / median(times.work)
        print(f"{name:10} {times}   {len(times.work)} times; a week afresh takes {ratio:.1f} times as long")


def fewer(chance: Random) -> tuple[Catalogue, Atlas]:
    """A part of the catalogue."""
    return {id: catalogue()[id] for id in sorted(chance.sample(sorted(catalogue()), FEW))}, atlas()


def more(chance: Random) -> tuple[Catalogue, Atlas]:
    """A catalogue several times as large: copies that give a tenth more or less and rest a little more or less."""
    movements, credit = dict(catalogue()), dict(atlas().credit)
    for number in range(MANY - len(movements)):
        like = catalogue()[sorted(catalogue())[number % len(catalogue())]]
        id = MovementId(f"{like.id}_{number}")
        rest_s = min(300, max(30, like.rest_s + chance.choice((-15, 15))))
        movements[id] = msgspec.structs.replace(like, id=id, name=f"{like.name} {number}", rest_s=rest_s)
        credit[id] = {
            muscle: min(1.0, max(0.0, share + chance.choice((-0.1, 0.1)))) for muscle, share in credit[like.id].items()
        }
    return movements, msgspec.structs.replace(atlas(), credit=credit)


def growth() -> None:
    """How time grows, beside three days from the catalogue as it is."""
    whole = (catalogue(), atlas())
    sizes = [(3, whole), (3, fewer(Random(1))), (3, more(Random(1))), *((count, whole) for count in (1, 2, 4, 5, 6))]
    usual = 0.0
    for count, (movements, known) in sizes:
        took, proved, choices = Times(), 0, []
        for goal, state in lists(GROWN, days=count):
            chosen = choice(goal, state, movements, known)
            solved = took.add(lambda: best(program(chosen), Stop(seconds=LIMIT_S)))  # noqa: B023
            proved += solved.proof.gap == 0
            choices.append(len(chosen.movements))
        usual = usual or median(took.work)
        print(f"{len(movements):3} movements ({median(choices):.0f} to choose from), days: {count}; {took}   {proved} "
              f"of {GROWN} proved; {median(took.work) / usual:.1f} times as long")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=24)
    parser.add_argument("--judged", type=int, default=12)
    parser.add_argument("--growth", action="store_true")
    given = parser.parse_args()
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{given.lists} lists, three days of an hour each; {os.cpu_count()} cores, load {load}")
    wishes = lists(given.lists)
    proved = prove(wishes)
    judge(proved[: given.judged])
    compare(proved)
    plan_again(wishes, *plan_all(wishes))
    if given.growth:
        growth()


if __name__ == "__main__":
    main()
