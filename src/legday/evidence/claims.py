"""Claims and sections: what is known about leg training, how surely, and from which paper."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

import msgspec

from legday.kinds import BadInput, Value

Text = Annotated[str, msgspec.Meta(min_length=2)]


class Verdict(StrEnum):
    """What the studies say of a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    REFUTED = "refuted"
    UNSUPPORTED = "unsupported"
    NAMING_ERROR = "naming error"


class Certainty(StrEnum):
    """How sure one can be of a verdict, in the manner of GRADE."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class Area(StrEnum):
    """What a claim is about."""

    MUSCLE = "muscle"
    HORMONES = "hormones"
    SORENESS = "soreness"
    BODY = "body"
    MOVEMENTS = "movements"
    HABIT = "habit"


class Mark(StrEnum):
    """How far something was checked; no number is shown that only memory vouches for."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    DERIVED = "derived"
    CONVENTION = "convention"
    MEMORY = "memory"


class Citation(Value):
    """A paper: authors, year, journal with volume and pages, DOI where known, and how far it was checked.

    >>> Citation(ref="Van Hooren B, Peake JM", year=2018, journal="Sports Med 48", certainty=Mark.MEMORY).author
    'Van Hooren'
    """

    ref: Text
    year: Annotated[int, msgspec.Meta(ge=1900, le=2100)]
    journal: str = ""
    doi: str = ""
    certainty: Mark

    @property
    def author(self) -> str:
        """The first author's surname, or the whole of a reference that is no list of authors."""
        first = self.ref.partition(" (")[0].partition(",")[0].removesuffix(" et al.")
        surname, _, initials = first.rpartition(" ")
        return surname if surname and initials.isalpha() and initials.isupper() else first


class Claim(Value):
    """Something that is said of leg training, and what is known of it.

    ``statement`` is the claim in our words, ``finding`` what studies found, ``advice`` what legday does about it and
    ``never`` what it does not do. ``citations`` may be empty: then the finding says that no trial was found.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^C\d\d$")]
    area: Area
    topic: Text
    statement: Text
    verdict: Verdict
    certainty: Certainty
    finding: Text
    advice: Text
    never: str = ""
    citations: tuple[Citation, ...]


class Section(Value):
    """A section of the models: a plain statement that advice may rest on, its mark, and the papers behind it."""

    id: Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d+)?$")]
    title: Text
    text: Text
    mark: Mark
    source: str


class _Claims(Value):
    claim: tuple[Claim, ...]


class _Sections(Value):
    section: tuple[Section, ...]


def _read(name: str) -> str:
    return (files("legday.data") / "evidence" / name).read_text(encoding="utf-8")


@cache
def claims() -> Mapping[str, Claim]:
    """The claims by their ids.

    >>> claims()["C38"].verdict.value
    'refuted'
    """
    read = msgspec.toml.decode(_read("claims.toml"), type=_Claims)
    return MappingProxyType({claim.id: claim for claim in read.claim})


@cache
def sections() -> Mapping[str, Section]:
    """The sections of the models by their numbers.

    >>> sections()["12.2"].title
    'Load steps'
    """
    read = msgspec.toml.decode(_read("sections.toml"), type=_Sections)
    return MappingProxyType({section.id: section for section in read.section})


IN_WORDS = {
    Verdict.REFUTED: "Not true",
    Verdict.CONTESTED: "Disputed",
    Verdict.NAMING_ERROR: "Wrong name",
    Verdict.UNSUPPORTED: "Not shown",
    Verdict.PARTLY: "Partly true",
    Verdict.SUPPORTED: "True",
}
"""Each verdict as people say it; what does not hold comes first."""

SURE = {
    Certainty.HIGH: "Further studies will hardly change this.",
    Certainty.MODERATE: "Probably so; further studies may change how much.",
    Certainty.LOW: "Perhaps so; further studies may well change it.",
    Certainty.VERY_LOW: "Hardly studied; anything may come of it.",
}
"""What each certainty means, in the manner of GRADE."""

READ = {
    Mark.VERIFIED: "read in the paper",
    Mark.SECONDARY: "second-hand, read where others quote it",
    Mark.DERIVED: "worked out here",
    Mark.CONVENTION: "convention: what coaches do, no trial decides",
    Mark.MEMORY: "from memory, so no number is taken from it",
}
"""How far something was checked, in plain words."""

_HOW_READ = {Mark.SECONDARY: ", second-hand", Mark.MEMORY: ", from memory"}


def cite(citation: Citation, *, marked: bool = True) -> str:
    """Write a paper as one short line; ``marked`` says at its end how it was read where that was not in the paper.

    >>> cite(claims()["C29"].citations[0])
    'Kinoshita 2023, Front Physiol 14:1272106, doi 10.3389/fphys.2023.1272106'
    """
    if citation.certainty is Mark.DERIVED:
        return citation.ref
    journal = f", {citation.journal}" if citation.journal else ""
    doi = f", doi {citation.doi}" if citation.doi else ""
    return f"{citation.author} {citation.year}{journal}{doi}{_HOW_READ.get(citation.certainty, '') if marked else ''}"


def ranked() -> tuple[Claim, ...]:
    """The claims as a reader wants them: what does not hold first, the surer the earlier.

    >>> ranked()[0].verdict.value, ranked()[-1].verdict.value
    ('refuted', 'supported')
    """
    order, sure = list(IN_WORDS), list(SURE)
    return tuple(sorted(claims().values(), key=lambda one: (order.index(one.verdict), sure.index(one.certainty))))


def resolve(source: str) -> Claim | Section | None:
    """The claim or section that a sentence of advice names; None for "you" and for what is not known.

    >>> resolve("C29").id, resolve("models 12.2").id, resolve("you")
    ('C29', '12.2', None)
    """
    number = source.removeprefix("models ")
    return claims().get(source) or (sections().get(number) if number != source else None)


def _claim_text(claim: Claim) -> str:
    if not claim.citations:
        return f"No trial found, our judgement ({claim.certainty} certainty)"
    read = [citation for citation in claim.citations if citation.certainty is not Mark.MEMORY]
    return f"{cite((read or claim.citations)[0])} ({claim.certainty} certainty)"


def _section_text(section: Section) -> str:
    match section.mark:
        case Mark.DERIVED:
            return f"Worked out from {section.source}"
        case Mark.CONVENTION:
            return f"Coaching convention; see {section.source}" if section.source else "Coaching convention"
        case mark:
            return f"{section.source}{_HOW_READ.get(mark, '')}"


def source_text(source: str) -> str:
    """Say in one short line what a sentence of advice rests on.

    ``source`` is that of a ``Because``: a claim ("C29"), a section of the models ("models 12.2") or "you".

    >>> source_text("C29")
    'Kinoshita 2023, Front Physiol 14:1272106, doi 10.3389/fphys.2023.1272106 (moderate certainty)'
    >>> source_text("models 11.4")
    'Coaching convention'
    >>> source_text("you")
    'Your own wish'
    >>> source_text("a friend")
    Traceback (most recent call last):
    legday.kinds.BadInput: Nothing is known of the source “a friend”. Name a claim (C01-C41), ...
    """
    if source == "you":
        return "Your own wish"
    match resolve(source):
        case Claim() as claim:
            return _claim_text(claim)
        case Section() as section:
            return _section_text(section)
    raise BadInput(
        f"Nothing is known of the source “{source}”.",
        'Name a claim (C01-C41), a section ("models 12.2") or "you".',
    )
