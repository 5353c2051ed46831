"""How answers look in a terminal: short lines and small tables, loads in the person's unit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from legday import loop
from legday.body.muscles import groups, muscles
from legday.cli.check import Check
from legday.cli.efforts import Asked
from legday.coach.review import Review
from legday.coach.weekly import weekly
from legday.files.imports import Import
from legday.files.report import Report
from legday.kinds import MAIN, Because, Unit
from legday.log.entry import Entry
from legday.movement.atlas import SHOWN, atlas, group_shares
from legday.movement.catalogue import Movement
from legday.movement.variants import changes
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet, Status, Week
from legday.units import load, say

T = TypeVar("T")

PROOF = {
    Status.OPTIMAL: "no other week fits these wishes and limits better",
    Status.FEASIBLE: "within {gap:.2g} % of the best week possible; the proof ran out of time",
    Status.STOPPED: "no week was found in time",
    Status.NOT_PLANNED: "nothing is planned until the flag is cleared",
}
"""What each outcome of the solver means to a person."""


def console() -> Console:
    """A terminal to write to; wide enough for a table when it is a file or a pipe."""
    return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


def put(value: T, as_json: bool, text: Callable[[T], object]) -> None:
    """Print a value as JSON, or as the text made for it."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
    else:
        text(value)


def reasons(because: Iterable[Because], unit: Unit, indent: str = "") -> None:
    """Print sentences, each with its reason and source, loads in the person's unit."""
    for sentence in because:
        mark = ", convention" if sentence.convention else ""
        words = escape(say(sentence.say, unit)), escape(say(sentence.why, unit))
        console().print(f"{indent}{words[0]} [dim]{words[1]} ({sentence.source}{mark})[/dim]")


def sets_line(sets: Sequence[PlannedSet], unit: Unit) -> str:
    """Working sets in one line: "3 x 8-12 at 60 kg, 2 in reserve"."""
    work = [planned for planned in sets if not planned.ramp]
    first = work[0]
    reps = f"{span(first.hold_s)} s" if first.hold_s else span(first.reps)
    at = f" at {load(first.load_kg, unit)}" if first.load_kg is not None else ""
    spare = "" if first.reserve is None else f", {first.reserve:g} in reserve"
    return f"{len(work)} x {reps}{at}{spare}, rest {first.rest_s} s"


def movement_line(planned: PlannedMovement, unit: Unit) -> None:
    """Print one planned movement with its ramp and its reasons."""
    out = console()
    each = " each side" if planned.unilateral else ""
    out.print(f"  [bold]{escape(planned.name)}[/bold]: {sets_line(planned.sets, unit)}{each}")
    ramp = [step for step in planned.sets if step.ramp]
    if ramp:
        steps = ", ".join(f"{step.reps[0]} at {load(step.load_kg, unit)}" for step in ramp)
        out.print(f"    first: {steps}")
    reasons(planned.because, unit, "    ")


def session(planned: PlannedSession, unit: Unit) -> None:
    """Print one planned session from warm-up to stretches."""
    out = console()
    out.print(f"[bold]{planned.day:%A %d %B}[/bold], {round(planned.seconds / 60)} of {planned.minutes} min")
    if planned.warm_up:
        out.print("  Warm-up: " + escape("; ".join(f"{step.name} ({step.dose})" for step in planned.warm_up)))
    for movement_ in planned.movements:
        movement_line(movement_, unit)
    if planned.stretches:
        out.print("  Afterwards, if you like: " + escape("; ".join(f"{s.name} ({s.dose})" for s in planned.stretches)))


def week(planned: Week, unit: Unit) -> None:
    """Print a week: sessions, what each group gets, limits in the way and what they cost, the proof."""
    out = console()
    reasons(planned.advice, unit)
    for one in planned.sessions:
        session(one, unit)
    table = Table("Muscles", "Floor", "This week", "")
    for line in planned.groups:
        word = "" if line.met else "impossible here" if line.limit else "short"
        name = groups()[line.group].name + (" (favoured)" if line.favoured else "")
        table.add_row(name, f"{line.floor:g}", f"{line.credit:g}", word)
    out.print(table)
    reasons((*planned.limits, *planned.prices), unit)
    word = PROOF[planned.status].format(gap=100 * planned.gap)
    out.print(f"{planned.status.value}: {word} ({planned.seconds:.2g} s)")


