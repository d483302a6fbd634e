"""Talks in plain lines: says sentences, numbers what can be chosen, and asks for a line.

What is said goes to standard error, as all that is not data does; only the id of a page goes to standard output.
"""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import talk
from kwetsbaar.cli.plain.words import SAID, SLASH, STOP, Said, Word, heard, literal, slashed
from kwetsbaar.i18n import LANGUAGES, Message, _, msg
from kwetsbaar.text import clean, fold

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.hearing import Hearing
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.errors import KwetsbaarError

WIDEST: Final = 72
"""Columns of a line, as of the column in the app."""

_NEAR: Final = 0.75


class Talk:
    """One conversation. It knows nothing of sessions."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._told: set[str] = set()
        self.tells: dict[Word, Callable[[], None]] = {}
        """What is done at a word that only tells something; the question then still stands."""
        self.begun: Toml | None = None
        """The answer as far as it is given: what is kept if the person says a word, or is gone, in the middle."""
        self.then = ""
        """The pack that was chosen to go on with, when the page is kept; empty for none."""
        self.keep_begun: Callable[[], None] = lambda: None
        """Called when there is time to save what is begun."""

    # -------------------------------------------------------------- saying

    def say(self, text: Message | str) -> None:
        """Says a text, each of its lines wrapped."""
        for line in clean(str(text)).split("\n"):
            talk.plain("\n".join(textwrap.wrap(line, WIDEST, break_long_words=False, break_on_hyphens=False)))

    def say_error(self, error: KwetsbaarError) -> None:
        """Says what went wrong, and the way out."""
        self.say(f"{error.message} {error.hint or ''}".strip())

    def gap(self) -> None:
        """Leaves a line empty."""
        talk.plain("")

    def number(self, options: Iterable[Message | str], first: int = 1) -> None:
        """Says each of the options behind its number."""
        for number, option in enumerate(options, first):
            lead = f"{number}. "
            wrapped = textwrap.wrap(clean(str(option)), WIDEST, initial_indent=lead, subsequent_indent=" " * len(lead))
            talk.plain("\n".join(wrapped) or lead.strip())

    def how(self, message: Message) -> None:
        """Says how something is answered, the first time that it is asked. A repeated question says it again."""
        if message.text not in self._told:
            self._told.add(message.text)
            self.say(message)

    def forget_how(self) -> None:
        """Lets the next question say again how it is answered."""
        self._told.clear()

    # -------------------------------------------------------------- asking

    def line(self, prompt: Message | str = "", *, bare: bool = False) -> str:
        """Asks for a line and gives it clean; with `bare` the words need no slash here.

        Raises `Said` if it is a word that is not this conversation's own, and `Gone`.
        """
        while True:
            talk.prompt(f"{prompt} " if str(prompt) else "")
            line = clean(self._hearing.line())
            if self._hearing.cut:
                self.say(msg("That line was longer than the terminal takes. Its end may be missing."))
            word = heard(line, bare=bare)
            if word is None and not (near := self._near(line)):
                return line
            self._do(word, near if word is None else "")

    def more_comes(self) -> bool:
        """Tells whether the next line is there already, as when a text is pasted."""
        return self._hearing.waiting()

    def pass_time(self, seconds: float) -> bool:
        """Waits so long, or until something is typed; tells whether it was."""
        return self._hearing.waiting(seconds)

    def begin(self, value: Toml) -> None:
        """Notes the answer as far as it is given. It must be one that the question's form takes.

        It is saved when no more is coming, so that a text that is pasted is saved once.
        """
        self.begun = value
        if not self.more_comes():
            self.keep_begun()

    def _do(self, word: Word | None, near: str) -> None:
        if word is None:
            self.say(near)
        elif word in self.tells:
            self.tells[word]()
        else:
            raise Said(word)

    def _near(self, line: str) -> str:
        """Gives what to say of a line that looks like a word with a slip in it; empty for any other line."""
        said = fold(line)
        if not said.startswith(SLASH) or " " in said or len(said) == 1:
            return ""
        known = {f"/{fold(message.in_language(code))}": word for word, message in SAID.items() for code in LANGUAGES}
        nearest = difflib.get_close_matches(said, known, n=1, cutoff=_NEAR)
        if not nearest:
            return ""
        return _(
            "Did you mean {word}? A backslash before it makes it a line of your text.", word=slashed(known[nearest[0]])
        )


def is_end(line: str) -> bool:
    """Tells whether a line says that the answer is done: nothing, or a full stop alone."""
    return line.strip() in ("", STOP)


def written(line: str) -> str:
    """Gives a line of a person's text as it is meant."""
    return literal(line).rstrip()
