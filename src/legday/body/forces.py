"""Forces: what each muscle can pull with in any posture, its fibres and its tendon in equilibrium."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from legday.body.curves import Passive, active, passive, tendon
from legday.body.geometry import MuscleTendon, geometry, reference
from legday.body.muscles import muscles
from legday.body.person import Person
from legday.kinds import Group

Floats = NDArray[np.float64]

POINTS = 240  # lengths at which the equilibrium is found; between them it is read off, to 0.001 of the maximal force
HALVINGS = 45  # of the interval that the fibre's length lies in
MODEL_HEIGHT_M, MODEL_MASS_KG = 1.70, 75.0  # of the reference leg (Rajagopal 2016)


class Equilibrium(NamedTuple):
    """The force in the tendon relative to the maximal one, and the fibres' length relative to the optimal one."""

    force: Floats
    fibre: Floats


class Capacity(NamedTuple):
    """What the muscles can do in postures, each (n, muscles) but ``arm_m`` (n, coordinates, muscles).

    Forces at rest and at full activation in newtons, along the tendon; fibre lengths relative to the optimal one.
    """

    rest_n: Floats
    full_n: Floats
    rest_fibre: Floats
    full_fibre: Floats
    arm_m: Floats


def passive_shape(muscle: MuscleTendon) -> Passive:
    """The shape of a muscle's passive curve."""
    return Passive(
        strain_zero=muscle.passive_strain_zero,
        strain_one=muscle.passive_strain_one,
        stiffness_low=muscle.passive_stiffness_low,
        stiffness_one=muscle.passive_stiffness_one,
        curviness=muscle.passive_curviness,
    )


def equilibrium(muscle: MuscleTendon, length_m: Floats, activation: Floats) -> Equilibrium:
    """Find where the fibres pull as hard as the tendon, for a muscle held at lengths and activations.

    The tendon stretches (a rigid one would put the hamstrings at twice their optimal length, where no muscle works),
    and the fibres keep their thickness as they shorten (Millard 2013).

    >>> from legday.kinds import Muscle
    >>> soleus = reference().muscles[Muscle.SOLEUS]
    >>> equilibrium(soleus, np.array([0.32]), np.array([0.0, 1.0])).force.round(2)  # at rest, at full activation
    array([0.  , 0.72])
    """
    stretch = passive(passive_shape(muscle))
    height = np.sin(muscle.pennation_rad)
    slack, total = muscle.tendon_slack_m / muscle.optimal_fibre_m, length_m / muscle.optimal_fibre_m
    low = np.full_like(total, 0.01)
    high = np.maximum(total - slack, 0.0101)
    for _ in range(HALVINGS):
        along = (low + high) / 2
        fibre = np.hypot(along, height)
        pull = (activation * active().at(fibre) + stretch.at(fibre)) * along / fibre
        stronger = pull > tendon().at((total - along) / slack)
        low, high = np.where(stronger, low, along), np.where(stronger, along, high)
    along = (low + high) / 2
    return Equilibrium(force=tendon().at((total - along) / slack), fibre=np.hypot(along, height))


def capacity(person: Person, angles_deg: Floats) -> Capacity:
    """Find what a person's muscles can do at postures (n, coordinates).

    Lengths grow with height. Forces grow with mass: a muscle's volume goes with mass times height (Handsfield 2014),
    its cross-section with volume over length. The groups' strength is in ``data/body/strength.toml``.

    >>> standing = capacity(Person(), np.zeros((1, 7)))
    >>> standing.full_n.shape, bool((standing.full_n >= standing.rest_n - 1e-6).all())
    ((1, 40), True)
    """
    shape = geometry(angles_deg)
    force_n = max_forces(person)
    columns = [
        [np.interp(shape.length_m[:, m], known[0], column) for column in known[1:]] for m, known in enumerate(_known())
    ]
    rest, full, rest_fibre, full_fibre = np.moveaxis(np.array(columns), 0, 2)
    return Capacity(
        rest_n=rest * force_n,
        full_n=full * force_n,
        rest_fibre=rest_fibre,
        full_fibre=full_fibre,
        arm_m=shape.arm_m * person.height_m / MODEL_HEIGHT_M,
    )


def max_forces(person: Person) -> Floats:
    """The maximal force of each of a person's muscles, in newtons."""
    by_group = strength()
    factor = person.strength * person.mass_kg / MODEL_MASS_KG
    return np.array(
        [factor * by_group[muscles()[name].group] * one.max_force_n for name, one in reference().muscles.items()]
    )


def sizes() -> Floats:
    """How large each muscle is beside the others: its volume in cubic metres, at 60 N/cm² (Rajagopal 2016)."""
    return np.array([one.max_force_n / 6e5 * one.optimal_fibre_m for one in reference().muscles.values()])


@cache
def strength() -> dict[Group, float]:
    """What the forces of the reference leg are multiplied by, so that the joints are as strong as people's are."""
    file = files("legday.data").joinpath("body") / "strength.toml"
    return msgspec.toml.decode(file.read_bytes(), type=dict[str, dict[Group, float]])["factor"]


@cache
def _known() -> tuple[tuple[Floats, Floats, Floats, Floats, Floats], ...]:
    """For each muscle lengths, and there the force at rest and at full activation and the fibres' length at both."""
    rows = []
    for one in reference().muscles.values():
        length = one.tendon_slack_m + one.optimal_fibre_m * np.linspace(0.0, 2.2, POINTS)
        rest = equilibrium(one, length, np.zeros(POINTS))
        full = equilibrium(one, length, np.ones(POINTS))
        rows.append((length, rest.force, full.force, rest.fibre, full.fibre))
    return tuple(rows)
