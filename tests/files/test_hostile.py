from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the samples and what damages them stand beside the tests
from hostile import judge, late, tried
from samples import SAMPLES


@pytest.fixture(autouse=True)
def _clock() -> None:
    signal.signal(signal.SIGALRM, late)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sound_file_is_read(name: str) -> None:
    assert judge(SAMPLES[name]) == ""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_with_a_fate_for_every_row_or_refused_and_soon(name: str) -> None:
    wrong = [(case, what) for case, what, _ in tried(name, SAMPLES, 300, seed=2)]
    assert wrong == []


def test_what_goes_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hostile.read_log", lambda data, unit: 1 / 0)
    assert [what for _, what, _ in tried(next(iter(SAMPLES)), SAMPLES, 1, seed=1)] == [
        "ZeroDivisionError: division by zero"
    ]
