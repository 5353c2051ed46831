"""Reminders in a real browser: what the page says of the device, and what a notification does when it is tapped."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from legday.store.reminders import Notices
from legday.web.assets import asset
from legday.web.site import Site

pytestmark = pytest.mark.browser

# A point of the curve, from RFC 8291, section 5.
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"

# Chromium without its maker's service cannot subscribe, so the browser's side is played; the page is real.
PLAYED = """(permission) => {
  const endpoint = "https://push.example/here";
  const given = { endpoint, keys: { p256dh: "POINT", auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
  const one = { endpoint, toJSON: () => given, options: { applicationServerKey: new ArrayBuffer(0) },
                unsubscribe: async () => { sessionStorage.removeItem("subscribed"); } };
  const pushManager = {
    getSubscription: async () => sessionStorage.getItem("subscribed") ? one : null,
    subscribe: async ({ userVisibleOnly, applicationServerKey }) => {
      if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("no");
      sessionStorage.setItem("subscribed", "yes");
      return one;
    },
  };
  navigator.serviceWorker.getRegistration = async () => ({ pushManager });
  Object.defineProperty(navigator.serviceWorker, "ready", { value: Promise.resolve({ pushManager }) });
  let asked = sessionStorage.getItem("asked") ?? permission;
  Object.defineProperty(Notification, "permission", { get: () => asked });
  Notification.requestPermission = async () => {
    asked = "granted";
    sessionStorage.setItem("asked", asked);
    return asked;
  };
}""".replace("POINT", POINT)

# The worker's side is played by a page: what push.js hands to the system, and what it asks of the server.
WORKER = """async ([script, said, action]) => {
  const heard = {}, shown = [], opened = [];
  const self = {
    location, Notification: { maxActions: 2 },
    addEventListener: (name, does) => { heard[name] = does; },
    registration: { showNotification: async (title, options) => shown.push({ title, ...options }) },
    clients: { matchAll: async () => [], openWindow: async (address) => opened.push(address) },
  };
  new Function("self", script)(self);
  const happen = async (name, event) => {
    let waits;
    heard[name]({ ...event, waitUntil: (promise) => { waits = promise; } });
    await waits;
  };
  await happen("push", { data: { json: () => JSON.parse(said) } });
  await happen("notificationclick", { action, notification: { data: shown[0].data, close: () => {} } });
  return { shown, opened };
}"""

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def nobody(app: FastAPI) -> None:
    """Nothing known of anybody."""
    site: Site = app.state.sites.of("me")
    site.erase()


def play(page: Page, permission: str) -> None:
    page.add_init_script(f"({PLAYED})({json.dumps(permission)})")
    page.reload()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_device_is_switched_on_by_a_tap_and_removed(open_page: Open, app: FastAPI, scheme: str) -> None:
    page = open_page("/reminders", scheme=scheme)
    play(page, "default")
    page.get_by_role("button", name="Remind me on this device").click()
    expect(page.get_by_text("You are reminded on this device.")).to_be_visible()
    expect(page.get_by_text("this one")).to_be_visible()
    [one] = Notices(app.state.sites.store).subscriptions("me")
    assert one.p256dh == POINT
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Remind me on this device")).to_be_visible()
    assert Notices(app.state.sites.store).subscriptions("me") == ()


def test_the_page_says_why_it_cannot_remind_and_how_to_mend_it(open_page: Open) -> None:
    page = open_page("/reminders")
    play(page, "denied")
    expect(page.get_by_text("Notifications of this page are blocked.")).to_be_visible()
    page.add_init_script("delete window.PushManager")
    page.reload()
    expect(page.get_by_text("This browser cannot be reminded")).to_be_visible()
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.reload()
    expect(page.get_by_text("Reminders need https, and this page")).to_be_visible()
    expect(page.locator("[data-device] [data-state]:visible")).to_have_count(1)


@pytest.mark.parametrize(
    ("action", "status", "opens"),
    [
        ("hour", 204, None),
        ("no", 204, None),
        ("hour", 401, "/reminders"),
        ("no", 400, "/reminders"),
        ("", 0, "/session/2026-11-23:mon"),
        ("start", 0, "/session/2026-11-23:mon"),
    ],
)
def test_a_notification_puts_off_where_it_can_and_opens_the_page_where_not(
    open_page: Open, address: str, action: str, status: int, opens: str | None
) -> None:
    page = open_page("/reminders")
    asked: list[tuple[str, str | None, str | None]] = []

    def answer(route: object) -> None:
        request = route.request  # type: ignore[attr-defined]
        asked.append((request.method, request.post_data, request.headers.get("accept")))
        route.fulfill(status=status)  # type: ignore[attr-defined]

    page.route("**/snooze", answer)
    script = page.request.get(asset("push.js")).text()
    planned = "2026-11-23:mon"
    said = json.dumps({"title": "Legs, 45 min", "body": "Squat", "url": f"/session/{planned}", "planned": planned})
    done = page.evaluate(WORKER, [script, said, action])
    [shown] = done["shown"]
    assert (shown["title"], shown["body"], shown["tag"]) == ("Legs, 45 min", "Squat", planned)
    assert [one["title"] for one in shown["actions"]] == ["In an hour", "Not today"]
    assert done["opened"] == ([f"{address}{opens}"] if opens else [])
    assert asked == ([("POST", f"until={action}", "application/json")] if status else [])
