"""What a session needs to know of the journal: earlier risks, aliases, packs to go on with, and what day it is.

It is looked up when a session begins, and only what the questions of its pack ask for. The list of pages tells which
pages to read, so that nothing is decrypted in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.risks import RisksForm, rows_of
from kwetsbaar.core.known import Alias, Known, KnownPack, KnownRisk
from kwetsbaar.core.lookback.meant import still_meant
from kwetsbaar.errors import KwetsbaarError, NotFound
from kwetsbaar.journal.reading import trusted
from kwetsbaar.text import fold

if TYPE_CHECKING:
    from kwetsbaar.core.ahead import Ahead
    from kwetsbaar.core.entry import Entry
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.core.session import Session
    from kwetsbaar.journal.page import Card
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.storage.places import Places

_MOST_PAGES: Final = 200
"""How many pages are read for their risks at most; those whose day has come go first."""

_NEEDS: Final = frozenset({"outcome", "client"})
"""The kinds that need to know something of the pages."""


class Knowing:
    """Looks up what is known. Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, clock: Callable[[], datetime], places: Places) -> None:
        self._reading = reading
        self._clock = clock
        self._places = places

    def of(self, pack: Pack, first: str = "") -> Known:
        """Gives what the questions of `pack` need; of the risks those on the page `first` come first.

        Raises what reading the pages raises.
        """
        kinds = {step.kind for step in pack.steps}
        if kinds & _NEEDS:
            self._reading.be_loaded()
        return Known(
            today=self.today,
            risks=self.risks(pack.id, first) if "outcome" in kinds else (),
            aliases=self.aliases() if "client" in kinds else (),
            packs=self._packs(pack) if "next" in kinds else (),
        )

    def with_more(self, session: Session) -> Session:
        """Gives a session that changes a page with what else is known now."""
        aliases = self.aliases() if any(step.kind == "client" for step in session.pack.steps) else ()
        return replace(session, known=replace(session.known, today=self.today, aliases=aliases))

    @property
    def today(self) -> date:
        """The day it is."""
        return self._clock().date()

    # -------------------------------------------------------------- risks

    def risks(self, pack: str = "", first: str = "") -> tuple[KnownRisk, ...]:
        """Gives the risks of which nothing was said yet: those whose day has come first, the oldest day on top."""
        today = self.today
        open_ = self.open_risks()
        open_.sort(key=lambda found: (found[0].name != first, _soonest(found[1], today), found[0].name))
        risks = [risk for card, ids in open_[:_MOST_PAGES] for risk in self._risks_of(card, ids, pack)]
        return tuple(sorted(risks, key=lambda risk: (not risk.ref.startswith(f"{first}#"), _when(risk.date, today))))

    def open_risks(self) -> list[tuple[Card, dict[str, date | None]]]:
        """Gives the pages with risks of which nothing was said yet, each with those risks and their days."""
        pages = self._reading.ahead()
        done = frozenset(ref for _card, ahead in pages for ref in ahead.done)
        open_ = [(card, _open(card, ahead, done)) for card, ahead in pages]
        return [(card, ids) for card, ids in open_ if ids]

    def _risks_of(self, card: Card, ids: dict[str, date | None], pack: str) -> Iterator[KnownRisk]:
        entry = self._entry(card.name)
        for answer in entry.answers if entry else ():
            for row in rows_of(answer.value) if isinstance(answer.form, RisksForm) else ():
                if entry and row.get("id") in ids:
                    ref, step = f"{card.name}#{row['id']}", answer.key if entry.pack == pack else ""
                    yield KnownRisk(ref, str(row["text"]), entry.created.date(), ids[str(row["id"])], step)

    def _entry(self, name: str) -> Entry | None:
        try:
            return trusted(self._reading.page(name))
        except NotFound:  # it went away since it was listed
            return None

    # -------------------------------------------------------------- aliases

    def aliases(self) -> tuple[Alias, ...]:
        """Gives the aliases, the one written about last first, each with what was meant to be tried next time."""
        latest: dict[str, str] = {}
        for card, ahead in self._reading.ahead():
            if ahead.intends and card.about:
                latest.setdefault(fold(card.about), card.name)
        names = {fold(name): name for name in reversed(self._reading.aliases())}
        ordered = reversed([*names.items()])
        return tuple(Alias(name, self._intention(latest.get(key))) for key, name in ordered)

    def _intention(self, page: str | None) -> str:
        entry = self._entry(page) if page else None
        if entry is None:
            return ""
        meant = [(answer, still_meant(answer)) for answer in entry.answers if answer.tag == "intention"]
        return " ".join(answer.form.short(value, entry.lang) for answer, value in meant if value is not None)

    # -------------------------------------------------------------- packs

    def asks(self, pack: str, ask: str) -> tuple[str, ...]:
        """Gives what a question is in every language of its pack as that is now; `ask` alone if it is not in it."""
        from kwetsbaar.journal.packs import Packs
        from kwetsbaar.journal.preferences import Preferences

        try:
            steps = Packs(self._places, Preferences.load(self._places).packs).get(pack).steps
        except KwetsbaarError:  # it is not there any more, or cannot be walked
            return (ask,)
        templates = [tuple(said.texts.values()) for step in steps if (said := step.ask or step.say)]
        return next((texts for texts in templates if ask in texts), (ask,))

    def _packs(self, pack: Pack) -> tuple[KnownPack, ...]:
        """Gives the packs that its `next` steps name, as far as they are there."""
        from kwetsbaar.journal.packs import Packs

        return Packs.of(self._places).onward(pack)


def needs_pages(pack: Pack) -> bool:
    """Tells whether the questions of `pack` can only be checked with the pages at hand."""
    return any(step.kind in _NEEDS for step in pack.steps)


def _open(card: Card, ahead: Ahead, done: frozenset[str]) -> dict[str, date | None]:
    return {id_: day for id_, day in ahead.risks if f"{card.name}#{id_}" not in done}


def _soonest(ids: dict[str, date | None], today: date) -> tuple[int, date]:
    return min(_when(day, today) for day in ids.values())


def _when(day: date | None, today: date) -> tuple[int, date]:
    """Gives what sorts days: those that have come, then those that will, then none."""
    return (2, today) if day is None else (int(day > today), day)
