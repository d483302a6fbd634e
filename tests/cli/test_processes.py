"""Processes of their own: what only shows with real streams, a real terminal and a real age."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.conftest import PASSPHRASE

KWETSBAAR = [sys.executable, "-m", "kwetsbaar"]
SENTENCE = "Ik durfde het bijna niet op te schrijven"
ANSWERS = f'[answers]\n1 = "{SENTENCE}."\n'


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Runs kwetsbaar in a session without a terminal."""
    return subprocess.run(
        [*KWETSBAAR, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
        **more,
    )


def with_page(here: Path) -> str:
    """Writes a page and gives its id."""
    (here / "answers.toml").write_text(ANSWERS)
    done = run("write", "drie-minuten", "--answers", "answers.toml")
    assert (done.returncode, done.stderr) == (0, "")
    (here / "answers.toml").unlink()
    return done.stdout.strip()


def test_the_whole_way(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("--journal", "new", "init", "--recovery-out", "new-words")
    assert (done.returncode, done.stdout) == (0, "")
    monkeypatch.setenv("KWETSBAAR_JOURNAL", "new")
    page = with_page(here)
    (listed,) = json.loads(run("list", "--json").stdout)
    assert (listed["id"], listed["state"]) == (page, "ok")
    assert SENTENCE in run("show", page).stdout
    (hit,) = json.loads(run("search", "--json", "bijna").stdout)
    assert hit["snippet"].startswith(SENTENCE)
    assert not [path for path in (here / "new").rglob("*") if path.is_file() and SENTENCE.encode() in path.read_bytes()]


@pytest.mark.skipif(not shutil.which("age"), reason="the age tool is not installed")
def test_the_age_tool_reads_a_page(here: Path) -> None:
    page = with_page(here)
    age = pexpect.spawn("age", ["-d", "-i", "keyring.age", f"entries/{page}.md.age"], cwd="journal", encoding="utf-8")
    age.expect("passphrase.*:")
    age.sendline(PASSPHRASE)
    age.expect(SENTENCE)
    age.expect(pexpect.EOF)
    age.close()
    assert age.exitstatus == 0


def test_a_passphrase_is_asked_on_the_terminal_and_not_shown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KWETSBAAR_PASSPHRASE_FILE")
    terminal = pexpect.spawn(sys.executable, ["-m", "kwetsbaar", "list"], encoding="utf-8")
    terminal.expect("Passphrase: ")
    terminal.sendline("verkeerd")
    terminal.expect("kwetsbaar: error: ")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 3
    assert "verkeerd" not in (terminal.before or "")


def test_the_words_of_a_new_journal_are_shown_on_the_terminal_alone(here: Path) -> None:
    terminal = pexpect.spawn(
        "sh", ["-c", f"{sys.executable} -m kwetsbaar --journal new init >out 2>err"], encoding="utf-8"
    )
    terminal.expect("twelve words")
    terminal.expect("12 [a-z]+")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert (here / "out").read_text() == ""
    assert (here / "err").read_text() == "kwetsbaar: Your journal lies in new.\n"


def test_ctrl_c_ends_quietly(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KWETSBAAR_PASSPHRASE_FILE")
    terminal = pexpect.spawn(sys.executable, ["-m", "kwetsbaar", "list"], encoding="utf-8")
    terminal.expect("Passphrase: ")
    terminal.kill(signal.SIGINT)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert "Traceback" not in (terminal.before or "")


def test_who_stops_reading_gets_no_traceback(here: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*KWETSBAAR, "packs", "list", "--json"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told_and_no_crash(here: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*KWETSBAAR, "packs", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("kwetsbaar: error: What was asked for could not be written")
    assert len(done.stderr.splitlines()) == 1


def test_without_streams_nothing_crashes(here: Path) -> None:
    command = f"{sys.executable} -m kwetsbaar packs list --json >&- && {sys.executable} -m kwetsbaar >&- <&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "The app needs a terminal" in done.stderr


def test_a_narrow_encoding_crashes_nothing(here: Path) -> None:
    page = with_page(here)
    (here / "answers.toml").write_text('[answers]\n1 = "één café"\n', encoding="utf-8")
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    second = run("write", "--answers", "answers.toml", env=narrow).stdout.strip()
    assert "??n caf?" in run("show", second, env=narrow).stdout
    assert json.loads(run("show", second, "--json", env=narrow).stdout)["answers"][0]["value"] == "één café"
    assert run("show", page, env=narrow).returncode == 0


def test_answers_come_from_standard_input(here: Path) -> None:
    done = subprocess.run(
        [*KWETSBAAR, "write", "--answers", "-"], input=ANSWERS, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert SENTENCE in run("show", done.stdout.strip()).stdout


@pytest.mark.parametrize("command", [["packs", "list"], ["list"], ["--help"], ["write", "--answers", "answers.toml"]])
def test_no_command_loads_the_app(here: Path, command: list[str]) -> None:
    (here / "answers.toml").write_text(ANSWERS)
    code = (
        "import sys; from kwetsbaar.__main__ import main\n"
        f"assert main({command!r}) == 0\n"
        "print({'textual', 'kwetsbaar.tui'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "set()"


def test_help_loads_no_journal() -> None:
    code = (
        "import sys; from kwetsbaar.__main__ import main\n"
        "main(['--lang', 'nl', '--help'])\n"
        "print({'pyrage', 'cryptography', 'sqlite3', 'kwetsbaar.journal'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n"
