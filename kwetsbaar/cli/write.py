"""The command `write` with a file of answers: a session without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.core.toml import LARGEST
from kwetsbaar.i18n import language

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.session import Session

STANDARD_INPUT: Final = Path("-")
"""The name that means: not a file, but what comes in."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Keeps a page from the answers and prints its id. The file is checked before anything is asked or opened."""
    session = _session(arguments, setting)
    with opened(arguments, setting) as journal:
        draft = journal.writing.begin(session.pack, session.lang)
        page = journal.writing.keep(draft.with_session(session))
    talk.data(page.name)
    return exits.DONE


def _session(arguments: Arguments, setting: Setting) -> Session:
    from kwetsbaar.journal.answering import answered, read_outside
    from kwetsbaar.journal.packs import FREE_PAGE, Packs

    pack = Packs(setting.places).get(arguments.pack or FREE_PAGE)
    file = arguments.answers or STANDARD_INPUT
    data = talk.standard_input(LARGEST + 1) if file == STANDARD_INPUT else read_outside(file)
    return answered(pack, language(), data, file.name)
