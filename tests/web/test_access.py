"""Who may do what: every route, asked by everybody, with the answer that is expected of it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from legday.store.facts import open_store
from legday.web import api
from legday.web.api.operation import BYTES, JSON, PREFIX, SOME_ID
from legday.web.app import create_app
from legday.web.assets import asset
from legday.web.rights import is_public

sys.path.insert(0, str(Path(__file__).parent))  # the table, and the people in it
from expected import EXPECTED
from world import PEOPLE, SECRETS, SESSION, TOKENS, Copy, World, every_route

LATER = "2026-11-26:thu"
"""The planned session that is still ahead."""

# Which of Anna's ids stands in the place of {id} and the like; what is the same for everybody has a fixed one.
PLACES = {
    "GET /calendar/{secret}.ics": {"secret": "no-calendar"},
    "GET /export/{app}": {"app": "strong"},
    "GET /figure/step/{id}.svg": {"id": "butterfly"},
    "GET /figure/{id}/{view}.json": {"id": "back_squat", "view": "side"},
    "GET /figure/{id}/{view}.svg": {"id": "back_squat", "view": "side"},
    "GET /movement/{id}": {"id": "{own}"},
    "GET /api/v1/movements/{id}/stand-ins": {"id": "leg_press_45"},
    "GET /api/v1/sessions/{id}/stand-ins/{movement}": {"id": "{session}", "movement": "back_squat"},
    "GET /proposal/{id}": {"id": "{proposal}"},
    "POST /proposal/{id}": {"id": "{proposal}"},
}
BY_PREFIX = {
    "/api/v1/body/entries": {"id": "{mass}"},
    "/api/v1/evidence": {"id": "C02"},
    "/api/v1/imports": {"id": "import:none"},
    "/api/v1/movements": {"id": "{own}"},
    "/api/v1/sessions": {"id": "{session}"},
    "/api/v1/sets": {"id": "{set}"},
    "/athlete": {"person": "me"},
    "/join": {"secret": "no-invitation"},
    "/movement": {"id": "{own}"},
    "/people/join": {"secret": "no-invitation"},
    "/people": {"person": "me"},
    "/body/entry": {"id": "{mass}"},
    "/reminders/devices": {"id": "{device}"},
    "/reminders/": {"planned": LATER},
    "/train": {"planned": LATER},
    "/session": {"id": "{session}"},
    "/set/": {"id": "{set}"},
    "/teach": {"id": "{own}"},
}
# What stands in the form: Anna's ids where a route takes one, and the words that make it do what it does.
FORMS: dict[str, dict[str, Any]] = {
    "POST /account/elsewhere/remove": {"issuer": "https://issuer.example"},
    "POST /account/hand-on": {"to": "{Otto}"},
    "POST /account/invite/withdraw": {"id": "{invitation}"},
    "POST /account/leave": {"word": "LEAVE"},
    "POST /account/name": {"name": "Somebody else"},
    "POST /account/passkeys/remove": {"id": "a2V5LTE"},
    "POST /account/password": {"password": "a passing storm of knees"},
    "POST /account/sign-ins/end": {"id": "{sign_in}"},
    "POST /account/tokens": {"name": "x", "scope": "plan", "lasts": "a year"},
    "POST /account/tokens/remove": {"id": "{token}"},
    "POST /athlete/{person}/propose": {"minutes": "30", "note": "x"},
    "POST /body/energy": {"on": "yes"},
    "POST /body/entry/{id}": {"away": "yes"},
    "POST /body/mass": {"mass": "88"},
    "POST /erase": {"word": "ERASE"},
    "POST /gym": {"id": "own", "remove": "yes", "name": "x"},
    "POST /people/invite": {"kind": "coach"},
    "POST /people/invite/withdraw": {"id": "{invitation}"},
    "POST /people/{person}/cheer": {"session": "{visit}"},
    "POST /people/{person}/end": {"kind": "buddy"},
    "POST /people/{person}/share": {"kind": "buddy", "share": "sessions"},
    "POST /people/{person}/together": {"answer": "no"},
    "POST /proposal/{id}": {"answer": "no"},
    "POST /reminders/{planned}/snooze": {"until": "no"},
    "POST /session/{id}/back": {"movement": "back_squat"},
    "POST /session/{id}/effort": {"effort": "7"},
    "POST /session/{id}/set": {"movement": "back_squat", "load": "60", "reps": "8", "set": "{set}", "place": "0"},
    "POST /session/{id}/skip": {"movement": "back_squat"},
    "POST /session/{id}/swap": {"movement": "back_squat", "to": "front_squat"},
    "POST /set/{id}": {"load": "1", "reps": "1"},
    "POST /session/{id}/add": {"movement": "leg_extension"},
    "POST /session/{id}/note": {"note": "x", "movement": "back_squat"},
    "POST /session/{id}/order": {"movement": "step_up", "up": "yes"},
    "POST /movement/{id}/note": {"note": "x"},
    "POST /settings": {"unit": "lb"},
    "POST /teach": {"id": "{own}", "name": "x"},
    "POST /start": {"planned": SESSION, "id": "{session}"},
    "POST /week/drop": {"session": SESSION},
    "POST /week/like": {"session": SESSION, "movement": "back_squat", "liked": "yes"},
    "POST /week/move": {"session": SESSION, "day": "2026-11-25"},
}
BETWEEN: dict[str, tuple[str, ...]] = {
    "POST /account/leave": ("invitations", "ties", "proposals", "cheers", "together"),
    "POST /api/v1/plan": ("proposals",),
    "POST /athlete/{person}/propose": ("proposals",),
    "POST /athlete/{person}/take-back": ("proposals",),
    "POST /people/{person}/cheer": ("cheers",),
    "POST /people/{person}/end": ("ties", "cheers", "together"),
    "POST /people/{person}/share": ("ties",),
    "POST /people/{person}/together": ("together",),
}
"""The tables of what lies between Anna and who asks, where that may change; her facts and her account never do."""

EXAMPLES = {
    f"{one.method} {PREFIX}{one.path}": one for part in api.PARTS for one in part.operations if "body" in one.example
}
"""What the operations for programs are sent; the ids in it become Anna's."""


