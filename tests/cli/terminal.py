"""A terminal for the tests: a command typed, what it prints, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from legday.cli import app
from legday.kinds import BadInput


def typed(*words: str) -> Result:
    """Everything about a command that went well."""
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def run(*words: str) -> str:
    """What a command prints."""
    return typed(*words).stdout


def answer(*words: str) -> Any:
    """What a command answers to a program."""
    return json.loads(run(*words, "--json"))


def refusal(*words: str) -> str:
    """What a command says when it cannot do what was asked."""
    with pytest.raises(BadInput) as refused:
        run(*words)
    return str(refused.value)
