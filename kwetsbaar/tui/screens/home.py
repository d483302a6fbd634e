"""Home: writing first, then what lies ready, then the latest pages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import _, language, long_day, msg, plural
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.lists import card_row, draft_row, pack_row
from kwetsbaar.tui.rows import Row, Rows, Word, align

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.packs import Packs, Shelved
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock, Shelf

_PACKS: Final = 6
_DRAFTS: Final = 3
_CARDS: Final = 7
_MORE: Final = "+"


class HomeScreen(FramedScreen[None]):
    """What a person sees when the journal is open. It asks for things by messages; the app opens the screens."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [  # noqa: RUF012 - Textual reads a list
        key("n", "write", msg("Write")),
        key("p", "packs", msg("Packs")),
        key("a", "pages", msg("Pages")),
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

        def __init__(self, cards: tuple[Card, ...], at: int) -> None:
            super().__init__()
            self.cards = cards
            """The pages that can be leafed through from there."""
            self.at = at

    class ShowPacks(Message):
        """A person wants to see all packs."""

    class ShowPages(Message):
        """A person wants to see all pages, or only the odd ones."""

        def __init__(self, cards: tuple[Card, ...]) -> None:
            super().__init__()
            self.cards = cards

    def __init__(self, journal: Journal, packs: Packs, clock: Clock) -> None:
        super().__init__()
        self._journal = journal
        self._packs = packs
        self._clock = clock
        self._loaded = False
        self._shelved: tuple[Shelved, ...] = ()
        self._shelf: Shelf | None = None
        self._cards: tuple[Card, ...] = ()
        self._strange: tuple[Card, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out three lists; one that is empty does not show."""
        yield Static(_("Write"), classes="heading", markup=False)
        yield Rows(id="home-packs")
        yield Static(_("Lies ready, if you like"), classes="heading", id="home-drafts-head", markup=False)
        yield Rows(id="home-drafts")
        yield Static(_("Written last"), classes="heading", id="home-cards-head", markup=False)
        yield Rows(id="home-cards")
        yield Static(id="home-loading", classes="quiet", markup=False)
        yield Word("", id="home-odd")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = "kwetsbaar"
        self.where_text = long_day(self._clock().date())

    def on_mount(self) -> None:
        """Shows the packs at once; the pages are read meanwhile."""
        self.set_texts()
        self._show()
        self.query_one("#home-packs").focus()
        self.run_worker(self._load_packs(), group="packs", exclusive=True)
        self.run_worker(self._load_pages(), group="index", exclusive=True)

    def on_screen_resume(self) -> None:
        """Looks again at what lies there, since a person comes back from writing or reading."""
        self.run_worker(self._look_again(), group="look", exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()
        self.query_one("#home-packs").focus()

    # -------------------------------------------------------------- what was chosen

    def action_write(self) -> None:
        """Opens the free page."""
        self.post_message(self.Write())

    def action_packs(self) -> None:
        """Shows all packs."""
        self.post_message(self.ShowPacks())

    def action_pages(self) -> None:
        """Shows all pages."""
        self.post_message(self.ShowPages(self._cards))

    @on(OptionList.OptionSelected, "#home-packs")
    def _pack_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _MORE:
            self.post_message(self.ShowPacks())
        else:
            self.post_message(self.Write(event.option_id))

    @on(OptionList.OptionSelected, "#home-drafts")
    def _draft_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.post_message(self.GoOn(event.option_id))

    @on(OptionList.OptionSelected, "#home-cards")
    def _card_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == _MORE:
            self.post_message(self.ShowPages(self._cards))
        else:
            self.post_message(self.Read(self._cards, event.option_index))

    @on(Word.Chosen, "#home-odd")
    def _odd_chosen(self) -> None:
        self.post_message(self.ShowPages(self._strange))

    # -------------------------------------------------------------- looking what is there

    async def _load_packs(self) -> None:
        self._shelved = await asyncio.to_thread(self._packs.all)
        self._show()

    async def _load_pages(self) -> None:
        await asyncio.to_thread(self._journal.reading.load, self._tell_progress)
        self._loaded = True
        await self._look_again()

    async def _look_again(self) -> None:
        self._shelf = await asyncio.to_thread(self._journal.writing.drafts)
        if self._loaded:
            self._cards = tuple(await asyncio.to_thread(self._journal.reading.cards))
            self._strange = tuple(await asyncio.to_thread(self._journal.reading.odd))
        self._show()

    def _tell_progress(self, done: int, total: int) -> None:
        """Is called in the thread that loads."""
        if done < total and self.is_attached:
            self.app.call_from_thread(self._show_progress, done, total)

    # -------------------------------------------------------------- showing it

    def _show_progress(self, done: int, total: int) -> None:
        line = self.query_one("#home-loading", Static)
        line.update(_("Looking what lies here: {done} of {total}", done=done, total=total))
        line.display = not self._loaded

    def _show(self) -> None:
        drafts = self._shelf.drafts[:_DRAFTS] if self._shelf else ()
        readable = [shelved for shelved in self._shelved if shelved.pack]
        self._fill("packs", self._pack_rows(readable))
        self._fill("drafts", [draft_row(draft) for draft in drafts])
        self._fill("cards", self._card_rows())
        self.query_one("#home-loading").display = not self._loaded
        align(self.query("#home-packs, #home-cards").results(Rows))
        self._show_odd()

    def _pack_rows(self, readable: list[Shelved]) -> Iterable[Row]:
        first = readable[:1] + sorted(readable[1:], key=lambda one: one.pack.minutes or 0 if one.pack else 0)
        for shelved in first[:_PACKS]:
            if shelved.pack:
                yield pack_row(shelved.pack, language())
        if len(self._shelved) > _PACKS:
            yield Row(_MORE, "", _("all packs"))

    def _card_rows(self) -> Iterable[Row]:
        for card in self._cards[:_CARDS]:
            yield card_row(card)
        if len(self._cards) > _CARDS:
            yield Row(_MORE, "", str(plural("all {n} pages", "all {n} pages", len(self._cards))))

    def _fill(self, name: str, rows: Iterable[Row]) -> None:
        found = self.query_one(f"#home-{name}", Rows)
        found.show(rows)
        if name != "packs":
            found.display = bool(found.rows)
            self.query_one(f"#home-{name}-head").display = bool(found.rows)

    def _show_odd(self) -> None:
        word = self.query_one("#home-odd", Word)
        count = len(self._strange) + (len(self._shelf.unreadable) if self._shelf else 0)
        word.display = count > 0
        if count:
            sentence = plural(
                "{n} page is not as it should be; nothing was thrown away. View.",
                "{n} pages are not as they should be; nothing was thrown away. View.",
                count,
            )
            word.update(str(sentence))
