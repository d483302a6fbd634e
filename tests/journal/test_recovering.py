"""The recovery words of a journal: trying them, new ones, and whether they are on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kwetsbaar.errors import WrongPassphrase
from kwetsbaar.journal import Journal, Places
from tests.conftest import PASSPHRASE, Clock, Made


def test_new_words_take_the_place_of_the_old(folder: Path, places: Places, made: Made) -> None:
    proposed = Journal.proposed_words()
    assert Journal.new_words(folder, PASSPHRASE, places, proposed) == proposed
    Journal.test_words(folder, proposed)
    with pytest.raises(WrongPassphrase):
        Journal.test_words(folder, made.words)


def test_words_that_cannot_be_right_say_which(folder: Path) -> None:
    with pytest.raises(WrongPassphrase, match="Word 1"):
        Journal.test_words(folder, "appel " * 12)


def test_whether_they_are_on_paper_is_known_to_this_device(
    journal: Journal, folder: Path, places: Places, made: Made, clock: Clock
) -> None:
    assert journal.has_words
    assert journal.words_confirmed is None
    journal.words_confirmed = clock().date()
    journal.close()
    again = Journal(folder, made.keyring, places, clock)
    assert again.words_confirmed == date(2026, 11, 22)
    again.words_confirmed = None
    assert again.words_confirmed is None
    again.close()
