from __future__ import annotations

from datetime import datetime

import pytest

from legday.files.zone import find_zone, machine_zone, zone_of
from legday.kinds import BadInput
from legday.log.fact import Kind, say


def test_the_zone_that_a_person_named_holds() -> None:
    said = say(Kind.WISHED, "zone", {"zone": "Asia/Tokyo"}, at=datetime(2026, 1, 1), seed=b"")
    assert str(zone_of([said])) == "Asia/Tokyo"


def test_without_a_word_the_machine_s_own_zone_holds() -> None:
    assert zone_of([]).utcoffset(datetime(2026, 7, 1)) == machine_zone().utcoffset(datetime(2026, 7, 1))


@pytest.mark.parametrize("body", [{"zone": "Mars/Olympus"}, {"zone": 7}, {}])
def test_a_zone_in_the_log_that_nobody_knows_keeps_nobody_from_their_files(body: dict[str, object]) -> None:
    said = say(Kind.WISHED, "zone", body, at=datetime(2026, 1, 1), seed=b"")
    assert str(zone_of([said])) == str(machine_zone())


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 5000])
def test_a_zone_that_nobody_knows_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(BadInput, match="Europe/Berlin"):
        find_zone(name)
