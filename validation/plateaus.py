"""Score plateau verdicts on simulated athletes whose truth is known, beside two rules that other programs use.

    python -m validation.plateaus [--athletes N] [--json]

Each athlete does three movements of one muscle, once or twice a week, misses every sixth session, and their best sets
scatter by 3 to 5 %, with an odd day now and then. After every week the verdict of the first movement and that of the
muscle are read, as legday reads them, and so are the two rules for the first movement: "three sessions without a
record", and "no estimate of the last three sessions more than 0.5 % above the best before them" (GymCoach).
Whoever gains should not be told of a plateau, whoever stands still should be.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from math import exp
from typing import NamedTuple

import numpy as np

from legday.coach.state import Best, Trend, Verdict
from legday.coach.strength.pooling import muscle_trends
from legday.coach.strength.trend import trend
from legday.kinds import Group, MovementId

START = date(2025, 1, 6)
MOVEMENTS = ("leg_press", "leg_extension", "hack_squat")
MISSED = 1 / 6
NOISE = (0.03, 0.05)  # models 11.1
TAILS = 4  # degrees of freedom of Student's t: one best set in forty is more than three of its deviations off
OWN = 0.001  # how far the weekly slopes of a muscle's movements differ in truth
ANOTHER = 0.15  # what a load on another machine differs, in log units
RULES = ("movement", "muscle", "three_sessions", "gymcoach")
TOLERANCE = 0.005


class Truth(NamedTuple):
    """What is true of an athlete: the weekly slope before and after a week, for how long they are watched before it,
    and whether one movement goes to another machine then.
    """

    before: float
    after: float
    turn: int
    watched: int
    machine: bool = False
    log: int = 0

    @property
    def stands(self) -> bool:
        """Whether a plateau is the truth after the turn."""
        return self.after == 0


ATHLETES = {
    "gains as a novice (1.5 % a week)": Truth(0.015, 0.015, 0, 32),
    "gains as an intermediate (0.5 %)": Truth(0.005, 0.005, 0, 40),
    "gains slowly (0.3 %)": Truth(0.003, 0.003, 0, 40),
    "gains as advanced (0.15 %, two years of log before)": Truth(0.0015, 0.0015, 108, 40),
    "gains (0.5 %), another machine from week 16": Truth(0.005, 0.005, 16, 24, machine=True),
    "stands still after 16 weeks of 0.5 %": Truth(0.005, 0.0, 16, 32),
    "stands still after 16 weeks of 1.5 %": Truth(0.015, 0.0, 16, 32),
    "goes down by 0.7 % after 16 weeks of 0.5 %": Truth(0.005, -0.007, 16, 24),
}


class Told(NamedTuple):
    """What was said of an athlete at the end of a week: by each rule whether it is a plateau, and our two verdicts."""

    week: int
    plateau: dict[str, bool]
    verdicts: tuple[Verdict, Verdict]


def athlete(truth: Truth, dice: np.random.Generator) -> list[list[Best]]:
    """The best sets of one athlete's three movements."""
    a_week, weeks = dice.integers(1, 3), truth.turn + truth.watched
    every = []
    for place in range(len(MOVEMENTS)):
        own, noise = OWN * dice.normal(), dice.uniform(*NOISE)
        jump = ANOTHER * dice.choice((-1, 1)) if truth.machine and place == 0 else 0.0
        bests = []
        for visit in range(a_week * weeks):
            week = visit / a_week
            if visit and dice.random() < MISSED:
                continue
            slow, fast = truth.before * min(week, truth.turn), truth.after * max(0.0, week - truth.turn)
            level = slow + fast + own * week * (not truth.stands) + jump * (week >= truth.turn)
            scatter = noise * dice.standard_t(TAILS) / (TAILS / (TAILS - 2)) ** 0.5
            day = START + timedelta(days=round(7 * week))
            bests.append(Best(day=day, load_kg=100, reps=8, reserve=1, e1rm_kg=100 * exp(level + scatter)))
        every.append(bests)
    return every


