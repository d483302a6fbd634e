"""Tests of the frame round every screen."""

from __future__ import annotations

from textual.app import App

from kwetsbaar.tui.frame import FramedScreen, Said


async def test_what_waits_to_be_drawn_goes_with_its_screen() -> None:
    called: list[str] = []

    class Waiting(FramedScreen[None]):
        def look(self, word: str) -> None:
            self.query_one("#frame-say", Said)
            called.append(word)

    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = Waiting()
        await app.push_screen(screen)
        screen.call_after_refresh(screen.look, "there")
        await pilot.pause()
        await app.pop_screen()
        await screen._while_there(lambda: screen.look("gone"))
        await pilot.pause()
    assert called == ["there"]
