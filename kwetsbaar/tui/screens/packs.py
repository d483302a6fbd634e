"""All packs: for everyone, for who is coached, for coaches; a person's own that have errors; and making them."""

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
from kwetsbaar.tui.lists import row_id, shelved_row
from kwetsbaar.tui.preview.opening import open_preview
from kwetsbaar.tui.returning import ToPreview, ToScreen
from kwetsbaar.tui.rows import Rows, align
from kwetsbaar.tui.screens.owncopy import OwnCopyScreen
from kwetsbaar.tui.screens.taking import OfferedScreen, TakeFileScreen
from kwetsbaar.tui.turns import OPENS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal.packs import Offered, Packs, Shelved
    from kwetsbaar.journal.writing import Clock
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
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("c", "copy", msg("Make your own")),
        key("v", "try_out", msg("Try out")),
        key("t", "take", msg("Take in")),
    ]

    def __init__(self, packs: Callable[[], Packs], audience: Callable[[], str | None], clock: Clock) -> None:
        super().__init__()
        self._packs = packs
        self._audience = audience
        self._clock = clock
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
        """Begins with a pack; of one with errors it shows all of them, beside the file that is being mended."""
        chosen = next(shelved for shelved in self._shelved if row_id(shelved) == event.option_id)
        if chosen.pack:
            self.dismiss(chosen.id)
        else:
            self._try_out(chosen.path)

    # -------------------------------------------------------------- packs of one's own

    @property
    def _at(self) -> Shelved | None:
        """The pack on whose row the person is."""
        rows = self.focused
        if not isinstance(rows, Rows) or rows.highlighted is None:
            return None
        name = rows.rows[rows.highlighted].id
        return next((shelved for shelved in self._shelved if row_id(shelved) == name), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something here."""
        return self._at is not None if action in {"copy", "try_out"} else True

    def on_option_list_option_highlighted(self) -> None:
        """Looks which keys mean something on this row."""
        self.refresh_bindings()

    def action_try_out(self) -> None:
        """Walks a pack of which nothing is saved, and follows its file."""
        if self._at is not None:
            self._try_out(self._at.path)

    def action_copy(self) -> None:
        """Makes a version of one's own, and tries it out."""
        shelved, packs = self._at, self._packs()
        if shelved is not None:
            name = packs.free_name(shelved.id)
            self.app.push_screen(OwnCopyScreen(packs, shelved, name), self._is_own)

    def action_take(self) -> None:
        """Takes in a pack that somebody gave."""

        def found(pack: Offered | None) -> None:
            if pack is not None:
                packs = self._packs()
                self.app.push_screen(OfferedScreen(packs, pack, packs.free_name(pack.name)), self._is_taken)

        self.app.push_screen(TakeFileScreen(), found)

    def _is_own(self, path: Path | None) -> None:
        if path is not None:
            said = _("Your version lies in {folder}", folder=clean_line(str(path.parent)))
            self._try_out(path, said)

    def _is_taken(self, path: Path | None) -> None:
        if path is not None:
            self._load_again()
            self.say(_("It is in your own folder now: {path}", path=clean_line(str(path))), kind="good")

    def _try_out(self, path: Path, said: str = "") -> None:
        def done() -> None:
            self._load_again()
            self.say(said, kind="good")

        opening = open_preview(self.app, path, self._packs(), self._clock, done, said=said)
        self.run_worker(opening, group=OPENS, exclusive=True)

    def _load_again(self) -> None:
        self.run_worker(self._load(), exclusive=True)

    async def return_to(self, way: Way) -> None:
        """Opens the preview that lay on this screen before a lock."""
        if isinstance(way, ToPreview):
            await open_preview(self.app, way.file, self._packs(), self._clock, self._load_again)
        else:
            await super().return_to(way)

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
