"""What became of what was meant: found on a page, said, and kept with it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kwetsbaar.core import markdown
from kwetsbaar.core.entry import Answer, Entry
from kwetsbaar.core.kinds.list_ import ListForm
from kwetsbaar.core.kinds.write import WriteForm
from kwetsbaar.core.lookback import facts
from kwetsbaar.core.lookback.states import SAID, STATES, found_in, states_of, with_state
from tests.core.test_ahead import ALL, page


def written(key: str, text: str, tag: str = "intention", **more: str) -> Answer:
    return Answer(key, "write", "Wat?", WriteForm(), text, tag=tag, **more)  # type: ignore[arg-type]  # its names


def listed(key: str, *items: str, tag: str = "courage") -> Answer:
    return Answer(key, "list", "Welke stap?", ListForm(), [*items], tag=tag)


def entry(*answers: Answer) -> Entry:
    return replace(page(ALL), answers=answers)


MEANT = entry(
    written("try", "langer stil\nblijven"),
    listed("steps", "bellen", "schrijven"),
    written("plain", "niets", tag="learning"),
    written("why", "om a", item="a"),
    written("why", "om b", item="b"),
)


def test_all_that_can_become_something_is_found_in_its_order() -> None:
    found = [(each.key, each.item, each.text, each.state) for each in found_in(MEANT)]
    assert found == [
        ("try", "", "langer stil blijven", "open"),
        ("steps", "bellen", "bellen", "open"),
        ("steps", "schrijven", "schrijven", "open"),
        ("why", "a", "om a", "open"),
        ("why", "b", "om b", "open"),
    ]


@pytest.mark.parametrize(
    ("key", "item", "state"),
    [("try", "", "tried"), ("steps", "schrijven", "declined"), ("why", "b", "dropped"), ("try", "", "open")],
)
def test_what_is_said_is_kept_of_that_one_alone(key: str, item: str, state: str) -> None:
    changed = with_state(MEANT, key, item, state)
    said = {(each.key, each.item): each.state for each in found_in(changed)}
    assert said.pop((key, item)) == state
    assert set(said.values()) == {"open"}
    assert [answer.value for answer in changed.answers] == [answer.value for answer in MEANT.answers]


def test_a_page_with_states_reads_back_as_it_is() -> None:
    changed = with_state(with_state(MEANT, "try", "", "tried"), "steps", "bellen", "taken")
    changed = with_state(changed, "why", "b", "dropped")
    assert markdown.parse(markdown.render(changed)) == changed
    again = markdown.parse(markdown.render(changed))
    assert [dict(states_of(answer)) for answer in again.answers] == [
        {"": "tried"},
        {"bellen": "taken"},
        {},
        {},
        {"": "dropped"},
    ]


def test_what_it_does_not_know_it_leaves() -> None:
    odd = entry(replace(written("try", "x"), more={"status": "someday", "later": 1}))
    assert found_in(odd)[0].state == "open"
    assert with_state(odd, "try", "", "tried").answers[0].more == {"status": "tried", "later": 1}
    with pytest.raises(ValueError, match="taken"):
        with_state(odd, "try", "", "taken")


def test_a_long_item_is_known_by_how_looking_back_shows_it() -> None:
    item = "stap " * 200
    marked = with_state(entry(listed("steps", item.strip())), "steps", item.strip(), "taken")
    (fact,) = (facts.unpacked(row) for row in json.loads(facts.packed(marked)))
    (cut,) = facts.lines_of(fact)
    assert dict(fact.states) == {cut: "taken"}
    assert found_in(marked)[0].is_called(cut)
    assert not found_in(marked)[0].is_called("stap")


def test_each_state_has_its_words() -> None:
    assert {tag: tuple(said) for tag, said in SAID.items()} == dict(STATES)
