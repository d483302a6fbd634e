"""Writing in the journal: drafts that survive anything, and pages that are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from kwetsbaar.core import draft as drafts
from kwetsbaar.core import editing, keeping, markdown
from kwetsbaar.core.draft import Draft, Edits
from kwetsbaar.core.session import Session
from kwetsbaar.errors import Damaged, NotFound
from kwetsbaar.i18n import msg
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import files
from kwetsbaar.storage.entries import State
from kwetsbaar.storage.places import JournalFolder, new_id

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.storage.drafts import DraftStore, StoredDraft
    from kwetsbaar.storage.entries import EntryStore

Clock = Callable[[], datetime]
"""Gives the time now, with its offset."""


@dataclass(frozen=True)
class Shelf:
    """The unfinished sessions of a journal."""

    drafts: tuple[Draft, ...]
    unreadable: tuple[str, ...]
    """The names of files that hold a draft which cannot be read."""


@dataclass(frozen=True)
class SealedDraft:
    """A draft that the disk did not take yet, encrypted. It needs no open journal to be saved."""

    folder: Path
    """The journal's."""
    id: str
    data: bytes = field(repr=False)

    def save(self) -> None:
        """Tries again; raises `NotSaved`."""
        files.replace(JournalFolder(self.folder).draft(self.id), self.data)


