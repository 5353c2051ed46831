"""Fit one polynomial per muscle of the right leg, and write them with the muscles' other figures as one data file.

    python tools/fit_geometry.py MODEL.osim [--out FILE] [--reference FILE]

Needs the packages opensim, numpy and scipy, and RajagopalLaiUhlrich2023.osim with its Geometry folder beside it. A
muscle's length is asked of the model at some thousand postures of the joints that it crosses, together with its moment
arms (minus the slope of the length, by central differences); both are fitted at once by least squares; terms that do
not matter are taken out again; and the errors are counted at postures that the fit has not seen.

In this model a muscle that bends round a cylinder may swing to the cylinder's other side, where it does not belong: its
length jumps there, or its moment arm changes at once. Every posture is therefore walked to in short steps from one in
the middle, and where the walk meets such a break the posture is set aside for that muscle. The error tables say how
many were, and give the error with and without them. So that the polynomial is not free to run wild where postures were
set aside, it is led on there in a straight line from the nearest posture kept, with little weight.
"""

from __future__ import annotations

import argparse
import json
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import opensim
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.stats import qmc

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Coordinate:
    """A joint angle in degrees: the model's name and sign, the fitted range, and the range in which errors count."""

    name: str
    model: str
    sign: int
    low: float
    high: float
    test_low: float
    test_high: float


COORDINATES = (
    Coordinate("hip_flexion", "hip_flexion_r", 1, -30, 125, -25, 120),
    Coordinate("hip_adduction", "hip_adduction_r", 1, -50, 25, -45, 20),
    Coordinate("hip_rotation", "hip_rotation_r", 1, -40, 40, -35, 35),
    Coordinate("knee_flexion", "knee_angle_r", 1, 0, 145, 0, 140),
    Coordinate("ankle_dorsiflexion", "ankle_angle_r", 1, -50, 40, -45, 35),
    Coordinate("subtalar_inversion", "subtalar_angle_r", 1, -25, 25, -20, 20),
    Coordinate("toe_extension", "mtp_angle_r", -1, -40, 60, -30, 50),  # the model's mtp angle grows as the toes flex
)
LOW = np.array([c.low for c in COORDINATES])
HIGH = np.array([c.high for c in COORDINATES])
CENTRE, HALF = (LOW + HIGH) / 2, (HIGH - LOW) / 2
TEST_LOW = np.array([c.test_low for c in COORDINATES])
TEST_HIGH = np.array([c.test_high for c in COORDINATES])
SIGN = np.array([c.sign for c in COORDINATES])
START = np.array([45.0, -5, 0, 60, -5, 0, 10])  # where every walk begins: no muscle is near a break there

DEGREE = {1: 9, 2: 7, 3: 8, 4: 7}  # highest total power, by the number of coordinates
APART = {"tfl": 10}  # fixed to the femur on its way, so hip and knee do not mix; bends sharply in deep flexion
POSTURES = {1: 512, 2: 2048, 3: 8192, 4: 8192}  # powers of two, as Sobol's points want
TEST_POSTURES = {1: 512, 2: 1024, 3: 2048, 4: 2048}
OUTSIDE = 1.02  # postures reach this far over the fitted range, so that its edge is not an end
DIFFERENCE = 0.1  # degrees to each side, for moment arms
ARM_WEIGHT = 0.5  # an error of 2 mm in a moment arm counts like one of 1 mm in length
LEAD_WEIGHT = 0.1  # of the postures that were set aside and are only led on to
WALK_STEPS = 40
BREAK_M = 0.012  # a moment arm that changes by this within one step, and by four times its neighbours, is a break
ADD_M, ADD_ARM_M = 0.00005, 0.0002  # what leaving out terms may add to the error of a length and of a moment arm
REFERENCE_POSTURES = 120

SOURCE = (
    "Computed by tools/fit_geometry.py with OpenSim {version} from {model}, the full-body model of Rajagopal et al. "
    "2016 (IEEE Trans Biomed Eng 63:2068-2079, doi 10.1109/TBME.2016.2586891) with the knee muscles and ranges of Lai "
    "et al. 2017 (Ann Biomed Eng 45:2762-2774, doi 10.1007/s10439-017-1920-7) and the hip abductors and passive forces "
    "of Uhlrich et al. 2022 (Sci Rep 12:9842, doi 10.1038/s41598-022-13386-9). "
)
HOW = (
    "length_m = sum of coefficient * product of x**power, x = (degrees - centre) / half range of the coordinate, from "
    "its low and high; moment arm = -d length / d angle in radians. Fitted by least squares to lengths and moment arms "
    "at random postures over the ranges; postures at which a muscle had swung to the wrong side of a wrapping surface "
    "were set aside."
)


