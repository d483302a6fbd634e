import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from kwetsbaar import i18n
from kwetsbaar.core.finding import Snippet
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.page import Hit
from kwetsbaar.journal.reading import Reading
from kwetsbaar.tui.rows import Columns, Row, Rows, laid_out
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.search import SearchScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write

LONG = "\n".join(f"regel {n}" for n in range(60))


@pytest.fixture
def written(journal: Journal, places: Places, clock: Clock) -> None:
    """Keeps three pages, the oldest first."""
    for text in ("Een café in de regen", f"{LONG}\nhet cafeetje op de hoek", "[b]Rood[/b] en niets meer"):
        write(journal, places, text)
        clock.forward(days=1)


async def search(pilot: Pilot[int], text: str) -> None:
    """Types a query on home."""
    await pilot.press("slash")
    await settle(pilot)
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


@pytest.mark.usefixtures("written")
async def test_pages_are_found_while_one_types_the_newest_first(opened: Opened) -> None:
    async with opened() as pilot:
        await search(pilot, "cafe")
        lines = [line.strip() for line in shown(pilot).splitlines()]
        assert "2 pages." in lines
        places_found = [line for line in lines if line.startswith(("Een", "het"))]
        assert places_found == ["het cafeetje op de hoek", "Een café in de regen"]
        await pilot.press("e", "t")
        await settle(pilot)
        assert "1 page." in shown(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "No page has all of this in it. The beginning of a word is enough." in " ".join(shown(pilot).split())


@pytest.mark.usefixtures("written")
async def test_it_says_how_to_search_in_the_language(opened: Opened) -> None:
    async with opened() as pilot:
        await search(pilot, "")
        assert "pack:drie-minuten" in shown(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert 'Woorden, of "een paar achter elkaar".' in shown(pilot)
        await pilot.press(*"@")
        await settle(pilot)
        assert "Woorden, of" in shown(pilot)
    i18n.set_language("en")


@pytest.mark.usefixtures("written")
async def test_enter_opens_the_page_at_the_place_and_escape_comes_back(opened: Opened) -> None:
    async with opened() as pilot:
        await search(pilot, "cafeetje")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        assert "het cafeetje op de hoek" in shown(pilot)
        assert "regel 1\n" not in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        assert pilot.app.screen.query_one(Input).value == "cafeetje"
        assert "1 page." in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("slash")
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).value == "cafeetje"
        assert "1 page." in shown(pilot)


@pytest.mark.usefixtures("written")
async def test_arrows_walk_into_what_was_found_and_a_page_is_leafed_from_there(opened: Opened) -> None:
    async with opened() as pilot:
        await search(pilot, "caf")
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert "Een café in de regen" in shown(pilot)
        assert "Older" not in shown(pilot)
        await pilot.press("left")
        await settle(pilot)
        assert "het cafeetje op de hoek" in shown(pilot)
        assert "Newer" not in shown(pilot)
        await pilot.press("escape", "up", "up")
        await settle(pilot)
        assert pilot.app.screen.query_one(Input).has_focus


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    "hostile",
    [
        '"',
        "'; DROP TABLE text; --",
        "NEAR(a b)",
        "AND OR NOT",
        "{col}: x",
        "^*",
        "[b]",
        "a" * 2000,
        "\x1b[31m",
        "#",
        "-",
    ],
)
async def test_whatever_is_typed_is_words(opened: Opened, hostile: str) -> None:
    async with opened() as pilot:
        await search(pilot, "")
        field = pilot.app.screen.query_one(Input)
        field.value = hostile
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen)
        field.value = '"niets meer"'
        await settle(pilot)
        assert "[b]Rood[/b] en niets meer" in shown(pilot)


async def test_what_was_found_for_an_earlier_query_is_never_shown(
    opened: Opened, journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journal, places, "zilverreiger")
    held, asked = threading.Event(), []
    real = Reading.search

    def slow(reading: Reading, query: str, *, limit: int = 50, typing: bool = False) -> list[Hit]:
        asked.append(query)
        if query == "z":
            held.wait(5)
        return real(reading, query, limit=limit, typing=typing)

    monkeypatch.setattr(Reading, "search", slow)
    async with opened() as pilot:
        await pilot.press("slash")
        await settle(pilot)
        await pilot.press("z", "x", "y")
        await pilot.pause()
        assert pilot.app.screen.query_one(Rows).option_count == 0
        held.set()
        await settle(pilot)
        assert asked == ["z", "zxy"]
        assert "zilverreiger" not in shown(pilot)


async def test_a_page_that_went_away_is_told_calmly(
    opened: Opened, journal: Journal, places: Places, folder: Path
) -> None:
    page = write(journal, places, "zilverreiger")
    async with opened() as pilot:
        await search(pilot, "zilver")
        (folder / "entries" / f"{page.name}.md.age").unlink()
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "This page is not in the journal now." in shown(pilot)
        assert "Often synchronisation is still busy." in shown(pilot)


@pytest.mark.usefixtures("written")
async def test_a_lock_leaves_no_query(opened: Opened) -> None:
    async with opened() as pilot:
        await search(pilot, "cafe")
        field, rows = pilot.app.screen.query_one(Input), pilot.app.screen.query_one(Rows)
        assert rows.option_count == 2
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert field.value == ""
        assert rows.option_count == 0


@pytest.mark.parametrize("width", [20, 40, 60, 72])
def test_the_place_that_was_found_always_shows(width: int) -> None:
    before, after = "heel veel woorden ervoor " * 4, " en nog heel veel erna" * 4
    row = Row("a", "3 nov", "Titel", place=Snippet(before, "gevonden", after))
    columns = Columns(width, 6, 10)
    line = laid_out(row, columns).plain.splitlines()[1]
    assert "gevonden" in line
    assert len(line) <= width
    assert line.startswith(" " * columns.indent)
