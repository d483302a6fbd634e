"""What is in this process stays in it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_nothing_of_the_process_is_dumped() -> None:
    code = """
from kwetsbaar.storage import process
process.close_off()
import ctypes, resource
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 (0, 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_the_program_closes_itself_off() -> None:
    code = """
import ctypes, sys
sys.argv = ["kwetsbaar", "packs", "list"]
from kwetsbaar.__main__ import main
main()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
