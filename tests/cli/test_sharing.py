"""A page that is sealed for someone: only they can open it, nothing else leaves, and the journal knows that it left."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.journal.people import fingerprint
from kwetsbaar.storage import age, stanza
from tests.conftest import LEAST_WORK

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not here")

PACK = """
title = "Alles"
[[step]]
id = "client"
kind = "client"
ask = "Over wie?"
[[step]]
id = "theme"
measure = "theme"
ask = "Waar gaat het over?"
[[step]]
id = "heavy"
ask = "Wat is er zwaar aan {theme}?"
[[step]]
id = "secret"
private = true
ask = "Wat zeg je niemand?"
"""
ANSWERS = """
[answers]
client = "Wilg"
theme = "mijn baas"
heavy = "alles\\n# echt alles"
secret = "dat ik wil gaan"
"""


@pytest.fixture
def friend(here: Path) -> str:
    """Gives the secret key of a friend called Sam, which lies in `sam.txt`."""
    identity = age.new_identity()
    (here / "sam.txt").write_text(identity + "\n")
    assert main(["people", "add", "Sam", age.recipient_of(identity)]) == 0
    return identity


@pytest.fixture
def page(here: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Gives the id of a page."""
    packs = here.parent / "xdg" / "data" / "kwetsbaar" / "prompts"
    packs.mkdir(parents=True)
    (packs / "alles.toml").write_text(PACK)
    (here / "answers.toml").write_text(ANSWERS)
    assert main(["write", "alles", "--answers", "answers.toml"]) == 0
    return capsys.readouterr().out.strip()


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@needs_age
def test_the_age_program_opens_it_and_finds_only_what_was_chosen(here: Path, friend: str, page: str) -> None:
    assert main(["share", page[:8], "--to", "sam", "--steps", "heavy", "--out", "page.md.age", "--from", "Kim"]) == 0
    opened = subprocess.run(["age", "-d", "-i", "sam.txt", "page.md.age"], capture_output=True, check=True).stdout
    text = opened.decode()
    assert "### Wat is er zwaar aan …?\n\nalles\n\\# echt alles\n" in text
    assert 'from = "Kim"' in text
    for secret in (page, "Wilg", "mijn baas", "dat ik wil gaan", "heavy"):
        assert secret not in text
    assert (here / "page.md.age").stat().st_mode & 0o777 == 0o600


def test_it_is_noted_on_the_page_and_with_people(friend: str, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["share", page, "--to", "Sam", "--out", "page.md.age"]) == 0
    capsys.readouterr()
    assert main(["people", "show", "SAM", "--json"]) == 0
    (sent,) = json.loads(shown(capsys))["sent"]
    assert (sent["id"], sent["steps"], sent["about"]) == (page, ["theme", "heavy"], "Wilg")
    assert main(["show", page, "--json"]) == 0
    document = json.loads(shown(capsys))
    assert [(each["to"], each["steps"]) for each in document["shared"]] == [("Sam", ["theme", "heavy"])]
    assert document["rev"] == 2


