from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from legday.coach.restart import load_factor, restart, set_factor


@given(some.integers(0, 1000))
def test_a_longer_pause_never_begins_with_more(days: int) -> None:
    assert set_factor(days + 1) <= set_factor(days)
    assert load_factor(days + 1) <= load_factor(days)


def test_a_week_is_no_pause() -> None:
    assert restart(7) is None
    assert set_factor(7) == 1


def test_without_a_history_there_is_nothing_to_come_back_to() -> None:
    assert set_factor(None) == 1


def test_the_table_begins_where_the_models_say() -> None:
    assert [load_factor(days) for days in (14, 15, 28, 29, 60, 61)] == [1, 0.9, 0.9, 0.8, 0.8, 0.65]
