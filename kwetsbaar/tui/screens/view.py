"""One view of looking back: a sentence in plain words, its pictures, and the person's own words to open again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList

from kwetsbaar.core.lookback.blocks import Items
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, language, msg
from kwetsbaar.tui.drawing import Drawing
from kwetsbaar.tui.frame import Column, FramedScreen, key
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.lookback.blocks import Block, Item
    from kwetsbaar.core.query import Where
    from kwetsbaar.journal import Journal


class ViewScreen(FramedScreen[None]):
    """One view over the pages that are meant."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("left", "step(-1)", msg("Previous view")),
        key("right", "step(1)", msg("Next view")),
    ]

    def __init__(self, journal: Journal, name: str, where: Where = ANYWHERE) -> None:
        super().__init__()
        self._journal = journal
        self._view = name
        self._where_meant = where
        self._blocks: tuple[Block, ...] = ()

    def compose_column(self) -> ComposeResult:
        """Lays out the blocks: a list can be walked, all else is only looked at."""
        for number, block in enumerate(self._blocks):
            if isinstance(block, Items):
                yield Rows(map(_row, range(len(block.items)), block.items), id=f"view-{number}", below=True, full=True)
            else:
                yield Drawing(block, classes=type(block).__name__.lower())

    def set_texts(self) -> None:
        """Says which view it is."""
        self.title_text = _("Looking back")
        self.where_text = str(self._journal.looking_back.view(self._view).title)

    def on_mount(self) -> None:
        """Looks."""
        self.set_texts()
        self._look()

    def on_screen_resume(self) -> None:
        """Looks again: a page may have been changed or deleted."""
        if self._blocks:
            self._look()

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._look()

    def empty_texts(self) -> None:
        """Forgets what was written."""
        self._blocks = ()
        for drawing in self.query(Drawing):
            drawing.forget()

    def action_step(self, step: int) -> None:
        """Goes to the view beside this one."""
        names = [view.name for view in self._journal.looking_back.views]
        self._view = names[(names.index(self._view) + step) % len(names)]
        self.set_texts()
        self._look()

    def _look(self) -> None:
        self.run_worker(self._looked(), group="look", exclusive=True)

    async def _looked(self) -> None:
        try:
            looked = await asyncio.to_thread(self._journal.looking_back.look, self._view, self._where_meant)
        except KwetsbaarError as error:
            complain(self, error)
            return
        blocks = looked.shown(language())
        if blocks != self._blocks:
            self._blocks = blocks
            await self.query_one(Column).recompose()
            if rows := self.query(Rows):
                rows.first().focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        block = self._blocks[int((event.option_list.id or "").removeprefix("view-"))]
        items = block.items if isinstance(block, Items) else ()
        page = items[event.option_index].page
        if page:
            names = tuple(dict.fromkeys(item.page for item in items if item.page))
            self.app.push_screen(PageScreen(self._journal, Found(names), page), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")


def _row(number: int, item: Item) -> Row:
    return Row(str(number), item.lead, item.text, item.tail)
