"""What a session shows: the question where it is, the row below it, earlier answers, and how much room each has."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from textual.containers import VerticalScroll
from textual.reactive import reactive

from kwetsbaar import i18n
from kwetsbaar.core.offering import is_offered
from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import _, msg
from kwetsbaar.tui.frame import Column, FramedScreen
from kwetsbaar.tui.keybar import HELP_LINES, KeyBar
from kwetsbaar.tui.session.actions import Action, ActionRow
from kwetsbaar.tui.session.asked import Asked
from kwetsbaar.tui.session.closing import Closing
from kwetsbaar.tui.session.earlier import BESIDE_FROM, EarlierPanel, Move
from kwetsbaar.tui.session.helped import HelpedPanel
from kwetsbaar.tui.session.kinds import AnswerWidget, answer_widget
from kwetsbaar.tui.session.kinds.rows import ChoiceRows
from kwetsbaar.tui.session.result import SessionResult
from kwetsbaar.tui.session.saving import AppRunner, DraftSaver, SaveState
from kwetsbaar.tui.session.telling import Telling
from kwetsbaar.tui.session.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual._path import CSSPathType
    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.geometry import Size

    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.flagging import Flagged
    from kwetsbaar.core.session import Question, Session
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.tui.frame import Kind
    from kwetsbaar.tui.session.saving import Keeper

_NEXT: Final = Action("next", msg("Next"))
_BACK: Final = Action("back", msg("Back"))
_SKIP: Final = Action("skip", msg("Skip"))
_HELPED: Final = Action("helped", msg("What helped you before?"))
_FINISH: Final = Action("finish", msg("To the end"))
_TALK: Final = Action("talk", msg("Someone to talk to"))

Flags: TypeAlias = "Callable[[Session], tuple[Flagged, ...]]"
"""Looks for real names of clients in what is about to be kept, in a thread."""
STYLE: Final = Path(__file__).with_name("screen.tcss")
"""How a question looks."""

READ_ONLY: Final = ("say", "part", "pause")
"""Kinds without a field: the row below them has the focus from the start."""


class ShowingScreen(FramedScreen[SessionResult]):
    """Shows where a walk is. It holds nothing that the session does not."""

    CSS_PATH: ClassVar[CSSPathType | None] = STYLE
    LEAVE: ClassVar[Action] = Action("leave", msg("Enough for now"))
    """What the row calls going away."""

    alone: reactive[bool] = reactive(False, bindings=True)
    """Whether only the question and the text are shown."""

    def __init__(self, draft: Draft, writing: Keeper, reading: Reading | None, flags: Flags | None = None) -> None:
        super().__init__()
        self._reading = reading
        self._flags = flags
        self._fitted_to: Size | None = None
        self._follows = self._begun = False
        self._moving = asyncio.Lock()
        self._asked = Asked()
        self._walk = Walk(draft, self._asked)
        self._telling = Telling(self.say)
        self._saver = DraftSaver(
            draft,
            collect=lambda: self._walk.worth_saving(self._saver.draft),
            save=writing.save_draft,
            runner=AppRunner(self),
            told=self._told,
        )

    def say(self, message: str, *, kind: Kind = "quiet") -> None:
        """Shows a message in the place of the row below the answer, so that nothing moves; a long one takes more."""
        super().say(message, kind=kind)
        self.set_class(bool(message), "-told")
        self._fit_soon()

    def _told(self, state: SaveState) -> None:
        if self.is_attached:
            self._telling.saved(state)

    # -------------------------------------------------------------- the question

    def compose_column(self) -> ComposeResult:
        """Lays out the question with its answer, and the row."""
        yield self._asked
        yield ActionRow(id="row")

    def on_mount(self) -> None:
        """Begins where the person was."""
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Shows the first question; keys that came before it was there wait."""
        async with self._moving:
            await self._show()

    @property
    def takes_keys(self) -> bool:
        """Whether the first question is there."""
        return self._begun

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
        self.set_texts()
        self.progress = session.progress
        with self.app.batch_update():
            await self._asked.show(question, self._widget(question))
        if not self.is_attached:  # it went meanwhile
            return
        self._offer(question)
        if not self._offers_help:
            await self._hide_earlier(HelpedPanel)
        self._focus_answer()
        self._look_up_earlier()
        if question is None:
            self.alone = False
            self.run_worker(self._flag_names(session), group="look", exclusive=True)
        self.refresh_bindings()
        self._follows = False
        self.query_one("#frame-body").scroll_home(animate=False)
        self._fit_soon()
        self._begun = True

    async def _flag_names(self, session: Session) -> None:
        """Says which real names stand in what is about to be kept; it can be kept all the same."""
        closing = self._asked.closing
        if closing is None or self._flags is None:
            return
        try:
            flags = await asyncio.to_thread(self._flags, session)
        except KwetsbaarError:
            return  # home tells what is wrong with the names
        if closing.is_attached and closing is self._asked.closing:
            closing.flag(flags)
            self._fit_soon()

    def _show_inside(self) -> None:
        """Fits all round an answer that asks something else now."""
        self._asked.tell("")
        self._offer(self._walk.session.question())
        self.refresh_bindings()
        self._fit_soon()
        self.call_after_refresh(self._keep_in_sight)

    def _widget(self, question: Question | None) -> AnswerWidget | Closing:
        if question is not None:
            return answer_widget(question)
        draft = self._saver.draft.with_session(self._walk.session)
        return Closing(draft, changed=bool(draft.rev) or self._walk.differs)

    # -------------------------------------------------------------- room

    def on_resize(self, event: Resize) -> None:
        """Fits everything to the other size."""
        self._fit_soon()
        before, self._fitted_to = self._fitted_to, event.size
        self._follows |= before not in {None, event.size}

    def on_earlier_panel_filled(self) -> None:
        """Fits the answer to a panel that has another text."""
        self._fit_soon()

    def _fit_soon(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Gives the answer the lines that all else leaves free, and the earlier answers their place."""
        body, column = self.query_one("#frame-body", VerticalScroll), self.query_one(Column)
        wide = self.size.width >= BESIDE_FROM and not self.query(EarlierPanel)
        self.set_class(wide and self._asked.answer is not None and self._asked.answer.across, "-across")
        room = body.scrollable_content_region
        lines = room.height
        for panel in self.query(EarlierPanel):
            lines -= panel.fit(self.size.width, body.size.width, lines, self._asked.fewest(column.size.height))
        self._asked.fit(lines, column.size.height)
        if self._follows:
            self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """On a screen too small for both: shows the question at first, and then follows where the person is."""
        self._follows = True
        for body in self.query("#frame-body").results(VerticalScroll):  # none while the screen is going away
            if not body.max_scroll_y or self.focused is None or body not in self.focused.ancestors:
                return
            spot = self.focused.spot if isinstance(self.focused, ChoiceRows) else self.focused
            if spot is None:  # nothing is pointed at yet, and the rows may be more than the screen holds
                body.scroll_home(animate=False)
            else:
                body.scroll_to_widget(spot, animate=False)

    # -------------------------------------------------------------- the row below the answer

    def _offer(self, question: Question | None) -> None:
        self._asked.settle()
        row, answer = self.query_one("#row", ActionRow), self._asked.answer
        ways = answer.ways() if answer else ()
        actions = [_NEXT, *ways, _BACK, _SKIP, _FINISH, _HELPED, self.LEAVE, _TALK]
        if not self._walk.edits:
            actions.remove(_FINISH)
        if not self._offers_help:
            actions.remove(_HELPED)
        if self._walk.session.at_start and not (answer and answer.inside):
            actions.remove(_BACK)
        if question is None or question.form is None:
            actions.remove(_SKIP)
        row.display = question is not None
        row.offer(actions)

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
            self._to_row()
        self.call_after_refresh(self._keep_in_sight)

    def on_descendant_focus(self) -> None:
        """Shows the row while it has the focus."""
        row = self.query_one("#row", ActionRow)
        row.set_class(row.has_focus, "-shown")
        if self.has_class("-told"):
            self._fit_soon()

    async def on_action_row_taken(self, event: ActionRow.Taken) -> None:
        """Does what was taken."""
        event.stop()
        if event.name == _TALK.name:
            await self.app.run_action(HELP_LINES)
        elif self._asked.answer and event.name in {way.name for way in self._asked.answer.ways()}:
            self._asked.answer.take_way(event.name)
            self._show_inside()
        else:
            await self.run_action(event.name)

    @property
    def _is_read(self) -> bool:
        question = self._walk.session.question()
        if question is None:
            return False
        return question.kind in READ_ONLY or (question.form is None and not question.onward)

    def _focus_answer(self) -> None:
        if self._is_read:
            self._to_row()
        elif self._asked.shown is not None:
            self._asked.shown.focus_first()

    def _to_row(self) -> None:
        row = self.query_one("#row", ActionRow)
        row.add_class("-shown")
        self.set_focus(row, scroll_visible=False)

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
        await self._toggle(EarlierPanel)

    async def action_helped(self) -> None:
        """Shows what helped the person before, or hides it."""
        await self._toggle(HelpedPanel)

    async def _toggle(self, wanted: type[EarlierPanel]) -> None:
        """Shows a panel, in the place of another one if that is there, or hides it."""
        shown = [type(panel) for panel in self.query(EarlierPanel)]
        await self._hide_earlier()
        if shown != [wanted] and self._reading is not None:
            await self.query_one("#frame-body").mount(wanted(self._reading))
            self._look_up_earlier()
        self.refresh_bindings()
        self._fit_soon()

    @property
    def _offers_help(self) -> bool:
        """Whether the person is past a no or a not yet, so that what helped before may be asked for."""
        session = self._walk.session
        return self._reading is not None and not session.at_end and is_offered(session)

    def action_move_earlier(self, how: Move) -> None:
        """Scrolls them; the cursor stays in the text."""
        self.query_one(EarlierPanel).move(how)

    def _look_up_earlier(self) -> None:
        session = self._walk.session
        for panel in self.query(EarlierPanel):
            panel.look_up(self._saver.draft.with_session(session), session.question())

    async def _hide_earlier(self, kind: type[EarlierPanel] = EarlierPanel) -> None:
        for panel in self.query(kind):
            panel.leave()
        await self.query(kind).remove()
