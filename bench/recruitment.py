"""How many times faster activations are found here than by clarabel and by OpenSim: ``python bench/recruitment.py``.

All three are given the very same problems on one core: at postures of the reference leg, which activations of its
40 muscles hold the moments of hip, knee and ankle with the least sum of squares. We take thousands at once, the others
take one after another; their answers must agree.

Without the `opensim` package, or without the reference leg beside the repository, the legs are made up and only
clarabel is compared. OpenSim's time is that of a step of its static optimisation, loading not counted. In that step
it also moves the leg and finds what its muscles can give: its muscles' capacities alone are timed for comparison,
since ours is given them.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded
os.environ["MKL_NUM_THREADS"] = os.environ["VECLIB_MAXIMUM_THREADS"] = "1"

import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import starmap
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import clarabel
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from legday.movement.recruitment import hold

if TYPE_CHECKING:
    import opensim

Floats = NDArray[np.float64]

LEG = Path(__file__).parents[1].parent / "shared" / "reference" / "RajagopalLaiUhlrich2023.osim"
BATCH = 4000  # problems that we are given at once
POSTURES = 200  # that OpenSim is given; in our batch they come again with other moments
ONE_BY_ONE = 400  # of the batch, for clarabel
REPEATS = 7
ACTIVE = 0.6  # moments are those of random activations up to this
STRICT = 1e-8  # how far OpenSim's optimiser must go for its answer to be compared
USUAL = 1e-4  # and how far it goes if not told otherwise
REST_S = 1e6  # between two postures of OpenSim's motion: so slow that it is at rest

LOW = np.radians([-10.0, -15, -15, 5, -25])  # of the coordinates, in their order
HIGH = np.radians([100.0, 10, 15, 120, 20])
COORDINATES = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_angle_r", "ankle_angle_r")
JOINTS = ("ground_pelvis", "hip_r", "walker_knee_r", "patellofemoral_r", "ankle_r", "subtalar_r", "mtp_r")
WELDED = ("ground_pelvis", "subtalar_r", "mtp_r")
PUSHED = ("femur_r", "tibia_r", "talus_r")  # the bodies that outside torques act on


class Line(NamedTuple):
    """One line of the table."""

    name: str
    rate: float  # solutions per second
    apart: float | None  # the largest difference between an activation and ours


def made_up() -> Floats:
    """Gains of made-up legs: 40 muscles, each over some of five joints."""
    dice = np.random.default_rng(1)
    arm = dice.normal(scale=0.04, size=(POSTURES, 5, 40)) * (dice.random((5, 40)) < 0.4)
    return arm * dice.gamma(2, 600, size=40)


def moments(gain: Floats) -> Floats:
    """Moments that can be held: those of random activations."""
    activation = np.random.default_rng(2).random((len(gain), gain.shape[2])) * ACTIVE
    return np.einsum("njm,nm->nj", gain, activation)


def seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def by_clarabel(gain: Floats, moment: Floats) -> Floats:
    """Solve one problem; its rows are brought to one scale, as ours are."""
    count = gain.shape[1]
    size = np.abs(gain).sum(axis=1)
    equal, each = sparse.csc_matrix(gain / size[:, None]), sparse.identity(count, format="csc")
    rows = sparse.vstack([equal, each, -each], format="csc")
    right = np.concatenate([moment / size, np.ones(count), np.zeros(count)])
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_feas = settings.tol_gap_abs = settings.tol_gap_rel = 1e-12
    cones = [clarabel.ZeroConeT(len(moment)), clarabel.NonnegativeConeT(2 * count)]
    return np.array(clarabel.DefaultSolver(each, np.zeros(count), rows, right, cones, settings).solve().x)


class Leg:
    """The right leg of the reference model, its pelvis fixed, with OpenSim's static optimisation."""

    def __init__(self, postures: Floats) -> None:
        import opensim

        opensim.Logger.setLevelString("Off")
        opensim.Logger.removeFileSink()
        self.api = opensim
        self.postures = postures
        self.times = np.arange(len(postures)) * REST_S
        self.model = self._cut(opensim.Model(str(LEG)))
        self.state = self.model.initSystem()
        muscles = self.model.getMuscles()
        self.muscles = [opensim.Muscle.safeDownCast(muscles.get(i)) for i in range(muscles.getSize())]
        self.names = [muscle.getName() for muscle in self.muscles]
        self.coordinates = [self.model.getCoordinateSet().get(name) for name in COORDINATES]
        for coordinate in self.coordinates:
            coordinate.setClamped(self.state, False)

    def _cut(self, model: opensim.Model) -> opensim.Model:
        """Take away all but the right leg, and gravity; let muscles rest at no activation at all."""
        forces, joints = model.updForceSet(), model.updJointSet()
        bodies, constraints = model.updBodySet(), model.updConstraintSet()
        model.updMarkerSet().clearAndDestroy()
        model.updControllerSet().clearAndDestroy()
        for i in reversed(range(forces.getSize())):
            muscle = self.api.Millard2012EquilibriumMuscle.safeDownCast(forces.get(i))
            if muscle is None or not muscle.getName().endswith("_r"):
                forces.remove(i)
                continue
            muscle.set_ignore_tendon_compliance(True)  # else it takes no activation below 0.01
            muscle.set_minimum_activation(0.0)
            muscle.setMinControl(0.0)
        for i in reversed(range(constraints.getSize())):
            if constraints.get(i).getName().endswith("_l_con"):
                constraints.remove(i)
        for i in reversed(range(joints.getSize())):
            if joints.get(i).getName() not in JOINTS:
                bodies.remove(bodies.getIndex(joints.get(i).getChildFrame().findBaseFrame().getName()))
                joints.remove(i)
        model.finalizeFromProperties()
        model.finalizeConnections()
        for joint in WELDED:
            self.api.ModelFactory.replaceJointWithWeldJoint(model, joint)
        model.set_gravity(self.api.Vec3(0, 0, 0))
        return model

    def _pose(self, posture: Floats) -> None:
        for coordinate, value in zip(self.coordinates, posture, strict=True):
            coordinate.setValue(self.state, float(value), False)
        self.model.assemble(self.state)
        self.model.realizeVelocity(self.state)

    def capacity(self) -> Floats:
        """What each muscle gives at full activation with a stiff tendon: (n, muscles) in N."""
        rows = []
        for posture in self.postures:
            self._pose(posture)
            rows.append([muscle.calcInextensibleTendonActiveFiberForce(self.state, 1.0) for muscle in self.muscles])
        return np.array(rows)

    def arms(self) -> Floats:
        """The muscles' moment arms: (n, moments, muscles) in m."""
        rows = []
        for posture in self.postures:
            self._pose(posture)
            at = [[muscle.computeMomentArm(self.state, joint) for muscle in self.muscles] for joint in self.coordinates]
            rows.append(at)
        return np.array(rows)

    def ask(self, moment: Floats) -> None:
        """Let torques from outside act on the bones against which the muscles must give these moments."""
        torque = np.array(list(starmap(self._torque, zip(self.postures, moment, strict=True))))
        for body, along in zip(PUSHED, np.moveaxis(torque, 1, 0), strict=True):
            force = self.api.PrescribedForce()
            force.setName(f"asked_{body}")
            force.connectSocket_frame(self.model.getBodySet().get(body))
            force.setTorqueFunctions(*[self._over_time(values) for values in along.T])
            self.model.addForce(force)
        self.model.finalizeConnections()

    def _torque(self, posture: Floats, moment: Floats) -> Floats:
        """The least torques on the bones, along the ground's axes, that take the moments back."""
        self._pose(posture)
        turns = []
        for body in PUSHED:
            turn = self.api.Matrix()
            index = self.model.getBodySet().get(body).getMobilizedBodyIndex()
            self.model.getMatterSubsystem().calcFrameJacobian(self.state, index, self.api.Vec3(0), turn)
            turns.append(turn.to_numpy()[:3])
        names = [self.model.getCoordinateSet().get(i).getName() for i in range(turns[0].shape[1])]
        turn = np.concatenate(turns)[:, [names.index(name) for name in COORDINATES]]
        return np.linalg.lstsq(turn.T, -moment, rcond=None)[0].reshape(-1, 3)

    def _over_time(self, values: Floats) -> opensim.PiecewiseLinearFunction:
        function = self.api.PiecewiseLinearFunction()
        for at, value in zip(self.times, values, strict=True):
            function.addPoint(float(at), float(value))
        return function

    def optimise(self, exact: float) -> tuple[Floats, float]:
        """Run OpenSim's static optimisation; give the activations and the seconds of a step."""
        few = 3
        _, start_s = self._run(few, exact)
        activation, all_s = self._run(len(self.postures), exact)
        return activation, (all_s - start_s) / (len(self.postures) - few)

    def _run(self, count: int, exact: float) -> tuple[Floats, float]:
        analyses, first, last = self.model.updAnalysisSet(), float(self.times[0]), float(self.times[count - 1])
        for i in reversed(range(analyses.getSize())):
            analyses.remove(i)
        static = self.api.StaticOptimization(self.model)
        static.setStartTime(first)
        static.setEndTime(last)
        static.setUseModelForceSet(True)
        static.setActivationExponent(2)
        static.setUseMusclePhysiology(True)
        static.setConvergenceCriterion(exact)
        static.setMaxIterations(2000)
        self.model.addAnalysis(static)
        tool = self.api.AnalyzeTool(self.model)
        tool.setModel(self.model)
        tool.setStatesFromMotion(self.model.initSystem(), self._motion(), False)
        tool.setLowpassCutoffFrequency(-1)
        tool.setStartTime(first)
        tool.setFinalTime(last)
        tool.setSolveForEquilibrium(False)
        tool.setPrintResultFiles(False)
        took = seconds(tool.run)
        found = self.api.StaticOptimization.safeDownCast(analyses.get(0)).getActivationStorage()
        columns = [found.getColumnLabels().get(i) for i in range(1, found.getColumnLabels().getSize())]
        assert found.getSize() == count
        rows = [found.getStateVector(i).getData() for i in range(count)]
        return np.array([[row.get(columns.index(name)) for name in self.names] for row in rows]), took

    def _motion(self) -> opensim.Storage:
        head = ["coordinates", "version=1", f"nRows={len(self.times)}", f"nColumns={1 + len(COORDINATES)}"]
        lines = [*head, "inDegrees=no", "endheader", "\t".join(("time", *COORDINATES))]
        for at, posture in zip(self.times, self.postures, strict=True):
            lines.append("\t".join(f"{value:.12g}" for value in (at, *posture)))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "postures.sto"
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            return self.api.Storage(str(file))


