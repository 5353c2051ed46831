"""The interface described: as OpenAPI for programs, and as the same data for a page that people read."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from legday import __version__
from legday.kinds import Value
from legday.web.api.operation import BYTES, ERRORS, JSON, PREFIX, Error, Operation, Part
from legday.web.who import Right

REF = "#/components/schemas/{name}"

CLOCK = "A clock time as 2026-11-22T18:00:00, with the offset from UTC behind it where that is known."
"""What a time is: a log of another app has no offset, so it is not what JSON Schema calls a date-time."""

ABOUT = """Everything that the page does, for programs. Loads and masses are in kilograms, times in seconds. What is
planned is a proposal until it is kept. Whoever may ask for what is said by a right: read, log, plan, or all."""


MAY = {Right.READ: "read", Right.LOG: "log", Right.PLAN: "plan", Right.ALL: "do everything"}
"""What each right is for."""


class Shown(Value):
    """An operation as the page shows it: method and path, what it does, who may ask, and a command that asks."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    right: str
    command: str


def address(operation: Operation) -> str:
    """The example's address of an operation, with its query."""
    values = {name: str(value) for name, value in operation.example.items() if name != "body"}
    path = operation.path
    for name in [name for name in values if f"{{{name}}}" in path]:
        path = path.replace(f"{{{name}}}", quote(values.pop(name)))
    return PREFIX + path + (f"?{urlencode(values)}" if values else "")


def command(operation: Operation, host: str) -> str:
    """A command for a terminal that asks for the example of an operation."""
    words = ["curl"] if operation.method == "GET" else ["curl", "-X", operation.method]
    if operation.sends_file:
        words += ["-H", f"Content-Type: {BYTES}", "--data-binary", f"@{operation.example['body']}"]
    elif operation.reads is not None:
        words += ["-H", f"Content-Type: {JSON}", "-d", json.dumps(operation.example["body"])]
    return shlex.join([*words, f"{host}{address(operation)}"])


def shown(operation: Operation, host: str) -> Shown:
    """An operation as the page shows it."""
    return Shown(
        name=operation.name,
        method=operation.method,
        path=PREFIX + operation.path,
        summary=operation.summary,
        words=operation.words.replace("`", ""),
        right=MAY[operation.right],
        command=command(operation, host),
    )


def document(parts: Sequence[Part]) -> dict[str, Any]:
    """Describe all operations in OpenAPI 3.1."""
    every = [one for part in parts for one in part.operations]
    kinds = [kind for one in every for kind in _kinds(one)]
    schemas, components = msgspec.json.schema_components([*kinds, Error], ref_template=REF)
    found = dict(zip(map(repr, kinds), schemas, strict=False))
    paths: dict[str, dict[str, Any]] = {}
    for part in parts:
        for one in part.operations:
            paths.setdefault(PREFIX + one.path, {})[one.method.lower()] = _operation(one, part, found)
    answers = {str(status): _error(words) for status, words in ERRORS.items()}
    described: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "legday", "version": __version__, "description": " ".join(ABOUT.split())},
        "tags": [{"name": part.name, "description": part.words} for part in parts],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": answers,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    clocked: dict[str, Any] = _clocked(described)
    return clocked


def _kinds(operation: Operation) -> Iterable[Any]:
    if operation.takes is not None:
        yield from (field.type for field in msgspec.structs.fields(operation.takes))
    yield from (kind for kind in (operation.reads, operation.gives) if kind is not None)


def _operation(operation: Operation, part: Part, schemas: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [part.name],
        "summary": operation.summary,
        "description": f"{operation.words} Needs the right to {MAY[operation.right]}.".strip(),
        "x-right": operation.right.value,
        "x-codeSamples": [{"lang": "Shell", "source": command(operation, "http://127.0.0.1:8137")}],
        "responses": {
            str(operation.status): _answer(operation, schemas),
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in operation.faults},
        },
    }
    if operation.takes is not None:
        said["parameters"] = [
            _parameter(operation, field, schemas) for field in msgspec.structs.fields(operation.takes)
        ]  # fmt: skip
    if operation.sends_file:
        said["requestBody"] = {"required": True, "content": {BYTES: {}}}
    elif operation.reads is not None:
        content = {"schema": schemas[repr(operation.reads)], "example": operation.example["body"]}
        said["requestBody"] = {"required": True, "content": {JSON: content}}
    return said


def _answer(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    if operation.media:
        return {"description": operation.summary, "content": {str(operation.media): {"schema": {"type": "string"}}}}
    return {"description": operation.summary, "content": {JSON: {"schema": schemas[repr(operation.gives)]}}}


def _parameter(operation: Operation, field: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    inside = f"{{{field.name}}}" in operation.path
    said = {
        "name": field.name,
        "in": "path" if inside else "query",
        "required": inside or field.required,
        "schema": schemas[repr(field.type)],
    }
    if field.name in operation.example:
        said["example"] = operation.example[field.name]
    return said


def _error(words: str) -> dict[str, Any]:
    example = {"error": "What was wrong.", "remedy": "What to do."}
    content = {"schema": {"$ref": REF.format(name=Error.__name__)}, "example": example}
    return {"description": words, "content": {JSON: content}}


def _clocked(node: Any) -> Any:
    # msgspec writes times as date-time, which in JSON Schema must have an offset.
    if isinstance(node, dict):
        if node.get("format") == "date-time":
            return {**{key: value for key, value in node.items() if key != "format"}, "description": CLOCK}
        return {key: _clocked(value) for key, value in node.items()}
    return [_clocked(one) for one in node] if isinstance(node, list) else node


@cache
def written(parts: tuple[Part, ...]) -> bytes:
    """The description as JSON."""
    return msgspec.json.encode(document(parts))
