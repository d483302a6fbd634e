"""What is left of a text when the program is gone, however it went: on the disk, in the terminal, on the clipboard."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kwetsbaar.journal import Journal
from tests.breaking import disk, program
from tests.breaking.operations import PASSPHRASE, said
from tests.breaking.program import CRASH, SENTINEL, commands, files_with, kept, left_on, writing
from tests.breaking.strace import ROOT, needs_strace
from tests.program.terminal import Terminal

DRAG = "\x1b[<0;6;10M\x1b[<32;60;10M\x1b[<0;60;10m"
"""The mouse goes down, moves, and comes up."""


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    program.made(tmp_path)
    return tmp_path


def written(home: Path) -> Terminal:
    """Keeps a page, and writes in another one."""
    terminal = writing(home)
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)
    kept(terminal)
    terminal.press("n")
    terminal.wait_for("What would you like to put down?")
    terminal.press(f"{SENTINEL} en verder")
    terminal.wait_for(f"{SENTINEL} en verder")
    return terminal


@pytest.mark.parametrize("way", ["lock", "crash", "kill"])
def test_nothing_readable_is_left(home: Path, way: str) -> None:
    """Neither in any file, nor on the terminal, whose alternate screen is empty when it is left."""
    terminal = written(home)
    if way == "lock":
        terminal.press("^l")
        terminal.wait_for("Locked.")
        assert SENTINEL.split()[0] not in terminal.text
        terminal.press("^q")
        assert terminal.end() == 0
    elif way == "crash":
        terminal.process.send(CRASH)
        assert terminal.end() == 1
        assert b"stopped because of a mistake" in terminal.raw
    else:
        terminal.kill()
    assert files_with(home, SENTINEL) == []
    primary, alternate = left_on(terminal.raw)
    assert SENTINEL.split()[0] not in primary
    if way != "kill":  # then the terminal is left as it was
        assert [screen.strip() for screen in alternate] == [""]
    assert commands(terminal.raw) == []  # no title, no clipboard


def test_what_the_scan_looks_for_would_be_found(home: Path) -> None:
    for number, way in enumerate(program.ways(SENTINEL)):
        (home / f"{number}").write_bytes(b"x" + way)
        assert files_with(home, SENTINEL) == [home / f"{number}"]
        (home / f"{number}").unlink()


def test_only_copying_copies(home: Path) -> None:
    """A selection by the mouse does not, nor anything in the field of the passphrase."""
    terminal = program.started(home, "write", "vrij")
    terminal.wait_for("assphrase")
    terminal.press(PASSPHRASE, "\x1b[1;2H", "^c", "^x")  # shift and home: all of it is selected
    terminal.press(PASSPHRASE, "enter")
    terminal.wait_for("What would you like to put down?")
    terminal.press(SENTINEL)
    terminal.wait_for(SENTINEL)
    for row in range(6, 14):
        terminal.press(DRAG.replace(";10", f";{row}"))
    assert commands(terminal.raw) == []
    terminal.press("\x1b[F", "\x1b[1;2H", "^c")
    terminal.wait_for(SENTINEL)
    terminal.press("x")
    terminal.wait_while(SENTINEL)
    (copied,) = commands(terminal.raw)
    assert copied.startswith(b"52;c;")
    terminal.kill()


@needs_strace
def test_every_file_that_is_written_is_known(home: Path) -> None:
    """While a page is written, kept and opened again, only these files are opened for writing, wherever that is."""
    terminal = program.started(home, "write", "vrij")
    terminal.wait_for("assphrase")
    log = home / "calls"
    command = ["strace", "-f", "-y", "-s", "4096", "-o", str(log), "-p", str(terminal.process.pid)]
    traced = ["-e", "trace=?open,?openat,?openat2,?creat,?mknod,?mknodat,?symlink,?symlinkat,?memfd_create"]
    with subprocess.Popen([*command, *traced], stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr
        assert "attached" in strace.stderr.readline()
        terminal.press(PASSPHRASE, "enter")
        terminal.wait_for("What would you like to put down?")
        terminal.press(SENTINEL)
        terminal.wait_for(SENTINEL)
        kept(terminal)
        terminal.press("^q")
        assert terminal.end() == 0
        strace.stderr.read()
    opened = {path for call in calls(log.read_text()) if (path := opened_for_writing(call, home))}
    assert {re.sub(r"[0-9a-z]{26,32}", "*", path) for path in opened} <= KNOWN
    assert any("/entries/.tmp-" in path for path in opened)
    assert SENTINEL not in log.read_text()


KNOWN = {
    *(f"data/kwetsbaar/journal/{folder}/.tmp-*" for folder in ("entries", "drafts")),
    *(f"state/kwetsbaar/*.{ending}" for ending in ("lock", "marks", "marks-wal", "marks-shm")),
    "state/kwetsbaar/.tmp-*",
    "config/kwetsbaar/.tmp-*",
    "cache/kwetsbaar/.tmp-*",
    "/dev/null",
    "/dev/tty",
}


_BREAKS = " <unfinished ...>"


def calls(log: str) -> list[str]:
    """Gives the calls in a log of strace; one that another thread came between stands there in two parts."""
    whole, begun = list[str](), dict[str, str]()
    for line in log.splitlines():
        process, _space, text = line.partition(" ")
        text = text.lstrip()
        if text.endswith(_BREAKS):
            begun[process] = text.removesuffix(_BREAKS)
        elif rest := re.match(r"<\.\.\. \w+ resumed>", text):
            whole.append(begun.pop(process, "") + text[rest.end() :])
        else:
            whole.append(text)
    return whole + list(begun.values())


def test_a_call_in_two_parts_is_one() -> None:
    log = '7  openat(A, "x" <unfinished ...>\n8  openat(A, "y") = 3</y>\n7  <... openat resumed>) = 4</x>\n'
    assert calls(log) == ['openat(A, "y") = 3</y>', 'openat(A, "x") = 4</x>']


def opened_for_writing(line: str, home: Path) -> str:
    """Gives the file that a line of strace tells was opened for writing, or made; empty if it tells something else."""
    if "= -1" in line or not re.search(r"O_WRONLY|O_RDWR|O_CREAT|creat\(|mknod|symlink|memfd_create", line):
        return ""
    path = re.search(r"= \d+<([^>]*)>", line)
    return path[1].removeprefix(f"{home}/") if path else line


@disk.needs("tmpfs")
def test_a_full_disk_in_the_app(tmp_path: Path) -> None:
    """It says so, goes on by itself when there is room, and nothing that was typed is lost."""
    with disk.mounted("none", tmp_path / "disk", "tmpfs", "size=400k") as home:
        folder = program.made(home)
        terminal = writing(home)
        full = disk.fill(home)
        terminal.press(SENTINEL, "^l")
        terminal.wait_for("the disk is full")
        assert SENTINEL not in terminal.text
        full.unlink()
        terminal.wait_for("What you wrote is saved now.")
        terminal.press("^q")
        assert terminal.end() == 0
        journal = Journal.unlock(folder, PASSPHRASE, program.places(home))
        assert [said(draft) for draft in journal.writing.drafts().drafts] == [SENTINEL]
        journal.close()


# ------------------------------------------------------------------ the process itself


@pytest.fixture
def with_cores() -> Iterator[None]:
    """Lets a process that crashes leave a core, as on a developer's machine."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    if before[1] == 0:
        pytest.skip("this machine allows no core at all")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.mark.usefixtures("with_cores")
