"""Other recovery words: some words and the passphrase open the journal, whatever is cut off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import NotFound, Refused, WrongPassphrase
from kwetsbaar.storage import create, files, recovering, words
from kwetsbaar.storage.create import unlock, unlock_with_words
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder
from kwetsbaar.storage.recovering import replace_words
from tests.storage.conftest import CREATED, PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places
    from tests.storage.conftest import Made

NEW = words.new_words()


class Killed(BaseException):
    """Stands for the end of the process."""


def replaced(path: Path, places: Places, passphrase: str = PASSPHRASE, recovery_words: str = NEW) -> Keyring:
    return replace_words(path, passphrase, recovery_words, places=places, work_factor=15)


def opens(path: Path, recovery_words: str) -> bool:
    try:
        unlock_with_words(path, recovery_words)
    except (WrongPassphrase, NotFound):
        return False
    return True


def test_the_new_words_open_it_and_the_old_ones_do_not(journal: Made, places: Places) -> None:
    after = replaced(journal.path, places, recovery_words=NEW.upper())
    assert unlock(journal.path, PASSPHRASE) == after == unlock_with_words(journal.path, NEW)
    assert (after.journal_id, after.keys) == (journal.keyring.journal_id, journal.keyring.keys)
    assert not opens(journal.path, journal.words)


@pytest.mark.parametrize("writes", range(4))
def test_some_words_and_the_passphrase_open_it_wherever_it_is_cut_off(
    journal: Made, places: Places, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    left, real = [writes], files.replace

    def replace(path: Path, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", replace)
        with pytest.raises(Killed):
            replaced(journal.path, places)
    assert opens(journal.path, journal.words) != opens(journal.path, NEW)
    assert unlock(journal.path, PASSPHRASE).keys == journal.keyring.keys
    again = words.new_words()
    assert replaced(journal.path, places, recovery_words=again) == unlock_with_words(journal.path, again)


def test_a_journal_without_words_gets_them(tmp_path: Path, places: Places) -> None:
    path = tmp_path / "bare"
    create.create(path, PASSPHRASE, recovery_words=None, places=places, created=CREATED, work_factor=15)
    after = replaced(path, places)
    assert unlock_with_words(path, NEW) == after
    assert JournalFolder(path).recovery.stat().st_mode & 0o777 == 0o600


def test_nothing_changes_without_the_passphrase_or_with_words_that_are_none(journal: Made, places: Places) -> None:
    before = {path: path.read_bytes() for path in journal.path.glob("*.age")}
    with pytest.raises(WrongPassphrase):
        replaced(journal.path, places, "een andere")
    with pytest.raises(WrongPassphrase):
        replaced(journal.path, places, recovery_words="appel peer")
    assert {path: path.read_bytes() for path in journal.path.glob("*.age")} == before


def test_a_keyring_that_changes_meanwhile_is_left_alone(
    journal: Made, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = recovering._change

    def change(*given: object) -> object:
        JournalFolder(journal.path).keyring.write_bytes(b"another")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(recovering, "_change", change)
    with pytest.raises(Refused, match="changed meanwhile"):
        replaced(journal.path, places)
    assert JournalFolder(journal.path).keyring.read_bytes() == b"another"


def test_new_words_are_not_on_paper_yet(journal: Made, places: Places) -> None:
    marks = Marks.open(places, journal.keyring.journal_id)
    assert marks.words_confirmed is None
    marks.words_confirmed = date(2026, 11, 22)
    assert marks.words_confirmed == date(2026, 11, 22)
    replaced(journal.path, places)
    assert marks.words_confirmed is None
    marks._set_fact("words_confirmed", "morgen")
    assert marks.words_confirmed is None
    marks.close()
