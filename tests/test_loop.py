from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest

from legday import loop
from legday.files.formats import APPS
from legday.kinds import KG_PER_LB, BadInput, Group, MovementId, Unit
from legday.log.entry import read_entry
from legday.log.fact import Kind, say
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue
from legday.movement.taught import Taught, body_of
from legday.plan.goal import Goal
from legday.plan.week import Week
from legday.store.facts import open_store

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 18, 0)


def planned(facts=()) -> tuple[tuple, Week]:
    known = loop.read(facts, TODAY)
    week = loop.next_week(known)
    return (*facts, *loop.keep_week(known, known.goal, week, at=NOW, seed=b"plan")), week


def carried(facts, week: Week, reps_more: int = 0):
    """Do the first planned session as it is written, each set with so many repetitions more."""
    facts = list(facts)
    begun = loop.visit(loop.read(facts, TODAY), planned=week.sessions[0].id, at=NOW, seed=b"visit")
    facts.append(begun)
    for number, movement in enumerate(week.sessions[0].movements):
        for one in (one for one in movement.sets if not one.ramp):
            entry = read_entry(f"{one.load_kg or 20:g}x{one.reps[1] + reps_more}@3", Unit.KG)
            known = loop.read(facts, TODAY)
            seed = f"{number} {len(facts)}".encode()
            facts += loop.log_facts(known, movement.movement, [entry], at=NOW, seed=seed)
    return facts


def test_a_planned_week_comes_back_from_its_fact_as_it_was():
    facts, week = planned()
    assert loop.read(facts, TODAY).week == week


def test_a_week_that_another_version_planned_does_not_keep_anybody_from_their_log():
    facts, _ = planned()
    strange = [msgspec.structs.replace(f, body={**f.body, "proof": 1}) if f.kind is Kind.PLANNED else f for f in facts]
    assert loop.read(strange, TODAY).week is None


def test_a_red_flag_keeps_the_plan_that_there_was():
    facts, week = planned()
    ill = say(Kind.FELT, "flag:chest", {"open": True}, at=NOW, seed=b"ill", last=facts[-1].id)
    known = loop.read((*facts, ill), TODAY)
    nothing = loop.next_week(known)
    assert nothing.sessions == ()
    kept = loop.keep_week(known, known.goal, nothing, at=NOW, seed=b"again")
    assert loop.read((*facts, ill, *kept), TODAY).week == week


def test_the_session_of_today_is_due_and_after_it_the_next():
    facts, week = planned()
    first, second = week.sessions
    assert loop.due(loop.read(facts, TODAY)) == first
    after = loop.read(carried(facts, week), TODAY)
    assert loop.due(after) == second


def test_a_session_that_is_started_before_the_week_begins_is_that_of_the_plan():
    facts, week = planned()
    tomorrow = {**facts[-1].body, "start": str(TODAY + timedelta(days=1))}
    facts = (*facts[:-1], msgspec.structs.replace(facts[-1], body=tomorrow))
    early = loop.visit(loop.read(facts, TODAY), planned=week.sessions[-1].id, at=NOW, seed=b"early")
    assert set(loop.carried_out(loop.read((*facts, early), TODAY))) == {week.sessions[-1].id}
    again = msgspec.structs.replace(facts[-1], id=say(Kind.PLANNED, "", {}, at=NOW, seed=b"x", last=early.id).id)
    assert loop.carried_out(loop.read((*facts, early, again), TODAY)) == {}


def test_a_session_that_was_missed_is_still_offered():
    facts, week = planned()
    late = loop.read(facts, week.sessions[0].day + timedelta(days=1))
    assert loop.due(late) == week.sessions[0]


def test_what_was_done_comes_round_into_the_next_plan():
    facts, week = planned()
    done = carried(facts, week)
    known = loop.read(done, TODAY)
    following = loop.next_week(known)
    loads = {m.movement: m.sets[-1].load_kg for s in following.sessions for m in s.movements}
    repeated = [m.movement for m in week.sessions[0].movements if m.movement in loads]
    assert repeated
    assert following.start == TODAY + timedelta(days=1)
    loaded = [movement for movement in repeated if loads[movement] is not None]
    assert loaded
    before = {m.movement: m.sets[-1].load_kg for m in week.sessions[0].movements}
    assert all(before[movement] is None for movement in loaded)


def test_the_latest_wish_holds():
    kg = say(Kind.WISHED, "settings", {"unit": "kg"}, at=NOW, seed=b"1")
    lb = say(Kind.WISHED, "settings", {"unit": "lb"}, at=NOW, seed=b"2", last=kg.id)
    assert loop.read((lb, kg), TODAY).unit is Unit.LB


def test_an_answer_about_a_name_changes_what_its_sets_mean():
    begun = loop.visit(loop.read((), TODAY), planned=None, at=NOW, seed=b"visit")
    body = {"session": begun.id, "app": "strong", "exercise": "Toe raises", "place": 1, "reps": 12}
    done = say(Kind.LOGGED, "a set", body, at=NOW, seed=b"set", last=begun.id)
    assert loop.read((begun, done), TODAY).sessions[0].sets[0].movement is None
    told = loop.name_answer("Toe raises=tib_raise", NOW, done.id, catalogue())
    assert loop.read((begun, done, told), TODAY).sessions[0].sets[0].movement == MovementId("tib_raise")


@pytest.mark.parametrize("text", ["no equals sign", "Toe raises=a movement nobody knows"])
def test_an_answer_that_says_nothing_is_refused(text):
    with pytest.raises(BadInput):
        loop.name_answer(text, NOW, None, catalogue())


