"""The movements: how each is done, what it trains, and how it goes for this person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from legday import loop
from legday.body.muscles import groups, muscles, spoken
from legday.coach.strength.sets import multiple
from legday.coach.words import listed
from legday.evidence.claims import claims, source_text
from legday.figure.scene import View
from legday.kinds import MAIN, BadInput, Coordinate, Group, MovementId
from legday.log.history import Session, Set
from legday.movement.atlas import Atlas, credit_of, group_shares
from legday.movement.catalogue import Movement, Pattern
from legday.movement.effort import Effort, Share
from legday.movement.variants import changes
from legday.units import in_unit
from legday.web.charts import curve_chart, trend_chart
from legday.web.forms import one_of
from legday.web.pictures import Moving, moving
from legday.web.session import Missing
from legday.web.site import Here, Site
from legday.web.text import capital

router = APIRouter()

EVEN = 0.05  # a movement that is as hard everywhere but for so much has no curve to show
DOUBTED = (Pattern.SQUAT, Pattern.LUNGE)
"""The patterns for which the model gives the hamstrings more than studies saw."""


@router.get("/movements")
def list_movements(site: Here, q: str = "", group: str = "") -> Response:
    """All movements, or those that a search and a muscle group leave."""
    try:
        wanted = one_of(Group, group, "The muscle group") if group else None
        problem = None
    except BadInput as error:
        wanted, problem = None, error
    known = site.known()
    found = [movement for movement in known.catalogue.values() if matches(movement, q, wanted, known.atlas)]
    found.sort(key=lambda one: (one.pattern.value, one.name))
    by_pattern = groupby(found, key=lambda one: one.pattern.value)
    return site.page(
        "movements.html",
        status=422 if problem else 200,
        error=problem,
        patterns=[(capital(pattern), list(those)) for pattern, those in by_pattern],
        found=len(found),
        q=q,
        group=group,
        choices=[(one.value, capital(named.name)) for one, named in groups().items()],
    )


def matches(movement: Movement, text: str, group: Group | None, atlas: Atlas) -> bool:
    """Whether a movement is named so and is one for the group."""
    names = " ".join([movement.name, *movement.aliases, movement.pattern.value]).casefold()
    named = all(word in names for word in text.casefold().split())
    return named and (group is None or atlas.groups(movement.id).get(group, 0) >= MAIN)


@router.get("/movement/{id}")
def show(site: Here, id: str, view: str = "") -> Response:
    """One movement: set-up, phases, cues, faults, cautions, muscles, sources, and the person's own history."""
    known = site.known()
    movement = {**known.catalogue, **known.own.away}.get(MovementId(id))
    if movement is None:
        raise Missing(f'There is no movement "{id}" here.', "Open Movements and choose one.")
    done = times_done(known.sessions, movement.id)
    figure = moving(movement, known.atlas.efforts[movement.id], View(view) if view in list(View) else None)
    return site.page(
        "movement.html",
        movement=movement,
        moving=figure,
        curve=strength_curve(figure) if movement.part else "",
        views=tuple(View),
        asked=asked(known.atlas.efforts[movement.id], movement.part),
        variants=[(variant, changes(movement, variant, known.atlas)) for variant in movement.variants],
        doubt=movement.pattern in DOUBTED,
        findings=claims_of(movement),
        done=done[-12:][::-1],
        times=len(done),
        lift=known.state.lifts.get(movement.id),
        chart=strength_chart(site, movement.id),
    )


def asked(effort: Effort, part: float = 1.0) -> dict[str, Any]:
    """What a page says of an effort: the groups with their muscles, what limits the set, where it is hardest.

    ``part`` is the part of a set that trains for size.
    """
    credit = sorted(group_shares(credit_of(effort, part)).items(), key=lambda pair: -pair[1])
    return {
        "credit": credit,
        "parts_of": {group: parts_of(effort, group) for group, _ in credit},
        "limits": spent(effort, dict(credit)),
        "sticking": sticking(effort),
    }


