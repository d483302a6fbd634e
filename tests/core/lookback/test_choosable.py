"""The names by which pages can be chosen when looking back."""

from __future__ import annotations

import pytest

from kwetsbaar.core.lookback.choosable import Name, Names, names_of
from kwetsbaar.core.query import ANYWHERE, parse
from kwetsbaar.errors import NotFound

ROWS = [
    ("weg", "Weg", "Wilg", ("werk", "Zee"), 2),
    ("weg", "De oude naam", "WILG", ("Werk", "werk"), 1),
    ("vrij", "Vrije bladzijde", "", (), 4),
]
NAMES = names_of(ROWS)


def test_each_name_once_as_it_was_written_last_with_its_pages() -> None:
    assert NAMES.packs == (Name("weg", "Weg", 3), Name("vrij", "Vrije bladzijde", 4))
    assert NAMES.aliases == (Name("wilg", "Wilg", 3),)
    assert NAMES.tags == (Name("werk", "werk", 3), Name("zee", "Zee", 2))
    assert names_of([]) == Names()


@pytest.mark.parametrize("typed", ["", "#werk @WILG pack:weg", "#we* @w* pack:*", "2026-03..", '#"Zee"'])
def test_what_occurs_is_well(typed: str) -> None:
    NAMES.check(parse(typed).where)


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        ("#wrek", "No page has the tag ‘wrek’.", "Did you mean ‘werk’?"),
        ("@linde", "No page is about ‘linde’.", "It can be: wilg."),
        ("pack:vrji", "No page was written with the pack ‘vrji’.", "Did you mean ‘vrij’?"),
        ("#q*", "No page has the tag ‘q*’.", "It can be: werk, zee."),
    ],
)
def test_what_does_not_occur_is_said_with_what_does(typed: str, said: str, hint: str) -> None:
    with pytest.raises(NotFound) as error:
        NAMES.check(parse(typed).where)
    assert (str(error.value.message), str(error.value.hint)) == (said, hint)


def test_without_any_pages_there_is_nothing_to_hint_at() -> None:
    Names().check(ANYWHERE)
    with pytest.raises(NotFound) as error:
        Names().check(parse("#werk").where)
    assert error.value.hint is None
