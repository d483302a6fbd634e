"""Locking: blank at once, save, forget every text on the screens, and back to the bottom of the stack."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.containers import Vertical
from textual.events import ScreenResume
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.tui.frame import FramedScreen
from kwetsbaar.tui.returning import Place, spot_of
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.working import WorkingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App, ComposeResult

    from kwetsbaar.i18n import Message
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.writing import SealedDraft

_LOWEST: Final = 1


@dataclass
class Unsaved:
    """The disk did not take what was written."""

    error: KwetsbaarError
    """Why."""
    drafts: list[SealedDraft]
    """What was written, encrypted. It can be saved later without an open journal."""
    in_session: bool = False
    """Whether some of it stands on a screen."""

    def try_again(self) -> dict[str, str]:
        """Tries to save it; gives the id that each draft has now by the one it had. Raises what a save does."""
        moved = {}
        for draft in tuple(self.drafts):
            moved[draft.id] = draft.save()
            self.drafts.remove(draft)
        return moved

    @property
    def sentence(self) -> Message:
        """What the lock screen says of it."""
        return not_saved(self.error)


class BlankScreen(Screen[None]):
    """Nothing, at once. It covers a screen while that is saved."""

    def compose(self) -> ComposeResult:
        """Holds an empty place."""
        yield Vertical()


def not_saved(error: KwetsbaarError) -> Message:
    """Says that what was written waits for the disk, and why."""
    return msg(
        "What you just wrote is not saved yet: {cause}. It is held here, encrypted, and we keep trying.",
        cause=str(error.message.values.get("cause", error.message)).rstrip("."),
    )


async def save_all(screens: Sequence[Screen[object]], journal: Journal) -> Unsaved | None:
    """Saves what is not saved on `screens` and what waits since the lock before; gives what could not be, encrypted."""
    for screen in screens:
        if isinstance(screen, WorkingScreen):
            await screen.come_to_rest()
    writing, trouble, sealed = journal.writing, None, {}
    try:
        await asyncio.to_thread(writing.save_held)
    except KwetsbaarError as error:
        trouble = error
    for screen in screens:
        if isinstance(screen, SessionScreen):
            try:
                await screen.save_before_lock()
            except KwetsbaarError as error:
                trouble = error
                draft = await asyncio.to_thread(writing.seal_draft, screen.draft)
                sealed[draft.name] = draft
    waiting = {draft.name: draft for draft in writing.held} | sealed  # what stands on a screen is the newest
    return Unsaved(trouble, list(waiting.values()), in_session=bool(sealed)) if trouble and waiting else None


def places_of(screens: Sequence[Screen[Any]]) -> list[Place]:
    """Gives where the person is on each screen that can be opened again, from home up."""
    framed = [screen for screen in screens[1:] if isinstance(screen, FramedScreen)]
    return [Place(way, spot_of(screen)) for screen in framed if (way := screen.way_back())]


async def pop_to_bottom(app: App[int]) -> None:
    """Takes every screen but the lowest away, emptied; nothing is drawn in between.

    None of them hears that it is on top for a moment: it would look what is in the journal, and show it.
    """
    with app.batch_update():
        for screen in app.screen_stack[1:]:
            forget(screen)
        with app.prevent(ScreenResume):
            while len(app.screen_stack) > _LOWEST + 1:
                await app.pop_screen()
        if len(app.screen_stack) > _LOWEST:
            await app.pop_screen()


def forget(screen: Screen[Any]) -> None:
    """Empties every widget that holds a text: Textual keeps some of them alive after their screen is gone."""
    if isinstance(screen, FramedScreen):
        screen.empty_texts()
    for area in screen.query(TextArea):
        area.load_text("")
    for field in screen.query(Input):
        field.clear()
    for rows in screen.query(OptionList):
        rows.clear_options()
    for line in screen.query(Static):
        line.update("")


def is_resting(screen: Screen[Any]) -> bool:
    """Tells whether a pause is running on `screen`: then nothing locks for want of keys."""
    return isinstance(screen, SessionScreen) and screen.resting
