"""What helps a person: their own list, each thing once, however often it came up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.lookback.blocks import Items, Say
from kwetsbaar.core.lookback.facts import Fact
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.views import resources
from kwetsbaar.core.query import Where
from kwetsbaar.text import fold
from tests.core.lookback.made import ASKED, IDS, TODAY, fact, journals, newest_first, record

A, B, C = IDS[:3]


def helps(*texts: str, **more: Any) -> Fact:
    return fact("list", [*texts], tag="resource", **more)


def figures(*records: Record, asked: Asked = ASKED) -> resources.Figures:
    return resources.look(newest_first(records), asked)


@pytest.mark.parametrize(
    ("texts", "en", "nl"),
    [
        (
            [["zus"]],
            "You wrote down 1 thing that helps you, or once did.",
            "Je schreef 1 ding op dat je helpt, of ooit hielp.",
        ),
        (
            [["zus", "tuin"], ["Zus."], ["geld"]],
            "You wrote down 3 things that help you, or once did. 1 of them came up more often.",
            "Je schreef 3 dingen op die je helpen, of ooit hielpen. 1 ervan kwam vaker terug.",
        ),
        (
            [["zus", "tuin"], ["Tuin", "ZUS!"]],
            "You wrote down 2 things that help you, or once did. 2 of them came up more often.",
            "Je schreef 2 dingen op die je helpen, of ooit hielpen. 2 ervan kwamen vaker terug.",
        ),
    ],
)
def test_the_sentence_says_the_figures(texts: list[list[str]], en: str, nl: str) -> None:
    found = figures(*(record(IDS[n], helps(*each), ago=n) for n, each in enumerate(texts)))
    assert (resources.sentence(found, "en"), resources.sentence(found, "nl")) == (en, nl)


def test_with_nothing_yet_it_says_what_would_fill_it() -> None:
    (said,) = resources.shown(figures(), "nl")
    assert isinstance(said, Say)
    assert said.text.startswith("Hier groeit een lijst van wat je helpt")


def test_what_was_written_last_comes_first_in_its_last_words() -> None:
    found = figures(
        record(A, helps("Mijn  züs", "tuin"), ago=400, lang="nl"),
        record(B, helps("sparen", "mijn zus."), ago=3, pack="deleted"),
        record(C, fact("write", "lopen\nlangs het water", tag="resource"), ago=30),
    )
    (_said, items) = resources.shown(found, "nl")
    assert isinstance(items, Items)
    assert [(item.text, item.tail, item.page) for item in items.items] == [
        ("sparen", "", B),
        ("mijn zus.", "op 2 bladzijden, voor het eerst op 18 okt 2025", B),
        ("lopen langs het water", "", C),
        ("tuin", "", A),
    ]


def test_twice_on_one_page_is_once() -> None:
    (one,) = figures(record(A, helps("zus", "Zus"), helps("ZUS"))).resources
    assert (one.text, one.pages) == ("zus", 1)


def test_options_are_told_by_their_labels() -> None:
    chosen = fact("choice", ["money", {"other": "mijn hond"}], tag="resource", labels={"money": "Geld"})
    assert [one.text for one in figures(record(A, chosen)).resources] == ["Geld", "mijn hond"]


def test_a_filter_says_which_pages() -> None:
    pages = [record(A, helps("zus"), about="Wilg"), record(B, helps("tuin"))]
    assert [one.text for one in figures(*pages, asked=Asked(TODAY, Where(about=("wilg",)))).resources] == ["zus"]


TEXTS = st.sampled_from(["zus", "Zus.", "de tuin", "DE TUIN", "geld", "…", ""])


def facts(_name: str) -> st.SearchStrategy[list[Fact]]:
    lists = st.lists(TEXTS, max_size=4).map(lambda texts: helps(*texts))
    return st.lists(st.one_of(lists, TEXTS.map(lambda text: fact("write", text, tag="why"))), max_size=3)


@given(journals(facts))
def test_the_list_is_what_gathering_by_hand_gives(records: list[Record]) -> None:
    pages: dict[str, set[str]] = {}
    days: dict[str, list[str]] = {}
    for page in records:
        for each in page.facts:
            for text in each.value if each.tag == "resource" and isinstance(each.value, list) else []:
                key = fold(str(text)).rstrip(".…")
                if key:
                    pages.setdefault(key, set()).add(page.name)
                    days.setdefault(key, []).append(page.day.isoformat())
    told: Any = resources.data(resources.look(records, ASKED))["resources"]
    assert {fold(row["text"]).rstrip("."): (row["pages"], row["first"], row["last"]) for row in told} == {
        key: (len(pages[key]), min(days[key]), max(days[key])) for key in pages
    }
    assert [row["last"] for row in told] == sorted((row["last"] for row in told), reverse=True)
