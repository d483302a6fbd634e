"""Every screen as it is drawn: each letter can be read, in both looks, in all sizes, with few colours or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.pilot import Pilot

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.sixteen import NUMBERS
from kwetsbaar.tui.theme import PALETTES
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write
from tests.tui.test_theme import NEEDED, contrast

SIZES = [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)]
WALKS = {
    "home": ("down",),
    "packs": ("p", "down"),
    "trying a pack out": ("p", "down", "v"),
    "a pack of one's own": ("p", "down", "c"),
    "taking a pack in": ("p", "t", *"zzz", "enter"),
    "pages": ("a", "down"),
    "page": ("a", "enter"),
    "choosing an answer": ("a", "enter", "e"),
    "deleting": ("a", "enter", "d"),
    "versions": ("a", "enter", "h"),
    "a version": ("a", "enter", "h", "enter"),
    "trash": ("a", "t"),
    "search": ("slash", *"zilver", "down"),
    "settings": ("comma", "down"),
    "keys": ("f1",),
    "help lines": ("f2",),
    "palette": ("ctrl+p",),
    "covered": ("f3",),
    "locked": ("ctrl+l",),
    "writing": ("n", *"rust", "escape"),
    "earlier answers": ("n", "ctrl+g"),
    "only the text": ("n", "f4"),
    "closing": ("n", *"rust", "ctrl+n"),
    "a question on a scale": ("p", "down", "down", "enter", "ctrl+n", "ctrl+n", "7"),
    "a word about a mistake": ("slash", *"zzz"),
}


@pytest.fixture
def filled(journal: Journal, places: Places, clock: Clock) -> None:
    """Keeps a page with an earlier version, and one in the trash."""
    journal.deleting.trash(write(journal, places, "zilverreiger, weg"))
    clock.forward(days=1)
    page = write(journal, places, "zilverreiger in het riet", None, "rust")
    write(journal, places, "wat ik kwijt wilde", pack="vrij")
    assert page.entry
    answers = (replace(page.entry.answers[0], value="zilverreiger op de dijk"), *page.entry.answers[1:])
    journal.writing.revise(page, replace(page.entry, answers=answers))


async def walk(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


def drawn(pilot: Pilot[int]) -> Iterator[Segment]:
    """Gives each piece of the screen that has a letter or a digit in it."""
    for strip in pilot.app.screen._compositor.render_strips():
        yield from (segment for segment in strip if any(map(str.isalnum, segment.text)))


def hex_of(color: Color | None) -> str:
    assert color is not None
    return color.get_truecolor().hex


def ratio(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert not style.dim
    one, other = hex_of(style.color), hex_of(style.bgcolor)
    return contrast(one, other)


def number_of(segment: Segment) -> int | None:
    return segment.style.color.number if segment.style and segment.style.color else None


def hard(pilot: Pilot[int]) -> set[tuple[str, float]]:
    """Gives what cannot be read well, each with its contrast."""
    found = {(segment.text.strip(), round(ratio(segment), 2)) for segment in drawn(pilot)}
    assert found
    return {(text, ratio) for text, ratio in found if ratio < NEEDED}


@pytest.fixture(params=list(PALETTES))
def look(request: pytest.FixtureRequest, places: Places) -> str:
    """Chooses a look, on a terminal of all colours."""
    name = str(request.param)
    replace(Preferences.load(places), theme=name).save(places)
    return name


@pytest.fixture
def all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def sixteen_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("filled", "all_colours")
@pytest.mark.parametrize("name", WALKS)
async def test_every_letter_can_be_read(opened: Opened, name: str) -> None:
    async with opened((80, 24)) as pilot:
        await walk(pilot, *WALKS[name])
        for look in PALETTES:
            pilot.app.theme = look
            await pilot.pause()
            assert hard(pilot) == set()


@pytest.mark.usefixtures("filled", "sixteen_colours")
async def test_every_letter_can_be_read_in_sixteen_colours(opened: Opened, look: str) -> None:
    numbers = set(NUMBERS[look].values())
    async with opened((80, 24)) as pilot:
        for keys in (("down",), ("comma", "down"), ("escape", "a", "enter", "e"), ("escape", "escape", "slash", "x")):
            await walk(pilot, *keys)
            assert hard(pilot) == set()
            odd = {(segment.text, str(segment.style)) for segment in drawn(pilot) if number_of(segment) not in numbers}
            assert odd == set()


@pytest.mark.usefixtures("filled", "look", "all_colours")
async def test_without_colour_all_is_still_told_apart(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened((80, 24)) as pilot:
        await walk(pilot, "down")
        for segment in drawn(pilot):
            assert segment.style
            assert segment.style.color
            red, green, blue = segment.style.color.get_truecolor()
            assert red == green == blue
        assert hard(pilot) == set()
        bold = "".join(segment.text for segment in drawn(pilot) if segment.style and segment.style.bold)
        assert "Write" in bold  # a heading
        assert "Three minutes" in bold  # the row with the focus


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_fits_every_size(
    opened: Opened, places: Places, size: tuple[int, int], language: str
) -> None:
    """Nothing is cut off at the right, the keys stand last, and help is among them."""
    replace(Preferences.load(places), language=language).save(places)
    i18n.set_language(language)
    async with opened(size) as pilot:
        for keys in (
            ("down",),
            ("p",),
            ("escape", "a"),
            ("enter",),
            ("escape", "slash", *"zilver"),
            ("escape", "comma"),
        ):
            await walk(pilot, *keys)
            lines = shown(pilot).splitlines()
            assert max(map(len, lines)) <= size[0]
            assert {"nl": "Iemand spreken", "en": "Someone to talk to"}[language] in lines[-1]
            assert len([line for line in lines if line.strip()]) >= 4
