"""The logs of other apps come in: looked at first, stored once, and taken out again when they were wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from legday.files.compare import compare
from legday.files.imports import UNIT, imports, record, remembered_unit, renewed, undo
from legday.files.names import Names, answers
from legday.files.own import is_own, own_report, read_own
from legday.files.read import find_format, read_log
from legday.files.reading import Progress, Reading
from legday.files.report import Report, UnitNeeded
from legday.files.source import Source, given
from legday.files.zone import ABOUT as ZONE
from legday.files.zone import find_zone, zone_of
from legday.kinds import BadInput, Unit, Value
from legday.log.fact import Fact, Kind, latest, say
from legday.log.merge import Answer, Verdict, judge
from legday.movement.taught import own_movements
from legday.store.door import admit

if TYPE_CHECKING:
    from legday.store.facts import Store


class Terms(Value):
    """What a person says about a file: its name, the unit of its loads, their time zone, and whose version holds.

    ``told`` are answers about names that are stored with the file.
    """

    file: str
    unit: Unit | None = None
    zone: str = ""
    update: bool = False
    told: tuple[Fact, ...] = ()


def look(
    facts: Iterable[Fact],
    file: bytes | Path | Source,
    terms: Terms,
    *,
    at: datetime,
    progress: Progress | None = None,
) -> tuple[tuple[Fact, ...], Report]:
    """Say what a file of another app, or legday's own export, would add to a log, and what becomes of each row.

    What is said about a file is among the new facts, so it need not be asked again: the unit of its app, the zone.
    Raises ``BadInput`` and ``UnitNeeded`` as ``read_log`` does.
    """
    source = given(file)
    facts = (*facts, *terms.told)
    if is_own(source.head):
        own = read_own(source.data)
        verdicts = _judge({fact.id: fact for fact in facts}, own)
        new = tuple(fact for fact, answer in zip(own, verdicts, strict=True) if answer.verdict is Verdict.STORED)
        return (*terms.told, *new), own_report(terms.file, own, verdicts, Names(answers((*facts, *own))).resolve)
    reading = renewed(_read(source, facts, terms, progress), facts)
    names = Names(answers(facts), {taught.name: id for id, taught in own_movements(facts).taught.items()})
    known = {fact.id: fact for fact in facts}
    new, report = compare(known, reading, names, update=terms.update, at=at, file=terms.file, progress=progress)
    said = [*terms.told, *new]

    def remember(about: str, body: dict[str, str]) -> None:
        last = max((fact.id for fact in (*facts, *said)), default=None)
        said.append(say(Kind.WISHED, about, body, at=at, seed=about.encode(), last=last))

    if new:
        said.append(record(new, report, at=at, last=max(fact.id for fact in (*facts, *new))))
    if terms.unit is not None and not reading.said and remembered_unit(facts, reading.app) is not terms.unit:
        remember(UNIT + reading.app, {"unit": terms.unit.value})
    if terms.zone and reading.zoned:
        remember(ZONE, {"zone": terms.zone})
    if "settings" not in latest(facts, Kind.WISHED) and reading.unit is Unit.LB:
        remember("settings", {"unit": reading.unit.value})
    return tuple(said), report


def _judge(known: dict[str, Fact], own: Iterable[Fact]) -> list[Answer]:
    """What the store will say to each fact of an export."""
    verdicts = []
    for fact in own:
        same = admit(fact)
        if isinstance(same, str):
            verdicts.append(Answer(id=fact.id, verdict=Verdict.REFUSED, reason=same))
        else:
            verdicts.append(judge(known, same))
            known.setdefault(same.id, same)
    return verdicts


def _read(source: Source, facts: tuple[Fact, ...], terms: Terms, progress: Progress | None) -> Reading:
    """Read a file as the person says, or once said, that it is to be read."""
    zone = find_zone(terms.zone) if terms.zone else zone_of(facts)
    try:
        return read_log(source, terms.unit, zone=zone, progress=progress)
    except UnitNeeded:
        unit = remembered_unit(facts, find_format(source).app)
        if unit is None:
            raise
        reading = read_log(source, unit, zone=zone, progress=progress)
        note = f"The file does not say the unit of its loads; they were read in {unit}, as you said before."
        return msgspec.structs.replace(reading, notes=(note, *reading.notes))


def bring(
    store: Store,
    person: str,
    file: bytes | Path | Source,
    terms: Terms,
    *,
    at: datetime,
    progress: Progress | None = None,
) -> Report:
    """Bring a file into the store, as ``look`` says; where the file is refused, nothing.

    Somebody who has not said which unit they read gets that of the file.
    """
    new, report = look(store.facts(person), file, terms, at=at, progress=progress)
    take_in(store, person, new, at=at)
    return report


def take_in(store: Store, person: str, new: Iterable[Fact], *, at: datetime) -> None:
    """Store what was looked at: all of it or, where the log has changed meanwhile, nothing. Raises ``BadInput``."""
    if any(answer.verdict is not Verdict.STORED for answer in store.add(person, new, received=at)):
        raise BadInput("Another import was faster.", "Import the file again; what is known already is not doubled.")


def undo_import(store: Store, person: str, about: str, *, at: datetime) -> int:
    """Take an import back, and say how many facts that took. Raises ``BadInput`` for one that the log does not know."""
    facts = store.facts(person)
    held = imports(facts).get(about)
    if held is None or held.undone:
        raise BadInput("There is no such import to take back.", "See the list of your imports.")
    new = undo(facts, about, at=at)
    store.add(person, new, received=at)
    return len(new)
