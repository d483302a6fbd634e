"""Makes the tests of the app quick: a look is parsed once, and nobody waits when nothing is under way.

Textual waits after each key for two times 20 ms, and then until the process uses no processor; a machine that is busy
with something else looks the same, and a quiet one waits for nothing. Here the wait is over as soon as no message is on
its way, no worker is at work and the screen is drawn. While something is, that is looked at until Textual's own wait is
over.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from textual import _wait
from textual._context import active_app
from textual.css import stylesheet

if TYPE_CHECKING:
    import pytest
    from textual.app import App
    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation

_ROUNDS: Final = 100
"""Turns of the loop in which what is under way may come to its end, before Textual's own wait begins."""
_LOOK: Final = 0.005
"""Seconds between two looks while that wait goes on."""
_QUIET: Final = 3
"""Turns in a row in which nothing is."""

_textual_waits = _wait.wait_for_idle
_textual_parses = stylesheet.Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """Puts both in the place of Textual's own."""
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr(stylesheet.Stylesheet, "_parse_rules", parse_rules)


def parse_rules(  # noqa: PLR0917 - as Textual has it
    sheet: stylesheet.Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Gives the rules of a style sheet; the same text with the same colours is parsed once for all apps."""
    wanted = (css, read_from, is_default_rules, tie_breaker, scope)
    known = (wanted, tuple(sheet._variables.items()))
    if known not in _parsed:
        _parsed[known] = _textual_parses(sheet, *wanted)
    return _parsed[known]


async def wait_for_idle(min_sleep: float = _wait.SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    """Waits until nothing is under way, at most as long as Textual does."""
    app = active_app.get()
    if await comes_to_rest(app):
        return
    textual = asyncio.create_task(_textual_waits(min_sleep, max_sleep))
    while not textual.done():
        await asyncio.wait({textual}, timeout=_LOOK)
        if not is_astir(app) and await comes_to_rest(app):
            textual.cancel()
            return
    textual.result()


async def comes_to_rest(app: App[Any]) -> bool:
    """Waits until nothing is under way; gives up when that takes more than so many turns of the loop."""
    quiet = 0
    for _ in range(_ROUNDS):
        draw(app)
        quiet = 0 if is_astir(app) else quiet + 1
        if quiet == _QUIET:
            return True
        await asyncio.sleep(0)
    return False


def draw(app: App[Any]) -> None:
    """Draws now what would be drawn within a sixtieth of a second."""
    if not app._screen_stack or app._exit:
        return
    screen = app.screen
    if is_due(app) and not screen.message_queue_size:
        screen._on_timer_update()


def is_due(app: App[Any]) -> bool:
    """Tells whether something is to be drawn."""
    screen = app.screen
    return bool(screen._callbacks or screen._layout_required or screen._dirty_widgets or screen._repaint_required)


def is_astir(app: App[Any]) -> bool:
    """Tells whether a message or a new size is on its way, a worker is at work, or something is to be drawn."""
    if app._exit or not app._screen_stack or app._resize_event or is_due(app):
        return True
    if any(not worker.is_finished for worker in app.workers):
        return True
    widgets = [widget for screen in app.screen_stack for widget in screen.walk_children(with_self=True)]
    return any(pump.message_queue_size or pump._next_callbacks for pump in (app, *widgets) if pump._is_mounted)
