"""`legday evidence`: what is said of leg training, and what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from legday.cli import show
from legday.cli.shared import Json
from legday.evidence.claims import IN_WORDS, READ, SURE, Claim, Section, cite, ranked, resolve
from legday.kinds import BadInput


def evidence(
    source: Annotated[str | None, typer.Argument(help='A claim, C29, or a section, "models 12.2" or 12.2.')] = None,
    as_json: Json = False,
) -> None:
    """Say what is known of the things people say of leg training; of one of them with its sources."""
    if source is None:
        show.put(ranked(), as_json, listed)
        return
    found = resolve(source.upper()) or resolve(source) or resolve(f"models {source}")
    if found is None:
        raise BadInput(f'Nothing is known of "{source}".', "legday evidence lists the claims C01 to C41.")
    show.put(found, as_json, lambda one: claim(one) if isinstance(one, Claim) else section(one))


def listed(those: Sequence[Claim]) -> None:
    """Print each claim in a line, what does not hold first."""
    for one in those:
        show.console().print(f"{one.id}  [bold]{IN_WORDS[one.verdict]}[/bold]: {escape(one.statement)}")


def claim(one: Claim) -> None:
    """Print a claim with its finding, what legday does about it, and its sources."""
    out = show.console()
    out.print(f"[bold]{IN_WORDS[one.verdict]}[/bold]: {escape(one.statement)}")
    out.print(escape(one.finding))
    out.print(escape(" ".join(part for part in (one.advice, one.never) if part)))
    out.print(f"{one.certainty.value.capitalize()} certainty. {SURE[one.certainty]}")
    for paper in one.citations:
        out.print(f"- {escape(cite(paper, marked=False))} [dim]({READ[paper.certainty]})[/dim]")


def section(one: Section) -> None:
    """Print a section of the models with its mark and its source."""
    out = show.console()
    out.print(f"[bold]{escape(one.title)}[/bold]: {escape(one.text)}")
    out.print(f"[dim]{READ[one.mark].capitalize()}. {escape(one.source)}[/dim]".replace(". [/dim]", ".[/dim]"))
