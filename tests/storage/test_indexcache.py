from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.storage import database, files, index, indexcache
from kwetsbaar.storage.database import DatabaseError
from kwetsbaar.storage.index import Index
from kwetsbaar.storage.indexcache import IndexCache
from kwetsbaar.storage.keyring import Key, new_keyring
from tests.storage.test_index import BASE, filled, row

if TYPE_CHECKING:
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places


@pytest.fixture
def cache(places: Places, keyring: Keyring) -> IndexCache:
    return IndexCache(places, keyring)


@pytest.fixture
def path(places: Places, keyring: Keyring) -> Path:
    return places.index(keyring.journal_id)


def yes() -> bool:
    return True


def kept(cache: IndexCache) -> bytes | None:
    found = cache.load()
    return None if found is None else bytes(found)


def image(made: Index) -> bytes:
    found = made.image()
    assert found is not None
    return found


class TestTheFile:
    def test_what_was_kept_is_there_again(self, cache: IndexCache, path: Path) -> None:
        assert cache.load() is None
        assert cache.save(b"an image", yes)
        assert kept(cache) == b"an image"
        assert cache.save(b"another", yes)
        assert kept(cache) == b"another"
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # names alone

    def test_with_any_umask(self, cache: IndexCache, path: Path) -> None:
        for mask in (0, 0o777):
            before = os.umask(mask)
            try:
                assert cache.save(b"an image", yes)
            finally:
                os.umask(before)
            assert path.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 48, 1 << 20])
    def test_cut_short(self, cache: IndexCache, path: Path, size: int) -> None:
        cache.save(bytes(1 << 20), yes)
        os.truncate(path, size)
        assert cache.load() is None

    def test_of_another_journal_key_version_or_form(
        self, cache: IndexCache, path: Path, places: Places, keyring: Keyring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cache.save(b"an image", yes)
        stranger = new_keyring()
        places.index(stranger.journal_id).write_bytes(path.read_bytes())
        assert IndexCache(places, stranger).load() is None
        # The same secrets under another name, and another epoch of the same journal.
        twin = replace(keyring, journal_id=stranger.journal_id)
        assert IndexCache(places, twin).load() is None
        key = keyring.current
        later = replace(keyring, keys=(Key(2, key.identity, key.seal_key), key))
        assert IndexCache(places, later).load() is None
        for module, name in ((indexcache, "__version__"), (index, "SCHEMA"), (database, "VERSION")):
            with monkeypatch.context() as patch:
                patch.setattr(module, name, f"{getattr(module, name)} ")
                assert IndexCache(places, keyring).load() is None
        assert kept(cache) == b"an image"

    def test_links_and_other_things_in_its_place(self, cache: IndexCache, path: Path, tmp_path: Path) -> None:
        cache.save(b"an image", yes)
        elsewhere = tmp_path / "elsewhere"
        path.rename(elsewhere)
        before = elsewhere.read_bytes()
        path.symlink_to(elsewhere)
        assert cache.load() is None
        assert cache.save(b"another", yes)
        assert elsewhere.read_bytes() == before
        assert not path.is_symlink()
        path.unlink()
        os.mkfifo(path)
        assert cache.load() is None
        path.unlink()
        path.mkdir()
        assert cache.load() is None
        assert not cache.save(b"another", yes)
        assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # names alone

    def test_a_folder_that_takes_nothing(self, cache: IndexCache, places: Places) -> None:
        places.cache.write_bytes(b"a file")
        assert not cache.save(b"an image", yes)
        assert cache.load() is None

    @pytest.mark.parametrize("step", ["write", "rename", "open"])
    def test_a_disk_that_takes_nothing(
        self, cache: IndexCache, path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        cache.save(b"an image", yes)

        def full(*_args: object, **_more: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, step, full)
            assert not cache.save(b"another", yes)
        assert kept(cache) == b"an image"
        assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # names alone

    @pytest.mark.parametrize("parts", range(4))
    def test_given_up_on_the_way(self, cache: IndexCache, path: Path, parts: int) -> None:
        cache.save(b"an image", yes)
        answers = iter([True] * parts + [False])
        assert not cache.save(bytes(2 << 20), lambda: next(answers))
        assert kept(cache) == b"an image"
        assert os.listdir(path.parent) == [path.name]  # noqa: PTH208  # names alone

    def test_one_too_large(self, cache: IndexCache, monkeypatch: pytest.MonkeyPatch) -> None:
        cache.save(bytes(1 << 20), yes)
        monkeypatch.setattr(indexcache, "LIMIT", 1 << 19)
        assert cache.load() is None
        assert not cache.save(bytes(1 << 20), yes)


class TestImages:
    def test_all_of_it_comes_back(self) -> None:
        made = filled("one mist", "two mist", "three")
        made.put(row("0", "one rain", "2026-01-01T12:00:00+00:00"))
        made.remove("2")
        again = Index()
        again.put(row("other", "of before"))
        assert again.take(image(made))
        assert again.cards() == made.cards()
        assert (again.search("mist", 9), again.search("rain", 9), again.search("before", 9)) == (["1"], ["0"], [])

    def test_numbers_go_on_where_they_were(self) -> None:
        """Else a page would be found by the words of one that was taken out before."""
        made = filled("one")
        made.put(row("gone", "find me"))
        made.remove("gone")
        again = Index()
        assert again.take(image(made))
        for number in range(5):
            again.put(row(f"new{number}", "nothing"))
        assert again.search("find", 9) == []

    @pytest.mark.parametrize(
        "spoil",
        [
            "DROP TABLE made",
            "CREATE TABLE more (x)",
            "CREATE TRIGGER bad AFTER DELETE ON card BEGIN DELETE FROM made; END",
            "ALTER TABLE card ADD COLUMN more",
            "DELETE FROM made",
            "UPDATE made SET numbers = 0",
            "UPDATE made SET numbers = 99999999",
        ],
    )
    def test_one_that_is_not_right_changes_nothing(self, spoil: str) -> None:
        other = filled("one", "two")
        other._database.script(spoil)
        made = filled("mist")
        assert not made.take(image(other))
        assert made.search("mist", 9) == ["0"]
        made.put(row("1", "mist"))
        assert made.count() == 2

    @pytest.mark.parametrize("data", [b"", b"no database", bytes(8192), b"SQLite format 3\0" + bytes(9999)])
    def test_what_is_no_image(self, data: bytes) -> None:
        made = filled("mist")
        assert not made.take(data)
        assert made.search("mist", 9) == ["0"]

    def test_one_cut_in_half(self) -> None:
        data = image(filled(*(f"text number {number}" for number in range(28))))
        made = filled("mist")
        for size in range(512, len(data), 4096):
            assert not made.take(data[:size])
        assert made.search("mist", 9) == ["0"]

    def test_one_that_is_worn_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was put in again and again leaves rows behind, so that the image would grow for ever."""
        monkeypatch.setattr(index, "_WORN", 5)
        made = filled("one", "two")
        for number in range(5):
            made.put(row("0", f"again {number}"))
        assert Index().take(image(made))
        made.put_many([row("0", "again"), row("1", "again"), row("1", "once more")])
        made.put(row("0", "and again"))
        assert not Index().take(image(made))

    def test_where_sqlite_cannot(self, monkeypatch: pytest.MonkeyPatch, cache: IndexCache) -> None:
        data = image(filled("one"))
        cache.save(data, yes)
        monkeypatch.setattr(index, "HAS_IMAGES", False)
        monkeypatch.setattr(database, "HAS_IMAGES", False)
        made = filled("mist")
        assert made.image() is None
        assert not made.take(data)
        assert cache.load() is None

    def test_a_closed_index_takes_nothing(self) -> None:
        data, made = image(filled("one")), filled("mist")
        made.close()
        with pytest.raises(DatabaseError):
            made.take(data)
        with pytest.raises(DatabaseError):
            made.image()

    def test_nothing_goes_to_a_disk(self) -> None:
        made = Index()
        assert made.take(image(filled("one")))
        assert made._database.row("PRAGMA temp_store") == (2,)
        assert made._database.row("PRAGMA journal_mode") == ("memory",)

    def test_putting_in_order_ends_and_loses_nothing(self) -> None:
        made = Index()
        for number in range(40):
            made.put(replace(BASE, id=f"{number}", words=f"mist word{number}"))
        steps = 0
        while made.tidy():
            steps += 1
        assert 0 < steps < 1000
        assert len(made.search("mist", 99)) == 40
        assert not made.tidy()


def test_pieces_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(bytes(range(20)))
    assert list(files.blocks(path, 3, 8, limit=20)) == [
        bytes(range(3)),
        bytes(range(3, 11)),
        bytes(range(11, 19)),
        b"\x13",
    ]
