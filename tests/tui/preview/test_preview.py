"""Trying a pack out: it follows its file at the same step, keeps the last good version, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.journal import Places
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.preview.aspage import AsPageScreen
from kwetsbaar.tui.preview.notes import MOST
from kwetsbaar.tui.preview.screen import PreviewScreen
from kwetsbaar.tui.screens.keys import KeysScreen
from kwetsbaar.tui.session.kinds.fields import TextField
from tests.conftest import Clock
from tests.tui.conftest import settle
from tests.tui.preview.host import BAD, GOOD, author

CHOICE = """title = "Wegen"
[[step]]
id = "road"
kind = "choice"
ask = "Welke weg?"
options = ["links", "rechts"]
[[step]]
ask = "Waarom links?"
when = { road = "links" }
[[step]]
ask = "En dan?"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "even.toml"


async def test_it_shows_the_pack_says_that_nothing_is_saved_and_how_long_it_is(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file) as who:
        await who.sees("Wat raakte je?", "Preview: nothing is saved", "even.toml")
        await who.sees("Ready: 2 questions, about 2 minutes, every road walked.")
        await who.press("ctrl+t")
        await who.sees("Proef: er wordt niets bewaard", "Klaar: 2 vragen, ongeveer 2 minuten, elke weg gelopen.")


async def test_the_name_of_the_file_stands_there_whole_or_not_at_all(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file, size=(60, 20)) as who:
        await who.sees("every road walked.")
        assert "…" not in who.shown
        await who.pilot.resize_terminal(100, 30)
        await who.sees(f"every road walked. · {file.name}")


async def test_a_change_shows_at_the_same_step_and_the_text_stays_with_its_cursor(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file) as who:
        await who.type("eerste")
        await who.press("ctrl+n")
        await who.type("rust")
        await who.press("left", "left")
        field = who.screen.query_one(TextField)
        more = GOOD.replace("Wat had je nodig?", "Wat had je toen nodig?")
        await who.save(more.replace("[[step]]", '[[step]]\nask = "Vooraf?"\n[[step]]', 1), "Wat had je toen nodig?")
        assert who.screen.query_one(TextField) is field
        assert (field.text, field.cursor_location, field.has_focus) == ("rust", (0, 2), True)
        assert [given.value for given in who.session.given.values()] == ["eerste", "rust"]
        await who.press("ctrl+r")
        assert "eerste" in who.shown
        await who.press("ctrl+r")
        assert "Vooraf?" in who.shown


async def test_a_question_that_is_asked_otherwise_keeps_its_answer_if_it_fits(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file, CHOICE) as who:
        await who.press("2", "ctrl+n")
        await who.sees("En dan?")
        await who.press("ctrl+r")
        await who.save(CHOICE.replace('["links"', '["rechtdoor", "links"'), "rechtdoor")
        assert who.session.given["road", None].value == "rechts"
        assert "●  rechts" in who.shown
        await who.save(CHOICE.replace(', "rechts"', ', "linksaf"'), "linksaf")
        assert not who.session.given
        await who.save(CHOICE, "●  rechts")


async def test_on_an_error_the_last_good_version_stays_and_the_errors_stand_there_until_they_are_mended(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file) as who:
        await who.type("eerste")
        await who.save(BAD, "1 place needs another look", "even.toml · What you see is the last good version.")
        assert "line 5    A step has no ‘aks’. Do you mean ‘ask’?" in who.shown
        await who.type(" middag")
        await who.press("ctrl+n")
        assert "Wat had je nodig?" in who.shown
        await who.press("ctrl+t")
        await who.sees("regel 5   Een stap heeft geen ‘aks’. Bedoel je ‘ask’?", "Je ziet de laatste goede versie.")
        await who.press("ctrl+t")
        await who.save(GOOD.replace("nodig", "daar nodig"), "Wat had je daar nodig?")
        await who.until(lambda: "another look" not in who.shown)
        await who.sees("Ready: 2 questions")
        assert [given.value for given in who.session.given.values()] == ["eerste middag"]


async def test_the_errors_stand_beside_the_question_where_it_is_wide(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file, size=(120, 40)) as who:
        await who.save(BAD, "1 place needs another look")
        notes, column = who.screen.query_one("#notes-beside"), who.screen.query_one("#column")
        assert notes.region.x >= column.region.right
        assert notes.region.width >= 32
        assert not who.screen.query_one("#notes-below").display
        await who.pilot.resize_terminal(80, 24)
        await who.until(lambda: who.screen.query_one("#notes-below").display)
        below = who.screen.query_one("#notes-below").region
        assert below.y > who.screen.query_one("#column").region.y
        assert not who.screen.query_one("#notes-beside").display
        assert "A step has no ‘aks’." in who.shown


async def test_many_errors_leave_the_question_its_room_and_can_be_scrolled_and_hidden(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file, size=(60, 20)) as who:
        wrong = "".join(f'[[step]]\nask = "Vraag {n}?"\nfout{n} = 1\n' for n in range(100))
        await who.save(f'title = "Veel"\n{wrong}', "100 places need another look")
        assert "Wat raakte je?" in who.shown
        below = who.screen.query_one("#notes-below")
        assert below.region.height <= 8
        assert len(below.query(".note")) == MOST
        await who.press("pagedown", "alt+down")
        assert "100 places" not in who.shown
        await who.press("pageup", "alt+up", "ctrl+g")
        assert "fout" not in who.shown
        await who.press("ctrl+g")
        assert "100 places" in who.shown
        await who.save(BAD, "1 place needs")


