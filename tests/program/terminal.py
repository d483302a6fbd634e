"""A real terminal for the real program: a pseudo-terminal that is typed into, and a screen that is read."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from datetime import datetime
from pathlib import Path

import pexpect
import pyte

from kwetsbaar.journal import Places
from kwetsbaar.storage import create
from kwetsbaar.storage.keyring import Keyring
from tests.conftest import LEAST_WORK

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
}
LITTLE_WORK = (
    "-c",
    f"""
import sys
from kwetsbaar.__main__ import main
from kwetsbaar.storage import create
create.create.__kwdefaults__["work_factor"] = {LEAST_WORK}
sys.exit(main())
""",
)
"""The program as it is, but that the journals that it makes open quickly."""
PATIENCE = 120.0
"""Seconds before a text that does not come is a failure; never a measure of speed."""


def places(home: Path) -> Places:
    """Gives the device's folders under `home`, as the program is told of them."""
    return Places(*(home / name / "kwetsbaar" for name in ("config", "data", "cache", "state")))


def made(home: Path, passphrase: str) -> tuple[Path, Keyring]:
    """Makes a journal where the program looks for it, without words, that opens quickly; gives its folder and keys."""
    folder = home / "data/kwetsbaar/journal"
    folder.parent.mkdir(parents=True)
    now = datetime.now().astimezone()
    keys = create.create(
        folder, passphrase, recovery_words=None, places=places(home), created=now, work_factor=LEAST_WORK
    )
    return folder, keys


class Terminal:
    """One run of the program. All bytes that it sent are kept in `raw`."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        size: tuple[int, int] = (100, 30),
        language: str = "en",
        program: tuple[str, ...] = ("-m", "kwetsbaar"),
    ) -> None:
        columns, rows = size
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("KWETSBAAR", "XDG"))}
        environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        environment |= {"TERM": "xterm-256color", "KWETSBAAR_LANG": language, "HOME": str(home), "TMPDIR": str(home)}
        environment |= {"XDG_RUNTIME_DIR": str(home / "run")}
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable, [*program, *arguments], env=environment, dimensions=(rows, columns), timeout=5
        )

    @property
    def text(self) -> str:
        """Gives what stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, *keys: str) -> None:
        """Presses named keys ("enter", "^n") in turn; anything else is typed as it is."""
        for key in keys:
            control = re.fullmatch(r"\^([a-z])", key)
            self.process.send(chr(ord(control[1]) - 96) if control else KEYS.get(key, key))
            self.read()

    def wait_for(self, *texts: str) -> str:
        """Waits until all of `texts` stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.text for text in texts):
            if time.monotonic() > end or not self.read(0.1):
                raise AssertionError(f"{texts} did not come:\n{self.text}")
        return self.text

    def wait_while(self, text: str) -> None:
        """Waits until `text` stands on the screen no more."""
        end = time.monotonic() + PATIENCE
        while text in self.text:
            if time.monotonic() > end or not self.read(0.1):
                raise AssertionError(f"{text} stayed:\n{self.text}")

    def read(self, seconds: float = 0.02) -> bool:
        """Takes in what the program sent in the next moment; False when it has ended."""
        try:
            data = self.process.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Sends a signal and waits for the end."""
        self.process.kill(number)
        self.end()

    def end(self) -> int | None:
        """Waits until the program has ended; gives its exit code."""
        stop = time.monotonic() + PATIENCE
        while self.read(0.1):
            assert time.monotonic() < stop, f"it did not end:\n{self.text}"
        self.process.wait()
        return self.process.exitstatus
