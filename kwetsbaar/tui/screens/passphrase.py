"""Choosing a passphrase: typed twice with honest advice meanwhile, or one that is made up."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.i18n import _, language, msg
from kwetsbaar.tui.frame import FramedScreen, Kind, Said, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.rows import Word
from kwetsbaar.tui.secret import SecretInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kwetsbaar.journal.passphrases import Advice

_REST = 0.2
"""Seconds without a key before what is typed is judged."""


class PassphraseScreen(FramedScreen[str]):
    """Gives back the passphrase, or nothing for one step back."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [  # noqa: RUF012 - Textual reads a list
        key("ctrl+n", "next", msg("Next")),
        key("ctrl+r,escape", "dismiss", msg("Back")),
        key("ctrl+g", "propose", msg("Make one up")),
    ]

    def __init__(self, *, change: bool = False) -> None:
        """With `change` it is for a journal that is there already."""
        super().__init__()
        self._change = change
        self._proposed = ""
        self._weak = ""
        self._said: Advice | None = None

    def compose_column(self) -> ComposeResult:
        """Asks the same thing twice; how good it is stands last, so that nothing moves while a person types."""
        yield Static(id="pass-head", classes="strong", markup=False)
        yield Static(id="pass-hint", classes="hint", markup=False)
        yield Static(id="pass-first-label", classes="label", markup=False)
        yield SecretInput(password=True, id="pass-first", select_on_focus=False)
        yield Static(id="pass-again-label", classes="label", markup=False)
        yield SecretInput(password=True, id="pass-again")
        yield Word("", id="pass-propose")
        yield Said(id="pass-status")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Another passphrase") if self._change else _("A new journal")
        self.where_text = "" if self._change else _("passphrase")
        texts = {
            "head": _("Choose a passphrase"),
            "hint": self._hint(),
            "first-label": _("Passphrase"),
            "again-label": _("Once more"),
            "propose": _("Make one up for me"),
        }
        for name, text in texts.items():
            self.query_one(f"#pass-{name}", Static).update(text)
        self._advise()

    def _hint(self) -> str:
        if self._change:
            return _("A few ordinary words in a row work best. Your recovery words stay as they are.")
        return _(
            "A few ordinary words in a row work best. There is no ‘forgot’ button; in a moment we make recovery words."
        )

    def on_mount(self) -> None:
        """Loads what judges a passphrase while the person reads."""
        self.set_texts()
        self.run_worker(asyncio.to_thread(_judged, ""), group="load")

    async def language_changed(self) -> None:
        """Changes the labels; what is being typed stays."""
        self.set_texts()
        self.query_one(KeyBar).refresh()

    # -------------------------------------------------------------- while typing

    @on(Input.Changed, "#pass-first")
    def _typed(self, event: Input.Changed) -> None:
        if self._proposed and event.value != self._proposed:
            self._proposed = ""
            self.query_one("#pass-again", Input).clear()
        self.run_worker(self._judge(event.value), group="judge", exclusive=True)

    async def _judge(self, text: str) -> None:
        await asyncio.sleep(_REST)
        self._said = await asyncio.to_thread(_judged, text) if text else None
        self._advise()

    def _advise(self) -> None:
        if self._proposed:
            self._status(_("Write it down or learn it by heart. You need it each time."), "quiet")
        else:
            self._status(str(self._said.sentence) if self._said else "", "quiet")

    def action_propose(self) -> None:
        """Fills in a phrase that was made up, for the eye to read."""
        from kwetsbaar.journal.passphrases import proposal

        self._proposed = proposal(language())
        first, again = self._fields()
        first.password = again.password = False
        first.value = again.value = self._proposed
        first.cursor_position = len(first.value)
        self._advise()
        first.focus()

    @on(Word.Chosen)
    def _propose_chosen(self) -> None:
        self.action_propose()

    # -------------------------------------------------------------- going on

    @on(Input.Submitted, "#pass-first")
    def _to_second(self) -> None:
        first, again = self._fields()
        if again.value and again.value == first.value:
            self.action_next()
        else:
            again.focus()

    @on(Input.Submitted, "#pass-again")
    def action_next(self) -> None:
        """Goes on if the two are the same; with a weak one only when that is asked a second time."""
        self.run_worker(self._next(), group="next", exclusive=True)

    async def _next(self) -> None:
        from kwetsbaar.journal.passphrases import LEAST

        self.workers.cancel_group(self, "judge")  # what it has to say comes too late
        first, again = self._fields()
        advice = await asyncio.to_thread(_judged, first.value)
        if len(first.value.strip()) < LEAST:
            first.focus()
            self._status(_("That is short. Take {n} characters or more; a few words are easy to remember.", n=LEAST))
        elif first.value != again.value:
            if again.value:
                self._status(_("The two are not the same. Type the second one again."))
            again.clear()
            again.focus()
        elif not advice.acceptable and self._weak != first.value:
            self._weak = first.value
            self._status(f"{advice.sentence} " + _("Next once more takes this one all the same."))
        else:
            chosen = first.value
            for field in (first, again):
                field.clear()
            self.dismiss(chosen)

    def _fields(self) -> tuple[Input, Input]:
        return self.query_one("#pass-first", Input), self.query_one("#pass-again", Input)

    def _status(self, message: str, kind: Kind = "warn") -> None:
        self.query_one("#pass-status", Said).say(message, kind=kind)


def _judged(text: str) -> Advice:
    """Judges in a thread; what that needs takes a while to load."""
    from kwetsbaar.journal.passphrases import advice

    return advice(text)
