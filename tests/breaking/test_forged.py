"""Pages by somebody who knows the journal's recipient but not its seal: told as foreign, and never built upon."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.core.draft import Draft
from kwetsbaar.core.entry import Entry
from kwetsbaar.errors import Damaged
from kwetsbaar.journal import Journal, State
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage import keyring as keyrings
from kwetsbaar.storage.places import JournalFolder, new_id
from kwetsbaar.storage.trash import Trash
from tests.breaking.operations import NEW, OLD, PASSPHRASE, Where, page, pages, prepared

Forge = Callable[[Journal, bytes], bytes]
"""Gives the plaintext of a page that says something else than the one it is given."""


@pytest.fixture
def where(roof: Path) -> Where:
    """Gives a journal with one page."""
    return prepared(Where(roof), "delete")


@pytest.fixture
def journal(where: Where) -> Iterator[Journal]:
    journal = where.opened()
    yield journal
    journal.close()


def changed(plain: bytes) -> bytes:
    assert OLD.encode() in plain
    return plain.replace(OLD.encode(), NEW.encode())


def without_a_seal(_: Journal, plain: bytes) -> bytes:
    return changed(plain[: plain.rindex(b"<!-- seal")])


def with_the_seal_of_another_text(_: Journal, plain: bytes) -> bytes:
    return changed(plain)


def with_a_seal_of_ones_own(journal: Journal, plain: bytes) -> bytes:
    """Everything is known but the seal key."""
    own = replace(keyrings.new_keyring(), journal_id=journal.keyring.journal_id)
    return seal.seal(without_a_seal(journal, plain), domain=seal.ENTRY, keyring=own, id=page(journal).name, rev=1)


def with_the_seal_of_an_epoch_to_come(journal: Journal, plain: bytes) -> bytes:
    return re.sub(rb"(<!-- seal entry \w+ \d+) 1 ", rb"\1 2 ", changed(plain))


def with_more_under_the_seal(_: Journal, plain: bytes) -> bytes:
    return plain + changed(plain)[: plain.index(b"\n") + 1]


WAYS = [
    without_a_seal,
    with_the_seal_of_another_text,
    with_a_seal_of_ones_own,
    with_the_seal_of_an_epoch_to_come,
    with_more_under_the_seal,
]


@pytest.mark.parametrize("instead", [True, False])
@pytest.mark.parametrize("forge", WAYS)
def test_a_forged_page_is_told_and_never_believed(  # noqa: PLR0917 - fixtures
    where: Where, journal: Journal, forge: Forge, instead: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    mine = page(journal)
    file = where.folder / f"entries/{mine.name}.md.age"
    plain = age.decrypt(files.read(file, limit=1 << 20), journal.keyring.identities)
    name = mine.name if instead else new_id()
    forged = age.encrypt(forge(journal, plain), journal.keyring.recipient)
    file.with_name(f"{name}.md.age").write_bytes(forged)
    states = {found.name: found.state for found in pages(journal)}
    assert states.pop(name) is State.FOREIGN
    assert set(states.values()) <= {State.OK}
    found = journal.reading.earlier("drie-minuten", "1", asks_of(mine.entry))
    assert [each.text for each in found] == ([] if instead else [OLD])
    assert listed(where, monkeypatch, capsys)[name] == "foreign"


def asks_of(entry: Entry | None) -> tuple[str, ...]:
    assert entry
    return tuple(answer.ask for answer in entry.answers)


def listed(where: Where, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Lists the pages by the command, which says by its exit code that not all is well."""
    secret = where.base / "secret"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    monkeypatch.setenv("KWETSBAAR_PASSPHRASE_FILE", str(secret))
    assert main(["--journal", str(where.folder), "list", "--json"]) == 5
    return {row["id"]: row["state"] for row in json.loads(capsys.readouterr().out)}


def test_a_forged_draft_is_not_gone_on_with(where: Where, journal: Journal) -> None:
    """It might bring a pack along that asks what it should not."""
    mine = journal.writing.edit(page(journal))
    saved = journal.writing.save_draft(mine)
    file = where.folder / f"drafts/{saved.id}.age"
    plain = age.decrypt(files.read(file, limit=1 << 20), journal.keyring.identities)
    file.write_bytes(age.encrypt(plain.replace(b"Drie minuten", b"Vier minuten"), journal.keyring.recipient))
    shelf = journal.writing.drafts()
    assert (shelf.drafts, shelf.unreadable) == ((), (saved.id,))
    with pytest.raises(Damaged):
        journal.writing.draft(saved.id)
    assert kept_as_it_is(journal, saved)


def kept_as_it_is(journal: Journal, draft: Draft) -> bool:
    """Tells whether a page is made from the draft in memory and not from the file."""
    return journal.writing.keep(draft).state is State.OK


def test_a_file_of_one_kind_is_none_of_another(where: Where, journal: Journal) -> None:
    """A draft among the pages, and a page among the drafts, both well sealed: as what they are not."""
    mine = journal.writing.save_draft(journal.writing.edit(page(journal)))
    entry, draft = where.folder / f"entries/{mine.id}.md.age", where.folder / f"drafts/{mine.id}.age"
    shutil.copy(entry, entry.with_suffix(".kept"))
    shutil.copy(draft, entry)
    shutil.move(entry.with_suffix(".kept"), draft)
    assert [found.state for found in pages(journal)] == [State.DAMAGED]
    assert journal.writing.drafts().unreadable == (mine.id,)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_forged_tombstone_takes_no_page_away(where: Where, journal: Journal, sealed: bool) -> None:
    """Without a seal, or with that of another page, it does not say that this one was deleted for good."""
    name = page(journal).name
    said = (
        seal.seal(b"# gone\n", domain=seal.TOMBSTONE, keyring=journal.keyring, id=new_id(), rev=9) if sealed else b"#\n"
    )
    stone = where.folder / f"tombstones/{name}.age"
    stone.write_bytes(age.encrypt(said, journal.keyring.recipient))
    trash = Trash(JournalFolder(where.folder), journal.keyring, journal._marks, where.places, None)  # type: ignore[arg-type]  # not asked here
    assert trash.purged(name) is None
    assert page(journal).state is State.OK
