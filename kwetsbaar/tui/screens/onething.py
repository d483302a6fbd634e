"""The recovery words, now or later: after the first page, and whenever a person comes back to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Row, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

When: TypeAlias = Literal["now", "later", "done"]
"""When the words are written down; "done" says that they are already."""


class OneThingScreen(FramedScreen["When"]):
    """Gives back when."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [key("escape", "later", msg("Later"))]  # noqa: RUF012 - Textual reads a list

    def __init__(self, *, new: bool) -> None:
        """With `new` those of before are not at hand, so that they will be other ones."""
        super().__init__()
        self._new = new

    def compose_column(self) -> ComposeResult:
        """Says what it is, and asks when."""
        yield Static(_("One more thing, now or later"), classes="strong", markup=False)
        yield Static(
            _(
                "Twelve words for when you forget your passphrase. On paper, not near your computer. Whoever has them "
                "can read everything."
            ),
            classes="thing",
            markup=False,
        )
        if self._new:
            yield Static(
                _("They will be new ones; words that you had before then open it no more."),
                classes="quiet",
                markup=False,
            )
        yield Rows([Row(when, "", said) for when, said in self._choices().items()], id="thing-when")

    def _choices(self) -> dict[When, str]:
        done: dict[When, str] = {"done": _("They are on paper already")} if self._new else {}
        return {"now": _("Now, it takes two minutes"), "later": _("Later"), **done}

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Recovery words")

    async def language_changed(self) -> None:
        """Says it anew."""
        await super().language_changed()
        self.query_one(Rows).focus()

    def action_later(self) -> None:
        """Not now."""
        self.dismiss("later")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._choices())[event.option_index])
