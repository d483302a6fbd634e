"""The app: the other face over the journal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.journal import Places

_HARMLESS = ("TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS", "TEXTUAL_SMOOTH_SCROLL")


def run(folder: Path, places: Places, *, start_pack: str | None = None, debug: bool = False) -> int:
    """Opens the app on the journal in `folder`, which need not exist yet, and gives the exit code.

    With `start_pack` writing begins with that pack as soon as the journal is open. Without `debug` Textual's own ways
    out of the app (devtools, logs, screenshots on a timer) are closed before it is imported.
    """
    if not debug:
        for name in [name for name in os.environ if name.startswith("TEXTUAL") and name not in _HARMLESS]:
            del os.environ[name]
    from kwetsbaar.tui.app import open_app

    return open_app(folder, places, start_pack=start_pack)
