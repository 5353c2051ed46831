"""What is measured: what stands, the trend of what changes slowly, and the error of the tape."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from time import perf_counter

import pytest

from legday.coach.measures.drift import MOST, drift
from legday.coach.measures.entries import Girth, Mass, Spot, girth_body, mass_body, read_measured
from legday.coach.measures.girth import girth_trends, girth_words, least_change, own_error
from legday.coach.measures.mass import mass_trend, mass_words
from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id

BEGIN = datetime(2026, 1, 5, 7)


def day(number: float) -> datetime:
    return BEGIN + timedelta(days=number)


def fact(kind: Kind, about: str, body: dict[str, object], number: int = 0) -> Fact:
    return Fact(id=fact_id(day(number), f"{about}{body}".encode()), about=about, kind=kind, at=day(number), body=body)


def masses(*values: float, every: float = 7) -> list[Mass]:
    return [Mass(id=str(n), at=day(n * every), mass_kg=value) for n, value in enumerate(values)]


def girths(*pairs: tuple[float, ...], every: float = 14, spot: Spot = Spot.THIGH_LEFT) -> list[Girth]:
    return [Girth(id=str(n), at=day(n * every), spot=spot, readings_cm=pair) for n, pair in enumerate(pairs)]


def pairs(count: int, start: float = 55.0, step: float = 0.0, apart: float = 0.4) -> list[tuple[float, ...]]:
    return [(start + step * n, start + step * n + apart * (-1) ** n) for n in range(count)]


def test_what_was_measured_is_read_by_its_day_and_what_was_taken_back_is_gone() -> None:
    late, early = fact(Kind.MEASURED, "mass", {"mass_kg": 81.0}, 9), fact(Kind.MEASURED, "mass", {"mass_kg": 80.0}, 2)
    wrong = fact(Kind.MEASURED, "mass", {"mass_kg": 180.0}, 5)
    thigh = fact(Kind.MEASURED, "girth:thigh-left", {"readings_cm": [56.2, 56.4]}, 3)
    back = fact(Kind.WITHDRAWN, wrong.id, {}, 10)
    found = read_measured([late, wrong, early, thigh, back])
    assert [mass.mass_kg for mass in found.masses] == [80.0, 81.0]
    assert [girth.kept_cm for girth in found.girths[Spot.THIGH_LEFT]] == [pytest.approx(56.3)]
    assert len(found.entries) == 3


@pytest.mark.parametrize(
    ("about", "body"),
    [("mass", {"mass_kg": "x"}), ("mass", {}), ("girth:neck", {"readings_cm": [40, 41]}), ("arm", {})],
)
def test_what_cannot_be_read_keeps_nobody_from_the_rest(about: str, body: dict[str, object]) -> None:
    found = read_measured([fact(Kind.MEASURED, about, body), fact(Kind.MEASURED, "mass", {"mass_kg": 80.0})])
    assert len(found.entries) == 1


def test_of_three_readings_the_middle_one_is_kept() -> None:
    assert girths((56.2, 57.9, 56.5))[0].kept_cm == 56.5


def test_readings_more_than_a_centimetre_apart_need_a_third() -> None:
    with pytest.raises(BadInput, match="third time"):
        girth_body((56.0, 57.1))
    assert girth_body((56.0, 57.0)) == {"readings_cm": [56.0, 57.0]}
    assert girth_body((56.0, 57.1, 56.2))["readings_cm"][2] == 56.2


@pytest.mark.parametrize("readings", [(56.0,), (), (5.0, 5.1), (56.0, 56.1, 56.2, 56.3)])
def test_what_is_no_girth_is_refused(readings: tuple[float, ...]) -> None:
    with pytest.raises(BadInput):
        girth_body(readings)


def test_a_mass_that_nobody_has_is_refused() -> None:
    with pytest.raises(BadInput, match="25 to 400"):
        mass_body(8)


def test_the_error_of_the_tape_is_the_root_of_the_squares_over_twice_their_number() -> None:
    # d = 0.4, 0.2, 0.6: Σd² = 0.56, 2n = 6
    assert own_error(girths((55.0, 55.4), (55.0, 55.2), (55.0, 55.6))) == pytest.approx((0.56 / 6) ** 0.5)
    assert least_change(0.5) == pytest.approx(1.385)
    assert own_error(()) is None


def test_both_sides_of_a_part_share_their_error_and_the_hip_has_its_own() -> None:
    left, right = girths((55.0, 55.2)), girths((55.0, 55.8), spot=Spot.THIGH_RIGHT)
    hip = girths((98.0, 98.0), spot=Spot.HIP)
    every = {Spot.THIGH_LEFT: left, Spot.THIGH_RIGHT: right, Spot.HIP: hip}
    first, second, third = girth_trends(every)
    assert first.error_cm == second.error_cm == pytest.approx((0.68 / 4) ** 0.5)
    assert third.error_cm == 0


@pytest.mark.parametrize(("count", "every", "shown"), [(3, 40, False), (4, 18, False), (4, 19, True), (9, 6, False)])
def test_a_girth_is_shown_from_four_measurements_over_eight_weeks_on(count: int, every: int, shown: bool) -> None:
    those = girths(*pairs(count), every=every)
    [found] = girth_trends({Spot.THIGH_LEFT: those})
    assert (found.trend is not None) is shown
    assert ("needs" in girth_words(found, those).say) is not shown


def test_a_girth_says_what_it_still_needs() -> None:
    those = girths(*pairs(2), every=20)
    [found] = girth_trends({Spot.THIGH_LEFT: those})
    said = girth_words(found, those).say
    assert said == "The left thigh is measured; its trend needs 2 more measurements and 6 more weeks."


def test_a_change_within_the_error_of_the_tape_is_not_told() -> None:
    still, grown = girths(*pairs(9, step=0.02)), girths(*pairs(9, step=0.3))
    for those, said in ((still, "No change"), (grown, "larger")):
        [found] = girth_trends({Spot.THIGH_LEFT: those})
        words = girth_words(found, those)
        assert said in words.say
        assert words.source == "models 21"
    [found] = girth_trends({Spot.THIGH_LEFT: grown})
    assert found.least_cm == pytest.approx(2.77 * (0.16 / 2) ** 0.5)


def test_readings_that_never_differ_do_not_make_a_perfect_tape() -> None:
    [found] = girth_trends({Spot.HIP: girths(*[(98.0, 98.0)] * 5, every=20, spot=Spot.HIP)})
    assert found.error_cm == 0.1


def test_no_trend_of_the_mass_before_four_entries_over_two_weeks() -> None:
    assert mass_trend(masses(80, 80, 80)) is None
    assert mass_trend(masses(80, 80, 80, 80, every=4)) is None
    assert mass_trend(masses(80, 80, 80, 80, every=5)) is not None


def test_one_odd_day_does_not_move_the_trend_much() -> None:
    calm = masses(*[80.0, 80.3, 79.8, 80.1, 80.2, 79.9, 80.0, 80.1])
    odd = masses(*[80.0, 80.3, 79.8, 80.1, 80.2, 79.9, 80.0, 83.1])
    first, second = mass_trend(calm), mass_trend(odd)
    assert first is not None
    assert second is not None
    assert second.points[-1].middle - first.points[-1].middle < 1.5
    assert "No change" not in mass_words(first).say
    assert "no change" in mass_words(second).say


def test_a_mass_that_falls_is_said_to_and_by_how_much() -> None:
    found = mass_trend(masses(*[84 - 0.4 * week for week in range(14)]))
    assert found is not None
    assert found.sure
    assert "goes down" in mass_words(found).say
    assert found.change == pytest.approx(-1.6, abs=0.3)


def test_a_month_without_an_entry_gives_no_slope_of_its_own() -> None:
    # The filter expects a gain after a pause of three weeks, as strength returns; a body is measured once a month.
    found = drift([day(28 * n) for n in range(10)], [80.0 + 0.1 * (-1) ** n for n in range(10)], 0.007, 0.02)
    assert found.change_low < 0 < found.change_high
    assert abs(found.change) < 0.15


@pytest.mark.parametrize("rate", [0.0, 0.5, -1.5])
def test_the_band_holds_the_truth_as_often_as_it_says(rate: float) -> None:
    inside = change = 0
    for seed in range(200):
        chance = Random(seed)
        truth = [80 + rate * n / 4 for n in range(16)]
        found = drift([day(7 * n) for n in range(16)], [one + chance.gauss(0, 0.6) for one in truth], 0.007, 0.02)
        inside += found.points[-1].low <= truth[-1] <= found.points[-1].high
        change += found.change_low <= rate <= found.change_high
    assert inside >= 186
    assert change >= 186


def test_a_body_that_stays_is_seldom_said_to_change() -> None:
    sure = 0
    for seed in range(60):
        chance = Random(seed)
        values = [80 + chance.gauss(0, 0.6) for _ in range(16)]
        sure += drift([day(7 * n) for n in range(16)], values, 0.007, 0.02).sure
    assert sure <= 4


def test_of_years_of_entries_only_the_newest_are_followed_and_quickly() -> None:
    many = masses(*[80 + 0.001 * n for n in range(3650)], every=1)
    began = perf_counter()
    found = mass_trend(many)
    assert perf_counter() - began < 1
    assert found is not None
    assert len(found.points) == MOST
    assert found.points[-1].day == many[-1].at.date()


def test_two_entries_at_the_same_moment_are_both_read() -> None:
    twice = [*masses(80, 80.2, 80.1, 79.9), Mass(id="again", at=day(21), mass_kg=80.3)]
    found = mass_trend(twice)
    assert found is not None
    assert 79.5 < found.points[-1].middle < 80.5
