"""Both languages are complete and equal, and a message can be said in either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import catalog
import pytest
from babel.messages.catalog import Catalog

from kwetsbaar import i18n
from kwetsbaar.i18n import enumerate_words, msg, plural

FIELD = re.compile(r"\{\w*[^}]*\}")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.fixture(scope="module")
def said() -> Catalog:
    return catalog.extracted()


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    return catalog.dutch()


def strings(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value or ""] if isinstance(value, str | None) else list(value)


def test_every_text_has_its_dutch(said: Catalog, dutch: Catalog) -> None:
    missing = [m.id for m in said if m.id and not ((found := dutch.get(m.id)) and all(strings(found.string)))]
    assert not missing
    assert len(list(said)) > 50


def test_no_dutch_is_left_over(said: Catalog, dutch: Catalog) -> None:
    assert not [message.id for message in dutch if message.id and said.get(message.id) is None]


def test_both_languages_fill_in_the_same(dutch: Catalog) -> None:
    for message in dutch:
        fields = {frozenset(FIELD.findall(text.replace("{{", ""))) for text in strings(message.id)}
        for text in strings(message.string):
            assert frozenset(FIELD.findall(text.replace("{{", ""))) in fields, message.id


def test_the_program_reads_what_the_catalogue_says(dutch: Catalog) -> None:
    catalog.compiled()
    i18n._catalogue.cache_clear()
    for message in dutch:
        if isinstance(message.id, str) and message.id:
            assert i18n._catalogue("nl").gettext(message.id) == message.string


def test_a_message_is_said_in_either_language() -> None:
    both = msg("{first} and {last}", first=plural("{n} item", "{n} items", 2), last="{first}")
    assert both.in_language("en") == "2 items and {first}"
    i18n.set_language("nl")
    assert enumerate_words(["a", "b", "c"]) == "a, b en c"
    assert enumerate_words(["a", "b"], "en") == "a and b"
    assert enumerate_words([]) == ""


def test_days_and_numbers_are_written_as_people_do() -> None:
    day = date(2026, 3, 1)
    assert (i18n.day(day, "nl"), i18n.day(day, "en")) == ("1 mrt 2026", "1 Mar 2026")
    assert i18n.long_day(date(2026, 11, 22), "nl") == "zondag 22 november"
    assert i18n.short_day(day, "en") == "1 Mar"
    assert i18n.moment(datetime(2026, 3, 1, 20, 5, tzinfo=UTC), "nl") == "1 mrt 2026, 20:05"
    assert (i18n.number(1234.5, "nl"), i18n.number(1234.5, "en")) == ("1.234,5", "1,234.5")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"KWETSBAAR_LANG": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "C"}, "en"),
        ({"LC_ALL": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_proposes_a_language(environment: dict[str, str], language: str) -> None:
    assert i18n.preferred(environment) == language


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
