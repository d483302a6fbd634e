"""What is wrong with a pack file, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from kwetsbaar.core.nearest import shown
from kwetsbaar.errors import InvalidFile
from kwetsbaar.i18n import msg, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.i18n import Message

MOST: Final = 500
"""How many problems are told; a file with more is no pack that somebody wrote."""


@dataclass(frozen=True)
class Problem:
    """One flaw of a pack file."""

    line: int | None
    """The line, from 1; None if it is about the file as a whole."""
    message: Message
    """What is the matter, and what to do."""
    severity: Literal["error", "warning"] = "error"
    """Only an error keeps a pack from being used."""

    def said(self, file: str) -> str:
        """Gives it as `file:line: message`, in the language of the interface."""
        return f"{file}: {self.message}" if self.line is None else f"{file}:{self.line}: {self.message}"


class PackErrors(InvalidFile):
    """A pack file has errors; carries all of them."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = shown(file)
        """The file's name."""
        self.problems = tuple(problems)
        """Warnings among them."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        super().__init__(
            plural(
                "‘{file}’ cannot be used yet: {n} place needs another look.",
                "‘{file}’ cannot be used yet: {n} places need another look.",
                errors,
                file=self.file,
            )
        )

    def lines(self) -> tuple[str, ...]:
        """Gives each problem as `file:line: message`, in the order of the file."""
        return tuple(problem.said(self.file) for problem in self.problems)


class TooManyProblems(Exception):
    """There are so many that looking for more helps nobody."""


@dataclass
class Problems:
    """Collects problems while a file is read."""

    found: list[Problem] = field(default_factory=list)

    def error(self, line: int | None, message: Message) -> None:
        """Takes an error; raises `TooManyProblems` when enough is enough."""
        self._take(Problem(line, message))

    def warn(self, line: int | None, message: Message) -> None:
        """Takes a warning."""
        self._take(Problem(line, message, "warning"))

    def sorted(self) -> tuple[Problem, ...]:
        """Gives all of them from the top of the file to its end, each once."""
        once = {(found.line, found.message.text, repr(found.message.values)): found for found in self.found}
        return tuple(sorted(once.values(), key=lambda problem: problem.line or 0))

    @property
    def any_error(self) -> bool:
        """Tells whether there is one that keeps the pack from being used."""
        return any(problem.severity == "error" for problem in self.found)

    def _take(self, problem: Problem) -> None:
        self.found.append(problem)
        if len(self.found) >= MOST:
            self.found.append(Problem(None, msg("There are more problems than these {n}.", n=MOST)))
            raise TooManyProblems
