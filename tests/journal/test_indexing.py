"""The index that is kept between two unlocks: never a page that is not there, never one hidden."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.core.entry import Entry
from kwetsbaar.journal import Journal, Places, State, indexing
from kwetsbaar.journal.page import Card, Page
from kwetsbaar.storage import files
from tests.conftest import Clock, Made
from tests.tui.conftest import write

Opening = Callable[[], Journal]
WORDS = ("appelboom", "berkenbos", "citroentijm")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled at once, so that nothing here has to wait; each change is worth keeping."""
    monkeypatch.setattr(files, "SETTLED_AFTER", -(10**9))
    monkeypatch.setattr(indexing, "_DUE", 1)


@pytest.fixture
def opening(made: Made, folder: Path, places: Places, clock: Clock) -> Iterator[Opening]:
    """Opens the journal as often as one likes."""
    opened: list[Journal] = []

    def once_more() -> Journal:
        opened.append(Journal(folder, made.keyring, places, clock))
        return opened[-1]

    yield once_more
    for each in opened:
        each.close()


@pytest.fixture
def index_file(places: Places, made: Made) -> Path:
    return places.index(made.keyring.journal_id)


@pytest.fixture
def pages(opening: Opening, places: Places, clock: Clock) -> list[Page]:
    """Three pages in a journal whose index is kept and that is locked."""
    journal, written = opening(), []
    for word in WORDS:
        written.append(write(journal, places, f"hier staat {word}"))
        clock.forward(minutes=1)
    journal.reading.load()
    assert journal.reading.keep()
    journal.close()
    return written


