"""What loads bone, and what a session takes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from legday.coach.bone import bone_words, exposure, loads
from legday.coach.energy import energy_words, session_energy
from legday.coach.state import Lift, Trend, Verdict
from legday.kinds import Condition, MovementId, SessionId, SetId
from legday.log.history import Role, Session, Set
from legday.movement.catalogue import catalogue, others

TODAY = date(2026, 11, 25)
SQUAT, PRESS, JUMP = MovementId("back_squat"), MovementId("leg_press_45"), MovementId("jump_squat")


def done(movement: MovementId | None, load_kg: float | None, reps: int = 5, role: Role = Role.WORK) -> Set:
    return Set(
        id=SetId("set"), session=SessionId("visit"), app="legday", exercise="x", movement=movement, place=0, role=role,
        load_kg=load_kg, reps=reps, reserve=None, duration_s=None, distance_m=None, rest_s=None, note="",
    )  # fmt: skip


def visit(*sets: Set, ago: int = 0, minutes: float | None = 60) -> Session:
    began = datetime.combine(TODAY - timedelta(days=ago), time(18))
    ended = None if minutes is None else began + timedelta(minutes=minutes)
    return Session(
        id=SessionId("visit"), app="legday", began=began, ended=ended, title="", note="", planned=None, sets=sets
    )


def lift(movement: MovementId, level_kg: float, reps: int = 5, reserve: float = 0) -> Lift:
    trend = Trend(
        verdict=Verdict.STEADY, reps=reps, level_kg=level_kg, level_sd=0.02, slope_week=0, slope_sd=0.01, bests=(),
        reserve=reserve,
    )  # fmt: skip
    return Lift(movement=movement, last_day=TODAY, sessions=9, last=(), before=(), trend=trend)


# Five repetitions at 100 kg to the limit are a maximum of 114.6 kg; 80 % of it are 91.7 kg.
LIFTS = {SQUAT: lift(SQUAT, 100), PRESS: lift(PRESS, 100)}


def test_a_set_counts_as_heavy_from_four_fifths_of_the_maximum_on() -> None:
    session = visit(done(SQUAT, 91), done(SQUAT, 92), done(SQUAT, 100), done(SQUAT, 100, role=Role.WARMUP))
    assert exposure([session], LIFTS, TODAY).heavy == 2


def test_a_machine_with_a_seat_is_no_exposure_however_heavy() -> None:
    assert exposure([visit(done(PRESS, 300))], LIFTS, TODAY).heavy == 0


def test_without_a_level_nothing_is_called_heavy() -> None:
    assert exposure([visit(done(SQUAT, 200))], {}, TODAY).heavy == 0
    assert exposure([visit(done(SQUAT, 200))], {SQUAT: lift(SQUAT, 100, reps=15)}, TODAY).heavy == 0


def test_landings_count_each_and_only_those_of_seven_days() -> None:
    sessions = [
        visit(done(JUMP, None, reps=8), ago=7),
        visit(done(JUMP, None, reps=6), done(JUMP, None, reps=5), ago=6),
    ]
    found = exposure(sessions, {}, TODAY)
    assert found.impacts == 11
    assert bone_words(found).say == "Exposures in the last seven days: heavy axial sets 0, impacts 11."
    assert bone_words(found).convention


def test_every_movement_that_loads_bone_is_there() -> None:
    assert loads().axial <= set(catalogue())
    assert loads().impacts <= {*catalogue(), *others()}


def test_energy_goes_by_the_whole_time_and_the_kind_of_movement() -> None:
    light = session_energy(visit(done(PRESS, 100)), 80, {SQUAT})
    heavy = session_energy(visit(done(SQUAT, 100)), 80, {SQUAT})
    assert light is not None
    assert heavy is not None
    # 3.5 · 80 kg · 1 h = 280 kcal and 2.5 · 80 = 200 above rest, each ± 30 %; squats 5 · 80 = 400 and 320.
    assert (light.gross, light.net) == ((200, 360), (140, 260))
    assert (heavy.gross, heavy.net) == ((280, 520), (220, 420))
    assert "30 %" in energy_words(light).why


@pytest.mark.parametrize("minutes", [None, 0, -5, 181, 60 * 24])
def test_a_session_that_was_left_open_is_not_reckoned(minutes: float | None) -> None:
    assert session_energy(visit(done(SQUAT, 100), minutes=minutes), 80, {SQUAT}) is None


def test_a_session_without_a_leg_movement_is_not_reckoned() -> None:
    assert session_energy(visit(done(None, 100)), 80, {SQUAT}) is None


def test_with_osteoporosis_no_landing_is_planned() -> None:
    for id in loads().impacts & set(catalogue()):
        assert any(Condition.BONES in caution.conditions for caution in catalogue()[id].cautions)
