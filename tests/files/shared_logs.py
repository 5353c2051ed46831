"""The real logs that lie beside the repository, where they do."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

LOGS = Path(__file__).parents[2].parent / "shared" / "logs"
NEEDED = pytest.mark.skipif(not LOGS.is_dir(), reason="the shared logs are not beside the repository")


def indexed(apps: Collection[str]) -> list[Any]:
    """What the index says of each log of some apps, as cases of a test; none where there are no logs."""
    if not LOGS.is_dir():
        return []
    entries = json.loads((LOGS / "index.json").read_text(encoding="utf-8"))["files"]
    logs = [entry for entry in entries if entry["app"] in apps and "BodyTracker" not in entry["file"]]
    return [pytest.param(entry, id=entry["file"]) for entry in logs]
