"""The kind `scale`: a row of numbers between two named ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.digits import Digits

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click, Key
    from textual.geometry import Size

    from kwetsbaar.core.session import Question

ROOMIEST: Final = 6
"""Cells for one number, where there is room."""

_META: Final = "number"


class Numbers(Widget, can_focus=True):
    """The numbers themselves. Nothing is chosen until the person does; then it stands between brackets."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"numbers--chosen", "numbers--end"}
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left,down", "move(-1)", msg("Lower"), show=False),
        key("right,up", "move(1)", msg("Higher"), show=False),
        key("home", "to_end(0)", msg("First"), show=False),
        key("end", "to_end(-1)", msg("Last"), show=False),
        key("enter", "take", msg("Take and go on"), show=False),
    ]

    chosen: reactive[int | None] = reactive(None, layout=False)
    """The person's number."""

    @dataclass
    class Chosen(Message):
        """Another number was chosen."""

    @dataclass
    class Taken(Message):
        """Enter was pressed."""

    def __init__(self, form: ScaleForm, chosen: int | None, *, may_be_open: bool = False) -> None:
        """With `may_be_open` Enter goes on without a number too."""
        super().__init__()
        self._form = form
        self._may_be_open = may_be_open
        self._digits = Digits()
        self.set_reactive(Numbers.chosen, chosen)

    def name_ends(self, form: ScaleForm) -> None:
        """Takes the names of the ends in another language."""
        self._form = form
        self.refresh(layout=True)

    # -------------------------------------------------------------- drawing

    def render(self) -> Content:
        """Draws the numbers, and below them the names of the ends."""
        lines = [*self._numbers(self.size.width), *self._ends(self.size.width)]
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Gives the lines that it takes at a width."""
        return len(self._numbers(width)) + len(self._ends(width))

    def _cells(self, width: int) -> int:
        widest = max(len(str(self._form.low)), len(str(self._form.high))) + 2
        count = self._form.high - self._form.low + 1
        return max(widest, min(ROOMIEST, width // count))

    def _numbers(self, width: int) -> list[Content]:
        cells = self._cells(width)
        on_line = max(1, width // cells)
        numbers = [self._number(number, cells) for number in range(self._form.low, self._form.high + 1)]
        return [Content("").join(numbers[at : at + on_line]) for at in range(0, len(numbers), on_line)]

    def _number(self, number: int, cells: int) -> Content:
        is_chosen = number == self.chosen
        written = f"[{number}]" if is_chosen else f" {number} "
        style = Style.from_meta({_META: number})
        if is_chosen:
            style = self.get_visual_style("numbers--chosen") + style
        return Content.assemble((written, style), " " * (cells - len(written)))

    def _ends(self, width: int) -> list[Content]:
        low, high = self._form.low_name, self._form.high_name
        quiet = self.get_visual_style("numbers--end")
        across = self._cells(width) * (self._form.high - self._form.low) + len(str(self._form.high))
        one_line = len(self._numbers(width)) == 1
        if one_line and low and high and Content(low).cell_length + Content(high).cell_length + 3 <= across:
            gap = across - Content(low).cell_length - Content(high).cell_length
            return [Content.assemble((f" {low}{' ' * gap}{high}", quiet))]
        named = [(self._form.low, low), (self._form.high, high)]
        texts = [Content.styled(f" {number}: {name}", quiet) for number, name in named if name]
        return [line for text in texts for line in text.wrap(width)] if width else []

    # -------------------------------------------------------------- choosing

    def watch_chosen(self) -> None:
        """Tells that the number is another one."""
        self.post_message(self.Chosen())

    def action_move(self, step: int) -> None:
        """Goes one number on; the first key begins at the end that it comes from."""
        self._digits.reset()
        low, high = self._form.low, self._form.high
        if self.chosen is None:
            self.chosen = low if step > 0 else high
        else:
            self.chosen = min(high, max(low, self.chosen + step))

    def action_to_end(self, index: int) -> None:
        """Goes to the lowest number or the highest."""
        self._digits.reset()
        self.chosen = (self._form.low, self._form.high)[index]

    def action_take(self) -> None:
        """Goes on, if a number was chosen."""
        self._digits.reset()
        if self.chosen is not None or self._may_be_open:
            self.post_message(self.Taken())

    def on_key(self, event: Key) -> None:
        """Chooses with digits: 1 then 0 is 10."""
        if event.character is None or event.character not in "0123456789":
            return
        event.stop()
        number = self._digits.number(event.character, self._form.low, self._form.high)
        if number is not None:
            self.chosen = number

    def on_click(self, event: Click) -> None:
        """Chooses with the mouse."""
        number = event.style.meta.get(_META)
        if isinstance(number, int):
            self._digits.reset()
            self.chosen = number


class ScaleAnswer(AnswerWidget):
    """A whole number, the person's own."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        given = given_value(question)
        form = form_of(question, ScaleForm)
        fits = isinstance(given, int) and not isinstance(given, bool) and form.low <= given <= form.high
        self._numbers = Numbers(form, given if fits and isinstance(given, int) else None)
        self._how = Static(_how(), classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out the numbers, and a quiet line that says how."""
        yield self._numbers
        yield self._how

    def value(self) -> int | None:
        """Gives the number that was chosen."""
        return self._numbers.chosen

    def focus_first(self) -> None:
        """Puts the focus on the numbers."""
        self.screen.set_focus(self._numbers, scroll_visible=False)

    def empty(self) -> None:
        """Forgets the number."""
        with self._numbers.prevent(Numbers.Chosen):
            self._numbers.chosen = None

    def ask(self, question: Question) -> None:
        """Names the ends in the other language."""
        super().ask(question)
        self._numbers.name_ends(form_of(question, ScaleForm))
        self._how.update(_how())

    def on_numbers_chosen(self, event: Numbers.Chosen) -> None:
        """Passes on that the number is another one."""
        event.stop()
        self.changed()

    def on_numbers_taken(self, event: Numbers.Taken) -> None:
        """Goes on."""
        event.stop()
        self.submit()


def _how() -> str:
    return _("A digit or the arrows; Enter goes on.")
