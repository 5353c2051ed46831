"""`legday habit`: what comes before, where you go, when, and what you begin with."""

from __future__ import annotations

import secrets
from typing import Annotated

import msgspec
import typer
from rich.markup import escape

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.coach.turning_up.habit import ABOUT, Kept, make_habit
from legday.kinds import BadInput, Because, Value
from legday.log.fact import Kind, say
from legday.store.facts import open_store


class Answer(Value):
    """The plan for a habit and how far it is; both None without one."""

    kept: Kept | None
    progress: Because | None


def habit(
    cue: Annotated[str | None, typer.Option(help='What comes just before: "I leave work".')] = None,
    place: Annotated[str | None, typer.Option(help='Where you go: "the gym".')] = None,
    time: Annotated[str | None, typer.Option(help="When: 18:00.")] = None,
    first: Annotated[str | None, typer.Option(help='What you begin with: "packing my bag".')] = None,
    obstacle: Annotated[str | None, typer.Option(help='What comes between most often: "it gets late".')] = None,
    instead: Annotated[str | None, typer.Option(help='What you do then: "train at home".')] = None,
    gone: Annotated[bool, typer.Option("--gone", help="Take the plan back.")] = False,
    as_json: Json = False,
) -> None:
    """Plan a habit in your own words, or show the plan; what you do not say stays as it is."""
    said = {"cue": cue, "place": place, "time": time, "first": first, "obstacle": obstacle, "instead": instead}
    new = {name: text for name, text in said.items() if text is not None}
    if gone and new:
        raise BadInput("A plan cannot be changed and taken back at once.", "Give --gone alone.")
    with open_store() as store:
        what = known(store)
        if gone or new:
            before = msgspec.to_builtins(what.kept.habit) if what.kept else dict.fromkeys(said, "")
            body = {} if gone else msgspec.to_builtins(make_habit(**{**before, **new}))
            fact = say(Kind.WISHED, ABOUT, body, at=now(), seed=secrets.token_bytes(16), last=what.last)
            store.add(whose(store), (fact,), received=now())
            what = known(store)
    show.put(Answer(kept=what.kept, progress=loop.habit_progress(what)), as_json, lambda value: plan(value, what))


def plan(answer: Answer, what: loop.Known) -> None:
    """Print the plan and how far it is."""
    if answer.kept is None or answer.progress is None:
        show.console().print(
            'There is no plan. `legday habit --cue "I leave work" --first "packing my bag"` makes one.'
        )
        return
    words = (answer.kept.habit.words, answer.kept.habit.otherwise)
    for sentence in filter(None, words):
        show.console().print(escape(sentence))
    show.reasons((answer.progress,), what.unit)
