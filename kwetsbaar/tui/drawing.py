"""A block of a view as a widget: drawn to the width that there is, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from kwetsbaar.drawing.lines import drawn

if TYPE_CHECKING:
    from textual.geometry import Size

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.drawing.lines import Line

_STYLES: Final = {"text": "$foreground", "quiet": "$quiet", "accent": "$accent", "heading": "bold $accent"}


class Drawing(Widget):
    """One block that is only looked at."""

    DEFAULT_CSS = "Drawing { width: 100%; height: auto; margin-bottom: 1; }"

    def __init__(self, block: Block, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._block: Block | None = block
        self._drawn: tuple[int, list[Line]] = 0, []

    def render(self) -> Content:
        """Draws it."""
        return Content("\n").join(map(_content, self._lines(self.size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives as many lines as it takes."""
        return len(self._lines(width))

    def forget(self) -> None:
        """Lets go of what a person wrote."""
        self._block = None
        self._drawn = 0, []
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[Line]:
        if self._block is not None and width and self._drawn[0] != width:
            self._drawn = width, drawn(self._block, width)
        return self._drawn[1] if self._drawn[0] == width else []


def _content(line: Line) -> Content:
    return Content.assemble(*((span.text, _STYLES[span.tone]) for span in line if span.text))
