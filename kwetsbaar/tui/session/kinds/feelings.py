"""The kind `feelings`: type to find a word, Enter adds it; then, one at a time, how strong each is and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Static

from kwetsbaar.core import feelingwords
from kwetsbaar.core.kinds.feelings import MOST, STRONGEST, FeelingsForm
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.i18n import _, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.actions import Action
from kwetsbaar.tui.session.kinds import places
from kwetsbaar.tui.session.kinds.base import form_of, given_value
from kwetsbaar.tui.session.kinds.cloud import Chip, Cloud
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.passed import Passed
from kwetsbaar.tui.session.kinds.scale import Numbers
from kwetsbaar.tui.session.kinds.staged import StagedAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.widgets import TextArea

    from kwetsbaar.core.feelingwords import Feeling
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

FEWEST: Final = 3
"""Lines of words that are in sight, however small the screen."""

WORDS: Final = (-1, "words")
"""The first small question: which feelings."""

_ENOUGH: Final = Action("enough_of_this", msg("On to the next question"))

Stage = tuple[int, str]
"""The number of a feeling and what is asked about it."""


class FindField(LineField):
    """The line in which a word is typed. Enter works at once, so that words may come as fast as they like."""

    def __init__(self, taken: Callable[[], None]) -> None:
        super().__init__()
        self._taken = taken

    def on_key(self, event: Key) -> None:
        """Takes the word."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._taken()


