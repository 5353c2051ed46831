"""Take from the reference leg what drawing it needs: bones as a few convex pieces, and every muscle's path.

    python tools/fit_figure.py MODEL.osim [--out FILE]

Needs the packages opensim, numpy and scipy, and the model with its Geometry folder beside it. A bone's mesh is cut into
slices, each written as the few corner points of its convex hull, in the frame of the segment that carries it. A
muscle's path is its points as the model has them; where it bends round a surface, three points in between are fitted to
the model's path with a polynomial in the angles of the joints between (least squares, the worst thrown out: in this
model a muscle may swing to the wrong side of a surface). It prints how far the drawn path is from the model's.
"""

from __future__ import annotations

import argparse
import json
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import opensim
from fit_geometry import COORDINATES, Leg, full, held_back, powers_up_to, spread, terms
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

Array = NDArray[np.float64]

# Each bone: the segment that carries it, its mesh, and where it is cut: the axis, the cuts, and for some slices cuts of
# their own along another axis (between head and trochanter, between pubis and ischium).
BONES: dict[str, tuple[str, str, str, tuple[float, ...], dict[int, tuple[str, tuple[float, ...]]]]] = {
    "hip bone": (
        "pelvis",
        "r_pelvis",
        "y",
        (-0.2, -0.115, -0.07, -0.03, 0.0, 0.02, 0.1),
        {0: ("x", (-0.2, -0.09, -0.045, 0.1)), 1: ("x", (-0.2, -0.03, 0.1))},
    ),
    "sacrum": ("pelvis", "sacrum", "y", (-0.2, -0.04, 0.0, 0.1), {}),
    "femur": (
        "thigh",
        "r_femur",
        "y",
        (-0.5, -0.39, -0.35, -0.22, -0.1, -0.04, 0.1),
        {5: ("z", (-0.1, 0.02, 0.045, 0.2))},
    ),
    "tibia": ("shank", "r_tibia", "y", (-0.5, -0.37, -0.25, -0.09, -0.03, 0.1), {}),
    "fibula": ("shank", "r_fibula", "y", (-0.5, -0.36, -0.09, 0.1), {}),
    "patella": ("patella", "r_patella", "y", (-0.2, 0.2), {}),
    "ankle bone": ("ankle", "r_talus", "y", (-0.2, 0.2), {}),
    "foot": ("foot", "r_foot", "x", (-0.1, 0.045, 0.09, 0.3), {}),
    "toes": ("toes", "r_bofoot", "x", (-0.1, 0.035, 0.2), {}),
}
BODIES = {
    "pelvis": "pelvis",
    "femur_r": "thigh",
    "tibia_r": "shank",
    "patella_r": "patella",
    "talus_r": "ankle",
    "calcn_r": "foot",
    "toes_r": "toes",
}
CORNERS = 22  # directions in which a piece is asked for its outermost point
STATIONS = (0.25, 0.5, 0.75)  # where between two fixed points a bent path is taken
DEGREE = {1: 6, 2: 4, 3: 3, 4: 3}
SEEN, HELD = 512, 256
KNEE_DEG = tuple(range(0, 146, 5))


