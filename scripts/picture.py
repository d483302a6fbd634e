"""Makes the picture in the README from the demo journal.

python scripts/picture.py docs/kwetsbaar.svg

What it shows is the real app, drawn by Textual as it draws a terminal. Fonts are left to whoever looks at it, so that
the picture asks nothing of the network.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from textual.app import App

from kwetsbaar.i18n import set_language
from kwetsbaar.journal.demo import demo
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.tui.app import KwetsbaarApp
from kwetsbaar.tui.screens.ask import AskScreen
from kwetsbaar.tui.session.screen import SessionScreen

SIZE = (92, 26)
PACK, QUESTION = "kan-ik-het-aan", "can_i"
"""Where the picture is taken."""
_FONTS = re.compile(r"@font-face\s*\{.*?\}|<!--.*?-->", re.DOTALL)

_EDGES = re.compile(r"(?<=>) +| +(?=</text>)")
"""Spaces at the edges of a text, which a reader of SVG would drop."""


async def picture(path: Path) -> None:
    """Opens the demo journal, goes to the key question, and saves what the screen shows."""
    with demo("en") as (journal, places):
        Preferences(language="en", theme="paper").save(places)
        app = KwetsbaarApp(journal.folder, places, demo=journal, start_pack=PACK)
        async with app.run_test(size=SIZE) as pilot:
            while not isinstance(app.screen, AskScreen):
                await pilot.pause(0.05)
            await pilot.press("down", "enter")  # begin anew: the demo has a draft of this pack
            while not _is_there(app):
                await pilot.press(*["ctrl+o"] if isinstance(app.screen, SessionScreen) else [])
                await pilot.pause(0.05)
            drawn = App.export_screenshot(app, title="kwetsbaar")
    path.write_text(_EDGES.sub(lambda found: found[0].replace(" ", "\u00a0"), _FONTS.sub("", drawn)))


def _is_there(app: KwetsbaarApp) -> bool:
    question = app.screen.draft.session.question() if isinstance(app.screen, SessionScreen) else None
    return question is not None and question.key == QUESTION


if __name__ == "__main__":
    set_language("en")
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}  # whatever terminal this is made in
    asyncio.run(picture(Path(sys.argv[1])))
