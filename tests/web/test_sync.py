from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from legday import loop
from legday.log.fact import Fact, Kind, fact_id
from legday.plan.week import Week
from legday.store.facts import Store, open_store
from legday.store.trouble import Trouble
from legday.web.app import create_app
from legday.web.site import Site, Sites

NOW = datetime(2026, 11, 23, 18, 5)
VISIT = fact_id(NOW, b"visit")
OFF = {"right": timedelta(), "a year behind": timedelta(days=-365), "ten years ahead": timedelta(days=3650)}


def said(about: str, kind: Kind, body: dict[str, object], *, at: datetime = NOW, seed: str = "") -> dict[str, Any]:
    fact = Fact(id=fact_id(at, f"{about}{kind}{body}{seed}".encode()), about=about, kind=kind, at=at, body=body)
    built: dict[str, Any] = msgspec.to_builtins(fact)
    return built


def a_session() -> list[dict[str, Any]]:
    visit = said(VISIT, Kind.LOGGED, {"app": "legday", "began": NOW.isoformat()})
    body = {"session": VISIT, "app": "legday", "exercise": "back_squat", "load_kg": 60.0, "reps": 8}
    return [visit, *(said(f"set {place}", Kind.LOGGED, {**body, "place": place}) for place in range(3))]


def verdicts(browser: TestClient, facts: list[dict[str, Any]]) -> list[str]:
    return [one["verdict"] for one in browser.post("/api/v1/facts", json=facts).json()]


def done(site: Site) -> list[tuple[str, float | None, int | None]]:
    return [(one.id, one.load_kg, one.reps) for session in site.known().sessions for one in session.sets]


@pytest.fixture
def site(browser: TestClient) -> Site:
    sites: Sites = browser.app.state.sites  # type: ignore[attr-defined]
    return sites.of("me")


def test_an_outbox_that_is_sent_again_after_its_answer_was_lost_changes_nothing(browser: TestClient) -> None:
    outbox = a_session()
    assert verdicts(browser, outbox) == ["stored"] * 4
    assert verdicts(browser, outbox[::-1]) == ["known"] * 4
    assert browser.get("/api/v1/facts").json()["cursor"] == 4


@pytest.mark.parametrize("clock", OFF.values(), ids=OFF)
def test_no_set_is_refused_because_of_the_phone_s_clock(browser: TestClient, site: Site, clock: timedelta) -> None:
    verdicts(browser, a_session())
    body = {"session": VISIT, "app": "legday", "exercise": "back_squat", "place": 9, "reps": 5}
    handed = [said("late", Kind.LOGGED, body, at=NOW + clock)]
    assert verdicts(browser, handed) == ["stored"]
    assert ("late", None, 5) in done(site)
    assert browser.get("/api/v1/facts").json()["facts"][-1]["at"] == (NOW + clock).isoformat()


@pytest.mark.parametrize("clock", OFF.values(), ids=OFF)
def test_two_devices_that_amend_one_set_are_both_heard_and_the_greater_id_holds(
    browser: TestClient, site: Site, clock: timedelta
) -> None:
    verdicts(browser, a_session())
    phone = said("set 0", Kind.AMENDED, {"reps": 9, "load_kg": 62.5}, at=NOW + timedelta(minutes=1))
    laptop = said("set 0", Kind.AMENDED, {"reps": 10}, at=NOW + timedelta(minutes=2) + clock)
    assert verdicts(browser, [laptop]) + verdicts(browser, [phone, laptop]) == ["stored", "stored", "known"]
    assert ("set 0", 62.5, 9 if clock < timedelta() else 10) in done(site)


def test_what_one_device_took_back_stays_gone_whatever_the_other_says_later(browser: TestClient, site: Site) -> None:
    later = NOW + timedelta(days=3650)
    verdicts(browser, a_session())
    verdicts(browser, [said("set 0", Kind.WITHDRAWN, {}), said("set 0", Kind.AMENDED, {"reps": 9}, at=later)])
    assert [id for id, *_ in done(site)] == ["set 1", "set 2"]