def main() -> None:
    """Read the model, write the data file and print the errors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/legday/data/figure/leg.json"))
    given = parser.parse_args()
    leg = Leg(given.model)
    joints = origins(leg)
    data = {
        "source": f"Computed by tools/fit_figure.py with OpenSim {opensim.GetVersion()} from {given.model.name} "
        "and its meshes; SOURCE.md says whose they are.",
        "joints": {name: rounded(at) for name, at in joints.items()},
        "knee": knee(leg),
        "bones": {
            name: {
                "segment": segment,
                "pieces": [
                    rounded(piece)
                    for piece in cut(
                        given.model.parent / "Geometry" / f"{mesh}.vtp", axis, cuts, more, shift(segment, joints)
                    )
                ],
            }
            for name, (segment, mesh, axis, cuts, more) in BONES.items()
        },
        "muscles": {name: path(leg, name, joints) for name in sorted(leg.muscles, key=str.casefold)},
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, indent=None, separators=(",", ":"))
    for name in ("joints", "knee", "bones", "muscles"):
        text = text.replace(f'"{name}":{{', f'\n"{name}":{{\n ', 1)
    given.out.write_text(text.replace("]},", "]},\n ") + "\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    """Round to tenths of a millimetre."""
    return (np.round(value, 4) + 0.0).tolist()


def origins(leg: Leg) -> dict[str, Array]:
    """Where each segment hangs: the hip beside the midpoint, then ankle and toes in the segment above."""
    leg.pose(np.zeros(len(COORDINATES)))
    bodies = leg.model.getBodySet()

    def at(body: str, other: str) -> Array:
        frame, base = bodies.get(body), bodies.get(other)
        found: Array = frame.findStationLocationInAnotherFrame(leg.state, opensim.Vec3(0), base).to_numpy()
        return found

    hip = at("femur_r", "pelvis")
    ankle = at("talus_r", "tibia_r")
    return {
        "middle": np.array([hip[0], hip[1], 0.0]),
        "hip": np.array([0.0, 0.0, hip[2]]),
        "ankle": ankle,
        "heel": at("calcn_r", "talus_r"),
        "toes": at("calcn_r", "talus_r") + at("toes_r", "calcn_r"),
    }


def shift(segment: str, joints: dict[str, Array]) -> Array:
    """What takes a point of a model's body to its segment's own frame, which begins at its joint."""
    if segment == "pelvis":
        return -joints["middle"]
    return joints["heel"] if segment == "foot" else np.zeros(3)


def knee(leg: Leg) -> dict[str, Any]:
    """Where shank and patella are in the frame of the thigh, by the flexion of the knee, and how the patella turns."""
    bodies, rows, turned = leg.model.getBodySet(), [], []
    for flexion in KNEE_DEG:
        leg.pose(np.array([0, 0, 0, flexion, 0, 0, 0], dtype=float))
        femur = bodies.get("femur_r")
        shank, patella = (
            bodies.get(name).findStationLocationInAnotherFrame(leg.state, opensim.Vec3(0), femur).to_numpy()
            for name in ("tibia_r", "patella_r")
        )
        up = bodies.get("patella_r").expressVectorInAnotherFrame(leg.state, opensim.Vec3(0, 1, 0), femur).to_numpy()
        rows.append((shank, patella))
        turned.append(round(float(np.degrees(np.arctan2(up[0], up[1]))), 1))
    return {
        "flexion_deg": list(KNEE_DEG),
        "shank_m": [rounded(shank) for shank, _ in rows],
        "patella_m": [rounded(patella) for _, patella in rows],
        "patella_deg": turned,
    }


def cut(
    mesh: Path, axis: str, cuts: tuple[float, ...], more: dict[int, tuple[str, tuple[float, ...]]], moved: Array
) -> list[Array]:
    """Cut a mesh into slices, and each into the corner points of its hull."""
    corners, edges = read_mesh(mesh)
    pieces = []
    for i, (low, high) in enumerate(pairwise(cuts)):
        inside = slab(corners, edges, "xyz".index(axis), low, high)
        if i not in more:
            pieces.append(inside)
            continue
        other, finer = more[i]
        for low2, high2 in pairwise(finer):
            k = "xyz".index(other)
            kept = inside[(inside[:, k] >= low2 - 0.004) & (inside[:, k] <= high2 + 0.004)]
            if len(kept) > 3:
                pieces.append(kept)
    return [few(piece) + moved for piece in pieces if len(piece) > 3]


def read_mesh(file: Path) -> tuple[Array, NDArray[np.int64]]:
    """The points and the edges of a mesh file (VTK PolyData in text)."""
    root = ET.parse(file).getroot()  # noqa: S314  a file of the model's
    at = root.find(".//Points/DataArray")
    corners = np.array(at.text.split(), dtype=float).reshape(-1, 3)  # type: ignore[union-attr]
    arrays = {
        one.get("Name"): np.array((one.text or "").split(), dtype=int) for one in root.iterfind(".//Polys/DataArray")
    }
    edges = []
    for face in np.split(arrays["connectivity"], arrays["offsets"][:-1]):
        edges += list(zip(face, np.roll(face, 1), strict=True))
    return corners, np.array(edges)


def slab(corners: Array, edges: NDArray[np.int64], axis: int, low: float, high: float) -> Array:
    """The points of a mesh between two planes, with those where its edges meet the planes."""
    height = corners[:, axis]
    found = [corners[(height >= low) & (height <= high)]]
    for plane in (low, high):
        a, b = height[edges[:, 0]] - plane, height[edges[:, 1]] - plane
        crossing = a * b < 0
        part = (a / np.where(a == b, 1, a - b))[crossing, None]
        found.append(corners[edges[crossing, 0]] * (1 - part) + corners[edges[crossing, 1]] * part)
    return np.vstack(found)


def few(points: Array) -> Array:
    """The outermost points in directions spread evenly over the sphere (Fibonacci)."""
    turn = np.arange(CORNERS) + 0.5
    polar, round_ = np.arccos(1 - 2 * turn / CORNERS), np.pi * (1 + 5**0.5) * turn
    ways = np.stack([np.cos(round_) * np.sin(polar), np.sin(round_) * np.sin(polar), np.cos(polar)], axis=1)
    hull = points[ConvexHull(points, qhull_options="QJ").vertices]
    return hull[np.unique((hull @ ways.T).argmax(axis=0))]


def path(leg: Leg, name: str, joints: dict[str, Array]) -> list[dict[str, Any]]:
    """A muscle's nodes from origin to insertion: fixed ones, and fitted ones where the path bends round a surface."""
    geometry = leg.muscles[name].getGeometryPath()
    points, wraps = geometry.getPathPointSet(), geometry.getWrapSet()
    fixed = []
    for i in range(points.getSize()):
        segment = BODIES[points.get(i).getBodyName()]
        fixed.append(
            {
                "segment": segment,
                "at": rounded(points.get(i).getLocation(leg.state).to_numpy() + shift(segment, joints)),
            }
        )
    if wraps.getSize() == 0:
        return fixed
    joined = bends(leg, name)
    nodes: list[dict[str, Any]] = []
    for i, node in enumerate(fixed):
        nodes.append(node)
        if i in joined:
            nodes += fitted(leg, name, i, (str(node["segment"]), str(fixed[i + 1]["segment"])), joints)
    return nodes


