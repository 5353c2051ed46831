"""A week without legs: when it was, what may have come between, and what to do for each reason (models 19, claim C36).

Nobody is blamed for it: a missed week does little, and what matters is how easy the next session is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from legday.coach.visits import Intended, Legs
from legday.coach.words import counted
from legday.kinds import Because, Group, Value
from legday.log.fact import Fact, Kind, latest

ABOUT = "gap:"
"""How the subject of an answer begins; the Monday of the first missed week follows."""

MOST_WEEKS = 8
"""A longer pause is not asked about any more (convention)."""

LOOK_BACK = 8
"""Weeks in which a weekday shows whether it suits, and before which nobody is taken to train at all (convention)."""

VERY = 6
"""The soreness from which it may have kept somebody away (models 10.2: stairs are hard)."""

LONGER, OF_LAST, OFTEN = 1.15, 4, 2
"""How much longer than planned sessions took, of how many of the last ones, and how often (convention)."""

NEVER = 3
"""How often a weekday was planned and never kept (convention)."""


class Reason(StrEnum):
    """What came between; ``unsaid`` is what somebody would rather not say."""

    TIME = "time"
    TIRED = "tired"
    SORE = "sore"
    ILL = "ill"
    TRAVEL = "travel"
    MOTIVATION = "motivation"
    CLOSED = "closed"
    OTHER = "other"
    UNSAID = "unsaid"


CHOICES = {
    Reason.TIME: "No time",
    Reason.TIRED: "Tired",
    Reason.SORE: "Sore or in pain",
    Reason.ILL: "Ill",
    Reason.TRAVEL: "Away from home",
    Reason.MOTIVATION: "Did not feel like it",
    Reason.CLOSED: "The gym was closed",
    Reason.OTHER: "Something else",
    Reason.UNSAID: "Rather not say",
}
"""What each reason is called where it is asked for."""

_SHORT = (
    "One or two sets of a few movements take a quarter of an hour; in the first year once a week was enough to gain."
)

_DO = {
    Reason.TIME: ("Make sessions shorter: 15 to 20 minutes, or one movement fewer.", _SHORT, "C36"),
    Reason.TIRED: (
        "Ask for a lighter week: half the sets at the usual loads.",
        "Half the sets keep what is there, and tired legs lift again sooner than after a week of none.",
        "models 15",
    ),
    Reason.SORE: (
        "Say how sore you are, and what hurts; the plan leaves it alone.",
        "Soreness fades as muscles get used to the work. Pain is another thing, and movements can be changed for it.",
        "models 18.2",
    ),
    Reason.ILL: (
        "Begin again gently, with fewer sets, once you are well.",
        "Two weeks off cost less than 5 % of strength, so nothing is lost that a few sessions do not bring back.",
        "models 15",
    ),
    Reason.TRAVEL: (
        "Plan a session for where you are: a room and your own weight will do.",
        "A session can have another place, and legs need little to keep what they have.",
        "C36",
    ),
    Reason.MOTIVATION: (
        "Decide only on the first thing: pack the bag, or put the shoes on.",
        "A plan of when, where and how to begin helps a little (SMD 0.31, likely 0.11 to 0.51), and it may be short.",
        "C19",
    ),
    Reason.CLOSED: (
        "Plan the next one somewhere else, or at home.",
        "A place of your own, even with nothing in it, is enough for a session that keeps you going.",
        "C36",
    ),
    Reason.OTHER: (
        "Make the next session as small as it has to be.",
        f"A missed week changes little. {_SHORT}",
        "C36",
    ),
}


class Gap(Value):
    """Weeks without a leg session that somebody may say a word about: the first Monday, and how many there were."""

    monday: date
    weeks: int


def find_gap(intended: Iterable[Intended], legs: Iterable[Legs], today: date) -> Gap | None:
    """Find the whole weeks without legs up to the present one; None where last week had some, or where nobody trained.

    >>> squats = Legs(id="a", day=date(2026, 11, 12), minutes=None, planned=None)
    >>> find_gap((), [squats], date(2026, 11, 25))
    Gap(monday=datetime.date(2026, 11, 16), weeks=1)
    """
    this = monday(today)
    trained = {monday(visit.day) for visit in legs}
    meant = {monday(one.day) for one in intended}
    gap, week = None, this - timedelta(weeks=1)
    while week not in trained:
        before = [other for other in trained | meant if timedelta(0) <= week - other <= timedelta(weeks=LOOK_BACK)]
        weeks = (this - week).days // 7
        if not before or weeks > MOST_WEEKS:
            return gap if weeks <= MOST_WEEKS else None
        gap = Gap(monday=week, weeks=weeks)
        week -= timedelta(weeks=1)
    return gap


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def told(facts: Iterable[Fact], gap: Gap) -> Reason | None:
    """What somebody said about a gap; None where nothing was said, or nothing that can be read."""
    about = f"{ABOUT}{gap.monday}"
    felt = latest((fact for fact in facts if fact.about == about), Kind.FELT)
    given = felt[about].body.get("reason") if about in felt else None
    return Reason(given) if given in list(Reason) else None


def advice(reason: Reason | None, maybe: Because | None) -> Because | None:
    """What to do after a gap: for the reason that was told, else for what the log lets one guess."""
    if reason is None:
        return maybe
    if reason is Reason.UNSAID:
        return None
    return do(reason)


def do(reason: Reason, seen: str = "") -> Because:
    """What to do for a reason; ``seen`` is what the log lets one guess it from."""
    say, why, source = _DO[reason]
    return Because(say=f"{seen} {say}".strip(), why=why, source=source, convention=True)


def guess(
    gap: Gap, intended: Sequence[Intended], legs: Sequence[Legs], sore: Mapping[Group, Mapping[date, int]]
) -> Because | None:
    """What may have come between, as far as the log shows it, always said as "maybe"; None where it shows nothing.

    ``sore`` are the answers by group and day.
    """
    before = gap.monday - timedelta(days=7)
    week = gap.monday + timedelta(days=6)
    if any(score >= VERY and before <= day <= week for days in sore.values() for day, score in days.items()):
        return do(Reason.SORE, "Maybe soreness came between; it was high before.")
    minutes = {one.id: one.minutes for one in intended}
    last = [visit for visit in legs if visit.day < gap.monday and visit.minutes and visit.planned in minutes][-OF_LAST:]
    over = [visit for visit in last if (visit.minutes or 0) > LONGER * minutes[visit.planned or ""]]
    if len(over) >= OFTEN:
        say = (
            f"Maybe it was the time: {counted(len(over), 'session')} of the last {len(last)} took longer than planned."
        )
        return do(Reason.TIME, say)
    return None


def missed_weekday(intended: Iterable[Intended], legs: Iterable[Legs], today: date) -> Because | None:
    """Say which weekday was planned three times or more and never kept, while others were; None where there is none.

    >>> days = [date(2026, 11, 2) + timedelta(weeks=week) for week in range(3)]
    >>> meant = [Intended(id=str(day), day=day, minutes=45) for day in days]
    >>> other = [Legs(id="a", day=date(2026, 11, 12), minutes=None, planned=None)]
    >>> missed_weekday(meant, other, date(2026, 11, 25)).say
    'Mondays were planned 3 times and did not happen. Maybe another day suits you better.'
    """
    since = today - timedelta(weeks=LOOK_BACK)
    legs = [visit for visit in legs if visit.day >= since]
    kept = {visit.day for visit in legs}
    carried = {visit.planned for visit in legs}
    meant = [one for one in intended if since <= one.day < today]
    planned = Counter(one.day.weekday() for one in meant)
    done = Counter(one.day.weekday() for one in meant if one.day in kept or one.id in carried)
    never = [day for day, count in planned.most_common() if count >= NEVER and not done[day]]
    if not never or not kept:
        return None
    name = f"{date(2026, 1, 5) + timedelta(days=never[0]):%A}"
    return Because(
        say=f"{name}s were planned {planned[never[0]]} times and did not happen. Maybe another day suits you better.",
        why="A time that fits the week needs no effort of will. Change the day in your wishes; nothing is lost.",
        source="C19",
        convention=True,
    )
