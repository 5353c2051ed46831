"""Assistants speak to legday by their own protocol: they read, they log, and they plan only with a yes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from legday import loop
from legday.cli.assistant import Assistant
from legday.cli.mcp import server
from legday.kinds import BadInput
from legday.log.fact import Fact, Kind, fact_id, read_fact
from legday.plan.week import Week
from legday.store.accounts import Accounts
from legday.store.facts import Store, open_store

mcp = pytest.importorskip("mcp")

START = "from legday.cli import main; main()"

NOW = datetime(2026, 11, 23, 18, 5)

READS = {"today", "week", "history", "strengths", "movement", "evidence", "soreness"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/legday.db") as opened:
        yield opened


def talk(store: Store, said: Callable[[Any], Awaitable[None]]) -> None:
    """Let a client of the protocol talk to legday."""

    async def whole() -> None:
        async with mcp.Client(server(Assistant(store, "me", lambda: NOW))) as client:
            await said(client)

    asyncio.run(whole())


async def ask(client: Any, tool: str, **given: Any) -> dict[str, Any]:
    answered = await client.call_tool(tool, given)
    assert not answered.is_error, answered.content
    found: dict[str, Any] = answered.structured_content
    return found


async def refused(client: Any, tool: str, **given: Any) -> str:
    answered = await client.call_tool(tool, given)
    assert answered.is_error
    return str(answered.content[0].text)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Week:
    """A week that the search finds at once."""
    known = loop.read((), NOW.date())
    goal = msgspec.structs.replace(known.goal, slots=known.goal.slots[:1])
    week = loop.next_week(known, goal=goal)
    monkeypatch.setattr(loop, "next_week", lambda known, **_: week)
    return week


def test_what_only_reads_says_so_and_what_changes_says_that(store: Store) -> None:
    async def said(client: Any) -> None:
        tools = {tool.name: tool.annotations for tool in (await client.list_tools()).tools}
        assert {name for name, hints in tools.items() if hints.read_only_hint} == READS
        assert {name for name, hints in tools.items() if hints.destructive_hint} == {"keep_week", "undo_last_set"}
        assert all(hints.open_world_hint is False for hints in tools.values())

    talk(store, said)


def test_every_reading_tool_answers_about_an_empty_log(store: Store) -> None:
    async def said(client: Any) -> None:
        for tool in sorted(READS):
            await ask(client, tool, **({"name": "back squat"} if tool == "movement" else {}))
        assert "refuted" in str(await ask(client, "evidence", about="programme"))
        assert (await ask(client, "evidence", about="c02"))["claims"][0]["id"] == "C02"

    talk(store, said)


def test_a_set_is_logged_in_words_and_only_what_was_logged_here_is_taken_back(store: Store) -> None:
    async def said(client: Any) -> None:
        assert "Take other sets back" in await refused(client, "undo_last_set")
        logged = await ask(client, "log_sets", movement="squat", sets=["60x12@2", "60x11@1"])
        assert "is not a set" in await refused(client, "log_sets", movement="squat", sets=["many"])
        [session] = (await ask(client, "history"))["sessions"]
        assert [one["reps"] for one in session["sets"]] == [12, 11]
        assert (await ask(client, "undo_last_set"))["withdrawn"] == logged["sets"][1]
        [session] = (await ask(client, "history"))["sessions"]
        assert [one["reps"] for one in session["sets"]] == [12]

    talk(store, said)


def test_a_plan_is_kept_only_with_the_yes_of_the_person(store: Store, found: Week) -> None:
    async def said(client: Any) -> None:
        proposed = await ask(client, "propose_week")
        assert proposed["kept"] is False
        assert any("45 min" in line for line in proposed["words"])
        assert proposed["status"] in " ".join(proposed["words"])
        assert (await ask(client, "week"))["week"] is None
        no = await refused(client, "keep_week", id=proposed["id"], confirmed_by_person=False)
        assert "Nothing was kept." in no
        assert (await ask(client, "week"))["week"] is None
        assert (await ask(client, "keep_week", id=proposed["id"], confirmed_by_person=True))["kept"] is True
        assert (await ask(client, "week"))["week"]["start"] == found.start.isoformat()
        assert "Ask for a plan again" in await refused(client, "keep_week", id=proposed["id"], confirmed_by_person=True)

    talk(store, said)


def test_while_a_sign_is_open_it_is_said_and_nothing_is_planned(store: Store, found: Week) -> None:
    async def said(client: Any) -> None:
        id = (await ask(client, "propose_week"))["id"]
        sign = Fact(id=fact_id(NOW, b"sign"), about="flag:chest", kind=Kind.FELT, at=NOW, body={"open": True})
        store.add("me", [sign])
        assert "emergency number" in str((await ask(client, "today"))["flags"])
        assert "emergency number" in await refused(client, "propose_week")
        assert "emergency number" in await refused(client, "keep_week", id=id, confirmed_by_person=True)
        assert "emergency number" in str((await ask(client, "week"))["words"])
        # What was done is stored all the same, and the sign is said with it.
        assert (await ask(client, "log_sets", movement="squat", sets=["60x5"]))["flags"]

    talk(store, said)


def test_soreness_is_kept_for_every_muscle_that_a_word_means(store: Store) -> None:
    async def said(client: Any) -> None:
        felt = await ask(client, "say_sore", where="calves", score=4)
        assert felt["sore"] == {"gastrocnemius": 4, "soleus": 4}
        assert "knee" in (await ask(client, "say_sore", where="knee", score=5))["aches"]
        assert "0 to 10" in await refused(client, "say_sore", where="calves", score=11)

    talk(store, said)


def test_everything_that_was_said_can_be_read_whole(store: Store) -> None:
    async def said(client: Any) -> None:
        await ask(client, "log_sets", movement="squat", sets=["60x12@2"])
        names = {str(one.uri) for one in (await client.list_resources()).resources}
        assert names == {"legday://facts", "legday://words"}
        [given] = (await client.read_resource("legday://facts")).contents
        assert sorted(fact.id for fact in map(read_fact, given.text.splitlines())) == sorted(
            fact.id for fact in store.facts("me")
        )
        [glossary] = (await client.read_resource("legday://words")).contents
        assert "hamstrings" in glossary.text

    talk(store, said)


def test_the_command_speaks_the_protocol_for_the_person_that_is_set(tmp_path: Path) -> None:
    from mcp import StdioServerParameters

    home = tmp_path / "home"
    with open_store(f"sqlite:///{home}/legday.db") as opened:
        now = datetime(2026, 11, 22, tzinfo=UTC)
        Accounts(opened).make("host", now=now, person="me", password="long enough to be one")  # noqa: S106
        ann = Accounts(opened).make("ann", now=now, password="long enough to be hers").person  # noqa: S106
    env = {**os.environ, "LEGDAY_HOME": str(home), "LEGDAY_PERSON": "ann"}
    parameters = StdioServerParameters(command=sys.executable, args=["-c", START, "mcp"], env=env)

    async def whole() -> None:
        async with mcp.Client(parameters) as client:
            await ask(client, "log_sets", movement="back squat", sets=["60x12@2"])

    asyncio.run(whole())
    with open_store(f"sqlite:///{home}/legday.db") as opened:
        assert [fact.kind for fact in opened.facts(ann)] == [Kind.LOGGED, Kind.LOGGED]
        assert opened.facts("me") == ()


def test_without_the_package_the_command_says_how_to_install_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(BadInput, match=r"pipx install 'legday\[assistant\]'"):
        server(Assistant(store, "me", lambda: NOW))
