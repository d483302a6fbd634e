"""The demo journal: invented pages that a person could have made, and nothing of it is left."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from kwetsbaar.core.entry import Entry
from kwetsbaar.core.kinds.base import AnswerError
from kwetsbaar.core.kinds.risks import rows_of
from kwetsbaar.core.lookback.facts import packed, unpacked
from kwetsbaar.core.lookback.records import Asked, Record
from kwetsbaar.core.lookback.states import STATES, WHOLE, states_of
from kwetsbaar.core.lookback.views import BY_NAME
from kwetsbaar.core.session import Session
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import NotSaved
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal import demo as demos
from kwetsbaar.journal.demo import Invented, Texts, demo, make
from kwetsbaar.journal.packs import Packs
from kwetsbaar.storage import create
from kwetsbaar.text import is_clean
from tests.conftest import places_in

NOW: Final = datetime(2026, 11, 22, 0, 1, tzinfo=timezone(timedelta(hours=1)))
LANGUAGES: Final = ("nl", "en")
LEAST_WORK: Final = 15
"""The work factor of the keys that are derived here: the least that is accepted."""

DAYS_AND_MONTHS: Final = re.compile(
    r"\b((maan|dins|woens|donder|vrij|zater|zon)dag|(mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|januari|februari|april|juni|juli|augustus|september|oktober|november|december"
    r"|january|february|june|july|august|october"
    r"|zomer|herfst|winter|lente|voorjaar|najaar|summer|autumn|spring|sneeuw|snow|kerst|christmas)",
    re.IGNORECASE,
)

CHILD: Final = """
import signal, sys
from functools import partial
from kwetsbaar.journal.demo import demo
from kwetsbaar.storage import create
create.create = partial(create.create, work_factor=15)
with demo("nl") as (journal, places):
    print(journal.folder, flush=True)
    signal.pause()
"""


@dataclass(frozen=True)
class Read:
    """A demo journal, read."""

    entries: tuple[Entry, ...]
    """The newest first."""
    drafts: tuple[Session, ...]
    states: frozenset[State]
    found: int
    """How many pages a search for the stairwell found."""


@pytest.fixture
def _little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(create, "create", partial(create.create, work_factor=LEAST_WORK))


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives the empty folder in which demos are made."""
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """Gives both journals as they are when they are made just after midnight."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create, "create", partial(create.create, work_factor=LEAST_WORK))
        return {language: read_of(language, tmp_path_factory.mktemp(language)) for language in LANGUAGES}


def read_of(language: str, base: Path) -> Read:
    journal = make(base / "journal", places_in(base), language, NOW)
    journal.reading.load()
    cards = journal.reading.cards()
    pages = [journal.reading.page(card.name) for card in cards]
    shelf = journal.writing.drafts()
    assert not shelf.unreadable
    result = Read(
        tuple(page.entry for page in pages if page.entry),
        tuple(draft.session for draft in shelf.drafts),
        frozenset(card.state for card in cards),
        len(journal.reading.search({"nl": "trappenhuis", "en": "stairwell"}[language])),
    )
    journal.close()
    return result


def texts_of(value: Toml | None) -> Iterator[str]:
    """Gives every text in an answer."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of(part)


def all_texts(read: Read) -> list[str]:
    kept = [answer.value for entry in read.entries for answer in entry.answers]
    begun = [given.value for session in read.drafts for given in session.given.values()]
    return [text for value in (*kept, *begun) for text in texts_of(value)]


# ------------------------------------------------------------------ the pages


