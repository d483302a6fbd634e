"""Whom a person shares with: who there is, what went there, and one's own address to give away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.core.people import People
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day, moment, msg, plural
from kwetsbaar.journal.people import fingerprint
from kwetsbaar.text import fold
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import LEAVE_IT, AskScreen, Choice
from kwetsbaar.tui.screens.whom import new_person

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.people import Person, Sent
    from kwetsbaar.journal import Journal
    from kwetsbaar.tui.returning import Way

_REMOVE = Choice("remove", msg("Remove this person"), msg("What went there stays listed. It can be added again."))


class PeopleScreen(FramedScreen[None]):
    """The list of persons."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("n", "new", msg("Someone new")),
        key("a", "address", msg("My address")),
        key("d,delete", "remove", msg("Remove")),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._people = People()

    def compose_column(self) -> ComposeResult:
        """Lays out the list, what went to whom has the highlight, and the own address."""
        yield Static(id="people-line", classes="quiet", markup=False)
        yield Rows(id="people", full=True, below=True)
        yield Static(id="people-sent", classes="quiet", markup=False)
        yield Static(id="people-address", markup=False)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = _("Whom you share with")

    def on_mount(self) -> None:
        """Looks who there is."""
        self.set_texts()
        self.query_one(Rows).focus()
        self.run_worker(self._look(), group="look", exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()
        self.query_one(Rows).focus()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("people")

    def empty_texts(self) -> None:
        """Forgets who there is."""
        self._people = People()

    async def _look(self) -> None:
        try:
            self._people = await asyncio.to_thread(self._journal.people.all)
        except KwetsbaarError as error:
            complain(self, error)
        self._show()

    def _show(self) -> None:
        persons = self._people.persons
        line = (
            _("Compare the numbers by voice: then you know that the address is theirs.")
            if persons
            else _("There is nobody yet. n adds someone, with the address that they give you.")
        )
        self.query_one("#people-line", Static).update(line)
        rows = self.query_one(Rows)
        rows.show(Row(person.name, "", person.name, self._said(person)) for person in persons)
        rows.display = bool(persons)
        self._show_sent()
        self.refresh_bindings()

    def _said(self, person: Person) -> str:
        return " · ".join((fingerprint(person.recipient), _("since {day}", day=day(person.added))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nobody to remove where nobody is."""
        return bool(self._people.persons) if action == "remove" else True

    @property
    def _at(self) -> Person | None:
        row = self.query_one(Rows).highlighted
        return self._people.persons[row] if row is not None and row < len(self._people.persons) else None

    @on(OptionList.OptionHighlighted)
    def _show_sent(self) -> None:
        """Says what went to whom has the highlight."""
        person = self._at
        sent = [each for each in self._people.sent if person and fold(each.to) == fold(person.name)]
        self.query_one("#people-sent", Static).update("\n".join(self._went(sent)))

    def _went(self, sent: list[Sent]) -> list[str]:
        if not sent:
            return []
        head = str(plural("{n} page went there:", "{n} pages went there:", len(sent)))
        return [head, *(moment(each.when) for each in reversed(sent))]

    # -------------------------------------------------------------- what can be done

    def action_new(self) -> None:
        """Adds someone."""
        self.run_worker(self._new(), group="opens", exclusive=True)

    async def _new(self) -> None:
        person = await new_person(self, self._journal)
        await self._look()
        if person is not None:
            self.say(
                _("‘{name}’ is kept. By voice: {print}", name=person.name, print=fingerprint(person.recipient)),
                kind="good",
            )

    def action_address(self) -> None:
        """Shows the own address; the first time it is made."""
        self.run_worker(self._address(), group="address", exclusive=True)

    async def _address(self) -> None:
        try:
            address = await asyncio.to_thread(self._journal.people.address)
        except KwetsbaarError as error:
            complain(self, error)
            return
        said = _("Your address, to give to who wants to share a page with you:")
        self.query_one("#people-address", Static).update(f"{said}\n{address}\n{_by_voice(address)}")

    def action_remove(self) -> None:
        """Asks once, and removes who has the highlight."""
        person = self._at
        if person is None:
            return

        def asked(answer: str | None) -> None:
            if answer == _REMOVE.id:
                self.run_worker(self._removed(person.name), group="remove", exclusive=True)

        question = msg("What would you like to do with ‘{name}’?", name=person.name)
        self.app.push_screen(AskScreen(self.title_text, question, (LEAVE_IT, _REMOVE)), asked)

    async def _removed(self, name: str) -> None:
        try:
            await asyncio.to_thread(self._journal.people.remove, name)
        except KwetsbaarError as error:
            complain(self, error)
        await self._look()


def _by_voice(address: str) -> str:
    return _("By voice: {print}", print=fingerprint(address))
