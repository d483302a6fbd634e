"""One question with a few answers, each said in full. Asked once, calmly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.content import Content
from textual.widgets import Static

from kwetsbaar.i18n import Message, msg
from kwetsbaar.tui.frame import FramedScreen, key
from kwetsbaar.tui.rows import Word

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


@dataclass(frozen=True)
class Choice:
    """One answer."""

    id: str
    """What comes back when it is chosen."""
    label: Message
    hint: Message | None = None
    """Quiet, below it."""


FOR_GOOD: Final = Choice(
    "for-good",
    msg("Gone for good now, earlier versions too."),
    msg("Copies elsewhere (backup, synchronisation) stay."),
)
"""Deleting that cannot be undone."""

LEAVE_IT: Final = Choice("leave", msg("Leave it as it is"))
"""Not deleting."""


class AskScreen(FramedScreen[str]):
    """Gives back the id of what was chosen; nothing if a person goes back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]
    ASKS = True

    def __init__(self, title: str, question: Message, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._head = title
        self._question = question
        self._choices = choices

    def compose_column(self) -> ComposeResult:
        """Lays out the question and its answers."""
        yield Static(str(self._question), classes="strong", markup=False)
        for choice in self._choices:
            word = Word("", id=f"ask-{choice.id}")
            word.update(_said(choice))
            yield word

    def set_texts(self) -> None:
        """Says what it is about."""
        self.title_text = self._head

    def on_mount(self) -> None:
        """Puts the focus on the first answer."""
        self.set_texts()
        self.query(Word).first().focus()

    async def language_changed(self) -> None:
        """Asks anew."""
        await super().language_changed()
        self.query(Word).first().focus()

    @on(Word.Chosen)
    def _chosen(self, event: Word.Chosen) -> None:
        event.stop()
        self.dismiss(self.given((event.word.id or "").removeprefix("ask-")))

    def given(self, id_: str) -> str:
        """Gives what comes back for the answer `id_`."""
        return id_


def _said(choice: Choice) -> Content:
    hint = f"\n{choice.hint}" if choice.hint else ""
    return Content.assemble(str(choice.label), (hint, "not bold $quiet"))
