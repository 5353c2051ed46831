"""Score the computed effort against published contrasts between movements.

    python -m validation.contrasts [FILE] [--movements DIR] [--json]

FILE is in the format of ``contrasts_public.yaml`` (without one, that file beside the project); DIR holds a
specification file for each movement, named after its key (without one, ``validation/movements``). Movements of the
catalogue are known by their ids as well. For the core and the secondary contrasts it prints the weighted share that is
right, with a bootstrap interval over papers, beside what three others get right: always the commonest answer, hand
labels, the model without its length term; then the movements without a specification and every miss with its numbers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
import numpy as np
import yaml
from numpy.typing import NDArray

from legday.body.forces import capacity, sizes
from legday.body.geometry import geometry
from legday.body.muscles import muscles
from legday.body.person import Person, skeleton
from legday.kinds import BadInput, Muscle
from legday.movement.atlas import specs
from legday.movement.balance import balanced
from legday.movement.course import POSTURES, Course, course
from legday.movement.effort import LEAST, STRETCH, stimulus
from legday.movement.mechanics import Mechanics, Spec, read_mechanics, read_specs
from legday.movement.statics import moments

Floats = NDArray[np.float64]
HERE = Path(__file__).parent
PUBLIC = HERE.parents[1] / "shared" / "evidence" / "contrasts_public.yaml"
TIERS = ("core", "secondary")
EQUAL = (0.80, 1.25)  # between these ratios two stimuli are about equal, as the contrasts' own notes suggest
BANDS = {"0.90-1.11": (0.90, 1.11), "0.67-1.50": (0.67, 1.50)}
DRAWS, SEED = 2000, 7
NOTHING = 1e-9  # so that nothing and nothing are about equal
STIMULI = (
    "hypertrophy-MRI",
    "hypertrophy-ultrasound",
    "acute-swelling-ultrasound",
    "EMG",
    "MRI-T2",
    "muscle-force-modelled",
)
MECHANICAL = ("joint-moment", "joint-torque", "moment-arm", "muscle-length")


class Side(msgspec.Struct, frozen=True):
    """A movement of a contrast."""

    key: str


class Contrast(msgspec.Struct, frozen=True):
    """A published contrast, with the fields that are used here: validation/README.md."""

    id: str
    movement_a: Side = msgspec.field(name="movement_A")
    movement_b: Side = msgspec.field(name="movement_B")
    outcome_kind: Literal[STIMULI + MECHANICAL]  # type: ignore[valid-type]
    direction: Literal["A>B", "B>A", "about equal"]
    scoring_tier: Literal["core", "secondary"]
    model_muscles: tuple[Muscle, ...] | None = None
    model_muscles_a: tuple[Muscle, ...] | None = msgspec.field(name="model_muscles_A", default=None)
    model_muscles_b: tuple[Muscle, ...] | None = msgspec.field(name="model_muscles_B", default=None)
    muscle: str = ""
    paper: str | int | None = None
    weight: Annotated[float, msgspec.Meta(gt=0, le=1e6)] = 1.0

    def __post_init__(self) -> None:
        """Refuse a contrast that names no muscle."""
        if not all(names for _, names in self.sides):
            raise ValueError("no `model_muscles` are given")

    @property
    def sides(self) -> tuple[tuple[str, tuple[Muscle, ...]], ...]:
        """The two movements, each with the muscles that are asked of it."""
        both = self.model_muscles or ()
        return (
            (self.movement_a.key, self.model_muscles_a or both),
            (self.movement_b.key, self.model_muscles_b or both),
        )


class Numbers(NamedTuple):
    """What is compared: the two numbers of a contrast, and what no study could see of them.

    Both are NaN where the model cannot do one of the movements.
    """

    a: float
    b: float
    unseen: float

    def answer(self, band: tuple[float, float]) -> str:
        """Which is larger, or that they are about equal."""
        if np.isnan(self.a):
            return "no answer"
        ratio = (self.a + self.unseen + NOTHING) / (self.b + self.unseen + NOTHING)
        return "A>B" if ratio > band[1] else "B>A" if ratio < band[0] else "about equal"


Measure = Callable[[str, Sequence[Muscle], str], float]


class Known:
    """The movements that a folder and the catalogue specify, each computed once."""

    def __init__(self, folder: Path) -> None:
        self.specs: Mapping[str, Spec] = {**specs(), **read_specs(folder)}
        self.course = cache(self._course)

    def mechanics(self, key: str) -> Mechanics:
        """The mechanics of a movement."""
        return read_mechanics(key, self.specs)

    def _course(self, key: str) -> Course:
        return course(self.mechanics(key), Person())

    def moment(self, key: str, names: Sequence[Muscle]) -> float:
        """The largest moment that muscles must give against at the joint where they give most, in N·m.

        Of a load that is fixed, whether or not the reference person could hold it.
        """
        mechanics, body = self.mechanics(key), skeleton(Person())
        fixed = mechanics.load.times_body if mechanics.load is not None else None
        load_kg = self.course(key).load_kg if fixed is None else fixed * body.mass_kg
        posture = balanced(mechanics, body, POSTURES, load_kg)
        asked, able = moments(mechanics, body, posture), capacity(Person(), posture.angles_deg)
        which = [list(Muscle).index(name) for name in names]
        pulls = (able.arm_m[:, :, which] * able.full_n[:, None, which]).sum(axis=(0, 2))
        joint = int(np.abs(pulls).argmax())
        against = np.sign(pulls[joint]) * (asked.body + load_kg * asked.load)[:, joint]
        return float(max(against.max(), 0.0))

    def measure(self, stretch: float = STRETCH) -> Measure:
        """How a movement's effort is measured for muscles and a kind of outcome, with a length term."""

        def measured(key: str, names: Sequence[Muscle], kind: str) -> float:
            if kind == "joint-moment":
                return self.moment(key, names)
            return _measured(self.mechanics(key), self.course(key), names, kind, stretch)

        return measured


