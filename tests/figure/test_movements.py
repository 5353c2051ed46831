"""Every movement, drill and stretch as a picture: in range, on the ground, small, shaded by what it works or is for."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from legday.body.geometry import check_range
from legday.body.muscles import muscles, spoken
from legday.figure.draw import step
from legday.figure.film import Shown, film_of, mechanics_of, scene_of, shading_of, still, strip
from legday.figure.leg import bones
from legday.figure.scene import Anchor, Hands, View, anchor, scenes
from legday.figure.stand import Stand, stand
from legday.figure.step import ends, picture, steps, words
from legday.kinds import Group, MovementId, Muscle
from legday.movement.atlas import atlas, specs
from legday.movement.catalogue import catalogue
from legday.movement.mechanics import At, Mechanics, Support, read_mechanics
from legday.movement.posture import spread
from legday.plan.stretch import stretch_list
from legday.plan.warmup import drills

MOVEMENTS = sorted(catalogue())
ALL: list[Shown] = [*catalogue().values(), *steps().values()]
EVERY = pytest.mark.parametrize("shown", ALL, ids=lambda shown: shown.name)
STEP = pytest.mark.parametrize("id", sorted(steps()))
FLOOR_M = -0.012  # skin gives way so far
LARGEST = 40_000  # bytes of a picture


def standing(shown: Shown) -> tuple[Mechanics, Stand]:
    mechanics = mechanics_of(shown)
    return mechanics, stand(mechanics, scene_of(shown), film_of(shown).trace)


@pytest.mark.long
@pytest.mark.parametrize("id", MOVEMENTS)
@pytest.mark.parametrize("view", View)
def test_every_movement_is_drawn_in_every_view(id: MovementId, view: View) -> None:
    film = film_of(catalogue()[id], view)
    for which in (0, 8):
        drawn = still(film, which, shading_of(atlas().efforts[id]), catalogue()[id].name)
        root = ET.fromstring(drawn)  # noqa: S314  we drew it
        assert len(drawn.encode()) < LARGEST
        legs = 1 if view is View.SIDE else 2
        assert len([path for path in root.iter() if path.get("class", "").startswith("m m")]) == 40 * legs
        assert "nan" not in drawn


@STEP
def test_every_drill_and_stretch_is_drawn_and_shades_what_it_is_for(id: str) -> None:
    one = steps()[id]
    for which in ends(one):
        drawn = picture(one, which)
        root = ET.fromstring(drawn)  # noqa: S314  we drew it
        assert len(drawn.encode()) < LARGEST
        assert "nan" not in drawn
        shaded = {path.get("data-group") for path in root.iter() if path.get("class") == "m m3"}
        assert shaded == set(one.groups)
        said = root.get("aria-label", "")
        assert said.startswith(one.name)
        assert all(spoken(group) in said for group in one.groups)
        assert "%" not in drawn.split("</style>")[1] + said


@STEP
def test_what_moves_is_shown_at_both_ends(id: str) -> None:
    one = steps()[id]
    drawn = {picture(one, which) for which in ends(one)}
    said = {words(one, which).title for which in ends(one)}
    assert len(drawn) == len(said) == (2 if film_of(one).trace.moves else 1)


@EVERY
def test_no_joint_leaves_its_range(shown: Shown) -> None:
    _, body = standing(shown)
    toes = np.array([1, 1, 1, 1, 1, 1, 0.0])  # how toes bend is limited by drawing itself
    check_range(body.right_deg * toes)
    check_range(body.left_deg * toes)


@EVERY
def test_nothing_of_the_body_is_below_the_ground(shown: Shown) -> None:
    _, body = standing(shown)
    for left, leg in ((False, body.right), (True, body.left)):
        for name, pieces in bones(leg).items():
            lowest = min(float(body.put(piece, left=left)[..., 1].min()) for piece in pieces)
            assert lowest > FLOOR_M, f"{name} of the {'left' if left else 'right'} leg is {100 * lowest:.0f} cm below"
    for points in (body.points, body.lefts):
        assert min(points["hand"][:, 1].min(), points["head"][:, 1].min()) > 0


@pytest.mark.parametrize(
    "shown", [one for one in ALL if mechanics_of(one).support is Support.FEET], ids=lambda shown: shown.name
)
def test_feet_that_stand_stay_where_they_are(shown: Shown) -> None:
    mechanics, body = standing(shown)
    scene = scene_of(shown)
    where = "heel" if anchor(mechanics, scene) is Anchor.HEEL else "ball"
    high = spread(scene.height_m or 0.0, len(body.points[where]))
    assert np.ptp(body.points[where][:, 0]) < 0.002
    np.testing.assert_allclose(body.points[where][:, 1], high, atol=0.002)


@pytest.mark.parametrize(
    "id",
    [id for id in MOVEMENTS if (load := read_mechanics(id, specs()).load) and load.at in (At.BACK, At.FRONT, At.BAR)],
)
def test_a_bar_goes_up_and_down_over_the_foot(id: MovementId) -> None:
    mechanics, body = standing(catalogue()[id])
    if (
        mechanics.support is not Support.FEET
        or scene_of(catalogue()[id]).anchor is not None
        or "pads" in scene_of(catalogue()[id]).props
    ):
        pytest.skip("its load runs on a rail")
    assert mechanics.load is not None
    bar = (
        (body.points["hand"] + body.lefts["hand"]) / 2
        if mechanics.load.at is At.BAR
        else body.points[mechanics.load.at.value]
    )
    foot = (body.points["ball"] + body.points["heel"]) / 2
    assert np.abs(bar[:, 0] - foot[:, 0]).max() < 0.2


@pytest.mark.parametrize("id", [id for id in MOVEMENTS if scene_of(catalogue()[id]).hands is Hands.BAR])
def test_hands_on_a_bar_reach_it(id: MovementId) -> None:
    mechanics, body = standing(catalogue()[id])
    assert mechanics.load is not None
    apart = (body.points["hand"] - body.points[mechanics.load.at.value])[:, :2]
    assert np.linalg.norm(apart, axis=1).max() < 0.12


def test_a_scene_is_of_something_that_exists() -> None:
    assert set(scenes()) <= {*catalogue(), *steps()}


def test_a_step_that_is_called_as_a_movement_is_drawn_as_it() -> None:
    assert len(steps()) == len(drills()) + len(stretch_list())
    for id in set(steps()) & set(catalogue()):
        assert mechanics_of(steps()[id]) == mechanics_of(catalogue()[MovementId(id)])


def worked(id: str) -> set[Group]:
    """The groups of the muscles that a picture shades so that it is seen at once."""
    shading = shading_of(atlas().efforts[MovementId(id)])
    return {muscles()[muscle].group for muscle, value in shading.items() if step(value) not in ("m0", "m1")}


def test_the_three_movements_of_the_article_are_shaded_as_is_known() -> None:
    assert worked("leg_extension") == {Group.QUADRICEPS}
    assert (
        {Group.GASTROCNEMIUS, Group.SOLEUS}
        <= worked("calf_standing_machine")
        <= {Group.GASTROCNEMIUS, Group.SOLEUS, Group.FEET}
    )
    assert worked("calf_seated_machine") - {Group.FEET} == {Group.SOLEUS}


def test_a_picture_says_in_words_what_it_shades() -> None:
    id = MovementId("leg_extension")
    drawn = still(film_of(catalogue()[id]), 0, shading_of(atlas().efforts[id]), "Leg extension")
    said = ET.fromstring(drawn).get("aria-label", "")  # noqa: S314  we drew it
    assert said.startswith("Leg extension. Vastus lateralis ")
    for muscle, value in shading_of(atlas().efforts[id]).items():
        named = f"{muscles()[muscle].name.lower()} {100 * value:.0f} %"
        assert (named in said.lower()) == (value >= 0.005)
    titles = re.findall(r"<title>([^<]*)</title>", drawn)
    assert f"Vastus lateralis, {shading_of(atlas().efforts[id])[Muscle.VASLAT] * 100:.0f} %" in titles


def test_four_postures_fit_beside_each_other() -> None:
    film = film_of(catalogue()[MovementId("back_squat")])
    root = ET.fromstring(strip(film, {}, "Squat"))  # noqa: S314  we drew it
    wide = int(root.get("viewBox", "").split()[2])
    assert wide == 4 * film.seen.width
    assert len(root.findall("{http://www.w3.org/2000/svg}g")) == 4
