"""The feed: each session one event, whatever becomes of it, and a file that every calendar can read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.calendar import Event, events, write
from legday.files.export import json_lines
from legday.files.own import read_own
from legday.kinds import BadInput, Because, MovementId, Unit
from legday.log.fact import Fact, Kind, fact_id, write_fact
from legday.log.history import history
from legday.plan.week import PlannedMovement, PlannedSession, PlannedSet, Proof, Status, Step, Week

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
TODAY = MONDAY.date()
BECAUSE = Because(say="Take 60 kg.", why="Last time went well.", source="models 12.2")
SETS = (
    PlannedSet(load_kg=40.0, reps=(5, 5), reserve=None, rest_s=60, ramp=True),
    PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=120),
    PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=120),
)
SQUAT = PlannedMovement(
    movement=MovementId("back_squat"),
    name="Barbell back squat",
    unilateral=False,
    tempo=(1.0, 0.0, 2.0),
    sets=SETS,
    seconds=600,
    because=(),
    between=(MovementId("step_up"),),
)
STEP_UP = msgspec.structs.replace(
    SQUAT,
    movement=MovementId("step_up"),
    name="Step-up",
    unilateral=True,
    sets=(PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(20, 45)),),
    between=(),
)
STRETCH = Step(id="wall_calf", name="Wall calf", dose="30 s", how="Heel down.", seconds=60, because=BECAUSE)


def planned(day: date, id: str = "", **different: Any) -> PlannedSession:
    session = PlannedSession(
        id=id or f"{day}:{day:%a}".lower(),
        day=day,
        minutes=45,
        seconds=2580,
        warm_up=(),
        movements=(SQUAT, STEP_UP),
        stretches=(STRETCH,),
    )
    return msgspec.structs.replace(session, **different)


def in_week(*sessions: PlannedSession, start: date = TODAY) -> Week:
    proof = Proof(status=Status.OPTIMAL, objective=1.0, bound=1.0, gap=0.0, seconds=0.1)
    return Week(**msgspec.structs.asdict(proof), start=start, sessions=sessions, groups=(), limits=(), advice=())


def plan(at: datetime = MONDAY) -> Fact:
    return fact(Kind.PLANNED, f"week:{at.date()}", {}, at)


def fact(kind: Kind, about: str, body: dict[str, Any], at: datetime) -> Fact:
    made = fact_id(at, f"{kind} {about} {body}".encode())
    return Fact(id=made, about=about or made, kind=kind, at=at, body=body)


def carried(id: str, at: datetime, *, ended: bool = True) -> tuple[Fact, ...]:
    """A planned session carried out: one set of squats, and one of the warm-up."""
    ends = {"ended": (at + timedelta(hours=1)).replace(tzinfo=None).isoformat()} if ended else {}
    visit = fact(Kind.LOGGED, "", {"app": "legday", "began": f"{at:%Y-%m-%dT%H:%M:%S}", "planned": id, **ends}, at)
    done = {"session": visit.id, "app": "legday", "exercise": "back_squat", "load_kg": 62.5, "reps": 8}
    ramp = fact(Kind.LOGGED, "", {**done, "place": 1, "role": "warmup", "load_kg": 40.0}, at)
    work = fact(Kind.LOGGED, "", {**done, "place": 2}, at + timedelta(minutes=9))
    return visit, ramp, work


def feed(facts: tuple[Fact, ...], week: Week | None, *, today: date = TODAY, **different: Any) -> list[Event]:
    sessions = history(facts, lambda app, exercise: MovementId(exercise))
    given = {"name_of": str.title, "places": {"home": "At home"}, "unit": Unit.KG, **different}
    return list(events(facts, week, sessions, today=today, **given))


def read(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).events)


def test_a_planned_session_is_a_day_with_what_is_to_be_done() -> None:
    [event] = read(write(feed((plan(),), in_week(planned(TODAY, gym="home")))))
    assert event.decoded("dtstart") == TODAY
    assert event["transp"] == "TRANSPARENT"
    assert event["summary"] == "Legs, 45 min"
    assert event["location"] == "At home"
    assert event["description"].replace("\u00a0", " ").splitlines() == [
        "Barbell back squat: first 40 kg × 5; 2 × 8–10 at 60 kg, 2 in reserve, rest 2 min; between the sets of Step-up",
        "Step-up (each side): 1 × 20–45 s, rest 1 min",
        "If you like: Wall calf, 30 s",
    ]
    assert event.decoded("dtstamp") == event.decoded("last-modified") == MONDAY


def test_loads_are_in_the_unit_of_the_person() -> None:
    [event] = feed((plan(),), in_week(planned(TODAY)), unit=Unit.LB)
    assert "132.5\u00a0lb" in event.words
    assert "kg" not in event.words


def test_a_session_that_moves_is_the_same_event_on_another_day() -> None:
    session = planned(TODAY)
    [before] = feed((plan(),), in_week(session))
    moved = msgspec.structs.replace(session, day=TODAY + timedelta(days=1))
    [after] = feed((plan(), plan(MONDAY + timedelta(hours=1))), in_week(moved))
    assert (after.id, after.day) == (before.id, date(2026, 11, 24))
    assert after.revision > before.revision
    assert after.written > before.written


def test_a_session_that_the_new_plan_has_dropped_is_gone() -> None:
    kept, dropped = planned(date(2026, 11, 25)), planned(date(2026, 11, 27))
    assert len(feed((plan(),), in_week(kept, dropped))) == 2
    assert [event.day for event in feed((plan(),), in_week(kept))] == [kept.day]


def test_a_session_that_is_done_stays_as_done_on_the_day_of_it() -> None:
    session = planned(TODAY)
    [before] = feed((plan(),), in_week(session))
    facts = (plan(), *carried(session.id, MONDAY + timedelta(days=1)))
    [after] = feed(facts, in_week(session))
    assert (after.id, after.day, after.title) == (before.id, date(2026, 11, 24), "Legs, done")
    assert after.words == "Back_Squat: 62.5\u00a0kg\u00a0×\u00a08"
    assert after.revision > before.revision


def test_a_session_under_way_says_so_on_its_day_only() -> None:
    session = planned(TODAY)
    facts = (plan(), *carried(session.id, MONDAY, ended=False))
    assert [event.title for event in feed(facts, in_week(session))] == ["Legs, under way"]
    assert [event.title for event in feed(facts, in_week(session), today=date(2026, 11, 24))] == ["Legs, done"]


def test_a_session_that_is_taken_back_is_planned_again_and_newer_than_before() -> None:
    session = planned(TODAY)
    facts = (plan(), *carried(session.id, MONDAY))
    [done] = feed(facts, in_week(session))
    back = fact(Kind.WITHDRAWN, facts[1].id, {}, MONDAY + timedelta(hours=2))
    [open_again] = feed((*facts, back), in_week(session))
    assert (open_again.id, open_again.title) == (done.id, "Legs, 45 min")
    assert open_again.revision > done.revision


def test_what_was_carried_out_in_the_last_eight_weeks_is_there_whatever_is_planned_now() -> None:
    old, recent = MONDAY - timedelta(days=57), MONDAY - timedelta(days=56)
    facts = (plan(old), *carried("old", old), *carried("recent", recent))
    assert [event.day for event in feed(facts, None)] == [recent.date()]


def test_a_day_that_is_planned_anew_after_its_session_was_done_earlier_is_another_event() -> None:
    # Thursday's session done on Tuesday; on Wednesday a new week is planned, with Thursday in it.
    thursday = planned(date(2026, 11, 26))
    facts = (plan(), *carried(thursday.id, MONDAY + timedelta(days=1)), plan(MONDAY + timedelta(days=2)))
    done, again = feed(facts, in_week(thursday, start=date(2026, 11, 25)))
    assert done.id != again.id
    [before] = [one for one in feed(facts[:4], in_week(thursday)) if one.day == done.day]
    assert before.id == done.id
    after = feed((*facts, *carried(thursday.id, MONDAY + timedelta(days=3))), in_week(start=date(2026, 11, 25)))
    assert [event.id for event in after] == [done.id, again.id]


def test_two_people_who_plan_the_same_day_have_two_events() -> None:
    week = in_week(planned(TODAY))
    [mine], [yours] = feed((plan(),), week), feed((plan(MONDAY + timedelta(seconds=1)),), week)
    assert mine.id != yours.id


def test_without_a_plan_the_feed_is_a_calendar_all_the_same() -> None:
    calendar = icalendar.Calendar.from_ical(write(feed((), None)))
    assert calendar["name"] == calendar["x-wr-calname"] == "Leg training"
    assert calendar.decoded("refresh-interval") == timedelta(hours=1)
    assert list(calendar.events) == []


DAYS = st.dates(date(2026, 11, 23), date(2026, 11, 29))
WEEKS = st.lists(st.tuples(DAYS, DAYS), max_size=7, unique_by=lambda pair: pair[0]).map(
    lambda pairs: in_week(*(planned(day, f"{slot}:{slot:%a}") for slot, day in pairs))
)
HAPPENED = st.lists(st.tuples(DAYS, DAYS), max_size=5).map(
    lambda pairs: tuple(one for slot, day in pairs for one in carried(f"{slot}:{slot:%a}", MONDAY + (day - TODAY)))
)


@given(WEEKS, HAPPENED, DAYS)
def test_no_two_events_are_the_same_and_all_is_there_once(week: Week, facts: tuple[Fact, ...], today: date) -> None:
    facts = (plan(), *{one.id: one for one in facts}.values())
    found = feed(facts, week, today=today)
    assert len({event.id for event in found}) == len(found)
    done = {one.body["planned"] for one in facts if "planned" in one.body}
    assert len(found) == sum("planned" in one.body for one in facts) + len({one.id for one in week.sessions} - done)


@given(WEEKS, HAPPENED)
def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_came(week: Week, facts: tuple[Fact, ...]) -> None:
    facts = (plan(), *{one.id: one for one in facts}.values())
    assert write(feed(facts, week)) == write(feed(facts[::-1], week))
    assert write(feed(facts, week)) == write(feed(facts, week, today=date(2026, 11, 29)))


@given(WEEKS, HAPPENED, st.data())
def test_a_revision_never_goes_down_while_facts_come(week: Week, facts: tuple[Fact, ...], data: st.DataObject) -> None:
    facts = (plan(), *{one.id: one for one in facts}.values())
    count = data.draw(st.integers(1, len(facts)))
    before = {event.id: event.revision for event in feed(facts[:count], week)}
    after = {event.id: event.revision for event in feed((*facts, plan(MONDAY + timedelta(days=6))), week)}
    assert all(after[id] > revision for id, revision in before.items() if id in after)


@given(st.text(), st.text(st.characters(categories=["L", "P", "S", "Zs"]), min_size=1))
def test_whatever_a_name_holds_the_file_can_be_read_and_no_line_is_too_long(words: str, place: str) -> None:
    event = Event(id="1", day=TODAY, title="Legs", words=f"x{words}x", place=f"x{place}", revision=1, written=MONDAY)
    content = write([event])
    assert max(map(len, content.split(b"\r\n"))) <= 75  # octets without the line break: RFC 5545, 3.1
    [found] = read(content)
    assert found["location"] == event.place
    assert found["description"] == "".join(
        one for one in event.words if (one >= " " and one != "\x7f") or one in "\n\t"
    )


def test_an_export_holds_everything_but_the_address_of_the_calendar() -> None:
    wish = fact(Kind.WISHED, "calendar", {"secret": "s" * 43}, MONDAY)
    assert read_own(json_lines((wish, plan())).encode()) == (plan(),)


def test_a_file_that_brings_an_address_for_the_calendar_is_refused() -> None:
    wish = fact(Kind.WISHED, "calendar", {"secret": "s" * 43}, MONDAY)
    with pytest.raises(BadInput, match=r"Line 2 of this file is the address of a calendar\."):
        read_own(b"\n".join([write_fact(plan()), write_fact(wish)]))
