"""The command `forget`: shows all that is there of a client, and on a yes deletes it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.deleting import ask
from kwetsbaar.cli.layout import short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import moment, msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.forgetting import Memory
    from kwetsbaar.journal.page import Page


def run(arguments: Arguments, setting: Setting) -> int:
    """Looks, asks, and forgets."""
    with opened(arguments, setting) as journal:
        memory = journal.forgetting.look(arguments.alias, _reading)
        if not arguments.json:
            _tell(memory, journal)
        ask(
            msg("Delete all of this about ‘{alias}’ for good?", alias=memory.client.alias),
            yes=arguments.yes,
        )
        kept = journal.forgetting.forget(memory, keep_learned=arguments.keep_learning)
    if arguments.json:
        talk.document(_document(memory, kept))
    else:
        _done(memory, kept)
    return exits.DAMAGED if memory.unreadable else exits.DONE


def _reading(done: int, of: int) -> None:
    talk.progress(msg("Read: {done} of {total}", done=done, total=of), ended=done == of)


def _tell(memory: Memory, journal: Journal) -> None:
    """Shows what there is, and on each page that stays that it does."""
    for text in (
        plural("{n} page, with its earlier versions", "{n} pages, with their earlier versions", len(memory.pages)),
        plural("{n} page in the trash", "{n} pages in the trash", len(memory.trashed)),
        plural("{n} draft", "{n} drafts", len(memory.drafts)),
        plural("{n} noted name", "{n} noted names", len(memory.client.names)),
    ):
        if text.values["n"]:
            talk.say(text)
    names = short_ids(card.name for card in journal.reading.cards())
    for mention in memory.mentions:
        where = msg("in an earlier version") if mention.earlier else msg("in its text")
        talk.hint(
            msg(
                "‘{alias}’ also stands on [{id}] {title}, {where}. That page stays; look what you want with it.",
                alias=memory.client.alias,
                id=names[mention.card.name],
                title=mention.card.title,
                where=where,
            )
        )
    if memory.learned:
        talk.say(
            plural(
                "Of what you learned, {n} text can be kept, loosened from this client: --keep-learning",
                "Of what you learned, {n} texts can be kept, loosened from this client: --keep-learning",
                len(memory.learned),
            )
        )
    for name in memory.beside:
        talk.complain(msg("{file} stays, and something of this client may be in it.", file=clean_line(name)))
    for name in memory.unreadable:
        talk.complain(msg("‘{name}’ cannot be read, so it stays, whatever it is about.", name=clean_line(name)))


def _done(memory: Memory, kept: Page | None) -> None:
    talk.say(msg("‘{alias}’ is forgotten in this folder.", alias=memory.client.alias))
    talk.hint(msg("Backups, other devices and what a sync tool keeps are not reached. Delete it there too."))
    for sent in memory.sent:
        who = sent.to or str(msg("someone, with a passphrase"))
        talk.hint(msg("On {when} a page went to {who}: that file is theirs.", when=moment(sent.when), who=who))
    if kept is not None:
        talk.say(msg("What you learned is kept: {id}", id=kept.name))


def _document(memory: Memory, kept: Page | None) -> Json:
    return {
        "alias": memory.client.alias,
        "purged": [page.name for page in memory.pages],
        "trash": [*memory.trashed],
        "drafts": [draft.id for draft in memory.drafts],
        "mentioned_in": [
            {"id": mention.card.name, "earlier_version_only": mention.earlier} for mention in memory.mentions
        ],
        "given_away": [{"to": sent.to or None, "when": sent.when.isoformat(), "id": sent.page} for sent in memory.sent],
        "unreadable": [*memory.unreadable],
        "beside": [*memory.beside],
        "kept": kept.name if kept else None,
    }
