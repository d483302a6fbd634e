"""Bringing in what other programs wrote: first all of it is read, then each page is saved, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kwetsbaar.core import importing
from kwetsbaar.core.importing import Found
from kwetsbaar.errors import KwetsbaarError, UsageError
from kwetsbaar.i18n import language, msg
from kwetsbaar.storage import age, intake, stanza
from kwetsbaar.storage.places import new_id
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.i18n import Message
    from kwetsbaar.journal.deleting import Deleting
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing
    from kwetsbaar.storage.intake import Brought as File

SOURCES: Final = ("jrnl", "dayone", "markdown", "kwetsbaar")

Progress = Callable[[int, int], None]
"""Is told how many pages were saved, of how many."""

BATCH: Final = 100
"""Pages that are saved at once: so many are quick, and stopping takes no longer."""

_LONGEST: Final = 4 << 20
"""Letters of a page; what is longer no file of an entry would hold, whatever its letters are."""

_ENCRYPTED: Final = msg("This file is encrypted, and nothing that was given opens it.")

_NOTES: Final = (".md", ".markdown", ".md.age", ".markdown.age")


@dataclass(frozen=True)
class Opens:
    """What opens pages that lie there encrypted."""

    identities: tuple[str, ...] = ()
    passphrase: str | None = None


@dataclass(frozen=True)
class Brought:
    """What can be taken in, looked at before anything is saved."""

    found: Found
    new: tuple[Entry, ...]
    """Those that are not in the journal yet, the oldest first."""
    there: int
    """How many are."""

    @property
    def locked(self) -> bool:
        """Whether something lies there encrypted that was not opened."""
        return any(odd.message is _ENCRYPTED for odd in self.found.odd)


class Importing:
    """Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, deleting: Deleting, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._deleting = deleting
        self._clock = clock

    def look(self, path: Path, source: str | None = None, opens: Opens | None = None) -> Brought:
        """Reads all of `path` and saves nothing. Without a `source` it is told by what lies there.

        Raises `NotFound`, `UsageError` if it is none of the `SOURCES`, `Refused` for what no such program made (a zip
        with paths that lead out of it, far too much), `Damaged`.
        """
        found = Found()
        now = self._clock()
        if path.is_dir():
            _only(source, "markdown")
            for brought in intake.in_folder(path, _NOTES):
                _note(brought, opens or Opens(), now, found)
        elif intake.is_zip(path):
            _only(source, "dayone")
            _zip(path, found)
        else:
            _one(intake.one(path), source, opens or Opens(), now, found)
        return self._looked_at(found)

    def take(self, brought: Brought, progress: Progress | None = None) -> int:
        """Saves what is new, some at a time, and gives how many pages that is; what was saved so far stays if it fails.

        Looked at again it goes on where it stopped. Raises `NotSaved`, `Busy`, and what `progress` raises.
        """
        new, saved = brought.new, 0
        for start in range(0, len(new), BATCH):
            if progress:
                progress(start, len(new))
            saved += len(self._writing.put_all(new[start : start + BATCH]))
        if progress:
            progress(len(new), len(new))
        return saved

    def _looked_at(self, found: Found) -> Brought:
        self._reading.be_loaded()
        origins = set(self._reading.origins())
        ids = {card.name for card in self._reading.cards()}
        when, lang = self._clock().replace(microsecond=0), language()
        new: list[Entry] = []
        readable = [page for page in found.pages if len(page.text) <= _LONGEST]
        for page in found.pages:
            if len(page.text) > _LONGEST:
                found.note(page.title, msg("This is too long to be one page, and was left out."))
            elif page.origin not in origins:
                origins.add(page.origin)
                new.append(page.entry(new_id(), when, lang))
        kept_out = 0
        for entry in found.own:
            if entry.id in ids:
                continue
            ids.add(entry.id)
            if why := self._deleting.let_go(entry.id):
                found.note(f"{entry.created.date()} {entry.title}", why)
                kept_out += 1
            else:
                new.append(entry)
        there = len(readable) + len(found.own) - len(new) - kept_out
        return Brought(found, tuple(sorted(new, key=lambda entry: (entry.created, entry.id))), there)


# ------------------------------------------------------------------ what lies there


def _only(source: str | None, only: str) -> None:
    if source not in (None, only):
        raise UsageError(
            msg("This is not what {source} writes.", source=source),
            msg("Leave out --from, or say --from {only}.", only=only),
        )


def _zip(path: Path, found: Found) -> None:
    journals = 0
    for brought in intake.in_zip(path, ".json"):
        document = importing.parsed(_text(brought.data) or "")
        if document is not None and importing.is_day_one(document):
            importing.day_one(document, brought.name, found)
            journals += 1
        else:
            found.note(brought.name, msg("This file holds no pages, and was left out."))
    if not journals:
        raise UsageError(
            msg("In this zip there is no journal of Day One."), msg("In Day One choose Export, and then JSON.")
        )


def _one(brought: File, source: str | None, opens: Opens, now: datetime, found: Found) -> None:
    name = brought.name
    if name.lower().endswith(_NOTES) and source in (None, "markdown"):
        _note(brought, opens, now, found)
        return
    text = _text(brought.data)
    if text is None:
        raise UsageError(msg("{name} is no text.", name=clean_line(name)), _what_can_be())
    document = importing.parsed(text)
    if document is not None:
        _document(document, name, source, now, found)
        return
    zone = now.tzinfo or UTC
    if source in (None, "jrnl"):
        importing.jrnl(text, name, zone, found)
    if not found.pages:
        raise _nothing_in(name)


def _document(document: Mapping[str, Any], name: str, source: str | None, now: datetime, found: Found) -> None:
    if importing.is_own(document):
        _only(source, "kwetsbaar")
        importing.own(document, name, found)
    elif importing.is_day_one(document):
        _only(source, "dayone")
        importing.day_one(document, name, found)
    elif isinstance(document.get("entries"), list):
        _only(source, "jrnl")
        importing.jrnl_json(document, name, now.tzinfo or UTC, found)
    else:
        raise _nothing_in(name)


def _nothing_in(name: str) -> UsageError:
    return UsageError(msg("In {name} there are no pages that are understood.", name=clean_line(name)), _what_can_be())


def _what_can_be() -> Message:
    return msg("It can be a file of jrnl, JSON of jrnl or of kwetsbaar, a zip of Day One, or a folder of markdown.")


def _note(brought: File, opens: Opens, now: datetime, found: Found) -> None:
    data = brought.data
    if brought.name.lower().endswith(".age"):
        opened = _opened(data, opens)
        if opened is None:
            found.note(brought.name, _ENCRYPTED)
            return
        data = opened
    text = _text(data)
    if text is None:
        found.note(brought.name, msg("This file is no text, and was left out."))
        return
    importing.note(text, brought.name.removesuffix(".age"), now.tzinfo or UTC, _written(brought, now), found)


def _written(brought: File, now: datetime) -> datetime:
    """Gives when a file was written; `now` if its time is beyond every calendar."""
    try:
        return datetime.fromtimestamp(brought.mtime_ns / 1e9, now.tzinfo or UTC)
    except (ValueError, OverflowError, OSError):
        return now


def _opened(data: bytes, opens: Opens) -> bytes | None:
    try:
        data = age.dearmored(data)
        if "scrypt" in age.stanzas(data):
            return stanza.decrypt(data, opens.passphrase) if opens.passphrase is not None else None
        return age.decrypt(data, opens.identities) if opens.identities else None
    except KwetsbaarError:
        return None


def _text(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
