"""A person who types: lines that are ready, in bursts as when a text is pasted."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kwetsbaar.cli.plain.command import converse
from kwetsbaar.cli.plain.hearing import SOON, Gone
from kwetsbaar.cli.plain.talking import Talk
from kwetsbaar.cli.setting import Setting
from kwetsbaar.core import packfile
from kwetsbaar.core.pack import Pack
from kwetsbaar.journal import Journal


@dataclass
class Typed:
    """Each text is typed after a pause; the lines inside one are there at once. After the last nobody is there."""

    texts: list[str] = field(default_factory=list)
    cut: bool = False
    code: int = 0
    """With what it ends when nothing is left."""
    pauses: list[float] = field(default_factory=list)
    """How long was waited for something to be typed."""
    hurried: bool = False
    """Whether something is typed while a time passes."""
    _burst: list[str] = field(default_factory=list)

    def line(self) -> str:
        if not self._burst:
            if not self.texts:
                raise Gone(self.code)
            self._burst = self.texts.pop(0).split("\n")
        return self._burst.pop(0)

    def waiting(self, seconds: float = SOON) -> bool:
        if seconds != SOON:
            self.pauses.append(seconds)
            return self.hurried
        return bool(self._burst)


@dataclass
class Sitting:
    """Conversations about one journal."""

    journal: Journal
    capture: pytest.CaptureFixture[str]
    said: str = ""
    """All that was said in the last one, without the prompts' own line ends."""
    data: str = ""
    """What it gave on standard output."""

    def hold(self, pack: Pack, *texts: str, typed: Typed | None = None) -> int:
        """Types `texts` in turn; gives the exit code."""
        hearing = typed or Typed([*texts])
        try:
            return converse(pack, self.journal, Talk(hearing), Setting())
        finally:
            read = self.capture.readouterr()
            self.said, self.data = read.err, read.out

    def with_pack(self, text: str, *texts: str, typed: Typed | None = None) -> int:
        """The same, with a pack made of its text."""
        return self.hold(pack_of(text), *texts, typed=typed)

    def drafted(self) -> dict[str, object]:
        """Gives what the only draft holds, by the step's key."""
        (draft,) = self.journal.writing.drafts().drafts
        return {key: given.value for (key, _item), given in draft.session.given.items() if given.answered}

    def kept(self) -> dict[str, object]:
        """Gives the answers of the page whose id was printed."""
        entry = self.journal.reading.page(self.data.strip()).entry
        assert entry
        return {answer.key: answer.value for answer in entry.answers}


def pack_of(text: str) -> Pack:
    reading = packfile.read(f'title = "Even stilstaan"\n{text}'.encode(), "even-stilstaan.toml")
    assert reading.pack, reading.problems
    return reading.pack
