"""legday: a leg-training coach that you own.

The names below are the public API; each is shown in the README. They are imported when they are first used, so that
``import legday`` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

HOMES = {
    "Fact": "legday.log.fact",
    "Goal": "legday.plan.goal",
    "Slot": "legday.plan.goal",
    "Week": "legday.plan.week",
    "atlas": "legday.movement.atlas",
    "catalogue": "legday.movement.catalogue",
    "gyms": "legday.plan.gyms",
    "next_week": "legday.loop",
    "open_store": "legday.store.facts",
    "read": "legday.loop",
    "read_log": "legday.files.read",
    "replan": "legday.loop",
    "review": "legday.loop",
}
"""Where each public name lives."""

__all__ = ["__version__", *HOMES]  # noqa: PLE0604 - the names are strings, spread from the table above


def __getattr__(name: str) -> Any:
    """Import a public name from where it lives, the first time it is asked for."""
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"legday has no {name}")
