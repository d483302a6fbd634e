"""Writing in the journal: drafts that survive anything, and pages that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from kwetsbaar.core import draft as drafts
from kwetsbaar.core import editing, keeping, markdown
from kwetsbaar.core.draft import Draft, Edits
from kwetsbaar.core.session import Session
from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.journal.page import Page
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.drafts import DraftFiles, id_in
from kwetsbaar.storage.entries import ELSE_BESIDE, State
from kwetsbaar.storage.places import id_of, new_id

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.known import Known
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.knowing import Knowing
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.storage.drafts import DraftStore, StoredDraft
    from kwetsbaar.storage.entries import EntryStore

_OURS = (State.OK, State.ROLLED_BACK, State.COPY)

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
    name: str
    """The name of its file without the ending."""
    own: frozenset[str] = field(repr=False)
    """The hashes of the files that it may replace."""
    files: DraftFiles = field(repr=False)

    def save(self) -> str:
        """Tries again; where the draft was saved meanwhile, it is laid beside that. Raises `NotSaved`, `Busy`.

        Gives the id that the draft now has.
        """
        name = self.files.put(self.name, self.data, self.own).name
        return self.id if name == self.name else id_of(name)


class Writing:
    """All that changes a journal that is open. Every method may be called from a worker thread; saves never overlap."""

    def __init__(
        self,
        folder: Path,
        entries: EntryStore,
        drafts: DraftStore,
        reading: Reading,
        *,
        clock: Clock,
        knowing: Knowing,
    ) -> None:
        self._folder = folder
        self._entries = entries
        self._drafts = drafts
        self._reading = reading
        self._clock = clock
        self._knowing = knowing
        self._one_at_a_time = RLock()
        self._held: dict[str, SealedDraft] = {}

    # -------------------------------------------------------------- drafts

    def begin(self, pack: Pack, language: str, known: Known | None = None) -> Draft:
        """Starts a session. Nothing is on disk before the first save.

        Without `known` it looks up what the pack's questions need to know, which may wait for the list of pages.
        """
        now = self._now()
        known = self._knowing.of(pack) if known is None else known
        return Draft(new_id(), 0, now, now, Session.begin(pack, language, known))

    def edit(self, page: Page, number: int = 0) -> Draft:
        """Starts changing a page, at the answer with this place in its list; raises `Damaged` if that cannot be."""
        entry, now = _changeable(page), self._now()
        session = self._knowing.with_more(_asked_again(entry))
        place = editing.place_of(session, number)
        started = session.go(place) if place else session
        if page.name == entry.id:
            return Draft(entry.id, 0, now, now, started, Edits(entry.rev, page.base))
        # Another text of the same page may have a draft of its own.
        return Draft(id_of(page.name), 0, now, now, started, Edits(entry.rev, page.base, entry.id, page.name))

    def save_draft(self, draft: Draft) -> Draft:
        """Saves the draft encrypted and gives it one revision on, to go on with. When it returns it is durable.

        If another window or device saved it meanwhile, both are kept: what comes back is then a draft of its own, with
        another id. Raises `NotSaved`, `Busy`.
        """
        saved = draft.saved(self._now())
        with self._one_at_a_time:
            try:
                there = self._drafts.save(_name(saved), saved.rev, _bytes(saved), base=saved.base)
            except KwetsbaarError:
                if _name(saved) in self._held:  # what is held is older now
                    self._held[_name(saved)] = self._sealed(saved)
                raise
            self._held.pop(_name(saved), None)
        return _at(saved, there.name, there.sha256)

    def seal_draft(self, draft: Draft) -> SealedDraft:
        """Gives the draft encrypted, to be kept in memory over a lock when the disk does not take it."""
        return self._sealed(draft.saved(self._now()))

    def _sealed(self, saved: Draft) -> SealedDraft:
        name = _name(saved)
        data = self._drafts.sealed(name, saved.rev, _bytes(saved))
        return SealedDraft(self._folder, saved.id, data, name, self._drafts.own(saved.base), self._drafts.files)

    def drafts(self) -> Shelf:
        """Gives the unfinished sessions, the one saved last first, and the names of those that cannot be read."""
        held = tuple(self._held.values())
        readable, unreadable = [self._from(each) for each in held], []
        names = {each.name for each in held}
        for stored in self._drafts.all():
            if stored.name in names:
                continue
            try:
                readable.append(self._read(stored))
            except Damaged:
                unreadable.append(stored.label)
        return Shelf(tuple(readable), tuple(unreadable))

    def begun(self, pack: str) -> Draft | None:
        """Gives the draft with the pack called `pack` that was saved last and in which something was given, if any."""
        of_pack = (draft for draft in self.drafts().drafts if draft.session.pack.id == pack and not draft.edits)
        return next((draft for draft in of_pack if keeping.anything_given(draft.session)), None)

    def draft(self, id_: str) -> Draft:
        """Reads one unfinished session; raises `NotFound`, or `Damaged` if it cannot be read."""
        held = next((each for each in tuple(self._held.values()) if each.id == id_), None)
        return self._from(held) if held else self._read(self._drafts.load(id_))

    def discard(self, draft: Draft) -> None:
        """Removes the draft: what was written in it is gone. What another window or device saved of it stays."""
        with self._one_at_a_time:
            self._drafts.discard(_name(draft), base=draft.base)
            self._held.pop(_name(draft), None)

    # -------------------------------------------------------------- what the disk did not take

    def hold(self, sealed: SealedDraft) -> None:
        """Takes over what waits for the disk since before a lock: from here it is read in place of its file.

        Raises `Damaged` if it is not of this journal.
        """
        with self._one_at_a_time:
            self._from(sealed)
            self._held[sealed.name] = sealed

    @property
    def held(self) -> tuple[SealedDraft, ...]:
        """What waits for the disk."""
        return tuple(self._held.values())

    def save_held(self) -> dict[str, str]:
        """Tries again; gives the id that each draft has now by the one it had. Raises `NotSaved`, `Busy`."""
        moved = {}
        for name in tuple(self._held):
            with self._one_at_a_time:
                if sealed := self._held.get(name):  # unless it was saved, kept or discarded meanwhile
                    moved[sealed.id] = sealed.save()
                    del self._held[name]
        return moved

    def _from(self, sealed: SealedDraft) -> Draft:
        return self._read(self._drafts.adopt(sealed.name, sealed.data, sealed.own))

    def _read(self, stored: StoredDraft) -> Draft:
        """Gives a draft as it goes on now: days are seen from today."""
        draft = _draft(stored)
        session = draft.session
        return draft.with_session(replace(session, known=session.known.on(self._now().date())))

    # -------------------------------------------------------------- pages

    def keep(self, draft: Draft) -> Page:
        """Makes the session a page, or a new revision of one, and then removes its draft.

        Raises `NotSaved`, and the draft is still there. If a page was changed elsewhere since its edit began, or the
        draft became a page elsewhere, both texts are kept: the page that comes back is then a copy, by its state. What
        was kept before, since only removing its draft failed, is not kept twice.
        """
        with self._one_at_a_time:
            page = self._revised(draft, draft.edits) if draft.edits else self._new(draft)
            # The text is safe. A draft that stays is known for what it is when it is kept once more.
            self._held.pop(_name(draft), None)
            with suppress(KwetsbaarError):
                self._drafts.discard(_name(draft), base=draft.base)
        return page

    def revise(self, page: Page, changed: Entry) -> Page:
        """Saves a new revision of `page` with what `changed` holds; raises `Damaged` if it cannot be changed.

        If the page was changed elsewhere since it was read both texts are kept: the page that comes back is then a
        copy, by its state.
        """
        entry = _changeable(page)
        return self._save(self._next(replace(changed, id=entry.id, rev=entry.rev)), page.base)

    def accept(self, page: Page) -> Page:
        """Makes a page that was written with an earlier key one like any other, its text unchanged.

        Raises `Refused` if it is none or was changed since it was read, `NotFound`, `NotSaved`, `Busy`.
        """
        with self._one_at_a_time:
            self._entries.accept(page.name, page.base)
        accepted = self._reading.page(page.name)
        return self._noted(accepted)

    def put(self, entry: Entry) -> Page:
        """Saves a page that was made elsewhere; raises `Refused` if there is one with its id, `NotSaved`.

        It keeps its revision, unless a later one was seen here: then it would look like an older one put back.
        """
        return self._save(self._above_what_was_seen(entry), None)

    def put_all(self, entries: Sequence[Entry]) -> list[Page]:
        """Saves pages that were made elsewhere, durably, all of them or none, and gives those that were new.

        One whose id is in the journal already is left as it is. Each keeps its revision, unless a later one was seen
        here, as `put` does. Raises `NotSaved`, `Busy`, `Refused`.
        """
        seen = self._entries.least_revs()  # of all at once: to ask for each would list the history each time
        entries = [self._above_what_was_seen(entry) if entry.id in seen else entry for entry in entries]
        texts = [(entry.id, entry.rev, markdown.render(entry).encode()) for entry in entries]
        with self._one_at_a_time:
            stored = self._entries.add_all(texts)
        pages = [
            Page(there.name, there.state, entry, there.sha256)
            for entry, there in zip(entries, stored, strict=True)
            if there
        ]
        with suppress(DatabaseError):  # they are saved, also when the index was closed meanwhile
            self._reading.note_all(pages)
        return pages

    def _above_what_was_seen(self, entry: Entry) -> Entry:
        return replace(entry, rev=max(entry.rev, self._entries.next_rev(entry.id, 0)))

    def _new(self, draft: Draft) -> Page:
        entry = keeping.entry_of(draft.session, id_=draft.id, when=self._now())
        if kept := self._kept_before(entry, since=0):
            return self._noted(kept)
        return self._save(replace(entry, rev=self._entries.next_rev(entry.id, 0)), ELSE_BESIDE)

    def _revised(self, draft: Draft, edits: Edits) -> Page:
        page = self._page(draft.page_name)
        begun = self._begun_from(draft, edits, page)
        changed = editing.with_answers(begun, draft.session)
        plain = page is not None and page.base == edits.base and not edits.name
        if not plain and (kept := self._kept_before(changed, since=edits.rev)):
            return self._noted(kept)
        return self._save(self._next(changed), edits.base)

    def _kept_before(self, entry: Entry, since: int) -> Page | None:
        """Gives the page if this text is a revision of it after `since` already, or the copy that it lies in."""
        page = self._page(entry.id)
        if page is None:
            return None
        if page.state in _OURS and any(_is_same(old, entry, since) for old in (page, *self._reading.history(page))):
            return page
        copies = filter(None, map(self._page, self._entries.copies(entry.id)))
        return next((copy for copy in copies if _is_same(copy, entry, since)), None)

    def _page(self, name: str) -> Page | None:
        try:
            return self._reading.page(name)
        except NotFound:
            return None

    def _next(self, entry: Entry) -> Entry:
        """Gives the revision that follows on `entry`, above all that are known here, so that none looks rolled back."""
        return replace(entry, rev=self._entries.next_rev(entry.id, entry.rev), changed=self._now())

    def _begun_from(self, draft: Draft, edits: Edits, page: Page | None) -> Entry:
        """Gives the version of a page that an edit began from, which may lie in its history by now."""
        if page is not None and page.base == edits.base:
            return _changeable(page)
        known = page or self._page(draft.page_id)
        for version in self._reading.history(known) if known else ():
            if version.entry and version.base == edits.base:
                return version.entry
        raise Damaged(
            msg("The version of this page that you began to change is gone."),
            msg("Your changes are still in the draft."),
        )

    def _save(self, entry: Entry, base: str | None) -> Page:
        with self._one_at_a_time:
            stored = self._entries.save(entry.id, entry.rev, markdown.render(entry).encode(), base_sha256=base)
        return self._noted(Page(stored.name, stored.state, entry, stored.sha256))

    def _noted(self, page: Page) -> Page:
        # It is saved, also when the index was closed meanwhile.
        with suppress(DatabaseError):
            self._reading.note(page)
        return page

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)


def _changeable(page: Page) -> Entry:
    """Gives what a page holds; raises `Damaged`, `Refused` if it cannot be changed. A foreign one has no revision."""
    if page.entry is None:
        raise Damaged(msg("A page that cannot be read cannot be changed."))
    if page.state is State.EARLIER_KEY:
        raise Refused(
            msg("This page was written with an earlier key, so it cannot be changed yet."),
            msg("Accept it first, if it is yours."),
        )
    if page.state is not State.FOREIGN:
        return page.entry
    if page.name != page.entry.id:
        raise Damaged(msg("This page was not written by this journal, and cannot be changed here."))
    return replace(page.entry, rev=0)


def _asked_again(entry: Entry) -> Session:
    try:
        return editing.session_of(entry)
    except ValueError:
        raise Damaged(msg("The questions of this page cannot be asked again, so it cannot be changed.")) from None


def _is_same(page: Page, entry: Entry, since: int) -> bool:
    """Tells whether a page that this journal wrote, after the revision `since`, has the text of `entry`."""
    there = page.entry
    if there is None or page.state not in _OURS or there.rev <= since:
        return False
    return replace(there, rev=entry.rev, created=entry.created, changed=entry.changed) == entry


def rebased(content: bytes, lookup: Callable[[str, int], str | None]) -> bytes:
    """Gives a draft that names the version it began from by the hash that `lookup` says it has now.

    `lookup` takes the hash it had and the revision. What cannot be read as a draft comes back as it is.
    """
    try:
        draft = drafts.parse(content.decode("utf-8", "surrogateescape"))
    except Damaged:
        return content
    base = lookup(draft.edits.base, draft.edits.rev) if draft.edits else None
    if draft.edits is None or base is None:
        return content
    changed = replace(draft, edits=replace(draft.edits, base=base))
    return drafts.render(changed).encode("utf-8", "surrogateescape")


def _name(draft: Draft) -> str:
    """Gives the name of a draft's file without the ending."""
    return draft.name or draft.id


def _at(draft: Draft, name: str, sha256: str) -> Draft:
    """Gives the draft as it lies in a file; beside another one it has an id of its own, and still changes its page."""
    if name == _name(draft):
        return replace(draft, base=sha256)
    edits = replace(draft.edits, id=draft.page_id) if draft.edits else None
    return replace(draft, id=id_of(name), name=name, base=sha256, edits=edits)


def _bytes(draft: Draft) -> bytes:
    """Gives the text of a draft, under the id that the name of its file begins with."""
    return drafts.render(replace(draft, id=id_in(_name(draft)))).encode("utf-8", "surrogateescape")


def _draft(stored: StoredDraft) -> Draft:
    if stored.error:
        raise Damaged(stored.error)
    if not stored.good:
        raise Damaged(msg("A draft was not written by this journal. It is left where it is."))
    draft = drafts.parse(stored.content.decode("utf-8", "surrogateescape"))
    if (draft.id, draft.rev) != (stored.id, stored.rev):
        raise Damaged(msg("A draft was not written by this journal. It is left where it is."))
    return _at(draft, stored.name, stored.sha256)
