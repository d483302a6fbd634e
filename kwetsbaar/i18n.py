"""Speaks Dutch and English: messages as values, dates and numbers as people write them.

English stands in the code, as is gettext's custom; Dutch stands in `locale/nl`. A `Message` is a text that has not
chosen its language yet: errors and pack problems travel as messages, and only a face turns them into a string. Babel
does dates and numbers and is imported on first use, since it is slow to load.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime

LANGUAGES: Final = ("nl", "en")
"""The languages of the interface, Dutch first."""

LOCALE: Final = Path(__file__).parent / "locale"
"""Where the catalogues lie."""


class _Current:
    """The language of this process. The one piece of state here; a face sets it before it builds anything."""

    language = "en"


def set_language(language: str) -> None:
    """Makes `language` ("nl" or "en") the language of the interface; another one is a `ValueError`."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _Current.language = language


def language() -> str:
    """Gives the language of the interface, "nl" or "en"."""
    return _Current.language


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """Gives the language that the environment asks for: `KWETSBAAR_LANG`, else the locale; English if it is neither."""
    for name in ("KWETSBAAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = environment.get(name, "")
        if wanted:
            code = wanted.replace("-", "_").split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("kwetsbaar", LOCALE, [language], fallback=True)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that can still be said in either language."""

    text: str
    """The English text, the catalogue's key, with its values as `{name}`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What goes in the braces. A value that is a message itself is said in the same language."""
    many: str | None = None
    """The English plural, if the text counts something; `values["n"]` is the count."""

    def in_language(self, language: str) -> str:
        """Gives the sentence in `language`, "nl" or "en"."""
        catalogue = _catalogue(language)
        if self.many is None:
            template = catalogue.gettext(self.text)
        else:
            template = catalogue.ngettext(self.text, self.many, int(str(self.values["n"])))
        said = {
            name: value.in_language(language) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return template.format(**said) if said else template.replace("{{", "{").replace("}}", "}")

    def __str__(self) -> str:
        return self.in_language(_Current.language)


def msg(text: str, /, **values: object) -> Message:
    """Gives a message; `text` is English and a key of the catalogue."""
    return Message(text, values)


def plural(one: str, many: str, n: int, /, **values: object) -> Message:
    """Gives a message that counts: `one` when `n` is 1, else `many`; both may hold `{n}`."""
    return Message(one, {**values, "n": n}, many)


def _(text: str, /, **values: object) -> str:
    """Says `text` at once, in the language of the interface."""
    return str(Message(text, values))


# ------------------------------------------------------------------ dates and numbers


def long_day(day: date, language: str | None = None) -> str:
    """Gives a day in words: "zondag 22 november", "Sunday 22 November" (no year)."""
    return _dated(day, "EEEE d MMMM", _region(language))


def day(day: date, language: str | None = None) -> str:
    """Gives a day with its year: "22 nov 2026"."""
    return _dated(day, "d MMM y", _region(language)).replace(".", "")


def full_day(day: date, language: str | None = None) -> str:
    """Gives a day in words with its year: "zondag 22 november 2026"."""
    return f"{long_day(day, language)} {day.year}"


def short_day(day: date, language: str | None = None) -> str:
    """Gives a day without its year: "22 nov"."""
    return _dated(day, "d MMM", _region(language)).replace(".", "")


def moment(when: datetime, language: str | None = None) -> str:
    """Gives a day and a time: "22 nov 2026, 20:33", in the offset that `when` carries."""
    return f"{day(when, language)}, {when:%H:%M}"


def number(value: float, language: str | None = None) -> str:
    """Gives a number with the language's own separators: "1.234,5" or "1,234.5"."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_region(language))


def enumerate_words(words: list[str], language: str | None = None) -> str:
    """Gives "a", "a en b" or "a, b en c", with the language's own word for and."""
    *first, last = words or [""]
    if not first:
        return last
    joined = msg("{first} and {last}", first=", ".join(first), last=last)
    return joined.in_language(language or _Current.language)


@lru_cache(maxsize=4096)
def _dated(day: date, pattern: str, region: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=region)


def _region(language: str | None) -> str:
    return {"nl": "nl_NL", "en": "en_GB"}[language or _Current.language]
