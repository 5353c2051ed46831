"""The force–length curves of fibres and tendons."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.body import curves
from legday.body.curves import Curve, Passive, active, passive, tendon
from legday.body.forces import passive_shape
from legday.body.geometry import reference

SHAPES = sorted({passive_shape(one) for one in reference().muscles.values()})
shapes = st.sampled_from(SHAPES)
lengths = st.floats(0, 3, allow_subnormal=False)


def read(curve: Curve, length: float) -> float:
    return float(curve.at(np.array([length]))[0])


@given(lengths)
def test_an_active_fibre_gives_between_nothing_and_its_maximum(length: float) -> None:
    assert 0 <= read(active(), length) <= 1


@pytest.mark.parametrize("length", [0.0, 0.25, 1.9, 2.5])
def test_a_fibre_pulled_out_or_run_together_gives_nothing(length: float) -> None:
    assert read(active(), length) == pytest.approx(0, abs=1e-12)


def test_the_optimal_length_gives_the_maximal_force() -> None:
    assert read(active(), 1.0) == pytest.approx(1)


@given(lengths, lengths)
def test_the_nearer_to_the_optimal_length_on_one_side_the_more_force(one: float, other: float) -> None:
    short, long = sorted((one, other))
    rises = read(active(), long) - read(active(), short)
    if long <= 1:
        assert rises >= -1e-12
    if short >= 1:
        assert rises <= 1e-12


@given(shapes, lengths, lengths)
def test_a_fibre_stretched_further_resists_no_less(shape: Passive, one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert read(passive(shape), long) >= read(passive(shape), short)


@given(shapes, st.floats(0, 1))
def test_a_fibre_that_is_not_stretched_does_not_resist(shape: Passive, part: float) -> None:
    assert read(passive(shape), part * (1 + shape.strain_zero)) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_a_fibre_resists_with_the_maximal_force_at_the_strain_that_says_so(shape: Passive) -> None:
    assert read(passive(shape), 1 + shape.strain_one) == pytest.approx(1)


@given(shapes, st.floats(0.001, 2))
def test_beyond_its_end_a_fibre_resists_with_its_own_stiffness(shape: Passive, further: float) -> None:
    rises = read(passive(shape), 1 + shape.strain_one + further) - 1
    assert rises == pytest.approx(shape.stiffness_one * further, rel=1e-6)


@given(lengths, lengths)
def test_a_tendon_stretched_further_pulls_no_less(one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert read(tendon(), long) >= read(tendon(), short)


def test_a_slack_tendon_does_not_pull() -> None:
    assert (tendon().at(np.linspace(0, 1, 20)) == 0).all()


def test_the_tendon_gives_by_the_strain_that_the_paper_gives_at_the_maximal_force() -> None:
    assert read(tendon(), 1.049) == pytest.approx(1)


@given(st.floats(1.04, 2), st.floats(0.001, 1))
def test_past_its_toe_a_tendon_is_as_stiff_as_the_paper_says(length: float, further: float) -> None:
    rises = read(tendon(), length + further) - read(tendon(), length)
    assert rises == pytest.approx(1.375 / 0.049 * further, rel=1e-6)  # Millard 2013: 1.375 over the strain


@given(
    st.lists(st.floats(-5, 5), min_size=2, max_size=6),
    st.tuples(st.floats(-3, 3), st.floats(-3, 3)),
    st.floats(0.1, 10),
)
def test_beyond_its_ends_a_curve_goes_on_straight(values: list[float], slope: tuple[float, float], far: float) -> None:
    x = np.arange(len(values), dtype=float)
    curve = Curve(x=x, y=np.array(values), slope=slope)
    assert read(curve, -far) == pytest.approx(values[0] - slope[0] * far, abs=1e-9)
    assert read(curve, x[-1] + far) == pytest.approx(values[-1] + slope[1] * far, abs=1e-9)


def test_reading_between_the_points_costs_less_than_a_hundred_thousandth(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [active(), tendon(), *map(passive, SHAPES)]
    monkeypatch.setattr(curves, "STEPS", 4000)
    fine = [active.__wrapped__(), tendon.__wrapped__(), *map(passive.__wrapped__, SHAPES)]
    for one, other in zip(usual, fine, strict=True):
        x = np.linspace(one.x[0], one.x[-1], 5000)
        assert np.abs(one.at(x) - other.at(x)).max() < 2e-5
