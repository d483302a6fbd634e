"""The whole program in a real terminal: from nothing to a page that is found again, and what a kill leaves."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kwetsbaar.journal import Journal
from tests.program.terminal import LITTLE_WORK, PATIENCE, Terminal, made, places

PASSPHRASE = "een rustige wachtzin"
SAID = {
    "nl": {"language": "Taal", "whom": "Voor wie schrijf je?", "pass": "Kies een wachtzin", "folder": "komt te liggen",
           "home": "Schrijven", "free": "Wat wil je kwijt?", "keep": "Niet bewaren", "latest": "Laatste bladzijden",
           "locked": "achtzin", "one": "Nog één ding, nu of later", "here": "Je was hier gebleven.",
           "found": "1 bladzijde.", "change": "Wijzigen", "choose": "Kies een antwoord",
           "kept": "Wat er eerst stond", "versions": "eerdere versies"},
    "en": {"language": "Language", "whom": "For whom do you write?", "pass": "Choose a passphrase",
           "folder": "journal will lie", "home": "Write", "free": "What would you like to put down?",
           "keep": "Don't keep it", "latest": "Latest pages", "locked": "assphrase", "one": "One more thing",
           "here": "You were here.", "found": "1 page.", "change": "Change", "choose": "Choose an answer",
           "kept": "What stood there before", "versions": "earlier versions"},
}  # fmt: skip
SENTINEL = "Zilverreiger onder de brug 7391"
ADDED = "nachtzwaluw"
QUERY = "onder ZILVER"
AS_IT_IS = ("-m", "kwetsbaar")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def files_with(home: Path, text: str) -> list[Path]:
    found = [path for path in home.rglob("*") if path.is_file()]
    assert len(found) > 4
    return [path for path in found if text.encode() in path.read_bytes()]


def begin(home: Path, language: str, program: tuple[str, ...] = LITTLE_WORK) -> Terminal:
    """Goes through the first run, up to the first page; the journal opens quickly unless another program is meant."""
    said = SAID[language]
    terminal = Terminal(home, language=language, program=program)
    terminal.wait_for(said["language"])
    terminal.press("enter")
    terminal.wait_for(said["whom"])
    terminal.press("enter")
    terminal.wait_for(said["pass"])
    terminal.press(PASSPHRASE, "enter", PASSPHRASE, "enter")
    terminal.wait_for(said["folder"])
    terminal.press("enter")
    terminal.wait_for(said["free"])
    return terminal


def keep(terminal: Terminal, said: dict[str, str]) -> None:
    """Keeps the page that is written."""
    terminal.press("^n")
    terminal.wait_for(said["keep"])
    terminal.press("enter")


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


@pytest.mark.parametrize(("language", "program"), [("nl", AS_IT_IS), ("en", LITTLE_WORK)], ids=["nl", "en"])
def test_from_nothing_to_a_page_that_is_found_again(home: Path, language: str, program: tuple[str, ...]) -> None:
    said = SAID[language]
    terminal = begin(home, language, program)
    terminal.press(SENTINEL, "enter", "[/oops] # geen kop")
    keep(terminal, said)
    terminal.wait_for(said["one"])
    terminal.press("enter")
    terminal.wait_for("12")
    words = confirm_words(terminal)
    terminal.wait_for(said["home"], said["latest"])
    assert SENTINEL not in terminal.text
    terminal.press("^l")
    terminal.wait_for(said["locked"])
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for(said["latest"])
    read(terminal, said)
    edit(terminal, said)
    terminal.press("esc")
    terminal.wait_for(said["found"])
    lock_in_search(terminal, said)
    terminal.press("^q")
    assert terminal.end() == 0
    assert files_with(home, SENTINEL) == files_with(home, ADDED) == files_with(home, QUERY) == []
    assert command(home, "search", ADDED, passphrase=PASSPHRASE).count(ADDED) == 1
    assert len(command(home, "list", words=words).splitlines()) == 1


def read(terminal: Terminal, said: dict[str, str]) -> None:
    """Searches the page and reads it."""
    terminal.press("/")
    terminal.wait_for(":drie-minuten")
    terminal.press(QUERY)
    terminal.wait_for(said["found"], SENTINEL)
    terminal.press("enter")
    terminal.wait_for(said["change"], SENTINEL, "[/oops] # geen kop")


def edit(terminal: Terminal, said: dict[str, str]) -> None:
    """Adds a word to what was written, and sees that the page before it became an earlier version."""
    terminal.press("e")
    terminal.wait_for(said["choose"])
    terminal.press("enter")
    terminal.wait_for(said["free"], SENTINEL)
    terminal.press(f" {ADDED}")
    terminal.wait_for(ADDED)
    keep(terminal, said)
    terminal.wait_for(said["kept"], ADDED, SENTINEL)
    terminal.press("h")
    terminal.wait_for(said["versions"])
    terminal.press("esc")
    terminal.wait_for(said["change"], ADDED)


def lock_in_search(terminal: Terminal, said: dict[str, str]) -> None:
    """Locks while searching, and comes back to the same query."""
    terminal.press("^l")
    terminal.wait_for(said["locked"])
    assert SENTINEL not in terminal.text
    assert QUERY not in terminal.text
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for(said["found"], QUERY)


def test_a_burst_behind_a_key_of_home_is_in_the_page(home: Path) -> None:
    """All in one write, as no hands can: the page opens, has every letter, and is put away at the last key."""
    said = SAID["en"]
    terminal = begin(home, "en")
    terminal.press("^q")
    terminal.wait_for(said["home"])
    terminal.process.send("n" + f"{SENTINEL} pan " * 40 + "\x11")
    terminal.wait_for("It lies ready")
    terminal.press("^q")
    assert terminal.end() == 0
    assert files_with(home, SENTINEL) == []
    assert given(home) == [f"{SENTINEL} pan " * 40]


def given(home: Path) -> list[object]:
    """Gives what was given in the drafts of the journal."""
    journal = Journal.unlock(home / "data/kwetsbaar/journal", PASSPHRASE, places(home))
    try:
        drafts = journal.writing.drafts().drafts
        return [answer.value for draft in drafts for answer in draft.session.given.values()]
    finally:
        journal.close()


def test_a_draft_goes_on_where_it_was_after_a_kill(home: Path) -> None:
    said = SAID["nl"]
    terminal = begin(home, "nl")
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)
    terminal.press("^s")
    terminal.wait_for("Bewaard.")  # and not a draft of half of it, which a busy machine saves on its way
    terminal.kill()
    assert files_with(home, SENTINEL) == []
    again = Terminal(home, language="nl")
    again.wait_for(said["locked"])
    again.press(PASSPHRASE, "enter")
    again.wait_for(SENTINEL, said["here"])
    again.press(" en verder")
    keep(again, said)
    again.wait_for(said["latest"])
    again.press("^q")
    assert again.end() == 0
    assert not list((home / "data/kwetsbaar/journal/drafts").iterdir())
    assert f"{SENTINEL} en verder" in command(home, "search", "verder", passphrase=PASSPHRASE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_wish_to_end_from_outside_saves_the_draft_first(home: Path, number: int) -> None:
    terminal = begin(home, "nl")
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)  # less than two seconds ago, so it is not saved yet
    terminal.process.kill(number)
    assert terminal.end() == 128 + number
    assert len(list((home / "data/kwetsbaar/journal/drafts").glob("*.age"))) == 1
    assert "Vrije bladzijde" in command(home, "--lang", "nl", "drafts", passphrase=PASSPHRASE)
    assert files_with(home, SENTINEL) == []
    assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[?1049l") == 1


@pytest.mark.parametrize("signals", [(), (signal.SIGINT,), (signal.SIGHUP, signal.SIGCONT, signal.SIGINT)])
def test_a_window_that_closes_leaves_the_draft_and_no_process(home: Path, signals: tuple[int, ...]) -> None:
    terminal = begin(home, "nl")
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)  # a key that the program has not read is gone with its window
    for number in signals:
        terminal.process.kill(number)
    close_window(terminal)
    wait_until(lambda: state_of(terminal.process.pid) == "Z")
    terminal.process.wait()
    assert "Vrije bladzijde" in command(home, "--lang", "nl", "drafts", passphrase=PASSPHRASE)


def test_a_window_that_closes_in_front_of_a_lock_leaves_no_process(home: Path) -> None:
    made(home, PASSPHRASE)
    terminal = Terminal(home, language="nl")
    terminal.wait_for("achtzin")
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCONT):
        terminal.process.kill(number)
    close_window(terminal)
    wait_until(lambda: state_of(terminal.process.pid) == "Z")
    terminal.process.wait()


def test_who_is_put_aside_comes_back_to_a_lock_and_then_to_the_same_page(home: Path) -> None:
    said = SAID["nl"]
    terminal = begin(home, "nl")
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)  # a signal is heard before keys that are still on their way
    terminal.process.kill(signal.SIGTSTP)
    # What it draws is read on: with a full terminal it cannot be put aside.
    wait_until(lambda: terminal.read(0.05) and state_of(terminal.process.pid) == "T")
    terminal.process.kill(signal.SIGCONT)
    terminal.wait_for(said["locked"])
    assert SENTINEL not in terminal.text
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for(SENTINEL)
    terminal.press("^q")
    terminal.wait_for(said["home"])
    terminal.press("^q")
    assert terminal.end() == 0


# ------------------------------------------------------------------ the demo


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("way", ["keys", "term", "gone"])
def test_nothing_of_a_demo_is_left(home: Path, language: str, way: str) -> None:
    said = SAID[language]
    terminal = demo(home, language)
    assert {"nl": "proefdagboek", "en": "demo journal"}[language] in terminal.text
    (folder,) = (home / "run").iterdir()
    terminal.press("^l")
    terminal.wait_for({"nl": "Het proefdagboek is op slot", "en": "The demo journal is locked"}[language])
    terminal.press("enter")
    terminal.wait_for(said["latest"])
    terminal.press("n")
    terminal.wait_for(said["free"])
    terminal.press(SENTINEL)
    if way == "keys":
        terminal.press("^q")
        terminal.wait_for(said["latest"])
        terminal.press("^q")
        assert terminal.end() == 0
    elif way == "term":
        terminal.kill(signal.SIGTERM)
    else:
        close_window(terminal)
    wait_until(lambda: not folder.exists())
    if way == "gone":
        wait_until(lambda: state_of(terminal.process.pid) == "Z")  # it does not stay behind its window
    assert not (home / "data").exists()


def test_a_demo_that_is_killed_leaves_only_a_folder_that_nobody_can_read(home: Path) -> None:
    terminal = demo(home, "nl")
    (folder,) = (home / "run").iterdir()
    before = set(folder.rglob("drafts/*.age"))
    terminal.press("n")
    terminal.wait_for(SAID["nl"]["free"])
    terminal.press(SENTINEL)
    wait_until(lambda: set(folder.rglob("drafts/*.age")) > before)
    terminal.kill()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert files_with(folder, SENTINEL) == files_with(folder, "proefdagboek") == []


def demo(home: Path, language: str) -> Terminal:
    """Opens a demo journal, whose folder is made in `run`."""
    (home / "run").mkdir(mode=0o700)
    terminal = Terminal(home, "demo", language=language, program=AS_IT_IS if language == "nl" else LITTLE_WORK)
    terminal.wait_for(SAID[language]["latest"])
    return terminal


# ------------------------------------------------------------------ helpers


def close_window(terminal: Terminal) -> None:
    """Takes the terminal away from under the program."""
    os.close(terminal.process.child_fd)
    terminal.process.child_fd = os.open(os.devnull, os.O_RDWR)


def state_of(process: int | None) -> str:
    """Gives the letter by which Linux tells what a process does."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def wait_until(true: Callable[[], bool]) -> None:
    """Waits until it is."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def wait_for_draft(home: Path) -> None:
    """Waits until a draft lies on disk; at most a few seconds after the last key."""
    wait_until(lambda: bool(list((home / "data/kwetsbaar/journal/drafts").glob("*.age"))))


def command(home: Path, *arguments: str, passphrase: str = "", words: str = "") -> str:
    """Runs a command and gives what it prints."""
    secret = home / "secret.txt"
    secret.write_text(passphrase or words)
    secret.chmod(0o600)
    option = "--passphrase-file" if passphrase else "--recovery-file"
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [sys.executable, "-m", "kwetsbaar", option, str(secret), *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, **folders},
    )  # fmt: skip
    return done.stdout
