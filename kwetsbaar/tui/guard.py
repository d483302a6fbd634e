"""Keeps what a person wrote off the terminal when something breaks: a crash tells where, never what.

Textual shows local variables in its traceback, and Python shows the message of an exception; both can hold a page. Here
a crash is the names of its exceptions and the lines of code it went through, and nothing else.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual._context import NoActiveAppError
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen

from kwetsbaar.i18n import _
from kwetsbaar.tui.theme import ThemedApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from rich.console import RenderableType

T = TypeVar("T")

_GONE: Final = (NoMatches, NoScreen, NoActiveAppError, ScreenStackError)
"""What is raised where a widget, its screen or its app is not there any more."""

_ROOT: Final = Path(__file__).parent.parent.parent
_DEEPEST: Final = 8


def report(error: BaseException | None) -> str:
    """Gives what may be told of a crash: names of exceptions and places in the code, without a single value."""
    lines: list[str] = []
    while error is not None and len(lines) < _DEEPEST:
        lines.append(f"{type(error).__name__} {_places(error.__traceback__)}".rstrip())
        error = getattr(error, "error", None) or error.__cause__ or error.__context__
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> str:
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
    return " ".join(f"{_module(name)}:{line}" for name, line in frames[-_DEEPEST:])


def _module(filename: str) -> str:
    """Gives a file of ours or of a library by its name only: the folders round it are a person's own."""
    path = Path(filename)
    try:
        return path.relative_to(_ROOT).as_posix()
    except ValueError:
        return path.name


def tell(reports: list[str]) -> None:
    """Says on standard error that the program stopped, and where."""
    said = [_("kwetsbaar stopped because of a mistake in the program. What was saved is saved.")]
    said += [_("If you report it, this is safe to send; it holds nothing that you wrote:"), *reports]
    print("\n".join(said), file=sys.__stderr__)


@contextmanager
def hooks() -> Iterator[None]:
    """While this lasts, an error outside the app (in a thread, at exit, in a finalizer) tells no value either."""
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    in_threads: list[str] = []
    sys.excepthook = _on_error
    sys.unraisablehook = lambda _unraisable: None
    threading.excepthook = lambda thrown: in_threads.append(report(thrown.exc_value))
    yield  # an error goes on from here to `sys.excepthook`, which then still has to be ours
    sys.excepthook, sys.unraisablehook, threading.excepthook = before
    if in_threads:  # told now that the screen is gone
        tell(in_threads[:1])


def _on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    tell([report(error)])


class GuardedApp(ThemedApp[T]):
    """An app out of which nothing gets but through what a person asks for."""

    def __init__(self, look: str) -> None:
        super().__init__(look)
        self._crashes: list[str] = []

    def on_load(self) -> None:
        """Takes over what asyncio would log of a task that failed unseen."""
        asyncio.get_running_loop().set_exception_handler(self._on_loop_error)

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    # ------------------------------------------------ a crash, in place of Textual's way

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, _GONE) and (self._exit or not self._running):
            return  # all widgets are going: what still looks for one finds none, and nothing is wrong
        self._return_code = 1
        if self._exception is None:  # a test's pilot raises it again
            self._exception = error
            self._exception_event.set()
        self._crashes.append(report(error))
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._return_code = 1
        self._crashes.append(report(sys.exception()))
        self._close_messages_no_wait()

    def panic(self, *_renderables: RenderableType) -> None:
        """Stops; what Textual would show is dropped."""
        self._return_code = 1
        self._crashes.append("panic")
        self._close_messages_no_wait()

    def input_broke(self, error: Exception) -> None:
        """Stops, since no key is heard any more."""
        self._crashes.append(report(error))
        self.stop_broken()

    def stop_broken(self) -> None:
        """Stops with the exit code of a crash."""
        self._return_code = 1
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._crashes and not self.is_headless:
            tell(self._crashes[:1])
        self._crashes.clear()

    # ------------------------------------------------ no other way out

    def save_screenshot(self, *_args: object, **_more: object) -> str:
        """Saves nothing."""
        return ""

    def deliver_screenshot(self, *_args: object, **_more: object) -> str | None:
        """Saves nothing."""
        return None

    def action_screenshot(self, *_args: object, **_more: object) -> None:
        """Saves nothing."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Opens nothing: no file of ours leads outside."""