class FeelingsAnswer(StagedAnswer):
    """A row of feelings, a field to find the next one, and the words that fit what is typed."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        super().__init__(question, WORDS)
        self._form = form_of(question, FeelingsForm)
        given = given_value(question)
        self._items = [dict(item) for item in given if isinstance(item, dict)] if isinstance(given, list) else []
        self._passed = Passed()
        self._field = FindField(self._enter)
        self._cloud = Cloud()
        self._lines = 1000
        """How many lines the answer may take."""
        self._hits: list[Feeling | str] = []
        """What the words of the cloud are: a word of the list, or one's own."""
        self._ask = Static("", classes="inner--ask", markup=False)
        self._hint = Static("", classes="how", markup=False)
        self._numbers = Numbers(_scale(), None, may_be_open=True)
        self._place = LineField()
        self._places = Cloud()

    def compose(self) -> ComposeResult:
        """Lays out everything that a stage may show."""
        yield self._passed
        yield self._ask
        yield self._field
        yield self._cloud
        yield self._numbers
        yield self._place
        yield self._places
        yield self._hint

    # -------------------------------------------------------------- the answer

    def value(self) -> Toml:
        """Gives the feelings that came by, one that is half typed included."""
        pending = self._pending() if self.stage == WORDS else None
        return [*self._items, *([pending] if pending else [])]

    def empty(self) -> None:
        """Drops every word of the person's."""
        self._items, self._hits = [], []
        self._field.wipe()
        self._place.wipe()
        self._passed.show(())
        self._cloud.offer(())
        with self._numbers.prevent(Numbers.Chosen):
            self._numbers.chosen = None

    def ask(self, question: Question) -> None:
        """Says the words in the other language; what was typed stays."""
        super().ask(question)
        self._form = form_of(question, FeelingsForm)
        self._numbers.name_ends(_scale())
        self._say()

    def _pending(self) -> dict[str, Toml] | None:
        """Gives what stands in the field as a feeling: a word of the list if it is exactly that, else one's own."""
        typed = clean_line(self._field.text)
        if not typed:
            return None
        known = feelingwords.named(self._form.offered, typed)
        return {"word": known.id if known else {"other": typed}}

    # -------------------------------------------------------------- the small questions

    def stages(self) -> list[Stage]:
        """Gives the words, and for each what its author asks about it."""
        asked = [part for part, wanted in (("intensity", self._form.intensity), ("place", self._form.body)) if wanted]
        return [WORDS, *((n, part) for n in range(len(self._items)) for part in asked)]

    def take_in(self) -> None:
        """Adds what is half typed."""
        pending = self._pending() if self.stage == WORDS else None
        if pending:
            self._items.append(pending)
            self._clear()
            self.changed()

    def show(self) -> None:
        """Shows the words, or one thing about one of them."""
        number, part = self._stage
        item = self._items[number] if number >= 0 else {}
        for widget, shown in (
            (self._field, part == "words"),
            (self._cloud, part == "words"),
            (self._ask, part != "words"),
            (self._numbers, part == "intensity"),
            (self._place, part == "place"),
            (self._places, part == "place"),
        ):
            widget.display = shown
        with self.prevent(Numbers.Chosen, LineField.Changed):
            intensity = item.get("intensity")
            self._numbers.chosen = intensity if isinstance(intensity, int) else None
            self._place.load(str(item.get("place", "")))
        self._say()
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the focus where this stage begins."""
        target = {"words": self._field, "intensity": self._numbers}.get(self._stage[1], self._place)
        self.screen.set_focus(target, scroll_visible=False)

    def ways(self) -> tuple[Action, ...]:
        """Offers to leave the rest of the small questions."""
        return (_ENOUGH,) if self.inside else ()

    def take_way(self, name: str) -> None:
        """Leaves the rest of the small questions."""
        if name == _ENOUGH.name:
            self.jump(self.stages()[-1])
            self.submit()

    def give_room(self, lines: int) -> None:
        """Gives the words what the row and the field leave."""
        self._lines = lines
        self._spread()

    def _spread(self) -> None:
        if self._cloud.display and self._cloud.size.height:
            others = self.size.height - self._cloud.size.height
            self._cloud.give_room(max(FEWEST, self._lines - others))

    @property
    def _stage(self) -> Stage:
        stages = self.stages()
        return next((stage for stage in stages if stage == self.stage), stages[-1])

    # -------------------------------------------------------------- what it says

    def _say(self) -> None:
        number, part = self._stage
        self._passed.show(self._said(), number if number >= 0 else None)
        self._say_how()
        if part == "words":
            self._find(keep=True)
            return
        label = self._form.label(self._items[number]["word"], self._form.language)
        if part == "intensity":
            self._ask.update(_("‘{feeling}’: how strong is it?", feeling=label))
        else:
            self._ask.update(_("‘{feeling}’: where in your body do you notice it?", feeling=label))
            self._places.relabel(places.chips())

    def _say_how(self) -> None:
        """Says what Enter does where the cursor is."""
        part = self._stage[1]
        if self._cloud.has_focus or self._places.has_focus:
            self._hint.update(_hint_on_words(part))
        elif part == "words" and self._hits and self._field.text.strip():
            first = self._hits[0]
            self._hint.update(_hint_typed(first if isinstance(first, str) else first.label, len(self._hits)))
        else:
            self._hint.update(_hint(part, bool(self._items)))

    def on_descendant_focus(self) -> None:
        """Says how it goes where the cursor came."""
        self._say_how()

    def _said(self) -> list[str]:
        labels = self._form.labels([*self._items], self._form.language)
        return [self._form.said(item, label) for item, label in zip(self._items, labels, strict=True)]

    def _find(self, *, keep: bool = False) -> None:
        """Shows the words that fit what is typed; with nothing typed all of them, by family."""
        typed = clean_line(self._field.text)
        self._hits = [*feelingwords.found(self._form.offered, typed)]
        exact = typed and feelingwords.named(self._form.offered, typed)
        if typed and not exact:
            near = [] if self._hits else feelingwords.like(self._form.offered, typed)
            self._hits = [*self._hits, *([typed] if self._hits else [typed, *near])]
        chips = [self._chip(hit, typed) for hit in self._hits]
        if keep and [chip.row for chip in chips] == [chip.row for chip in self._cloud.chips]:
            self._cloud.relabel(chips)
        else:
            self._cloud.offer(chips, first=bool(typed))
            self.call_after_refresh(self._spread)
        self._say_how()

    def _chip(self, hit: Feeling | str, typed: str) -> Chip:
        if isinstance(hit, str):
            return Chip(_("+ ‘{word}’, your own word", word=hit), row=1, quiet=True)
        if typed and isinstance(self._hits[0], str):  # nothing has it: these are only like it
            return Chip(hit.label, row=2)
        if typed and not feelingwords.by_family(hit, typed):
            return Chip(hit.label)
        return Chip(hit.label, hit.families[0] if hit.families else "", hit.shade)

    # -------------------------------------------------------------- keys and mouse

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Finds what fits, or takes the place."""
        event.stop()
        if event.text_area is self._place:
            self._set("place", clean_line(self._place.text))
        elif self.stage == WORDS:
            self._find()
            self.tell("")
            self.changed()

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on from the place."""
        event.stop()
        self.submit()

    def _enter(self) -> None:
        """Adds the first word that fits; an empty line goes on."""
        if self._field.text.strip():
            self._find()
            self._add(0)
        elif self._items:
            self.submit()
        else:
            self.tell(_("Type a feeling, or choose one with the arrow down."))

    def on_key(self, event: Key) -> None:
        """Goes to the words below or the row above, and takes the last one back."""
        if not (self._field.has_focus or self._place.has_focus):
            return
        at_words = self._field.has_focus
        if event.key == "down":
            (self._cloud if at_words else self._places).begin()
        elif event.key == "up" and at_words and self._items:
            self._passed.begin()
        elif event.key == "backspace" and at_words and not self._field.text and self._items:
            self._take_out(len(self._items) - 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_cloud_taken(self, event: Cloud.Taken) -> None:
        """Adds a word, or takes a place over."""
        event.stop()
        if event.cloud is self._cloud:
            self._add(event.index)
        else:
            self._place.load(self._places.chips[event.index].label)
            self._set("place", self._place.text)
            self.focus_first()

    def on_cloud_left(self, event: Cloud.Left) -> None:
        """Goes back to the field."""
        event.stop()
        self.focus_first()

    def on_cloud_typed(self, event: Cloud.Typed) -> None:
        """Puts a letter in the field, wherever the cursor was."""
        event.stop()
        self.focus_first()
        field = self._field if event.cloud is self._cloud else self._place
        if event.character:
            field.insert(event.character)
        else:
            field.action_delete_left()

    def on_numbers_chosen(self, event: Numbers.Chosen) -> None:
        """Takes how strong it is."""
        event.stop()
        if self._stage[1] == "intensity" and self._numbers.chosen is not None:
            self._set("intensity", self._numbers.chosen)

    def on_numbers_taken(self, event: Numbers.Taken) -> None:
        """Goes on."""
        event.stop()
        self.submit()

    def on_passed_taken_out(self, event: Passed.TakenOut) -> None:
        """Takes a feeling out."""
        event.stop()
        self._take_out(event.index)

    def on_passed_left(self, event: Passed.Left) -> None:
        """Goes back to what is asked."""
        event.stop()
        self.focus_first()

    # -------------------------------------------------------------- inside

    def _add(self, index: int) -> None:
        if len(self._items) >= MOST:
            self.tell(_("This is plenty. Ctrl+N goes on."))
            return
        hit = self._hits[index]
        self._items.append({"word": hit.id if not isinstance(hit, str) else {"other": hit}})
        searched = bool(self._field.text)
        if searched:
            self._clear()
        self._passed.show(self._said())
        self._say_how()
        self.call_after_refresh(self._spread)
        self.tell("")
        if searched:
            self.focus_first()
        self.changed()

    def _clear(self) -> None:
        with self.prevent(LineField.Changed):
            self._field.load("")
        self._find()

    def _take_out(self, index: int) -> None:
        del self._items[index]
        if self.stage not in self.stages():
            self.stage = WORDS
            self.show()
        self._say()
        if not self._items:
            self.focus_first()
        self.changed()

    def _set(self, key: str, value: Toml) -> None:
        number, _part = self._stage
        if number < 0:
            return
        if value == "":
            self._items[number].pop(key, None)
        else:
            self._items[number][key] = value
        self._passed.show(self._said(), number)
        self.changed()


def _scale() -> ScaleForm:
    return ScaleForm(0, STRONGEST, _("hardly"), _("very strong"))


def _hint_on_words(part: str) -> str:
    if part == "place":
        return _("Enter takes this one over; ↑ goes back.")
    return _("Enter adds this one, typing finds another. Ctrl+N goes on.")


def _hint_typed(word: str, hits: int) -> str:
    if hits == 1:
        return _("Enter adds ‘{word}’.", word=word)
    return _("Enter adds ‘{word}’. ↓ goes to the others.", word=word)


def _hint(part: str, any_yet: bool) -> str:
    if part == "intensity":
        return _("A digit or the arrows; Enter goes on. Leaving it open is fine.")
    if part == "place":
        return _("Your own words, or ↓ to take one over. Enter goes on, empty too.")
    if any_yet:
        return _("Type the next one. Enter on an empty line goes on.")
    return _("Type to find a word; Enter adds it. ↓ goes through all of them.")
