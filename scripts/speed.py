"""Measures how fast kwetsbaar is, each thing beside the plain way to do the same, in one run.

python scripts/speed.py [--entries 10000] [--repeat 30] [ROW…]

A ratio is of medians of turns taken one after the other, so that a busy machine slows both sides. What has no plain
side is in this machine's own seconds. The journals are made here, of random words (about 250 a page), with the least
key work that is accepted, and are gone afterwards. Only a quiet machine tells anything about seconds and stalls.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pty
import random
import secrets
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final

import many
import pyrage  # type: ignore[import-untyped]  # the plain way beside which ours is measured
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from kwetsbaar.core import keeping, markdown
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.session import Session
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.lookingback import NAMES
from kwetsbaar.journal.packs import FREE_PAGE, Packs
from kwetsbaar.storage import age, create, seal
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, new_id
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.lookback import LookBackScreen
from kwetsbaar.tui.screens.view import ViewScreen
from kwetsbaar.tui.session.screen import SessionScreen

PASSPHRASE: Final = "speed"  # noqa: S105 - of journals that are thrown away
MANY: Final = 10_000
"""Pages up to which the budgets of a journal of common size hold."""
WORDS: Final = 83
"""In each of the three answers of a page."""
SIZE: Final = (100, 30)
SETTLE: Final = 4
"""Seconds to wait before an index is kept: a file that changed a moment ago is not known by its looks."""
_MARK: Final = "kwetsbaar-speed"
_BARE_APP: Final = f"""
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="{_MARK}")
Bare().run()
"""
_MEMORY: Final = """
import asyncio, sys
from pathlib import Path
import speed
speed.show_memory(*map(Path, sys.argv[1:]))
"""


@dataclass(frozen=True)
class Measured:
    """One row of the table."""

    what: str
    value: float
    budget: float
    unit: str
    """`x` for a ratio, else `s` or `ms`."""
    details: str = ""

    def __str__(self) -> str:
        verdict = "ok" if self.value <= self.budget else "OVER"
        return f"{self.what:34}{self.value:9.3f} {self.unit:3}≤{self.budget:6g}  {verdict:5} {self.details}"


# ------------------------------------------------------------------ journals of random words


class Made:
    """A journal with `count` pages, written without waiting for the disk."""

    def __init__(self, base: Path, count: int) -> None:
        self.places = Places(*(base / name for name in ("config", "data", "cache", "state")))
        self.folder = base / "journal"
        self.keyring = create.create(
            self.folder,
            PASSPHRASE,
            recovery_words=None,
            places=self.places,
            created=datetime.now(UTC),
            work_factor=15,
        )
        self._fill(count)

    def open(self) -> Journal:
        """Opens it without deriving a key."""
        return Journal(self.folder, self.keyring, self.places)

    def store(self) -> EntryStore:
        """Gives its files alone."""
        marks = Marks.open(self.places, self.keyring.journal_id)
        return EntryStore(JournalFolder(self.folder), self.keyring, marks, self.places)

    def _fill(self, count: int) -> None:
        words, sealer = Words(), age.Sealer(self.keyring.recipient)
        pack, newest = Packs(self.places).get("drie-minuten"), datetime(2026, 1, 1, tzinfo=UTC)
        for number in range(count):
            when = newest - timedelta(minutes=37 * number)
            entry = keeping.entry_of(_answered(Session.begin(pack, "nl"), words), id_=new_id(), when=when)
            text = markdown.render(entry).encode()
            plain = seal.seal(text, domain=seal.ENTRY, keyring=self.keyring, id=entry.id, rev=entry.rev)
            JournalFolder(self.folder).entry(entry.id).write_bytes(sealer.encrypt(plain))


class Words:
    """Random words of which some are frequent and most are rare, the same in every run."""

    def __init__(self) -> None:
        self._random = random.Random(1)  # noqa: S311 - nothing secret
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.all = ["".join(self._random.choices(letters, k=self._random.randint(2, 11))) for _ in range(20_000)]
        self._weights = list(accumulate(1 / (place + 5) for place in range(len(self.all))))

    def text(self, count: int) -> str:
        """Gives so many words."""
        return " ".join(self._random.choices(self.all, cum_weights=self._weights, k=count))


def _answered(session: Session, words: Words) -> Session:
    while session.at is not None:
        try:
            session = session.answer(words.text(WORDS))
        except AnswerError:
            session = session.skip()
    return session


# ------------------------------------------------------------------ measuring


def in_turns(repeat: int, *actions: Callable[[], object]) -> list[float]:
    """Gives the median seconds of each of `actions`, which take turns."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(repeat):
        for action, taken in zip(actions, times, strict=True):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


