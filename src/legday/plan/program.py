"""A linear program in whole numbers as a plain value, so that any solver can be its judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from legday.kinds import Value

Terms = tuple[tuple[int, str], ...]
"""A sum of whole multiples of variables, each named."""


class Row(Value):
    """One rule's demand: ``low`` ≤ sum of the terms ≤ ``high`` (None: no limit on that side)."""

    rule: str
    terms: Terms
    low: int | None = None
    high: int | None = None


class Program(Value):
    """Maximise a sum of whole-number variables, each within its limits, subject to rows.

    >>> program = Program(limits={"x": (0, 3)}, rows=(), goal=((2, "x"),))
    >>> value(program.goal, {"x": 3})
    6
    """

    limits: dict[str, tuple[int, int]]
    rows: tuple[Row, ...]
    goal: Terms


def value(terms: Terms, answer: Mapping[str, int]) -> int:
    """Work out a sum of terms for given variables."""
    return sum(factor * answer[name] for factor, name in terms)


def broken(program: Program, answer: Mapping[str, int]) -> tuple[Row, ...]:
    """Name the rows that an answer breaks; an answer that obeys them all gives an empty tuple."""
    return tuple(
        row
        for row in program.rows
        if (row.low is not None and value(row.terms, answer) < row.low)
        or (row.high is not None and value(row.terms, answer) > row.high)
    )


def join(parts: Iterable[Iterable[Row]]) -> tuple[Row, ...]:
    """Put the rows of several rules into one tuple, in their order."""
    return tuple(row for part in parts for row in part)
