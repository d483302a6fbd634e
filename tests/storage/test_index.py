from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.core.query import Where
from kwetsbaar.storage.index import DatabaseError, Index, InterruptedQuery, Row

BASE = Row(
    id="a",
    created="2026-01-01T12:00:00+01:00",
    changed="2026-01-02T12:00:00+01:00",
    title="A title",
    theme="mist",
    pack="mist.start",
    about="",
    tags=("one", "two"),
    lang="nl",
    words="",
    state="ok",
    rev=1,
)


def row(id_: str, words: str, created: str = BASE.created) -> Row:
    return replace(BASE, id=id_, words=words, created=created)


def filled(*texts: str) -> Index:
    """Gives an index with texts of one day after another, called 0, 1, 2 and so on."""
    index = Index()
    index.put_many([row(str(n), text, f"2026-01-{n + 1:02}T12:00:00+00:00") for n, text in enumerate(texts)])
    return index


class TestSearching:
    TEXTS = ("ik was bang voor de vergadering", "bang zijn mag", "de Vergadering ging wél goed", "een café")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("bang", "10"),
            ("BANG", "10"),
            ("vergadering", "20"),
            ("bang vergadering", "0"),
            ("vergadering bang", "0"),
            ('"bang voor"', "0"),
            ('"voor bang"', ""),
            ('"bang voor', "0"),
            ("wel", "2"),
            ("cafe", "3"),
            ("café", "3"),
            ("cafe\u0301", "3"),
            ("verg", ""),
            ("verg*", "20"),
            ("verg* bang", "0"),
            ('"de verg"*', ""),
            ('"de verg*"', "20"),
            ("", ""),
            ("   ", ""),
            ('"', ""),
            ("* - ^ : ( )", ""),
            ("bang -", "10"),
            ("-bang", "10"),
            ("words:bang", ""),
            ("bang OR cafe", ""),
            ("NOT", ""),
        ],
    )
    def test_whole_words(self, query: str, found: str) -> None:
        assert "".join(filled(*self.TEXTS).search(query, 10)) == found

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("b", "10"),
            ("v", "20"),
            ("de verg", "20"),
            ("ban mag", ""),
            ("verg ", ""),
            ('"bang vo', "0"),
            ('"bang vo"', ""),
        ],
    )
    def test_while_typing_the_last_word_may_go_on(self, query: str, found: str) -> None:
        assert "".join(filled(*self.TEXTS).search(query, 10, prefix=True)) == found

    def test_newest_first_and_no_more_than_asked(self) -> None:
        index = Index()
        moments = {
            "c": "2026-01-01T12:00:00+02:00",
            "b": "2026-01-01T11:00:00+00:00",
            "a": "2026-01-01T12:00:00+00:00",
            "e": "1969-01-01T12:00:00+00:00",
            "d": "never",
        }
        index.put_many([row(id_, "mist", created) for id_, created in moments.items()])
        assert index.search("mist", 10) == ["a", "b", "c", "d", "e"]
        assert index.search("mist", 2) == ["a", "b"]
        assert [card.id for card in index.cards()] == ["a", "b", "c", "d", "e"]

    @pytest.mark.parametrize(
        ("where", "found"),
        [
            (Where(tags=("werk",)), "20"),
            (Where(tags=("werk", "groot werk")), "2"),
            (Where(tags=("wer",)), ""),
            (Where(tags=("wer*",)), "20"),
            (Where(tags=("niets",)), ""),
            (Where(about=("wilg",)), "1"),
            (Where(about=("wilg", "b*")), "21"),
            (Where(packs=("drie",)), "20"),
            (Where(packs=("drie",), about=("berk",)), "2"),
            (Where(since=date(2026, 1, 2)), "21"),
            (Where(until=date(2026, 1, 2)), "10"),
            (Where(since=date(2026, 1, 2), until=date(2026, 1, 2)), "1"),
            (Where(tags=("werk",), since=date(2026, 1, 2)), "2"),
            (Where(tags=("a" * 9999, *map(str, range(999)))), ""),
            (Where(since=date.max), ""),
            (Where(until=date.min), ""),
        ],
    )
    def test_filters(self, where: Where, found: str) -> None:
        index = Index()
        index.put_many(
            [
                replace(row("0", "bang mist", "2026-01-01T23:30:00-11:00"), tags=("Wérk",), pack="drie"),
                replace(row("1", "bang", "2026-01-02T00:30:00+13:00"), about="Wilg", tags=(), pack="vrij"),
                replace(
                    row("2", "mist", "2026-01-03T00:00:00+00:00"),
                    about="berk",
                    tags=("werk", "groot  Werk"),
                    pack="drie",
                ),
                replace(row("9", "", ""), tags=(), pack="", state="damaged"),
            ]
        )
        assert "".join(sorted(index.search("", 10, where=where), reverse=True)) == "".join(sorted(found, reverse=True))
        for words in ("bang", "mis*"):
            both = set(index.search(words, 10)) & set(found)
            assert set(index.search(words, 10, where=where)) == both
        assert index.search("wilg", 10) == index.search("werk", 10) == []

    def test_filters_follow_a_change(self) -> None:
        index = Index()
        index.put(replace(BASE, tags=("oud",)))
        index.put(replace(BASE, tags=("nieuw",)))
        assert index.search("", 10, where=Where(tags=("oud",))) == []
        assert index.search("", 10, where=Where(tags=("nieuw",))) == ["a"]

    @given(
        st.builds(
            Where,
            tags=st.lists(st.text(max_size=5), max_size=3).map(tuple),
            about=st.lists(st.text(max_size=5), max_size=3).map(tuple),
            since=st.none() | st.dates(),
            until=st.none() | st.dates(),
        ),
        st.text(max_size=9),
    )
    def test_no_filter_is_wrong(self, where: Where, words: str) -> None:
        shared.search(words, 10, where=where)

    @given(query=st.text(max_size=30), prefix=st.booleans())
    def test_no_query_is_wrong(self, query: str, prefix: bool) -> None:
        shared.search(query, 10, prefix=prefix)

    @given(
        st.lists(st.sampled_from(['"', "AND", "OR", "NOT", "NEAR(", "*", "-", ":", "^", "(", ")", "{", "+", "a", " "]))
    )
    def test_no_query_of_operators_is_wrong(self, parts: list[str]) -> None:
        shared.search("".join(parts), 10)
        shared.search(" ".join(parts), 10, prefix=True)

    @pytest.mark.parametrize(
        "query", ["\0", "a\0b", "\ud800", "a" * 100_000, "a " * 100_000, '"' * 10_001, "\x1b[2J", "a\tb"]
    )
    def test_queries_meant_badly(self, query: str) -> None:
        shared.search(query, 10, prefix=True)

    @given(st.text(alphabet=st.characters(categories=["L", "N", "M"], max_codepoint=0x24F), min_size=1, max_size=20))
    @settings(max_examples=50)
    def test_what_is_in_is_found(self, word: str) -> None:
        index = filled(f"before {word} after")
        if any(letter.isalnum() for letter in word):
            assert index.search(word, 1) == ["0"]
            assert index.search(f"before {word} after", 1) == ["0"]


