"""Times as text in the tables of accounts: UTC to the second, so that their order as text is their order in time."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """Give a time as the tables keep it; a clock time without an offset is one of this machine.

    >>> from datetime import timedelta, timezone
    >>> stamp(datetime(2026, 11, 25, 18, tzinfo=timezone(timedelta(hours=1))))
    '2026-11-25T17:00:00+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds")


def when(kept: str | None) -> datetime | None:
    """Read a time as the tables keep it."""
    return datetime.fromisoformat(kept) if kept else None
