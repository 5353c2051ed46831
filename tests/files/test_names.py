from __future__ import annotations

import csv
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

import msgspec
import pytest

from legday.files.names import NO_LEG_SETS, Names, _read_pairs, _read_table, answers, name_key
from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, fact_id

SHARED = Path(__file__).parents[2].parent / "shared"
NAMES = Names()
TABLES = ("strong", "hevy", "any", "garmin", "wger", "fedb")
LISTED = SHARED / "evidence" / "movements.json"

TRAPS = [
    "Hanging Leg Raise",
    "Flat Leg Raise",
    "Lying Leg Raise",
    "Leg Raise (Captain´s Chair)",
    "Hanging Knee Raise",
    "Knee Raise (Captain's Chair)",
    "Leg Pull-In",
    "Hammer Curl (Dumbbell)",
    "Front Wheel Raise",
    "Wood Chop",
    "Cable Horizontal Wood Chop",
    "Side Bridge",
    "GHD Sit Up",
    "Flutter Kicks",
    "Glute",
    "Hamstring Foam Roll",
    "Quad/Hip Stretch",
    "Calf Stretches",
    "Tricep Kickbacks",
    "Jump Rope",
    "Jumping Jack",
    "Toes to Bar",
    "Elevação de Pernas",
    "Bench Press (Barbell)",
    "Chin Up (Assisted)",
]


@pytest.mark.parametrize("app", ["strong", "hevy"])
@pytest.mark.parametrize("trap", TRAPS)
def test_a_name_that_only_sounds_like_legs_is_neither_mapped_nor_asked(app: str, trap: str) -> None:
    assert NAMES.resolve(app, trap) is None
    assert not NAMES.asks(app, trap)


@pytest.mark.parametrize("app", ["strong", "hevy"])
@pytest.mark.parametrize(
    "name", ["Cable Kickback", "Kickbacks", "Rear kickback", "Toe raises", "Hip Extension", "Standing Leg Raise"]
)
def test_an_ambiguous_name_is_asked_and_not_guessed(app: str, name: str) -> None:
    assert NAMES.resolve(app, name) is None
    assert NAMES.asks(app, name)


@pytest.mark.parametrize("name", ["Side Leg Raises", "Lateral Leg Raise", "Heel Taps"])
def test_what_one_app_s_table_knows_is_asked_in_another(name: str) -> None:
    assert NAMES.asks("fitbod", name)
    assert NAMES.resolve("fitbod", name) is None
    assert not NAMES.asks("hevy", name)


@pytest.mark.parametrize(
    ("app", "name", "movement"),
    [
        ("strong", "Seated Leg Curl (Machine)", "leg_curl_seated"),
        ("strong", "Seated Leg Curl", "leg_curl_seated"),
        ("hevy", "seated leg curls", "leg_curl_seated"),
        ("strong", "Lying Leg Curl (Machine)", "leg_curl_lying"),
        ("strong", "Hack Squat", "hack_squat"),
        ("strong", "Hack Squat (Barbell)", "other_squat"),
        ("hevy", "Hack Squat", "other_squat"),
        ("hevy", "Hack Squat (Machine)", "hack_squat"),
        ("strong", "Machine Leg Extension", "leg_extension"),
        ("strong", "Leg Press Technogym", "leg_press_45"),
        ("strong", "Calf Raise", "calf_bw"),
        ("hevy", "Lateral Leg Raises", "abduction_cable"),
        ("strong", "Leg Press OLD", "leg_press_45"),
        ("strong", "DB Romanian Deadlifts", "rdl_dumbbell"),
        ("strong", "  squat (BARBELL) ", "back_squat"),
        ("hevy", "Hip Abductor (Machine)", "abduction_machine"),
        ("strong", "Hip Abduction (Machine)", "abduction_machine"),
        ("hevy", "Cadeira Abdutora (Máquina)", "abduction_machine"),
        ("hevy", "Cadeira Extensora (Máquina)", "leg_extension"),
        ("hevy", "Panturrilha no Leg Press 45º", "calf_leg_press"),
        ("hevy", "Oturarak Leg Curl (Makine)", "leg_curl_seated"),
        ("hevy", "Lunge (Dambıl)", "forward_lunge"),
        ("hevy", "Ayakta Calf Raise (Halter)", "calf_standing_barbell"),
        ("hevy", "Distensioni delle Gambe", "leg_press_45"),
        ("strong", "Reverse Calf Raise", "tib_raise"),
        ("strong", "Power Clean", "olympic_total"),
        ("strong", "Back Extension", "back_extension"),
        ("strong", "Stair Master", "cardio_leg"),
        ("legday", "back_squat", "back_squat"),
    ],
)
def test_names_mean_their_movement(app: str, name: str, movement: str | None) -> None:
    assert NAMES.resolve(app, name) == movement


