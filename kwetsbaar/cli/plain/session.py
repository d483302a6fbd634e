"""One session in plain lines: asks where the draft is, moves at a word, and saves after each answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kwetsbaar import i18n
from kwetsbaar.cli.helplines import as_lines
from kwetsbaar.cli.plain.asking import other_language
from kwetsbaar.cli.plain.kinds import ASK
from kwetsbaar.cli.plain.words import MEANT, Said, Word, slashed
from kwetsbaar.core import care, keeping
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.offering import is_offered
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import Message, day, msg, plural
from kwetsbaar.journal.lookingback import what_helped

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.cli.setting import Setting
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Question, Session
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.journal import Journal


def _quiet(question: Question) -> Iterator[Message]:
    """Gives what holds for a question besides what its author says."""
    if question.private:
        yield msg("This stays out of what you share, unless you choose it yourself.")
    if question.timer:
        yield plural("about {n} minute", "about {n} minutes", question.timer)


_CALLED: Final = ((care.ENOUGH, Word.ENOUGH), (care.SOMEONE, Word.SOMEONE))
"""What a text can name by what the app calls it, with the word for it here."""


def typed_out(text: str) -> str:
    """Gives a text in which ‘Enough for now’ and ‘Someone to talk to’ are called by the words that one types here."""
    for name, word in _CALLED:
        text = text.replace(f"‘{name}’", slashed(word))
    return text


class PlainSession:
    """Walks a draft to its end, or to where a person has enough of it. What it ends with is the caller's to decide."""

    def __init__(self, draft: Draft, journal: Journal, talk: Talk, setting: Setting) -> None:
        self.draft = draft
        """As it stands, what is not saved yet included."""
        self.unsaved = False
        """Whether something was given that the disk does not hold."""
        self._journal = journal
        self._talk = talk
        self._setting = setting
        self._heading: str | None = None
        talk.keep_begun = self._keep_begun
        self._offered = False
        talk.tells = {
            Word.EARLIER: self._earlier,
            Word.HELPED: self._helped,
            Word.SOMEONE: self._someone,
            Word.WORDS: self._words,
        }

    @property
    def session(self) -> Session:
        """Where the person is."""
        return self.draft.session

    @session.setter
    def session(self, session: Session) -> None:
        self.unsaved |= session.given != self.draft.session.given or session.at != self.draft.session.at
        self.draft = self.draft.with_session(session)

    # -------------------------------------------------------------- walking

    def walk(self) -> bool:
        """Asks until nothing is left to ask (True), or the person has enough (False)."""
        while (question := self.session.question()) is not None:
            if not self._asked(question):
                return False
        return True

    def settle(self) -> None:
        """Takes what is begun into the draft."""
        begun, self._talk.begun = self._talk.begun, None
        if begun is not None:
            self.session = self.session.put(begun)

    def save(self) -> KwetsbaarError | None:
        """Saves if there is anything to save; gives the error if the disk does not take it."""
        if not self.unsaved or not (self.draft.rev or keeping.anything_given(self.session)):
            return None
        try:
            self.draft = self._journal.writing.save_draft(self.draft)
        except KwetsbaarError as error:
            return error
        self.unsaved = False
        return None

    def save_and_tell(self) -> None:
        """Saves, and says why if that fails. The next answer tries again."""
        error = self.save()
        if error:
            self._talk.say_error(error)

    def _asked(self, question: Question) -> bool:
        """Asks one question; False if the person has enough."""
        self._offer_help()
        self._say(question)
        try:
            value = ASK[question.kind](question, self._talk)
        except Said as said:
            self.settle()
            return self._done(said.word)
        self._talk.begun = None
        try:
            self._went_on(self._answered(value))
        except AnswerError as error:
            self._talk.say(error.message)
        self.save_and_tell()
        return True

    def _went_on(self, session: Session) -> None:
        """Moves on, and says so if that was without an answer, since one Enter too many is soon pressed."""
        place, self.session = self.session.at, session
        given = place and self.session.given_at(place)
        if given and given.skipped:
            self._talk.say(msg("Skipped."))

    def _answered(self, value: Toml | None) -> Session:
        here = self.session.at and self.session.form(self.session.at)
        if here is None:
            return self.session.next()
        return self.session.skip() if value is None else self.session.answer(value)

    def _done(self, word: Word) -> bool:
        """Does what a word says; False if it is that the person has enough."""
        match word:
            case Word.BACK if self.session.at_start:
                self._talk.say(msg("This is the first question."))
            case Word.BACK:
                self.session = self.session.back()
            case Word.SKIP:
                self._went_on(self.session.skip())
            case Word.ANEW:
                self.session = self.session.without_answer()
            case Word.LANGUAGE:
                self._other_language()
            case Word.AGAIN:
                self._talk.forget_how()
        self.save_and_tell()
        return word is not Word.ENOUGH

    def _other_language(self) -> None:
        other_language()
        self.session = self.session.in_language(i18n.language())
        self._heading = None
        self._talk.forget_how()

    def _keep_begun(self) -> None:
        """Saves what is begun, without moving."""
        self.settle()
        self.save_and_tell()

    # -------------------------------------------------------------- saying

    def _say(self, question: Question) -> None:
        """Says the heading if it is another one, and the question."""
        self._talk.gap()
        if question.part and question.part != self._heading:
            self._talk.say(question.part)
            self._talk.gap()
        self._heading = question.part
        for text in (question.ask, question.say, question.hint, *_quiet(question)):
            if text:
                self._talk.say(typed_out(str(text)))

    def _offer_help(self) -> None:
        """Names once the word for what helped before, after a no or a not yet. What it says comes only if asked for."""
        if not self._offered and is_offered(self.session):
            self._offered = True
            self._talk.gap()
            self._talk.say(msg("If you like, {helped} tells what helped you before.", helped=slashed(Word.HELPED)))

    def _helped(self) -> None:
        """Says what the person wrote down as a help before."""
        found = what_helped(self._journal.reading)
        if not found:
            self._talk.say(msg("Nothing yet. What you write down as a help, in any pack, comes to stand here."))
        for resource in found:
            self._talk.say(f"– {resource.text}")

    def _words(self) -> None:
        for word, meaning in MEANT.items():
            self._talk.say(f"{slashed(word)}: {meaning}")

    def _someone(self) -> None:
        self._talk.say(as_lines(self._setting))

    def _earlier(self) -> None:
        """Says what was answered before to this question."""
        reading = self._journal.reading
        reading.load()
        found = reading.earlier_to(self.draft)
        if not found:
            self._talk.say(msg("Nothing yet: this is the first time you answer this question."))
        for answer in found:
            self._talk.say(", ".join(filter(None, (day(answer.date), answer.theme, answer.item))) + ":")
            self._talk.say(answer.text)
