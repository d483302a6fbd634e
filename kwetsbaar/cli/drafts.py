"""The command `drafts`: the unfinished pages, without what was written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.cli import documents, exits, talk
from kwetsbaar.cli.layout import columns, short_ids
from kwetsbaar.cli.unlocking import opened
from kwetsbaar.i18n import moment, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.draft import Draft


def run(arguments: Arguments, setting: Setting) -> int:
    """Lists the drafts, the one saved last first, and names those that cannot be read."""
    with opened(arguments, setting) as journal:
        shelf = journal.writing.drafts()
    if arguments.json:
        unread = map(documents.of_unreadable_draft, shelf.unreadable)
        talk.document([*map(documents.of_draft, shelf.drafts), *unread])
    elif shelf.drafts:
        talk.data(columns(_rows(shelf.drafts)))
    else:
        talk.say(msg("There are no unfinished pages."))
    for name in shelf.unreadable:
        talk.complain(msg("The unfinished page ‘{name}’ cannot be read.", name=name))
    return exits.DAMAGED if shelf.unreadable else exits.DONE


def _rows(drafts: Sequence[Draft]) -> list[tuple[str, ...]]:
    short = short_ids(draft.id for draft in drafts)
    return [(short[draft.id], moment(draft.changed), _title(draft)) for draft in drafts]


def _title(draft: Draft) -> str:
    return draft.session.pack.title.in_language(draft.session.lang)