@pytest.mark.parametrize("app", APPS)
def test_an_answer_may_hold_for_any_one_app(app):
    assert loop.name_answer(f"{app}:Sled: heavy=none", NOW, None, catalogue()).about == f"name:{app}:Sled: heavy"


def test_a_colon_behind_no_app_belongs_to_the_name():
    assert loop.name_answer("Legs: Sled=none", NOW, None, catalogue()).about == "name:*:Legs: Sled"


STRONG_IN_POUNDS = """Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes
2026-11-19 18:00:00;"Legs";"Squat (Barbell)";1;225.0;lbs;8;;;;0;"";""
2026-11-19 18:00:00;"Legs";"Squat (Barbell)";2;225.0;lbs;8;;;;0;"";""
2026-11-12 18:00:00;"Legs";"Squat (Barbell)";1;225.0;lbs;8;;;;0;"";""
"""  # noqa: E501 - a header is one line


def test_somebody_who_lifts_in_pounds_reads_pounds_and_gets_loads_that_are_made_in_pounds(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'legday.db'}") as store:
        data = STRONG_IN_POUNDS.encode()
        report = loop.bring(store, loop.PERSON, data, loop.Terms(file="strong.csv"), at=NOW)
        assert report.stored == 3
        known = loop.read(store.facts(loop.PERSON), TODAY)
    assert known.unit is Unit.LB
    week = loop.next_week(known)
    squats = [one for s in week.sessions for m in s.movements if m.movement == "back_squat" for one in m.sets]
    loads_lb = [one.load_kg / KG_PER_LB for one in squats if one.load_kg is not None]
    assert loads_lb
    assert all(abs(load_lb / 5 - round(load_lb / 5)) < 0.01 for load_lb in loads_lb)


TOES = Taught(name="Wall toe raise", like=MovementId("tib_raise"), mechanics={"ankle_deg": [-30, 10]})
TOES_ID = MovementId("own_wall_toe_raise")


def taught():
    return say(Kind.TAUGHT, TOES_ID, body_of(TOES), at=NOW, seed=b"taught")


def shins_only(known: loop.Known) -> Goal:
    """Wishes that leave one movement for the shins: the person's own."""
    ban = tuple(id for id in catalogue() if atlas().counted(id).get(Group.SHINS))
    return msgspec.structs.replace(known.goal, favour=(Group.SHINS,), ban=ban)


def movements_of(week: Week) -> dict[str, str]:
    return {one.movement: one.name for session in week.sessions for one in session.movements}


@pytest.mark.long
def test_a_movement_of_one_s_own_is_planned_like_any_other():
    known = loop.read((taught(),), TODAY)
    assert movements_of(loop.next_week(known, goal=shins_only(known)))[TOES_ID] == "Wall toe raise"
    without = loop.read((), TODAY)
    week = loop.next_week(without, goal=shins_only(without))
    assert [line.credit for line in week.groups if line.group is Group.SHINS] == [0.0]


def test_what_was_taken_away_is_in_no_plan_and_its_sets_keep_their_name_and_count_on():
    facts = [taught()]
    entry = read_entry("20x12@1", Unit.KG)
    facts += loop.log_facts(loop.read(facts, TODAY), TOES_ID, [entry], at=NOW, seed=b"set")
    before = loop.read(facts, TODAY)
    facts.append(say(Kind.WITHDRAWN, TOES_ID, {}, at=NOW, seed=b"gone", last=facts[-1].id))
    known = loop.read(facts, TODAY)
    assert TOES_ID not in known.catalogue
    assert TOES_ID not in movements_of(loop.next_week(known, goal=shins_only(known)))
    assert loop.name_of(known, TOES_ID) == "Wall toe raise"
    assert [line.name for line in loop.review(known).lines] == ["Wall toe raise"]
    assert known.state.credit_28 == before.state.credit_28
    assert known.state.credit_28[Group.SHINS] > 0


def test_an_answer_about_a_name_may_mean_a_movement_of_one_s_own():
    known = loop.read((taught(),), TODAY)
    told = loop.name_answer("Tib machine=wall toe raise", NOW, known.last, known.catalogue)
    assert told.body == {"movement": TOES_ID}


def test_a_refused_file_leaves_the_log_as_it_was(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'legday.db'}") as store:
        broken = STRONG_IN_POUNDS.replace("2026-11-12", "some day").encode()
        with pytest.raises(BadInput):
            loop.bring(store, loop.PERSON, broken, loop.Terms(file="strong.csv"), at=NOW)
        assert store.facts(loop.PERSON) == ()


def test_what_is_learned_set_by_set_is_what_is_read_from_the_whole_log():
    facts, week = planned()
    learned = loop.read(facts, TODAY)
    whole = carried(facts, week)
    for count in range(len(facts), len(whole)):
        learned = loop.learn(learned, whole[: count + 1], whole[count : count + 1], TODAY)
    assert learned == loop.read(whole, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert loop.learn(learned, whole, (), tomorrow) == loop.read(whole, tomorrow)


def test_a_name_that_was_answered_changes_the_sets_that_were_known_before():
    kick = {"app": "strong", "exercise": "Kickbacks", "session": "s", "place": 1, "load_kg": 10.0, "reps": 12}
    visit = say(Kind.LOGGED, "s", {"app": "strong", "began": "2026-11-20T18:00:00"}, at=NOW, seed=b"s")
    facts = (visit, say(Kind.LOGGED, "set", kick, at=NOW, seed=b"set", last=visit.id))
    named = loop.name_answer("strong:Kickbacks=kickback", NOW, facts[-1].id, catalogue())
    learned = loop.learn(loop.read(facts, TODAY), (*facts, named), (named,), TODAY)
    assert learned.sessions[0].sets[0].movement == "kickback"
