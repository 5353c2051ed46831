from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from legday.people.ties import ALWAYS, CHOICES, FIRST, WORDS, Share, TieKind, chosen


def test_a_new_buddy_sees_attendance_and_nothing_else() -> None:
    assert FIRST[TieKind.BUDDY] == {Share.ATTENDANCE}


def test_a_new_coach_sees_training_and_nothing_of_body_or_care() -> None:
    assert FIRST[TieKind.COACH] == {Share.ATTENDANCE, Share.SESSIONS, Share.TRENDS, Share.WEEK}


@given(kind=st.sampled_from(TieKind), ticked=st.lists(st.sampled_from([*Share, "", "everything"])))
def test_nobody_shows_more_than_they_ticked_and_what_the_tie_is_for(kind: TieKind, ticked: list[str]) -> None:
    shown = chosen(kind, ticked)
    assert ALWAYS[kind] <= shown <= ALWAYS[kind] | set(ticked)
    assert shown <= ALWAYS[kind] | set(CHOICES[kind])


def test_a_buddy_never_sees_more_than_attendance_and_sessions() -> None:
    assert chosen(TieKind.BUDDY, list(Share)) == {Share.ATTENDANCE, Share.SESSIONS}


def test_everything_that_can_be_shown_has_words() -> None:
    assert set(WORDS) == set(Share)
