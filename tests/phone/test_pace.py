"""Pacing a set: the page leads through it and fills in the repetitions; the person says when it is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

Pacer = Callable[..., Page]

# What the device does, written down instead of done.
DEVICE = """
window.inTime = setTimeout; window.heard = []; window.felt = []; window.locks = 0; window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: { cancel() {}, speak: ({ text }) => spoken.push(text) } });
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  constructor() { window.contexts = (window.contexts ?? 0) + 1; }
  resume() { return Promise.resolve(); }
  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} };
  }
  createOscillator() {
    const frequency = {};
    return { frequency, connect: (next) => next, start: () => heard.push(frequency.value), stop() {} };
  }
};
navigator.vibrate = (pattern) => { felt.push(pattern); return true; };
"""
WAKE_LOCK = """
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  window.locks += 1;
  return window.lock = { released: false };
} } });
"""
NO_WAKE_LOCK = 'Object.defineProperty(navigator, "wakeLock", { value: undefined });'
SEEN = """() => {
  const figure = document.querySelector("[data-figure]"), show = figure.show;
  figure.seen = [];
  figure.show = (where) => { figure.seen.push(where); show(where); };
}"""
READY, DONE_S = 10, 4  # seconds to get ready, and for which the end is shown


@pytest.fixture(scope="module")
def session(address: str, browser: Browser) -> str:
    """The address of a session that was begun; what is to be paced in it is said by each test."""
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/week", timeout=60_000)
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#next .row-label")).to_contain_text("Set 1")
    at = page.url
    page.close()
    return at


@pytest.fixture
def pacer(open_page: Callable[..., Page], session: str) -> Pacer:
    """Open the pacing of the next set, with its clock in our hands."""

    def opened(
        reps: int = 3, *, figure: bool = False, lock: str = WAKE_LOCK, wanted: dict[str, Any] | None = None, **more: Any
    ) -> Page:
        page = open_page("/healthz", **more)
        page.add_init_script(DEVICE + lock)  # before the clock, so that it knows what real time is
        page.clock.install()
        page.goto(session)
        page.clock.pause_at("2100-01-01")
        asked = {"tempo": "1 1 2", "starts": "low", "sides": "1"} | (wanted or {})
        page.locator("#next [data-pace-me]").evaluate("(one, asked) => Object.assign(one.dataset, asked)", asked)
        page.evaluate(SEEN if figure else "document.querySelector('[data-figure]').remove()")
        page.locator("#next [name=reps]").fill(str(reps))
        page.locator("#next [data-pace-me]").click()
        expect(page.locator("[data-pace]")).to_be_visible()
        return page

    return opened


def go(page: Page) -> None:
    """Press the large button: start, pause, continue, back."""
    page.locator("[data-go]").click()


def wait(page: Page, seconds: float) -> None:
    page.clock.run_for(round(seconds * 1000))


def screen(page: Page) -> str:
    """What stands there large, and which repetition it is."""
    parts = [page.locator(f"[data-pace] [data-{name}]").inner_text() for name in ("word", "big", "rep", "side")]
    return " ".join(part for part in parts if part)


def phase(page: Page) -> str | None:
    return page.locator("[data-pace]").get_attribute("data-phase")


def filled(page: Page) -> Locator:
    """The field of the form that holds the repetitions."""
    return page.locator("#next [name=reps]")


def test_a_paced_set_fills_in_its_repetitions_and_logs_nothing(pacer: Pacer) -> None:
    page = pacer(3)
    page.locator("#next [name=reps]").evaluate("(field) => { field.value = 99; }")  # so that filling shows
    go(page)
    wait(page, READY + 3 * 4 + 0.1)
    expect(page.locator("[data-big]")).to_have_text("Done")
    wait(page, DONE_S)
    expect(page.locator("[data-pace]")).to_be_hidden()
    expect(filled(page)).to_have_value("3")
    expect(page.locator("#work .row.is-done")).to_have_count(0)
    expect(page.locator("[data-voice]")).to_have_text("3 repetitions filled in. Done saves the set.")
    expect(page.locator("#next [data-pace-me]")).to_be_focused()


def test_the_phases_follow_one_another_in_the_tempo_of_the_movement(pacer: Pacer) -> None:
    page = pacer(2)
    go(page)
    seen = []
    wait(page, 0.5)
    for _ in range(READY + 2 * 4):
        seen.append((phase(page), screen(page)))
        wait(page, 1)
    assert seen == [
        *(("ready", f"Get ready {left} 1 of 2") for left in range(10, 0, -1)),
        *(("lift", "Lift 1 of 2"), ("hold", "Hold 1 of 2"), ("lower", "Lower 2 1 of 2"), ("lower", "Lower 1 1 of 2")),
        *(("lift", "Lift 2 of 2"), ("hold", "Hold 2 of 2"), ("lower", "Lower 2 2 of 2"), ("lower", "Lower 1 2 of 2")),
    ]
    assert phase(page) == "done"


def test_what_starts_high_is_lowered_first(pacer: Pacer) -> None:
    page = pacer(1, wanted={"starts": "high"})
    expect(page.locator("[data-pace] [data-tempo]")).to_have_text("Lower 2 s · Lift 1 s · Hold 1 s")
    go(page)
    wait(page, READY + 0.5)
    assert phase(page) == "lower"
    wait(page, 2)
    assert phase(page) == "lift"


def test_stopping_early_fills_in_what_was_completed(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    wait(page, READY + 4 + 2)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-pace]")).to_be_hidden()
    expect(filled(page)).to_have_value("1")
    expect(page.locator("[data-voice]")).to_have_text("1 repetition filled in. Done saves the set.")


def test_stopping_before_the_first_is_complete_leaves_what_stands_in_the_form(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    wait(page, READY + 3)
    page.keyboard.press("Escape")
    expect(page.locator("[data-pace]")).to_be_hidden()
    expect(filled(page)).to_have_value("3")


def test_a_pause_holds_the_count_and_the_repetition_is_done_again(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    wait(page, READY + 4 + 1.5)
    assert screen(page) == "Hold 2 of 3"
    go(page)
    wait(page, 60)
    assert screen(page) == "Paused 2 of 3"
    go(page)
    wait(page, 0.5)
    assert screen(page) == "Get ready 10 2 of 3"
    wait(page, READY)
    assert screen(page) == "Lift 2 of 3"
    wait(page, 4)
    page.get_by_role("button", name="Stop").click()
    expect(filled(page)).to_have_value("2")


def test_stopping_in_a_pause_fills_in_what_was_completed_before_it(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    wait(page, READY + 2 * 4 + 1)
    go(page)
    wait(page, 60)
    page.get_by_role("button", name="Stop").click()
    expect(filled(page)).to_have_value("2")


def test_one_side_follows_the_other_and_each_is_counted(pacer: Pacer) -> None:
    page = pacer(2, wanted={"sides": "2"})
    expect(page.get_by_text("Left side first, then right")).to_be_visible()
    go(page)
    wait(page, READY + 4.5)
    assert screen(page) == "Lift 2 of 2 left side"
    wait(page, 4)
    assert (phase(page), screen(page)) == ("change", "Now right 10 1 of 2 right side")
    wait(page, READY + 4)
    assert screen(page) == "Lift 2 of 2 right side"
    page.get_by_role("button", name="Stop").click()
    expect(filled(page)).to_have_value("1")


def test_both_sides_are_paced_to_the_end(pacer: Pacer) -> None:
    page = pacer(2, wanted={"sides": "2"})
    go(page)
    wait(page, 2 * (READY + 2 * 4) + DONE_S + 0.2)
    expect(page.locator("[data-pace]")).to_be_hidden()
    expect(filled(page)).to_have_value("2")


def test_a_hold_of_more_than_a_second_is_counted(pacer: Pacer) -> None:
    page = pacer(1, wanted={"tempo": "1 3 2"})
    go(page)
    wait(page, READY + 1.5)
    counts = []
    for _ in range(3):
        counts.append(screen(page))
        wait(page, 1)
    assert counts == ["Hold 3 1 of 1", "Hold 2 1 of 1", "Hold 1 1 of 1"]


def hold(page: Page, seconds: int) -> None:
    """Open the pacing anew for a hold of so many seconds."""
    page.keyboard.press("Escape")
    page.locator("#next [name=reps]").evaluate("(field) => { field.name = 'seconds'; }")
    page.locator("#next [name=seconds]").fill(str(seconds))
    page.locator("#next [data-pace-me]").evaluate("(one) => { one.dataset.hold = ''; }")
    page.locator("#next [data-pace-me]").click()
    expect(page.locator("[data-pace] [data-tempo]")).to_have_text(f"Hold {seconds} s")
    expect(page.locator("[data-slower]")).to_be_hidden()


def test_a_timed_hold_counts_its_seconds_down_with_a_tone_for_the_last_three(pacer: Pacer) -> None:
    page = pacer(1)
    hold(page, 20)
    page.locator(".pace-cues").get_by_label("Sound").check()
    go(page)
    wait(page, READY + 0.5)
    assert screen(page) == "Hold 20"
    page.evaluate("heard.length = 0")
    wait(page, 16)
    assert (screen(page), page.evaluate("heard.length")) == ("Hold 4", 0)
    wait(page, 3)
    assert (screen(page), page.evaluate("heard.length")) == ("Hold 1", 3)
    wait(page, 1)
    assert phase(page) == "done"
    expect(page.locator("#next [name=seconds]")).to_have_value("20")


def test_a_hold_that_is_stopped_fills_in_the_seconds_that_were_held(pacer: Pacer) -> None:
    page = pacer(1)
    hold(page, 20)
    go(page)
    wait(page, READY + 7.5)
    go(page)
    wait(page, 60)
    go(page)
    wait(page, READY + 5)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#next [name=seconds]")).to_have_value("12")
    expect(page.locator("[data-voice]")).to_have_text("12 seconds filled in. Done saves the set.")


def test_the_tempo_can_be_slowed_and_only_lifting_and_lowering_are(pacer: Pacer) -> None:
    page = pacer(1)
    page.get_by_label("2 s slower").check()
    expect(page.locator("[data-pace] [data-tempo]")).to_have_text("Lift 3 s · Hold 1 s · Lower 4 s")
    go(page)
    wait(page, READY + 0.5)
    assert screen(page) == "Lift 3 1 of 1"
    wait(page, 4)
    assert screen(page) == "Lower 4 1 of 1"


def test_the_figure_leads_and_goes_back_to_its_place(pacer: Pacer) -> None:
    page = pacer(1, figure=True)
    expect(page.locator("[data-level]")).to_be_hidden()
    expect(page.locator("[data-pace] .figure svg")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-pace] [data-play]")).to_be_hidden()  # there is one to lead already
    leg = page.locator("[data-pace] .figure path.m").first
    before = leg.get_attribute("d")
    go(page)
    wait(page, READY + 0.5)
    assert leg.get_attribute("d") != before
    assert page.evaluate("document.querySelector('.figure').seen.at(-1)") == pytest.approx(0.5, abs=0.05)
    wait(page, 1)
    seen = page.evaluate("document.querySelector('.figure').seen")
    assert seen[-1] == 1
    assert len(seen) > 60
    wait(page, 2.6 + DONE_S)
    expect(page.locator(".station.current .why .figure + .cues")).to_have_count(1)
    assert page.evaluate("document.querySelector('.figure').seen.at(-1)") == 0


def test_without_a_figure_a_level_leads(pacer: Pacer) -> None:
    page = pacer(1)
    top = "document.querySelector('[data-level]').getBoundingClientRect().top"
    marker = "document.querySelector('[data-level] div').getBoundingClientRect().top"
    go(page)
    wait(page, 1)
    low = page.evaluate(f"{marker} - {top}")
    wait(page, READY + 0.5)
    assert page.evaluate(f"{marker} - {top}") < low - 100


def test_who_wants_less_motion_sees_words_and_numbers_only(pacer: Pacer) -> None:
    page = pacer(2, figure=True, reduced_motion="reduce")
    go(page)
    before = page.evaluate("document.querySelector('.figure').seen.length")
    wait(page, READY + 2.5)
    assert screen(page) == "Lower 2 1 of 2"
    assert page.evaluate("document.querySelector('.figure').seen.length") == before
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_a_figure_less_motion_hides_the_level(pacer: Pacer) -> None:
    page = pacer(2, reduced_motion="reduce")
    go(page)
    expect(page.locator("[data-level]")).to_be_hidden()


def test_nothing_is_heard_or_felt_until_it_is_asked_for(pacer: Pacer) -> None:
    page = pacer(2)
    go(page)
    wait(page, READY + 2 * 4 + 1)
    assert phase(page) == "done"
    assert page.evaluate("[heard, felt]") == [[], []]


def test_each_phase_has_a_tone_and_a_buzz_of_its_own_and_the_wish_is_remembered(pacer: Pacer) -> None:
    page = pacer(2)
    for name in ("Sound", "Vibration"):
        page.locator(".pace-cues").get_by_label(name).check()
    page.evaluate("heard.length = felt.length = 0")
    go(page)
    found = []
    for seconds in (0.1, READY - 0.2, 1, 1, 1, 3):
        wait(page, seconds)
        found.append(page.evaluate("[heard.splice(0), felt.splice(0)]"))
    start, counted, lift, hold, lower, _ = found
    assert counted == [start[0] * 3, start[1] * 3]  # 3, 2, 1
    tones, buzzes = ([str(one[kind]) for one in (start, lift, hold, lower)] for kind in (0, 1))
    assert len(set(tones)) == len(set(buzzes)) == 4
    assert page.evaluate("contexts") == 1
    page.reload()
    expect(page.locator("[data-cue=sound]")).to_be_checked()
    expect(page.locator("[data-cue=vibration]")).to_be_checked()
    expect(page.locator("[data-cue=voice]")).not_to_be_checked()


def test_a_voice_says_the_phases_and_counts(pacer: Pacer) -> None:
    page = pacer(1)
    page.locator(".pace-cues").get_by_label("Voice").check()
    page.evaluate("spoken.length = 0")
    go(page)
    wait(page, READY + 4 + 0.1)
    assert page.evaluate("spoken") == ["Get ready", "3", "2", "1", "Lift", "Hold", "Lower", "1", "Done"]


def test_the_screen_is_kept_on_and_again_after_the_page_was_hidden(pacer: Pacer) -> None:
    page = pacer(2)
    expect(page.get_by_text("Your screen may go dark")).to_be_hidden()
    assert page.evaluate("locks") == 1
    page.evaluate("lock.released = true; document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("locks") == 2


def test_where_the_screen_cannot_be_kept_on_the_page_says_so(pacer: Pacer) -> None:
    page = pacer(2, lock=NO_WAKE_LOCK)
    expect(page.get_by_text("Your screen may go dark")).to_be_visible()


def test_a_page_that_is_hidden_pauses(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    wait(page, READY + 4 + 1)
    page.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        delete document.hidden"""
    )
    wait(page, 60)
    assert screen(page) == "Paused 2 of 3"
    page.get_by_role("button", name="Stop").click()
    expect(filled(page)).to_have_value("1")