shared = filled("a first text", "a second AND third")


class TestChanging:
    def test_an_entry_that_changed(self) -> None:
        index = filled("old words", "others")
        index.put(replace(row("0", "new words", "2026-01-01T12:00:00+00:00"), rev=2, title="New"))
        assert index.search("old", 10) == []
        assert index.search("words", 10) == ["0"]
        card = index.card("0")
        assert card is not None
        assert (card.rev, card.title, index.count()) == (2, "New", 2)

    def test_an_entry_whose_moment_changed(self) -> None:
        index = filled("one", "two")
        index.put(row("0", "one", "2026-02-01T12:00:00+00:00"))
        assert [card.id for card in index.cards()] == ["0", "1"]

    def test_many_changes_of_many_entries_of_one_second(self) -> None:
        index = Index()
        for turn in range(30):
            index.put_many([row(str(n), f"word{turn}") for n in range(20)])
        assert len(index.search("word29", 100)) == 20
        assert index.search("word28", 100) == []
        index.tidy()
        assert len(index.search("word29", 100)) == 20

    def test_removing(self) -> None:
        index = filled("one", "two")
        index.remove("0")
        index.remove("0")
        assert index.search("one", 10) == []
        assert [card.id for card in index.cards()] == ["1"]
        assert index.card("0") is None

    def test_the_same_id_twice_in_one_go(self) -> None:
        index = Index()
        index.put_many([row("a", "one"), row("a", "two")])
        assert (index.search("one", 10), index.search("two", 10)) == ([], ["a"])


class TestCards:
    def test_a_card_is_the_row_without_its_words(self) -> None:
        index = Index()
        index.put(replace(BASE, words="secret"))
        assert index.cards() == [BASE.card]
        assert "secret" not in repr(BASE) + repr(BASE.card) + repr(replace(BASE, words="secret"))

    def test_a_part_of_them(self) -> None:
        index = filled(*"abcdef")
        assert [card.id for card in index.cards(2)] == ["5", "4"]
        assert [card.id for card in index.cards(2, offset=3)] == ["2", "1"]

    def test_the_name_of_a_file_that_is_no_utf8(self) -> None:
        index = Index()
        index.put(row("x\udcff", "mist"))
        assert index.search("mist", 1) == ["x\udcff"]
        assert [card.id for card in index.cards()] == ["x\udcff"]

    @given(st.builds(lambda *tags: tags, st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.just("b")))
    def test_any_tags(self, tags: tuple[str, ...]) -> None:
        index = Index()
        index.put(replace(BASE, tags=tags))
        assert index.cards()[0].tags == tags


class TestThreads:
    def test_reading_and_writing_at_once(self) -> None:
        index = filled("mist")
        errors: list[BaseException] = []

        def search() -> None:
            try:
                for _ in range(200):
                    assert index.search("mist", 1000)
            except BaseException as error:  # noqa: BLE001  # handed to the test's own thread
                errors.append(error)

        threads = [threading.Thread(target=search) for _ in range(2)]
        for thread in threads:
            thread.start()
        for n in range(100):
            index.put(row(f"new{n}", "mist"))
        for thread in threads:
            thread.join()
        assert not errors
        assert index.count() == 101

    def test_after_closing(self) -> None:
        index = filled("mist")
        index.interrupt()
        assert index.search("mist", 1) == ["0"]
        index.close()
        index.interrupt()
        with pytest.raises(InterruptedQuery):
            index.search("mist", 1)
        with pytest.raises(DatabaseError):
            index.put(BASE)
