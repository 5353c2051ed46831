"""In a basement: what is logged without a network is safe on the phone, and arrives exactly once."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, Playwright, expect

sys.path.insert(0, str(Path(__file__).parent))  # what these tests share
from network import Network
from phone_clock import MONDAY, clock

from legday.files.own import read_own
from legday.kinds import Unit
from legday.log.fact import Fact, Kind, fact_id
from legday.log.history import Session
from legday.units import in_kg, in_unit
from legday.web.site import Site

pytestmark = pytest.mark.browser

WAITS = "On this phone, waiting for a network"
SIGN_OUT = '<form method="post" action="/sign-out" data-sign-out><button>Sign out here</button></form>'
KEPT = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("pages "));
  const was = name && await (await caches.open(name)).match("/offline.json");
  return Boolean(was) && (await was.json()).state === (await (await fetch("/offline.json")).json()).state;
}"""
ENTRIES = """() => new Promise((resolve) => {
  const asked = indexedDB.open("legday", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result); };
  };
})"""


@pytest.fixture
def site(app: FastAPI) -> Site:
    site: Site = app.state.sites.of("me")
    return site


@pytest.fixture
def network(address: str) -> Iterator[Network]:
    between = Network(int(address.rpartition(":")[2]))
    yield between
    between.close()


Phone = Callable[..., Page]


@pytest.fixture
def phone(open_page: Callable[..., Page], network: Network, site: Site) -> Phone:
    """Open Today on a phone that was here before, with a week planned and everything kept that the phone keeps."""

    def opened(path: str = "/", *, fresh: bool = True, **more: Any) -> Page:
        base = f"http://127.0.0.1:{network.at}"
        page = open_page(path, base_url=base, service_workers="allow", **more)
        if fresh:
            page.request.post("/erase", form={"word": "ERASE"})
            page.goto("/")
            page.get_by_role("button", name="Plan the week").click()
            page.wait_for_url("**/week", timeout=60_000)
            page.goto("/")
            until(page, KEPT)
        return page

    return opened


def until(page: Page, asked: str, most_s: float = 60) -> None:
    """Wait until what is asked of a page is so."""
    for _ in range(int(most_s * 5)):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"It never became so: {asked}")


