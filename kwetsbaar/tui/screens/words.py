"""The twelve recovery words, once and calmly; then three of them back, or the person's word that they are on paper."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on
from textual.widgets import Input, Static

from kwetsbaar.i18n import _, enumerate_words, msg
from kwetsbaar.tui.frame import Column, FramedScreen, Said, key
from kwetsbaar.tui.keybar import KeyBar
from kwetsbaar.tui.rows import Word

if TYPE_CHECKING:
    from textual.app import ComposeResult

ENOUGH: Final = 4
"""Letters that tell a word from all others."""

_ASKED: Final = 3
_COLUMNS: Final = 3


class WordsScreen(FramedScreen[bool]):
    """Gives back whether the words are on paper."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS = [  # noqa: RUF012 - Textual reads a list
        key("ctrl+n", "next", msg("Next")),
        key("ctrl+r,escape", "back", msg("Back")),
        key("escape", "later", msg("Later")),
    ]

    def __init__(self, words: str, asked: tuple[int, ...] | None = None) -> None:
        super().__init__()
        self._words = tuple(words.split())
        self._asked = asked or tuple(sorted(secrets.SystemRandom().sample(range(1, len(self._words) + 1), _ASKED)))
        self._asking = False

    @property
    def asked(self) -> tuple[int, ...]:
        """The words that are asked back, counted from 1."""
        return self._asked

    def compose_column(self) -> ComposeResult:
        """Shows the words, or asks three of them."""
        yield from self._question() if self._asking else self._list()

    def _list(self) -> ComposeResult:
        yield Static(_("Twelve words for when you forget your passphrase"), classes="strong", markup=False)
        yield Static(
            _("On paper, not near your computer. Whoever has them can read everything. They stand nowhere else."),
            classes="hint",
            markup=False,
        )
        yield Static(_columns(self._words), id="words-list", markup=False)
        yield Word(_("I have written them down"), id="words-next")

    def _question(self) -> ComposeResult:
        numbers = enumerate_words([str(number) for number in self._asked])
        yield Static(_("Which words are {numbers}?", numbers=numbers), classes="strong", markup=False)
        yield Static(
            _("To check that your paper is right. The first four letters are enough."), classes="hint", markup=False
        )
        for number in self._asked:
            yield Static(_("Word {number}", number=number), classes="label", markup=False)
            yield Input(id=f"words-{number}")
        yield Said(id="words-status")
        yield Word(_("Show the words again"), id="words-again")
        yield Word(_("I trust my paper, go on"), id="words-trust")

    def set_texts(self) -> None:
        """Says it all in the language of the interface."""
        self.title_text = _("Recovery words")
        self.where_text = _("check") if self._asking else _("on paper")

    async def language_changed(self) -> None:
        """Keeps what was typed of the three."""
        typed = {field.id: field.value for field in self.query(Input)}
        await super().language_changed()
        for field in self.query(Input):
            field.value = typed.get(field.id, "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """From the list itself there is no way back, only later."""
        if action in {"back", "later"}:
            return self._asking is (action == "back")
        return True

    async def action_back(self) -> None:
        """Shows the words again."""
        await self._show(asking=False)

    def action_later(self) -> None:
        """Leaves it for another time."""
        self.dismiss(result=False)

    async def action_next(self) -> None:
        """Asks three words, or looks whether they are right."""
        if not self._asking:
            await self._show(asking=True)
            return
        wrong = [number for number in self._asked if not self._is_right(number)]
        if not wrong:
            self.dismiss(result=True)
            return
        sentence = _("Word {number} is a different one. Look at your paper again.", number=wrong[0])
        self.query_one("#words-status", Said).say(sentence, kind="warn")
        self.query_one(f"#words-{wrong[0]}", Input).focus()

    @on(Input.Submitted)
    async def _next_field(self, event: Input.Submitted) -> None:
        fields = list(self.query(Input))
        after = fields[fields.index(event.input) + 1 :]
        if after:
            after[0].focus()
        else:
            await self.action_next()

    @on(Word.Chosen)
    async def _chosen(self, event: Word.Chosen) -> None:
        match event.word.id:
            case "words-next":
                await self._show(asking=True)
            case "words-again":
                await self._show(asking=False)
            case "words-trust":
                self.dismiss(result=True)

    async def _show(self, *, asking: bool) -> None:
        self._asking = asking
        self.set_texts()
        await self.query_one(Column).recompose()
        self.refresh_bindings()
        self.query_one(KeyBar).refresh()
        self.set_focus(self.query(Input).first() if asking else self.query_one("#words-next"))

    def _is_right(self, number: int) -> bool:
        word = self._words[number - 1]
        typed = self.query_one(f"#words-{number}", Input).value.strip().lower()
        return typed == word or (len(typed) >= ENOUGH and word.startswith(typed))


def _columns(words: tuple[str, ...]) -> str:
    """Gives the words numbered, in columns that are read downwards."""
    rows = -(-len(words) // _COLUMNS)
    lines = (
        "".join(f"{number + 1:>2}  {words[number]:<12}" for number in range(row, len(words), rows))
        for row in range(rows)
    )
    return "\n".join(line.rstrip() for line in lines)
