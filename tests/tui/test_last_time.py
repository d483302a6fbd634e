"""A coach who chooses an alias sees what was meant last time, and one key hides it: from the packs as they are."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.tui.rows import Rows
from kwetsbaar.tui.session.screen import SessionScreen
from tests.tui.conftest import Opened, settle, shown

MEANT = "Langer zwijgen dan ik wil"


def kept(journal: Journal, places: Places) -> Page:
    """Keeps a page after a session that says what is to be tried next time."""
    draft = journal.writing.begin(Packs(places).get("na-de-sessie"), "nl")
    session = draft.session
    while session.at is not None:
        given = {"client": "Beuk", "try": MEANT}.get(session.step(session.at).key)
        session = session.skip() if given is None else session.answer(given)
    return journal.writing.keep(draft.with_session(session))


async def begun(pilot: Pilot[int]) -> None:
    """Begins the pack for right after a session, and chooses the alias."""
    await pilot.press("p")
    await settle(pilot)
    rows = next(rows for rows in pilot.app.screen.query(Rows) if "vlak-na-de-sessie" in ids(rows))
    rows.focus()
    rows.highlighted = ids(rows).index("vlak-na-de-sessie")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(pilot.app.screen, SessionScreen)
    assert MEANT not in shown(pilot)
    await pilot.press("down", "enter")
    await settle(pilot)


def ids(rows: Rows) -> list[str | None]:
    return [option.id for option in rows.options]


async def test_choosing_an_alias_shows_what_was_meant_and_one_key_hides_it(
    opened: Opened, journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(journal, places)
    monkeypatch.setattr(i18n._Current, "language", "nl")
    async with opened() as pilot:
        await begun(pilot)
        assert f"Vorige keer nam je je voor: {MEANT}" in shown(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert MEANT not in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Hoe aanwezig was je" in shown(pilot)


async def test_a_page_that_is_left_out_of_looking_back_is_not_brought_up(
    opened: Opened, journal: Journal, places: Places
) -> None:
    journal.looking_back.leave_out(kept(journal, places))
    async with opened() as pilot:
        await begun(pilot)
        assert "How present were you" in shown(pilot)
        assert MEANT not in shown(pilot)
