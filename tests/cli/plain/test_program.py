"""The real program in a terminal that can only print: lines in, lines out, and no byte that steers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from kwetsbaar.journal import Journal, Places
from tests.conftest import PASSPHRASE

KWETSBAAR = [sys.executable, "-m", "kwetsbaar"]
PATIENCE = 60
SENTENCE = "Ik durfde het bijna niet op te schrijven"
PACK = """
title = "Een sprong"
[[step]]
say = "Neem de tijd."
[[step]]
id = "a"
ask = "Welke sprong?"
[[step]]
id = "b"
kind = "scale"
ask = "Hoeveel spanning?"
[[step]]
id = "c"
kind = "choice"
ask = "Kan ik het aan?"
options = [{ id = "yes", nl = "Ja" }, { id = "no", nl = "Nee" }, { id = "not_yet", nl = "Weet ik nog niet" }]
[[step]]
id = "d"
kind = "list"
ask = "Wat eerst?"
"""


class Dumb:
    """One run of the program in a terminal that knows nothing. All that it sent is kept in `raw`."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "dumb", "KWETSBAAR_LANG": "nl"}
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", "kwetsbaar", *arguments],
            env=environment,
            timeout=PATIENCE,
            dimensions=(24, 80),
        )
        self.raw = b""

    def hear(self, text: str) -> None:
        """Waits until `text` was said."""
        self.process.expect_exact(text.encode())
        self.raw += (self.process.before or b"") + text.encode()

    def type(self, *lines: str) -> None:
        """Types lines, all at once."""
        self.process.send("".join(f"{line}\r" for line in lines).encode())

    def end(self) -> int | None:
        self.process.expect(pexpect.EOF)
        self.raw += self.process.before or b""
        self.process.close()
        return self.process.exitstatus


def printed(*arguments: str) -> bytes:
    return subprocess.run([*KWETSBAAR, *arguments], capture_output=True, check=True).stdout


def drafted(here: Path) -> dict[str, object]:
    """Gives what the only draft holds."""
    journal = Journal.unlock(here / "journal", PASSPHRASE, Places.of_user())
    try:
        (draft,) = journal.writing.drafts().drafts
        return {key: given.value for (key, _item), given in draft.session.given.items() if given.answered}
    finally:
        journal.close()


def talk_with(dumb: Dumb, *lines: tuple[str, str]) -> None:
    """Hears each text, and types what belongs to it."""
    for text, line in lines:
        dumb.hear(text)
        dumb.type(line)


@pytest.fixture
def pack(here: Path) -> str:
    """Gives the name of a pack of the person's own, with every plain kind."""
    folder = Places.of_user().data / "prompts"
    folder.mkdir(parents=True)
    (folder / "sprong.toml").write_text(PACK)
    return "sprong"


def test_a_walk_is_put_away_and_gone_on_with_to_a_page(here: Path, pack: str) -> None:
    first = Dumb("write", pack, "--plain")
    talk_with(first, ("Enter gaat verder.", ""), ("sluit je antwoord af.", f"{SENTENCE}\r\rmaar nu wel"))
    first.hear("maar nu wel")
    talk_with(first, ("", ""), ("Een getal van 0 tot 10:", "/genoeg"), ("Bewaard. Het ligt klaar", ""))
    assert first.end() == 0

    second = Dumb("write", pack, "--plain")
    talk_with(
        second,
        ("2. Opnieuw beginnen", "1"),
        ("Een getal van 0 tot 10:", "/terug"),
        ("maar nu wel", ""),
        ("Een getal van 0 tot 10:", "7"),
        ("Nummer:", "/terug"),
        ("Een getal van 0 tot 10:", ""),
        ("Nummer:", "weet ik nog niet"),
        ("1.", "rust"),
        ("2.", ""),
        ("Nummer:", "1"),
    )
    second.hear("Het is nu een bladzijde in je dagboek.")
    assert second.end() == 0
    page = re.findall(rb"[0-9a-z]{26}", second.raw)[-1].decode()
    shown = json.loads(printed("show", page, "--json"))
    values = {answer["key"]: answer.get("value") for answer in shown["answers"]}
    assert values == {"a": f"{SENTENCE}\n\nmaar nu wel", "b": 7, "c": "not_yet", "d": ["rust"]}
    assert json.loads(printed("drafts", "--json")) == []
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", first.raw + second.raw)
    assert not [path for path in here.rglob("*") if path.is_file() and SENTENCE.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (None, 0)]
)
def test_whoever_is_gone_in_the_middle_finds_it_back(
    here: Path, pack: str, number: signal.Signals | None, code: int
) -> None:
    dumb = Dumb("write", pack, "--plain")
    talk_with(dumb, ("Enter gaat verder.", ""), ("sluit je antwoord af.", SENTENCE), (SENTENCE, "/woorden"))
    dumb.hear("/opnieuw")  # it was read, and not only echoed by the terminal
    if number is None:
        dumb.process.sendeof()
    elif number is signal.SIGINT:
        dumb.process.sendintr()
    else:
        dumb.process.kill(number)
    assert dumb.end() == code
    assert drafted(here) == {"a": SENTENCE}


def test_lines_from_a_pipe(here: Path, pack: str) -> None:
    typed = f"\n{SENTENCE}\n\nmaar nu wel\n.\n7\nja\nrust\n.\n1\n"
    done = subprocess.run([*KWETSBAAR, "write", pack, "--plain"], input=typed.encode(), capture_output=True, check=True)
    shown = json.loads(printed("show", done.stdout.decode().strip(), "--json"))
    assert shown["answers"][0]["value"] == f"{SENTENCE}\n\nmaar nu wel"
    assert b"Scrolling back" in done.stderr


def test_a_pipe_that_ends_leaves_a_draft(here: Path, pack: str) -> None:
    done = subprocess.run([*KWETSBAAR, "write", pack, "--plain"], input=b"\nhalf", capture_output=True, check=True)
    assert (done.returncode, done.stdout) == (0, b"")
    assert drafted(here) == {"a": "half"}


def test_a_line_longer_than_the_terminal_takes_is_told(here: Path, pack: str) -> None:
    dumb = Dumb("write", pack, "--plain")
    talk_with(dumb, ("Enter gaat verder.", ""), ("sluit je antwoord af.", "x" * 5000))
    talk_with(dumb, ("Die regel was langer dan de terminal aankan.", "/genoeg"))
    assert dumb.end() == 0
