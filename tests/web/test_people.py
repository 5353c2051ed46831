"""People together: invitations, what each lets the other see, cheers, coaches and their proposals."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import MovementId
from legday.log.fact import Kind
from legday.people.ties import Share, TieKind
from legday.plan.week import Week
from legday.store.facts import Store
from legday.store.proposals import Proposals
from legday.store.ties import Ties

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door, and the week that they plan
from conftest import NOW, fact, past_squats, planned_week
from doors import Doors, shown_once

WEEK = fact(Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(planned_week()))


class Two:
    """Anna, the host, and Ben, each signed in, and the store behind them."""

    def __init__(self, store: Store) -> None:
        self.doors = Doors(store)
        self.doors.clock.at = NOW.astimezone()
        self.anna, self.ben = self.doors.host(), self.doors.guest()
        self.a, self.b = "me", self.doors.door.accounts.named("Ben").person
        self.ties, self.proposals, self.store = Ties(store), Proposals(store), store

    def tie(self, kind: TieKind = TieKind.BUDDY) -> None:
        self.ties.tie(self.a, self.b, kind, now=self.doors.clock())

    def plan(self, person: str, week: Week | None = None) -> None:
        body = msgspec.to_builtins(week or planned_week())
        self.store.add(person, [fact(Kind.PLANNED, "week:2026-11-23", body)])

    def known(self, person: str) -> loop.Known:
        return loop.read(self.store.facts(person), self.doors.clock().date())

    def propose(self, **more: object) -> str:
        week = msgspec.structs.replace(planned_week(), **more)
        body = loop.proposal_body(loop.Proposed(week=week, note="More of this"))
        id = self.proposals.send(self.a, self.b, body, now=self.doors.clock())
        assert id is not None
        return id


@pytest.fixture
def two(store: Store) -> Iterator[Two]:
    return Two(store)


def invite(client: TestClient, kind: str) -> str:
    page = client.post("/people/invite", data={"kind": kind})
    return shown_once(page.text).partition("/join/")[2]


def test_without_an_account_the_page_says_how_to_begin(store: Store) -> None:
    page = Doors(store).client().get("/people")
    assert page.status_code == 200
    assert "need an account" in page.text


def test_a_buddy_comes_by_a_link_and_both_are_tied_after_a_yes(two: Two) -> None:
    secret = invite(two.anna, "buddy")
    shown = two.ben.get(f"/join/{secret}")
    assert shown.headers["location"] == f"/people/join/{secret}"
    page = two.ben.get(f"/people/join/{secret}")
    assert "Anna asks you to be their buddy" in page.text
    assert two.ties.of(two.a) == ()
    assert two.ben.post(f"/people/join/{secret}", data={"answer": "yes"}).headers["location"] == "/people/me"
    assert [tie.other for tie in (*two.ties.of(two.a), *two.ties.of(two.b))] == [two.b, two.a]


def test_a_link_brings_somebody_new_to_the_question_and_ties_nobody_before(two: Two) -> None:
    secret = invite(two.anna, "coach")
    carla = two.doors.client()
    joined = carla.post(f"/join/{secret}", data={"name": "Carla", "password": "lifting a grand piano"})
    assert joined.headers["location"] == f"/people/join/{secret}"
    assert "Anna asks you to be their coach" in carla.get(f"/people/join/{secret}").text
    assert two.ties.of(two.a) == ()
    assert carla.post(f"/people/join/{secret}", data={"answer": "yes"}).headers["location"] == "/athlete/me"


def test_a_no_ties_nobody_and_uses_the_link_up(two: Two) -> None:
    secret = invite(two.anna, "buddy")
    two.ben.post(f"/people/join/{secret}", data={"answer": "no"})
    assert two.ties.of(two.a) == ()
    assert two.ben.get(f"/people/join/{secret}").status_code == 404


def test_nobody_becomes_their_own_buddy(two: Two) -> None:
    secret = invite(two.anna, "buddy")
    assert "your own" in two.anna.get(f"/people/join/{secret}").text
    assert two.anna.post(f"/people/join/{secret}", data={"answer": "yes"}).status_code == 422


def test_an_invitation_taken_back_is_good_for_nobody_and_only_its_own_maker_takes_it_back(two: Two) -> None:
    secret = invite(two.anna, "buddy")
    [made] = two.doors.door.invitations.of(two.a, now=two.doors.clock())
    assert two.ben.post("/people/invite/withdraw", data={"id": made.id}).status_code == 404
    assert two.anna.post("/people/invite/withdraw", data={"id": made.id}).status_code == 303
    assert two.ben.get(f"/people/join/{secret}").status_code == 404


GETS = ("/people/{}", "/people/{}/together", "/athlete/{}", "/proposal/{}")
POSTS = (
    "/people/{}/share",
    "/people/{}/end",
    "/people/{}/cheer",
    "/people/{}/together",
    "/athlete/{}/propose",
    "/athlete/{}/take-back",
    "/proposal/{}",
)


@pytest.mark.parametrize("path", GETS)
def test_a_page_of_a_stranger_answers_as_one_of_nobody(two: Two, path: str) -> None:
    there, nobody = two.ben.get(path.format(two.a)), two.ben.get(path.format("nobody"))
    assert there.status_code == nobody.status_code == 404
    assert there.text == nobody.text


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("kind", ["buddy", "coach"])
def test_nothing_can_be_done_to_a_stranger_and_nothing_is_learnt(two: Two, path: str, kind: str) -> None:
    data = {"kind": kind, "answer": "accept", "session": "x", "share": "sessions"}
    there, nobody = (two.ben.post(path.format(person), data=data) for person in (two.a, "nobody"))
    assert there.status_code == nobody.status_code == 404
    assert there.text == nobody.text


@pytest.mark.parametrize("path", ["/athlete/{}", "/people/{}"])
def test_a_tie_opens_nothing_the_other_way_round(two: Two, path: str) -> None:
    two.tie(TieKind.COACH)  # Ben coaches Anna
    assert two.anna.get(path.format(two.b)).status_code == 404
    assert two.ben.get(f"/people/{two.a}").status_code == 404  # a coach is no buddy
    assert two.ben.get(f"/athlete/{two.a}").status_code == 200


def test_a_buddy_sees_how_often_and_nothing_else_until_it_is_ticked(two: Two) -> None:
    two.tie()
    two.store.add(two.a, [*past_squats(), WEEK])
    page = two.ben.get(f"/people/{two.a}").text
    assert "3 leg sessions" in page
    assert "back squat" not in page.lower()
    two.anna.post(f"/people/{two.b}/share", data={"kind": "buddy", "share": "sessions"})
    page = two.ben.get(f"/people/{two.a}").text
    assert "back squat" in page.lower()
    assert "3 leg sessions" not in page
    two.anna.post(f"/people/{two.b}/share", data={"kind": "buddy"})
    assert "back squat" not in two.ben.get(f"/people/{two.a}").text.lower()


def test_a_note_to_oneself_is_shown_to_nobody(two: Two) -> None:
    two.tie()
    two.ties.share(two.a, two.b, TieKind.BUDDY, [Share.SESSIONS])
    visit, first, *_ = past_squats()
    noted = msgspec.structs.replace(first, body={**first.body, "note": "my secret"})
    titled = msgspec.structs.replace(visit, body={**visit.body, "note": "my secret", "title": "my secret"})
    two.store.add(two.a, [titled, noted])
    page = two.ben.get(f"/people/{two.a}").text
    assert "50\xa0kg\xa0×\xa08" in page
    assert "my secret" not in page


def test_a_tick_that_no_buddy_may_have_is_not_taken(two: Two) -> None:
    two.tie()
    two.anna.post(f"/people/{two.b}/share", data={"kind": "buddy", "share": ["body", "care", "week"]})
    assert two.ties.between(two.a, two.b)[0].shares == frozenset()


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_ending_a_tie_is_at_once_and_for_both(two: Two, who: str) -> None:
    two.tie()
    client, other = (two.anna, two.b) if who == "anna" else (two.ben, two.a)
    assert client.post(f"/people/{other}/end", data={"kind": "buddy"}).status_code == 303
    assert two.ben.get(f"/people/{two.a}").status_code == 404
    assert two.anna.get(f"/people/{two.b}").status_code == 404


def session_of(page: str) -> str:
    found = re.search(r'name="session" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_a_cheer_is_shown_once_and_can_be_taken_back(two: Two) -> None:
    two.tie()
    two.ties.share(two.a, two.b, TieKind.BUDDY, [Share.SESSIONS])
    two.store.add(two.a, past_squats())
    session = session_of(two.ben.get(f"/people/{two.a}").text)
    cheer = {"session": session}
    assert two.ben.post(f"/people/{two.a}/cheer", data=cheer).status_code == 303
    assert "You cheered" in two.ben.get(f"/people/{two.a}").text
    two.ben.post(f"/people/{two.a}/cheer", data={**cheer, "undo": "1"})
    assert "cheered for" not in two.anna.get("/").text
    two.ben.post(f"/people/{two.a}/cheer", data=cheer)
    assert "Ben cheered for your session" in two.anna.get("/").text
    two.doors.clock.turn(days=1)
    assert "cheered for" not in two.anna.get("/").text


def test_nobody_cheers_for_what_they_may_not_see(two: Two) -> None:
    two.tie()
    two.store.add(two.a, past_squats())
    session = two.known(two.a).sessions[-1].id
    assert two.ben.post(f"/people/{two.a}/cheer", data={"session": session}).status_code == 404
    two.ties.share(two.a, two.b, TieKind.BUDDY, [Share.SESSIONS])
    assert two.ben.post(f"/people/{two.a}/cheer", data={"session": "another"}).status_code == 404
    assert two.ben.post(f"/people/{two.a}/cheer", data={"session": session}).status_code == 303


def test_two_train_together_only_when_both_said_yes(two: Two) -> None:
    two.tie()
    two.plan(two.a)
    two.plan(two.b)
    two.anna.post(f"/people/{two.b}/together")
    for client, other in ((two.anna, two.b), (two.ben, two.a)):
        assert client.get(f"/people/{other}/together").status_code == 404
    assert "Anna would like to train with you today" in two.ben.get("/").text
    two.ben.post(f"/people/{two.a}/together", data={"answer": "yes"})
    mine, yours = two.anna.get(f"/people/{two.b}/together").text, two.ben.get(f"/people/{two.a}/together").text
    assert "You: Barbell back squat, set 1 of 2. Ben: " in mine
    assert "Anna: Barbell back squat, set 1 of 2. You: " in yours
    assert "60\xa0kg" not in mine
    two.doors.clock.turn(days=1)
    assert two.anna.get(f"/people/{two.b}/together").status_code == 404


def test_who_has_no_session_today_is_told_so_and_why_is_not(two: Two) -> None:
    two.tie()
    two.plan(two.a)
    two.ties.ask_together(two.a, two.b, two.doors.clock().date(), now=two.doors.clock())
    two.ties.ask_together(two.b, two.a, two.doors.clock().date(), now=two.doors.clock())
    assert "Ben has none planned" in two.anna.get(f"/people/{two.b}/together").text


def test_a_coach_sees_training_and_of_care_only_that_there_is_something(two: Two) -> None:
    two.tie(TieKind.COACH)
    mass = fact(Kind.MEASURED, "mass", {"mass_kg": 71.25})
    two.store.add(two.a, [*past_squats(), WEEK, mass])
    page = two.ben.get(f"/athlete/{two.a}").text
    assert "Barbell back squat" in page
    assert "Planned from" in page
    assert not any(word in page for word in ("71.25", "What aches", "How sore", "went well"))
    two.anna.post(f"/people/{two.b}/share", data={"kind": "coach", "share": ["body", "soreness", "care"]})
    page = two.ben.get(f"/athlete/{two.a}").text
    assert all(word in page for word in ("71.25\xa0kg", "What aches", "How sore"))


def test_a_warning_sign_is_only_needs_care_to_a_coach_until_it_is_ticked(two: Two) -> None:
    two.tie(TieKind.COACH)
    two.anna.post("/sore", data={"flag": "chest"})
    sign = two.known(two.a).state.flags[0].say
    for path in ("/athletes", f"/athlete/{two.a}"):
        page = two.ben.get(path).text
        assert "needs care" in page.lower()
        assert sign not in page
    two.anna.post(f"/people/{two.b}/share", data={"kind": "coach", "share": "care"})
    assert sign in two.ben.get(f"/athlete/{two.a}").text
    refused = two.ben.post(f"/athlete/{two.a}/propose", data={"day": "mon"})
    assert refused.status_code == 422
    assert two.proposals.to(two.a) == ()


def test_a_proposal_changes_nothing_until_it_is_accepted_and_is_then_the_athletes_own(two: Two) -> None:
    two.tie(TieKind.COACH)
    before = two.store.facts(two.a)
    id = two.propose()
    assert two.store.facts(two.a) == before
    assert "Ben proposes a week" in two.anna.get("/").text
    assert "Ben proposes a week" in two.anna.get("/week").text
    page = two.anna.get(f"/proposal/{id}").text
    assert "Monday: 2 sets of Barbell back squat and 1 set of Step-up." in page
    assert "More of this" in page
    assert two.ben.get(f"/proposal/{id}").status_code == 404
    assert two.ben.post(f"/proposal/{id}", data={"answer": "accept"}).status_code == 404
    assert two.anna.post(f"/proposal/{id}", data={"answer": "accept"}).headers["location"] == "/week#changes"
    [new] = two.store.facts(two.a)
    assert (new.kind, new.about) == (Kind.PLANNED, "week:2026-11-23")
    assert two.anna.post(f"/proposal/{id}", data={"answer": "accept"}).status_code == 404
    assert "accepted your proposal" in two.ben.get(f"/athlete/{two.a}").text


def test_what_a_proposal_changes_is_said_against_the_present_plan(two: Two) -> None:
    two.tie(TieKind.COACH)
    two.plan(two.a)
    first, second = planned_week().sessions
    id = two.propose(sessions=(msgspec.structs.replace(first, movements=first.movements[:1], minutes=30), second))
    page = two.anna.get(f"/proposal/{id}").text
    assert "Monday: 30 minutes instead of 45 and Step-up left out." in page
    assert "Thursday:" not in page.split("What it changes")[1].split("Accept it")[0]


def test_a_declined_proposal_leaves_the_plan_and_its_word_reaches_the_coach(two: Two) -> None:
    two.tie(TieKind.COACH)
    id = two.propose()
    two.anna.post(f"/proposal/{id}", data={"answer": "decline", "note": "I travel"})
    assert two.store.facts(two.a) == ()
    assert "I travel" in two.ben.get(f"/athlete/{two.a}").text
    assert two.anna.get(f"/proposal/{id}").status_code == 404


@pytest.mark.parametrize("since", ["a day passed", "banned", "flag"])
def test_a_proposal_that_does_not_fit_any_more_is_not_taken_on(two: Two, since: str) -> None:
    two.tie(TieKind.COACH)
    id = two.propose()
    if since == "a day passed":
        two.doors.clock.turn(days=1)
    elif since == "banned":
        goal = msgspec.structs.replace(loop.default_goal(), ban=(MovementId("back_squat"),))
        two.store.add(two.a, [fact(Kind.WISHED, "goal", msgspec.to_builtins(goal))])
    else:
        two.anna.post("/sore", data={"flag": "chest"})
        assert two.known(two.a).state.flags
    before = two.store.facts(two.a)
    assert two.anna.post(f"/proposal/{id}", data={"answer": "accept"}).status_code == 422
    assert two.store.facts(two.a) == before


def test_a_proposal_ends_with_the_tie(two: Two) -> None:
    two.tie(TieKind.COACH)
    id = two.propose()
    two.anna.post(f"/people/{two.b}/end", data={"kind": "coach"})
    assert two.anna.get(f"/proposal/{id}").status_code == 404
    assert two.ben.get(f"/athlete/{two.a}").status_code == 404


@pytest.mark.long
def test_a_coach_plans_with_the_athletes_own_wishes_within_their_limits(two: Two) -> None:
    two.tie(TieKind.COACH)
    two.store.add(two.a, past_squats())
    form = {"day": ["mon", "thu"], "minutes": "30", "favour": "soleus", "ban": "step_up", "note": "Calves"}
    assert two.ben.post(f"/athlete/{two.a}/propose", data=form).status_code == 303
    [sent] = two.proposals.to(two.a)
    proposed = loop.read_proposed(sent.body)
    assert proposed is not None
    assert {session.minutes for session in proposed.week.sessions} == {30}
    assert {session.day.strftime("%a") for session in proposed.week.sessions} <= {"Mon", "Thu"}
    assert all(one.movement != "step_up" for session in proposed.week.sessions for one in session.movements)
    assert all(one.kind is not Kind.PLANNED for one in two.store.facts(two.a))


@pytest.mark.parametrize(("day", "like", "word"), [("sun", "", "not a day"), ("mon", "step_up", "left out by your")])
def test_a_coach_cannot_go_beyond_the_athletes_limits(two: Two, day: str, like: str, word: str) -> None:
    two.tie(TieKind.COACH)
    goal = msgspec.structs.replace(loop.default_goal(), ban=(MovementId("step_up"),))
    two.store.add(two.a, [fact(Kind.WISHED, "goal", msgspec.to_builtins(goal))])
    answer = two.ben.post(f"/athlete/{two.a}/propose", data={"day": day, "like": like})
    assert answer.status_code == 422
    assert word in answer.text
    assert two.proposals.to(two.a) == ()


def test_athletes_stand_on_one_line_each_and_a_new_session_shows_at_once(two: Two) -> None:
    two.tie(TieKind.COACH)
    assert "No session yet" in two.ben.get("/athletes").text
    two.store.add(two.a, past_squats())
    page = two.ben.get("/athletes").text
    assert "Last session Monday" in page
    assert "3 sessions in 4 weeks" in page
    assert "Anna" not in two.anna.get("/athletes").text
