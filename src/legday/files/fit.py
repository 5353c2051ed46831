"""FIT: the messages of a watch's file that tell of training, as plain numbers.

The container is read by fitdecode (MIT). Here stand the bounds around it: a size, and one answer to whatever damaged
bytes make it raise. Field numbers are those of Garmin's public FIT profile (messages set 225, session 18, activity 34,
workout 26, workout_step 27, exercise_title 264). The owner's profile is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from legday.files.source import Source
from legday.kinds import BadInput, Value

MOST_BYTES = 5 << 20
"""More than a day of records every second; an hour of strength training is a fiftieth."""

MOST_MESSAGES = 500_000
MOST_KEPT = 20_000  # a set every four seconds for a day

SESSION, WORKOUT, STEP, ACTIVITY, SET, TITLE = 18, 26, 27, 34, 225, 264
_KEPT = frozenset({SESSION, WORKOUT, STEP, ACTIVITY, SET, TITLE})
_AGAIN = "Nothing was imported. Export the original file again, or copy it from the watch again."


class Message(Value):
    """A message: its number within the file (from 1), its kind, and its fields by number; None says nothing."""

    number: int
    kind: int
    fields: dict[int, Any]

    def whole(self, field: int) -> int | None:
        """A field that holds a whole number (of a list the first), within the four bytes that the profile allows."""
        value = self.fields.get(field)
        value = value[0] if isinstance(value, tuple) and value else value
        return value if isinstance(value, int) and 0 <= value < 2**32 else None

    def words(self, field: int) -> str:
        """A field that holds text."""
        value = self.fields.get(field)
        return " ".join(value.split()) if isinstance(value, str) else ""


class Recording(Value):
    """One file of a watch (a stream may hold several): its messages, and whether its checksum is right."""

    messages: tuple[Message, ...]
    intact: bool


def is_fit(head: bytes) -> bool:
    """Whether the first bytes are those of a FIT file.

    >>> is_fit(bytes([14, 16, 0, 0, 0, 0, 0, 0]) + b".FIT")
    True
    """
    return head[8:12] == b".FIT"


def read_recordings(source: Source) -> tuple[Recording, ...]:
    """Read the files in a FIT stream. Raises ``BadInput`` for damaged ones, half ones, and beyond five megabytes."""
    with source.open() as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadInput("This FIT file is larger than 5 MB.", "Give the file of one training session.")
    import fitdecode  # its profile of all messages takes a moment

    try:
        return tuple(_recordings(data))
    except BadInput:
        raise
    except (
        fitdecode.FitError,
        # What fitdecode lets through when bytes do not say what its profile expects.
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        struct.error,
    ):
        raise BadInput("This FIT file is damaged, or a part of it is missing.", _AGAIN) from None


def _recordings(data: bytes) -> Iterator[Recording]:
    import fitdecode

    number = 0
    messages: list[Message] = []
    kept = 0
    options = {"check_crc": fitdecode.CrcCheck.READONLY, "error_handling": fitdecode.ErrorHandling.IGNORE}
    with fitdecode.FitReader(data, processor=None, **options) as frames:
        for passed, frame in enumerate(frames):
            if passed > MOST_MESSAGES or kept > MOST_KEPT:
                raise BadInput("This FIT file holds far too many messages.", "Give the file of one training session.")
            if isinstance(frame, fitdecode.FitDataMessage):
                number += 1
                if frame.global_mesg_num in _KEPT:
                    kept += 1
                    own = (field for field in frame.fields if field.field_def and not field.field_def.is_dev)
                    fields = {field.def_num: field.raw_value for field in own}
                    messages.append(Message(number=number, kind=frame.global_mesg_num, fields=fields))
            elif isinstance(frame, fitdecode.FitCRC):
                yield Recording(messages=tuple(messages), intact=bool(frame.matched))
                messages = []


def name_of(category: int | None, subtype: int | None) -> str:
    """The profile's name of an exercise, as people write it ("": the category says nothing).

    >>> name_of(28, 6), name_of(28, None), name_of(65534, 3)
    ('Barbell Back Squat', 'Squat', '')
    """
    from fitdecode.profile import FIELD_TYPES

    kind = FIELD_TYPES["exercise_category"].enum.get(category)
    if kind is None or kind == "unknown":
        return ""
    named = FIELD_TYPES.get(f"{kind}_exercise_name")
    exercise = named.enum.get(subtype, kind) if named else kind
    return str(exercise).replace("_", " ").title()


def sport_of(session: Message) -> str:
    """The sport of a session in words: the finer kind where there is one.

    >>> sport_of(Message(number=1, kind=SESSION, fields={5: 10, 6: 20}))
    'strength training'
    """
    from fitdecode.profile import FIELD_TYPES

    sport = FIELD_TYPES["sport"].enum.get(session.whole(5), "")
    finer = FIELD_TYPES["sub_sport"].enum.get(session.whole(6), "generic")
    plain = sport if finer in {"generic", "all"} or sport in {"running", "cycling", "swimming", "walking"} else finer
    return str(plain).replace("_", " ")
