"""The commands that care for the keys: `passphrase`, `recovery`, `rekey` and `accept`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.choosing import check_way_of_words, checked, hand_over
from kwetsbaar.cli.unlocking import (
    ask_words,
    finish_rekey,
    is_given,
    next_passphrase,
    opened,
    opened_with,
    renewing,
    secret,
    words_in,
)
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting


def run(arguments: Arguments, setting: Setting) -> int:
    """Does one of them."""
    match arguments.command:
        case "passphrase":
            _passphrase(arguments, setting)
        case "recovery" if arguments.test:
            _test(arguments, setting)
        case "recovery":
            _recovery(arguments, setting)
        case "rekey":
            _rekey(arguments, setting)
        case _:
            _accept(arguments, setting)
    return exits.DONE


# ------------------------------------------------------------------ passphrase


def _passphrase(arguments: Arguments, setting: Setting) -> None:
    """Tries the old secret before a new passphrase is asked."""
    from kwetsbaar.journal import keys

    folder = setting.folder(arguments)
    old = secret(arguments, setting)
    keys.try_secret(folder, old, setting.places)
    new = checked(next_passphrase(arguments))
    keys.change_passphrase(folder, old, new, setting.places)
    talk.say(msg("The passphrase is changed. Recovery words stay as they were."))
    _about_the_old(arguments, setting)
    talk.hint(
        msg("Copies of the folder from before still open with the old one. If someone else knows it: kwetsbaar rekey.")
    )


def _about_the_old(arguments: Arguments, setting: Setting) -> None:
    if is_given(arguments, setting):
        talk.hint(msg("The file or the command that gives the old passphrase should give the new one from now on."))


# ------------------------------------------------------------------ recovery words


def _test(arguments: Arguments, setting: Setting) -> None:
    from kwetsbaar.journal import keys

    words = words_in(arguments.recovery_file) if arguments.recovery_file else ask_words()
    today = datetime.now().astimezone().date()
    if keys.prove_words(setting.folder(arguments), words, setting.places, today):
        talk.say(msg("These words open your journal. This device remembers that you tested them today."))
    else:
        talk.say(msg("These words open your journal. This device cannot remember now that you tested them."))


def _recovery(arguments: Arguments, setting: Setting) -> None:
    """Gives the words before they hold, so that there is no moment at which nobody has them."""
    from kwetsbaar.journal import Journal, keys

    if arguments.recovery_file:
        raise UsageError(
            msg("New recovery words need the passphrase."),
            msg("If you forgot it: kwetsbaar --recovery-file PATH passphrase."),
        )
    _check_paper(arguments)
    folder, old = setting.folder(arguments), secret(arguments, setting)
    keys.try_secret(folder, old, setting.places)
    words = Journal.proposed_words()
    hand_over(words, arguments)
    with _words_in_doubt():
        Journal.new_words(folder, old.text, setting.places, words)
    talk.say(msg("From now on these words open your journal; those of before do not any more."))


def _check_paper(arguments: Arguments) -> None:
    if arguments.recovery_out is None and not talk.has_terminal():
        raise UsageError(msg("There is no terminal to show the recovery words on."), msg("Choose --recovery-out PATH."))
    check_way_of_words(arguments)


@contextmanager
def _words_in_doubt() -> Iterator[None]:
    """Says of an error that comes when the words were given already how to find out whether they hold."""
    try:
        yield
    except KwetsbaarError as error:
        talk.hint(
            msg("Keep the old and the new words; kwetsbaar recovery --test tells which of them open your journal.")
        )
        raise error from None


# ------------------------------------------------------------------ a new key


def _rekey(arguments: Arguments, setting: Setting) -> None:
    """Goes on with a rekey that was cut off; else begins one."""
    from kwetsbaar.journal import Journal, keys

    old = secret(arguments, setting)
    with opened_with(old, arguments, setting) as journal:
        if journal.rekey_waits:
            finish_rekey(journal)
            return
        if not arguments.over_newer:
            keys.check_newest(journal)
        with_words = not arguments.no_recovery and (journal.has_words or arguments.recovery_out is not None)
    if with_words:
        check_way_of_words(arguments)
    new = checked(next_passphrase(arguments))
    words = Journal.proposed_words() if with_words else None
    if words:
        hand_over(words, arguments)
    with _words_in_doubt() if words else nullcontext():
        wanted = keys.Wanted(new, words, over_newer=arguments.over_newer)
        keys.rekey(setting.folder(arguments), old, wanted, setting.places, progress=renewing)
    talk.say(msg("Everything is written with a new key, and opens with the new passphrase."))
    _about_the_old(arguments, setting)
    talk.hint(msg("Copies of the folder from before still open with the old passphrase and the old recovery words."))


def _accept(arguments: Arguments, setting: Setting) -> None:
    with opened(arguments, setting) as journal:
        page = journal.writing.accept(journal.reading.find(arguments.id))
    talk.say(msg("‘{name}’ is a page like any other now.", name=clean_line(page.name)))
