"""A throw-away journal full of invented pages, to try reading, searching and looking back in.

The pages are walked through the session engine, so that each is one that a person could have made. Their texts stand
in `demo/<language>.toml`. All of it lies in memory where the device has such a folder, and is gone after use.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from kwetsbaar.core import keeping, toml
from kwetsbaar.core.lookback.states import WHOLE, with_state
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal.journal import Journal
from kwetsbaar.journal.journal import now as time_now
from kwetsbaar.journal.packs import Packs
from kwetsbaar.storage import files
from kwetsbaar.storage.places import Places
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from types import FrameType

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.session import GivenKey, Session
    from kwetsbaar.core.toml import Table, Toml
    from kwetsbaar.journal.writing import Clock

_MEMORY: Final = "/dev/shm"  # noqa: S108 - the folder made in it has a name that cannot be guessed, and is closed
_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
_TRIES: Final = 3
"""How often the folder is removed before that is said to fail: a save in another thread may have put a file in it."""

T = TypeVar("T", str, int, time)


# ------------------------------------------------------------------ the texts


@dataclass(frozen=True)
class Invented:
    """One session with everything that is answered in it; a step that is not is skipped."""

    days: int
    """How many days ago it was kept; of a draft: saved."""
    time: time
    pack: str
    """The pack's id."""
    answers: Table = field(repr=False)
    """By step key; a repeated step has a list of `{ item, answer }`."""
    stopped: str | None = None
    """Of a draft: the key of the step where it stops. Its answer was begun."""
    states: Mapping[str, str] = field(default_factory=dict)
    """What became of what was meant, by step key (`core.lookback.states`)."""

    def moment(self, now: datetime) -> datetime:
        """Gives when it was, seen from `now`."""
        return datetime.combine(now.date() - timedelta(days=self.days), self.time, now.tzinfo)

    def told(self, today: date, pages: Mapping[int, str]) -> Invented:
        """Gives the same with days and earlier pages as they are in a journal.

        A table `{ in_days = 50 }` is the day so long after this one; the risk `133#r1` stands on the page of 133 days
        ago, whose id is in `pages`.
        """
        return replace(self, answers={key: _told(value, today, pages) for key, value in self.answers.items()})

    def entry(self, session: Session, id_: str, when: datetime, tag: str) -> Entry:
        """Gives the page of a session that was walked; a state that its answer cannot have is a `ValueError`."""
        return self.since(replace(keeping.entry_of(session, id_=id_, when=when), tags=(tag,)))

    def since(self, entry: Entry) -> Entry:
        """Gives `entry` with what became of it since; a state that there is not is a `ValueError`."""
        for key, state in self.states.items():
            entry = with_state(entry, key, WHOLE, state)
        return entry

    def walk(self, session: Session) -> Session:
        """Walks `session` to where this one ends; raises `AnswerError`, or `ValueError` for what is not asked."""
        left = dict(_answers(session.pack, self.answers))
        while session.at is not None:
            key = session.step(session.at).key
            value = left.pop((key, session.at.item), None)
            if key == self.stopped:
                session = session if value is None else session.put(value)
                break
            session = session.skip() if value is None else session.answer(value)
        if left or session.at_end == bool(self.stopped):
            raise ValueError(f"{self.days} days ago: {left or self.stopped} is not asked")
        return session


@dataclass(frozen=True)
class Texts:
    """All that is invented, in one language."""

    language: str
    tag: str
    """What every page is marked with."""
    pages: tuple[Invented, ...]
    """The oldest first."""
    drafts: tuple[Invented, ...]

    @classmethod
    def load(cls, language: str) -> Texts:
        """Reads the texts in `language`, "nl" or "en"."""
        text = resources.files("kwetsbaar.journal").joinpath("demo", f"{language}.toml").read_text("utf-8")
        table = toml.loads(text)
        pages, drafts = (tuple(_sessions(table[name])) for name in ("page", "draft"))
        return cls(language, _take(table, "tag", str), pages, drafts)


def _sessions(rows: Toml) -> Iterator[Invented]:
    for row in _tables(rows):
        answers, stopped, states = row["answers"], row.get("stopped"), row.get("states", {})
        if not isinstance(answers, dict) or not isinstance(states, dict):
            raise TypeError("answers")
        yield Invented(
            days=_take(row, "days", int),
            time=_take(row, "time", time),
            pack=_take(row, "pack", str),
            answers=answers,
            stopped=stopped if isinstance(stopped, str) else None,
            states={key: str(state) for key, state in states.items()},
        )


def _answers(pack: Pack, answers: Table) -> Iterator[tuple[GivenKey, Toml]]:
    """Gives every answer with the step's key and, for a repeated step, the item."""
    repeated = {step.key for step in pack.steps if step.each}
    for key, value in answers.items():
        if key in repeated:
            yield from (((key, _take(row, "item", str)), row["answer"]) for row in _tables(value))
        else:
            yield (key, None), value


