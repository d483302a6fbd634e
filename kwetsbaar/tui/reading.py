"""A screen that is read: arrows and the page keys scroll it, since nothing on it takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import VerticalScroll

from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import FramedScreen, key

if TYPE_CHECKING:
    from textual.binding import BindingType

T = TypeVar("T")


class ReadingScreen(FramedScreen[T]):
    """Esc goes back to where one was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        key("down,j", "scroll_page('scroll_down')", msg("Down"), show=False),
        key("up,k", "scroll_page('scroll_up')", msg("Up"), show=False),
        key("pagedown,space", "scroll_page('scroll_page_down')", msg("Page down"), show=False),
        key("pageup", "scroll_page('scroll_page_up')", msg("Page up"), show=False),
        key("home", "scroll_page('scroll_home')", msg("To the top"), show=False),
        key("end", "scroll_page('scroll_end')", msg("To the end"), show=False),
    ]

    def action_scroll_page(self, move: str) -> None:
        """Scrolls the column."""
        getattr(self.query_one("#frame-body", VerticalScroll), move)(animate=False)
