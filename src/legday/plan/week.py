"""A week: what to do on which day, with how much of what, and why; and the proof that it is the best one."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from legday.kinds import Because, Group, Kilograms, MovementId, Reserve, Seconds, Value


class Status(StrEnum):
    """What the solver can say: proved best, good but not proved, nothing found in time, or not asked."""

    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"
    STOPPED = "STOPPED"
    NOT_PLANNED = "NOT PLANNED"


class Proof(Value):
    """How good a plan is: the value reached, a value that no plan can exceed, and what lies between them.

    ``gap`` is a fraction of the bound; ``status`` is OPTIMAL where it is zero and proved to be.
    """

    status: Status
    objective: float
    bound: float
    gap: float
    seconds: float


NOT_PLANNED = Proof(status=Status.NOT_PLANNED, objective=0.0, bound=0.0, gap=0.0, seconds=0.0)
"""The proof of a week that was not planned because something else comes first."""


class Found(Value):
    """How far a search has come: the value of the best week so far, what no week can exceed, and the time it took."""

    objective: float
    bound: float
    seconds: float


class PlannedSet(Value):
    """One set to do: load, repetitions from-to, how many to leave in reserve, and the rest after it.

    A load is None where the body is the load or where no load is known yet (``because`` of the movement says which).
    A ramp set prepares for the working sets and does not count. ``hold_s`` is how long a posture is held, from-to, in
    a set that is one repetition.
    """

    load_kg: Kilograms | None
    reps: tuple[int, int]
    reserve: Reserve | None
    rest_s: Seconds
    ramp: bool = False
    hold_s: tuple[int, int] | None = None


class PlannedMovement(Value):
    """One movement of a session with its sets, its tempo (lift, hold, lower; seconds) and the reasons.

    A ``locked`` one stays when the week is planned anew. ``between`` names movements of the same session:
    this one is done between their sets (a superset), if they are still there.
    """

    movement: MovementId
    name: str
    unilateral: bool
    tempo: tuple[float, float, float]
    sets: tuple[PlannedSet, ...]
    seconds: Seconds
    because: tuple[Because, ...]
    locked: bool = False
    between: tuple[MovementId, ...] = ()


class Step(Value):
    """A warm-up drill or a stretch: what, how much, how, and why it is there."""

    id: str
    name: str
    dose: str
    how: str
    seconds: Seconds
    because: Because


class PlannedSession(Value):
    """One session: warm-up, movements in order, stretches; ``seconds`` is the whole of it.

    ``id`` stays when the session is moved to another day. ``gym`` is the id of the place; empty is the usual one.
    """

    id: str
    day: date
    minutes: int
    seconds: Seconds
    warm_up: tuple[Step, ...]
    movements: tuple[PlannedMovement, ...]
    stretches: tuple[Step, ...]
    gym: str = ""

    def beside(self, movement: PlannedMovement) -> tuple[str, ...]:
        """The names of the movements between whose sets another one is done, as far as they are still there."""
        return tuple(one.name for one in self.movements if one.movement in movement.between)


class GroupLine(Value):
    """What the week gives a muscle group, against its floor and the most that is wished for.

    ``limit`` says what is in the way when it is short.
    """

    group: Group
    favoured: bool
    floor: float
    wish: float = 0.0
    credit: float
    met: bool
    limit: Because | None = None


class Week(Proof):
    """A planned week: sessions, what each group gets, and the proof of how good it is.

    ``limits`` say in words which wishes could not be met and what would buy them, ``prices`` what the limits that bind
    most cost; ``advice`` holds what the coach has to say about the week as a whole, ``changes`` what differs from the
    plan before it, and why. A ``lighter`` week has half the sets.
    """

    start: date
    sessions: tuple[PlannedSession, ...]
    groups: tuple[GroupLine, ...]
    limits: tuple[Because, ...]
    prices: tuple[Because, ...] = ()
    advice: tuple[Because, ...]
    changes: tuple[Because, ...] = ()
    lighter: bool = False
