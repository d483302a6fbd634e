"""Locking: blank at once, save, forget every text on the screens, and back to the bottom of the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea

from kwetsbaar.errors import KwetsbaarError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App, ComposeResult


@runtime_checkable
class SavesBeforeLock(Protocol):
    """A screen with something on it that is not on the disk yet."""

    async def save_before_lock(self) -> None:
        """Saves it; raises `KwetsbaarError` if that cannot be done."""


class BlankScreen(Screen[None]):
    """Nothing, at once. It covers a screen while that is saved."""

    def compose(self) -> ComposeResult:
        """Holds an empty place for the focus to go to."""
        yield Vertical()


async def save_all(screens: Sequence[Screen[object]]) -> KwetsbaarError | None:
    """Saves what is unsaved on `screens`; gives the last reason why something could not be."""
    failed: KwetsbaarError | None = None
    for screen in screens:
        if isinstance(screen, SavesBeforeLock):
            try:
                await screen.save_before_lock()
            except KwetsbaarError as error:
                failed = error
    return failed


async def pop_to_bottom(app: App[int]) -> None:
    """Takes every screen but the lowest away, emptied; nothing is drawn in between."""
    with app.batch_update():
        for screen in app.screen_stack[1:]:
            forget(screen)
        while len(app.screen_stack) > 1:
            await app.pop_screen()


def forget(screen: Screen[object]) -> None:
    """Empties every widget that holds a text: Textual keeps some of them alive after their screen is gone."""
    for area in screen.query(TextArea):
        area.load_text("")
    for field in screen.query(Input):
        field.clear()
    for rows in screen.query(OptionList):
        rows.clear_options()
    for line in screen.query(Static):
        line.update("")