async def test_a_warning_is_something_to_know_and_no_error(places: Places, clock: Clock, file: Path) -> None:
    half = 'title.nl = "Half"\ntitle.en = "Half"\n[[step]]\nask.nl = "Alleen hier?"\n'
    async with author(places, clock, file, half) as who:
        await who.sees("1 thing to know", "line 3", "Alleen hier?", "Ready: 1 question")
        assert "last good version" not in who.shown
        await who.save(half + 'ask.en = "Here too?"\n', "Here too?")
        await who.until(lambda: "to know" not in who.shown)


async def test_a_file_with_errors_at_the_start_is_waited_for(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file, BAD) as who:
        assert who.waits
        await who.sees("even.toml", "line 5", "the preview then begins by itself", "Preview: nothing is saved")
        await who.save(BAD.replace("aks", "oeps"), "oeps")
        await who.press("ctrl+t")
        await who.sees("regel 5", "dan begint de proef vanzelf")
        await who.press("f1")
        assert isinstance(who.pilot.app.screen, KeysScreen)
        file.write_text(GOOD)
        await who.press("escape")
        await who.sees("Wat raakte je?")
        assert not who.waits


async def test_who_waits_can_go(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file, BAD) as who:
        await who.pilot.press("escape")
        await who.until(lambda: not who.pilot.app.is_running or who.pilot.app._exit)
    assert who.pilot.app.return_code == 0


async def test_a_file_that_is_gone_and_back_is_told_and_forgotten(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file) as who:
        await who.type("hier")
        file.rename(file.with_suffix(".weg"))
        await who.sees("As soon as it can be read again")
        await who.type(" nog")
        file.with_suffix(".weg").rename(file)
        await who.until(lambda: "As soon as" not in who.shown)
        assert "hier nog" in who.shown


async def test_what_came_while_another_screen_lay_on_it_is_there_afterwards(
    places: Places, clock: Clock, file: Path
) -> None:
    async with author(places, clock, file) as who:
        await who.type("hier")
        screen = who.screen
        await who.press("f1")
        file.write_text(GOOD.replace("raakte je", "raakte je vandaag"))
        await who.until(lambda: "vandaag" in str(screen.query_one("#ask").render()))
        await who.press("escape")
        await who.sees("Wat raakte je vandaag?", "hier")
        await who.type("!")
        assert who.screen.query_one(TextField).text == "hier!"


async def test_keys_that_come_while_the_file_changes_lose_no_letter(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file) as who:
        letters = "abcdefghijklmnopqrstuvwxyz"
        for number, letter in enumerate(letters):
            if number % 9 == 5:
                file.write_text(GOOD.replace("[[step]]\nask", f"[[step]]\nlines = {number}\nask", 1))
            await who.pilot.press(letter)
        await settle(who.pilot)
        assert who.screen.query_one(TextField).text == letters


async def test_at_its_end_it_can_begin_anew_show_the_page_or_close(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file) as who:
        await who.type("zilverreiger")
        await who.press("ctrl+n", "ctrl+n")
        await who.sees("Here the pack ends.", "Ready: 2 questions")
        await who.save(GOOD + '[[step]]\nask = "Nog iets?"\n', "Nog iets?")
        await who.press("ctrl+n")
        await who.sees("Here the pack ends.", "Ready: 3 questions")
        await who.press("right", "enter")
        assert isinstance(who.pilot.app.screen, AsPageScreen)
        assert "zilverreiger" in who.shown
        assert "Preview: nothing is saved" in who.shown
        await who.press("escape", "home", "enter")
        assert "Wat raakte je?" in who.shown
        assert not who.session.given
        await who.pilot.press("ctrl+q")
        await who.until(lambda: who.pilot.app._exit)
    assert who.pilot.app.return_code == 0


async def test_nothing_is_written_but_what_a_person_chose_for_the_look(
    places: Places, clock: Clock, file: Path, tmp_path: Path
) -> None:
    async with author(places, clock, file) as who:
        await who.type("zilverreiger")
        await who.press("ctrl+s")
        assert "This is a preview: nothing is saved." in who.shown
        await who.press("ctrl+n")
        await who.type("riet")
        await who.press("ctrl+n", "ctrl+t", "ctrl+q")
    assert Preferences.load(places).language == "nl"
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {file, places.settings}


async def test_extra_care_and_headings_are_followed_too(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file, f'care = "deep"\n{GOOD}') as who:
        await who.press("3", "ctrl+n")
        await who.sees("Wat raakte je?")
        await who.save(f'care = "deep"\n{GOOD}'.replace("[[step]]", '[[step]]\npart = "Nu"\n[[step]]', 1), "· Nu")
        assert who.session.given["care_before", None].value == 3
        await who.save(GOOD)
        await who.until(lambda: not who.session.given)
        assert "Wat raakte je?" in who.shown


async def test_what_an_author_writes_is_no_markup_and_no_command_to_the_terminal(
    places: Places, clock: Clock, file: Path
) -> None:
    odd = 'title = "[b]T[/b]"\n[[step]]\nask = "[/oops] [red]Wat?"\n'
    async with author(places, clock, file, odd) as who:
        await who.sees("[b]T[/b]", "[/oops] [red]Wat?")
        await who.save(odd + '"[/x]" = 1\nhint = "\x1b[31m"\n', "2 places need another look")
        assert "\x1b" not in who.shown


async def test_the_screen_is_empty_after_it_was_left(places: Places, clock: Clock, file: Path) -> None:
    async with author(places, clock, file) as who:
        await who.type("zilverreiger")
        screen: PreviewScreen = who.screen
        screen.empty_texts()
        assert not screen._followed.aside
        assert "zilverreiger" not in repr(screen.draft.session.given)