@contextmanager
def reading(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Gives which files `load` reads inside."""
    names: list[str] = []
    read = journal.reading._store.read

    def noted(name: str) -> object:
        names.append(name)
        return read(name)

    with monkeypatch.context() as patch:
        patch.setattr(journal.reading._store, "read", noted)
        yield names


def loaded(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with reading(journal, monkeypatch) as names:
        journal.reading.load()
    return names


def found(journal: Journal) -> dict[str, list[str]]:
    return {word: [hit.card.name for hit in journal.reading.search(word)] for word in WORDS}


def states(journal: Journal) -> dict[str, State]:
    return {card.name: card.state for card in journal.reading.cards()}


def entry_of(page: Page) -> Entry:
    assert page.entry
    return page.entry


def path_of(folder: Path, page: Page) -> Path:
    return folder / "entries" / f"{page.name}.md.age"


def as_if_new(opening: Opening, places: Places) -> tuple[list[Card], dict[str, list[str]]]:
    """Gives what a journal without a cache shows."""
    shutil.rmtree(places.cache)
    journal = opening()
    journal.reading.load()
    return journal.reading.cards(), found(journal)


def test_what_did_not_change_is_not_read_again(
    opening: Opening, pages: list[Page], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opening()
    assert loaded(journal, monkeypatch) == []
    assert found(journal) == {word: [page.name] for word, page in zip(WORDS, pages, strict=True)}
    assert not journal.reading.keep()
    assert (journal.reading.cards(), found(journal)) == as_if_new(opening, places)


def test_only_what_changed_is_read(
    opening: Opening, pages: list[Page], places: Places, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opening()
    changed = journal.writing.revise(pages[0], replace(entry_of(pages[0]), theme="iets anders"))
    new = write(journal, places, "een citroentijm erbij")
    path_of(folder, pages[1]).unlink()
    journal.close()
    again = opening()
    assert sorted(loaded(again, monkeypatch)) == sorted([changed.name, new.name])
    assert found(again) == {WORDS[0]: [pages[0].name], WORDS[1]: [], WORDS[2]: [new.name, pages[2].name]}
    assert (again.reading.cards(), found(again)) == as_if_new(opening, places)


def test_a_cache_of_before(opening: Opening, pages: list[Page], places: Places, folder: Path, made: Made) -> None:
    """An older cache that is put back: what was deleted since stays away, what was written since is there."""
    path = places.index(made.keyring.journal_id)
    before = path.read_bytes()
    journal = opening()
    journal.reading.load()
    journal.deleting.purge(journal.reading.page(pages[1].name))
    new = write(journal, places, "weer een berkenbos")
    assert not journal.reading.keep()  # it has words of what was deleted for good
    journal.close()
    path.write_bytes(before)
    again = opening()
    again.reading.load()
    assert found(again)[WORDS[1]] == [new.name]
    assert set(states(again)) == {pages[0].name, pages[2].name, new.name}


@pytest.mark.parametrize("spoil", ["gone", "empty", "flipped", "cut", "link", "folder"])
def test_a_cache_that_is_odd(
    opening: Opening, pages: list[Page], index_file: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    path, elsewhere = index_file, index_file.parent.parent / "elsewhere"
    data = path.read_bytes()
    path.unlink()
    if spoil == "flipped":
        path.write_bytes(data[:-100] + bytes([data[-100] ^ 1]) + data[-99:])
    elif spoil == "cut":
        path.write_bytes(data[:-1])
    elif spoil == "empty":
        path.write_bytes(b"")
    elif spoil == "link":
        elsewhere.write_bytes(data)
        path.symlink_to(elsewhere)
    elif spoil == "folder":
        path.mkdir()
    journal = opening()
    assert sorted(loaded(journal, monkeypatch)) == sorted(page.name for page in pages)
    assert found(journal) == {word: [page.name] for word, page in zip(WORDS, pages, strict=True)}
    assert journal.reading.keep() is (spoil != "folder")


def test_an_older_file_that_looks_as_it_did(
    opening: Opening, pages: list[Page], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put back to yesterday's bytes, and the cache is of yesterday too: the marks know better."""
    path = path_of(folder, pages[0])
    before, times = path.read_bytes(), path.stat()
    journal = opening()
    journal.writing.revise(pages[0], replace(entry_of(pages[0]), theme="later"))
    journal.close()
    shutil.rmtree(folder / "history")
    path.write_bytes(before)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with monkeypatch.context() as patch:
        patch.setattr(files, "_pack", lambda size, mtime, _ctime: f"{size} {mtime}".encode())
        again = opening()
        again.reading.load()
    assert states(again)[pages[0].name] is State.ROLLED_BACK


def test_a_newer_version_that_comes_into_the_history(
    opening: Opening, pages: list[Page], folder: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's own file is as it was, but a sync tool brings what shows that it is not the newest."""
    path, elsewhere = path_of(folder, pages[0]), folder.parent / "elsewhere"
    shutil.copytree(folder, elsewhere)
    other = Journal(elsewhere, opening().keyring, replace(places, state=places.state / "other"))
    page = pages[0]
    for theme in ("een", "twee"):
        page = other.writing.revise(page, replace(entry_of(page), theme=theme))
    other.close()
    before = path.stat().st_mtime_ns
    for version in (elsewhere / "history").iterdir():
        shutil.copy(version, folder / "history" / version.name)
    again = opening()
    assert loaded(again, monkeypatch) == [pages[0].name]
    assert states(again)[pages[0].name] is State.ROLLED_BACK
    assert path.stat().st_mtime_ns == before


def test_what_is_not_as_it_should_be_is_read_each_time(
    opening: Opening, pages: list[Page], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(folder, pages[0])
    data = path.read_bytes()
    path.write_bytes(b"damaged")
    journal = opening()
    journal.reading.load()
    assert states(journal)[pages[0].name] is State.DAMAGED
    assert journal.reading.keep()
    journal.close()
    again = opening()
    assert loaded(again, monkeypatch) == [pages[0].name]
    again.close()
    path.write_bytes(data)
    whole = opening()
    whole.reading.load()
    assert set(states(whole).values()) == {State.OK}


def test_a_copy_is_known_by_the_name_of_its_file(
    opening: Opening, pages: list[Page], folder: Path, places: Places
) -> None:
    path = path_of(folder, pages[0])
    shutil.copy(path, folder / "entries" / f"{pages[0].name} (conflicted copy).md.age")
    shutil.copy(path, folder / "entries" / f"{pages[1].name}.md.age.md.age")
    journal = opening()
    journal.reading.load()
    assert journal.reading.keep()
    journal.close()
    again = opening()
    again.reading.load()
    assert len(states(again)) == 5
    before, now = states(again), as_if_new(opening, places)
    assert before == {card.name: card.state for card in now[0]}
    assert {word: set(names) for word, names in found(again).items()} == {w: set(n) for w, n in now[1].items()}


def test_a_file_that_changed_a_moment_ago_is_read_again(
    opening: Opening, pages: list[Page], places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed once more within the same tick of the file system's clock, it would look the same."""
    shutil.rmtree(places.cache)
    monkeypatch.setattr(files, "SETTLED_AFTER", 10**12)
    journal = opening()
    journal.reading.load()
    assert journal.reading.keep()
    journal.close()
    assert len(loaded(opening(), monkeypatch)) == len(pages)


def test_what_is_found_is_not_read_with_each_key(
    opening: Opening, pages: list[Page], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opening()
    journal.reading.load()
    with reading(journal, monkeypatch) as names:
        for query in ("h", "hi", "hier"):
            assert len(journal.reading.search(query, typing=True)) == 3
    assert len(names) == 3
    path = path_of(folder, pages[0])
    path.write_bytes(path_of(folder, pages[1]).read_bytes())
    assert [hit.snippet for hit in journal.reading.search(WORDS[0])] != [
        hit.snippet for hit in journal.reading.search(WORDS[1])
    ]
    assert WORDS[0] not in str(journal.reading.search(WORDS[0])[0].snippet)
    journal.close()
    assert not journal.reading._texts


class TestMeanwhile:
    """What is saved or deleted while the folder is being read."""

    def test_a_page_saved_after_it_was_read(self, journal: Journal, places: Places) -> None:
        page = write(journal, places, "appelboom")
        read = journal.reading._indexing._read

        def slowly(name: str, stamp: bytes) -> object:
            row = read(name, stamp)
            journal.writing.revise(page, replace(entry_of(page), theme="nieuw"))
            return row

        journal.reading._indexing._read = slowly  # type: ignore[assignment]  # a save in between
        journal.reading.load()
        assert [card.theme for card in journal.reading.cards()] == ["nieuw"]

    def test_a_page_deleted_after_it_was_read(self, journal: Journal, places: Places) -> None:
        page = write(journal, places, "appelboom")
        read = journal.reading._indexing._read

        def slowly(name: str, stamp: bytes) -> object:
            row = read(name, stamp)
            journal.deleting.trash(journal.reading.page(page.name))
            return row

        journal.reading._indexing._read = slowly  # type: ignore[assignment]  # a deletion in between
        journal.reading.load()
        assert journal.reading.cards() == []

    def test_a_page_saved_before_the_cache_is_taken_up(
        self, opening: Opening, pages: list[Page], places: Places
    ) -> None:
        journal = opening()
        new = write(journal, places, "appelboom")
        journal.reading.load()
        assert found(journal)[WORDS[0]] == [new.name, pages[0].name]


class TestKeeping:
    def test_not_after_closing(self, opening: Opening, pages: list[Page], places: Places) -> None:
        shutil.rmtree(places.cache)
        journal = opening()
        journal.reading.load()
        journal.close()
        assert not journal.reading.keep()
        assert not places.cache.exists()

    def test_given_up_when_the_journal_is_closed(
        self, opening: Opening, pages: list[Page], places: Places, made: Made, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = places.index(made.keyring.journal_id)
        before = path.read_bytes()
        journal = opening()
        write(journal, places, "meer")
        journal.reading.load()
        started, closed, write_all = threading.Event(), threading.Event(), files._write_all

        def slow(file: int, data: bytes) -> None:
            started.set()
            closed.wait(60)
            write_all(file, data)

        monkeypatch.setattr(files, "_write_all", slow)
        kept: list[bool] = []
        thread = threading.Thread(target=lambda: kept.append(journal.reading.keep()))
        thread.start()
        assert started.wait(60)
        journal.close()
        closed.set()
        thread.join()
        assert kept == [False]
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    def test_only_when_enough_changed(
        self, opening: Opening, pages: list[Page], places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(indexing, "_DUE", 3)
        journal = opening()
        journal.reading.load()
        for number, due in enumerate((False, False, True, False)):
            write(journal, places, f"{number}")
            assert journal.reading.keep() is due


def test_no_plaintext_reaches_a_disk(opening: Opening, pages: list[Page], tmp_path: Path, places: Places) -> None:
    """Neither words, nor how the index holds them, nor titles, in any file that there is."""
    journal = opening()
    journal.reading.load()
    write(journal, places, "nog een appelboom")
    assert journal.reading.keep()
    journal.close()
    seen = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(seen) > 5
    for path in seen:
        data = path.read_bytes().lower()
        assert not any(word.encode()[1:] in data for word in (*WORDS, "drie minuten", "sqlite_stat", "unicode61"))


_WORK = """
import sys
from kwetsbaar.storage.index import Index, Row
made = Index()
rows = [Row(str(n), "", "", "t", "", "", "", (), "nl", f"woord{n} woord{n + 1} en nog veel meer " * 40, "ok", 1)
        for n in range(3000)]
made.put_many(rows)
again = Index()
assert again.take(made.image())
again.put_many(rows)
while again.tidy():
    pass
assert len(again.search("wo", 9999, prefix=True)) == 3000 and again.image()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_system_is_asked_for_no_file(tmp_path: Path) -> None:
    """Not even for a temporary one that has no name."""
    log = tmp_path / "log"
    command = ["strace", "-f", "-e", "trace=open,openat,creat,memfd_create", "-o", str(log)]
    ran = subprocess.run([*command, sys.executable, "-B", "-c", _WORK], check=False, capture_output=True)
    if ran.returncode and b"ptrace" in ran.stderr.lower():
        pytest.skip("strace may not trace here")
    assert ran.returncode == 0, ran.stderr
    made = [
        line for line in log.read_text().splitlines() if "O_CREAT" in line or "O_TMPFILE" in line or "memfd" in line
    ]
    assert made == []
