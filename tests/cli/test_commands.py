from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from legday.cli import app
from legday.kinds import BadInput

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run

COLUMNS = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,"
    "set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
)
HEVY = (
    COLUMNS
    + """
"Legs","{day}, 18:00","{day}, 19:00","","Squat (Barbell)",,"",0,"normal",100,8,,,8
"Legs","{day}, 18:00","{day}, 19:00","","Squat (Barbell)",,"",1,"normal",100,8,,,8
"Legs","{day}, 18:00","{day}, 19:00","","Bench Press (Barbell)",,"",0,"normal",60,8,,,8
"""
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    lately = date.today() - timedelta(days=3)
    file = tmp_path / "hevy.csv"
    file.write_text(HEVY.format(day=lately.strftime("%d %b %Y")), encoding="utf-8")
    return file


def test_on_an_empty_folder_a_week_is_proved_and_every_floor_is_met():
    week = answer("plan", "--days", "2", "--minutes", "45", "--favour", "calves")
    assert week["status"] == "OPTIMAL"
    assert all(line["met"] for line in week["groups"])
    assert len(week["sessions"]) == 2
    assert all(session["seconds"] <= 45 * 60 for session in week["sessions"])


def test_a_history_comes_in_once_and_gives_the_plan_its_loads(export):
    first = answer("import", str(export))
    assert (first["rows"], first["stored"], first["refused"]) == (3, 3, 0)
    assert (first["sets"], first["leg_sets"]) == (3, 2)
    assert answer("import", str(export))["known"] == 3
    week = answer("plan", "--days", "2", "--minutes", "60")
    squats = [m for s in week["sessions"] for m in s["movements"] if m["movement"] == "back_squat"]
    assert squats
    assert all(80 <= one["load_kg"] <= 110 for one in squats[0]["sets"] if not one["ramp"])


@pytest.mark.long
def test_what_is_planned_is_shown_as_today():
    planned = answer("plan", "--days", "7", "--minutes", "20", "--gym", "nothing")
    assert answer("today")["session"]["id"] == planned["sessions"][0]["id"]


def test_sets_that_are_logged_join_one_session_and_come_back_in_the_export():
    run("log", "standing calf raise", "60x12@2", "60x11@1")
    run("log", "Leg Extension", "40x12")
    facts = [json.loads(line) for line in run("export").splitlines()]
    sets = [fact["body"] for fact in facts if "session" in fact["body"]]
    assert [(body["exercise"], body.get("load_kg"), body["reps"]) for body in sets] == [
        ("calf_standing_machine", 60.0, 12),
        ("calf_standing_machine", 60.0, 11),
        ("leg_extension", 40.0, 12),
    ]
    assert len({body["session"] for body in sets}) == 1
    assert run("export", "--csv").count("\n") == 4


def test_wishes_are_remembered():
    run("plan", "--days", "mon,fri", "--minutes", "30", "--gym", "dumbbells")
    again = answer("plan")
    assert {session["minutes"] for session in again["sessions"]} == {30}


@pytest.mark.parametrize(
    "words",
    [
        ["import", "nowhere.csv"],
        ["log", "squat", "10000x5"],
        ["log", "squat", "60x-5"],
        ["log", "a movement nobody knows", "60x5"],
        ["movement", "a movement nobody knows"],
        ["plan", "--days", "9"],
        ["plan", "--days", "someday"],
        ["plan", "--days", ","],
        ["export", "--to", "/nowhere/log.jsonl"],
        ["plan", "--minutes", "5"],
        ["plan", "--favour", "biceps"],
        ["plan", "--gym", "the moon"],
        ["plan", "--equipment", "barbell,unicorn"],
        ["plan", "--aim", "glory"],
        ["plan", "--like", "unicorn squat"],
        ["plan", "--like", "back squat", "--avoid", "back squat"],
        ["plan", "--condition", "tired"],
        ["plan", "--experience", "much"],
        ["plan", "--partner", "dog"],
        ["plan", "--variety", "spice"],
        ["plan", "--days", "mon:5"],
        ["plan", "--days", "mon:long"],
        ["plan", "--days", "mon@the moon"],
        ["plan", "--days", "mon@"],
        ["plan", "--days", "mon,mon:60"],
        ["gym"],
        ["gym", "Cellar"],
        ["gym", "Cellar", "--forget"],
        ["gym", "Cellar", "--equipment", "unicorn"],
        ["gym", "Cellar", "--plates", "many"],
        ["gym", "Cellar", "--bar", "20"],
        ["gym", "Cellar", "--equipment", "barbell", "--pins", "5-50 by 5"],
        ["gym", "Full gym", "--equipment", "barbell"],
        ["plan", "--start", "yesterday"],
        ["plan", "--start", "2020-01-01"],
    ],
)
def test_what_cannot_be_done_says_what_was_wrong_and_what_to_do(words):
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, BadInput)
    assert result.exception.remedy
    assert json.loads(json.dumps([json.loads(line) for line in run("export").splitlines()])) == []


