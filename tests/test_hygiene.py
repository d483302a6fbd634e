"""What the layers promise, shown in processes of their own, and what never goes into the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "rich", "pyrage", "cryptography", "sqlite3", "babel", "hypothesis"}


def loaded_by(code: str) -> set[str]:
    """Gives the heavy libraries that a process has loaded after `code`."""
    show = f"{code}\nimport sys; print(*({HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    ["core.session", "core.packfile", "core.markdown", "core.keeping", "core.draft", "core.finding", "core.answers"],
)
def test_the_core_loads_nothing_heavy(module: str) -> None:
    assert loaded_by(f"import kwetsbaar.{module}") == set()


def test_the_journal_loads_no_terminal() -> None:
    assert not {"textual", "rich"} & loaded_by("import kwetsbaar.journal")


def test_the_version_is_told_before_anything_is_loaded() -> None:
    code = """
import sys
sys.argv = ["kwetsbaar", "--version"]
from kwetsbaar.__main__ import main
try:
    main()
except SystemExit:
    pass
print("argparse" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, rest = done.stdout.splitlines()
    assert version.startswith("kwetsbaar ")
    assert rest == "False"


def test_no_module_says_nothing_of_itself() -> None:
    silent = [path for path in (ROOT / "kwetsbaar").rglob("*.py") if not path.read_text().startswith('"""')]
    assert not silent


def test_nothing_refers_to_what_is_not_in_the_project() -> None:
    strange = ("DESIGN", "LOOK.md", "STYLE.md")
    files = (ROOT / "kwetsbaar").rglob("*.py")
    assert not [path for path in files if any(word in path.read_text() for word in strange)]
