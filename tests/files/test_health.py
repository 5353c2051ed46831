from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.compare import compare
from legday.files.names import Names
from legday.files.read import read_log
from legday.kinds import BadInput
from legday.log.history import history

sys.path.insert(0, str(Path(__file__).parent))  # what watches write stands beside the tests
from watches import health, workout


def test_strength_workouts_become_sessions_without_sets_by_the_clock_of_the_file() -> None:
    reading = read_log(health([workout(), workout("FunctionalStrengthTraining", "2026-09-27 07:00:00 +0300")]))
    first, second = history(reading.facts, lambda app, exercise: None)
    assert (first.began, first.ended) == (datetime(2026, 9, 25, 10, 0), datetime(2026, 9, 25, 10, 45))
    assert (first.sets, first.title, second.title) == ((), "Strength training", "Functional strength training")
    assert second.ended is None  # it would have ended before it began
    assert not reading.zoned


def test_a_workout_that_names_its_zone_has_its_clock_there() -> None:
    reading = read_log(health([workout(zone="America/New_York")]), zone=ZoneInfo("Asia/Tokyo"))
    assert history(reading.facts, lambda app, exercise: None)[0].began == datetime(2026, 9, 25, 3, 0)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America", "&#9;", "x" * 5000])
def test_a_zone_that_nobody_knows_is_passed_over(zone: str) -> None:
    reading = read_log(health([workout(zone=zone)]))
    assert history(reading.facts, lambda app, exercise: None)[0].began == datetime(2026, 9, 25, 10, 0)


def test_the_same_workout_exported_from_another_zone_is_known() -> None:
    new, _ = compare({}, read_log(health([workout()])), Names())
    moved = workout(began="2026-09-25 07:00:00 +0000", ended="2026-09-25 07:45:00 +0000")
    again, report = compare({fact.id: fact for fact in new}, read_log(health([moved])), Names())
    assert (again, report.stored, report.known) == ((), 0, 1)


def test_the_same_workout_in_two_zones_of_one_file_counts_once() -> None:
    reading = read_log(health([workout(), workout(zone="America/New_York")]))
    assert [bool(row.refusal) for row in reading.rows] == [False, True]
    assert len({fact.id for fact in reading.facts}) == len(reading.facts) == 1


def test_other_workouts_are_refused_row_by_row_and_summed_up() -> None:
    kinds = ["Walking", "Running", "Walking", "HighIntensityIntervalTraining", ""]
    reading = read_log(health([workout(), *(workout(kind) for kind in kinds)]))
    assert len(reading.rows) == 6
    assert [row.refusal for row in reading.rows][1:5] == [
        "a walk, no strength training",
        "a run, no strength training",
        "a walk, no strength training",
        "a high intensity interval training session, no strength training",
    ]
    assert any("2 walks, 1 run" in note for note in reading.notes)


def test_only_walks_are_refused_kindly_and_a_file_without_workouts_too() -> None:
    with pytest.raises(BadInput, match="holds no strength training, but 2 walks"):
        read_log(health([workout("Walking"), workout("Walking")]))
    with pytest.raises(BadInput, match="holds no workouts"):
        read_log(health([]))


def test_nothing_of_the_body_and_no_name_is_stored() -> None:
    reading = read_log(health([workout()]))
    assert not [word for word in ("Jane", "Watch", "1990", "HeartRate") if word in str(reading)]


@pytest.mark.parametrize("began", ["", "yesterday", "2026-13-25 10:00:00 +0300", "2026-09-25 10:00:00 +9900"])
def test_an_unreadable_date_refuses_the_whole_file(began: str) -> None:
    with pytest.raises(BadInput, match=r"Line 24: the date .* cannot be read"):
        read_log(health([workout(), workout(began=began)]))


def test_the_export_is_read_inside_its_archive_with_its_progress_in_bytes() -> None:
    data = health([workout(began=f"2026-{month:02}-05 10:00:00 +0300") for month in range(1, 13)] * 200)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export.xml", data)
    told: list[tuple[int, int]] = []
    packed = read_log(file.getvalue(), progress=lambda done, total: told.append((done, total)))
    assert packed.facts == read_log(data).facts
    in_bytes = [(done, total) for done, total in told if total == len(data)]
    assert len(in_bytes) > 2
    assert all(before[0] < after[0] for before, after in pairwise(in_bytes))


def test_half_a_file_is_refused() -> None:
    whole = health([workout()])
    for cut in (20, 200):
        with pytest.raises(BadInput, match="breaks off or is damaged"):
            read_log(whole[:-cut])


@given(
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 240)), min_size=1, max_size=8, unique_by=lambda w: w[0])
)
def test_what_is_written_is_read_and_a_second_import_adds_nothing(workouts: list[tuple[int, int]]) -> None:
    begins = [datetime(2020, 1, 1) + timedelta(hours=hours) for hours, _ in workouts]
    ends = [began + timedelta(minutes=minutes) for began, (_, minutes) in zip(begins, workouts, strict=True)]
    written = [
        workout(began=f"{began} +0200", ended=f"{ended} +0200") for began, ended in zip(begins, ends, strict=True)
    ]
    reading = read_log(health(written))
    new, first = compare({}, reading, Names())
    again, second = compare({fact.id: fact for fact in new}, reading, Names())
    read = [(session.began, session.ended) for session in history(new, lambda app, exercise: None)]
    assert read == sorted(zip(begins, ends, strict=True))
    assert (first.stored, again, second.known) == (len(workouts), (), len(workouts))


_READ_IT = r"""
import re, sys
from pathlib import Path
from legday.files.read import read_log
reading = read_log(Path(sys.argv[1]))
# Not getrusage: what a child used at most begins with what its parent used.
most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
print(len(reading.facts), len(reading.rows), int(most[1]) // 1024)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="it tells there how much memory was used")
def test_a_hundred_megabytes_are_read_in_less_than_three_hundred(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    record = (
        '<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" '
        'creationDate="2026-09-25 10:00:00 +0300" startDate="2026-09-25 10:00:00 +0300" value="{}"/>\n'
    )
    start, end = health(["@"]).decode().split("@")
    with file.open("w", encoding="utf-8") as out:
        out.write(start)
        for day in range(1000):
            out.write("".join(record.format(beat) for beat in range(600)))
            at = datetime(2023, 1, 1, 18) + timedelta(days=day)
            out.write(workout("Walking" if day % 3 else "TraditionalStrengthTraining", f"{at} +0300") + "\n")
        out.write(end)
    assert file.stat().st_size > 95 << 20
    child = subprocess.run([sys.executable, "-c", _READ_IT, str(file)], capture_output=True, text=True, check=True)
    facts, rows, megabytes = map(int, child.stdout.split())
    assert (facts, rows) == (334, 1000)
    assert megabytes < 300
