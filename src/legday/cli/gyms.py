"""`legday gym`: a place to train of one's own, with what is there to make loads of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Annotated

import msgspec
import typer

from legday import loop
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.cli.wishes import words
from legday.kinds import BadInput, Unit
from legday.log.fact import Kind, say
from legday.plan.goal import Goal, Gym, Pieces
from legday.plan.gyms import free_id, own_gym, own_gyms, with_gym, without_gym
from legday.plan.loads import read_pieces, tell_pieces, tell_range
from legday.store.facts import Store, open_store


def gym(
    name: Annotated[str | None, typer.Argument(help="What you call the place.")] = None,
    equipment: Annotated[str | None, typer.Option(help="What is there, with commas: barbell,rack,leg press.")] = None,
    bar: Annotated[str | None, typer.Option(help="What the bar weighs, in your unit.")] = None,
    plates: Annotated[str | None, typer.Option(help="One plate of each pair: 20x2,10,5,2.5,1.25.")] = None,
    dumbbells: Annotated[str | None, typer.Option(help='Dumbbells in pairs: "2-20 by 2, 24, 28".')] = None,
    singles: Annotated[str | None, typer.Option(help="Single dumbbells and kettlebells: 16,24.")] = None,
    pins: Annotated[str | None, typer.Option(help='Pins of the stacks: "5-100 by 5 + 2.5".')] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Take the place away.")] = False,
    show_list: Annotated[bool, typer.Option("--list", help="List your places.")] = False,
    as_json: Json = False,
) -> None:
    """Describe a place of your own, so that no load is asked for that cannot be made there; or change one of yours."""
    said = {"bar": bar, "plates": plates, "dumbbells": dumbbells, "singles": singles, "pins": pins}
    with open_store() as store:
        what = known(store)
        if show_list:
            show.put(own_gyms(what.goal), as_json, lambda mine: tell(mine, what.unit))
            return
        if name is None:
            raise BadInput("No name is given.", 'Say what you call it: legday gym "Cellar" --equipment barbell,rack.')
        mine = {one.name.casefold(): one for one in own_gyms(what.goal)}
        old = mine.get(name.strip().casefold())
        if forget:
            if old is None:
                raise BadInput(f'You have no place called "{name}".', "See legday gym --list.")
            keep(store, what, without_gym(what.goal, old.id))
            show.put(old, as_json, lambda gone: typer.echo(f"{gone.name} is taken away."))
            return
        there = described(what.goal, name, old, equipment, said, what.unit)
        keep(store, what, with_gym(what.goal, there))
        show.put(there, as_json, lambda one: tell((one,), what.unit))


def described(
    goal: Goal, name: str, old: Gym | None, equipment: str | None, said: dict[str, str | None], unit: Unit
) -> Gym:
    """The place as it is described; what is not said stays as it was."""
    before = old.pieces if old else Pieces()
    texts = tell_pieces(before, unit) | {kind: text for kind, text in said.items() if text is not None}
    pieces = read_pieces(texts, unit)
    if old is None and equipment is None and pieces == Pieces():
        raise BadInput(f"Nothing is said of {name}.", "Say what is there: --equipment barbell,rack --plates 20,10,5.")
    there = words(equipment) if equipment is not None else old.equipment if old else ()
    return own_gym(old.name if old else name, there, id=old.id if old else free_id(goal), pieces=pieces)


def keep(store: Store, what: loop.Known, goal: Goal) -> None:
    """Remember the changed wishes."""
    body = msgspec.to_builtins(goal)
    fact = say(Kind.WISHED, "goal", body, at=now(), seed=secrets.token_bytes(16), last=what.last)
    store.add(whose(store), (fact,), received=now())


def tell(gyms: Iterable[Gym], unit: Unit) -> None:
    """Print places with their equipment and the loads that can be made there."""
    for gym in gyms:
        typer.echo(f"{gym.name}: {', '.join(gym.equipment)}")
        for loading, span in gym.loads.items():
            typer.echo(f"  {loading.value}: {tell_range(span, unit)}")
