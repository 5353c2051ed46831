"""The command line: every command prints for people, or with --json for programs."""

from __future__ import annotations

import os
import sys

# Before NumPy is there: its matrices are small here, and threads for them only wait for each other and for the solver.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from legday.cli.commands import app
from legday.kinds import BadInput

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; what a person gave wrongly ends with one clear line and exit status 2."""
    try:
        app()
    except BadInput as error:
        sys.stderr.write(f"legday: {error}\n")
        raise SystemExit(2) from None
    except OSError as error:
        sys.stderr.write(f"legday: the answer could not be written: {error.strerror}. See that there is room for it.\n")
        raise SystemExit(2) from None
