from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Card
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.journal.reading import Reading
from kwetsbaar.tui.longrows import LongRows
from kwetsbaar.tui.preview.broken import BrokenScreen
from kwetsbaar.tui.rows import Columns, Row, Rows, cut, laid_out
from kwetsbaar.tui.screens.ask import AskScreen
from kwetsbaar.tui.screens.drafts import DraftsScreen
from kwetsbaar.tui.screens.home import HomeScreen
from kwetsbaar.tui.screens.odd import OddScreen
from kwetsbaar.tui.screens.packs import PacksScreen
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.screens.pages import PagesScreen
from kwetsbaar.tui.session.screen import SessionScreen
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write
from tests.tui.test_due import in_a_week, ready

SENTINEL = "Zilverreiger-onder-de-brug"


def test_a_text_is_cut_by_cells() -> None:
    assert cut("kort", 4) == "kort"
    assert cut("te lang", 5) == "te l…"
    assert cut("日本語", 4) == "日…"
    assert cut("iets", 0) == ""


@pytest.mark.parametrize("width", [20, 40, 60, 72])
def test_a_row_never_wraps_and_its_columns_stand_still(width: int) -> None:
    rows = [
        Row("a", "3 min", "Drie minuten", "drie vragen, meer niet, en dat is genoeg voor een hele dag lang"),
        Row("b", "18 min", "Kan ik het aan als het niet goed uitpakt?", "een spannende keuze van alle kanten"),
        Row("c", "verder", "[b]Rood[/b]", "je was bij ‘Wat je al hebt’"),
    ]
    lines = [laid_out(row, Columns(width, 6, 12)).plain for row in rows]
    assert all(len(line) <= width for line in lines)
    assert len({line.index(row.title[:3]) for line, row in zip(lines, rows, strict=True)}) == 1


async def test_home_shows_what_lies_there_and_nothing_that_was_written(
    opened: Opened, journal: Journal, places: Places, clock: Clock
) -> None:
    i18n.set_language("nl")
    write(journal, places, SENTINEL, None, SENTINEL)
    draft = journal.writing.begin(Packs(places).get("drie-minuten"), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.answer(SENTINEL)))
    async with opened() as pilot:
        text = shown(pilot)
        assert "zondag 22 november" in text
        assert text.index("Schrijven") < text.index("Ligt klaar, als je wilt") < text.index("Laatste bladzijden")
        assert "22 nov    Drie minuten" in text
        assert "verder    Drie minuten" in text
        assert SENTINEL not in text


async def test_the_first_row_has_the_focus_and_arrows_walk_through_all_lists(
    opened: Opened, journal: Journal, places: Places
) -> None:
    write(journal, places, "een")
    async with opened() as pilot:
        packs = pilot.app.screen.query_one("#home-packs", Rows)
        assert packs.has_focus
        assert packs.highlighted == 0
        await pilot.press(*["down"] * packs.option_count)
        cards = pilot.app.screen.query_one("#home-cards", Rows)
        assert cards.has_focus
        assert cards.highlighted == 0
        await pilot.press("up")
        assert packs.has_focus
        assert packs.highlighted == packs.option_count - 1


async def test_writing_and_reading_begin_here(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "een")
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert pilot.app.screen.draft.session.pack.id == "vrij"
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PageScreen)


async def test_what_was_put_away_lies_ready(opened: Opened) -> None:
    async with opened() as pilot:
        await pilot.press("n")
        await settle(pilot)
        await pilot.press(*"iets", "ctrl+q")
        await settle(pilot)
        text = shown(pilot)
        assert "Ready when you are" in text
        assert "Saved. It lies ready, if you like." in text
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)
        assert "iets" in shown(pilot)


