"""A legday with five who ask: Anna, who owns what it is about, and others who would like to know."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

import msgspec
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from legday import loop
from legday.log.fact import Kind
from legday.people.account import Invited, Passkey
from legday.people.ties import Share, TieKind
from legday.store.accounts import Accounts
from legday.store.facts import Store, open_store
from legday.store.proposals import Proposals
from legday.store.reminders import Notices, Subscription
from legday.store.tables import NAMING, metadata
from legday.store.ties import Ties
from legday.web.limits import Limits

sys.path.insert(0, str(Path(__file__).parent))  # the people at the door, and the week that Anna planned
from conftest import NOW, SESSION, fact, past_squats, planned_week
from doors import Doors, bearer, token

PEOPLE = ("nobody", "other", "buddy", "coach", "owner")
TOKENS = ("read", "log", "plan")
SECRETS = ("Zebra", "71.53", "push.example")
"""What stands in Anna's log and account and nowhere else: names that she gave, her mass, where her phone is."""

PASSWORDS = {"Otto": "nine long lunges", "Bea": "calves of steel wool", "Cora": "whistle and a watch"}
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"  # RFC 8291, section 5
PUSH = {"endpoint": "https://push.example/1", "p256dh": POINT, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
GYM = {"name": "Zebra cellar", "equipment": ["barbell", "rack"], "bar": "15", "plates": "20x2"}
MOVEMENT = {"like": "leg_extension", "name": "Zebra extension", "knee_deg-from": "100", "knee_deg-to": "65"}


class World:
    """Everybody's cookies, Anna's tokens, and the ids of what is hers; the rows lie in a file that can be copied."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with open_store(f"sqlite:///{file}") as store:
            doors = self.doors(store)
            anna = doors.host()
            guests = {name: doors.guest(name, password) for name, password in PASSWORDS.items()}
            clients = dict(zip(PEOPLE, (doors.client(), *guests.values(), anna), strict=True))
            self.persons = {one.name: one.person for one in doors.door.accounts.every()}
            self.ids = self.fill(store, doors, anna) | self.tie(store, doors)
            self.headers = {scope: bearer(token(anna, scope)) for scope in TOKENS}
            self.ids |= ids_of(store, doors)
            self.cookies = {who: dict(client.cookies) for who, client in clients.items()}

    def doors(self, store: Store) -> Doors:
        """The doors of this legday over a store, at the time when all this is."""
        doors = Doors(store)
        doors.clock.at = NOW.astimezone()
        return doors

    def fill(self, store: Store, doors: Doors, anna: TestClient) -> dict[str, str]:
        """Let Anna have something of everything; gives the ids that she alone learnt."""
        week = fact(Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(planned_week()))
        past = past_squats()
        store.add("me", [*past, week])
        for path, form in (("/gym", GYM), ("/teach", MOVEMENT), ("/body/mass", {"mass": "71.53"})):
            assert anna.post(path, data=form).status_code == 303, path
        running = anna.post("/start", data={"planned": SESSION}).headers["location"].removeprefix("/session/")
        now = doors.clock()
        accounts = Accounts(store)
        accounts.add_passkey(Passkey(id="a2V5LTE", person="me", public_key="AAAA", count=0, name="Zebra key", made=now))
        accounts.add_passkey(Passkey(id="a2V5LTI", person="me", public_key="AAAA", count=0, name="Zebra two", made=now))
        accounts.tie_identity("me", "https://issuer.example", "anna-elsewhere")
        phone = Subscription(**PUSH, device="Zebra phone")
        Notices(store).subscribe("me", phone, now=now)
        anna.post("/calendar/renew")
        calendar = re.findall(r"/calendar/([\w-]+)\.ics", anna.get("/settings").text)[0]
        return {
            "session": running,
            "set": next(one.id for one in past if "exercise" in one.body),
            "visit": past[0].id,
            "device": phone.id,
            "calendar": calendar,
            "join": doors.door.invitations.mint("me", Invited.JOIN, now=now),
            "link": doors.door.invitations.mint("me", Invited.BUDDY, now=now),
        }

    def tie(self, store: Store, doors: Doors) -> dict[str, str]:
        """Let Anna and Bea be buddies, have Cora coach Anna and propose her a week; gives the id of that."""
        now, ties = doors.clock(), Ties(store)
        ties.tie("me", self.persons["Bea"], TieKind.BUDDY, now=now)
        ties.share("me", self.persons["Bea"], TieKind.BUDDY, frozenset({Share.SESSIONS}))
        ties.tie("me", self.persons["Cora"], TieKind.COACH, now=now)
        for one in ("me", self.persons["Bea"]):
            ties.ask_together(one, {"me": self.persons["Bea"]}.get(one, "me"), now.date(), now=now)
        body = loop.proposal_body(loop.Proposed(week=planned_week(), note="More of this"))
        proposal = Proposals(store).send("me", self.persons["Cora"], body, now=now)
        assert proposal is not None
        return {"proposal": proposal}

    def copy(self, folder: Path, name: str = "copy") -> Copy:
        """The same once more, to be changed."""
        return Copy(self, Path(shutil.copy(self.file, folder / f"{name}.db")))


class Copy:
    """One legday that is asked by each, with what was Anna's before."""

    def __init__(self, world: World, file: Path) -> None:
        self.world = world
        self.store = open_store(f"sqlite:///{file}")
        self.app = world.doors(self.store).app
        self.app.state.door.by_name = Limits(100)  # who comes last is not to wait
        self.apart = Doors(self.store)
        self.apart.app = self.app

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def ask(self, who: str, method: str, path: str, **more: Any) -> Any:
        """Ask as one of the five, or with one of Anna's tokens."""
        client = self.apart.client(**self.world.headers.get(who, {}))
        for name, value in self.world.cookies.get(who, {}).items():
            client.cookies.set(name, value)
        return client.request(method, path, **more)

    def rows(self, person: str = "me", but: Iterable[str] = ()) -> dict[str, list[Any]]:
        """Every row that names a person, by its table; when something was last used is left out."""
        found = {}
        with self.store.looking() as connection:
            for table in metadata.sorted_tables:
                naming = [column for column in table.columns if column.name in NAMING]
                if naming and table.name not in but:
                    columns = [column for column in table.columns if column.name not in ("seen", "used", "expires")]
                    rows = map(tuple, connection.execute(select(*columns, *naming)))
                    found[table.name] = sorted((row for row in rows if person in row), key=str)
        return found


def ids_of(store: Store, doors: Doors) -> dict[str, str]:
    """The ids of what is Anna's, as they stand in the database."""
    now = doors.clock()
    sign_in, *_ = doors.door.sign_ins.of("me", now=now)
    given, *_ = doors.door.sign_ins.tokens("me")
    invitation = next(one for one in doors.door.invitations.of("me", now=now) if one.kind is Invited.JOIN)
    facts = store.facts("me")
    return {
        "sign_in": sign_in.id,
        "token": given.id,
        "invitation": invitation.id,
        "mass": next(one.id for one in facts if one.about == "mass"),
        "own": next(one.about for one in facts if one.kind is Kind.TAUGHT),
    }


def every_route(app: FastAPI) -> Iterator[tuple[str, str]]:
    """The method and the path of each route, those that the description leaves out too."""
    yield from _routes(app.routes)


def _routes(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from _routes(inner.routes)
        elif methods := getattr(route, "methods", None):
            yield from ((method, route.path) for method in sorted(methods - {"HEAD"}))
        else:
            yield "MOUNT", route.path
