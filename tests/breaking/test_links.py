"""Links where files and folders should be: nothing is read through one, and nothing is written through one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kwetsbaar.errors import Damaged, KwetsbaarError, NotSaved
from kwetsbaar.journal import State
from kwetsbaar.journal.traces import Traces
from kwetsbaar.storage import create as folders
from tests.breaking.operations import NOW, OLD, OPERATIONS, PASSPHRASE, WORDS, Where, done, page, pages, prepared, seen
from tests.breaking.test_strace import check_files

SECRET = b"somebody else's file\n"


@pytest.fixture
def outside(roof: Path) -> Path:
    """Gives a folder with a file to which links lead."""
    (roof / "outside").mkdir()
    (roof / "outside/file").write_bytes(SECRET)
    return roof / "outside"


@pytest.fixture
def where(roof: Path) -> Where:
    """Gives a journal with a page and a draft that changes it."""
    return prepared(Where(roof / "here"), "edit")


def untouched(outside: Path) -> bool:
    """Tells whether there is nothing outside but what was, as it was."""
    return [path.name for path in outside.iterdir()] == ["file"] and (outside / "file").read_bytes() == SECRET


def linked(path: Path, target: Path) -> None:
    """Puts a link in the place of what is there."""
    if path.exists():
        path.rename(path.with_name(f"{path.name}.moved"))
    path.symlink_to(target)


def test_a_page_that_is_a_link_is_not_read(where: Where, outside: Path) -> None:
    (file,) = where.folder.glob("entries/*.age")
    linked(file, file.with_name(f"{file.name}.moved"))
    journal = where.opened()
    assert {found.name: found.state for found in pages(journal)} == {
        file.name.removesuffix(".md.age"): State.DAMAGED,
        f"{file.name}.moved": State.COPY,
    }
    journal.close()


def test_a_save_replaces_a_link_and_keeps_what_it_leads_to(where: Where, outside: Path) -> None:
    (draft,) = where.folder.glob("drafts/*.age")
    linked(draft, outside / "file")
    journal = where.opened()
    assert journal.writing.drafts().unreadable == (draft.stem,)
    begun = journal.writing.edit(page(journal))
    saved = journal.writing.save_draft(begun)
    assert saved.name != draft.stem  # laid beside it
    assert untouched(outside)
    journal.close()


@pytest.mark.parametrize("name", ["entries", "history", "drafts", "trash", "tombstones"])
def test_a_folder_that_is_a_link(where: Where, outside: Path, name: str) -> None:
    """Whatever is done fails or does not go there; it says so, and never as a crash."""
    linked(where.folder / name, outside)
    for operation in OPERATIONS:
        if not OPERATIONS[operation].keys:
            with suppress(KwetsbaarError):  # the folder of pages cannot be listed
                done(where, operation)
    assert untouched(outside)


@pytest.mark.parametrize("name", ["keyring.age", "recovery.age", "keyring-recovery.age"])
def test_a_keyring_that_is_a_link(where: Where, name: str) -> None:
    file = where.folder / name
    linked(file, file.with_name(f"{name}.moved"))
    unlock, secret = (folders.unlock, PASSPHRASE) if name == "keyring.age" else (folders.unlock_with_words, WORDS)
    with pytest.raises(Damaged, match="it is a link"):
        unlock(where.folder, secret)


@pytest.mark.parametrize("ending", [".lock", ".marks", ".marks-wal", ".marks-shm", ".trace"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_of_this_device_that_is_a_link(where: Where, outside: Path, ending: str, there: bool) -> None:
    """What it leads to is neither written to nor made, and the page is not lost."""
    journal = where.opened()
    state, id_ = where.places.state, journal.keyring.journal_id
    journal.close()
    path = where.places.trace(where.folder) if ending == ".trace" else state / f"{id_}{ending}"
    linked(path, outside / ("file" if there else "new"))
    traces = Traces(where.folder, where.places)
    traces.opened(NOW)
    traces.closed()
    error = done(where, "edit")
    if ending == ".lock":  # two windows might write at once then
        assert isinstance(error, NotSaved)
        assert "a link" in str(error)
    else:
        assert error is None
        assert [text for _, text in seen(where).pages] == ["Zilverreiger, zoals het werd"]
    assert untouched(outside)


@pytest.mark.parametrize("folder", [True, False])
def test_a_cache_that_is_a_link(where: Where, outside: Path, folder: bool) -> None:
    """It is not read, and made anew in the place of the link; where its folder is one, there is no cache."""
    journal = where.opened()
    path = where.places.index(journal.keyring.journal_id)
    path.parent.mkdir(exist_ok=True)
    linked(path.parent if folder else path, outside if folder else outside / "file")
    journal.reading.load()
    assert journal.reading.keep() is not folder
    assert folder or (path.is_file() and not path.is_symlink() and path.stat().st_mode & 0o777 == 0o600)
    assert folder or OLD.split(",")[0].encode() not in path.read_bytes()
    assert untouched(outside)
    journal.close()


def test_a_folder_of_this_device_that_is_a_link(where: Where, outside: Path) -> None:
    """Nothing goes there. The draft is worth more than the lock that lies there, so that is saved."""
    linked(where.places.state, outside)
    error = done(where, "edit")
    assert isinstance(error, NotSaved)
    assert "a link" in str(error)
    assert done(where, "draft") is None
    assert untouched(outside)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_the_umask_only_the_owner_may_look(roof: Path, name: str) -> None:
    """Every file is 0600 and every folder 0700."""
    where = prepared(Where(roof / "here"), name)
    Traces(where.folder, where.places).opened(NOW)
    journal = where.opened()
    OPERATIONS[name].do(where, journal)()
    (where.base).chmod(0o700)
    check_files(where)
    journal.close()
    check_files(where)
    assert [*where.places.state.iterdir()]
