"""How the coach writes numbers and lists, so that a page can show loads in the person's own unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from legday.body.muscles import spoken
from legday.kinds import Group

CALVES = (Group.GASTROCNEMIUS, Group.SOLEUS)


def kilograms(load_kg: float) -> str:
    """Write a load as text; whoever shows it may turn every "NN kg" into pounds.

    Two decimals at most, since 61.23 kg are 135 lb and 61.2 kg are not.

    >>> kilograms(60.0), kilograms(61.23496995)
    ('60 kg', '61.23 kg')
    """
    return f"{load_kg:.2f}".rstrip("0").rstrip(".") + " kg"


def about(load_kg: float) -> str:
    """Write an estimated load as text, to the whole kilogram or to the half below 20.

    >>> about(83.46), about(7.3)
    ('83 kg', '7.5 kg')
    """
    return kilograms(round(load_kg) if load_kg >= 20 else round(load_kg * 2) / 2)


def give_or_take(load_kg: float) -> str:
    """Write how far off an estimated load may be; never less than half a kilogram, which no estimate is nearer than.

    >>> give_or_take(3.2), give_or_take(0.1)
    ('give or take 3 kg', 'give or take 0.5 kg')
    """
    return f"give or take {about(max(0.5, load_kg))}"


def spare(reserve: float | None) -> str:
    """Write what was left in reserve, to be put behind repetitions; nothing where none is known.

    >>> spare(2.0), spare(None)
    (' with 2 in reserve', '')
    """
    return "" if reserve is None else f" with {reserve:g} in reserve"


def percent(fraction: float) -> str:
    """Write a fraction as text in per cent with one decimal.

    >>> percent(-0.0042)
    '−0.4 %'
    """
    return f"{fraction * 100:.1f} %".replace("-0.0", "0.0").replace("-", "−")


def on(day: date) -> str:
    """Write a day as text.

    >>> on(date(2026, 5, 3))
    '3 May 2026'
    """
    return f"{day.day} {day:%B %Y}"


def weekday(day: date, today: date) -> str:
    """Write a day of the week to come as people say it.

    >>> weekday(date(2026, 11, 25), date(2026, 11, 24)), weekday(date(2026, 11, 28), date(2026, 11, 24))
    ('tomorrow', 'Saturday')
    """
    ahead = (day - today).days
    return ("today", "tomorrow")[ahead] if 0 <= ahead <= 1 else f"{day:%A}"


def listed(words: Sequence[str]) -> str:
    """Write words as a list.

    >>> listed(["squat", "leg press", "calf raise"])
    'squat, leg press and calf raise'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def muscles(groups: Iterable[Group]) -> str:
    """Write groups as a list; the two muscles of the calf together are the calves.

    >>> muscles((Group.SOLEUS, Group.QUADRICEPS, Group.GASTROCNEMIUS)), muscles((Group.SOLEUS,))
    ('calves and quads', 'calves (soleus)')
    """
    there = tuple(groups)
    both = set(CALVES) <= set(there)
    return listed(list(dict.fromkeys("calves" if both and group in CALVES else spoken(group) for group in there)))


def a(thing: str) -> str:
    """Write a thing with its article.

    >>> a("band"), a("anchor"), a("dumbbells")
    ('a band', 'an anchor', 'dumbbells')
    """
    if thing.endswith("s") and not thing.endswith("ss"):
        return thing
    return f"{'an' if thing[0] in 'aeio' else 'a'} {thing}"


def counted(number: int, thing: str) -> str:
    """Write how many of a thing there are.

    >>> counted(1, "session"), counted(3, "session")
    ('1 session', '3 sessions')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def times(number: int) -> str:
    """Write how often.

    >>> times(1), times(2), times(5)
    ('once', 'twice', '5 times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
