"""The file of people: what was kept is read again, and what is odd in it falls away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.core.people import Client, People, Person, Sent, parse, render
from kwetsbaar.errors import Damaged
from kwetsbaar.text import clean_line, fold

ADDRESS = "age1" + "q" * 58
LINES = st.text(max_size=20).map(clean_line).filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2999, 1, 1))
MOMENTS = st.integers(0, 10**10).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PEOPLE = st.builds(
    People,
    identity=st.just("") | st.just("AGE-SECRET-KEY-1X"),
    persons=st.lists(st.builds(Person, LINES, st.just(ADDRESS), DAYS), max_size=3).map(tuple),
    clients=st.lists(
        st.builds(Client, LINES, st.lists(LINES, max_size=3).map(tuple), st.none() | DAYS), max_size=3
    ).map(tuple),
    sent=st.lists(
        st.builds(
            Sent,
            page=st.just("a" * 26),
            rev=st.integers(1, 99),
            to=st.just("") | LINES,
            when=MOMENTS,
            steps=st.lists(LINES, max_size=3).map(tuple),
            about=st.just("") | LINES,
            sha256=st.just("") | st.just("0" * 64),
        ),
        max_size=3,
    ).map(tuple),
)


@given(PEOPLE)
def test_what_was_kept_is_read_again(people: People) -> None:
    assert parse(render(people)) == people


def test_keys_of_a_later_version_survive() -> None:
    text = 'format = 1\ncolour = "blue"\n'
    assert parse(render(parse(text))).more == {"colour": "blue"}


@pytest.mark.parametrize("text", ["", "format = 2\n", "format = 'x'\n", "no toml", "a = [" * 5000])
def test_what_is_not_the_file_is_refused(text: str) -> None:
    with pytest.raises(Damaged):
        parse(text)


def test_odd_rows_fall_away() -> None:
    text = f'''format = 1
person = [3, {{ name = "A" }}, {{ name = "B", recipient = "age1x" }}, {{ name = "C", recipient = "{ADDRESS}" }}]
client = [{{ names = ["x"] }}]
sent = [{{ page = "p", rev = "1" }}]
'''
    people = parse(text)
    assert [person.name for person in people.persons] == ["C"]
    assert (people.clients, people.sent) == ((), ())


def test_who_is_forgotten_is_in_nothing() -> None:
    people = People(
        clients=(Client("Wilg", ("Jan",)), Client("Eik", ("Piet",))),
        sent=(
            Sent("p", 1, "Sam", datetime(2026, 1, 1, tzinfo=UTC), about="wilg"),
            Sent("q", 1, "Sam", datetime(2026, 1, 1, tzinfo=UTC), about="Eik"),
        ),
    )
    left = people.forgotten("WILG")
    assert [client.alias for client in left.clients] == ["Eik"]
    assert [sent.about for sent in left.sent] == ["Eik"]


@given(PEOPLE, LINES)
def test_there_is_one_of_a_name(people: People, name: str) -> None:
    person = Person(name, ADDRESS, date(2026, 1, 1))
    names = [fold(each.name) for each in people.with_person(person).persons]
    assert names.count(fold(name)) == 1