def test_an_answer_is_remembered_and_holds_for_its_app() -> None:
    said = Names({("strong", "Kickbacks"): MovementId("kickback"), ("*", "Sled Thing"): None})
    assert said.resolve("strong", "Kickbacks") == "kickback"
    assert said.resolve("strong", "kickbacks ") == "kickback"
    assert not said.asks("strong", "Kickbacks")
    assert said.asks("hevy", "Kickbacks")
    assert not said.asks("hevy", "Sled Thing")


def test_an_answer_comes_before_the_tables() -> None:
    assert Names({("strong", "Leg Press"): MovementId("hack_squat")}).resolve("strong", "Leg Press") == "hack_squat"


def test_the_latest_answer_holds() -> None:
    days = (datetime(2026, 11, 22), datetime(2026, 11, 23))
    facts = [
        Fact(id=fact_id(day, b""), about="name:hevy:A: B", kind=Kind.WISHED, at=day, body={"movement": meant})
        for day, meant in zip(days, (None, "kickback"), strict=True)
    ]
    assert answers(reversed(facts)) == {("hevy", "A: B"): "kickback"}


def test_an_unknown_leg_name_is_asked_with_near_movements() -> None:
    assert NAMES.asks("strong", "Leg Extension Grandma")
    assert "leg_extension" in NAMES.near("strong", "Leg Extension Grandma")


def test_no_key_of_a_table_is_empty_and_no_trap_is_mapped() -> None:
    for table in TABLES:
        assert "" not in _read_table(table).keys
    assert name_key("12") == ""
    assert NAMES.resolve("hevy", "12") is None


def test_every_movement_named_is_coached_or_counted() -> None:
    catalogue = pytest.importorskip("legday.movement.catalogue").catalogue()
    others = pytest.importorskip("legday.movement.catalogue").others()
    named = {meant for table in TABLES for meant in _read_table(table).keys.values()} - {None}
    assert named <= {*catalogue, *others}


@pytest.mark.parametrize(
    ("app", "id", "movement"),
    [
        ("wger", "a2f5b6ef-b780-49c0-8d96-fdaff23e27ce", "back_squat"),
        ("fedb", "Side_Leg_Raises", "abduction_sidelying"),
        ("wger", "Barbell_Squat", None),
        ("hevy", "Barbell_Squat", None),
    ],
)
def test_ids_of_wger_and_free_exercise_db_mean_their_movement(app: str, id: str, movement: str | None) -> None:
    assert NAMES.by_id(app, id) == movement


@pytest.mark.parametrize("app", ["wger", "fedb"])
def test_no_id_belongs_to_two_movements(app: str) -> None:
    ids = [id for pairs in _read_pairs(app).values() for id, _ in pairs]
    assert len(ids) == len(set(ids))


@pytest.mark.skipif(not LISTED.exists(), reason="the evidence is not beside the repository")
def test_every_name_and_id_of_the_list_leads_to_its_movement() -> None:
    listed = msgspec.json.decode(LISTED.read_bytes())
    for entry in listed:
        for app in ("hevy", "strong", "wger", "fedb"):
            for name in entry[app]:
                # two exercises of wger share a name, and only their ids tell them apart
                meant = {other["id"] for other in listed if name in other[app]}
                assert NAMES.resolve(app, name) in meant, (app, name)
        assert {NAMES.by_id("wger", one["uuid"]) for one in entry["wger_ids"]} <= {entry["id"]}
        assert {NAMES.by_id("fedb", id) for id in entry["fedb_ids"]} <= {entry["id"]}


@pytest.mark.skipif(not (SHARED / "logs").is_dir(), reason="the shared logs are not beside the repository")
def test_real_leg_names_are_known_or_asked_and_real_traps_are_neither() -> None:
    with (SHARED / "logs" / "leg_names_shared.csv").open(encoding="utf-8") as file:
        names = [row for row in csv.DictReader(file) if row["app"] in {"strong", "hevy"}]
    for row in names:
        app, name = row["app"], row["exercise_name"]
        known, asked = NAMES.resolve(app, name) not in {None, *NO_LEG_SETS}, NAMES.asks(app, name)
        assert (known or asked) if row["is_leg"] == "yes" else (not known and not asked) or row["is_leg"] != "no", name


