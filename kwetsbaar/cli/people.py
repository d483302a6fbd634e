"""The command `people`: whom a person shares with, their addresses, and one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.layout import columns
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.errors import NotFound, UsageError
from kwetsbaar.i18n import day, moment, msg
from kwetsbaar.journal.people import fingerprint
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.people import Client, People, Person, Sent
    from kwetsbaar.journal import Journal


def run(arguments: Arguments, setting: Setting) -> int:
    """Opens the journal, and shows or changes who there is."""
    with opened(arguments, setting) as journal:
        match arguments.people_command:
            case "add":
                _add(journal, arguments.name, arguments.address)
            case "remove":
                journal.people.remove(arguments.name)
                talk.say(msg("‘{name}’ is removed. What went there stays listed.", name=clean_line(arguments.name)))
            case "show":
                _show(journal.people.all(), arguments.name, json=arguments.json)
            case "aliases":
                _aliases(journal.forgetting.clients(), json=arguments.json)
            case "alias":
                _alias(journal, arguments)
            case "address":
                _address(journal, json=arguments.json)
            case _:
                _list(journal.people.all(), json=arguments.json)
    return exits.DONE


def _add(journal: Journal, name: str, address: str) -> None:
    person = journal.people.add(name, address)
    talk.say(msg("‘{name}’ is kept. Compare these numbers by voice: {print}", name=person.name, print=_print(person)))


def _address(journal: Journal, *, json: bool) -> None:
    address = journal.people.address()
    if json:
        talk.document({"address": address, "fingerprint": fingerprint(address)})
    else:
        talk.data(address)
        talk.say(
            msg(
                "Give this to who wants to share a page with you. By voice, the numbers are: {print}",
                print=fingerprint(address),
            )
        )


def _list(people: People, *, json: bool) -> None:
    if json:
        talk.document([_person(person, people) for person in people.persons])
    elif people.persons:
        talk.data(columns([(person.name, _print(person), day(person.added)) for person in people.persons]))
    else:
        talk.say(msg("There is nobody yet. kwetsbaar people add NAME ADDRESS keeps someone."))


def _show(people: People, name: str, *, json: bool) -> None:
    """Shows a person, and what went there; one that was removed still has what went there."""
    person, sent = people.person(name), _sent_to(people, name)
    if person is None and not sent:
        raise NotFound(
            msg("There is nobody called ‘{name}’.", name=clean_line(name)),
            msg("kwetsbaar people list shows who there is."),
        )
    if json:
        talk.document(
            _person(person, people) if person else {"name": clean_line(name), "sent": [_of_sent(each) for each in sent]}
        )
        return
    if person:
        talk.data(f"{person.name}\n{person.recipient}\n{_print(person)}")
    for each in sent:
        talk.data(f"{moment(each.when)}  {each.page}  {', '.join(each.steps)}".rstrip())


def _print(person: Person) -> str:
    return fingerprint(person.recipient)


def _sent_to(people: People, name: str) -> list[Sent]:
    return [each for each in people.sent if fold(each.to) == fold(name)]


def _person(person: Person, people: People) -> dict[str, Json]:
    return {
        "name": person.name,
        "address": person.recipient,
        "fingerprint": _print(person),
        "added": person.added.isoformat(),
        "sent": [_of_sent(each) for each in _sent_to(people, person.name)],
    }


def _of_sent(sent: Sent) -> Json:
    return {
        "id": sent.page,
        "rev": sent.rev,
        "when": sent.when.isoformat(),
        "steps": [*sent.steps],
        "about": sent.about or None,
        "sha256": sent.sha256 or None,
    }


# ------------------------------------------------------------------ clients


def _aliases(clients: Sequence[Client], *, json: bool) -> None:
    if json:
        talk.document([_of_client(client) for client in clients])
    elif clients:
        talk.data(columns([(client.alias, _until(client), ", ".join(client.names)) for client in clients]))
    else:
        talk.say(msg("There is no client yet."))


def _alias(journal: Journal, arguments: Arguments) -> None:
    """Notes what was given, and shows what there is then."""
    forgetting, day_ = journal.forgetting, _day(arguments.keep_until)
    client = next((each for each in forgetting.clients() if fold(each.alias) == fold(arguments.alias)), None)
    if arguments.names is not None:
        client = forgetting.note_names(arguments.alias, tuple(arguments.names))
    if arguments.keep_until is not None:
        client = forgetting.keep_until(arguments.alias, day_)
    if client is None:
        raise NotFound(
            msg("There is nothing about ‘{alias}’.", alias=clean_line(arguments.alias)),
            msg("kwetsbaar people aliases shows which aliases there are."),
        )
    _aliases([client], json=arguments.json)


def _day(text: str | None) -> date | None:
    if text in (None, "never", "nooit"):
        return None
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise UsageError(
            msg("‘{text}’ is no day.", text=clean_line(text or "")), msg("A day is written as 2026-12-20, or never.")
        ) from None


def _until(client: Client) -> str:
    return str(msg("until {day}", day=day(client.until))) if client.until else ""


def _of_client(client: Client) -> Json:
    return {
        "alias": client.alias,
        "names": [*client.names],
        "until": client.until.isoformat() if client.until else None,
    }
