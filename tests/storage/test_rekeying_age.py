"""The age program opens what a rekey wrote with what opens the journal now, and old copies with what opened them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kwetsbaar.storage.create import Secret
from kwetsbaar.storage.rekeying import Wanted, begin
from kwetsbaar.storage.rewrapping import replace_passphrase
from tests.storage.conftest import PASSPHRASE
from tests.storage.terminal import answered, needs_age
from tests.storage.test_rekeying import NEW, NEW_WORDS, PLAIN, opened

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.places import Places
    from tests.storage.conftest import Made

PAGE = f"entries/{PLAIN}.md.age"
BY_PASSPHRASE = f"age -d -i keyring.age {PAGE}"
BY_WORDS = f"age -d -i <(age -d -i recovery.age keyring-recovery.age) {PAGE}"


@needs_age
def test_new_files_with_the_new_secrets_and_old_copies_with_the_old(
    journal: Made, places: Places, tmp_path: Path
) -> None:
    at = opened(journal.path, journal.keyring, places)
    at.entries.save(PLAIN, 1, b"twee\n", base_sha256=None)
    at.close()
    old = tmp_path / "old"
    shutil.copytree(journal.path, old)
    ring = begin(journal.path, Secret(PASSPHRASE), Wanted(NEW, NEW_WORDS), places=places, work_factor=15)
    at = opened(journal.path, ring, places)
    at.finish()
    at.close()
    assert answered(BY_PASSPHRASE, journal.path, [NEW]).startswith("twee\n")
    assert answered(BY_WORDS, journal.path, [NEW_WORDS]).startswith("twee\n")
    assert answered(BY_PASSPHRASE, old, [PASSPHRASE]).startswith("twee\n")
    assert answered(BY_WORDS, old, [journal.words]).startswith("twee\n")
    # With the new keyring an old copy of a page can be read, not the other way round.
    (journal.path / PAGE).write_bytes((old / PAGE).read_bytes())
    assert answered(BY_PASSPHRASE, journal.path, [NEW]).startswith("twee\n")


@needs_age
def test_another_passphrase_opens_the_same_files(journal: Made, places: Places) -> None:
    at = opened(journal.path, journal.keyring, places)
    at.entries.save(PLAIN, 1, b"twee\n", base_sha256=None)
    at.close()
    replace_passphrase(journal.path, Secret(PASSPHRASE), NEW, places=places, work_factor=15)
    assert answered(BY_PASSPHRASE, journal.path, [NEW]).startswith("twee\n")
    assert answered(BY_WORDS, journal.path, [journal.words]).startswith("twee\n")
