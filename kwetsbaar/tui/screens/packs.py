"""All packs: for everyone, for who is coached, for coaches; and a person's own that have errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import Message, _, language, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.lists import shelved_row, trouble
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.rows import Rows, align

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal.packs import Packs, Shelved
    from kwetsbaar.tui.returning import Way

_GROUPS: dict[str, Message] = {
    "anyone": msg("For everyone"),
    "client": msg("For who is looking for a way"),
    "coach": msg("For coaches"),
    "broken": msg("Not ready yet"),
}


class PacksScreen(FramedScreen[str]):
    """Gives back the id of the pack that was chosen, or nothing."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, packs: Callable[[], Packs], audience: Callable[[], str | None]) -> None:
        super().__init__()
        self._packs = packs
        self._audience = audience
        self._shelved: tuple[Shelved, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out a list for each group."""
        for name in self._order:
            yield Static(str(_GROUPS[name]), classes="heading", id=f"packs-{name}-head", markup=False)
            yield Rows(id=f"packs-{name}", full=True, below=True)

    @property
    def _order(self) -> tuple[str, ...]:
        """The groups; that for coaches first if a person writes as one."""
        return tuple(sorted(_GROUPS, key=lambda name: self._audience() == "coach" and name != "coach"))

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Packs")

    def way_back(self) -> Way:
        """Gives the list."""
        return ToScreen("packs")

    def on_mount(self) -> None:
        """Reads the files."""
        self.set_texts()
        self.run_worker(self._load(), exclusive=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._show()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        chosen = next(shelved for shelved in self._shelved if shelved.id == event.option_id)
        if chosen.pack:
            self.dismiss(chosen.id)
        else:
            self.say(f"{clean_line(chosen.path.name)}, {trouble(chosen)}", kind="warn")

    async def _load(self) -> None:
        self._shelved = await asyncio.to_thread(lambda: self._packs().all())
        self._show()

    def _show(self) -> None:
        for name in _GROUPS:
            rows = self.query_one(f"#packs-{name}", Rows)
            rows.show(shelved_row(shelved, language()) for shelved in self._shelved if _group(shelved) == name)
            rows.display = self.query_one(f"#packs-{name}-head").display = bool(rows.rows)
        align(self.query(Rows))
        first = next((rows for rows in self.query(Rows) if rows.rows), None)
        if first is not None and not isinstance(self.focused, Rows):
            first.focus()


def _group(shelved: Shelved) -> str:
    if shelved.pack is None:
        return "broken"
    return shelved.pack.audience if shelved.pack.audience in _GROUPS else "anyone"