class Leg:
    """The right leg of the model: what its muscles measure at a posture in our coordinates."""

    def __init__(self, path: Path) -> None:
        """Read the model and free the joints that it holds locked or clamped."""
        opensim.Logger.setLevelString("error")
        self.model = opensim.Model(str(path))
        named = self.model.updCoordinateSet()
        self.coordinates = [named.get(c.model) for c in COORDINATES]
        for coordinate in self.coordinates:
            coordinate.setDefaultClamped(False)
            coordinate.setDefaultLocked(False)
        self.patella = named.get("knee_angle_r_beta")
        self.state = self.model.initSystem()
        muscles = self.model.getMuscles()
        self.muscles = {
            name.removesuffix("_r"): muscles.get(name)
            for name in (muscles.get(i).getName() for i in range(muscles.getSize()))
            if name.endswith("_r")
        }

    def pose(self, posture: Array) -> None:
        """Take a posture; the patella's coordinate equals the knee's, which is all that the model's coupler asks."""
        for coordinate, angle in zip(self.coordinates, np.radians(posture * SIGN), strict=True):
            coordinate.setValue(self.state, angle, False)
        self.patella.setValue(self.state, self.coordinates[3].getValue(self.state), False)
        self.model.realizePosition(self.state)

    def lengths(self, postures: Array, names: Sequence[str]) -> Array:
        """Muscle-tendon lengths in metres, a row for each posture."""
        out = np.empty((len(postures), len(names)))
        for row, posture in zip(out, postures, strict=True):
            self.pose(posture)
            row[:] = [self.muscles[name].getLength(self.state) for name in names]
        return out

    def wraps(self, name: str) -> bool:
        """Whether the muscle bends round a surface; only such muscles can swing to its wrong side."""
        return bool(self.muscles[name].getGeometryPath().getWrapSet().getSize() > 0)

    def crossed(self) -> dict[str, tuple[int, ...]]:
        """The coordinates, by index, that change each muscle's length."""
        names = list(self.muscles)
        found: dict[str, list[int]] = {name: [] for name in names}
        for j in range(len(COORDINATES)):
            pair = np.vstack([START, START])
            pair[:, j] += -7, 9
            low, high = self.lengths(pair, names)
            for name, change in zip(names, np.abs(high - low), strict=True):
                if change > 1e-6:
                    found[name].append(j)
        return {name: tuple(js) for name, js in found.items()}


@dataclass(frozen=True)
class Sample:
    """Some muscles that cross the same joints, at some postures: lengths, moment arms, and which to believe."""

    joints: tuple[int, ...]
    names: tuple[str, ...]
    scaled: Array  # postures x joints, from -1 to 1
    lengths: Array  # postures x muscles
    arms: Array  # joints x postures x muscles
    kept: NDArray[np.bool_]  # postures x muscles


def full(scaled: Array, joints: Sequence[int]) -> Array:
    """Postures in degrees over all coordinates, from scaled ones over a few; the others stay as at the start."""
    postures = np.tile(START, (len(scaled), 1))
    postures[:, joints] = CENTRE[list(joints)] + HALF[list(joints)] * scaled
    return postures


def spread(joints: Sequence[int], count: int, seed: int) -> Array:
    """Scaled postures that fill the fitted range evenly, half of them drawn to its edges."""
    unit = 2 * qmc.Sobol(len(joints), seed=seed).random(count) - 1
    edge = np.random.default_rng(seed).random(count) < 0.5
    unit[edge] = np.sin(unit[edge] * np.pi / 2)
    return unit * OUTSIDE


def held_back(joints: Sequence[int], count: int, seed: int) -> Array:
    """Scaled postures at random within the range in which errors count."""
    index = list(joints)
    low, high = TEST_LOW[index], TEST_HIGH[index]
    postures = low + (high - low) * np.random.default_rng(seed).random((count, len(index)))
    return (postures - CENTRE[index]) / HALF[index]


