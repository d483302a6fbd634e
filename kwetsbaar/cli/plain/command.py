"""The command `write --plain`: a session in plain lines, from the passphrase to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits
from kwetsbaar.cli.plain.asking import asked
from kwetsbaar.cli.plain.ending import Ending
from kwetsbaar.cli.plain.hearing import Gone, StandardInput
from kwetsbaar.cli.plain.session import PlainSession
from kwetsbaar.cli.plain.talking import Talk
from kwetsbaar.cli.plain.words import Word, slashed
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import language, moment, msg

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal import Journal


def run(arguments: Arguments, setting: Setting) -> int:
    """Asks in lines, wherever they come from. The pack is read before anything is asked or opened."""
    from kwetsbaar.journal.packs import FREE_PAGE, Packs

    pack = Packs.of(setting.places).get(arguments.pack or FREE_PAGE)
    with opened(arguments, setting) as journal:
        hearing = StandardInput()
        with hearing.listening():
            return converse(pack, journal, Talk(hearing), setting)


def converse(pack: Pack, journal: Journal, talk: Talk, setting: Setting) -> int:
    """Holds the conversation, goes on with the packs that are chosen at its end, and gives the exit code."""
    from kwetsbaar.journal.packs import Packs

    code = _held(pack, journal, talk, setting)
    while code == exits.DONE and talk.then:
        pack = Packs.of(setting.places).get(talk.then)
        talk.gap()
        code = _held(pack, journal, talk, setting)
    return code


def _held(pack: Pack, journal: Journal, talk: Talk, setting: Setting) -> int:
    """Holds one session. What it leaves in `talk.then` is to begin now."""
    talk.then = ""
    talk.say(pack.title.in_language(pack.language(language())))
    talk.say(_words())
    try:
        draft = _draft(pack, journal, talk)
    except Gone as gone:
        return gone.code
    if draft is None:
        return exits.DONE
    walked = PlainSession(draft, journal, talk, setting)
    ending = Ending(walked, journal, talk)
    try:
        code = _walked_to_its_end(walked, ending)
    except Gone as gone:
        code = ending.gone(gone.code)
    talk.then = talk.then if ending.kept else ""
    return code


def _walked_to_its_end(walked: PlainSession, ending: Ending) -> int:
    while walked.walk():
        code = ending.close()
        if code is not None:
            return code
        walked.session = walked.session.back()
    return ending.put_away()


def _draft(pack: Pack, journal: Journal, talk: Talk) -> Draft | None:
    """Gives the draft to go on with, or a new one; None if the person has enough already."""
    begun = journal.writing.begun(pack.id)
    if begun is None:
        return journal.writing.begin(pack, language())
    texts = (msg("You began this before, on {when}.", when=moment(begun.changed)), msg("What you wrote stays ready."))
    place = asked(talk, texts, (msg("Go on with it"), msg("Begin anew")))
    if place is None:
        return None
    return begun if place == 0 else journal.writing.begin(pack, language())


def _words() -> str:
    return str(
        msg(
            "You can always type {back}, {skip} or {enough}. {words} names all such words; {someone} gives numbers of "
            "people to talk to.",
            back=slashed(Word.BACK),
            skip=slashed(Word.SKIP),
            enough=slashed(Word.ENOUGH),
            words=slashed(Word.WORDS),
            someone=slashed(Word.SOMEONE),
        )
    )
