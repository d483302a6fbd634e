"""Keeps what is in this process in this process: no core dump, and on Linux nobody but root may look into it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def close_off() -> None:
    """Forbids core dumps, and on Linux attaching and reading by processes of the same person. Never raises.

    See setrlimit(2), RLIMIT_CORE, and prctl(2), PR_SET_DUMPABLE. Where a system has neither, nothing is done.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
