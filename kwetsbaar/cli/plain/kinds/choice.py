"""The kind `choice`: numbered options of the same weight, and where the author asks for it own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, place_of, so_far, which_numbers, whole
from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.core.kinds.choice import ChoiceForm
from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Says the options and takes one, or with `many` as many as are named on one line."""
    form = form_of(question, ChoiceForm)
    so_far(question, talk)
    talk.number(option.label for option in form.options)
    while not is_end(line := talk.line(_prompt(form), bare=not form.other)):
        chosen = _many(form, written(line)) if form.many else _one(form, written(line))
        if chosen:
            return chosen
        talk.say(which_numbers(len(form.options)))
    return given_value(question)


def _prompt(form: ChoiceForm) -> Message:
    if form.many and form.other:
        return msg("Numbers, with commas between them, or your own words:")
    if form.many:
        return msg("Numbers, with commas between them:")
    return msg("Number, or your own words:") if form.other else msg("Number:")


def _one(form: ChoiceForm, line: str) -> Toml | None:
    place = place_of(line, _labels(form))
    if place is not None:
        return form.options[place].id
    return _own(form, line)


def _many(form: ChoiceForm, line: str) -> Toml | None:
    """Gives what a line names; one that is an option's words whole is that option, whatever commas it has."""
    whole_line = place_of(line, _labels(form))
    named = [line] if whole_line is not None else _parted(line)
    places = [(part, place_of(part, _labels(form))) for part in named]
    chosen: list[Toml] = [form.options[place].id for _part, place in places if place is not None]
    rest = ", ".join(part for part, place in places if place is None)
    if not rest:
        return chosen
    own = _own(form, rest)
    return [*chosen, own] if own else None


def _own(form: ChoiceForm, words: str) -> Toml | None:
    """Gives own words where they are asked for; a number that is none of the options is a slip, not words."""
    own = clean_line(words)
    is_slip = all(whole(part) is not None for part in _parted(own))
    return {"other": own} if form.other and own and not is_slip else None


def _parted(line: str) -> list[str]:
    """Gives what stands between commas, and numbers with only spaces between them apart."""
    parts = [part.strip() for part in re.split("[,;]", line)]
    if all(whole(word) is not None for word in line.replace(",", " ").replace(";", " ").split()):
        parts = line.replace(",", " ").replace(";", " ").split()
    return [part for part in parts if part]


def _labels(form: ChoiceForm) -> list[str]:
    return [option.label for option in form.options]
