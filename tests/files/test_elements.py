from __future__ import annotations

import io
import time

import pytest

from legday.files.elements import read_elements
from legday.kinds import BadInput


class Heard:
    def __init__(self) -> None:
        self.starts: list[tuple[int, str]] = []
        self.words = ""

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        self.starts.append((line, name))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        self.words += text if len(self.words) < 100 else ""


def heard(data: bytes) -> Heard:
    found = Heard()
    read_elements(io.BytesIO(data), found)
    return found


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY l0 "ha">' + LAUGHS + b"]><a>&l9;</a>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b" " * 70_000 + b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("utf-16"),
        b"<a>" * 1_000_000,
        b'<a b="' + b"x" * 50_000_000 + b'"/>',
        b"<a><!--" + b"x" * 50_000_000 + b"--></a>",
        b"<" + b"a" * 50_000_000 + b"/>",
        b"<!DOCTYPE" * 1_000_000,
        b"<!DOCTYPE a [" + b"] " * 1_000_000,
        b"<a>&x;</a>",
        b"<a><b></a>",
        b"<a>",
        b"<a/><a/>",
        b"",
        b"<a>\xff</a>",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
    ],
)
def test_what_could_do_harm_or_is_no_whole_xml_is_refused_at_once(data: bytes) -> None:
    begin = time.process_time()
    with pytest.raises(BadInput) as refused:
        heard(data)
    assert refused.value.remedy
    assert time.process_time() - begin < 3


def test_broken_declarations_are_passed_over_and_lines_keep_their_numbers() -> None:
    data = (
        b'<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ATTLIST b\n  c CDATA #IMPLIED\n<!ELEMENT d EMPTY>\n]>\n<a>\n<b/></a>'
    )
    assert heard(data).starts == [(7, "a"), (8, "b")]


@pytest.mark.parametrize("doctype", [b"<!DOCTYPE a>", b'<!DOCTYPE a SYSTEM "a.dtd">'])
def test_a_document_type_without_declarations_does_no_harm(doctype: bytes) -> None:
    assert heard(doctype + b"\n<a/>").starts == [(2, "a")]


def test_characters_that_no_xml_may_hold_are_read_as_blanks() -> None:
    assert heard(b"<a>one\x0btwo\x00</a>").words == "one two "


def test_utf_16_is_read() -> None:
    assert heard("<a>Übung</a>".encode("utf-16")).words == "Übung"


def test_long_text_streams_by() -> None:
    assert heard(b"<a>" + b"x" * 5_000_000 + b"</a>").starts == [(1, "a")]
