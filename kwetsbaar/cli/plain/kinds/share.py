"""The kind `share`: telling it aloud. Who may hear it, which part, the first sentence, and when; or nobody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, place_of, so_far, which_numbers
from kwetsbaar.cli.plain.kinds.days import a_day
from kwetsbaar.cli.plain.kinds.rounds import Aspect, a_line
from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.cli.plain.words import Said, Word
from kwetsbaar.core.kinds.share import ASKED, NOBODY, SOON, ShareForm
from kwetsbaar.i18n import msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Asks who, and of somebody the rest, one thing after the other."""
    form, given = form_of(question, ShareForm), given_value(question)
    so_far(question, talk)
    row: Record = dict(given) if isinstance(given, dict) else {}
    row = {key: part for key, part in row.items() if key != "when" or isinstance(part, date)}
    who = _who(talk)
    if who is None and not row:
        return given
    if who == NOBODY:
        return NOBODY
    row |= {"who": who} if who else {}
    talk.begin(cast("Toml", row))
    return cast("Toml", _rest(talk, form, row))


def _who(talk: Talk) -> str | None:
    talk.number([msg("nobody, for now")])
    line = talk.line(msg("Who? A name, or 1 for nobody:"))
    if is_end(line):
        return None
    return NOBODY if place_of(line, [msg("nobody, for now")]) == 0 else clean_line(written(line)) or None


def _rest(talk: Talk, form: ShareForm, row: Record) -> Record:
    """Asks what is not known yet. Back goes one of these back; before the first it leaves the question."""
    aspects: dict[str, Aspect] = {"what": lambda talk: _what(talk, form)} if form.parts else {}
    aspects |= {"first": a_line, "when": lambda talk: a_day(talk, form.today, SOON, none=False)}
    names = [name for name in aspects if name not in row]
    at = 0
    while at < len(names):
        talk.gap()
        talk.say(ASKED[names[at]])
        try:
            value = aspects[names[at]](talk)
        except Said as said:
            if said.word is not Word.BACK or at == 0:
                raise
            at -= 1
            continue
        row = {key: part for key, part in row.items() if key != names[at]}
        row |= {} if value is None else {names[at]: value}
        talk.begin(cast("Toml", row))
        at += 1
    return row


def _what(talk: Talk, form: ShareForm) -> Toml | None:
    """Asks which answers, by their numbers."""
    labels = [label for _key, label in form.parts]
    talk.number(labels)
    while not is_end(line := talk.line(msg("Numbers, with commas between them:"), bare=True)):
        places = [place_of(part, labels) for part in line.replace(",", " ").split()]
        if None not in places:
            return [form.parts[place][0] for place in dict.fromkeys(places) if place is not None]
        talk.say(which_numbers(len(labels)))
    return None
