"""The kind `voices`: each named voice speaks in turn, the protectors first, and it ends in the centre."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Static

from kwetsbaar.core.kinds.voices import PROTECTOR, UNHEARD, VoicesForm, voices_of
from kwetsbaar.i18n import _, enumerate_words, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.actions import Action
from kwetsbaar.tui.session.kinds.base import form_of, given_value
from kwetsbaar.tui.session.kinds.circle import Circle, Voice
from kwetsbaar.tui.session.kinds.cloud import Chip, Cloud
from kwetsbaar.tui.session.kinds.fields import LineField, TextField
from kwetsbaar.tui.session.kinds.items import ItemsField
from kwetsbaar.tui.session.kinds.staged import StagedAnswer

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml

Stage = tuple[str, str]
"""What is asked, and of which voice: `says`, `guards`, `needs`; of nobody: who there are, and the centre."""

NAMES: Final[Stage] = (PROTECTOR, "")
HARDLY: Final[Stage] = (UNHEARD, "")
CENTRE: Final[Stage] = ("centre", "")

OFFERED: Final = 6
"""Lines of names out of an earlier list that are in sight at once."""

OPEN: Final = 3
"""Lines that stand open to write in, as at any question."""

_PARTS: Final = ("says", "guards", "needs")
_TO_CENTRE: Final = Action("to_centre", msg("To the centre"))


class VoicesAnswer(StagedAnswer):
    """Names first; then one thing at a time of each. What all of them said stays in sight where there is room."""

    GROWS = True

    def __init__(self, question: Question) -> None:
        super().__init__(question, NAMES)
        self._form = form_of(question, VoicesForm)
        given = given_value(question)
        voices = voices_of(given)
        self._names = {
            PROTECTOR: [str(voice["name"]) for voice in voices if voice.get("role") != UNHEARD],
            UNHEARD: [str(voice["name"]) for voice in voices if voice.get("role") == UNHEARD],
        }
        self._no_role = {str(voice["name"]) for voice in voices if "role" not in voice}
        self._said: dict[str, dict[str, str]] = {
            str(voice["name"]): {part: str(voice[part]) for part in _PARTS if part in voice} for voice in voices
        }
        self._centre = str(given.get("centre", "")) if isinstance(given, dict) else ""
        self._circle = Circle()
        self._ask = Static("", classes="inner--ask", markup=False)
        self._items = ItemsField(self._names[PROTECTOR], self._form.most)
        self._cloud = Cloud()
        self._text = TextField()
        self._line = LineField()
        self._hint = Static("", classes="how", markup=False)

    def compose(self) -> ComposeResult:
        """Lays out everything that a stage may show."""
        yield self._circle
        yield self._ask
        yield self._items
        yield self._cloud
        yield self._text
        yield self._line
        yield self._hint

    # -------------------------------------------------------------- the answer

    def value(self) -> Toml:
        """Gives who spoke, in order, what they said, and the centre."""
        self._read()
        voices: list[Toml] = [self._voice(name, role) for role, name in self._everyone()]
        centre: dict[str, Toml] = {"centre": self._centre} if self._centre.strip() else {}
        return {**({"voices": voices} if voices else {}), **centre}

    def _voice(self, name: str, role: str) -> dict[str, Toml]:
        said: dict[str, Toml] = {part: text for part, text in self._said.get(name, {}).items() if text.strip()}
        known = {} if name in self._no_role and role == PROTECTOR else {"role": role}
        return {"name": name, **known, **said}

    def empty(self) -> None:
        """Drops every word."""
        self._names, self._said, self._centre = {PROTECTOR: [], UNHEARD: []}, {}, ""
        self._no_role, self.stage = set(), NAMES
        for field in (self._items, self._text, self._line):
            field.wipe()
        self._circle.show(())
        self._cloud.offer(())
        self._ask.update("")

    def ask(self, question: Question) -> None:
        """Says it in the other language; names and words are the person's."""
        super().ask(question)
        self._form = form_of(question, VoicesForm)
        self.tell("")
        self._say()

    # -------------------------------------------------------------- the small questions

    def stages(self) -> list[Stage]:
        """Gives who there are, what the protectors say, who was hardly heard, what they say, and the centre."""
        protectors = [(part, name) for name in self._names[PROTECTOR] for part in _PARTS]
        unheard = [(part, name) for name in self._names[UNHEARD] for part in _PARTS]
        hardly = [HARDLY] if self._room() else []
        return [NAMES, *protectors, *hardly, *unheard, CENTRE]

    def take_in(self) -> None:
        """Takes what stands in the field."""
        self._read()

    def show(self) -> None:
        """Shows one small question with what was given to it."""
        stage = self._stage
        naming = stage in (NAMES, HARDLY)
        self._items.display = naming
        if naming:
            self._offer()
        self._cloud.display = naming and bool(self._cloud.chips)
        self._text.display = stage[0] in ("says", "centre")
        self._line.display = stage[0] in ("guards", "needs")
        with self.prevent(TextField.Changed):
            if naming:
                self._items.most = self._form.most if stage == NAMES else self._room()
                self._items.load("\n".join(self._names[stage[0]]))
                self._items.leads_on = bool(self._cloud.chips)
            else:
                (self._line if self._line.display else self._text).load(self._written())
        self._say()
        self.focus_first()

    def focus_first(self) -> None:
        """Puts the focus where this stage begins."""
        field = next(field for field in (self._items, self._text, self._line) if field.display)
        self.screen.set_focus(field, scroll_visible=False)

    @property
    def across(self) -> bool:
        """Spreads from the first name on, so that nothing moves when the first voice speaks."""
        return True

    def ways(self) -> tuple[Action, ...]:
        """Offers the way to the centre."""
        return () if self._stage in (NAMES, CENTRE) else (_TO_CENTRE,)

    def take_way(self, name: str) -> None:
        """Goes to the centre."""
        if name == _TO_CENTRE.name:
            self.jump(CENTRE)

    def give_room(self, lines: int) -> None:
        """Gives the field what the voices and the question leave."""
        field = max(field.size.height for field in (self._items, self._text, self._line))
        others = self.size.height - field - self._circle.size.height * self._circle.display
        self._circle.give_room(lines - others - OPEN)
        room = max(OPEN, lines - others - self._circle.lines)
        self._items.styles.max_height = self._text.styles.max_height = room
        self._text.styles.min_height = max(1, min(OPEN, lines - others - self._circle.lines))
        self._cloud.give_room(OFFERED)

    @property
    def _stage(self) -> Stage:
        stages = self.stages()
        return next((stage for stage in stages if stage == self.stage), CENTRE)

    # -------------------------------------------------------------- what it says

    def _say(self) -> None:
        stage = self._stage
        self._ask.update(_asked(stage, [each for _role, each in self._everyone()]))
        self._ask.display = stage != NAMES
        self._ask.set_class(stage == CENTRE, "-centre")
        self._say_how()
        self._show_circle()

    def _say_how(self) -> None:
        """Says what Enter does where the cursor is."""
        if self._cloud.has_focus:
            self._hint.update(_("Enter takes this name over; ↑ goes back. Ctrl+N goes on."))
        elif self._cloud.display and self._stage == NAMES:
            self._hint.update(
                _("A name to a line, in your own order, or ↓ to take one over. Enter on an empty line goes on.")
            )
        else:
            self._hint.update(_hint(*self._stage))

    def on_descendant_focus(self) -> None:
        """Says how it goes where the cursor came."""
        self._say_how()

    def _show_circle(self) -> None:
        stage = self._stage
        voices = [Voice(name, self._lines_of(name), now=name == stage[1]) for _role, name in self._everyone()]
        if stage == NAMES:
            voices = []
        self._circle.show(voices, full=stage == CENTRE)

    def _lines_of(self, name: str) -> tuple[str, ...]:
        """Gives what a voice said; in the place of what stands in the field now are dots."""
        said = self._said.get(name, {})
        now = self._stage[0] if self._stage[1] == name else ""
        return tuple(
            _told(part, "…" if part == now else said[part]) for part in _PARTS if said.get(part) or part == now
        )

    def _offer(self) -> None:
        """Offers who can still be named here, with those that stand in the lines already on the side."""
        others = self._names[UNHEARD if self._stage == NAMES else PROTECTOR]
        names = [name for name in self.question.offered if name not in others]
        chips = [Chip(name, quiet=name in self._items.items) for name in names]
        if names == [chip.label for chip in self._cloud.chips]:
            self._cloud.relabel(chips)
        else:
            self._cloud.offer(chips)

    # -------------------------------------------------------------- keys and mouse

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Takes what is written."""
        event.stop()
        if self._stage not in (NAMES, HARDLY):
            self._read()
            self._show_circle()
        else:
            self._offer()
        self.tell("")
        self.changed()

    def on_items_field_finished(self, event: ItemsField.Finished) -> None:
        """Goes on."""
        event.stop()
        self.submit()

    def on_items_field_full(self, event: ItemsField.Full) -> None:
        """Goes on from the last line that there is room for."""
        event.stop()
        if event.by_enter:
            self.submit()

    def on_items_field_left(self, event: ItemsField.Left) -> None:
        """Goes to the names that are offered."""
        event.stop()
        self._cloud.begin()

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on, from an empty line too."""
        event.stop()
        self.submit()

    def on_cloud_taken(self, event: Cloud.Taken) -> None:
        """Takes a name over."""
        event.stop()
        name = self._cloud.chips[event.index].label
        if name not in self._items.items and self._items.room:
            self._items.add(name)

    def on_cloud_left(self, event: Cloud.Left) -> None:
        """Goes back to the names."""
        event.stop()
        self.focus_first()

    def on_cloud_typed(self, event: Cloud.Typed) -> None:
        """Goes back to the names with what was typed."""
        event.stop()
        self.focus_first()
        if event.character:
            self._items.insert(event.character)

    def on_circle_pointed(self, event: Circle.Pointed) -> None:
        """Goes to a voice."""
        event.stop()
        everyone = self._everyone()
        if event.index < len(everyone):
            self.jump(("says", everyone[event.index][1]))
            self.screen.refresh_bindings()

    # -------------------------------------------------------------- inside

    def _everyone(self) -> list[tuple[str, str]]:
        """Gives the role and the name of all, the protectors first."""
        return [(role, name) for role in (PROTECTOR, UNHEARD) for name in self._names[role]]

    def _room(self) -> int:
        return self._form.most - len(self._names[PROTECTOR])

    def _written(self) -> str:
        part, name = self._stage
        return self._centre if part == "centre" else self._said.get(name, {}).get(part, "")

    def _read(self) -> None:
        """Takes what stands in the field of this stage, without going anywhere."""
        part, name = self._stage
        if part in (PROTECTOR, UNHEARD) and not name:
            self._take_names(part)
        elif part == "centre":
            self._centre = self._text.written
        else:
            written = self._text.written if part == "says" else clean_line(self._line.text)
            self._said.setdefault(name, {})[part] = written

    def _take_names(self, role: str) -> None:
        """Takes the names; of one that was only written otherwise, what it said stays with it."""
        others = self._names[UNHEARD if role == PROTECTOR else PROTECTOR]
        before = self._names[role]
        names = [name for name in dict.fromkeys(self._items.items) if name not in others]
        if len(names) == len(before):
            for old, new in zip(before, names, strict=True):
                if old != new and old not in names and new not in before and old in self._said:
                    self._said[new] = self._said.pop(old)
        self._names[role] = names


def _told(part: str, what: str) -> str:
    match part:
        case "guards":
            return _("Guards: {what}", what=what)
        case "needs":
            return _("Needs: {what}", what=what)
    return what


def _asked(stage: Stage, names: list[str]) -> str:
    part, name = stage
    match part:
        case "says":
            return _("What does ‘{voice}’ say?", voice=name)
        case "guards":
            return _("What does ‘{voice}’ want to guard for you?", voice=name)
        case "needs":
            return _("What does ‘{voice}’ need?", voice=name)
        case "centre" if names:
            return _("Back to the centre. You heard {voices}. What do you notice now?", voices=enumerate_words(names))
        case "centre":
            return _("Back to the centre. What do you notice now?")
    return _("Who has hardly been heard yet?")


def _hint(part: str, name: str) -> str:
    if name and part != "says":
        return _("Enter goes on, empty too. Esc shows the way to the centre.")
    match part:
        case "protector":
            return _("A name to a line, in your own order. Enter on an empty line goes on.")
        case "unheard":
            return _("A side that you know less well. Nobody is fine too: Enter goes on.")
        case "centre":
            return _("From here you listen to all of them. Nothing has to be solved.")
    return _("Ctrl+N goes on. Esc shows the way to the centre.")
