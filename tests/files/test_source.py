from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest

from legday.files.read import read_log
from legday.files.source import MOST_BYTES, Source, given
from legday.kinds import BadInput

LOG = b"""Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes
2016-10-03 19:30:55,Legs,Squat,0,70.0,5,0,0,
"""


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_an_archive_stands_for_the_one_log_in_it() -> None:
    data = packed({"readme.md": b"hello", "strong.csv": LOG, "__MACOSX/._strong.csv": b"x"})
    assert read_log(data).facts == read_log(LOG).facts


def test_of_an_apple_health_archive_the_export_is_taken() -> None:
    members = {"apple_health_export/export.xml": b"<HealthData/>", "apple_health_export/export_cda.xml": b"<x/>",
               "apple_health_export/electrocardiograms/a.csv": b"1,2"}  # fmt: skip
    assert given(packed(members)).data == b"<HealthData/>"


@pytest.mark.parametrize("members", [{}, {"a.png": b"x"}, {"a.csv": LOG, "b.csv": LOG}])
def test_an_archive_without_exactly_one_log_is_refused(members: dict[str, bytes]) -> None:
    with pytest.raises(BadInput, match="This archive holds"):
        given(packed(members))


def test_a_spreadsheet_is_told_from_an_archive_of_logs() -> None:
    with pytest.raises(BadInput, match=r"office document.*Save its sheet as CSV"):
        given(packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BadInput, match="far too much"):
        given(packed({"a.csv": bytes(200 << 20)}))


def test_an_archive_that_lies_about_its_size_yields_no_more_than_it_says() -> None:
    honest = packed({"a.csv": LOG * 100})
    size = (len(LOG) * 100).to_bytes(4, "little")
    lying = honest.replace(size, (len(LOG)).to_bytes(4, "little"))
    assert lying != honest
    try:
        data = given(lying).data
    except BadInput:
        return
    assert len(data) <= len(LOG)


def test_an_archive_whose_log_cannot_be_unpacked_leaves_no_file_open(tmp_path: Path) -> None:
    whole = bytearray(packed({"a.csv": LOG * 50}))
    whole[:4] = b"PK\x05\x06"  # where the log should begin; the list at the end of the archive is sound
    path = tmp_path / "log.zip"
    path.write_bytes(whole)
    opened: list[BinaryIO] = []

    class Watched(type(path)):  # type: ignore[misc]
        def open(self, *words: str) -> BinaryIO:
            opened.append(super().open(*words))
            return opened[-1]

    with pytest.raises(BadInput, match="cannot be unpacked") as refused:
        _ = given(Watched(path)).data
    assert refused.value  # it still holds what was at work when it was raised
    assert len(opened) > 1
    assert all(file.closed for file in opened)


@pytest.mark.parametrize("cut", [5, 30, 60, 100])
def test_a_damaged_archive_is_refused_with_what_to_do(cut: int) -> None:
    whole = packed({"a.csv": LOG * 50})
    with pytest.raises(BadInput, match=r"archive .* Copy the whole archive again"):
        _ = given(whole[:cut] + whole[cut + 40 :]).data
    with pytest.raises(BadInput, match="archive"):
        _ = given(whole[:-cut]).data


def test_a_file_too_large_to_be_a_log_is_not_read_whole() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert 0 <= size <= MOST_BYTES + 1
            return bytes(size)

    with pytest.raises(BadInput, match="larger than 200 MB"):
        _ = Source(Endless).data  # type: ignore[arg-type]
