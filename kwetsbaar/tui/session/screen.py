"""The guided session: one question to a screen, saved while it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Static

from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import key
from kwetsbaar.tui.returning import ToDraft
from kwetsbaar.tui.session.closing import Closing, Wish
from kwetsbaar.tui.session.earlier import EarlierPanel
from kwetsbaar.tui.session.ending import Ending
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.result import Kept
from kwetsbaar.tui.session.showing import ShowingScreen
from kwetsbaar.tui.session.timer import TimerLine
from kwetsbaar.tui.turns import OPENS

if TYPE_CHECKING:
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Session
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.tui.returning import Way
    from kwetsbaar.tui.session.kinds import AnswerWidget
    from kwetsbaar.tui.session.kinds.next_ import NextAnswer
    from kwetsbaar.tui.session.result import SessionResult
    from kwetsbaar.tui.session.saving import Keeper
    from kwetsbaar.tui.session.showing import Flags


class SessionScreen(ShowingScreen):
    """A walk through a pack.

    The keys that move or save come before the text's own, so that the app does one before it hands on the next key.
    Whatever was typed before one of them is then waited for. So keys may come as fast as they like.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "next", msg("Next"), priority=True),
        key("ctrl+r", "back", msg("Back"), priority=True),
        key("ctrl+o", "skip", msg("Skip"), priority=True),
        key("f8", "helped", msg("What helped?")),  # before the next ones, so that it is named where room is scarce
        key("ctrl+q", "leave", msg("Enough for now"), priority=True),
        key("ctrl+g", "earlier", msg("Earlier answers")),
        key("ctrl+s", "save", msg("Save now"), priority=True),
        key("f4", "alone", msg("Only the question and the text")),
        key("f5", "timer", msg("Hide or show the time")),
        key("escape", "row", msg("To the row below"), show=False),
        Binding("comma", "nothing", show=False),  # one typed beside a text opens no settings in the middle of a session
        key("tab,shift+tab", "row", msg("To the row below"), show=False),
        key("alt+up", "move_earlier('line_up')", msg("Earlier answers: up"), show=False),
        key("alt+down", "move_earlier('line_down')", msg("Earlier answers: down"), show=False),
        key("pageup", "move_earlier('page_up')", msg("Earlier answers: page up"), show=False),
        key("pagedown", "move_earlier('page_down')", msg("Earlier answers: page down"), show=False),
    ]

    def __init__(
        self, draft: Draft, writing: Keeper, *, reading: Reading | None = None, flags: Flags | None = None
    ) -> None:
        """Goes on with `draft`. Without `reading` there are no earlier answers to see, without `flags` no names."""
        super().__init__(draft, writing, reading, flags)
        self._ending = Ending(self._saver, writing)
        self._ends = False
        self._outcome: SessionResult | None = None
        self._then = ""

    # -------------------------------------------------------------- for the app

    @property
    def draft(self) -> Draft:
        """The draft as it stands, what is not saved yet included. For a lock that comes when the disk is full."""
        return self._saver.draft.with_session(self._walk.settled())

    @property
    def resting(self) -> bool:
        """Tells whether a pause is running: then nothing locks for want of keys."""
        return isinstance(self._asked.shown, PauseAnswer) and self._asked.shown.running

    async def save_before_lock(self) -> None:
        """Saves what is not saved yet; raises the error if the disk does not take it, and `draft` then has it all."""
        await self._catch_up()
        state = await self._saver.flush()
        if state.trouble is not None and not state.saved:
            raise state.trouble

    def way_back(self) -> Way | None:
        """Gives the draft as the way back; itself only while nothing was given in it."""
        draft = self._saver.draft
        if self._saver.closed or (draft.edits and not draft.rev):
            return None
        begun = draft.with_session(self._walk.settled())
        return ToDraft(draft.id, None if draft.rev or self._walk.differs else begun)

    def empty_texts(self) -> None:
        """Drops every text of this screen, from the widgets and from the session. Nothing is saved after this."""
        self._saver.close()
        self._asked.empty()
        self._saver.draft = self._walk.forget()
        for panel in self.query(EarlierPanel):
            panel.leave()
        for text in self.query(Static):
            text.update("")
        self.title_text = self.where_text = ""

    # -------------------------------------------------------------- moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something here."""
        session = self._walk.session
        match action:
            case "next" | "skip" | "alone":
                return not session.at_end
            case "back":
                return not session.at_start or (self._asked.answer is not None and self._asked.answer.inside)
            case "save":  # at the end "keep" is the word, unless the draft still has to be saved
                return not session.at_end or self._saver.unsaved
            case "timer":
                return self.query_one(TimerLine).minutes is not None
            case "earlier" | "move_earlier" | "helped":
                return self._may_look_back(action)
            case _:
                return True

    def _may_look_back(self, action: str) -> bool:
        session = self._walk.session
        if action == "move_earlier":
            return bool(self.query(EarlierPanel))
        if action == "helped":
            return self._offers_help
        return self._reading is not None and session.at is not None and session.form(session.at) is not None

    async def action_next(self) -> None:
        """Takes the answer as it stands and goes on."""
        await self._go(self._answered, lambda answer: answer.forth())

    async def action_back(self) -> None:
        """Goes back; what stands here is kept."""
        await self._go(lambda: self._walk.settled().back(), lambda answer: answer.back())

    async def action_skip(self) -> None:
        """Passes this question by; what was begun stays in the draft."""
        await self._go(lambda: self._walk.settled().skip(), lambda answer: answer.pass_by())

    async def action_finish(self) -> None:
        """In an edit: goes past the questions that stay as they are."""
        await self._go(lambda: self._walk.settled().go(None))

    def on_answer_widget_submitted(self, event: AnswerWidget.Submitted) -> None:
        """Goes on with an answer that was taken."""
        event.stop()
        widget = event.widget

        async def go_on() -> None:
            if widget is self._asked.shown:
                await self.action_next()

        self.app.call_later(go_on)  # there, as for a key, so that the keys after it wait until it is done

    def _answered(self) -> Session:
        """Gives the session with the answer taken, and one question on; raises `AnswerError`."""
        answer, session = self._asked.answer, self._walk.session
        if answer is None or answer.question.form is None:
            return session.next()
        value = answer.value()
        return self._walk.settled().skip() if value is None else session.answer(value)

    async def _go(
        self, where: Callable[[], Session], inside: Callable[[AnswerWidget], bool] = lambda _answer: False
    ) -> None:
        """Moves, shows where that is, and saves. Moves wait for each other, and for what was typed before them.

        What `inside` does to the answer comes first: it tells whether that was all.
        """
        async with self._moving:
            await self._catch_up()
            if self._ends or self._saver.closed or not self.is_attached:
                return
            if self._asked.answer and inside(self._asked.answer):
                self._show_inside()
            else:
                try:
                    self._walk.session = where()
                except AnswerError as error:
                    self._asked.tell(str(error.message))
                    return
                await self._show()
        self._saver.changed()
        self._saver.soon()

    async def _catch_up(self) -> None:
        """Waits until what was typed has come in, and notes whether anything did."""
        if self.is_attached:
            await self._asked.caught_up()
            if self._asked.answer and self._asked.answer.touched:
                self._saver.changed()

    # -------------------------------------------------------------- what stands here

    def on_answer_widget_changed(self, event: AnswerWidget.Changed) -> None:
        """Hears of a key. The text is not read here: that is done when it is saved."""
        event.stop()
        if event.widget is self._asked.shown:
            self._saver.changed()
            self._telling.typed()
            self._keep_in_sight()

    def on_next_answer_wanted(self, event: NextAnswer.Wanted) -> None:
        """Remembers which pack is to come after this one."""
        event.stop()
        self._then = event.pack_id

    def on_answer_widget_told(self, event: AnswerWidget.Told) -> None:
        """Shows a word about the answer below it."""
        event.stop()
        if event.widget is self._asked.shown:
            self._asked.tell(event.text)

    def action_nothing(self) -> None:
        """Leaves all as it is."""

    # -------------------------------------------------------------- saving

    async def action_save(self) -> None:
        """Saves now, and says so when the disk has it."""
        await self._catch_up()
        self.app.run_worker(self._save_and_say(), group="saving")

    async def _save_and_say(self) -> None:
        state = await self._saver.flush()
        if state.saved and not self._saver.draft.rev:
            self._telling.passing(_("There is nothing to save yet."))
        elif state.saved:
            self._telling.passing(_("Saved."), kind="good")

    # -------------------------------------------------------------- the end

    def action_timer(self) -> None:
        """Hides how long the author thought of, or shows it."""
        self.query_one(TimerLine).toggle()

    async def action_leave(self) -> None:
        """Enough for now: saves the draft, and closes when the disk has it."""
        await self._end(self._ending.put_away)

    async def on_closing_wished(self, event: Closing.Wished) -> None:
        """Does what was chosen at the end."""
        event.stop()
        match event.wish:
            case Wish.KEEP:
                await self._end(self._ending.keep)
            case Wish.DISCARD:
                await self._end(self._ending.discard)
            case Wish.LEAVE:
                await self.action_leave()
            case _:
                await self.action_back()

    async def _end(self, how: Callable[[], Awaitable[SessionResult]]) -> None:
        await self._catch_up()
        if not self._ends:
            self._ends = True
            self.app.run_worker(self._ended(how), group=OPENS)

    async def _ended(self, how: Callable[[], Awaitable[SessionResult]]) -> None:
        """Ends it; if that fails it says why, and everything is as it was."""
        try:
            result = await how()
        except KwetsbaarError as error:
            self._telling.trouble(error)
            self._saver.changed()
        else:
            self.empty_texts()
            self._outcome = replace(result, then=self._then) if isinstance(result, Kept) else result
            self.on_screen_resume()
        finally:
            self._ends = False

    def on_screen_resume(self) -> None:
        """Goes when it has ended: not from under a screen that lies on it, since that would go in its place."""
        if self._outcome is not None and self.app.screen is self:
            self.dismiss(self._outcome)
