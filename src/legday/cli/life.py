"""`legday change`: what life does to the planned week; the rest is planned again, and what changed is said."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Annotated

import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.cli.wishes import read_weekday
from legday.kinds import BadInput
from legday.movement.catalogue import find_movement
from legday.plan import edit
from legday.plan.goal import Weekday
from legday.plan.gyms import find_gym, places
from legday.plan.week import PlannedSession, Week
from legday.store.facts import open_store


def change(
    session: Annotated[str | None, typer.Argument(help="The day of the session: thu, or 2026-11-26.")] = None,
    to: Annotated[str | None, typer.Option(help="Move it to another day: fri, or 2026-11-27.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Give it so many minutes.")] = None,
    place: Annotated[str | None, typer.Option(help="Do it somewhere else: a gym's id or name.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Leave it out.")] = False,
    lock: Annotated[str | None, typer.Option(help="Keep a movement in it, whatever changes.")] = None,
    unlock: Annotated[str | None, typer.Option(help="Let a locked movement go again.")] = None,
    ill: Annotated[str | None, typer.Option(help="You are ill and back on this day; no session is named.")] = None,
    as_json: Json = False,
) -> None:
    """Change the planned week when life interferes; without anything, plan the rest of it again."""
    asked = [to, minutes, place, drop or None, lock, unlock, ill]
    count = sum(one is not None for one in asked)
    if count > 1:
        raise BadInput("That is more than one change.", "Make them one after the other.")
    if (session is None) != (count == 0 or ill is not None):
        raise BadInput(
            "It is not clear what to change.", "Name the day of a session and one change, or --ill and a day."
        )
    with open_store() as store:
        what = loop.well(known(store))
        week = loop.present(what)
        if ill is not None:
            after = loop.replan(what, edit.ill(week, read_day(what, ill)), edit.ILL)
        elif session is None:
            after = loop.replan(what, week, edit.AGAIN)
        else:
            planned = find_session(what, session)
            name = lock or unlock
            if name is not None:
                after = edit.lock(week, planned.id, find_movement(name, what.catalogue).id, locked=lock is not None)
            else:
                after = loop.replan(what, *edited(what, planned, to=to, minutes=minutes, place=place))
        store.add(whose(store), loop.keep_week(what, what.goal, after, at=now(), seed=secrets.token_bytes(16)))
        show.put(after, as_json, lambda value: changed(value, what))


def edited(
    what: loop.Known, session: PlannedSession, *, to: str | None, minutes: int | None, place: str | None
) -> tuple[Week, str]:
    """The week with one session changed, or without it, and what happened in a sentence."""
    week, day = loop.present(what), f"{session.day:%A}"
    if to is not None:
        return edit.move(week, session.id, read_day(what, to)), edit.MOVED.format(day=day)
    if minutes is not None:
        return edit.shorten(week, session.id, minutes), edit.TIMED.format(day=day, minutes=minutes)
    if place is not None:
        gym = find_gym(place, places(what.goal))
        id = "" if gym.id == what.goal.gym.id else gym.id
        return edit.travel(week, session.id, id), edit.PLACED.format(place=gym.name, day=day)
    return edit.drop(week, session.id), edit.DROPPED.format(day=day)


def read_day(what: loop.Known, text: str) -> date:
    """Read a day of the present week that is not over, by its weekday or its date."""
    start = loop.present(what).start
    try:
        found = date.fromisoformat(text)
    except ValueError:
        ahead = list(Weekday).index(read_weekday(text)) - start.weekday()
        found = start + timedelta(days=ahead % 7)
    if found < what.today:
        raise BadInput(f"{found} is over.", "Name today or a later day of the week.")
    return found


def find_session(what: loop.Known, text: str) -> PlannedSession:
    """Find the session of a day that is still to come in the present week."""
    day, begun = read_day(what, text), loop.carried_out(what)
    for session in loop.present(what).sessions:
        if session.day == day and session.id not in begun:
            return session
    to_come = [f"{one.day:%a}".lower() for one in loop.present(what).sessions if one.id not in begun]
    raise BadInput(f"No session is to come on {day}.", f"There are: {', '.join(to_come) or 'none'}.")


def changed(week: Week, what: loop.Known) -> None:
    """Print what changed, and the week as it is now."""
    show.reasons(week.changes, what.unit)
    show.week(week, what.unit)
