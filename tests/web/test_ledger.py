from __future__ import annotations

import json
import logging

import pytest

from legday.web.ledger import Event, note


def test_an_event_is_one_line_of_json_with_its_time_in_utc(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "legday.security"):
        note(Event.SIGN_IN_FAILED, scope={"client": ("192.0.2.7", 40000)}, how="two\nlines")
    [line] = caplog.messages
    told = json.loads(line)
    assert (told["event"], told["address"], told["how"]) == ("sign-in failed", "192.0.2.7", "two\nlines")
    assert told["at"].endswith("+00:00")
    assert "\n" not in line
    assert "person" not in told