def test_an_export_is_never_written_over_a_file(tmp_path):
    file = tmp_path / "log.jsonl"
    file.write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["export", "--to", str(file)])
    assert isinstance(result.exception, BadInput)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "words",
    [
        ["movements"],
        ["movements", "--group", "calves"],
        ["movement", "squat"],
        ["effort", "squat"],
        ["review"],
        ["doctor"],
    ],
)
def test_every_other_command_answers_in_words_and_in_json(words):
    assert run(*words).strip()
    assert answer(*words) is not None


def test_the_demo_never_mixes_with_a_log_that_is_there(tmp_path):
    result = CliRunner().invoke(app, ["demo", "--into", str(tmp_path)])
    assert isinstance(result.exception, BadInput)


def test_an_export_is_read_back_whole_and_once(tmp_path, monkeypatch):
    run("log", "squat", "100x5@2", "100x5@1")
    run("plan", "--days", "2")
    everything = run("export")
    file = tmp_path / "log.jsonl"
    file.write_text(everything, encoding="utf-8")
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "new"))
    first = answer("import", str(file))
    assert first["stored"] == first["rows"] == everything.count("\n")
    assert (first["sets"], first["leg_sets"]) == (2, 2)
    assert run("export") == everything
    assert answer("import", str(file))["known"] == first["rows"]


def test_half_an_export_is_refused_whole(tmp_path):
    run("log", "squat", "100x5@2")
    file = tmp_path / "half.jsonl"
    file.write_text(run("export")[:-40], encoding="utf-8")
    before = run("export")
    result = CliRunner().invoke(app, ["import", str(file)])
    assert isinstance(result.exception, BadInput)
    assert run("export") == before


@pytest.mark.long
def test_a_set_of_the_session_that_is_due_ticks_it_off():
    planned = answer("plan", "--days", "7", "--minutes", "20", "--gym", "nothing")["sessions"]
    run("log", planned[0]["movements"][0]["movement"], "20x10")
    assert answer("today")["session"]["id"] != planned[0]["id"]


def test_an_answer_about_a_name_is_not_kept_when_the_file_is_refused(tmp_path):
    file = tmp_path / "broken.csv"
    file.write_text("nothing,like,a,log\n1,2,3,4\n", encoding="utf-8")
    CliRunner().invoke(app, ["import", str(file), "--name", "Toe raises=tib_raise"])
    assert run("export") == ""


def test_the_demo_fills_a_folder_with_a_year_that_can_be_planned_from(tmp_path, monkeypatch):
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "invented"))
    run("demo", "--into", str(tmp_path / "invented"))
    assert answer("today")["session"] is not None
    lines = answer("review")["lines"]
    assert any(line["verdict"] == "improving" for line in lines)
    week = answer("plan")
    assert week["status"] == "OPTIMAL"
    loads = [one["load_kg"] for s in week["sessions"] for m in s["movements"] for one in m["sets"]]
    assert any(load is not None for load in loads)


def test_effort_says_what_a_movement_asks_of_each_muscle():
    squat = answer("effort", "back squat")
    assert squat["movement"] == "back_squat"
    assert squat["effort"]["muscles"]["vaslat"]["credit"] > squat["effort"]["muscles"]["recfem"]["credit"]
    assert squat["effort"]["load_kg"] > 0
    assert "vaslat" in squat["effort"]["limits"]


def test_effort_follows_the_angles_the_repetitions_and_the_person():
    usual = answer("effort", "leg extension")["effort"]
    stretched = answer("effort", "leg extension", "--knee", "100,65")["effort"]
    assert stretched["muscles"]["vaslat"]["longest"] > usual["muscles"]["vaslat"]["longest"]
    assert answer("effort", "leg extension", "--reps", "20")["effort"]["load_kg"] < usual["load_kg"]
    assert answer("effort", "leg extension", "--mass", "95")["effort"]["load_kg"] > usual["load_kg"]


def test_effort_knows_a_movement_s_variants_by_name():
    usual, low = answer("effort", "leg press"), answer("effort", "Leg press, Feet low")
    assert (low["movement"], low["name"]) == ("leg_press_45, feet_low", "Leg press (45°), feet low")
    assert low["effort"]["muscles"]["glmax2"]["credit"] < usual["effort"]["muscles"]["glmax2"]["credit"]
    assert "feet high, feet low" in refusal("effort", "leg press, feet crossed")


