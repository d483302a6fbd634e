"""Pages as looking back sees them, made for tests: by hand, and any that there could be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kwetsbaar.core.lookback.facts import Fact, Plain
from kwetsbaar.core.lookback.records import Asked, Record

TODAY = date(2026, 11, 22)
ASKED = Asked(TODAY)
IDS = [f"{letter * 26}" for letter in "abcdefghjk"]
"""Names of pages."""


def record(name: str, *facts: Fact, ago: int = 0, **more: Any) -> Record:
    """Gives a page of `ago` days ago."""
    created = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC) - timedelta(days=ago)
    given: dict[str, Any] = {"title": name, "theme": "", "pack": "p", "about": "", "tags": (), "lang": "nl", **more}
    return Record(name=name, created=created, facts=facts, **given)


def fact(kind: str, value: Plain, key: str = "q", **more: Any) -> Fact:
    return Fact(key=key, kind=kind, value=value, **more)


def newest_first(records: Sequence[Record]) -> list[Record]:
    """Gives them in the order in which a journal gives them."""
    return sorted(records, key=lambda record: record.created, reverse=True)


WORDS = st.sampled_from(["werk", "alleen", "geld", "stilte", "mijn plek", "iets nieuws"])

Facts = Callable[[str], st.SearchStrategy[list[Fact]]]
"""Gives the answers that a page with this name could have."""


@st.composite
def journals(draw: st.DrawFn, facts: Facts, most: int = 8) -> list[Record]:
    """Gives pages with different names, newest first, in more packs, languages, themes and about more clients."""
    names = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=most))
    return newest_first(
        [
            record(
                name,
                *draw(facts(name)),
                ago=draw(st.integers(0, 900)),
                pack=draw(st.sampled_from(["kan-ik-het-aan", "weg", "p"])),
                theme=draw(st.sampled_from(["", "ontslag", "Ontslag", "verhuizen"])),
                about=draw(st.sampled_from(["", "Wilg", "eik"])),
                tags=tuple(draw(st.lists(st.sampled_from(["demo", "werk"]), unique=True))),
                lang=draw(st.sampled_from(["nl", "en"])),
            )
            for name in names
        ]
    )
