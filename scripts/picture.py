"""Makes the picture in the README from the demo journal.

python scripts/picture.py docs/kwetsbaar.svg

What it shows is the real app, drawn by Textual as it draws a terminal. Fonts are left to whoever looks at it, so that
the picture asks nothing of the network.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from textual.app import App

from kwetsbaar.i18n import set_language
from kwetsbaar.journal.demo import demo
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp

SIZE = (92, 26)
WALK = (
    [],
    "on my own from January",
    "6",
    "in my throat: a stone",
    "no work for three months",
    "4",
    "the winter I had no house",
    "my sister, six months of savings, the Tuesday group",
)
"""What is answered on the way to the key question."""
_FONTS = re.compile(r"@font-face\s*\{.*?\}|<!--.*?-->", re.DOTALL)

_EDGES = re.compile(r"(?<=>) +| +(?=</text>)")
"""Spaces at the edges of a text, which a reader of SVG would drop."""


async def picture(path: Path) -> None:
    """Opens the demo journal, goes to the key question, and saves what the screen shows."""
    with demo("en") as (journal, places):
        Preferences(language="en", theme="paper").save(places)
        app = KwetsbaarApp(journal.folder, places, demo=journal)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.press("down", "down", "enter")
            await pilot.pause()
            await pilot.press("down", "enter")  # begin anew: the demo has a draft of this pack
            await pilot.pause()
            for keys in WALK:
                await pilot.press(*keys, "ctrl+n")
                await pilot.pause()
            drawn = App.export_screenshot(app, title="kwetsbaar")
    path.write_text(_EDGES.sub(lambda found: found[0].replace(" ", "\u00a0"), _FONTS.sub("", drawn)))


if __name__ == "__main__":
    set_language("en")
    asyncio.run(picture(Path(sys.argv[1])))