@pytest.mark.parametrize(
    ("audience", "first"),
    [(None, ["Free page", "Three minutes"]), ("coach", ["Right after"]), ("both", ["Free page", "Right after"])],
)
async def test_packs_stand_in_the_order_of_for_whom_one_writes(
    opened: Opened, places: Places, audience: str | None, first: list[str]
) -> None:
    Preferences(audience=audience).save(places)
    async with opened() as pilot:
        rows = pilot.app.screen.query_one("#home-packs", Rows).rows
        assert all(row.title.startswith(title) for row, title in zip(rows, first, strict=False))
        await pilot.press(*["down"] * (len(first) - 1), "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_a_summary_that_has_no_room_is_said_below(opened: Opened) -> None:
    summary = "What you feel now, in the order it comes, and one kind sentence"
    async with opened() as pilot:
        assert summary not in " ".join(shown(pilot).split())
        before = [line for line in shown(pilot).splitlines() if "Free page" in line]
        await pilot.press("down", "down")
        await pilot.pause()
        text = shown(pilot)
        assert summary in " ".join(text.split())
        assert [line for line in text.splitlines() if "Free page" in line] == before
    async with opened((120, 40)) as pilot:
        assert summary in " ".join(shown(pilot).split())


async def test_pages_stand_by_theme_or_pack(opened: Opened, journal: Journal, places: Places) -> None:
    page = write(journal, places, "een")
    assert page.entry
    journal.writing.revise(page, replace(page.entry, theme="de verhuizing", about="Wilg"))
    async with opened() as pilot:
        assert "22 Nov    de verhuizing   Drie minuten · Wilg" in shown(pilot)


def put_away(journal: Journal, places: Places, *texts: str) -> None:
    for text in texts:
        draft = journal.writing.begin(Packs(places).get("drie-minuten"), "en")
        journal.writing.save_draft(draft.with_session(draft.session.answer(text)))


async def test_every_draft_can_be_reached_and_discarded(opened: Opened, journal: Journal, places: Places) -> None:
    put_away(journal, places, "een", "twee", "drie", "vier")
    async with opened((100, 40)) as pilot:
        text = shown(pilot)
        assert text.count("22 Nov 20:33") == 2  # with the way to all of them three lines, and no more
        assert "all 4 drafts" in text
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DraftsScreen)
        assert shown(pilot).count("22 Nov 20:33") == 4
        await pilot.press("d", "down", "enter")
        await settle(pilot)
        assert "The draft is gone." in shown(pilot)
        assert len(journal.writing.drafts().drafts) == 3
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_a_pack_that_was_begun_can_be_gone_on_with_or_begun_anew(
    opened: Opened, journal: Journal, places: Places
) -> None:
    put_away(journal, places, "een")
    async with opened() as pilot:
        await pilot.press("down", "enter")
        await settle_asked(pilot)
        assert "You began this before, on 22 Nov 20:33." in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        for keys, rev in ((["enter"], 1), (["down", "enter"], 0)):
            await pilot.press("enter")
            await settle_asked(pilot)
            await pilot.press(*keys)
            await settle(pilot)
            assert isinstance(pilot.app.screen, SessionScreen)
            assert pilot.app.screen.draft.rev == rev
            await pilot.press("ctrl+q")
            await settle(pilot)


async def settle_asked(pilot: Pilot[int]) -> None:
    """Waits for a question, which a worker waits for too."""
    for _ in range(40):
        await pilot.pause(0.05)
        if isinstance(pilot.app.screen, AskScreen):
            return


async def test_there_is_a_place_for_recovery_words(opened: Opened) -> None:
    sentence = "One more thing, now or later: your recovery words."
    async with opened((120, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        assert sentence not in " ".join(shown(pilot).split())
        home.offer_words(yes=True)
        await pilot.pause()
        assert sentence in " ".join(shown(pilot).split())


async def test_only_what_is_shown_is_asked_for(
    opened: Opened, journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        write(journal, places, f"dag {number}")
    asked: list[int | None] = []
    real = Reading.cards

    def cards(reading: Reading, limit: int | None = None, offset: int = 0) -> list[Card]:
        asked.append(limit)
        return real(reading, limit, offset)

    monkeypatch.setattr(Reading, "cards", cards)
    async with opened() as pilot:
        assert "all 9 pages" in shown(pilot) or pilot.app.screen.query_one("#home-cards", Rows).option_count == 8
        assert asked
        assert all(limit == 7 for limit in asked)


async def test_a_folder_that_disappears_is_no_end(opened: Opened, folder: Path) -> None:
    async with opened() as pilot:
        folder.rename(folder.with_name("weg"))
        await pilot.press("a")
        await settle(pilot)
        await pilot.press("escape", "p")
        await settle(pilot)
        await pilot.press("escape", "slash")
        await settle(pilot)
        await pilot.press("x", "escape", "n")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)


async def test_a_terminal_of_five_lines_and_back(opened: Opened, journal: Journal, places: Places) -> None:
    write(journal, places, "een")
    async with opened() as pilot:
        before = shown(pilot)
        for keys in (["p"], ["slash"], ["a"], ["up", "enter"]):
            await pilot.press(*keys)
            await settle(pilot)
            await pilot.resize_terminal(20, 5)
            await settle(pilot)
            await pilot.resize_terminal(80, 24)
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
        await pilot.press(*["up"] * 7)
        await settle(pilot)
        assert shown(pilot) == before


async def test_all_packs_and_one_that_is_broken(opened: Opened, places: Places) -> None:
    places.packs.mkdir(parents=True)
    (places.packs / "mijn.toml").write_text('titel = "Mis"\n[[step]]\nask = "Wat?"\n')
    async with opened((80, 60)) as pilot:
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PacksScreen)
        text = shown(pilot)
        assert text.index("For everyone") < text.index("For coaches") < text.index("Not ready yet")
        assert "mijn.toml" in text
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, BrokenScreen)
        assert "mijn.toml" in shown(pilot)
        assert "line 1" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SessionScreen)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_pack_says_all_of_its_summary_or_of_what_is_wrong(opened: Opened, places: Places, width: int) -> None:
    places.packs.mkdir(parents=True)
    (places.packs / "mijn.toml").write_text('titel = "Mis"\n[[step]]\nask = "Wat?"\n')
    (places.packs / "eigen.toml").write_text('title = "Ochtend"\nsummary = "Kort"\n[[step]]\nask = "Wat?"\n')
    async with opened((width, 90)) as pilot:
        await pilot.press("p")
        await settle(pilot)
        text = " ".join(shown(pilot).split())
        for said in ("line 1: A pack has no ‘titel’. Do you mean ‘title’?", "your own · Kort", "all good answers"):
            assert said in text


