"""For whom a page is sealed: someone who is known, someone new, or with a passphrase that was agreed on by voice."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import _, msg
from kwetsbaar.journal.people import fingerprint
from kwetsbaar.journal.sharing import SHORTEST
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.field import Asked, FieldScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.people import Person
    from kwetsbaar.journal import Journal

_NEW, _AGREED = "+", "#"
_AT: Final = "@"


@dataclass(frozen=True)
class Whom:
    """Who can open it."""

    person: Person | None = field(default=None, repr=False)
    passphrase: str = field(default="", repr=False)
    """If it is no person: what was agreed on."""


class WhomScreen(FramedScreen[Whom]):
    """Gives back who was chosen, or nothing."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]
    ASKS = True

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._persons: tuple[Person, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out the question and who there is."""
        yield Static(id="whom-head", classes="strong", markup=False)
        yield Static(id="whom-hint", classes="quiet", markup=False)
        yield Rows(id="whom", full=True, below=True)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = _("Sharing")
        self.where_text = _("with whom")
        self.query_one("#whom-head", Static).update(_("Who may read it?"))
        self.query_one("#whom-hint", Static).update(
            _("Only this person can open it. Compare the numbers by voice, once.")
        )

    def on_mount(self) -> None:
        """Looks who there is."""
        self.set_texts()
        self.run_worker(self._look(), group="look")

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.set_texts()
        self._show()
        self.query_one(Rows).focus()

    def empty_texts(self) -> None:
        """Forgets who there is."""
        self._persons = ()

    async def _look(self) -> None:
        try:
            self._persons = (await asyncio.to_thread(self._journal.people.all)).persons
        except KwetsbaarError as error:
            complain(self, error)
        self._show()
        self.query_one(Rows).focus()

    def _show(self) -> None:
        persons = [
            Row(f"{_AT}{person.name}", "", person.name, fingerprint(person.recipient)) for person in self._persons
        ]
        new = Row(_NEW, "", _("Someone new"), _("with the address that they gave you"))
        agreed = Row(_AGREED, "", _("With a passphrase"), _("that you agree on by voice, never by mail"))
        self.query_one(Rows).show([*persons, new, agreed])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        id_ = event.option_id or ""
        if id_ == _NEW:
            self.run_worker(self._someone_new(), group="opens", exclusive=True)
        elif id_ == _AGREED:
            self.run_worker(self._agreed(), group="opens", exclusive=True)
        else:
            name = id_.removeprefix(_AT)
            self.dismiss(Whom(next(person for person in self._persons if person.name == name)))

    async def _someone_new(self) -> None:
        person = await new_person(self, self._journal)
        if person is not None:
            self.dismiss(Whom(person))

    async def _agreed(self) -> None:
        asked = Asked(
            _("Sharing"),
            msg("Which passphrase did you agree on?"),
            msg("At least {n} letters, agreed on by voice. Who has the file can try for ever.", n=SHORTEST),
            secret=True,
        )
        passphrase = await self.app.push_screen_wait(FieldScreen(asked, _long_enough))
        if passphrase:
            self.dismiss(Whom(passphrase=passphrase))


async def new_person(screen: FramedScreen[Any], journal: Journal) -> Person | None:
    """Asks for a name and an address, and keeps them; None if a person goes back."""
    title = _("Someone new")
    name = await screen.app.push_screen_wait(
        FieldScreen(Asked(title, msg("What do you call this person?"), msg("Only you see this name.")), _some_name)
    )
    if not name:
        return None
    asked = Asked(
        title,
        msg("Which address did you get?"),
        msg("It begins with age1. Copy it whole; a mistake is noticed. Compare the numbers by voice afterwards."),
    )
    person: Person | None = await screen.app.push_screen_wait(
        FieldScreen(asked, lambda typed: journal.people.add(name, typed))
    )
    return person


def _some_name(typed: str) -> str:
    if not typed.strip():
        raise UsageError(msg("A name is still missing."))
    return typed.strip()


def _long_enough(typed: str) -> str:
    if len(typed) < SHORTEST:
        raise UsageError(
            msg("A passphrase for a page has at least {n} letters: who has the file can try for ever.", n=SHORTEST),
            msg("Four or five words that have nothing to do with each other are good."),
        )
    return typed
