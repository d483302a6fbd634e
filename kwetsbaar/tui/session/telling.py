"""What is said below the column: how a save went, and sentences that go away at the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kwetsbaar.i18n import _

if TYPE_CHECKING:
    from kwetsbaar.errors import KwetsbaarError
    from kwetsbaar.tui.frame import Kind
    from kwetsbaar.tui.session.saving import SaveState


class Say(Protocol):
    """Shows a line; an empty one takes it away."""

    def __call__(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows `message`."""


class Telling:
    """Knows what stands there, so that trouble stays until it is over and good news does not."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._passing = False
        self._complained = False

    def passing(self, sentence: str, *, kind: Kind = "quiet") -> None:
        """Says something that goes at the next key."""
        self._passing = True
        self._say(sentence, kind=kind)

    def typed(self) -> None:
        """Hears of a key."""
        if self._passing:
            self._passing = False
            self._say("")

    def trouble(self, error: KwetsbaarError | None) -> None:
        """Says what went wrong, with the way out; None takes away whatever stood there."""
        self._passing = False
        self._complained = error is not None
        self._say(sentence(error) if error else "", kind="bad")

    def saved(self, state: SaveState) -> None:
        """Tells of a save that failed, and takes that away when one goes well."""
        if state.trouble is not None:
            self.trouble(state.trouble)
        elif self._complained:
            self._complained = False
            self.passing(_("Saved."), kind="good")


def sentence(error: KwetsbaarError) -> str:
    """Gives an error with its way out."""
    return " ".join(str(part) for part in (error.message, error.hint) if part)
