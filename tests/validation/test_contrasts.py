from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PUBLIC = ROOT.parent / "shared" / "evidence" / "contrasts_public.yaml"
MUSCLES = {"soleus": ["soleus"], "gastrocnemius": ["gasmed", "gaslat"], "quadriceps": ["vaslat", "vasmed", "vasint"]}
KEYS = {"share", "right", "scored", "interval", "commonest", "hand", "no_length"}


def contrast(id: str, a: str, b: str, muscle: str, direction: str, **rest: Any) -> dict[str, Any]:
    return {
        "id": id,
        "movement_A": {"key": a},
        "movement_B": {"key": b},
        "muscle": muscle,
        "model_muscles": MUSCLES[muscle],
        "outcome_kind": "hypertrophy-MRI",
        "direction": direction,
        "scoring_tier": "core",
        "weight": 1.0,
        "paper": f"paper {id}",
        **rest,
    }


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "validation.contrasts", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def scored(folder: Path, *contrasts: dict[str, Any], words: tuple[object, ...] = ()) -> dict[str, Any]:
    file = folder / "contrasts.yaml"
    file.write_text(json.dumps({"contrasts": contrasts}), encoding="utf-8")  # JSON is YAML
    done = run(file, "--json", *words)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_contrast_is_right_or_a_miss_with_its_two_numbers(tmp_path: Path) -> None:
    right = contrast("right", "standing_calf", "seated_calf90", "gastrocnemius", "A>B")
    wrong = contrast("wrong", "standing_calf", "seated_calf90", "gastrocnemius", "about equal", weight=3.0)
    found = scored(tmp_path, right, wrong)
    assert found["core"].keys() >= KEYS
    assert (found["core"]["right"], found["core"]["scored"], found["core"]["share"]) == (1.0, 4.0, 0.25)
    [miss] = found["misses"]
    assert (miss["id"], miss["found"], miss["computed"]) == ("wrong", "about equal", "A>B")
    assert miss["numbers"][0] > miss["numbers"][1]
    assert found["secondary"]["scored"] == 0


def test_a_movement_without_a_specification_is_named_and_not_scored(tmp_path: Path) -> None:
    known = contrast("known", "leg_ext", "seated_calf90", "quadriceps", "A>B")
    found = scored(tmp_path, known, contrast("unknown", "leg_ext", "moon_walk", "quadriceps", "A>B"))
    assert found["unmapped"] == ["moon_walk"]
    assert found["core"]["scored"] == 1.0


def test_any_folder_of_specifications_will_do(tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text('like = "leg_extension"\nknee_deg = [40, 5]\n', encoding="utf-8")
    (tmp_path / "long.toml").write_text('like = "leg_extension"\nknee_deg = [100, 65]\n', encoding="utf-8")
    found = scored(tmp_path, contrast("c", "short", "long", "quadriceps", "B>A"), words=("--movements", tmp_path))
    assert found["core"]["share"] == 1.0


def test_ids_of_the_catalogue_are_known_as_well(tmp_path: Path) -> None:
    found = scored(tmp_path, contrast("c", "back_squat", "leg_curl_seated", "quadriceps", "A>B"))
    assert (found["unmapped"], found["core"]["share"]) == ([], 1.0)


def test_the_commonest_answer_is_that_of_most_weight(tmp_path: Path) -> None:
    light = [contrast(f"light {n}", "leg_ext", "seated_calf90", "quadriceps", "A>B", weight=0.1) for n in range(3)]
    heavy = contrast("heavy", "seated_calf90", "leg_ext", "quadriceps", "B>A", weight=0.7)
    assert scored(tmp_path, *light, heavy)["core"]["commonest"] == 0.7


def test_between_muscles_each_side_has_its_own(tmp_path: Path) -> None:
    both = contrast("c", "seated_calf90", "seated_calf90", "soleus", "A>B")
    del both["model_muscles"]
    both |= {"model_muscles_A": ["soleus"], "model_muscles_B": ["gasmed", "gaslat"]}
    assert scored(tmp_path, both)["core"]["share"] == 1.0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"direction": "A<B"}, "direction"),
        ({"outcome_kind": "telepathy"}, "outcome_kind"),
        ({"model_muscles": ["biceps"]}, "model_muscles"),
        ({"model_muscles": []}, "no `model_muscles`"),
        ({"movement_A": {}}, "movement_A"),
        ({"weight": 0}, "weight"),
    ],
)
def test_a_contrast_that_cannot_be_read_is_named_and_the_others_are_scored(
    tmp_path: Path, wrong: dict[str, Any], says: str
) -> None:
    good = contrast("good", "leg_ext", "seated_calf90", "quadriceps", "A>B")
    found = scored(tmp_path, contrast("bad", "leg_ext", "seated_calf90", "quadriceps", "A>B") | wrong, good)
    assert (found["core"]["right"], found["core"]["scored"]) == (1.0, 1.0)
    [problem] = found["problems"]
    assert problem.startswith("bad: ")
    assert says in problem


def test_a_movement_that_the_model_cannot_do_counts_as_wrong(tmp_path: Path) -> None:
    found = scored(tmp_path, contrast("heavy", "squat_knees_block", "leg_ext", "quadriceps", "about equal"))
    assert (found["core"]["right"], found["core"]["scored"]) == (0, 1.0)
    assert "heavy: Muscles can hold only" in found["problems"][0]
    assert found["misses"][0]["numbers"] == [None, None]


def test_nothing_and_nothing_are_about_equal(tmp_path: Path) -> None:
    passive = contrast("c", "dhip90", "dknee90", "quadriceps", "about equal", outcome_kind="moment-arm")
    assert scored(tmp_path, passive)["core"]["share"] == 1.0


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "contrasts.yaml"
    file.write_text(json.dumps({"contrasts": []}), encoding="utf-8")
    done = run(file, "--movements", "/nowhere")
    assert done.returncode == 2
    assert "is no folder" in done.stderr


@pytest.mark.parametrize(
    ("text", "says"), [("contrasts: 5", "no list named contrasts"), ("a: [", "is no YAML"), (None, "cannot be read")]
)
def test_a_file_that_holds_no_contrasts_is_refused_in_words(tmp_path: Path, text: str | None, says: str) -> None:
    file = tmp_path / "some.yaml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = run(file)
    assert done.returncode == 2
    assert says in done.stderr


@pytest.mark.long
def test_the_public_contrasts_are_all_specified_and_the_page_about_them_is_what_comes_out() -> None:
    if not PUBLIC.exists():
        pytest.skip("the evidence is not beside the project")
    done = run(PUBLIC)
    assert done.returncode == 0, done.stderr
    assert "without a specification" not in done.stdout
    page = (ROOT / "validation" / "contrasts.md").read_text(encoding="utf-8")
    for line in done.stdout.splitlines()[:3]:
        assert line in page
