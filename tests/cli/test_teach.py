"""`legday teach`: a movement of one's own from the command line."""

from __future__ import annotations

import re
import shlex
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the terminal stands beside the tests
from terminal import answer, refusal, run

SHORT = ("teach", "Short extension", "--like", "leg extension", "--knee", "100,65")
USE = Path(__file__).parents[2] / "docs" / "use.md"


def test_what_is_taught_says_its_effort_at_once_and_is_there_by_its_name():
    taught = answer(*SHORT)
    assert taught["movement"] == "own_short_extension"
    assert taught["effort"]["muscles"]["vaslat"]["credit"] == 1.0
    assert answer("effort", "short extension")["effort"] == taught["effort"]
    assert answer("movement", "SHORT-extension")["id"] == "own_short_extension"
    assert "(yours)" in run("movements")
    assert [one["id"] for one in answer("movements", "--group", "quads") if one["id"].startswith("own_")]
    run("log", "short extension", "40x12@1")
    assert "Short extension" in run("export", "--csv")
    assert answer("review")["lines"][0]["name"] == "Short extension"


@pytest.mark.long
def test_one_s_own_movement_goes_into_the_plan_and_can_be_avoided():
    run("teach", "Wall toe raise", "--like", "tib_raise", "--ankle", "-30,10")
    words = ("plan", "--favour", "shins")
    usual = [word for id in ("tib_raise", "ankle_evert_invert") for word in ("--avoid", id)]
    assert "own_wall_toe_raise" in planned(answer(*words, *usual))
    assert "own_wall_toe_raise" not in planned(answer(*words, *usual, "--avoid", "wall toe raise"))


def planned(week) -> set[str]:
    return {one["movement"] for session in week["sessions"] for one in session["movements"]}


def test_everything_that_may_differ_is_kept():
    run(
        *("teach", "Step squat", "--like", "goblet_squat", "--knee", "0,90", "--load", "back", "--loading", "barbell"),
        *("--equipment", "barbell,rack", "--reps", "5,8", "--set-up", "On a step.", "--cue", "Slow.", "--cue", "Deep."),
        *("--note", "From the cellar.", "--one-leg"),
    )
    mine = answer("movement", "step squat")
    assert (mine["equipment"], mine["loading"], mine["unilateral"]) == ([["barbell", "rack"]], "barbell", True)
    assert (mine["reps"], mine["set_up"], mine["cues"]) == ([5, 8], "On a step.", ["Slow.", "Deep."])
    assert (mine["note"], mine["step_kg"]) == ("From the cellar.", 2.5)
    assert mine["mechanics"]["load"]["at"] == "back"
    run("teach", "step squat", "--equipment", "nothing", "--two-legs")
    assert answer("movement", "step squat")["equipment"] == [[]]
    assert answer("movement", "step squat")["cues"] == ["Slow.", "Deep."]


def test_a_new_name_keeps_the_id_and_a_taken_away_one_comes_back():
    run(*SHORT)
    run("log", "short extension", "40x12@1")
    run("teach", "short extension", "--rename", "Bent extension")
    assert answer("movement", "bent extension")["id"] == "own_short_extension"
    assert run("teach", "Bent extension", "--forget").strip() == "Bent extension is taken away."
    assert "There is no movement" in refusal("log", "bent extension", "40x12@1")
    assert "taken away" in run("teach", "--list")
    assert "Bent extension" in run("export", "--csv")
    run("teach", "Bent extension", "--like", "leg_extension")
    assert [(line["movement"], line["here"]) for line in answer("teach", "--list")] == [("own_short_extension", True)]


def test_an_export_brings_one_s_own_movements_into_an_empty_folder(tmp_path, monkeypatch):
    run(*SHORT)
    run("log", "short extension", "40x12@1")
    everything, listed = run("export"), run("teach", "--list")
    file = tmp_path / "log.jsonl"
    file.write_text(everything, encoding="utf-8")
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "new"))
    assert answer("import", str(file))["refused"] == 0
    assert run("export") == everything
    assert run("teach", "--list") == listed
    assert answer("movement", "short extension")["id"] == "own_short_extension"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "No name is given"),
        (["Mine"], "Say which one it is like: --like leg_extension"),
        (["Mine", "--like", "a movement nobody knows"], "There is no movement called"),
        (["Leg extensions", "--like", "leg_extension"], "already"),
        (["Mine", "--like", "leg_extension", "--knee", "170,5"], "from 0° to 145°"),
        (["Mine", "--like", "leg_extension", "--knee", "deep"], "is no angle"),
        (["Mine", "--like", "leg_extension", "--reps", "many"], "no range of repetitions"),
        (["Mine", "--like", "leg_extension", "--reps", "15,10"], "Put the lower first"),
        (["Mine", "--like", "leg_extension", "--equipment", "unicorn"], "Not known as equipment: unicorn"),
        (["Mine", "--like", "back_squat", "--hip", "0,10"], "The body would fall"),
        (["!", "--like", "back_squat"], "is no name"),
        (["!!", "--like", "back_squat"], "is no name"),
        (["Mine", "--forget"], "You have no movement"),
    ],
)
def test_what_cannot_be_taught_is_refused_in_words_and_nothing_is_kept(words, says):
    assert says in refusal("teach", *words)
    assert run("export") == ""


def test_the_same_name_twice_is_refused_and_changing_needs_no_like():
    run(*SHORT)
    assert "Leave --like out to change it" in refusal(*SHORT)
    run("teach", "Short extension", "--knee", "110,60")
    assert answer("movement", "short extension")["mechanics"]["knee_deg"] == [110, 60]
    assert "already" in refusal("teach", "Short extension", "--rename", "leg press")


def test_the_examples_in_the_docs_do_what_they_say():
    section = USE.read_text(encoding="utf-8").split("### `legday teach")[1].split("\n### ")[0]
    [block] = re.findall(r"^```\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)
    examples = re.findall(r"^\$ legday (.*)\n((?:[^$].*\n|\n)*)", block, flags=re.MULTILINE)
    assert len(examples) >= 2
    for words, wanted in examples:
        shown = run(*shlex.split(words))
        there = wanted.replace("…", "..."), shown.replace("\u00a0", " ")
        assert OutputChecker().check_output(*there, ELLIPSIS | NORMALIZE_WHITESPACE), shown
