"""What a terminal can send that is no text: it neither freezes the program nor ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.journal import Journal
from tests.conftest import PASSPHRASE
from tests.program.terminal import Terminal, made, places


def written(home: Path) -> list[object]:
    journal = Journal.unlock(home / "data/kwetsbaar/journal", PASSPHRASE, places(home))
    try:
        return [given.value for draft in journal.writing.drafts().drafts for given in draft.session.given.values()]
    finally:
        journal.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Gives a terminal in which a session is open, at its first question."""
    made(tmp_path, PASSPHRASE)
    terminal = Terminal(tmp_path, "write", "drie-minuten")
    terminal.wait_for("assphrase")
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for("What touched you today")
    return terminal


@pytest.mark.parametrize("sent", [b"caf\xe9 ", b"\x1b[200~caf\xe9 \x1b[201~"])
def test_a_byte_that_is_no_utf_8_stops_nothing(terminal: Terminal, tmp_path: Path, sent: bytes) -> None:
    terminal.process.send(sent)
    terminal.wait_for("caf\ufffd")
    terminal.press("verder")
    terminal.wait_for("caf\ufffd verder")
    terminal.press("^l")
    terminal.wait_for("Locked.")
    terminal.press("^q")
    assert terminal.end() == 0
    assert written(tmp_path) == ["caf\ufffd verder"]


BROKEN = """
import sys
from textual._xterm_parser import XTermParser
real = XTermParser.feed
def feed(self, text):
    if "!" in text:
        raise ValueError(text)
    return real(self, text)
XTermParser.feed = feed
from kwetsbaar.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_input_that_breaks_locks_and_saves_and_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, PASSPHRASE)
    program = tmp_path / "program.py"
    program.write_text(BROKEN)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    terminal = Terminal(tmp_path, "write", "drie-minuten", program=(str(program),))
    terminal.wait_for("assphrase")
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for("What touched you today")
    terminal.press("zilverreiger")
    terminal.wait_for("zilverreiger")
    terminal.process.send("!")
    assert terminal.end() == 1
    assert b"stopped because of a mistake" in terminal.raw
    assert b"zilverreiger!" not in terminal.raw
    assert written(tmp_path) == ["zilverreiger"]
