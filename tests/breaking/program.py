"""The whole program in a real terminal, with keys that are derived cheaply, and what is left when it is gone."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Final

import pyte

from kwetsbaar.journal import Places
from kwetsbaar.storage import create as folders
from tests.breaking.operations import NOW, PASSPHRASE
from tests.program.terminal import Terminal

SENTINEL: Final = "Zilverreiger bij brugwachter 7391"

PROGRAM: Final = """
import sys
from tests.breaking.operations import cheap_keys
from kwetsbaar.__main__ import main
from kwetsbaar.tui.app import KwetsbaarApp

def fail(app):
    secret = [area.text for area in app.screen.query("TextArea")]
    raise ValueError(secret)

KwetsbaarApp.action_cover = fail
with cheap_keys():
    sys.exit(main())
"""
"""The program as it is, but for the work of deriving keys, and that F3 is a mistake in it."""

CRASH: Final = "\x1bOR"
"""F3."""


def made(home: Path) -> Path:
    """Makes a journal where the program looks for it, and gives its folder."""
    folder = home / "data/kwetsbaar/journal"
    folder.parent.mkdir(parents=True)
    folders.create(folder, PASSPHRASE, recovery_words=None, places=places(home), created=NOW)
    return folder


def places(home: Path) -> Places:
    """The device's folders under `home`, as the program is told of them."""
    return Places(*(home / name / "kwetsbaar" for name in ("config", "data", "cache", "state")))


def started(home: Path, *arguments: str) -> Terminal:
    """Starts it."""
    return Terminal(home, *arguments, program=("-c", PROGRAM))


def writing(home: Path) -> Terminal:
    """Starts it, opens the journal, and goes to the free page."""
    terminal = started(home, "write", "vrij")
    unlocked(terminal)
    terminal.wait_for("What would you like to put down?")
    return terminal


def unlocked(terminal: Terminal) -> None:
    """Types the passphrase."""
    terminal.wait_for("assphrase")
    terminal.press(PASSPHRASE, "enter")


def kept(terminal: Terminal) -> None:
    """Keeps what is written."""
    terminal.press("^n")
    terminal.wait_for("Don't keep it")
    terminal.press("enter")
    terminal.wait_for("Latest pages")


def left_on(raw: bytes, size: tuple[int, int] = (100, 30)) -> tuple[str, list[str]]:
    """Gives what stands on the primary screen and in its scrollback, and on the alternate one whenever it is left."""
    primary, alternate = pyte.HistoryScreen(*size, history=10_000), []
    stream = pyte.ByteStream(primary)
    known = re.sub(rb"\x1b\[[<>][0-9]*u", b"", raw)  # of the keyboard, which pyte takes for text
    for number, part in enumerate(re.split(rb"\x1b\[\?1049[hl]", known)):
        if number % 2 == 0:
            stream.feed(part)
        else:
            screen = pyte.Screen(*size)
            pyte.ByteStream(screen).feed(part)
            alternate.append("\n".join(screen.display))
    above = ["".join(line[column].data for column in range(size[0])) for line in primary.history.top]
    return "\n".join([*above, *primary.display]), alternate


def commands(raw: bytes) -> list[bytes]:
    """Gives the commands that were sent to the terminal: titles (0 to 2), the clipboard (52), and so on.

    Not those for the shape of the mouse pointer (22).
    """
    return [found for found in re.findall(rb"\x1b\]([^\x07\x1b]*)", raw) if not found.startswith(b"22;")]


def files_with(home: Path, text: str) -> list[Path]:
    """Gives the files, wherever under `home`, in which a text stands, in any of the ways in which texts are written."""
    found = [path for path in home.rglob("*") if path.is_file()]
    assert len(found) > 4
    return [path for path in found if any(way in path.read_bytes() for way in ways(text))]


def ways(text: str) -> list[bytes]:
    """Gives the bytes that would betray a text: each of its long words, encoded in several ways."""
    words = [word for word in text.split() if len(word) > 4]
    plain = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-32-le")]
    shifted = [base64.b64encode(b" " * shift + text.encode())[4:-4] for shift in range(3)]
    return [*plain, *(word.lower().encode() for word in words), *shifted, text.encode().hex().encode()]
