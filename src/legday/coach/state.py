"""The coach's view of a person on one day: values only; each file beside this one computes a part of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from legday.kinds import Because, Group, Joint, Kilograms, MovementId, Reps, Reserve, Value


class Verdict(StrEnum):
    """What the numbers allow to be said about a movement's strength (models 11.3)."""

    TOO_EARLY = "too early"
    IMPROVING = "improving"
    STEADY = "steady"
    PLATEAU = "plateau"
    DECLINING = "declining"


class Best(Value):
    """The best set of one session at comparable repetitions.

    ``e1rm_kg`` compares sets of nearly the same repetitions; it is no one-repetition maximum to announce (models 1.3).
    """

    day: date
    load_kg: Kilograms
    reps: Reps
    reserve: Reserve | None
    e1rm_kg: float


class Trend(Value):
    """Strength over time at matched reps: level and weekly slope with the standard deviation of each.

    ``level_kg`` is the smoothed estimate of the load for ``reps`` repetitions with ``reserve`` left (the person's usual
    ones; 0 where no reserve was logged). ``level_sd`` is a fraction of the level, slopes are fractions a week (0.01 is
    1 % a week). ``bests`` are the sessions that it was read from, oldest first.
    """

    verdict: Verdict
    reps: Reps
    level_kg: float
    level_sd: float
    slope_week: float
    slope_sd: float
    bests: tuple[Best, ...]
    reserve: Reserve = 0


class MuscleTrend(Value):
    """What all movements that are mainly for a muscle group say together: verdict and weekly slope with its deviation.

    ``movements`` are those that it was read from, the one with most comparable sessions first.
    """

    verdict: Verdict
    slope_week: float
    slope_sd: float
    movements: tuple[MovementId, ...]


class Remedy(StrEnum):
    """What to try where strength has levelled off, the plainest first (models 11.4)."""

    LOG = "log"
    CLOSER = "closer"
    REST = "rest"
    LIGHTER = "lighter"
    SETS = "sets"
    REPS = "reps"
    RELATIVE = "relative"
    ACCEPT = "accept"


class Tried(Value):
    """A remedy that a person took: for which movement or muscle group, when, and what became of it.

    ``groups`` are those it is for. It runs until the day ``until``, or was dropped on it. ``worked`` is None while it
    runs and where the log cannot tell.
    """

    remedy: Remedy
    subject: str
    groups: tuple[Group, ...]
    since: date
    until: date
    running: bool
    worked: bool | None = None


class ReserveBias(Value):
    """How many repetitions more a person has than the reserve they write down, with its deviation (models 3).

    ``sets`` are the sets to the limit that it was learnt from, ``last`` is the day of the last set to the limit.
    """

    mean: float
    sd: float
    sets: int
    last: date | None = None

    @property
    def known(self) -> bool:
        """Whether it is known well enough to be said and used: to half a repetition, from four sets or more."""
        return self.sets >= 4 and self.sd <= 0.5

    @property
    def more(self) -> float:
        """The repetitions to add to a written reserve; 0 while little is known, and never more than two."""
        return max(-2.0, min(2.0, self.mean)) if self.known else 0.0


USUAL_BIAS = ReserveBias(mean=1.0, sd=0.7, sets=0)
"""What is thought of a person's reserve before anything was seen (models 3)."""


class Lift(Value):
    """What the coach knows about one movement: when it was last done, with what, and how it is going.

    ``last`` are the working sets of the last session as (load in kg or None, reps, reserve or None); ``before`` those
    of the session before it. ``resumed`` is the day on which it was done again after its last pause of more than two
    weeks; None where there was none. ``kappa`` is the person's own curve, load = M / (1 + repetitions to the
    limit / kappa); None until their sets carry it.
    """

    movement: MovementId
    last_day: date
    sessions: int
    last: tuple[tuple[Kilograms | None, Reps, Reserve | None], ...]
    before: tuple[tuple[Kilograms | None, Reps, Reserve | None], ...]
    trend: Trend | None
    resumed: date | None = None
    kappa: float | None = None


class State(Value):
    """Everything the planner needs to know about a person on one day.

    ``gap_days`` counts from the last leg session (None: no history). ``new`` is true in the first two weeks of leg
    training or after a gap of over 60 days (models 18.1), ``novice`` in the first four weeks or after such a gap
    (models 7). ``sessions_28`` counts the leg sessions of the last 28 days. ``credit_28`` is the weekly credit of
    each group over the 28 days up to the last leg session: what was usual before a pause; ``credit_7`` that of its last
    seven days. ``last_trained`` is the last day with a hard set of the group, ``rest_days`` are the
    days that it asks for (models 10.1; two where nothing is said). ``sore`` is the last answer of the past three days,
    0 to 10; ``lingering`` are the groups that stay sore for longer than ordinary soreness; ``aches`` are the joints
    with a pain of 3 or more. ``flags`` are open red flags: while there is one, nothing is planned.
    ``muscles`` are the groups of which anything can be said yet, ``tried`` the remedies that were taken, oldest first,
    ``bias`` how many more repetitions they have than they write down.
    """

    today: date
    lifts: dict[MovementId, Lift]
    gap_days: int | None
    new: bool
    novice: bool = False
    sessions_28: int
    credit_28: dict[Group, float]
    credit_7: dict[Group, float] = msgspec.field(default_factory=dict)
    last_trained: dict[Group, date]
    rest_days: dict[Group, int] = msgspec.field(default_factory=dict)
    sore: dict[Group, int]
    lingering: tuple[Group, ...] = ()
    aches: tuple[Joint, ...]
    flags: tuple[Because, ...]
    muscles: dict[Group, MuscleTrend] = msgspec.field(default_factory=dict)
    tried: tuple[Tried, ...] = ()
    bias: ReserveBias = USUAL_BIAS


class Load(Value):
    """What to put on the bar next: the load (None: the movement is not loaded or never done), the reps, and why."""

    load_kg: Kilograms | None
    reps: tuple[int, int]
    reserve: Reserve
    because: tuple[Because, ...]