def arms(leg: Leg, postures: Array, joints: Sequence[int], names: Sequence[str], lengths: Array) -> Array:
    """Moment arms in metres by central differences; across a break, the difference on its smooth side."""
    out = np.empty((len(joints), len(postures), len(names)))
    step = math.radians(DIFFERENCE)
    for row, j in zip(out, joints, strict=True):
        moved = np.zeros(len(COORDINATES))
        moved[j] = DIFFERENCE
        up = (leg.lengths(postures + moved, names) - lengths) / step
        down = (lengths - leg.lengths(postures - moved, names)) / step
        smooth = np.where(np.abs(up) < np.abs(down), up, down)
        row[:] = -np.where(np.abs(up - down) > BREAK_M, smooth, (up + down) / 2)
    return out


def breaks(steps: Array, radians: float) -> bool:
    """Whether lengths met one after the other, a step of so many radians apart, jump or bend at once somewhere."""
    bend = np.abs(np.diff(steps, n=2))
    for i in np.flatnonzero(bend > BREAK_M * radians):
        around = np.concatenate([bend[max(i - 4, 0) : max(i - 1, 0)], bend[i + 2 : i + 5]])
        if bend[i] > 4 * np.median(around):
            return True
    return False


def unbroken(leg: Leg, postures: Array, names: Sequence[str]) -> NDArray[np.bool_]:
    """Which muscles can be followed from the start to each posture, and a step on, without a break."""
    kept = np.ones((len(postures), len(names)), dtype=bool)
    wrapped = [i for i, name in enumerate(names) if leg.wraps(name)]
    along = np.arange(WALK_STEPS + 2)[:, None] / WALK_STEPS
    for row, posture in zip(kept, postures, strict=True) if wrapped else ():
        steps = leg.lengths(START + (posture - START) * along, [names[i] for i in wrapped])
        radians = float(np.linalg.norm(np.radians(posture - START))) / WALK_STEPS
        row[wrapped] = [not breaks(column, radians) for column in steps.T]
    return kept


def measure(leg: Leg, joints: tuple[int, ...], names: Sequence[str], scaled: Array) -> Sample:
    """Ask the model for everything about some muscles at some postures."""
    postures = full(scaled, joints)
    lengths = leg.lengths(postures, names)
    kept = unbroken(leg, postures, names)
    return Sample(joints, tuple(names), scaled, lengths, arms(leg, postures, joints, names, lengths), kept)


def powers_up_to(degree: int, count: int) -> NDArray[np.int64]:
    """All powers of so many coordinates with at most this total."""
    return np.array([p for p in product(range(degree + 1), repeat=count) if sum(p) <= degree], dtype=np.int64)


def powers_for(name: str, count: int) -> NDArray[np.int64]:
    """The powers that a muscle's fit begins with."""
    if name not in APART:
        return powers_up_to(DEGREE[count], count)
    before = powers_up_to(APART[name], count - 1)
    last = powers_up_to(DEGREE[1], 1)[1:]
    return np.vstack([np.pad(before, ((0, 0), (0, 1))), np.pad(last, ((0, 0), (count - 1, 0)))])


def terms(scaled: Array, powers: NDArray[np.int64]) -> Array:
    """The value of every term at every posture."""
    out = np.ones((len(scaled), len(powers)))
    for column, power in zip(scaled.T, powers.T, strict=True):
        out *= np.vander(column, powers.max() + 1, increasing=True)[:, power]
    return out


def arm_terms(scaled: Array, powers: NDArray[np.int64], joints: Sequence[int]) -> Array:
    """What every term adds to the moment arm about each coordinate: joints x postures x terms."""
    out = np.empty((len(joints), len(scaled), len(powers)))
    for i, j in enumerate(joints):
        lower = powers.copy()
        lower[:, i] = np.maximum(lower[:, i] - 1, 0)
        out[i] = -terms(scaled, lower) * powers[:, i] / math.radians(HALF[j])
    return out


@dataclass(frozen=True)
class Basis:
    """The terms at the postures of a sample, and of their slopes; one for all the muscles that share them."""

    powers: NDArray[np.int64]
    value: Array
    arm: Array

    @classmethod
    def of(cls, sample: Sample, powers: NDArray[np.int64]) -> Basis:
        """The basis of these powers at a sample's postures."""
        return cls(powers, terms(sample.scaled, powers), arm_terms(sample.scaled, powers, sample.joints))


