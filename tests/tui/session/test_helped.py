"""What helped before: behind a key, past a no or a not yet, and never by itself."""

from __future__ import annotations

from dataclasses import replace

from kwetsbaar.journal import Journal
from kwetsbaar.tui.session.actions import ActionRow
from kwetsbaar.tui.session.earlier import EarlierPanel
from kwetsbaar.tui.session.helped import HelpedPanel
from tests.conftest import Clock
from tests.tui.session.host import Seat, pack, seated

HELPS = 'id = "helps"\nkind = "list"\ntag = "resource"\nask.nl = "Wat helpt?"\nask.en = "What helps?"'
SURE = """id = "sure"
kind = "choice"
measure = "key_question"
ask = "Kan ik het aan?"
options = [{ id = "yes", nl = "Ja" }, { id = "no", nl = "Nee" }, { id = "not_yet", nl = "Nog niet" }]"""
THEN = 'id = "then"\nask = "En dan?"'
PACK = (SURE, THEN, HELPS)


def keep(journal: Journal, *helps: str, hidden: bool = False) -> None:
    draft = journal.writing.begin(pack(HELPS), "nl")
    page = journal.writing.keep(draft.with_session(draft.session.answer([*helps])))
    assert page.entry
    if hidden:
        journal.writing.revise(page, replace(page.entry, hidden=True))


def panel(seat: Seat) -> list[str]:
    return [str(line.render()) for line in seat.screen.query("HelpedPanel Static").results() if line.display]


def offered(seat: Seat) -> bool:
    names = [action.name for action in seat.screen.query_one("#row", ActionRow).actions]
    keys = [binding.binding.action for binding in seat.screen.active_bindings.values() if binding.enabled]
    assert ("helped" in names) == ("helped" in keys)
    return "helped" in names


async def filled(seat: Seat) -> list[str]:
    await seat.until(lambda: panel(seat))
    return panel(seat)


async def test_past_a_no_it_is_one_key_away_in_ones_own_words(journal: Journal, clock: Clock) -> None:
    keep(journal, "[b]mijn zus[/b]", "wandelen")
    clock.forward(days=1)
    keep(journal, "Mijn zus!", "de tuin", "WANDELEN.")
    keep(journal, "geheim", hidden=True)
    draft = journal.writing.begin(pack(*PACK), "nl")
    async with seated(draft, journal.writing, (120, 40), reading=journal.reading) as seat:
        assert not offered(seat)
        await seat.press("f8")
        assert not seat.screen.query(HelpedPanel)
        await seat.press("2", "enter")
        assert offered(seat)
        assert not seat.screen.query(HelpedPanel)
        await seat.type("half")
        await seat.press("f8")
        shown = await filled(seat)
        assert shown == ["What helped you before?", "– Mijn zus!", "– de tuin", "– WANDELEN.", "– [b]mijn zus[/b]"]
        assert (seat.app.focused, seat.field.text) == (seat.field, "half")
        await seat.press("ctrl+t")
        assert panel(seat)[0] == "Wat hielp je eerder?"
        await seat.press("f8")
        assert panel(seat) == []


async def test_it_takes_the_place_of_earlier_answers_and_gives_it_back(journal: Journal) -> None:
    keep(journal, "de tuin")
    async with seated(journal.writing.begin(pack(*PACK), "en"), journal.writing, reading=journal.reading) as seat:
        await seat.press("3", "enter", "ctrl+g", "f8")
        assert (await filled(seat))[1:] == ["– de tuin"]
        assert len(seat.screen.query(EarlierPanel)) == 1
        await seat.press("ctrl+g")
        assert panel(seat) == []
        assert len(seat.screen.query(EarlierPanel)) == 1


async def test_who_changes_it_to_a_yes_is_offered_nothing(journal: Journal) -> None:
    keep(journal, "de tuin")
    async with seated(journal.writing.begin(pack(*PACK), "en"), journal.writing, reading=journal.reading) as seat:
        await seat.press("2", "enter", "f8")
        await filled(seat)
        await seat.press("ctrl+r")
        assert not seat.screen.query(HelpedPanel)
        await seat.press("1", "enter")
        assert not offered(seat)


async def test_with_nothing_written_yet_it_says_what_would_fill_it(journal: Journal) -> None:
    async with seated(journal.writing.begin(pack(*PACK), "en"), journal.writing, reading=journal.reading) as seat:
        await seat.press("2", "enter", "f8")
        assert (await filled(seat))[1].startswith("Nothing yet.")
        seat.screen.empty_texts()
        assert set(panel(seat)) == {""}
