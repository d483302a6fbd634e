"""One thing that is asked about one item: a chance, a number, a word of a few, a line, a day.

Each is made once and shown again for every item, so that moving on takes no time and no key is lost on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical
from textual.message import Message

from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.i18n import Message as Words
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.chance import Chance
from kwetsbaar.tui.session.kinds.days import DayRows
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows
from kwetsbaar.tui.session.kinds.scale import Numbers

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import TextArea

    from kwetsbaar.core.toml import Toml

Option = tuple[str, Words]
"""A word that an answer can hold, with what a person sees."""


class Aspect(Vertical):
    """One small question. The base says when something was given (`Given`) and when it was taken (`Done`)."""

    @dataclass
    class Given(Message):
        """Something was given or taken back."""

        aspect: Aspect

    @dataclass
    class Done(Message):
        """Enter: go on."""

        aspect: Aspect

    def show(self, value: Toml | None) -> None:
        """Shows what was given for another item."""
        raise NotImplementedError  # a widget cannot be an ABC: their metaclasses differ

    def value(self) -> Toml | None:
        """Gives what is given now; None for nothing."""
        raise NotImplementedError  # as above

    def focus_first(self) -> None:
        """Puts the focus where the person begins."""
        raise NotImplementedError  # as above

    def trouble(self) -> str:
        """Says why what stands here cannot be taken; empty if it can."""
        return ""

    def say_anew(self) -> None:
        """Says its words in the language of this moment."""

    def empty(self) -> None:
        """Drops what a person gave."""
        self.show(None)

    def given(self) -> None:
        """Tells that something was given."""
        self.post_message(self.Given(self))

    def done(self) -> None:
        """Tells that the person goes on."""
        self.post_message(self.Done(self))


class ChanceAspect(Aspect):
    """A chance from 0 to 100."""

    def __init__(self, low: Words, high: Words) -> None:
        super().__init__()
        self._ends = low, high
        self._chance = Chance()
        self.say_anew()

    def compose(self) -> ComposeResult:
        """Lays out the bar."""
        yield self._chance

    def show(self, value: Toml | None) -> None:
        self._chance.show(value if isinstance(value, int) else None)

    def value(self) -> Toml | None:
        return self._chance.chosen

    def focus_first(self) -> None:
        self.screen.set_focus(self._chance, scroll_visible=False)

    def say_anew(self) -> None:
        self._chance.name_ends(*map(str, self._ends))

    def on_chance_chosen(self, event: Chance.Chosen) -> None:
        """Passes it on."""
        event.stop()
        self.given()

    def on_chance_taken(self, event: Chance.Taken) -> None:
        """Passes it on."""
        event.stop()
        self.done()


class NumberAspect(Aspect):
    """A whole number from 0 to 10."""

    def __init__(self, low: Words, high: Words) -> None:
        super().__init__()
        self._ends = low, high
        self._numbers = Numbers(self._form(), None)

    def compose(self) -> ComposeResult:
        """Lays out the numbers."""
        yield self._numbers

    def show(self, value: Toml | None) -> None:
        with self._numbers.prevent(Numbers.Chosen):
            self._numbers.chosen = value if isinstance(value, int) else None

    def value(self) -> Toml | None:
        return self._numbers.chosen

    def focus_first(self) -> None:
        self.screen.set_focus(self._numbers, scroll_visible=False)

    def say_anew(self) -> None:
        self._numbers.name_ends(self._form())

    def _form(self) -> ScaleForm:
        low, high = self._ends
        return ScaleForm(low_name=str(low), high_name=str(high))

    def on_numbers_chosen(self, event: Numbers.Chosen) -> None:
        """Passes it on."""
        event.stop()
        self.given()

    def on_numbers_taken(self, event: Numbers.Taken) -> None:
        """Passes it on."""
        event.stop()
        self.done()


class WordAspect(Aspect):
    """One word of a few; with `many` any of them."""

    def __init__(self, options: Sequence[Option], *, many: bool = False) -> None:
        super().__init__()
        self._options = options
        self._many = many
        self._chosen: list[str] = []
        self._rows = ChoiceRows([ChoiceRow(OPEN, str(label)) for _id, label in options], long_numbers=not many)

    def compose(self) -> ComposeResult:
        """Lays out the rows."""
        yield self._rows

    def show(self, value: Toml | None) -> None:
        listed = value if isinstance(value, list) else [value]
        self._chosen = [id_ for id_, _label in self._options if id_ in listed]
        self._mark()
        self._rows.at = next((n for n, (id_, _) in enumerate(self._options) if id_ in self._chosen), None)

    def value(self) -> Toml | None:
        if self._many:
            return cast("Toml", [*self._chosen]) if self._chosen else None
        return self._chosen[0] if self._chosen else None

    def focus_first(self) -> None:
        self.screen.set_focus(self._rows, scroll_visible=False)

    def say_anew(self) -> None:
        for row, (_id, label) in zip(self._rows.rows, self._options, strict=True):
            row.label(str(label))

    def rename(self, labels: Mapping[str, Words]) -> None:
        """Takes other words for the options."""
        self._options = [(id_, labels.get(id_, label)) for id_, label in self._options]
        self.say_anew()

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses, or with `many` takes back."""
        event.stop()
        self._choose(event.index, take_back=self._many)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Goes on with the row of the cursor; with `many` with what was chosen."""
        event.stop()
        if event.index is not None and not self._many:
            self._choose(event.index)
        if event.index is not None or self._chosen:
            self.done()

    def _choose(self, index: int, *, take_back: bool = False) -> None:
        id_ = self._options[index][0]
        if not self._many:
            self._chosen = [id_]
        elif id_ not in self._chosen:
            self._chosen.append(id_)
        elif take_back:
            self._chosen.remove(id_)
        self._chosen.sort(key=[known for known, _label in self._options].index)
        self._mark()
        self.given()

    def _mark(self) -> None:
        for row, (id_, _label) in zip(self._rows.rows, self._options, strict=True):
            row.mark(CHOSEN if id_ in self._chosen else OPEN)


class LineAspect(Aspect):
    """A line of own words. Enter goes on, also without any."""

    def __init__(self) -> None:
        super().__init__()
        self._field = LineField()

    def compose(self) -> ComposeResult:
        """Lays out the field."""
        yield self._field

    def show(self, value: Toml | None) -> None:
        self._field.wipe()
        if isinstance(value, str) and value:
            with self.prevent(LineField.Changed):
                self._field.load(value)

    def value(self) -> Toml | None:
        text = self._field.written.strip()
        return (clean_line(text) if "\n" not in text else text) or None

    def focus_first(self) -> None:
        self.screen.set_focus(self._field, scroll_visible=False)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Passes it on."""
        event.stop()
        self.given()

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Passes it on."""
        event.stop()
        self.done()


class DayAspect(Aspect):
    """A day, or none."""

    def __init__(self, today: date | None, proposed: str = "") -> None:
        super().__init__()
        self._days = DayRows(today, proposed, none=False)

    def compose(self) -> ComposeResult:
        """Lays out the rows."""
        yield self._days

    def show(self, value: Toml | None) -> None:
        self._days.show(value if isinstance(value, date | str) else None)

    def value(self) -> Toml | None:
        return self._days.value()

    def trouble(self) -> str:
        return self._days.trouble()

    def focus_first(self) -> None:
        self._days.focus_first()

    def say_anew(self) -> None:
        self._days.say_anew()

    def on_day_rows_chosen(self, event: DayRows.Chosen) -> None:
        """Passes it on."""
        event.stop()
        self.given()

    def on_day_rows_taken(self, event: DayRows.Taken) -> None:
        """Passes it on."""
        event.stop()
        self.done()