def errors(sample: Sample, basis: Basis, muscle: int, coefficients: Array, chosen: Any) -> tuple[Array, Array]:
    """Errors of length (postures) and of moment arms (joints x postures) at chosen postures."""
    length = basis.value[chosen] @ coefficients - sample.lengths[chosen, muscle]
    arm = np.stack([a[chosen] @ coefficients for a in basis.arm]) - sample.arms[:, chosen, muscle]
    return length, arm


def rms(values: Array) -> Array:
    """Root of the mean square, over the last axis."""
    return np.sqrt(np.mean(np.square(values), axis=-1)) if values.shape[-1] else np.zeros(values.shape[:-1])


def system(sample: Sample, basis: Basis, muscle: int, kept: NDArray[np.bool_]) -> tuple[Array, Array]:
    """The rows and right sides of the least squares: lengths and moment arms, and the way on from where they end."""
    lengths, slopes = sample.lengths[:, muscle].copy(), sample.arms[:, :, muscle].copy()
    weight = np.where(kept, 1.0, LEAD_WEIGHT)
    if not kept.all():
        aside = np.flatnonzero(~kept)
        near = np.flatnonzero(kept)[cKDTree(sample.scaled[kept]).query(sample.scaled[aside])[1]]
        turn = (sample.scaled[aside] - sample.scaled[near]) * np.radians(HALF[list(sample.joints)])
        slopes[:, aside] = slopes[:, near]
        lengths[aside] = lengths[near] - np.sum(turn * slopes[:, near].T, axis=1)
    rows = np.concatenate([basis.value * weight[:, None], *(a * (ARM_WEIGHT * weight)[:, None] for a in basis.arm)])
    return rows, np.concatenate([lengths * weight, *(s * ARM_WEIGHT * weight for s in slopes)])


def solve(rows: Array, right: Array) -> Array:
    """Least squares with the columns brought to the same size first."""
    size = np.linalg.norm(rows, axis=0)
    found: Array = np.linalg.lstsq(rows / size, right, rcond=1e-12)[0] / size
    return found


def take_out(rows: Array, right: Array) -> Iterator[tuple[NDArray[np.int64], Array]]:
    """Leave out one term after the other, always the one that is missed least: what is left, and its coefficients."""
    size = np.linalg.norm(rows, axis=0)
    q, r = np.linalg.qr(rows / size)
    inverse = np.linalg.inv(r)
    gram, coefficients = inverse @ inverse.T, inverse @ (q.T @ right)
    left = np.arange(rows.shape[1])
    while len(left) > 1:
        least = int(np.argmin(coefficients**2 / np.diag(gram)))
        column, pivot = gram[:, least].copy(), gram[least, least]
        coefficients = np.delete(coefficients - column * coefficients[least] / pivot, least)
        gram = np.delete(np.delete(gram - np.outer(column, column) / pivot, least, 0), least, 1)
        left = np.delete(left, least)
        yield left, coefficients / size[left]


def fewest(sample: Sample, basis: Basis, muscle: int, rows: Array, right: Array) -> NDArray[np.int64]:
    """The fewest terms whose errors at the sample's postures are hardly worse than with all of them."""
    kept = sample.kept[:, muscle]
    length, arm = errors(sample, basis, muscle, solve(rows, right), kept)
    most_length, most_arm = rms(length) + ADD_M, rms(arm) + ADD_ARM_M
    chosen = np.arange(len(basis.powers))
    for left, coefficients in take_out(rows, right):
        if (len(chosen) - len(left)) % 3 and len(left) > 12:
            continue  # looking at every third is enough while there are many
        every = np.zeros(len(basis.powers))
        every[left] = coefficients
        length, arm = errors(sample, basis, muscle, every, kept)
        if rms(length) > most_length or (rms(arm) > most_arm).any():
            break
        chosen = left
    return chosen


def fit(sample: Sample, select: Sample, muscle: int, basis: Basis, chooser: Basis) -> tuple[NDArray[np.int64], Array]:
    """The terms and coefficients of one muscle; a second sample says how many terms it takes."""
    rows, right = system(sample, basis, muscle, sample.kept[:, muscle])
    length, arm = errors(sample, basis, muscle, solve(rows, right), slice(None))
    agrees = (np.abs(length) < 0.0005) & (np.abs(arm) < 0.005).all(axis=0)
    # A posture that agrees lay behind a break on the way, and yet on our side of it.
    rows, right = system(sample, basis, muscle, sample.kept[:, muscle] | agrees)
    chosen = fewest(select, chooser, muscle, rows, right)
    return chosen, np.round(solve(rows[:, chosen], right), 7)


