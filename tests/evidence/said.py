"""The rules of every sentence of advice: it has a source, says where it is convention, no number is from memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from legday.evidence.claims import Claim, Mark, Section, resolve, sections
from legday.kinds import Because

SOURCE = re.compile(r"models \d+(\.\d+)?|C\d\d|you")
"""How a source is written."""

_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"
NUMBER = re.compile(rf"\d+(?:\.\d+)?|\b(?:{_WORDS})\b", re.IGNORECASE)
"""A number, in digits or as a word; "one" is too often no number."""

READ_ELSEWHERE = {"C38": "10.2"}
"""Claims whose papers are from memory while the numbers stand in a section that was read."""

FROM_MEMORY = {
    "C01": ("55-60", "55–60"),
    "C07": ("8-12", "8–12"),
    "C18": ("fold", "times less"),
    "C34": ("79 %",),
    "C37": ("1-2 h", "two hours"),
    "C39": ("100-point", "0.5-4", "-0.09", "-0.24", "2,377", "229"),
    "C40": ("10-17", "10–17", "17 %", "60 min"),
    "models 9": ("14 %", "9 %"),
    "models 10.2": ("six months", "6 months", "6 %"),
    "models 15": ("32 weeks", "third of"),
    "models 17": ("50-100", "50–100", "100 kcal"),
    "models 18.3": ("320", "250 mm", "180/110"),
    "models 19": ("1,800", "40 min", "27 %", "four visits", "4 visits", "0.42"),
    "models 20": ("70-85", "40-60", "1.6 g"),
    "models 21": ("0.3-0.5", "0.3 to 0.5", "1.0-1.5", "1-2 %"),
}
"""Numbers that are known only from memory although their claim or section has a better mark: none may be written."""


def numbers(text: str) -> set[str]:
    """The numbers of a text; the name of a claim is none."""
    return {found.lower() for found in NUMBER.findall(re.sub(r"\bC\d\d\b", "", text))}


def from_memory(source: str, text: str) -> list[str]:
    """The numbers in a text that what is known of its source does not bear out.

    >>> from_memory("C37", "Lactate is gone after 60 minutes.")
    ['60']
    >>> from_memory("C39", "They were 0.5-4 points less sore.")
    ['0.5-4']
    >>> from_memory("C29", "The outer head grew 12.4 %.")
    []
    """
    found = resolve(source)
    known = [one for one in FROM_MEMORY.get(source, ()) if one in text]
    remembered = isinstance(found, Section) and found.mark is Mark.MEMORY
    if isinstance(found, Claim) and found.citations:
        remembered = all(paper.certainty is Mark.MEMORY for paper in found.citations)
    if not remembered:
        return known
    read = numbers(sections()[READ_ELSEWHERE[source]].text) if source in READ_ELSEWHERE else set()
    return [*known, *sorted(numbers(text) - read)]


def faults(because: Because) -> list[str]:
    """What is wrong with a sentence of advice ([]: nothing).

    >>> faults(Because(say="Stretch.", why="It helps.", source="models 99"))
    ['Stretch.: nothing is known of “models 99”']
    >>> faults(Because(say="Lift 90 %.", why="After a break.", source="models 15"))
    ['Lift 90 %.: “models 15” is a convention and does not say so']
    >>> faults(Because(say="Rest.", why="Lactate takes 60 minutes.", source="C37"))
    ['Rest.: “C37” does not bear out 60']
    """
    if because.source == "you":
        return []
    found = resolve(because.source)
    if found is None:
        return [f"{because.say}: nothing is known of “{because.source}”"]
    wrong = []
    if isinstance(found, Section) and found.mark is Mark.CONVENTION and not because.convention:
        wrong.append(f"{because.say}: “{because.source}” is a convention and does not say so")
    shown = from_memory(because.source, f"{because.say} {because.why}")
    return wrong + [f"{because.say}: “{because.source}” does not bear out {number}" for number in shown]


def sentences(value: Any) -> Iterator[Because]:
    """Every sentence of advice within a value, however deep."""
    if isinstance(value, Because):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from sentences(getattr(value, field))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from sentences(inner)
    elif isinstance(value, Sequence | frozenset) and not isinstance(value, str | bytes):
        for inner in value:
            yield from sentences(inner)
