"""The command `guide`: what there is to read about using kwetsbaar, and reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.layout import columns
from kwetsbaar.i18n import language, msg
from kwetsbaar.journal.guides import GUIDES, guide

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting


def run(arguments: Arguments, _setting: Setting) -> int:
    """Prints a guide in the language of the interface, or lists what there is. No journal is needed."""
    if arguments.name:
        talk.data(guide(arguments.name).text(language()).rstrip())
    else:
        talk.data(columns([(each.name, str(each.about)) for each in GUIDES]))
        talk.hint(msg("kwetsbaar guide NAME shows it."))
    return exits.DONE
