"""Wish lists and people by chance: sensible ones, over everything a person can wish, the same for the same seed."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec

from legday.coach.state import Lift, State
from legday.kinds import Condition, Group, Joint
from legday.movement.catalogue import catalogue
from legday.plan.goal import Aim, Experience, Goal, Partner, Slot, Variety, Weekday
from legday.plan.gyms import gyms

sys.path.insert(0, str(Path(__file__).parent))  # the people stand beside the lists
from people import MONDAY, somebody

GYMS = ("full_gym", "full_gym", "full_gym", "machines", "home_barbell", "dumbbells", "bands")
ELSEWHERE = ("machines", "home_barbell", "dumbbells", "nothing")


def lists(count: int, *, seed: int = 1, days: int = 3, minutes: int = 60) -> list[tuple[Goal, State]]:
    """So many pairs of wishes and a person who has them; each pair depends on the seed and its own number only."""
    chances = (Random(f"{seed}/{number}") for number in range(count))
    return [(wish(chance, days, minutes), person(chance)) for chance in chances]


def wish(chance: Random, days: int, minutes: int) -> Goal:
    """What somebody may wish; about half of what can be said is left unsaid, as people do."""
    weekdays, movements = list(Weekday), sorted(catalogue())
    slots = [Slot(weekday=weekdays[day], minutes=minutes) for day in sorted(chance.sample(range(7), days))]
    if chance.random() < 0.25:
        away = chance.randrange(days)
        slots[away] = msgspec.structs.replace(slots[away], gym=chance.choice(ELSEWHERE))
    odd = chance.sample(movements, 8)  # nobody likes what they ban
    return Goal(
        slots=tuple(slots),
        gym=gyms()[chance.choice(GYMS)],
        favour=tuple(chance.sample(list(Group), chance.choice((0, 1, 1, 2)))),
        like=tuple(odd[: chance.choice((0, 0, 1, 2))]),
        ban=tuple(odd[2 : 2 + chance.choice((0, 0, 2, 5))]),
        aches=tuple(chance.sample(list(Joint), chance.choice((0, 0, 0, 1)))),
        conditions=tuple(chance.sample(list(Condition), chance.choice((0, 0, 0, 0, 1)))),
        experience=chance.choice((None, None, *Experience)),
        aim=chance.choice(list(Aim)),
        partner=chance.choice((Partner.NOBODY, Partner.NOBODY, Partner.BESIDE, Partner.IN_TURNS)),
        variety=chance.choice((Variety.BEST, Variety.BEST, Variety.SAME, Variety.OTHER)),
    )


def person(chance: Random) -> State:
    """Somebody without a log, back after weeks, or in the middle of training; now and then sore."""
    if chance.random() < 0.3:
        return somebody(new=True)
    ago = chance.choice((1, 3, 3, 3, 10, 20))
    sore = dict.fromkeys(chance.sample(list(Group), chance.choice((0, 0, 1))), chance.choice((5, 8)))
    known = chance.sample(sorted(catalogue()), chance.choice((0, 4, 8)))
    state = somebody(
        lifts={id: lift(chance, catalogue()[id].loaded, id, ago) for id in known},
        last_trained={group: MONDAY - timedelta(days=ago + chance.randrange(4)) for group in Group},
        sore=sore,
    )
    usual = {group: chance.choice((2.0, 4.0, 8.0, 12.0)) for group in Group}
    return msgspec.structs.replace(state, gap_days=ago, novice=chance.random() < 0.2, credit_28=usual)


def lift(chance: Random, loaded: bool, id: str, ago: int) -> Lift:
    """What somebody did when they last trained."""
    load_kg = chance.choice((20.0, 40.0, 60.0)) if loaded else None
    last = ((load_kg, 10, 2.0),) * chance.choice((2, 3, 4))
    return Lift(movement=id, last_day=MONDAY - timedelta(days=ago), sessions=9, last=last, before=last, trend=None)
