"""One question, answered then and answered now: both beside each other, and not a word about the difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from kwetsbaar.core.again import road_of
from kwetsbaar.i18n import _, day, msg
from kwetsbaar.tui.blocks import answer_said
from kwetsbaar.tui.frame import FramedScreen, key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal.page import Page


class ThenNowScreen(FramedScreen[None]):
    """Shows both, side by side where there is room."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape,enter", "done", msg("Done"))]

    def __init__(self, then: Page, now: Page, step: str) -> None:
        super().__init__()
        self._then = then
        self._now = now
        self._step = step

    def compose_column(self) -> ComposeResult:
        """Lays out the question, and below it both answers."""
        entry = self._now.entry
        asked = next((answer for answer in entry.answers if answer.key == self._step), None) if entry else None
        yield Static(entry.question(asked) if entry and asked else "", classes="strong", markup=False)
        with Horizontal(id="both"):
            yield Vertical(*self._side(_("Then"), self._then), classes="side")
            yield Vertical(*self._side(_("Now"), self._now), classes="side")

    def set_texts(self) -> None:
        """Says what it is about."""
        self.title_text = self._now.entry.title if self._now.entry else ""
        self.where_text = _("then and now")

    def on_mount(self) -> None:
        """Shows it."""
        self.set_texts()

    def on_resize(self) -> None:
        """Puts them below each other where it is narrow."""
        self.set_class(self.size.width < _BESIDE_FROM, "-stacked")

    def action_done(self) -> None:
        """Goes back."""
        self.dismiss(None)

    def empty_texts(self) -> None:
        """Forgets both pages."""
        for text in self.query(Static):
            text.update("")
        self.title_text = ""

    def _side(self, name: str, page: Page) -> Iterator[Static]:
        entry = page.entry
        if entry is None:
            return
        yield Static(f"{name} · {day(entry.created.date())}", classes="heading", markup=False)
        for answer in road_of(entry, self._step):
            if answer.key != self._step:
                yield Static(entry.question(answer), classes="quiet gap", markup=False)
            yield Static(answer_said(entry, answer), markup=False)


_BESIDE_FROM = 70