async def test_a_page_that_is_odd_is_one_quiet_line(
    opened: Opened, journal: Journal, places: Places, folder: Path
) -> None:
    page = write(journal, places, "een")
    (folder / "entries" / f"{page.name}.md.age").write_bytes(b"weg")
    async with opened() as pilot:
        assert "One page is not as it should be; nothing was thrown away. View." in shown(pilot)
        await pilot.click("#home-odd")
        await settle(pilot)
        assert isinstance(pilot.app.screen, OddScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert "This page cannot be read: its file is damaged." in shown(pilot)


async def test_the_language_changes_in_place(opened: Opened, places: Places) -> None:
    async with opened() as pilot:
        assert "Three minutes" in shown(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        text = shown(pilot)
        assert "Schrijven" in text
        assert "Drie minuten" in text
        assert "Three minutes" not in text


@pytest.mark.parametrize("size", [(60, 20), (120, 40), (20, 5)])
async def test_every_size_will_do(opened: Opened, journal: Journal, places: Places, size: tuple[int, int]) -> None:
    for number in range(9):
        write(journal, places, f"dag {number}")
    async with opened(size) as pilot:
        assert all(len(line) <= size[0] for line in shown(pilot).splitlines())
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PagesScreen)
        assert pilot.app.screen.query_one(LongRows).row_count == 9


async def test_a_list_without_pages_says_so_and_counts_nothing(
    opened: Opened, journal: Journal, places: Places
) -> None:
    async with opened() as pilot:
        await pilot.press("a")
        await settle(pilot)
        assert "Your pages come here, the newest first. There are none yet." in shown(pilot)
        assert "0" not in shown(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert "Hier komen je bladzijden" in shown(pilot)
        assert "There are none yet" not in shown(pilot)
        await pilot.press("escape")
        write(journal, places, "dag")
        await pilot.press("a")
        await settle(pilot)
        assert "1 bladzijde" in shown(pilot)
        assert "Hier komen je bladzijden" not in shown(pilot)


@pytest.mark.parametrize("count", [(0, 4), (1, 3), (2, 2)])
async def test_at_most_three_lines_lie_ready_with_the_way_to_all_drafts_among_them(
    opened: Opened, journal: Journal, places: Places, clock: Clock, count: tuple[int, int]
) -> None:
    dues, drafts = count
    for _ in range(dues):
        ready(journal, clock, ask=in_a_week(clock))
    put_away(journal, places, *"abcd"[:drafts])
    async with opened((80, 40)) as pilot:
        lists = [pilot.app.screen.query_one(f"#home-{name}", Rows) for name in ("due", "drafts")]
        rows = [row for each in lists if each.display for row in each.rows]
        assert len(rows) == 3
        assert rows[-1].title == f"all {drafts} drafts"
        assert rows[-1].lead == ("go on" if dues == 2 else "")
        lists[1].focus()
        await pilot.press("end", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DraftsScreen)


async def test_no_heading_is_the_last_line_in_sight(opened: Opened, journal: Journal, places: Places) -> None:
    put_away(journal, places, "een")
    write(journal, places, "twee")
    async with opened((80, 24)) as pilot:
        body = pilot.app.screen.query_one("#frame-body")
        for height in range(16, 34):
            await pilot.resize_terminal(80, height)
            await settle(pilot)
            await pilot.pause()
            for head in pilot.app.screen.query("#home-drafts-head, #home-cards-head"):
                assert head.region.y != body.region.bottom - 1, height


async def test_a_hidden_list_is_laid_out_in_the_place_that_it_will_have(opened: Opened, journal: Journal) -> None:
    async with opened((80, 40)) as pilot:
        rows = pilot.app.screen.query_one("#home-due", Rows)
        assert not rows.display
        rows.show([Row("0", "look back", "Kan ik het aan als het niet goed uitpakt?", "what you feared on 6 Oct 2026")])
        assert str(rows.get_option_at_index(0).prompt).count("\n") == 1


def test_what_stands_after_a_title_begins_in_its_column_or_ends_where_the_row_does() -> None:
    for width in (56, 72):
        columns = Columns(width, 6, 28).fitting()
        short, long, longest = (
            laid_out(Row("a", "1 jan", "x" * cells, "Moed"), columns).plain for cells in (4, columns.titles, 30)
        )
        assert columns.titles >= 25
        assert short.index("Moed") == long.index("Moed")
        assert longest.endswith("   Moed")
        assert len(longest) == width
