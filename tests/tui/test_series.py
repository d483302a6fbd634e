"""A series at home: it lies ready on its day, and a draft of it takes its place."""

from __future__ import annotations

from datetime import timedelta

from kwetsbaar import i18n
from kwetsbaar.journal import Journal, Places
from kwetsbaar.storage import prompts
from tests.conftest import Clock
from tests.tui.conftest import Opened, settle, shown, write

PACK = """title.nl = "Vier avonden"
title.en = "Four evenings"
series = { times = 2, every = "1 day" }
[[step]]
ask.nl = "Wat bleef?"
ask.en = "What stayed?"
"""


async def test_a_series_lies_ready_on_its_day(opened: Opened, journal: Journal, places: Places, clock: Clock) -> None:
    i18n.set_language("nl")
    folder = prompts.own(places)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "avonden.toml").write_text(PACK)
    write(journal, places, "iets", pack="avonden")
    async with opened() as pilot:
        assert "de volgende keer van deze reeks" not in shown(pilot)
    clock.now += timedelta(days=1)
    async with opened((80, 40)) as pilot:
        screen = shown(pilot)
        assert "Ligt klaar, als je wilt" in screen
        assert "Vier avonden" in screen.split("Ligt klaar")[1]
        assert "de volgende keer van deze reeks" in screen
        pilot.app.screen.query_one("#home-due").focus()
        await pilot.press("enter")
        await settle(pilot)
        assert "Wat bleef?" in shown(pilot)
        await pilot.press("x", "ctrl+q")
        await settle(pilot)
        assert "de volgende keer van deze reeks" not in shown(pilot)
