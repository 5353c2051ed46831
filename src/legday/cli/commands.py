"""The commands: each reads its words, asks the floors below, and shows the answer."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from legday import demo as demo_log
from legday import loop
from legday.body.muscles import find_groups
from legday.body.person import Sex
from legday.cli import show
from legday.cli.account import account
from legday.cli.backup import backup, restore
from legday.cli.block import block
from legday.cli.bring import bring, imports
from legday.cli.calendar import calendar
from legday.cli.efforts import asked_effort, read_person
from legday.cli.evidence import evidence
from legday.cli.export import export
from legday.cli.felt import sore
from legday.cli.figures import figure
from legday.cli.gyms import gym as describe
from legday.cli.habit import habit
from legday.cli.life import change
from legday.cli.mcp import mcp
from legday.cli.measure import body, measure
from legday.cli.plan import keep, plan
from legday.cli.remedy import remedy
from legday.cli.serve import serve
from legday.cli.shared import Json, known, now, whose
from legday.cli.swap import swap
from legday.cli.teach import teach
from legday.kinds import MAIN, BadInput
from legday.log.entry import read_entry
from legday.log.merge import Verdict
from legday.movement.catalogue import find_movement
from legday.store.facts import Store, open_store
from legday.store.home import database_url, home
from legday.web.reach import Reach

app = typer.Typer(
    help="legday: a leg-training coach that you own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


app.command()(serve)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8138,
    browse: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    into: Annotated[Path | None, typer.Option(help="Keep the invented log in this new folder and stop.")] = None,
    as_json: Json = False,
) -> None:
    """Fill a throw-away folder with a plausible year of training and serve it; your own log is not touched."""
    from legday.web.serve import serve as serve_pages

    if into is not None:
        if into.exists():
            raise BadInput(
                f"{into} is already there.", "Name a new folder, so that no log is mixed with an invented one."
            )
        with open_store(database_url({"LEGDAY_HOME": str(into)})) as store:
            invent(store)
            value = {"folder": str(into), "facts": len(store.facts(loop.PERSON))}
        show.put(
            value, as_json, lambda _: typer.echo(f"An invented year is in {into}: LEGDAY_HOME={into} legday serve")
        )
        return
    with (
        TemporaryDirectory(prefix="legday-demo-") as folder,
        open_store(database_url({"LEGDAY_HOME": folder})) as store,
    ):
        invent(store)
        if not as_json:
            typer.echo("This is a demo with an invented year of training. It is thrown away when you stop it.")
        serve_pages(store, Reach(port=port), browse=browse and not as_json, as_json=as_json)


def invent(store: Store) -> None:
    """Fill an empty store with an invented year and the week that follows from it."""
    store.add(loop.PERSON, demo_log.year(now().date()), received=now())
    what = known(store)
    keep(store, what, what.goal, loop.next_week(what))


app.command("import")(bring)


app.command()(imports)


app.command()(plan)


app.command()(block)


@app.command()
def today(as_json: Json = False) -> None:
    """Show what to train today, or what comes next."""
    with open_store() as store:
        what = known(store)
        session = loop.due(what)
        show.put(
            {"flags": what.state.flags, "session": session},
            as_json,
            lambda _: show.today(what, session),
        )


@app.command("log")
def log_sets(
    movement: Annotated[str, typer.Argument(help="The movement, by any of its names.")],
    sets: Annotated[list[str], typer.Argument(help="Each set as load x reps @ reserve: 60x12@2.")],
    as_json: Json = False,
) -> None:
    """Write down sets that you have just done; they join today's session."""
    with open_store() as store:
        what = known(store)
        found = find_movement(movement, what.catalogue)
        entries = [read_entry(text, what.unit) for text in sets]
        facts = loop.log_facts(what, found.id, entries, at=now(), seed=secrets.token_bytes(16))
        answers = store.add(whose(store), facts, received=now())
        refused = [answer.reason for answer in answers if answer.verdict is Verdict.REFUSED]
        if refused:
            raise BadInput(f"Not everything was stored: {refused[0]}.", "Log what is missing again.")
        show.put(
            {
                "movement": found.id,
                "name": found.name,
                "sets": entries,
                "answers": answers,
                "flags": what.state.flags,
            },
            as_json,
            lambda _: show.logged(found.name, entries, what),
        )


app.command()(measure)


app.command()(body)


app.command()(evidence)


@app.command()
def review(as_json: Json = False) -> None:
    """Say what improved, what holds and what to change."""
    with open_store() as store:
        what = known(store)
        show.put(loop.review(what), as_json, lambda value: show.review(value, what.unit))


app.command()(remedy)


app.command()(sore)


app.command()(habit)


@app.command()
def movements(
    group: Annotated[str | None, typer.Option(help="Only those that train this muscle group.")] = None,
    as_json: Json = False,
) -> None:
    """List the movements and what each trains most."""
    wanted = set(find_groups(group)) if group else None
    with open_store() as store:
        what = known(store)
    chosen = [
        movement
        for movement in what.catalogue.values()
        if wanted is None or any(what.atlas.groups(movement.id).get(group, 0) >= MAIN for group in wanted)
    ]
    show.put(chosen, as_json, lambda those: show.movements(those, what))


@app.command()
def movement(name: Annotated[str, typer.Argument(help="Any of its names.")], as_json: Json = False) -> None:
    """Show how a movement is done: set-up, lift, hold, lower, cues, faults, cautions."""
    with open_store() as store:
        show.put(find_movement(name, known(store).catalogue), as_json, show.movement)


@app.command()
def effort(
    name: Annotated[str | None, typer.Argument(help="Any of its names.")] = None,
    spec: Annotated[Path | None, typer.Option(help="A specification file of your own.")] = None,
    hip: Annotated[str | None, typer.Option(help="Trunk to thigh, in degrees: 0,90 or balance.")] = None,
    knee: Annotated[str | None, typer.Option(help="Knee flexion in degrees, from the easy end: 0,90.")] = None,
    ankle: Annotated[str | None, typer.Option(help="Dorsiflexion in degrees: 0,30 or balance.")] = None,
    reps: Annotated[int, typer.Option(min=1, max=50, help="Repetitions of the set.")] = 10,
    reserve: Annotated[float, typer.Option(min=0, max=10, help="Repetitions left in reserve.")] = 0,
    height: Annotated[float | None, typer.Option(help="Height in metres; default 1.70.")] = None,
    mass: Annotated[float | None, typer.Option(help="Mass in kilograms; default 75.")] = None,
    sex: Annotated[Sex | None, typer.Option(help="Whose proportions; default man.")] = None,
    as_json: Json = False,
) -> None:
    """Compute what a hard set of a movement asks of each muscle, and how much of it counts."""
    with open_store() as store:
        what = known(store)
    angles = {"hip": hip, "knee": knee, "ankle": ankle}
    person = read_person(height, mass, sex)
    found = asked_effort(name, spec, angles, what, reps=reps, reserve=reserve, person=person)
    show.put(found, as_json, show.effort)


app.command()(change)


app.command()(swap)


app.command("gym")(describe)


app.command()(teach)


app.command()(figure)


app.command()(calendar)


app.command()(export)


app.command()(backup)


app.command()(restore)


app.add_typer(account, name="account")


app.command()(mcp)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check that legday can do its work here, and say what to mend."""
    from legday.cli.doctor import checks

    found = checks(database_url(), home(), os.environ, now())
    show.put(found, as_json, show.doctor)
    if any(not check.well for check in found):
        raise typer.Exit(2)