def _told(value: Toml, today: date, pages: Mapping[int, str]) -> Toml:
    if isinstance(value, list):
        return [_told(item, today, pages) for item in value]
    if not isinstance(value, dict):
        return value
    days, risk = value.get("in_days"), value.get("risk")
    if isinstance(days, int):
        return today + timedelta(days=days)
    if isinstance(risk, str):
        ago, _mark, id_ = risk.partition("#")
        return {**value, "risk": f"{pages[int(ago)]}#{id_}"}
    return value


def _tables(rows: Toml) -> Iterable[Table]:
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _take(table: Table, key: str, wanted: type[T]) -> T:
    value = table[key]
    if not isinstance(value, wanted):
        raise TypeError(key)
    return value


# ------------------------------------------------------------------ the journal


class _Clock:
    """The clock of the journal: it stands where a page wants it, and afterwards tells the time."""

    def __init__(self) -> None:
        self.stands: datetime | None = None

    def __call__(self) -> datetime:
        return self.stands or time_now()


def make(folder: Path, places: Places, language: str, now: datetime) -> Journal:
    """Makes a journal in `folder` with all pages and drafts in `language`, as if written up to `now`; gives it open.

    Its passphrase is random and known to nobody. Takes one key derivation and some tenths of a second.
    Raises `Refused` if something is in the folder, `NotSaved` if the disk does not take it.
    """
    texts, clock = Texts.load(language), _Clock()
    clock.stands = texts.pages[0].moment(now)
    journal = Journal.create(folder, secrets.token_urlsafe(), places, clock, with_words=False).journal
    try:
        _fill(journal, texts, Packs(places), clock, now)
    except BaseException:
        journal.close()
        raise
    clock.stands = None
    return journal


def _fill(journal: Journal, texts: Texts, packs: Packs, clock: _Clock, now: datetime) -> None:
    everything = texts.pages + texts.drafts
    known = {name: packs.get(name) for name in {invented.pack for invented in everything}}
    pages: dict[int, str] = {}
    for invented in everything:
        clock.stands = invented.moment(now)
        draft = journal.writing.begin(known[invented.pack], texts.language)
        session = invented.told(clock.stands.date(), pages).walk(draft.session)
        if invented.stopped:
            journal.writing.save_draft(draft.with_session(session))
        else:
            entry = invented.entry(session, draft.id, draft.created, texts.tag)
            journal.writing.put(entry)
            pages[invented.days] = entry.id


@contextmanager
def demo(language: str) -> Iterator[tuple[Journal, Places]]:
    """Gives an open demo journal in `language` for as long as this lasts, and the folders that go with it.

    Nothing of it is left afterwards, also after an error, SIGTERM or SIGHUP, which end the program here by
    `SystemExit`. Raises `NotSaved` if it cannot be made or cannot be removed.
    """
    folder = _memory() / f"kwetsbaar-demo-{secrets.token_hex(16)}"
    with _leaving_on_signals():
        try:
            files.make_folder(folder)
            places = Places(folder / "config", folder / "data", folder / "cache", folder / "state")
            journal = make(places.default_journal, places, language, time_now())
            try:
                yield journal, places
            finally:
                journal.close()
        finally:
            _hear_no_signals()
            _remove(folder)


def again(journal: Journal, places: Places, clock: Clock = time_now) -> Journal:
    """Opens a demo journal that was closed, since nobody has its passphrase."""
    return Journal(journal.folder, journal.keyring, places, clock)


def _memory() -> Path:
    """Gives a folder that lies in memory and can be written to, else the one for temporary files."""
    for name in (os.environ.get("XDG_RUNTIME_DIR", ""), _MEMORY):
        path = Path(name)
        if path.is_absolute() and path.is_dir() and os.access(path, os.W_OK | os.X_OK):
            return path
    return Path(tempfile.gettempdir())


def _remove(folder: Path) -> None:
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    raise NotSaved(
        msg("The demo journal in {path} could not be removed.", path=clean_line(str(folder))),
        msg("It is encrypted, and nobody has its passphrase. You can delete that folder yourself."),
    )


# ------------------------------------------------------------------ signals


@contextmanager
def _leaving_on_signals() -> Iterator[None]:
    """Makes a wish to end an exception for as long as this lasts; one that is ignored already stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python lets only the main thread decide on signals
        return
    before = {number: signal.getsignal(number) for number in (*_SIGNALS, signal.SIGINT)}
    for number in _SIGNALS:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _hear_no_signals() -> None:
    """Lets nothing come between while all is removed, which takes a moment."""
    if threading.current_thread() is threading.main_thread():
        for number in (*_SIGNALS, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
