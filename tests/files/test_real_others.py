from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.kinds import BadInput, Unit
from legday.log.fact import Fact
from legday.log.history import history

sys.path.insert(0, str(Path(__file__).parent))  # what says where the logs are stands beside the tests
from shared_logs import LOGS, NEEDED, indexed

APPS = ("fitnotes", "fitbod", "stronglifts")
SETS = {"chrispickford": (326, 4), "SevketYALCIN": (670, 4)}  # of a row a workout: sets, and exercises without any
DAYS = {"chrispickford": ("2018-11-19", "2019-01-26"), "SevketYALCIN": ("2018-05-16", "2018-09-24")}
pytestmark = [pytest.mark.long, NEEDED]


def expected(entry: dict[str, Any]) -> tuple[int, int]:
    """How many sets a file holds, and how many rows of it are explained otherwise."""
    return SETS[entry["repo"].split("/")[0]] if entry["app"] == "stronglifts" else (entry["set_rows"], 0)


@pytest.mark.parametrize("entry", indexed(APPS))
def test_every_row_of_a_real_log_is_accounted_for_and_a_second_import_adds_nothing(entry: dict[str, Any]) -> None:
    reading = read_log((LOGS / entry["file"]).read_bytes(), None)
    new, report = compare({}, reading, Names())
    assert reading.said
    assert (report.unit is Unit.LB) == (entry["units"] == "lb")
    assert (report.stored, report.refused) == expected(entry)
    assert report.rows == report.stored + report.refused
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    assert again == ()
    assert second.known == report.stored


@pytest.mark.parametrize("entry", indexed(APPS))
def test_leg_sets_are_those_of_the_index_and_its_borderline_names(entry: dict[str, Any]) -> None:
    with (LOGS / "leg_names_shared.csv").open(encoding="utf-8") as file:
        labels = {(row["app"], row["exercise_name"].strip()): row["is_leg"] for row in csv.DictReader(file)}
    reading = read_log((LOGS / entry["file"]).read_bytes(), None)
    _, report = compare({}, reading, Names())
    exercises = [fact.body["exercise"] for fact in reading.facts if "session" in fact.body]
    unsure = sum(labels.get((reading.app, exercise)) in {"borderline", None} for exercise in exercises)
    asked = sum(each.sets for each in report.asked)
    assert entry["leg_set_rows"] - asked <= report.leg_sets <= entry["leg_set_rows"] + unsure


@pytest.mark.parametrize("entry", indexed(APPS))
def test_sessions_are_days_or_visits_from_the_first_to_the_last(entry: dict[str, Any]) -> None:
    reading = read_log((LOGS / entry["file"]).read_bytes(), None)
    sessions = history(reading.facts, lambda app, exercise: None)
    days = [str(sessions[0].day), str(sessions[-1].day)]
    if entry["app"] == "stronglifts":
        assert (len(sessions), *days) == (entry["rows"], *DAYS[entry["repo"].split("/")[0]])
    elif entry["app"] == "fitnotes":
        assert (len(sessions), *days) == (entry["sessions"], entry["date_from"], entry["date_to"])
    else:  # the index counts stamps, of which a visit may have several
        assert 0.8 * entry["sessions"] < len(sessions) <= entry["sessions"]
        assert days == [entry["date_from"][:10], entry["date_to"][:10]]


def test_a_real_file_of_body_measures_is_declined() -> None:
    for file in sorted((LOGS / "fitnotes").glob("*BodyTracker*")):
        with pytest.raises(BadInput, match="body tracker"):
            read_log(file.read_bytes())


@pytest.mark.long
@pytest.mark.skipif(not (LOGS / "snapshots" / "fitbod").is_dir(), reason="no snapshots")
def test_the_exports_of_one_person_in_order_add_only_what_is_new_and_say_what_was_renamed() -> None:
    log: dict[str, Fact] = {}
    counts = []
    for file in sorted((LOGS / "snapshots" / "fitbod").glob("*/*")):
        reading = read_log(file.read_bytes(), zone=ZoneInfo("America/Los_Angeles"))
        new, report = compare(log, reading, Names())
        log.update((fact.id, fact) for fact in new)
        assert compare(log, reading, Names())[0] == ()
        assert all("there," in refusal.reason for refusal in report.refusals)
        counts.append((report.rows, report.stored, report.refused))
    # The second was saved by a spreadsheet, which changed the text of all rows; from the fourth on the app has renamed
    # the exercises of 423 old sets.
    assert counts == [
        (15207, 15207, 0),
        (15230, 23, 0),
        (15460, 230, 0),
        (15939, 479, 423),
        (16051, 112, 423),
        (16067, 16, 423),
    ]
