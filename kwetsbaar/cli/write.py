"""The command `write` with a file of answers: a session without a screen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.core import flagging
from kwetsbaar.core.toml import LARGEST
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import language

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.pack import Pack

STANDARD_INPUT: Final = Path("-")
"""The name that means: not a file, but what comes in."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Keeps a page from the answers and prints its id. Nothing is asked or opened for a file that has errors.

    Only where a pack asks about earlier pages must these be at hand to check the answers.
    """
    from kwetsbaar.journal.answering import answered
    from kwetsbaar.journal.knowing import needs_pages

    pack, data, name = _read(arguments, setting)
    checked = None if needs_pages(pack) else answered(pack, language(), data, name)
    with opened(arguments, setting) as journal:
        draft = journal.writing.begin(pack, language())
        session = checked or answered(pack, language(), data, name, draft.session.known)
        session = replace(session, known=draft.session.known)
        with suppress(KwetsbaarError):  # who cannot read the names yet can keep it
            for line in flagging.said(journal.people.flagged(session)):
                talk.say(line)
        page = journal.writing.keep(draft.with_session(session))
    talk.data(page.name)
    return exits.DONE


def _read(arguments: Arguments, setting: Setting) -> tuple[Pack, bytes, str]:
    from kwetsbaar.journal.answering import read_outside
    from kwetsbaar.journal.packs import FREE_PAGE, Packs

    pack = Packs.of(setting.places).get(arguments.pack or FREE_PAGE)
    file = arguments.answers or STANDARD_INPUT
    data = talk.standard_input(LARGEST + 1) if file == STANDARD_INPUT else read_outside(file)
    return pack, data, file.name
