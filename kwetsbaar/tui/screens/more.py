"""More: what is seldom wanted, as one calm list. Each row opens a screen of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from textual import on
from textual.widgets import OptionList

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.screens.clients import ClientsScreen
from kwetsbaar.tui.screens.export import ExportScreen
from kwetsbaar.tui.screens.importing import ImportScreen
from kwetsbaar.tui.screens.people import PeopleScreen
from kwetsbaar.tui.screens.received import receive
from kwetsbaar.tui.screens.trash import TrashScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.returning import Way

Opener: TypeAlias = "Callable[[MoreScreen], None]"
"""Opens what a row stands for."""


def _screen(make: Callable[[Journal, Clock], FramedScreen[Any]]) -> Opener:
    """Opens a screen; what it gives back is a sentence to be said, or nothing."""
    return lambda more: more.show(make(more.journal, more.clock))


def _receive(more: MoreScreen) -> None:
    more.run_worker(receive(more, more.journal), group="receive", exclusive=True)


@dataclass(frozen=True)
class Item:
    """One row."""

    id: str
    """As `returning.ToScreen` names the screen, if a lock comes back to it."""
    label: Message
    about: Message
    """Quiet, below it."""
    opener: Opener


ITEMS: Final[tuple[Item, ...]] = (
    Item(
        "people",
        msg("Whom you share with"),
        msg("Persons and their addresses, what went to them, and your own address."),
        _screen(lambda journal, _clock: PeopleScreen(journal)),
    ),
    Item("open", msg("A sealed page"), msg("Open what someone gave you. Nothing is kept unless you say so."), _receive),
    Item(
        "clients",
        msg("Clients"),
        msg("For coaches: who you write about, until when you keep that, and forgetting."),
        _screen(ClientsScreen),
    ),
    Item(
        "export",
        msg("Take out"),
        msg("Your pages as plain text: for other programs, on paper, for supervision."),
        _screen(ExportScreen),
    ),
    Item(
        "import",
        msg("Bring in"),
        msg("What you wrote elsewhere: jrnl, Day One, a folder of markdown."),
        _screen(lambda journal, _clock: ImportScreen(journal)),
    ),
    Item("trash", msg("Trash"), msg("What you deleted, until you empty it."), _screen(TrashScreen)),
)
"""In the order in which they stand."""


class MoreScreen(FramedScreen[None]):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal, clock: Clock) -> None:
        super().__init__()
        self.journal = journal
        """What the rows are about."""
        self.clock = clock
        """Says what day it is."""
        self._first = 0

    def compose_column(self) -> ComposeResult:
        """Lays out the list."""
        rows = [Row(item.id, "", str(item.label), str(item.about)) for item in ITEMS]
        yield Rows(rows, first=self._first, full=True, id="more-list")

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("More")

    def on_mount(self) -> None:
        """Puts the focus on the list."""
        self.set_texts()
        self.query_one(Rows).focus()

    async def language_changed(self) -> None:
        """Says everything anew."""
        self._first = self.query_one(Rows).highlighted or 0
        await super().language_changed()
        self.query_one(Rows).focus()

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("more")

    async def return_to(self, way: Way) -> None:
        """Opens what lay on the list."""
        if isinstance(way, ToScreen) and any(item.id == way.name for item in ITEMS):
            self._open(way.name)
        else:
            await super().return_to(way)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id or "")

    def _open(self, id_: str) -> None:
        item = next(item for item in ITEMS if item.id == id_)
        item.opener(self)

    def show(self, screen: FramedScreen[Any]) -> None:
        """Opens a screen on the list."""
        self.say("")
        self.app.push_screen(screen, self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "", kind="good")
