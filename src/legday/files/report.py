"""What became of a file: every row stored, known or refused, and what the person is asked."""

from __future__ import annotations

from legday.kinds import KG_PER_LB, BadInput, MovementId, Unit, Value


class Refusal(Value):
    """A row that was not taken: the line where it begins, and why."""

    line: int
    reason: str


class Asked(Value):
    """An exercise name that looks like a leg movement but is not known, with the movements whose names are nearest."""

    app: str
    exercise: str
    sets: int
    near: tuple[MovementId, ...] = ()


class Report(Value):
    """What became of a file.

    ``rows`` is ``stored`` + ``known`` + ``refused``. ``sets`` are the sets that the file holds (rest and note rows are
    none), ``leg_sets`` those of a known leg movement; ``unit`` is what the file's loads are in.
    """

    file: str
    app: str
    unit: Unit
    rows: int
    stored: int
    known: int
    refused: int
    sets: int
    leg_sets: int
    refusals: tuple[Refusal, ...] = ()
    asked: tuple[Asked, ...] = ()
    notes: tuple[str, ...] = ()


class LiftShown(Value):
    """A lift that the person knows, to tell kilograms from pounds: the number in the file, and it read in pounds."""

    exercise: str
    number: float
    lb_as_kg: float

    def __str__(self) -> str:
        return f"{self.exercise}: {self.number:g} → {self.number:g} kg or {self.lb_as_kg:g} kg"


def show_lift(exercise: str, number: float) -> LiftShown:
    """Show a lift in both readings; a light one keeps a decimal."""
    in_kg = round(number * KG_PER_LB, 0 if number > 50 else 1)
    return LiftShown(exercise=exercise, number=round(number, 2), lb_as_kg=in_kg)


class UnitNeeded(BadInput):
    """The file does not say whether its loads are kilograms or pounds; three known lifts help to tell.

    >>> print(UnitNeeded({"Squat (Barbell)": 225.0}))
    The file does not say whether its loads are in kg or lb. Squat (Barbell): 225 → 225 kg or 102 kg. Give `--unit kg`
    (the first reading) or `--unit lb` (the second).
    """

    def __init__(self, lifts: dict[str, float]) -> None:
        self.lifts = tuple(show_lift(exercise, number) for exercise, number in lifts.items())
        shown = "; ".join(str(lift) for lift in self.lifts)
        super().__init__(
            f"The file does not say whether its loads are in kg or lb. {shown}.",
            "Give `--unit kg` (the first reading) or `--unit lb` (the second).",
        )
