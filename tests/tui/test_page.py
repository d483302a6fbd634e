from kwetsbaar.journal import Journal, Places
from kwetsbaar.tui.leaves import AllPages
from kwetsbaar.tui.screens.page import PageScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write

OWN = "[bold]Vandaag[/] # geen kop\n  ingesprongen  http://example.org\n[@click=app.bell]x[/]"


async def test_a_page_shows_as_typed(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, OWN)
    async with opened() as pilot:
        pilot.app.push_screen(PageScreen(journal, AllPages(journal.reading), page.name))
        await settle(pilot)
        text = shown(pilot)
        assert all(line in text for line in OWN.split("\n"))
        assert "Sunday 22 November 2026" in text
        assert "20:33" in text
        assert "Wat raakte je vandaag" in text


async def test_one_leafs_to_the_pages_beside_it(opened: Opened, journal: Journal, places: Places, clock: Clock) -> None:
    names: list[str] = []
    for day in ("maandag", "dinsdag"):
        names.insert(0, write(journal, places, day).name)
        clock.forward(days=1)
    async with opened() as pilot:
        pilot.app.push_screen(PageScreen(journal, AllPages(journal.reading), names[0]))
        await settle(pilot)
        assert "dinsdag" in shown(pilot)
        assert "Newer" not in shown(pilot)
        await pilot.press("right")
        await settle(pilot)
        assert "maandag" in shown(pilot)
        assert "Older" not in shown(pilot)
        await pilot.press("left", "escape")
        await settle(pilot)
        assert "Written last" in shown(pilot)


async def test_a_long_page_scrolls(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "\n".join(f"regel {n}" for n in range(99)))
    async with opened() as pilot:
        pilot.app.push_screen(PageScreen(journal, AllPages(journal.reading), page.name))
        await settle(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert "regel 98" in shown(pilot)
        await pilot.press("home")
        await settle(pilot)
        assert "regel 0" in shown(pilot)
