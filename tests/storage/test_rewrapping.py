"""Another passphrase: the old or the new one opens the journal wherever it is cut off, and the words always do."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotFound, Refused, WrongPassphrase
from kwetsbaar.storage import age, create, files, rewrapping, words
from kwetsbaar.storage import keyring as keyrings
from kwetsbaar.storage.create import Secret, unlock, unlock_with_words
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.storage.recovering import replace_words
from kwetsbaar.storage.rewrapping import replace_passphrase
from tests.storage.conftest import CREATED, PASSPHRASE
from tests.storage.steps import Killed, make, quick_scrypt, steps

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places
    from tests.storage.conftest import Made

NEW = "een heel andere wachtzin"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", quick_scrypt)


@pytest.fixture
def journal(tmp_path: Path) -> Made:
    """A journal of its own for each test, sealed with no work at all."""
    return make(tmp_path / "copy", tmp_path / "elsewhere")


def changed(path: Path, places: Places, secret: Secret | None = None) -> Keyring:
    return replace_passphrase(path, secret or Secret(PASSPHRASE), NEW, places=places, work_factor=15)


def fits(path: Path, passphrase: str) -> bool:
    try:
        unlock(path, passphrase)
    except WrongPassphrase:
        return False
    return True


def test_the_new_one_opens_it_the_old_one_does_not_and_the_words_stay(journal: Made, places: Places) -> None:
    assert changed(journal.path, places) == journal.keyring
    assert unlock(journal.path, NEW) == unlock_with_words(journal.path, journal.words) == journal.keyring
    assert not fits(journal.path, PASSPHRASE)
    assert JournalFolder(journal.path).keyring.stat().st_mode & 0o777 == 0o600


def test_the_words_change_a_passphrase_that_was_forgotten(journal: Made, places: Places) -> None:
    JournalFolder(journal.path).keyring.unlink()
    changed(journal.path, places, Secret(journal.words, by_words=True))
    assert unlock(journal.path, NEW) == unlock_with_words(journal.path, journal.words) == journal.keyring


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("by_words", [False, True], ids=["passphrase", "words"])
def test_wherever_it_is_cut_off_the_old_or_the_new_one_opens_it(
    journal: Made, places: Places, monkeypatch: pytest.MonkeyPatch, *, after: bool, by_words: bool
) -> None:
    secret = Secret(journal.words, by_words=True) if by_words else Secret(PASSPHRASE)
    at = 0
    while True:
        path = journal.path
        changed_back(path, places)
        try:
            with steps(monkeypatch, at, after=after):
                changed(path, places, secret)
        except Killed:
            assert fits(path, PASSPHRASE) != fits(path, NEW)
            assert unlock_with_words(path, journal.words) == journal.keyring
            at += 1
        else:
            break
    assert at >= 2


def changed_back(path: Path, places: Places) -> None:
    """Makes the passphrase what it was."""
    if fits(path, NEW):
        replace_passphrase(path, Secret(NEW), PASSPHRASE, places=places, work_factor=15)


def test_a_journal_without_words_gets_no_recovery_copy(tmp_path: Path, places: Places) -> None:
    path = tmp_path / "bare"
    create.create(path, PASSPHRASE, recovery_words=None, places=places, created=CREATED, work_factor=15)
    changed(path, places)
    assert fits(path, NEW)
    assert not JournalFolder(path).keyring_recovery.exists()


def test_a_recovery_copy_that_was_spoilt_is_made_again(journal: Made, places: Places) -> None:
    JournalFolder(journal.path).keyring_recovery.write_bytes(b"spoilt")
    changed(journal.path, places)
    assert unlock_with_words(journal.path, journal.words) == journal.keyring


def test_words_whose_change_was_cut_off_still_open_it_afterwards(
    journal: Made, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keyring names the old recovery identity still, and the words on paper are the new ones."""
    new = words.new_words()
    with pytest.raises(Killed), steps(monkeypatch, 2):
        replace_words(journal.path, PASSPHRASE, new, places=places, work_factor=15)
    changed(journal.path, places)
    assert unlock_with_words(journal.path, new).keys == journal.keyring.keys
    replace_passphrase(journal.path, Secret(new, by_words=True), PASSPHRASE, places=places, work_factor=15)
    assert unlock(journal.path, PASSPHRASE) == unlock_with_words(journal.path, new)
    assert age.recipients(JournalFolder(journal.path).keyring_recovery.read_bytes()) == 1


def test_nothing_changes_with_a_wrong_secret_or_for_an_empty_passphrase(journal: Made, places: Places) -> None:
    before = {path: path.read_bytes() for path in journal.path.glob("*.age")}
    for secret in (Secret("een andere"), Secret(words.new_words(), by_words=True)):
        with pytest.raises(WrongPassphrase):
            changed(journal.path, places, secret)
    with pytest.raises(WrongPassphrase):
        replace_passphrase(journal.path, Secret(PASSPHRASE), "", places=places, work_factor=15)
    assert {path: path.read_bytes() for path in journal.path.glob("*.age")} == before
    with pytest.raises(NotFound):
        changed(journal.path / "nowhere", places)


def test_a_keyring_that_changes_meanwhile_is_left_alone(
    journal: Made, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(*_given: object) -> None:
        files.replace(JournalFolder(journal.path).keyring, b"another")

    monkeypatch.setattr(rewrapping, "check_newest", check)
    with pytest.raises(Refused, match="changed meanwhile"):
        changed(journal.path, places)
    assert JournalFolder(journal.path).keyring.read_bytes() == b"another"


def test_an_older_keyring_is_not_made_the_one_in_force(journal: Made, places: Places) -> None:
    marks = Marks.open(places, journal.keyring.journal_id)
    marks.highest_epoch = 2
    marks.close()
    with pytest.raises(Refused, match="newer than the keyring"):
        changed(journal.path, places)
    with pytest.raises(Refused, match="newer than the keyring"):
        replace_words(journal.path, PASSPHRASE, words.new_words(), places=places, work_factor=15)
    assert fits(journal.path, PASSPHRASE)


def test_a_key_that_waits_is_kept_and_then_written_with(journal: Made, places: Places) -> None:
    """The words find a rekey that was cut off before the passphrase was new: both keys stay."""
    key = keyrings.new_key(2)
    ring = journal.keyring.with_waiting(key)
    assert ring.current == journal.keyring.current
    JournalFolder(journal.path).keyring_recovery.write_bytes(
        age.encrypt(keyrings.render(ring), ring.recovery_recipient)
    )
    assert unlock_with_words(journal.path, journal.words) == ring
    after = changed(journal.path, places, Secret(journal.words, by_words=True))
    assert after.keys == (key, *journal.keyring.keys)
    assert unlock(journal.path, NEW) == unlock_with_words(journal.path, journal.words) == after
