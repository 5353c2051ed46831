from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.kinds import BadInput
from legday.log.history import history

sys.path.insert(0, str(Path(__file__).parent))  # what watches write stands beside the tests
from watches import lifted, tcx


def test_strength_training_becomes_a_session_without_sets_as_long_as_its_laps() -> None:
    reading = read_log(tcx(lifted(note="heavy day")), zone=ZoneInfo("Europe/Berlin"))
    [session] = history(reading.facts, lambda app, exercise: None)
    assert (session.began, session.ended) == (datetime(2026, 8, 30, 20, 0), datetime(2026, 8, 30, 21, 0))
    assert (session.sets, session.note, session.app) == ((), "heavy day", "tcx")
    assert [row.line for row in reading.rows] == [4]
    assert any("Europe/Berlin" in note for note in reading.notes)


def test_a_time_with_an_offset_is_the_clock_on_the_wall() -> None:
    reading = read_log(tcx(lifted(at="2026-08-30T18:00:00+03:00")), zone=ZoneInfo("Asia/Tokyo"))
    assert history(reading.facts, lambda app, exercise: None)[0].began == datetime(2026, 8, 30, 18, 0)
    assert not reading.zoned


@pytest.mark.parametrize("sport", ["Strength Training", "strength_training", "WeightTraining", "Other"])
def test_strength_training_goes_by_several_names(sport: str) -> None:
    assert len(read_log(tcx(lifted(sport))).facts) == 1


@pytest.mark.parametrize(
    ("activity", "what"),
    [
        (lifted("Running"), "1 run"),
        (lifted("Biking", metres=20_000), "1 ride"),
        (lifted("Other", metres=5_200), "1 5.2 km session"),
        (lifted("Yoga"), "1 yoga session"),
    ],
)
def test_another_sport_is_refused_kindly(activity: str, what: str) -> None:
    with pytest.raises(BadInput, match=f"This file holds no strength training, but {what}"):
        read_log(tcx(activity))


def test_beside_strength_training_other_sports_are_refused_row_by_row() -> None:
    reading = read_log(tcx(lifted(), lifted("Running", at="2026-08-31T07:00:00.000Z")))
    assert [row.refusal for row in reading.rows] == ["", "a run, no strength training"]


def test_a_second_import_adds_nothing_and_the_same_session_twice_counts_once() -> None:
    reading = read_log(tcx(lifted(), lifted()))
    new, first = compare({}, reading, Names())
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    assert (len(new), first.stored, first.refused) == (1, 1, 1)
    assert (again, second.stored, second.known, second.refused) == ((), 0, 1, 1)


@pytest.mark.parametrize("at", ["soon", "", "2026-02-30T10:00:00Z", "9999-99-99T10:00:00Z"])
def test_an_unreadable_date_refuses_the_whole_file(at: str) -> None:
    broken = lifted(at="2026-08-31T07:00:00.000Z", laps=1).replace("2026-08-31T07:00:00.000Z", at)
    broken = broken.replace("2026-08-31T07:00:00+00:00", at)
    with pytest.raises(BadInput, match=r"cannot be read\. Nothing was imported"):
        read_log(tcx(lifted(), broken))


def test_a_plan_and_half_a_file_are_refused() -> None:
    with pytest.raises(BadInput, match="holds no activity"):
        read_log(tcx())
    with pytest.raises(BadInput, match="breaks off or is damaged"):
        read_log(tcx(lifted())[:-40])
