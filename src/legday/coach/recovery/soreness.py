"""Soreness and aches: what a person felt in the last days, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from legday.body.muscles import spoken
from legday.coach.state import State
from legday.coach.words import listed
from legday.kinds import Because, Group, Joint
from legday.log.fact import Fact, Kind, latest

FRESH_DAYS = 3
"""An answer about soreness holds this long; it peaks and passes within days (models 10.2)."""

HOLD_AT = 5
CUT_AT = 8
"""From which soreness on the sets of a muscle are held, and cut (models 10.2)."""

LINGERS_DAYS = 3
"""After how many days a soreness that still holds sets is no ordinary one (models 10.2: 72 hours)."""

ACHES_AT = 3
"""From which pain on a joint is spared; 2 and less is no reason to change anything (models 18.2)."""


def soreness(facts: Iterable[Fact], today: date) -> dict[Group, int]:
    """Read how sore each group is, 0 to 10, from the latest answers of the last three days.

    >>> from legday.log.fact import fact_id
    >>> from datetime import datetime
    >>> at = datetime(2026, 11, 22, 8)
    >>> felt = Fact(id=fact_id(at, b""), about="sore:glutes", kind=Kind.FELT, at=at, body={"sore": 4})
    >>> soreness([felt], date(2026, 11, 23)), soreness([felt], date(2026, 11, 30))
    ({<Group.GLUTES: 'glutes'>: 4}, {})
    """
    fresh = {
        about: fact
        for about, fact in _felt(facts, "sore:").items()
        # A clock that is a day ahead (another time zone) still tells about now.
        if -1 <= (today - fact.at.date()).days <= FRESH_DAYS
    }
    scores = {group: _score(fresh, f"sore:{group}", "sore") for group in Group}
    return {group: score for group, score in scores.items() if score is not None}


def lingering(facts: Iterable[Fact], trained: Mapping[Group, date], today: date) -> tuple[Group, ...]:
    """Read which groups were still sore more than three days after their last hard set, ``trained`` (models 10.2)."""
    facts = tuple(facts)
    last = _felt(facts, "sore:")
    return tuple(
        group
        for group, score in soreness(facts, today).items()
        if score >= HOLD_AT
        and group in trained
        and (last[f"sore:{group}"].at.date() - trained[group]).days > LINGERS_DAYS
    )


def sore_days(facts: Iterable[Fact], since: date) -> dict[Group, dict[date, int]]:
    """Read how sore each group was on each day since one, by the last answer of the day; groups without one are not
    there.

    >>> from legday.log.fact import fact_id
    >>> from datetime import datetime
    >>> at = datetime(2026, 11, 22, 8)
    >>> felt = Fact(id=fact_id(at, b""), about="sore:glutes", kind=Kind.FELT, at=at, body={"sore": 4})
    >>> sore_days([felt], date(2026, 11, 20))
    {<Group.GLUTES: 'glutes'>: {datetime.date(2026, 11, 22): 4}}
    """
    days: dict[Group, dict[date, int]] = {}
    felt = (fact for fact in facts if fact.kind is Kind.FELT and fact.at.date() >= since)
    for fact in sorted(felt, key=lambda fact: fact.id):
        for group in Group:
            score = _score({fact.about: fact}, f"sore:{group}", "sore")
            if score is not None:
                days.setdefault(group, {})[fact.at.date()] = score
    return days


def to_cut(state: State, group: Group) -> bool:
    """Whether a group is so sore, or sore for so long, that its sets are cut (models 10.2)."""
    return state.sore.get(group, 0) >= CUT_AT or group in state.lingering


def aches(facts: Iterable[Fact]) -> tuple[Joint, ...]:
    """Read which joints ache: those whose latest answer is 3 or more; an ache holds until a lower answer.

    >>> from legday.log.fact import fact_id
    >>> from datetime import datetime
    >>> at = datetime(2026, 11, 22, 8)
    >>> said = {"knee": 3, "hip": 2}
    >>> aches(Fact(id=fact_id(at, joint.encode()), about=f"ache:{joint}", kind=Kind.FELT, at=at, body={"pain": pain})
    ...       for joint, pain in said.items())
    (<Joint.KNEE: 'knee'>,)
    """
    return tuple(joint for joint, pain in pains(facts).items() if pain >= ACHES_AT)


def pains(facts: Iterable[Fact]) -> dict[Joint, int]:
    """Read how much each joint hurts, 0 to 10, from the latest answers; joints never asked about are left out."""
    felt = _felt(facts, "ache:")
    scores = {joint: _score(felt, f"ache:{joint}", "pain") for joint in Joint}
    return {joint: score for joint, score in scores.items() if score is not None}


def sore_advice(state: State) -> tuple[Because, ...]:
    """What to do about sore muscles and aching joints; nothing when there are none worth a word."""
    very = [spoken(group) for group, score in state.sore.items() if score >= CUT_AT]
    long = [spoken(group) for group in state.lingering if state.sore.get(group, 0) < CUT_AT]
    quite = [spoken(group) for group, score in state.sore.items() if score >= HOLD_AT and not to_cut(state, group)]
    said = []
    if very:
        said.append(
            Because(
                say=f"Very sore {listed(very)}: this week a third to a half fewer sets there. If it is one spot, "
                "one-sided, swollen or getting worse, read the signs under How sore.",
                why="Soreness peaks one to three days after unaccustomed work and passes within a week. It does not "
                "measure how good the training was, so nothing is lost by doing less.",
                source="models 10.2",
                convention=True,
            )
        )
    if long:
        said.append(
            Because(
                say=f"Still sore {listed(long)}, more than three days on: a third to a half fewer sets there.",
                why="Ordinary soreness is on both sides, in the whole muscle, eases as you move and is fading by day "
                "four. One spot, one side, a swelling or a bruise is something else: stop what brings it on and have "
                "it looked at.",
                source="models 18.2",
                convention=True,
            )
        )
    if quite:
        said.append(
            Because(
                say=f"Sore {listed(quite)}: sets stay as they are, none are added. Light movement is fine.",
                why="Soreness fades as muscles get used to the work; adding more meanwhile would only slow that.",
                source="models 10.2",
                convention=True,
            )
        )
    if state.aches:
        said.append(
            Because(
                say=f"Your {listed(state.aches)}: movements that load it in a way it may not like are left out.",
                why="Pain in a joint is not soreness. Soreness is dull, on both sides and eases as you move; pain that "
                "is sharp, in one place or the same in every repetition is a reason to change the movement.",
                source="models 18.2",
                convention=True,
            )
        )
    return tuple(said)


def _felt(facts: Iterable[Fact], prefix: str) -> dict[str, Fact]:
    return latest((fact for fact in facts if fact.about.startswith(prefix)), Kind.FELT)


def _score(felt: Mapping[str, Fact], about: str, key: str) -> int | None:
    """A score from 0 to 10; None where there is no answer or one that nobody can read."""
    given = felt[about].body.get(key) if about in felt else None
    return min(10, max(0, round(given))) if isinstance(given, (int, float)) and abs(given) <= 10 else None