def number(thing: Any, name: str) -> float:
    """A number among the properties of one of the model's components."""
    return float(opensim.PropertyHelper.getValueDouble(thing.getPropertyByName(name)))


def constants(muscle: Any) -> dict[str, float]:
    """The parameters of a Millard2012EquilibriumMuscle."""
    muscle = opensim.Millard2012EquilibriumMuscle.safeDownCast(muscle)
    active, passive = muscle.getActiveForceLengthCurve(), muscle.getFiberForceLengthCurve()
    tendon, velocity = muscle.getTendonForceLengthCurve(), muscle.getForceVelocityCurve()
    found = {
        "max_force_n": muscle.getMaxIsometricForce(),
        "optimal_fibre_m": muscle.getOptimalFiberLength(),
        "tendon_slack_m": muscle.getTendonSlackLength(),
        "pennation_rad": muscle.getPennationAngleAtOptimalFiberLength(),
        "max_velocity": muscle.getMaxContractionVelocity(),
        "fibre_damping": number(muscle, "fiber_damping"),
        "passive_strain_zero": passive.getStrainAtZeroForce(),
        "passive_strain_one": passive.getStrainAtOneNormForce(),
        "passive_stiffness_low": passive.getStiffnessAtLowForceInUse(),
        "passive_stiffness_one": passive.getStiffnessAtOneNormForceInUse(),
        "passive_curviness": passive.getCurvinessInUse(),
        "active_min": number(active, "min_norm_active_fiber_length"),
        "active_transition": number(active, "transition_norm_fiber_length"),
        "active_max": number(active, "max_norm_active_fiber_length"),
        "active_shallow_slope": number(active, "shallow_ascending_slope"),
        "active_floor": number(active, "minimum_value"),
        "velocity_concentric_slope_vmax": number(velocity, "concentric_slope_at_vmax"),
        "velocity_concentric_slope_near_vmax": number(velocity, "concentric_slope_near_vmax"),
        "velocity_isometric_slope": number(velocity, "isometric_slope"),
        "velocity_eccentric_slope_vmax": number(velocity, "eccentric_slope_at_vmax"),
        "velocity_eccentric_slope_near_vmax": number(velocity, "eccentric_slope_near_vmax"),
        "velocity_eccentric_max": number(velocity, "max_eccentric_velocity_force_multiplier"),
        "tendon_strain_one": tendon.getStrainAtOneNormForce(),
        "tendon_stiffness_one": tendon.getStiffnessAtOneNormForceInUse(),
        "tendon_toe_force": tendon.getNormForceAtToeEndInUse(),
        "tendon_curviness": tendon.getCurvinessInUse(),
    }
    return {name: float(f"{value:.7g}") for name, value in found.items()}


def mesh_points(path: Path) -> Array:
    """The points of a mesh file (VTK PolyData in text)."""
    text = ET.parse(path).getroot().find(".//Points/DataArray")  # noqa: S314  a file of the model's
    if text is None or text.text is None:
        raise ValueError(f"no points in {path.name}")
    return np.array(text.text.split(), dtype=float).reshape(-1, 3)


