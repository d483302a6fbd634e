"""Makes thousands of pages as an index keeps them, with figures that are known while they are made.

The answers have their real shapes, so that what an index keeps of them is what it keeps of a person's own pages.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from kwetsbaar.core import feelingwords
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.choice import ChoiceForm, Choosable
from kwetsbaar.core.kinds.feelings import FeelingsForm
from kwetsbaar.core.kinds.letgo import LetgoForm
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.outcome import OutcomeForm
from kwetsbaar.core.kinds.revisit import RevisitForm
from kwetsbaar.core.kinds.risks import RisksForm
from kwetsbaar.core.kinds.scale import ScaleForm
from kwetsbaar.core.kinds.voices import VoicesForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.lookback import facts
from kwetsbaar.storage.index import Row
from kwetsbaar.storage.places import new_id

if TYPE_CHECKING:
    from kwetsbaar.core.toml import Toml

TODAY: Final = date(2026, 11, 22)
"""The day on which they are looked back on."""

_WORDS: Final = ("werk", "geld", "alleen", "stilte", "mijn plek", "het huis", "een gesprek", "ziek worden", "niemand")
_CLIENTS: Final = ("Wilg", "Eik", "de eerste stoel", "Linde")
_HAPPENED: Final = ("yes", "partly", "no", "unclear")
_VOICES: Final = ("De strenge", "De bange", "De grapjas", "De zorger")
_RISKS: Final = 3
"""On each page that has any."""


@dataclass
class Known:
    """The figures of the risks, counted while they are made."""

    written: int = 0
    came: Counter[str] = field(default_factory=Counter)
    """By what happened."""
    harder: int = 0
    lighter: int = 0
    as_thought: int = 0

    @property
    def looked_back(self) -> int:
        """On how many was looked back."""
        return self.came.total()


@dataclass
class Many:
    """So many pages, the oldest first; the same in every run but for their ids."""

    count: int
    known: Known = field(default_factory=Known)
    _random: random.Random = field(default_factory=lambda: random.Random(6))  # noqa: S311 - nothing secret
    _open: list[tuple[str, int]] = field(default_factory=list)
    """Risks that were not looked back on yet, each with how well it was thought to be handled."""

    def rows(self) -> Iterator[Row]:
        """Gives the rows."""
        end = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=UTC)
        makers = (self._risks, self._outcomes, self._feelings, self._farewell, self._session)
        for number in range(self.count):
            id_, when = new_id(), end - timedelta(hours=5 * (self.count - number))
            yield _row(makers[number % len(makers)](id_, when))

    def _text(self) -> str:
        return " ".join(self._random.choices(_WORDS, k=self._random.randint(2, 8)))

    def _risks(self, id_: str, when: datetime) -> Entry:
        """Gives a page about a step that one dares or not."""
        rows: list[Toml] = []
        for number in range(1, _RISKS + 1):
            handle = self._random.randint(0, 10)
            chance = self._random.randint(0, 100)
            self._open.append((f"{id_}#r{number}", handle))
            rows.append({"id": f"r{number}", "text": self._text(), "chance": chance, "handle": handle})
        self.known.written += _RISKS
        options = tuple(Choosable(id_, id_) for id_ in ("yes", "no", "not_yet"))
        return _entry(
            id_,
            when,
            "kan-ik-het-aan",
            Answer("fears", "risks", "Wat vrees je?", RisksForm(), rows),
            _chosen("can_i", self._random.choice(("yes", "no", "not_yet")), options, measure="key_question"),
            Answer("leaning", "list", "Wat helpt?", ListForm(), [self._text(), self._text()], tag="resource"),
            Answer("steps", "list", "Welke stap?", ListForm(), [self._text()], tag="courage"),
            Answer("when", "revisit", "Wanneer weer?", RevisitForm(about="can_i"), when.date() + timedelta(30)),
            theme=self._random.choice(_WORDS),
        )

    def _outcomes(self, id_: str, when: datetime) -> Entry:
        """Gives a page that looks back on some of the risks before it."""
        rows: list[Toml] = []
        for _ in range(self._random.randint(1, _RISKS)):
            ref, handle = self._open.pop(self._random.randrange(len(self._open)))
            happened = self._random.choice(_HAPPENED)
            self.known.came[happened] += 1
            row: dict[str, Toml] = {"risk": ref, "happened": happened}
            if happened in {"yes", "partly"}:
                row["coped"] = coped = self._random.randint(0, 10)
                self.known.harder += coped < handle
                self.known.lighter += coped > handle
                self.known.as_thought += coped == handle
            rows.append(row)
        answer = Answer("back", "outcome", "Hoe liep het?", OutcomeForm(), rows)
        return _entry(id_, when, "is-het-gebeurd", answer, _written("learned", self._text(), "learning"))

    def _feelings(self, id_: str, when: datetime) -> Entry:
        words = self._random.choices([feeling.id for feeling in feelingwords.built_in("nl")], k=4)
        felt: list[Toml] = [{"word": word, "intensity": self._random.randint(0, 10)} for word in words]
        voices: list[Toml] = [
            {"name": name, "role": "protector", "says": self._text(), "guards": self._text()}
            for name in self._random.sample(_VOICES, k=3)
        ]
        return _entry(
            id_,
            when,
            "weer-vanbinnen",
            Answer("passed", "feelings", "Wat kwam voorbij?", FeelingsForm(intensity=True), felt),
            Answer("inner", "voices", "Wie spreekt?", VoicesForm(), {"voices": voices, "centre": self._text()}),
        )

    def _farewell(self, id_: str, when: datetime) -> Entry:
        status = self._random.choice(("let_go", "take_along", "not_yet"))
        rows: list[Toml] = [{"item": self._text(), "thanks": self._text(), "status": status}]
        return _entry(
            id_,
            when,
            "afscheid-van-werk",
            Answer("lost", "list", "Wat verloor je?", ListForm(), [self._text()], tag="loss"),
            Answer("goodbye", "letgo", "Wat laat je los?", LetgoForm(), rows),
        )

    def _session(self, id_: str, when: datetime) -> Entry:
        """Gives a page of a coach."""
        options = tuple(Choosable(name, name) for name in ("fixing", "pleasing", "hurrying"))
        measures = ("presence", "openness_method", "openness_self")
        return _entry(
            id_,
            when,
            "na-de-sessie",
            *(
                Answer(name, "scale", f"{name}?", ScaleForm(), self._random.randint(0, 10), measure=name)
                for name in measures
            ),
            _chosen("pulls", self._random.choice(options).id, options, tag="pull"),
            _written("learned", self._text(), "learning"),
            _written("try", self._text(), "intention"),
            _written("to_ask", self._text(), "supervision"),
            about=self._random.choice(_CLIENTS),
        )


def _chosen(key: str, option: str, options: tuple[Choosable, ...], **more: str) -> Answer:
    return Answer(key, "choice", f"{key}?", ChoiceForm(options), option, **more)  # type: ignore[arg-type] # its names


def _written(key: str, text: str, tag: str) -> Answer:
    return Answer(key, "write", f"{key}?", WriteForm(), text, tag=tag)


def _entry(id_: str, when: datetime, pack: str, *answers: Answer, theme: str = "", about: str = "") -> Entry:
    return Entry(
        id=id_,
        rev=1,
        created=when,
        changed=when,
        title=pack,
        lang="nl",
        pack=pack,
        pack_sha256="",
        answers=answers,
        theme=theme or None,
        about=about or None,
        tags=("demo",),
    )


def _row(entry: Entry) -> Row:
    when = entry.created.isoformat()
    return Row(
        id=entry.id,
        created=when,
        changed=when,
        title=entry.title,
        theme=entry.theme or "",
        pack=entry.pack,
        about=entry.about or "",
        tags=entry.tags,
        lang=entry.lang,
        words="",
        state="ok",
        rev=1,
        facts=facts.packed(entry),
    )
