"""Forgetting a client: everything about an alias goes for good, and what cannot be reached is said.

First it is looked at what there is. Then it goes in an order that can be cut off anywhere and done again: what was
learned is kept first, if that is wanted; the pages go; what is kept of the client beside them goes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import learned, markdown
from kwetsbaar.core.people import Client
from kwetsbaar.errors import NotFound, UsageError
from kwetsbaar.i18n import language, msg
from kwetsbaar.storage.places import new_id
from kwetsbaar.text import clean_line, fold

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.people import Sent
    from kwetsbaar.journal.deleting import Deleting
    from kwetsbaar.journal.page import Card, Page
    from kwetsbaar.journal.people import Keeping
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing

Progress = Callable[[int, int], None]
"""Is told how many pages were read, of how many."""


_REFERENCE: Final = re.compile(r"\b([a-z0-9]{26})#", re.ASCII)
"""The id of another page whose words a page quotes: a risk that was looked back on, a question asked again."""


@dataclass(frozen=True)
class Mention:
    """A page about something else with the alias, a real name of the client, or words of a page that goes."""

    card: Card
    earlier: bool
    """Whether it stands in earlier versions only."""


@dataclass(frozen=True)
class Memory:
    """All that is there of a client."""

    client: Client
    """The alias, with what is kept beside the pages."""
    pages: tuple[Page, ...] = field(repr=False)
    trashed: tuple[str, ...]
    """Names of what lies in the trash."""
    drafts: tuple[Draft, ...] = field(repr=False)
    sent: tuple[Sent, ...] = field(repr=False)
    """What was given to others: that cannot be reached."""
    mentions: tuple[Mention, ...]
    """Pages that stay, to be decided on one by one."""
    learned: tuple[str, ...] = field(repr=False)
    """What was learned, as it would be kept: loosened from the client."""
    unreadable: tuple[str, ...] = ()
    """Files of which it cannot be said whether they are about this client."""
    beside: tuple[str, ...] = ()
    """Files that stay although the client is named in them: in the trash, drafts, and second copies of `people.age`."""


class Forgetting:
    """Every method may be called from a worker thread."""

    def __init__(
        self,
        reading: Reading,
        writing: Writing,
        deleting: Deleting,
        people: Keeping,
        clock: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._deleting = deleting
        self._people = people
        self._clock = clock

    # -------------------------------------------------------------- clients

    def clients(self) -> tuple[Client, ...]:
        """Gives every client: those that pages are about, the one written about last first, then the others."""
        kept = self._people.all()
        self._reading.be_loaded()
        names = {fold(alias): alias for alias in reversed(self._reading.aliases())}
        written = [kept.client(alias) or Client(alias) for alias in reversed(names.values())]
        return (*written, *(client for client in kept.clients if fold(client.alias) not in names))

    def past(self) -> tuple[Client, ...]:
        """Gives the clients whose day has passed: they are offered for erasing. The earliest day comes first."""
        today = self._clock().date()
        over = [client for client in self._people.all().clients if client.until is not None and client.until < today]
        return tuple(sorted(over, key=lambda client: (client.until or today, client.alias)))

    def note_names(self, alias: str, names: tuple[str, ...]) -> Client:
        """Keeps the real names of a client, encrypted, so that they are seen before they leave; none forgets them."""
        return self._noted(alias, lambda client: replace(client, names=tuple(filter(None, map(clean_line, names)))))

    def keep_until(self, alias: str, day: date | None) -> Client:
        """Keeps the day until which pages about a client are kept; None for no such day."""
        return self._noted(alias, lambda client: replace(client, until=day))

    def _noted(self, alias: str, change: Callable[[Client], Client]) -> Client:
        name = self._spelled(alias)
        people = self._people.change(lambda now: now.with_client(change(now.client(name) or Client(name))))
        return people.client(name) or Client(name)

    def _spelled(self, alias: str) -> str:
        """Gives an alias as it is written already, if it is."""
        name = clean_line(alias)
        known = next((client.alias for client in self.clients() if fold(client.alias) == fold(name)), None)
        if known is None and (not name or "/" in name):  # a page that was brought in may have any alias
            raise UsageError(msg("An alias has no slash in it. A space or a dash is fine."))
        return known or name

    # -------------------------------------------------------------- forgetting

    def look(self, alias: str, progress: Progress | None = None) -> Memory:
        """Looks for all that is there of a client, in every version of every page. Raises `NotFound` if nothing is."""
        name = self._spelled(alias)
        kept = self._people.all()
        client = kept.client(name) or Client(name)
        self._reading.be_loaded()
        pages, mentions, unreadable = self._pages(client, progress)
        memory = Memory(
            client=client,
            pages=tuple(pages),
            trashed=tuple(self._trashed(client)),
            drafts=tuple(draft for draft in self._writing.drafts().drafts if _is_about(draft, client)),
            sent=tuple(sent for sent in kept.sent if fold(sent.about) == fold(name)),
            mentions=tuple(mentions),
            learned=learned.texts([page.entry for page in reversed(pages) if page.entry], client),
            unreadable=tuple(unreadable),
            beside=tuple(self._beside(client)),
        )
        if not (memory.pages or memory.trashed or memory.drafts or memory.sent or kept.client(name)):
            raise NotFound(
                msg("There is nothing about ‘{alias}’.", alias=name),
                msg("kwetsbaar people aliases shows which aliases there are."),
            )
        return memory

    def forget(self, memory: Memory, *, keep_learned: bool = False, progress: Progress | None = None) -> Page | None:
        """Deletes for good all of `memory` but the pages that only mention the client, and gives what was kept.

        Cut off, or when it raises `NotSaved`, `Busy`, `Refused` (a page was changed meanwhile), it can be done again.
        """
        kept = self._kept(memory) if keep_learned and memory.learned else None
        gone = {page.entry.id for page in memory.pages if page.entry} | {
            part for name in memory.trashed for part in name.split(".")
        }
        work = [
            *(partial(self._deleting.purge, page) for page in memory.pages),
            *(partial(self._purge_trashed, name) for name in memory.trashed),
            *(partial(self._writing.discard, draft) for draft in memory.drafts),
        ]
        for number, step in enumerate(work):
            if progress:
                progress(number, len(work))
            step()
        self._clear_drafts(memory.client, gone)
        self._reading.purge()
        self._people.change(lambda now: now.forgotten(memory.client.alias))
        if progress:
            progress(len(work), len(work))
        return kept

    def _pages(self, client: Client, progress: Progress | None) -> tuple[list[Page], list[Mention], list[str]]:
        pages: list[Page] = []
        others: list[_Other] = []
        unreadable: list[str] = []
        cards = self._reading.cards()
        for number, card in enumerate(cards):
            if progress:
                progress(number, len(cards))
            page = self._reading.page(card.name)
            if page.entry is None:
                unreadable.append(clean_line(card.name))
            elif fold(page.entry.about or "") == fold(client.alias):
                pages.append(page)
            else:
                others.append(self._other(page, page.entry, card, client))
        if progress:
            progress(len(cards), len(cards))
        gone = {page.entry.id for page in pages if page.entry}
        return pages, [mention for other in others if (mention := other.mention(gone))], unreadable

    def _other(self, page: Page, entry: Entry, card: Card, client: Client) -> _Other:
        versions = self._reading.history(page) if entry.rev > 1 else []
        now, before = markdown.render(entry), [markdown.render(old.entry) for old in versions if old.entry]
        return _Other(
            card,
            now=learned.is_named(now, client),
            before=any(learned.is_named(text, client) for text in before),
            refers=frozenset(_REFERENCE.findall(now)),
            referred=frozenset(id_ for text in before for id_ in _REFERENCE.findall(text)),
        )

    def _trashed(self, client: Client) -> Iterator[str]:
        for card in self._deleting.trashed():
            if fold(card.about or "") == fold(client.alias):
                yield card.name

    def _beside(self, client: Client) -> Iterator[str]:
        """Gives what is about something else, or of a sync tool, and has the client in it or may have."""
        for card in self._deleting.trashed():
            if fold(card.about or "") != fold(client.alias) and self._names(card.name, client):
                yield f"trash/{card.name}"
        for draft in self._writing.drafts().drafts:
            answers = "\n".join(str(given.value) for given in draft.session.given.values())
            if not _is_about(draft, client) and learned.is_named(answers, client):
                yield f"drafts/{draft.id}"
        yield from self._people.copies()

    def _names(self, trashed: str, client: Client) -> bool:
        """Tells whether the client is named in what lies in the trash, or whether that cannot be told."""
        entry = self._deleting.page(trashed).entry
        return entry is None or learned.is_named(markdown.render(entry), client)

    def _purge_trashed(self, name: str) -> None:
        """Deletes what lies in the trash, unless it went with its page."""
        try:
            self._deleting.purge(name)
        except NotFound:
            return

    def _clear_drafts(self, client: Client, gone: Collection[str]) -> None:
        """Takes the client out of what other drafts know of the journal: each has lists to choose from.

        That are aliases, and risks in the words of the pages with the ids `gone`.
        """
        for draft in self._writing.drafts().drafts:
            known = draft.session.known
            left = tuple(alias for alias in known.aliases if fold(alias.name) != fold(client.alias))
            risks = tuple(risk for risk in known.risks if risk.ref.partition("#")[0] not in gone)
            if (left, risks) != (known.aliases, known.risks):
                session = replace(draft.session, known=replace(known, aliases=left, risks=risks))
                self._writing.save_draft(draft.with_session(session))

    def _kept(self, memory: Memory) -> Page:
        entry = learned.page(memory.learned, new_id(), self._clock().replace(microsecond=0), language())
        return self._writing.put(entry)


@dataclass(frozen=True)
class _Other:
    """A page about something else, with whether it names the client, and the pages that it quotes."""

    card: Card
    now: bool
    before: bool
    refers: frozenset[str]
    referred: frozenset[str]
    """Those that its earlier versions quoted."""

    def mention(self, gone: Collection[str]) -> Mention | None:
        """Gives what is told of it; None if it has nothing of the client, nor words of a page that goes."""
        if self.now or not self.refers.isdisjoint(gone):
            return Mention(self.card, earlier=False)
        return Mention(self.card, earlier=True) if self.before or not self.referred.isdisjoint(gone) else None


def _is_about(draft: Draft, client: Client) -> bool:
    """Tells whether a draft is about a client: by its answers, also those that were set aside, or by its page."""
    given = (each.value for each in draft.session.given.values())
    about = [draft.session.known.about, *(value for value in given if isinstance(value, str))]
    is_client = any(step.kind == "client" for step in draft.session.pack.steps)
    return fold(draft.session.known.about) == fold(client.alias) or (
        is_client and any(fold(value) == fold(client.alias) for value in about)
    )
