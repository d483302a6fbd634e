"""What is brought in is saved some pages at a time; cut off anywhere it goes on, and adds nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kwetsbaar.errors import NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places, importing
from kwetsbaar.storage import files
from tests.conftest import Clock, Made

JRNL = "".join(f"[2024-01-{n:02} 09:00:00 AM] Dag {n} @werk\nWat er was.\n\n" for n in range(1, 13))


@pytest.fixture
def jrnl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "BATCH", 5)
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


@pytest.fixture
def other(folder: Path, made: Made, places: Places, clock: Clock) -> Iterator[Journal]:
    """Gives the same journal in another window, which reads it when it is asked something."""
    journal = Journal(folder, made.keyring, places, clock)
    yield journal
    journal.close()


def test_progress_is_told_and_all_can_be_found(journal: Journal, jrnl: Path) -> None:
    told: list[tuple[int, int]] = []
    brought = journal.importing.look(jrnl)
    assert journal.importing.take(brought, lambda done, of: told.append((done, of))) == 12
    assert told == [(0, 12), (5, 12), (10, 12), (12, 12)]
    assert [hit.card.title for hit in journal.reading.search("#werk 2024-01-07")] == ["Dag 7 @werk"]
    assert journal.importing.look(jrnl).new == ()


def test_a_disk_that_fills_halfway_keeps_what_was_said_to_be_saved_and_it_goes_on(
    journal: Journal, other: Journal, jrnl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, times = files.write_all_new, [0]

    def filling(folder: Path, texts: list[tuple[str, bytes]]) -> list[int | None]:
        times[0] += 1
        if times[0] == 2:
            raise NotSaved(msg("No room."))
        return write(folder, texts)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_all_new", filling)
        with pytest.raises(NotSaved):
            journal.importing.take(journal.importing.look(jrnl))
    for each in (journal, other):
        brought = each.importing.look(jrnl)
        assert (len(brought.new), brought.there) == (7, 5)
    assert other.importing.take(other.importing.look(jrnl)) == 7
    assert other.importing.look(jrnl).there == 12


def test_what_came_meanwhile_under_the_same_id_is_left_as_it_is(journal: Journal, jrnl: Path) -> None:
    brought = journal.importing.look(jrnl)
    journal.writing.put(brought.new[0])
    assert journal.importing.take(brought) == 11
    assert journal.reading.count() == 12


def test_a_page_that_is_too_long_is_told_and_stops_nothing(journal: Journal, jrnl: Path) -> None:
    with jrnl.open("a") as file:
        file.write("[2024-02-01 09:00:00 AM] Lang\n" + "woord " * 800_000)
    brought = journal.importing.look(jrnl)
    assert [str(odd.message) for odd in brought.found.odd] == ["This is too long to be one page, and was left out."]
    assert journal.importing.take(brought) == 12
