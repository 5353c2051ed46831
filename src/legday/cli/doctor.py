"""What legday needs in order to work here, and what to mend where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from legday import loop
from legday.kinds import BadInput, Value
from legday.store.facts import open_store

ENOUGH_BYTES = 100_000_000
"""Room for some ten thousand sessions and for the database to tidy itself."""


class Check(Value):
    """One thing that was looked at: whether it is well, what was found, and what to do if not."""

    what: str
    well: bool
    found: str
    remedy: str = ""


def checks(url: str, folder: Path, environment: Mapping[str, str], today: date) -> tuple[Check, ...]:
    """Look at everything that legday needs: the folder, room on the disk, the database, the settings."""
    return (folder_check(folder), room_check(folder), database_check(url, today), settings_check(environment))


def folder_check(folder: Path) -> Check:
    """Whether the folder of the log can be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".legday-probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        remedy = "Give yourself the right to write there, or set LEGDAY_HOME to another folder."
        return Check(what="folder", well=False, found=f"{folder}: {error.strerror}", remedy=remedy)
    return Check(what="folder", well=True, found=str(folder))


def room_check(folder: Path) -> Check:
    """Whether the disk has room."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    return Check(
        what="room",
        well=free >= ENOUGH_BYTES,
        found=f"{free / 1e9:.1f} GB free",
        remedy="" if free >= ENOUGH_BYTES else "Free some space, or set LEGDAY_HOME to a folder on another disk.",
    )


def database_check(url: str, today: date) -> Check:
    """Whether the database opens and is of this version."""
    try:
        with open_store(url) as store:
            count = len(loop.read(store.facts(loop.PERSON), today).sessions)
            return Check(what="database", well=True, found=f"{store.describe()}, {count} sessions")
    except BadInput as error:
        return Check(what="database", well=False, found=error.wrong, remedy=error.remedy)


KNOWN_SETTINGS = (
    "LEGDAY_HOME",
    "LEGDAY_DATABASE_URL",
    "LEGDAY_PERSON",
    "LEGDAY_OIDC_ISSUER",
    "LEGDAY_OIDC_CLIENT",
    "LEGDAY_OIDC_SECRET",
)


def settings_check(environment: Mapping[str, str]) -> Check:
    """Whether every LEGDAY_ setting is one that legday knows."""
    given = sorted(name for name in environment if name.startswith("LEGDAY_"))
    unknown = [name for name in given if name not in KNOWN_SETTINGS]
    return Check(
        what="settings",
        well=not unknown,
        found=", ".join(given) or "none set",
        remedy=f"legday knows {', '.join(KNOWN_SETTINGS)}; take out {', '.join(unknown)}." if unknown else "",
    )
