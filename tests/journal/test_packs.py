"""The shelf of packs: built-in and own, broken ones among them, and every road of the built-in ones walked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.core.packfile import PackErrors
from kwetsbaar.errors import NotFound
from kwetsbaar.journal import Places
from kwetsbaar.journal.packs import Packs

BUILT_IN = [
    "vrij",
    "drie-minuten",
    "weer-vanbinnen",
    "is-het-gebeurd",
    "ruimte-maken",
    "alle-kanten",
    "wie-mag-het-horen",
    "risicos-in-beeld",
    "hoe-ik-me-bescherm",
    "moed-verzamelen",
    "achter-de-vraag",
    "kan-ik-het-aan",
    "afscheid-van-werk",
    "vlak-na-de-sessie",
    "na-de-sessie",
]
"""In the order of the shelf: for anyone, for clients, for coaches, the short ones first."""


def own(places: Places, name: str, text: str) -> None:
    places.packs.mkdir(parents=True, exist_ok=True)
    (places.packs / name).write_text(text)


def test_the_shelf_stands_in_order(places: Places) -> None:
    shelf = Packs(places).all()
    assert [shelved.id for shelved in shelf] == BUILT_IN
    for shelved in shelf:
        assert shelved.pack
        assert shelved.pack.languages == ("nl", "en")
        assert not shelved.reading.problems


def test_ones_own_pack_wins(places: Places) -> None:
    own(places, "vrij.toml", 'title = "Mijn vrij"\n[[step]]\nask = "Wat?"\n')
    assert Packs(places).get("vrij").title.in_language("nl") == "Mijn vrij"
    assert [shelved.own for shelved in Packs(places).all()].count(True) == 1


def test_a_pack_in_a_folder_of_ones_choice_wins(places: Places, tmp_path: Path) -> None:
    own(places, "mijn.toml", 'title = "Eigen"\n[[step]]\nask = "Wat?"\n')
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mijn.toml").write_text(f'title = "{name}"\n[[step]]\nask = "Wat?"\n')
    shelf = Packs(places, (tmp_path / "a", tmp_path / "b", tmp_path / "nergens"))
    assert shelf.get("mijn").title.in_language("nl") == "b"
    assert [shelved.id for shelved in shelf.all() if shelved.own] == ["mijn"]
    assert shelf.get("vrij").id == "vrij"


def test_a_broken_pack_stops_no_other(places: Places) -> None:
    own(places, "stuk.toml", 'title = "Stuk\n[[step]]\nask = "Wat?"\n')
    shelf = Packs(places).all()
    assert [shelved.id for shelved in shelf] == [*BUILT_IN, "stuk"]
    assert shelf[-1].pack is None
    with pytest.raises(PackErrors) as error:
        Packs(places).get("stuk")
    assert error.value.lines()[0].startswith("stuk.toml:1: ")


def test_an_unknown_pack_has_a_nearest_name(places: Places) -> None:
    with pytest.raises(NotFound) as error:
        Packs(places).get("drie-minuut")
    assert "drie-minuten" in str(error.value.hint)
    with pytest.raises(NotFound):
        Packs(places).get("../../etc/passwd")
