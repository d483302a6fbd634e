"""Packs, drafts and pages as rows of a list. No row shows what a person wrote but the name they gave it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kwetsbaar.i18n import Message, _, day, msg, short_day
from kwetsbaar.journal import State
from kwetsbaar.journal.due import What
from kwetsbaar.journal.packs import FREE_PAGE
from kwetsbaar.text import clean_line
from kwetsbaar.tui.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.due import Due
    from kwetsbaar.journal.packs import Shelved
    from kwetsbaar.journal.page import Card, Hit


_ORDERS: Final = {
    "self": (FREE_PAGE, "anyone", "client", "coach"),
    "coach": ("coach", FREE_PAGE, "anyone", "client"),
    "both": (FREE_PAGE, "coach", "anyone", "client"),
}
"""Which packs come first, by for whom a person writes."""


def pack_row(pack: Pack, lang: str) -> Row:
    """Gives minutes, title, and what it does."""
    minutes = _("{n} min", n=pack.minutes) if pack.minutes else ""
    summary = pack.summary.in_language(lang) if pack.summary else ""
    return Row(pack.id, minutes, clean_line(pack.title.in_language(lang)), clean_line(summary))


def row_id(shelved: Shelved) -> str:
    """Gives what its row is called: one with an error may have the name of a pack that can be used."""
    return shelved.id if shelved.pack else str(shelved.path)


def shelved_row(shelved: Shelved, lang: str) -> Row:
    """Gives the row of a pack file; one with an error says what is wrong, and a person's own says that it is."""
    if shelved.pack is None:
        return Row(row_id(shelved), "", clean_line(shelved.path.name), trouble(shelved))
    row = pack_row(shelved.pack, lang)
    if not shelved.own:
        return row
    return Row(row.id, row.lead, row.title, " · ".join(filter(None, (_("your own"), row.tail))))


def by_audience(shelved: Shelved, audience: str | None) -> tuple[bool, int]:
    """Gives what sorts packs for "self", "coach" or "both"; those that are for whom a person writes come first."""
    pack = shelved.pack
    order = _ORDERS.get(audience or "", _ORDERS["self"])
    group = FREE_PAGE if shelved.id == FREE_PAGE else pack.audience if pack else ""
    return pack is None, order.index(group) if group in order else len(order)


def trouble(shelved: Shelved) -> str:
    """Gives the first error of a pack file, with its line; a pack that has none is not for this version yet."""
    first = next((problem for problem in shelved.reading.problems if problem.severity == "error"), None)
    if first is None:
        return _("This version cannot walk this pack yet.")
    if first.line is None:
        return clean_line(str(first.message))
    return clean_line(_("line {line}: {message}", line=first.line, message=first.message))


_DUE: Final = {
    What.RISKS: (msg("look back"), msg("what you feared on {day}")),
    What.QUESTION: (msg("once more"), msg("the question that you wanted to ask yourself again")),
    What.PAGE: (msg("read again"), msg("from {day}")),
}


def due_row(due: Due, number: int) -> Row:
    """Gives what lies ready: of which page, and when that was written. Not when it was to be: nothing is late."""
    lead, tail = _DUE[due.what]
    said = Message(tail.text, {"day": day(due.written)} if "{day}" in tail.text else {})
    return Row(str(number), str(lead), clean_line(due.title), str(said))


def series_row(pack: Pack, lang: str) -> Row:
    """Gives a pack whose next time lies ready. Not how often it was, nor when it was to be: nothing is late."""
    return Row(pack.id, _("next"), clean_line(pack.title.in_language(lang)), _("the next time of this series"))


def draft_row(draft: Draft) -> Row:
    """Gives what it is a draft of and in which part the person was; nothing that was written."""
    session = draft.session
    title = clean_line(session.pack.title.in_language(session.lang))
    if draft.edits:
        return Row(draft.id, _("go on"), title, _("you were changing this page"))
    part = session.part(session.at) if session.at else None
    if session.at is None:
        where = _("you were at the end")
    else:
        where = _("you were at ‘{part}’", part=clean_line(part)) if part else ""
    return Row(draft.id, _("go on"), title, where)


def dated_draft_row(draft: Draft) -> Row:
    """Gives when it was saved last, what it is a draft of, and where in it the person was."""
    row = draft_row(draft)
    return Row(row.id, saved_at(draft), row.title, row.tail)


def draft_rows(drafts: Sequence[Draft]) -> list[Row]:
    """Gives a row for each; those with the same title say when they were saved last too."""
    rows = [draft_row(draft) for draft in drafts]
    titles = Counter(row.title for row in rows)
    return [
        row
        if titles[row.title] == 1
        else Row(row.id, row.lead, row.title, " · ".join(filter(None, (saved_at(draft), row.tail))))
        for row, draft in zip(rows, drafts, strict=True)
    ]


def saved_at(draft: Draft) -> str:
    """Gives day and time of the last save."""
    return f"{short_day(draft.changed.date())} {draft.changed:%H:%M}"


def card_row(card: Card, today: date | None = None) -> Row:
    """Gives date, theme or title, and the rest; the year too if it is another one than that of `today`."""
    if card.created is None:
        return Row(card.name, "", _("A page that cannot be read"), clean_line(card.name))
    written = card.created.date()
    lead = day(written) if today and written.year != today.year else short_day(written)
    named = [card.theme, card.title] if card.theme else [card.title]
    title, *said = filter(None, [*named, card.about, state_said(card.state)])
    return Row(card.name, lead, clean_line(title), " · ".join(clean_line(each) for each in said))


def hit_row(hit: Hit, today: date) -> Row:
    """Gives the row of a page that was found, with the place in its text."""
    row = card_row(hit.card, today)
    return Row(row.id, row.lead, row.title, row.tail, hit.snippet)


def state_said(state: State) -> str:
    """Gives in a few words what is odd about a page; empty if nothing is."""
    return {
        State.COPY: _("a second copy"),
        State.MISPLACED: _("under another page's name"),
        State.FOREIGN: _("not written by this journal"),
        State.EARLIER_KEY: _("written with an earlier key"),
        State.ROLLED_BACK: _("an older version"),
        State.DAMAGED: _("damaged"),
    }.get(state, "")
