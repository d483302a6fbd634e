"""Which answers of a page go along to someone: each can be chosen, and what is private is not unless it is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.core import sharing
from kwetsbaar.i18n import _, msg
from kwetsbaar.text import first_line
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.entry import Answer, Entry

_CHOSEN, _LEFT = "●", "○"


class AnswersScreen(FramedScreen[frozenset[int]]):
    """Gives back the places of the chosen answers, or nothing."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "next", msg("Next")),
        key("escape", "dismiss", msg("Back")),
        key("space", "turn", msg("Take along or not"), show=False),
    ]
    ASKS = True

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry: Entry | None = entry
        self._chosen = set(sharing.proposed(entry))

    def compose_column(self) -> ComposeResult:
        """Lays out the question and the answers."""
        yield Static(id="answers-head", classes="strong", markup=False)
        yield Static(id="answers-hint", classes="quiet", markup=False)
        yield Rows(self._rows(), id="answers", full=True, below=True)

    def set_texts(self) -> None:
        """Says it in the language of the interface."""
        self.title_text = _("Sharing")
        self.where_text = self._entry.title if self._entry else ""
        self.query_one("#answers-head", Static).update(_("What may go along?"))
        self.query_one("#answers-hint", Static).update(
            _("Enter takes an answer along or leaves it. Next shows exactly what would leave.")
        )

    def on_mount(self) -> None:
        """Puts the focus on the first answer."""
        self.set_texts()
        self.query_one(Rows).focus()

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.set_texts()
        self.query_one(Rows).focus()

    def empty_texts(self) -> None:
        """Forgets the page."""
        self._entry = None

    def action_next(self) -> None:
        """Goes on with what is chosen."""
        if self._chosen:
            self.dismiss(frozenset(self._chosen))
        else:
            self.say(_("Choose at least one answer."), kind="warn")

    def action_turn(self) -> None:
        """Takes the answer with the highlight along, or leaves it."""
        row = self.query_one(Rows).highlighted
        if row is not None:
            self._turn(self.query_one(Rows).rows[row].id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._turn(event.option_id or "")

    def _turn(self, id_: str) -> None:
        self._chosen ^= {int(id_)}
        self.say("")
        self.query_one(Rows).show(self._rows())

    def _rows(self) -> list[Row]:
        entry = self._entry
        if entry is None:
            return []
        wanted = sharing.choosable(entry)
        return [self._row(entry, n, answer) for n, answer in enumerate(entry.answers) if answer in wanted]

    def _row(self, entry: Entry, number: int, answer: Answer) -> Row:
        short = answer.form.short(answer.value, entry.lang) if answer.value is not None else ""
        parts = [_("private")] if answer.private else []
        mark = _CHOSEN if number in self._chosen else _LEFT
        return Row(str(number), mark, entry.question(answer), " · ".join([*parts, first_line(short)]))
