"""Teach your own on the page: choose, say what differs, see what it asks, keep, change, take away, bring back."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.kinds import MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.movement.catalogue import catalogue
from legday.movement.taught import TURNS, Taught, body_of, check, mechanics_of
from legday.store.facts import Store

SHORT = {"like": "leg_extension", "name": "Short extension", "knee_deg-from": "100", "knee_deg-to": "65"}
ID = MovementId("own_short_extension")


def fact(kind: Kind, about: str, body: dict[str, Any]) -> Fact:
    at = datetime(2026, 11, 23, 12)
    return Fact(id=fact_id(at, about.encode()), about=about, kind=kind, at=at, body=body)


def taught(store: Store) -> dict[MovementId, Taught]:
    return loop.read(store.facts("me"), date(2026, 11, 23)).own.taught


def alert(page: str) -> str:
    [found] = re.findall(r'role="alert">(.*?)</div>', page)
    return found


def show(browser: TestClient, **typed: Any):
    return browser.get("/teach", params={**SHORT, "show": "1", **typed})


def test_the_list_leads_to_teaching_and_the_search_finds_what_it_is_like(browser: TestClient) -> None:
    assert 'href="/teach"' in browser.get("/movements").text
    page = browser.get("/teach?q=extension").text
    assert 'href="/teach?like=leg_extension"' in page
    assert "back_squat" not in page
    assert "Nothing is called that" in browser.get("/teach?q=zzz").text


@pytest.mark.long
@pytest.mark.parametrize("like", catalogue())
def test_every_movement_can_be_what_one_s_own_is_like_and_stays_as_it_is_unless_said(
    browser: TestClient, store: Store, like: str
) -> None:
    assert browser.get(f"/teach?like={like}").status_code == 200
    browser.post("/teach", data={"like": like, "name": "My very own"})
    assert list(taught(store).values()) == [Taught(name="My very own", like=MovementId(like))]


def test_the_form_is_filled_and_says_the_range_of_every_angle(browser: TestClient) -> None:
    page = browser.get("/teach?like=leg_extension").text
    assert 'name="knee_deg-from" min="0" max="145" step="any" value="95"' in page
    assert "0° to 145°" in page
    assert "Hardest" not in page
    squat = browser.get("/teach?like=back_squat").text
    assert "The angle of the hip is found so that you stay in balance." in squat
    assert "hip_deg-from" not in squat
    assert "adduction_deg-from" in squat


def test_showing_says_what_it_asks_and_keeps_nothing(browser: TestClient) -> None:
    page = show(browser)
    assert page.status_code == 200
    assert "What it trains" in page.text
    assert "Hardest with the hip bent 64°, the knee 100°" in page.text
    assert 'value="Short extension"' in page.text
    assert 'value="100"' in page.text
    assert browser.get("/healthz").json()["facts"] == 0


def test_keeping_leads_to_its_page_and_it_is_marked_as_yours(browser: TestClient) -> None:
    kept = browser.post("/teach", data={**SHORT, "sides": "both"})
    assert kept.url.path == f"/movement/{ID}"
    assert "yours" in kept.text
    assert "Taught by you, like Leg extension" in kept.text
    assert f'href="/movement/{ID}"' in browser.get("/movements?q=short").text
    assert "Short extension" in browser.get("/wishes").text
    assert f'value="{ID}"' in browser.get("/wishes").text


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("knee_deg-from", "170", "Type a number from 0 to 145"),
        ("knee_deg-to", "deep", "The knee cannot be"),
        ("ankle_deg-from", "-51", "Type a number from -50 to 40"),
        ("hip_deg-to", "167", "Type a number from -30 to 166"),
        ("reps-to", "41", "from 10 to 40"),
        ("name", "", "Give it a name."),
        ("name", "?!", "is no name"),
        ("name", "leg extensions", "already: Leg extension"),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field_with_the_range_and_what_was_typed_stays(
    browser: TestClient, store: Store, field: str, typed: str, says: str
) -> None:
    words = {**SHORT, "note": "From the cellar", field: typed}
    for page in (browser.post("/teach", data=words), show(browser, **words)):
        assert page.status_code == 422
        assert 'role="alert"' in page.text
        assert says in page.text
        assert page.text.count('class="wrong"') == 1
        assert 'aria-invalid="true"' in page.text
        assert "From the cellar" in page.text
        assert f'value="{typed}"' in page.text
    assert taught(store) == {}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"like": "bulgarian", "hip_deg-to": "10", "knee_deg-to": "120", "sides": "both"}, "The body would fall"),
        ({"like": "nordic", "loading": "dumbbell"}, "Say where"),
        ({"like": "nordic", "load": "chest"}, "Say what it is loaded with"),
        ({"load": "the moon"}, "The place of the load cannot be"),
        ({"note": "a" * 2001}, "Shorten it"),
    ],
)
def test_what_nobody_could_do_is_refused_in_words(browser: TestClient, typed: dict[str, str], says: str) -> None:
    page = browser.post("/teach", data={**SHORT, "knee_deg-from": "", "knee_deg-to": "", **typed})
    assert page.status_code == 422
    assert says in page.text
    assert not re.search(r"[a-z]_(flexion|deg|adduction)|`", alert(page.text))


def test_everything_that_differs_is_kept_and_shown_again(browser: TestClient, store: Store) -> None:
    words = {
        "like": "goblet_squat", "name": "Step squat", "knee_deg-from": "0", "knee_deg-to": "90", "sides": "one",
        "load": "back", "loading": "barbell", "equipment": ["barbell", "rack"], "reps-from": "5", "reps-to": "8",
        "set_up": "On a step.", "cues": "Slow.\n\n Deep. ", "note": "Mine",
    }  # fmt: skip
    browser.post("/teach", data=words)
    [(id, kept)] = taught(store).items()
    assert kept.mechanics == {"knee_deg": [0, 90], "load": {"at": "back", "rail_deg": 90.0}}
    assert (kept.unilateral, kept.equipment, kept.reps) == (True, (("barbell", "rack"),), (5, 8))
    assert (kept.set_up, kept.cues, kept.note) == ("On a step.", ("Slow.", "Deep."), "Mine")
    form = browser.get(f"/teach?id={id}").text
    for shown in ('value="90"', 'value="one" checked', 'value="back" selected', 'value="barbell" selected', "Deep."):
        assert shown in form
    changed = {**words, "like": "", "id": id, "name": "Slow squat"}
    assert browser.post("/teach", data=changed).url.path == f"/movement/{id}"
    assert taught(store)[id] == Taught(
        **{**{f: getattr(kept, f) for f in kept.__struct_fields__}, "name": "Slow squat"}
    )


def test_points_between_the_ends_stay_while_the_ends_do(browser: TestClient, store: Store) -> None:
    ankles = {"like": "back_squat", "name": "Mine", "sides": "both", "ankle_deg-from": "0", "ankle_deg-to": "35"}
    browser.post("/teach", data=ankles)
    [(id, kept)] = taught(store).items()
    assert mechanics_of(kept).ankle_deg == (0, 21, 35)
    browser.post("/teach", data={**ankles, "like": "", "id": id, "ankle_deg-to": "30"})
    assert mechanics_of(taught(store)[id]).ankle_deg == (0, 30)


def test_what_is_taken_away_leaves_the_lists_and_comes_back_with_its_sets(browser: TestClient, store: Store) -> None:
    browser.post("/teach", data={**SHORT, "sides": "both"})
    away = browser.post(f"/teach/{ID}/away")
    assert away.url.path == f"/movement/{ID}"
    assert "You took this movement away" in away.text
    assert ID not in browser.get("/movements").text
    assert ID not in browser.get("/wishes").text
    assert "taken away" in browser.get("/teach").text
    back = browser.post(f"/teach/{ID}/back")
    assert "You took this movement away" not in back.text
    assert ID in browser.get("/movements").text
    facts = browser.get("/healthz").json()["facts"]
    browser.post(f"/teach/{ID}/back")
    assert browser.get("/healthz").json()["facts"] == facts


def test_what_is_not_one_s_own_cannot_be_changed_or_taken_away(browser: TestClient) -> None:
    for path in ("/teach?id=back_squat", "/teach?like=own_nothing"):
        assert browser.get(path).status_code == 404
    for path in ("/teach/back_squat/away", "/teach/own_nothing/back"):
        assert browser.post(path).status_code == 404


def test_what_cannot_be_computed_any_more_keeps_its_name_and_says_why(browser: TestClient, store: Store) -> None:
    leaning = Taught(name="Leaning squat", like=MovementId("back_squat"), mechanics={"hip_deg": [0, 10]})
    id = MovementId("own_leaning_squat")
    store.add("me", [fact(Kind.TAUGHT, id, body_of(leaning))])
    assert id not in browser.get("/movements").text
    page = browser.get("/teach").text
    assert "cannot be computed" in page
    why = browser.get(f"/teach?id={id}&show=1")
    assert "The body would fall" in alert(why.text)
    assert 'value="Leaning squat"' in why.text
    assert "already" in browser.post("/teach", data={**SHORT, "name": "Leaning squat"}).text


def test_sending_the_form_twice_keeps_one(browser: TestClient, store: Store) -> None:
    for _ in range(2):
        assert browser.post("/teach", data=SHORT).url.path == f"/movement/{ID}"
    assert len(store.facts("me")) == 1


def test_erasing_everything_erases_what_was_taught(browser: TestClient, store: Store) -> None:
    browser.post("/teach", data=SHORT)
    assert list(taught(store)) == [ID]
    browser.post("/erase", data={"word": "ERASE"})
    assert taught(store) == {}
    assert ID not in browser.get("/movements").text


def test_a_name_cannot_break_the_page(browser: TestClient, store: Store) -> None:
    name = 'A <b>"bold" & bent</b>'
    browser.post("/teach", data={**SHORT, "sides": "both", "name": name})
    [id] = taught(store)
    for path in ("/movements", f"/movement/{id}", f"/teach?id={id}", "/teach", "/wishes"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<b>" not in page.text.replace("leg<b>day</b>", "")


def test_every_angle_that_the_form_offers_can_be_taught(browser: TestClient) -> None:
    for like in catalogue():
        mechanics = mechanics_of(Taught(name="Mine", like=like))
        given = {field: getattr(mechanics, field) for field in TURNS if getattr(mechanics, field) != "balance"}
        check(Taught(name="Mine", like=like, mechanics=given))


def test_a_movement_of_one_s_own_is_logged_in_a_session_by_its_name(browser: TestClient, store: Store) -> None:
    browser.post("/teach", data={**SHORT, "sides": "both"})
    known = loop.read(store.facts("me"), date(2026, 11, 23))
    visit = loop.visit(known, planned=None, at=datetime(2026, 11, 23, 18), seed=b"visit")
    store.add("me", [visit])
    form = {"set": visit.id[:-1] + ("0" if visit.id[-1] != "0" else "1"), "movement": ID, "place": "1", "reps": "12"}
    page = browser.post(f"/session/{visit.id}/set", data={**form, "load": "40", "role": "work"})
    assert page.status_code == 200
    assert "Short extension" in page.text
    browser.post(f"/teach/{ID}/away")
    assert "Short extension" in browser.get(f"/session/{visit.id}").text
    browser.post(f"/session/{visit.id}/finish")
    assert "Short extension" in browser.get("/history").text
