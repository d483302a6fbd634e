from textual.app import ComposeResult
from textual.pilot import Pilot

from kwetsbaar.tui.longrows import LongRows
from kwetsbaar.tui.rows import Row
from kwetsbaar.tui.theme import ThemedApp
from tests.tui.conftest import settle, shown


class Listing(ThemedApp[int]):
    """Ten thousand rows and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[int] = []
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield LongRows(self.rows)

    def rows(self, limit: int, offset: int) -> list[Row]:
        self.read.append(limit)
        return [Row(str(n), "1 jan", f"rij {n}") for n in range(offset, min(10_000, offset + limit))]

    def on_long_rows_chosen(self, event: LongRows.Chosen) -> None:
        self.chosen.append(event.at)


async def start(pilot: Pilot[int]) -> LongRows:
    """Shows the rows."""
    rows = pilot.app.query_one(LongRows)
    rows.focus()
    rows.show(10_000, leads=6, titles=10)
    await settle(pilot)
    return rows


async def test_only_what_is_in_sight_is_read() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        rows = await start(pilot)
        assert "rij 0" in shown(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert "rij 9999" in shown(pilot)
        assert rows.highlighted == 9999
        assert sum(app.read) <= 400
        await pilot.press("up", "enter", "home")
        await settle(pilot)
        assert app.chosen == [9998]
        assert "rij 0" in shown(pilot)


async def test_a_row_is_chosen_by_the_mouse_and_the_keys() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        await start(pilot)
        await pilot.hover(LongRows, offset=(8, 3))
        await pilot.click(LongRows, offset=(8, 4))
        await pilot.press("pagedown", "enter", "pageup", "down", "enter")
        await settle(pilot)
        assert app.chosen == [4, 23, 5]


async def test_what_was_read_is_forgotten() -> None:
    app = Listing()
    async with app.run_test(size=(60, 20)) as pilot:
        rows = await start(pilot)
        assert rows.row(0) is not None
        rows.empty()
        assert rows.row(0) is None
        rows.show(0, leads=0, titles=0)
        await pilot.press("end", "enter", "up")
        await settle(pilot)
        assert app.chosen == []
