"""The terminal, as Textual drives it, but that nothing it sends, nor that it is gone, keeps us from saving."""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

_AT_ONCE: Final = 4096
"""The most bytes that are read at once, as Textual does."""
_CLEAR: Final = "\x1b[0m\x1b[2J\x1b[H"
"""All attributes off, everything erased, the cursor at the beginning."""
HUNG_UP: Final = 128 + signal.SIGHUP
"""The exit code of who stops because the terminal is gone."""
_MOMENT: Final = 0.1
"""Seconds between two looks whether it is over."""


class _Heedless:
    """A stream that goes on when nobody takes what is written.

    Textual writes in a thread; when that ends by an error its queue fills up, and the app waits for it for ever.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()


class OwnDriver(LinuxDriver):
    """Leaves the end to the signal that comes when a terminal goes away, since that saves first."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Heedless(cast("IO[str]", self._file)))

    def stop_application_mode(self) -> None:
        """Clears the alternate screen before it is left: a terminal may keep it, and a crash leaves a page on it."""
        self.write(_CLEAR)
        super().stop_application_mode()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is: without this thread no key is heard any more
            app = cast("Any", self._app)
            app.call_later(app.input_broke, error)

    def run_input_thread(self) -> None:
        """Hands on what is typed, until it is over.

        Textual's own, but that a byte which is no UTF-8, as in a paste of Latin-1, becomes the sign for that.
        """
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = self._typed(selector)
                if data == b"":
                    self._tell_gone()
                    break
                text = decoder.decode(data or b"")
                if text:  # an empty one would be the end
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            list(parser.feed(""))

    def _typed(self, selector: selectors.BaseSelector) -> bytes | None:
        """Gives what was typed; None if that is nothing in this moment, and nothing at all if the terminal is gone."""
        try:
            return os.read(self.fileno, _AT_ONCE) if selector.select(_MOMENT) else None
        except OSError:  # a terminal that hung up may say so with an error too
            return b""

    def _tell_gone(self) -> None:
        """Tells the app that the terminal is gone: the signal that says so may be one that is ignored (nohup)."""
        app = cast("Any", self._app)
        app.call_later(app.terminal_gone)

    def let_go(self) -> None:
        """Ends the threads of the driver, however the app ended: the process must not stay behind them."""
        self.exit_event.set()
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self._writer_thread.stop()
