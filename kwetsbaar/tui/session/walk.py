"""The walk of one draft, apart from any widget: where the person is, and what is worth saving of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.core import keeping
from kwetsbaar.core.session import Session

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.tui.session.asked import Asked


class Walk:
    """Holds the session. What stands in a widget comes into it when it is asked for, not at each key."""

    def __init__(self, draft: Draft, asked: Asked) -> None:
        """Begins where `draft` is; in `asked` stands what was given since."""
        self.session = draft.session
        self._begun_from = draft
        self._asked = asked

    @property
    def edits(self) -> bool:
        """Tells whether a page is changed, rather than a new one written."""
        return self._begun_from.edits is not None

    @property
    def differs(self) -> bool:
        """Tells whether anything was given, or in an edit anything changed: before that nothing is written."""
        return (
            self.session.given != self._begun_from.session.given if self.edits else keeping.anything_given(self.session)
        )

    def settled(self) -> Session:
        """Gives the session with what stands in the widget put in it."""
        answer = self._asked.answer
        if answer and answer.touched:
            value = answer.value()
            self.session = self.session.without_answer() if value is None else self.session.put(value)
            answer.touched = False
        return self.session

    def forget(self) -> Draft:
        """Lets go of what was given, and gives the draft without any of it."""
        self.session = Session.begin(self.session.pack, self.session.lang)
        self._begun_from = self._begun_from.with_session(self.session)
        return self._begun_from

    def worth_saving(self, draft: Draft) -> Session | None:
        """Gives what is to be saved; None while nothing was given, and `draft` is not on disk either."""
        session = self.settled()
        return session if draft.rev or self.differs else None
