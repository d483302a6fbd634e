"""What the tests of a session stand on: a small app, packs from text, and a journal that records or refuses."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.widgets import Static

from kwetsbaar import i18n
from kwetsbaar.core import packfile
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.session import Session
from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import HELP_LINES
from kwetsbaar.tui.session.kinds import AnswerWidget
from kwetsbaar.tui.session.kinds.fields import TextField
from kwetsbaar.tui.session.result import SessionResult
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.turns import TurnsApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.binding import BindingType
    from textual.pilot import Pilot

    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.journal.page import Earlier, Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

T = TypeVar("T")
_CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}
NOW = datetime(2026, 11, 22, 20, 33, tzinfo=UTC)

FULL = NotSaved(
    msg("Not saved yet: {cause}. Your text is still here.", cause=msg("the disk is full")),
    msg("Make room, then try again."),
)


def pack(*steps: str, title: str = "Proef") -> Pack:
    text = f'title.nl = "{title}"\ntitle.en = "{title}"\n' + "".join(f"[[step]]\n{step}\n" for step in steps)
    reading = packfile.read(text.encode(), "proef.toml")
    assert reading.pack, [str(problem) for problem in reading.problems]
    return reading.pack


def begun(*steps: str, lang: str = "en") -> Draft:
    return Draft("a" * 26, 0, NOW, NOW, Session.begin(pack(*steps), lang))


@dataclass
class Recorder:
    """In place of `Writing` where a save must fail or take long. It keeps every draft that it was given."""

    full: bool = False
    saved: list[Draft] = field(default_factory=list)
    kept: list[Draft] = field(default_factory=list)
    discarded: list[Draft] = field(default_factory=list)
    gate: threading.Event | None = None
    """A save waits for it."""
    at_once: int = 0
    most_at_once: int = 0

    def save_draft(self, draft: Draft) -> Draft:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.gate:
            self.gate.wait(5)
        self.at_once -= 1
        if self.full:
            raise FULL
        saved = draft.saved(NOW)
        self.saved.append(saved)
        return saved

    def keep(self, draft: Draft) -> Page:
        if self.full:
            raise FULL
        self.kept.append(draft)
        return cast("Page", object())

    def discard(self, draft: Draft) -> None:
        self.discarded.append(draft)


@dataclass
class Library:
    """In place of `Reading` where there is nothing to find, or no reading it."""

    error: KwetsbaarError | None = None
    gate: threading.Event | None = None

    def earlier(self, *_args: object, **_more: object) -> list[Earlier]:
        if self.gate:
            self.gate.wait(5)
        if self.error:
            raise self.error
        return []


class Host(TurnsApp[None]):
    """An app with one session in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+t", "other_language", msg("The other language"), show=False),
        key("ctrl+q", "nothing", msg("Lock"), show=False),
        key("ctrl+l", "lock", msg("Lock"), priority=True),
        key("f2", HELP_LINES, msg("Someone to talk to")),
    ]

    def __init__(self, draft: Draft, writing: Writing | Recorder, reading: Reading | Library | None) -> None:
        super().__init__("paper")
        self.session = SessionScreen(draft, cast("Writing", writing), reading=cast("Reading", reading))
        self.results: list[SessionResult | None] = []
        self.helped = 0
        self.locked = False

    def on_mount(self) -> None:
        self.push_screen(self.session, self.results.append)

    async def action_other_language(self) -> None:
        i18n.set_language("nl" if i18n.language() == "en" else "en")
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen):
                await screen.language_changed()

    def action_lock(self) -> None:
        self.run_worker(self._lock())

    async def _lock(self) -> None:
        await self.session.save_before_lock()
        self.locked = True

    def action_help_lines(self) -> None:
        self.helped += 1


def key_event(name: str) -> Key:
    """Gives the event of a key by its name, or of a character."""
    if len(name) == 1:
        return Key(_character_to_key(name), name)
    return Key(name, _CHARACTERS.get(name))


class Seat:
    """A person at the keyboard."""

    def __init__(self, app: Host, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = app.session

    async def press(self, *keys: str) -> None:
        """Presses keys one after the other, each when the one before has had its effect."""
        for name in keys:
            self.send(name)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Presses keys without waiting, as a terminal does that has them all at once."""
        for name in keys:
            self.app.post_message(key_event(name))

    async def settle(self) -> None:
        """Waits until no message is on its way and the screen is drawn; a thread that works is not waited for."""
        quiet = 0
        while quiet < 3:
            quiet = 0 if self._astir() else quiet + 1
            await asyncio.sleep(0.001 if self._drawing() else 0)
        if self.app._exception:
            raise self.app._exception

    def _astir(self) -> bool:
        screens = self.app.screen_stack
        widgets = [widget for screen in screens for widget in screen.walk_children(with_self=True)]
        pumps = [self.app, *widgets]
        waiting = any(pump.message_queue_size or pump._next_callbacks for pump in pumps if pump._is_mounted)
        return waiting or self.app._busy or self.screen._moving.locked() or self._drawing()

    def _drawing(self) -> bool:
        screen = self.app.screen
        return bool(screen._callbacks or screen._layout_required or screen._dirty_widgets)

    async def type(self, text: str) -> None:
        names = {" ": "space", "\n": "enter"}
        self.send(*(names.get(character, character) for character in text))
        await self.settle()

    def send_paste(self, text: str) -> None:
        self.app.post_message(Paste(text))

    async def paste(self, text: str) -> None:
        self.send_paste(text)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def until(self, what: Callable[[], T], seconds: float = 120.0) -> T:
        """Waits until something is so; only threads make one wait."""
        async with asyncio.timeout(seconds):
            while not what():
                await asyncio.sleep(0.002)
        await self.settle()
        return what()

    @property
    def answer(self) -> AnswerWidget:
        return self.screen.query_one(AnswerWidget)

    @property
    def field(self) -> TextField:
        return self.screen.query_one(TextField)

    @property
    def value(self) -> Toml | None:
        return self.answer.value()

    @property
    def session(self) -> Session:
        return self.screen.draft.session

    @property
    def ask(self) -> str:
        return self.text("#ask")

    @property
    def said(self) -> str:
        return self.text("#frame-say")

    def visible(self, selector: str) -> bool:
        return self.screen.query_one(selector).visible

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).render())

    def given(self, key_: str, item: str | None = None) -> Toml | None:
        found = self.session.given.get((key_, item))
        return found.value if found else None


@asynccontextmanager
async def seated(
    draft: Draft,
    writing: Writing | Recorder | None = None,
    size: tuple[int, int] = (80, 24),
    *,
    reading: Reading | Library | None = None,
) -> AsyncIterator[Seat]:
    app = Host(draft, writing or Recorder(), reading)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        seat = Seat(app, pilot)
        await seat.until(lambda: app.session._asked.shown)
        yield seat
