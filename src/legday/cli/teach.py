"""`legday teach`: a movement of one's own, like one of legday's but for what is said."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

import msgspec
import typer

from legday import loop
from legday.body.person import Person
from legday.cli import show
from legday.cli.efforts import asked_effort, read_angles
from legday.cli.shared import Json, known, now, whose
from legday.cli.wishes import words
from legday.kinds import BadInput, MovementId, Value
from legday.log.fact import Kind, say
from legday.log.merge import Verdict
from legday.movement.catalogue import Loading, catalogue, find_movement, fold
from legday.movement.mechanics import At
from legday.movement.taught import Own, Taught, body_of, check_name, learn, load_at
from legday.plan.gyms import own_gym
from legday.store.facts import Store, open_store

Degrees = Annotated[str | None, typer.Option(help="Degrees, from the easy end: 100,65.")]


class Line(Value):
    """One line of the list of one's own movements; ``here`` is false for one that was taken away."""

    movement: MovementId
    here: bool
    taught: Taught


def teach(
    name: Annotated[str | None, typer.Argument(help="What you call it.")] = None,
    like: Annotated[str | None, typer.Option(help="The movement that it is like, by any of its names.")] = None,
    hip: Degrees = None,
    knee: Degrees = None,
    ankle: Degrees = None,
    adduction: Degrees = None,
    rotation: Degrees = None,
    inversion: Degrees = None,
    toes: Degrees = None,
    load: Annotated[At | None, typer.Option(help="Where the load acts, if it is elsewhere.")] = None,
    loading: Annotated[Loading | None, typer.Option(help="What it is loaded with, if it is something else.")] = None,
    one_leg: Annotated[bool | None, typer.Option("--one-leg/--two-legs", help="One leg at a time, or both.")] = None,
    equipment: Annotated[str | None, typer.Option(help="What it needs, with commas: band,bench; or nothing.")] = None,
    reps: Annotated[str | None, typer.Option(help="The range of repetitions: 10,15.")] = None,
    set_up: Annotated[str | None, typer.Option(help="How to stand, sit or lie.")] = None,
    cue: Annotated[list[str] | None, typer.Option(help="What to think of; may be repeated.")] = None,
    note: Annotated[str | None, typer.Option(help="A note to yourself.")] = None,
    rename: Annotated[str | None, typer.Option(help="A new name; its sets stay with it.")] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Take it away; what you logged with it stays.")] = False,
    show_list: Annotated[bool, typer.Option("--list", help="List your own movements.")] = False,
    as_json: Json = False,
) -> None:
    """Teach legday a movement of your own, see what it asks of each muscle, and keep it; or change one of yours."""
    angles = {
        "hip": hip, "knee": knee, "ankle": ankle, "adduction": adduction, "rotation": rotation,
        "inversion": inversion, "toes": toes,
    }  # fmt: skip
    said = {
        "name": rename and check_name(rename),
        "unilateral": one_leg,
        "loading": loading,
        "equipment": needs(equipment),
        "reps": read_reps(reps),
        "set_up": set_up,
        "cues": tuple(cue or ()) or None,
        "note": note,
    }
    with open_store() as store:
        what = known(store)
        if show_list:
            show.put(lines(what), as_json, lambda _: list_own(what))
            return
        if name is None:
            raise BadInput("No name is given.", "Say what you call it, and which movement it is --like.")
        id = own_id(name, what.own)
        if forget:
            gone = take_away(store, what, name, id)
            show.put(gone, as_json, lambda one: typer.echo(f"{one.taught.name} is taken away."))
            return
        found = learn_and_keep(store, what, laid(begun(name, like, id, what.own), angles, load, said), id)
        asked = asked_effort(found, None, {}, known(store), reps=10, reserve=0, person=Person())
        show.put(asked, as_json, show.effort)


