"""The kind `client`: known aliases to choose from, and room for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.kinds.client import ClientForm
from kwetsbaar.i18n import _, msg
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.session.kinds.base import AnswerWidget, form_of, given_value
from kwetsbaar.tui.session.kinds.fields import LineField
from kwetsbaar.tui.session.kinds.rows import CHOSEN, OPEN, ChoiceRow, ChoiceRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus, Key
    from textual.widgets import TextArea

    from kwetsbaar.core.session import Question


class ClientAnswer(AnswerWidget):
    """Aliases, the one used last first. Choosing one shows what was meant to be tried, which one key hides."""

    BINDINGS: ClassVar[list[BindingType]] = [key("h", "hide", msg("Hide what you meant to try"), show=False)]

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._form = form_of(question, ClientForm)
        given = given_value(question)
        known = self._form.alias(given) if isinstance(given, str) else None
        self._chosen = known.name if known else ""
        self._own = LineField(given if isinstance(given, str) and known is None else "")
        rows = [ChoiceRow(OPEN, alias.name) for alias in self._form.aliases]
        self._rows = ChoiceRows([*rows, ChoiceRow(OPEN, "", self._own)])
        self._meant = Static("", classes="client--meant", markup=False)
        self._hide = Static("", classes="how", markup=False)
        self._hidden = False

    def compose(self) -> ComposeResult:
        """Lays out the rows, and a place for what was meant."""
        yield self._rows
        yield self._meant
        yield self._hide

    def on_mount(self) -> None:
        """Shows what was chosen before."""
        self._show()
        self.watch(self._rows, "at", self._cursor_moved, init=False)
        if self._chosen:
            self._rows.at = next(n for n, alias in enumerate(self._form.aliases) if alias.name == self._chosen)

    @property
    def _own_at(self) -> int:
        return len(self._form.aliases)

    def value(self) -> str | None:
        """Gives the alias, or what is written where one is wanted: a draft keeps that too."""
        written = self._own.text.strip()
        if self._chosen or not written:
            return self._chosen or None
        try:
            return self._form.check(written)
        except AnswerError:
            return written

    def focus_first(self) -> None:
        """Puts the focus on the aliases, or where a new one is written."""
        own = not self._form.aliases or (self._own.text and not self._chosen)
        self.screen.set_focus(self._own if own else self._rows, scroll_visible=False)

    def empty(self) -> None:
        """Drops everything."""
        self._chosen = ""
        self._own.wipe()
        for row in self._rows.rows:
            row.label("")
        self._meant.update("")

    def ask(self, question: Question) -> None:
        """Says its words in the other language."""
        super().ask(question)
        self._show()

    def forth(self) -> bool:
        """Stays where what is written can be no alias, and says why."""
        trouble = self._trouble()
        if trouble:
            self.call_after_refresh(self.tell, trouble)
        return bool(trouble)

    def action_hide(self) -> None:
        """Hides what was meant, or shows it again."""
        self._hidden = not self._hidden
        self._show()

    # -------------------------------------------------------------- keys and mouse

    def on_choice_rows_pointed(self, event: ChoiceRows.Pointed) -> None:
        """Chooses."""
        event.stop()
        if event.index == self._own_at:
            self.screen.set_focus(self._own)
        else:
            self._choose(event.index)

    def on_choice_rows_taken(self, event: ChoiceRows.Taken) -> None:
        """Chooses, and goes on; if something was meant last time that shows first, and Enter once more goes on."""
        event.stop()
        if event.index is None or event.index == self._own_at:
            return
        alias = self._form.aliases[event.index]
        stays = alias.name != self._chosen and alias.intention and not self._hidden
        self._choose(event.index)
        if not stays:
            self.submit()

    def on_line_field_taken(self, event: LineField.Taken) -> None:
        """Goes on with a new alias."""
        event.stop()
        if self._own.text.strip():
            self.submit()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """A new alias is chosen by writing it."""
        event.stop()
        if self._own.text.strip():
            self._chosen = ""
        self._show()
        self.tell(self._trouble())
        self.changed()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keeps the cursor where the focus is."""
        if event.widget is self._own:
            self._rows.at = self._own_at

    def on_key(self, event: Key) -> None:
        """Goes back from the new one to the known ones."""
        if event.key == "up" and self._own.has_focus and self._own_at:
            event.stop()
            event.prevent_default()
            self.screen.set_focus(self._rows)
            self._rows.at = self._own_at - 1

    def _cursor_moved(self, at: int | None) -> None:
        if at == self._own_at and self._rows.has_focus:
            self.screen.set_focus(self._own)

    # -------------------------------------------------------------- inside

    def _choose(self, index: int) -> None:
        self._chosen = self._form.aliases[index].name
        with self.prevent(LineField.Changed):
            self._own.load("")
        self._show()
        self.tell("")
        self.changed()

    def _trouble(self) -> str:
        if self._chosen or not self._own.text.strip():
            return ""
        try:
            self._form.check(self._own.text.strip())
        except AnswerError as error:
            return str(error.message)
        return ""

    def _show(self) -> None:
        own = clean_line(self._own.text)
        known = self._form.alias(self._chosen or own)
        for row, alias in zip(self._rows.rows, self._form.aliases, strict=False):
            row.mark(CHOSEN if known and alias.name == known.name else OPEN)
        new = self._rows.rows[self._own_at]
        new.label(_("a new alias:"))
        new.mark(CHOSEN if own and known is None else OPEN)
        meant = known.intention if known else ""
        shows = bool(meant) and not self._hidden
        self._meant.update(_("Last time you meant to try: {intention}", intention=meant) if shows else "")
        self._meant.display = shows
        self._hide.update(_("h hides this. Enter goes on.") if shows else _("h shows what you meant to try."))
        self._hide.display = bool(meant)
