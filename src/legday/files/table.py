"""Tables: the bytes of a file as rows of cells with their line numbers, by a real CSV parser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from legday.kinds import BadInput, Value

_EXPORT_AGAIN = "Export the log from your app again and give that file, unchanged."
_WHOLE = "Nothing was imported. Export it again or copy it again, then give the whole file."
_QUOTED = re.compile(r'"[^"]*"')
_HEAD_CHARACTERS = 100_000  # enough of a first line to see which delimiter it uses
_SHOWN_CHARACTERS = 60


class Line(Value):
    """One row of the file: the number of its first line (from 1) and its cells."""

    line: int
    cells: list[str]


class Table(Value):
    """A CSV file: the cells of its first row, folded for comparing, and all of its rows, the first included."""

    delimiter: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def fold_head(cell: str) -> str:
    """Fold a header cell so that spelling variants compare equal.

    >>> fold_head(' "Nom de l’exercice" ')
    "nom de l'exercice"
    """
    return cell.strip().strip('"').strip().replace("’", "'").casefold()


def heads_of(text: str) -> frozenset[str]:
    r"""The folded cells of the first line of a text, whichever delimiter it uses, to see whose table it is.

    >>> sorted(heads_of('Date;"Reps"\r\n1;2'))
    ['date', 'reps']
    """
    first = text.split("\n", 1)[0][:_HEAD_CHARACTERS]
    return frozenset(fold_head(cell) for cell in first.replace(";", ",").replace("\t", ",").split(","))


def shown(text: str) -> str:
    r"""Give the text of a cell as a message can show it: short, and without what would steer a terminal.

    >>> shown("\x1b[2J" + "9" * 100)
    '�[2J99999999999999999999999999999999999999999999999999999999…'
    """
    cut = text[:_SHOWN_CHARACTERS] + ("…" if len(text) > _SHOWN_CHARACTERS else "")
    return "".join(letter if letter.isprintable() or letter == "\u00a0" else "�" for letter in cut)


def decode(data: bytes) -> str:
    """Decode a text file: UTF-8 with or without a mark at its beginning, or UTF-16 with one. Raises ``BadInput``.

    >>> decode(b"PK" + bytes([3, 4]))
    Traceback (most recent call last):
    legday.kinds.BadInput: This is a zip archive, not a CSV file. Unpack it and give the CSV file inside.
    """
    if data[:4] == b"PK\x03\x04":
        raise BadInput("This is a zip archive, not a CSV file.", "Unpack it and give the CSV file inside.")
    if data[8:12] == b".FIT":
        raise BadInput("This is a FIT file from a watch, not a CSV file.", _EXPORT_AGAIN)
    if data[:15] == b"SQLite format 3":
        raise BadInput("This is a database (a backup), not a CSV file.", _EXPORT_AGAIN)
    if data.lstrip()[:5].lower() in (b"<?xml", b"<html", b"<!doc"):
        raise BadInput("This is a web page or XML, not a CSV file.", _EXPORT_AGAIN)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding, name = "utf-16", "UTF-16"
    else:
        encoding, name = "utf-8-sig", "UTF-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"The text cannot be decoded as {name} (line {line}).",
            "The file was probably saved by another program; save it as UTF-8 or export it again from the app.",
        ) from None
    if "\0" in text:
        raise BadInput(
            "This is not a text file: it holds zero bytes.",
            "If it is your log, another program saved it; save it as UTF-8 or export it again from the app.",
        )
    return text


def read_table(data: bytes) -> Table:
    r"""Read the bytes of a CSV file as rows; blank lines are passed over, line breaks inside quotes are kept.

    Raises ``BadInput`` for an empty file, another kind of file, a wrong encoding and a file cut off inside a quote.

    >>> table = read_table(b'Date;"Reps"\r\n1;"two\nlines"\n')
    >>> table.delimiter, table.heads, [(line.line, line.cells) for line in table.lines[1:]]
    (';', ('date', 'reps'), [(2, ['1', 'two\nlines'])])
    """
    text = decode(data)
    first = next((line for line in io.StringIO(text) if line.strip()), None)
    if first is None:
        raise BadInput("The file is empty.", _EXPORT_AGAIN)
    bare = _QUOTED.sub("", first[:_HEAD_CHARACTERS])
    delimiter = max(",;\t", key=bare.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    begin = 1
    try:
        for cells in reader:
            if cells:
                lines.append(Line(line=begin, cells=cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise BadInput(
                f"The file ends inside the quoted text that begins in line {begin}: a part of it is missing.",
                _WHOLE,
            ) from None
        if "field limit" in str(error):
            raise BadInput(
                f"A cell of the row that begins in line {begin} is longer than {csv.field_size_limit()} characters.",
                "Nothing was imported. A quotation mark is probably missing there; mend it, or export the log again.",
            ) from None
        raise BadInput(
            f"The row that begins in line {begin} is not sound CSV ({error}).",
            "Nothing was imported. Mend the quotes in that line, or export the log again.",
        ) from None
    if len(lines) > 1 and len(lines[-1].cells) < len(lines[0].cells) and text[-1] not in "\r\n":
        raise BadInput(
            f"The file breaks off in line {lines[-1].line}, before its row is complete: a part of it is missing.",
            _WHOLE,
        )
    return Table(delimiter=delimiter, heads=tuple(fold_head(cell) for cell in lines[0].cells), lines=tuple(lines))


def lacking(app: str, columns: Iterable[str]) -> BadInput:
    """Say that a log of an app lacks columns, for readers to raise."""
    return BadInput(
        f"This is a {app} log without the columns {', '.join(columns)}.",
        f"Export it again from {app} and give the file as it comes.",
    )


def require(table: Table, needed: Iterable[str], app: str) -> None:
    r"""Raise ``BadInput`` where a table lacks columns that a log of an app has.

    >>> require(read_table(b"date,reps\n"), ["date", "load"], "Strong")
    Traceback (most recent call last):
    legday.kinds.BadInput: This is a Strong log without the columns load. Export it again from Strong and give the ...
    """
    missing = [head for head in needed if head not in table.heads]
    if missing:
        raise lacking(app, missing)


def fit_width(cells: list[str], width: int) -> list[str] | None:
    """Give a row the width of its header: blank cells at its end go; None where that is not enough.

    >>> fit_width(["a", "b", ""], 2), fit_width(["a"], 2)
    (['a', 'b'], None)
    """
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return None
    return cells[:width]


def width_reason(cells: list[str], width: int) -> str:
    """Say why a row of another width than its header is refused.

    >>> width_reason(["2023-05-21 18:24:10", "Legs"], 12)
    '2 columns where the header has 12; the file may have been cut off here'
    """
    if not any(cell.strip() for cell in cells):
        return "an empty row"
    cut = "; the file may have been cut off here" if len(cells) < width else ""
    return f"{len(cells)} columns where the header has {width}{cut}"


def unreadable_date(line: int, text: str) -> BadInput:
    """A date that cannot be read refuses the whole file: half a history would be worse than none (logs/FORMATS 2)."""
    return BadInput(
        f"Line {line}: the date “{shown(text)}” cannot be read.",
        "Nothing was imported. Export the log again and do not save it in a spreadsheet; if the app speaks a language "
        "that legday does not read yet, set it to English first.",
    )
