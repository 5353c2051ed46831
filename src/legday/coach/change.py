"""What to change next: one thing at a time, the plainest first (models 11.4; convention)."""

from __future__ import annotations

from collections.abc import Callable

from legday.coach.plateau import perhaps_falling
from legday.coach.read import Credit
from legday.coach.restart import gap_advice
from legday.coach.soreness import HOLD_AT
from legday.coach.state import Lift, State, Verdict
from legday.coach.words import listed, times
from legday.kinds import MAIN, Because, MovementId

FEW_SETS = 8  # weekly fractional sets below which more sets are the next thing to try, models 11.4


def to_change(state: State, names: Callable[[MovementId], str], credit: Credit) -> Because:
    """Say the one thing to change now; often that is nothing.

    Red flags come first, then an aching joint, a pause, soreness, a movement that goes down or has levelled off, and
    attendance. ``credit`` says what a set of a movement counts for each group.
    """
    if state.flags:
        return state.flags[0]
    if not state.lifts:
        say = "Begin with two short sessions a week."
        return Because(say=say, why="Guidelines ask for two days a week for every muscle.", source="C02")
    if state.aches:
        say = f"Leave what hurts the {listed(state.aches)} alone until it is quiet."
        why = "Pain of 3 or more in a joint is not soreness; the rest of the legs can train on meanwhile."
        return Because(say=say, why=why, source="models 18.2")
    away = gap_advice(state)
    if away:
        return away[0]
    sore = [group for group, score in state.sore.items() if score >= HOLD_AT]
    if sore:
        say = f"Add nothing for the {listed(sore)} until the soreness is gone."
        why = "Soreness is no measure of progress; it only says that the muscle is not yet used to the work."
        return Because(say=say, why=why, source="models 10.2", convention=True)
    for verdict in (Verdict.DECLINING, Verdict.PLATEAU):
        stuck = [lift for lift in state.lifts.values() if lift.trend and lift.trend.verdict is verdict]
        if stuck:
            return _remedy(state, max(stuck, key=lambda lift: lift.sessions), names, credit)
    if state.sessions_28 < 4:
        say = "One more session a week would help most."
        why = f"You came {times(state.sessions_28)} in four weeks; guidelines ask for two days a week for every muscle."
        return Because(say=say, why=why, source="C02")
    why = "No movement has gone down or stood still for long enough to call it so, and each change blurs the view."
    return Because(say="Change nothing: keep going.", why=why, source="models 11.3")


def _remedy(state: State, lift: Lift, names: Callable[[MovementId], str], credit: Credit) -> Because:
    name = names(lift.movement)
    trained = [group for group, share in credit(lift.movement).items() if share >= MAIN]
    trend = lift.trend
    declining = trend is not None and trend.verdict is Verdict.DECLINING
    seen = (
        f"{name} has been going down."
        if declining
        else f"{name} is not going up any more and may be going down."
        if trend is not None and perhaps_falling(trend)
        else f"{name} has been level for at least eight weeks, which is normal after a while."
    )
    order = "One change at a time, and six weeks to see what it does."
    if all(left is None for _, _, left in (*lift.last, *lift.before)):
        say = f"Write down the repetitions in reserve for {name}."
        why = f"{seen} First it takes to know whether the sets end near enough to the limit. {order}"
    elif min(left for _, _, left in (*lift.last, *lift.before) if left is not None) > 3:
        say = f"Take the sets of {name} nearer to the limit: three in reserve or fewer."
        why = f"{seen} The last sets stopped well before it. {order}"
    elif declining:
        say = f"Look at sleep, food and time off before changing {name}; a week of half the sets may do."
        why = f"{seen} Tiredness and too little food are worth ruling out first. {order}"
    elif min((state.credit_28.get(group, 0.0) for group in trained), default=FEW_SETS) < FEW_SETS:
        say = f"Add two sets a week for what {name} trains."
        why = f"{seen} One of its muscles gets fewer than {FEW_SETS} sets that count a week, so there is room. {order}"
    else:
        say = f"Change the repetitions of {name}, or take a near relative of it."
        why = f"{seen} You already do enough sets, near enough to the limit. {order}"
    return Because(say=say, why=why, source="models 11.4", convention=True)
