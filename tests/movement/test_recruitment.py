"""Recruitment: the least effort that holds the moments, and the largest load that can be held."""

from __future__ import annotations

from typing import NamedTuple

import clarabel
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse

from legday.movement.limit import hold_most
from legday.movement.recruitment import hold

Floats = NDArray[np.float64]

SPANS = (  # hip flexion, hip adduction, knee, ankle: how many muscles turn which joints, as in a leg
    *[(1, 1, 0, 0)] * 20,
    *[(1, 1, 1, 0)] * 7,
    *[(0, 0, 1, 0)] * 4,
    *[(0, 0, 1, 1)] * 2,
    *[(0, 0, 0, 1)] * 7,
)
SEEDS = st.integers(0, 2**32 - 1)


class Problem(NamedTuple):
    """Some legs, moments that they can hold, and activations that do, though seldom the least."""

    gain: Floats
    moment: Floats
    activation: Floats


def legs(seed: int, count: int = 1) -> Floats:
    """Made-up legs: 40 muscles of 100 to 4000 N with arms of a few centimetres, (count, 4, 40) in N·m."""
    dice = np.random.default_rng(seed)
    arm = dice.normal(scale=0.04, size=(count, 4, len(SPANS))) * np.array(SPANS).T
    return arm * dice.gamma(2.0, 500.0, size=(count, 1, len(SPANS))).clip(100, 4000)


def problems(seed: int, count: int = 1) -> Problem:
    """Legs and the moments of random activations, so that they can be held."""
    gain, dice = legs(seed, count), np.random.default_rng([seed, 1])
    activation = dice.random((count, gain.shape[2])) * dice.uniform(0.1, 1.0, (count, 1))
    return Problem(gain, give(gain, activation), activation)


def give(gain: Floats, activation: Floats) -> Floats:
    return np.einsum("njm,nm->nj", gain, activation)


class Loaded(NamedTuple):
    """Some legs, moments that they can hold with ease, and those of each kilogram on top."""

    gain: Floats
    moment: Floats
    per_load: Floats


def loaded(seed: int, count: int) -> Loaded:
    gain, dice = legs(seed, count), np.random.default_rng(seed)
    moment = give(gain, dice.random((count, gain.shape[2])) * 0.1)
    return Loaded(gain, moment, dice.normal(size=(count, 4)) * [3.0, 0.5, 2.5, 1.5])


def by_clarabel(weight: float, price: Floats, rows: Floats, right: Floats, bounded: int) -> Floats:
    """Minimise weight |x|²/2 + price·x where rows @ x = right and the first unknowns are between 0 and 1."""
    size = np.abs(rows).sum(axis=1)
    each = sparse.identity(len(price), format="csc")
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_feas = settings.tol_gap_abs = settings.tol_gap_rel = 1e-12
    solver = clarabel.DefaultSolver(
        weight * each,
        price,
        sparse.vstack([rows / size[:, None], each[:bounded], -each[:bounded]], format="csc"),
        np.concatenate([right / size, np.ones(bounded), np.zeros(bounded)]),
        [clarabel.ZeroConeT(len(right)), clarabel.NonnegativeConeT(2 * bounded)],
        settings,
    )
    solution = solver.solve()
    assert solution.status == clarabel.SolverStatus.Solved
    return np.array(solution.x)


def largest_load(gain: Floats, moment: Floats, per_load: Floats) -> float:
    """The largest load as a linear program gives it."""
    muscles = gain.shape[1]
    rows = np.concatenate([gain, -per_load[:, None]], axis=1)
    return float(by_clarabel(0.0, np.append(np.zeros(muscles), -1.0), rows, moment, muscles)[-1])


def test_the_activations_are_those_that_clarabel_finds() -> None:
    gain, moment, _ = problems(1, 60)
    held = hold(gain, moment)
    assert held.met.all()
    for i, ours in enumerate(held.activation):
        theirs = by_clarabel(1.0, np.zeros(gain.shape[2]), gain[i], moment[i], gain.shape[2])
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


@given(SEEDS)
def test_moments_that_can_be_held_are_met_by_activations_from_0_to_1(seed: int) -> None:
    gain, moment, _ = problems(seed, 5)
    held = hold(gain, moment)
    assert held.met.all()
    assert held.activation.min() >= 0
    assert held.activation.max() <= 1
    np.testing.assert_allclose(give(gain, held.activation), moment, atol=1e-5 * np.abs(gain).sum(axis=2).max())


