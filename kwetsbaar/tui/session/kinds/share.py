"""The kind `share`: telling it aloud. Who may hear it, which part, the first sentence, and when; or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from textual.containers import Vertical
from textual.content import Content

from kwetsbaar.core.kinds.share import ASKED, NOBODY, SOON, ShareForm
from kwetsbaar.i18n import Message, _, day, enumerate_words
from kwetsbaar.text import clean_line
from kwetsbaar.tui.session.kinds.aspects import DayAspect, LineAspect, WordAspect
from kwetsbaar.tui.session.kinds.base import form_of, given_value
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rounds import Rounds
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Key
    from textual.widgets import TextArea

    from kwetsbaar.core.kinds.records import Record
    from kwetsbaar.core.session import Question
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.tui.session.kinds.aspects import Aspect

_SOMEONE, _NOBODY = 0, 1


class Who(Vertical):
    """Someone, by the name that the person gives; or nobody."""

    def __init__(self, who: str, *, nobody: bool) -> None:
        super().__init__()
        self.field = LineField(who)
        self.nobody = nobody
        self.rows = ChoiceRows([ChoiceRow(OPEN, "", self.field), ChoiceRow(OPEN, "")])

    def compose(self) -> ComposeResult:
        """Lays out the two rows."""
        yield self.rows

    def on_mount(self) -> None:
        """Says its words."""
        self.say_anew()
        self.watch(self.rows, "at", self._cursor_moved, init=False)

    @property
    def who(self) -> str:
        """The name, if somebody may hear it."""
        return "" if self.nobody else clean_line(self.field.text)

    def focus_first(self) -> None:
        """Puts the focus in the name, or on nobody."""
        if self.nobody:
            self.screen.set_focus(self.rows, scroll_visible=False)
            self.rows.at = _NOBODY
        else:
            self.screen.set_focus(self.field, scroll_visible=False)

    def say_anew(self) -> None:
        """Says its words in the language of this moment."""
        self.rows.rows[_SOMEONE].label(_("this person:"))
        self.rows.rows[_NOBODY].label(_("nobody, for now"))
        self.rows.rows[_SOMEONE].mark(CHOSEN if self.who else OPEN)
        self.rows.rows[_NOBODY].mark(CHOSEN if self.nobody else OPEN)

    def choose_nobody(self, nobody: bool) -> None:
        """Chooses nobody, or takes that back; the name stays where it is."""
        self.nobody = nobody
        self.say_anew()

    def _cursor_moved(self, at: int | None) -> None:
        if at == _SOMEONE and self.rows.has_focus:
            self.screen.set_focus(self.field)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keeps the cursor where the focus is."""
        if event.widget is self.field:
            self.rows.at = _SOMEONE

    def on_key(self, event: Key) -> None:
        """Goes from the name to the row below it."""
        if event.key == "down" and self.field.has_focus:
            event.stop()
            event.prevent_default()
            self.screen.set_focus(self.rows)
            self.rows.at = _NOBODY


class ShareAnswer(Rounds):
    """Telling someone is done aloud. What stands here is only what to say, to whom, and when."""

    def __init__(self, question: Question) -> None:
        self._form = form_of(question, ShareForm)
        super().__init__(question)
        given = given_value(question)
        self.rows = [dict(given)] if isinstance(given, dict) and given else []

    def aspects(self) -> Mapping[str, Aspect]:
        parts = [(key, Message("{said}", {"said": label})) for key, label in self._form.parts]
        what: dict[str, Aspect] = {"what": WordAspect(parts, many=True)} if parts else {}
        return {**what, "first": LineAspect(), "when": DayAspect(self._form.today, SOON)}

    def item_widgets(self) -> Sequence[Vertical]:
        given = given_value(self.question)
        who = str(given.get("who", "")) if isinstance(given, dict) else ""
        self._who = Who(who, nobody=given == NOBODY)
        return (self._who,)

    def collect_items(self) -> None:
        rest = self.rows[0] if self.rows else {}
        self.rows = [{**rest, "who": self._who.who}] if self._who.who else []

    def focus_items(self) -> None:
        self._who.focus_first()

    def value(self) -> Toml | None:
        """Gives all of it, or that it is nobody."""
        if self._who.nobody:
            return NOBODY
        super().value()
        return cast("Toml", dict(self.rows[0])) if self.rows else {}

    def name_of(self, row: Record) -> str:
        return str(row.get("who", ""))

    def asked_of(self, row: Record, name: str) -> str:  # noqa: ARG002 - of everyone the same is asked
        return str(ASKED[name])

    def how_turn(self, name: str) -> str:
        match name:
            case "what":
                return _("Space chooses, as many as you like. Enter goes on.")
            case "first":
                return _("Enter goes on, empty too.")
        return _("Ctrl+N leaves it open.")

    def row_said(self, row: Record) -> Content:
        return share_said(row, dict(self._form.parts))

    def ask(self, question: Question) -> None:
        """Says everything in the other language; the parts are called otherwise then."""
        self._form = form_of(question, ShareForm)
        labels = dict(self._form.parts)
        if isinstance(what := self._aspects.get("what"), WordAspect):
            what.rename({key: Message("{said}", {"said": label}) for key, label in labels.items()})
        self._who.say_anew()
        super().ask(question)

    def empty(self) -> None:
        """Drops everything."""
        super().empty()
        self._who.field.wipe()
        self._who.nobody = False

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses nobody, or goes to the name."""
        super().on_choice_rows_pointed(event)
        if event.rows is self._who.rows:
            event.stop()
            if event.index == _SOMEONE:
                self.screen.set_focus(self._who.field)
            else:
                self._who.choose_nobody(True)
                self.changed()

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Takes nobody, and goes on."""
        super().on_choice_rows_taken(event)
        if event.rows is self._who.rows:
            event.stop()
            if event.index == _NOBODY:
                self._who.choose_nobody(True)
                self.changed()
                self.submit()

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on from the name, if there is one."""
        event.stop()
        if self._who.who:
            self.submit()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Somebody is chosen by writing a name."""
        event.stop()
        if self._who.field.text.strip():
            self._who.choose_nobody(False)
        self._who.say_anew()
        self.changed()

    def forth(self) -> bool:
        """Goes on inside, unless it is nobody."""
        return not self._who.nobody and super().forth()


def share_said(row: Record, labels: Mapping[str, str]) -> Content:
    """Gives whom, and below it what, the first sentence, and when, each on its own line."""
    what, when = row.get("what"), row.get("when")
    words = [enumerate_words([f"‘{labels.get(str(key), key)}’" for key in what])] if isinstance(what, list) else []
    words.append(f"“{row['first']}”" if row.get("first") else "")
    words.append(day(when) if isinstance(when, date) else str(when or ""))
    said = [Content.styled(word, "not bold $quiet") for word in words if word]
    return Content("\n").join([Content(str(row.get("who", ""))), *said])