def start(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Start")).click()
    page.wait_for_url("**/train/**")
    expect(page.locator("#next")).to_be_visible()


def tap(page: Page, **typed: str) -> None:
    """Do the next set."""
    done = page.locator("#work .row.is-done").count()
    load = page.locator("#next [name=load]")
    for name, value in (({} if load.input_value() else {"load": "20"}) | typed).items():
        page.locator(f"#next [name={name}]").fill(value)
    page.locator("#next .set-form > button").click()
    expect(page.locator("#work .row.is-done")).to_have_count(done + 1)
    page.wait_for_timeout(750)  # the page ignores taps for 0.7 s, so that a double tap logs one set


def entries(page: Page) -> list[dict[str, Any]]:
    """What the phone keeps in its outbox."""
    found: list[dict[str, Any]] = page.evaluate(ENTRIES)
    return found


def waiting(page: Page) -> int:
    return sum(one["state"] == "waiting" for one in entries(page))


def online(page: Page) -> None:
    """Tell the page that there is a network again, as browsers do."""
    page.evaluate("dispatchEvent(new Event('online'))")


def drained(page: Page) -> None:
    """Wait until nothing waits any more."""
    for _ in range(150):
        if waiting(page) == 0:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{waiting(page)} entries still wait.")


def sessions(site: Site) -> tuple[Session, ...]:
    return site.known().sessions


def the_sets(site: Site) -> list[tuple[float | None, int | None]]:
    [session] = sessions(site)
    return [(one.load_kg, one.reps) for one in session.sets]


def barriers(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [barrier["id"] for barrier in found if barrier["impact"] in ("serious", "critical")]


def test_a_whole_session_without_a_network_after_one_visit_arrives_exactly_once(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    with network.without():
        page.reload()
        start(page)
        total = int(page.locator("#work").get_attribute("data-total") or 0)
        page.locator("#next [data-pace-me]").click()  # timers and pacing need nobody
        page.get_by_role("button", name="Start", exact=True).click()
        expect(page.locator("[data-pace]")).to_have_attribute("data-state", "running")
        page.locator("[data-stop]").click()
        while page.locator("#next .set-form").count():
            tap(page)
        expect(page.locator(".timer")).to_be_hidden()
        assert page.locator("#work").get_attribute("data-count") == str(total)
        movement = page.locator(".station .how").first.get_attribute("href")
        other = page.context.new_page()
        other.goto(movement or "")
        other.get_by_role("button", name="Play").click()  # the figure moves: its film is on the phone
        expect(other.locator("[data-caption]")).to_contain_text(re.compile("Hardest|°"))
        other.close()
        page.get_by_role("button", name="Finish").click()
        expect(page.get_by_role("heading", name="Done, and saved on this phone")).to_be_visible()
        page.get_by_role("slider").fill("8")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[data-felt]")).to_have_text("Saved: 8")
        assert sessions(site) == ()
    online(page)
    expect(page.get_by_role("heading", name="Done and saved")).to_be_visible()
    expect(page.get_by_text("Saved: 8")).to_be_visible()
    [session] = sessions(site)
    assert session.ended is not None
    assert len([one for one in session.sets if one.counts]) == total
    logged = [fact for fact in site.facts() if fact.kind is Kind.LOGGED]
    assert len(logged) == 1 + len(session.sets)
    until(page, f"{ENTRIES.replace('resolve(all.result)', 'resolve(!all.result.length)')}")


def test_what_was_logged_without_a_network_is_there_after_a_reload_and_in_a_new_tab(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    with network.without():
        start(page)
        tap(page, reps="7")
        tap(page)
        page.reload()
        expect(page.locator("#work .row.is-done")).to_have_count(2)
        expect(page.get_by_text(WAITS)).to_have_count(2)
        at = page.url
        context = page.context
        page.close()
        page = context.new_page()
        page.goto("/")
        page.get_by_role("button", name="Start").click()  # Today is from before; it leads to the session that runs
        page.wait_for_url(at)
        expect(page.locator("#work .row.is-done")).to_have_count(2)
        expect(page.locator(".waits")).to_contain_text("2 sets waiting since 18:05")
    online(page)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    drained(page)
    assert next(reps for _, reps in the_sets(site)) == 7
    assert len(the_sets(site)) == 2


def test_corrections_and_what_is_taken_back_wait_too(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    with network.without():
        start(page)
        tap(page)
        tap(page)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#work .row.is-done")).to_have_count(1)
        page.locator("#work .edit").click()
        page.locator("[data-correct] [name=load]").fill("62,5")
        page.locator("[data-correct] [name=reps]").fill("5")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#work .row.is-done .row-value")).to_contain_text("62.5\u00a0kg\u00a0×\u00a05")
        page.reload()
        expect(page.locator("#work .row.is-done .row-value")).to_contain_text("62.5\u00a0kg\u00a0×\u00a05")
        tap(page, load="60x12@2")
    online(page)
    drained(page)
    assert the_sets(site) == [(62.5, 5), (60.0, 12)]


def test_a_page_that_was_kept_never_hides_a_set_that_is_on_the_server(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    start(page)
    tap(page)
    tap(page)
    drained(page)
    until(page, ENTRIES.replace("resolve(all.result)", "resolve(!all.result.length)"))
    with network.without():
        for address in (page.url, f"/session/{sessions(site)[0].id}"):
            page.goto(address)
            expect(page.locator("#work .row.is-done")).to_have_count(2)
        page.goto("/")  # it may be a copy of before the session
        page.get_by_role("link", name="Carry on").or_(page.get_by_role("button", name="Start")).click()
        expect(page.locator("#work .row.is-done")).to_have_count(2)
    online(page)
    drained(page)
    assert len(sessions(site)) == 1


def test_an_answer_that_is_lost_after_the_server_stored_doubles_nothing(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    network.losing = b"POST /api/v1/facts"
    start(page)
    tap(page)
    for _ in range(3):
        online(page)
        page.wait_for_timeout(300)
    assert network.lost >= 3
    assert len(the_sets(site)) == 1  # the server has it, and the phone does not know
    assert waiting(page) == 2
    network.losing = b""
    online(page)
    drained(page)
    assert len(the_sets(site)) == 1


@pytest.mark.parametrize("status", [200, 401, 404, 409, 500, 504])
def test_whatever_the_server_answers_only_its_word_on_an_id_lets_that_go(
    phone: Phone, network: Network, site: Site, status: int
) -> None:
    page = phone()
    page.route("**/api/v1/facts", lambda route: route.fulfill(status=status, body="<p>Hello"))
    start(page)
    tap(page)
    online(page)
    expect(page.locator(".waits")).to_contain_text("1 set waiting")
    words = {401: "Sign in to send what waits", 409: "belongs to another account"}
    expect(page.locator(".waits")).to_contain_text(words.get(status, "waiting"))
    assert waiting(page) == 2
    page.unroute("**/api/v1/facts")
    online(page)
    drained(page)
    assert len(the_sets(site)) == 1


def test_two_tabs_send_eighty_sets_once(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    drained(page)
    other = page.context.new_page()
    with network.without():
        other.goto("/waiting")
        facts = page.evaluate(
            """async ([session, add]) => {
              const { put } = await import(document.querySelector("script[src*=phone]").src.replace("phone", "outbox"));
              const same = { session, app: "legday", exercise: "back_squat", reps: 5 };
              const set = (_, at) => ({ kind: "logged", body: { ...same, place: 100 + at } });
              return (await put(Array.from({ length: add }, set))).length;
            }""",
            [sessions(site)[0].id, 80],
        )
        assert facts == 80
    for one in (page, other, page, other):
        online(one)
    drained(page)
    assert len(the_sets(site)) == 80
    assert len([fact for fact in site.facts() if fact.kind is Kind.LOGGED]) == 81


def test_a_refused_set_stays_in_sight_and_is_mended_or_discarded(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    drained(page)
    for reps in (-3, -4):
        page.evaluate(
            """async ([session, reps]) => {
              const { put } = await import(document.querySelector("script[src*=phone]").src.replace("phone", "outbox"));
              const body = { session, app: "legday", exercise: "back_squat", place: 100, load_kg: 60, reps };
              await put([{ kind: "logged", body: { ...body, reserve: 2 } }]);
            }""",
            [sessions(site)[0].id, reps],
        )
    tap(page)  # a bad one does not keep a good one back
    online(page)
    expect(page.locator(".waits")).to_contain_text("2 sets refused: see why")
    assert len(the_sets(site)) == 1
    page.locator(".waits a").click()
    expect(page.get_by_text("reps: Expected `int` >= 0")).to_have_count(2)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way
        assert barriers(page) == []
    page.get_by_label("Reps").first.fill("3")
    page.get_by_role("button", name=re.compile("Send it again")).first.click()
    expect(page.get_by_text("reps: Expected `int` >= 0")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name=re.compile("Discard")).click()
    expect(page.get_by_text("reps: Expected `int` >= 0")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=re.compile("Discard")).click()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    drained(page)
    assert min(reps for _, reps in the_sets(site) if reps is not None) == 3
    assert len(the_sets(site)) == 2


def test_what_waits_is_saved_as_a_file_that_legday_reads(
    phone: Phone, network: Network, site: Site, tmp_path: Path
) -> None:
    page = phone()
    with network.without():
        start(page)
        name = (page.locator("#next [data-set]").get_attribute("data-name") or "").rpartition(", ")[0]
        tap(page)
        page.goto("/waiting")
        expect(page.locator("[data-lede]")).to_have_text("1 set waiting since 18:05.")
        expect(page.get_by_text(f"{name}: ")).to_be_visible()
        expect(page.get_by_text("Logged at 18:05").first).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Save as file").click()
        coming.value.save_as(tmp_path / "waiting.jsonl")
    facts = read_own((tmp_path / "waiting.jsonl").read_bytes())
    assert [fact.kind for fact in facts] == [Kind.LOGGED, Kind.LOGGED]
    site.add(facts)
    assert len(the_sets(site)) == 1
    online(page)
    drained(page)  # what came by file is known already
    assert len(the_sets(site)) == 1


def test_two_devices_amend_one_set_and_the_later_word_holds(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    tap(page)
    drained(page)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    with network.without():
        page.locator("#work .edit").click()
        page.locator("[data-correct] [name=reps]").fill("5")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#work .row-value").first).to_contain_text("× 5".replace(" ", "\u00a0"))
        # The laptop corrects the same set a minute later.
        set_id = sessions(site)[0].sets[0].id
        later = fact_id(MONDAY + timedelta(hours=1), b"laptop")
        site.add([Fact(id=later, about=set_id, kind=Kind.AMENDED, at=MONDAY, body={"reps": 6})])
    online(page)
    drained(page)
    assert [reps for _, reps in the_sets(site)] == [6]
    expect(page.locator("#work .row-value").first).to_contain_text("× 6".replace(" ", "\u00a0"))


def test_two_devices_that_did_the_same_set_both_count_and_both_are_shown(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    start(page)
    drained(page)
    with network.without():
        tap(page, load="50")
        [session] = sessions(site)
        movement = page.locator(".station").first.get_attribute("id") or ""
        body = {
            "session": session.id,
            "app": "legday",
            "exercise": movement[2:],
            "place": 100,
            "load_kg": 55.0,
            "reps": 8,
        }
        other = fact_id(MONDAY, b"the other phone")
        site.add([Fact(id=other, about=other, kind=Kind.LOGGED, at=MONDAY, body=body)])
    online(page)
    drained(page)
    expect(page.locator("#work .row.is-done")).to_have_count(2)
    assert sorted(load or 0 for load, _ in the_sets(site)) == [50.0, 55.0]


@pytest.mark.parametrize("off", [timedelta(days=-365), timedelta(days=3653)], ids=["a year back", "ten years ahead"])
def test_a_clock_that_is_years_off_loses_nothing_and_keeps_the_order(
    phone: Phone, network: Network, site: Site, off: timedelta
) -> None:
    page = phone()
    page.context.add_init_script(clock(MONDAY + off))
    page.goto("/")
    with network.without():
        start(page)
        tap(page)
        page.locator("#work .edit").click()
        page.locator("[data-correct] [name=reps]").fill("5")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#work .row-value").first).to_contain_text("×\u00a05")
        before = page.url
        page.reload()
        expect(page.locator("#work .row.is-done")).to_have_count(1)
    online(page)
    drained(page)
    assert [reps for _, reps in the_sets(site)] == [5]  # the correction came after the set, and after the plan
    tap(page)
    drained(page)
    assert len(the_sets(site)) == 2
    page.goto(before)
    for path in ("/", "/week", "/history"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()


def test_a_phone_that_is_full_says_that_nothing_was_saved(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    drained(page)
    page.evaluate(
        """() => { IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    with network.without():
        page.locator("#next [name=load]").fill("20")
        page.locator("#next .set-form > button").click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved: this phone has no room left")
        expect(page.locator("#work .row.is-done")).to_have_count(0)
    page.locator("#next .set-form > button").click()  # with a network it goes straight to the server
    expect(page.locator("#work .row.is-done")).to_have_count(1)
    assert len(the_sets(site)) == 1


def test_a_browser_that_keeps_nothing_sends_each_set_at_once(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    page.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('private', 'InvalidStateError'); };"
    )
    page.reload()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#next")).to_be_visible()
    tap(page)
    assert len(the_sets(site)) == 1
    with network.without():
        page.locator("#next .set-form > button").click()
        expect(page.get_by_role("alert")).to_contain_text("Not saved: this browser keeps nothing")
        expect(page.locator("#work .row.is-done")).to_have_count(1)


def test_another_person_on_the_same_phone_sends_nothing_of_it_and_sees_nothing_kept(
    phone: Phone, network: Network, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = phone()
    with network.without():
        start(page)
        tap(page)
    monkeypatch.setattr(site, "person", "somebody else")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    online(page)
    expect(page.locator(".waits")).to_contain_text("belongs to another account")  # this page is still of before
    assert site.store.cursor("somebody else") == 0
    page.goto("/waiting")
    expect(page.get_by_text("2 entries here belong to another account")).to_be_visible()
    expect(page.get_by_text("Goblet")).to_have_count(0)
    until(page, "async () => (await caches.keys()).some((one) => one === 'pages somebody else')")
    until(page, "async () => !(await caches.keys()).some((one) => one === 'pages me')")
    online(page)
    page.wait_for_timeout(500)
    assert site.store.cursor("somebody else") == 0
    monkeypatch.undo()
    page.goto("/")
    drained(page)
    assert len(the_sets(site)) == 1


def test_an_app_that_was_updated_in_between_still_shows_a_page_of_before_without_a_network(
    phone: Phone, network: Network, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = phone()
    old = re.findall(r"/static/(\w+)/", page.content())[0]
    new = "0123456789ab"
    for module in ("assets", "offline"):
        monkeypatch.setattr(f"legday.web.{module}.mark", lambda: new)
    from legday.web import offline

    offline.statics.cache_clear()
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    until(page, f"async () => (await caches.keys()).includes('files {new}')")
    with network.without():
        page.goto(f"/train/{site.known().week.sessions[0].id}")
        expect(page.locator("#next")).to_be_visible()
        assert f"/static/{old}/" in page.content()
        tap(page)
    online(page)
    drained(page)
    page.goto("/")
    until(page, KEPT)
    until(page, f"async () => !(await caches.keys()).includes('files {old}')")
    with network.without():
        page.goto(f"/train/{site.known().week.sessions[0].id}")
        assert f"/static/{new}/" in page.content()
        tap(page)
    online(page)
    drained(page)
    assert len(the_sets(site)) == 2
    monkeypatch.undo()
    offline.statics.cache_clear()


def test_a_browser_that_was_ended_with_the_server_down_loses_nothing(
    driver: Playwright, chromium: str, phone: Phone, network: Network, site: Site, tmp_path: Path
) -> None:
    phone()  # plans the week

    def open_browser() -> BrowserContext:
        opened = driver.chromium.launch_persistent_context(
            tmp_path, executable_path=chromium, args=["--no-sandbox", "--disable-gpu"],
            base_url=f"http://127.0.0.1:{network.at}",
        )  # fmt: skip
        opened.add_init_script(clock())
        return opened

    first = open_browser()
    page = first.new_page()
    page.goto("/")
    until(page, KEPT)
    start(page)
    tap(page)
    network.cut()
    tap(page)
    first.close()
    second = open_browser()
    page = second.new_page()
    page.goto("/")
    page.get_by_role("link", name="Carry on").or_(page.get_by_role("button", name="Start")).click()
    expect(page.locator("#work .row.is-done")).to_have_count(2)
    tap(page)
    network.mend()
    online(page)
    drained(page)
    second.close()
    assert len(the_sets(site)) == 3


def test_signing_out_asks_where_something_waits_and_leaves_no_page_behind(
    phone: Phone, network: Network, site: Site
) -> None:
    page = phone()
    with network.without():
        start(page)
        tap(page)
        page.evaluate("(form) => document.querySelector('main').insertAdjacentHTML('beforeend', form)", SIGN_OUT)
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        with page.expect_event("dialog"):
            page.get_by_role("button", name="Sign out here").click()
        assert asked[0].startswith("Not sent yet: 1 set.")
        assert page.evaluate("caches.keys().then((all) => all.some((one) => one.startsWith('pages ')))")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Sign out here").click()
        page.wait_for_timeout(500)
    page.goto("/healthz")
    assert waiting(page) == 2
    page.goto("/")
    drained(page)
    assert len(the_sets(site)) == 1


def test_a_page_that_fails_never_takes_the_place_of_a_good_one(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    page = phone()
    monkeypatch.setattr(Site, "page", lambda *given, **named: 1 / 0)
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()  # the one that was kept
    monkeypatch.undo()
    page.reload()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_erasing_everything_erases_it_from_this_phone_too(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    with network.without():
        start(page)
        tap(page)
    page.route("**/api/v1/facts", lambda route: route.abort())
    page.goto("/settings")
    page.locator("form[action='/erase'] [name=word]").fill("ERASE")
    page.locator("form[action='/erase'] button").click()
    page.wait_for_load_state()
    expect(page.locator("h1")).to_be_visible()
    until(page, ENTRIES.replace("resolve(all.result)", "resolve(!all.result.length)"))
    page.unroute("**/api/v1/facts")
    online(page)
    page.wait_for_timeout(300)
    assert site.facts() == ()


def test_a_session_that_was_left_without_a_set_is_begun_anew(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    drained(page)
    [left] = sessions(site)
    with network.without():
        page.get_by_role("button", name="Leave the session").click()
        page.wait_for_url(re.compile("/$"))
        page.get_by_role("link", name="Carry on").or_(page.get_by_role("button", name="Start")).click()
        expect(page.locator("#next")).to_be_visible()
        tap(page)
    online(page)
    drained(page)
    assert len(the_sets(site)) == 1
    assert sessions(site)[0].id != left.id


def test_a_tap_before_the_page_is_ready_is_not_lost(phone: Phone, network: Network, site: Site) -> None:
    page = phone()
    start(page)
    drained(page)
    page.add_init_script(
        """addEventListener("readystatechange", () => {
          if (document.readyState === "interactive") document.querySelector("#next .set-form").requestSubmit();
        }, true)"""
    )
    page.reload()
    expect(page.locator("#work .row.is-done")).to_have_count(1)
    drained(page)
    assert len(the_sets(site)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_session_with_sets_that_wait_has_no_barrier(phone: Phone, network: Network, scheme: str) -> None:
    page = phone(scheme=scheme)
    with network.without():
        start(page)
        tap(page)
        page.locator("#work .edit").click()
        assert barriers(page) == []
        page.goto("/waiting")
        expect(page.locator("[data-lede]")).to_contain_text("1 set waiting")
        assert barriers(page) == []
        page.goto("/evidence")
        expect(page.get_by_role("heading", name="No network")).to_be_visible()
        assert barriers(page) == []


def test_what_needs_the_server_says_so_without_a_network(phone: Phone, network: Network) -> None:
    page = phone()
    start(page)
    drained(page)
    expect(page.locator("[id^=taken-] > summary")).to_be_visible()
    page.context.set_offline(True)
    page.locator("[id^=taken-] > summary").click()
    page.get_by_role("button", name="Skip it").click()
    expect(page.get_by_role("alert")).to_contain_text("That needs a network")
    expect(page.locator("#work")).to_be_visible()


def test_the_phone_is_asked_once_to_keep_what_is_there(phone: Phone, network: Network) -> None:
    page = phone()
    page.context.add_init_script(
        "navigator.storage.persist = async () => { localStorage.asked = 1 + Number(localStorage.asked ?? 0); };"
    )
    page.reload()
    start(page)
    tap(page)
    tap(page)
    assert page.evaluate("localStorage.asked") == "1"


def test_what_is_minted_here_is_what_the_server_takes(phone: Phone) -> None:
    page = phone()
    with_body = json.dumps({"kind": "felt", "about": "effort:x", "body": {"effort": 5}})
    made = page.evaluate(
        f"""async () => {{
          const {{ put }} = await import(document.querySelector("script[src*=phone]").src.replace("phone", "outbox"));
          return put(Array(300).fill({with_body}));
        }}"""
    )
    ids = [one["id"] for one in made]
    assert ids == sorted(ids)
    assert len(set(ids)) == 300
    assert datetime.fromisoformat(made[0]["at"]).tzinfo is not None


@pytest.mark.parametrize("unit", list(Unit))
def test_a_load_is_turned_into_kilograms_as_the_server_does(open_page: Callable[..., Page], unit: Unit) -> None:
    loads = [at / 8 for at in range(2400)] + [at / 100 for at in range(0, 30_000, 7)]
    page = open_page("/")
    made = page.evaluate(
        """async ([loads, unit]) => {
          const { src } = document.querySelector("script[src*=phone]");
          const { inKg, inUnit } = await import(src.replace("phone", "values"));
          return loads.map((load) => [inKg(load, unit), inUnit(load, unit)]);
        }""",
        [loads, unit.value],
    )
    assert made == [[round(in_kg(load, unit), 2), in_unit(load, unit)] for load in loads]
