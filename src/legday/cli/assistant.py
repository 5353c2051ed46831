"""What an assistant may do for a person: read, log, and propose plans that the person says yes to."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec

from legday import loop
from legday.body.muscles import find_groups, groups, spoken
from legday.cli.show import PROOF, sets_line
from legday.coach.words import listed
from legday.evidence.claims import claims, ranked
from legday.files.export import json_lines
from legday.kinds import BadInput, Joint
from legday.log.entry import read_entry
from legday.log.fact import Fact, Kind, later_than, say
from legday.log.merge import Verdict
from legday.movement.catalogue import find_movement
from legday.plan.edit import AGAIN
from legday.plan.week import Week
from legday.store.facts import Store
from legday.units import say as in_unit

SHOWN = 10
"""Sessions that are told, unless more are asked for."""

MOST_SHOWN = 100


class Assistant:
    """One person's legday for an assistant.

    Each answer is plain data with the words to say. ``now`` gives the clock time of the person. What is logged here can
    be taken back here; a plan is kept only when the person said yes to it.
    """

    def __init__(self, store: Store, person: str, now: Callable[[], datetime]) -> None:
        self.store = store
        self.person = person
        self.now = now
        self.proposals = loop.Proposals()
        self.said: list[Fact] = []

    def known(self) -> loop.Known:
        """What is known of the person now."""
        return loop.read(self.store.facts(self.person), self.now().date())

    def today(self) -> dict[str, Any]:
        """What the person is to train today, or when next, and why. Open warning signs come first: read them out."""
        known = self.known()
        return {**_plain(loop.read_day(known)), "unit": known.unit.value}

    def week(self) -> dict[str, Any]:
        """The planned week with its reasons, its limits and its proof; none while a warning sign is open."""
        known = self.known()
        if known.state.flags:
            return {"week": None, "words": [flag.say for flag in known.state.flags]}
        if known.week is None:
            return {"week": None, "words": ["No week is planned yet."]}
        return {"week": _plain(known.week), "words": words(known, known.week)}

    def history(self, sessions: int = SHOWN) -> dict[str, Any]:
        """The last sessions with their sets, newest first; loads in kilograms."""
        known = self.known()
        return {"sessions": _plain(known.sessions[::-1][: max(1, min(sessions, MOST_SHOWN))])}

    def strengths(self) -> dict[str, Any]:
        """How each movement and muscle goes (improving, steady, plateau, declining, too early), and what to change."""
        known = self.known()
        found = loop.review(known)
        return {
            "headline": _plain(found.headline),
            "attendance": _plain(found.attendance),
            "movements": [
                {"movement": line.movement, "name": line.name, "verdict": line.verdict.value, "words": line.words.say}
                for line in found.lines
            ],
            "muscles": {group.value: trend.verdict.value for group, trend in known.state.muscles.items()},
        }

    def movement(self, name: str) -> dict[str, Any]:
        """How a movement is done, by any of its names, and what a set of it counts for each muscle group."""
        known = self.known()
        found = find_movement(name, known.catalogue)
        return {
            "movement": _plain(msgspec.structs.replace(found, mechanics={"like": found.id})),
            "credit": {group.value: share for group, share in known.atlas.counted(found.id).items()},
        }

    def evidence(self, about: str = "") -> dict[str, Any]:
        """What studies found of what is said of leg training: one claim by its id (C02), or those with these words."""
        id = about.strip().upper()
        if id in claims():
            return {"claims": [_plain(claims()[id])]}
        asked = about.casefold().split()
        texts = [(one, f"{one.topic} {one.statement} {one.finding}".casefold()) for one in ranked()]
        found = [one for one, text in texts if all(word in text for word in asked)]
        return {"claims": [{"id": one.id, "statement": one.statement, "verdict": one.verdict.value} for one in found]}

    def soreness(self) -> dict[str, Any]:
        """How sore and how ready the person is, what aches, which warning signs are open, and what to do about it."""
        known = self.known()
        return {
            "flags": _plain(known.state.flags),
            "sore": {group.value: score for group, score in known.state.sore.items()},
            "aches": [joint.value for joint in known.state.aches],
            "words": [one.say for one in (*loop.felt_words(known), *loop.ahead_words(known))],
        }

    def log_sets(self, movement: str, sets: list[str]) -> dict[str, Any]:
        """Log sets that the person has just done, as they write them: 60x12@2 is 60, 12 repetitions, 2 in reserve."""
        known = self.known()
        found = find_movement(movement, known.catalogue)
        entries = [read_entry(text, known.unit) for text in sets]
        facts = loop.log_facts(known, found.id, entries, at=self.now(), seed=secrets.token_bytes(16))
        self._keep(facts)
        self.said += [fact for fact in facts if "session" in fact.body]
        return {
            "movement": found.id,
            "sets": [fact.id for fact in facts if "session" in fact.body],
            "words": f"{found.name}: {listed(sets)} logged.",
            "flags": _plain(known.state.flags),
        }

    def say_sore(self, where: str, score: int) -> dict[str, Any]:
        """Keep how sore a muscle group is, or how much a joint hurts: 0 is nothing, 10 the worst there is."""
        if not 0 <= score <= 10:
            raise BadInput(f"{score} is no answer.", "Give 0 to 10.")
        word = where.strip().lower()
        told = (
            {f"ache:{word}": {"pain": score}}
            if word in list(Joint)
            else {f"sore:{group}": {"sore": score} for group in find_groups(word)}
        )
        last = self.known().last
        facts = []
        for about, body in told.items():
            facts.append(say(Kind.FELT, about, body, at=self.now(), seed=secrets.token_bytes(16), last=last))
            last = facts[-1].id
        self._keep(facts)
        return self.soreness()

    def undo_last_set(self) -> dict[str, Any]:
        """Take back the last set that was logged here; others are left alone."""
        if not self.said:
            raise BadInput("Nothing was logged here that could be taken back.", "Take other sets back on the page.")
        done = self.said[-1]
        at, last = self.now(), self.known().last
        id = later_than(last, at, secrets.token_bytes(16))
        self._keep([Fact(id=id, about=done.about, kind=Kind.WITHDRAWN, at=at, body={})])
        self.said.pop()
        return {"withdrawn": done.about, "words": "That set is taken back."}

    def propose_week(self, lighter: bool = False, replan: bool = False) -> dict[str, Any]:
        """Propose a week: seven new days, or what is left of the present week again (replan). Nothing is kept.

        Show the words to the person and ask. Only when they say yes, call keep_week with the id.
        """
        known = loop.well(self.known())
        if replan:
            cause = AGAIN
            found = loop.replan(known, loop.present(known), cause)
        else:
            cause = ""
            found = loop.next_week(known, lighter=lighter)
        if not loop.found(found):
            raise BadInput("No week was found.", " ".join(limit.say for limit in found.limits) or "Ask again.")
        made = self.proposals.hold(known, found, cause=cause, id=secrets.token_urlsafe(12))
        return {
            "id": made.id,
            "status": made.status.value,
            "bound": made.bound,
            "gap": made.gap,
            "words": words(known, found),
            "kept": False,
        }

    def keep_week(self, id: str, confirmed_by_person: bool) -> dict[str, Any]:
        """Keep a proposed week in place of the present plan; only when the person has seen it and said yes."""
        if not confirmed_by_person:
            raise BadInput("Nothing was kept.", "Show the proposal to the person, and keep it only when they say yes.")
        known = loop.well(self.known())
        made = self.proposals.take(known, id)
        self._keep(loop.keep_week(known, known.goal, made.week, at=self.now(), seed=secrets.token_bytes(16)))
        return {"kept": True, "words": words(known, made.week)}

    def facts(self) -> str:
        """Everything that the person said, as lines of JSON; legday reads it back."""
        return json_lines(self.store.facts(self.person))

    def glossary(self) -> str:
        """The muscle groups as legday counts them, and how sets are written."""
        lines = [
            f"{one.name} ({id.value}): {one.note} {one.floor:g} sets a week at least." for id, one in groups().items()
        ]
        written = [
            "A set is written load x reps @ reserve: 60x12@2. Load and reserve may be left out; 45s is a hold.",
            "Reserve: how many more repetitions would have gone. Credit: the share of a set that counts for a muscle.",
            f"Loads are in {self.known().unit.value} where they are written, and in kg where they are data.",
        ]
        return "\n".join([*written, *lines])

    def _keep(self, facts: list[Fact] | tuple[Fact, ...]) -> None:
        for answer in self.store.add(self.person, facts, received=self.now()):
            if answer.verdict is Verdict.REFUSED:
                raise BadInput(f"This cannot be kept: {answer.reason}.", "Change it, and say it again.")


def words(known: loop.Known, week: Week) -> list[str]:
    """A week in words: each session, what is short and why, what changed, and how good it is."""
    lines = [f"{_day(one.day)}, {one.minutes} min: {_movements(known, one.movements)}." for one in week.sessions]
    short = [spoken(line.group) for line in week.groups if not line.met]
    if short:
        lines.append(f"Short of what they are owed: {listed(short)}.")
    lines += [in_unit(one.say, known.unit) for one in (*week.changes, *week.limits, *week.advice)]
    return [*lines, f"{week.status.value}: {PROOF[week.status].format(gap=100 * week.gap)}."]


def _movements(known: loop.Known, movements: Any) -> str:
    return "; ".join(f"{one.name} {sets_line(one.sets, known.unit)}" for one in movements)


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value, str_keys=True)
