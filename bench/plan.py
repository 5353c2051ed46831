"""How long a week takes to prove beside HiGHS on the same program: ``python bench/plan.py``.

Both get the very same whole-number programs and run to proof; where both prove, they must agree on the value.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import msgspec

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
LIMIT_S = 20.0
WEEKS = 12


def wishes(chance: Random) -> Goal:
    """A random but sensible list of wishes."""
    days = list(Weekday)
    weekdays = sorted(chance.sample(range(7), chance.choice((2, 2, 3, 3))))
    return Goal(
        slots=tuple(Slot(weekday=days[day], minutes=chance.choice((30, 45, 60))) for day in weekdays),
        gym=gyms()[chance.choice(("full_gym", "machines", "home_barbell", "dumbbells"))],
        favour=tuple(chance.sample(list(Group), chance.choice((0, 1, 2)))),
    )


def programs() -> list[Program]:
    """The programs that both are given."""
    chance = Random(1)
    new = read_state((), (), today=TODAY, credit=atlas().groups)
    trained = msgspec.structs.replace(new, new=False, gap_days=3, credit_28=dict.fromkeys(Group, 8.0))
    people = [chance.choice((new, trained)) for _ in range(WEEKS)]
    return [program(options(wishes(chance), state, catalogue(), atlas(), TODAY)) for state in people]


def main() -> None:
    weeks = programs()
    judge = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "judges" / "highs.py"), str(LIMIT_S)],
        input=b"\n".join(msgspec.json.encode(week) for week in weeks),
        capture_output=True,
        check=True,
    )
    theirs = [msgspec.json.decode(line) for line in judge.stdout.splitlines()]
    ours = []
    for week, other in zip(weeks, theirs, strict=True):
        began = time.perf_counter()
        solved = best(week, Stop(seconds=LIMIT_S))
        ours.append(time.perf_counter() - began)
        both = solved.proof.gap == 0 and other["proved"]
        assert not both or abs(solved.proof.objective - other["value"]) < 0.5
        words = solved.proof.status.value, "proved" if other["proved"] else "not proved"
        print(f"CP-SAT {ours[-1]:6.2f} s {words[0]:9} HiGHS {other['seconds']:6.2f} s {words[1]}")
    us, them = statistics.median(ours), statistics.median(other["seconds"] for other in theirs)
    print(
        f"median of {WEEKS} weeks: CP-SAT {us:.2f} s, HiGHS {them:.2f} s (limit {LIMIT_S:g} s); ratio {them / us:.1f}"
    )


if __name__ == "__main__":
    main()
