"""Clients, for coaches: who is written about, until when that is kept, their real names after a key, and forgetting."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.core.days import read_day
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import Message, _, day, msg, plural
from kwetsbaar.text import clean_line, fold
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.lists import card_row
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToClient, ToPage, ToScreen, query_again
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.field import Asked, FieldScreen
from kwetsbaar.tui.screens.forget import ForgetScreen
from kwetsbaar.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.people import Client
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.returning import Way

_NEVER = ("", "nooit", "never", "-")


class ClientsScreen(FramedScreen[str]):
    """A list of aliases. No real name shows here."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("n", "new", msg("A new alias")),
    ]

    def __init__(self, journal: Journal, clock: Clock) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._clients: tuple[Client, ...] | None = None
        self._pages: Counter[str] = Counter()

    def compose_column(self) -> ComposeResult:
        """Lays out a line and the list."""
        yield Static(id="clients-line", classes="quiet", markup=False)
        yield Rows(full=True, id="clients-list")

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("Clients")

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("clients")

    async def return_to(self, way: Way) -> None:
        """Opens the client that was looked at."""
        if isinstance(way, ToClient):
            if alias := query_again(self._journal, way.alias):
                self._open(alias)
        else:
            await super().return_to(way)

    def on_screen_resume(self) -> None:
        """Looks who there is."""
        self.run_worker(self._look(), group="look", exclusive=True)

    def empty_texts(self) -> None:
        """Forgets who there is."""
        self._clients = None
        self._pages.clear()

    async def _look(self) -> None:
        try:
            self._clients, self._pages = await asyncio.to_thread(self._read)
        except KwetsbaarError as error:
            complain(self, error)
        if self.is_attached:
            self._show()

    def _read(self) -> tuple[tuple[Client, ...], Counter[str]]:
        clients = self._journal.forgetting.clients()
        return clients, Counter(fold(card.about) for card in self._journal.reading.cards() if card.about)

    def _show(self) -> None:
        if self._clients is None:
            return
        line = (
            _("Only aliases show here. Real names show when you ask for them.")
            if self._clients
            else _("There is no client yet. A pack for coaches asks who you write about.")
        )
        self.query_one("#clients-line", Static).update(line)
        rows = self.query_one(Rows)
        rows.show(Row(str(n), "", client.alias, self._about(client)) for n, client in enumerate(self._clients))
        if self._clients and self.focused is None:
            rows.focus()

    def _about(self, client: Client) -> str:
        pages = self._pages[fold(client.alias)]
        said = [plural("{n} page", "{n} pages", pages) if pages else msg("no page yet")]
        if client.until:
            said.append(msg("until {day}", day=day(client.until)))
        if client.names:
            said.append(plural("{n} noted name", "{n} noted names", len(client.names)))
        return " · ".join(map(str, said))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._clients:
            self._open(self._clients[event.option_index].alias)

    def _open(self, alias: str) -> None:
        self.app.push_screen(ClientScreen(self._journal, self._clock, alias), self._said)

    def action_new(self) -> None:
        """Asks under which alias, and opens it: nothing is kept yet."""
        asked = Asked(
            msg("Clients"),
            msg("Which alias?"),
            msg("A word of your own choosing. No part of a real name."),
        )
        self.app.push_screen(FieldScreen(asked, _alias), lambda alias: self._open(alias) if alias else None)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "", kind="good")