def _measured(mechanics: Mechanics, found: Course, names: Sequence[Muscle], kind: str, stretch: float) -> float:
    """The number that a kind of outcome is about: stimulus, length, moment or moment arm."""
    which = [list(Muscle).index(name) for name in names]
    loaded = found.free[int(np.abs(found.moment_nm[:, found.free]).max(axis=0).argmax())]
    match kind:
        case "joint-torque":  # the most that can be given at the joint that the load is at
            of_one = np.abs(found.moment_nm[:, loaded]) / (found.load_kg or found.demand or 1.0)
            return float((of_one * found.most).mean())
        case "moment-arm":  # the moment that these muscles could give at the joint that the load is at
            toward = np.sign(found.moment_nm[:, loaded].mean())
            arms = toward * found.capacity.arm_m[:, loaded, which]
            return float((np.maximum(arms, 0.0) * found.capacity.full_n[:, which]).sum(axis=1).mean())
        case "muscle-length":
            if mechanics.passive:  # by how much the muscle is stretched
                lengths = geometry(found.posture.angles_deg).length_m[:, which].mean(axis=1)
                return float(lengths.max() - lengths.min())
            return float((found.work @ found.fibre)[which].mean())
        case _:
            return float(np.average(stimulus(found, stretch)[which], weights=sizes()[which]))


def by_hand(key: str, names: Sequence[Muscle], _: str) -> float:
    """What the hand labels say: the share of a set, whatever the outcome."""
    table = tomllib.loads((HERE / "hand.toml").read_text(encoding="utf-8"))
    kinds = [kind for kind, keys in table["movements"].items() if key in keys]
    shares = table["kind"][kinds[0]] if kinds else {}
    which = [list(Muscle).index(name) for name in names]
    return float(np.average([shares.get(muscles()[name].group.value, 0) for name in names], weights=sizes()[which]))


def numbers(contrast: Contrast, measure: Measure) -> Numbers:
    """Measure both sides of a contrast."""
    kind = contrast.outcome_kind
    a, b = (measure(key, names, kind) for key, names in contrast.sides)
    return Numbers(a=a, b=b, unseen=LEAST if kind in STIMULI else 0.0)


class Answered(NamedTuple):
    """A contrast with its answers."""

    contrast: Contrast
    numbers: Numbers
    hand: Numbers
    no_length: Numbers

    @property
    def weight(self) -> float:
        """What it weighs: sites of one finding share 1."""
        return self.contrast.weight

    def right(self, numbers: Numbers, band: tuple[float, float] = EQUAL) -> bool:
        """Whether these numbers say what was found."""
        return numbers.answer(band) == self.contrast.direction


def share(answered: Iterable[Answered], right: Callable[[Answered], bool]) -> float:
    """The weighted share of contrasts that are right; 0 without any."""
    rows = list(answered)
    whole = sum(row.weight for row in rows)
    return sum(row.weight for row in rows if right(row)) / whole if whole else 0.0


