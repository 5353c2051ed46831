"""Source: a file that somebody gave, looked at from its first bytes, and read whole only where its format needs it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from legday.files.table import Table, decode, read_table
from legday.kinds import BadInput

HEAD_BYTES = 1 << 16
MOST_BYTES = 200 << 20
"""The largest file that is read whole; the longest training log known is a fiftieth of it."""

MOST_PACKED = 8 << 30
"""The most that an archive may unpack to: ten years of a watch's measurements are about a gigabyte."""

MOST_RATIO = 1000
"""How many times its size a member of an archive may unpack to; deflate cannot do much more than that."""

MOST_MEMBERS = 10_000

_LOGS = (".csv", ".json", ".txt", ".xml", ".fit", ".tcx", ".fitnotes")
_SKIPPED = ("export_cda.xml", "__macosx/")  # Apple's second, clinical form of the same file; what a Mac adds
_HEALTH = "/export.xml"
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError)
_GIVE = "Copy the whole archive again, or unpack it and give the file inside."


class Source:
    r"""A file as readers take it: its first bytes, and its whole as bytes, text or table, each read once.

    ``open`` gives the file from its beginning, as often as it is called; a reader of very long files streams from it.
    ``size`` is how many bytes that gives, where it is known (0: it is not).

    >>> source = given(b"Date,Reps\n1,5\n")
    >>> source.head[:4], source.table.heads
    (b'Date', ('date', 'reps'))
    """

    def __init__(self, open: Callable[[], BinaryIO], size: int = 0) -> None:
        self.open = open
        self.size = size

    @cached_property
    def head(self) -> bytes:
        """The first 64 kilobytes."""
        with self.open() as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def data(self) -> bytes:
        """The whole file. Raises ``BadInput`` above 200 MB."""
        with self.open() as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BadInput("This file is larger than 200 MB.", "Give the export of your training log; it is smaller.")
        return data

    @cached_property
    def text(self) -> str:
        """The whole file as text. Raises ``BadInput`` where it is none."""
        return decode(self.data)

    @cached_property
    def table(self) -> Table:
        """The whole file as a table. Raises ``BadInput`` where it is none."""
        return read_table(self.data)

    @cached_property
    def json(self) -> Any:
        """The whole file as JSON. Raises ``BadInput`` where it is none, or only a part of one."""
        try:
            return msgspec.json.decode(self.text)
        except (msgspec.DecodeError, RecursionError, ValueError) as error:
            raise BadInput(
                f"This file is no whole JSON ({error}).",
                "Nothing was imported. Export it again or copy it again, then give the whole file.",
            ) from None

    @cached_property
    def starts(self) -> str:
        """The first characters of a text file, without its mark and leading blanks, to see what it is."""
        encoding = "utf-16" if self.head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return self.head[: HEAD_BYTES - 1].decode(encoding, "ignore").lstrip()


def given(file: bytes | Path | Source) -> Source:
    """Take bytes or a path as a source; an archive stands for the one log in it. Raises ``BadInput`` where it is none.

    >>> given(b"")
    Traceback (most recent call last):
    legday.kinds.BadInput: The file is empty. Give the file as your app exported it.
    """
    if isinstance(file, Source):
        return file
    if isinstance(file, bytes):
        source = Source(lambda: io.BytesIO(file), len(file))
    else:
        source = Source(lambda: file.open("rb"), file.stat().st_size)
    if not source.head:
        raise BadInput("The file is empty.", "Give the file as your app exported it.")
    return _unpacked(source) if source.head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else source


def _unpacked(source: Source) -> Source:
    """The log in an archive: Apple Health's, or the only file that may be one."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            listed = archive.infolist()
    except _DAMAGED as error:
        raise BadInput(f"This archive cannot be unpacked ({error}).", _GIVE) from None
    if len(listed) > MOST_MEMBERS:
        raise BadInput("This archive holds too many files.", "Unpack it and give your training log.")
    if any(one.filename == "[Content_Types].xml" for one in listed):
        raise BadInput("This is an office document.", "Save its sheet as CSV and give that file.")
    members = [one for one in listed if _may_be_log(one.filename)]
    health = [one for one in members if f"/{one.filename.casefold()}".endswith(_HEALTH)]
    chosen = health or members
    if len(chosen) != 1:
        what = f"{len(chosen)} files that may be a training log" if chosen else "no training log"
        raise BadInput(f"This archive holds {what}.", "Unpack it and give the one file that is your log.")
    member = chosen[0]
    if member.file_size > MOST_PACKED or member.file_size > MOST_RATIO * max(1, member.compress_size):
        raise BadInput("What this archive holds unpacks to far too much.", "Give the file as your app exported it.")
    return Source(
        lambda: io.BufferedReader(_Member(source.open(), member.filename, member.file_size)), member.file_size
    )


def _may_be_log(name: str) -> bool:
    folded = name.casefold()
    return folded.endswith(_LOGS) and not any(part in folded for part in _SKIPPED)


class _Member(io.RawIOBase):
    """One file of an archive, read as it is unpacked and never beyond the size that the archive gives."""

    def __init__(self, file: BinaryIO, name: str, size: int) -> None:
        super().__init__()
        self._left = size
        with ExitStack() as opened:  # what was opened is closed again where the next cannot be
            opened.enter_context(file)
            try:
                archive = opened.enter_context(zipfile.ZipFile(file))
                self._member = opened.enter_context(archive.open(name))
            except _DAMAGED as error:  # RuntimeError: encrypted; NotImplementedError: packed in another way
                raise BadInput(f"This archive cannot be unpacked ({error}).", _GIVE) from None
            self._opened = opened.pop_all()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._member.read(min(len(buffer), self._left))
        except _DAMAGED as error:
            raise BadInput(f"This archive is damaged ({error}).", _GIVE) from None
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if hasattr(self, "_opened"):
            self._opened.close()
        super().close()
