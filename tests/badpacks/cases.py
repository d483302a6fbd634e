"""The bad packs as cases: their bytes, what their file is called, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from kwetsbaar.core import packfile
from tests.badpacks.made import GOOD, MADE, NAMED

FILES: Final = Path(__file__).parent / "files"
EXPECTED: Final = Path(__file__).parent / "expected.toml"
MOST: Final = 12
"""How many of very many problems are written down."""


@dataclass(frozen=True)
class Case:
    """One bad pack."""

    name: str
    file: str
    """What its file is called."""
    data: bytes = field(repr=False)

    @cached_property
    def reading(self) -> packfile.Reading:
        """Gives what comes of reading it, once."""
        return packfile.read(self.data, self.file)

    def said(self, language: str) -> list[str]:
        """Gives what is said of it, each as `line: sentence`."""
        marks = {"error": "", "warning": "~"}
        problems = self.reading.problems
        said = [f"{marks[each.severity]}{each.line or '-'}: {each.message.in_language(language)}" for each in problems]
        return said if len(said) <= MOST else [*said[:MOST], "…"]


def cases() -> list[Case]:
    """Gives all of them by name."""
    real = [Case(path.stem, "x.toml", path.read_bytes()) for path in FILES.glob("*.toml")]
    made = [Case(name, "x.toml", data) for name, data in MADE.items()]
    named = [Case(name, file, GOOD) for name, file in NAMED.items()]
    return sorted([*real, *made, *named], key=lambda case: case.name)
