"""The words for feelings: enough of them in both languages, one to one, and found while one types."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import feelingwords
from kwetsbaar.core.feelingwords import Feeling
from kwetsbaar.core.shapes import ALWAYS, ID
from kwetsbaar.text import fold

NL, EN = feelingwords.built_in("nl"), feelingwords.built_in("en")


def test_there_are_enough_words_and_each_has_one_id_in_both_languages() -> None:
    assert len(NL) >= 120
    assert [word.id for word in NL] == [word.id for word in EN]
    for words in (NL, EN):
        assert len({word.id for word in words}) == len({fold(word.label) for word in words}) == len(words)
    assert all(ID.fullmatch(word.id) and word.id not in ALWAYS for word in NL)
    assert all(
        dutch.also == (english.label,) and english.also == (dutch.label,) for dutch, english in zip(NL, EN, strict=True)
    )


def test_they_stand_by_family_and_shade() -> None:
    families = [family for family, _words in groupby(word.families for word in NL)]
    assert len(families) == len(set(families)) >= 10
    assert [family[::-1] for family in families] == [family for family, _words in groupby(w.families for w in EN)]
    shades = [(word.families, word.shade) for word in NL]
    assert len([shade for shade, _words in groupby(shades)]) == len(set(shades))


def found(words: tuple[Feeling, ...], typed: str) -> list[str]:
    return [word.label for word in feelingwords.found(words, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("boo", "boos"), ("geirr", "geïrriteerd"), ("GEÏRR", "geïrriteerd"), ("sad", "verdrietig"), ("gemis", "vol gemis"),
     ("zorg", "zorgzaam"), ("haat", "vol haat"), ("missing", "vol gemis"), ("fed u", "het zat")],
)  # fmt: skip
def test_a_word_is_found_while_one_types_in_either_language(typed: str, first: str) -> None:
    assert found(NL, typed)[0] == first


def test_a_family_gives_its_words_and_nothing_gives_all() -> None:
    assert {"boos", "woedend", "jaloers"} <= set(found(NL, "boosheid")) == set(found(NL, "anger"))
    assert [feelingwords.by_family(word, "boosheid") for word in feelingwords.found(NL, "boosheid")] == [True] * 21
    assert not feelingwords.by_family(NL[0], "geirr")
    assert found(NL, " ") == [word.label for word in NL]
    assert found(NL, "qqq") == []
    assert feelingwords.like(NL, "qqq") == []
    assert feelingwords.like(NL, "verdritig")[0].label == "verdrietig"


def test_a_list_of_a_thousand_words_is_searched_to_its_end() -> None:
    words = [Feeling(f"w{n}", f"woord {n}") for n in range(1000)]
    assert feelingwords.found(words, "woord 999") == [words[999]]
    assert words[999] in feelingwords.like(words, "word 999")


@given(st.text())
def test_whatever_is_typed_finds_or_finds_nothing(typed: str) -> None:
    assert len(feelingwords.found(NL, typed)) <= len(NL)
    assert len(feelingwords.like(NL, typed)) <= 3
    exact = feelingwords.named(NL, typed)
    assert exact is None or exact in feelingwords.found(NL, typed) or exact.id == typed
