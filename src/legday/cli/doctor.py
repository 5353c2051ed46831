"""What legday needs in order to work here, and what to mend where it is missing."""

from __future__ import annotations

import os
import platform
import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from legday import __version__, loop
from legday.cli.check import Check, judged
from legday.cli.hosting import hosting, read_reach
from legday.kinds import BadInput
from legday.store.facts import open_store
from legday.store.health import Health, examine

ENOUGH_BYTES = 100_000_000
"""Room for some ten thousand sessions and for the database to tidy itself."""

LONG_BYTES = 100_000_000
"""A journal that is never written back; SQLite does it at 4 MB while nobody reads."""


def checks(url: str, folder: Path, environment: Mapping[str, str], now: datetime) -> tuple[Check, ...]:
    """Look at everything that legday needs: the folder, room, the database, the settings, and what others need."""
    found = [version_check(), folder_check(folder), room_check(folder), settings_check(environment)]
    health = Health()
    try:
        with open_store(url) as store:
            count = len(loop.read(store.facts(loop.PERSON), now.date()).sessions)
            found.append(judged("database", f"{store.describe()}, {count} sessions", well=True))
            health = examine(store)
            found += database_checks(health)
    except BadInput as error:
        found.append(judged("database", error.wrong, error.remedy, well=False))
    found.append(rights_check(folder))
    try:
        found += hosting(read_reach(environment), health, now)
    except BadInput as error:
        found.append(judged("https", error.wrong, error.remedy, well=False))
    return tuple(found)


def version_check() -> Check:
    """Which legday this is, and what runs it."""
    return judged("version", f"legday {__version__}, Python {platform.python_version()}", well=True)


def folder_check(folder: Path) -> Check:
    """Whether the folder of the log can be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".legday-probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        remedy = "Give yourself the right to write there, or set LEGDAY_HOME to another folder."
        return judged("folder", f"{folder}: {error.strerror}", remedy, well=False)
    return judged("folder", str(folder), well=True)


def rights_check(folder: Path) -> Check:
    """Whether others on this machine can read what lies in the folder."""
    if os.name != "posix":
        return judged("rights", "as the system gives them to your own folder", well=True)
    others = stat.S_IRWXG | stat.S_IRWXO
    try:
        way_in = folder.stat().st_mode & others
        bare = [file.name for file in folder.iterdir() if file.stat().st_mode & others] if way_in else []
    except OSError as error:
        return judged("rights", f"{folder}: {error.strerror}", "Give yourself the right to read it.", well=False)
    found = f"others on this machine can read {', '.join(sorted(bare))}" if bare else "only you can read the files"
    return judged("rights", found, f"Take it from them: `chmod -R go= {folder}`.", well=not bare)


def room_check(folder: Path) -> Check:
    """Whether the disk has room."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    remedy = "Free some space, or set LEGDAY_HOME to a folder on another disk."
    return judged("room", f"{free / 1e9:.1f} GB free", remedy, well=free >= ENOUGH_BYTES)


def database_checks(health: Health) -> Iterator[Check]:
    """Whether a SQLite file is whole and its journal does its work; a server looks after itself."""
    if not health.journal:
        return
    found = "every page of the file is sound" if not health.damage else f"the file is damaged: {health.damage}"
    yield judged("pages", found, "Restore a backup: `legday restore FILE --replace`.", well=not health.damage)
    if health.journal != "wal":
        found = f"kept as {health.journal}: a page waits while another is saved"
        remedy = "Put the folder on a disk of this machine; SQLite cannot keep a write-ahead log on a network drive."
        yield judged("journal", found, remedy, well=False)
        return
    remedy = "Something has been reading for very long: start legday anew."
    found = f"write-ahead, {health.journal_bytes / 1e6:.1f} MB"
    yield judged("journal", found, remedy, well=health.journal_bytes < LONG_BYTES)


KNOWN_SETTINGS = (
    "LEGDAY_ADDRESS",
    "LEGDAY_CERT",
    "LEGDAY_CONTACT",
    "LEGDAY_DATABASE_URL",
    "LEGDAY_HOME",
    "LEGDAY_HOST",
    "LEGDAY_KEY",
    "LEGDAY_OIDC_CLIENT",
    "LEGDAY_OIDC_ISSUER",
    "LEGDAY_OIDC_SECRET",
    "LEGDAY_PERSON",
    "LEGDAY_PORT",
    "LEGDAY_PROXY",
)


def settings_check(environment: Mapping[str, str]) -> Check:
    """Whether every LEGDAY_ setting is one that legday knows."""
    given = sorted(name for name in environment if name.startswith("LEGDAY_"))
    unknown = [name for name in given if name not in KNOWN_SETTINGS]
    remedy = f"legday knows {', '.join(KNOWN_SETTINGS)}; take out {', '.join(unknown)}."
    return judged("settings", ", ".join(given) or "none set", remedy, well=not unknown)
