"""What an operation of the interface is: declared once, and from that routed, documented and guarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

import msgspec

from legday.kinds import BadInput, Value
from legday.web.who import Right, Who

PREFIX = "/api/v1"
"""How every address of the interface begins; a change that breaks a program gets another number."""

Run = TypeVar("Run", bound=Callable[..., Any])

JSON = "application/json"
BYTES = "application/octet-stream"

PERSON = "Legday-Person"
"""A header by which a write says whose log it is meant for, so that it never lands in somebody else's."""

SOME_ID = "019aa5f7-41c0-7a3b-9d07-5f0c1b6f2a11"
"""What the id of a fact, and so of a session or a set, looks like in the examples."""

ERRORS = {
    400: "The request cannot be read: it is no JSON, or it is not of the form that is described here.",
    401: "Nobody is signed in, or the token is not valid.",
    403: "Whoever asks may not do this, or asks from another site.",
    404: "What the address names is not here.",
    405: "The address does not take this method.",
    409: "What is there stands against it: a warning sign is open, things have changed meanwhile, or this is not the "
    "person that the request names.",
    413: "This is larger than legday takes.",
    415: "The body is sent as something else than is taken here.",
    422: "The request can be read, but legday cannot do it; the remedy says what to change.",
    503: "The store cannot be read or written; what was sent is not kept. Send it again.",
}
"""What each answer that is an error means."""


class Error(Value):
    """What was wrong, and what to do."""

    error: str
    remedy: str


class Conflict(BadInput):
    """What is there stands against what is asked."""


class Unreadable(BadInput):
    """A request is not of the form that the operation describes."""


class Media(StrEnum):
    """The kinds of files that are given out."""

    LINES = "application/jsonl"
    TABLE = "text/csv"


class Operation(Value):
    """One thing that a program can ask for.

    ``run`` does it: it takes the site and, where it names them, ``asked`` (the address and the query), ``body`` (the
    JSON, or the file that is sent) and ``asking`` (who asks). ``takes``, ``reads`` and ``gives`` are the types of these
    and of the answer; ``media`` is what is given where that is a file. ``example`` is what to ask, filled in.
    """

    method: str
    path: str
    right: Right
    run: Callable[..., Any]
    summary: str
    words: str
    takes: Any = None
    reads: Any = None
    gives: Any = None
    media: Media | None = None
    sends_file: bool = False
    status: int = 200
    example: Mapping[str, Any]
    errors: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """A name that is its own among all operations."""
        name: str = self.run.__name__
        return name

    @property
    def faults(self) -> tuple[int, ...]:
        """All errors that it may answer with, in order."""
        always = {401, 403, 503}
        if self.method != "GET":
            always.add(409)
        if self.takes is not None:
            always.add(400)
        if "{" in self.path:
            always.add(404)
        if self.reads is not None or self.sends_file:
            always |= {400, 413, 415, 422}
        return tuple(sorted(always | {*self.errors}))


class Part:
    """Operations of one subject, in the order in which they are declared."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        self.words = words
        self.operations: list[Operation] = []

    def operation(
        self,
        method: str,
        path: str,
        *,
        right: Right,
        status: int = 200,
        errors: tuple[int, ...] = (),
        media: Media | None = None,
        sends_file: bool = False,
        **example: Any,
    ) -> Callable[[Run], Run]:
        """Declare a function as an operation; its first line is the summary, its annotations are the types.

        ``example`` are values for the address and the query, and ``body`` for the JSON.
        """

        def declare(run: Run) -> Run:
            summary, _, words = (run.__doc__ or "").partition("\n")
            types = get_type_hints(run, include_extras=True)
            self.operations.append(
                Operation(
                    method=method,
                    path=path,
                    right=right,
                    run=run,
                    summary=summary.strip().removesuffix("."),
                    words=" ".join(words.split()),
                    takes=types.get("asked"),
                    reads=None if sends_file else types.get("body"),
                    gives=None if media else types["return"],
                    media=media,
                    sends_file=sends_file,
                    status=status,
                    example=example,
                    errors=errors,
                )
            )
            return run

        return declare


class Asked(Value):
    """What comes with a request: the address and the query as text, the body, and who asks.

    ``headers`` takes what the answer is to carry besides its body.
    """

    given: Mapping[str, str]
    body: Any
    asking: Who
    headers: dict[str, str]


def arguments(operation: Operation, asked: Asked) -> dict[str, Any]:
    """Read what comes with a request as the operation takes it; raises Unreadable for what is of another form."""
    read: dict[str, Any] = {}
    if operation.takes is not None:
        try:
            read["asked"] = msgspec.convert(dict(asked.given), operation.takes, strict=False)
        except msgspec.ValidationError as error:
            raise Unreadable(f"The address cannot be read: {error}.", "See /api for what it takes.") from None
    elif asked.given:
        extra = min(asked.given)
        raise Unreadable(f'There is nothing here that is called "{extra}".', "See /api for what the address takes.")
    if operation.reads is not None:
        try:
            read["body"] = msgspec.json.decode(asked.body, type=operation.reads)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise Unreadable(f"The body cannot be read: {error}.", "See /api for an example.") from None
    elif operation.sends_file:
        read["body"] = asked.body
    if "asking" in operation.run.__annotations__:
        read["asking"] = asked.asking
    if "headers" in operation.run.__annotations__:
        read["headers"] = asked.headers
    return read
