"""Keeps the index as the folder is: takes it up from the cache, reads what is new or changed, and keeps it for later.

A file that looks as it did when it was read (size and times) is not read again, unless something else says that there
is a newer version of its page. Whatever is not as it should be is always read again, since why that is may have
changed. So the cache may be of any age and never shows a page that is not there, or hides one that is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kwetsbaar.storage.entries import State
from kwetsbaar.storage.index import UNSEEN, DatabaseError, Index, InterruptedQuery, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kwetsbaar.storage.entries import EntryStore, ListedEntry
    from kwetsbaar.storage.index import Stamp
    from kwetsbaar.storage.indexcache import IndexCache

Progress = Callable[[int, int], None]
"""Is told how many pages are in the index, of how many."""

_BATCH: Final = 100
_DUE: Final = 50
"""Pages that were read or changed since the index was kept, from which on that is worth doing again."""
_STEADY: Final = 3 * 10**9
"""Nanoseconds after which a file that is changed once more looks other than before, however coarse its times are."""


class Indexing:
    """The index of an open journal and the file it is kept in. For any thread."""

    def __init__(self, store: EntryStore, cache: IndexCache, read: Callable[[str, Stamp], Row | None]) -> None:
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

    # -------------------------------------------------------------- as the folder is

    def load(self, progress: Progress | None = None) -> None:
        """Makes the index as the folder is; with a cache it is so nearly at once. Tells progress after each part.

        Ends early, with `InterruptedQuery`, when it is closed meanwhile.
        """
        warm = self._taken_up()
        now, files = time.time_ns(), self._store.listing()
        left = self._unlike(files)
        done = len(files) - len(left)
        if progress and left and done:
            progress(done, len(files))
        for start in range(0, len(left), _BATCH):
            self._take_in(left[start : start + _BATCH], now)
            done += len(left[start : start + _BATCH])
            if progress:
                progress(done, len(files))
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

    def _unlike(self, files: Sequence[ListedEntry]) -> list[ListedEntry]:
        """Takes out what is gone, and gives the files that are to be read, those written last first."""
        seen = self.index.seen(State.OK.value)
        doubtful = self._store.doubtful({id_: entry.rev for id_, entry in seen.items()})
        left = [
            file
            for file in files
            if file.name in doubtful or (entry := seen.get(file.name)) is None or entry.stamp != file.stamp
        ]
        there = {file.name for file in files}
        self._forget_all(name for name in self.index.ids() if name not in there)
        return sorted(left, key=lambda file: file.mtime_ns, reverse=True)

    def _forget_all(self, names: Iterable[str]) -> None:
        for name in names:
            with self._order:
                if name not in self._changed_here:
                    self.index.remove(name)
                    self._unkept += 1

    def _take_in(self, files: Sequence[ListedEntry], now: int) -> None:
        rows = [row for file in files if (row := self._read(file.name, _stamp(file, now)))]
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

    def forget(self, name: str) -> None:
        """Takes out a page that is gone."""
        with self._order:
            self._changed_here.add(name)
            self._unkept += 1
            self.index.remove(name)

    # -------------------------------------------------------------- for the next time

    def keep(self) -> bool:
        """Keeps the index for the next time, if enough changed, and tells whether it did; takes a moment for a big one.

        That it cannot be kept is no matter. Given up as soon as `close` is called.
        """
        if self._unkept < _DUE or not self._keeping.acquire(blocking=False):
            return False
        try:
            unkept = self._unkept
            image = None
            with suppress(DatabaseError):
                image = self.index.image()
            kept = image is not None and self._cache.save(image, lambda: not self._closed)
            self._unkept -= unkept  # also if it failed: it is not tried all the time
            return kept
        finally:
            self._keeping.release()

    def close(self) -> None:
        """Forgets everything."""
        self._closed = True
        self.index.close()


def _stamp(file: ListedEntry, now: int) -> Stamp:
    """Gives what a file looked like when it was listed at `now`, unless a change right after could look the same."""
    return file.stamp if now - file.stamp[2] > _STEADY else UNSEEN