def today(known: loop.Known, planned: PlannedSession | None) -> None:
    """Print what to do today."""
    out = console()
    if known.state.flags:
        reasons(known.state.flags, known.unit)
    elif planned is None:
        out.print("Nothing is planned. Run `legday plan` for the next seven days.")
    else:
        if loop.asks_soreness(known):
            out.print("How sore are your legs? `legday sore quads=3` tells the plan.")
        if planned.day > known.today:
            out.print("Nothing is due today. Next:")
        elif known.kept:
            out.print(escape(known.kept.habit.words))
        session(planned, known.unit)


def report(done: Report) -> None:
    """Print what became of an imported file."""
    out = console()
    out.print(f"{escape(done.file)} ({done.app}, {done.unit or 'unit in the file'}): {done.rows} rows")
    out.print(f"  {done.stored} stored, {done.known} known already, {done.refused} refused")
    out.print(f"  {done.sets} sets, {done.leg_sets} of them for the legs")
    for refusal in done.refusals[:20]:
        out.print(f"  line {refusal.line}: {escape(refusal.reason)}")
    if len(done.refusals) > 20:
        out.print(f"  and {len(done.refusals) - 20} more; --json lists them all")
    for note in done.notes:
        out.print(f"  {escape(note)}")
    for asked in done.asked:
        near, name = ", ".join(asked.near) or "legday movements", escape(asked.exercise)
        out.print(f'  What is "{name}" ({asked.sets} sets)? --name "{name}=ID" ({near}) or "=none".')


def preview(found: Report) -> None:
    """Print what would become of a file."""
    console().print("Nothing is stored yet. This is what would become of the file:")
    report(found)


def imports(held: Sequence[Import]) -> None:
    """Print the imports of a log, the oldest first."""
    if not held:
        console().print("Nothing was imported yet.")
        return
    table = Table("", "File", "App", "When", "Rows", "")
    for number, one in enumerate(held, start=1):
        when = f"{one.at:%Y-%m-%d %H:%M}"
        table.add_row(f"{number}", escape(one.file), one.app, when, f"{one.stored}", "taken back" if one.undone else "")
    console().print(table)


def logged(name: str, entries: Sequence[Entry], known: loop.Known) -> None:
    """Print what was written down; open red flags come first."""
    reasons(known.state.flags, known.unit)
    for entry in entries:
        at = f"{load(entry.load_kg, known.unit)} x " if entry.load_kg is not None else ""
        spare = "" if entry.reserve is None else f", {entry.reserve:g} in reserve"
        did = f"{entry.reps}" if entry.duration_s is None else f"{entry.duration_s:g} s"
        console().print(f"{escape(name)}: {at}{did}{spare}")


def review(found: Review, unit: Unit) -> None:
    """Print the review: three sentences and what else is known, then a line for each movement that has a verdict."""
    reasons((*found.headline, *found.attendance.said, *found.reserve), unit)
    table = Table("Movement", "Verdict", "At reps", "Load", "A week", "Sessions")
    for line in found.lines:
        if trend := line.trend:
            table.add_row(
                escape(line.name),
                line.verdict.value,
                f"{trend.reps}",
                load(round(trend.level_kg, 1), unit),
                f"{100 * trend.slope_week:+.1f} % ± {100 * trend.slope_sd:.1f}",
                f"{line.sessions}",
            )
    if table.rows:
        console().print(table)
    others = [f"{escape(line.name)} ({line.sessions})" for line in found.lines if not line.trend]
    if others:
        console().print(f"No verdict, with the number of sessions: {', '.join(others)}.")
    sets = Table("Muscle", "Sets a week", "Least", "Band", title="The last four whole weeks")
    for one in weekly(found.weeks):
        sets.add_row(groups()[one.group].name, f"{one.sets:g}", f"{one.floor:g}", one.band)
    console().print(sets)


def own(id: str, name: str, like: str, *, here: bool) -> None:
    """Print one of a person's own movements in a line."""
    away = "" if here else ", taken away"
    console().print(f"{escape(name)} ({escape(id)}): like {escape(like)}{away}")


