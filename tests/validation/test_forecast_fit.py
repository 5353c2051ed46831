from __future__ import annotations

from validation.forecast_fit import VALUES, choose

from legday.coach.strength.forecast import Likeness


def errors(likeness: Likeness) -> dict[str, list[float]]:
    """Two histories: one is foretold best with the greatest age and no title, a small one with the least age."""
    return {
        "long": [1.8 - likeness.age + likeness.title] * 10,
        "short": [likeness.age + likeness.title],
    }


def test_the_constants_with_the_least_mean_error_are_found_from_the_middle() -> None:
    found = choose(errors)
    assert (found.age, found.title) == (1.8, 0.0)
    assert found.reps == VALUES["reps"][len(VALUES["reps"]) // 2]


def test_a_history_that_is_left_out_has_no_say() -> None:
    assert choose(errors, "long").age == 0.6
