"""The guided session: one question to a screen, saved while it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from kwetsbaar import i18n
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import Column, FramedScreen, key
from kwetsbaar.tui.keybar import HELP_LINES, KeyBar
from kwetsbaar.tui.returning import ToDraft
from kwetsbaar.tui.session.actions import Action, ActionRow
from kwetsbaar.tui.session.asked import Asked
from kwetsbaar.tui.session.closing import Closing, Wish
from kwetsbaar.tui.session.earlier import EarlierPanel, Move, earlier_answers
from kwetsbaar.tui.session.ending import Ending
from kwetsbaar.tui.session.kinds import AnswerWidget, answer_widget
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.result import SessionResult
from kwetsbaar.tui.session.saving import AppRunner, DraftSaver
from kwetsbaar.tui.session.telling import Telling, sentence
from kwetsbaar.tui.session.walk import Walk

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Question, Session
    from kwetsbaar.core.toml import Toml
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing
    from kwetsbaar.tui.returning import Way

_NEXT: Final = Action("next", msg("Next"))
_BACK: Final = Action("back", msg("Back"))
_SKIP: Final = Action("skip", msg("Skip"))
_LEAVE: Final = Action("leave", msg("Enough for now"))
_FINISH: Final = Action("finish", msg("To the end"))
_TALK: Final = Action("talk", msg("Someone to talk to"))

READ_ONLY: Final = ("say", "part", "pause")
"""Kinds without a field: the row below them has the focus from the start."""


class SessionScreen(FramedScreen[SessionResult]):
    """A walk through a pack. It shows what the session says, and holds nothing that the session does not."""

    CSS_PATH = "screen.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+n", "next", msg("Next")),
        key("ctrl+r", "back", msg("Back")),
        key("ctrl+o", "skip", msg("Skip")),
        key("ctrl+g", "earlier", msg("Earlier answers")),
        key("ctrl+q", "leave", msg("Enough for now")),
        key("ctrl+s", "save", msg("Save now")),
        key("f4", "alone", msg("Only the question and the text")),
        key("escape", "row", msg("To the row below"), show=False),
        key("tab,shift+tab", "row", msg("To the row below"), show=False),
        key("alt+up", "move_earlier('line_up')", msg("Earlier answers: up"), show=False),
        key("alt+down", "move_earlier('line_down')", msg("Earlier answers: down"), show=False),
        key("pageup", "move_earlier('page_up')", msg("Earlier answers: page up"), show=False),
        key("pagedown", "move_earlier('page_down')", msg("Earlier answers: page down"), show=False),
    ]

    alone: reactive[bool] = reactive(False, bindings=True)
    """Whether only the question and the text are shown."""

    def __init__(self, draft: Draft, writing: Writing, *, reading: Reading | None = None) -> None:
        """Goes on with `draft`. Without `reading` there are no earlier answers to see."""
        super().__init__()
        self._reading = reading
        self._asked = Asked()
        self._walk = Walk(draft, self._standing)
        self._telling = Telling(self.say)
        self._saver = DraftSaver(
            draft,
            collect=lambda: self._walk.worth_saving(self._saver.draft),
            save=writing.save_draft,
            runner=AppRunner(self),
            told=lambda state: self._telling.saved(state) if self.is_attached else None,
        )
        self._ending = Ending(self._saver, writing)
        self._busy = False
        self._outcome: SessionResult | None = None

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
        """Drops every text of this screen from the widgets. Nothing is saved after this."""
        self._saver.close()
        self._asked.empty()
        for panel in self.query(EarlierPanel):
            panel.empty()
        for text in self.query(Static):
            text.update("")
        self.title_text = self.where_text = ""

    # -------------------------------------------------------------- laying out

    def compose_column(self) -> ComposeResult:
        """Lays out the question with its answer, and the row."""
        yield self._asked
        yield ActionRow(id="row")

    def on_mount(self) -> None:
        """Begins where the person was."""
        self.call_after_refresh(self._show)

    def set_texts(self) -> None:
        """Names the pack, and the part of it where one is."""
        session = self._walk.session
        self.title_text = session.pack.title.in_language(session.lang)
        question = session.question()
        self.where_text = (question.part or "") if question else ""

    async def language_changed(self) -> None:
        """Says everything in the other language, in place: the answer stays as it is, and so does the cursor."""
        self._walk.session = self._walk.session.in_language(i18n.language())
        self._asked.say_anew(self._walk.session.question())
        for panel in self.query(EarlierPanel):
            await panel.say_anew()
        self.set_texts()
        self._telling.trouble(self._saver.trouble)
        self.query_one("#row", ActionRow).say_anew()
        self.query_one(KeyBar).refresh()
        self._fit_soon()
        self._saver.changed()

    async def _show(self) -> None:
        """Shows the question where the session is, or its end."""
        session = self._walk.session
        question = session.question()
        self._walk.arrived()
        self.set_texts()
        self.progress = session.progress
        self._offer(question)
        with self.app.batch_update():
            await self._asked.show(question, self._widget(question))
        self._focus_answer()
        await self._show_earlier(question)
        if question is None:
            self.alone = False
        self.refresh_bindings()
        self.query_one("#frame-body").scroll_home(animate=False)
        self._fit_soon()

    def _widget(self, question: Question | None) -> AnswerWidget | Closing:
        if question is not None:
            return answer_widget(question)
        draft = self._saver.draft.with_session(self._walk.session)
        return Closing(draft, changed=bool(draft.rev) or self._walk.differs)

    def _offer(self, question: Question | None) -> None:
        row = self.query_one("#row", ActionRow)
        actions = [_NEXT, _BACK, _SKIP, _FINISH, _LEAVE, _TALK]
        if not self._walk.edits:
            actions.remove(_FINISH)
        if self._walk.session.at_start:
            actions.remove(_BACK)
        if question is None or question.form is None:
            actions.remove(_SKIP)
        row.display = question is not None
        row.offer(actions)

    # -------------------------------------------------------------- room

    def on_resize(self) -> None:
        """Fits everything to the other size."""
        self._fit_soon()

    def on_earlier_panel_filled(self) -> None:
        """Fits the answer to a panel that has another text."""
        self._fit_soon()

    def _fit_soon(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Gives the answer the lines that all else leaves free, and the earlier answers their place."""
        body, column = self.query_one("#frame-body", VerticalScroll), self.query_one(Column)
        room = body.scrollable_content_region
        lines = room.height
        for panel in self.query(EarlierPanel):
            if panel.display:
                lines -= panel.fit(self.size.width, body.size.width, lines, lines - column.size.height)
        self._asked.fit(lines, column.size.height)

    # -------------------------------------------------------------- the row below the answer

    def action_row(self) -> None:
        """Goes out of the answer to the row below it, and back; before that, out of being alone with the text."""
        if self._asked.closing:
            self._asked.closing.step_up()
            return
        if self.alone:
            self.alone = False
            return
        row = self.query_one("#row", ActionRow)
        if row.has_focus and not self._is_read:
            self._focus_answer()
        else:
            self._to_row(row)

    def on_descendant_focus(self) -> None:
        """Shows the row while it has the focus."""
        row = self.query_one("#row", ActionRow)
        row.set_class(row.has_focus, "-shown")

    async def on_action_row_taken(self, event: ActionRow.Taken) -> None:
        """Does what was taken."""
        event.stop()
        if event.name == _TALK.name:
            await self.app.run_action(HELP_LINES)
        else:
            await self.run_action(event.name)

    @property
    def _is_read(self) -> bool:
        question = self._walk.session.question()
        return question is not None and question.kind in READ_ONLY

    def _focus_answer(self) -> None:
        if self._is_read:
            self._to_row(self.query_one("#row", ActionRow))
        elif self._asked.shown is not None:
            self._asked.shown.focus_first()

    def _to_row(self, row: ActionRow) -> None:
        row.add_class("-shown")
        row.focus()

    # -------------------------------------------------------------- only the question and the text

    def action_alone(self) -> None:
        """Leaves only the question and the text on the screen, or brings the rest back."""
        self.alone = not self.alone

    async def watch_alone(self, alone: bool) -> None:
        """Shows it so, and says how to come back."""
        self.set_class(alone, "-alone")
        if alone:
            await self._hide_earlier()
            self._telling.passing(_("Esc brings the rest back."))
        else:
            self._telling.typed()
        self._fit_soon()

    # -------------------------------------------------------------- earlier answers

    async def action_earlier(self) -> None:
        """Shows what was answered to this question before, or hides it."""
        if self.query(EarlierPanel):
            await self._hide_earlier()
        else:
            await self.query_one("#frame-body").mount(EarlierPanel())
            await self._show_earlier(self._walk.session.question())
        self.refresh_bindings()
        self._fit_soon()

    def action_move_earlier(self, how: Move) -> None:
        """Scrolls them; the cursor stays in the text."""
        self.query_one(EarlierPanel).move(how)

    async def _show_earlier(self, question: Question | None) -> None:
        """Looks them up, if they are shown."""
        for panel in self.query(EarlierPanel):
            panel.display = question is not None and question.form is not None
            panel.empty()
            if panel.display:
                self.run_worker(self._look_up(panel), group="earlier", exclusive=True)

    async def _look_up(self, panel: EarlierPanel) -> None:
        reading, draft = self._reading, self._saver.draft.with_session(self._walk.session)
        if reading is None:
            return
        try:
            found = await AppRunner(self).in_thread(lambda: earlier_answers(reading, draft))
        except KwetsbaarError as error:
            await panel.tell(sentence(error))
        else:
            await panel.show(found)

    async def _hide_earlier(self) -> None:
        self.workers.cancel_group(self, "earlier")
        for panel in self.query(EarlierPanel):
            panel.empty()
        await self.query(EarlierPanel).remove()
        self.query_one("#frame-body").remove_class("-beside")

    # -------------------------------------------------------------- moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something here."""
        session = self._walk.session
        if action in {"next", "skip", "alone"}:
            return not session.at_end
        if action == "back":
            return not session.at_start
        if action == "save":  # at the end "keep" is the word, unless the draft still has to be saved
            return not session.at_end or self._saver.unsaved
        if action == "earlier":
            return self._reading is not None and session.at is not None and session.form(session.at) is not None
        if action == "move_earlier":
            return bool(self.query(EarlierPanel))
        return True

    async def action_next(self) -> None:
        """Takes the answer as it stands and goes on."""
        if self._asked.answer:
            await self._answer(self._asked.answer)

    async def action_back(self) -> None:
        """Goes back; what stands here is kept."""
        await self._go(self._walk.settled().back())

    async def action_skip(self) -> None:
        """Passes this question by; what was begun stays in the draft."""
        await self._go(self._walk.settled().skip())

    async def action_finish(self) -> None:
        """In an edit: goes past the questions that stay as they are."""
        await self._go(self._walk.settled().go(None))

    async def on_answer_widget_submitted(self, event: AnswerWidget.Submitted) -> None:
        """Goes on with an answer that was taken."""
        event.stop()
        if event.widget is self._asked.shown:
            await self._answer(event.widget)

    async def _answer(self, widget: AnswerWidget) -> None:
        value = widget.value()
        try:
            if widget.question.form is None:
                await self._go(self._walk.session.next())
            elif value is None:
                await self._go(self._walk.settled().skip())
            else:
                await self._go(self._walk.session.answer(value))
        except AnswerError as error:
            self._asked.tell(str(error.message))

    async def _go(self, session: Session) -> None:
        """Moves, shows where that is, and saves."""
        if self._busy:
            return
        self._busy = True
        try:
            self._walk.session = session
            await self._show()
        finally:
            self._busy = False
        self._saver.changed()
        self._saver.soon()

    # -------------------------------------------------------------- what stands here

    def _standing(self) -> Toml | None:
        return self._asked.answer.value() if self._asked.answer else None

    def on_answer_widget_changed(self, event: AnswerWidget.Changed) -> None:
        """Hears of a key. The text is not read here: that is done when it is saved."""
        event.stop()
        if event.widget is self._asked.shown and not self._saver.closed:
            self._walk.touched()
            self._saver.changed()
            self._telling.typed()

    def on_answer_widget_told(self, event: AnswerWidget.Told) -> None:
        """Shows a word about the answer below it."""
        event.stop()
        if event.widget is self._asked.shown:
            self._asked.tell(event.text)

    # -------------------------------------------------------------- saving

    def action_save(self) -> None:
        """Saves now, and says so when the disk has it."""
        self.app.run_worker(self._save_and_say(), group="saving")

    async def _save_and_say(self) -> None:
        state = await self._saver.flush()
        if state.saved and not self._saver.draft.rev:
            self._telling.passing(_("There is nothing to save yet."))
        elif state.saved:
            self._telling.passing(_("Saved."), kind="good")

    # -------------------------------------------------------------- the end

    def action_leave(self) -> None:
        """Enough for now: saves the draft, and closes when the disk has it."""
        self._end(self._ending.put_away)

    async def on_closing_wished(self, event: Closing.Wished) -> None:
        """Does what was chosen at the end."""
        event.stop()
        match event.wish:
            case Wish.KEEP:
                self._end(self._ending.keep)
            case Wish.DISCARD:
                self._end(self._ending.discard)
            case Wish.LEAVE:
                self.action_leave()
            case _:
                await self.action_back()

    def _end(self, how: Callable[[], Awaitable[SessionResult]]) -> None:
        if not self._busy:
            self._busy = True
            self.app.run_worker(self._ended(how), group="saving")

    async def _ended(self, how: Callable[[], Awaitable[SessionResult]]) -> None:
        """Ends it; if that fails it says why, and everything is as it was."""
        try:
            result = await how()
        except KwetsbaarError as error:
            self._telling.trouble(error)
            self._saver.changed()
        else:
            self.empty_texts()
            self._outcome = result
            self.on_screen_resume()
        finally:
            self._busy = False

    def on_screen_resume(self) -> None:
        """Goes when it has ended: not from under a screen that lies on it, since that would go in its place."""
        if self._outcome is not None and self.app.screen is self:
            self.dismiss(self._outcome)
