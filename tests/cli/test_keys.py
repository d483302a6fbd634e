"""The commands that care for the keys, where a script cannot set the scene: an earlier key, and what is cut off."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.cli import talk
from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.create import Secret, unlock
from kwetsbaar.storage.keyring import Keyring
from kwetsbaar.storage.places import JournalFolder, Places
from kwetsbaar.storage.rekeying import Wanted, begin
from tests.cli.conftest import Quick
from tests.conftest import PASSPHRASE

NEW = "vier losse woorden erbij"


@pytest.fixture
def page(here: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Keeps a page and gives its id; the new passphrase stands in the file `new`."""
    (here / "answers.toml").write_text('[answers]\n1 = "De zin."\n')
    (here / "new").write_text(f"{NEW}\n")
    (here / "new").chmod(0o600)
    assert main(["write", "drie-minuten", "--answers", "answers.toml"]) == 0
    return capsys.readouterr().out.strip()


def begun(here: Path) -> None:
    """Begins a rekey as one that is killed before the first page is written anew."""
    begin(here / "journal", Secret(PASSPHRASE), Wanted(NEW, None), places=Places.of_user())


def test_a_page_under_an_earlier_key_is_named_until_it_is_accepted(
    here: Path, page: str, quick: Quick, capsys: pytest.CaptureFixture[str]
) -> None:
    old = JournalFolder(here / "journal").entry(page).read_bytes()
    assert main(["rekey", "--new-passphrase-file", "new", "--no-recovery"]) == 0
    JournalFolder(here / "journal").entry(page).write_bytes(old)
    capsys.readouterr()
    opened = ["--passphrase-file", "new"]
    assert main([*opened, "list", "--json"]) == 5
    found = capsys.readouterr()
    assert [row["state"] for row in json.loads(found.out)] == ["earlier_key"]
    assert f"‘{page}’ was written with an earlier key. If it is yours: kwetsbaar accept {page}" in found.err
    assert main([*opened, "show", page]) == 5
    assert "De zin." in capsys.readouterr().out
    assert main([*opened, "list"]) == 5
    assert "[earlier key]" in capsys.readouterr().out
    for deep in ([], ["--read-all"]):
        assert main([*opened, "check", *deep, "--json"]) == 5
        assert '"earlier_key"' in capsys.readouterr().out
    assert main([*opened, "accept", page[:8]]) == 0
    assert capsys.readouterr().err == f"kwetsbaar: ‘{page}’ is a page like any other now.\n"
    assert main([*opened, "list"]) == 0
    assert main([*opened, "check", "--read-all"]) == 0
    plain = age.decrypt(JournalFolder(here / "journal").entry(page).read_bytes(), [newest(here).current.identity])
    assert seal.unseal(plain, domain=seal.ENTRY, keyring=newest(here)).epoch == 2


def newest(here: Path) -> Keyring:
    return unlock(here / "journal", NEW)


@pytest.mark.parametrize("command", [["list"], ["rekey"]], ids=["any", "rekey"])
def test_a_rekey_that_was_cut_off_goes_on_at_the_next_command(
    here: Path, page: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    begun(here)
    assert JournalFolder(here / "journal").rekey.exists()
    assert main(["--passphrase-file", "new", *command]) == 0
    assert "that goes on now" in capsys.readouterr().err
    assert not JournalFolder(here / "journal").rekey.exists()
    assert main(["--passphrase-file", "new", "show", page]) == 0
    assert "that goes on now" not in capsys.readouterr().err


def test_what_the_disk_does_not_take_can_be_read_all_the_same(
    here: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."))

    begun(here)
    monkeypatch.setattr(files, "replace", full)
    assert main(["--passphrase-file", "new", "show", page]) == 0
    told = capsys.readouterr()
    assert "De zin." in told.out
    assert "The disk is full." in told.err


def test_an_older_keyring_reads_and_says_what_to_do(here: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    journal = here / "journal"
    shutil.copytree(journal, here / "backup")
    assert main(["rekey", "--new-passphrase-file", "new", "--no-recovery"]) == 0
    shutil.rmtree(journal)
    shutil.copytree(here / "backup", journal)
    capsys.readouterr()
    assert main(["show", page]) == 0
    assert "so it can only be read now. Lock it and open it again with the newest" in capsys.readouterr().err
    assert main(["write", "drie-minuten", "--answers", "answers.toml"]) == 7
    assert main(["passphrase", "--new-passphrase-file", "new"]) == 7
    assert main(["recovery", "--recovery-out", "more"]) == 7
    assert not Path("more").exists()
    assert main(["rekey", "--new-passphrase-file", "new", "--recovery-out", "words-anew"]) == 7
    assert "kwetsbaar rekey --over-newer" in capsys.readouterr().err
    assert not Path("words-anew").exists()
    assert main(["rekey", "--new-passphrase-file", "new", "--no-recovery", "--over-newer"]) == 0
    assert main(["--passphrase-file", "new", "show", page]) == 0


def test_how_far_it_is_stands_on_one_line_of_a_terminal(
    here: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(talk, "_is_terminal", lambda _stream: True)
    assert main(["rekey", "--new-passphrase-file", "new", "--no-recovery"]) == 0
    assert "\rkwetsbaar: Written with the new key: 1 of 1\n" in capsys.readouterr().err
    assert page


def test_words_that_may_hold_are_not_thrown_away(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise NotSaved(msg("The disk is full."))

    monkeypatch.setattr(files, "replace", full)
    assert main(["recovery", "--recovery-out", "more"]) == 1
    assert "kwetsbaar recovery --test tells which of them open your journal" in capsys.readouterr().err
    assert (here / "more").exists()
