"""The same question over time: every answer to it, the oldest first, each with the page to open."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, day, msg, plural
from kwetsbaar.tui.frame import Column, key
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.reading import ReadingScreen
from kwetsbaar.tui.returning import ToPage, ToSame
from kwetsbaar.tui.saying import complain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.entry import Answer
    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.page import Earlier, Page
    from kwetsbaar.tui.returning import Way


STEPS: Final = (
    key("left", "screen.step(-1)", msg("Previous question")),
    key("right", "screen.step(1)", msg("Next question")),
)
"""Said at the answers: what scrolls round them has a meaning of its own for these keys."""


class SameAnswer(Vertical, can_focus=True):
    """One answer; Enter opens its page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("down,j", "screen.go(1)", show=False),
        Binding("up,k", "screen.go(-1)", show=False),
        *STEPS,
    ]

    class Chosen(Message):
        """Its page is to be opened."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name
            """The page."""

    def __init__(self, earlier: Earlier, *, here: bool) -> None:
        super().__init__(classes="same")
        self.here = here
        """Whether it stands on the page from which a person came."""
        self._earlier = earlier

    def compose(self) -> ComposeResult:
        """Shows when it was, and what was answered."""
        earlier = self._earlier
        when = (day(earlier.date.date()), earlier.theme, earlier.item, _("this page") if self.here else "")
        yield Static(" · ".join(filter(None, when)), classes="quiet", markup=False)
        yield Static(earlier.text, markup=False)

    def action_choose(self) -> None:
        """Chooses it."""
        self.post_message(self.Chosen(self._earlier.name))

    def on_click(self) -> None:
        """Is chosen."""
        self.action_choose()


class SameScreen(ReadingScreen[None]):
    """The answers to the question of one answer of a page. Left and right are the other questions of that page."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", msg("Back")),
        *STEPS,
    ]

    def __init__(self, journal: Journal, page: Page, number: int) -> None:
        super().__init__()
        self._journal = journal
        self._page = page
        self._number = number
        self._answers: tuple[Earlier, ...] | None = None

    @property
    def _asked(self) -> Answer | None:
        return self._page.entry.answers[self._number] if self._page.entry else None

    def compose_column(self) -> ComposeResult:
        """Lays out the question, and below it the answers."""
        if self._answers is None or self._page.entry is None or self._asked is None:
            return
        yield Static(self._page.entry.question(self._asked), classes="strong", markup=False)
        for earlier in self._answers:
            yield SameAnswer(earlier, here=earlier.name == self._page.name)
        if not self._answers:
            yield Static(_("This page is left out of looking back."), classes="quiet gap", markup=False)

    def set_texts(self) -> None:
        """Says how often it was answered."""
        self.title_text = _("The same question")
        count = len(self._answers or ())
        self.where_text = str(plural("{n} answer", "{n} answers", count)) if count else ""

    def on_mount(self) -> None:
        """Looks."""
        self.set_texts()
        self._look()

    def on_screen_resume(self) -> None:
        """Looks again: a page may have been changed or deleted."""
        if self._answers is not None:
            self._look(again=True)

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tells whether there is a question on that side."""
        return action != "step" or self._beside(parameters[0] == 1) is not None

    def way_back(self) -> Way:
        """Gives the answer."""
        return ToSame(self._number)

    async def return_to(self, way: Way) -> None:
        """Opens the page that was read."""
        match way:
            case ToPage(names, at):
                self._open(names[at])
            case _:
                await super().return_to(way)

    def empty_texts(self) -> None:
        """Forgets the answers."""
        self._answers = None
        for text in self.query(Static):
            text.update("")

    # -------------------------------------------------------------- looking

    def _look(self, *, again: bool = False) -> None:
        work = partial(self._looked, again=again)  # not a coroutine: one that never begins would be complained of
        self.run_worker(work, group="look", exclusive=True)  # type: ignore[arg-type] # a callable or what it gives: mypy cannot tell

    async def _looked(self, *, again: bool) -> None:
        try:
            found = await asyncio.to_thread(self._journal.looking_back.same, self._page, self._number)
        except KwetsbaarError as error:
            complain(self, error)
            return
        if again and tuple(found) == self._answers:
            return
        self._answers = tuple(found)
        self.set_texts()
        await self.query_one(Column).recompose()
        self.refresh_bindings()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Begins at the answer from which a person came, so that what is above it is what was before."""
        answers = [*self.query(SameAnswer)]
        here = next((answer for answer in answers if answer.here), answers[-1] if answers else None)
        if here is not None:
            here.focus()

    # -------------------------------------------------------------- going on

    def action_go(self, step: int) -> None:
        """Goes to the answer after this one, or before it; past the last one nothing moves."""
        answers = [*self.query(SameAnswer)]
        at = answers.index(self.focused) + step if isinstance(self.focused, SameAnswer) else -1
        if 0 <= at < len(answers):
            answers[at].focus()
        else:
            self.action_scroll_page("scroll_down" if step > 0 else "scroll_up")

    def action_step(self, step: int) -> None:
        """Goes to the question beside this one on the page."""
        number = self._beside(step == 1)
        if number is not None:
            self._number = number
            self._look()

    def _beside(self, after: bool) -> int | None:
        numbers = [*answered(self._page)]
        at = numbers.index(self._number) + (1 if after else -1) if self._number in numbers else -1
        return numbers[at] if 0 <= at < len(numbers) else None

    @on(SameAnswer.Chosen)
    def _chosen(self, event: SameAnswer.Chosen) -> None:
        self._open(event.name)

    def _open(self, name: str) -> None:
        from kwetsbaar.tui.screens.page import PageScreen

        names = tuple(dict.fromkeys(earlier.name for earlier in reversed(self._answers or ()))) or (name,)
        self.app.push_screen(PageScreen(self._journal, Found(names), name), self._said)

    def _said(self, sentence: str | None) -> None:
        self.say(sentence or "")


def answered(page: Page) -> Iterator[int]:
    """Gives the places of the answers on a page whose question can have other answers: a text to read has none."""
    for number, answer in enumerate(page.entry.answers if page.entry else ()):
        if not answer.skipped and answer.kind != "pause":
            yield number