def test_both_languages_have_as_much(read: dict[str, Read]) -> None:
    dutch, english = (read[language] for language in LANGUAGES)
    assert len(dutch.entries) == len(english.entries) >= 44
    assert len(dutch.drafts) == len(english.drafts) == 2
    assert [(e.pack, e.created) for e in dutch.entries] == [(e.pack, e.created) for e in english.entries]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_marked_and_in_its_language(read: dict[str, Read], language: str) -> None:
    assert read[language].states == {State.OK}
    assert {entry.tags for entry in read[language].entries} == {({"nl": "verzonnen", "en": "invented"}[language],)}
    assert {entry.lang for entry in read[language].entries} == {language}
    assert {session.lang for session in read[language].drafts} == {language}
    assert all(entry.answered() for entry in read[language].entries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_use_many_packs_and_all_roads(read: dict[str, Read], language: str) -> None:
    entries = read[language].entries
    assert {entry.pack for entry in entries} == {
        "vrij",
        "drie-minuten",
        "vlak-na-de-sessie",
        "kan-ik-het-aan",
        "weer-vanbinnen",
        "alle-kanten",
        "is-het-gebeurd",
        "afscheid-van-werk",
        "na-de-sessie",
        "risicos-in-beeld",
        "moed-verzamelen",
    }
    roads = [a.value for e in reversed(entries) for a in e.answers if a.measure == "key_question"]
    assert roads == ["not_yet", "no", "no", "yes", "yes", "not_yet", None]
    themes = [e.theme for e in entries if e.pack == "kan-ik-het-aan"]
    assert 1 < len(set(themes)) < len(themes)
    assert {a.value for e in entries for a in e.answers if a.measure == "openness_contact"} == {
        "said",
        "chose",
        "held_back",
        "unsure",
    }
    assert any(answer.skipped for entry in entries if entry.pack == "drie-minuten" for answer in entry.answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_lie_in_the_past_year(read: dict[str, Read], language: str) -> None:
    moments = [entry.created for entry in read[language].entries]
    assert max(moments) <= NOW
    assert min(moments) > NOW - timedelta(days=366)
    assert max(moments) - min(moments) >= timedelta(days=300)
    assert len(set(moments)) == len(moments)
    assert {moment.utcoffset() for moment in moments} == {NOW.utcoffset()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_drafts_stop_where_an_answer_was_begun(read: dict[str, Read], language: str) -> None:
    questions = [question for session in read[language].drafts if (question := session.question())]
    assert [question.key for question in questions] == ["moment", "endured"]
    assert all(question.given for question in questions)
    assert not any(given.skipped for session in read[language].drafts for given in session.given.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_page_says_that_all_is_invented(read: dict[str, Read], language: str) -> None:
    newest = read[language].entries[0]
    assert newest.pack == "vrij"
    assert {"nl": "verzonnen", "en": "invented"}[language] in str(newest.answers[0].value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_searching_finds_what_comes_back(read: dict[str, Read], language: str) -> None:
    assert 5 <= read[language].found <= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_feared_is_looked_back_on(read: dict[str, Read], language: str) -> None:
    entries = read[language].entries
    risks = {f"{e.id}#{row['id']}" for e in entries for a in e.answers if a.kind == "risks" for row in rows_of(a.value)}
    outcomes = [row for e in entries for a in e.answers if a.kind == "outcome" for row in rows_of(a.value)]
    assert {str(row["risk"]) for row in outcomes} < risks
    assert {row["happened"] for row in outcomes} == {"yes", "partly", "no", "unclear"}
    days = [a.value for e in entries for a in e.answers if a.kind == "revisit" and not a.skipped]
    assert any(isinstance(day, date) and day < NOW.date() for day in days)
    assert any(isinstance(day, date) and day > NOW.date() for day in days)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["feelings", "voices", "intentions", "coach"])
def test_looking_back_inward_has_something_to_show(read: dict[str, Read], language: str, name: str) -> None:
    records = [record_of(entry) for entry in read[language].entries]
    looked = BY_NAME[name].looked(records, Asked(NOW.date()))
    assert len(looked.shown(language)) > 2
    assert not {*STATES["intention"]} - states_in(read[language].entries, "intention")
    assert not {*STATES["supervision"]} - states_in(read[language].entries, "supervision")


def record_of(entry: Entry) -> Record:
    facts = tuple(unpacked(row) for row in json.loads(packed(entry)))
    named = {"title": entry.title, "theme": entry.theme or "", "about": entry.about or ""}
    return Record(entry.id, entry.created, pack=entry.pack, tags=entry.tags, lang=entry.lang, facts=facts, **named)


def states_in(entries: tuple[Entry, ...], tag: str) -> set[str]:
    told = [a for e in entries for a in e.answers if a.tag == tag and not a.skipped]
    return {states_of(answer).get(WHOLE, STATES[tag][0]) for answer in told}


# ------------------------------------------------------------------ the texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_clean_and_quiet(read: dict[str, Read], language: str) -> None:
    texts = all_texts(read[language])
    assert [text for text in texts if not is_clean(text) or "!" in text or text != text.strip() or not text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_names_a_day_or_a_season_since_dates_move(read: dict[str, Read], language: str) -> None:
    assert [text for text in all_texts(read[language]) if DAYS_AND_MONTHS.search(text)] == []


def test_the_languages_share_no_sentence(read: dict[str, Read]) -> None:
    dutch, english = (
        {text for text in all_texts(read[language]) if re.search(r"[ .]", text)} for language in LANGUAGES
    )
    assert min(len(dutch), len(english)) > 100
    assert not dutch & english


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"nergens": "x"}, ValueError),
        ({"unsaid": "x", "here_now": "said"}, ValueError),
        ({"presence": 11}, AnswerError),
        ({"here_now": "misschien"}, AnswerError),
    ],
)
def test_a_page_that_nobody_could_make_is_refused(
    wrong: dict[str, Toml], error: type[Exception], places: Places
) -> None:
    session = Session.begin(Packs(places).get("vlak-na-de-sessie"), "nl")
    good = next(page for page in Texts.load("nl").pages if page.pack == "vlak-na-de-sessie")
    assert good.walk(session).at_end
    with pytest.raises(error):
        replace(good, answers={**wrong}).walk(session)


def test_what_became_of_a_step_is_told_and_must_be_something_that_can(read: dict[str, Read]) -> None:
    for language in LANGUAGES:
        told = [states_of(answer) for entry in read[language].entries for answer in entry.answers]
        assert sum(states == {"": "taken"} for states in told) == 5
    entry = read["nl"].entries[0]
    assert Invented(0, NOW.time(), "vrij", {}).since(entry) == entry
    page = next(entry for entry in read["nl"].entries if entry.pack == "moed-verzamelen")
    with pytest.raises(ValueError, match="gezet"):
        Invented(0, NOW.time(), page.pack, {}, states={"smallest": "gezet"}).since(page)


def test_a_draft_must_stop_at_a_step_that_shows(places: Places) -> None:
    session = Session.begin(Packs(places).get("vlak-na-de-sessie"), "nl")
    with pytest.raises(ValueError, match="unsaid"):
        Invented(1, NOW.time(), "vlak-na-de-sessie", {}, "unsaid").walk(session)


# ------------------------------------------------------------------ nothing is left


@pytest.mark.usefixtures("_little_work")
def test_a_demo_is_a_journal_that_goes_away(memory: Path) -> None:
    with demo("en") as (journal, places):
        (folder,) = memory.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert Journal.exists(places.default_journal)
        assert all(path.is_relative_to(folder) for path in (places.config, places.data, places.cache, places.state))
        draft = journal.writing.begin(Packs(places).get("vrij"), "en")
        page = journal.writing.keep(draft.with_session(draft.session.answer("mine")))
        assert page.entry
        assert abs(datetime.now().astimezone() - page.entry.created) < timedelta(minutes=1)
        assert page.entry.tags == ()
        assert page.name in [hit.card.name for hit in journal.reading.search("mine")]
    assert not any(memory.iterdir())


@pytest.mark.usefixtures("_little_work")
def test_an_error_or_a_signal_leaves_nothing(memory: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(ZeroDivisionError), demo("nl"):
        raise ZeroDivisionError
    with pytest.raises(SystemExit) as left, demo("nl"):
        os.kill(os.getpid(), signal.SIGTERM)
    assert left.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before
    assert not any(memory.iterdir())


@pytest.mark.usefixtures("_little_work")
def test_a_demo_that_cannot_be_made_leaves_nothing(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(NotSaved), demo("nl"):
        pytest.fail("it was made")
    assert not any(memory.iterdir())


def test_a_folder_that_stays_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(NotSaved, match=re.escape(str(tmp_path))) as told:
        demos._remove(tmp_path)
    assert told.value.hint


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_is_ended_leaves_nothing(memory: Path, number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        folder = Path(child.stdout.readline().strip())
        assert folder.is_relative_to(memory)
        assert folder.is_dir()
        child.send_signal(number)
        assert child.wait(20) == 128 + number
    assert not any(memory.iterdir())


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with demos._leaving_on_signals():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_leaves_the_signals_alone() -> None:
    def handlers() -> list[object]:
        with demos._leaving_on_signals():
            demos._hear_no_signals()
            return [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(handlers).result() == [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGHUP)]


def test_a_demo_lies_in_memory_if_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demos, "_MEMORY", str(tmp_path))
    for odd in ("", "run", str(tmp_path / "nowhere")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", odd)
        assert demos._memory() == tmp_path
    monkeypatch.setattr(demos, "_MEMORY", str(tmp_path / "nowhere"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    assert demos._memory() == tmp_path / "temporary"
