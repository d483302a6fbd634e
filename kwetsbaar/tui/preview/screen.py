"""Trying out a pack: its session without a journal, which stays at the same step when the file changes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.widgets import Static

from kwetsbaar import i18n
from kwetsbaar.core import following, packfile
from kwetsbaar.core.ready import ready
from kwetsbaar.core.session import Session
from kwetsbaar.i18n import _, msg
from kwetsbaar.journal.trying import EVERY
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.preview.aspage import AsPageScreen
from kwetsbaar.tui.preview.closing import PreviewClosing
from kwetsbaar.tui.preview.notes import NOTES_STYLE, Notes, kind_of, number_said
from kwetsbaar.tui.returning import ToPreview
from kwetsbaar.tui.session.actions import Action
from kwetsbaar.tui.session.closing import Closing, Wish
from kwetsbaar.tui.session.earlier import BESIDE_FROM, Move, cells_beside
from kwetsbaar.tui.session.screen import SessionScreen
from kwetsbaar.tui.session.showing import STYLE
from kwetsbaar.tui.turns import TurnsApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual._path import CSSPathType
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.known import Known
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.packfile import Problem, Reading
    from kwetsbaar.core.session import Question
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.trying import Trying, Watch
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.session.kinds import AnswerWidget

_LOOKS: Final = "watch"
"""The group of what reads the file: no key waits for it."""

_PART: Final = 0.4
"""How much of a screen's height the notes may have below the question."""

_FEWEST: Final = 3

_MOMENT: Final = msg("A moment…")
_CLOSE: Final = Action("leave", msg("Close the preview"))


