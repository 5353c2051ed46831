"""Nothing is said without a source that resolves, and no number that only memory vouches for."""

from __future__ import annotations

import ast
import doctest
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the rules stand beside the tests
sys.path.insert(0, str(Path(__file__).parents[2]))  # and validation beside the package
import said
from said import SOURCE, faults, from_memory, sentences
from validation.people import people, week_of

from legday import demo, loop
from legday.coach.bone import bone_words
from legday.coach.energy import energy_words
from legday.coach.measures.girth import girth_words
from legday.coach.measures.mass import mass_words
from legday.coach.safety import red_flags
from legday.evidence.claims import Mark, Section, claims, resolve, sections
from legday.figure.step import steps
from legday.kinds import Condition, Group, Joint
from legday.log.fact import Fact, Kind, fact_id
from legday.plan.goal import Aim, Goal
from legday.plan.solve import Stop

SRC = Path(loop.__file__).parents[1]
TODAY = date(2026, 11, 25)
QUICK = Stop(seconds=1)


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for module in sorted(SRC.rglob("*.py")):
        yield module, ast.parse(module.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, dict[str, ast.expr]]]:
    """The places where a sentence of advice is made."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Because":
            yield node, {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}


def test_the_rules_say_what_breaks_them() -> None:
    assert doctest.testmod(said).failed == 0
    assert doctest.testmod(said).attempted > 5


def test_every_sentence_in_the_source_names_what_it_rests_on() -> None:
    found = [(module, node.lineno, given) for module, tree in trees() for node, given in calls(tree)]
    assert len(found) > 60
    assert [(str(module), line) for module, line, given in found if not {"say", "why", "source"} <= given.keys()] == []


def test_every_source_that_is_written_down_resolves() -> None:
    # Also those that reach a sentence by way of a variable, a default or a table.
    written = {
        (module.name, node.lineno, node.value)
        for module, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SOURCE.fullmatch(node.value)
    }
    assert len(written) > 60
    assert [(file, line, one) for file, line, one in sorted(written) if one != "you" and resolve(one) is None] == []


def test_a_literal_source_is_written_as_a_source() -> None:
    odd = [
        (module.name, node.lineno, given["source"].value)
        for module, tree in trees()
        for node, given in calls(tree)
        if isinstance(given["source"], ast.Constant) and not SOURCE.fullmatch(str(given["source"].value))
    ]
    assert odd == []


def test_what_rests_on_a_convention_is_written_as_one() -> None:
    silent = []
    for module, tree in trees():
        for node, given in calls(tree):
            source = given["source"]
            found = resolve(str(source.value)) if isinstance(source, ast.Constant) else None
            if isinstance(found, Section) and found.mark is Mark.CONVENTION and "convention" not in given:
                silent.append((module.name, node.lineno, found.id))
    assert silent == []


def test_no_finding_and_no_section_shows_a_number_from_memory() -> None:
    told = {id: f"{claim.statement} {claim.finding} {claim.never}" for id, claim in claims().items()}
    told |= {f"models {id}": f"{section.title} {section.text}" for id, section in sections().items()}
    assert {source: wrong for source, text in told.items() if (wrong := from_memory(source, text))} == {}


def test_every_red_flag_drill_and_stretch_rests_on_something() -> None:
    found = [because for value in (red_flags(), *steps().values()) for because in sentences(value)]
    assert [wrong for because in found for wrong in faults(because)] == []


def facts_of(kind: str) -> tuple[Fact, ...]:
    """The logs of people at different points: a year, its first weeks, and what is felt and wished on top."""
    year = demo.year(TODAY)
    if kind == "newcomer":
        return ()
    if kind == "first weeks":
        return demo.year(TODAY + timedelta(days=340))
    at = datetime.combine(TODAY, datetime.min.time().replace(hour=7))
    goal = loop.read(year, TODAY).goal
    conditions = tuple(Condition)
    told: dict[str, tuple[tuple[Kind, str, dict[str, object]], ...]] = {
        "a year": (),
        "sore": tuple((Kind.FELT, f"sore:{group}", {"sore": 7}) for group in Group),
        "aching": tuple((Kind.FELT, f"ache:{joint}", {"pain": 4}) for joint in (Joint.KNEE, Joint.HIP)),
        "flagged": ((Kind.FELT, "flag:chest", {"open": True}), (Kind.FELT, "ache:knee", {"pain": 8})),
        "careful": ((Kind.WISHED, "goal", wish(goal, conditions=conditions)),),
        "strong": ((Kind.WISHED, "goal", wish(goal, aim=Aim.STRENGTH)),),
        "short": ((Kind.WISHED, "goal", wish(goal, slots=(msgspec.structs.replace(goal.slots[0], minutes=15),))),),
        "block": ((Kind.WISHED, "block", {"start": "2026-11-09", "weeks": 8, "favour": ["soleus"]}),),
        "curious": ((Kind.WISHED, "energy", {"on": True}),),
    }
    new = [
        Fact(id=fact_id(at, f"{kind} {about}".encode()), about=about, kind=one, at=at, body=dict(body))
        for one, about, body in told[kind]
    ]
    return (*year, *new)


def wish(goal: Goal, **other: object) -> dict[str, object]:
    found: dict[str, object] = msgspec.to_builtins(msgspec.structs.replace(goal, **other))
    return found


FELT = ("a year", "sore", "aching", "flagged")
PEOPLE = (*FELT, "newcomer", "first weeks", "careful", "strong", "short", "block", "curious")


@pytest.mark.parametrize("kind", PEOPLE)
def test_what_the_coach_says_rests_on_something(kind: str) -> None:
    facts = facts_of(kind)
    for gap in (0, 20, 80):
        known = loop.read(facts, TODAY + timedelta(days=gap))
        body = loop.read_body(facts, known)
        spoken = [
            *sentences(known.state),
            *sentences(loop.review(known)),
            *sentences(loop.block_weeks(known)),
            mass_words(body.mass),
            *(girth_words(one, body.measured.girths[one.spot]) for one in body.girths),
            bone_words(body.bone),
            *(energy_words(one) for one in body.energy or ()),
        ]
        assert len(spoken) >= 4
        assert [wrong for because in spoken for wrong in faults(because)] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["newcomer", "careful", "short"])
def test_what_the_planner_says_rests_on_something(kind: str) -> None:
    known = loop.read(facts_of(kind), TODAY)
    spoken = list(sentences(loop.next_week(known, stop=QUICK)))
    assert len(spoken) > 10
    assert [wrong for because in spoken for wrong in faults(because)] == []


@pytest.mark.long
@pytest.mark.parametrize("gap", [0, 20, 80])
@pytest.mark.parametrize("kind", PEOPLE)
def test_whatever_the_planner_says_rests_on_something(kind: str, gap: int) -> None:
    known = loop.read(facts_of(kind), TODAY + timedelta(days=gap))
    spoken = list(sentences(loop.next_week(known, stop=QUICK)))
    assert [wrong for because in spoken for wrong in faults(because)] == []


@pytest.mark.long
@pytest.mark.parametrize("name", people())
def test_what_the_people_of_validation_are_told_rests_on_something(name: str) -> None:
    spoken = list(sentences(week_of(people()[name], QUICK)))
    assert spoken
    assert [wrong for because in spoken for wrong in faults(because)] == []
