"""Feeds the reader of packs whatever there is, led by what it has not reached yet; needs atheris.

python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris tomli-w
PYTHONPATH=. /tmp/fuzz/bin/python scripts/fuzz_packs.py [SECONDS] [CORPUS]

It begins with the built-in packs and those of the tests, and ends at the first file that is not dealt with: an error
that has no name, a sentence that is no clean line, a pack that the check takes and a session cannot walk. What must
hold of every file stands in `hold`; the tests hold the same of fewer files.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from kwetsbaar.core import packfile
from kwetsbaar.core.packfile.keys import ALL_STEP_KEYS, PACK_KEYS
from kwetsbaar.core.packfile.problems import MOST
from kwetsbaar.core.roads import roads_of
from kwetsbaar.core.roads.examples import known_for
from kwetsbaar.core.roads.saying import summary
from kwetsbaar.core.roads.tree import Branch, tree_of
from kwetsbaar.core.session import Session
from kwetsbaar.i18n import LANGUAGES, Message
from kwetsbaar.text import is_clean

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack

ROOT = Path(__file__).parent.parent
SEEDS = (ROOT / "prompts", ROOT / "tests/core/packs/good", ROOT / "tests/badpacks/files")
PIECES = ("[[step]]", "[step]", '"""', "'''", "{{", "}}", "{item}", ">= 7", "4..6", ".nl", ".en", "answered", "skipped")
SECONDS = 300
LONGEST = 8192


# ------------------------------------------------------------------ what must hold


def hold(data: bytes) -> None:
    """Reads `data` as a pack file and walks what comes of it; anything that is not right is an `AssertionError`."""
    reading = packfile.read(data, "x.toml")
    assert (reading.pack is None) == any(problem.severity == "error" for problem in reading.problems)
    assert len(reading.problems) <= MOST + 1
    text = data.decode("utf-8", "replace")
    lines = (text.count("\n") or text.count("\r")) + 1
    for problem in reading.problems:
        assert problem.line is None or 1 <= problem.line <= lines
        _said(problem.message)
    if reading.pack is not None:
        _walked(reading.pack)


def _said(message: Message) -> None:
    for language in LANGUAGES:
        said = message.in_language(language)
        assert said
        assert is_clean(said)
        assert "\n" not in said


def _walked(pack: Pack) -> None:
    assert packfile.unwalkable(pack) is None
    found = roads_of(pack, "nl")
    assert found.number >= 1 or not found.all_walked
    _said(summary(found))
    assert _count(tree_of(pack)) == sum(step.number > 0 for step in pack.steps)
    for language in pack.languages:
        session = Session.begin(pack, language, known_for(pack))
        for _step in pack.steps[:50]:
            question = session.question()
            assert question is None or is_clean(f"{question.ask}{question.say}{question.hint}{question.part}")
            session = session.skip()


def _count(branch: Branch) -> int:
    return sum(_count(node) if isinstance(node, Branch) else 1 for node in branch.nodes)


def seeds() -> list[bytes]:
    """Gives every pack of the repository, good or bad."""
    return [path.read_bytes() for folder in SEEDS for path in sorted(folder.glob("*.toml"))]


# ------------------------------------------------------------------ atheris


class Atheris(Protocol):
    """What is used of it."""

    def instrument_all(self) -> None: ...

    def Setup(self, arguments: list[str], one: Callable[[bytes], None]) -> list[str]: ...  # noqa: N802 - its own name

    def Fuzz(self) -> None: ...  # noqa: N802 - its own name


def main(arguments: list[str]) -> int:
    """Fuzzes for so many seconds; gives 2 where atheris is not installed. What is found ends the process."""
    try:
        atheris = cast("Atheris", import_module("atheris"))
    except ImportError:
        print("atheris is not installed here. How to: see the beginning of this file.", file=sys.stderr)
        return 2
    seconds = int(arguments[0]) if arguments else SECONDS
    corpus = Path(arguments[1]) if len(arguments) > 1 else Path(tempfile.mkdtemp(prefix="packs-"))
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(data)
    words = corpus.with_suffix(".dict")
    words.write_text("\n".join(f'"{_escaped(word)}"' for word in (*PIECES, *PACK_KEYS, *ALL_STEP_KEYS)) + "\n")
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-dict={words}",
        "-timeout=10",
        "-rss_limit_mb=2048",
    ]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *options, str(corpus)], hold)
    atheris.Fuzz()
    return 0


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