def listed() -> list[tuple[str, str]]:
    """Every route of the app."""
    with open_store("sqlite://") as store:
        return sorted(set(every_route(create_app(store))))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    with pytest.MonkeyPatch.context() as patch:
        from argon2 import PasswordHasher

        from legday.people import passwords

        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        return World(tmp_path_factory.mktemp("world") / "legday.db")


@pytest.fixture
def copy(world: World, tmp_path: Path) -> Any:
    with world.copy(tmp_path) as made:
        yield made


def filled(words: str, world: World) -> str:
    """Anna's ids in the place of their names."""
    return re.sub(r"\{(\w+)\}", lambda found: {**world.ids, **world.persons}[found.group(1)], words)


def asked(route: tuple[str, str], world: World) -> tuple[str, str, dict[str, Any]]:
    """What to ask a route: the method, the address, and the form or the JSON."""
    method, path = route
    said = f"{method} {path}"
    places = PLACES.get(said) or next((those for begin, those in BY_PREFIX.items() if path.startswith(begin)), {})
    address = filled(re.sub(r"\{(\w+)\}", lambda found: places[found.group(1)], path), world)
    if method == "MOUNT":
        return "GET", asset("style.css"), {}
    if one := EXAMPLES.get(said):
        if one.sends_file:
            return method, address, {"content": b"Date,Reps", "headers": {"content-type": BYTES}}
        body = json.dumps(one.example["body"]).replace(SOME_ID, world.ids["session"])
        return method, address, {"content": body, "headers": {"content-type": JSON}}
    form = {name: filled(value, world) for name, value in FORMS.get(said, {}).items()}
    return method, address, {"data": form} if method == "POST" else {}


def told(answer: Any) -> str:
    """What an answer says: in, off, door or no."""
    into = answer.headers.get("location", "")
    if answer.status_code == 401 or (answer.status_code == 303 and into.startswith("/sign-in")):
        return "door"
    return {403: "no", 404: "off"}.get(answer.status_code, "in")


ROUTES = listed()


def test_every_route_is_in_the_table_and_every_row_is_a_route() -> None:
    assert {f"{method} {path}" for method, path in ROUTES} == set(EXPECTED)


@pytest.mark.long
@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_everybody_gets_the_answer_that_is_meant_for_them(
    route: tuple[str, str], world: World, copy: Copy, tmp_path: Path
) -> None:
    said = " ".join(route)
    method, address, sent = asked(route, world)
    between = BETWEEN.get(said, ())
    before = copy.rows(but=between)
    for who, expected in zip((*PEOPLE, *TOKENS), EXPECTED[said], strict=True):
        if who == "owner" or (who in TOKENS and expected == "in"):  # they come afterwards
            continue
        answer = copy.ask(who, method, address, **sent)
        assert (who, told(answer)) == (who, expected)
        assert [secret for secret in SECRETS if secret in answer.text] == [], who
        assert answer.status_code < 500, who
        assert re.match(r"/(?![/\\\\])", answer.headers.get("location", "/")), who  # no answer leads elsewhere
        assert copy.rows(but=between) == before, who
    for who, expected in zip((*TOKENS, "owner"), (*EXPECTED[said][5:], EXPECTED[said][4]), strict=True):
        if expected != "no" and not is_public(method, address):
            with world.copy(tmp_path, who) as fresh:
                answer = fresh.ask(who, method, address, **sent)
            assert (who, told(answer)) == (who, expected)
            assert answer.status_code < 500, who


def test_the_world_holds_something_of_everything_that_is_anna_s(world: World, copy: Copy) -> None:
    held = {table for table, rows in copy.rows().items() if rows}
    assert {"facts", "accounts", "passkeys", "identities", "sign_ins", "tokens", "invitations", "subscriptions"} <= held
    shown = "".join(copy.ask("owner", "GET", path).text for path in ("/gym", "/body", "/export/facts"))
    assert [secret for secret in SECRETS if secret not in shown] == ["push.example"]  # which no page shows


def test_the_secret_of_a_calendar_opens_that_calendar_and_nothing_else(world: World, copy: Copy) -> None:
    secret = world.ids["calendar"]
    assert copy.ask("nobody", "GET", f"/calendar/{secret}.ics").status_code == 200
    for path in ("/week", f"/join/{secret}", "/api/v1/facts"):
        assert told(copy.ask("nobody", "GET", path)) in ("door", "off")
    assert told(copy.ask("nobody", "GET", "/api/v1/facts", headers={"authorization": f"Bearer {secret}"})) == "door"
