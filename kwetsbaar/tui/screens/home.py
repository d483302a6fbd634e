"""Home: writing first, then what lies ready, then the latest pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, long_day, msg, plural
from kwetsbaar.journal import serial
from kwetsbaar.journal.care import tally
from kwetsbaar.tui.frame import FramedScreen, Kind, key
from kwetsbaar.tui.lists import by_audience, card_row, draft_rows, due_row, pack_row, series_row
from kwetsbaar.tui.rows import Row, Rows, Word, align
from kwetsbaar.tui.saying import sentence
from kwetsbaar.tui.screens.due import SOON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.care import Finding
    from kwetsbaar.journal.due import Due
    from kwetsbaar.journal.packs import Packs, Shelved
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock, Shelf

_PACKS: Final = 6
_READY: Final = 3
_CARDS: Final = 7
_MORE: Final = "+"
_A_WHILE: Final = 8.0
"""Seconds that a message stands where otherwise stands what a row leaves out."""
_HIGH: Final = 34
"""Lines of a screen that has room for every summary in full."""


class HomeScreen(FramedScreen[None]):
    """What a person sees when the journal is open. It asks for things by messages; `Desk` opens the screens."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("l", "later", msg("Later")),
        key("x", "never", msg("Not again")),
        key("n", "write", msg("Write")),
        key("slash", "search", msg("Search")),
        key("b", "look_back", msg("Look back")),
        key("p", "packs", msg("Packs")),
        key("a", "pages", msg("Pages")),
        key("m", "more", msg("More")),
    ]

    class Write(Message):
        """A person wants to write with a pack; without one, on the free page."""

        def __init__(self, pack_id: str | None = None) -> None:
            super().__init__()
            self.pack_id = pack_id

    class GoOn(Message):
        """A person wants to go on with a draft."""

        def __init__(self, draft_id: str) -> None:
            super().__init__()
            self.draft_id = draft_id

    class Read(Message):
        """A person wants to read a page."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class OpenDue(Message):
        """A person wants to see what lies ready."""

        def __init__(self, due: Due) -> None:
            super().__init__()
            self.due = due

    class PutOff(Message):
        """A person does not want to see now what lies ready."""

        def __init__(self, due: Due, span: str | None) -> None:
            super().__init__()
            self.due = due
            self.span = span
            """After which it comes back; None for never."""

    class ShowPacks(Message):
        """A person wants to see all packs."""

    class ShowDrafts(Message):
        """A person wants to see all drafts."""

    class ShowPages(Message):
        """A person wants to see all pages, or only the odd ones."""

        def __init__(self, *, odd: bool = False) -> None:
            super().__init__()
            self.odd = odd

    class LookBack(Message):
        """A person wants to look back."""

    class Search(Message):
        """A person wants to find a page back."""

    class ShowMore(Message):
        """A person wants what is seldom wanted."""

    class ShowClient(Message):
        """A person wants to see what is kept of a client."""

        def __init__(self, alias: str) -> None:
            super().__init__()
            self.alias = alias

    class MakeWords(Message):
        """A person wants recovery words."""

    def __init__(
        self, journal: Journal, packs: Callable[[], Packs], audience: Callable[[], str | None], clock: Clock
    ) -> None:
        """Takes the shelf of packs and for whom a person writes as they are each time that home is shown."""
        super().__init__()
        self._journal = journal
        self._packs = packs
        self._audience = audience
        self._clock = clock
        self._loaded = self._early = False
        self._wants_words = False
        self._silence: Timer | None = None
        self._shelved: tuple[Shelved, ...] = ()
        self._shelf: Shelf | None = None
        self._due: tuple[Due, ...] = ()
        self._series: tuple[Pack, ...] = ()
        self._cards: tuple[Card, ...] = ()
        self._count = self._odd_count = 0
        self._told: list[Finding] | None = None
        self._past: str | None = None

    def compose_column(self) -> ComposeResult:
        """Lays out three lists; one that is empty does not show."""
        yield Static(id="home-older", classes="quiet", markup=False)
        yield Static(_("Write"), classes="heading", markup=False)
        yield Rows(id="home-packs", below=True)
        yield Static(_("Ready when you are"), classes="heading home-head", id="home-drafts-head", markup=False)
        yield Rows(id="home-due")
        yield Rows(id="home-drafts")
        yield Static(_("Latest pages"), classes="heading home-head", id="home-cards-head", markup=False)
        yield Rows(id="home-cards")
        yield Static(id="home-loading", classes="quiet", markup=False)

    def compose_foot(self) -> ComposeResult:
        """Gives a place for what is to be known, which is not to be scrolled for, and for what a row leaves out."""
        with Vertical(id="home-known"):
            yield Word("", id="home-odd")
            yield Word("", id="home-past")
            yield Word("", id="home-words")
        yield Static(id="home-about", classes="quiet", markup=False)

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = "kwetsbaar"
        self.where_text = long_day(self._clock().date())

    def on_mount(self) -> None:
        """Shows the packs at once; the pages are read meanwhile."""
        self.set_texts()
        self.screen_layout_refresh_signal.subscribe(self, self._keep_heads_with_rows)
        self._show()
        self.query_one("#home-packs").focus()
        self.run_worker(self._load_pages(), group="index", exclusive=True)

    def on_screen_resume(self) -> None:
        """Looks again at what lies there, since a person comes back from writing or reading."""
        self.run_worker(self.look_again(), group="look", exclusive=True)

    def on_resize(self) -> None:
        """Gives each row as many lines as there is room for."""
        for rows in self.query("#home-packs, #home-due, #home-drafts").results(Rows):
            rows.show_full(full=self.size.height >= _HIGH)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.on_resize()
        self._show()
        self.query_one("#home-packs").focus()

    def say(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows a message in the place of what a row leaves out, so that nothing moves."""
        super().say(message, kind=kind)
        self.query_one("#home-about").display = not message
        if self._silence is not None:
            self._silence.stop()
            self._silence = None
        if message and kind != "bad":
            self._silence = self.set_timer(_A_WHILE, lambda: self.say(""))

    def offer_words(self, *, yes: bool) -> None:
        """Shows one quiet line about recovery words, or not; `MakeWords` comes when it is chosen."""
        self._wants_words = yes
        self._show_words()

    def glance_again(self) -> None:
        """Compares the journal with what this device knew once more when a person comes back."""
        self._told = None

    def empty_texts(self) -> None:
        """Forgets what pages are called."""
        self._cards = ()
        self._due = ()
        self._shelf = None
        self._past = None

    # -------------------------------------------------------------- what was chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something: only what lies ready can be put off."""
        return action not in {"later", "never"} or self._due_here is not None

    @property
    def _due_here(self) -> Due | None:
        """What lies ready in the row with the focus."""
        rows = self.focused
        at = rows.highlighted if isinstance(rows, Rows) and rows.id == "home-due" else None
        return self._due[at] if at is not None and at < self._due_shown else None

    def action_later(self) -> None:
        """Lets it lie ready again after a while."""
        if self._due_here:
            self.post_message(self.PutOff(self._due_here, SOON))

    def action_never(self) -> None:
        """Asks it no more."""
        if self._due_here:
            self.post_message(self.PutOff(self._due_here, None))

    def action_write(self) -> None:
        """Opens the free page."""
        self.post_message(self.Write())

    def action_search(self) -> None:
        """Finds a page back."""
        self.post_message(self.Search())

    def action_look_back(self) -> None:
        """Shows what there is to look back on."""
        self.post_message(self.LookBack())

    def action_packs(self) -> None:
        """Shows all packs."""
        self.post_message(self.ShowPacks())

    def action_pages(self) -> None:
        """Shows all pages."""
        self.post_message(self.ShowPages())

    def action_more(self) -> None:
        """Shows what is seldom wanted."""
        self.post_message(self.ShowMore())

    @on(OptionList.OptionSelected, "#home-packs")
    def _pack_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _MORE:
            self.post_message(self.ShowPacks())
        else:
            self.post_message(self.Write(event.option_id))

    @on(OptionList.OptionSelected, "#home-drafts")
    def _draft_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _MORE:
            self.post_message(self.ShowDrafts())
        elif event.option_id:
            self.post_message(self.GoOn(event.option_id))

    @on(OptionList.OptionSelected, "#home-due")
    def _due_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < self._due_shown:
            self.post_message(self.OpenDue(self._due[event.option_index]))
        else:
            self.post_message(self.Write(event.option_id))

    @on(OptionList.OptionSelected, "#home-cards")
    def _card_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _MORE:
            self.post_message(self.ShowPages())
        elif event.option_id:
            self.post_message(self.Read(event.option_id))

    @on(Word.Chosen, "#home-odd")
    def _odd_chosen(self) -> None:
        self.post_message(self.ShowPages(odd=True))

    @on(Word.Chosen, "#home-past")
    def _past_chosen(self) -> None:
        if self._past is not None:
            self.post_message(self.ShowClient(self._past))

    @on(Word.Chosen, "#home-words")
    def _words_chosen(self) -> None:
        self.post_message(self.MakeWords())

    # -------------------------------------------------------------- looking what is there

    async def _load_pages(self) -> None:
        try:
            await asyncio.to_thread(self._journal.reading.load, self._tell_progress)
        except KwetsbaarError as error:
            self.say(sentence(error), kind="bad")
        self._loaded = True
        await self.look_again()

    async def look_again(self) -> None:
        """Looks what is there now, and shows it."""
        try:
            await asyncio.to_thread(self._look)
        except KwetsbaarError as error:
            self.say(sentence(error), kind="bad")
        self._show()
        if self._loaded:
            self.run_worker(asyncio.to_thread(self._journal.reading.keep), group="keep")

    def _look(self) -> None:
        """Looks what there is, in a thread; of the pages no more than is shown."""
        packs = self._packs().all()
        audience = self._audience()
        self._shelved = tuple(sorted(packs, key=lambda shelved: by_audience(shelved, audience)))
        self._shelf = self._journal.writing.drafts()
        reading = self._journal.reading
        if self._early or self._loaded:
            self._cards = tuple(reading.cards(_CARDS))
        if self._loaded:
            self._count, self._odd_count = reading.count(), reading.count_odd()
            self._due = tuple(self._journal.due.ready())
            if self._told is None:  # after the pages were read, so that only what is odd is looked at again
                self._told = self._journal.care.glance()
            self._past = self._first_past()
            begun = [draft.session.pack.id for draft in self._shelf.drafts if not draft.edits]
            known = [shelved.pack for shelved in self._shelved if shelved.pack]
            self._series = serial.ready(reading, known, begun, self._clock().date())

    def _first_past(self) -> str | None:
        """Gives the client whose pages were to be kept no longer, the first of them: one at a time is enough."""
        try:
            return next((client.alias for client in self._journal.forgetting.past()), None)
        except KwetsbaarError:
            return None  # what is odd is told as such

    def _tell_progress(self, done: int, total: int) -> None:
        """Is called in the thread that loads."""
        if done < total and self.is_attached:
            self.app.call_from_thread(self._show_progress, done, total)

    # -------------------------------------------------------------- showing it

    def _show_progress(self, done: int, total: int) -> None:
        line = self.query_one("#home-loading", Static)
        line.update(_("Looking what lies here: {done} of {total}", done=done, total=total))
        line.display = not self._loaded
        if not self._early:  # what is known from before, or was written last, need not wait for the rest
            self._early = True
            self.run_worker(self.look_again(), group="look", exclusive=True)

    def _show(self) -> None:
        self._fill("packs", self._pack_rows())
        self._fill("due", self._due_rows())
        self._fill("drafts", self._draft_rows())
        self.query_one("#home-drafts-head").display = any(
            self.query_one(f"#home-{name}").display for name in ("due", "drafts")
        )
        self._fill("cards", self._card_rows())
        self.query_one("#home-loading").display = not self._loaded
        align(self.query(Rows), titles=False)
        self._show_older()
        self._show_odd()
        self._show_past()
        self._show_words()
        self._show_about()

    def _keep_heads_with_rows(self, _laid_out: object) -> None:
        """Moves a heading that would be the last line in sight one line down: bare, it says that nothing is there."""
        bottom = self.query_one("#frame-body").size.height
        for head in self.query(".home-head").results(Static):
            line = head.virtual_region.y - head.has_class("-down")
            head.set_class(line == bottom - 1, "-down")

    def _pack_rows(self) -> Iterable[Row]:
        readable = [shelved.pack for shelved in self._shelved if shelved.pack]
        for pack in readable[:_PACKS]:
            yield pack_row(pack, language())
        if len(self._shelved) > min(_PACKS, len(readable)):
            yield Row(_MORE, "", _("all packs"))

    @property
    def _room(self) -> int:
        """How many rows there are for what lies ready beside drafts."""
        return _READY - bool(self._shelf and self._shelf.drafts)

    @property
    def _due_shown(self) -> int:
        return min(len(self._due), self._room)

    def _due_rows(self) -> Iterable[Row]:
        """Gives what lies ready, with room for the draft that was saved last."""
        yield from (due_row(due, n) for n, due in enumerate(self._due[: self._due_shown]))
        yield from (series_row(pack, language()) for pack in self._series[: self._room - self._due_shown])

    def _draft_rows(self) -> Iterable[Row]:
        """Gives the drafts that have room; if not all of them have, the last line leads to all."""
        drafts = self._shelf.drafts if self._shelf else ()
        room = _READY - min(len(self._due) + len(self._series), _READY - 1)
        shown = drafts if len(drafts) <= room else drafts[: room - 1]
        yield from draft_rows(shown)
        if len(drafts) > room:
            lead = "" if shown else _("go on")
            yield Row(_MORE, lead, str(plural("all {n} drafts", "all {n} drafts", len(drafts))))

    def _card_rows(self) -> Iterable[Row]:
        for card in self._cards:
            yield card_row(card)
        if self._count > len(self._cards):
            yield Row(_MORE, "", str(plural("all {n} pages", "all {n} pages", self._count)))

    def _fill(self, name: str, rows: Iterable[Row]) -> None:
        found = self.query_one(f"#home-{name}", Rows)
        found.show(rows)
        if name != "packs":
            found.display = bool(found.rows)
        if name not in {"packs", "due"}:
            self.query_one(f"#home-{name}-head").display = bool(found.rows)

    def _show_older(self) -> None:
        """Says that the journal can only be read, if its keyring is an older one."""
        line = self.query_one("#home-older", Static)
        line.display = self._journal.is_older
        line.update(str(self._journal.trouble or "") if line.display else "")

    def _show_odd(self) -> None:
        word = self.query_one("#home-odd", Word)
        unreadable = len(self._shelf.unreadable) if self._shelf else 0
        line = tally(self._told or (), self._odd_count, unreadable).sentence
        word.display = line is not None
        word.update(str(line or ""))

    def _show_past(self) -> None:
        word = self.query_one("#home-past", Word)
        word.display = self._past is not None
        word.update(_("The pages about ‘{alias}’ were to be kept until now. View.", alias=self._past or ""))

    def _show_words(self) -> None:
        for word in self.query("#home-words").results(Word):
            word.display = self._wants_words
            word.update(_("One more thing, now or later: your recovery words."))
        self._show_known()

    def _show_known(self) -> None:
        """Takes no line for what is to be known if there is nothing."""
        for known in self.query("#home-known").results(Vertical):
            known.display = any(line.display for line in known.children)

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        """Shows what the row with the highlight leaves out."""
        rows = self.focused
        self.query_one("#home-about", Static).update(rows.left_out if isinstance(rows, Rows) else "")
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """Another list has the focus."""
        self._show_about()
