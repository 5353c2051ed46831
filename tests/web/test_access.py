"""Who may do what: every route, asked by everybody, with the answer that is expected of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from legday.store.facts import open_store
from legday.web.app import create_app
from legday.web.assets import asset
from legday.web.rights import is_public

sys.path.insert(0, str(Path(__file__).parent))  # the world, and the people in it
from world import PEOPLE, SECRETS, SESSION, TOKENS, Copy, World, every_route

# in: it is answered, about who asks and nobody else. off: as if there were nothing. door: sign in first. no: refused.
# yes: it is answered about Anna, as far as she lets the one who asks see it.
#            nobody other buddy coach owner | tokens of the owner: read log plan
OPEN = ["in", "in", "in", "in", "in", "in", "in", "in"]
OWN = ["door", "in", "in", "in", "in", "no", "no", "no"]
GONE = ["off", "off", "off", "off", "off", "off", "off", "off"]
WRONG = ["door", "door", "door", "door", "door", "door", "door", "door"]
AWAY = ["door", "door", "door", "door", "door", "no", "no", "no"]
BUDDY = ["door", "off", "in", "off", "off", "no", "no", "no"]
COACH = ["door", "off", "off", "in", "off", "no", "no", "no"]
HERS = ["door", "off", "off", "off", "in", "no", "no", "no"]
READ = ["door", "in", "in", "in", "in", "in", "in", "in"]
LOG = ["door", "in", "in", "in", "in", "no", "in", "in"]
PLAN = ["door", "in", "in", "in", "in", "no", "no", "in"]

EXPECTED: dict[str, list[str]] = {
    "MOUNT /static": OPEN,
    # To come in.
    **dict.fromkeys(
        (
            "GET /healthz",
            "GET /sign-in",
            "POST /sign-in/passkey",
            "POST /sign-in/passkey/options",
            "GET /sign-in/elsewhere",
            "GET /sign-in/elsewhere/back",
            "POST /join/{secret}/passkey",
            "POST /join/{secret}/passkey/options",
        ),
        OPEN,
    ),
    # With what is wrong: a password, a code, the secret of an address.
    **dict.fromkeys(("POST /sign-in", "POST /sign-in/code"), WRONG),
    **dict.fromkeys(("GET /calendar/{secret}.ics", "GET /join/{secret}", "POST /join/{secret}"), GONE),
    "POST /sign-out": AWAY,
    # Pages about whoever asks.
    **dict.fromkeys(
        (
            "GET /",
            "GET /account",
            "GET /block",
            "GET /body",
            "GET /bring",
            "GET /compare",
            "GET /evidence",
            "GET /figure/step/{id}.svg",
            "GET /figure/{id}/{view}.json",
            "GET /figure/{id}/{view}.svg",
            "GET /gym",
            "GET /habit",
            "GET /history",
            "GET /more",
            "GET /movements",
            "GET /reminders",
            "GET /review",
            "GET /settings",
            "GET /sore",
            "GET /teach",
            "GET /week",
            "GET /week/print",
            "GET /wishes",
        ),
        OWN,
    ),
    # What changes the log or the account of whoever asks, whatever ids stand in the form.
    **dict.fromkeys(
        (
            "POST /account/codes",
            "POST /account/elsewhere",
            "POST /account/elsewhere/remove",
            "POST /account/first",
            "POST /account/first/passkey",
            "POST /account/first/passkey/options",
            "POST /account/hand-on",
            "POST /account/leave",
            "POST /account/name",
            "POST /account/passkeys",
            "POST /account/passkeys/options",
            "POST /account/passkeys/remove",
            "POST /account/password",
            "POST /account/sign-ins/end-others",
            "POST /account/tokens",
            "POST /block",
            "POST /body/energy",
            "POST /body/entry/{id}",
            "POST /body/girth",
            "POST /body/mass",
            "POST /bring",
            "POST /bring/names",
            "POST /bring/undo",
            "POST /calendar/renew",
            "POST /calendar/stop",
            "POST /erase",
            "POST /gap",
            "POST /habit",
            "POST /plan",
            "POST /reminders",
            "POST /reminders/devices",
            "POST /reminders/devices/{id}/remove",
            "POST /reminders/test",
            "POST /review/remedy",
            "POST /settings",
            "POST /sore",
            "POST /week/again",
            "POST /week/ban",
            "POST /week/drop",
            "POST /week/ill",
            "POST /week/like",
            "POST /week/lock",
            "POST /week/minimum",
            "POST /week/minutes",
            "POST /week/move",
            "POST /week/place",
            "POST /week/swap",
            "POST /week/undo",
            "POST /wishes",
        ),
        OWN,
    ),
    # What names something of Anna's in its address or its form: to others it is not there.
    **dict.fromkeys(
        (
            "GET /movement/{id}",
            "GET /session/{id}",
            "GET /set/{id}",
            "POST /account/invite",
            "POST /account/invite/withdraw",
            "POST /account/sign-ins/end",
            "POST /account/tokens/remove",
            "POST /gym",
            "POST /reminders/{planned}/snooze",
            "POST /session/{id}/back",
            "POST /session/{id}/effort",
            "POST /session/{id}/finish",
            "POST /session/{id}/set",
            "POST /session/{id}/skip",
            "POST /session/{id}/swap",
            "POST /set/{id}",
            "POST /set/{id}/withdraw",
            "POST /start",
            "POST /teach",
            "POST /teach/{id}/away",
            "POST /teach/{id}/back",
        ),
        HERS,
    ),
    # What programs may reach with a token.
    **dict.fromkeys(
        (
            "GET /api/v1/facts",
            "GET /api/v1/search",
            "GET /api/v1/week",
            "GET /export/facts",
            "GET /export/sets",
            "GET /export/{app}",
        ),
        READ,
    ),
    "POST /api/v1/facts": LOG,
    "POST /api/v1/search/end": PLAN,
}

# Which of Anna's ids stands in the place of {id} and the like; what is the same for everybody has a fixed one.
PLACES = {
    "GET /calendar/{secret}.ics": {"secret": "no-calendar"},
    "GET /export/{app}": {"app": "strong"},
    "GET /figure/step/{id}.svg": {"id": "butterfly"},
    "GET /figure/{id}/{view}.json": {"id": "back_squat", "view": "side"},
    "GET /figure/{id}/{view}.svg": {"id": "back_squat", "view": "side"},
    "GET /movement/{id}": {"id": "{own}"},
    "MOUNT /static": {},
}
BY_PREFIX = {
    "/join": {"secret": "no-invitation"},
    "/body/entry": {"id": "{mass}"},
    "/reminders/devices": {"id": "{device}"},
    "/reminders/": {"planned": SESSION},
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
    "POST /body/energy": {"on": "yes"},
    "POST /body/entry/{id}": {"away": "yes"},
    "POST /body/mass": {"mass": "88"},
    "POST /erase": {"word": "ERASE"},
    "POST /gym": {"id": "own", "remove": "yes", "name": "x"},
    "POST /reminders/{planned}/snooze": {"until": "no"},
    "POST /session/{id}/back": {"movement": "back_squat"},
    "POST /session/{id}/effort": {"effort": "7"},
    "POST /session/{id}/set": {"movement": "back_squat", "load": "60", "reps": "8", "set": "{set}", "place": "0"},
    "POST /session/{id}/skip": {"movement": "back_squat"},
    "POST /session/{id}/swap": {"movement": "back_squat", "to": "front_squat"},
    "POST /set/{id}": {"load": "1", "reps": "1"},
    "POST /settings": {"unit": "lb"},
    "POST /teach": {"id": "{own}", "name": "x"},
    "POST /start": {"planned": SESSION, "id": "{session}"},
    "POST /week/drop": {"session": SESSION},
    "POST /week/like": {"session": SESSION, "movement": "back_squat", "liked": "yes"},
    "POST /week/move": {"session": SESSION, "day": "2026-11-25"},
}
JSON: dict[str, Any] = {"POST /api/v1/facts": []}
SECRET_TO_SOME: dict[str, tuple[str, ...]] = {}
"""What the table of a route may hold afterwards that is about Anna too: what lies between two people."""


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
    if said in JSON:
        return method, address, {"json": JSON[said]}
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


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_everybody_gets_the_answer_that_is_meant_for_them(route: tuple[str, str], world: World, copy: Copy) -> None:
    said = " ".join(route)
    method, address, sent = asked(route, world)
    between = SECRET_TO_SOME.get(said, ())
    before = copy.rows(but=between)
    for who, expected in zip((*PEOPLE, *TOKENS), EXPECTED[said], strict=True):
        if who == "owner" or (who in TOKENS and expected == "in"):
            continue
        answer = copy.ask(who, method, address, **sent)
        assert (who, told(answer)) == (who, expected if expected != "yes" else "in")
        assert [secret for secret in SECRETS if secret in answer.text] == [], who
        assert copy.rows(but=between) == before, who
    for who, expected in zip((*TOKENS, "owner"), (*EXPECTED[said][5:], EXPECTED[said][4]), strict=True):
        if expected != "no" and not is_public(method, address):
            assert (who, told(copy.ask(who, method, address, **sent))) == (who, "in")


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
