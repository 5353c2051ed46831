"""Sound files of every kind that is read, to be damaged."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from test_mutation import FILES


def samples() -> dict[str, bytes]:
    """The files by name."""
    return dict(FILES)