def test_the_preview_is_exactly_what_leaves_and_writes_nothing(
    here: Path, friend: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", page, "--preview", "--steps", "theme,secret"]) == 0
    preview = shown(capsys)
    assert not list(here.glob("*.age"))
    assert main(["share", page, "--to", "Sam", "--steps", "theme,secret", "--out", "page.md.age"]) == 0
    assert age.decrypt((here / "page.md.age").read_bytes(), [friend]).decode() == preview
    assert "dat ik wil gaan" in preview


REFUSED = [
    (["--to", "Nobody", "--out", "x.age"], 4, "nobody called ‘Nobody’"),
    (["--to", "Sam"], 2, "--out"),
    (["--out", "x.age"], 2, "--to NAME"),
    (["--to", "Sam", "--out", "x.age", "--steps", "wrong"], 2, "no answer ‘wrong’"),
    (["--to", "Sam", "--out", "x.age", "--steps", ""], 2, "Nothing is chosen"),
    (["--to", "Sam", "--out", "x.age", "--steps", "client"], 2, "no answer ‘client’"),
    (["--to", "Sam", "--out", "sam.txt"], 7, "sam.txt"),
    (["--to", "Sam", "--out", "nowhere/x.age"], 1, "nowhere"),
]


@pytest.mark.usefixtures("friend")
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: " ".join(case[0]))
def test_each_refusal_says_why_and_writes_nothing(
    here: Path, page: str, case: tuple[list[str], int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    words, code, said = case
    before = (here / "sam.txt").read_bytes()
    assert main(["share", page, *words]) == code
    assert said in capsys.readouterr().err
    assert not (here / "x.age").exists()
    assert (here / "sam.txt").read_bytes() == before


class TestWithAPassphrase:
    def test_it_is_opened_with_what_was_agreed(
        self, here: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        defaults = stanza.encrypt.__kwdefaults__
        assert defaults
        monkeypatch.setitem(defaults, "work_factor", LEAST_WORK)
        (here / "agreed").write_text("vier woorden bij elkaar\n")
        words = ["share", page, "--sealed-with", "agreed", "--to", "Kim", "--steps", "heavy", "--out", "p.age"]
        assert main(words) == 0
        capsys.readouterr()
        monkeypatch.delenv("KWETSBAAR_JOURNAL")
        assert main(["open", "p.age", "--sealed-with", "agreed"]) == 0
        found = capsys.readouterr()
        assert "alles" in found.out
        assert "does not say who it is from" in found.err
        (here / "agreed").write_text("iets anders dan dat\n")
        assert main(["open", "p.age", "--sealed-with", "agreed"]) == 3

    def test_a_short_one_is_refused(self, here: Path, page: str) -> None:
        (here / "agreed").write_text("kort\n")
        assert main(["share", page, "--sealed-with", "agreed", "--out", "p.age"]) == 2
        assert not (here / "p.age").exists()


class TestReceiving:
    @pytest.fixture
    def address(self, here: Path, capsys: pytest.CaptureFixture[str]) -> str:
        assert main(["people", "address"]) == 0
        said = capsys.readouterr()
        address = said.out.strip()
        assert fingerprint(address) in said.err
        return address

    def test_a_page_is_shown_without_touching_the_journal_and_kept_once(
        self, here: Path, address: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        letter = '+++\nfrom = "Sam\\u001b[31m"\ntitle = "Dag"\n+++\n# Dag\n\nhoi \x1b]0;x\x07 daar [/oops]\n'
        (here / "in.age").write_bytes(age.encrypt(letter.encode(), address))
        before = sorted(path.name for path in (here / "journal").rglob("*"))
        assert main(["open", "in.age"]) == 0
        found = capsys.readouterr()
        assert "It says it is from Sam[31m; age cannot prove that." in found.err
        assert "hoi ]0;x daar [/oops]" in found.out
        assert sorted(path.name for path in (here / "journal").rglob("*")) == before
        for _ in range(2):
            assert main(["open", "in.age", "--keep"]) == 0
        capsys.readouterr()
        assert main(["list", "--json"]) == 0
        (card,) = json.loads(capsys.readouterr().out)
        assert (card["title"], card["pack"]) == ("Dag", "received")
        assert main(["show", card["id"], "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert (document["received_from"], document["hidden"]) == ("Sam[31m", True)
        assert main(["share", card["id"], "--preview"]) == 7

    @needs_age
    def test_what_the_age_program_made_is_opened_its_text_form_too(
        self, here: Path, address: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for more in ([], ["-a"]):
            subprocess.run(
                ["age", *more, "-r", address, "-o", "in.age"], input=b"gewoon een brief", check=True, cwd=here
            )
            assert main(["open", "in.age"]) == 0
            assert "gewoon een brief" in capsys.readouterr().out
            (here / "in.age").unlink()

    def test_what_is_too_large_is_refused_unread(self, here: Path, address: str) -> None:
        with (here / "in.age").open("wb") as file:
            file.truncate(1024 * 1024 + 1)
        assert main(["open", "in.age"]) == 7

    @pytest.mark.parametrize("data", [b"", b"hoi", b"age-encryption.org/v1\n-> X25519 a\n", b"\x00" * 1000])
    def test_what_is_no_sealed_page_is_named(
        self, here: Path, address: str, data: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "in.age").write_bytes(data)
        assert main(["open", "in.age"]) == 5
        assert "no page that was sealed" in capsys.readouterr().err

    def test_one_for_someone_else_and_one_that_is_no_text_are_named(
        self, here: Path, address: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (here / "in.age").write_bytes(age.encrypt(b"x", age.recipient_of(age.new_identity())))
        assert main(["open", "in.age"]) == 5
        assert "for someone else" in capsys.readouterr().err
        (here / "in.age").write_bytes(age.encrypt(b"\xff\xfe\x00", address))
        assert main(["open", "in.age"]) == 5

    def test_without_an_address_it_says_how_to_make_one(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "in.age").write_bytes(age.encrypt(b"x", age.recipient_of(age.new_identity())))
        assert main(["open", "in.age"]) == 7
        assert "people address" in capsys.readouterr().err


def test_people_are_listed_and_removed(here: Path, friend: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["people", "list", "--json"]) == 0
    (person,) = json.loads(shown(capsys))
    assert person["fingerprint"] == fingerprint(person["address"])
    assert main(["people", "list"]) == 0
    assert shown(capsys).startswith("Sam  " + person["fingerprint"])
    assert main(["people", "add", "sam", person["address"]]) == 7
    assert main(["people", "remove", "SAM"]) == 0
    assert main(["people", "show", "Sam"]) == 4
    assert main(["people", "add", "Sam", "age1x"]) == 2


def test_persons_and_the_own_address_are_the_same_after_a_new_key(
    here: Path, friend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "address"]) == 0
    address = capsys.readouterr().out.strip().split("\n")[-1]
    (here / "in.age").write_bytes(age.encrypt(b"hoi", address))
    before = (here / "journal" / "people.age").read_bytes()
    (here / "next").write_text("een andere wachtzin dan eerst\n")
    assert main(["rekey", "--new-passphrase-file", "next", "--no-recovery"]) == 0
    assert (here / "journal" / "people.age").read_bytes() != before
    capsys.readouterr()
    (here / "passphrase").write_text("een andere wachtzin dan eerst\n")
    assert main(["people", "address"]) == 0
    assert capsys.readouterr().out.strip() == address
    assert main(["open", "in.age"]) == 0
    assert "hoi" in capsys.readouterr().out
    assert main(["people", "list"]) == 0
    assert capsys.readouterr().out.startswith("Sam  ")
