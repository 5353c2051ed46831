from __future__ import annotations

import numpy as np
from validation.plateaus import ATHLETES, RULES, Truth, athlete, no_record, score, told

from legday.coach.state import Verdict

FLAT = Truth(0.01, 0.0, 10, 12)


def test_each_rule_is_scored_at_each_week_for_every_athlete() -> None:
    found = score(FLAT, 2, 1)
    assert found["weeks"] == [4, 8, 12]
    for table in ("now", "ever"):
        by_rule: dict[str, list[float]] = found[table]  # type: ignore[assignment]
        assert tuple(by_rule) == RULES
        assert all(len(shares) == 3 and all(0 <= share <= 1 for share in shares) for shares in by_rule.values())


def test_whoever_was_told_stays_told_in_what_was_ever_said() -> None:
    ever: dict[str, list[float]] = score(FLAT, 2, 2)["ever"]  # type: ignore[assignment]
    assert all(shares == sorted(shares) for shares in ever.values())


def test_nobody_is_told_of_a_plateau_by_us_before_eight_weeks() -> None:
    dice = np.random.default_rng(3)
    for truth in ATHLETES.values():
        early = truth._replace(turn=0, watched=8)
        for said in told(early, athlete(early, dice)):
            assert not said.plateau["movement"]
            assert not said.plateau["muscle"]
            assert Verdict.PLATEAU not in said.verdicts


def test_the_rules_of_others_are_theirs() -> None:
    assert no_record([100, 99, 100, 98])
    assert not no_record([100, 99, 100, 101])
    assert not no_record([100, 99, 100.4, 98])
    assert no_record([100, 99, 100.4, 98], 0.005)
    assert not no_record([100, 101, 99])
