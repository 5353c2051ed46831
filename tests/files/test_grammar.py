from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legday.files.formats import APPS
from legday.files.grammar import _grammar, _lifts, read_name
from legday.files.names import Names
from legday.files.words import words
from legday.movement.catalogue import catalogue, others

NAMES = Names()

READ = [
    ("Paused Front Squat (heavy)", "front_squat"),
    ("Weighted Walking Lunges", "walking_lunge"),
    ("Leg Press Technogym (gelb)", "leg_press_45"),
    ("Hammer Strength Leg Press", "leg_press_45"),
    ("Single Leg Leg Press", "leg_press_single"),
    ("Single Leg Press", "leg_press_single"),
    ("Leg Extension (left)", "leg_extension_single"),
    ("Glute Machine (Kick Backwards)", "kickback"),
    ("Smith Machine Single Leg Calf Raise", "calf_standing_barbell"),
    ("Seated Calf Raise (Dumbbell)", "calf_seated_free"),
    ("Calf Raise", "calf_bw"),
    ("Snatch Grip Deadlift", "deadlift"),
    ("Heels elevated goblet squat", "goblet_squat"),
    ("Rear-foot elevated split squat", "bulgarian"),
    ("Front foot elevated split squat", "split_squat"),
    ("B-stance RDL", "rdl_bstance"),
    ("Reverse Hack Squat", "hack_squat"),
    ("Barbell Hack Squat", "other_squat"),
    # German
    ("Kniebeuge (Multipresse)", "smith_squat"),
    ("Einbeinige Beinpresse", "leg_press_single"),
    ("Beinbeuger sitzend", "leg_curl_seated"),
    ("Kreuzheben mit gestreckten Beinen", "stiff_leg_dl"),
    ("Ausfallschritte rückwärts (Kurzhantel)", "reverse_lunge"),
    ("Wadenheben an der Beinpresse", "calf_leg_press"),
    ("Adduktorenmaschine", "adduction_machine"),
    # French
    ("Presse à cuisses horizontale", "leg_press_seated"),
    ("Soulevé de terre jambes tendues", "stiff_leg_dl"),
    ("Fentes marchées haltères", "walking_lunge"),
    ("Mollets assis à la machine", "calf_seated_machine"),
    ("Pont fessier", "glute_bridge"),
    # Spanish
    ("Curl femoral tumbado", "leg_curl_lying"),
    ("Peso muerto rumano con mancuernas", "rdl_dumbbell"),
    ("Zancada hacia atrás", "reverse_lunge"),
    ("Elevación de talones de pie en máquina", "calf_standing_machine"),
    ("Sentadilla búlgara", "bulgarian"),
    # Portuguese
    ("Cadeira flexora unilateral", "leg_curl_seated"),
    ("Agachamento búlgaro com halteres", "bulgarian"),
    ("Elevação pélvica no smith", "hip_thrust_machine"),
    ("Panturrilha sentado", "calf_seated_machine"),
    # Italian
    ("Affondi camminati con manubri", "walking_lunge"),
    ("Distensioni delle gambe alla pressa", "leg_press_45"),
    ("Stacco a gambe tese", "stiff_leg_dl"),
    ("Flessioni delle gambe da seduto", "leg_curl_seated"),
    ("Polpacci in piedi", "calf_standing_machine"),
    # Turkish
    ("Oturarak Baldır Kaldırma (Makine)", "calf_seated_machine"),
    ("Bacak Uzatma", "leg_extension"),
    ("Tek Bacak Romanian Deadlift", "rdl_single"),
    # Dutch
    ("Been strekken", "leg_extension"),
    ("Kuiten staand", "calf_standing_machine"),
    # Chinese
    ("坐姿提踵", "calf_seated_machine"),
    ("保加利亚分腿蹲", "bulgarian"),
    ("髋外展 (器械)", "abduction_machine"),
]

ASKED = [
    "Squat to Press",
    "Dumbbell Squat to Shoulder Press",
    "Lunge with Bicep Curl",
    "Romanian Deadlift to Shrug",
    "Squat (Barbell/Dumbbell)",
    "Leg Curl/Extension",
    "Front Squat + Back Squat",
    "Seated Standing Calf Raise",
    "Cable Kickback",
    "Hip Extension",
    "Toe Raise",
    "Lateral Leg Raise",
    "Hip Abduction Machine (Inward)",
    "Squat with belt",
    "Calf wall",
    "Seated Squat",
    "Leg Press Xyzzy",
    "Squat (Row)",
    "Squat (side xyzzy)",
    "Squat - Press",
    "Standing Leg Extension",
]

