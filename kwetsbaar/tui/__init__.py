"""The app: the other face over the journal."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from kwetsbaar.i18n import language

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.journal import Places

_HARMLESS = ("TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS", "TEXTUAL_SMOOTH_SCROLL")


def run(folder: Path, places: Places, *, start_pack: str | None = None, debug: bool = False) -> int:
    """Opens the app on the journal in `folder`, which need not exist yet, and gives the exit code.

    With `start_pack` writing begins with that pack as soon as the journal is open. Without `debug` Textual's own ways
    out of the app (devtools, logs, screenshots on a timer) are closed before it is imported.
    """
    _close_ways_out(debug=debug)
    from kwetsbaar.tui.app import open_app

    return open_app(folder, places, start_pack=start_pack)


def run_demo(places: Places, *, debug: bool = False) -> int:
    """Opens the app on a demo journal that is made now and removed afterwards, and gives the exit code.

    It looks as a person chose in `places`, where nothing else is read and nothing written.
    """
    _close_ways_out(debug=debug)
    from kwetsbaar.journal.demo import demo
    from kwetsbaar.journal.preferences import Preferences
    from kwetsbaar.tui.app import open_demo

    own = Preferences.load(places)
    with demo(language()) as (journal, demo_places):
        replace(own, language=language(), journal=None).save(demo_places)
        return open_demo(journal, demo_places)


def run_preview(file: Path, places: Places, *, debug: bool = False) -> int:
    """Opens the preview of a pack file, without a journal, and gives the exit code."""
    _close_ways_out(debug=debug)
    from kwetsbaar.tui.preview.app import open_alone

    return open_alone(file, places)


def _close_ways_out(*, debug: bool) -> None:
    if not debug:
        for name in [name for name in os.environ if name.startswith("TEXTUAL") and name not in _HARMLESS]:
            del os.environ[name]
