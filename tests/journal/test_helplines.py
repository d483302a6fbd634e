"""Someone to talk to, whatever a person's own file holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core import toml
from kwetsbaar.journal import Places
from kwetsbaar.journal.helplines import HelpLine, help_lines, own_file, someone

OWN = """
checked = 2026-11-22
[[line]]
place = "Dichtbij"
who.nl = "Mijn huisarts"
who.en = "My doctor"
how = "010\\u001b[2J 1234567"
[[line]]
who.nl = "Buurvrouw"
how = "hiernaast"
about = "na zessen"
"""


def own(places: Places, text: str | bytes) -> None:
    places.config.mkdir(parents=True, exist_ok=True)
    own_file(places).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_the_built_in_list_is_whole_in_both_languages(places: Places) -> None:
    dutch, english = help_lines("nl"), help_lines("en")
    assert len(dutch) == len(english) > 5
    assert all(line.place and line.who and line.how for line in (*dutch, *english))
    assert (dutch[0].place, english[0].place) == ("Nederland", "The Netherlands")
    found = someone("nl", places)
    assert (found.lines, found.own, found.trouble) == (dutch, False, None)


def test_it_says_when_the_list_was_checked_and_claims_no_check_that_was_not_made(places: Places) -> None:
    assert str(someone("en", places).about) == "When this was last checked is not known."
    own(places, OWN)
    assert str(someone("en", places).about) == "Checked on 22 Nov 2026."


def test_ones_own_list_wins(places: Places) -> None:
    own(places, OWN)
    found = someone("en", places)
    assert found.lines == (
        HelpLine("Dichtbij", "My doctor", "010[2J 1234567"),
        HelpLine("", "Buurvrouw", "hiernaast", "na zessen"),
    )
    assert (found.own, found.checked, found.trouble) == (True, date(2026, 11, 22), None)
    assert help_lines("nl", places)[0].who == "Mijn huisarts"
    assert help_lines("nl") != help_lines("nl", places)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n[[line]", "line 2"),
        ("", "no [[line]]"),
        ("line = 3", "1 [[line]] has no"),
        ('[[line]]\nwho = "x"\n[[line]]\nhow = "y"\n', "2 times"),
        ('[[line]]\nwho = 3\nhow.nl = ["y"]\n', "1 [[line]] has no"),
        (b"\xff\xfe", "UTF-8"),
        ("a" * 300_000, "too large"),
        ("a=" + "[" * 5_000, "cannot be read as TOML"),
    ],
)
def test_a_broken_list_is_not_in_the_way(places: Places, text: str | bytes, said: str) -> None:
    own(places, text)
    found = someone("en", places)
    assert found.lines == help_lines("en")
    assert not found.own
    assert said in str(found.trouble)
    assert found.trouble
    assert found.trouble.in_language("nl") != str(found.trouble)


def test_a_link_to_itself_is_not_in_the_way(places: Places) -> None:
    places.config.mkdir(parents=True)
    own_file(places).symlink_to(own_file(places))
    found = someone("nl", places)
    assert found.lines == help_lines("nl")
    assert found.trouble


def test_the_lines_that_can_be_used_are(places: Places) -> None:
    own(places, OWN + '[[line]]\nwho = "x"\n')
    found = someone("nl", places)
    assert (len(found.lines), found.own) == (2, True)
    assert "1 [[line]]" in str(found.trouble)


_VALUES = st.recursive(
    st.text(max_size=5) | st.integers(-9, 9) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nl", "en", "who", "how"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["line", "checked", "x"]), _VALUES))
def test_there_is_always_someone(places: Places, table: dict[str, toml.Toml]) -> None:
    own(places, toml.dumps(table))
    assert someone("nl", places).lines
