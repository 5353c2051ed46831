"""The muscles of the leg and the groups that lifters count them in."""

from __future__ import annotations

import pytest

from legday.body.muscles import find_groups, groups, muscles
from legday.kinds import BadInput, Group, Muscle


def test_all_forty_muscles_have_a_name_and_a_group() -> None:
    assert set(muscles()) == set(Muscle)
    assert len(muscles()) == 40


def test_no_two_muscles_share_a_name() -> None:
    assert len({muscle.name for muscle in muscles().values()}) == len(muscles())


def test_every_group_is_named_and_has_a_muscle() -> None:
    assert set(groups()) == set(Group)
    assert {muscle.group for muscle in muscles().values()} == set(Group)


@pytest.mark.parametrize(
    ("group", "members"),
    [
        (Group.QUADRICEPS, {"vaslat", "vasmed", "vasint", "recfem"}),
        (Group.HAMSTRINGS, {"bflh", "bfsh", "semimem", "semiten"}),
        (Group.GLUTES, {"glmax1", "glmax2", "glmax3"}),
        (Group.GASTROCNEMIUS, {"gasmed", "gaslat"}),
        (Group.SOLEUS, {"soleus"}),
        (Group.HIP_FLEXORS, {"iliacus", "psoas", "sart"}),
        (Group.SHINS, {"tibant", "edl", "ehl"}),
    ],
)
def test_a_group_holds_the_muscles_that_anatomy_gives_it(group: Group, members: set[str]) -> None:
    assert {muscle.value for muscle, named in muscles().items() if named.group is group} == members


def test_the_essential_groups_owe_the_smallest_dose_with_an_effect_and_the_others_the_dose_that_keeps() -> None:
    essential = {group for group, named in groups().items() if named.essential}
    assert essential == {Group.QUADRICEPS, Group.HAMSTRINGS, Group.GLUTES, Group.GASTROCNEMIUS, Group.SOLEUS}
    for group, named in groups().items():
        assert named.floor == (4 if group in essential else 2)  # models 5, claims C09 and C20


@pytest.mark.parametrize("group", Group)
def test_a_group_is_found_by_its_id_its_name_and_each_alias(group: Group) -> None:
    named = groups()[group]
    for word in (group.value, named.name, *named.aliases):
        assert group in find_groups(word)
        assert group in find_groups(f"  {word.upper()} ")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("calves", (Group.GASTROCNEMIUS, Group.SOLEUS)),
        ("hams", (Group.HAMSTRINGS,)),
        ("inner thigh", (Group.ADDUCTORS,)),
        ("side glutes", (Group.ABDUCTORS,)),
        ("hip_flexors", (Group.HIP_FLEXORS,)),
        ("Quads", (Group.QUADRICEPS,)),
    ],
)
def test_the_words_of_the_gym_find_their_groups(word: str, meant: tuple[Group, ...]) -> None:
    assert find_groups(word) == meant


def test_an_unknown_word_is_answered_with_the_groups_that_exist() -> None:
    with pytest.raises(BadInput) as refusal:
        find_groups("biceps brachii")
    assert all(group.value in str(refusal.value) for group in Group)


def test_an_empty_word_is_refused() -> None:
    with pytest.raises(BadInput):
        find_groups("  ")