def interval(answered: Sequence[Answered]) -> tuple[float, float]:
    """The middle 95 % of the share over papers drawn with replacement."""
    papers: dict[str, list[Answered]] = defaultdict(list)
    for row in answered:
        papers[str(row.contrast.paper or row.contrast.id)].append(row)
    sums = np.array(
        [(sum(r.weight for r in rows if r.right(r.numbers)), sum(r.weight for r in rows)) for rows in papers.values()]
    )
    if not len(sums):
        return 0.0, 0.0
    dice = np.random.default_rng(SEED)
    drawn = sums[dice.integers(len(sums), size=(DRAWS, len(sums)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], (0.025, 0.975))
    return round(float(low), 3), round(float(high), 3)


def score(contrasts: Sequence[Any], folder: Path) -> dict[str, Any]:
    """Score both tiers: what cannot be read is not scored, what the model cannot do counts as wrong."""
    known = Known(folder)
    unmapped: set[str] = set()
    problems: list[str] = []
    answered: dict[str, list[Answered]] = {tier: [] for tier in TIERS}
    for number, raw in enumerate(contrasts, 1):
        if isinstance(raw, dict) and raw.get("scoring_tier", TIERS[0]) not in TIERS:
            continue
        try:
            contrast = msgspec.convert(raw, Contrast)
        except msgspec.ValidationError as error:
            problems.append(f"{raw.get('id', number) if isinstance(raw, dict) else number}: {error}")
            continue
        missing = {key for key, _ in contrast.sides} - known.specs.keys()
        unmapped |= missing
        if not missing:
            row, problem = answer(contrast, known)
            answered[contrast.scoring_tier].append(row)
            problems += problem
    return {
        **{tier: summary(answered[tier]) for tier in TIERS},
        "unmapped": sorted(unmapped),
        "problems": problems,
        "misses": [miss(row) for tier in TIERS for row in answered[tier] if not row.right(row.numbers)],
    }


def answer(contrast: Contrast, known: Known) -> tuple[Answered, list[str]]:
    """Ask all of a contrast, and say what the model could not do."""
    problem = []
    try:
        own, plain = numbers(contrast, known.measure()), numbers(contrast, known.measure(stretch=0.0))
    except BadInput as error:
        own = plain = Numbers(a=np.nan, b=np.nan, unseen=0.0)
        problem = [f"{contrast.id}: {error}"]
    hand = numbers(contrast, by_hand)._replace(unseen=1e-6)
    return Answered(contrast=contrast, numbers=own, hand=hand, no_length=plain), problem


def summary(answered: Sequence[Answered]) -> dict[str, Any]:
    """A tier's shares: the model's, with its interval, and those it is held against."""
    directions = [row.contrast.direction for row in answered]
    commonest = max(
        sorted(set(directions)), key=lambda d: share(answered, lambda row: row.contrast.direction == d), default=""
    )
    return {
        "share": round(share(answered, lambda row: row.right(row.numbers)), 3),
        "right": round(sum(row.weight for row in answered if row.right(row.numbers)), 2),
        "scored": round(sum(row.weight for row in answered), 2),
        "interval": interval(answered),
        "commonest": round(share(answered, lambda row: row.contrast.direction == commonest), 3),
        "hand": round(share(answered, lambda row: row.right(row.hand)), 3),
        "no_length": round(share(answered, lambda row: row.right(row.no_length)), 3),
        "bands": {
            name: round(share(answered, lambda row, band=band: row.right(row.numbers, band)), 3)  # type: ignore[misc]
            for name, band in BANDS.items()
        },
        "growth": round(
            share(
                [row for row in answered if "hypertrophy" in row.contrast.outcome_kind],
                lambda row: row.right(row.numbers),
            ),
            3,
        ),
    }


def miss(row: Answered) -> dict[str, Any]:
    """A contrast that came out wrong, with its two numbers."""
    contrast = row.contrast
    return {
        "id": contrast.id,
        "tier": contrast.scoring_tier,
        "A": contrast.movement_a.key,
        "B": contrast.movement_b.key,
        "muscle": contrast.muscle,
        "outcome": contrast.outcome_kind,
        "found": contrast.direction,
        "computed": row.numbers.answer(EQUAL),
        "numbers": [None if np.isnan(number) else round(number, 4) for number in row.numbers[:2]],
    }


def read_contrasts(file: Path) -> list[Any]:
    """Read the contrasts of a file."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Name a file of contrasts.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} is no YAML: {error}.", "Mend the file.") from None
    contrasts = found.get("contrasts") if isinstance(found, dict) else None
    if not isinstance(contrasts, list):
        raise BadInput(f"{file} has no list named contrasts.", "See contrasts_public.yaml for the format.")
    return contrasts


def printed(result: Mapping[str, Any]) -> str:
    """The result for people."""
    lines = ["tier        right of scored   share   95 %          commonest   hand   no length   growth"]
    for tier in TIERS:
        row = result[tier]
        low, high = row["interval"]
        lines.append(
            f"{tier:10} {row['right']:6g} of {row['scored']:5g}   {row['share']:5.1%}   {low:.1%}–{high:.1%}   "
            f"{row['commonest']:9.1%}   {row['hand']:.1%}   {row['no_length']:9.1%}   {row['growth']:.1%}"
        )
    if result["unmapped"]:
        lines.append(f"without a specification: {', '.join(result['unmapped'])}")
    lines += [f"problem with {one}" for one in result["problems"]]
    lines += [
        f"miss {one['id']:18} {one['A']} / {one['B']}, {one['muscle']}: found {one['found']}, "
        f"computed {one['numbers'][0]} and {one['numbers'][1]} ({one['outcome']})"
        for one in result["misses"]
    ]
    return "\n".join(lines)


def main() -> int:
    """Read the arguments, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=PUBLIC)
    parser.add_argument("--movements", type=Path, default=HERE / "movements")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        result = score(read_contrasts(given.file), given.movements)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(result, indent=1) if given.json else printed(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