def reference_leg() -> Leg | None:
    if not LEG.is_file():
        print(f"No reference leg at {LEG}: the legs are made up, and OpenSim is not compared.")
    elif find_spec("opensim") is None:
        print("No package opensim: the legs are made up, and OpenSim is not compared.")
    else:
        return Leg(LOW + np.random.default_rng(1).random((POSTURES, len(LOW))) * (HIGH - LOW))
    return None


def main() -> None:
    leg, lines = reference_leg(), []
    distinct = leg.arms() * leg.capacity()[:, None, :] if leg else made_up()
    gain = np.tile(distinct, (BATCH // POSTURES, 1, 1))
    moment = moments(gain)
    held = hold(gain, moment)
    assert held.met.all()
    ours = BATCH / median(seconds(lambda: hold(gain, moment)) for _ in range(REPEATS))
    lines.append(Line(f"legday, {BATCH} at once", ours, None))

    theirs: list[Floats] = []
    first = zip(gain[:ONE_BY_ONE], moment[:ONE_BY_ONE], strict=True)
    took = seconds(lambda: theirs.extend(starmap(by_clarabel, first)))
    apart = np.abs(np.array(theirs) - held.activation[:ONE_BY_ONE]).max()
    assert apart < 1e-6
    lines.append(Line(f"clarabel {clarabel.__version__}", ONE_BY_ONE / took, apart))

    if leg:
        lines.append(Line("OpenSim's capacities alone", POSTURES / seconds(leg.capacity), None))
        leg.ask(moment[:POSTURES])
        for name, exact, within in (("as it comes", USUAL, 0.02), ("made strict", STRICT, 1e-3)):
            activation, step_s = leg.optimise(exact)
            apart = np.abs(activation - held.activation[:POSTURES]).max()
            assert apart < within
            lines.append(Line(f"OpenSim, to {exact:g} ({name})", 1 / step_s, apart))

    print(f"{'on one core':34} {'per second':>11} {'apart':>9} {'ratio':>7}")
    for line in lines:
        apart = "" if line.apart is None else f"{line.apart:.1e}"
        print(f"{line.name:34} {line.rate:11.1f} {apart:>9} {ours / line.rate:7.1f}")


if __name__ == "__main__":
    main()