def skeleton(leg: Leg, geometry: Path) -> dict[str, Any]:
    """Distances between the joints, the foot's outline and its axes, with every coordinate at zero, in metres."""
    leg.pose(np.zeros(len(COORDINATES)))
    joints, bodies = leg.model.getJointSet(), leg.model.getBodySet()

    def centre(joint: str) -> Array:
        at: Array = joints.get(joint).getParentFrame().getPositionInGround(leg.state).to_numpy()
        return at

    def axis(joint: str, toward: tuple[float, float, float] = (0, 0, 1)) -> list[float]:
        along = joints.get(joint).getParentFrame().expressVectorInGround(leg.state, opensim.Vec3(*toward))
        return [round(float(v), 5) for v in along.to_numpy()]

    def outline(body: str, mesh: str) -> Array:
        frame, points = bodies.get(body), mesh_points(geometry / mesh)
        return np.array([frame.findStationLocationInGround(leg.state, opensim.Vec3(*p)).to_numpy() for p in points])

    hip, knee, ankle = centre("hip_r"), centre("walker_knee_r"), centre("ankle_r")
    subtalar, toes, lumbar = centre("subtalar_r"), centre("mtp_r"), centre("back")
    foot = np.vstack([outline("calcn_r", "r_foot.vtp"), outline("toes_r", "r_bofoot.vtp")])
    heel, tip, sole = foot[:, 0].min(), foot[:, 0].max(), foot[:, 1].min()
    metres = {
        "hip_to_knee_m": np.linalg.norm(knee - hip),
        "knee_to_ankle_m": np.linalg.norm(ankle - knee),
        "ankle_to_subtalar_m": np.linalg.norm(subtalar - ankle),
        "ankle_to_subtalar_xyz_m": subtalar - ankle,
        "foot_length_m": tip - heel,
        "foot_width_m": foot[:, 2].max() - foot[:, 2].min(),
        "ankle_above_sole_m": ankle[1] - sole,
        "ankle_from_heel_m": ankle[0] - heel,
        "subtalar_above_sole_m": subtalar[1] - sole,
        "subtalar_from_heel_m": subtalar[0] - heel,
        "toe_joint_above_sole_m": toes[1] - sole,
        "toe_joint_from_heel_m": toes[0] - heel,
        "hip_from_midline_m": hip[2],
        "hip_centres_to_lumbar_xyz_m": lumbar - np.array([hip[0], hip[1], 0]),
        "hip_centres_to_lumbar_m": np.linalg.norm(lumbar - np.array([hip[0], hip[1], 0])),
        "hip_to_lumbar_m": np.linalg.norm(lumbar - hip),
    }
    return {
        "note": "Right leg, all coordinates at zero; x forward, y up, z to the right. Foot outline: bounds of the bone "
        "meshes (no skin). Axes: unit vectors; turning about them by the right hand is the coordinate's positive way. "
        "Lumbar: the joint between pelvis and trunk; hip_centres: the point midway between both hip centres.",
        **{name: np.round(value, 5).tolist() for name, value in metres.items()},
        "axis_knee_flexion": axis("walker_knee_r", (1, 0, 0)),
        "axis_ankle_dorsiflexion": axis("ankle_r"),
        "axis_subtalar_inversion": axis("subtalar_r"),
        "axis_toe_extension": [-v for v in axis("mtp_r")],
    }


def table_row(sample: Sample, basis: Basis, muscle: int, coefficients: Array) -> str:
    """One muscle's held-back errors in mm: over what was kept, and over everything."""
    kept = sample.kept[:, muscle]
    length, arm = errors(sample, basis, muscle, coefficients, kept)
    every_length, every_arm = errors(sample, basis, muscle, coefficients, slice(None))
    by_joint = " ".join(
        f"{COORDINATES[j].name} {value * 1e3:.2f}" for j, value in zip(sample.joints, rms(arm), strict=True)
    )
    return (
        f"{sample.names[muscle]:9s} {len(basis.powers):4d} {rms(length) * 1e3:7.3f} {np.abs(length).max() * 1e3:7.2f} "
        f"{rms(arm).max() * 1e3:7.3f} {np.abs(arm).max() * 1e3:7.1f} {100 * (1 - kept.mean()):6.2f}% "
        f"{rms(every_length) * 1e3:7.3f} {rms(every_arm).max() * 1e3:7.2f}  {by_joint}"
    )


def reference(leg: Leg, crossed: dict[str, tuple[int, ...]]) -> dict[str, Any]:
    """Some held-back postures with the model's own lengths and moment arms, for a test without the model."""
    scaled = held_back(range(len(COORDINATES)), REFERENCE_POSTURES, 77)
    postures = np.round(full(scaled, range(len(COORDINATES))), 2)
    names = list(crossed)
    lengths = leg.lengths(postures, names)
    slopes = arms(leg, postures, range(len(COORDINATES)), names, lengths)
    aside: list[list[str]] = [[] for _ in postures]
    for joints in sorted(set(crossed.values())):
        group = [name for name in names if crossed[name] == joints]
        only = np.tile(START, (len(postures), 1))
        only[:, joints] = postures[:, joints]
        for row, kept in zip(aside, unbroken(leg, only, group), strict=True):
            row.extend(name for name, good in zip(group, kept, strict=True) if not good)
    return {
        "order": "degrees: by coordinates; lengths_m: by muscles; arms_m: for each muscle about its coordinates in "
        "order; set_aside: muscles that had swung to the wrong side of a wrapping surface on the way to the posture",
        "coordinates": [c.name for c in COORDINATES],
        "muscles": {name: [COORDINATES[j].name for j in joints] for name, joints in crossed.items()},
        "postures": [
            {
                "degrees": posture.tolist(),
                "lengths_m": np.round(lengths[i], 6).tolist(),
                "arms_m": [np.round(slopes[list(crossed[n]), i, k], 5).tolist() for k, n in enumerate(names)],
                "set_aside": aside[i],
            }
            for i, posture in enumerate(postures)
        ],
    }


