"""A process that has everything loaded, and forks a child for each operation that is to be disturbed.

It reads two lines for each. At `operation folder` the child opens the journal, reads what it is about, and prints its
process id, so that strace can be attached to it. At `go` it does it, and then the zygote prints how the child ended, as
`os.waitstatus_to_exitcode` gives it.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Final

from kwetsbaar.errors import KwetsbaarError
from tests.breaking.operations import OPERATIONS, Where, cheap_keys, done, prepared

SAVED: Final = 0
"""The exit code of a child to which the service said that it is done."""
TOLD: Final = 10
"""… that it is not."""
BROKEN: Final = 11
"""… of a child in which anything else happened."""


def child(name: str, where: Where, gate: int) -> int:
    """Opens the journal, reads what it is about, waits, does it, and gives the exit code."""
    try:
        journal = where.opened()
        do = OPERATIONS[name].do(where, journal)
        os.write(1, f"{os.getpid()}\n".encode())
        os.read(gate, 1)
        do()
    except KwetsbaarError:
        return TOLD
    except BaseException:  # noqa: BLE001 - told by its code
        traceback.print_exc()
        return BROKEN
    return SAVED


def load() -> None:
    """Does an operation, so that no child has to import what it takes, nor is disturbed while it does."""
    with tempfile.TemporaryDirectory() as folder:
        done(prepared(Where(Path(folder) / "warm"), "rekey"), "rekey")
    gc.collect()
    gc.freeze()


def main() -> None:
    """Serves until its input ends."""
    while asked := sys.stdin.readline().split():
        gate, opener = os.pipe()
        pid = os.fork()
        if pid == 0:
            os._exit(child(asked[0], Where(Path(asked[1])), gate))
        sys.stdin.readline()
        os.write(opener, b"g")
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(gate)
        os.close(opener)
        os.write(1, f"{status}\n".encode())


if __name__ == "__main__":
    with cheap_keys():
        load()
        main()
