"""Write what OpenSim finds for fibre and tendon in equilibrium, so that tests can compare without it.

    python tools/reference_equilibrium.py REFERENCE.osim --out validation/reference/equilibrium.json

Needs the `opensim` package. For a few postures and activations: each muscle's length, the force in its tendon relative
to the maximal one, and the length of its fibres relative to the optimal one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import opensim

POSTURES = (  # hip flexion, adduction, rotation; knee flexion; ankle dorsiflexion; degrees
    (0, 0, 0, 0, 0),
    (0, 0, 0, 90, 20),
    (30, 0, 0, 20, -20),
    (60, 0, 0, 60, 10),
    (90, 0, 0, 90, -30),
    (90, -20, 0, 10, 0),
    (110, 0, 0, 130, 25),
    (-15, 10, 0, 45, 15),
)
ACTIVATIONS = (0.01, 0.25, 0.5, 1.0)  # the model takes nothing below 0.01
COORDINATES = ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r", "knee_angle_r", "ankle_angle_r")


def main() -> None:
    """Read the arguments, ask OpenSim, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--out", type=Path, default=Path("validation/reference/equilibrium.json"))
    given = parser.parse_args()
    model = opensim.Model(given.model)
    state = model.initSystem()
    muscles = [model.getMuscles().get(i) for i in range(model.getMuscles().getSize())]
    right = [
        opensim.Millard2012EquilibriumMuscle.safeDownCast(muscle)
        for muscle in muscles
        if muscle.getName().endswith("_r")
    ]
    rows: dict[str, list[list[float]]] = {muscle.getName()[:-2]: [] for muscle in right}
    for posture in POSTURES:
        for name, degrees in zip(COORDINATES, posture, strict=True):
            coordinate = model.getCoordinateSet().get(name)
            coordinate.setClamped(state, False)
            coordinate.setValue(state, degrees * 3.141592653589793 / 180, False)
        model.assemble(state)
        for activation in ACTIVATIONS:
            for muscle in right:
                muscle.setActivation(state, activation)
            model.equilibrateMuscles(state)
            model.realizeDynamics(state)
            for muscle in right:
                row = [
                    muscle.getLength(state),
                    activation,
                    muscle.getTendonForce(state) / muscle.getMaxIsometricForce(),
                    muscle.getNormalizedFiberLength(state),
                ]
                rows[muscle.getName()[:-2]].append([round(value, 6) for value in row])
    papers = "Rajagopal 2016, Lai 2017, Uhlrich 2022"
    source = f"OpenSim {opensim.GetVersion()}, equilibrateMuscles, on {Path(given.model).stem} ({papers})"
    columns = ["length_m", "activation", "tendon_force", "fibre_length"]
    body = ",\n".join(f'  "{name}": {json.dumps(values)}' for name, values in rows.items())
    given.out.write_text(
        f'{{"source": "{source}",\n "columns": {json.dumps(columns)},\n "muscles": {{\n{body}\n}}}}\n', encoding="utf-8"
    )


if __name__ == "__main__":
    main()