class Speed:
    """All that is measured, with the journals for it. Each method gives rows of the table."""

    def __init__(self, base: Path, entries: int, repeat: int) -> None:
        self._base = base
        self._count = entries
        self._repeat = repeat

    @cached_property
    def made(self) -> Made:
        """A journal with many pages, whose files are settled and whose index is kept."""
        made = Made(self._base / "many", self._count)
        with ExitStack() as stack:
            journal = made.open()
            stack.callback(journal.close)
            time.sleep(SETTLE)
            journal.reading.load()
            journal.reading.keep()
        return made

    @cached_property
    def empty(self) -> Made:
        """A journal without pages."""
        return Made(self._base / "none", 0)

    # -------------------------------------------------------------- starting

    def version(self) -> list[Measured]:
        """`--version` beside importing click."""
        has_click = subprocess.run([sys.executable, "-c", "import click"], check=False, capture_output=True)
        beside = "click" if has_click.returncode == 0 else "argparse, shutil, json"
        ours = [Path(sys.executable).with_name("kwetsbaar"), "--version"]
        plain = [sys.executable, "-c", f"import {beside}"]
        mine, theirs = in_turns(self._repeat, *(lambda command=command: _ran(command) for command in (ours, plain)))
        return [Measured("--version", mine / theirs, 1.5, "x", f"{_ms(mine)} beside import {beside} {_ms(theirs)}")]

    def paint(self) -> list[Measured]:
        """The unlock screen beside a bare app with one Input, each in a terminal of its own."""
        made = self.empty
        ours = [sys.executable, "-m", "kwetsbaar", "--lang", "en", "--journal", str(made.folder)]
        plain = [sys.executable, "-c", _BARE_APP]
        mine, theirs = in_turns(
            max(1, self._repeat // 3),
            lambda: painted(ours, b"assphrase", self._base),
            lambda: painted(plain, _MARK[1:].encode(), self._base),  # the cursor stands on its first letter, and blinks
        )
        return [Measured("first paint", mine / theirs, 1.3, "x", f"{_ms(mine)} beside {_ms(theirs)}")]

    # -------------------------------------------------------------- the index

    def unlock(self) -> list[Measured]:
        """From the keyring to all that home shows of the pages, with a warm index."""
        made, budget = self.made, 0.25 if self._count <= MANY else 1.5 * self._count / 100_000

        def warm() -> None:
            journal = made.open()
            journal.reading.load()
            journal.reading.cards(7)
            journal.due.ready()
            journal.care.glance()
            journal.close()

        return [Measured("unlock, warm", in_turns(self._repeat, warm)[0], budget, "s", f"{self._count} pages")]

    def build(self) -> list[Measured]:
        """The index from nothing beside pyrage, tomllib and a bare FTS5."""
        made = Made(self._base / "build", min(self._count, 1000))
        turns = max(1, self._repeat // 6)
        mine, theirs = in_turns(turns, lambda: _built(made), lambda: _bare_index(made))
        return [Measured("index from nothing", mine / theirs, 1.3, "x", f"{mine:.2f} s beside {theirs:.2f} s")]

    def search(self) -> list[Measured]:
        """Each key of some queries as the search screen asks them, the first page of hits; 95 of 100 are quicker."""
        journal, words = self.made.open(), Words().all
        journal.reading.load()
        queries = [*words[:3], *words[100:103], *words[9000:9003], f"{words[0]} {words[7]}", f'"{words[1]} {words[2]}"']
        times = []
        for query in queries * max(1, self._repeat // 10):
            for end in range(1, len(query) + 1):
                start = time.perf_counter()
                journal.reading.search(query[:end], limit=12, typing=True)
                times.append(time.perf_counter() - start)
        journal.close()
        p95 = sorted(times)[int(len(times) * 0.95)]
        budget = 16.0 if self._count <= MANY else 50.0
        return [Measured("search, each key, p95", p95 * 1000, budget, "ms", f"median {_ms(statistics.median(times))}")]

    # -------------------------------------------------------------- looking back

    def views(self) -> list[Measured]:
        """The view that takes longest: from the index to all that it shows, and in the app; both in processor time."""
        turns = max(1, self._repeat // 6)
        counted, seen = asyncio.run(_views(self.empty, many.Many(self._count), turns))
        return [
            self._slowest("looking back, any view", counted),
            self._slowest("looking back, on the screen", seen),
        ]

    def _slowest(self, what: str, taken: dict[str, float]) -> Measured:
        said = ", ".join(f"{name} {1000 * seconds:.0f}" for name, seconds in taken.items())
        return Measured(what, 1000 * max(taken.values()), 200, "ms", f"{self._count} pages: {said}")

    # -------------------------------------------------------------- saving

    def save(self) -> list[Measured]:
        """A new page and an edit beside writing, syncing and renaming the same bytes; and beside an empty journal."""
        many = Saves(self.made, self._base / "bare")
        none = Saves(self.empty, self._base / "bare-too")
        turns = max(3, 4 * self._repeat)
        new, bare, edit, bare_again, few = in_turns(turns, many.new, many.bare, many.edit, many.bare, none.new)
        return [
            Measured("saving, new", new / bare, 1.5, "x", f"{_ms(new)} beside {_ms(bare)}"),
            Measured("saving, edit", edit / bare_again, 2, "x", f"{_ms(edit)} beside {_ms(bare_again)}"),
            Measured("saving among many, beside none", new / few, 1.2, "x", f"{_ms(new)} beside {_ms(few)}"),
        ]

    # -------------------------------------------------------------- the app

    def app(self) -> list[Measured]:
        """Locking, and the longest stall while a journal is unlocked, indexed, and saved in."""
        self.empty.open().close()
        stalls = []
        locks: list[float] = []
        for cold in (False, True):
            if cold:
                self.made.places.index(self.made.keyring.journal_id).unlink()
            stalls.append(asyncio.run(_stalls(self.made, locks)))
        idle = asyncio.run(_idle_stall(self.empty))
        note = f"idle app {_ms(idle)}"
        return [
            Measured("locking", statistics.median(locks), 0.1, "s"),
            Measured("longest stall, warm", stalls[0] * 1000, 50, "ms", note),
            Measured("longest stall, indexing", stalls[1] * 1000, 50, "ms", note),
        ]

    def key(self) -> list[Measured]:
        """A key in an answer of 5,000 words beside a bare TextArea, in processor time."""
        text, turns = Words().text(5000), 3 * self._repeat
        mine, theirs = [asyncio.run(run(text, turns)) for run in (self._in_session, _in_bare)]
        return [Measured("a key in 5,000 words", mine / theirs, 1.2, "x", f"{_ms(mine)} beside {_ms(theirs)}")]

    async def _in_session(self, text: str, turns: int) -> float:
        journal = self.empty.open()
        app = KwetsbaarApp(self.empty.folder, self.empty.places)
        async with app.run_test(size=SIZE) as pilot:
            draft = journal.writing.begin(Packs(self.empty.places).get(FREE_PAGE), "nl")
            draft = draft.with_session(draft.session.put(text))
            app.push_screen(SessionScreen(draft, journal.writing, reading=journal.reading))
            await pilot.pause()
            taken = await _keys(pilot.press, turns)
        journal.close()
        return taken

    def memory(self) -> list[Measured]:
        """The app with all pages beside the same app with none."""
        mine, theirs = (_memory(made, self._base) for made in (self.made, self.empty))
        return [Measured("memory", mine / theirs, 2, "x", f"{mine / 1e6:.0f} MB beside {theirs / 1e6:.0f} MB")]


ROWS: Final = ("version", "paint", "unlock", "build", "search", "views", "save", "app", "key", "memory")


# ------------------------------------------------------------------ the plain ways


def _ran(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def painted(command: list[str], mark: bytes, base: Path) -> None:
    """Runs a program in a terminal of its own until `mark` is on its screen, and ends it."""
    process, terminal = pty.fork()
    if not process:
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(base / "none" / name.lower())
        os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
        os.execv(command[0], command)  # noqa: S606 - ourselves and Python
    seen, end = b"", time.monotonic() + 60
    try:
        while mark not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 65536)
    except OSError:
        pass
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    if mark not in seen:
        raise RuntimeError(f"{command} showed nothing")


def _built(made: Made) -> None:
    made.places.index(made.keyring.journal_id).unlink(missing_ok=True)
    journal = made.open()
    journal.reading.load()
    journal.close()


def _bare_index(made: Made) -> None:
    """Decrypts each page, reads its front matter, and puts its text into a table."""
    identity = pyrage.x25519.Identity.from_str(made.keyring.current.identity)
    table = sqlite3.connect(":memory:")
    table.execute(
        "CREATE VIRTUAL TABLE t USING fts5(w, content='', prefix='1 2', tokenize='unicode61 remove_diacritics 2')"
    )
    for path in JournalFolder(made.folder).entries.iterdir():
        head, _, body = pyrage.decrypt(path.read_bytes(), [identity]).decode().partition("\n+++\n")
        tomllib.loads(head.removeprefix("+++\n"))
        table.execute("INSERT INTO t (w) VALUES (?)", (body,))
    table.commit()
    table.close()


class Saves:
    """Saves in a journal, and the same bytes beside it."""

    def __init__(self, made: Made, bare: Path) -> None:
        self._store = made.store()
        self._bare = bare
        bare.mkdir()
        self._text = Words().text(400).encode() + b"\n"
        self._last = self._store.save(new_id(), 1, self._text, base_sha256=None)
        self._bytes = JournalFolder(made.folder).entry(self._last.id).read_bytes()

    def new(self) -> None:
        """Saves a new page."""
        self._last = self._store.save(new_id(), 1, self._text, base_sha256=None)

    def edit(self) -> None:
        """Saves the page again."""
        last = self._last
        self._last = self._store.save(last.id, last.rev + 1, self._text, base_sha256=last.sha256)

    def bare(self) -> None:
        """Writes, syncs, renames and syncs."""
        temporary = self._bare / secrets.token_hex(13)
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(file, self._bytes)
        os.fsync(file)
        os.close(file)
        temporary.rename(self._bare / f"{temporary.name}.age")
        folder = os.open(self._bare, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


class _Bare(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self._text)


async def _in_bare(text: str, turns: int) -> float:
    async with _Bare(text).run_test(size=SIZE) as pilot:
        return await _keys(pilot.press, turns)


async def _keys(press: Callable[..., Awaitable[None]], turns: int) -> float:
    times = []
    for _ in range(turns):
        start = time.process_time()
        await press("x")
        times.append(time.process_time() - start)
    return statistics.median(times)


# ------------------------------------------------------------------ the app


class _Beat:
    """Notes the longest time for which the app did not come round."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last), now

    def stop(self) -> float:
        """Gives it in seconds."""
        self._task.cancel()
        return self.longest


async def _stalls(made: Made, locks: list[float]) -> float:
    """Unlocks, waits until all is indexed and kept, saves a page, locks."""
    app = KwetsbaarApp(made.folder, made.places)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        beat = _Beat()
        journal = await asyncio.to_thread(Journal.unlock, made.folder, PASSPHRASE, made.places)
        app._enter(journal)  # noqa: SLF001 - as the unlock screen does
        await _all_there(app)
        draft = journal.writing.begin(Packs(made.places).get(FREE_PAGE), "nl")
        await asyncio.to_thread(journal.writing.keep, draft.with_session(draft.session.answer("een paar woorden")))
        longest = beat.stop()
        start = time.perf_counter()
        app.action_lock()
        while app._journal is not None or app._locking:  # noqa: SLF001 - that is when it is locked
            await asyncio.sleep(0.001)
        locks.append(time.perf_counter() - start)
    return longest


async def _all_there(app: KwetsbaarApp) -> None:
    """Waits until home shows all pages, and nothing is going on behind it any more."""
    while not (isinstance(app.screen, HomeScreen) and app.screen._loaded) or list(app.workers):  # noqa: SLF001
        await asyncio.sleep(0.02)


async def _idle_stall(made: Made) -> float:
    async with KwetsbaarApp(made.folder, made.places).run_test(size=SIZE) as pilot:
        await pilot.pause()
        beat = _Beat()
        await asyncio.sleep(0.5)
        return beat.stop()


def _memory(made: Made, base: Path) -> float:
    """Gives the bytes that a process with the app open on a journal takes, once all is loaded."""
    keys = base / f"{made.folder.parent.name}.keys"
    keys.write_text(PASSPHRASE)
    code = [sys.executable, "-c", _MEMORY, made.folder, *(getattr(made.places, name) for name in _PLACES)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(list(map(str, code)), check=True, capture_output=True, text=True, env=environment)
    return float(done.stdout.split()[-1])


_PLACES: Final = ("config", "data", "cache", "state")


def show_memory(folder: Path, *places: Path) -> None:
    """Opens the app on a journal and prints how many bytes it takes when nothing is going on any more."""

    async def run() -> int:
        there = Places(*places)
        app = KwetsbaarApp(folder, there)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            app._enter(await asyncio.to_thread(Journal.unlock, folder, PASSPHRASE, there))  # noqa: SLF001 - as above
            await _all_there(app)
            await pilot.pause()
            return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    print(asyncio.run(run()))


async def _views(made: Made, pages: many.Many, turns: int) -> tuple[dict[str, float], dict[str, float]]:
    """Gives the median processor seconds in which each view is counted, and in which it stands in the app."""
    app = KwetsbaarApp(made.folder, made.places)
    counted: dict[str, list[float]] = {name: [] for name in NAMES}
    taken: dict[str, list[float]] = {name: [] for name in NAMES}
    async with app.run_test(size=SIZE) as pilot:
        journal = made.open()
        app._enter(journal)  # noqa: SLF001 - as above
        await _all_there(app)
        journal.reading._index.put_many(pages.rows())  # noqa: SLF001 - files of so many would take minutes
        app.push_screen(LookBackScreen(journal))  # home would look again each time that a view is left
        await pilot.pause()
        for name in [name for name in NAMES for _ in range(turns)]:
            start = time.process_time()
            journal.looking_back.look(name).shown("nl")
            counted[name].append(time.process_time() - start)
            start = time.process_time()
            screen = ViewScreen(journal, name)
            app.push_screen(screen)
            while not screen.query("#column > *"):
                await asyncio.sleep(0.001)
            await pilot.pause()
            taken[name].append(time.process_time() - start)
            await app.pop_screen()
            await pilot.pause()
        await pilot.pause()
        journal.close()
    return _medians(counted), _medians(taken)


def _medians(taken: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(times) for name, times in taken.items()}


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def main(arguments: list[str]) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entries", type=int, default=MANY)
    parser.add_argument("--repeat", type=int, default=30)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as base:
        speed = Speed(Path(base), options.entries, options.repeat)
        for name in options.rows or ROWS:
            for row in getattr(speed, name)():
                print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