def bends(leg: Leg, name: str) -> list[int]:
    """After which of its fixed points a muscle's path ever bends round a surface."""
    crossed = leg.crossed()[name]
    found: set[int] = set()
    for posture in full(spread(crossed, 64, 5), crossed):
        leg.pose(posture)
        leg.model.realizePosition(leg.state)
        for i, section in enumerate(sections(leg, name)):
            if len(section) > 2:
                found.add(i)
    return sorted(found)


def sections(leg: Leg, name: str) -> list[Array]:
    """A muscle's path in the ground between each two of its fixed points, with the points on surfaces in between."""
    current = leg.muscles[name].getGeometryPath().getCurrentPath(leg.state)
    done: list[Array] = []
    now: list[Array] = []
    for i in range(current.getSize()):
        point = current.get(i)
        at = point.getLocationInGround(leg.state).to_numpy()
        wrap = opensim.PathWrapPoint.safeDownCast(point)
        if wrap is None:
            if now:
                done.append(np.array([*now, at]))
            now = [at]
            continue
        surface = wrap.getWrapPath(leg.state) if hasattr(wrap, "getWrapPath") else None
        if surface is not None and surface.getSize() > 0:
            frame = wrap.getParentFrame()
            now += [
                frame.findStationLocationInGround(leg.state, surface.get(k)).to_numpy()
                for k in range(surface.getSize())
            ]
        else:
            now.append(at)
    return done


def fitted(leg: Leg, name: str, section: int, ends: tuple[str, str], joints: dict[str, Array]) -> list[dict[str, Any]]:
    """Three nodes between two fixed points, as polynomials in the angles between them."""
    first, second = ends
    order = ("pelvis", "thigh", "shank", "ankle", "foot", "toes")
    last = "shank" if second == "patella" else second  # where the patella is depends on the knee alone
    between = enumerate(((0, 1), (0, 1), (0, 1), (1, 2), (2, 3)))
    crossed = tuple(c for c, (a, b) in between if order.index(first) <= a and b <= order.index(last))
    frame = (
        "pelvis" if name.startswith(("glmax", "iliacus", "psoas")) else "shank" if name.startswith("bfsh") else "thigh"
    )
    body = next(model for model, ours in BODIES.items() if ours == frame)
    base = leg.model.getBodySet().get(body)

    def sample(scaled: Array) -> Array:
        rows = []
        for posture in full(scaled, crossed):
            leg.pose(posture)
            leg.model.realizePosition(leg.state)
            line = sections(leg, name)[section]
            along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
            rows.append(
                [
                    base_point(leg, base, [np.interp(s * along[-1], along, line[:, k]) for k in range(3)])
                    for s in STATIONS
                ]
            )
        return np.array(rows) + shift(frame, joints)

    powers = powers_up_to(DEGREE[len(crossed)], len(crossed))
    scaled, held = spread(crossed, SEEN, 11), held_back(crossed, HELD, 13)
    seen, true = sample(scaled), sample(held)
    kept = np.ones(len(seen), dtype=bool)
    for _ in range(6):
        rows = terms(scaled[kept], powers)
        solved = np.linalg.lstsq(rows, seen[kept].reshape(kept.sum(), -1), rcond=None)[0]
        off = np.linalg.norm((terms(scaled, powers) @ solved).reshape(seen.shape) - seen, axis=2).max(axis=1)
        kept = off < max(0.012, np.quantile(off, 0.9))
    off = np.linalg.norm((terms(held, powers) @ solved).reshape(true.shape) - true, axis=2).max(axis=1) * 1e3
    half, most = np.quantile(off, (0.5, 0.95))
    print(f"{name:9s} {first} to {second}: half within {half:.1f} mm, 95 % {most:.1f} mm, worst {off.max():.1f} mm")
    solved = solved.reshape(len(powers), len(STATIONS), 3)
    return [
        {
            "segment": frame,
            "coordinates": [COORDINATES[c].name for c in crossed],
            "powers": powers.tolist(),
            "terms": rounded(solved[:, k]),
        }
        for k in range(len(STATIONS))
    ]


def base_point(leg: Leg, base: Any, at: list[float]) -> Array:
    """A point of the ground in the frame of a body."""
    ground = leg.model.getGround()
    found: Array = ground.findStationLocationInAnotherFrame(leg.state, opensim.Vec3(*map(float, at)), base).to_numpy()
    return found


if __name__ == "__main__":
    main()
