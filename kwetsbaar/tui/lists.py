"""Packs, drafts and pages as rows of a list. No row shows what a person wrote but the name they gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import _, day, short_day
from kwetsbaar.journal import State
from kwetsbaar.text import clean_line
from kwetsbaar.tui.rows import Row, cut

if TYPE_CHECKING:
    from datetime import date

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.packs import Shelved
    from kwetsbaar.journal.page import Card

_TITLE = 28
"""Cells for a title that leaves room for what stands beside it: where a person was, a theme."""


def pack_row(pack: Pack, lang: str) -> Row:
    """Gives minutes, title, and what it does."""
    minutes = _("{n} min", n=pack.minutes) if pack.minutes else ""
    summary = pack.summary.in_language(lang) if pack.summary else ""
    return Row(pack.id, minutes, clean_line(pack.title.in_language(lang)), clean_line(summary))


def shelved_row(shelved: Shelved, lang: str) -> Row:
    """Gives the row of a pack file, one with an error among them: that says what is wrong."""
    if shelved.pack:
        return pack_row(shelved.pack, lang)
    return Row(shelved.id, "", clean_line(shelved.path.name), trouble(shelved))


def trouble(shelved: Shelved) -> str:
    """Gives the first error of a pack file, with its line; a pack that has none is not for this version yet."""
    first = next((problem for problem in shelved.reading.problems if problem.severity == "error"), None)
    if first is None:
        return _("This version cannot walk this pack yet.")
    if first.line is None:
        return clean_line(str(first.message))
    return clean_line(_("line {line}: {message}", line=first.line, message=first.message))


def draft_row(draft: Draft) -> Row:
    """Gives what it is a draft of and in which part the person was; nothing that was written."""
    session = draft.session
    part = session.part(session.at) if session.at else None
    if session.at is None:
        where = _("you were at the end")
    else:
        where = _("you were at ‘{part}’", part=clean_line(part)) if part else ""
    title = cut(clean_line(session.pack.title.in_language(session.lang)), _TITLE)
    return Row(draft.id, _("go on"), title, where)


def card_row(card: Card, today: date | None = None) -> Row:
    """Gives date, title and theme; the year too if it is another one than that of `today`."""
    if card.created is None:
        return Row(card.name, "", _("A page that cannot be read"), clean_line(card.name))
    written = card.created.date()
    lead = day(written) if today and written.year != today.year else short_day(written)
    said = [card.theme, card.about, state_said(card.state)]
    tail = " · ".join(clean_line(each) for each in said if each)
    return Row(card.name, lead, cut(card.title, _TITLE) if tail else card.title, tail)


def state_said(state: State) -> str:
    """Gives in a few words what is odd about a page; empty if nothing is."""
    return {
        State.COPY: _("a second copy"),
        State.MISPLACED: _("under another page's name"),
        State.FOREIGN: _("not written by this journal"),
        State.ROLLED_BACK: _("an older version"),
        State.DAMAGED: _("damaged"),
    }.get(state, "")
