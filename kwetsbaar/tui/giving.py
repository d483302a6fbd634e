"""The way of a page to someone: which answers, exactly what leaves, who opens it, and where it goes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kwetsbaar.core.exporting import file_names
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.answers import AnswersScreen
from kwetsbaar.tui.screens.field import Asked, FieldScreen, path_of
from kwetsbaar.tui.screens.leaves import LeavesScreen
from kwetsbaar.tui.screens.whom import WhomScreen

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from kwetsbaar.core.entry import Entry
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.sharing import Parcel
    from kwetsbaar.tui.frame import FramedScreen
    from kwetsbaar.tui.screens.whom import Whom


async def give(screen: FramedScreen[Any], journal: Journal, page: Page) -> str:
    """Goes all the way, and gives what is to be said at its end; empty if the person went back anywhere.

    To be run in a worker. Nothing is written before the last step.
    """
    entry = page.entry
    if entry is None:
        return ""
    try:
        await asyncio.to_thread(journal.sharing.chosen_by, page, None)  # says why, if it cannot be shared
    except KwetsbaarError as error:
        complain(screen, error)
        return ""
    chosen = await screen.app.push_screen_wait(AnswersScreen(entry))
    parcel = await _parcel(screen, journal, page, chosen) if chosen else None
    if parcel is None or not await screen.app.push_screen_wait(LeavesScreen(_("Sharing"), parcel.text, parcel.named)):
        return ""
    whom: Whom | None = await screen.app.push_screen_wait(WhomScreen(journal))
    return await _sealed(screen, journal, parcel, whom, entry) if whom is not None else ""


async def _parcel(screen: FramedScreen[Any], journal: Journal, page: Page, chosen: frozenset[int]) -> Parcel | None:
    """Asks what the person wants to be called; an empty name leaves it out."""
    asked = Asked(
        _("Sharing"),
        msg("What do you want to be called?"),
        msg("It stands above your words. You may leave it empty; Enter goes on."),
    )

    def parcel(typed: str) -> Parcel:
        return journal.sharing.parcel(page, chosen, sender=typed)

    made: Parcel | None = await screen.app.push_screen_wait(FieldScreen(asked, parcel))
    return made


async def _sealed(screen: FramedScreen[Any], journal: Journal, parcel: Parcel, whom: Whom, entry: Entry) -> str:
    asked = Asked(
        _("Sharing"),
        msg("Where may the sealed page lie?"),
        msg("A new file. Give it to the other in any way: without the key it is noise."),
        value=f"~/{file_names([entry])[0]}.age",
    )

    def seal(typed: str) -> Path:
        out = path_of(typed)
        if whom.person is not None:
            journal.sharing.seal_for(parcel, whom.person, out)
        else:
            journal.sharing.seal_with(parcel, whom.passphrase, out)
        return out

    out = await screen.app.push_screen_wait(FieldScreen(asked, seal))
    if out is None:
        return ""
    if whom.person is not None:
        return _("It lies in {path}. Only {name} can open it.", path=str(out), name=whom.person.name)
    return _("It lies in {path}. The passphrase opens it.", path=str(out))
