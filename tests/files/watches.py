"""What watches write, made up for the tests: FIT files to the byte, and Apple's XML as its export has it."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
START = datetime(2026, 3, 14, 17, 30, tzinfo=UTC)
SQUAT, LUNGE, BENCH, UNKNOWN = 28, 17, 0, 65534

# The fields of the messages that tell of training: number → size in bytes and base type (Garmin's FIT profile).
ENUM, UINT16, UINT32, TEXT = (1, 0x00), (2, 0x84), (4, 0x86), (24, 0x07)
FIELDS: dict[int, dict[int, tuple[int, int]]] = {
    0: {0: ENUM, 1: UINT16, 4: UINT32},
    3: {0: TEXT, 1: ENUM, 4: UINT16},
    18: {2: UINT32, 5: ENUM, 6: ENUM, 7: UINT32, 8: UINT32, 110: TEXT, 253: UINT32},
    20: {253: UINT32, 3: (1, 0x02)},
    26: {8: TEXT},
    27: {254: UINT16, 0: TEXT, 7: ENUM, 10: UINT16, 11: UINT16},
    34: {253: UINT32, 5: UINT32, 1: UINT16},
    225: {254: UINT32, 0: UINT32, 3: UINT16, 4: UINT16, 5: (1, 0x02), 6: UINT32, 7: (6, 0x84), 8: (6, 0x84), 9: UINT16,
          10: UINT16, 11: UINT16},
    264: {254: UINT16, 0: UINT16, 1: UINT16, 2: TEXT},
}  # fmt: skip
_NOTHING = {0x00: 0xFF, 0x02: 0xFF, 0x84: 0xFFFF, 0x86: 0xFFFFFFFF}
_LETTER = {0x00: "B", 0x02: "B", 0x84: "H", 0x86: "I"}
_CRC = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip


def crc(data: bytes) -> int:
    value = 0
    for byte in data:
        for half in (byte & 15, byte >> 4):
            value = (value >> 4) ^ _CRC[value & 15] ^ _CRC[half]
    return value


def seconds(at: datetime) -> int:
    return round((at - EPOCH).total_seconds())


def _packed(kind: int, fields: dict[int, Any]) -> bytes:
    out = b""
    for number, (size, base) in FIELDS[kind].items():
        value = fields.get(number)
        if base == 0x07:
            out += (value or "").encode()[: size - 1].ljust(size, b"\0")
            continue
        count = size // struct.calcsize(_LETTER[base])
        listed = list(value) if isinstance(value, tuple) else [value]
        listed = [_NOTHING[base] if one is None else one for one in (*listed, *[None] * count)][:count]
        out += struct.pack(f"<{count}{_LETTER[base]}", *listed)
    return out


def fit(*messages: tuple[int, dict[int, Any]]) -> bytes:
    """A FIT file of these messages (kind, fields by number), each kind defined when it first comes."""
    body = b""
    local: dict[int, int] = {}
    for kind, fields in ((0, {0: 4, 1: 1, 4: seconds(START)}), *messages):
        if kind not in local:
            local[kind] = len(local)
            listed = b"".join(bytes([number, size, base]) for number, (size, base) in FIELDS[kind].items())
            body += struct.pack("<BBBHB", 0x40 | local[kind], 0, 0, kind, len(FIELDS[kind])) + listed
        body += bytes([local[kind]]) + _packed(kind, fields)
    head = struct.pack("<BBHI4s", 14, 0x20, 21_158, len(body), b".FIT")
    whole = head + struct.pack("<H", crc(head)) + body
    return whole + struct.pack("<H", crc(whole))


def session(
    start: datetime = START, minutes: float = 50, sport: int = 10, finer: int = 20
) -> tuple[int, dict[int, Any]]:
    length = round(minutes * 60_000)
    return 18, {2: seconds(start), 5: sport, 6: finer, 7: length, 8: length, 253: seconds(start) + length // 1000}


def activity(at: datetime = START, hours: float | None = 1, sessions: int = 1) -> tuple[int, dict[int, Any]]:
    local = None if hours is None else seconds(at + timedelta(hours=hours))
    return 34, {253: seconds(at), 5: local, 1: sessions}


def one_set(
    after: float,
    *,
    category: Any = (SQUAT, LUNGE, None),
    subtype: Any = (6, 0, None),
    reps: int | None = 8,
    kg: float = 0.0,
    long: float = 40.0,
    start: datetime = START,
    **others: int,
) -> tuple[int, dict[int, Any]]:
    """An active set, so many seconds after the session began; all sets carry the session's own timestamp."""
    begins = seconds(start + timedelta(seconds=after))
    fields = {254: seconds(start), 0: round(long * 1000), 3: reps, 4: round(kg * 16), 5: 1, 6: begins,
              7: category, 8: subtype, 9: others.get("shown", 1), 11: others.get("step")}  # fmt: skip
    return 225, fields


