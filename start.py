"""Sets everything up in `.venv` and opens kwetsbaar, or checks it. Needs only Python 3.11 or newer.

python3 start.py [ARGUMENTS…]     set up what is needed and run kwetsbaar with these arguments
python3 start.py check [PYTEST…]  set up the tools too, and run every check and test
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CATALOGUE = ROOT / "kwetsbaar/locale/nl/LC_MESSAGES/kwetsbaar.po"


def main(arguments: list[str]) -> int:
    """Does what the first argument asks and gives the exit code."""
    if sys.version_info < (3, 11):
        print("kwetsbaar needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    if arguments[:1] == ["check"]:
        set_up("requirements-dev.lock")
        return check(arguments[1:])
    set_up("requirements.lock")
    return subprocess.call([BIN / "kwetsbaar", *arguments])


def set_up(lock: str) -> None:
    """Makes `.venv` hold what `lock` names, and kwetsbaar itself; does nothing if it does so already."""
    wanted = fingerprint(lock)
    stamp = VENV / f"{lock}.stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Setting up, once. This takes a minute.", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / lock], check=True)
    subprocess.run([*pip, "--no-deps", "--editable", ROOT], check=True)
    stamp.write_text(wanted)


def fingerprint(lock: str) -> str:
    """Gives a text that changes when the set-up must be done again."""
    parts = [ROOT / lock, ROOT / "pyproject.toml", CATALOGUE]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest() + sys.version


def check(pytest: list[str]) -> int:
    """Runs every check and the tests; all of them, even if an early one fails. Gives 0 if all is well."""
    four_at_a_time = [] if any(argument.startswith("-n") for argument in pytest) else ["-n", "4"]
    steps = [
        ("format", ["-m", "ruff", "format", "--check", "."]),
        ("lint", ["-m", "ruff", "check", "."]),
        ("types", ["-m", "mypy"]),
        ("layers", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
        ("tests", ["-m", "pytest", *four_at_a_time, *pytest]),
    ]
    failed = []
    for name, words in steps:
        print(f"== {name}", flush=True)
        if subprocess.call([PYTHON, *words], cwd=ROOT):
            failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all is well")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
