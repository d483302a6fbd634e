"""The two looks, paper and night, as Textual themes; and the app class that any test of a screen can stand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.app import App
from textual.theme import Theme

from kwetsbaar.tui.driver import HUNG_UP, OwnDriver

if TYPE_CHECKING:
    from textual._path import CSSPathType

T = TypeVar("T")

PAPER: Final = "paper"
"""Quiet paper, by day."""

NIGHT: Final = "night"
"""Warm dark, by night."""


@dataclass(frozen=True)
class Palette:
    """The colours of one look. Style sheets name them `$background`, `$panel`, `$quiet` and so on."""

    background: str
    panel: str
    """The selected row, and fields."""
    foreground: str
    quiet: str
    """Hints, dates, the footer."""
    accent: str
    """Headings, focus, keys."""
    line: str
    good: str
    warn: str
    bad: str

    def theme(self, name: str, *, dark: bool) -> Theme:
        """Gives these colours as a Textual theme; what Textual derives is set too, so that nothing is left to it."""
        return Theme(
            name=name,
            primary=self.accent,
            secondary=self.accent,
            accent=self.accent,
            foreground=self.foreground,
            background=self.background,
            surface=self.background,
            panel=self.panel,
            boost=self.panel,
            success=self.good,
            warning=self.warn,
            error=self.bad,
            dark=dark,
            text_alpha=1.0,
            variables=self._derived(),
        )

    def _derived(self) -> dict[str, str]:
        return {
            "quiet": self.quiet,
            "line": self.line,
            "good": self.good,
            "warn": self.warn,
            "bad": self.bad,
            "text-muted": self.quiet,
            "text-disabled": self.quiet,
            "foreground-muted": self.quiet,
            "border": self.accent,
            "border-blurred": self.line,
            "block-cursor-foreground": self.foreground,
            "block-cursor-background": self.panel,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": self.foreground,
            "block-cursor-blurred-background": self.background,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": self.panel,
            "input-cursor-background": self.accent,
            "input-cursor-foreground": self.background,
            "input-cursor-text-style": "none",
            "input-selection-background": self.line,
            "input-selection-foreground": self.foreground,
            "screen-selection-background": self.line,
            "screen-selection-foreground": self.foreground,
            "scrollbar": self.line,
            "scrollbar-hover": self.quiet,
            "scrollbar-active": self.accent,
            "scrollbar-background": self.background,
            "scrollbar-background-hover": self.background,
            "scrollbar-background-active": self.background,
            "scrollbar-corner-color": self.background,
            "footer-background": self.background,
            "footer-foreground": self.quiet,
            "footer-key-foreground": self.accent,
        }


PALETTES: Final = {
    PAPER: Palette(
        background="#FAF6EE",
        panel="#F0E9DB",
        foreground="#2B2622",
        quiet="#6A6055",
        accent="#8F4327",
        line="#D9CFBD",
        good="#4C6B3C",
        warn="#8A6212",
        bad="#9B2C2C",
    ),
    NIGHT: Palette(
        background="#1B1917",
        panel="#26231F",
        foreground="#E9E2D6",
        quiet="#A89E90",
        accent="#E29B78",
        line="#3A352F",
        good="#9DBB85",
        warn="#D9B36A",
        bad="#E08A80",
    ),
}
"""Both looks by name."""

THEMES: Final = tuple(palette.theme(name, dark=name == NIGHT) for name, palette in PALETTES.items())
"""Both looks as Textual knows them."""

STYLES: Final = tuple(Path(__file__).with_name(name) for name in ("tokens.tcss", "frame.tcss"))
"""The style sheets that every screen stands on."""


class ThemedApp(App[T]):
    """An app with our two looks and the style sheets that every screen stands on, and nothing else."""

    CSS_PATH: ClassVar[CSSPathType | None] = [*STYLES]

    def __init__(self, look: str = PAPER) -> None:
        super().__init__(driver_class=OwnDriver)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look

    @property
    def mark(self) -> str:
        """What every screen says of the journal beside where one is; empty if there is nothing to say."""
        return ""

    def terminal_gone(self) -> None:
        """Stops, since nobody is there to see anything."""
        self.exit(return_code=HUNG_UP)

    def let_go(self) -> None:
        """Ends what drives the terminal, however this app ended."""
        if isinstance(self._driver, OwnDriver):
            self._driver.let_go()