def own_id(name: str, own: Own) -> MovementId | None:
    """One's own movement by its name or id, if it stands."""
    mine = {id: one for id, one in own.taught.items() if id not in own.away}
    return next((id for id, one in mine.items() if fold(name) in (fold(one.name), fold(id))), None)


def begun(name: str, like: str | None, id: MovementId | None, own: Own) -> Taught:
    """What a movement begins with: as it was taught, or as the one that it is like."""
    if id is not None and like is not None:
        remedy = "Leave --like out to change it, or choose another name."
        raise BadInput(f'You have a movement called "{name}" already.', remedy)
    if id is not None:
        return own.taught[id]
    if like is None:
        raise BadInput(f'You have no movement called "{name}".', "Say which one it is like: --like leg_extension.")
    return Taught(name=check_name(name), like=find_movement(like, catalogue()).id)


def laid(taught: Taught, angles: dict[str, str | None], load: At | None, said: dict[str, Any]) -> Taught:
    """What is taught with everything laid over it that was said; what was not said stays."""
    mechanics: dict[str, Any] = {
        f"{joint}_deg": read_angles(joint, text) for joint, text in angles.items() if text is not None
    }
    if load is not None:
        mechanics["load"] = load_at(taught.like, load)
    whole = {**msgspec.structs.asdict(taught), "mechanics": {**taught.mechanics, **mechanics}}
    whole |= {field: value for field, value in said.items() if value is not None}
    try:
        return msgspec.convert(msgspec.to_builtins(whole), Taught)
    except msgspec.ValidationError as error:
        raise BadInput(f"{error}.", "docs/use.md says what can be taught.") from None


def needs(text: str | None) -> tuple[tuple[str, ...], ...] | None:
    """Read what a movement needs, as one way to do it."""
    if text is None:
        return None
    return ((),) if text.strip() == "nothing" else (own_gym("Mine", words(text)).equipment,)


def read_reps(text: str | None) -> tuple[int, int] | None:
    """Read a range of repetitions.

    >>> read_reps("10,15")
    (10, 15)
    """
    if text is None:
        return None
    try:
        low, high = (int(part) for part in text.split(","))
    except ValueError:
        raise BadInput(f'"{text}" is no range of repetitions.', "Write it as 10,15.") from None
    return low, high


def learn_and_keep(store: Store, what: loop.Known, taught: Taught, id: MovementId | None) -> MovementId:
    """Check what is taught, store it, and give its id."""
    found = learn(taught, what.own, what.catalogue, id)
    keep(store, what, Kind.TAUGHT, found, body_of(taught))
    return found


def take_away(store: Store, what: loop.Known, name: str, id: MovementId | None) -> Line:
    """Take one's own movement out of the plans."""
    if id is None:
        raise BadInput(f'You have no movement called "{name}".', "`legday teach --list` has yours.")
    keep(store, what, Kind.WITHDRAWN, id, {})
    return Line(movement=id, here=False, taught=what.own.taught[id])


def keep(store: Store, what: loop.Known, kind: Kind, id: MovementId, body: dict[str, Any]) -> None:
    """Store what was taught, or that it was taken away."""
    fact = say(kind, id, body, at=now(), seed=secrets.token_bytes(16), last=what.last)
    [answer] = store.add(whose(store), [fact], received=now())
    if answer.verdict is not Verdict.STORED:
        raise BadInput(f"It was not kept: {answer.reason}.", "Change it and try again.")


def lines(what: loop.Known) -> tuple[Line, ...]:
    """One's own movements, those that were taken away too."""
    own = what.own
    return tuple(Line(movement=id, here=id not in own.away, taught=one) for id, one in own.taught.items())


def list_own(what: loop.Known) -> None:
    """Print one's own movements."""
    for line in lines(what):
        like = loop.name_of(what, line.taught.like)
        show.own(line.movement, line.taught.name, like, here=line.here)
    if not what.own.taught:
        typer.echo('None yet. Teach one: legday teach "Short extension" --like leg_extension --knee 100,65')
