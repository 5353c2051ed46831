"""Damage sound files in a hundred thousand ways each and see that every one is read or refused, and soon.

    python tests/files/hostile.py [--cases 100000] [--app fitnotes] [--seed 1]

For each sample, cases are damaged copies: bytes and lines flipped, cut, doubled, moved, spliced with another sample,
and pieces put in that have broken readers before. A case is sound when it is read with a fate for every row and only
facts that a log takes, or refused with words; anything else, and whatever takes longer than five seconds, is printed
and kept.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

from legday.files.read import read_log
from legday.files.reading import Holds
from legday.kinds import BadInput, Unit
from legday.log.check import check
from legday.log.fact import Fact

sys.path.insert(0, str(Path(__file__).parent))  # the samples stand beside this
from samples import SAMPLES

SECONDS = 5
PIECES = (
    b"",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"-",
    b"+",
    b".",
    b"nan",
    b"inf",
    b"-1",
    b"1e308",
    b"1e-400",
    b"9" * 40,
    b"0" * 40,
    b"1,000",
    b"=cmd()",
    b"\x1b[2J",
    b"2023-02-30 10:00:00",
    b"9999-12-31 23:59:59",
    b"0001-01-01 00:00:00",
    b"1969-12-31T23:59:59Z",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf0\x9f\xa6\xb5",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"Rest Timer",
    b"W",
    b"kg",
    b"lb",
    b"h",
    b"null",
    b"true",
    b"[",
    b"]",
    b"{",
    b"}",
    b"[" * 3000,
    b'{"a":' * 3000,
    b"<a>" * 3000,
    b"</",
    b"<!--",
    b"<![CDATA[",
    b"&amp;",
    b"&lol;",
    b'<!DOCTYPE a [<!ENTITY lol "lol">]>',
    b"\\u0000",
    b"\\ud800",
    b"x" * 70_000,
    b"," * 5000,
    b"5x" * 3000,
)


def damaged(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """A copy of a file with one to four things wrong with it."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randint(0, len(data))
        span = dice.choice((0, 1, 1, 2, 3, 8, 40, 400, 10_000))
        what = dice.randrange(9)
        if what == 0:
            data = data[:at] + dice.choice(PIECES) + data[at + span :]
        elif what == 1:
            data = data[:at] + dice.randbytes(min(span, 8)) + data[at + min(span, 8) :]
        elif what == 2:
            data = data[:at]
        elif what == 3:
            data = data[:at] + data[at : at + span] * dice.randint(2, 5) + data[at + span :]
        elif what == 4:
            there = dice.randint(0, len(data))
            data = data[:at] + data[there : there + span] + data[at:]
        elif what == 5:
            lines = data.split(b"\n")
            one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            del lines[dice.randrange(len(lines))]
            data = b"\n".join(lines)
        elif what == 6:
            other = dice.choice(others)
            there = dice.randint(0, len(other))
            data = data[:at] + other[there : there + span] + data[at:]
        elif what == 7 and data:
            number = dice.randrange(len(data))
            data = data[:number] + bytes([data[number] ^ (1 << dice.randrange(8))]) + data[number + 1 :]
        else:
            digits = [place for place in range(len(data)) if 48 <= data[place] <= 57]
            if digits:
                place = dice.choice(digits)
                data = data[:place] + dice.choice(PIECES) + data[place + 1 :]
    return data


class TooSlow(BaseException):
    """A file took longer than five seconds."""


def judge(data: bytes) -> str:
    """What is wrong with how a file is read ("": nothing)."""
    try:
        reading = read_log(data, Unit.KG)
    except BadInput as refused:
        return "" if refused.wrong and refused.remedy else "refused without words"
    kept = [row for row in reading.rows if row.holds is Holds.SET and not row.refusal]
    sets = [fact for fact in reading.facts if "session" in fact.body]
    if len(kept) != len(sets):
        return f"{len(kept)} rows are said to be kept and {len(sets)} sets are there"
    wrong = next((said for fact in reading.facts if not isinstance(said := check(fact), Fact)), "")
    return f"a fact that no log takes: {wrong}" if wrong else ""


def tried(name: str, files: Mapping[str, bytes], cases: int, seed: int) -> Iterator[tuple[int, str, bytes]]:
    """The cases of one sample that went wrong: number, what, and the file."""
    others = list(files.values())
    for case in range(cases):
        data = damaged(files[name], others, random.Random(f"{seed} {name} {case}"))
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            wrong = judge(data)
        except TooSlow:
            wrong = "took longer than five seconds"
        except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
            wrong = f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if wrong:
            yield case, wrong, data


def late(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--app", default="", help="only samples whose name begins so")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, late)
    worst = 0
    for name in SAMPLES:
        if name.startswith(given.app):
            found = 0
            for case, wrong, data in tried(name, SAMPLES, given.cases, given.seed):
                found += 1
                if found <= 3:
                    place = Path(tempfile.gettempdir()) / f"hostile-{name}-{case}"
                    place.write_bytes(data)
                    sys.stdout.write(f"{name} {case}: {wrong} ({place})\n")
            sys.stdout.write(f"{name}: {given.cases:,} cases, {found} wrong\n")
            sys.stdout.flush()
            worst += found
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