NO_LEGS = [
    "Leg Raise",
    "Lying Leg Raise",
    "Hanging Straight Leg Raise",
    "Knee Raise",
    "Hammer Curl",
    "Wood Chop",
    "Side Bridge",
    "Front Wheel Raise",
    "Upright Row (Barbell)",
    "Shoulder Press (Smith Machine)",
    "Chest Press (Machine)",
    "Bicep Curl (Machine)",
    "Triceps Extension (Cable)",
    "Standing Military Press",
    "Distensioni su panca",
    "Flexiones",
    "Calf Stretch",
    "Dumbbell Kickbacks",
    "Tricep Cable Kickback",
    "Butt Kicks",
    "Quad foam roll",
    "Elevación de piernas",
    "举腿",
]


@pytest.mark.parametrize(("name", "movement"), READ)
def test_a_name_is_read_by_its_words(name: str, movement: str) -> None:
    assert read_name(name) == movement


@pytest.mark.parametrize(
    ("name", "movement"),
    [
        ("Leg Press (McGym, upstairs)", "leg_press_45"),
        ("Machine Squat (Hammer)", "hack_squat"),
        ("Hip Thrust - Peachbuilder", "hip_thrust_bb"),
        ("Seated Leg Curl [black one]", "leg_curl_seated"),
    ],
)
def test_a_strange_word_in_brackets_or_behind_a_dash_says_only_what_kind(name: str, movement: str) -> None:
    assert read_name(name) == movement


@pytest.mark.parametrize("app", APPS)
def test_every_app_is_understood(app: str) -> None:
    assert NAMES.resolve(app, "Barbell Back Squat") == "back_squat"
    assert NAMES.resolve(app, "Paused Sumo Deadlift (beltless)") == "sumo_deadlift"
    assert NAMES.asks(app, "Cable Kickback")
    assert NAMES.resolve(app, "Hanging Leg Raise") is None


@pytest.mark.parametrize("name", ASKED)
def test_a_strange_word_or_a_second_reading_is_asked(name: str) -> None:
    assert read_name(name) is None
    assert NAMES.asks("fitnotes", name)


@pytest.mark.parametrize("name", NO_LEGS)
def test_what_is_not_for_the_legs_is_never_read(name: str) -> None:
    assert read_name(name) is None
    assert NAMES.resolve("fitnotes", name) is None
    assert not NAMES.asks("fitnotes", name)


@given(st.sampled_from([name for name, _ in READ if name.isascii()]), st.randoms(), st.booleans())
def test_case_and_marks_do_not_count(name: str, chance: random.Random, loud: bool) -> None:
    written = name.upper() if loud else name.title()
    other = "".join(chance.choice((" ", "-", ", ", "  ")) if letter == " " else letter for letter in written)
    assert read_name(other) == read_name(name)


@pytest.mark.parametrize("name", ["Squat", "Walking Lunge", "Leg Press", "Seated Leg Curl", "Hip Thrust", "Calf Raise"])
def test_a_plural_and_accents_do_not_count(name: str) -> None:
    assert read_name(f"{name}s") == read_name(name.replace("e", "é")) == read_name(name) is not None


ORDER = [
    "Seated Calf Raise Machine",
    "Leg Press",
    "Romanian Deadlift Dumbbell",
    "Lying Leg Curl Machine",
    "Front Squat",
]


@given(st.sampled_from(ORDER).flatmap(lambda name: st.tuples(st.just(name), st.permutations(name.split()))))
def test_the_order_of_words_does_not_count(drawn: tuple[str, list[str]]) -> None:
    name, tokens = drawn
    assert read_name(" ".join(tokens)) == read_name(name) is not None


@given(st.sampled_from([name for name, _ in READ]), st.text("bcdfgxz", min_size=4, max_size=6))
def test_one_strange_word_makes_any_name_a_question(name: str, strange: str) -> None:
    if words(strange) == (strange,):
        assert read_name(re.sub(r"[()]", " ", f"{name} {strange}")) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    assert read_name(text) in {None, *catalogue(), *others()}


def test_every_movement_of_the_grammar_is_coached_or_counted() -> None:
    meant = {movement for lift in _grammar().lift for movement in (lift.plain, *(by for _, by in lift.by))}
    assert meant <= {"", *catalogue(), *others()}


def test_every_lift_can_be_said_in_its_own_words() -> None:
    for said, lift in _lifts():
        name = " ".join(sorted(said))
        if lift.plain and words(name) == tuple(sorted(said)):
            assert read_name(name) is not None, name
