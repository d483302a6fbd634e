"""The kind `feelings`: a word on each line, found while one types; then how strong each is, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.cli.plain.kinds.base import form_of, given_value, number, one_line, one_of, so_far
from kwetsbaar.cli.plain.kinds.stages import walk
from kwetsbaar.cli.plain.talking import is_end, written
from kwetsbaar.core import feelingwords
from kwetsbaar.core.kinds.feelings import MOST, STRONGEST, FeelingsForm
from kwetsbaar.i18n import Message, enumerate_words, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.core.feelingwords import Feeling
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

_OFFERED: Final = 30
"""How many words that may be meant are said at most."""

_WORDS: Final = (-1, "words")


def ask(question: Question, talk: Talk) -> Toml | None:
    """Takes feelings until an empty line, and then what its author asks about each."""
    form, given = form_of(question, FeelingsForm), given_value(question)
    items = [dict(item) for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    so_far(question, talk)
    _Asking(form, items, talk).all()
    return [*items]


class _Asking:
    """One answer that grows."""

    def __init__(self, form: FeelingsForm, items: list[dict[str, Toml]], talk: Talk) -> None:
        self._form = form
        self._items = items
        self._talk = talk
        self._before = {(n, part) for n, item in enumerate(items) for part in item}

    def all(self) -> None:
        """Asks everything."""
        walk(self._stages, self._ask)

    def _stages(self) -> list[tuple[int, str]]:
        """Gives the words, and what is asked about each; what was there before this time stays without a question."""
        wanted = [part for part, asked in (("intensity", self._form.intensity), ("place", self._form.body)) if asked]
        every = [(n, part) for n in range(len(self._items)) for part in wanted]
        return [_WORDS, *(stage for stage in every if stage not in self._before)]

    def _ask(self, stage: tuple[int, str]) -> None:
        n, part = stage
        if stage == _WORDS:
            self._ask_words()
            return
        label = self._form.label(self._items[n]["word"], self._form.language)
        if part == "intensity":
            self._note(n, part, self._intensity(label))
        else:
            prompt = msg("‘{feeling}’: where in your body do you notice it?", feeling=label)
            self._note(n, part, one_line(self._talk, prompt) or None)

    def _intensity(self, label: str) -> int | None:
        self._talk.say(msg("‘{feeling}’: how strong is it?", feeling=label))
        return number(self._talk, 0, STRONGEST)

    def _note(self, n: int, part: str, value: Toml | None) -> None:
        if value is not None:
            self._items[n][part] = value
            self._talk.begin([*self._items])

    # -------------------------------------------------------------- words

    def _ask_words(self) -> None:
        self._talk.how(_how(self._form))
        while len(self._items) < MOST:
            line = self._talk.line(f"{len(self._items) + 1}.")
            if is_end(line):
                return
            word = self._meant(clean_line(written(line)))
            if word is not None:
                self._items.append({"word": word})
                self._talk.begin([*self._items])

    def _meant(self, typed: str) -> Toml | None:
        """Gives the word that was meant, an own one too; None if none was after all."""
        words = self._form.offered
        exact = feelingwords.named(words, typed)
        if exact:
            return exact.id
        hits = feelingwords.found(words, typed)[:_OFFERED] or feelingwords.like(words, typed)
        own = msg("‘{word}’, your own word", word=typed)
        if not hits:
            self._talk.say(own)
            return {"other": typed}
        return self._chosen(hits, own, typed)

    def _chosen(self, hits: list[Feeling], own: Message, typed: str) -> Toml | None:
        self._talk.say(msg("Which one is it? An empty line: none of these."))
        place = one_of(self._talk, [*(hit.label for hit in hits), own])
        if place is None:
            return None
        return hits[place].id if place < len(hits) else {"other": typed}


def _how(form: FeelingsForm) -> Message:
    families = [*dict.fromkeys(word.families[0] for word in form.offered if word.families)]
    if not families:
        return msg("A feeling on each line, your own words too. An empty line ends the row.")
    return msg(
        "A feeling on each line, your own words too. An empty line ends the row. "
        "The name of a family gives its words: {families}.",
        families=enumerate_words(families),
    )
