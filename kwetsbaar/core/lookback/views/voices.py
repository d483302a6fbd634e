"""The view `voices`: who speaks within, who speaks first, and what each guards and needs, in the person's own words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kwetsbaar.core.kinds.voices import PROTECTOR, ROLES, UNHEARD
from kwetsbaar.core.lookback.blocks import Bar, Bars, Heading, Item, Items, Say
from kwetsbaar.core.lookback.facts import rows_of, text_of
from kwetsbaar.core.lookback.names import same
from kwetsbaar.core.lookback.saying import times
from kwetsbaar.core.lookback.view import View
from kwetsbaar.i18n import day, msg, plural
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kwetsbaar.core.lookback.blocks import Block
    from kwetsbaar.core.lookback.facts import Plain
    from kwetsbaar.core.lookback.records import Asked, Record

MOST_VOICES: Final = 20
"""How many voices are drawn and listed."""

MOST_TEXTS: Final = 3
"""How many of what one voice guards or needs, those told last, stand with it."""

MOST_CENTRES: Final = 20
"""How many of the words of the centre, the newest, are listed."""


@dataclass(frozen=True)
class Spoken:
    """One time that a voice spoke."""

    name: str = field(repr=False)
    role: str
    """One of `ROLES`; empty for neither."""
    guards: str = field(repr=False)
    """Empty if it was not told."""
    needs: str = field(repr=False)
    """Empty if it was not told."""


@dataclass(frozen=True)
class Time:
    """One time that voices spoke, in their order, and the centre."""

    page: str
    day: date
    voices: tuple[Spoken, ...] = field(repr=False)
    centre: str = field(repr=False)
    """What the centre said; empty if nothing."""


@dataclass(frozen=True)
class Voice:
    """One voice, whatever the capitals and accents of its name."""

    name: str = field(repr=False)
    """As the person wrote it last."""
    times: int
    """How many times it spoke; `roles` counts each of them once."""
    first: int
    """How many times it was the first."""
    roles: Mapping[str, int]
    """How many times it had which role; "" counts those of neither."""
    guards: tuple[str, ...] = field(repr=False)
    """What it guards, each once, the newest first."""
    needs: tuple[str, ...] = field(repr=False)
    """What it needs, each once, the newest first."""
    day: date
    """When it spoke last."""
    page: str
    """The page on which it spoke last."""


@dataclass(frozen=True)
class Figures:
    """Who speaks."""

    times: tuple[Time, ...] = field(repr=False)
    """The newest first."""
    voices: tuple[Voice, ...] = field(repr=False)
    """Who spoke most first, and of those who spoke as often the one who spoke last."""

    @property
    def answered(self) -> int:
        """How many times the centre answered."""
        return sum(bool(time.centre) for time in self.times)


def look(records: Sequence[Record], asked: Asked) -> Figures:
    """Counts."""
    found = tuple(time for record in asked.of(records) for time in _times(record))
    spoke: dict[str, list[Time]] = {}
    for time in found:
        for name in dict.fromkeys(_key(voice) for voice in time.voices):
            spoke.setdefault(name, []).append(time)
    voices = [_voice(name, of_it) for name, of_it in spoke.items()]
    return Figures(found, tuple(sorted(voices, key=lambda voice: -voice.times)))


def _times(record: Record) -> Iterator[Time]:
    for fact in record.facts:
        if fact.kind == "voices" and isinstance(fact.value, dict):
            rows = [_spoken(row) for row in rows_of(fact.value.get("voices"))]
            voices = tuple(voice for voice in rows if voice.name)
            centre = text_of(fact.value, "centre")
            if voices or centre:
                yield Time(record.name, record.day, voices, centre)


def _spoken(row: Mapping[str, Plain]) -> Spoken:
    role = text_of(row, "role")
    return Spoken(
        name=text_of(row, "name"),
        role=role if role in ROLES else "",
        guards=text_of(row, "guards"),
        needs=text_of(row, "needs"),
    )


def _key(voice: Spoken) -> str:
    return same(voice.name)


def _voice(key: str, found: Sequence[Time]) -> Voice:
    """Gives one voice out of the times that it spoke, newest first. Twice at one time is once, in its first role."""
    heard = [[voice for voice in time.voices if _key(voice) == key] for time in found]
    roles = Counter(voices[0].role for voices in heard)
    return Voice(
        name=heard[0][0].name,
        times=len(found),
        first=sum(_key(time.voices[0]) == key for time in found),
        roles={role: roles[role] for role in (*ROLES, "")},
        guards=_each_once(voice.guards for voices in heard for voice in voices),
        needs=_each_once(voice.needs for voices in heard for voice in voices),
        day=found[0].day,
        page=found[0].page,
    )


def _each_once(texts: Iterator[str]) -> tuple[str, ...]:
    """Gives texts as they were written last, each once whatever its capitals."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(same(text), text)
    return tuple(found.values())


