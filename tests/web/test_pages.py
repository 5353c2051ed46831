from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.figure.draw import style
from legday.kinds import BadInput
from legday.plan.week import Status, Week
from legday.store.facts import Store

EVERY_PAGE = (
    "/", "/week", "/wishes", "/more", "/movements", "/movement/back_squat", "/history", "/review", "/sore", "/bring",
    "/settings", "/teach", "/teach?like=leg_extension&show=1&name=Mine", "/compare", "/compare?a=back_squat",
    "/compare?a=back_squat&b=leg_extension", "/week/print",
    "/compare?a=back_squat&b=leg_extension", "/gym",
)  # fmt: skip
GOAL = {"day": ["mon", "thu"], "minutes-mon": "45", "minutes-thu": "30", "gym": "full_gym", "favour": "soleus"}


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_answers_on_an_empty_log(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_answers_with_a_history_and_a_plan(browser: TestClient, planned: Week, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_holds_a_script_or_style_of_its_own(browser: TestClient, planned: Week, path: str) -> None:
    page = browser.get(path)
    assert " style=" not in page.text
    assert "<style" not in page.text.replace(f"<style>{style()}</style>", "")  # the figure's colours, by their hash
    assert page.text.count("<script") == page.text.count('<script src="/static/')
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_page_comes_compressed_to_a_browser_and_plain_to_whoever_cannot_read_that(
    browser: TestClient, planned: Week
) -> None:
    small, plain = (browser.get("/week", headers={"accept-encoding": coding}) for coding in ("gzip", "identity"))
    assert small.text == plain.text
    assert (small.headers["content-encoding"], small.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert "content-encoding" not in plain.headers
    assert int(small.headers["content-length"]) < len(plain.content) / 3


def test_a_page_is_not_kept_by_the_browser_and_what_it_is_made_of_is_kept_for_good(browser: TestClient) -> None:
    page = browser.get("/")
    assert page.headers["cache-control"] == "no-store"
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    kept = {browser.get(part).headers["cache-control"] for part in parts}
    assert kept == {"public, max-age=31536000, immutable"}


def test_a_new_person_is_asked_when_and_where_and_for_their_history(browser: TestClient) -> None:
    page = browser.get("/").text
    assert "Bring your history" in page
    assert page.count('name="day"') == 7
    assert 'name="minutes" value="45" checked' in page


def test_today_shows_the_session_its_loads_and_one_start_button(browser: TestClient, planned: Week) -> None:
    page = browser.get("/").text
    assert "Today is a leg day" in page
    assert "2 × 8–10 · 60\u00a0kg" in page
    assert page.count(">Start</button>") == 1
    assert "1 × 10–15 each side" in page


def test_the_week_says_limits_proof_and_reasons_with_their_source(browser: TestClient, planned: Week) -> None:
    page = browser.get("/week").text
    assert "Proved best: no other week fits your limits better." in page
    assert "45 minutes on Monday are too short." in page
    assert "43 of 45 minutes" in page
    assert "No time." in page
    assert ">convention</span>" in page


def test_pounds_are_shown_everywhere_once_they_are_chosen(browser: TestClient, planned: Week) -> None:
    browser.post("/settings", data={"unit": "lb"})
    assert "132.5\u00a0lb" in browser.get("/").text
    week = browser.get("/week").text
    assert "Take 132.5 lb." in week
    assert "60 kg" not in week


def test_planning_stores_the_week_and_shows_it(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "next_week", lambda known, **_: planned)
    before = browser.get("/healthz").json()["facts"]
    answer = browser.post("/plan", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/week")
    assert browser.get("/healthz").json()["facts"] == before + 1


def test_a_week_that_cannot_be_planned_says_so_and_stores_nothing(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(known: loop.Known, **_: object) -> Week:
        raise BadInput("No time is left.", "Give more minutes.")

    monkeypatch.setattr(loop, "next_week", refuse)
    answer = browser.post("/plan")
    assert answer.status_code == 422
    assert "Give more minutes." in answer.text
    assert browser.get("/healthz").json()["facts"] == 0


def test_wishes_are_kept_and_shown_again(browser: TestClient, store: Store) -> None:
    assert browser.post("/wishes", data=GOAL, follow_redirects=False).status_code == 303
    goal = loop.read(store.facts("me"), date(2026, 11, 23)).goal
    assert [(slot.weekday.value, slot.minutes) for slot in goal.slots] == [("mon", 45), ("thu", 30)]
    assert 'value="soleus" checked' in browser.get("/wishes").text


def test_the_first_form_asks_for_one_length_of_all_sessions(browser: TestClient, store: Store) -> None:
    browser.post("/wishes", data={"day": ["tue", "sat"], "minutes": "60", "gym": "full_gym", "from": "today"})
    goal = loop.read(store.facts("me"), date(2026, 11, 23)).goal
    assert [(slot.weekday.value, slot.minutes) for slot in goal.slots] == [("tue", 60), ("sat", 60)]
    assert "Tuesday 60 min, Saturday 60 min, full gym" in browser.get("/").text


def test_a_plan_that_is_not_proved_says_how_far_it_may_be_from_the_best(
    browser: TestClient, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = msgspec.structs.replace(planned, status=Status.FEASIBLE, objective=11.98, bound=12.0, gap=0.0017)
    monkeypatch.setattr(loop, "next_week", lambda known, **_: near)
    browser.post("/plan")
    page = browser.get("/week").text
    assert "within 0.2\u00a0% of the best possible" in page
    assert "not proved" in page


def test_a_muscle_that_cannot_be_trained_here_says_so_with_the_reason(browser: TestClient, planned: Week) -> None:
    page = browser.get("/week").text
    assert ">not possible here</span>" in page
    assert "No time." in page


def known(store: Store) -> loop.Known:
    return loop.read(store.facts("me"), date(2026, 11, 23))


WHOLE = {
    **GOAL,
    "place-mon": "dumbbells",
    "place-thu": "full_gym",
    "like": ["hip_thrust_bb", "goblet_squat"],
    "ban": "back_squat",
    "ache": "knee",
    "condition": ["osteoporosis", "over 60"],
    "experience": "some",
    "aim": "strength",
    "partner": "in turns",
    "variety": "other",
}


def test_every_wish_is_kept_and_shown_again(browser: TestClient, store: Store) -> None:
    browser.post("/wishes", data=WHOLE)
    goal = known(store).goal
    assert [slot.gym for slot in goal.slots] == ["dumbbells", ""]
    assert (goal.like, goal.ban, goal.aches) == (("hip_thrust_bb", "goblet_squat"), ("back_squat",), ("knee",))
    assert (goal.conditions, goal.experience) == (("osteoporosis", "over 60"), "some")
    assert (goal.aim, goal.partner, goal.variety) == ("strength", "in turns", "other")
    page = browser.get("/wishes").text
    for name, value in (
        ("like", "goblet_squat"), ("ban", "back_squat"), ("condition", "over 60"), ("experience", "some"),
        ("partner", "in turns"), ("variety", "other"),
    ):  # fmt: skip
        assert f'name="{name}" value="{value}" checked' in page
    assert re.findall(r'<option value="(\w+)" selected', page) == ["dumbbells"]


def test_a_form_that_is_sent_as_it_is_shown_changes_nothing(browser: TestClient, store: Store) -> None:
    browser.post("/wishes", data=WHOLE)
    browser.post("/gym", data={"name": "Cellar", "equipment": "barbell"})
    before = known(store).goal
    page = browser.get("/wishes").text
    checked = re.findall(r'name="([^"]+)" value="([^"]*)" checked', page)
    minutes = re.findall(r'name="(minutes-[^"]+)" [^>]*value="([^"]*)"', page)
    places = re.findall(r'name="(place-[^"]+)">(?:(?!</select>).)*<option value="([^"]+)" selected', page)
    typed: dict[str, list[str]] = {}
    for name, value in (*checked, *minutes, *places):
        typed.setdefault(name, []).append(value)
    browser.post("/wishes", data=typed)
    assert known(store).goal == before


def test_the_short_form_leaves_wishes_that_it_does_not_ask_for(browser: TestClient, store: Store) -> None:
    browser.post("/wishes", data=WHOLE)
    browser.post("/wishes", data={"day": "sat", "minutes": "60", "gym": "bands", "from": "today"})
    goal = known(store).goal
    assert (goal.gym.id, goal.like, goal.variety) == ("bands", ("hip_thrust_bb", "goblet_squat"), "other")


def test_experience_is_asked_for_only_while_the_log_is_short(
    browser: TestClient, store: Store, planned: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'name="experience"' in browser.get("/wishes").text
    monkeypatch.setattr("legday.web.pages.SHORT_LOG", 4)
    browser.post("/wishes", data=WHOLE)
    assert 'name="experience"' not in browser.get("/wishes").text
    browser.post("/wishes", data={**WHOLE, "experience": ""})
    assert known(store).goal.experience == "some"


def test_what_asks_for_care_sends_to_a_doctor_and_gives_no_medical_advice(browser: TestClient) -> None:
    page = browser.get("/wishes").text
    assert "This is no medical advice" in page
    assert "Ask your doctor before you train if" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": []},
        {"minutes": "five", "minutes-mon": ""},
        {"minutes-mon": "5"},
        {"gym": "the moon"},
        {"gym": "own"},
        {"favour": "elbow"},
        {"ban": "unicorn squat"},
        {"aim": "fame"},
        {"like": "unicorn squat"},
        {"like": "back_squat", "ban": "back_squat"},
        {"condition": "tired"},
        {"experience": "much"},
        {"partner": "dog"},
        {"variety": "spice"},
        {"place-mon": "the moon"},
    ],
)
@pytest.mark.parametrize("source", ["today", "wishes"])
def test_wishes_that_cannot_be_used_come_back_with_what_was_typed(
    browser: TestClient, wrong: dict[str, str], source: str
) -> None:
    answer = browser.post("/wishes", data={**GOAL, "minutes-thu": "33", "favour": ["shins"], "from": source, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert ('value="shins" checked' in answer.text) is ("favour" not in wrong)
    assert ('value="33"' in answer.text) is (source == "wishes")
    assert browser.get("/healthz").json()["facts"] == 0


def test_an_open_red_flag_stops_everything_else(browser: TestClient, planned: Week) -> None:
    answer = browser.post("/sore", data={"flag": "chest"})
    assert answer.url.path == "/"
    assert "Look after this first" in answer.text
    assert ">Start<" not in answer.text
    assert "Plan again" not in browser.get("/week").text
    browser.post("/sore", data={})
    assert ">Start<" in browser.get("/").text


def test_soreness_and_pain_are_kept_and_shown_again(browser: TestClient) -> None:
    answer = browser.post("/sore", data={"sore:quadriceps": "4", "sore:glutes": "0", "ache:knee": "3"})
    assert answer.url.path == "/sore"
    assert browser.get("/healthz").json()["facts"] == 2
    assert 'name="sore:quadriceps" min="0" max="10" step="1" value="4"' in answer.text
    assert 'name="ache:knee" min="0" max="10" step="1" value="3"' in answer.text
    assert browser.post("/sore", data={"sore:quadriceps": "11"}).status_code == 422


def test_movements_can_be_searched_and_filtered(browser: TestClient) -> None:
    assert "Leg extension" in browser.get("/movements?q=extension").text
    only = browser.get("/movements?group=soleus").text
    assert "Seated calf raise" in only
    assert "Leg extension" not in only
    assert browser.get("/movements?group=elbow").status_code == 422
    assert "Nothing is called that" in browser.get("/movements?q=zzz").text


def test_a_movement_shows_how_it_is_done_and_how_it_goes(browser: TestClient, planned: Week) -> None:
    page = browser.get("/movement/back_squat").text
    for words in ("Set up", "Lift", "Hold", "Lower", "Think of", "What goes wrong", "What it trains"):
        assert words in page
    for words in ("60\u00a0kg\u00a0×\u00a08", "Too early to say"):
        assert words in page


def test_history_lists_sessions_by_month_with_charts_and_numbers(browser: TestClient, planned: Week) -> None:
    page = browser.get("/history?month=2026-11").text
    assert "Monday 16 November" in page
    assert "Barbell back squat 2×" in page
    assert page.count('<svg class="chart"') == 2
    assert "var(--accent)" in page
    assert browser.get("/history?month=soon").status_code == 400


def test_what_does_not_exist_is_said_plainly(browser: TestClient) -> None:
    for path in ("/nowhere", "/movement/nothing", "/session/nothing", "/set/nothing"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "Not found" in answer.text


def test_the_export_gives_every_fact_and_every_set(browser: TestClient, planned: Week) -> None:
    facts = browser.get("/export/facts")
    assert len(facts.text.splitlines()) == browser.get("/healthz").json()["facts"]
    assert "attachment" in facts.headers["content-disposition"]
    assert browser.get("/export/sets").text.count("Barbell back squat") == 8


def test_erasing_asks_for_the_word_and_then_erases(browser: TestClient, planned: Week) -> None:
    assert browser.post("/erase", data={"word": "erase"}).status_code == 422
    assert browser.get("/healthz").json()["facts"] > 0
    assert browser.post("/erase", data={"word": "ERASE"}).status_code == 200
    assert browser.get("/healthz").json()["facts"] == 0
    assert "Welcome to legday" in browser.get("/").text


def test_a_unit_nobody_uses_is_refused(browser: TestClient) -> None:
    assert browser.post("/settings", data={"unit": "stone"}).status_code == 422