def rest(after: float, long: float = 90.0, start: datetime = START) -> tuple[int, dict[int, Any]]:
    return 225, {254: seconds(start), 0: round(long * 1000), 5: 0, 6: seconds(start + timedelta(seconds=after))}


OWNER = (3, {0: "Jane Q. Doe", 1: 0, 4: 712})
TRAINED = fit(
    OWNER, one_set(0, kg=60), rest(40), one_set(130, kg=62.5), rest(170, 120.5),
    one_set(290, category=(UNKNOWN,) * 3, subtype=(None,) * 3, reps=12), rest(330), session(), activity(),
)  # fmt: skip

DECLARED = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ATTLIST VisionPrescription
  type             CDATA #REQUIRED
  brand            CDATA #IMPLIED
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent)*)>
]>
"""  # Apple's list of declarations has lacked a bracket since iOS 16


def workout(
    kind: str = "TraditionalStrengthTraining",
    began: str = "2026-09-25 10:00:00 +0300",
    ended: str = "2026-09-25 10:45:00 +0300",
    zone: str = "",
) -> str:
    inside = f' <MetadataEntry key="HKTimeZone" value="{zone}"/>\n' if zone else ""
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="45" durationUnit="min" '
        f'sourceName="Jane&#8217;s Watch" device="&lt;&lt;HKDevice: 0x1&gt;, name:Watch&gt;" startDate="{began}" '
        f'endDate="{ended}">\n{inside} <WorkoutEvent type="HKWorkoutEventTypePause" date="{began}"/>\n</Workout>'
    )


def health(workouts: Iterable[str]) -> bytes:
    """An export of Apple Health that holds these workouts and a little of all else."""
    other = (
        '<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="2026-09-25 10:00:00 +0300" '
        'value="{}"/>'
    )
    lines = [
        '<HealthData locale="en_GB">', '<ExportDate value="2026-10-01 08:00:00 +0300"/>',
        '<Me HKCharacteristicTypeIdentifierDateOfBirth="1990-01-01"/>', *(other.format(rate) for rate in range(60, 65)),
        *workouts, "</HealthData>",
    ]  # fmt: skip
    return (DECLARED + "\n".join(lines) + "\n").encode()


def tcx(*activities: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">\n<Activities>\n'
        + "\n".join(activities)
        + "\n</Activities>\n</TrainingCenterDatabase>\n"
    ).encode()


def lifted(
    sport: str = "Other", at: str = "2026-08-30T18:00:00.000Z", laps: int = 2, metres: float = 0, note: str = ""
) -> str:
    """An activity of laps of half an hour."""
    begins = datetime.fromisoformat(at)
    inside = "".join(
        f'<Lap StartTime="{(begins + timedelta(minutes=30 * lap)).isoformat()}">'
        "<TotalTimeSeconds>1800.0</TotalTimeSeconds>"
        f"<DistanceMeters>{metres / laps}</DistanceMeters><Calories>120</Calories>"
        "<Track><Trackpoint><Time>x</Time><DistanceMeters>9000</DistanceMeters></Trackpoint></Track></Lap>"
        for lap in range(laps)
    )
    said = f"<Notes>{note}</Notes>" if note else ""
    return f'<Activity Sport="{sport}"><Id>{at}</Id>{inside}{said}<Creator><Name>Watch</Name></Creator></Activity>'