def test_effort_says_where_sets_do_not_count_towards_a_week():
    assert answer("effort", "jump squat")["part"] == 0
    assert "nothing of them counts" in run("effort", "jump squat")
    assert "only 50% of them counts" in run("effort", "olympic_total")
    assert "Towards a week" not in run("effort", "back squat")


def test_what_is_held_is_logged_in_seconds():
    [held] = answer("log", "wall sit", "45s")["sets"]
    assert (held["reps"], held["duration_s"], held["load_kg"]) == (1, 45, None)
    [carried] = answer("log", "farmer's carry", "32x30s@2")["sets"]
    assert (carried["reps"], carried["duration_s"], carried["load_kg"]) == (1, 30, 32)
    assert "cannot be one hold" in refusal("log", "wall sit", "9999s")


def test_effort_reads_a_specification_of_ones_own(tmp_path):
    (tmp_path / "mine.toml").write_text('like = "leg_curl_seated"\nhip_deg = 110\n', encoding="utf-8")
    mine = answer("effort", "--spec", str(tmp_path / "mine.toml"))
    assert mine["movement"] == "mine"
    assert mine["effort"]["muscles"]["bflh"]["credit"] > 0.5


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["back_squat", "--knee", "0,170"], "knee_flexion goes to 170°; known are 0° to 145°"),
        (["back_squat", "--knee", "300"], "knee_flexion goes to 300°; known are 0° to 145°"),
        (["back_squat", "--ankle", "60"], "ankle_dorsiflexion goes to 60°; known are -50° to 40°"),
        (["back_squat", "--knee", "deep"], "no angle. Give degrees, such as --knee 0,90"),
        (["back_squat", "--knee", "inf"], "`knee_deg` inf° is beyond -360° to 360°"),
        (["back_squat", "--hip", "20"], "The body would fall"),
        (["back_squat", "--mass", "5"], "not between 30 and 300"),
        (["back_squat", "--mass", "0"], "not between 30 and 300"),
        (["back_squat", "--height", "0"], "not between 1.2 and 2.3"),
        (["back_squat", "--spec", "some.toml"], "Give a name or --spec FILE"),
        (["jump_landing"], "has no mechanics"),
        ([], "No movement was named"),
        (["--spec", "nowhere.toml"], "cannot be read"),
    ],
)
def test_effort_refuses_in_words_what_it_cannot_compute(words, says):
    refused = refusal("effort", *words)
    assert says in refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('support = "seat"\nhip = 85\nknee_deg = 0\nankle_deg = 0', "Write `hip_deg`, in degrees"),
        ('support = "seat"\nhip_deg = 85\nankle_deg = 0', "required field `knee_deg`"),
        ('support = "moon"\nhip_deg = 85\nknee_deg = 0\nankle_deg = 0', "support"),
        ('like = "back_squat"\nload = { at = "back", times_body = 9 }', "Muscles can hold only"),
        ("like = ", "broken.toml"),
    ],
)
def test_a_broken_specification_is_refused_with_the_field(tmp_path, text, says):
    file = tmp_path / "broken.toml"
    file.write_text(text, encoding="utf-8")
    assert says in refusal("effort", "--spec", str(file))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "broken.toml"
    file.write_bytes(b"\xff\xfe")
    assert "broken.toml" in refusal("effort", "--spec", str(file))


def test_a_specification_may_have_the_name_of_the_movement_it_changes(tmp_path):
    file = tmp_path / "back_squat.toml"
    file.write_text('like = "back_squat"\nknee_deg = [0, 90]\n', encoding="utf-8")
    own = json.loads(run("effort", "--spec", str(file), "--json"))
    assert own["movement"] == "back_squat"
    assert own["effort"] == json.loads(run("effort", "back_squat", "--knee", "0,90", "--json"))["effort"]


def test_swap_names_what_trains_the_same_muscles_off_the_machine_that_is_taken():
    text = run("swap", "leg press")
    assert "Hack squat (machine) (mostly the same muscles" in text
    assert "Single-leg leg press" not in text
    found = answer("swap", "leg press")
    assert 1 <= len(found) <= 5
    assert all(0.5 <= one["alike"] <= 1 for one in found)
    assert found[0]["planned"]["movement"] == "hack_squat"


def test_swap_takes_the_gym_of_the_wishes():
    run("plan", "--days", "2", "--gym", "nothing")
    assert all(one["planned"]["sets"][0]["load_kg"] is None for one in answer("swap", "back squat"))


def test_swap_says_so_where_nothing_is_alike():
    assert "Nothing else in your gym" in run("swap", "short foot")
    assert "no movement called" in refusal("swap", "teleport")