def test_the_keyboard_alone_paces_a_set(pacer: Pacer) -> None:
    page = pacer(3)
    page.keyboard.press("Escape")
    expect(page.locator("#next [data-pace-me]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Start")).to_be_focused()
    page.keyboard.press("Enter")
    wait(page, READY + 4.5)
    page.keyboard.press("Space")
    assert screen(page) == "Paused 2 of 3"
    for _ in range(12):  # the focus stays in the dialog, or goes to the browser's own bar
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('main, .timer')")
    page.locator("[data-go]").focus()
    page.keyboard.press("Space")
    wait(page, READY + 4.5)
    page.keyboard.press("Escape")
    expect(page.locator("#next [data-pace-me]")).to_be_focused()
    expect(filled(page)).to_have_value("2")


def test_space_pauses_wherever_the_focus_is_not_on_a_button(pacer: Pacer) -> None:
    page = pacer(3)
    go(page)
    page.evaluate("document.activeElement.blur()")
    wait(page, 1)
    page.locator(".pace-stage").click()
    page.keyboard.press("Space")
    assert screen(page) == "Paused 1 of 3"


def test_a_screen_reader_hears_each_phase_once(pacer: Pacer) -> None:
    page = pacer(2)
    page.evaluate(
        """() => {
          window.told = [];
          const region = document.querySelector("[data-told]");
          new MutationObserver(() => told.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    expect(page.locator("[data-told]")).to_have_attribute("aria-live", "polite")
    go(page)
    for _ in range(READY + 2 * 4 + 1):
        wait(page, 1)
    assert page.evaluate("told") == [
        "Get ready.",
        *("Lift. 1 of 2", "Hold. 1 of 2", "Lower. 1 of 2"),
        *("Lift. 2 of 2", "Hold. 2 of 2", "Lower. 2 of 2"),
        "Done. 2 repetitions.",
    ]


def rest(page: Page, session: str) -> None:
    """Be on the session's page with a minute of rest to go."""
    key = re.sub(r"^https?://[^/]+", "rest:", session)
    page.evaluate("(key) => localStorage.setItem(key, JSON.stringify([Date.now() + 60000, 90]))", key)
    page.reload()
    expect(page.locator(".timer")).to_be_visible()


def test_the_rest_ends_where_the_set_begins(pacer: Pacer, session: str) -> None:
    page = pacer(2)
    rest(page, session)
    page.locator("#next [data-pace-me]").click()
    go(page)
    expect(page.locator(".timer")).to_be_hidden()


@pytest.mark.parametrize("loud", [True, False])
def test_the_end_of_a_rest_is_heard_and_felt_once_unless_it_is_told_not_to(
    pacer: Pacer, session: str, loud: bool
) -> None:
    page = pacer(2)
    rest(page, session)
    if not loud:
        page.locator("[data-sound]").click()
    page.locator("h1").click()
    wait(page, 59)
    assert page.evaluate("[heard, felt]") == [[], []]
    wait(page, 30)
    assert page.evaluate("[heard, felt]") == ([[880, 880], [[200, 100, 200]]] if loud else [[], []])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_phase_has_a_serious_barrier(pacer: Pacer, scheme: str) -> None:
    page = pacer(1, lock=NO_WAKE_LOCK, scheme=scheme, wanted={"sides": "2"})
    found = []

    def look() -> None:
        page.evaluate("[setTimeout, inTime] = [inTime, setTimeout]")  # axe waits for it
        found.extend(
            (phase(page), barrier["id"], barrier["nodes"][0]["html"])
            for barrier in Axe().run(page).response["violations"]
            if barrier["impact"] in ("serious", "critical")
        )
        page.evaluate("[setTimeout, inTime] = [inTime, setTimeout]")

    look()
    go(page)
    for seconds in (1, READY - 0.5, 1, 1):
        wait(page, seconds)
        look()
    go(page)
    look()
    go(page)
    wait(page, READY + 4 + READY + 4 + 0.5)
    assert phase(page) == "done"
    look()
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390)])
def test_what_counts_is_large_and_all_of_it_is_on_the_screen(pacer: Pacer, width: int, height: int) -> None:
    page = pacer(12, width=width, height=height, wanted={"sides": "2", "name": "Single-leg Romanian deadlift, Set 1"})
    large = """() => {
      const stage = document.querySelector(".pace-stage").getBoundingClientRect();
      const one = document.querySelector("[data-big]"), range = document.createRange();
      range.selectNodeContents(one);
      const { left, right } = range.getBoundingClientRect();
      return [parseFloat(getComputedStyle(one).fontSize), left >= stage.left && right <= stage.right];
    }"""
    go(page)
    for seconds in (1, READY, 1, 1):
        wait(page, seconds)
        size, fits = page.evaluate(large)
        assert size >= 0.22 * min(width, height)
        assert fits
    for button in page.locator(".pace-buttons .button").all():
        expect(button).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('[data-pace]').scrollHeight <= innerHeight")


def test_each_phase_has_a_shape_of_its_own(pacer: Pacer) -> None:
    page = pacer(1)
    shapes, colours = [], []
    go(page)
    for seconds in (1, READY - 0.5, 1, 1):
        wait(page, seconds)
        style = "getComputedStyle(document.querySelector('.pace-shape'))"
        shapes.append(page.evaluate(f"{style}.clipPath"))
        colours.append(page.evaluate(f"{style}.backgroundColor"))
    assert len(set(shapes)) == len(set(colours)) == 4


def test_without_script_nobody_is_offered_to_be_paced(open_page: Callable[..., Page], session: str) -> None:
    page = open_page(session, java_script_enabled=False)
    expect(page.locator("#next .set-form button.button")).to_be_visible()
    expect(page.locator("#next [data-pace-me]")).to_be_hidden()
    expect(page.locator("[data-pace]")).to_be_hidden()
