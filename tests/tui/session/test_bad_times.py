"""When much goes wrong at once: a sentence where it happens, and not a word lost."""

from __future__ import annotations

import errno
import os
import random
import shutil

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.storage import files
from kwetsbaar.tui.session import saving
from kwetsbaar.tui.session.earlier import EarlierPanel
from kwetsbaar.tui.session.result import Kept, PutAway
from tests.conftest import Clock
from tests.tui.session.host import Library, Recorder, Seat, begun, pack, seated

WRITES = tuple(f'id = "w{n}"\nask = "Vraag {n}?"' for n in range(6))
GONE = (
    "Not saved yet: the folder is gone. Your text is still here. "
    "Put the folder back, or connect its disk, then try again."
)
FULL = "Not saved yet: the disk is full. Your text is still here. Make room, then try again."


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no test wait for a clock."""
    monkeypatch.setattr(saving, "SOON", 0.01)
    monkeypatch.setattr(saving, "AGAIN", 0.01)


def given(draft: Draft) -> dict[str, object]:
    return {key: answer.value for (key, _item), answer in draft.session.given.items()}


# ------------------------------------------------------------------ more than hands can do


@pytest.mark.parametrize("seed", range(3))
async def test_keys_that_come_all_at_once_are_each_where_they_belong(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    recorder = Recorder()
    expected = {
        f"w{n}": "".join(chance.choice("abc [] xyz") for _each in range(chance.randrange(1, 200))) for n in range(6)
    }
    async with seated(begun(*WRITES), recorder) as seat:
        for text in expected.values():
            seat.send(*("space" if each == " " else each for each in text), "ctrl+n")
        seat.send("ctrl+r", "X", "ctrl+q")
        await seat.until(lambda: seat.app.results)
    expected["w5"] += "X"
    assert given(recorder.saved[-1]) == expected


async def test_a_lock_right_behind_the_last_key_has_it() -> None:
    recorder = Recorder()
    async with seated(begun(*WRITES), recorder) as seat:
        seat.send(*"geheim", "ctrl+n", *"woord", "ctrl+l")
        await seat.until(lambda: seat.app.locked)
        assert given(recorder.saved[-1]) == {"w0": "geheim", "w1": "woord"}


async def test_a_megabyte_pasted_between_two_moves_is_in_its_own_answer(journal: Journal) -> None:
    text = "Zo veel woorden, en nog een regel.\n" * 30_000
    draft = journal.writing.begin(pack(*WRITES), "en")
    async with seated(draft, journal.writing) as seat:
        seat.send("a", "ctrl+n")
        seat.send_paste(text)
        seat.send("z", "ctrl+n", "b", "ctrl+q")
        await seat.until(lambda: seat.app.results)
    assert given(journal.writing.draft(draft.id)) == {"w0": "a", "w1": text + "z", "w2": "b"}


async def test_a_megabyte_without_a_break_is_taken_too() -> None:
    text = "x" * 1_000_000
    recorder = Recorder()
    async with seated(begun(*WRITES), recorder) as seat:
        await seat.paste(text)
        await seat.press("y", "ctrl+n")
        assert seat.given("w0") == text + "y"


@pytest.mark.parametrize("way", ["ctrl+g", "f4"])
async def test_it_gets_tiny_and_large_again_whatever_is_open(way: str) -> None:
    async with seated(begun(*WRITES), size=(120, 40), reading=Library()) as seat:
        await seat.type("een twee drie")
        await seat.press(way)
        where = seat.field.region
        for size in ((20, 5), (109, 30), (110, 11), (1, 1), (60, 20), (120, 40)):
            await seat.resize(*size)
            await seat.press("x")
        assert seat.value == "een twee driexxxxxx"
        assert seat.field.region == where
        await seat.press(way)
        assert not seat.screen.query(EarlierPanel)


@pytest.mark.parametrize("way", [None, "ctrl+g"])
async def test_on_a_tiny_screen_one_sees_the_question_and_then_what_one_types(way: str | None) -> None:
    async with seated(begun(*WRITES), size=(20, 5), reading=Library()) as seat:
        body = seat.screen.query_one("#frame-body")
        assert body.scroll_y == 0
        await seat.press(*filter(None, [way]), *"zee")
        await seat.settle()
        assert body.region.contains_region(seat.field.region)
        await seat.resize(80, 24)
        await seat.resize(20, 5)
        assert body.region.contains_region(seat.field.region)


# ------------------------------------------------------------------ a disk, a clock and a folder


@pytest.mark.usefixtures("soon")
async def test_a_disk_that_fills_while_writing(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = journal.writing.begin(pack(*WRITES), "en")

    def no_room(_file: int, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with seated(draft, journal.writing) as seat:
        await seat.type("eerst")
        await seat.until(lambda: seat.screen._saver.draft.rev and given(seat.screen._saver.draft) == {"w0": "eerst"})
        with monkeypatch.context() as full:
            full.setattr(files, "_fill", no_room)
            await seat.type(" en daarna")
            await seat.until(lambda: seat.said == FULL)
            assert given(journal.writing.draft(draft.id)) == {"w0": "eerst"}
            await seat.press("ctrl+n", "ctrl+q")
            await seat.until(lambda: not seat.screen._ends)
            assert (seat.said, seat.app.results) == (FULL, [])
        await seat.until(lambda: seat.said == "Saved.")
        assert given(journal.writing.draft(draft.id)) == {"w0": "eerst en daarna"}
        assert not [path for path in (journal.folder / "drafts").iterdir() if path.suffix != ".age"]


async def test_a_folder_that_disappears_and_comes_back(journal: Journal) -> None:
    draft = journal.writing.begin(pack(*WRITES), "en")
    away = journal.folder.with_name("away")
    async with seated(draft, journal.writing, reading=journal.reading) as seat:
        await seat.type("eerst")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == "Saved.")
        shutil.move(journal.folder, away)
        await seat.type(" daarna")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == GONE)
        assert seat.value == "eerst daarna"
        await to_the_end(seat)
        await seat.press("enter")
        await seat.until(lambda: not seat.screen._ends)
        assert (seat.said, seat.app.results) == (GONE, [])
        assert not journal.folder.exists()
        shutil.move(away, journal.folder)
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    result = seat.app.results[0]
    assert isinstance(result, Kept)
    assert result.page.entry
    assert result.page.entry.answers[0].value == "eerst daarna"
    assert [*(journal.folder / "drafts").iterdir()] == []


async def test_a_clock_that_is_set_back_a_year(journal: Journal, clock: Clock) -> None:
    draft = journal.writing.begin(pack(*WRITES), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.type("nu")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.said == "Saved.")
        clock.forward(days=-365)
        await seat.type(" toen")
        await seat.press("ctrl+n", "ctrl+q")
        await seat.until(lambda: seat.app.results)
        assert isinstance(seat.app.results[0], PutAway)
    async with seated(journal.writing.draft(draft.id), journal.writing) as seat:
        await to_the_end(seat)
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    page = journal.reading.page(draft.id)
    assert page.entry
    assert (page.state, page.entry.answers[0].value) == ("ok", "nu toen")


# ------------------------------------------------------------------ a pack that changes


@pytest.mark.parametrize(
    "broken", ["kapot [", 'title = "Anders"\n[[step]]\nkind = "scale"\nask = "Heel iets anders?"', None]
)
async def test_a_pack_that_changes_or_breaks_while_it_is_walked(
    journal: Journal, places: Places, broken: str | None
) -> None:
    own = places.data / "prompts"
    own.mkdir(parents=True)
    path = own / "eigen.toml"
    path.write_text('title = "Eigen"\n' + "".join(f"[[step]]\n{step}\n" for step in WRITES))
    draft = journal.writing.begin(Packs(places).get("eigen"), "en")
    async with seated(draft, journal.writing) as seat:
        await seat.type("een")
        if broken is None:
            path.unlink()
        else:
            path.write_text(broken)
        await seat.press("ctrl+n")
        await seat.type("twee")
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.results)
    async with seated(journal.writing.draft(draft.id), journal.writing) as seat:
        assert (seat.ask, seat.value, seat.screen.title_text) == ("Vraag 1?", "twee", "Eigen")
        await to_the_end(seat)
        await seat.press("enter")
        await seat.until(lambda: seat.app.results)
    entry = journal.reading.page(draft.id).entry
    assert entry
    assert [answer.value for answer in entry.answers[:2]] == ["een", "twee"]


async def to_the_end(seat: Seat) -> None:
    while not seat.session.at_end:
        await seat.press("ctrl+n")