@pytest.mark.parametrize("exercise", ["Squat Qx1 Zq7", "Low Bar Squat", "Nordics", "Kickbacks", "Calf thing", "x"])
def test_the_nearest_movements_are_those_that_comparing_with_every_name_finds(exercise: str) -> None:
    key, near = name_key(exercise), NAMES.near("hevy", exercise)
    likeness: dict[str, float] = {}
    for other, meant in {**_read_table("strong").keys, **_read_table("any").keys, **_read_table("hevy").keys}.items():
        if meant:
            likeness[meant] = max(SequenceMatcher(None, key, other).ratio(), likeness.get(meant, 0.55))
    ranked = sorted(
        (meant for meant in likeness if likeness[meant] > 0.55), key=lambda meant: (-likeness[meant], meant)
    )
    assert list(near) == ranked[:3]


def test_an_answer_that_names_no_app_is_passed_over() -> None:
    at = datetime(2026, 11, 22)
    subjects = ("name:", "name:x", "name:*:Sled")
    facts = [Fact(id="1", about=about, kind=Kind.WISHED, at=at, body={}) for about in subjects]
    assert answers(facts) == {("*", "Sled"): None}


def test_a_person_s_own_movement_comes_near_and_is_never_taken_unasked() -> None:
    names = Names({}, {"Kickbacks on the step": MovementId("own_kickbacks_on_the_step")})
    assert names.asks("hevy", "Kickbacks on the step")
    assert names.near("hevy", "Kickbacks on the step")[0] == "own_kickbacks_on_the_step"


@pytest.mark.parametrize(
    ("name", "movement"),
    [
        ("barbell_back_squat", "back_squat"),
        ("weighted_seated_calf_raise", "calf_seated_machine"),
        ("3_way_single_leg_calf_raise", "calf_single_db"),
        ("back_foot_elevated_dumbbell_split_squat", "bulgarian"),
        ("barbell_hip_thrust_on_floor", "glute_bridge_bb"),
        ("weighted_hip_raise", "glute_bridge"),
        ("fire_hydrant_kicks", "quad_kickback"),
        ("lateral_walks_with_band_at_ankles", "band_walk"),
        ("squat", "back_squat"),
        ("calf_raise", "calf_bw"),
        ("lunge", "forward_lunge"),
        ("leg_raise", None),
        ("leg_lift", None),
        ("hanging_knee_raise", None),
        ("side_lunge_and_press", None),
    ],
)
def test_garmin_s_names_and_categories_are_understood(name: str, movement: str | None) -> None:
    assert NAMES.resolve("garmin", name) == movement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leg Press", "Leg Press (Machine)"),
        ("Leg Press OLD", "Leg presses"),
        ("Squat (Barbell)", "Kniebeugen mit der Langhantel"),
        ("Lunge (Dumbbell)", "Dumbbell Lunges"),
        ("Paused RDL", "RDL (Pause)"),
        ("Squat RPE6", "Squat 5x5"),
        ("Hip Thrust (Smith Machine)", "Smith Hip Thrust"),
    ],
)
def test_names_of_one_thing_are_one_variant(one: str, other: str) -> None:
    assert NAMES.resolve("strong", one) == NAMES.resolve("strong", other) is not None
    assert NAMES.variant("strong", one) == NAMES.variant("strong", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leg Press", "Leg Press Technogym"),
        ("Leg Press", "Leg Press (Upstairs)"),
        ("Leg Press (Upstairs)", "Leg Press (Other Gym)"),
        ("Deadlift (Barbell)", "Deadlift (Dumbbell)"),
        ("Deadlift", "Deficit Deadlift"),
        ("Front Squat", "Paused Front Squat"),
        ("Squat", "Half Squat"),
        ("Hip Thrust (Machine)", "Hip Thrust (Smith Machine)"),
        ("Leg Curl", "Lying Leg Curl"),
        ("Single Leg Standing Calf Raise (Machine)", "Standing Calf Raise (Machine)"),
        ("Squat (SSB)", "Squat (Barbell)"),
    ],
)
def test_near_names_of_one_movement_are_kept_apart(one: str, other: str) -> None:
    assert NAMES.resolve("strong", one) == NAMES.resolve("strong", other) is not None
    assert NAMES.variant("strong", one) != NAMES.variant("strong", other)


def test_a_movement_s_plain_name_and_its_own_id_are_the_movement_as_such() -> None:
    assert NAMES.variant("legday", "back_squat") == NAMES.variant("hevy", "Squat (Barbell)") == ""


def test_a_name_that_only_a_table_or_a_person_knows_is_a_variant_of_its_own() -> None:
    said = Names({("*", "Grandma's Wobbly Thing"): MovementId("goblet_squat")})
    assert said.variant("strong", "Grandma's Wobbly Thing") != said.variant("strong", "Goblet Squat")
    assert NAMES.variant("hevy", "Hack Squat") != NAMES.variant("hevy", "Overhead Squat")