class PreviewScreen(SessionScreen):
    """A session of which nothing is kept. On an error in the file the last good version stays."""

    CSS_PATH: ClassVar[CSSPathType | None] = [STYLE, NOTES_STYLE, Path(__file__).with_suffix(".tcss")]
    LEAVE = _CLOSE
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+g", "notes", msg("Notes on the file")),
        key("ctrl+q", "leave", msg("Close the preview"), priority=True),
        key("ctrl+s", "save", msg("Save now"), show=False, priority=True),
        key("alt+up", "move_notes('line_up')", msg("Notes on the file: up"), show=False),
        key("alt+down", "move_notes('line_down')", msg("Notes on the file: down"), show=False),
        key("pageup", "move_notes('page_up')", msg("Notes on the file: page up"), show=False),
        key("pagedown", "move_notes('page_down')", msg("Notes on the file: page down"), show=False),
    ]

    def __init__(
        self, draft: Draft, trying: Trying, watch: Watch, problems: tuple[Problem, ...] = (), said: str = ""
    ) -> None:
        """Walks `draft`, which `trying` began; `problems` are the warnings of its file, `said` what is told first."""
        super().__init__(draft, trying)
        self._trying = trying
        self._watch = watch
        self._followed = following.begun(draft.session)
        self._problems = problems
        self._hidden = False
        self._looking = self._finding = False
        self._said_first = said
        self._state = _MOMENT

    # -------------------------------------------------------------- the frame

    def compose_foot(self) -> ComposeResult:
        """Adds how it stands with the pack, and what is wrong with its file where the screen is narrow."""
        yield Notes(id="notes-below")
        yield Static(id="preview-state", markup=False)

    def on_mount(self) -> None:
        """Begins to look at the file."""
        self.query_one("#frame-body").mount(Notes(id="notes-beside"))
        self.call_after_refresh(self._note)
        self._find_out_soon()
        self.set_interval(EVERY, self._look)

    async def _begin(self) -> None:
        """Shows the first question, and what there is to be told at first."""
        await super()._begin()
        if self._said_first:
            self._telling.passing(self._said_first, kind="good")

    def _where(self) -> str:
        return " · ".join(filter(None, (_("Preview: nothing is saved"), self.where_text)))

    def way_back(self) -> Way:
        """Gives the file: what was answered here is not saved anywhere."""
        return ToPreview(self._watch.path)

    def empty_texts(self) -> None:
        """Forgets what is set aside too."""
        super().empty_texts()
        self._followed = following.begun(self._walk.session)

    async def language_changed(self) -> None:
        """Says the notes in the other language too."""
        await super().language_changed()
        await self._note()

    # -------------------------------------------------------------- the file

    def _look(self) -> None:
        if not self._looking and not self._saver.closed:
            self._looking = True
            self.app.run_worker(self._looked(), group=_LOOKS)

    async def _looked(self) -> None:
        """Looks at the file, in a thread; what is new is shown when no key is on its way."""
        try:
            reading = await asyncio.to_thread(self._watch.look)
            if reading is not None:
                await self._take(reading)
        finally:
            self._looking = False

    async def _take(self, reading: Reading) -> None:
        pack = reading.pack
        problems = reading.problems
        if pack is not None and (odd := packfile.unwalkable(pack)):
            pack, problems = None, (odd,)
        if pack is not None:
            known = await asyncio.to_thread(self._trying.known, pack, i18n.language())
            await self._between_keys(lambda: self._follow(pack, known))
        self._problems, self._hidden = problems, False
        if self._is_here:
            await self._note()
        if pack is not None:
            self._find_out_soon()

    async def _between_keys(self, work: Callable[[], Awaitable[None]]) -> None:
        if isinstance(self.app, TurnsApp):
            await self.app.between_keys(work)
        else:
            await work()

    @property
    def _is_here(self) -> bool:
        return self.is_attached and not self._saver.closed

    async def _follow(self, pack: Pack, known: Known) -> None:
        """Goes on at the same step of another version, with the answers that it still takes."""
        async with self._moving:
            await self._catch_up()
            if self._ends or not self._is_here:
                return
            now = replace(self._walk.settled(), known=known)
            before = self._walk.session.question()
            self._followed = following.follow(self._followed, now, pack, i18n.language())
            self._walk.session = self._followed.session
            self._state = _MOMENT
            after = self._walk.session.question()
            if before and after and self._followed.stayed and _is_asked_alike(before, after):
                self._say_here(after)
            else:
                await self._show()

    async def _show(self) -> None:
        """Shows the question, or the end, which says itself how long the pack is."""
        await super()._show()
        if self._is_here:
            self._say_state()

    def _say_here(self, question: Question) -> None:
        """Shows other words round an answer that stays as it is, with its cursor."""
        self.set_texts()
        self.progress = self._walk.session.progress
        self._asked.say_anew(question)
        self._offer(question)
        self.refresh_bindings()
        self._fit_soon()

    def _find_out_soon(self) -> None:
        if not self._finding:
            self._finding = True
            self.app.run_worker(self._find_out(), group=_LOOKS)

    async def _find_out(self) -> None:
        """Walks every road of the pack, in a thread, and says how long it is; once more if that changed meanwhile.

        A large pack takes a while. A change of its file shows before that is over.
        """
        try:
            walked: Pack | None = None
            while walked is not self._walk.session.pack:
                walked = self._walk.session.pack
                found = await asyncio.to_thread(ready, walked, i18n.language())
                if not self._is_here:
                    return
                if walked is self._walk.session.pack:
                    self._tell_state(found.said)
        finally:
            self._finding = False

    def _tell_state(self, state: Message) -> None:
        self._state = state
        if isinstance(self._asked.closing, PreviewClosing):
            self._asked.closing.tell(state)
        self._say_state()

    # -------------------------------------------------------------- the notes

    async def _note(self) -> None:
        troubled = kind_of(self._problems) == "bad"
        word = _("What you see is the last good version.")
        for notes in self.query(Notes):
            await notes.show(self._problems, f"{self._file} · {word}" if troubled else "")
        self._say_state()
        self.refresh_bindings()
        self._fit_soon()

    def _say_state(self) -> None:
        """Says in one line how it stands: what is the matter, else how long the pack is."""
        troubled = kind_of(self._problems) == "bad" and bool(self._problems)
        state = number_said(self._problems) if troubled else self._state
        line = self.query_one("#preview-state", Static)
        if troubled:
            line.update(f"{self._file} · {state}")
        else:
            both = f"{state} · {self._file}"
            fits = cell_len(both) <= (line.content_size.width or cell_len(both))
            line.update(self._file if self._asked.closing else both if fits else str(state))
        line.set_class(troubled, "bad")

    @property
    def _file(self) -> str:
        return clean_line(self._watch.path.name)

    def action_notes(self) -> None:
        """Hides the notes, or shows them."""
        self._hidden = not self._hidden
        self._fit_soon()

    def action_move_notes(self, how: Move) -> None:
        """Scrolls them; the cursor stays where it is."""
        for notes in self.query(Notes):
            notes.move(how)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tells which keys mean something here."""
        if action in {"notes", "move_notes"}:
            return bool(self._problems)
        return True if action == "save" else super().check_action(action, parameters)

    def _fit(self) -> None:
        """Gives the notes their place: beside the question if there is room, else below it."""
        wanted = bool(self._problems) and not self._hidden
        beside, below = self.query_one("#notes-beside", Notes), self.query_one("#notes-below", Notes)
        wide = self.size.width >= BESIDE_FROM
        body = self.query_one("#frame-body")
        beside.display, below.display = wanted and wide, wanted and not wide
        # Where the notes tell of errors, it would say the same as they do.
        self.query_one("#preview-state").display = not (wanted and kind_of(self._problems) == "bad")
        self.set_class(beside.display, "-noted")
        body.set_class(beside.display, "-beside")
        beside.styles.width = cells_beside(body.size.width)
        below.styles.max_height = max(_FEWEST, int(self.size.height * _PART))
        super()._fit()
        self._say_state()  # what fits in its line

    # -------------------------------------------------------------- nothing is kept

    async def action_save(self) -> None:
        """Says that there is nothing to save to."""
        self._telling.passing(_("This is a preview: nothing is saved."))

    def _widget(self, question: Question | None) -> AnswerWidget | Closing:
        if question is not None:
            return super()._widget(question)
        return PreviewClosing(self._saver.draft.with_session(self._walk.session), self._state)

    async def on_closing_wished(self, event: Closing.Wished) -> None:
        """Begins once more, or shows the page that this would become."""
        match event.wish:
            case Wish.ANEW:
                event.prevent_default()
                session = self._walk.session
                anew = Session.begin(session.pack, i18n.language(), session.known)
                self._followed = following.begun(anew)
                await self._go(lambda: anew)
            case Wish.KEEP:
                event.prevent_default()
                self.app.push_screen(AsPageScreen(self._trying.keep(self.draft)))


def _is_asked_alike(before: Question, after: Question) -> bool:
    """Tells whether the widget that answers one question can stay for the other: only its words differ."""
    return (
        before.kind == after.kind
        and before.form == after.form
        and before.offered == after.offered
        and before.onward == after.onward
        and before.timer == after.timer
        and before.given == after.given
    )
