"""Looking after a journal: what is not as it should be, each thing in a sentence, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kwetsbaar.i18n import Message, day, msg, plural
from kwetsbaar.journal.reading import page_of
from kwetsbaar.storage.backup import Backup, Outcome
from kwetsbaar.storage.checking import Checking, Progress, Report
from kwetsbaar.storage.comparing import Comparing, Finding, Kind, Trouble
from kwetsbaar.storage.entries import State
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kwetsbaar.storage.entries import StoredEntry
    from kwetsbaar.storage.stores import Stores

__all__ = ["Care", "Finding", "Kind", "Outcome", "Progress", "Report", "Trouble", "is_harmless", "said"]

_HARMLESS: Final = frozenset({Trouble.COPY})
"""What wants a choice some day, but is no damage."""

_LISTED: Final = frozenset({(Kind.ENTRY, Trouble.MISSING), (Kind.ENTRY, Trouble.ROLLED_BACK)})
"""What is counted as missing, or stands in the list of pages as odd."""

_SAID: Final[Mapping[tuple[Kind, Trouble], Message]] = {
    (Kind.ENTRY, Trouble.COPY): msg("‘{name}’ is a second text of a page, as another window or a sync tool leaves."),
    (Kind.ENTRY, Trouble.MISPLACED): msg("‘{name}’ is another page of this journal, under a wrong name."),
    (Kind.ENTRY, Trouble.FOREIGN): msg("‘{name}’ was not written by this journal."),
    (Kind.ENTRY, Trouble.ROLLED_BACK): msg("‘{name}’ is older than what was here before."),
    (Kind.ENTRY, Trouble.EARLIER_KEY): msg(
        "‘{name}’ was written with an earlier key. If it is yours: kwetsbaar accept {name}"
    ),
    (Kind.ENTRY, Trouble.DAMAGED): msg("‘{name}’ is damaged and cannot be read."),
    (Kind.ENTRY, Trouble.MISSING): msg("The page ‘{name}’, last saved on {day}, is not here now."),
    (Kind.ENTRY, Trouble.REPLACED): msg("‘{name}’ has another text than before, without being a newer version."),
    (Kind.VERSION, Trouble.MISPLACED): msg("The earlier version {file} is another one than its name says."),
    (Kind.VERSION, Trouble.FOREIGN): msg("The earlier version {file} was not written by this journal."),
    (Kind.VERSION, Trouble.EARLIER_KEY): msg("The earlier version {file} was written with an earlier key."),
    (Kind.VERSION, Trouble.DAMAGED): msg("The earlier version {file} is damaged and cannot be read."),
    (Kind.TRASHED, Trouble.FOREIGN): msg("{file} in the trash was not written by this journal."),
    (Kind.TRASHED, Trouble.DAMAGED): msg("{file} in the trash is damaged and cannot be read."),
    (Kind.DRAFT, Trouble.COPY): msg("{file} is a second text of a draft, as another window or a sync tool leaves."),
    (Kind.DRAFT, Trouble.MISPLACED): msg("{file} is another draft of this journal, under a wrong name."),
    (Kind.DRAFT, Trouble.FOREIGN): msg("The draft {file} was not written by this journal."),
    (Kind.DRAFT, Trouble.EARLIER_KEY): msg(
        "The draft {file} was written with an earlier key. If it is yours go on with it, else throw it away."
    ),
    (Kind.DRAFT, Trouble.DAMAGED): msg("The draft {file} is damaged and cannot be read."),
    (Kind.TOMBSTONE, Trouble.COPY): msg("{file} is a second one, as a sync tool leaves."),
    (Kind.TOMBSTONE, Trouble.MISPLACED): msg("{file} tells of the deletion of another page than its name says."),
    (Kind.TOMBSTONE, Trouble.FOREIGN): msg("{file}, which tells of a deletion, was not written by this journal."),
    (Kind.TOMBSTONE, Trouble.EARLIER_KEY): msg(
        "{file}, which tells of a deletion, was written with an earlier key, and is not believed."
    ),
    (Kind.TOMBSTONE, Trouble.DAMAGED): msg("{file}, which tells of a deletion, is damaged and cannot be read."),
    (Kind.PEOPLE, Trouble.COPY): msg("{file} is a second list of aliases and persons, as a sync tool leaves."),
    (Kind.PEOPLE, Trouble.FOREIGN): msg("The list of aliases and persons, {file}, was not written by this journal."),
    (Kind.PEOPLE, Trouble.EARLIER_KEY): msg(
        "The list of aliases and persons, {file}, was written with an earlier key."
    ),
    (Kind.PEOPLE, Trouble.DAMAGED): msg("The list of aliases and persons, {file}, is damaged and cannot be read."),
    (Kind.PEOPLE, Trouble.MISSING): msg("The list of aliases and persons, {file}, is not here now."),
    (Kind.PEOPLE, Trouble.ROLLED_BACK): msg("The list of aliases and persons, {file}, is older than before."),
    (Kind.PEOPLE, Trouble.REPLACED): msg("The list of aliases and persons, {file}, is another one of the same time."),
    (Kind.KEYRING, Trouble.COPY): msg("{file} is a second keyring file, as a sync tool leaves."),
    (Kind.KEYRING, Trouble.DAMAGED): msg("{file}, which opens this journal, is damaged or an old one."),
    (Kind.KEYRING, Trouble.MISSING): msg("{file}, which opens this journal, is not here now."),
    (Kind.KEYRING, Trouble.ROLLED_BACK): msg("The keyring is one from before the journal had other keys."),
    (Kind.OTHER, Trouble.FOREIGN): msg("{file} does not belong in this folder."),
}


_COUNTED: Final = (
    msg("One"),
    msg("Two"),
    msg("Three"),
    msg("Four"),
    msg("Five"),
    msg("Six"),
    msg("Seven"),
    msg("Eight"),
    msg("Nine"),
    msg("Ten"),
    msg("Eleven"),
    msg("Twelve"),
)


class Care:
    """What can be asked of a journal that is open. Every method may be called from a worker thread."""

    def __init__(self, stores: Stores) -> None:
        self._checking = Checking(stores, _state_of)
        self._backup = Backup(stores)
        self.comparing = Comparing(stores)
        """The comparing itself, for who puts things right."""

    def check(self, *, read_all: bool = False, progress: Progress | None = None) -> Report:
        """Looks the whole journal over: every page; with `read_all` every byte that can be opened."""
        return self._checking.check(read_all=read_all, progress=progress)

    def backup(self, target: Path, progress: Progress | None = None) -> Outcome:
        """Brings the backup in the folder `target` up to date, or begins one there.

        What is newer there stays. Raises `Refused` if that folder is none for it, `NotFound` if the one above it is not
        there, `NotSaved`.
        """
        return self._backup.make(target, progress)

    def odd(self, names: Iterable[str]) -> list[Finding]:
        """Gives all that is odd, for a list: what `glance` tells, and what is the matter with the files of `names`."""
        told = self.glance()
        there = {(each.file, each.trouble) for each in told}
        return [*told, *(each for each in self._checking.look_at(names) if (each.file, each.trouble) not in there)]

    def glance(self) -> list[Finding]:
        """Gives what is missing, older or another text than this device knew; cheap, so for every time it is opened."""
        return self.comparing.glance()


@dataclass(frozen=True)
class Tally:
    """How many odd things there are, as the one line at home tells it."""

    missing: int
    other: int
    older: bool

    @property
    def sentence(self) -> Message | None:
        """The line; None if all is well."""
        if self.older:
            return msg("The journal seems older than before on this device. View.")
        if self.missing and not self.other:
            return plural(
                "{count} page is not here now. Often synchronisation is still busy. View.",
                "{count} pages are not here now. Often synchronisation is still busy. View.",
                self.missing,
                count=_counted(self.missing),
            )
        if self.missing or self.other:
            return plural(
                "{count} page is not as it should be; nothing was thrown away. View.",
                "{count} pages are not as they should be; nothing was thrown away. View.",
                self.missing + self.other,
                count=_counted(self.missing + self.other),
            )
        return None


def tally(findings: Iterable[Finding], pages: int, drafts: int) -> Tally:
    """Counts what `glance` told, pages that are listed as odd, and drafts that cannot be read."""
    told = list(findings)
    missing = sum(each.trouble is Trouble.MISSING and each.kind is Kind.ENTRY for each in told)
    other = sum(each.kind is not Kind.JOURNAL and (each.kind, each.trouble) not in _LISTED for each in told)
    return Tally(missing, pages + drafts + other, any(each.kind is Kind.JOURNAL for each in told))


def is_harmless(finding: Finding) -> bool:
    """Tells whether this is no damage: two texts of one page, which are both well."""
    return finding.trouble in _HARMLESS


def said(finding: Finding) -> Message:
    """Gives what is the matter as a sentence."""
    if finding.kind is Kind.JOURNAL:
        return plural(
            "The whole folder seems older than before: {n} page is older or not here. Perhaps a backup was put back.",
            "The whole folder seems older than before: {n} pages are older or not here. Perhaps a backup was put back.",
            finding.count,
        )
    template = _SAID[finding.kind, finding.trouble]
    return msg(
        template.text,
        name=_shown(finding),
        file=finding.label,
        day=day(finding.written.date()) if finding.written else "?",
    )


def _counted(number: int) -> Message | int:
    """Gives a number as the first word of a sentence, as long as that is a word."""
    return _COUNTED[number - 1] if number <= len(_COUNTED) else number


def _shown(finding: Finding) -> str:
    return clean_line(finding.name)


def _state_of(stored: StoredEntry) -> State:
    """Gives the state of an entry from what stands in it too, as it is listed."""
    try:
        return page_of(stored).state
    except (ValueError, OverflowError, RecursionError):
        return State.DAMAGED
