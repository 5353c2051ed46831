"""How much a week may give a muscle group, and how much it must: floors, bands, and what soreness and gaps change."""

from __future__ import annotations

from legday.body.muscles import groups
from legday.coach.recovery.soreness import HOLD_AT, to_cut
from legday.kinds import Group
from legday.plan.goal import Aim
from legday.plan.options import Options

START_BAND, GROW_BAND, SPECIALISE_BAND, WARN_BAND = 6, 14, 20, 25
"""Upper ends of the weekly bands (models 5)."""

MORE_A_WEEK = 2
"""The most that a muscle's weekly sets may rise, and only while it is hardly sore (models 5)."""

ENOUGH_SMALL = 4
"""Weekly sets from which more for a small group is worth nothing unless it is favoured: its keep band (models 5)."""

CUT_TO = 0.6
"""What is left of a very sore muscle's week (models 10.2: cut by 30 to 50 %)."""

LIGHTER = 0.5
"""What is left of a week that is to be lighter (models 11.4: a week at half sets)."""


def very_sore(options: Options, group: Group) -> bool:
    """Whether a group is so sore, or sore for so long, that its week is cut."""
    return to_cut(options.state, group)


def floor(options: Options, group: Group) -> float:
    """The weekly credit that a group must get; a very sore group has none (models 10.2)."""
    if very_sore(options, group):
        return 0.0
    return groups()[group].floor * (LIGHTER if options.lighter else 1)


def half_floor(options: Options, group: Group) -> float:
    """Half the floor of a large group: the first thing that a short week sees to (claims C33 and C36)."""
    return floor(options, group) / 2 if groups()[group].essential else 0.0


def usual_floor(options: Options, group: Group) -> float:
    """Two thirds of what a large group usually gets, which a week should not fall below without a reason."""
    no_matter = options.lighter or options.state.new or options.goal.aim is Aim.KEEP or very_sore(options, group)
    if no_matter or not groups()[group].essential:
        return 0.0
    return min(ceiling(options, group), options.state.credit_28.get(group, 0.0) * options.set_factor * 2 / 3)


def ceiling(options: Options, group: Group) -> float:
    """The weekly credit that a group may get: band, climb from the last weeks, a gap, soreness, a lighter week."""
    usual = options.state.credit_28.get(group, 0.0)
    least = groups()[group].floor
    if very_sore(options, group):
        return CUT_TO * max(usual, least)
    if options.lighter:
        return LIGHTER * max(usual, least)
    if options.state.new:
        return START_BAND
    sore = options.state.sore.get(group, 0) >= HOLD_AT
    lately = max(usual, options.state.credit_7.get(group, 0.0))  # a pause in the mean must not make a second cliff
    climb = usual if sore else max(START_BAND, lately + MORE_A_WEEK)
    band = SPECIALISE_BAND if group in options.goal.favour else max(GROW_BAND, min(usual, WARN_BAND))
    return max(least, min(band, climb) * options.set_factor)


def enough(options: Options, group: Group) -> float:
    """The weekly sets from which more is worth nothing: the floor for somebody who wants to keep what is there."""
    if group in options.goal.favour:
        return SPECIALISE_BAND
    if options.goal.aim is Aim.KEEP:
        return floor(options, group)
    return WARN_BAND if groups()[group].essential else ENOUGH_SMALL


def wish(options: Options, group: Group) -> float:
    """The weekly credit that the plan strives for: as much as is worth something and may be."""
    return min(enough(options, group), ceiling(options, group))
