"""Where pack files lie, and reading them: the built-in ones, and a person's own in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.errors import NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.storage import files as storage

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message
    from kwetsbaar.storage.places import Places

LARGEST: Final = 256 * 1024 + 1
"""How much of a pack file is read: one byte more than it may hold, so that one too large is seen to be."""

_ENDINGS: Final = (".toml", ".toml.txt")

_PACKAGE = Path(__file__).parent.parent


def built_in() -> Path:
    """Gives the folder of the packs that come with the program, in an installed wheel as in a clone."""
    inside = _PACKAGE / "prompts"
    return inside if inside.is_dir() else _PACKAGE.parent / "prompts"


def own(places: Places) -> Path:
    """Gives the folder of a person's own packs; it need not exist."""
    return places.packs


def files(folder: Path) -> list[Path]:
    """Gives the pack files of `folder` by name; none if there is no such folder.

    One to which Notepad put .txt is among them, so that somebody who looks for it finds it, and what is wrong with it.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.name.lower().endswith(_ENDINGS) and path.is_file())
    except OSError:
        return []


def put(path: Path, data: bytes) -> None:
    """Writes a new pack file, and the folder that it lies in. `Refused` if it is there already, `NotSaved` else."""
    folder = path.parent
    storage.make_folder(folder.resolve() if folder.exists() else folder, parents=True)
    storage.write_outside(path, data)


def read(path: Path) -> bytes:
    """Gives at most `LARGEST` bytes of a file that a person named; raises `NotFound` with the reason."""
    if trouble := _no_file(path):
        raise NotFound(trouble)
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        raise NotFound(msg("There is no file {path}.", path=path)) from None
    except (OSError, ValueError) as error:  # a name can hold what no name may hold
        reason = error.strerror if isinstance(error, OSError) else "?"
        raise NotFound(msg("{path} cannot be read: {reason}.", path=path, reason=reason)) from None


def _no_file(path: Path) -> Message | None:
    """Gives why there is nothing to read at `path`, if it is something else than a file. A link may lead to one."""
    try:
        if path.is_dir():
            return msg("{path} is a folder. Name a file in it that ends in .toml.", path=path)
        if path.is_symlink() and not path.exists():
            return msg("{path} is a link that leads nowhere. Name the file itself.", path=path)
        return msg("{path} is not a file.", path=path) if path.exists() and not path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name that is too long, or holds a NUL
        return msg("{path} cannot be read. Is the name right?", path=path)
