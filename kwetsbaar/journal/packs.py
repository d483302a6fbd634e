"""The packs that a person can choose from: the built-in ones and their own, which win."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import packfile
from kwetsbaar.core.known import KnownPack
from kwetsbaar.core.nearest import shown
from kwetsbaar.core.shapes import PACK_ID
from kwetsbaar.errors import KwetsbaarError, NotFound, Refused, UsageError
from kwetsbaar.i18n import Message, msg
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.storage import prompts

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.packfile import Reading
    from kwetsbaar.storage.places import Places

FREE_PAGE = "vrij"
"""The pack of the free page."""

_AUDIENCES = ("anyone", "client", "coach")

_ROOM: Final = 60
"""Letters of a name that leave room for a number behind it."""


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


@dataclass(frozen=True)
class Offered:
    """A pack file from somebody else, read and not taken over yet."""

    name: str
    """The id that it would have: the name of its file, made fit."""
    data: bytes = field(repr=False)
    reading: Reading
    """The pack, or what is wrong with its file."""


class Packs:
    """The shelf. A file that changes is read again; a broken one never stops the others."""

    def __init__(self, places: Places, folders: Sequence[Path] = ()) -> None:
        """Takes the places of this device, and folders of a person's own beside them; a pack in a later one wins."""
        self._own = prompts.own(places)
        self._folders = ((prompts.built_in(), False), *((folder, True) for folder in (self._own, *folders)))

    @classmethod
    def of(cls, places: Places) -> Self:
        """Gives the shelf with the folders that a person named in the settings."""
        return cls(places, Preferences.load(places).packs)

    @property
    def own_folder(self) -> Path:
        """The folder for a person's own packs; it need not exist."""
        return self._own

    def all(self) -> tuple[Shelved, ...]:
        """Gives every pack once, by audience and then by minutes; the free page first.

        A file of one's own that cannot be used stands at the end, and hides no other of its name.
        """
        shelf: dict[str, Shelved] = {}
        broken: list[Shelved] = []
        for shelved in self._files():
            if shelved.pack:
                shelf[shelved.id] = shelved
            else:
                broken.append(shelved)
        return tuple(sorted([*shelf.values(), *broken], key=_order))

    def get(self, id_: str) -> Pack:
        """Gives the pack called `id_`; of those with that name the last one that can be used.

        Raises `NotFound` with the nearest name, and `PackErrors` for a file with errors or a pack that this version
        cannot walk yet.
        """
        found = [shelved for shelved in self._files(id_) if shelved.id == id_]
        for shelved in reversed(found):
            if shelved.pack:
                return shelved.pack
        if found:
            return _walkable(found[-1].path.name, found[-1].reading)
        raise self._missing(id_)

    def onward(self, pack: Pack) -> tuple[KnownPack, ...]:
        """Gives the packs that the `next` steps of `pack` name, as far as they are there."""
        wanted = [step.params.get("packs") for step in pack.steps if step.kind == "next"]
        names = [str(name) for each in wanted if isinstance(each, tuple) for name in each]
        found = []
        for name in dict.fromkeys(names):
            try:
                found.append(KnownPack(name, dict(self.get(name).title.texts)))
            except KwetsbaarError:  # it is not there, or cannot be walked: then there is nothing to offer
                continue
        return tuple(found)

    # -------------------------------------------------------------- one's own

    def copy(self, id_: str, name: str = "") -> Path:
        """Copies the pack called `id_` to the own folder, under its own name or another one; gives the new file.

        Of those called so it is the one that wins, also if it has errors. Raises `NotFound`, `UsageError` for what is
        no name, `Refused` if there is one with that name, `NotSaved`.
        """
        found = [shelved for shelved in self._files(id_) if shelved.id == id_]
        if not found:
            raise self._missing(id_)
        return self.copy_of(found[-1], name)

    def copy_of(self, shelved: Shelved, name: str = "") -> Path:
        """Does as `copy` with one file of the shelf."""
        return self._put(name or shelved.id, prompts.read(shelved.path))

    def take(self, offered: Offered, name: str = "") -> Path:
        """Copies a pack of somebody else to the own folder; gives the new file. Raises as `copy`, and `PackErrors`."""
        _walkable(f"{offered.name}.toml", offered.reading)
        return self._put(name or offered.name, offered.data)

    def free_name(self, wanted: str) -> str:
        """Gives `wanted`, or if there is one of one's own with that name, the first that is free: `wanted-2`."""
        names = (wanted if number == 1 else f"{wanted[:_ROOM]}-{number}" for number in count(1))
        return next(name for name in names if not self._path(name).exists())

    def _put(self, name: str, data: bytes) -> Path:
        if not PACK_ID.fullmatch(name):
            raise UsageError(
                msg("A pack cannot be called ‘{name}’.", name=shown(name)),
                msg("Its name may have letters from a to z, digits, - and _."),
            )
        path = self._path(name)
        try:
            prompts.put(path, data)
        except Refused as error:
            free = msg("This name is free: {name}.", name=self.free_name(name))
            raise Refused(error.message, free) from None
        return path

    def _path(self, name: str) -> Path:
        return self._own / f"{name}.toml"

    # -------------------------------------------------------------- the files

    def _files(self, id_: str = "") -> Iterator[Shelved]:
        """Gives each file, the built-in ones first, or only those called `id_`."""
        for folder, own in self._folders:
            for path in prompts.files(folder):
                if id_ in {"", path.stem}:
                    yield Shelved(path.stem, path, own, looked_at(path))

    def _missing(self, id_: str) -> NotFound:
        return NotFound(msg("There is no pack called ‘{id}’.", id=shown(id_)), self._nearest(id_))

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


def looked_at(path: Path) -> Reading:
    """Does as `check`; that a file cannot be read is a problem like any other."""
    try:
        return check(path)
    except KwetsbaarError as error:
        return packfile.Reading(None, (packfile.Problem(None, error.message),))


def offered(path: Path) -> Offered:
    """Reads a pack file from somebody else, whatever a mail program made of its name; raises `NotFound`."""
    data = prompts.read(path)
    name = packfile.tidy(path.name)
    return Offered(name, data, packfile.read(data, f"{name}.toml"))


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
