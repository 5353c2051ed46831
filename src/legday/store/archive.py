"""The file of a backup: each table as lines of JSON, and a manifest by which they are checked, in one ZIP archive."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

from legday.kinds import BadInput, Value

MANIFEST = "manifest.json"


class Part(Value):
    """One table of a backup: how many rows it has, and the hash of its lines."""

    rows: int
    sha256: str


class Manifest(Value):
    """What a backup holds: the version of its tables, which legday made it and when, and every table."""

    version: str
    legday: str
    made: datetime
    tables: dict[str, Part]


def fingerprint(lines: Iterable[bytes]) -> Part:
    """Count lines and hash them.

    >>> fingerprint([b"one", b"two"]).rows
    2
    """
    hashed, rows = sha256(), 0
    for line in lines:
        hashed.update(line)
        rows += 1
    return Part(rows=rows, sha256=hashed.hexdigest())


def write_archive(
    file: Path, tables: Mapping[str, Iterable[bytes]], *, version: str, legday: str, made: datetime
) -> Manifest:
    """Write a backup that only its owner can read, read it back, and only then give it its name.

    ``tables`` gives each table's lines. Raises ``BadInput`` when the file is there already, cannot be written, or
    reads otherwise than it was written; nothing is left of it then.
    """
    if file.exists():
        raise BadInput(f"{file} is already there.", "Name a new file, so that no backup is overwritten.")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw:
            manifest = fill(raw, tables, version=version, legday=legday, made=made)
            raw.flush()
            os.fsync(raw.fileno())
        if check_archive(part) != manifest:
            raise BadInput(f"{file} did not read back as it was written.", "Is the disk sound? Try another one.")
        part.replace(file)
    except OSError as error:
        remedy = "Name a file in a folder of yours, on a disk with room."
        raise BadInput(f"{file} cannot be written: {error.strerror}.", remedy) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def fill(
    raw: IO[bytes], tables: Mapping[str, Iterable[bytes]], *, version: str, legday: str, made: datetime
) -> Manifest:
    """Write the tables and then their manifest into an open file."""
    parts = {}
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            with archive.open(f"{name}.jsonl", "w", force_zip64=True) as entry:
                parts[name] = fingerprint(told(entry, lines))
        manifest = Manifest(version=version, legday=legday, made=made, tables=parts)
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def told(entry: IO[bytes], lines: Iterable[bytes]) -> Iterator[bytes]:
    """Write lines, and give each on."""
    for line in lines:
        entry.write(line)
        yield line


@contextmanager
def open_archive(file: Path) -> Iterator[ZipFile]:
    """Open a backup; raises ``BadInput`` where it cannot be read, also while it is open."""
    damaged = BadInput(f"{file} is no whole backup of legday.", "Choose another one. Nothing was changed.")
    try:
        with ZipFile(file) as archive:
            yield archive
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Check the name and whose file it is.") from error
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        msgspec.DecodeError,
    ) as error:
        raise damaged from error


def read_manifest(archive: ZipFile) -> Manifest:
    """Read what a backup says of itself."""
    return msgspec.json.decode(archive.read(MANIFEST), type=Manifest)


def lines_of(archive: ZipFile, table: str) -> Iterator[bytes]:
    """Give the lines of a table, each with its end."""
    with archive.open(f"{table}.jsonl") as entry:
        yield from entry


def check_archive(file: Path) -> Manifest:
    """Read a whole backup and compare it with its manifest; raises ``BadInput`` where something is amiss."""
    with open_archive(file) as archive:
        manifest = read_manifest(archive)
        wrong = [name for name, part in manifest.tables.items() if fingerprint(lines_of(archive, name)) != part]
    if wrong:
        raise BadInput(f"{file} is damaged in {', '.join(wrong)}.", "Choose another one. Nothing was changed.")
    return manifest
