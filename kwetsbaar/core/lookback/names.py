"""What ids are called that only a pack knew: on the newest page in the language that is wanted, else on the newest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kwetsbaar.text import fold


@lru_cache(maxsize=4096)
def same(name: str) -> str:
    """Gives `fold` of a name: in a journal the same few come again and again."""
    return fold(name)


@dataclass(frozen=True)
class Names:
    """Names of things that were asked about in more than one language."""

    _found: dict[tuple[Hashable, str], str] = field(default_factory=dict, repr=False)

    def of(self, thing: Hashable, language: str) -> str:
        """Gives what `thing` is called; one that was never named is called as it stands."""
        return self._found.get((thing, language)) or self._found.get((thing, _ANY)) or str(thing)

    @classmethod
    def read(cls, named: Iterable[tuple[Hashable, str, str]]) -> Names:
        """Takes things with the language of a page and what they are called on it, the newest page first."""
        found: dict[tuple[Hashable, str], str] = {}
        for thing, language, called in dict.fromkeys(named):
            if called:
                found.setdefault((thing, language), called)
                found.setdefault((thing, _ANY), called)
        return cls(found)


_ANY = ""
