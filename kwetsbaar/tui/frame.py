"""The frame round every screen: a title, where one is, one thin line, a column, a message, and the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeAlias, TypeVar

from rich.cells import cell_len
from textual._callback import invoke
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from kwetsbaar.tui.keybar import KeyBar, key
from kwetsbaar.tui.returning import ToScreen
from kwetsbaar.tui.theme import ThemedApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from kwetsbaar.tui.returning import Way

__all__ = ["Column", "FramedScreen", "Kind", "Said", "key"]

T = TypeVar("T")

Kind: TypeAlias = Literal["quiet", "good", "warn", "bad"]
"""How a message sounds. The words say it too: colour alone never does."""

_HEAD_GAP: Final = 2

_KINDS: tuple[Kind, ...] = ("quiet", "good", "warn", "bad")


class FrameLine(Widget):
    """One thin line; in a session the part of it that was walked is heavier."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"frame-line--walked"}

    progress: reactive[float | None] = reactive(None)
    """From 0 to 1; None for a line and no more."""

    def render(self) -> Content:
        """Draws it."""
        width = self.size.width
        walked = round(width * min(1.0, max(0.0, self.progress or 0.0)))
        return Content.assemble(("━" * walked, self.get_visual_style("frame-line--walked")), "─" * (width - walked))


class FrameHead(Horizontal):
    """The title, and where one is. Both are shown whole if the line has room; else each has half of it at least."""

    def on_resize(self) -> None:
        """Shares the line anew."""
        self.share()

    def share(self) -> None:
        """Gives where one is what the title leaves."""
        title, where = self.query_one("#frame-title", Static), self.query_one("#frame-where", Static)
        width = self.content_size.width
        left = width - cell_len(str(title.content)) - _HEAD_GAP
        where.styles.max_width = max(left, (width - _HEAD_GAP) // 2)


class Said(Static):
    """One message; hidden while it says nothing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)

    def say(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows `message`; an empty one clears it."""
        self.update(message)
        self.set_class(bool(message), "-said")
        for each in _KINDS:
            self.set_class(each == kind, f"-{each}")


class Column(Vertical):
    """The column in the middle; it is filled by its screen, and can be filled anew when the language changes."""

    def compose(self) -> ComposeResult:
        """Asks the screen."""
        if isinstance(self.screen, FramedScreen):
            yield from self.screen.compose_column()


class FramedScreen(Screen[T]):
    """A screen in the frame. A screen of ours overrides `compose_column`, and sets its texts in `set_texts`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (40, "-narrow"), (72, "-wide")]  # noqa: RUF012 - Textual reads a list
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (11, "-low"), (24, "-middling"), (28, "-high")]  # noqa: RUF012
    ESCAPE_TO_MINIMIZE = False
    ASKS: ClassVar[bool] = False
    """Whether something waits for what is answered here."""

    title_text: reactive[str] = reactive("")
    """Bold at the left: what this is."""
    where_text: reactive[str] = reactive("")
    """Quiet at the right: where in it one is."""
    progress: reactive[float | None] = reactive(None)
    """From 0 to 1: how far the line is walked; None for a plain line."""

    def compose(self) -> ComposeResult:
        """Lays out the frame; the column is the screen's own."""
        with FrameHead(id="frame-head"):
            yield Static(self.title_text, id="frame-title", markup=False)
            yield Static(self._where(), id="frame-where", markup=False)
        yield FrameLine(id="frame-line").data_bind(FramedScreen.progress)
        with VerticalScroll(id="frame-body", can_focus=False):
            yield Column(id="column")
        with Vertical(id="frame-foot"):
            yield from self.compose_foot()
            yield Said(id="frame-say")
        yield KeyBar(id="frame-keys")

    def compose_column(self) -> ComposeResult:
        """Gives what stands in the column."""
        yield from ()

    def compose_foot(self) -> ComposeResult:
        """Gives what stands below the column, and does not scroll with it."""
        yield from ()

    @property
    def takes_keys(self) -> bool:
        """Whether it stands far enough for a key to be meant for it."""
        return True

    def empty_texts(self) -> None:
        """Forgets what a person wrote, as far as this screen holds it itself: a lock empties the widgets."""

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """Calls `callback` when all is drawn; if the screen is gone by then, not at all: its widgets are gone too."""
        return super().call_after_refresh(self._while_there, partial(callback, *args, **kwargs))

    async def _while_there(self, callback: Callable[[], object]) -> None:
        if self.is_attached and self.query("#frame-body"):
            await invoke(callback)

    def set_texts(self) -> None:
        """Sets `title_text` and `where_text` in the language of the interface; called on mount and on a change."""

    def say(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows a line below the column; an empty message clears it."""
        self.query_one("#frame-say", Said).say(message, kind=kind)

    async def language_changed(self) -> None:
        """Says everything anew in the other language.

        The column is composed again, so a screen in which a person types overrides this and changes its labels only.
        """
        self.set_texts()
        self.say("")
        self.query_one(KeyBar).refresh()
        await self.query_one(Column).recompose()

    def way_back(self) -> Way | None:
        """Gives how this screen is opened again after a lock, without a word that was written; None if it is not."""
        return None

    async def return_to(self, way: Way) -> None:
        """Opens what lay on this screen before a lock; what is not its own, the app opens."""
        if isinstance(way, ToScreen):
            await self.app.run_action(f"app.{way.name}")

    def on_mount(self) -> None:
        """Sets the texts."""
        self.set_texts()

    def watch_title_text(self, text: str) -> None:
        """Shows another title."""
        for title in self.query("#frame-title").results(Static):
            title.update(text)
        self._share_head()

    def watch_where_text(self) -> None:
        """Shows another place."""
        for where in self.query("#frame-where").results(Static):
            where.update(self._where())
        self._share_head()

    def _share_head(self) -> None:
        for head in self.query("#frame-head").results(FrameHead):
            head.share()

    def _where(self) -> str:
        """Gives where one is, behind what is to be known on every screen."""
        mark = self.app.mark if isinstance(self.app, ThemedApp) else ""
        return " · ".join(filter(None, (mark, self.where_text)))
