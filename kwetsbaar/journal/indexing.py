"""Keeps the index as the folder is: takes it up from the cache, reads what is new or changed, and keeps it for later.

A file that looks as it did when it was read (size and times) is not read again, unless something else says that there
is a newer version of its page. Whatever is not as it should be is always read again, since why that is may have
changed. So the cache may be of any age and never shows a page that is not there, or hides one that is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kwetsbaar.storage.entries import State
from kwetsbaar.storage.index import UNSEEN, DatabaseError, Index, InterruptedQuery, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kwetsbaar.storage.entries import EntryStore, Unlike
    from kwetsbaar.storage.indexcache import IndexCache

Progress = Callable[[int, int], None]
"""Is told how many pages are in the index, of how many."""

_BATCH: Final = 100
_DUE: Final = 50
"""Pages that were read or changed since the index was kept, from which on that is worth doing again."""


class Indexing:
    """The index of an open journal and the file it is kept in. For any thread."""

    def __init__(self, store: EntryStore, cache: IndexCache, read: Callable[[str, bytes], Row | None]) -> None:
        """`read` gives the row of a file, with what it looked like; None if it is gone. It raises nothing."""
        self.index = Index()
        """What is asked."""
        self._store = store
        self._cache = cache
        self._read = read
        self._order = threading.RLock()
        self._changed_here: set[str] = set()
        self._unkept = 0
        self._keeping = threading.Lock()
        self._closed = False
        self._spent = False

    # -------------------------------------------------------------- as the folder is

    def load(self, progress: Progress | None = None) -> None:
        """Makes the index as the folder is; with a cache it is so nearly at once. Tells progress after each part.

        Ends early, with `InterruptedQuery`, when it is closed meanwhile.
        """
        warm = self._taken_up()
        left = self._unlike()
        done = self.index.count()
        total = done + len(left)
        if progress and left and done:
            progress(done, total)
        for start in range(0, len(left), _BATCH):
            self._take_in(left[start : start + _BATCH])
            done += len(left[start : start + _BATCH])
            if progress:
                progress(done, total)
        if len(left) > _DUE:
            self._tidy()
        if not warm:
            self._unkept = max(self._unkept, _DUE)
        self._store.tidy()

    def _taken_up(self) -> bool:
        image = self._cache.load()
        with self._order:
            # What was changed here before is on disk now, where it looks changed.
            self._changed_here.clear()
            return image is not None and self.index.take(image)

    def _unlike(self) -> list[Unlike]:
        """Takes out what is gone or changed, and gives the files that are to be read, those written last first."""
        seen = self.index.seen(State.OK.value)
        least = self._store.least_revs()
        revs = self.index.revs() if least else {}
        for id_ in seen.keys() & least.keys():
            if revs[id_] < least[id_]:
                seen[id_] = UNSEEN
        left = self._store.unlike(seen)
        for name in seen:
            with self._order:
                if name not in self._changed_here:
                    self.index.remove(name)
                    self._unkept += 1
        return left

    def _take_in(self, files: Sequence[Unlike]) -> None:
        rows = [row for file in files if (row := self._read(file.name, file.stamp))]
        with self._order:
            self._put([row for row in rows if row.id not in self._changed_here])
            self._unkept += len(rows)

    def _put(self, rows: Sequence[Row]) -> None:
        """Puts rows in, one by one if they cannot go in together: one that cannot be shown is listed as damaged."""
        try:
            self.index.put_many(rows)
        except InterruptedQuery:
            raise
        except DatabaseError:
            for row in rows:
                try:
                    self.index.put(row)
                except DatabaseError:
                    self.index.put(Row.blank(row.id, State.DAMAGED.value))

    def _tidy(self) -> None:
        while self.index.tidy():
            pass

    # -------------------------------------------------------------- what changes here

    def note(self, row: Row) -> None:
        """Takes in a page that was just saved; what `load` read of it before that counts no more."""
        with self._order:
            self._changed_here.add(row.id)
            self._unkept += 1
            self.index.put(row)

    def note_all(self, rows: Sequence[Row]) -> None:
        """Does as `note`, at once: quickest in hundreds."""
        with self._order:
            self._changed_here.update(row.id for row in rows)
            self._unkept += len(rows)
            self._put(rows)

    def forget(self, name: str) -> None:
        """Takes out a page that is gone."""
        with self._order:
            self._changed_here.add(name)
            self._unkept += 1
            self.index.remove(name)

    def purge(self) -> None:
        """Lets nothing be kept that has words of a page which is gone for good: the next time all is read anew."""
        self._spent = True
        self._cache.drop()

    # -------------------------------------------------------------- for the next time

    def keep(self) -> bool:
        """Keeps the index for the next time, if enough changed, and tells whether it did; takes a moment for a big one.

        That it cannot be kept is no matter. Given up as soon as `close` is called.
        """
        if self._unkept < _DUE or self._spent or not self._keeping.acquire(blocking=False):
            return False
        try:
            unkept = self._unkept
            image = None
            with suppress(DatabaseError):
                image = self.index.image()
            kept = image is not None and self._cache.save(image, lambda: not (self._closed or self._spent))
            if kept and self._spent:
                self._cache.drop()
            self._unkept -= unkept  # also if it failed: it is not tried all the time
            return kept
        finally:
            self._keeping.release()

    def close(self) -> None:
        """Forgets everything."""
        self._closed = True
        self.index.close()
