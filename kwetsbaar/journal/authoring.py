"""What an author of packs is helped with: where a new file goes, and what a file names that is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kwetsbaar.core.nearest import nearest, shown
from kwetsbaar.core.packfile import Problem
from kwetsbaar.core.packfile.rules import tidy_name
from kwetsbaar.core.shapes import PACK_ID
from kwetsbaar.errors import NotFound, Refused, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.journal.packs import check
from kwetsbaar.storage import files, prompts
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.core.pack import Step
    from kwetsbaar.core.packfile import Reading
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.packs import Packs
    from kwetsbaar.storage.places import Places

SUFFIX = ".toml"


def place_of(name: str, out: Path | None, places: Places) -> Path:
    """Gives the file for a new pack called `name`: in the own folder, or in the folder or under the name `out`.

    Raises `UsageError` for what a pack cannot be called, `Refused` if the file is there, `NotFound` without a folder.
    """
    path = _path(_checked(name), out, places)
    _checked(path.name)
    if path.exists() or path.is_symlink():
        raise Refused(
            msg("{path} exists already, and is never written over.", path=clean_line(str(path))),
            msg("Choose another name, or move it away first."),
        )
    if out is not None and not path.parent.is_dir():
        raise NotFound(msg("There is no folder {path}.", path=clean_line(str(path.parent))))
    return path


def write(path: Path, text: str, places: Places) -> None:
    """Writes a new pack file; makes the own folder if that is where it goes. Raises `Refused`, `NotSaved`."""
    own = prompts.own(places)
    if path.parent == own and not own.is_dir():
        files.make_folder(own, parents=True)
    files.write_outside(path, text.encode())


def replaces_built_in(path: Path, places: Places) -> bool:
    """Tells whether a pack in the own folder has the name of a built-in one, which it then goes before."""
    return path.parent == prompts.own(places) and (prompts.built_in() / path.name).exists()


def _path(name: str, out: Path | None, places: Places) -> Path:
    if out is None:
        return prompts.own(places) / f"{name}{SUFFIX}"
    return out if out.suffix == SUFFIX and not out.is_dir() else out / f"{name}{SUFFIX}"


def _checked(name: str) -> str:
    stem = name.removesuffix(SUFFIX)
    if PACK_ID.fullmatch(stem):
        return stem
    raise UsageError(
        msg(
            "A pack cannot be called ‘{name}’: a name has letters from a to z, digits, - and _ only.",
            name=shown(name),
        ),
        msg("For instance: {name}", name=tidy_name(stem)),
    )


# ------------------------------------------------------------------ packs that are not there


def looked_over(path: Path, packs: Packs) -> Reading:
    """Checks one pack file, and warns of packs that it goes on to and that are neither on the shelf nor beside it.

    Raises `NotFound` if the file cannot be read at all.
    """
    reading = check(path)
    named = [(step, str(name)) for step in (reading.pack.steps if reading.pack else ()) for name in _onward(step)]
    if not named:
        return reading
    known = {path.stem, *(shelved.id for shelved in packs.all()), *(file.stem for file in prompts.files(path.parent))}
    missing = [Problem(step.line, _missing(name, known), "warning") for step, name in named if name not in known]
    return replace(reading, problems=tuple(sorted((*reading.problems, *missing), key=lambda each: each.line or 0)))


def _onward(step: Step) -> tuple[object, ...]:
    names = step.params.get("packs", ()) if step.kind == "next" else ()
    return names if isinstance(names, tuple) else ()


def _missing(name: str, known: set[str]) -> Message:
    near = nearest(name, sorted(known))
    if near:
        return msg("There is no pack ‘{name}’ here, so it is not offered. Do you mean ‘{near}’?", name=name, near=near)
    return msg("There is no pack ‘{name}’ here, so it is not offered.", name=name)
