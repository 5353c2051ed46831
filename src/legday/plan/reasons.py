"""Why each movement is in the week: what its sets give, what would be lost without one, and what it is there for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from legday.body.muscles import spoken
from legday.coach.strength.reserve import calibration
from legday.coach.words import counted, listed, muscles
from legday.kinds import Because, Group, MovementId
from legday.movement.catalogue import Movement
from legday.plan.bands import ceiling, enough, floor
from legday.plan.cautions import careful
from legday.plan.fit import HELPS, prime, target
from legday.plan.goal import Aim
from legday.plan.options import TENTHS, Options, done_of
from legday.plan.patterns import COMPLETE
from legday.plan.variables import sets

Answer = Mapping[str, int]


def reasons(options: Options, answer: Answer, movement: Movement, place: int) -> tuple[Because, ...]:
    """Every reason for a movement of a day: its share of the week, what a set less would cost, and whose wish it is."""
    return (
        why(options, answer, movement, place),
        lost(options, answer, movement),
        *alone_of_its_kind(options, answer, movement, place),
        *wished(options, answer, movement, place),
        *to_the_limit(options, answer, movement, place),
    )


def week_credit(options: Options, answer: Answer) -> dict[Group, float]:
    """What the week gives each group, in sets; those that are done already count."""
    week = {group: float(done_of(options, group)) for group in Group}
    for place, there in enumerate(options.doses):
        for id in there:
            for group, tenths in options.credit[id].items():
                week[group] += tenths * answer.get(sets(id, place), 0)
    return {group: tenths / TENTHS for group, tenths in week.items()}


def purpose(options: Options, movement: Movement) -> tuple[Group, ...]:
    """What a movement is for, the most first: what one does it for, or else what it gives most."""
    credit = options.credit[movement.id]
    groups = target(movement, credit) or prime(credit) or {max(credit, key=lambda group: credit[group])}
    return tuple(sorted(groups, key=lambda group: (-credit[group], list(Group).index(group))))


def why(options: Options, answer: Answer, movement: Movement, place: int) -> Because:
    """Say what a movement is in the week for: the groups it trains and how much of their week it gives."""
    week = week_credit(options, answer)
    here = answer[sets(movement.id, place)]
    credit = options.credit[movement.id]
    gives = {group: share * here / TENTHS for group, share in credit.items() if share >= HELPS}
    parts = [
        f"{spoken(group)} {share:.1f} of {week[group]:.1f}"
        for group, share in sorted(gives.items(), key=lambda pair: -pair[1])
    ]
    return Because(
        say=f"{counted(here, 'set')} for the {muscles(purpose(options, movement))}.",
        why=f"Its share of this week's effective sets: {', '.join(parts)}.",
        source="models 5.1",
        convention=True,
    )


def lost(options: Options, answer: Answer, movement: Movement) -> Because:
    """Say what the week would lose with one set of a movement less: the floors that it would miss, or the most."""
    week = week_credit(options, answer)
    gives = {group: share / TENTHS for group, share in options.credit[movement.id].items() if share >= HELPS}
    first = sorted(gives, key=lambda group: -gives[group])
    under = [group for group in first if week[group] >= floor(options, group) > week[group] - gives[group]]
    shown = under or first[:MOST_LOST]
    parts = [f"{spoken(group)} {week[group] - gives[group]:.1f} instead of {week[group]:.1f}" for group in shown]
    missed = [group for group in first if week[group] - gives[group] < enough(options, group)]
    if under:
        verdict = f"That is less than a week owes the {muscles(under)}."
    elif missed and options.goal.aim is not Aim.KEEP:
        verdict = f"Every muscle would still have its floor; the {muscles(missed[:1])} would gain a little less."
    else:
        verdict = "Every muscle would still have its floor."
    return Because(say=f"With one set less: {', '.join(parts) or 'next to nothing'}.", why=verdict, source="models 5")


MOST_LOST = 2
"""How many groups are named that would get less and still have their floors."""


def alone_of_its_kind(options: Options, answer: Answer, movement: Movement, place: int) -> Iterator[Because]:
    """Say so, on its first day, where nothing else is of a movement's kind, without which legs are not complete."""
    kinds = next((patterns for patterns in COMPLETE if movement.pattern in patterns), ())
    days = {
        id: at
        for at, there in reversed(tuple(enumerate(options.doses)))
        for id in there
        if options.movements[id].pattern in kinds and answer.get(sets(id, at), 0)
    }
    if kinds and days.keys() | ({movement.id} & options.made.keys()) == {movement.id} and days[movement.id] == place:
        say = f"Nothing else in the week is a {' or '.join(pattern.value for pattern in kinds)}."
        yield Because(say=say, why="Complete legs need each of the five kinds of movement.", source="C20")


def wished(options: Options, answer: Answer, movement: Movement, place: int) -> Iterator[Because]:
    """Say so where a movement is there because the person favours its muscles, likes it, or locked it."""
    favoured = [group for group in options.goal.favour if group in purpose(options, movement)]
    if favoured:
        reason = "Favoured muscles get more once all have enough."
        week, credit = week_credit(options, answer), options.credit[movement.id]
        if any(week[group] + credit[group] / TENTHS > ceiling(options, group) for group in favoured):
            reason += " This week they get the most that what you did lately allows; it rises by two sets a week."
        yield Because(say=f"You favour the {muscles(favoured)}.", why=reason, source="you")
    if movement.id in options.days[place].lock:
        yield Because(say="You locked it.", why="It stays here until you unlock it.", source="you")
    elif movement.id in options.goal.like:
        yield Because(say="You like it.", why="What you like is in the week wherever your limits allow.", source="you")


def to_the_limit(options: Options, answer: Answer, movement: Movement, place: int) -> Iterator[Because]:
    """Offer a set to the limit once, on the first movement of the week where that is safe and due (models 3)."""
    if options.lighter or careful(options.goal) or options.goal.aches:
        return
    for day, there in enumerate(options.doses[: place + 1]):
        for id, one in options.movements.items():
            if id in there and answer.get(sets(id, day), 0):
                offered = calibration(options.state, id, one.name, purpose(options, one))
                if offered:
                    if (id, day) == (movement.id, place):
                        yield offered
                    return


def in_turns(options: Options, hosts: tuple[MovementId, ...]) -> Iterator[Because]:
    """Say how a superset goes."""
    if hosts:
        say = f"Between the sets of {listed([options.movements[id].name for id in hosts])}: a set of each, then rest."
        reason = "They use different muscles, so one rests while the other works, and it saves time."
        yield Because(say=say, why=reason, source="models 8", convention=True)
