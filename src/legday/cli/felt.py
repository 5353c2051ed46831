"""`legday sore`: how sore the legs are, what to expect, and what still recovers; the same words as on the page."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from legday import loop
from legday.body.muscles import find_groups, groups
from legday.cli import show
from legday.cli.shared import Json, known, now, whose
from legday.coach.recovery.course import Course
from legday.kinds import BadInput, Because, Group, Joint, Value
from legday.log.fact import Kind, say
from legday.store.facts import open_store

MOST = 10


class Felt(Value):
    """What was felt lately, what to expect, and what there is to say of both; open red flags come first."""

    flags: tuple[Because, ...]
    sore: dict[Group, int]
    aches: tuple[Joint, ...]
    expected: tuple[Course, ...]
    said: tuple[Because, ...]


def sore(
    answers: Annotated[
        list[str] | None, typer.Argument(help="How sore, 0 to 10: quads=4. Pain in a joint likewise: knee=3.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say how sore your muscles are, and see what to expect; without anything, only see it."""
    told = [one for text in answers or () for one in read_answer(text)]
    with open_store() as store:
        last = known(store).last
        facts = []
        for about, body in told:
            facts.append(say(Kind.FELT, about, body, at=now(), seed=secrets.token_bytes(16), last=last))
            last = facts[-1].id
        store.add(whose(store), facts, received=now())
        what = known(store)
    state = what.state
    found = Felt(
        flags=state.flags,
        sore=state.sore,
        aches=state.aches,
        expected=loop.expected(what),
        said=(*loop.felt_words(what), *loop.ahead_words(what)),
    )
    show.put(found, as_json, lambda value: felt(value, what))


def read_answer(text: str) -> list[tuple[str, dict[str, int]]]:
    """Read how sore a muscle group is, or how much a joint hurts; a word may mean more than one group.

    >>> read_answer("calves=4")
    [('sore:gastrocnemius', {'sore': 4}), ('sore:soleus', {'sore': 4})]
    >>> read_answer("knee=3")
    [('ache:knee', {'pain': 3})]
    """
    word, equals, number = (part.strip() for part in text.partition("="))
    if not equals or not number.isdecimal() or int(number) > MOST:
        raise BadInput(
            f'"{text}" does not say how sore.', "Write quads=4, from 0 to 10, or knee=3 for pain in a joint."
        )
    if word.lower() in list(Joint):
        return [(f"ache:{word.lower()}", {"pain": int(number)})]
    return [(f"sore:{group}", {"sore": int(number)}) for group in find_groups(word)]


def felt(found: Felt, what: loop.Known) -> None:
    """Print what was felt and what to expect."""
    show.reasons((*found.flags, *found.said), what.unit)
    if not found.said and not found.flags:
        little = [f"{groups()[group].name.lower()} {score}" for group, score in found.sore.items() if score]
        words = f"A little sore: {', '.join(little)} of 10. The plan stays as it is."
        show.console().print(words if little else "Nothing is sore, and nothing is expected to be.")