def parts_of(effort: Effort, group: Group) -> list[tuple[str, Share]]:
    """The muscles of a group that a movement trains, with what it asks of each, the most first."""
    own = [
        (muscles()[muscle].name, share) for muscle, share in effort.muscles.items() if muscles()[muscle].group is group
    ]
    return sorted((pair for pair in own if pair[1].credit), key=lambda pair: -pair[1].credit)


def spent(effort: Effort, credit: Mapping[Group, float]) -> str:
    """The groups that a movement trains and that have nothing left to give where it is hardest."""
    those = [muscles()[muscle].group for muscle in effort.limits]
    return listed([spoken(group) for group in dict.fromkeys(those) if group in credit])


def sticking(effort: Effort) -> str:
    """Where a repetition is hardest, by the angles that turn most."""
    hip, knee = effort.sticking_deg[Coordinate.HIP_FLEXION], effort.sticking_deg[Coordinate.KNEE_FLEXION]
    ankle = effort.sticking_deg[Coordinate.ANKLE_DORSIFLEXION]
    way = "level" if abs(ankle) < 1 else f"{abs(ankle):.0f}° {'up' if ankle > 0 else 'down'}"
    return f"hip bent {hip:.0f}°, the knee {knee:.0f}° and the foot {way}"


def claims_of(movement: Movement) -> list[tuple[str, str, str]]:
    """The claims that a movement's text stands on: their ids, what studies found, and the source."""
    return [(id, claims()[id].finding, source_text(id)) for id in movement.claims]


def times_done(sessions: tuple[Session, ...], movement: MovementId) -> list[tuple[Session, list[Set]]]:
    """The sessions with a movement and its working sets there, oldest first."""
    found = []
    for session in sessions:
        sets = [done for done in session.sets if done.movement == movement and done.counts]
        if sets:
            found.append((session, sets))
    return found


def strength_curve(figure: Moving) -> str:
    """The chart of what could be lifted where in a repetition; nothing for what is held, or is as hard everywhere."""
    values = [value for _, value in figure.strength]
    if max(values) - min(values) < EVEN:
        return ""
    points = tuple((where, round(100 * value)) for where, value in figure.strength)
    return curve_chart(points, f"What you could lift through a repetition of {figure.name}, of the most anywhere")


def strength_chart(site: Site, movement: MovementId) -> str:
    """The chart of a movement's strength, or nothing while there are fewer than two points to draw."""
    known = site.known()
    lift = known.state.lifts.get(movement)
    if lift is None or lift.trend is None or len(lift.trend.bests) < 2:
        return ""
    trend = lift.trend
    # The load for the usual repetitions: no single is announced for a leg press or a calf raise (models 1.3).
    usual = multiple(trend.reps + trend.reserve)
    points = thinned((best.day, round(in_unit(best.e1rm_kg / usual, known.unit), 1)) for best in trend.bests)
    what = f"Load for {trend.reps} repetitions of {loop.name_of(known, movement)} over time"
    return trend_chart(points, known.unit.value, what)


def thinned(points: Iterable[tuple[date, float]], most: int = 150) -> tuple[tuple[date, float], ...]:
    """The points as they are, or the best of each month where there are more than a phone can show apart.

    >>> thinned([(date(2026, 1, 5), 60.0), (date(2026, 1, 8), 62.0), (date(2026, 2, 2), 61.0)], most=2)
    ((datetime.date(2026, 1, 8), 62.0), (datetime.date(2026, 2, 2), 61.0))
    """
    every = tuple(points)
    if len(every) <= most:
        return every
    best: dict[tuple[int, int], tuple[date, float]] = {}
    for day, value in every:
        month = day.year, day.month
        if month not in best or value > best[month][1]:
            best[month] = day, value
    return tuple(best.values())
