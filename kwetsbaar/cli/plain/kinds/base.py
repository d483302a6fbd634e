"""What every kind of question needs in plain lines, and the one rule that it follows.

A kind is one module in this package with one function,

    def ask(question: Question, talk: Talk) -> Toml | None

registered once in `kwetsbaar.cli.plain.kinds`. When it is called the heading, the question, the text to read and the
hint were said already. It

- says what was given before (`so_far`), how the question is answered (`talk.how`, said once), and its numbered options;
- asks for lines (`talk.line`, or the functions here), and tells in a kind sentence when a line cannot be taken, and
  asks again;
- notes what is given so far with `talk.begin(value)` whenever a person would miss it, in the shape of the kind (a
  value that `question.form.check` takes). That is what is kept when the person goes back, skips, changes the language
  or is gone in the middle; the kind is then asked again with it in `question.given`;
- gives the answer in the shape of the kind; None, or what the form calls empty, passes the question by. An empty line
  where something was given before means that it stays.

The words (`/back`, `/skip` …) come out of `talk.line` as the exception `Said`. A kind lets it pass, unless it asks
several things one after the other: then it may catch `Word.BACK` and go one of those back. `Gone` is never caught.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.cli.plain.words import STOP, Word, slashed
from kwetsbaar.core.kinds.base import Form
from kwetsbaar.i18n import Message, language, msg, plural
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

F = TypeVar("F", bound=Form)


def form_of(question: Question, kind: type[F]) -> F:
    """Gives the form of a question, which must be one of `kind`."""
    if not isinstance(question.form, kind):
        raise TypeError(f"{question.kind}: {type(question.form).__name__}")
    return question.form


def given_value(question: Question) -> Toml | None:
    """Gives what was given before, also what was begun before a skip."""
    return question.given.value if question.given else None


def standing(question: Question) -> Toml | None:
    """Gives what was given before and can stay; None where it was only begun, such as a day half written."""
    given = given_value(question)
    unfinished = given is None or question.form is None or question.form.unfinished(given) is not None
    return None if unfinished else given


def so_far(question: Question, talk: Talk, told: str = "") -> None:
    """Says what was given here before, if anything, and what an empty line then does.

    `told` is for an answer whose markdown is no pleasure to hear, such as a table.
    """
    given = given_value(question)
    if given is not None and question.form:
        talk.say(msg("So far:"))
        talk.say(told or question.form.markdown(given, language()))
        talk.how(msg("Enter leaves it like this. {anew} begins anew.", anew=slashed(Word.ANEW)))


# ------------------------------------------------------------------ asking one thing


def one_line(talk: Talk, prompt: Message | str) -> str:
    """Asks for a text of one line; empty if there is none."""
    line = talk.line(prompt)
    return "" if is_end(line) else clean_line(written(line))


def number(talk: Talk, low: int, high: int, prompt: Message | None = None) -> int | None:
    """Asks for a whole number from `low` to `high`; None for an empty line."""
    while True:
        line = talk.line(prompt or msg("A number from {low} to {high}:", low=low, high=high), bare=True)
        if is_end(line):
            return None
        given = whole(line)
        if given is not None and low <= given <= high:
            return given
        talk.say(msg("Here a whole number from {low} to {high} is wanted.", low=low, high=high))


def one_of(talk: Talk, options: Sequence[Message | str], *, bare: bool = True) -> int | None:
    """Says the options and asks for one, by its number or its words; its place from 0, None for an empty line."""
    talk.number(options)
    while True:
        line = talk.line(msg("Number:"), bare=bare)
        if is_end(line):
            return None
        place = place_of(line, options)
        if place is not None:
            return place
        talk.say(which_numbers(len(options)))


def place_of(line: str, options: Sequence[Message | str]) -> int | None:
    """Gives the place, from 0, of the option that a line names by its words or its number."""
    said = [fold(str(option)) for option in options]
    if fold(line) in said:
        return said.index(fold(line))
    given = whole(line)
    return given - 1 if given is not None and 1 <= given <= len(options) else None


def which_numbers(count: int) -> Message:
    """Gives what to say when a line names no option."""
    return plural("The only number here is 1.", "The numbers here are 1 to {n}.", count)


def whole(line: str) -> int | None:
    """Gives the whole number that a line is, if it is one."""
    said = line.strip().rstrip(STOP)
    return int(said) if said.removeprefix("-").isascii() and said.removeprefix("-").isdigit() else None
