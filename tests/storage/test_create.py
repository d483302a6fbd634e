from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import Damaged, NotFound, NotSaved, Refused, WrongPassphrase
from kwetsbaar.storage import files, stanza, words
from kwetsbaar.storage.create import create, unlock, unlock_with_words
from kwetsbaar.storage.entries import EntryStore
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, new_id
from kwetsbaar.storage.readme import README
from tests.storage.conftest import CREATED, PASSPHRASE
from tests.storage.terminal import answered, needs_age

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places
    from tests.storage.conftest import Made

FOLDERS = {"entries", "history", "trash", "drafts", "tombstones"}
FILES = {"journal.toml", "README.txt", "keyring.age", "recovery.age", "keyring-recovery.age"}


def made(path: Path, places: Places, recovery_words: str | None = None, passphrase: str = PASSPHRASE) -> Keyring:
    return create(path, passphrase, recovery_words=recovery_words, places=places, created=CREATED, work_factor=15)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts derivations."""
    seen: list[int] = []
    real = hashlib.scrypt

    def derive(password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int, dklen: int) -> bytes:
        seen.append(n)
        return real(password, salt=salt, n=n, r=r, p=p, maxmem=maxmem, dklen=dklen)

    monkeypatch.setattr(hashlib, "scrypt", derive)
    return seen


class TestMaking:
    def test_the_folder(self, journal: Made) -> None:
        found = {path.name for path in journal.path.iterdir()}
        assert found == FOLDERS | FILES
        assert {path.name for path in journal.path.iterdir() if path.is_dir()} == FOLDERS

    @pytest.mark.parametrize("umask", [0o000, 0o777])
    def test_modes_whatever_the_umask(self, tmp_path: Path, places: Places, umask: int) -> None:
        before = os.umask(umask)
        try:
            made(tmp_path / "new" / "journal", places)
        finally:
            os.umask(before)
        for path in (tmp_path / "new").rglob("*"):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path

    def test_what_is_plain(self, journal: Made) -> None:
        assert (journal.path / "journal.toml").read_text() == (
            "# A journal of kwetsbaar. README.txt tells how to read it with the ordinary age tool.\n"
            "format = 1\n"
            "created = 2026-11-22T20:33:00+01:00\n"
        )
        plain = (journal.path / "README.txt").read_text() + (journal.path / "journal.toml").read_text()
        assert journal.keyring.journal_id not in plain
        assert journal.keyring.recipient not in plain

    def test_the_recipient_stands_in_no_file(self, journal: Made) -> None:
        secret = [journal.keyring.recipient, journal.keyring.recovery_recipient, journal.keyring.current.identity]
        for path in journal.path.rglob("*"):
            if path.is_file():
                assert not any(text.encode() in path.read_bytes() for text in secret)

    def test_without_recovery_words(self, tmp_path: Path, places: Places, counted: list[int]) -> None:
        ring = made(tmp_path / "journal", places)
        assert len(counted) == 1
        assert ring.recovery_recipient == ""
        assert {path.name for path in (tmp_path / "journal").iterdir()} == FOLDERS | FILES - {
            "recovery.age",
            "keyring-recovery.age",
        }
        assert unlock(tmp_path / "journal", PASSPHRASE) == ring
        with pytest.raises(NotFound, match=r"recovery\.age is missing"):
            unlock_with_words(tmp_path / "journal", words.new_words())

    def test_the_device_remembers_the_keyring(self, tmp_path: Path, places: Places) -> None:
        ring = made(tmp_path / "journal", places)
        marks = Marks.open(places, ring.journal_id)
        assert marks.highest_epoch == 1
        assert marks.keyring_hash == hashlib.sha256((tmp_path / "journal" / "keyring.age").read_bytes()).hexdigest()
        marks.close()

    def test_a_state_folder_that_cannot_be_made(self, tmp_path: Path, places: Places) -> None:
        places.state.write_bytes(b"")
        ring = made(tmp_path / "journal", places)
        assert unlock(tmp_path / "journal", PASSPHRASE) == ring

    def test_an_empty_folder_is_used(self, tmp_path: Path, places: Places) -> None:
        (tmp_path / "journal").mkdir(mode=0o755)
        made(tmp_path / "journal", places)
        assert (tmp_path / "journal").stat().st_mode & 0o777 == 0o700

    def test_a_folder_with_something_in_it(self, tmp_path: Path, places: Places, counted: list[int]) -> None:
        (tmp_path / "journal").mkdir()
        (tmp_path / "journal" / "x").write_bytes(b"mine")
        (tmp_path / "file").write_bytes(b"mine")
        for name in ("journal", "file", "file/below"):
            with pytest.raises((Refused, NotSaved)):
                made(tmp_path / name, places)
        assert [path.name for path in (tmp_path / "journal").iterdir()] == ["x"]

    def test_no_passphrase_or_wrong_words(self, tmp_path: Path, places: Places) -> None:
        with pytest.raises(WrongPassphrase):
            made(tmp_path / "journal", places, passphrase="\n")
        with pytest.raises(WrongPassphrase):
            made(tmp_path / "journal", places, recovery_words="not twelve words")
        assert not (tmp_path / "journal").exists()


class TestFailing:
    @pytest.mark.parametrize("number", range(1, 16))
    @pytest.mark.parametrize("existed", [True, False])
    def test_nothing_is_left_wherever_it_fails(
        self, tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch, number: int, existed: bool
    ) -> None:
        derive = hashlib.pbkdf2_hmac
        monkeypatch.setattr(
            hashlib, "scrypt", lambda password, *, salt, dklen, **_: derive("md5", password, salt, 1, dklen)
        )
        if existed:
            (tmp_path / "journal").mkdir()
        calls, sync = iter(range(1, 1000)), files._SYNC

        def fail(file: int) -> None:
            if next(calls) == number:
                raise OSError(28, "No space left on device")
            sync(file)

        with monkeypatch.context() as patch:
            patch.setattr(files, "_SYNC", fail)
            with pytest.raises(NotSaved):
                made(tmp_path / "journal", places, words.new_words())
        assert (tmp_path / "journal").exists() == existed
        assert not existed or not list((tmp_path / "journal").iterdir())
        ring = made(tmp_path / "journal", places)
        assert unlock(tmp_path / "journal", PASSPHRASE) == ring

    def test_the_keyring_comes_last(self, tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[str] = []
        write = files.write_new

        def noted(path: Path, data: bytes) -> int:
            seen.append(path.name)
            return write(path, data)

        monkeypatch.setattr(files, "write_new", noted)
        made(tmp_path / "journal", places, words.new_words())
        assert seen == ["journal.toml", "README.txt", "recovery.age", "keyring-recovery.age", "keyring.age"]


class TestOpening:
    def test_by_the_passphrase(self, journal: Made, counted: list[int]) -> None:
        assert unlock(journal.path, journal.passphrase) == journal.keyring
        assert unlock(journal.path, "een wachtzin met spaties en e\u0301\n") == journal.keyring
        assert len(counted) == 2

    def test_by_the_words(self, journal: Made, counted: list[int]) -> None:
        short = " ".join(word[:4] for word in journal.words.upper().split())
        assert unlock_with_words(journal.path, f"  {short}\n") == journal.keyring
        assert len(counted) == 1

    def test_by_something_else(self, journal: Made) -> None:
        with pytest.raises(WrongPassphrase, match="does not open the journal"):
            unlock(journal.path, "something else")
        with pytest.raises(WrongPassphrase, match="another journal"):
            unlock_with_words(journal.path, words.new_words())

    def test_words_that_cannot_be_right_cost_nothing(self, journal: Made, counted: list[int]) -> None:
        with pytest.raises(WrongPassphrase, match="Word 2"):
            unlock_with_words(journal.path, "abandon xyzzy")
        assert not counted

    @pytest.mark.parametrize("name", ["none", "empty", "file"])
    def test_no_journal(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(NotFound, match="There is no journal in"):
            unlock(tmp_path / name, "x")
        with pytest.raises(NotFound, match="There is no journal in"):
            unlock_with_words(tmp_path / name, words.new_words())

    def test_a_keyring_that_is_missing(self, journal: Made) -> None:
        (journal.path / "keyring.age").unlink()
        with pytest.raises(NotFound, match=r"keyring\.age is missing") as error:
            unlock(journal.path, journal.passphrase)
        assert error.value.hint is not None
        assert unlock_with_words(journal.path, journal.words) == journal.keyring

    def test_a_newer_format_explains_what_cannot_be_read(self, journal: Made) -> None:
        """The file is plain: whoever writes it locks nobody out."""
        (journal.path / "journal.toml").write_text("format = 9\n")
        assert unlock(journal.path, journal.passphrase) == journal.keyring
        assert unlock_with_words(journal.path, journal.words) == journal.keyring
        for name in ("keyring.age", "recovery.age"):
            (journal.path / name).write_bytes(b"something new")
        with pytest.raises(Refused, match="newer kwetsbaar"):
            unlock(journal.path, journal.passphrase)
        with pytest.raises(Refused, match="newer kwetsbaar"):
            unlock_with_words(journal.path, journal.words)

    @pytest.mark.parametrize("text", [b"", b"format = one\n", b"\xff", None])
    def test_what_is_plain_is_not_needed(self, journal: Made, text: bytes | None) -> None:
        if text is None:
            (journal.path / "journal.toml").unlink()
        else:
            (journal.path / "journal.toml").write_bytes(text)
        assert unlock(journal.path, journal.passphrase) == journal.keyring

    @pytest.mark.parametrize(
        "spoil", [lambda _: b"", lambda data: data[:-1], lambda data: data + b"x", lambda _: bytes(100_000)]
    )
    def test_damage(self, journal: Made, spoil: Callable[[bytes], bytes]) -> None:
        for name, way in (
            ("keyring.age", unlock),
            ("recovery.age", unlock_with_words),
            ("keyring-recovery.age", unlock_with_words),
        ):
            path = journal.path / name
            data = path.read_bytes()
            path.write_bytes(spoil(data))
            with pytest.raises(Damaged):
                way(journal.path, journal.passphrase if way is unlock else journal.words)
            path.write_bytes(data)

    def test_sealed_well_but_no_keyring(self, journal: Made) -> None:
        for name, way, secret in (
            ("keyring.age", unlock, journal.passphrase),
            ("recovery.age", unlock_with_words, journal.words),
        ):
            (journal.path / name).write_bytes(stanza.encrypt(b"other\n", secret, work_factor=15))
            with pytest.raises(Damaged):
                way(journal.path, secret)

    def test_a_link_in_the_place_of_the_keyring(self, journal: Made) -> None:
        (journal.path / "keyring.age").rename(journal.path / "x")
        (journal.path / "keyring.age").symlink_to("x")
        with pytest.raises(Damaged):
            unlock(journal.path, journal.passphrase)


class TestReadme:
    """Follows README.txt to the letter, with nothing but the age program."""

    @pytest.fixture
    def page(self, journal: Made, places: Places) -> str:
        marks = Marks.open(places, journal.keyring.journal_id)
        store = EntryStore(JournalFolder(journal.path), journal.keyring, marks, places)
        id_ = new_id()
        store.save(id_, 1, "een bladzijde, één\n".encode(), base_sha256=None)
        marks.close()
        return f"{id_}.md.age"

    @staticmethod
    def commands() -> list[str]:
        return re.findall(r"^    (\S.*)$", README, re.MULTILINE)

    def test_both_languages_give_the_same_commands(self) -> None:
        found = self.commands()
        half = len(found) // 2
        assert [line.replace("NAAM", "NAME") for line in found[:half]] == found[half:]
        assert half == 5

    @needs_age
    def test_by_the_passphrase(self, journal: Made, page: str) -> None:
        command = self.commands()[0].replace("NAAM.md.age", page)
        assert answered(command, journal.path, [journal.passphrase]).startswith("een bladzijde, één\n<!-- seal")

    @needs_age
    def test_by_the_words(self, journal: Made, page: str) -> None:
        command = self.commands()[1].replace("NAAM.md.age", page)
        assert answered(command, journal.path, [journal.words]).startswith("een bladzijde, één\n<!-- seal")

    @needs_age
    def test_all_at_once(self, journal: Made, page: str, tmp_path: Path) -> None:
        assert (journal.path / "entries" / page).is_file()
        home = tmp_path / "home"
        home.mkdir()
        take, read, throw_away = self.commands()[2:5]
        check = 'test "$(stat -c %a ~/keys.txt)" = 600'
        command = "\n".join([take, check + " || exit 1", read, throw_away])
        assert answered(command, journal.path, [journal.passphrase], home).startswith("een bladzijde, één\n<!-- seal")
        assert not list(home.iterdir())

    def test_every_name_in_the_folder_is_told(self, journal: Made) -> None:
        for path in journal.path.iterdir():
            assert path.name in README or path.name in {"README.txt", "journal.toml"}
