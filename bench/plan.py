"""How long the week takes to prove beside HiGHS on the same program: ``python -m bench.plan``.

Both get the very same whole-number program and run to proof, one after the other; the answers must be worth the same.
"""

from __future__ import annotations

import statistics
import time
from datetime import date
from random import Random

import highspy
import numpy as np

from legday.coach.read import read_state
from legday.kinds import Group
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.plan.goal import Goal, Slot, Weekday
from legday.plan.gyms import gyms
from legday.plan.options import options
from legday.plan.program import Program
from legday.plan.rules import program
from legday.plan.solve import Stop, best

TODAY = date(2026, 11, 23)
LIMIT_S = 60.0


def highs(program: Program) -> tuple[float, bool]:
    """Solve a program with HiGHS to a gap of zero; give the value and whether it is proved."""
    names = {name: place for place, name in enumerate(program.limits)}
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("time_limit", LIMIT_S)
    for low, high in program.limits.values():
        model.addVar(float(low), float(high))
    for place in range(len(names)):
        model.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    for factor, name in program.goal:
        cost = model.getLp().col_cost_[names[name]]
        model.changeColCost(names[name], cost + factor)
    for row in program.rows:
        low = -highspy.kHighsInf if row.low is None else float(row.low)
        high = highspy.kHighsInf if row.high is None else float(row.high)
        places = np.array([names[name] for _, name in row.terms], dtype=np.int32)
        factors = np.array([factor for factor, _ in row.terms], dtype=np.float64)
        model.addRow(low, high, len(places), places, factors)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    model.run()
    proved = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return model.getInfo().objective_function_value, proved


def wishes(chance: Random) -> Goal:
    """A random but sensible list of wishes."""
    count = chance.choice((2, 2, 3, 3, 4))
    weekdays = sorted(chance.sample(range(7), count))
    days = list(Weekday)
    return Goal(
        slots=tuple(Slot(weekday=days[day], minutes=chance.choice((30, 45, 60, 75))) for day in weekdays),
        gym=chance.choice([gyms()["full_gym"], gyms()["home_barbell"], gyms()["dumbbells"]]),
        favour=tuple(chance.sample(list(Group), chance.choice((0, 1, 2)))),
    )


def main() -> None:
    """Time both on the same programs and print the medians and their ratio."""
    chance = Random(1)
    state = read_state((), (), today=TODAY, credit=atlas().groups)
    ours, theirs = [], []
    for _ in range(12):
        whole = program(options(wishes(chance), state, catalogue(), atlas(), TODAY))
        began = time.perf_counter()
        solved = best(whole, Stop(seconds=LIMIT_S))
        middle = time.perf_counter()
        value, proved = highs(whole)
        ended = time.perf_counter()
        ours.append(middle - began)
        theirs.append(ended - middle)
        agree = not proved or abs(value - solved.proof.objective) < 1
        print(
            f"CP-SAT {middle - began:6.2f} s {solved.proof.status.value}  HiGHS {ended - middle:6.2f} s {proved=} {agree=}"
        )
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"median CP-SAT {statistics.median(ours):.2f} s, HiGHS {statistics.median(theirs):.2f} s, ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