class Writing:
    """All that changes a journal that is open. Every method may be called from a worker thread; saves never overlap."""

    def __init__(self, folder: Path, entries: EntryStore, drafts: DraftStore, reading: Reading, clock: Clock) -> None:
        self._folder = folder
        self._entries = entries
        self._drafts = drafts
        self._reading = reading
        self._clock = clock
        self._one_at_a_time = RLock()

    # -------------------------------------------------------------- drafts

    def begin(self, pack: Pack, language: str) -> Draft:
        """Starts a session. Nothing is on disk before the first save."""
        now = self._now()
        return Draft(new_id(), 0, now, now, Session.begin(pack, language))

    def edit(self, page: Page, number: int = 0) -> Draft:
        """Starts changing a page, at the answer with this place in its list; raises `Damaged` if it cannot be read."""
        if page.entry is None:
            raise Damaged(msg("A page that cannot be read cannot be changed."))
        now, session = self._now(), editing.session_of(page.entry)
        place = editing.place_of(session, number)
        started = session.go(place) if place else session
        return Draft(page.entry.id, 0, now, now, started, Edits(page.entry.rev, page.base))

    def save_draft(self, draft: Draft) -> Draft:
        """Saves the draft encrypted and gives it one revision on; raises `NotSaved`. When it returns it is durable."""
        saved = draft.saved(self._now())
        with self._one_at_a_time:
            self._drafts.save(saved.id, saved.rev, _bytes(saved))
        return saved

    def seal_draft(self, draft: Draft) -> SealedDraft:
        """Gives the draft encrypted, to be kept in memory over a lock when the disk does not take it."""
        saved = draft.saved(self._now())
        return SealedDraft(self._folder, saved.id, self._drafts.sealed(saved.id, saved.rev, _bytes(saved)))

    def drafts(self) -> Shelf:
        """Gives the unfinished sessions, the one saved last first, and the names of those that cannot be read."""
        readable, unreadable = [], []
        for stored in self._drafts.all():
            try:
                readable.append(_draft(stored))
            except Damaged:
                unreadable.append(stored.label)
        return Shelf(tuple(readable), tuple(unreadable))

    def draft(self, id_: str) -> Draft:
        """Reads one unfinished session; raises `NotFound`, or `Damaged` if it cannot be read."""
        return _draft(self._drafts.load(id_))

    def discard(self, draft: Draft) -> None:
        """Removes the draft: what was written in it is gone."""
        with self._one_at_a_time:
            self._drafts.discard(draft.id)

    # -------------------------------------------------------------- pages

    def keep(self, draft: Draft) -> Page:
        """Makes the session a page, or a new revision of one, and then removes its draft.

        Raises `NotSaved`, and the draft is still there. If a page was changed elsewhere since its edit began, both
        texts are kept: the page that comes back is then a copy, by its state. It can be asked again when only the draft
        could not be removed: what is a page already does not become another one.
        """
        with self._one_at_a_time:
            page = self._revised(draft, draft.edits) if draft.edits else self._new(draft)
            self._drafts.discard(draft.id)
        return page

    def revise(self, page: Page, changed: Entry) -> Page:
        """Saves a new revision of `page` with what `changed` holds.

        If the page was changed elsewhere since it was read both texts are kept: the page that comes back is then a
        copy, by its state.
        """
        if page.entry is None:
            raise Damaged(msg("A page that cannot be read cannot be changed."))
        return self._save(self._next(replace(changed, id=page.entry.id, rev=page.entry.rev)), page.base)

    def put(self, entry: Entry) -> Page:
        """Saves a page that was made elsewhere; raises `Refused` if there is one with its id, `NotSaved`."""
        return self._save(entry, None)

    def _new(self, draft: Draft) -> Page:
        """Saves a new page; one that is there already is from a try before this one, since the id is the draft's."""
        entry = keeping.entry_of(draft.session, id_=draft.id, when=self._now())
        before = self._kept(draft.id)
        if before is None or before.entry is None:
            return self._save(entry, None)
        entry = replace(entry, created=before.entry.created)
        return before if _same(before.entry, entry) else self._save(self._next(entry), before.base)

    def _revised(self, draft: Draft, edits: Edits) -> Page:
        """Saves a new revision, unless it is there already from a try before this one."""
        begun = self._begun_from(draft.id, edits)
        changed = editing.with_answers(begun, draft.session)
        before = self._kept(draft.id)
        if before and before.entry and before.base != edits.base and _same(before.entry, changed):
            return before
        return self._save(self._next(changed), edits.base)

    def _kept(self, id_: str) -> Page | None:
        """Gives the page with this id if there is one, and it is as it should be."""
        try:
            page = self._reading.page(id_)
        except NotFound:
            return None
        if page.state is not State.OK:
            return None
        self._reading.note(page)
        return page

    def _next(self, entry: Entry) -> Entry:
        """Gives the revision that follows on `entry`, above all that are known here, so that none looks rolled back."""
        return replace(entry, rev=self._entries.next_rev(entry.id, entry.rev), changed=self._now())

    def _begun_from(self, id_: str, edits: Edits) -> Entry:
        """Gives the version of a page that an edit began from, which may lie in its history by now."""
        page = self._reading.page(id_)
        for version in (page, *self._reading.history(page)):
            if version.entry and version.base == edits.base:
                return version.entry
        raise Damaged(
            msg("The version of this page that you began to change is gone."),
            msg("Your changes are still in the draft."),
        )

    def _save(self, entry: Entry, base: str | None) -> Page:
        with self._one_at_a_time:
            stored = self._entries.save(entry.id, entry.rev, markdown.render(entry).encode(), base_sha256=base)
        page = Page(stored.name, stored.state, entry, stored.sha256)
        self._reading.note(page)
        return page

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)


def _same(one: Entry, other: Entry) -> bool:
    """Tells whether two revisions say the same."""
    return one == replace(other, rev=one.rev, changed=one.changed)


def _bytes(draft: Draft) -> bytes:
    return drafts.render(draft).encode()


def _draft(stored: StoredDraft) -> Draft:
    if stored.error:
        raise Damaged(stored.error)
    if not stored.good:
        raise Damaged(msg("A draft was not written by this journal. It is left where it is."))
    try:
        draft = drafts.parse(stored.content.decode())
    except UnicodeDecodeError:
        raise Damaged(msg("A draft cannot be read.")) from None
    if (draft.id, draft.rev) != (stored.id, stored.rev):
        raise Damaged(msg("A draft was not written by this journal. It is left where it is."))
    return draft
