from __future__ import annotations

import pytest

from legday.cli import show
from legday.files.report import Asked, Refusal, Report
from legday.kinds import Because, Unit


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
