"""The guided session: one question to a screen, saved while it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Vertical
from textual.widgets import Static

from kwetsbaar import i18n
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import FramedScreen, Kind, key
from kwetsbaar.tui.keybar import HELP_LINES, KeyBar
from kwetsbaar.tui.session.actions import Action, ActionRow
from kwetsbaar.tui.session.closing import Closing, Wish, anything_given
from kwetsbaar.tui.session.ending import Ending
from kwetsbaar.tui.session.kinds import AnswerWidget, answer_widget
from kwetsbaar.tui.session.kinds.pause import PauseAnswer
from kwetsbaar.tui.session.result import SessionResult
from kwetsbaar.tui.session.saving import AppRunner, DraftSaver, SaveState

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.session import Question, Session
    from kwetsbaar.journal.writing import Writing

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
        key("ctrl+q", "leave", msg("Enough for now")),
        key("ctrl+s", "save", msg("Save now")),
        key("escape", "row", msg("To the row below"), show=False),
        key("tab,shift+tab", "row", msg("To the row below"), show=False),
    ]

    def __init__(self, draft: Draft, writing: Writing) -> None:
        super().__init__()
        self._session = draft.session
        self._begun_from = draft
        self._touched = False
        self._busy = False
        self._complained = False
        self._passing = False
        self._outcome: SessionResult | None = None
        self._shown: AnswerWidget | Closing | None = None
        self._saver = DraftSaver(
            draft, collect=self._worth_saving, save=writing.save_draft, runner=AppRunner(self), told=self._told
        )
        self._ending = Ending(self._saver, writing)

    # -------------------------------------------------------------- for the app

    @property
    def draft(self) -> Draft:
        """The draft as it stands, what is not saved yet included. For a lock that comes when the disk is full."""
        return self._saver.draft.with_session(self._settled())

    @property
    def resting(self) -> bool:
        """Tells whether a pause is running: then nothing locks for want of keys."""
        return isinstance(self._shown, PauseAnswer) and self._shown.running

    async def save_before_lock(self) -> None:
        """Saves what is not saved yet; raises the error if the disk does not take it, and `draft` then has it all."""
        state = await self._saver.flush()
        if state.trouble is not None and not state.saved:
            raise state.trouble

    def empty_texts(self) -> None:
        """Drops every text of this screen from the widgets. Nothing is saved after this."""
        self._saver.close()
        if isinstance(self._shown, AnswerWidget):
            self._shown.empty()
        for text in self.query(Static):
            text.update("")
        self.title_text = self.where_text = ""

    # -------------------------------------------------------------- laying out

    def compose_column(self) -> ComposeResult:
        """Lays out the question, a place for the answer, a place for a word about it, and the row."""
        yield Static("", id="ask", classes="ask", markup=False)
        yield Static("", id="say", markup=False)
        yield Static("", id="hint", classes="hint", markup=False)
        yield Vertical(id="answer")
        yield Static("", id="note", markup=False)
        yield ActionRow(id="row")

    def on_mount(self) -> None:
        """Begins where the person was."""
        self.call_after_refresh(self._show)

    def set_texts(self) -> None:
        """Names the pack, and the part of it where one is."""
        session = self._session
        self.title_text = session.pack.title.in_language(session.lang)
        question = session.question()
        self.where_text = (question.part or "") if question else ""

    async def language_changed(self) -> None:
        """Says everything in the other language, in place: the answer stays as it is, and so does the cursor."""
        self._session = self._session.in_language(i18n.language())
        question = self._session.question()
        if question and isinstance(self._shown, AnswerWidget):
            self._say_question(question)
            self._shown.ask(question)
        elif isinstance(self._shown, Closing):
            self._shown.say_anew()
        self.set_texts()
        self.say(_sentence(self._saver.trouble) if self._saver.trouble else "", kind="bad")
        self.query_one("#row", ActionRow).say_anew()
        self.query_one(KeyBar).refresh()
        self._fit_soon()
        self._saver.changed()

    async def _show(self) -> None:
        """Shows the question where the session is, or its end."""
        question = self._session.question()
        before, self._shown = self._shown, self._widget(question)
        if isinstance(before, AnswerWidget):
            before.empty()
        self._touched = False
        self._say_question(question)
        self._tell("")
        self.set_texts()
        self.progress = self._session.progress
        self._offer(question)
        place = self.query_one("#answer", Vertical)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount(self._shown)
        self._focus_answer()
        self.refresh_bindings()
        self.query_one("#frame-body").scroll_home(animate=False)
        self._fit_soon()

    def _widget(self, question: Question | None) -> AnswerWidget | Closing:
        if question is not None:
            return answer_widget(question)
        draft = self._saver.draft.with_session(self._session)
        return Closing(draft, changed=bool(draft.rev) or self._differs)

    def _say_question(self, question: Question | None) -> None:
        self._set("#ask", question.ask if question else None)
        self._set("#say", question.say if question else None)
        self._set("#hint", question.hint if question else None)

    def _set(self, selector: str, text: str | None) -> None:
        line = self.query_one(selector, Static)
        line.update(text or "")
        line.set_class(not text, "-empty")

    def _offer(self, question: Question | None) -> None:
        row = self.query_one("#row", ActionRow)
        actions = [_NEXT, _BACK, _SKIP, _FINISH, _LEAVE, _TALK]
        if not self._begun_from.edits:
            actions.remove(_FINISH)
        if self._session.at_start:
            actions.remove(_BACK)
        if question is None or question.form is None:
            actions.remove(_SKIP)
        row.display = question is not None
        self.query_one("#answer").display = question is None or question.form is not None
        row.offer(actions)

    # -------------------------------------------------------------- room

    def on_resize(self) -> None:
        """Fits the answer to the other size."""
        self._fit_soon()

    def _fit_soon(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Gives the answer the lines that question and row leave free."""
        shown = self._shown
        if not isinstance(shown, AnswerWidget) or not shown.GROWS or not shown.is_attached:
            return
        body = self.query_one("#frame-body").scrollable_content_region.height
        others = self.query_one("#column").size.height - shown.size.height
        shown.give_room(max(body - others, min(3, body)))

    # -------------------------------------------------------------- the row below the answer

    def action_row(self) -> None:
        """Goes out of the answer to the row below it, and back."""
        if isinstance(self._shown, Closing):
            self._shown.step_up()
            return
        row = self.query_one("#row", ActionRow)
        if row.has_focus and not self._is_read:
            self._focus_answer()
        else:
            row.add_class("-shown")
            row.focus()

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
        question = self._session.question()
        return question is not None and question.kind in READ_ONLY

    def _focus_answer(self) -> None:
        if self._is_read:
            self.action_row()
        elif self._shown is not None:
            self._shown.focus_first()

    # -------------------------------------------------------------- moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Tells which keys mean something here."""
        if action in {"next", "skip"}:
            return not self._session.at_end
        if action == "back":
            return not self._session.at_start
        if action == "save":  # at the end "keep" is the word, unless the draft still has to be saved
            return not self._session.at_end or self._saver.unsaved
        return True

    async def action_next(self) -> None:
        """Takes the answer as it stands and goes on."""
        if isinstance(self._shown, AnswerWidget):
            await self._answer(self._shown)

    async def action_back(self) -> None:
        """Goes back; what stands here is kept."""
        await self._go(self._settled().back())

    async def action_skip(self) -> None:
        """Passes this question by; what was begun stays in the draft."""
        await self._go(self._settled().skip())

    async def action_finish(self) -> None:
        """In an edit: goes past the questions that stay as they are."""
        await self._go(self._settled().go(None))

    async def on_answer_widget_submitted(self, event: AnswerWidget.Submitted) -> None:
        """Goes on with an answer that was taken."""
        event.stop()
        if event.widget is self._shown:
            await self._answer(event.widget)

    async def _answer(self, widget: AnswerWidget) -> None:
        value = widget.value()
        try:
            if widget.question.form is None:
                await self._go(self._session.next())
            elif value is None:
                await self._go(self._settled().skip())
            else:
                await self._go(self._session.answer(value))
        except AnswerError as error:
            self._tell(str(error.message))

    async def _go(self, session: Session) -> None:
        """Moves, shows where that is, and saves."""
        if self._busy:
            return
        self._busy = True
        try:
            self._session = session
            await self._show()
        finally:
            self._busy = False
        self._saver.changed()
        self._saver.soon()

    # -------------------------------------------------------------- what stands here

    def on_answer_widget_changed(self, event: AnswerWidget.Changed) -> None:
        """Hears of a key. The text is not read here: that is done when it is saved."""
        event.stop()
        if event.widget is self._shown and not self._saver.closed:
            self._touched = True
            self._saver.changed()
            if self._passing:
                self._passing = False
                self.say("")

    def on_answer_widget_told(self, event: AnswerWidget.Told) -> None:
        """Shows a word about the answer below it."""
        event.stop()
        if event.widget is self._shown:
            self._tell(event.text)

    def _tell(self, text: str) -> None:
        self._set("#note", text)

    def _settled(self) -> Session:
        """Gives the session with what stands in the widget put in it."""
        if self._touched and isinstance(self._shown, AnswerWidget):
            value = self._shown.value()
            self._session = _without_answer(self._session) if value is None else self._session.put(value)
            self._touched = False
        return self._session

    def _worth_saving(self) -> Session | None:
        session = self._settled()
        return session if self._saver.draft.rev or self._differs else None

    @property
    def _differs(self) -> bool:
        """Tells whether anything was given, or in an edit anything changed: before that nothing is written."""
        begun = self._begun_from
        return self._session.given != begun.session.given if begun.edits else anything_given(self._session)

    # -------------------------------------------------------------- saving

    def action_save(self) -> None:
        """Saves now, and says so when the disk has it."""
        self.app.run_worker(self._save_and_say(), group="saving")

    async def _save_and_say(self) -> None:
        state = await self._saver.flush()
        if state.saved and not self._saver.draft.rev:
            self._say_until_a_key(_("There is nothing to save yet."), kind="quiet")
        elif state.saved:
            self._say_until_a_key(_("Saved."), kind="good")

    def _say_until_a_key(self, sentence: str, *, kind: Kind) -> None:
        self._passing = True
        self.say(sentence, kind=kind)

    def _told(self, state: SaveState) -> None:
        """Shows a save that failed, and takes that away when one goes well."""
        if not self.is_attached:
            return
        if state.trouble is not None:
            self.say(_sentence(state.trouble), kind="bad")
            self._complained = True
        elif self._complained:
            self._complained = False
            self._say_until_a_key(_("Saved."), kind="good")

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
            self.say(_sentence(error), kind="bad")
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


def _sentence(error: KwetsbaarError) -> str:
    """Gives an error with its way out."""
    return " ".join(str(part) for part in (error.message, error.hint) if part)


def _without_answer(session: Session) -> Session:
    """Gives the session without the answer here, as when what was chosen is taken back."""
    if session.at is None:
        return session
    here = (session.step(session.at).key, session.at.item)
    return replace(session, given={place: given for place, given in session.given.items() if place != here})
