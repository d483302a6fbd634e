"""The packs that a person can choose from: the built-in ones and their own, which win."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kwetsbaar.core import packfile
from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import Message, msg
from kwetsbaar.storage import prompts

if TYPE_CHECKING:
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.packfile import Reading
    from kwetsbaar.storage.places import Places

FREE_PAGE = "vrij"
"""The pack of the free page."""

_AUDIENCES = ("anyone", "client", "coach")


@dataclass(frozen=True)
class Shelved:
    """One pack file on the shelf, readable or not."""

    id: str
    path: Path
    own: bool
    """Whether it is the person's own."""
    reading: Reading
    """The pack, or what is wrong with its file."""

    @property
    def pack(self) -> Pack | None:
        """Gives the pack if it can be walked now."""
        pack = self.reading.pack
        return pack if pack and not packfile.unwalkable(pack) else None


class Packs:
    """The shelf. A file that changes is read again; a broken one never stops the others."""

    def __init__(self, places: Places, folders: Sequence[Path] = ()) -> None:
        """Takes the places of this device, and folders of a person's own beside them; a pack in a later one wins."""
        self._folders = ((prompts.built_in(), False), *((folder, True) for folder in (prompts.own(places), *folders)))

    def all(self) -> tuple[Shelved, ...]:
        """Gives every pack once, by audience and then by minutes; the free page first."""
        shelf: dict[str, Shelved] = {}
        for folder, own in self._folders:
            for path in prompts.files(folder):
                shelf[path.stem] = Shelved(path.stem, path, own, check(path))
        return tuple(sorted(shelf.values(), key=_order))

    def get(self, id_: str) -> Pack:
        """Gives the pack called `id_`.

        Raises `NotFound` with the nearest name, and `PackErrors` for a file with errors or a pack that this version
        cannot walk yet.
        """
        for folder, _own in reversed(self._folders):
            for path in prompts.files(folder):
                if path.stem == id_:
                    return _walkable(path.name, check(path))
        raise NotFound(msg("There is no pack called ‘{id}’.", id=id_), self._nearest(id_))

    def _nearest(self, id_: str) -> Message:
        names = [shelved.id for shelved in self.all()]
        nearest = difflib.get_close_matches(id_, names, n=1)
        if nearest:
            return msg("Did you mean ‘{name}’?", name=nearest[0])
        return msg("These are there: {names}.", names=", ".join(names))


def check(path: Path) -> Reading:
    """Reads and checks one pack file; raises `NotFound` if it cannot be read at all."""
    return _reading(prompts.read(path), path.name)


@lru_cache(maxsize=64)
def _reading(data: bytes, name: str) -> Reading:
    """Reads the same bytes only once: home looks at the whole shelf whenever somebody comes back to it."""
    return packfile.read(data, name)


def _walkable(name: str, reading: Reading) -> Pack:
    if reading.pack is None:
        raise packfile.PackErrors(name, reading.problems)
    if problem := packfile.unwalkable(reading.pack):
        raise packfile.PackErrors(name, (problem,))
    return reading.pack


def _order(shelved: Shelved) -> tuple[bool, bool, int, int, str]:
    pack = shelved.reading.pack
    audience = _AUDIENCES.index(pack.audience) if pack and pack.audience in _AUDIENCES else len(_AUDIENCES)
    return pack is None, shelved.id != FREE_PAGE, audience, (pack and pack.minutes) or 0, shelved.id
