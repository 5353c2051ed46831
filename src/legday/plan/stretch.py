"""Stretches after a session: optional, for the muscles that worked most, with honest words on what they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from legday.body.muscles import spoken
from legday.kinds import Because, Condition, Group, Joint, Seconds, Value
from legday.movement.atlas import specs
from legday.movement.mechanics import Mechanics, read_mechanics
from legday.plan.frame import frame
from legday.plan.gyms import has, read_shelf
from legday.plan.week import Step

Text = Annotated[str, msgspec.Meta(min_length=1)]


class Stretch(Value):
    """A stretch: for which groups, how it goes, and for whom it is not.

    ``dose`` is what widens the range of motion over weeks, ``after`` and ``seconds`` what is done after a session.
    ``order`` puts the stretch to choose first in front, ``skip`` names the joints that must not ache, ``unwise`` the
    conditions in which it is left out, ``equipment`` lists alternatives. ``evidence`` that it widens the range is
    moderate (M) or low (L). ``mechanics`` is the posture, in the fields of movements, from which it can be drawn and is
    tested that the groups are long in it.
    """

    id: str
    name: Text
    order: int
    groups: Annotated[tuple[Group, ...], msgspec.Meta(min_length=1)]
    joints: tuple[Joint, ...]
    dose: Text
    after: Text
    seconds: Seconds
    how: Text
    skip: tuple[Joint, ...]
    unwise: tuple[Condition, ...] = ()
    caution: str = ""
    equipment: Annotated[tuple[tuple[str, ...], ...], msgspec.Meta(min_length=1)]
    evidence: Literal["M", "L"]
    mechanics: Annotated[dict[str, Any], msgspec.Meta(min_length=1)]


@cache
def stretch_list() -> tuple[Stretch, ...]:
    """The stretches that come with legday, those to choose first in front.

    >>> len(stretch_list())
    26
    """
    return tuple(sorted(read_shelf("stretches", Stretch), key=lambda stretch: stretch.order))


def stretch_mechanics(stretch: Stretch) -> Mechanics:
    """Read the posture of a stretch.

    >>> next(stretch_mechanics(stretch).ankle_deg for stretch in stretch_list() if stretch.id == "wall_calf")
    32.0
    """
    key = f"stretch {stretch.id}"
    return read_mechanics(key, {**specs(), key: stretch.mechanics})


def stretches(
    credit: Mapping[Group, float],
    minutes: int,
    equipment: Collection[str] = (),
    aches: Collection[str] = (),
    conditions: Collection[Condition] = (),
    *,
    slow: bool = False,
) -> tuple[Step, ...]:
    """Choose stretches for the groups that a session trained most (models 14).

    ``credit`` is what the session gave each group, in sets; ``minutes`` the length of the session, ``equipment`` what
    is there, ``aches`` the joints that hurt, ``conditions`` what asks for care: no stretch that one of them forbids is
    chosen. The seconds of the steps never exceed those of its ``frame``. The first step says what stretching does
    not do.

    >>> [step.name for step in stretches({Group.QUADRICEPS: 4, Group.SOLEUS: 3, Group.GLUTES: 0.5}, 45)]
    ['Standing quadriceps stretch', 'Calf stretch at the wall, knee bent']
    """
    fit = [one for one in stretch_list() if has(equipment, one.equipment) and not set(one.skip) & set(aches)]
    fit = [one for one in fit if not set(one.unwise) & set(conditions)]
    trained = sorted((group for group in Group if credit.get(group, 0) > 0), key=lambda group: -credit[group])
    left = frame(minutes, slow=slow).stretches_s
    chosen: list[tuple[Stretch, Group]] = []
    for group in trained:
        if any(group in stretch.groups for stretch, _ in chosen):
            continue
        # The group that a stretch names first is the one that it is for.
        choices = [stretch for stretch in fit if stretch.groups[0] is group and stretch.seconds <= left]
        if choices:
            chosen.append((choices[0], group))
            left -= choices[0].seconds
    return tuple(_step(stretch, group, first=place == 0) for place, (stretch, group) in enumerate(chosen))


def _step(stretch: Stretch, group: Group, *, first: bool) -> Step:
    return Step(
        id=stretch.id,
        name=stretch.name,
        dose=stretch.after,
        how=f"{stretch.how} {stretch.caution}".strip(),
        seconds=stretch.seconds,
        because=_honest(group) if first else _plain(group),
    )


def _honest(group: Group) -> Because:
    return Because(
        say=f"For the {spoken(group)}: done often, stretching widens your range of motion.",
        why="It does not make you less sore, clear lactate or guard against injury, so leave it out if you like.",
        source="C39",
    )


def _plain(group: Group) -> Because:
    return Because(
        say=f"For the {spoken(group)}, if you like.",
        why="They worked today; some weeks of regular stretching widen the range of motion.",
        source="models 14",
    )
