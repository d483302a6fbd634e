"""Reading the journal: the list of pages, one page, its earlier versions, and finding a page back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from kwetsbaar.core import editing, finding, markdown
from kwetsbaar.core import query as queries
from kwetsbaar.core.ahead import Ahead, ahead_of
from kwetsbaar.core.lookback import facts
from kwetsbaar.core.lookback.choosable import names_of
from kwetsbaar.core.lookback.records import Record
from kwetsbaar.core.query import Where
from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound
from kwetsbaar.i18n import msg, plural
from kwetsbaar.journal.indexing import Indexing
from kwetsbaar.journal.page import Card, Earlier, Hit, Page
from kwetsbaar.storage.entries import State
from kwetsbaar.storage.index import UNSEEN, InterruptedQuery, Row
from kwetsbaar.storage.index import Card as IndexCard
from kwetsbaar.storage.places import is_id
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.entry import Answer, Entry
    from kwetsbaar.core.lookback.choosable import Names
    from kwetsbaar.core.lookback.facts import Fact, Plain
    from kwetsbaar.journal.indexing import Progress
    from kwetsbaar.storage.entries import EntryStore, StoredEntry
    from kwetsbaar.storage.index import Index
    from kwetsbaar.storage.indexcache import IndexCache

_LOOK_BACK = 10
_TEXTS = 64
"""Texts of pages that are held while a person searches: a little more than are shown."""
_MANY = 1000
_TRUSTED = (State.OK, State.ROLLED_BACK)
_TRUSTED_NAMES = tuple(state.value for state in _TRUSTED)


class Reading:
    """All that can be asked of a journal that is open. Every method may be called from a worker thread."""

    def __init__(self, store: EntryStore, cache: IndexCache) -> None:
        self._store = store
        self._indexing = Indexing(store, cache, self._read)
        self._index = self._indexing.index
        self._loading = RLock()
        self._loaded = False
        self._texts: dict[str, tuple[bytes | None, str]] = {}

    # -------------------------------------------------------------- the list

    def load(self, progress: Progress | None = None) -> None:
        """Makes the list and what is searched as the folder is. A page that cannot be read is listed as such.

        What was kept of them the last time is looked at first, and only what changed since is read.
        """
        with self._loading:
            self._indexing.load(progress)
            self._loaded = True

    def be_loaded(self) -> None:
        """Makes the list if nobody did yet, or waits for who is at it."""
        with self._loading:
            if not self._loaded:
                self.load()

    def keep(self) -> bool:
        """Keeps what `load` read for the next time, encrypted, if enough is new; tells whether it did. Never raises.

        Takes a moment in a big journal, and is given up when the journal is closed.
        """
        return self._indexing.keep()

    def _read(self, name: str, stamp: bytes) -> Row | None:
        """Gives the row of a file; None if it is gone since it was listed. Whatever stands in it ends nothing."""
        try:
            return _row(self.page(name), stamp)
        except NotFound:
            return None
        except (KwetsbaarError, ValueError, OverflowError, RecursionError):
            return Row.blank(name, State.DAMAGED.value)

    def note(self, page: Page) -> None:
        """Takes a page that was just saved into the index."""
        self._indexing.note(_row(page))

    def note_all(self, pages: Iterable[Page]) -> None:
        """Takes pages that were just saved into the index, at once."""
        self._indexing.note_all([_row(page) for page in pages])

    def forget(self, name: str) -> None:
        """Takes a page that is not in the journal any more out of the index."""
        self._indexing.forget(name)

    def purge(self) -> None:
        """Takes care that nothing which was kept for the next time has words of a page that is gone for good."""
        self._indexing.purge()

    def cards(self, limit: int | None = None, offset: int = 0) -> list[Card]:
        """Gives at most `limit` pages after the first `offset`, the newest first; the unreadable ones last."""
        return [_card(row) for row in self._index.cards(limit, offset)]

    def count(self) -> int:
        """Gives how many pages there are."""
        return self._index.count()

    def odd(self, limit: int | None = None, offset: int = 0) -> list[Card]:
        """Gives the pages that are not as they should be, in the order of `cards`."""
        return [_card(row) for row in self._index.cards(limit, offset, but=State.OK.value)]

    def count_odd(self) -> int:
        """Gives how many pages are not as they should be."""
        return self._index.count(but=State.OK.value)

    def beside(self, name: str, *, older: bool, odd: bool = False) -> str | None:
        """Gives the page just after this one in `cards`, or in `odd`, or just before it; None if there is none."""
        return self._index.beside(name, older=older, but=State.OK.value if odd else "")

    def ahead(self) -> list[tuple[Card, Ahead]]:
        """Gives the pages that want something looked back on or did so, the newest first. Odd files want nothing."""
        found = [(_card(row), text) for row, text in self._index.ahead()]
        return [(card, Ahead.unpacked(text)) for card, text in found if card.state in _TRUSTED]

    def records(self, words: Collection[str] | None = None) -> list[Record]:
        """Gives the pages that are not left out of looking back, the newest first, with what is kept of them.

        With `words`, kinds, tags or measures, only pages that have an answer of one, and only such answers; without
        `words` every page, and no answers. Odd files say nothing.
        """
        return records_of(self._index, words)

    def names(self) -> Names:
        """Gives the packs, aliases and tags of the pages that are not left out of looking back."""
        return names_of(self._index.named(_TRUSTED_NAMES))

    def first_day(self) -> date | None:
        """Gives the day of the oldest page that is not left out of looking back; None if there is none."""
        created = self._index.first_created(_TRUSTED_NAMES)
        return datetime.fromisoformat(created).date() if created else None

    def origins(self) -> dict[str, str]:
        """Gives the pages that were made elsewhere, by their `import_id`; `load` must have read them."""
        return self._index.origins()

    def aliases(self) -> list[str]:
        """Gives every alias that a page is about, the one written about last first."""
        return self._index.aliases()

    # -------------------------------------------------------------- one page

    def page(self, name: str) -> Page:
        """Reads the page in the file `name`; one that cannot be read says why in `trouble`."""
        return page_of(self._store.read(name))

    def find(self, beginning: str) -> Page:
        """Reads the page whose id begins with `beginning`; raises `NotFound` if none or more than one does."""
        names = self._store.ids()
        if beginning not in names:
            wanted = beginning.lower()
            found = [name for name in names if wanted and name.startswith(wanted)]
            names = [name for name in found if is_id(name)] or found  # a copy does not make its page ambiguous
            if len(names) != 1:
                raise _no_such_page(beginning, len(names))
            beginning = names[0]
        return self.page(beginning)

    def history(self, page: Page) -> list[Page]:
        """Gives the earlier versions of a page, the newest first."""
        id_ = page.entry.id if page.entry else page.name
        return [page_of(stored) for stored in self._store.history(id_)] if is_id(id_) else []

    # -------------------------------------------------------------- finding

    def search(self, query: str, *, limit: int = 50, typing: bool = False) -> list[Hit]:
        """Gives the pages that `query` means and in which all its words stand, the newest first.

        Words, "phrases" and filters are as `kwetsbaar.core.query` tells; with filters alone all pages that fit are
        found. With `typing` the last word or name may be a beginning. A query of nothing finds nothing, nor does one
        that `interrupt` ended.
        """
        wanted = queries.parse(query, typing=typing)
        try:
            names = self._index.search(wanted.words, limit, prefix=typing, where=wanted.where)
        except InterruptedQuery:
            return []
        words = finding.words_of(wanted.words)
        return [Hit(card, self._snippet(card.name, words)) for card in map(self._card, names) if card]

    def earlier(
        self, pack: str, key: str, asks: Collection[str] = (), *, before: datetime | None = None, limit: int | None = 20
    ) -> list[Earlier]:
        """Gives at most `limit` answers to the same question, the newest first; those of one page in its own order.

        The same question is the same pack and the same step id. A step without one has a number as its key, which
        tells nothing; then its `ask` must be one of `asks`, the template in every language that the pack has, since a
        page keeps only that of its own language. Left out are skipped answers, hidden pages, files that are not as
        they should be, and what was kept at `before` (with an offset) or later. At most ten times `limit` pages of the
        pack are read; without a `limit` all of them are.
        """
        found: list[Earlier] = []
        pages = _LOOK_BACK * limit if limit is not None else max(1, self._index.count())
        for name in self._index.search("", pages, where=Where(packs=(fold(pack),))):
            if limit is not None and len(found) >= limit:
                break
            card = self._card(name)
            if card and card.state in _TRUSTED and (before is None or (card.created and card.created < before)):
                found += _earlier(self.page(name), pack, key, asks)
        return found[:limit]

    def answers_to(self, page: Page, answer: Answer, asks: Collection[str] = ()) -> list[Earlier]:
        """Gives every answer to the same question as `answer`, which stands on `page`, the oldest first.

        As `earlier` does it, but of all pages: those of other versions of the pack and in other languages too, and
        where it was asked again. Reads every page of the pack.
        """
        entry = trusted(page)
        if entry is None or entry.hidden:
            return []
        found = self.earlier(entry.pack, answer.key, {answer.ask, *asks}, limit=None)
        return sorted(found, key=lambda earlier: (earlier.date, earlier.name))

    def earlier_to(self, draft: Draft, limit: int = 20) -> list[Earlier]:
        """Gives earlier answers to the question where `draft` is, as `earlier` does; none past its end.

        While a page is being changed these are the ones from before that page.
        """
        session = draft.session
        if session.at is None:
            return []
        if draft.edits:
            entry = self.page(draft.page_name).entry
            changed = editing.answer_at(entry, session) if entry else None
            if entry is None or changed is None:
                return []
            return self.earlier(entry.pack, changed.key, (changed.ask,), before=entry.created, limit=limit)
        step = session.step(session.at)
        template = step.ask or step.say
        asks = tuple(template.texts.values()) if template else ()
        return self.earlier(session.pack.id, step.key, asks, limit=limit)

    def days_of(self, pack: str) -> list[date]:
        """Gives the days on which pages with a pack were kept, the newest first; `load` must have read them."""
        names = self._index.search("", _MANY, where=Where(packs=(fold(pack),)))
        cards = [card for card in map(self._card, names) if card and card.state in _TRUSTED and card.pack == pack]
        return [card.created.date() for card in cards if card.created]

    def interrupt(self) -> None:
        """Ends a search that is under way in another thread."""
        self._index.interrupt()

    def close(self) -> None:
        """Forgets everything."""
        self._indexing.close()
        self._texts.clear()

    def _card(self, name: str) -> Card | None:
        row = self._index.card(name)
        return _card(row) if row else None

    def _snippet(self, name: str, words: tuple[str, ...]) -> finding.Snippet:
        return finding.snippet(self._own_words(name), words)

    def _own_words(self, name: str) -> str:
        """Gives what a person wrote on a page; with each key that is typed, much the same pages are found."""
        stamp = self._store.stamp(name)
        known = self._texts.pop(name, None)
        if known is None or stamp is None or known[0] != stamp:
            known = (stamp, self._read_words(name))
        self._texts[name] = known
        while len(self._texts) > _TEXTS:
            self._texts.pop(next(iter(self._texts), ""), None)
        return known[1]

    def _read_words(self, name: str) -> str:
        try:
            entry = self.page(name).entry
        except NotFound:  # it went away since it was listed
            return ""
        return own_words(entry) if entry else ""


def records_of(index: Index, words: Collection[str] | None = None) -> list[Record]:
    """Gives what `Reading.records` gives, of any index."""
    rows = index.facts(words, _TRUSTED_NAMES)
    if words is None:
        return [_record(row, ()) for row in rows]
    wanted = frozenset(words)
    kept = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    return [_record(row, _wanted(answers, wanted)) for row, answers in zip(rows, kept, strict=True)]


def trusted(page: Page) -> Entry | None:
    """Gives what stands on a page if this journal wrote it: since it was listed another may have come in its place."""
    return page.entry if page.state in _TRUSTED else None


def own_words(entry: Entry) -> str:
    """Gives what a person wrote or chose, without the questions: what is searched."""
    answers = [a.form.markdown(a.value, entry.lang) for a in entry.answers if a.value is not None]
    return "\n".join(answers)


def _earlier(page: Page, pack: str, key: str, asks: Collection[str]) -> list[Earlier]:
    """Gives what a page holds in answer to the question."""
    entry = trusted(page)
    if entry is None or entry.hidden or entry.pack != pack:
        return []
    return [
        Earlier(page.name, entry.created, entry.title, entry.theme, answer.item, text)
        for answer in entry.answers
        if answer.value is not None and _is_same(answer, key, asks)
        if (text := answer.form.markdown(answer.value, entry.lang))
    ]


def _is_same(answer: Answer, key: str, asks: Collection[str]) -> bool:
    if key.isdecimal():
        return answer.key.isdecimal() and answer.ask in asks
    return answer.key == key


def page_of(stored: StoredEntry) -> Page:
    """Gives a file as a page: its text parsed, or why it cannot be."""
    if stored.state is State.DAMAGED:
        return Page(stored.name, State.DAMAGED, None, stored.sha256, stored.error)
    try:
        entry = markdown.parse(stored.content.decode())
    except (Damaged, UnicodeDecodeError) as error:
        trouble = error.message if isinstance(error, Damaged) else msg("This page is not text.")
        return Page(stored.name, State.DAMAGED, None, stored.sha256, trouble)
    if stored.state is State.OK and (entry.id, entry.rev) != (stored.id, stored.rev):
        return Page(stored.name, State.FOREIGN, entry, stored.sha256)
    return Page(stored.name, stored.state, entry, stored.sha256)


def card_of(page: Page) -> Card:
    """Gives the card of a page, as a list shows it."""
    return _card(_row(page).card)


def _row(page: Page, stamp: bytes = UNSEEN) -> Row:
    entry = page.entry
    if entry is None:
        return Row.blank(page.name, page.state.value)
    titles = " ".join(filter(None, [entry.title, entry.theme, entry.about, *entry.tags]))
    return Row(
        id=page.name,
        state=page.state.value,
        rev=entry.rev,
        created=entry.created.isoformat(),
        changed=entry.changed.isoformat(),
        title=entry.title,
        theme=entry.theme or "",
        pack=entry.pack,
        about=entry.about or "",
        tags=entry.tags,
        lang=entry.lang,
        words=f"{titles}\n{own_words(entry)}",
        ahead=ahead_of(entry).packed(),
        facts=facts.packed(entry),
        origin=entry.import_id or "",
        stamp=stamp,
    )


def _card(row: IndexCard) -> Card:
    return Card(
        name=row.id,
        state=State(row.state),
        rev=row.rev,
        created=datetime.fromisoformat(row.created) if row.created else None,
        changed=datetime.fromisoformat(row.changed) if row.changed else None,
        title=row.title,
        theme=row.theme or None,
        pack=row.pack,
        about=row.about or None,
        tags=row.tags,
        lang=row.lang,
    )


def _wanted(kept: list[list[Plain]], words: frozenset[str]) -> tuple[Fact, ...]:
    """Gives the answers of which the kind, the tag or the measure is among `words`. A page has few of many."""
    return tuple([facts.unpacked(row) for row in kept if row[0] in words or row[2] in words or row[3] in words])


def _record(row: tuple[str, ...], answers: tuple[Fact, ...]) -> Record:
    name, created, title, theme, pack, about, tags, lang, _facts = row
    return Record(name, datetime.fromisoformat(created), title, theme, pack, about, _tags(tags), lang, answers)


@lru_cache(maxsize=64)
def _tags(text: str) -> tuple[str, ...]:
    """Gives tags from how an index keeps them; most pages have the same ones."""
    return tuple(json.loads(text))


def _no_such_page(beginning: str, count: int) -> NotFound:
    if count:
        return NotFound(
            plural("{n} page begins with ‘{id}’.", "{n} pages begin with ‘{id}’.", count, id=beginning),
            msg("Give a few letters more."),
        )
    return NotFound(
        msg("There is no page ‘{id}’.", id=beginning), msg("kwetsbaar list shows all pages with their ids.")
    )
