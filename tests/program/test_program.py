"""The whole program in a real terminal: from nothing to a page that is found again, and what a kill leaves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.program.terminal import PATIENCE, Terminal

PASSPHRASE = "een rustige wachtzin"
SAID = {
    "nl": {"home": "Schrijven", "free": "Wat wil je kwijt?", "keep": "Niet bewaren", "latest": "Laatst geschreven",
           "locked": "achtzin"},
    "en": {"home": "Write", "free": "What would you like to put down?", "keep": "Don't keep it",
           "latest": "Written last", "locked": "assphrase"},
}  # fmt: skip
SENTINEL = "Zilverreiger onder de brug 7391"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def files_with(home: Path, text: str) -> list[Path]:
    found = [path for path in home.rglob("*") if path.is_file()]
    assert len(found) > 4
    return [path for path in found if text.encode() in path.read_bytes()]


def begin(home: Path, language: str) -> Terminal:
    """Goes through the first run, up to home."""
    terminal = Terminal(home, language=language)
    terminal.wait_for("Language")
    terminal.press("enter")
    terminal.wait_for({"nl": "Kies een wachtzin", "en": "passphrase"}[language])
    terminal.press(PASSPHRASE, "tab", PASSPHRASE, "^n")
    terminal.wait_for({"nl": "herstelwoorden", "en": "recovery words"}[language], "12")
    return terminal


def confirm_words(terminal: Terminal) -> str:
    """Reads the twelve words off the screen, gives back the three that are asked, and gives all twelve."""
    found = dict(re.findall(r"(\d+)  ([a-z]{3,8})", terminal.text))
    words = [found[str(n)] for n in range(1, 13)]
    terminal.press("^n")
    asked = re.search(r"(\d+), (\d+) (?:en|and) (\d+)", terminal.wait_for("?"))
    assert asked
    for n in asked.groups():
        terminal.press(words[int(n) - 1][:4], "tab")
    terminal.press("^n")
    return " ".join(words)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_nothing_to_a_page_that_is_found_again(home: Path, language: str) -> None:
    said = SAID[language]
    terminal = begin(home, language)
    words = confirm_words(terminal)
    terminal.wait_for(said["home"])
    terminal.press("n")
    terminal.wait_for(said["free"])
    terminal.press(SENTINEL, "enter", "[/oops] # geen kop", "^n")
    terminal.wait_for(said["keep"])
    terminal.press("enter")
    terminal.wait_for(said["home"], said["latest"])
    assert SENTINEL not in terminal.text
    terminal.press("^l")
    terminal.wait_for(said["locked"])
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for(said["latest"])
    open_newest(terminal)
    terminal.wait_for(SENTINEL, "[/oops] # geen kop")
    terminal.press("^q")
    assert terminal.end() == 0
    assert files_with(home, SENTINEL) == []
    assert command(home, "search", "zilverreiger", passphrase=PASSPHRASE).count(SENTINEL) == 1
    assert len(command(home, "list", words=words).splitlines()) == 1


def test_a_draft_goes_on_after_a_kill(home: Path) -> None:
    terminal = begin(home, "nl")
    confirm_words(terminal)
    terminal.wait_for("Schrijven")
    terminal.press("n")
    terminal.wait_for("Wat wil je kwijt?")
    terminal.press(SENTINEL)
    wait_for_draft(home)
    terminal.kill()
    assert files_with(home, SENTINEL) == []
    again = Terminal(home, language="nl")
    again.wait_for("achtzin")
    again.press(PASSPHRASE, "enter")
    again.wait_for("Ligt klaar, als je wilt")
    assert SENTINEL not in again.text
    again.press("down", "down", "down", "down", "enter")
    again.wait_for(SENTINEL)
    again.press(" en verder", "^n")
    again.wait_for("Niet bewaren")
    again.press("enter")
    again.wait_for("Laatst geschreven")
    again.press("^q")
    assert again.end() == 0
    assert not list((home / "data/kwetsbaar/journal/drafts").iterdir())
    assert f"{SENTINEL} en verder" in command(home, "search", "verder", passphrase=PASSPHRASE)


def wait_for_draft(home: Path) -> None:
    """Waits until a draft lies on disk; at most a few seconds after the last key."""
    folder = home / "data/kwetsbaar/journal/drafts"
    end = time.monotonic() + PATIENCE
    while not list(folder.glob("*.age")):
        assert time.monotonic() < end
        time.sleep(0.05)


def open_newest(terminal: Terminal) -> None:
    """Goes from the first row of home to the first of the latest pages, and opens it."""
    above = terminal.text.partition("Laatst" if "Laatst" in terminal.text else "Written last")[0]
    packs = re.findall(r"^ +(?:\d+ min  +|)(Vrije bladzijde|Free page|Drie|Three|Kan ik|Can I|Vlak|Right)", above, re.M)
    terminal.press(*["down"] * len(packs), "enter")


def command(home: Path, *arguments: str, passphrase: str = "", words: str = "") -> str:
    """Runs a command and gives what it prints."""
    secret = home / "secret.txt"
    secret.write_text(passphrase or words)
    secret.chmod(0o600)
    option = "--passphrase-file" if passphrase else "--recovery-file"
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [sys.executable, "-m", "kwetsbaar", option, str(secret), *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, **places},
    )  # fmt: skip
    return done.stdout
