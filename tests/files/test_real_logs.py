from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import pytest

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.files.reading import Holds
from legday.files.report import Report, UnitNeeded
from legday.files.table import read_table
from legday.kinds import Unit
from legday.log.fact import Fact

sys.path.insert(0, str(Path(__file__).parent))  # what says where the logs are stands beside the tests
from shared_logs import LOGS, NEEDED, indexed

LOAD_HEADS = ("weight", "weight (kg)", "kg", "weight_kg", "weight_lbs", "重量", "gewicht", "poids")
pytestmark = [pytest.mark.long, NEEDED]


def unit_of(entry: dict[str, Any]) -> Unit:
    return Unit.LB if entry["units"].startswith("lb") else Unit.KG


@pytest.mark.parametrize("entry", indexed({"strong", "hevy"}))
def test_every_row_of_a_real_log_is_accounted_for_and_a_second_import_adds_nothing(entry: dict[str, Any]) -> None:
    reading = read_log((LOGS / entry["file"]).read_bytes(), unit_of(entry))
    new, report = compare({}, reading, Names())
    assert report.rows == entry["rows"] == report.stored + report.refused
    assert report.unit is unit_of(entry)
    assert report.sets == entry["set_rows"] - report.refused
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    assert again == ()
    assert second.known == report.stored


@pytest.mark.parametrize("entry", indexed({"strong", "hevy"}))
def test_a_set_of_a_real_log_has_a_load_where_its_row_has_one_and_only_there(entry: dict[str, Any]) -> None:
    data = (LOGS / entry["file"]).read_bytes()
    reading = read_log(data, unit_of(entry))
    heads = read_table(data).heads
    column = next((heads.index(head) for head in LOAD_HEADS if head in heads), 4)
    cells = {line.line: line.cells[column] for line in read_table(data).lines}
    loads = {fact.about: fact.body.get("load_kg") for fact in reading.facts}
    for row in reading.rows:
        if row.holds is Holds.SET and not row.refusal:
            assert (loads[row.set_id] is not None) == (cells[row.line].strip() not in {"", "0", "0.0"}), row.line
    assert 0 not in loads.values()


@pytest.mark.parametrize("entry", indexed({"strong", "hevy"}))
def test_a_real_log_without_a_unit_is_asked_about_and_one_with_a_unit_is_not(entry: dict[str, Any]) -> None:
    data = (LOGS / entry["file"]).read_bytes()
    if entry.get("units_source", "column").startswith("NOT"):
        with pytest.raises(UnitNeeded) as needed:
            read_log(data, None)
        assert len(needed.value.lifts) == 3
    else:
        assert read_log(data, None).said


@pytest.mark.parametrize("entry", indexed({"strong", "hevy"}))
def test_leg_sets_are_those_of_the_index_and_its_borderline_names(entry: dict[str, Any]) -> None:
    with (LOGS / "leg_names_shared.csv").open(encoding="utf-8") as file:
        labels = {(row["app"], row["exercise_name"].strip()): row["is_leg"] for row in csv.DictReader(file)}
    reading = read_log((LOGS / entry["file"]).read_bytes(), unit_of(entry))
    _, report = compare({}, reading, Names())
    exercises = [fact.body["exercise"] for fact in reading.facts if "session" in fact.body]
    unsure = sum(labels.get((reading.app, exercise)) in {"borderline", None} for exercise in exercises)
    asked = sum(each.sets for each in report.asked)
    assert entry["leg_set_rows"] - asked <= report.leg_sets <= entry["leg_set_rows"] + unsure


def snapshots() -> list[Any]:
    folders = [folder for app in ("strong", "hevy") for folder in sorted((LOGS / "snapshots" / app).glob("*"))]
    return [pytest.param(folder, id=folder.name) for folder in folders]


@pytest.mark.parametrize("folder", snapshots())
def test_the_exports_of_one_person_in_order_add_only_what_is_new(folder: Path) -> None:
    log: dict[str, Fact] = {}
    reports: list[Report] = []
    for file in sorted(folder.iterdir()):
        before = {fact.about for fact in log.values()}
        reading = read_log(file.read_bytes(), Unit.KG)
        new, report = compare(log, reading, Names())
        assert not {fact.about for fact in new} & before
        log.update((fact.id, fact) for fact in new)
        again, _ = compare(log, reading, Names())
        assert again == ()
        reports.append(report)
    assert all(report.rows == report.stored + report.known + report.refused for report in reports)
    assert reports[0].known == 0
    assert all(report.known for report in reports[1:])


@pytest.mark.skipif(not (LOGS / "snapshots" / "hevy" / "tomaszzywicki+GymDashboard").is_dir(), reason="no snapshots")
def test_a_real_correction_of_63_repetitions_to_6_is_reported() -> None:
    log: dict[str, Fact] = {}
    reasons = []
    for file in sorted((LOGS / "snapshots" / "hevy" / "tomaszzywicki+GymDashboard").iterdir()):
        new, report = compare(log, read_log(file.read_bytes(), None), Names())
        log.update((fact.id, fact) for fact in new)
        reasons += [refusal.reason for refusal in report.refusals]
    assert any("63 reps there, 6 reps here" in reason for reason in reasons)
