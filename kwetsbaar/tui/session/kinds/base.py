"""What every answer widget has in common: it is made from a question, gives a value, and tells when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.containers import Vertical
from textual.message import Message

from kwetsbaar.core.kinds.base import Form
from kwetsbaar.i18n import _

if TYPE_CHECKING:
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.tui.session.actions import Action
    from kwetsbaar.tui.session.kinds.rows import ChoiceRows

F = TypeVar("F", bound=Form)


class AnswerWidget(Vertical):
    """What stands below a question. One kind of question is one subclass, in one module of this package.

    The base itself answers nothing: that is what a text to read needs.
    """

    GROWS = False
    """Whether its height is fitted to the room that the screen has, in `give_room`."""

    @dataclass
    class Changed(Message):
        """Something was given, changed or taken away. It carries no text: that is read when it is saved."""

        widget: AnswerWidget

    @dataclass
    class Submitted(Message):
        """The person takes this answer and goes on."""

        widget: AnswerWidget
        value: Toml | None

    @dataclass
    class Told(Message):
        """A kind word about this answer, to be shown below it; empty takes it away."""

        widget: AnswerWidget
        text: str

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        """What is asked, in the language of this moment."""
        self.touched = False
        """Whether anything was done here since it was last asked for its value."""
        self._told_how = False

    def value(self) -> Toml | None:
        """Gives the answer in the shape of its kind; None if there is nothing."""
        return None

    def focus_first(self) -> None:
        """Puts the focus where the person begins; with a text, at its end."""

    def empty(self) -> None:
        """Drops every text of the person's. Nothing is told to anyone: what was saved stays as it is."""

    def ask(self, question: Question) -> None:
        """Takes the same question in another language. What was given stays, and so does the cursor."""
        self.question = question

    def forth(self) -> bool:
        """Goes on to what is asked next inside this answer; False if there is nothing, and the screen goes on."""
        return False

    def back(self) -> bool:
        """Goes back inside this answer; False if there is nothing to go back to, and the screen goes back."""
        return False

    def pass_by(self) -> bool:
        """Passes by what is asked inside this answer; False if the question itself is to be passed by."""
        return False

    @property
    def inside(self) -> bool:
        """Tells whether `back` has something to go back to."""
        return False

    @property
    def across(self) -> bool:
        """Tells whether it spreads over a wide screen, past the column in the middle."""
        return False

    def ways(self) -> tuple[Action, ...]:
        """Gives what can be done here besides what every question offers, for the row below."""
        return ()

    def take_way(self, name: str) -> None:
        """Does one of `ways`."""

    def give_room(self, lines: int) -> None:
        """Learns how many lines it may take before it scrolls by itself."""

    def changed(self) -> None:
        """Tells the screen itself that the answer is another one, since this is each key."""
        self.touched = True
        if self._told_how:
            self._told_how = False
            self.tell("")
        self.screen.post_message(self.Changed(self))

    def on_choice_rows_unpointed(self, event: ChoiceRows.Unpointed) -> None:
        """Says how one chooses to who presses Enter first, since that does nothing then."""
        event.stop()
        self._told_how = True
        self.tell(_("An arrow or a digit points at one, Enter takes it. Ctrl+O skips."))

    def submit(self) -> None:
        """Tells that the person goes on with the answer as it is."""
        self.post_message(self.Submitted(self, self.value()))

    def tell(self, text: str) -> None:
        """Says something about this answer."""
        self.post_message(self.Told(self, text))


def form_of(question: Question, kind: type[F]) -> F:
    """Gives the form of a question, which must be one of `kind`."""
    if not isinstance(question.form, kind):
        raise TypeError(f"{question.kind}: {type(question.form).__name__}")
    return question.form


def given_value(question: Question) -> Toml | None:
    """Gives what was given before, also what was begun before a skip."""
    return question.given.value if question.given else None
