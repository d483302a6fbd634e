"""The end of a session: keep it or not. Nothing is thrown away at one key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from kwetsbaar.core import flagging, keeping
from kwetsbaar.i18n import Message as Words
from kwetsbaar.i18n import msg
from kwetsbaar.tui.session.actions import Action, ActionRow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.flagging import Flagged
    from kwetsbaar.core.session import Session


class Wish(Enum):
    """What a person can want at the end."""

    KEEP = "keep"
    """Make it a page."""
    REFUSE = "refuse"
    """Not keep it; this is asked once more."""
    DISCARD = "discard"
    """Not keep it, said twice."""
    RELENT = "relent"
    """Keep the choice open after all."""
    BACK = "back"
    """Go back to the questions."""
    ANEW = "anew"
    """Walk it once more from the start, while a pack is tried out."""
    LEAVE = "leave"
    """Go away; what there is stays as it is."""


@dataclass(frozen=True)
class View:
    """One of the closing's few faces."""

    ask: Words
    hint: Words
    actions: tuple[Action, ...]


_BACK = Action(Wish.BACK.value, msg("Back"))
_REFUSE = Action(Wish.REFUSE.value, msg("Don't keep it"))

_KEEP = View(
    msg("Would you like to keep this?"),
    msg("It becomes a page in your journal, and it is locked."),
    (Action(Wish.KEEP.value, msg("Keep it")), _REFUSE, _BACK),
)
_SURE = View(
    msg("Don't keep it?"),
    msg("Then this is gone, the draft too."),
    (Action(Wish.RELENT.value, msg("Back")), Action(Wish.DISCARD.value, msg("Don't keep it"))),
)
_NOTHING = View(
    msg("You wrote nothing down."),
    msg("That is fine too. There is nothing to keep."),
    (Action(Wish.LEAVE.value, msg("Done")), _BACK),
)
_ONLY_BEGUN = View(
    msg("No question has an answer now."),
    msg("What you began stands in your draft. It stays there until you say otherwise."),
    (Action(Wish.LEAVE.value, msg("Enough for now")), _REFUSE, _BACK),
)
_EDITED = View(
    msg("Would you like to keep what you changed?"),
    msg("What stood there before stays with the page, as an earlier version."),
    (Action(Wish.KEEP.value, msg("Keep it")), _REFUSE, _BACK),
)
_UNEDITED = View(
    msg("Nothing was changed."),
    msg("The page is as it was."),
    (Action(Wish.LEAVE.value, msg("Done")), _BACK),
)
_SURE_OF_EDIT = View(
    msg("Don't keep it?"),
    msg("Then the change is gone. The page stays as it was."),
    _SURE.actions,
)


class Closing(Vertical):
    """Asks whether to keep what was given, with a row of answers that has the focus."""

    @dataclass
    class Wished(Message):
        """What the person wants."""

        wish: Wish

    def __init__(self, draft: Draft, *, changed: bool) -> None:
        super().__init__()
        self._first = _view_of_edit(changed) if draft.edits else _view(draft.session)
        self._sure = _SURE_OF_EDIT if draft.edits else _SURE
        self._ask = Static("", classes="ask", markup=False)
        self._hint = Static("", classes="hint", markup=False)
        self._names = Static("", id="closing-names", classes="warn", markup=False)
        self._flags: tuple[Flagged, ...] = ()
        self._row = ActionRow()

    def compose(self) -> ComposeResult:
        """Lays out the question and the row."""
        yield self._ask
        yield self._hint
        yield self._names
        yield self._row

    def on_mount(self) -> None:
        """Asks."""
        self._row.add_class("-shown")
        self._names.display = False
        self._show(self._first)

    def focus_first(self) -> None:
        """Puts the focus on the row."""
        self.screen.set_focus(self._row, scroll_visible=False)

    def say_anew(self) -> None:
        """Says the same in the other language."""
        self._ask.update(str(self._shown.ask))
        self._hint.update(str(self._shown.hint))
        self._say_names()
        self._row.say_anew()

    def flag(self, flags: tuple[Flagged, ...]) -> None:
        """Says quietly which real names of clients stand in the text; keeping it is one key all the same."""
        self._flags = flags
        self._say_names()

    def forget(self) -> None:
        """Lets go of the names."""
        self.flag(())

    def _say_names(self) -> None:
        keeps = any(action.name == Wish.KEEP.value for action in self._shown.actions)
        self._names.display = keeps and bool(self._flags)
        self._names.update("\n".join(map(str, flagging.said(self._flags))))

    def on_action_row_taken(self, event: ActionRow.Taken) -> None:
        """Asks once more before anything is thrown away; the rest is the screen's."""
        event.stop()
        match Wish(event.name):
            case Wish.REFUSE:
                self._show(self._sure)
            case Wish.RELENT:
                self._show(self._first)
            case wish:
                self.post_message(self.Wished(wish))

    def step_up(self) -> None:
        """Goes back from what is asked once more."""
        self._show(self._first)

    def _show(self, view: View) -> None:
        self._shown = view
        self._row.offer(view.actions)
        self.say_anew()


def _view_of_edit(changed: bool) -> View:
    return _EDITED if changed else _UNEDITED


def _view(session: Session) -> View:
    if not keeping.nothing_given(session):
        return _KEEP
    return _ONLY_BEGUN if keeping.anything_given(session) else _NOTHING