def movements(chosen: Sequence[Movement], known: loop.Known) -> None:
    """Print the movements and what each trains most."""
    table = Table("Movement", "Id", "Trains most", "Needs")
    for each in chosen:
        credit = known.atlas.groups(each.id)
        main = sorted((pair for pair in credit.items() if pair[1] >= MAIN), key=lambda pair: -pair[1])
        most = ", ".join(groups()[group].name for group, _ in main)
        table.add_row(
            escape(each.name) + (" (yours)" if each.id in known.own.here else ""),
            each.id,
            most,
            " or ".join(", ".join(needed) or "nothing" for needed in each.equipment),
        )
    console().print(table)


def movement(each: Movement) -> None:
    """Print how a movement is done."""
    out = console()
    out.print(f"[bold]{escape(each.name)}[/bold]" + (f" (also: {', '.join(each.aliases)})" if each.aliases else ""))
    out.print(f"Set-up: {escape(each.set_up)}")
    for word in ("lift", "hold", "lower"):
        phase = getattr(each.phases, word)
        seconds = span(each.hold_s) if word == "hold" and each.hold_s else f"{phase.seconds:g}"
        out.print(f"{word.capitalize()} ({seconds} s): {phase.do}")
    for heading, lines in (
        ("Cues", each.cues),
        ("Faults", each.faults),
        ("Take care", tuple(caution.say for caution in each.cautions)),
    ):
        out.print(f"{heading}: " + escape(" · ".join(lines)))
    if each.note:
        out.print(escape(each.note))
    for variant in each.variants:
        shares = changes(each, variant, atlas()).items()
        told = [f"{groups()[group].name} {100 * so - 100 * usual:+.0f} %" for group, (usual, so) in shares]
        out.print(f"{variant.name}: {variant.say} [dim]{', '.join(told) or 'Counts about the same.'}[/dim]")


def span(ends: tuple[int, int]) -> str:
    """From-to in words: "8-12", or one number."""
    low, high = ends
    return f"{low}" if low == high else f"{low}-{high}"


def effort(asked: Asked) -> None:
    """Print what a set asks of each muscle: groups by what counts for them, then their muscles."""
    out, found = console(), asked.effort
    out.print(f"[bold]{escape(asked.name)}[/bold]: {asked.reps} repetitions with {asked.reserve:g} in reserve")
    where = ", ".join(f"{name.replace('_', ' ')} {angle:g}°" for name, angle in found.sticking_deg.items() if angle)
    if found.load_kg:
        out.print(
            f"Somebody of this size could take about {found.load_kg:.0f} kg, all in all. It is hardest at {where}."
        )
    else:
        out.print(f"It is the body that is lifted. It is hardest at {where}.")
    if found.limits:  # names of muscles have commas in them
        out.print(f"Nothing left to give there: {'; '.join(muscles()[muscle].name for muscle in found.limits)}.")
    if asked.part < 1:
        some = f"only {asked.part:.0%} of them counts" if asked.part else "nothing of them counts"
        out.print(f"Towards a week {some}: it is not training for size alone, whatever the muscles do.")
    table = Table("Muscle", "Counts", "Force", "Length", "Hardest at")
    for group, share in sorted(
        group_shares({muscle: one.credit for muscle, one in found.muscles.items()}).items(), key=lambda pair: -pair[1]
    ):
        table.add_row(f"[bold]{groups()[group].name}[/bold]", f"[bold]{share:.2f}[/bold]")
        for muscle, one in found.muscles.items():
            if muscles()[muscle].group is group and one.force >= SHOWN:
                lengths = f"{one.shortest:.2f}–{one.longest:.2f}"
                table.add_row(
                    f"  {muscles()[muscle].name}",
                    f"{one.credit:.2f}",
                    f"{one.force:.0%}",
                    lengths,
                    f"{one.hardest:.0%}",
                )
    out.print(table)


def doctor(found: Sequence[Check]) -> None:
    """Print what was looked at."""
    for check in found:
        word = "well" if check.well else "MEND"
        console().print(f"{word:5} {check.what}: {check.found}")
        if check.remedy:
            console().print(f"      {check.remedy}")
