"""The end of a preview: how long the pack is, the page that it would become, and once more from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import Message, msg
from kwetsbaar.tui.session.actions import Action
from kwetsbaar.tui.session.closing import Closing, View, Wish

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft

_ACTIONS = (
    Action(Wish.ANEW.value, msg("From the start")),
    Action(Wish.KEEP.value, msg("See the page")),
    Action(Wish.BACK.value, msg("Back")),
    Action(Wish.LEAVE.value, msg("Close the preview")),
)


class PreviewClosing(Closing):
    """Offers what can be done with a walk that is not kept. Change the file, and it goes on."""

    def __init__(self, draft: Draft, state: Message) -> None:
        super().__init__(draft, changed=False)
        self._first = _view(state)

    def tell(self, state: Message) -> None:
        """Says how it stands with the pack by now."""
        self._first = _view(state)
        if self.is_mounted:
            self._shown = self._first
            self.say_anew()


def _view(state: Message) -> View:
    return View(msg("Here the pack ends."), state, _ACTIONS)
