"""What helped before, in the person's own words: beside a question that comes after a no or a not yet, behind a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kwetsbaar.i18n import _
from kwetsbaar.journal.lookingback import what_helped
from kwetsbaar.tui.session.earlier import Beside, EarlierPanel

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Question


class HelpedPanel(EarlierPanel):
    """A quiet list in the place of earlier answers. It says nothing that the person did not write."""

    def look_up(self, draft: Draft, question: Question | None) -> None:
        """Shows it beside every question, and beside what is only read."""
        self.empty()
        self.display = question is not None
        if self.display:
            self.run_worker(self._look_up(draft), exclusive=True)

    def find(self, draft: Draft) -> list[Beside]:  # noqa: ARG002 - it is the same for every question
        """Gives it from the pages that are not left out of looking back, what was written last first."""
        return [Beside(resource.text) for resource in what_helped(self._reading)]

    def heading(self) -> str:
        """Gives what it is."""
        return _("What helped you before?")

    def nothing(self) -> str:
        """Gives what to say while there is nothing."""
        return _("Nothing yet. What you write down as a help, in any pack, comes to stand here.")
