from __future__ import annotations

from datetime import date, datetime, timedelta

from legday.coach.turning_up.diary import diary, weeks_of
from legday.coach.weekly import WeekCredit, band, weekly
from legday.kinds import Group, MovementId, SessionId, SetId
from legday.log.fact import Fact, Kind, say
from legday.log.history import Role, Session, Set

MONDAY = date(2026, 11, 2)


def visit(day: date, *movements: str | None, role: Role = Role.WORK) -> Session:
    blank = dict.fromkeys(("load_kg", "reserve", "duration_s", "distance_m", "rest_s"))
    sets = tuple(
        Set(id=SetId(f"{day}{at}"), session=SessionId(f"{day}"), app="strong", exercise=id or "Bench", place=at,
            movement=MovementId(id) if id else None, role=role, reps=5, note="", **blank)
        for at, id in enumerate(movements)
    )  # fmt: skip
    began = datetime.combine(day, datetime.min.time())
    return Session(
        id=SessionId(f"{day}"), app="strong", began=began, ended=None, title="", note="", planned=None, sets=sets
    )


def sore(day: date, group: Group, score: object, hour: int = 8) -> Fact:
    at = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
    return say(Kind.FELT, f"sore:{group}", {"sore": score}, at=at, seed=f"{group}{score}".encode())


def test_a_day_tells_leg_sets_from_other_sets() -> None:
    found = diary([visit(MONDAY, "back_squat", None, "leg_press_45")], (), start=MONDAY, until=MONDAY)
    assert [(day.day, day.legs, day.others) for day in found.days] == [(MONDAY, 2, 1)]


def test_warm_ups_and_days_outside_are_left_out() -> None:
    warm = visit(MONDAY, "back_squat", role=Role.WARMUP)
    late = visit(MONDAY + timedelta(days=7), "back_squat")
    found = diary([warm, late], (), start=MONDAY, until=MONDAY + timedelta(days=6))
    assert [(day.legs, day.others) for day in found.days] == [(0, 0)]


def test_of_two_answers_on_a_day_the_last_holds_and_nonsense_is_left_out() -> None:
    said = [sore(MONDAY, Group.GLUTES, 3), sore(MONDAY, Group.GLUTES, 6, hour=20), sore(MONDAY, Group.SHINS, "much")]
    found = diary((), said, start=MONDAY, until=MONDAY)
    assert [(felt.group, felt.sore) for felt in found.sore] == [(Group.GLUTES, 6)]


def test_weeks_begin_on_monday() -> None:
    assert list(weeks_of(MONDAY + timedelta(days=6), MONDAY + timedelta(days=7))) == [
        MONDAY,
        MONDAY + timedelta(days=7),
    ]


def test_weekly_sets_are_the_mean_of_four_whole_weeks_and_the_week_under_way_is_left_out() -> None:
    weeks = [WeekCredit(start=MONDAY + timedelta(weeks=at), credit={Group.GLUTES: sets})
             for at, sets in enumerate([100.0, 8.0, 10.0, 12.0, 10.0, 0.5])]  # fmt: skip
    found = {one.group: one for one in weekly(weeks)}
    assert (found[Group.GLUTES].sets, found[Group.GLUTES].band) == (10.0, "grows")
    assert (found[Group.SHINS].sets, found[Group.SHINS].band) == (0.0, "hardly any")


def test_bands_rise_without_gaps() -> None:
    names = [band(sets / 4) for sets in range(150)]
    assert list(dict.fromkeys(names)) == ["hardly any", "keeps", "builds a little", "grows", "much", "very much"]
