"""Reading commands on a journal in which not all is as it should be, and what they give to programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.cli.pages import as_text
from kwetsbaar.core.answers import answer_all
from kwetsbaar.core.keeping import entry_of
from kwetsbaar.core.session import Session
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.storage.places import new_id
from tests.cli.conftest import CREATED, Quick
from tests.conftest import Clock


@pytest.fixture
def journal(here: Path, quick: Quick, places: Places, clock: Clock) -> Journal:
    return Journal(here / "journal", quick.keyring, places, clock)


def kept(journal: Journal, places: Places, text: str) -> str:
    """Keeps a page with the free page's pack and gives its id."""
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    return journal.writing.keep(draft.with_session(draft.session.answer(text))).name


def given(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_second_text_is_listed_and_named_but_no_alarm(
    journal: Journal, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    page = kept(journal, places, "een")
    copy = journal.folder / "entries" / f"{page} (conflicted copy).md.age"
    shutil.copy(journal.folder / "entries" / f"{page}.md.age", copy)
    assert main(["list"]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert page in printed.out
    assert "[second text]" in printed.out
    assert f"kwetsbaar: ‘{page} (conflicted copy)" in printed.err
    assert main(["list", "--json"]) == 0
    assert sorted(card["state"] for card in given(capsys)) == ["copy", "ok"]


def test_a_page_of_another_name_is_damage(journal: Journal, places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    page, other = kept(journal, places, "een"), new_id()
    entries = journal.folder / "entries"
    (entries / f"{page}.md.age").rename(entries / f"{other}.md.age")
    assert main(["show", other]) == 5
    printed = capsys.readouterr()
    assert "een" in printed.out
    assert f"kwetsbaar: error: ‘{other}’" in printed.err
    assert main(["list"]) == 5


def test_a_name_with_control_characters_steers_no_terminal(
    journal: Journal, capsys: pytest.CaptureFixture[str]
) -> None:
    (journal.folder / "entries" / "red\x1b[31m\x9b.md.age").write_bytes(b"nothing")
    for command in (["list"], ["list", "--json"], ["search", "een"], ["search", "een", "--json"]):
        assert main(command) == 5
        printed = capsys.readouterr()
        assert "red" in printed.err
        assert not {"\x1b", "\x9b"} & set(printed.out + printed.err)


def test_the_versions_of_a_page(
    journal: Journal, places: Places, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    name = kept(journal, places, "een")
    page = journal.reading.find(name)
    assert page.entry
    clock.forward(days=1)
    journal.writing.revise(page, page.entry)
    assert main(["history", name]) == 0
    printed = capsys.readouterr()
    assert [line[0] for line in printed.out.splitlines()] == ["2", "1"]
    assert printed.err == ""
    assert main(["history", name, "--json"]) == 0
    assert [(row["rev"], row["state"], row["id"]) for row in given(capsys)] == [(2, "ok", name), (1, "ok", name)]


def test_drafts(journal: Journal, places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    draft = journal.writing.begin(Packs(places).get("drie-minuten"), "nl")
    saved = journal.writing.save_draft(draft.with_session(draft.session.answer("een geheim")))
    assert main(["--lang", "nl", "drafts"]) == 0
    assert capsys.readouterr().out == f"{saved.id[:6]}  22 nov 2026, 20:33  Drie minuten\n"
    assert main(["drafts", "--json"]) == 0
    (row,) = given(capsys)
    assert (row["id"], row["pack"], row["at"], row["state"]) == (saved.id, "drie-minuten", "2", "ok")
    assert "geheim" not in str(row)


def test_a_damaged_draft_is_named(journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    name = new_id()
    (journal.folder / "drafts" / f"{name}.age").write_bytes(b"nothing")
    assert main(["drafts"]) == 5
    assert f"‘{name}’ cannot be read" in capsys.readouterr().err
    assert main(["drafts", "--json"]) == 5
    assert [(row["id"], row["state"], row["title"]) for row in given(capsys)] == [(name, "damaged", None)]


def test_ids_are_shortened_as_far_as_they_are_unique(
    journal: Journal, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("een", "twee", "drie"):
        kept(journal, places, text)
    main(["list"])
    short = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert all(main(["show", id_]) == 0 for id_ in short)


def test_a_page_reads_as_it_was_typed() -> None:
    typed = "# geen kop\n   \\## ook niet {#x}\n### *nee* {#1}"
    pack = Packs(Places.of_user()).get("vrij")
    session = answer_all(Session.begin(pack, "nl"), f"[answers]\n1 = '''{typed}'''".encode(), "a.toml")
    entry = entry_of(session, id_=new_id(), when=CREATED)
    assert as_text(entry).endswith(f"\n\n{typed}\n")
    assert "### Wat wil je kwijt?\n" in as_text(entry)


def test_a_page_for_programs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.toml").write_text(
        '[answers]\nleap = "overstap"\ntension = 7\ncan_i = "not_yet"\nneeded = ["geld"]\n'
        '29 = [{ item = "geld", answer = "mijn zus" }]\n'
    )
    walkable = Packs(Places.of_user()).get("kan-ik-het-aan")
    each = next(step for step in walkable.steps if step.each == "needed")
    (here / "a.toml").write_text((here / "a.toml").read_text().replace("29 =", f'"{each.key}" ='))
    assert main(["--lang", "nl", "write", "kan-ik-het-aan", "--answers", "a.toml"]) == 0
    id_ = capsys.readouterr().out.strip()
    assert main(["show", "--json", id_]) == 0
    page = given(capsys)
    assert (page["id"], page["theme"], page["lang"], page["rev"]) == (id_, "overstap", "nl", 1)
    about = next(answer for answer in page["answers"] if answer["key"] == each.key)
    assert (about["item"], about["value"], about["kind"]) == ("geld", "mijn zus", "write")
    assert about["question"].startswith("geld: ")
    choice = next(answer for answer in page["answers"] if answer["key"] == "can_i")
    assert (choice["value"], choice["measure"], choice["skipped"]) == ("not_yet", "key_question", False)
