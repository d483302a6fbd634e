"""What a screen says of something that is done: how a session ended, or why something went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kwetsbaar.i18n import _
from kwetsbaar.journal import State
from kwetsbaar.tui.session.result import Discarded, Kept, PutAway, SessionResult

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.errors import KwetsbaarError
    from kwetsbaar.journal.page import Page
    from kwetsbaar.tui.frame import FramedScreen, Kind


def sentence(error: KwetsbaarError) -> str:
    """Gives an error with its way out."""
    return f"{error.message} {error.hint or ''}".strip()


def complain(screen: FramedScreen[Any], error: KwetsbaarError) -> None:
    """Says on `screen` what went wrong, if that is still there."""
    if screen.is_attached:
        screen.say(sentence(error), kind="bad")


def said_of(result: SessionResult | None, *, edit: bool = False) -> tuple[str, Kind]:
    """Gives what is said of a session, or of an edit, that ended; empty if nothing is."""
    match result:
        case Kept() if edit:
            return _("Kept. What stood there before is an earlier version now."), "good"
        case Kept():
            return _("Kept. It is a page in your journal now."), "good"
        case PutAway(draft) if draft is not None:
            return _put_away(draft), "good"
        case Discarded() if edit:
            return _("Not kept. The page is as it was."), "quiet"
        case Discarded():
            return _("Not kept. It is gone, the draft too."), "quiet"
    return "", "quiet"


def _put_away(draft: Draft) -> str:
    """Gives what is said of a draft; who leaves a pack that asks for care in the middle gets a way back to here too."""
    if draft.session.pack.care == "deep":
        return _("Saved. Look around for a moment, and feel your feet on the floor.")
    return _("Saved. It lies ready, if you like.")


def copy_of(result: SessionResult | None) -> Page | None:
    """Gives the page that an edit became beside another text, because the page was changed elsewhere meanwhile."""
    return result.page if isinstance(result, Kept) and result.page.state is State.COPY else None
