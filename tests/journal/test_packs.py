"""The shelf of packs: built-in and own, broken ones among them, and every road of the built-in ones walked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.core.packfile import PackErrors
from kwetsbaar.errors import NotFound, Refused, UsageError
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Places
from kwetsbaar.journal.packs import Packs, offered
from kwetsbaar.journal.preferences import Preferences
from kwetsbaar.storage import prompts

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


# ------------------------------------------------------------------ one's own


GOOD = 'title = "Mijn vragen"\n[[step]]\nask = "Wat?"\n'


def test_folders_that_the_settings_name_are_on_the_shelf(places: Places, tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "samen.toml").write_text(GOOD)
    Preferences(packs=(tmp_path / "team", tmp_path / "weg")).save(places)
    assert Packs.of(places).get("samen").title.in_language("nl") == "Mijn vragen"
    assert "samen" in [shelved.id for shelved in Packs.of(places).all() if shelved.own]


def test_a_broken_pack_hides_no_good_one_of_its_name(places: Places) -> None:
    own(places, "vrij.toml", "title =\n")
    shelf = Packs(places).all()
    assert [shelved.id for shelved in shelf] == [*BUILT_IN, "vrij"]
    assert (shelf[0].own, shelf[-1].own) == (False, True)
    assert shelf[-1].pack is None
    assert Packs(places).get("vrij") == shelf[0].pack


@pytest.mark.parametrize("name", ["leeg.toml", "mijn.toml.txt", "Mijn Vragen.toml", "latin.toml", "groot.toml"])
def test_whatever_lies_in_the_own_folder_stands_in_the_list_with_its_first_error(places: Places, name: str) -> None:
    data = {"latin.toml": GOOD.replace("Wat", "Zo\xebven").encode("latin-1"), "groot.toml": b"#" * 300_000}
    places.packs.mkdir(parents=True)
    (places.packs / name).write_bytes(data.get(name, b"" if name == "leeg.toml" else GOOD.encode()))
    *others, last = Packs(places).all()
    assert [shelved.id for shelved in others] == BUILT_IN
    assert last.path.name == name
    assert [problem.severity for problem in last.reading.problems][:1] == ["error"]


def test_a_pack_that_cannot_be_read_is_an_error_in_the_list(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    own(places, "dicht.toml", GOOD)
    real = prompts.read

    def read(path: Path) -> bytes:
        if path.name == "dicht.toml":
            raise NotFound(msg("{path} cannot be read: {reason}.", path=path, reason="nee"))
        return real(path)

    monkeypatch.setattr(prompts, "read", read)
    *_others, last = Packs(places).all()
    assert last.pack is None
    assert "cannot be read" in str(last.reading.problems[0].message)


def test_a_copy_is_the_same_to_the_byte_and_wins(places: Places) -> None:
    packs = Packs(places)
    path = packs.copy("drie-minuten")
    assert path == places.packs / "drie-minuten.toml"
    assert path.read_bytes() == (prompts.built_in() / "drie-minuten.toml").read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [shelved.id for shelved in packs.all() if shelved.own] == ["drie-minuten"]


def test_nothing_is_ever_written_over(places: Places) -> None:
    packs = Packs(places)
    packs.copy("drie-minuten").write_text(GOOD)
    with pytest.raises(Refused) as error:
        packs.copy("drie-minuten")
    assert "drie-minuten-2" in str(error.value.hint)
    assert (places.packs / "drie-minuten.toml").read_text() == GOOD
    assert packs.free_name("drie-minuten") == "drie-minuten-2"
    assert packs.copy("drie-minuten", "drie-minuten-2").read_text() == GOOD
    assert packs.free_name("drie-minuten") == "drie-minuten-3"
    assert len(packs.free_name("a" * 64)) <= 64


@pytest.mark.parametrize("name", ["../weg", "a/b", ".verborgen", "met spatie", "x" * 65, "é"])
def test_a_name_is_never_a_path(places: Places, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Packs(places).copy("drie-minuten", name)
    assert not list(tmp_path.rglob("*.toml"))


def test_an_unknown_pack_cannot_be_copied(places: Places) -> None:
    with pytest.raises(NotFound) as error:
        Packs(places).copy("drie-minuutjes")
    assert "drie-minuten" in str(error.value.hint)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("even.toml", "even"),
        ("Even stil (1).toml", "even-stil"),
        ("even.toml.txt", "even"),
        ("even.toml (2).txt", "even"),
        ("EVEN.TOML", "EVEN"),
        ("é à.toml", "e-a"),
        (".toml", "my-pack"),
    ],
)
def test_a_pack_that_was_sent_gets_a_name_that_fits(places: Places, tmp_path: Path, name: str, called: str) -> None:
    (tmp_path / name).write_text(GOOD)
    found = offered(tmp_path / name)
    assert (found.name, bool(found.reading.pack)) == (called, True)
    path = Packs(places).take(found)
    assert path == places.packs / f"{called}.toml"
    assert path.read_text() == GOOD
    with pytest.raises(Refused):
        Packs(places).take(found)


def test_a_broken_pack_is_not_taken_in(places: Places, tmp_path: Path) -> None:
    (tmp_path / "stuk.toml").write_text(GOOD.replace("ask", "aks"))
    with pytest.raises(PackErrors) as error:
        Packs(places).take(offered(tmp_path / "stuk.toml"))
    assert error.value.lines() == ("stuk.toml:3: A step has no ‘aks’. Do you mean ‘ask’?",)
    assert not places.packs.exists()


def test_an_own_folder_that_is_a_link_is_followed(places: Places, tmp_path: Path) -> None:
    (tmp_path / "wolk").mkdir()
    places.packs.parent.mkdir(parents=True)
    places.packs.symlink_to(tmp_path / "wolk")
    Packs(places).copy("vrij")
    assert (tmp_path / "wolk" / "vrij.toml").is_file()