@given(SEEDS)
def test_no_other_activations_that_hold_the_moments_take_less(seed: int) -> None:
    gain, moment, other = (each[0] for each in problems(seed))
    least = hold(gain[None], moment[None]).activation[0]
    unmoving = np.linalg.svd(gain)[2][len(gain) :]  # changes of the activations that move nothing
    dice = np.random.default_rng([seed, 2])
    for _ in range(20):
        assert (least**2).sum() <= (other**2).sum() + 1e-9
        assert least @ (other - least) >= -1e-7  # nor does it take less to go some of the way there
        change = dice.normal(size=len(unmoving)) @ unmoving
        room = np.where(change > 0, 1 - other, other) / np.abs(change)
        other = np.clip(other + dice.random() * room.min() * change, 0, 1)


@given(SEEDS)
def test_each_muscle_gives_what_the_price_of_the_moments_is_worth_to_it(seed: int) -> None:
    gain, moment, _ = problems(seed, 5)
    held = hold(gain, moment)
    worth = np.einsum("njm,nj->nm", gain, held.price)
    np.testing.assert_allclose(held.activation, worth.clip(0, 1), atol=1e-9)


@given(SEEDS, st.floats(1.05, 100))
def test_moments_out_of_reach_are_said_not_to_be_met(seed: int, beyond: float) -> None:
    gain, dice = legs(seed), np.random.default_rng([seed, 3])
    way = dice.normal(size=(1, gain.shape[1]))
    reach = np.maximum(np.einsum("njm,nj->nm", gain, way), 0).sum(axis=1)  # the most that way·moment can be
    moment = way * (beyond * reach / (way**2).sum(axis=1))[:, None]
    held = hold(gain, moment)
    assert not held.met.any()
    assert held.activation.min() >= 0
    assert held.activation.max() <= 1


@given(SEEDS, st.floats(1e-3, 1e3))
def test_the_unit_of_the_moments_does_not_matter(seed: int, factor: float) -> None:
    gain, moment, _ = problems(seed, 3)
    there = hold(gain * factor, moment * factor)
    np.testing.assert_allclose(there.activation, hold(gain, moment).activation, atol=1e-6)
    assert there.met.all()


@given(SEEDS)
def test_the_order_of_muscles_does_not_matter(seed: int) -> None:
    gain, moment, _ = problems(seed, 3)
    order = np.random.default_rng([seed, 4]).permutation(gain.shape[2])
    there = hold(gain[:, :, order], moment)
    np.testing.assert_allclose(there.activation, hold(gain, moment).activation[:, order], atol=1e-6)


@given(SEEDS)
def test_an_answer_does_not_depend_on_what_is_asked_beside_it(seed: int) -> None:
    gain, moment, _ = problems(seed, 4)
    alone = np.concatenate([hold(gain[i : i + 1], moment[i : i + 1]).activation for i in range(len(gain))])
    np.testing.assert_allclose(hold(gain, moment).activation, alone, atol=1e-6)


def test_no_moment_takes_no_activation() -> None:
    gain = legs(1, 3)
    held = hold(gain, np.zeros((3, 4)))
    assert held.met.all()
    assert not held.activation.any()


def test_the_largest_load_is_a_thousandth_below_that_of_the_linear_program_at_most() -> None:
    gain, moment, per_load = loaded(24, 100)
    most = hold_most(gain, moment, per_load)
    assert most.met.all()
    best = np.array([largest_load(*each) for each in zip(gain, moment, per_load, strict=True)])
    assert (most.load <= best * (1 + 1e-6)).all()
    assert (most.load >= best * (1 - 1e-3)).all()


@pytest.mark.parametrize("seed", range(5))
def test_the_largest_load_is_held_and_nothing_above_it(seed: int) -> None:
    gain, moment, per_load = loaded(seed, 100)
    most = hold_most(gain, moment, per_load)
    assert most.met.all()
    assert most.activation.min() >= 0
    assert most.activation.max() <= 1
    asked = moment + most.load[:, None] * per_load
    np.testing.assert_allclose(give(gain, most.activation), asked, atol=1e-5 * np.abs(gain).sum(axis=2).max())
    assert hold(gain, moment + 0.999 * most.load[:, None] * per_load).met.all()
    assert not hold(gain, moment + 1.002 * most.load[:, None] * per_load).met.any()


def test_where_no_load_can_be_held_it_is_said() -> None:
    gain = np.array([[[3.0, 1.0], [0.0, 0.0]], [[3.0, 1.0], [0.0, 2.0]]])  # the first leg cannot turn its second joint
    most = hold_most(gain, np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [1.0, 0.0]]))
    assert most.met.tolist() == [False, True]
    np.testing.assert_allclose(most.load[1], 3.5, rtol=1e-3)
