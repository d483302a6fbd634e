"""Taking one's words out, as plain text: JSON, a folder of markdown, a page to print, for supervision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import exporting, supervising
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.query import ANYWHERE
from kwetsbaar.errors import Refused, UsageError
from kwetsbaar.i18n import language, msg
from kwetsbaar.storage import files
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.names import Named
    from kwetsbaar.core.query import Where
    from kwetsbaar.journal.page import Page
    from kwetsbaar.journal.people import Keeping
    from kwetsbaar.journal.reading import Reading

FORMATS: Final = ("markdown", "json", "html")

Progress = Callable[[int, int], None]
"""Is told how many pages were read, of how many."""


@dataclass(frozen=True)
class Taken:
    """The pages that are taken out, the oldest first."""

    entries: tuple[Entry, ...] = field(repr=False)
    unreadable: tuple[str, ...] = ()
    """The files of pages that cannot be read, which are not in it."""


class Exporting:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, people: Keeping, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._people = people
        self._clock = clock

    def take(self, where: Where = ANYWHERE, progress: Progress | None = None) -> Taken:
        """Reads the pages that are meant; a filter leaves out what cannot be read, since nothing is known of that."""
        self._reading.be_loaded()
        cards = self._reading.cards()
        entries, unreadable = [], []
        asked = Asked(self._clock().date(), where)
        for number, card in enumerate(cards):
            if progress:
                progress(number, len(cards))
            page = self._reading.page(card.name)
            if page.entry is None:
                unreadable += [clean_line(card.name)] if where == ANYWHERE else []
            elif asked.means(_record(page, page.entry)):
                entries.append(page.entry)
        if progress:
            progress(len(cards), len(cards))
        return Taken(tuple(sorted(entries, key=lambda entry: (entry.created, entry.id))), tuple(unreadable))

    def write(self, taken: Taken, form: str, out: Path) -> int:
        """Writes what was taken to `out`, which must not be there yet, and gives how many files that made.

        `markdown` makes a folder, the others one file; all only for its owner. Raises `Refused` if something is there,
        `NotSaved`.
        """
        if not taken.entries:
            raise UsageError(msg("There is no page to take out."), msg("A filter may be too narrow."))
        if form == "markdown":
            return _folder(taken.entries, out)
        text = (
            exporting.as_text(exporting.document(taken.entries, self._clock().replace(microsecond=0)))
            if form == "json"
            else exporting.printable(taken.entries, out.stem)
        )
        files.write_outside(out, text.encode())
        return 1

    # -------------------------------------------------------------- supervision

    def paper(self, taken: Taken) -> tuple[str, list[Named]]:
        """Gives what goes along to supervision, and the real names of clients that stand in it."""
        own = [entry for entry in taken.entries if entry.received_from is None]
        if not own:
            raise UsageError(msg("There is no page to take out."), msg("A filter may be too narrow."))
        text = supervising.paper(own, language())
        return text, self._people.named(text)

    def write_paper(self, text: str, out: Path) -> None:
        """Writes it to a new file, only for its owner. Raises `Refused` if it is there already, `NotSaved`."""
        files.write_outside(out, text.encode())


def _folder(entries: tuple[Entry, ...], out: Path) -> int:
    """Writes each page to a file of its own, in a new folder."""
    if out.exists() or out.is_symlink():
        raise Refused(
            msg("{path} is there already, and nothing is written over.", path=clean_line(str(out))),
            msg("Choose a new folder."),
        )
    target = out.parent.resolve() / out.name
    files.make_folder(target)
    for entry, name in zip(entries, exporting.file_names(entries), strict=True):
        files.write_outside(target / name, exporting.note(entry).encode())
    return len(entries)


def _record(page: Page, entry: Entry) -> Record:
    return Record(
        page.name, entry.created, entry.title, entry.theme or "", entry.pack, entry.about or "", entry.tags, entry.lang
    )
