"""Sets as Parquet, for whoever reads logs with pandas, polars, DuckDB or R."""

from __future__ import annotations

import io
from collections.abc import Iterable

from legday.kinds import BadInput
from legday.log.history import Session

COLUMNS = {
    "session": "string", "began": "timestamp", "title": "string", "set": "string", "place": "int32", "app": "string",
    "exercise": "string", "movement": "string", "role": "string", "load_kg": "float64", "load_of": "string",
    "reps": "int32", "reserve": "float64", "duration_s": "float64", "distance_m": "float64", "rest_s": "int32",
    "note": "string",
}  # fmt: skip
"""The columns and their types; what is not known is null. ``began`` is the clock time of the person's phone."""


def parquet_sets(sessions: Iterable[Session]) -> bytes:
    """Write every set as a row of Parquet (zstd), in the order of the sessions.

    Loads are in kilograms, ``movement`` is null for what is no leg movement. Raises ``BadInput`` where PyArrow is not
    installed (``pip install 'legday[science]'``).
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise BadInput("Parquet needs the package PyArrow.", "Install it: pip install 'legday[science]'") from None
    rows = [
        (
            session.id, session.began, session.title, done.id, done.place, done.app, done.exercise, done.movement,
            done.role.value, done.load_kg, done.load_of and done.load_of.value, done.reps, done.reserve,
            done.duration_s, done.distance_m, done.rest_s, done.note,
        )
        for session in sessions
        for done in session.sets
    ]  # fmt: skip
    types = {"timestamp": pa.timestamp("us")}
    fields = [pa.field(name, types.get(kind) or pa.type_for_alias(kind)) for name, kind in COLUMNS.items()]
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    file = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=pa.schema(fields)), file, compression="zstd")
    return file.getvalue()