def test_no_core(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process that is ended the same way leaves one; this one does not."""
    (home / "cores").mkdir()
    monkeypatch.chdir(home / "cores")
    with subprocess.Popen(["sleep", "60"]) as other:
        os.kill(other.pid, signal.SIGSEGV)
        _, status, _ = os.wait4(other.pid, 0)
        other.returncode = status
    if not os.WCOREDUMP(status):
        pytest.skip("this machine leaves no core anyway")
    shutil.rmtree(home / "cores")
    (home / "cores").mkdir()
    monkeypatch.chdir(home / "cores")
    terminal = written(home)
    terminal.kill(signal.SIGSEGV)
    assert terminal.process.signalstatus == signal.SIGSEGV
    assert terminal.process.status is not None
    assert not os.WCOREDUMP(terminal.process.status)
    assert not [*(home / "cores").iterdir()]


LOOK = """
import os, sys, time
from kwetsbaar.storage import process

NOBODY = 65534
ours, out = os.pipe()
pid = os.fork()
if pid == 0:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    import ctypes
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as for a program that was started by this person
    if sys.argv[1] == "closed":
        process.close_off()
    os.write(out, b"x")
    time.sleep(60)
os.read(ours, 1)
os.setgroups([])
os.setgid(NOBODY)
os.setuid(NOBODY)
looked = []
for name in ("mem", "environ", "maps"):
    try:
        with open(f"/proc/{pid}/{name}", "rb") as file:
            looked.append(name)
            if name != "mem":
                file.read(1)
    except OSError:
        pass
os.kill(pid, 9)
print(*looked)
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can become two others")
@pytest.mark.parametrize("way", ["open", "closed"])
def test_no_process_of_the_same_person_reads_its_memory(way: str) -> None:
    """Nor its environment; without being closed off both could be read."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, way], capture_output=True, text=True, check=True, timeout=30, cwd=ROOT
    )
    assert done.stdout.split() == ([] if way == "closed" else ["mem", "environ", "maps"])
