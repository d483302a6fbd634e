"""The command `import`: reads all of it first, tells what it is, then saves what is new. Done twice it adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.unlocking import identities_in, opened, secret_in
from kwetsbaar.i18n import msg, plural
from kwetsbaar.journal.importing import Opens

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.documents import Json
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.journal.importing import Brought

_FEW: Final = 20
"""Pages that a dry run names, and things not understood that are told one by one."""


def run(arguments: Arguments, setting: Setting) -> int:
    """Looks, and unless it is a dry run takes in what is new."""
    opens = Opens(
        identities_in(arguments.identity) if arguments.identity else (),
        secret_in(arguments.sealed_with) if arguments.sealed_with else None,
    )
    with opened(arguments, setting) as journal:
        brought = journal.importing.look(arguments.file, arguments.source, opens)
        taken = 0
        if not arguments.dry_run:
            taken = journal.importing.take(brought, _saving)
            journal.reading.keep()
    if arguments.json:
        talk.document(_document(brought, taken))
    else:
        _tell(brought, taken, dry=arguments.dry_run)
    return exits.DONE


def _saving(done: int, of: int) -> None:
    if of:
        talk.progress(msg("Saved: {done} of {total}", done=done, total=of), ended=done == of)


def _tell(brought: Brought, taken: int, *, dry: bool) -> None:
    if dry:
        for entry in brought.new[:_FEW]:
            talk.data(f"{entry.created.date()}  {entry.title}")
        talk.say(plural("{n} page would be brought in.", "{n} pages would be brought in.", len(brought.new)))
    else:
        talk.say(plural("{n} page was brought in.", "{n} pages were brought in.", taken))
    if brought.there:
        talk.say(
            plural("{n} page was in your journal already.", "{n} pages were in your journal already.", brought.there)
        )
    for odd in brought.found.odd[:_FEW]:
        talk.hint(msg("{where}: {what}", where=odd.where, what=odd.message))
    if (left := len(brought.found.odd) - _FEW) > 0:
        talk.hint(plural("And {n} thing more; --json tells all.", "And {n} things more; --json tells all.", left))


def _document(brought: Brought, taken: int) -> Json:
    return {
        "new": len(brought.new),
        "brought_in": taken,
        "there_already": brought.there,
        "not_understood": [{"where": odd.where, "message": str(odd.message)} for odd in brought.found.odd],
        "pages": [
            {"created": entry.created.isoformat(), "title": entry.title, "tags": [*entry.tags]} for entry in brought.new
        ],
    }
