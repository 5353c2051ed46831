"""`legday mcp`: legday for assistants, over the Model Context Protocol on standard input and output."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from legday import __version__
from legday.cli.assistant import Assistant
from legday.cli.shared import now, whose
from legday.kinds import BadInput
from legday.store.facts import open_store

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

INSTRUCTIONS = """\
legday is a coach for leg training that a person owns. Read before you advise: today, week, strengths and
soreness say what is so and why. Log only what the person says that they did. A plan is proposed first (propose_week);
show its words, ask, and keep it (keep_week) only when the person says yes. Where flags are open, say them first and
word for word: nobody trains on with such a sign, and nothing is planned until it is sorted out. You give no diagnosis.
What studies found is under evidence; claim no more than it does."""


def mcp() -> None:
    r"""Let an assistant read, log and propose plans (Model Context Protocol); needs legday\[assistant]."""
    with open_store() as store:
        server(Assistant(store, whose(store), now)).run("stdio")


def server(assistant: Assistant) -> MCPServer:
    """Make the server whose tools are what an assistant may do; raises BadInput where the package is missing."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp_types import ToolAnnotations
    except ImportError:
        remedy = "Install it: pipx install 'legday[assistant]', or pip install 'legday[assistant]'."
        raise BadInput("The package for assistants is not installed.", remedy) from None

    made: MCPServer = MCPServer("legday", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")

    def tool(run: Callable[..., dict[str, Any]], *, reads: bool = False, replaces: bool = False) -> None:
        hints = ToolAnnotations(read_only_hint=reads, destructive_hint=replaces, open_world_hint=False)
        made.tool(annotations=hints)(said(run))

    for read in (
        assistant.today,
        assistant.week,
        assistant.history,
        assistant.strengths,
        assistant.movement,
        assistant.evidence,
        assistant.soreness,
    ):
        tool(read, reads=True)
    for add in (assistant.log_sets, assistant.say_sore, assistant.propose_week):
        tool(add)
    for change in (assistant.undo_last_set, assistant.keep_week):
        tool(change, replaces=True)
    made.resource("legday://facts", name="facts", mime_type="application/jsonl")(assistant.facts)
    made.resource("legday://words", name="words", mime_type="text/plain")(assistant.glossary)
    return made


def said(run: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A tool whose refusals are words for the assistant, and no fault of the server."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(run)
    def told(*args: Any, **given: Any) -> dict[str, Any]:
        try:
            return run(*args, **given)
        except BadInput as error:
            raise ToolError(str(error)) from None

    return told
