"""Formulas: text that a spreadsheet would run is disarmed on its way out, and given back as it was on its way in."""

from __future__ import annotations

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, CSV injection


def harmless(text: str) -> str:
    """Text that a spreadsheet will not run as a formula: one quotation mark more in front.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("it's")
    ("'=1+1", "''=1+1", "it's")
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULAS) else text


def as_written(text: str) -> str:
    """The text that ``harmless`` was given.

    >>> as_written("'=1+1"), as_written("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULAS) else text
