"""The outer kinds in plain lines: what is typed, and the same answers as in the app and from a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest

from kwetsbaar.core import toml
from kwetsbaar.core.keeping import entry_of
from kwetsbaar.core.toml import Toml
from kwetsbaar.journal import Journal
from kwetsbaar.journal.answering import answered
from tests.cli.plain.lines import Sitting, pack_of
from tests.conftest import Clock

RISKS = '[[step]]\nid = "a"\nkind = "risks"\nask = "Wat vrees je?"\n'
LETGO = '[[step]]\nid = "a"\nkind = "letgo"\nask = "Wat laat je?"\n'
REVISIT = '[[step]]\nid = "a"\nkind = "revisit"\nafter = "3 weeks"\nask = "Wanneer?"\n'
THEME = '[[step]]\nid = "theme"\nask = "Waarover?"\n'
SHARE = f'{THEME}[[step]]\nid = "a"\nkind = "share"\nask = "Wie mag dit horen?"\n'
CLIENT = (
    '[[step]]\nid = "a"\nkind = "client"\nask = "Over wie?"\n[[step]]\nid = "try"\ntag = "intention"\nask = "En dan?"\n'
)
OUTCOME = '[[step]]\nid = "a"\nkind = "outcome"\nask = "Hoe liep het?"\n'
KEEP = "1"

TWO_RISKS: Toml = [
    {"id": "r1", "text": "geen werk", "chance": 60, "willing": "not_yet", "handle": 4},
    {"id": "r2", "text": "alleen", "chance": 5, "willing": "yes"},
]

Typing: TypeAlias = "Callable[[str, list[str]], object]"


@pytest.mark.parametrize(
    ("pack", "typed", "value"),
    [
        (RISKS, ["geen werk", "alleen", "", "60", "3", "4", "5", "Yes", ""], TWO_RISKS),
        (RISKS, ["geen werk\nalleen\n", "60", "3", "4", "5", "1", "11", "ooit", ""], TWO_RISKS),
        (RISKS, ["geen werk", "", "30", "/back", "60", "3", "4"], [{"id": "r1", "text": "geen werk", "chance": 60, "willing": "not_yet", "handle": 4}]),  # noqa: E501
        (f'{RISKS}rate = "handle"\n', ["a", "", "9"], [{"id": "r1", "text": "a", "handle": 9}]),
        (LETGO, ["de trap", "mijn plek", "", "negen jaar", "1", "", "2"], [{"item": "de trap", "thanks": "negen jaar", "status": "let_go"}, {"item": "mijn plek", "status": "take_along"}]),  # noqa: E501
        (REVISIT, ["1"], date(2026, 12, 13)),
        (REVISIT, ["ooit", "9", "20 december"], date(2026, 12, 20)),
        (REVISIT, ["no day"], "never"),
        (SHARE, ["zzp", "", "Sam", "1", "Ik hik ergens tegenaan.", "2"], {"who": "Sam", "what": ["theme"], "first": "Ik hik ergens tegenaan.", "when": date(2026, 11, 29)}),  # noqa: E501
        (SHARE, ["zzp", "", "Sam", "2", "", "Hoi", "/back", "Dag", ""], {"who": "Sam", "first": "Dag"}),
        (SHARE, ["zzp", "", "1"], "nobody"),
        (CLIENT, ["Beuk/Els", "Be\x1buk", "/skip"], "Beuk"),
        (CLIENT, ["x" * 41, "Wilg", "zwijgen", ""], "Wilg"),
    ],
)  # fmt: skip
def test_each_kind(sitting: Sitting, pack: str, typed: list[str], value: object) -> None:
    assert sitting.with_pack(pack, *typed, KEEP) == 0
    assert sitting.kept()["a"] == value


@pytest.mark.parametrize(
    ("pack", "typed", "kept"),
    [
        (RISKS, ["geen werk", "alleen", "", "60"], [{"id": "r1", "text": "geen werk", "chance": 60}, {"id": "r2", "text": "alleen"}]),  # noqa: E501
        (LETGO, ["de trap", "", "negen jaar"], [{"item": "de trap", "thanks": "negen jaar"}]),
        (SHARE, ["zzp", "", "Sam"], {"who": "Sam"}),
    ],
)  # fmt: skip
def test_who_is_gone_halfway_finds_all_of_it_again(sitting: Sitting, pack: str, typed: list[str], kept: object) -> None:
    assert sitting.with_pack(pack, *typed) == 0
    assert sitting.drafted()["a"] == kept


def test_what_is_still_open_is_asked_when_one_comes_back(sitting: Sitting) -> None:
    sitting.with_pack(RISKS, "geen werk", "", "60")
    assert sitting.with_pack(RISKS, "1", "", "3", "4", KEEP) == 0
    assert sitting.kept()["a"] == [{"id": "r1", "text": "geen werk", "chance": 60, "willing": "not_yet", "handle": 4}]


def test_another_language_halfway_loses_nothing(sitting: Sitting) -> None:
    assert sitting.with_pack(RISKS, "geen werk", "", "60", "/language", "", "nog niet", "4", KEEP) == 0
    assert "Ben je bereid dit risico te lopen?" in sitting.said
    assert sitting.kept()["a"] == [{"id": "r1", "text": "geen werk", "chance": 60, "willing": "not_yet", "handle": 4}]


def test_risks_come_back_and_one_chooses_which(sitting: Sitting, journal: Journal) -> None:
    sitting.with_pack(RISKS, "geen werk", "alleen", "", "60", "3", "4", "5", "1", "", KEEP)
    risk = f"{sitting.data.strip()}#r2"
    assert sitting.with_pack(OUTCOME, "9", "2", "2", "7", "het ging", KEEP) == 0
    assert "2. alleen (written 22 Nov 2026)" in sitting.said
    assert sitting.kept()["a"] == [{"risk": risk, "happened": "partly", "coped": 7, "note": "het ging"}]
    journal.reading.load()
    assert [known.ref for known in journal.knowing.risks()] == [risk.replace("#r2", "#r1")]


def test_with_nothing_of_before_there_is_a_kind_word(sitting: Sitting) -> None:
    assert sitting.with_pack(THEME + OUTCOME, "x", "", "", KEEP) == 0
    assert "There is nothing of before to look back on now." in sitting.said


def test_a_known_alias_says_what_was_meant(sitting: Sitting) -> None:
    sitting.with_pack(CLIENT, "Beuk", "langer zwijgen", "", KEEP)
    assert sitting.with_pack(CLIENT, "1", "", KEEP) == 0
    assert "Last time you meant to try: langer zwijgen" in sitting.said
    assert sitting.kept()["a"] == "Beuk"


def test_what_was_meant_on_a_page_that_is_left_out_of_looking_back_is_not_said(
    sitting: Sitting, journal: Journal
) -> None:
    sitting.with_pack(CLIENT, "Beuk", "langer zwijgen", "", KEEP)
    (card,) = journal.reading.cards()
    journal.looking_back.leave_out(journal.reading.page(card.name))
    assert sitting.with_pack(CLIENT, "1", "", KEEP) == 0
    assert "Last time" not in sitting.said
    assert sitting.kept()["a"] == "Beuk"


ONWARD = f'{THEME}[[step]]\nkind = "next"\npacks = ["vrij"]\n'


def test_another_pack_begins_when_this_one_is_kept(sitting: Sitting) -> None:
    assert sitting.with_pack(ONWARD, "x", "", "1", KEEP, "ook dit", "", KEEP) == 0
    assert "1. Vrije bladzijde\n2. No, this is enough" in sitting.said
    first, second = sitting.data.split()
    entries = [sitting.journal.reading.page(name).entry for name in (first, second)]
    assert [entry and entry.pack for entry in entries] == ["even-stilstaan", "vrij"]


@pytest.mark.parametrize("typed", [["2", KEEP], ["", KEEP], ["1", "2", "2"], ["1", "/enough"]])
def test_without_a_page_or_a_wish_nothing_more_begins(sitting: Sitting, typed: list[str]) -> None:
    assert sitting.with_pack(ONWARD, "x", "", *typed, "not heard any more") == 0
    assert "What would you like to put down?" not in sitting.said


def test_what_was_said_of_one_can_be_changed_afterwards(sitting: Sitting) -> None:
    typed = ["geen werk", "alleen", "", "60", "3", "4", "5", "1", "8", "/back"]
    assert sitting.with_pack(RISKS, *typed, "", "9", "2", "", "2", "", "", KEEP) == 0
    assert "To change one, its number. Enter goes on:" in sitting.said
    assert "geen werk, chance: 60%, willing: not yet, could handle it: 4 of 10\n" in sitting.said
    assert "|" not in sitting.said
    rows = sitting.kept()["a"]
    assert isinstance(rows, list)
    assert rows[1] == {"id": "r2", "text": "alleen", "chance": 5, "willing": "no", "handle": 8}


def test_earlier_items_can_be_taken_over(sitting: Sitting) -> None:
    pack = f'[[step]]\nid = "l"\nkind = "list"\nask = "Wat?"\n{LETGO}from = "l"\n'
    assert sitting.with_pack(pack, "x", "y", "", "2", "", "", "1", KEEP) == 0
    assert sitting.kept()["a"] == [{"item": "y", "status": "let_go"}]


@pytest.mark.parametrize(
    ("pack", "typed", "value"),
    [
        (RISKS, ["geen werk", "alleen", "", "60", "3", "4", "5", "1", ""], TWO_RISKS),
        (LETGO, ["de trap", "", "negen jaar", "1"], [{"item": "de trap", "thanks": "negen jaar", "status": "let_go"}]),
        (REVISIT, ["1"], date(2026, 12, 13)),
        (SHARE, ["/skip", "Sam", "Hoi", ""], {"who": "Sam", "first": "Hoi"}),
        (CLIENT, ["Beuk", "/skip"], "Beuk"),
    ],
)
def test_a_file_of_answers_gives_the_same_page(  # noqa: PLR0917 - three are fixtures
    sitting: Sitting, journal: Journal, clock: Clock, pack: str, typed: list[str], value: Toml
) -> None:
    assert sitting.with_pack(pack, *typed, KEEP) == 0
    plain = journal.reading.page(sitting.data.strip()).entry
    known = journal.knowing.of(pack_of(pack))
    data = toml.dumps({"answers": {"a": value}}).encode()
    from_file = entry_of(
        answered(pack_of(pack), "en", data, "a.toml", known), id_=plain.id if plain else "", when=clock()
    )
    assert from_file == plain
