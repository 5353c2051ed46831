"""What it means: strengths and verdicts, the review, remedies, the block, the habit, and the evidence behind it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from legday import loop
from legday.coach.review import Line, Review
from legday.coach.state import MuscleTrend
from legday.coach.turning_up import habit as habits
from legday.coach.turning_up.habit import Habit
from legday.evidence.claims import Area, Claim, Verdict, claims, ranked
from legday.kinds import Because, Group, Unit, Value
from legday.log.fact import Kind
from legday.plan.block import LEAST_WEEKS, MOST_WEEKS, Block
from legday.plan.outline import WeekOutline
from legday.web.api.logging import One
from legday.web.api.operation import Part
from legday.web.api.writing import write
from legday.web.session import Missing
from legday.web.site import Site
from legday.web.who import Right

part = Part("Review", "What the log tells, what to change, and what is known of leg training at all.")


class Strengths(Value):
    """How each movement goes, the latest first, and what all movements of a muscle group say together."""

    movements: tuple[Line, ...]
    muscles: dict[Group, MuscleTrend]


class Weeks(Value):
    """A block, whether it runs or is over (None: there is none), and its weeks as they look today."""

    block: Block | None
    weeks: tuple[WeekOutline, ...]


class Purpose(Value):
    """What to begin or change: the first day, the weeks, the muscles that they are for; what is left out stays."""

    start: date | None = None
    weeks: Annotated[int, msgspec.Meta(ge=LEAST_WEEKS, le=MOST_WEEKS)] | None = None
    favour: tuple[Group, ...] | None = None


class Kept(Value):
    """The plan for a habit (None: there is none), and how far it is."""

    habit: Habit | None
    progress: Because | None


class About(Value):
    """Which claims: of one verdict, of one area; all, unless something is given."""

    verdict: Verdict | None = None
    area: Area | None = None


class Subject(Value):
    """A movement's id or a muscle group."""

    subject: str


class Settings(Value):
    """How a person reads: the unit of loads."""

    unit: Unit


@part.operation("GET", "/strengths", right=Right.READ)
def strengths(site: Site) -> Strengths:
    """The trend and the verdict of each movement and each muscle group."""
    known = site.known()
    return Strengths(movements=loop.review(known).lines, muscles=known.state.muscles)


@part.operation("GET", "/review", right=Right.READ)
def review(site: Site) -> Review:
    """What improved, what holds, what to change; and twelve weeks of sets that counted for each muscle group."""
    return loop.review(site.known())


@part.operation("GET", "/remedies", right=Right.READ)
def remedies(site: Site) -> loop.Remedies:
    """What to try where strength has levelled off, and what became of what was tried."""
    return loop.remedies(site.known())


@part.operation("POST", "/remedies/take", right=Right.PLAN, errors=(404,), body={"subject": "quadriceps"})
def take_remedy(site: Site, body: Subject) -> loop.Remedies:
    """Take the remedy that is offered."""
    known = site.known()
    offered = loop.remedies(known).offer
    if offered is None or offered.subject != body.subject:
        raise Missing("Nothing is offered for that now.", "See /remedies for what is.")
    write(site, Kind.WISHED, loop.take(known, offered.remedy, offered.subject))
    return remedies(site)


@part.operation("POST", "/remedies/drop", right=Right.PLAN, body={"subject": "quadriceps"})
def drop_remedy(site: Site, body: Subject) -> loop.Remedies:
    """End what is tried for a movement or a muscle group."""
    write(site, Kind.WISHED, loop.drop(site.known(), body.subject))
    return remedies(site)


@part.operation("GET", "/block", right=Right.READ)
def block(site: Site) -> Weeks:
    """The block, and its weeks as they look today."""
    known = site.known()
    return Weeks(block=known.block, weeks=loop.block_weeks(known))


@part.operation("PUT", "/block", right=Right.PLAN, body={"weeks": 8, "favour": ["glutes"]})
def begin_block(site: Site, body: Purpose) -> Weeks:
    """Begin a block, or change the one that runs."""
    wishes = loop.block_wishes(site.known(), start=body.start, weeks=body.weeks, favour=body.favour)
    write(site, Kind.WISHED, wishes)
    return block(site)


@part.operation("DELETE", "/block", right=Right.PLAN)
def end_block(site: Site) -> Weeks:
    """End the block; the wishes stay as they are."""
    write(site, Kind.WISHED, loop.NO_BLOCK)
    return block(site)


@part.operation("GET", "/habit", right=Right.READ)
def habit(site: Site) -> Kept:
    """The plan for a habit, and how far it is."""
    known = site.known()
    return Kept(habit=known.kept.habit if known.kept else None, progress=loop.habit_progress(known))


@part.operation(
    "PUT", "/habit", right=Right.PLAN, body={"cue": "after work on Monday", "first": "put on my shoes"}
)  # fmt: skip
def keep_habit(site: Site, body: Habit) -> Kept:
    """Keep a plan: when, where, and what one begins with."""
    made = habits.make_habit(**msgspec.structs.asdict(body))
    write(site, Kind.WISHED, {habits.ABOUT: msgspec.to_builtins(made)})
    return habit(site)


@part.operation("DELETE", "/habit", right=Right.PLAN)
def drop_habit(site: Site) -> Kept:
    """Let the plan for a habit go."""
    write(site, Kind.WISHED, {habits.ABOUT: {}})
    return habit(site)


@part.operation("GET", "/evidence", right=Right.READ, verdict="refuted")
def evidence(site: Site, asked: About) -> tuple[Claim, ...]:  # noqa: ARG001 (it is the same for everybody)
    """What is said of leg training, and what studies found: verdict, certainty, papers, and what legday does."""
    return tuple(
        one for one in ranked() if asked.verdict in (None, one.verdict) and asked.area in (None, one.area)
    )  # fmt: skip


@part.operation("GET", "/evidence/{id}", right=Right.READ, id="C02")
def claim(site: Site, asked: One) -> Claim:  # noqa: ARG001 (it is the same for everybody)
    """One claim, as reasons name it: C02."""
    if asked.id not in claims():
        raise Missing(f'There is no claim "{asked.id}".', "See /evidence for all of them.")
    return claims()[asked.id]


@part.operation("GET", "/settings", right=Right.READ)
def settings(site: Site) -> Settings:
    """The unit in which loads are read and typed; in the interface all loads are in kilograms."""
    return Settings(unit=site.known().unit)


@part.operation("PUT", "/settings", right=Right.PLAN, body={"unit": "kg"})
def change_settings(site: Site, body: Settings) -> Settings:
    """Choose the unit in which loads are read and typed."""
    write(site, Kind.WISHED, {"settings": {"unit": body.unit.value}})
    return settings(site)
