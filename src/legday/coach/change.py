"""What to change next: one thing at a time, the plainest first (models 11.4; convention)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from legday.coach.loads.restart import gap_advice
from legday.coach.recovery.soreness import HOLD_AT
from legday.coach.remedies import FEW_SETS, WEEKS, fitting, mains, record, running
from legday.coach.state import Lift, Remedy, State, Tried, Verdict
from legday.coach.strength.plateau import FALLING, perhaps_falling
from legday.coach.visits import Credit
from legday.coach.words import counted, listed, muscles, on, times
from legday.kinds import Because, Group, MovementId, Value

Names = Callable[[MovementId], str]

WORDS = {
    Remedy.LOG: "the reserve written down for {name}",
    Remedy.CLOSER: "sets nearer to the limit for {name}",
    Remedy.REST: "sleep, food and time off for {name}",
    Remedy.LIGHTER: "a week at half the sets for {name}",
    Remedy.SETS: "two sets a week more for {name}",
    Remedy.REPS: "other repetitions for {name}",
    Remedy.RELATIVE: "a near relative for {name}",
    Remedy.ACCEPT: "no change for {name}",
}
"""What each remedy is called in a sentence about what is done."""


def to_change(state: State, names: Names, credit: Credit) -> Because:
    """Say the one thing to change now; often that is nothing.

    Red flags come first, then an aching joint, a pause, soreness, a remedy for what goes down or has levelled off, one
    that runs, and attendance. ``credit`` says what a set of a movement counts for each group.
    """
    if state.flags:
        return state.flags[0]
    if not state.lifts:
        say = "Begin with two short sessions a week."
        return Because(say=say, why="Guidelines ask for two days a week for every muscle.", source="C02")
    if state.aches:
        say = f"Leave what hurts the {listed(state.aches)} alone until it is quiet."
        why = "Pain of 3 or more in a joint is not soreness; the rest of the legs can train on meanwhile."
        return Because(say=say, why=why, source="models 18.2", convention=True)
    away = gap_advice(state)
    if away:
        return away[0]
    sore = [group for group, score in state.sore.items() if score >= HOLD_AT]
    if sore:
        say = f"Add nothing for the {listed(sore)} until the soreness is gone."
        why = "Soreness is no measure of progress; it only says that the muscle is not yet used to the work."
        return Because(say=say, why=why, source="models 10.2", convention=True)
    found = offer(state, names, credit)
    if found:
        return found.because
    watched = [one for one in state.tried if one.running]
    if watched:
        return watching(watched[0], names)
    if state.sessions_28 < 4:
        say = "One more session a week would help most."
        why = f"You came {times(state.sessions_28)} in four weeks; guidelines ask for two days a week for every muscle."
        return Because(say=say, why=why, source="C02")
    why = "No movement has gone down or stood still for long enough to call it so, and each change blurs the view."
    return Because(say="Change nothing: keep going.", why=why, source="models 11.3")


class Offer(Value):
    """A remedy to try: for which movement or muscle group (``subject``), and the sentence that says so."""

    remedy: Remedy
    subject: str
    because: Because


class _Stuck(Value):
    """What has levelled off or goes down: a muscle group or a movement, and the movement to change."""

    subject: str
    lift: Lift
    groups: tuple[Group, ...]
    declining: bool
    seen: str


def offer(state: State, names: Names, credit: Credit) -> Offer | None:
    """The one remedy to try next; None where nothing has levelled off, or a remedy runs for all that has.

    A muscle comes before a movement, and what goes down before what stands still.
    """
    for stuck in _all_stuck(state, names, credit):
        if running(state, stuck.groups) is None:
            remedy = fitting(state, stuck.lift, stuck.groups, declining=stuck.declining)[0]
            return Offer(remedy=remedy, subject=stuck.subject, because=_because(state, stuck, remedy, names))
    return None


def watching(one: Tried, names: Names) -> Because:
    """Say what runs, and until when it is watched."""
    return Because(
        say=f"Go on as you are: {WORDS[one.remedy].format(name=_called(one, names))}, watched until {on(one.until)}.",
        why=f"You began it on {on(one.since)}. One change at a time, and six weeks to see what it does; then the log "
        "says whether it helped.",
        source="models 11.4",
        convention=True,
    )


def outcome(one: Tried, names: Names) -> str:
    """Say in a sentence what became of a remedy."""
    what = f"{WORDS[one.remedy].format(name=_called(one, names))}, from {on(one.since)}"
    if one.running:
        return f"{what[0].upper()}{what[1:]}: watched until {on(one.until)}."
    if one.worked is None and one.until < one.since + timedelta(weeks=WEEKS):
        return f"{what[0].upper()}{what[1:]}: stopped on {on(one.until)}."
    told = {True: "it went up again", False: "it did not help", None: "the log cannot tell"}
    return f"{what[0].upper()}{what[1:]}: {told[one.worked]}."


def _called(one: Tried, names: Names) -> str:
    return f"the {muscles([Group(one.subject)])}" if one.subject in set(Group) else names(MovementId(one.subject))


def _all_stuck(state: State, names: Names, credit: Credit) -> Iterator[_Stuck]:
    for verdict in (Verdict.DECLINING, Verdict.PLATEAU):
        for group, muscle in state.muscles.items():
            if muscle.verdict is verdict and len(muscle.movements) > 1:
                seen = f"All that is for the {muscles([group])} together"
                lift = state.lifts[muscle.movements[0]]
                yield _Stuck(
                    subject=group, lift=lift, groups=(group,), declining=verdict is Verdict.DECLINING,
                    seen=_seen(seen, verdict, falls=muscle.slope_week < FALLING),
                )  # fmt: skip
        stuck = [lift for lift in state.lifts.values() if lift.trend and lift.trend.verdict is verdict]
        for lift in sorted(stuck, key=lambda lift: -lift.sessions):
            falls = lift.trend is not None and perhaps_falling(lift.trend)
            yield _Stuck(
                subject=lift.movement, lift=lift, groups=mains(lift.movement, credit),
                declining=verdict is Verdict.DECLINING, seen=_seen(names(lift.movement), verdict, falls=falls),
            )  # fmt: skip


def _seen(name: str, verdict: Verdict, *, falls: bool) -> str:
    if verdict is Verdict.DECLINING:
        return f"{name} has been going down."
    if falls:
        return f"{name} is not going up any more and may be going down."
    return f"{name} has been level for at least eight weeks, which is normal after a while."


def _because(state: State, stuck: _Stuck, remedy: Remedy, names: Names) -> Because:
    name = names(stuck.lift.movement)
    say, reason = {
        Remedy.LOG: (
            f"Write down the repetitions in reserve for {name}.",
            "What to change depends on whether the sets end near enough to the limit, and the log does not say.",
        ),
        Remedy.CLOSER: (
            f"Take the sets of {name} nearer to the limit: three in reserve or fewer.",
            "The last sets stopped well before it.",
        ),
        Remedy.REST: (
            f"Look at sleep, food and time off before changing {name}; a week of half the sets may do.",
            "Tiredness and too little food are worth ruling out first.",
        ),
        Remedy.LIGHTER: (
            "Take one week at half the sets, then go on as before.",
            "There are signs of tiredness: very sore muscles, or less to spare. Ask for it when you plan.",
        ),
        Remedy.SETS: (
            f"Add two sets a week for what {name} trains.",
            f"One of its muscles gets fewer than {FEW_SETS} sets that count. Favour it, and the plan gives more.",
        ),
        Remedy.REPS: (
            f"Change the repetitions of {name}: from few to many, or from many to few.",
            "The sets end near enough to the limit. More with less load will do, or fewer with more.",
        ),
        Remedy.RELATIVE: (
            f"Take a near relative of {name} for six weeks.",
            "The sets end near enough to the limit. Swap it in the week.",
        ),
        Remedy.ACCEPT: (
            f"Let {name} be: keep what you do, and expect little from week to week.",
            "What could be tried was tried, and the longer somebody trains, the slower it goes.",
        ),
    }[remedy]
    won, seen = record(state.tried, remedy)
    helped = f" It worked for you {won} of {counted(seen, 'time')}." if won else ""
    why = f"{stuck.seen} {reason}{helped} One change at a time, and six weeks to see what it does."
    return Because(say=say, why=why, source="models 11.4", convention=True)
