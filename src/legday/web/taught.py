"""The form of a taught movement: filled from one, and read back into one with the fields that cannot be so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from legday.kinds import BadInput, Value
from legday.movement.catalogue import Loading, Movement
from legday.movement.mechanics import Angle, At, Mechanics
from legday.movement.taught import TURNS, Taught, allowed, check_name, load_at, mechanics_of
from legday.plan.gyms import equipment_words
from legday.units import number
from legday.web.forms import Fields, amount, field, fields, one_of, whole

NOTHING = "nothing"

SAID = {
    "hip_deg": ("Hip", "trunk to thigh: 0° straight, 90° as on a chair, below 0° behind you"),
    "knee_deg": ("Knee", "0° straight, 90° as on a chair"),
    "ankle_deg": ("Ankle", "0° flat, above it the toes come up, below it they point"),
    "adduction_deg": ("Thigh to the side", "below 0° out, above it across"),
    "rotation_deg": ("Thigh turned", "below 0° out, above it in"),
    "inversion_deg": ("Sole turned", "below 0° out, above it in"),
    "toes_deg": ("Toes", "above 0° up, below it bent"),
}

PLACES = {
    At.BACK: "Across the upper back, or pads on the shoulders",
    At.FRONT: "On the front of the shoulders",
    At.CHEST: "Held before the chest",
    At.ELBOWS: "In the bend of the elbows",
    At.BAR: "A bar in the hands, over the foot",
    At.SIDES: "In the hands, at the sides",
    At.HIPS: "Across the hips, or from a belt",
    At.THIGH: "On the lower thigh",
    At.CALF: "Below the knee",
    At.SHIN: "Just above the ankle",
    At.SOLE: "Under the foot: a sled or plate",
    At.BALL: "Under the ball of the foot",
}

LOADINGS = {
    Loading.BARBELL: "Barbell",
    Loading.DUMBBELLS: "Two dumbbells",
    Loading.DUMBBELL: "One dumbbell",
    Loading.STACK: "A machine's stack",
    Loading.PLATES: "A machine with plates",
    Loading.BAND: "Band",
    Loading.BODY: "The body alone",
}


class Turn(Value):
    """One angle of the form: what it is called, how it is counted, its range in degrees, and its two fields."""

    field: str
    name: str
    hint: str
    low: int
    high: int

    @property
    def ends(self) -> tuple[str, str]:
        """The names of the fields for the easy end of the range and for the other."""
        return f"{self.field}-from", f"{self.field}-to"


def turns(mechanics: Mechanics) -> tuple[Turn, ...]:
    """The angles that can be said of a movement: hip, knee and ankle, and what else it turns; none that is found."""
    found = []
    for name in TURNS:
        given = getattr(mechanics, name)
        if given != "balance" and (name in ("hip_deg", "knee_deg", "ankle_deg") or given != 0):
            low, high = allowed(name, mechanics.spine)
            found.append(Turn(field=name, name=SAID[name][0], hint=SAID[name][1], low=low, high=high))
    return tuple(found)


def ends(angle: Angle) -> tuple[float, float]:
    """An angle at the two ends of the range.

    >>> ends((0.0, 21.0, 35.0)), ends(85.0)
    ((0.0, 35.0), (85.0, 85.0))
    """
    return (angle[0], angle[-1]) if isinstance(angle, tuple) else (angle, angle)


def filled(taught: Taught, movement: Movement) -> dict[str, Any]:
    """The form filled with a taught movement; ``movement`` is what it is as a whole."""
    mechanics = mechanics_of(taught)
    typed: dict[str, Any] = {"name": taught.name, "sides": "one" if movement.unilateral else "both"}
    for turn in turns(mechanics):
        typed |= dict(zip(turn.ends, map(number, ends(getattr(mechanics, turn.field))), strict=True))
    load = taught.mechanics.get("load")
    typed |= {
        "load": load["at"] if load else "",
        "loading": taught.loading or "",
        "equipment": [word for ways in taught.equipment or () for word in ways or (NOTHING,)],
        "reps-from": str(movement.reps[0]),
        "reps-to": str(movement.reps[1]),
        "set_up": taught.set_up or "",
        "cues": "\n".join(taught.cues or ()),
        "note": taught.note,
    }
    return typed


def retyped(form: Fields, blank: Mapping[str, Any]) -> dict[str, Any]:
    """The form as somebody typed it, to be shown again."""
    return {
        name: fields(form, name) if name == "equipment" else field(form, name) if name in form else kept
        for name, kept in blank.items()
    }


def read_taught(form: Fields, base: Taught, template: Movement, wrong: dict[str, str]) -> Taught:
    """Read what was typed; what is as it was in ``base`` stays, and what cannot be so is said in ``wrong`` by field."""
    before = mechanics_of(base)
    body: dict[str, Any] = msgspec.structs.asdict(base)
    try:
        body["name"] = check_name(field(form, "name")) if "name" in form else base.name
    except BadInput as error:
        wrong["name"] = str(error) if field(form, "name") else "Give it a name."
    body["mechanics"] = _angles(form, base, before, wrong) | _load(form, base)
    if field(form, "sides"):
        one_leg = field(form, "sides") == "one"
        body["unilateral"] = None if one_leg is template.unilateral else one_leg
    body["loading"] = one_of(Loading, field(form, "loading"), "The load") if field(form, "loading") else None
    body["reps"] = _reps(form, template, wrong)
    chosen = [word for word in fields(form, "equipment") if word in equipment_words()]
    body["equipment"] = (tuple(chosen),) if chosen or NOTHING in fields(form, "equipment") else None
    body["set_up"] = field(form, "set_up") or None
    body["cues"] = tuple(line.strip() for line in field(form, "cues").splitlines() if line.strip()) or None
    body["note"] = field(form, "note")
    try:
        return msgspec.convert(msgspec.to_builtins(body), Taught)
    except msgspec.ValidationError as error:
        raise BadInput(f"{error}.", "Shorten it, or leave it empty.") from None


def _angles(form: Fields, base: Taught, before: Mechanics, wrong: dict[str, str]) -> dict[str, Any]:
    """The mechanics of a base, with the angles that were typed otherwise."""
    changed = {name: value for name, value in base.mechanics.items() if name != "load" or value is None}
    for turn in turns(before):
        was = ends(getattr(before, turn.field))
        typed = []
        for name, kept in zip(turn.ends, was, strict=True):
            given = field(form, name)
            try:
                typed.append(amount(given, f"The {TURNS[turn.field][0]}", turn.high, least=turn.low) if given else kept)
            except BadInput as error:
                wrong[name] = str(error)
                typed.append(kept)
        if tuple(typed) != was:
            changed[turn.field] = typed
    return changed


def _load(form: Fields, base: Taught) -> dict[str, Any]:
    """Where the load acts, if it is said: the direction is that of the movement that it is like."""
    at, before = field(form, "load"), base.mechanics.get("load")
    if not at:
        return {}
    if before and before["at"] == at:
        return {"load": before}
    return {"load": load_at(base.like, one_of(At, at, "The place of the load"))}


def _reps(form: Fields, template: Movement, wrong: dict[str, str]) -> tuple[int, int] | None:
    """The range of repetitions, or None where it is as in the movement that it is like."""
    try:
        low = whole(field(form, "reps-from") or str(template.reps[0]), "The repetitions", 40, least=1)
        high = whole(field(form, "reps-to") or str(template.reps[1]), "The repetitions", 40, least=low)
    except BadInput as error:
        wrong["reps"] = str(error)
        return None
    return None if (low, high) == template.reps else (low, high)
