"""Forgetting a client: afterwards no file of the journal says anything of them but what the person kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.errors import Damaged
from kwetsbaar.storage import age
from kwetsbaar.text import fold
from tests.cli.conftest import Quick, Terminal

PACK = """
title = "Alles"
[[step]]
id = "client"
kind = "client"
ask = "Over wie?"
[[step]]
id = "what"
ask = "Wat raakte je bij {client}?"
[[step]]
id = "learned"
tag = "learning"
ask = "Wat leerde je?"
"""


@pytest.fixture
def packs(here: Path) -> None:
    folder = here.parent / "xdg" / "data" / "kwetsbaar" / "prompts"
    folder.mkdir(parents=True)
    (folder / "alles.toml").write_text(PACK)


def write(here: Path, capsys: pytest.CaptureFixture[str], client: str, what: str, learned: str = "") -> str:
    lines = [f'client = "{client}"'] if client else []
    lines += [f'what = "{what}"'] + ([f'learned = "{learned}"'] if learned else [])
    (here / "answers.toml").write_text("[answers]\n" + "\n".join(lines) + "\n")
    assert main(["write", "alles", "--answers", "answers.toml"]) == 0
    return capsys.readouterr().out.strip()


def opened(journal: Path, quick: Quick) -> Iterator[tuple[str, str]]:
    """Gives every file of the journal, decrypted where that can be, with its path."""
    for path in sorted(journal.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            with suppress(Damaged):
                data = age.decrypt(data, quick.keyring.identities)
            yield path.relative_to(journal).as_posix(), fold(data.decode("utf-8", "replace"))


@pytest.mark.usefixtures("packs")
class TestForgetting:
    def test_no_file_says_anything_of_a_client_that_was_forgotten(
        self, here: Path, quick: Quick, capsys: pytest.CaptureFixture[str]
    ) -> None:
        one = write(here, capsys, "Wilg", "eerste keer", "Jan de Boer leerde me wachten bij Wilg")
        write(here, capsys, "wilg", "tweede keer")
        trashed = write(here, capsys, "Wilg", "in de prullenbak")
        other = write(here, capsys, "Eik", "iets anders")
        assert main(["delete", trashed]) == 0
        assert main(["people", "alias", "WILG", "--name", "Jan de Boer", "--until", "2027-01-01"]) == 0
        assert main(["people", "add", "Sam", age.recipient_of(age.new_identity())]) == 0
        assert main(["share", one, "--to", "Sam", "--steps", "what", "--out", "x.age"]) == 0
        assert any("wilg" in text for _file, text in opened(here / "journal", quick))
        capsys.readouterr()
        assert main(["forget", "wilg", "--yes", "--keep-learning"]) == 0
        said = capsys.readouterr().err
        assert "2 pages, with their earlier versions" in said
        assert "a page went to Sam" in said
        assert "Backups" in said
        found = [
            (file, text) for file, text in opened(here / "journal", quick) if "wilg" in text or "jan de boer" in text
        ]
        assert found == []
        assert main(["list", "--json"]) == 0
        pages = {page["title"]: page for page in json.loads(capsys.readouterr().out)}
        assert pages.keys() == {"Alles", "What I learned"}
        assert pages["Alles"]["id"] == other
        assert main(["show", pages["What I learned"]["id"], "--json"]) == 0
        page = json.loads(capsys.readouterr().out)
        assert [answer["value"] for answer in page["answers"]] == ["… leerde me wachten bij …"]
        assert page["about"] is None

    def test_a_page_that_only_mentions_the_client_is_listed_and_stays(
        self, here: Path, quick: Quick, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(here, capsys, "Wilg", "x")
        mention = write(here, capsys, "Eik", "net als bij Wilg")
        write(here, capsys, "Eik", "wilgentakken")
        assert main(["forget", "Wilg", "--yes", "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["mentioned_in"] == [{"id": mention, "earlier_version_only": False}]
        left = [file for file, text in opened(here / "journal", quick) if "wilg" in text and "wilgentakken" not in text]
        assert left == [f"entries/{mention}.md.age"]

    def test_done_twice_it_says_that_there_is_nothing(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(here, capsys, "Wilg", "x")
        assert main(["forget", "Wilg", "--yes"]) == 0
        assert main(["forget", "Wilg", "--yes"]) == 4
        assert "nothing about ‘Wilg’" in capsys.readouterr().err

    def test_without_a_yes_nothing_goes(
        self, here: Path, terminal: Terminal, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = write(here, capsys, "Wilg", "x")
        assert main(["forget", "Wilg"]) == 7
        assert main(["show", page]) == 0

    def test_a_page_that_cannot_be_read_is_named(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(here, capsys, "Wilg", "x")
        other = write(here, capsys, "Eik", "y")
        (here / "journal" / "entries" / f"{other}.md.age").write_bytes(b"kapot")
        assert main(["forget", "Wilg", "--yes"]) == 5
        assert "whatever it is about" in capsys.readouterr().err


@pytest.mark.usefixtures("packs")
class TestAliases:
    def test_names_and_a_day_are_noted_and_shown(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(here, capsys, "Wilg", "x")
        assert main(["people", "alias", "wilg", "--name", "Jan", "--name", "J. de Boer", "--until", "2026-12-31"]) == 0
        capsys.readouterr()
        assert main(["people", "aliases", "--json"]) == 0
        (client,) = json.loads(capsys.readouterr().out)
        assert client == {"alias": "Wilg", "names": ["Jan", "J. de Boer"], "until": "2026-12-31"}
        assert main(["people", "alias", "Wilg", "--name", "", "--until", "never"]) == 0
        capsys.readouterr()
        assert main(["people", "aliases", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == [{"alias": "Wilg", "names": [], "until": None}]

    @pytest.mark.parametrize(("words", "code"), [(["--until", "gauw"], 2), (["--until", "2026-02-30"], 2), ([], 4)])
    def test_what_cannot_be_is_said(self, here: Path, words: list[str], code: int) -> None:
        assert main(["people", "alias", "Wilg", *words]) == code

    def test_a_real_name_does_not_leave_unless_it_is_meant(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = write(here, capsys, "Wilg", "Jan's vader")
        assert main(["people", "alias", "Wilg", "--name", "Jan"]) == 0
        assert main(["people", "add", "Sam", age.recipient_of(age.new_identity())]) == 0
        capsys.readouterr()
        assert main(["share", page, "--to", "Sam", "--out", "x.age"]) == 7
        assert "‘Jan's’ is the name of Wilg" in capsys.readouterr().err
        assert not (here / "x.age").exists()
        assert main(["share", page, "--to", "Sam", "--out", "x.age", "--with-names"]) == 0
        assert main(["export", "--supervision", "--out", "paper.md"]) == 7
        assert not (here / "paper.md").exists()

    def test_all_that_is_kept_on_one_client_can_be_taken_out(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(here, capsys, "Wilg", "over wilg")
        write(here, capsys, "Eik", "over eik")
        assert main(["export", "--format", "json", "--about", "WILG", "--out", "wilg.json"]) == 0
        entries = json.loads((here / "wilg.json").read_text())["entries"]
        assert [entry["about"] for entry in entries] == ["Wilg"]

    def test_a_real_name_is_said_before_a_page_is_kept_from_a_file(
        self, here: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(here, capsys, "Wilg", "eerste keer")
        assert main(["people", "alias", "Wilg", "--name", "Jan"]) == 0
        (here / "answers.toml").write_text('[answers]\nwhat = "en toen zei Jan iets"\n')
        capsys.readouterr()
        assert main(["write", "alles", "--answers", "answers.toml"]) == 0
        read = capsys.readouterr()
        assert "Your text has a real name in it: ‘Jan’ (Wilg), at ‘Wat raakte je bij dit?’." in read.err
        assert len(read.out.split()) == 1
