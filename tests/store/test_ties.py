from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from legday.kinds import BadInput
from legday.people.account import Invited
from legday.people.ties import FIRST, Share, TieKind
from legday.store import tables
from legday.store.facts import Store
from legday.store.invitations import Invitations
from legday.store.proposals import Proposals
from legday.store.ties import Ties

NOW = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
BUDDY, COACH = TieKind.BUDDY, TieKind.COACH


def names(store: Store, person: str) -> list[str]:
    """The tables in which a person is still named as one of two."""
    pairs = [(tables.ties, "other"), (tables.proposals, "coach"), (tables.cheers, "sender"), (tables.together, "other")]
    with store.looking() as connection:
        rows = [(table, row) for table, other in pairs for row in connection.execute(select(table)).mappings()]
        return [table.name for table, row in rows if person in row.values()]


def test_buddies_see_attendance_of_each_other_both_ways(store: Store) -> None:
    ties = Ties(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    assert [(tie.person, tie.other, tie.shares) for tie in (*ties.of("anna"), *ties.of("ben"))] == [
        ("anna", "ben", FIRST[BUDDY]),
        ("ben", "anna", FIRST[BUDDY]),
    ]


def test_a_coach_sees_the_athlete_and_not_the_other_way_round(store: Store) -> None:
    ties = Ties(store)
    ties.tie("athlete", "coach", COACH, now=NOW)
    assert ties.between("athlete", "coach")[0].shares == FIRST[COACH]
    assert ties.between("coach", "athlete") == ()
    assert [tie.person for tie in ties.to("coach")] == ["athlete"]


def test_what_one_side_shares_does_not_change_the_other(store: Store) -> None:
    ties = Ties(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    assert ties.share("anna", "ben", BUDDY, [Share.SESSIONS])
    assert ties.between("anna", "ben")[0].shares == {Share.SESSIONS}
    assert ties.between("ben", "anna")[0].shares == FIRST[BUDDY]
    assert not ties.share("anna", "carla", BUDDY, [Share.SESSIONS])


def test_tying_again_keeps_what_was_chosen(store: Store) -> None:
    ties = Ties(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    ties.share("anna", "ben", BUDDY, [])
    ties.tie("anna", "ben", BUDDY, now=NOW)
    assert ties.between("anna", "ben")[0].shares == frozenset()


@pytest.mark.parametrize("who", [("anna", "ben"), ("ben", "anna")])
def test_either_side_ends_a_tie_for_both_with_all_that_went_along_it(store: Store, who: tuple[str, str]) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    ties.tie("anna", "ben", COACH, now=NOW)
    ties.cheer("anna", "ben", "session", now=NOW)
    ties.ask_together("anna", "ben", NOW.date(), now=NOW)
    assert proposals.send("anna", "ben", {"note": "more calves"}, now=NOW)
    assert sorted(names(store, "ben")) == ["cheers", "proposals", "ties", "ties", "ties", "together"]
    assert ties.end(*who, BUDDY)
    assert sorted(names(store, "ben")) == ["proposals", "ties"]
    assert ties.end(*who, COACH)
    assert names(store, "ben") == []
    assert not ties.end(*who, COACH)


def test_who_leaves_is_named_nowhere_any_more(store: Store) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    ties.tie("anna", "ben", COACH, now=NOW)
    ties.cheer("anna", "ben", "session", now=NOW)
    ties.ask_together("anna", "ben", NOW.date(), now=NOW)
    proposals.send("anna", "ben", {}, now=NOW)
    store.leave("ben")
    assert names(store, "ben") == []
    assert names(store, "anna") == []


def test_an_invitation_ties_once_and_its_link_is_dead_even_for_who_took_it(store: Store) -> None:
    ties, invitations = Ties(store), Invitations(store)
    secret = invitations.mint("anna", Invited.BUDDY, now=NOW)
    assert ties.accept(secret, by="ben", now=NOW).person == "anna"
    ties.end("anna", "ben", BUDDY)
    for person in ("ben", "carla"):
        with pytest.raises(BadInput):
            ties.accept(secret, by=person, now=NOW)
    assert ties.of("anna") == ()


def test_a_coach_is_whoever_takes_the_athletes_invitation(store: Store) -> None:
    secret = Invitations(store).mint("athlete", Invited.COACH, now=NOW)
    tie = Ties(store).accept(secret, by="coach", now=NOW)
    assert (tie.person, tie.other, tie.kind) == ("athlete", "coach", COACH)


@pytest.mark.parametrize("kind", [Invited.BUDDY, Invited.COACH])
def test_nobody_takes_their_own_invitation_and_it_stays_good_for_others(store: Store, kind: Invited) -> None:
    ties, secret = Ties(store), Invitations(store).mint("anna", kind, now=NOW)
    with pytest.raises(BadInput, match="your own"):
        ties.accept(secret, by="anna", now=NOW)
    with pytest.raises(BadInput, match="your own"):
        ties.refuse(secret, by="anna", now=NOW)
    assert ties.accept(secret, by="ben", now=NOW).person == "anna"


def test_a_refused_invitation_ties_nobody_and_is_gone(store: Store) -> None:
    ties, secret = Ties(store), Invitations(store).mint("anna", Invited.BUDDY, now=NOW)
    ties.refuse(secret, by="ben", now=NOW)
    with pytest.raises(BadInput):
        ties.accept(secret, by="ben", now=NOW)
    assert ties.of("anna") == ()


def test_an_invitation_to_an_account_ties_nobody_and_is_not_used_up_by_trying(store: Store) -> None:
    invitations = Invitations(store)
    secret = invitations.mint("anna", Invited.JOIN, now=NOW)
    with pytest.raises(BadInput, match="ties nobody"):
        Ties(store).accept(secret, by="ben", now=NOW)
    assert invitations.look(secret, now=NOW) is not None


def test_a_session_gets_one_cheer_of_each_and_it_can_be_taken_back(store: Store) -> None:
    ties = Ties(store)
    for _ in range(2):
        ties.cheer("anna", "ben", "session", now=NOW)
    assert [cheer.sender for cheer in ties.new_cheers("anna", now=NOW)] == ["ben"]
    assert ties.cheered("anna", "ben") == {"session"}
    ties.take_cheer("anna", "ben", "session")
    assert ties.cheered("anna", "ben") == frozenset()


def test_a_cheer_is_shown_on_the_day_it_is_first_seen_and_never_again(store: Store) -> None:
    ties = Ties(store)
    ties.cheer("anna", "ben", "session", now=NOW)
    later = NOW + timedelta(days=3)
    assert ties.new_cheers("carla", now=later) == ()
    assert len(ties.new_cheers("anna", now=later)) == 1
    assert len(ties.new_cheers("anna", now=later + timedelta(hours=1))) == 1
    assert ties.new_cheers("anna", now=later + timedelta(days=1)) == ()


def test_only_a_coach_proposes(store: Store) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", BUDDY, now=NOW)
    assert proposals.send("anna", "ben", {}, now=NOW) is None
    ties.tie("ben", "anna", COACH, now=NOW)
    assert proposals.send("anna", "ben", {}, now=NOW) is None
    assert proposals.to("anna") == ()


def test_a_newer_proposal_takes_the_place_of_the_open_one(store: Store) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", COACH, now=NOW)
    first = proposals.send("anna", "ben", {"note": "1"}, now=NOW)
    second = proposals.send("anna", "ben", {"note": "2"}, now=NOW)
    assert [one.id for one in proposals.to("anna")] == [second]
    assert first is not None
    assert proposals.find("anna", first) is None


def test_a_proposal_is_answered_once_and_by_the_athlete(store: Store) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", COACH, now=NOW)
    id = proposals.send("anna", "ben", {"note": "more"}, now=NOW)
    assert id is not None
    assert not proposals.answer("ben", id, "", now=NOW)
    assert proposals.answer("anna", id, "I travel", now=NOW)
    assert not proposals.answer("anna", id, "", now=NOW)
    assert [(one.answer, one.answered) for one in proposals.by("ben")] == [("I travel", NOW)]


def test_a_proposal_that_was_taken_back_cannot_be_accepted(store: Store) -> None:
    ties, proposals = Ties(store), Proposals(store)
    ties.tie("anna", "ben", COACH, now=NOW)
    id = proposals.send("anna", "ben", {}, now=NOW)
    proposals.take_back("ben", "anna")
    assert id is not None
    assert not proposals.answer("anna", id, "", now=NOW)


def test_two_train_together_when_both_asked_or_one_said_yes(store: Store) -> None:
    ties, day = Ties(store), date(2026, 11, 23)
    ties.ask_together("anna", "ben", day, now=NOW)
    ties.ask_together("anna", "ben", day, now=NOW)
    assert [one.agreed for one in ties.together("ben", day)] == [None]
    ties.ask_together("ben", "anna", day, now=NOW)
    assert [one.agreed for one in ties.together("anna", day)] == [NOW]
    assert ties.together("anna", day + timedelta(days=1)) == ()
    ties.not_together("anna", "ben", day)
    assert ties.together("ben", day) == ()
