"""The terminal, as Textual drives it, but for one thing: a terminal that is gone must not keep us from saving."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


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

    def _run_input_thread(self) -> None:
        with suppress(OSError):
            self.run_input_thread()
