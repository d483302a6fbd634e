"""How a session in plain lines ends: kept, not kept, or put away, also when nobody is there any more."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kwetsbaar.cli import exits, talk
from kwetsbaar.cli.plain.asking import asked
from kwetsbaar.core import flagging, keeping
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.journal import State

if TYPE_CHECKING:
    from kwetsbaar.cli.plain.session import PlainSession
    from kwetsbaar.cli.plain.talking import Talk
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Page

_KEEP: Final = msg("Keep it")
_REFUSE: Final = msg("Don't keep it")
_BACK: Final = msg("Back")
_LEAVE: Final = msg("Enough for now")
_DONE: Final = msg("Done")


_HERE: Final = msg("Saved. Look around for a moment, and feel your feet on the floor.")
"""What is said to who leaves a pack that asks for care in the middle."""


class Ending:
    """Ends one session. What fails is told, and everything is as it was."""

    def __init__(self, walked: PlainSession, journal: Journal, talk: Talk) -> None:
        self._walked = walked
        self._writing = journal.writing
        self._people = journal.people
        self._talk = talk
        self.kept = False
        """Whether it became a page."""

    def close(self) -> int | None:
        """Asks whether to keep it, and does that; gives the exit code, None if the person goes back. Raises `Gone`."""
        session = self._walked.session
        if not keeping.nothing_given(session):
            return self._keep_or_not()
        if keeping.anything_given(session):
            return self._only_begun()
        texts = (msg("You wrote nothing down."), msg("That is fine too. There is nothing to keep."))
        return None if asked(self._talk, texts, (_DONE, _BACK), back=1) == 1 else self.put_away()

    def put_away(self) -> int:
        """Saves the draft and stops. A draft in which nothing is left is removed. Raises `Gone`."""
        self._walked.settle()
        while error := self._saved_or_dropped():
            self._talk.say_error(error)
            texts = (msg("What you wrote since the last save stands nowhere else."),)
            if asked(self._talk, texts, (msg("Try again"), msg("Stop all the same"))) == 1:
                return exits.code(error)
        return exits.DONE

    def gone(self, code: int) -> int:
        """Saves the draft now that nobody is there, and gives the exit code."""
        self._walked.settle()
        error = self._saved_or_dropped()
        with suppress(KwetsbaarError):  # there may be nobody to tell it to
            if error:
                talk.error(error)
        return exits.code(error) if error else code

    # -------------------------------------------------------------- at the end

    def _keep_or_not(self) -> int | None:
        self._say_names()
        while True:
            texts = (msg("Would you like to keep this?"), msg("It becomes a page in your journal, and it is locked."))
            match asked(self._talk, texts, (_KEEP, _REFUSE, _BACK), back=2):
                case 0:
                    if self._kept():
                        return exits.DONE
                case 1:
                    if self._refused():
                        return exits.DONE
                case 2:
                    return None
                case _:
                    return self.put_away()

    def _say_names(self) -> None:
        """Says which real names of clients stand in it; it can be kept all the same."""
        with suppress(KwetsbaarError):  # who cannot read them yet can keep it
            for line in flagging.said(self._people.flagged(self._walked.session)):
                self._talk.say(line)

    def _only_begun(self) -> int | None:
        while True:
            texts = (
                msg("No question has an answer now."),
                msg("What you began stands in your draft. It stays there until you say otherwise."),
            )
            match asked(self._talk, texts, (_LEAVE, _REFUSE, _BACK), back=2):
                case 1:
                    if self._refused():
                        return exits.DONE
                case 2:
                    return None
                case _:
                    return self.put_away()

    def _kept(self) -> bool:
        try:
            page = self._writing.keep(self._walked.draft)
        except KwetsbaarError as error:
            self._talk.say_error(error)
            return False
        self.kept = True
        self._tell_kept(page)
        return True

    def _tell_kept(self, page: Page) -> None:
        self._talk.say(msg("Kept. It is a page in your journal now."))
        if page.state is State.COPY:
            self._talk.say(msg("It was kept elsewhere too. Both texts are there."))
        self._tell_window()
        talk.data(page.name)

    def _refused(self) -> bool:
        """Asks once more, and then throws it away; False if it stays after all."""
        texts = (msg("Don't keep it?"), msg("Then this is gone, the draft too."))
        if asked(self._talk, texts, (_BACK, _REFUSE), back=0) != 1:
            return False
        try:
            self._drop()
        except KwetsbaarError as error:
            self._talk.say_error(error)
            return False
        self._talk.say(msg("Not kept. It is gone, the draft too."))
        self._tell_window()
        return True

    # -------------------------------------------------------------- the draft

    def _saved_or_dropped(self) -> KwetsbaarError | None:
        """Saves the draft, or drops one in which nothing is left; gives the error if the disk does not take it."""
        try:
            if not keeping.anything_given(self._walked.session):
                self._drop()
                return None
            if error := self._walked.save():
                return error
        except KwetsbaarError as error:
            return error
        with suppress(KwetsbaarError):
            self._talk.gap()
            deep = self._walked.session.pack.care == "deep"
            self._talk.say(_HERE if deep else msg("Saved. It lies ready, if you like."))
            self._tell_window()
        return None

    def _drop(self) -> None:
        if self._walked.draft.rev:
            self._writing.discard(self._walked.draft)

    def _tell_window(self) -> None:
        self._talk.say(msg("Scrolling back in this window still shows what was said here, until you close it."))
