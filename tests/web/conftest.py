"""A small person with a planned week, and a browser without a screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from legday.kinds import Because, Group, MovementId
from legday.log.fact import Fact, Kind, fact_id
from legday.people import passwords
from legday.plan.week import (
    GroupLine,
    PlannedMovement,
    PlannedSession,
    PlannedSet,
    Status,
    Step,
    Week,
)
from legday.store.facts import Store, open_store
from legday.web.app import create_app

NOW = datetime(2026, 11, 23, 18, 5)
ADDRESS = "http://127.0.0.1:8137"
SESSION = "2026-11-23:mon"


def because(say: str = "Take 60 kg.") -> Because:
    return Because(say=say, why="Last time went well.", source="models 12.2", convention=True)


def moved(movement: str, name: str, *sets: PlannedSet, unilateral: bool = False) -> PlannedMovement:
    return PlannedMovement(
        movement=MovementId(movement),
        name=name,
        unilateral=unilateral,
        tempo=(1.0, 0.0, 2.0),
        sets=sets,
        seconds=600,
        because=(because(),),
    )


def planned_week() -> Week:
    start = NOW.date()
    ramp = PlannedSet(load_kg=40.0, reps=(5, 5), reserve=None, rest_s=60, ramp=True)
    work = PlannedSet(load_kg=60.0, reps=(8, 10), reserve=2.0, rest_s=150)
    body = PlannedSet(load_kg=None, reps=(10, 15), reserve=2.0, rest_s=60)
    drill = Step(
        id="brisk_walk", name="Brisk walk", dose="5 min", how="Easy enough to talk.", seconds=300, because=because()
    )
    stretch = Step(id="wall_calf", name="Wall calf", dose="30 s", how="Heel down.", seconds=60, because=because())
    session = PlannedSession(
        id=SESSION,
        day=start,
        minutes=45,
        seconds=2580,
        warm_up=(drill,),
        movements=(
            moved("back_squat", "Barbell back squat", ramp, work, work),
            moved("step_up", "Step-up", body, unilateral=True),
        ),
        stretches=(stretch,),
    )
    later = msgspec.structs.replace(session, id="2026-11-26:thu", day=start + timedelta(days=3))
    short = GroupLine(group=Group.FEET, favoured=False, floor=2.0, credit=1.0, met=False, limit=because("No time."))
    enough = GroupLine(group=Group.QUADRICEPS, favoured=True, floor=4.0, credit=6.0, met=True)
    return Week(
        start=start,
        status=Status.OPTIMAL,
        objective=12.0,
        bound=12.0,
        gap=0.0,
        seconds=0.4,
        sessions=(session, later),
        groups=(enough, short),
        limits=(because("45 minutes on Monday are too short."),),
        advice=(because("Welcome back."),),
    )


def fact(kind: Kind, about: str, body: dict[str, object]) -> Fact:
    id = fact_id(NOW - timedelta(hours=1), f"{kind}{about}{body}".encode())
    return Fact(id=id, about=about, kind=kind, at=NOW, body=body)


def past_squats() -> list[Fact]:
    """Four weeks of squats, once a week, a little heavier each time."""
    facts = []
    for week in range(4):
        began = NOW - timedelta(weeks=4 - week)
        visit = fact_id(began, b"visit")
        body: dict[str, object] = {"app": "legday", "began": began.isoformat(), "ended": began.isoformat()}
        facts.append(Fact(id=visit, about=visit, kind=Kind.LOGGED, at=began, body=body))
        for place in range(2):
            done = {"session": visit, "app": "legday", "exercise": "back_squat", "place": place}
            done |= {"load_kg": 60.0 if week == 3 else 50.0 + week, "reps": 8, "reserve": 2.0}
            id = fact_id(began, f"set {place}".encode())
            facts.append(Fact(id=id, about=id, kind=Kind.LOGGED, at=began, body=done))
    return facts


@pytest.fixture
def week() -> Week:
    """A week with a session today and one in three days, stored nowhere."""
    return planned_week()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them; copying it takes a tenth of making it."""
    path = tmp_path_factory.mktemp("empty") / "legday.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> Iterator[Store]:
    copy = shutil.copy(empty, tmp_path / "legday.db")
    with open_store(f"sqlite:///{copy}") as opened:
        yield opened


@pytest.fixture
def browser(store: Store) -> Iterator[TestClient]:
    """A browser on our own page: it says so in its headers, as real ones do."""
    app = create_app(store, now=lambda: NOW)
    with TestClient(app, base_url=ADDRESS, headers={"sec-fetch-site": "same-origin", "origin": ADDRESS}) as client:
        yield client


@pytest.fixture
def planned(store: Store) -> Week:
    """A history of squats and a planned week that begins today."""
    week = planned_week()
    store.add("me", [*past_squats(), fact(Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(week))])
    return week


@pytest.fixture
def held(store: Store) -> Week:
    """A week with a wall sit of 20 to 45 seconds today."""
    week = planned_week()
    sit = PlannedSet(load_kg=None, reps=(1, 1), reserve=None, rest_s=60, hold_s=(20, 45))
    session = msgspec.structs.replace(week.sessions[0], movements=(moved("wall_sit", "Wall sit", sit, sit),))
    week = msgspec.structs.replace(week, sessions=(session,))
    store.add("me", [fact(Kind.PLANNED, "week:2026-11-23", msgspec.to_builtins(week))])
    return week


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with as little work as argon2 takes."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
