"""The kind `body`: where it is, which word or image comes from there, and whether that fits; one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds import places
from kwetsbaar.tui.session.kinds.base import given_value
from kwetsbaar.tui.session.kinds.cloud import Cloud
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows
from kwetsbaar.tui.session.kinds.staged import StagedAnswer

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

PLACE, IMAGE, FIT = "place", "image", "fits"

_ANSWERS: Final = {"yes": msg("Yes"), "almost": msg("Almost"), "no": msg("Not quite")}
"""How it can fit, as `kwetsbaar.core.kinds.body` keeps it, and what that is called here."""


class BodyAnswer(StagedAnswer):
    """A line for the place, a line for the word or image, and three answers to whether it fits."""

    def __init__(self, question: Question) -> None:
        super().__init__(question, PLACE)
        given = given_value(question)
        table = given if isinstance(given, dict) else {}
        self._given: dict[str, str] = {key: str(table[key]) for key in (PLACE, IMAGE, FIT) if key in table}
        self._so_far = Static("", classes="inner--so-far", markup=False)
        self._ask = Static("", classes="inner--ask", markup=False)
        self._field = LineField()
        self._cloud = Cloud(places.chips())
        self._rows = ChoiceRows([ChoiceRow(OPEN, str(label)) for label in _ANSWERS.values()])
        self._hint = Static("", classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out everything that a stage may show."""
        yield self._so_far
        yield self._ask
        yield self._field
        yield self._cloud
        yield self._rows
        yield self._hint

    # -------------------------------------------------------------- the answer

    def value(self) -> Toml:
        """Gives what was told of it."""
        return {**self._given}

    def empty(self) -> None:
        """Drops the words."""
        self._given = {}
        self._field.wipe()
        self._so_far.update("")
        self._rows.at = None
        self._mark()

    def ask(self, question: Question) -> None:
        """Says it in the other language; the words are the person's."""
        super().ask(question)
        self._cloud.relabel(places.chips())
        for row, label in zip(self._rows.rows, _ANSWERS.values(), strict=True):
            row.label(str(label))
        self.tell("")
        self._say()

    # -------------------------------------------------------------- the small questions

    def stages(self) -> list[str]:
        """Gives the place, the image, and whether it fits, if there is one."""
        return [PLACE, IMAGE, *([FIT] if self._given.get(IMAGE) else [])]

    def show(self) -> None:
        """Shows one of them."""
        self._field.display = self.stage != FIT
        self._cloud.display = self.stage == PLACE
        self._rows.display = self.stage == FIT
        with self.prevent(LineField.Changed):
            self._field.load(self._given.get(str(self.stage), "") if self.stage != FIT else "")
        self._rows.at = None if FIT not in self._given else list(_ANSWERS).index(self._given[FIT])
        self._mark()
        self._say()
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the focus where this stage begins."""
        self.screen.set_focus(self._rows if self.stage == FIT else self._field, scroll_visible=False)

    def _say(self) -> None:
        before = {PLACE: (), IMAGE: (PLACE,), FIT: (PLACE, IMAGE)}[str(self.stage)]
        said = ": ".join(self._given[key] for key in before if key in self._given)
        self._so_far.update(said)
        self._so_far.display = bool(said)
        self._ask.update(_asks()[str(self.stage)])
        self._ask.set_class(not self.inside, "-soft")
        self._say_how()
        self._hint.display = self.stage != FIT

    def _say_how(self) -> None:
        on_places = self._cloud.has_focus and self.stage == PLACE
        self._hint.update(_("Enter takes this one over; ↑ goes back.") if on_places else _hints()[str(self.stage)])

    def on_descendant_focus(self) -> None:
        """Says how it goes where the cursor came."""
        self._say_how()

    def _mark(self) -> None:
        for row, key in zip(self._rows.rows, _ANSWERS, strict=True):
            row.mark(CHOSEN if self._given.get(FIT) == key else OPEN)

    # -------------------------------------------------------------- keys and mouse

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Takes what stands in the line."""
        event.stop()
        if self.stage != FIT:
            self._set(str(self.stage), clean_line(self._field.text))

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on, from an empty line too."""
        event.stop()
        self.submit()

    def on_key(self, event: Key) -> None:
        """Goes to the places below the line."""
        if event.key == "down" and self._field.has_focus and self.stage == PLACE:
            event.stop()
            event.prevent_default()
            self._cloud.begin()

    def on_cloud_taken(self, event: Cloud.Taken) -> None:
        """Takes a place over."""
        event.stop()
        self._field.load(self._cloud.chips[event.index].label)
        self._set(PLACE, self._field.text)
        self.focus_first()

    def on_cloud_left(self, event: Cloud.Left) -> None:
        """Goes back to the line."""
        event.stop()
        self.focus_first()

    def on_cloud_typed(self, event: Cloud.Typed) -> None:
        """Puts a letter in the line."""
        event.stop()
        self.focus_first()
        if event.character:
            self._field.insert(event.character)
        else:
            self._field.action_delete_left()

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Takes how it fits."""
        event.stop()
        self._fit(event.index)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Takes how it fits, and goes on."""
        event.stop()
        if event.index is not None:
            self._fit(event.index)
            self.submit()

    def _fit(self, index: int) -> None:
        key = list(_ANSWERS)[index]
        self._set(FIT, key)
        self._mark()
        self.tell("" if key == "yes" else _("That is fine as it is. With Back you can look for another word."))

    def _set(self, key: str, text: str) -> None:
        if text:
            self._given[key] = text
        else:
            self._given.pop(key, None)
            if key == IMAGE:
                self._given.pop(FIT, None)
        self.changed()


def _asks() -> dict[str, str]:
    return {
        PLACE: _("Where is it?"),
        IMAGE: _("Stay there for a moment. Which word or image comes from that place?"),
        FIT: _("Hold it against what you feel. Does it fit?"),
    }


def _hints() -> dict[str, str]:
    return {
        PLACE: _("Your own words, or ↓ to take one over. Enter goes on, empty too."),
        IMAGE: _("It need not make sense. Enter goes on, empty too."),
        FIT: "",
    }
