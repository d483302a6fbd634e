"""The kind `list`: a few short texts, each on its own line, and earlier items that can be taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, place_of, so_far, which_numbers
from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.cli.plain.words import STOP
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.i18n import Message, msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes items until an empty line, or until there are as many as the author asks for. What was given stays."""
    most, given = form_of(question, ListForm).most, given_value(question)
    items = [str(item) for item in given] if isinstance(given, list) else []
    so_far(question, talk)
    taken = [item for item in question.offered if item not in items]
    if taken and len(items) < most:
        items += taken_over(taken, talk)[: most - len(items)]
        talk.begin([*items])
    if len(items) >= most:
        talk.say(_plenty(most))
        talk.line(msg("Enter goes on."))
        return [*items]
    return [*more_items(talk, items, most)]


def more_items(
    talk: Talk, items: list[str], most: int, begun: Callable[[list[str]], Toml] = lambda items: [*items]
) -> list[str]:
    """Takes items below those that there are, each behind its number; those given twice count once.

    `begun` gives the answer that they make so far, for a kind whose answer is more than a list of texts.
    """
    talk.how(msg("One on each line. An empty line ends the list."))
    while len(items) < most:
        line = talk.line(f"{len(items) + 1}.")
        if line.strip() == STOP or (not line.strip() and not talk.more_comes()):
            return items
        item = clean_line(written(line))
        if item and item not in items:
            items.append(item)
            talk.begin(begun(items))
    talk.say(_plenty(most))
    return items


def taken_over(offered: list[str], talk: Talk) -> list[str]:
    """Asks which of the earlier items come along; nothing is asked where there are none."""
    if not offered:
        return []
    talk.say(msg("From before, to take over if you like:"))
    talk.number(offered)
    while not is_end(line := talk.line(msg("Numbers, with commas between them:"), bare=True)):
        places = [place_of(part, offered) for part in line.replace(",", " ").split()]
        if None not in places:
            return [offered[place] for place in places if place is not None]
        talk.say(which_numbers(len(offered)))
    return []


def _plenty(most: int) -> Message:
    return plural("One is enough here.", "{n} is plenty here.", most)
