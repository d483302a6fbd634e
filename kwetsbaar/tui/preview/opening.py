"""Opening the preview of a file, in the app of a journal or in one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from kwetsbaar.i18n import language
from kwetsbaar.journal.trying import Trying, Watch
from kwetsbaar.tui.preview.broken import BrokenScreen, walkable
from kwetsbaar.tui.preview.screen import PreviewScreen

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from textual.app import App

    from kwetsbaar.core.packfile import Reading
    from kwetsbaar.journal.packs import Packs
    from kwetsbaar.journal.writing import Clock


async def open_preview(
    app: App[Any], path: Path, packs: Packs, clock: Clock, done: Callable[[], None], *, said: str = ""
) -> None:
    """Shows the pack in the file `path`, or what is wrong with it; `done` is called when a person goes away.

    `said` stands there until the first key.
    """
    watch, trying = Watch(path), Trying(packs, clock)

    async def begin(reading: Reading) -> None:
        if reading.pack is None:
            app.push_screen(BrokenScreen(watch, reading.problems), mended)
        else:
            draft = await asyncio.to_thread(trying.begin, reading.pack, language())
            app.push_screen(PreviewScreen(draft, trying, watch, reading.problems, said), lambda _result: done())

    def mended(reading: Reading | None) -> None:
        if reading is None:
            done()
        else:
            app.run_worker(begin(reading), group="watch")

    await begin(walkable(await asyncio.to_thread(watch.first)))
