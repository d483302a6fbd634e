"""The commands `share` and `open`: seal a page for someone, and open one that someone sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import opened, secret_in
from kwetsbaar.errors import Refused, UsageError
from kwetsbaar.i18n import day, msg, plural
from kwetsbaar.journal import receiving
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.receiving import Locked, Received
    from kwetsbaar.journal.sharing import Parcel


def run(arguments: Arguments, setting: Setting) -> int:
    """Does what was asked."""
    return _share(arguments, setting) if arguments.command == "share" else _open(arguments, setting)


# ------------------------------------------------------------------ share


def _share(arguments: Arguments, setting: Setting) -> int:
    if not arguments.preview and arguments.out is None:
        raise UsageError(msg("Where may it be written? --out FILE says so."), msg("--preview shows what would leave."))
    if not arguments.preview and not arguments.to and arguments.sealed_with is None:
        raise UsageError(
            msg("For whom is it? --to NAME says so."),
            msg("Or --sealed-with FILE: a passphrase that you agreed on by voice."),
        )
    with opened(arguments, setting) as journal:
        page = journal.reading.find(arguments.id)
        steps = None if arguments.steps is None else [step for step in arguments.steps.split(",") if step.strip()]
        chosen = journal.sharing.chosen_by(page, [step.strip() for step in steps] if steps is not None else None)
        parcel = journal.sharing.parcel(page, chosen, sender=arguments.sender, dated=not arguments.no_date)
        if arguments.preview:
            talk.data(parcel.text.rstrip("\n"))
        _tell_names(parcel, refuse=not (arguments.preview or arguments.with_names))
        if not arguments.preview and arguments.out is not None:
            _seal(journal, parcel, arguments, arguments.out)
    return exits.DONE


def _tell_names(parcel: Parcel, *, refuse: bool) -> None:
    """Names every real name that would leave; without a word that this is meant, nothing leaves."""
    for named in parcel.named:
        talk.complain(
            msg("line {line}: ‘{name}’ is the name of {alias}.", line=named.line, name=named.name, alias=named.alias)
        )
    if parcel.named and refuse:
        raise Refused(
            plural(
                "{n} real name would leave. Nothing was written.",
                "{n} real names would leave. Nothing was written.",
                len(parcel.named),
            ),
            msg("Change the page, leave that answer out, or say --with-names if it is meant."),
        )


def _seal(journal: Journal, parcel: Parcel, arguments: Arguments, out: Path) -> None:
    if arguments.sealed_with is not None:
        journal.sharing.seal_with(parcel, secret_in(arguments.sealed_with), out, arguments.to)
        opens = msg("the passphrase opens it")
    else:
        person = journal.sharing.person(arguments.to)
        journal.sharing.seal_for(parcel, person, out)
        opens = msg("only {name} can open it", name=person.name)
    talk.say(msg("{path} is written: {opens}. The page notes that it left.", path=clean_line(str(out)), opens=opens))


# ------------------------------------------------------------------ open


def _open(arguments: Arguments, setting: Setting) -> int:
    locked = receiving.take(arguments.file)
    received = _opened_alone(locked, arguments) if locked.needs_passphrase else None
    if received is not None and not arguments.keep:
        _show(received, json=arguments.json)
        return exits.DONE
    with opened(arguments, setting) as journal:
        received = received or journal.receiving.open(locked)
        _show(received, json=arguments.json)
        if arguments.keep:
            page = journal.receiving.keep(received)
            talk.say(msg("It is kept, as the words of someone else: {id}", id=page.name))
    return exits.DONE


def _opened_alone(locked: Locked, arguments: Arguments) -> Received:
    """Opens what was sealed with a passphrase; for that no journal is needed."""
    if arguments.sealed_with is not None:
        return receiving.open_with(locked, secret_in(arguments.sealed_with))
    return receiving.open_with(locked, talk.ask_secret(msg("The passphrase that you agreed on:")))


def _show(received: Received, *, json: bool) -> None:
    page = received.page
    if json:
        talk.document(
            {
                "title": page.title,
                "from": page.sender or None,
                "written": page.written.isoformat() if page.written else None,
                "lang": page.lang or None,
                "text": page.body,
            }
        )
        return
    who = msg("It says it is from {name}; age cannot prove that.", name=page.sender) if page.sender else _UNSIGNED
    talk.say(who)
    head = [f"# {page.title}"] if page.title else []
    written = [day(page.written)] if page.written else []
    talk.data("\n\n".join([*head, *written, page.body]))


_UNSIGNED = msg("It does not say who it is from.")
