"""Turns the bytes of a pack file into a text that can be cut: UTF-8, LF at the end of lines, no control characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.toml import LARGEST
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from kwetsbaar.core.packfile.problems import Problems

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DOCUMENTS: Final = (b"PK\x03\x04", b"{\\rtf", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
"""How files begin that word processors and cameras make."""

_BOM = "\ufeff"
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What no pack may hold: control characters, bidirectional overrides, a byte order mark after the first character."""

_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def text_of(data: bytes, problems: Problems) -> str | None:
    """Gives the text of the file without what it may not hold, having told of it; None if there is no use in going on.

    A BOM at the start and CR LF are fine (docs/packs.md).
    """
    if len(data) > LARGEST:
        problems.error(None, msg("The file is too large. A pack is at most {size} KiB.", size=LARGEST // 1024))
        return None
    if data.startswith(_DOCUMENTS):
        problems.error(
            None,
            msg(
                "This is no plain text, but a document or a picture. "
                "Put its text into Notepad, and save it with a name that ends in .toml."
            ),
        )
        return None
    if data and not data.strip(b"\0"):
        problems.error(None, msg("There is nothing in this file: saving it went wrong. Take an earlier copy of it."))
        return None
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        problems.error(
            1, msg("This file is saved as UTF-16 (‘Unicode’). In Notepad choose Save as, with Encoding: UTF-8.")
        )
        return None
    text = _with_line_feeds(data.decode("utf-8", "surrogateescape").removeprefix(_BOM))
    return _without_controls(_without_bad_bytes(text, problems), problems)


def _with_line_feeds(text: str) -> str:
    """Gives the text with a line feed at the end of each line; where there is none at all, CR alone ends them."""
    return text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")


def _without_bad_bytes(text: str, problems: Problems) -> str:
    if text.isascii() or not _NOT_UTF8.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        if found := _NOT_UTF8.search(line):
            problems.error(
                number,
                msg(
                    "There is a character here that is not saved as UTF-8 (byte {byte}, place {column} on the line). "
                    "In Notepad choose Save as, with Encoding: UTF-8.",
                    byte=f"0x{ord(found[0]) - 0xDC00:02X}",
                    column=found.start() + 1,
                ),
            )
    return _NOT_UTF8.sub("\ufffd", text)


def _without_controls(text: str, problems: Problems) -> str:
    if not CONTROL.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        if found := CONTROL.search(line):
            report_control(found[0], number, problems)
    return CONTROL.sub("", text)


def report_control(character: str, line: int, problems: Problems) -> None:
    """Tells that `character` stands on a line where no pack may hold it."""
    code = f"U+{ord(character):04X}"
    if character == _BOM:
        problems.error(line, msg("There is an invisible mark here ({code}). Type this line anew.", code=code))
    else:
        problems.error(line, msg("There is a control character here ({code}). Take it out.", code=code))
