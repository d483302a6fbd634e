"""The command `help-lines`: someone to talk to, for who is at a command line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import columns
from kwetsbaar.i18n import language
from kwetsbaar.journal.helplines import someone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal.helplines import HelpLine


def run(arguments: Arguments, setting: Setting) -> int:
    """Prints the lines, those of one place below each other."""
    found = someone(language(), setting.places)
    if arguments.json:
        talk.document([documents.of_help_line(line) for line in found.lines])
    else:
        talk.data(_blocks(found.lines))
    if found.trouble:
        talk.hint(found.trouble)
    talk.say(found.about)
    return exits.DONE


def as_lines(setting: Setting) -> str:
    """Gives the lines as short texts to be said one after the other, with how fresh they are."""
    found = someone(language(), setting.places)
    lines = [", ".join(filter(None, (line.place, line.who, line.how, line.about))) for line in found.lines]
    return "\n".join([*lines, str(found.about)])


def _blocks(lines: Sequence[HelpLine]) -> str:
    return "\n\n".join(_block(place, list(of)) for place, of in groupby(lines, lambda line: line.place))


def _block(place: str, lines: list[HelpLine]) -> str:
    rows = columns([(line.who, " · ".join(filter(None, (line.how, line.about)))) for line in lines])
    return "\n".join([place, *(f"  {row}" for row in rows.split("\n"))])
