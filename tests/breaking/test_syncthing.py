"""Two devices, a real Syncthing between them, and a page that is changed on both while they do not hear each other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.breaking.operations import OLD, Where, page, pages, prepared, seen
from tests.breaking.syncthing import Syncthing, wait_until

pytestmark = pytest.mark.skipif(shutil.which("syncthing") is None, reason="syncthing is not installed")

HERE, THERE = "Zilverreiger, hier gezien", "Zilverreiger, daar gezien"


@pytest.fixture
def devices(tmp_path: Path) -> tuple[Where, Where]:
    """Gives two devices: the one has a journal with a page, and the other gets it."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = prepared(Where(tmp_path / "here"), "delete"), Where(tmp_path / "there")
    there.folder.mkdir()
    return here, there


@pytest.fixture
def shared(devices: tuple[Where, Where], tmp_path: Path) -> Iterator[tuple[Syncthing, Syncthing]]:
    """Gives their two Syncthings, when both have the journal."""
    one, other = (Syncthing(tmp_path / f"sync{n}", device.folder) for n, device in enumerate(devices))
    try:
        other.start(one, calls=False)
        one.start(other, calls=True)
        synced(one, other)
        yield one, other
    finally:
        one.stop()
        other.stop()


def synced(*both: Syncthing) -> None:
    """Waits until both have the same files with the same bytes."""
    wait_until(lambda: all(each.is_connected for each in both))
    for each in both:
        each.scan()
    wait_until(lambda: all(each.is_level for each in both) and held(both[0].folder) == held(both[1].folder))


def held(folder: Path) -> dict[str, bytes]:
    """Gives every file of a journal, but those of Syncthing itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".stfolder" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if "syncthing" not in path.name}


def change(device: Where, text: str) -> None:
    """Changes the page."""
    journal = device.opened()
    begun = journal.writing.edit(page(journal))
    journal.writing.keep(begun.with_session(begun.session.put(text)))
    journal.close()


def test_a_page_that_was_changed_on_both(devices: tuple[Where, Where], shared: tuple[Syncthing, Syncthing]) -> None:
    here, there = devices
    assert seen(there).pages == seen(here).pages == (("ok", OLD),)
    shared[0].alone(yes=True)
    wait_until(lambda: not any(each.is_connected for each in shared))
    change(here, HERE)
    change(there, THERE)
    shared[0].alone(yes=False)
    synced(*shared)
    for device in devices:
        found = seen(device)
        assert {text for _, text in found.pages} == {HERE, THERE}
        assert sorted(state for state, _ in found.pages) == ["copy", "ok"]
        assert OLD in found.texts
        journal = device.opened()
        (copy,) = (each for each in pages(journal) if each.state == "copy")
        assert ".sync-conflict-" in copy.name
        assert copy.entry
        assert copy.entry.id == next(each.name for each in pages(journal) if each.state == "ok")
        journal.close()
