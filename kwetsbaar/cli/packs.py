"""The commands below `packs`: what there is to write with, what is wrong with a pack, and packs of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import documents, exits, newpack, packmap, talk, workbench
from kwetsbaar.cli.layout import columns
from kwetsbaar.core.packfile import unwalkable
from kwetsbaar.core.packfile.schema import schema
from kwetsbaar.core.roads import roads_of
from kwetsbaar.core.roads.saying import other_than_said, summary
from kwetsbaar.i18n import _, language, msg, plural
from kwetsbaar.journal.authoring import looked_over
from kwetsbaar.journal.packs import Packs
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.packfile import Problem, Reading
    from kwetsbaar.core.roads import Roads
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.packs import Shelved

OK, NOT_YET, ERRORS = "ok", "not_yet", "errors"
"""Whether a pack can be walked: now, by a later version, or not before its file is mended."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Does what is asked. No journal is needed for any of it."""
    match arguments.packs_command:
        case "check":
            return _check(arguments.files, Packs.of(setting.places), json=arguments.json)
        case "copy" | "take":
            return workbench.run(arguments, Packs.of(setting.places))
        case "new":
            return newpack.run(arguments, setting)
        case "map":
            return packmap.run(Packs.of(setting.places), arguments.pack or "", json=arguments.json)
        case "schema":
            talk.document(schema(language()))
            return exits.DONE
        case _:
            return _list(Packs.of(setting.places).all(), json=arguments.json)


# ------------------------------------------------------------------ list


def _list(shelf: Sequence[Shelved], *, json: bool) -> int:
    if json:
        talk.document([documents.of_pack(shelved, _state(shelved)) for shelved in shelf])
    elif rows := [_row(shelved) for shelved in shelf if shelved.reading.pack]:
        talk.data(columns(rows))
    broken = [shelved for shelved in shelf if shelved.reading.pack is None]
    for shelved in broken:
        talk.complain(msg("The pack ‘{id}’ has errors.", id=clean_line(shelved.id)))
        talk.hint(msg("They are told by: kwetsbaar packs check {path}", path=clean_line(str(shelved.path))))
    return exits.INVALID_FILE if broken else exits.DONE


def _state(shelved: Shelved) -> str:
    if shelved.reading.pack is None:
        return ERRORS
    return OK if shelved.pack else NOT_YET


def _row(shelved: Shelved) -> tuple[str, ...]:
    pack = shelved.reading.pack
    if pack is None:
        return ("",) * 5
    marks = ([_("your own")] if shelved.own else []) + ([] if shelved.pack else [_("not yet in this version")])
    minutes = _("{n} min", n=pack.minutes) if pack.minutes else ""
    title = clean_line(pack.title.in_language(language()))
    return clean_line(shelved.id), title, minutes, str(_audience(pack.audience)), ", ".join(marks)


def _audience(audience: str) -> Message:
    words = {"client": msg("clients"), "coach": msg("coaches")}
    return words.get(audience, msg("everyone"))


# ------------------------------------------------------------------ check


def _check(files: Sequence[Path], packs: Packs, *, json: bool) -> int:
    """Tells every problem of every file. All are read first, so that a missing one is told before anything else."""
    readings = [(clean_line(str(path)), looked_over(path, packs)) for path in files]
    walks = [_walked(reading) for _file, reading in readings]
    checked = [*zip(readings, walks, strict=True)]
    if json:
        talk.document([documents.of_check(file, reading, roads) for (file, reading), roads in checked])
    for (file, reading), roads in checked:
        if not json:
            _print_problems(file, reading)
        _sum_up(file, reading, roads)
    return exits.DONE if all(reading.pack for _file, reading in readings) else exits.INVALID_FILE


def _print_problems(file: str, reading: Reading) -> None:
    for problem in reading.problems:
        talk.data(problem.said(file) if problem.severity == "error" else _warning(file, problem))


def _warning(file: str, problem: Problem) -> str:
    place = file if problem.line is None else f"{file}:{problem.line}"
    return f"{place}: " + _("warning: {message}", message=problem.message)


def _sum_up(file: str, reading: Reading, roads: Roads | None) -> None:
    """Tells on standard error how it went, and how far the roads of a good pack go."""
    if reading.pack is None:
        errors = sum(problem.severity == "error" for problem in reading.problems)
        talk.complain(plural("{file}: {n} error.", "{file}: {n} errors.", errors, file=file))
    elif roads is None:
        not_yet = unwalkable(reading.pack)
        talk.say(msg("{file}: the pack is good. {but}", file=file, but=not_yet.message if not_yet else ""))
    else:
        talk.say(msg("{file}: the pack is good.", file=file))
        talk.say(msg("{file}: {summary}", file=file, summary=summary(roads)))
        if other := other_than_said(roads, reading.pack.minutes):
            talk.hint(other)


def _walked(reading: Reading) -> Roads | None:
    """Gives the roads of a pack that can be walked, after walking them."""
    if reading.pack is None or unwalkable(reading.pack):
        return None
    return roads_of(reading.pack, language())