def fit_group(leg: Leg, joints: tuple[int, ...], names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Fit the muscles that cross the same joints, and print their errors."""
    count = len(joints)
    sample = measure(leg, joints, names, spread(joints, POSTURES[count], 11))
    select = measure(leg, joints, names, spread(joints, TEST_POSTURES[count], 22))
    test = measure(leg, joints, names, held_back(joints, TEST_POSTURES[count], 33))
    found: dict[str, dict[str, Any]] = {}
    bases: dict[bytes, tuple[Basis, Basis]] = {}
    for muscle, name in enumerate(names):
        powers = powers_for(name, count)
        if powers.tobytes() not in bases:
            bases[powers.tobytes()] = Basis.of(sample, powers), Basis.of(select, powers)
        basis, chooser = bases[powers.tobytes()]
        chosen, coefficients = fit(sample, select, muscle, basis, chooser)
        print(table_row(test, Basis.of(test, basis.powers[chosen]), muscle, coefficients), flush=True)
        found[name] = {
            "coordinates": [COORDINATES[j].name for j in joints],
            "powers": basis.powers[chosen].tolist(),
            "coefficients": coefficients.tolist(),
        }
    return found


def written(data: dict[str, Any], deep: str) -> str:
    """JSON with a line for each entry, and within one of them a line for each of its entries."""

    def flat(value: Any) -> str:
        return json.dumps(value, separators=(",", ":"))

    lines = []
    for key, value in data.items():
        if key != deep:
            lines.append(f"{flat(key)}: {flat(value)}")
        elif isinstance(value, dict):
            inner = ",\n".join(f"  {flat(name)}: {flat(entry)}" for name, entry in value.items())
            lines.append(f"{flat(key)}: {{\n{inner}\n}}")
        else:
            lines.append(f"{flat(key)}: [\n" + ",\n".join(f"  {flat(entry)}" for entry in value) + "\n]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Fit, print the table, write both files."""
    parser = argparse.ArgumentParser(description="Fit muscle lengths to polynomials of the joint angles.")
    parser.add_argument("model", type=Path, help="RajagopalLaiUhlrich2023.osim, its Geometry folder beside it")
    parser.add_argument("--out", type=Path, default=Path("src/legday/data/body/geometry.json"))
    parser.add_argument("--reference", type=Path, default=Path("validation/reference/lengths.json"))
    asked = parser.parse_args()

    leg = Leg(asked.model)
    crossed = leg.crossed()
    source = SOURCE.format(version=opensim.GetVersion().split("-")[0], model=asked.model.name)
    print("Held back, mm: kept postures | share set aside | every posture")
    print("muscle   terms  length     max     arm     max   aside  length     arm  arm by coordinate", flush=True)
    fitted: dict[str, dict[str, Any]] = {}
    for joints in sorted(set(crossed.values()), key=lambda js: (len(js), js)):
        fitted |= fit_group(leg, joints, [name for name in crossed if crossed[name] == joints])
    data = {
        "source": source + HOW,
        "coordinates": {c.name: {"low": c.low, "high": c.high} for c in COORDINATES},
        "skeleton": skeleton(leg, asked.model.parent / "Geometry"),
        "muscles": {name: fitted[name] | constants(leg.muscles[name]) for name in sorted(fitted, key=str.lower)},
    }
    asked.out.write_text(written(data, "muscles"), encoding="utf-8")
    known = {"source": source + "Postures that the fit has not seen.", **reference(leg, crossed)}
    asked.reference.parent.mkdir(parents=True, exist_ok=True)
    asked.reference.write_text(written(known, "postures"), encoding="utf-8")
    for path in (asked.out, asked.reference):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
