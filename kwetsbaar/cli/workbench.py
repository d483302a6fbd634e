"""The commands `packs copy` and `packs take`: a version of one's own, and a pack that somebody gave."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.core.packfile import PackErrors, unwalkable
from kwetsbaar.core.reciting import recite
from kwetsbaar.errors import Refused, UsageError
from kwetsbaar.i18n import language, msg
from kwetsbaar.journal.packs import offered
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.reciting import Told
    from kwetsbaar.journal.packs import Packs

_YES: Final = frozenset({"yes", "y", "ja", "j"})
"""What says yes, in either language."""

_WIDEST: Final = 78
_INDENT: Final = {"fact": "  ", "heading": "", "when": "  ", "ask": "  ", "text": "  ", "quiet": "    "}


def run(arguments: Arguments, packs: Packs) -> int:
    """Puts a pack in the own folder, and prints the new file."""
    if arguments.packs_command == "copy":
        path = packs.copy(arguments.pack or "", arguments.name)
    else:
        path = _taken(packs, arguments.files[0], arguments.name, yes=arguments.yes)
    _told(path)
    return exits.DONE


def _taken(packs: Packs, file: Path, name: str, *, yes: bool) -> Path:
    """Shows a pack that somebody gave, and asks before it is copied."""
    found = offered(file)
    if found.reading.pack is None:
        raise PackErrors(file.name, found.reading.problems)
    if odd := unwalkable(found.reading.pack):
        raise PackErrors(file.name, (odd,))
    talk.plain("\n".join(_lines(found.reading.pack)))
    _ask(yes=yes)
    return packs.take(found, name)


def _told(path: Path) -> None:
    shown = clean_line(str(path))
    talk.data(shown)
    talk.say(msg("It lies in your own folder: {folder}", folder=clean_line(str(path.parent))))
    talk.hint(msg("Try it out while you change it: kwetsbaar packs preview {path}", path=shown))


def _ask(*, yes: bool) -> None:
    if yes:
        return
    if not talk.has_terminal():
        raise UsageError(
            msg("This asks whether to take the pack in, and there is no terminal to ask on."),
            msg("With --yes it does not ask."),
        )
    if talk.ask(msg("Take this pack in? (yes/no)")).casefold() not in _YES:
        raise Refused(msg("Nothing was taken in."))


def _lines(pack: Pack) -> Iterator[str]:
    """Gives the whole pack, with an empty line before each question."""
    title = clean_line(pack.title.in_language(language()))
    yield from (title, "=" * len(title))
    for told in recite(pack, language()):
        yield from ([""] if told.first else [])
        yield from _wrapped(told)
    yield ""


def _wrapped(told: Told) -> Iterator[str]:
    indent = _INDENT[told.style]
    for line in told.text.split("\n"):
        yield from textwrap.wrap(line, _WIDEST, initial_indent=indent, subsequent_indent=indent) or [""]
