from __future__ import annotations

import re
from datetime import date

import pytest

from legday.cli import show
from legday.files.report import Asked, Refusal, Report
from legday.kinds import Because, MovementId, Unit
from legday.movement.catalogue import catalogue
from legday.plan.week import PlannedSet, Status, Week


def test_a_person_s_own_words_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(
        file="[/b].csv",
        app="strong",
        unit=Unit.KG,
        rows=1,
        stored=0,
        known=0,
        refused=1,
        sets=0,
        leg_sets=0,
        refusals=(Refusal(line=2, reason="no [/x] such thing"),),
        asked=(Asked(app="strong", exercise="Squat [machine] [/x]", sets=3),),
    )
    show.report(report)
    shown = capsys.readouterr().out
    assert "[/b].csv" in shown
    assert "no [/x] such thing" in shown
    assert "Squat [machine] [/x]" in shown


def test_reasons_are_read_in_the_person_s_unit(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = Because(say="Keep 102.06 kg.", why="Last time was 102.06 kg.", source="models 12.2")
    show.reasons([sentence], Unit.LB)
    assert capsys.readouterr().out.count("225 lb") == 2


def test_what_is_held_is_shown_in_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    held = PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(20, 45))
    assert show.sets_line((held, held), Unit.KG) == "2 x 20-45 s, rest 60 s"
    show.movement(catalogue()[MovementId("wall_sit")])
    assert "Hold (20-45 s): " in capsys.readouterr().out


def test_a_movement_shows_its_variants_with_what_changes(capsys: pytest.CaptureFixture[str]) -> None:
    show.movement(catalogue()[MovementId("leg_press_45")])
    shown = capsys.readouterr().out
    assert re.search(r"Feet low: .* Glutes -\d+ %", shown.replace("\n", " "))


def test_a_week_says_what_its_limits_cost(capsys: pytest.CaptureFixture[str]) -> None:
    price = Because(say="Ten minutes more on Monday: +1.6 sets.", why="Solved again.", source="models 5")
    week = Week(
        start=date(2026, 11, 23),
        status=Status.OPTIMAL,
        objective=1,
        bound=1,
        gap=0,
        seconds=0.1,
        sessions=(),
        groups=(),
        limits=(),
        prices=(price,),
        advice=(),
    )
    show.week(week, Unit.KG)
    assert price.say in capsys.readouterr().out.replace("\n", " ")
