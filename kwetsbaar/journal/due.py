"""What lies ready: risks whose day has come, and questions that a person wanted to be asked again.

The list of pages knows the days, so that nothing is decrypted before it is opened. Putting off is a new revision of
the page that holds it; looking back is a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from kwetsbaar.core import again as asking
from kwetsbaar.core import ahead, days, packfile
from kwetsbaar.errors import Damaged, KwetsbaarError
from kwetsbaar.i18n import msg
from kwetsbaar.journal.reading import trusted
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from kwetsbaar.core.draft import Draft
    from kwetsbaar.core.pack import Pack
    from kwetsbaar.journal.knowing import Knowing
    from kwetsbaar.journal.packs import Packs
    from kwetsbaar.journal.page import Card, Page
    from kwetsbaar.journal.reading import Reading
    from kwetsbaar.journal.writing import Writing


class What(Enum):
    """What can lie ready."""

    RISKS = "risks"
    """Risks to look back on."""
    QUESTION = "question"
    """A question to be asked again."""
    PAGE = "page"
    """A page to be read again."""


@dataclass(frozen=True)
class Due:
    """One thing that lies ready. It holds nothing of what was written but the page's title."""

    what: What
    name: str
    """The page that holds it."""
    title: str = field(repr=False)
    """What that page is called."""
    written: date
    """The day on which that page was kept."""
    date: date
    """The day that was chosen; of risks the first."""
    keys: tuple[str, ...] = ()
    """Of risks their ids, of a question the key of its step."""


class Dues:
    """Finds what lies ready, and opens it or puts it off. Every method may be called from a worker thread."""

    def __init__(self, reading: Reading, writing: Writing, knowing: Knowing, clock: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._knowing = knowing
        self._clock = clock

    def ready(self) -> list[Due]:
        """Gives what lies ready today, what was chosen for the earliest day first. The pages must have been read."""
        today = self._clock().date()
        pages = self._reading.ahead()
        done = frozenset(ref for _card, found in pages for ref in found.done)
        return sorted(
            [*self._risks(today), *_questions(pages, done, today)],
            key=lambda due: (due.date, due.name, due.what.value, due.keys),
        )

    def _risks(self, today: date) -> list[Due]:
        found = []
        for card, ids in self._knowing.open_risks():
            come = {id_: day for id_, day in ids.items() if day is not None and day <= today}
            if come and card.created:
                found.append(_due(What.RISKS, card, min(come.values()), tuple(come)))
        return found

    # -------------------------------------------------------------- opening

    def begin(self, due: Due, packs: Packs, language: str) -> Draft:
        """Starts looking back on risks, or asks a question again; raises `Damaged` if that cannot be, `NotFound`.

        For a page to be read again there is nothing to begin.
        """
        if due.what is What.RISKS:
            pack = look_back_pack(packs)
            return self._writing.begin(pack, language, self._knowing.of(pack, due.name))
        entry = trusted(self._reading.page(due.name))
        again = asking.pack_of(entry, due.keys[0]) if entry and due.keys else None
        if entry is None or again is None:
            raise Damaged(msg("This question cannot be asked again by this version of kwetsbaar."))
        known = replace(
            self._knowing.of(again),
            again=f"{due.name}#{due.keys[0]}",
            theme=clean_line(entry.theme or ""),
            about=clean_line(entry.about or ""),
        )
        return self._writing.begin(again, language, known)

    def before(self, page: Page) -> tuple[Page, str] | None:
        """Gives the page on which a question was answered before that `page` asked again, and its key.

        None if there is none, or none any more that looking back may show.
        """
        for answer in page.entry.answers if page.entry else ():
            ref = answer.more.get(ahead.AGAIN)
            if isinstance(ref, str):
                name, _, key = ref.partition("#")
                return self._looked_back_on(name, key)
        return None

    def _looked_back_on(self, name: str, key: str) -> tuple[Page, str] | None:
        try:
            page = self._reading.page(name)
        except KwetsbaarError:  # it was deleted meanwhile
            return None
        entry = trusted(page)
        return (page, key) if entry and not entry.hidden else None

    # -------------------------------------------------------------- putting off

    def put_off(self, due: Due, span: str | None) -> Page:
        """Lets it come back after `span` ("1 week"), counted from today; None is never again.

        A new revision of its page. Raises `Damaged`, `NotSaved`, `Busy`, `NotFound`.
        """
        page = self._reading.page(due.name)
        entry = trusted(page)
        if entry is None:
            raise Damaged(msg("This page is another one than it was, and cannot be put off."))
        day = days.after(self._clock().date(), span) if span else None
        return self._writing.revise(page, ahead.put_off(entry, due.keys or ("",), day))


def _questions(pages: list[tuple[Card, ahead.Ahead]], done: frozenset[str], today: date) -> list[Due]:
    return [
        _due(What.QUESTION if key else What.PAGE, card, day, (key,) if key else ())
        for card, found in pages
        for key, day in found.again
        if day <= today and card.created and not (key and f"{card.name}#{key}" in done)
    ]


def _due(what: What, card: Card, day: date, keys: tuple[str, ...]) -> Due:
    written = card.created.date() if card.created else day
    return Due(what, card.name, card.title, written, day, keys)


_PLAIN_PACK = """
title.nl = "Is het gebeurd?"
title.en = "Did it happen?"
[[step]]
kind = "outcome"
ask.nl = "Eerder schreef je op waar je bang voor was. Hoe is het gelopen?"
ask.en = "Earlier you wrote down what you feared. How did it go?"
[[step]]
tag = "learning"
ask.nl = "Wat neem je hieruit mee, al is het klein?"
ask.en = "What do you take from this, however small?"
"""


def look_back_pack(packs: Packs) -> Pack:
    """Gives the pack for looking back: the one on the shelf, or a plain one if that is gone or asks something else."""
    try:
        pack = packs.get(asking.LOOK_BACK)
    except KwetsbaarError:
        pack = None
    if pack is not None and any(step.kind == "outcome" for step in pack.steps):
        return pack
    plain = packfile.read(_PLAIN_PACK.encode(), f"{asking.LOOK_BACK}.toml").pack
    if plain is None:
        raise Damaged(msg("This question cannot be asked again by this version of kwetsbaar."))
    return plain
