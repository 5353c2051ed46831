"""Where a person's data lives: one folder, or a database of their choice."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path


def home(env: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds everything legday keeps: ``LEGDAY_HOME``, or the usual place of this system.

    The folder need not exist yet; the store makes it.

    >>> home({"LEGDAY_HOME": "legs"}).name
    'legs'
    >>> home({}).name
    'legday'
    """
    chosen = env.get("LEGDAY_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("legday", appauthor=False)


def database_url(env: Mapping[str, str] = os.environ) -> str:
    """The database that holds the facts: ``LEGDAY_DATABASE_URL``, or the file legday.db in the home folder.

    >>> database_url({"LEGDAY_HOME": "legs"})
    'sqlite:///legs/legday.db'
    >>> database_url({"LEGDAY_DATABASE_URL": "postgresql://gym@localhost/legday"})
    'postgresql://gym@localhost/legday'
    """
    return env.get("LEGDAY_DATABASE_URL") or f"sqlite:///{(home(env) / 'legday.db').as_posix()}"
