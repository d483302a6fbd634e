"""Looking back on 10,000 pages: the figures are those that were counted while the pages were made."""

from __future__ import annotations

from collections.abc import Iterator

import many
import pytest

from kwetsbaar.core.lookback.records import Asked
from kwetsbaar.core.lookback.views import BY_NAME, VIEWS, risks
from kwetsbaar.journal.reading import records_of
from kwetsbaar.storage.index import Index

PAGES = 10_000


@pytest.fixture(scope="module")
def made() -> many.Many:
    return many.Many(PAGES)


@pytest.fixture(scope="module")
def index(made: many.Many) -> Iterator[Index]:
    index = Index()
    index.put_many(made.rows())
    yield index
    index.close()


def test_the_figures_of_the_risks_are_the_known_ones(index: Index, made: many.Many) -> None:
    assert index.count() == PAGES
    figures = risks.data(risks.look(records_of(index, risks.VIEW.wants), Asked(many.TODAY)))
    known = made.known
    assert known.written == 6000
    assert (figures["written"], figures["looked_back"], figures["open"]) == (
        known.written,
        known.looked_back,
        known.written - known.looked_back,
    )
    assert figures["happened"] == {word: known.came[word] for word in ("yes", "partly", "no", "unclear")}
    assert figures["coping"] == {
        "harder": known.harder,
        "lighter": known.lighter,
        "as_thought": known.as_thought,
        "unsaid": 0,
    }


@pytest.mark.parametrize("name", [view.name for view in VIEWS])
def test_every_view_shows_them(index: Index, name: str) -> None:
    view = BY_NAME[name]
    looked = view.looked(records_of(index, view.wants), Asked(many.TODAY))
    assert looked.shown("nl")
    assert looked.data()
