"""Forgetting a client: all that is there is shown first, it is asked once, and what cannot be reached is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.widgets import OptionList, Static

from kwetsbaar.errors import KwetsbaarError
from kwetsbaar.i18n import Message, _, moment, msg, plural
from kwetsbaar.text import clean_line
from kwetsbaar.tui.frame import Column, FramedScreen, key
from kwetsbaar.tui.leaves import Found
from kwetsbaar.tui.lists import card_row
from kwetsbaar.tui.rows import Row, Rows
from kwetsbaar.tui.saying import complain
from kwetsbaar.tui.screens.ask import LEAVE_IT, AskScreen, Choice
from kwetsbaar.tui.screens.page import PageScreen
from kwetsbaar.tui.working import WorkingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from kwetsbaar.journal import Journal
    from kwetsbaar.journal.forgetting import Memory, Mention
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.writing import Clock
    from kwetsbaar.tui.working import Tell

_KEEP_LEARNED: Final = Choice(
    "keep-learned",
    msg("Gone for good now, what I learned stays"),
    msg("It becomes a page of your own, loosened from this client, as you saw it."),
)
_ALL: Final = Choice("all", msg("Gone for good now, all of it"), msg("Earlier versions, drafts and names too."))


class ForgetScreen(WorkingScreen[str]):
    """Gives back what is to be said when it is done; nothing if a person goes back before that."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f,delete", "forget", msg("Forget")),
        key("o", "mentions", msg("The pages that stay")),
    ]

    def __init__(self, journal: Journal, clock: Clock, alias: str) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._alias = alias
        self._memory: Memory | None = None
        self._kept: Page | None = None
        self._done = self._stale = False

    def compose_column(self) -> ComposeResult:
        """Shows what there is, or what was there and is gone."""
        yield Static(id="forget-far", classes="quiet", markup=False)
        if self._memory is None:
            return
        if self._done:
            yield from self._gone(self._memory)
        else:
            yield from self._all_of(self._memory)

    def set_texts(self) -> None:
        """Says whom it is about."""
        self.title_text = self._alias
        self.where_text = _("forget")

    def empty_texts(self) -> None:
        """Lets go of all of it."""
        self._memory = self._kept = None
        self._alias = self.title_text = ""

    def on_mount(self) -> None:
        """Looks what there is."""
        self.set_texts()
        self._look()

    def on_screen_resume(self) -> None:
        """Looks anew if it was stopped under another screen, as when a lock could not be."""
        if self._stale:
            self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be chosen before all is shown, nor after it is done."""
        ready = self._memory is not None and not self.working and not self._done
        if action == "mentions":
            return ready and bool(self._memory and self._memory.mentions)
        return ready if action == "forget" else super().check_action(action, parameters)

    def action_step_up(self) -> None:
        """Goes back, with what is to be said if it is done."""
        self.dismiss(_("‘{alias}’ is forgotten in this folder.", alias=self._alias) if self._done else None)

    def show_progress(self, done: int, total: int) -> None:
        """Says how far it is."""
        said = (
            _("Deleted: {done} of {total}", done=done, total=total)
            if self._memory
            else _("Read: {done} of {total}", done=done, total=total)
        )
        line = self.query_one("#forget-far", Static)
        line.update(said)
        line.display = True

    # -------------------------------------------------------------- looking

    def _look(self) -> None:
        self._memory, self._stale = None, False
        self.run_worker(self._looked(), group="work", exclusive=True)

    async def _looked(self) -> None:
        alias = self._alias
        try:
            memory = await self.in_thread(lambda tell: self._journal.forgetting.look(alias, tell))
        except KwetsbaarError as error:
            complain(self, error)
            return
        if not self.is_attached:
            return
        if memory is None:
            self._stopped()
            return
        self._memory = memory
        await self._show()

    def _stopped(self) -> None:
        """Goes back if a person wanted that; under a lock it stays as it is."""
        if self.is_current:
            self.action_step_up()
        else:
            self._stale = True

    async def _show(self) -> None:
        await self.query_one(Column).recompose()
        self.refresh_bindings()

    def _all_of(self, memory: Memory) -> ComposeResult:
        yield Static(_("What there is about ‘{alias}’", alias=self._alias), classes="strong", markup=False)
        yield Static("\n".join(map(str, _counted(memory))), markup=False)
        for name in memory.unreadable:
            said = _("‘{name}’ cannot be read, so it stays, whatever it is about.", name=name)
            yield Static(said, classes="warn", markup=False)
        for file in memory.beside:
            said = _("{file} stays, and something of this client may be in it.", file=clean_line(file))
            yield Static(said, classes="warn", markup=False)
        if memory.learned:
            yield Static(_("What you learned, as it can stay"), classes="heading gap", markup=False)
            yield Static("\n\n".join(memory.learned), classes="learned", markup=False)
        if memory.mentions:
            yield Static(_("Names ‘{alias}’ too, and stays", alias=self._alias), classes="heading gap", markup=False)
            yield Static("\n".join(self._mentioned(memory)), markup=False)
        yield from _out_of_reach(memory)

    def _mentioned(self, memory: Memory) -> Iterator[str]:
        for mention in memory.mentions:
            row = _mention_row(mention, self._clock)
            yield "  ".join(filter(None, (row.lead, row.title, f"({row.tail})")))

    # -------------------------------------------------------------- forgetting

    def action_forget(self) -> None:
        """Asks once."""
        memory = self._memory
        if memory is None:
            return
        choices = (LEAVE_IT, *([_KEEP_LEARNED] if memory.learned else []), _ALL)
        question = msg("Forget ‘{alias}’?", alias=self._alias)
        self.app.push_screen(AskScreen(self._alias, question, choices), self._asked)

    def _asked(self, answer: str | None) -> None:
        memory = self._memory
        if memory is not None and answer in {_KEEP_LEARNED.id, _ALL.id}:
            keep = answer == _KEEP_LEARNED.id
            self.run_worker(self._forget(memory, keep_learned=keep), group="work", exclusive=True)

    async def _forget(self, memory: Memory, *, keep_learned: bool) -> None:
        """Does it. Cut off, all is looked at anew, and it can be done again."""

        def work(tell: Tell) -> tuple[Page | None]:
            return (self._journal.forgetting.forget(memory, keep_learned=keep_learned, progress=tell),)

        try:
            done = await self.in_thread(work)
        except KwetsbaarError as error:
            complain(self, error)
            done = None
        if not self.is_attached:
            return
        if done is None:
            self._stale = True
            if self.is_current:
                self._look()
            return
        (self._kept,), self._done = done, True
        await self._show()

    def _gone(self, memory: Memory) -> ComposeResult:
        yield Static(_("‘{alias}’ is forgotten in this folder.", alias=self._alias), classes="good", markup=False)
        if self._kept is not None:
            yield Static(_("What you learned is a page of your own now."), markup=False)
        yield from _out_of_reach(memory)

    # -------------------------------------------------------------- pages that stay

    def action_mentions(self) -> None:
        """Lists the pages that stay; when a person comes back all is looked at anew."""
        if self._memory is not None:
            screen = MentionsScreen(self._journal, self._clock, self._memory.mentions)
            self.app.push_screen(screen, lambda _none: self._look())


class MentionsScreen(FramedScreen[None]):
    """The pages that are about something else and stay, each to be opened and decided on."""

    CSS_PATH = Path(__file__).with_suffix(".tcss")
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "dismiss", msg("Back"))]

    def __init__(self, journal: Journal, clock: Clock, mentions: tuple[Mention, ...]) -> None:
        super().__init__()
        self._journal = journal
        self._clock = clock
        self._mentions = mentions

    def compose_column(self) -> ComposeResult:
        """Lays out a line and the list."""
        yield Static(_("Open one to change or delete it."), classes="quiet", markup=False)
        yield Rows([_mention_row(mention, self._clock) for mention in self._mentions], id="mentions")

    def set_texts(self) -> None:
        """Says what it is."""
        self.title_text = _("The pages that stay")

    def on_mount(self) -> None:
        """Puts the focus on the list."""
        self.set_texts()
        self.query_one(Rows).focus()

    async def language_changed(self) -> None:
        """Says everything anew."""
        await super().language_changed()
        self.query_one(Rows).focus()

    def empty_texts(self) -> None:
        """Forgets them."""
        self._mentions = ()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        names = tuple(mention.card.name for mention in self._mentions)
        page = PageScreen(self._journal, Found(names), names[event.option_index])
        self.app.push_screen(page, lambda sentence: self.say(sentence or ""))


def _mention_row(mention: Mention, clock: Clock) -> Row:
    """Gives a page, and where on it the client is named."""
    row = card_row(mention.card, clock().date())
    return Row(row.id, row.lead, row.title, _("in an earlier version") if mention.earlier else _("in its text"))


def _counted(memory: Memory) -> list[Message]:
    counts = (
        plural("{n} page, with its earlier versions", "{n} pages, with their earlier versions", len(memory.pages)),
        plural("{n} page in the trash", "{n} pages in the trash", len(memory.trashed)),
        plural("{n} draft", "{n} drafts", len(memory.drafts)),
        plural("{n} noted name", "{n} noted names", len(memory.client.names)),
    )
    return [count for count in counts if count.values["n"]] or [msg("The day until which it is kept.")]


def _out_of_reach(memory: Memory) -> ComposeResult:
    """Gives what stays wherever it is, before it is done and after."""
    yield Static(_("Out of reach from here"), classes="heading gap", markup=False)
    lines = [_("Backups, other devices and what a sync tool keeps are not reached. Delete it there too.")]
    for sent in memory.sent:
        who = sent.to or _("someone, with a passphrase")
        lines.append(_("On {when} a page went to {who}: that file is theirs.", when=moment(sent.when), who=who))
    yield Static("\n".join(lines), markup=False)
