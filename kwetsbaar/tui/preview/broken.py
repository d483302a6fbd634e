"""A pack file that has errors from the start: it shows them, and waits until they are mended."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from kwetsbaar.core import packfile
from kwetsbaar.i18n import _, msg
from kwetsbaar.journal.trying import EVERY
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.preview.notes import NOTES_STYLE, Notes
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToPreview

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.packfile import Problem, Reading
    from kwetsbaar.journal.trying import Watch
    from kwetsbaar.tui.returning import Way


def walkable(reading: Reading) -> Reading:
    """Gives a reading whose pack can be walked; if it cannot be, why is a problem like any other."""
    odd = packfile.unwalkable(reading.pack) if reading.pack else None
    return packfile.Reading(None, (odd,)) if odd else reading


class BrokenScreen(ReadingScreen["Reading"]):
    """Gives back the first reading without an error; nothing if a person goes away."""

    CSS_PATH = NOTES_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [key("escape,ctrl+q", "dismiss", msg("Close the preview"))]

    def __init__(self, watch: Watch, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._watch = watch
        self._problems = problems
        self._looking = False
        self._mended: Reading | None = None

    def compose_column(self) -> ComposeResult:
        """Says what it waits for, and lists what is wrong."""
        yield Static(_("Mend this in the file and save it: the preview then begins by itself."), markup=False)
        yield Notes(classes="gap")

    def set_texts(self) -> None:
        """Names the file."""
        self.title_text = clean_line(self._watch.path.name)
        self.where_text = _("Preview: nothing is saved")

    def on_mount(self) -> None:
        """Begins to look at the file."""
        self.set_texts()
        self.call_after_refresh(self._note)
        self.set_interval(EVERY, self._look)

    def way_back(self) -> Way:
        """Gives the file."""
        return ToPreview(self._watch.path)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        await self._note()

    def on_screen_resume(self) -> None:
        """Goes on if it was mended while another screen lay on this one."""
        self._go_on()

    async def _note(self) -> None:
        for notes in self.query(Notes):
            await notes.show(self._problems)

    def _look(self) -> None:
        if not self._looking and self._mended is None:
            self._looking = True
            self.app.run_worker(self._looked(), group="watch")

    async def _looked(self) -> None:
        try:
            found = await asyncio.to_thread(self._watch.look)
        finally:
            self._looking = False
        if found is None or not self.is_attached:
            return
        reading = walkable(found)
        if reading.pack is not None:
            self._mended = reading
            self._go_on()
        else:
            self._problems = reading.problems
            await self._note()

    def _go_on(self) -> None:
        if self._mended is not None and self.app.screen is self:
            self.dismiss(self._mended)
