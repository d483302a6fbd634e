"""A guided session becomes an encrypted page, and is found again."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kwetsbaar.core.entry import Entry
from kwetsbaar.core.toml import Toml
from kwetsbaar.errors import Damaged, NotFound, NotSaved, Refused, WrongPassphrase
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from tests.conftest import PASSPHRASE, Clock, Made

SENTINEL = "Zilverreiger-onder-de-brug-7391"


def write(journal: Journal, places: Places, *values: Toml | None, pack: str = "drie-minuten") -> Page:
    draft = journal.writing.begin(Packs(places).get(pack), "nl")
    session = draft.session
    for value in values:
        session = session.skip() if value is None else session.answer(value)
    return journal.writing.keep(draft.with_session(session))


def entry_of(page: Page) -> Entry:
    assert page.entry
    return page.entry


def test_a_page_is_kept_read_and_found_after_opening_again(
    journal: Journal, places: Places, folder: Path, made: Made, clock: Clock
) -> None:
    kept = write(journal, places, f"Vandaag. {SENTINEL}", None, "# rust")
    journal.close()
    again = Journal(folder, made.keyring, places, clock)
    again.reading.load()
    assert [card.title for card in again.reading.cards()] == ["Drie minuten"]
    assert again.reading.find(kept.name[:6]).entry == kept.entry
    (hit,) = again.reading.search("zilverreiger")
    assert (hit.card.name, hit.snippet.found) == (kept.name, "Zilverreiger")
    assert [h.card.name for h in again.reading.search("zilv", typing=True)] == [kept.name]
    assert again.reading.search("zilv") == []
    again.close()


def test_filters_find_pages_with_and_without_words(journal: Journal, places: Places, clock: Clock) -> None:
    first = write(journal, places, "een zilverreiger")
    first = journal.writing.revise(first, replace(entry_of(first), tags=("Vogels",), about="Wilg"))
    clock.forward(days=30)
    free = write(journal, places, "nog een zilverreiger", pack="vrij")

    def found(query: str, *, typing: bool = False) -> list[str]:
        return [hit.card.name for hit in journal.reading.search(query, typing=typing)]

    assert found("zilverreiger") == found("2026") == [free.name, first.name]
    for query in ("#vogels", "@wilg een", "pack:drie-minuten", "november 2026", "<2026-12 zilver*", "reeks:drie*"):
        assert found(query) == [first.name]
    assert found("#vog", typing=True) == [first.name]
    assert found("#vog") == found("#vogels nog") == found("") == []
    (hit,) = journal.reading.search("#vogels zilver", typing=True)
    assert hit.snippet.found == "zilverreiger"
    (hit,) = journal.reading.search("#vogels")
    assert str(hit.snippet) == "een zilverreiger"


def test_the_passphrase_and_the_words_open_it(folder: Path, places: Places, made: Made) -> None:
    for journal in (
        Journal.unlock(folder, PASSPHRASE + "\n", places),
        Journal.unlock_with_words(folder, made.words.upper().replace(" ", "  "), places),
    ):
        assert journal.keyring == made.keyring
        journal.close()


def test_what_does_not_open_it_says_so(folder: Path, places: Places, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        Journal.unlock(folder, "een andere wachtzin", places)
    with pytest.raises(NotFound):
        Journal.unlock(tmp_path / "nergens", PASSPHRASE, places)
    with pytest.raises(Refused):
        Journal.create(folder, PASSPHRASE, places)
    assert Journal.exists(folder)
    assert not Journal.exists(tmp_path)


def test_no_sentence_stands_in_any_file(journal: Journal, places: Places, tmp_path: Path) -> None:
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.put(SENTINEL)))
    page = write(journal, places, SENTINEL)
    journal.writing.revise(page, replace(entry_of(page), theme=SENTINEL))
    journal.reading.load()
    assert journal.reading.search(SENTINEL)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 8
    assert not [path for path in files if SENTINEL.encode() in path.read_bytes() or SENTINEL in str(path)]


def test_only_the_owner_can_look(journal: Journal, places: Places, folder: Path) -> None:
    write(journal, places, "x")
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


# ------------------------------------------------------------------ drafts


def test_a_draft_goes_on_where_it_was(journal: Journal, places: Places, clock: Clock) -> None:
    draft = journal.writing.begin(Packs(places).get("kan-ik-het-aan"), "nl")
    session = draft.session.next().answer("overstap").answer(8)
    first = journal.writing.save_draft(draft.with_session(session))
    clock.forward(minutes=1)
    second = journal.writing.save_draft(first.with_session(session.next().put({"image": "een steen"})))
    assert (first.rev, second.rev) == (1, 2)
    (found,) = journal.writing.drafts().drafts
    assert found == second
    assert found.session.question() == second.session.question()


def test_a_draft_goes_on_without_its_pack(journal: Journal, places: Places) -> None:
    own = places.packs / "eigen.toml"
    own.parent.mkdir(parents=True)
    own.write_text('title = "Eigen"\n[[step]]\nask = "Een?"\n[[step]]\nask = "Twee?"\n')
    draft = journal.writing.begin(Packs(places).get("eigen"), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.answer("ja")))
    own.unlink()
    found = journal.writing.draft(draft.id)
    page = journal.writing.keep(found.with_session(found.session.answer("ook")))
    assert [a.value for a in entry_of(page).answers] == ["ja", "ook"]
    assert journal.writing.drafts().drafts == ()


def test_keeping_and_discarding_leave_no_draft(journal: Journal, places: Places, folder: Path) -> None:
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    journal.writing.save_draft(draft.with_session(draft.session.put("weg")))
    journal.writing.discard(draft)
    journal.writing.discard(draft)
    assert not [path for path in folder.rglob("*") if draft.id in path.name]
    with pytest.raises(NotFound):
        journal.writing.draft(draft.id)


def test_a_draft_that_is_damaged_or_strange_hides_no_other(journal: Journal, places: Places, folder: Path) -> None:
    packs = Packs(places)
    ids = []
    for text in ("een", "twee", "drie"):
        draft = journal.writing.begin(packs.get("vrij"), "nl")
        ids.append(journal.writing.save_draft(draft.with_session(draft.session.put(text))).id)
    (folder / "drafts" / f"{ids[0]}.age").write_bytes(b"age-encryption.org/v1\nstuk")
    (folder / "drafts" / f"{ids[1]}.age").rename(folder / "drafts" / f"{ids[1][::-1]}.age")
    shelf = journal.writing.drafts()
    assert [draft.id for draft in shelf.drafts] == [ids[2]]
    assert len(shelf.unreadable) == 2
    with pytest.raises(Damaged):
        journal.writing.draft(ids[0])


def test_a_draft_can_wait_encrypted_until_there_is_room(
    journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    draft = draft.with_session(draft.session.put(SENTINEL))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        with pytest.raises(NotSaved):
            journal.writing.save_draft(draft)
        sealed = journal.writing.seal_draft(draft)
        with pytest.raises(NotSaved):
            sealed.save()
    assert SENTINEL not in repr(sealed)
    assert SENTINEL.encode() not in sealed.data
    sealed.save()
    assert journal.writing.draft(draft.id).session.given == draft.session.given


def no_room(*_: object) -> int:
    raise OSError(errno.ENOSPC, "full")


# ------------------------------------------------------------------ pages


def test_a_full_disk_leaves_the_draft_and_the_old_page(
    journal: Journal, places: Places, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write(journal, places, "eerst")
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    draft = journal.writing.save_draft(draft.with_session(draft.session.put("nieuw")))
    before = {path: path.read_bytes() for path in folder.rglob("*.age")}
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        with pytest.raises(NotSaved) as error:
            journal.writing.keep(draft)
        assert error.value.hint
        with pytest.raises(NotSaved):
            journal.writing.revise(page, replace(entry_of(page), theme="anders"))
    after = {path: path.read_bytes() for path in folder.rglob("*.age")}
    assert {path: after[path] for path in before} == before
    assert not list(folder.rglob(".tmp*"))


def test_a_revision_keeps_the_one_before(journal: Journal, places: Places, clock: Clock) -> None:
    first = write(journal, places, "eerst")
    clock.forward(days=1)
    second = journal.writing.revise(first, replace(entry_of(first), theme="werk"))
    assert (entry_of(second).rev, entry_of(second).created) == (2, entry_of(first).created)
    assert entry_of(second).changed > entry_of(first).changed
    assert [entry_of(old).theme for old in journal.reading.history(second)] == [None]
    (card,) = journal.reading.cards()
    assert (card.rev, card.theme) == (2, "werk")


def test_two_windows_keep_both_texts(journal: Journal, places: Places) -> None:
    page = write(journal, places, "eerst")
    journal.writing.revise(page, replace(entry_of(page), theme="mijn"))
    other = journal.writing.revise(page, replace(entry_of(page), theme="jouw"))
    assert other.state is State.COPY
    assert {card.theme for card in journal.reading.cards()} == {"mijn", "jouw"}
    journal.reading.load()
    assert {card.theme for card in journal.reading.cards()} == {"mijn", "jouw"}
    assert [card.theme for card in journal.reading.odd()] == ["jouw"]


def test_a_damaged_page_is_named_and_hides_no_other(journal: Journal, places: Places, folder: Path) -> None:
    bad, good = write(journal, places, "stuk"), write(journal, places, "heel")
    path = folder / "entries" / f"{bad.name}.md.age"
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(data)
    journal.reading.load()
    assert {card.name: card.state for card in journal.reading.cards()} == {
        bad.name: State.DAMAGED,
        good.name: State.OK,
    }
    assert journal.reading.find(bad.name).trouble
    with pytest.raises(Damaged):
        journal.writing.revise(journal.reading.find(bad.name), entry_of(good))
    assert [hit.card.name for hit in journal.reading.search("heel")] == [good.name]


def test_a_page_is_found_by_the_beginning_of_its_id(journal: Journal, places: Places) -> None:
    pages = [write(journal, places, str(n)) for n in range(40)]
    assert journal.reading.find(pages[0].name.upper()).name == pages[0].name
    for beginning in ("", "zzzzzz", "../keyring", "i"):
        with pytest.raises(NotFound):
            journal.reading.find(beginning)
    shared = [page.name[0] for page in pages]
    twice = next(letter for letter in shared if shared.count(letter) > 1)
    with pytest.raises(NotFound) as error:
        journal.reading.find(twice)
    assert error.value.hint


def test_a_copy_does_not_hide_its_page_and_has_a_name_of_its_own(
    journal: Journal, places: Places, folder: Path
) -> None:
    page = write(journal, places, "eerst")
    copy = f"{page.name}.sync-conflict-20261122-ABC.md.age"
    (folder / "entries" / copy).write_bytes((folder / "entries" / f"{page.name}.md.age").read_bytes())
    assert journal.reading.find(page.name[:8]).state is State.OK
    assert journal.reading.find(copy).state is State.COPY


def test_changing_a_page_that_was_put_back_makes_it_the_newest(journal: Journal, places: Places, folder: Path) -> None:
    page = write(journal, places, "eerst")
    path = folder / "entries" / f"{page.name}.md.age"
    before = path.read_bytes()
    journal.writing.revise(page, replace(entry_of(page), theme="later"))
    path.write_bytes(before)
    back = journal.reading.find(page.name)
    assert back.state is State.ROLLED_BACK
    again = journal.writing.revise(back, replace(entry_of(back), theme="opnieuw"))
    assert journal.reading.find(page.name).state is State.OK
    assert entry_of(again).rev == 3


def test_what_a_killed_save_left_is_cleared_away(journal: Journal, folder: Path) -> None:
    old, new = folder / "entries" / (".tmp-" + "0" * 32), folder / "drafts" / (".tmp-" + "1" * 32)
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    journal.reading.load()
    assert (old.exists(), new.exists()) == (False, True)


def test_loading_tells_how_far_it_is(journal: Journal, places: Places) -> None:
    for n in range(3):
        write(journal, places, str(n))
    seen: list[tuple[int, int]] = []
    journal.reading.load(lambda done, of: seen.append((done, of)))
    assert seen[-1] == (3, 3)


# ------------------------------------------------------------------ changing a page


def test_a_page_is_changed_answer_by_answer(journal: Journal, places: Places, clock: Clock) -> None:
    page = write(journal, places, "eerst", None, "rust")
    clock.forward(hours=1)
    draft = journal.writing.edit(page, 2)
    question = draft.session.question()
    assert question
    assert question.given
    assert question.given.value == "rust"
    saved = journal.writing.save_draft(draft.with_session(draft.session.put("onrust")))
    assert journal.writing.draft(page.name) == saved
    changed = journal.writing.keep(saved)
    assert [a.value for a in entry_of(changed).answers] == ["eerst", None, "onrust"]
    assert (entry_of(changed).rev, changed.state, entry_of(changed).pack) == (2, State.OK, "drie-minuten")
    assert entry_of(changed).answers[0].ask == entry_of(page).answers[0].ask
    assert [a.value for a in entry_of(journal.reading.history(changed)[0]).answers] == ["eerst", None, "rust"]
    assert journal.writing.drafts().drafts == ()


def test_an_edit_of_a_page_that_changed_meanwhile_keeps_both(journal: Journal, places: Places) -> None:
    page = write(journal, places, "eerst", None, "rust")
    mine = journal.writing.edit(page)
    journal.writing.revise(page, replace(entry_of(page), theme="elders"))
    copy = journal.writing.keep(mine.with_session(mine.session.put("van mij")))
    assert copy.state is State.COPY
    texts = {(card.theme, card.state) for card in journal.reading.cards()}
    assert texts == {("elders", State.OK), (None, State.COPY)}
    assert journal.reading.search("mij")


def test_an_edit_whose_page_is_gone_keeps_its_draft(journal: Journal, places: Places, folder: Path) -> None:
    page = write(journal, places, "eerst")
    draft = journal.writing.edit(page)
    draft = journal.writing.save_draft(draft.with_session(draft.session.put("veranderd")))
    (folder / "entries" / f"{page.name}.md.age").write_bytes(b"iets anders")
    with pytest.raises(Damaged):
        journal.writing.keep(draft)
    assert journal.writing.drafts().drafts == (draft,)