class ClientScreen(ReadingScreen[str]):
    """What is kept of one client. It gives back what is to be said if that was forgotten."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("t", "until", msg("Keep until")),
        key("n", "names", msg("Names")),
        key("r", "reveal", msg("Show")),
        key("f,delete", "forget", msg("Forget")),
    ]

    def __init__(self, journal: Journal, clock: Clock, alias: str) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._alias = alias
        self._client: Client | None = None
        self._cards: tuple[Card, ...] = ()
        self._revealed = False

    def compose_column(self) -> ComposeResult:
        """Lays out what is kept beside the pages, and the pages."""
        yield Static(id="client-until", markup=False)
        yield Static(id="client-names", markup=False)
        yield Static(id="client-pages", classes="heading", markup=False)
        yield Rows(id="client-list")

    def set_texts(self) -> None:
        """Says who it is."""
        self.title_text = self._alias
        self.where_text = _("client")

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()
        self.query_one(Rows).focus()

    def way_back(self) -> Way:
        """Gives the alias, encrypted."""
        return ToClient(self._journal.closed_over(self._alias))

    async def return_to(self, way: Way) -> None:
        """Opens the page that was read."""
        if isinstance(way, ToPage):
            self._open_page(way.names, way.at)
        else:
            await super().return_to(way)

    def on_screen_resume(self) -> None:
        """Looks what there is; names that were shown are hidden again."""
        self._revealed = False
        self.run_worker(self._look(), group="look", exclusive=True)

    def empty_texts(self) -> None:
        """Forgets who it is."""
        self._client, self._cards, self._alias = None, (), ""
        self.title_text = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Only names that were noted can be shown."""
        return bool(self._client and self._client.names) if action == "reveal" else True

    async def _look(self) -> None:
        try:
            self._client, self._cards = await asyncio.to_thread(self._read, self._alias)
        except KwetsbaarError as error:
            complain(self, error)
        if self.is_attached:
            self._show()

    def _read(self, alias: str) -> tuple[Client | None, tuple[Card, ...]]:
        self._journal.reading.be_loaded()
        cards = [card for card in self._journal.reading.cards() if card.about and fold(card.about) == fold(alias)]
        return self._journal.people.all().client(alias), tuple(cards)

    def _show(self) -> None:
        """Shows it. Where names are to be hidden none stands in any widget."""
        client = self._client
        for name, said in (("until", self._until_said(client)), ("names", self._names_said(client))):
            self.query_one(f"#client-{name}", Static).update(str(said))
        pages = len(self._cards)
        head = plural("{n} page", "{n} pages", pages) if pages else msg("No page yet.")
        self.query_one("#client-pages", Static).update(str(head))
        rows = self.query_one(Rows)
        today = self._clock().date()
        rows.show(card_row(_without_alias(card), today) for card in self._cards)
        if self._cards and self.focused is None:
            rows.focus()
        self.refresh_bindings()

    def _until_said(self, client: Client | None) -> Message:
        if client is None or client.until is None:
            return msg("No day until which this is kept.")
        if client.until < self._clock().date():
            return msg("Was to be kept until {day}. You can forget it, or choose another day.", day=day(client.until))
        return msg("Is kept until {day}.", day=day(client.until))

    def _names_said(self, client: Client | None) -> Message:
        names = client.names if client else ()
        if not names:
            return msg("No real names are noted, so none is noticed in your texts.")
        if self._revealed:
            return msg("Real names: {names}", names=", ".join(names))
        return plural("{n} real name is noted, hidden.", "{n} real names are noted, hidden.", len(names))

    # -------------------------------------------------------------- what can be done

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open_page(tuple(card.name for card in self._cards), event.option_index)

    def _open_page(self, names: tuple[str, ...], at: int) -> None:
        if at < len(names):
            self.app.push_screen(PageScreen(self._journal, Found(names), names[at]), self._said)

    def action_reveal(self) -> None:
        """Shows the real names, or hides them again."""
        self._revealed = not self._revealed
        self._show()

    def action_names(self) -> None:
        """Asks for the real names; those that are noted stand there, since whoever comes here wants to see them."""
        asked = Asked(
            self._alias,
            msg("Which real names belong to ‘{alias}’?", alias=self._alias),
            msg("With commas between. They are kept encrypted, and you hear of it when one stands in a text."),
            ", ".join(self._client.names) if self._client else "",
        )
        self._ask(asked, partial(self._note, self._alias))

    def _note(self, alias: str, typed: str) -> Client:
        names = tuple(filter(None, (clean_line(name) for name in typed.split(","))))
        return self._journal.forgetting.note_names(alias, names)

    def action_until(self) -> None:
        """Asks until which day it is kept."""
        until = self._client.until if self._client else None
        asked = Asked(
            self._alias,
            msg("Until which day do you keep the pages about ‘{alias}’?", alias=self._alias),
            msg("As in: in 2 years, or 20 December 2027. Empty for no day. Nothing goes by itself."),
            day(until) if until else "",
        )
        self._ask(asked, partial(self._keep, self._alias))

    def _keep(self, alias: str, typed: str) -> Client:
        return self._journal.forgetting.keep_until(alias, _day(typed, self._clock().date()))

    def _ask(self, asked: Asked, accept: partial[Client]) -> None:
        def done(client: Client | None) -> None:
            if client is not None:
                self.say(_("Saved."), kind="good")

        self.say("")
        self.app.push_screen(FieldScreen(asked, accept), done)

    def action_forget(self) -> None:
        """Shows all that there is, and asks there."""

        def done(sentence: str | None) -> None:
            if sentence:
                self.dismiss(sentence)

        self.app.push_screen(ForgetScreen(self._journal, self._clock, self._alias), done)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")
        self.query_one(KeyBar).refresh()


def _without_alias(card: Card) -> Card:
    """Gives a card that does not say once more who it is about."""
    return replace(card, about=None)


def _alias(typed: str) -> str:
    name = clean_line(typed)
    if not name or "/" in name:
        raise UsageError(msg("An alias has no slash in it. A space or a dash is fine."))
    return name


def _day(typed: str, today: date) -> date | None:
    if fold(typed).strip(" .") in _NEVER:
        return None
    found = read_day(typed, today)
    if found is None:
        raise UsageError(msg("That is no day that is understood here. As in: in 2 years, or 20 December 2027."))
    return found
