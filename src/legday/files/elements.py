"""XML as a stream of elements, read in pieces and refused where it could do harm.

What is dangerous in XML is refused: entities, which grow without end, tags of any length, and any depth. The list of
declarations at the beginning is cut out: Apple's has been broken since iOS 16 and every parser gives up on it, and
nothing that is read here needs it.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Protocol
from xml.parsers import expat

from legday.files.reading import Progress
from legday.kinds import BadInput

PIECE = 1 << 18  # bytes; larger pieces are not faster
DEEPEST = 50  # a watch's file has twelve levels
LONGEST = 1 << 20  # bytes of one tag
DECLARED = 1 << 16  # bytes in which the declarations end; Apple's take eight thousand

_CLOSED = re.compile(rb"\]\s*>")
# Apple's notes hold characters that no XML may (the vertical tab); a blank does no harm in their place.
_CONTROLS = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
_AS_IT_WAS = "Give the file as your app exported it."
_AGAIN = "Nothing was imported. Export it again, or copy it again, and give the whole file."


class Heard(Protocol):
    """Somebody who is told what comes in a stream of elements.

    ``line`` is where a tag begins, from 1; names come without what stands before their colon.
    """

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text within the element that began last."""


def read_elements(file: BinaryIO, heard: Heard, *, size: int = 0, progress: Progress | None = None) -> None:
    r"""Read a file of XML from its beginning to its end, and tell of every element.

    ``progress`` is told the bytes read so far, of ``size``. Raises ``BadInput`` for what is no whole XML, for entities
    of its own, and beyond fifty levels or a megabyte in one tag.

    >>> class Names:
    ...     def start(self, line, name, attributes): print(line, name, attributes)
    ...     def end(self, name): pass
    ...     def text(self, text): pass
    >>> import io
    >>> read_elements(io.BytesIO(b'<!DOCTYPE a [\n<!ELEMENT broken \n]><a><x:b c="d"/></a>'), Names())
    3 a {}
    3 b {'c': 'd'}
    """
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise BadInput(f"This file is nested deeper than {DEEPEST} levels.", _AS_IT_WAS)
        heard.start(parser.CurrentLineNumber, name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        heard.end(name.rpartition(":")[2])

    def declared(*_: object) -> None:
        raise BadInput("This file declares entities or a document type.", _AS_IT_WAS)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = heard.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    done = 0
    piece = file.read(DECLARED)
    wide = piece[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16, where zero bytes are part of every letter
    piece = _without_declarations(piece)
    try:
        while piece:
            parser.Parse(piece if wide else piece.translate(_CONTROLS), False)
            done += len(piece)
            if done - parser.CurrentByteIndex > LONGEST:
                raise BadInput(
                    f"A tag in line {parser.CurrentLineNumber} is longer than a megabyte.",
                    _AS_IT_WAS,
                )
            if progress:
                progress(min(done, size), size)
            piece = file.read(PIECE)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadInput(
            f"This file breaks off or is damaged in line {error.lineno} ({expat.errors.messages[error.code]}).", _AGAIN
        ) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(f"The text of this file cannot be decoded ({error}).", _AGAIN) from None


def _without_declarations(head: bytes) -> bytes:
    """Cut the declarations out and keep their line breaks, so that lines keep their numbers. Raises ``BadInput``."""
    begin = head.find(b"<!DOCTYPE")
    if begin < 0:
        return head
    inner, close = head.find(b"[", begin), head.find(b">", begin)
    end = _CLOSED.search(head, inner) if 0 <= inner < close else None
    until = end.end() if end else close + 1
    declarations = head[begin:until]
    if b"<!ENTITY" in declarations:
        raise BadInput("This file declares entities.", _AS_IT_WAS)
    return head[:begin] + b"\n" * declarations.count(b"\n") + head[max(begin, until) :]
