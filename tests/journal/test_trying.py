"""Trying out a pack: its file looked at again and again, and a session of which nothing is kept anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kwetsbaar.core import packfile
from kwetsbaar.core.packfile import Reading
from kwetsbaar.i18n import set_language
from kwetsbaar.journal import Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.trying import Trying, Watch
from tests.conftest import Clock

GOOD = 'title = "Even"\n[[step]]\nask = "Wat?"\n'
OTHER = GOOD + '[[step]]\nask = "En dan?"\n'
BAD = GOOD.replace("ask", "aks")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "even.toml"
    path.write_text(GOOD)
    return path


@pytest.fixture
def watch(file: Path) -> Watch:
    watch = Watch(file)
    assert watch.first().pack
    return watch


def looks(watch: Watch, times: int = 8) -> list[Reading]:
    return [reading for _ in range(times) if (reading := watch.look())]


def questions(reading: Reading) -> int:
    assert reading.pack
    return len(reading.pack.steps)


def test_a_file_that_stays_as_it_is_says_nothing(watch: Watch) -> None:
    assert not looks(watch)


def test_a_change_is_told_once_and_at_the_second_look(watch: Watch, file: Path) -> None:
    file.write_text(OTHER)
    assert watch.look() is None
    reading = watch.look()
    assert reading
    assert questions(reading) == 2
    assert not looks(watch)


def test_one_that_has_the_same_size_and_time_is_seen_too(watch: Watch, file: Path) -> None:
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_text(GOOD.replace("Wat", "Hoe"))
    os.utime(file, ns=times)
    (reading,) = looks(watch)
    assert reading.pack
    assert reading.pack.steps[0].ask
    assert reading.pack.steps[0].ask.in_language("nl") == "Hoe?"


def test_an_editor_that_renames_a_new_file_into_place_is_followed(watch: Watch, file: Path) -> None:
    for text in (OTHER, GOOD, OTHER):
        new = file.with_suffix(".tmp")
        new.write_text(text)
        new.replace(file)
        (reading,) = looks(watch)
        assert questions(reading) == text.count("[[step]]")


def test_one_that_moves_the_old_file_away_first_is_followed(watch: Watch, file: Path) -> None:
    file.rename(file.with_suffix(".bak"))
    assert watch.look() is None
    assert watch.look() is None
    file.write_text(OTHER)
    assert [questions(reading) for reading in looks(watch)] == [2]


def test_a_file_that_is_being_written_is_waited_for(watch: Watch, file: Path) -> None:
    for end in range(0, len(OTHER), 7):
        file.write_text(OTHER[:end])
        assert watch.look() is None
    file.write_text(OTHER)
    assert [questions(reading) for reading in looks(watch)] == [2]


def test_a_file_that_is_empty_for_a_moment_is_no_error_and_one_that_stays_so_is(watch: Watch, file: Path) -> None:
    file.write_text("")
    assert not looks(watch, 3)
    file.write_text(GOOD)
    assert not looks(watch)
    file.write_text("\n")
    (reading,) = looks(watch)
    assert reading.pack is None


def test_a_file_that_is_gone_is_told_after_a_while_and_so_is_that_it_is_back(watch: Watch, file: Path) -> None:
    file.unlink()
    (reading,) = looks(watch)
    assert reading.pack is None
    (problem,) = reading.problems
    assert problem.line is None
    assert "As soon as it can be read again" in str(problem.message)
    set_language("nl")
    assert "Zodra het weer te lezen is" in str(problem.message)
    assert not looks(watch)
    file.write_text(GOOD)
    (reading,) = looks(watch)
    assert reading.pack


@pytest.mark.parametrize("what", ["folder", "huge", "bytes", "pipe"])
def test_whatever_comes_in_its_place_is_an_error_like_any_other(watch: Watch, file: Path, what: str) -> None:
    file.unlink()
    match what:
        case "folder":
            file.mkdir()
        case "huge":
            file.write_bytes(b"#" * 3_000_000)
        case "bytes":
            file.write_bytes(bytes(range(256)) * 20)
        case "pipe":
            os.mkfifo(file)
    (reading,) = looks(watch)
    assert reading.pack is None
    assert reading.problems
    assert not looks(watch)


def test_errors_come_and_go(watch: Watch, file: Path) -> None:
    file.write_text(BAD)
    (reading,) = looks(watch)
    assert [problem.line for problem in reading.problems] == [3]
    file.write_text(GOOD)
    (reading,) = looks(watch)
    assert not reading.problems


# ------------------------------------------------------------------ the session


ALL = """
title = "Alles"
[[step]]
kind = "client"
ask = "Over wie?"
[[step]]
id = "fears"
kind = "risks"
ask = "Waar ben je bang voor?"
[[step]]
kind = "outcome"
ask = "Wat kwam ervan?"
about = ["fears"]
[[step]]
kind = "next"
packs = ["vrij", "nergens"]
"""


def test_a_session_knows_invented_things_and_leaves_nothing_behind(
    places: Places, clock: Clock, tmp_path: Path
) -> None:
    pack = packfile.read(ALL.encode(), "alles.toml").pack
    assert pack
    trying = Trying(Packs.of(places), clock)
    draft = trying.begin(pack, "en")
    known = draft.session.known
    assert [alias.name for alias in known.aliases] == ["Example"]
    assert [(risk.step, risk.text) for risk in known.risks] == [
        ("fears", "An example of something you wrote down before")
    ]
    assert [found.id for found in known.packs] == ["vrij"]
    assert trying.known(pack, "en") == known
    session = draft.session.answer("Example").skip()
    session = session.answer([{"risk": known.risks[0].ref, "happened": "no"}])
    draft = trying.save_draft(draft.with_session(session))
    assert draft.rev == 0
    page = trying.keep(draft)
    assert page.entry
    assert page.entry.about == "Example"
    trying.discard(draft)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
