"""What a person brings in is bounded, and whatever a zip claims, nothing but its plain files is read."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from kwetsbaar.errors import Damaged, KwetsbaarError, Refused
from kwetsbaar.storage import intake

CENTRAL, END = b"PK\x01\x02", b"PK\x05\x06"


def zipped(members: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytearray:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return bytearray(file.getvalue())


def lying(data: bytearray, mark: bytes, offset: int, value: int) -> bytearray:
    """Gives a zip in whose last record that begins with `mark` a number is another one."""
    at = data.rfind(mark) + offset
    data[at : at + 4] = struct.pack("<I", value)
    return data


def read(tmp_path: Path, data: bytearray) -> dict[str, bytes]:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    return {brought.name: brought.data for brought in intake.in_zip(path, ".json")}


@pytest.mark.parametrize(
    "data",
    [
        lying(zipped({"a.json": b"0" * 900_000}), CENTRAL, 24, 10),  # holds more than it says
        lying(zipped({"a.json": b"abc", "b.json": b"abc"}), CENTRAL, 42, 0),  # two that lie over each other
        lying(zipped({"a.json": b"abc"}), CENTRAL, 24, 0xFFFFFFFF),  # of a size that stands elsewhere, and does not
        lying(zipped({"a.json": b"abc"}), CENTRAL, 42, 0xFFFFFFFE),  # beyond the end
        lying(zipped({"a.json": b"abc"}), CENTRAL, 38, 0o120777 << 16),  # a link
        lying(zipped({"a.json": b"abc"}), END, 16, 0),
        zipped({f"{n}.json": b"0" * 900_000 for n in range(300)}),
        zipped({"a.json": b"0" * 2_000_000}),
        zipped({"../a.json": b"{}"}),
        zipped({"C:a.json": b"{}"}),
    ],
)
def test_a_zip_that_lies_is_refused(tmp_path: Path, data: bytearray) -> None:
    with pytest.raises((Refused, Damaged)):
        read(tmp_path, data)


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_packed_in_a_way_that_asks_for_much_memory_is_not_read(tmp_path: Path, way: int) -> None:
    with pytest.raises(Damaged):
        read(tmp_path, zipped({"a.json": b"{}" * 90}, way))


def test_a_zip_of_an_ordinary_program_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, zipped({"a.json": b"{}", "photos/x.jpg": b"x"})) == {"a.json": b"{}"}


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not intake.is_zip(tmp_path / "pipe")
    with pytest.raises(KwetsbaarError):
        intake.one(tmp_path / "pipe")
