import sys
from pathlib import Path

import pexpect
import pytest

from kwetsbaar.tui.guard import report

SENTINEL = "Zilverreiger-onder-de-brug-7391"

PROGRAM = """
import asyncio, atexit, sys, threading
from textual.widgets import TextArea
from textual.worker import get_current_worker
from kwetsbaar.i18n import set_language
from kwetsbaar.tui.guard import GuardedApp, hooks

SECRET = "".join(reversed(sys.argv[2]))

class Broken(Exception):
    def __rich__(self):
        return SECRET

def fail():
    secret = SECRET
    raise ValueError(secret + repr(secret))

def fail_richly():
    raise Broken(SECRET)

class Crashing(GuardedApp[int]):
    def compose(self):
        area = TextArea(SECRET)
        area.display = False
        yield area
    def on_mount(self):
        getattr(self, "do_" + sys.argv[1])()
    def do_handler(self):
        secret = self.query_one(TextArea).text
        fail()
    def do_rich(self):
        fail_richly()
    def do_timer(self):
        self.set_timer(0.05, fail)
    def do_worker(self):
        async def work():
            fail()
        self.run_worker(work())
    def do_thread_worker(self):
        self.run_worker(fail, thread=True)
    def do_task(self):
        async def work():
            fail()
        self.task = asyncio.get_running_loop().create_task(work())
        self.task = None
        self.set_timer(0.2, lambda: self.exit(0))
    def do_thread(self):
        threading.Thread(target=fail).start()
        self.set_timer(0.2, lambda: self.exit(0))
    def do_panic(self):
        self.panic(SECRET)
    def do_fatal(self):
        try:
            fail()
        except ValueError:
            self._fatal_error()
    def do_render(self):
        self.query_one(TextArea).render_line = lambda y: fail()
        self.query_one(TextArea).display = True
    def do_printed(self):
        print(SECRET)
        print(SECRET, file=sys.stderr)
        fail()
    def do_message(self):
        self.exit(0, message=SECRET)
    def do_exit(self):
        self.exit(0)
    def do_going(self):
        self.exit(0)
        self.call_next(self.query_one, "#nothing")
    def do_gone(self):
        self.query_one("#nothing")

set_language("en")
with hooks():
    app = Crashing("paper")
    app.run()
    if sys.argv[1] == "exit":
        fail()
print("code", app.return_code)
"""

CRASHES = (
    "handler",
    "rich",
    "timer",
    "worker",
    "thread_worker",
    "panic",
    "fatal",
    "render",
    "printed",
    "exit",
    "thread",
)

STOPPING = {*CRASHES} - {"exit", "thread"}
"""Those that stop the app itself, with the exit code of a crash."""


def ran(tmp_path: Path, way: str) -> str:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    environment = {
        "PATH": "/usr/bin:/bin",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    secret = "".join(reversed(SENTINEL))
    child = pexpect.spawn(
        sys.executable, [str(program), way, secret], env=environment, dimensions=(24, 80), timeout=120, encoding="utf-8"
    )
    child.expect(pexpect.EOF)
    child.close()
    if way in STOPPING:
        assert "code 1" in (child.before or "")
    return child.before or ""


@pytest.mark.parametrize("way", [*CRASHES, "task", "message"])
def test_a_crash_tells_no_word_of_what_was_written(tmp_path: Path, way: str) -> None:
    raw = ran(tmp_path, way)
    assert SENTINEL not in raw
    assert "Traceback" not in raw
    if way in CRASHES:
        assert "kwetsbaar stopped because of a mistake in the program." in raw
        assert str(tmp_path) not in raw
    assert raw.count("\x1b[?1049h") == raw.count("\x1b[?1049l") == 1  # the alternate screen was left


def test_what_looks_for_a_widget_while_all_are_going_is_no_crash(tmp_path: Path) -> None:
    assert "code 0" in ran(tmp_path, "going")
    assert "code 1" in ran(tmp_path, "gone")


def test_a_report_names_the_places_and_the_chain() -> None:
    def inner() -> None:
        secret = SENTINEL
        raise KeyError(secret)

    try:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError(SENTINEL) from error
    except RuntimeError as error:
        said = report(error)
    lines = said.splitlines()
    assert [line.split()[0] for line in lines] == ["RuntimeError", "KeyError"]
    assert "tests/tui/test_guard.py:" in lines[1]
    assert SENTINEL not in said
