"""Which languages a pack is written in, and where one of them is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kwetsbaar.core.pack import Option, Text
from kwetsbaar.i18n import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kwetsbaar.core.packfile.problems import Problems
    from kwetsbaar.core.packfile.table import Table
    from kwetsbaar.core.toml import Toml

NAMES: Final = {"nl": msg("Dutch"), "en": msg("English")}
"""What the languages are called."""

Named = tuple[int, str, Text]
"""A text of the pack: the line to warn at, its name, the text."""


def first_language(tables: Iterable[Table]) -> str:
    """Gives the language in which a plain string of this file is written.

    That is the first language of the title; of a title without languages, the first language that stands anywhere in
    the file; in a file without any, Dutch.
    """
    tables = list(tables)
    title = (table.raw("title") for table in tables[:1])
    everything = (entry.raw for table in tables for entry in table.entries.values())
    return next((code for raw in (*title, *everything) for code in _spoken(raw)), LANGUAGES[0])


def _spoken(raw: Toml | None) -> Iterator[str]:
    if isinstance(raw, dict):
        yield from (code for code in raw if code in LANGUAGES)
    elif isinstance(raw, list):
        yield from (code for item in raw if isinstance(item, dict) for code in item if code in LANGUAGES)


def texts_of(line: int, values: Iterable[tuple[str, object]]) -> list[Named]:
    """Gives the texts among the values of a part, those of options too."""
    named: list[Named] = []
    for name, value in values:
        if isinstance(value, Text):
            named.append((line, name, value))
        elif isinstance(value, tuple):
            named.extend((line, name, option.label) for option in value if isinstance(option, Option))
    return named


def languages_of(texts: Iterable[Named], first: str) -> tuple[str, ...]:
    """Gives every language in which there is a text, the first one first."""
    spoken = {code for _line, _name, text in texts for code in text.texts}
    return (first, *(code for code in LANGUAGES if code in spoken and code != first))


def warn_of_gaps(texts: Iterable[Named], languages: tuple[str, ...], problems: Problems) -> None:
    """Warns of each place that lacks a language which the pack has elsewhere: once per line and language."""
    gaps: dict[tuple[int, str], list[str]] = {}
    for line, name, text in texts:
        for code in languages:
            if code not in text.texts:
                gaps.setdefault((line, code), []).append(name)
    for (line, code), names in gaps.items():
        listed = ", ".join(f"‘{name}’" for name in dict.fromkeys(names))
        problems.warn(line, msg("The {language} of {names} is missing.", language=NAMES[code], names=listed))
