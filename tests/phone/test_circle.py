"""The whole circle on a phone: bring a history, plan, train, look back, plan again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
)


def hevy_log(weeks: int = 10) -> str:
    """Two sessions a week until the Thursday before the Monday of these tests."""
    lines = [HEADER]
    for day in range(weeks * 2):
        began = datetime(2026, 11, 19, 18, 0) - timedelta(days=7 * (weeks - 1 - day // 2) + (3 if day % 2 == 0 else 0))
        when = f'"{began.day} {began:%b %Y, %H:%M}","{began.day} {began + timedelta(hours=1):%b %Y, %H:%M}"'
        for name, load in (("Squat (Barbell)", 80), ("Seated Leg Curl (Machine)", 40), ("Bench Press (Barbell)", 60)):
            lines += [f'"Legs",{when},"","{name}",,"",{at},"normal",{load},8,,,8' for at in range(3)]
    return "\n".join(lines) + "\n"


def doses(page: Page) -> dict[str, str]:
    """The movements that are planned on a page and what is asked of them."""
    return {
        move.locator("strong").inner_text(): move.locator(".dose").first.inner_text()
        for move in page.locator(".move > summary").all()
    }


def log_every_set(page: Page, new_kg: str = "") -> int:
    """Tap Done until nothing is left to do, with ``new_kg`` where a load is to be chosen; give the number of taps."""
    taps = 0
    work = page.locator("#work")
    while page.locator("#next .set-form").count():
        done = page.locator("#work .row.is-done").count()
        if new_kg and page.locator("#next").get_by_text("Choose a load").count():
            page.locator("#next [name=load]").fill(new_kg)
        page.locator("#next .set-form button.button").click()
        expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
        page.wait_for_timeout(750)  # the page ignores taps for 0.7 s, so that a double tap logs one set
        taps += 1
    assert work.get_attribute("data-count") == work.get_attribute("data-total")
    return taps


def test_from_a_history_to_a_session_and_round_into_the_next_plan(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "workouts.csv"
    file.write_text(hevy_log(), encoding="utf-8")
    page = open_page("/")
    page.request.post("/erase", form={"word": "ERASE"})  # the other tests here share the server
    page.goto("/")
    page.get_by_role("link", name="Bring your history").click()
    page.get_by_label("Your file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What would come in")).to_be_visible()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", name="Your history is here")).to_be_visible()
    expect(page.get_by_text("120 of 180 sets are for the legs")).to_be_visible()

    page.get_by_role("link", name="Go on to today").click()
    page.get_by_label("Calves (soleus)").check()
    page.get_by_role("button", name="Plan the week").click()
    expect(page.get_by_role("heading", name="Week from 23 November")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("no other week fits your limits better")).to_be_visible()

    page.get_by_role("link", name="Today", exact=True).click()
    asked = doses(page)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="Legs")).to_be_visible()
    taps = log_every_set(page, new_kg="60")
    expect(page.locator(".timer")).to_be_hidden()  # there is nothing to rest for after the last set
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Done and saved")).to_be_visible()
    expect(page.locator(".row.is-done")).to_have_count(taps)

    page.get_by_role("link", name="See it in History").click()
    expect(page.get_by_role("link", name="Monday 23 November Legs")).to_be_visible()

    page.get_by_role("link", name="Week", exact=True).click()
    page.get_by_role("button", name="Plan again").click()
    expect(page.get_by_role("heading", name="Week from 24 November")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Thursday 26 November")).to_be_visible()
    expect(page.get_by_role("heading", name="Monday 30 November")).to_be_visible()
    after = doses(page)
    learned = {name: after[name] for name in asked if name in after and "kg" in after[name] and "kg" not in asked[name]}
    assert any(dose.endswith("60\u00a0kg") for dose in learned.values())


def test_while_a_week_is_worked_out_the_button_says_so(open_page: Callable[..., Page]) -> None:
    page = open_page("/week")
    # The form is kept here, because a page that is being left cannot be looked at.
    form = page.locator(".title form[action='/plan']")
    form.evaluate("(one) => one.addEventListener('submit', (event) => event.preventDefault())")
    button = form.locator("button")
    button.click()
    expect(button).to_have_text("Planning…")
    expect(button).to_have_attribute("aria-busy", "true")


def train(page: Page) -> int:
    """Go into a session with sets to do, planning and starting one where there is none; give the sets done."""
    for name in ("Plan the week", "Start", "Start early"):
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            button.click()
            page.wait_for_url(re.compile("/(week|session/.+|train/.+)$"), timeout=60_000)
            page.goto("/")
    page.get_by_role("link", name="Carry on").click()
    expect(page.locator("#next")).to_be_visible()
    return page.locator("#work .row.is-done").count()


def tap_done(page: Page) -> None:
    """Do the next set with twenty of whatever the person counts in."""
    page.locator("#next [name=load]").fill("20")
    page.locator("#next .set-form button.button").click()


def test_a_double_tap_logs_one_set_and_the_rest_begins(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    done = train(page)
    page.locator("#next .set-form button.button").dblclick()
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    page.wait_for_timeout(900)  # longer than a second tap could still be on its way
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    timer = page.locator("[data-digits]")
    expect(timer).to_be_visible()
    before = seconds(timer.inner_text())
    page.get_by_role("button", name="15 seconds more").click()
    assert seconds(timer.inner_text()) >= before + 10
    page.get_by_role("button", name="Skip").click()
    expect(timer).to_be_hidden()


def seconds(digits: str) -> int:
    """Read a timer."""
    minutes, rest = digits.split(":")
    return int(minutes) * 60 + int(rest)


def test_a_set_without_a_network_is_saved_on_the_phone_and_arrives_later(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    done = train(page)
    page.wait_for_load_state()  # what the page needs has come before the network goes
    page.context.set_offline(True)
    tap_done(page)
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    expect(page.get_by_text("On this phone, waiting for a network")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("On this phone, waiting for a network")).to_have_count(0)
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)


def test_the_session_works_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/", java_script_enabled=False)
    done = train(page)
    tap_done(page)
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