# ------------------------------------------------------------------ as data


def data(figures: Figures) -> dict[str, Plain]:
    """Gives the counts, every voice, and every time in its order."""
    return {
        "times": len(figures.times),
        "centre_answered": figures.answered,
        "voices": [_voice_data(voice) for voice in figures.voices],
        "in_order": [
            {
                "page": time.page,
                "written": time.day.isoformat(),
                "voices": [voice.name for voice in time.voices],
                "centre": time.centre or None,
            }
            for time in figures.times
        ],
    }


def _voice_data(voice: Voice) -> Plain:
    return {
        "name": voice.name,
        "times": voice.times,
        "first": voice.first,
        "roles": {role or "none": count for role, count in voice.roles.items()},
        "guards": [*voice.guards],
        "needs": [*voice.needs],
        "last": voice.day.isoformat(),
        "page": voice.page,
    }


# ------------------------------------------------------------------ as it is shown


def shown(figures: Figures, language: str) -> tuple[Block, ...]:
    """Gives the sentence, who spoke as bars, what each guards and needs, and what the centre said."""
    if not figures.times:
        return (Say(_NOTHING.in_language(language)),)
    return (
        Say(sentence(figures, language)),
        *_bars(figures, language),
        *_voices(figures, language),
        *_centre(figures, language),
    )


_NOTHING: Final = msg("Here you will see who speaks within you. ‘Every side gets a say’ gives each of them the floor.")


def sentence(figures: Figures, language: str) -> str:
    """Gives the figures in plain words; they add up."""
    spoke = plural("You let your voices speak once", "You let your voices speak {n} times", len(figures.times))
    voices = plural("there was {n} voice", "there were {n} different voices", len(figures.voices))
    told = msg("{spoke}; {voices}.", spoke=spoke, voices=voices).in_language(language)
    if not figures.answered:
        return told
    centre = plural("The centre answered once.", "The centre answered {n} times.", figures.answered)
    return f"{told} {centre.in_language(language)}"


def _bars(figures: Figures, language: str) -> Iterator[Block]:
    """Gives who spoke how often and who began, and how many others there are."""
    if not figures.voices:
        return
    yield Heading(msg("Who spoke").in_language(language))
    drawn = figures.voices[:MOST_VOICES]
    yield Bars(tuple(Bar(voice.name, voice.times, said=_first(voice, language)) for voice in drawn))
    rest = [voice.times for voice in figures.voices[MOST_VOICES:]]
    if rest:
        said = times(sum(rest))
        others = plural("And {n} other voice, {times}.", "And {n} other voices, {times}.", len(rest), times=said)
        yield Say(others.in_language(language), quiet=True)


def _first(voice: Voice, language: str) -> str:
    said = plural("first once", "first {n} times", voice.first)
    return said.in_language(language) if voice.first else ""


def _voices(figures: Figures, language: str) -> Iterator[Block]:
    """Gives what was told of each voice; one of which only the name is known has its bar already."""
    items = [_item(voice, tail, language) for voice in figures.voices[:MOST_VOICES] if (tail := _tail(voice, language))]
    if items:
        yield Heading(msg("What they guard and need").in_language(language))
        yield Items(tuple(items))


def _item(voice: Voice, tail: str, language: str) -> Item:
    return Item(day(voice.day, language), voice.name, tail, page=voice.page)


def _tail(voice: Voice, language: str) -> str:
    """Gives the roles that it had, what it guards and what it needs."""
    roles = (
        plural("once as a protector", "{n} times as a protector", voice.roles[PROTECTOR]),
        plural("once as a side hardly heard", "{n} times as a side hardly heard", voice.roles[UNHEARD]),
    )
    parts = [role for role in roles if role.values["n"]]
    if voice.guards:
        parts.append(msg("Guards: {what}", what="; ".join(voice.guards[:MOST_TEXTS])))
    if voice.needs:
        parts.append(msg("Needs: {what}", what="; ".join(voice.needs[:MOST_TEXTS])))
    return " · ".join(part.in_language(language) for part in parts)


def _centre(figures: Figures, language: str) -> Iterator[Block]:
    """Gives what the centre said."""
    said = [time for time in figures.times if time.centre]
    if said:
        yield Heading(msg("What you noticed from the centre").in_language(language))
        if len(said) > MOST_CENTRES:
            last = msg("The last {n}, of {all}.", n=MOST_CENTRES, all=len(said))
            yield Say(last.in_language(language), quiet=True)
        yield Items(
            tuple(
                Item(day(time.day, language), clean_line(time.centre), page=time.page) for time in said[:MOST_CENTRES]
            )
        )


VIEW: Final = View(
    name="voices",
    title=msg("Who speaks within you"),
    about=msg("which voices speak, and what they guard"),
    wants=frozenset({"voices"}),
    look=look,
    data=data,
    shown=shown,
)
"""The view."""