def test_an_id_with_other_content_is_refused_with_a_reason_and_the_others_go_in(browser: TestClient) -> None:
    [visit, first, second, third] = a_session()
    verdicts(browser, [visit, first])
    other = {**first, "body": {**first["body"], "reps": 12}}
    answers = browser.post("/api/v1/facts", json=[second, other, third]).json()
    assert [one["verdict"] for one in answers] == ["stored", "refused", "stored"]
    assert "already used" in answers[1]["reason"]
    assert first in browser.get("/api/v1/facts").json()["facts"]


def test_a_fact_in_the_form_of_the_first_version_is_taken_and_read(browser: TestClient, site: Site) -> None:
    [visit, *_] = a_session()
    bare: dict[str, object] = {"session": VISIT, "app": "legday", "exercise": "back_squat", "place": 0}
    assert verdicts(browser, [visit, said("old", Kind.LOGGED, bare)]) == ["stored", "stored"]
    assert done(site) == [("old", None, None)]


def test_a_database_in_trouble_keeps_the_outbox_on_the_phone(
    browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Trouble("The disk is full.", "Nothing was stored. Make room, then try again.")

    with monkeypatch.context() as broken:
        broken.setattr(store, "take", fail)
        assert browser.post("/api/v1/facts", json=a_session()).status_code == 503
    assert verdicts(browser, a_session()) == ["stored"] * 4


def test_what_is_kept_read_is_what_is_read_anew(browser: TestClient, site: Site, planned: Week) -> None:
    chance = Random(1)
    outbox = a_session()
    for number in range(12):
        body: dict[str, object] = {"reps": chance.randrange(1, 20)}
        kind, body = chance.choice([(Kind.AMENDED, body), (Kind.AMENDED, {"load_kg": 70.0}), (Kind.WITHDRAWN, {})])
        at = NOW + timedelta(seconds=number)
        outbox.append(said(f"set {chance.randrange(3)}", kind, body, at=at, seed=str(number)))
    chance.shuffle(outbox)
    while outbox:
        batch, outbox = outbox[:3], outbox[3:]
        verdicts(browser, batch)
        kept = site.known()
        assert kept.sessions == loop.read(site.facts(), NOW.date()).sessions
        anew = Sites(site.store, site.now).of("me").known()
        assert (kept.sessions, kept.state, kept.week) == (anew.sessions, anew.state, anew.week)


def test_a_log_that_another_process_erased_and_filled_again_is_read_anew(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/legday.db"
    with open_store(url) as here, open_store(url) as there, TestClient(create_app(here, now=lambda: NOW)) as client:
        site: Site = client.app.state.sites.of("me")  # type: ignore[attr-defined]
        old, new = ([msgspec.convert(one, Fact) for one in facts] for facts in (a_session()[:3], a_session()[::-1]))
        here.add("me", old)
        assert site.facts() == tuple(old)
        there.erase("me")
        there.add("me", new)
        assert site.facts() == tuple(new)
        assert [id for id, *_ in done(site)] == ["set 0", "set 1", "set 2"]


def test_a_phone_that_loses_signal_halfway_is_no_fault_of_the_server(
    browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    async def cut() -> list[int]:
        sent: list[int] = []
        coming = iter([{"type": "http.request", "body": b"[{", "more_body": True}, {"type": "http.disconnect"}])

        async def receive() -> dict[str, object]:
            return next(coming)

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                sent.append(int(str(message["status"])))

        headers = [(b"host", b"127.0.0.1:8137"), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/api/v1/facts", "raw_path": b"", "query_string": b""}
        scope |= {"headers": headers, "scheme": "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8137)}
        await browser.app({**scope, "http_version": "1.1"}, receive, send)
        return sent

    assert browser.portal is not None
    assert browser.portal.call(cut) == [400]
    assert "fault" not in caplog.text