def told(truth: Truth, every: Sequence[Sequence[Best]]) -> Iterator[Told]:
    """What is said after each week that is watched."""
    for week in range(truth.turn + 1, truth.turn + truth.watched + 1) if truth.turn else range(1, truth.watched + 1):
        today = START + timedelta(days=7 * week - 1)
        known = [[best for best in bests if best.day <= today] for bests in every]
        trends: dict[MovementId, Trend] = {
            MovementId(name): found
            for name, bests in zip(MOVEMENTS, known, strict=True)
            if (found := trend(bests, today))
        }
        first = trends.get(MovementId(MOVEMENTS[0]))
        muscle = muscle_trends(trends, quads, today).get(Group.QUADRICEPS)
        ours = first.verdict if first else Verdict.TOO_EARLY
        whole = muscle.verdict if muscle else Verdict.TOO_EARLY
        values = [best.e1rm_kg for best in known[0]]
        said = (ours is Verdict.PLATEAU, whole is Verdict.PLATEAU, no_record(values), no_record(values, TOLERANCE))
        yield Told(week - truth.turn, dict(zip(RULES, said, strict=True)), (ours, whole))


def quads(_: MovementId) -> dict[Group, float]:
    """What a set counts: all three movements are for the quads."""
    return {Group.QUADRICEPS: 1.0}


def no_record(values: Sequence[float], tolerance: float = 0.0, sessions: int = 3) -> bool:
    """Whether none of the last sessions was better than the best before them, by more than a tolerance."""
    before, last = values[:-sessions], values[-sessions:]
    return bool(before) and max(last) <= max(before) * (1 + tolerance)


def score(truth: Truth, athletes: int, seed: int) -> dict[str, object]:
    """How many athletes each rule tells of a plateau, by weeks since the turn: at that moment, and ever so far."""
    dice = np.random.default_rng(seed)
    lives = [list(told(truth, athlete(truth, dice))) for _ in range(athletes)]
    weeks = [week for week in (4, 8, 12, 16, 24, 32, 40) if week <= truth.watched]
    verdicts = [life[-1].verdicts for life in lives]
    return {
        "weeks": weeks,
        "now": {rule: [share(life[week - 1].plateau[rule] for life in lives) for week in weeks] for rule in RULES},
        "ever": {
            rule: [share(any(one.plateau[rule] for one in life[:week]) for life in lives) for week in weeks]
            for rule in RULES
        },
        "weeks_told": {rule: share(one.plateau[rule] for life in lives for one in life) for rule in RULES},
        "at_the_end": [
            {verdict.value: share(one[place] is verdict for one in verdicts) for verdict in Verdict}
            for place in range(2)
        ],
    }


def share(of: Iterator[bool] | Sequence[bool]) -> float:
    """The share that is true."""
    every = list(of)
    return round(sum(every) / len(every), 3)


def table(athletes: int, say: Callable[[str], object]) -> dict[str, dict[str, object]]:
    """The scores of all kinds of athletes."""
    found = {}
    for seed, (name, truth) in enumerate(ATHLETES.items()):
        found[name] = score(truth, athletes, seed)
        say(lines(name, found[name]))
    return found


def lines(name: str, scored: dict[str, object]) -> str:
    """One kind of athlete as a table."""
    weeks, now, ever, told_weeks = (scored[key] for key in ("weeks", "now", "ever", "weeks_told"))
    head = f"\n{name}\n\n| rule | {' | '.join(f'week {week}' for week in weeks)} | of all weeks |\n"  # type: ignore[attr-defined]
    rows = [
        f"| {rule} | {' | '.join(f'{a:.0%} ({b:.0%})' for a, b in zip(now[rule], ever[rule], strict=True))} "  # type: ignore[index]
        f"| {told_weeks[rule]:.0%} |"  # type: ignore[index]
        for rule in RULES
    ]
    return head + "|---" * (len(weeks) + 2) + "|\n" + "\n".join(rows) + f"\nat the end: {scored['at_the_end']}"  # type: ignore[arg-type]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m validation.plateaus", description=__doc__)
    parser.add_argument("--athletes", type=int, default=60, help="how many of each kind")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    found = table(given.athletes, str if given.json else print)
    if given.json:
        print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
