"""The shelf of packs: built-in and own, broken ones among them, and every road of the built-in ones walked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kwetsbaar.core import keeping, markdown
from kwetsbaar.core.packfile import PackErrors
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import NotFound
from kwetsbaar.journal import Places
from kwetsbaar.journal.packs import Packs

BUILT_IN = ["vrij", "drie-minuten", "kan-ik-het-aan", "vlak-na-de-sessie"]


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


def test_a_kind_that_cannot_be_walked_yet_is_refused(places: Places) -> None:
    own(places, "lijf.toml", 'title = "Lijf"\n[[step]]\nkind = "body"\nask = "Waar?"\n')
    with pytest.raises(PackErrors) as error:
        Packs(places).get("lijf")
    assert "body" in error.value.lines()[0]


def test_an_unknown_pack_has_a_nearest_name(places: Places) -> None:
    with pytest.raises(NotFound) as error:
        Packs(places).get("drie-minuut")
    assert "drie-minuten" in str(error.value.hint)
    with pytest.raises(NotFound):
        Packs(places).get("../../etc/passwd")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", BUILT_IN)
def test_every_road_of_the_built_in_packs_is_walked(places: Places, name: str, language: str) -> None:
    pack = Packs(places).get(name)
    ends, met = 0, set()
    waiting = [Session.begin(pack, language)]
    while waiting:
        session = waiting.pop()
        question = session.question()
        if question is None:
            ends += 1
            entry = keeping.entry_of(session, id_="0" * 26, when=datetime(2026, 1, 1, tzinfo=UTC))
            assert markdown.parse(markdown.render(entry)) == entry
            continue
        assert (question.ask or question.say or "").strip()
        assert "{" not in f"{question.ask}{question.say}{question.hint}"
        met.add(question.key)
        if question.form is None:
            waiting.append(session.next())
        else:
            waiting += [session.answer(value) for value in roads(session)] + [session.skip()] * branches(session)
    assert met == {step.key for step in pack.steps if step.kind != "part"}
    assert ends >= 1


def branches(session: Session) -> bool:
    """Tells whether anything depends on what is answered here."""
    question = session.question()
    return (
        any(condition.step == question.key for step in session.pack.steps for condition in step.when)
        if question
        else False
    )


def roads(session: Session) -> list[Toml]:
    """Gives answers that take every road from here."""
    question = session.question()
    assert question
    match question.kind:
        case "choice":
            options = [option.id for option in session.step(session.at).options()] if session.at else []
            return [*options] if branches(session) else [options[0]]
        case "scale":
            return [0, 10] if branches(session) else [5]
        case "list":
            return [["een", "twee"]]
        case "pause":
            return [True]
    return ["iets"]
