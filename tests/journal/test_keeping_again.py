"""A draft that outlives its page, and one that two windows have: nothing is refused, doubled or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.core.draft import Draft
from kwetsbaar.errors import Damaged, NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places, State
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import age, files, seal
from tests.conftest import Clock, Made


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the first removal of a file fail."""
    remove, left = files.remove, [NotSaved(msg("the disk says no"))]

    def fails(path: Path) -> None:
        if left:
            raise left.pop()
        remove(path)

    monkeypatch.setattr(files, "remove", fails)


@pytest.fixture
def other(journal: Journal, made: Made, places: Places, clock: Clock) -> Journal:
    """The same journal in another window."""
    return Journal(journal.folder, made.keyring, places, clock)


def begun(journal: Journal, places: Places, *answers: str) -> Draft:
    draft = journal.writing.begin(Packs(places).get("drie-minuten"), "nl")
    session = draft.session
    for answer in answers:
        session = session.answer(answer)
    return journal.writing.save_draft(draft.with_session(session))


def put(draft: Draft, text: str) -> Draft:
    return draft.with_session(draft.session.put(text))


def values(page: Page) -> list[object]:
    assert page.entry
    return [answer.value for answer in page.entry.answers]


def texts(journal: Journal) -> list[list[object]]:
    return [[given.value for given in draft.session.given.values()] for draft in journal.writing.drafts().drafts]


def on_disk(journal: Journal) -> tuple[int, int, int]:
    def count(name: str) -> int:
        return len([*(journal.folder / name).glob("*.age")])

    return count("entries"), count("history"), count("drafts")


# ------------------------------------------------------------------ a draft that outlives its page


@pytest.mark.usefixtures("stuck")
def test_a_new_page_is_kept_once(journal: Journal, places: Places, clock: Clock) -> None:
    draft = begun(journal, places, "de zee")
    kept = journal.writing.keep(draft)
    assert on_disk(journal) == (1, 0, 1)
    clock.forward(minutes=5)
    (left,) = journal.writing.drafts().drafts
    page = journal.writing.keep(left)
    assert on_disk(journal) == (1, 0, 0)
    assert page.entry == kept.entry == journal.reading.page(draft.id).entry
    assert [card.name for card in journal.reading.cards()] == [draft.id]


@pytest.mark.usefixtures("stuck")
def test_a_page_that_was_changed_since_has_it_in_its_history(journal: Journal, places: Places) -> None:
    draft = begun(journal, places, "de zee")
    journal.writing.keep(draft)
    edit = journal.writing.edit(journal.reading.page(draft.id))
    raw = (journal.folder / "drafts" / f"{draft.id}.age").read_bytes()
    changed = journal.writing.keep(put(edit, "het meer"))
    (journal.folder / "drafts" / f"{draft.id}.age").write_bytes(raw)
    assert journal.writing.keep(journal.writing.draft(draft.id)).entry == changed.entry
    assert on_disk(journal) == (1, 1, 0)


@pytest.mark.usefixtures("stuck")
def test_what_was_written_since_lies_beside_it(journal: Journal, places: Places) -> None:
    draft = begun(journal, places, "de zee")
    kept = journal.writing.keep(draft)
    left = journal.writing.draft(draft.id)
    more = left.with_session(left.session.answer("en de wind"))
    page = journal.writing.keep(more)
    assert (page.state, values(page)) == (State.COPY, ["de zee", "en de wind"])
    assert journal.reading.page(draft.id).entry == kept.entry
    assert journal.writing.keep(more).name == page.name
    assert on_disk(journal) == (2, 0, 0)


@pytest.mark.parametrize("there", [b"damaged", None])
def test_what_stands_there_and_is_no_page_is_left(journal: Journal, places: Places, there: bytes | None) -> None:
    draft = begun(journal, places, "de zee")
    foreign = age.encrypt(b"a text of someone else\n", journal.keyring.recipient)
    path = journal.folder / "entries" / f"{draft.id}.md.age"
    path.write_bytes(there or foreign)
    page = journal.writing.keep(draft)
    assert (page.state, values(page)) == (State.COPY, ["de zee"])
    assert path.read_bytes() == (there or foreign)


def test_a_page_in_the_trash_is_not_taken_for_a_newer_one(journal: Journal, places: Places) -> None:
    draft = begun(journal, places, "de zee")
    raw = (journal.folder / "drafts" / f"{draft.id}.age").read_bytes()
    page = journal.writing.keep(draft)
    page = journal.writing.keep(put(journal.writing.edit(page), "het meer"))
    journal.deleting.trash(page)
    (journal.folder / "drafts" / f"{draft.id}.age").write_bytes(raw)
    journal.writing.keep(journal.writing.draft(draft.id))
    assert journal.reading.page(draft.id).state is State.OK


def test_a_page_that_was_changed_is_changed_once(
    journal: Journal, places: Places, clock: Clock, request: pytest.FixtureRequest
) -> None:
    page = journal.writing.keep(begun(journal, places, "de zee"))
    request.getfixturevalue("stuck")
    changed = journal.writing.keep(journal.writing.save_draft(put(journal.writing.edit(page), "het meer")))
    assert on_disk(journal) == (1, 1, 1)
    clock.forward(minutes=5)
    again = journal.writing.keep(journal.writing.draft(page.name))
    assert again.entry == changed.entry
    assert on_disk(journal) == (1, 1, 0)


def test_going_back_to_an_earlier_text_is_a_change(journal: Journal, places: Places) -> None:
    page = journal.writing.keep(begun(journal, places, "de zee"))
    changed = journal.writing.keep(put(journal.writing.edit(page), "het meer"))
    back = journal.writing.keep(put(journal.writing.edit(changed), "de zee"))
    assert back.entry
    assert (back.entry.rev, values(back)) == (3, ["de zee"])


# ------------------------------------------------------------------ a draft in two windows


def test_two_windows_each_keep_their_draft(journal: Journal, other: Journal, places: Places) -> None:
    first = begun(journal, places, "de zee")
    theirs = other.writing.save_draft(put(other.writing.draft(first.id), "van hen"))
    mine = journal.writing.save_draft(put(first, "van mij"))
    assert theirs.id == first.id != mine.id
    mine = journal.writing.save_draft(put(mine, "van mij, en meer"))
    assert sorted(map(str, texts(journal))) == ["['de zee', 'van hen']", "['de zee', 'van mij, en meer']"]
    assert journal.writing.draft(mine.id) == mine
    other.writing.keep(theirs)
    kept = journal.writing.keep(mine)
    assert (kept.state, kept.name) == (State.OK, mine.id)
    assert on_disk(journal) == (2, 0, 0)


def test_an_edit_in_two_windows_still_changes_its_page(journal: Journal, other: Journal, places: Places) -> None:
    page = journal.writing.keep(begun(journal, places, "de zee"))
    journal.writing.save_draft(put(journal.writing.edit(page), "van mij"))
    theirs = other.writing.save_draft(put(other.writing.edit(page), "van hen"))
    assert theirs.page_id == page.name != theirs.id
    found = other.writing.draft(theirs.id)
    assert (found, found.page_name) == (theirs, page.name)
    assert other.reading.earlier_to(found) == []
    changed = other.writing.keep(found)
    assert (changed.name, changed.state, values(changed)) == (page.name, State.OK, ["van hen"])
    assert journal.writing.keep(journal.writing.draft(page.name)).state is State.COPY
    assert on_disk(journal) == (2, 1, 0)


def test_discarding_leaves_what_another_window_wrote(journal: Journal, other: Journal, places: Places) -> None:
    first = begun(journal, places, "de zee")
    other.writing.save_draft(put(other.writing.draft(first.id), "van hen"))
    journal.writing.discard(first)
    assert texts(journal) == [["de zee", "van hen"]]


def test_a_draft_that_waited_over_a_lock_takes_nothing_away(journal: Journal, other: Journal, places: Places) -> None:
    first = begun(journal, places, "de zee")
    waiting = journal.writing.seal_draft(put(first, "laatste woorden"))
    other.writing.save_draft(put(other.writing.draft(first.id), "een nieuwe lange tekst"))
    waiting.save()
    waiting.save()
    found = sorted(map(str, texts(other)))
    assert found == ["['de zee', 'een nieuwe lange tekst']", "['de zee', 'laatste woorden']"]


def test_a_draft_of_a_sync_tool_is_a_draft_of_its_own(journal: Journal, places: Places) -> None:
    first = begun(journal, places, "de zee")
    path = journal.folder / "drafts" / f"{first.id}.age"
    beside = path.with_name(f"{first.id}.sync-conflict-20261122-203300-ABCDEFG.age")
    beside.write_bytes(path.read_bytes())
    journal.writing.save_draft(put(first, "en nog iets"))
    shelf = journal.writing.drafts()
    assert (len(shelf.drafts), shelf.unreadable) == (2, ())
    (copy,) = [draft for draft in shelf.drafts if draft.name]
    assert journal.writing.draft(copy.id) == copy
    page = journal.writing.keep(journal.writing.save_draft(put(copy, "anders")))
    assert (page.state, values(page)) == (State.OK, ["de zee", "anders"])
    assert not beside.exists()
    assert texts(journal) == [["de zee", "en nog iets"]]


# ------------------------------------------------------------------ changing what is not an ordinary page


def test_a_copy_can_be_changed_and_drafted(journal: Journal, places: Places) -> None:
    page = journal.writing.keep(begun(journal, places, "de zee"))
    path = journal.folder / "entries" / f"{page.name}.md.age"
    copy = path.with_name(f"{page.name}.sync-conflict-1.md.age")
    copy.write_bytes(path.read_bytes())
    journal.writing.keep(put(journal.writing.edit(page), "het meer"))
    edit = journal.writing.edit(journal.reading.page(copy.name))
    assert edit.id != page.name
    saved = journal.writing.save_draft(put(edit, "de kopie"))
    kept = journal.writing.keep(journal.writing.draft(saved.id))
    assert values(kept) == ["de kopie"]
    assert values(journal.reading.page(page.name)) == ["het meer"]
    assert journal.writing.keep(saved).name == kept.name


@pytest.mark.parametrize("where", ["own", "other"])
def test_a_foreign_page(journal: Journal, places: Places, where: str) -> None:
    """Under its own name it can be taken over; under another there is no telling what it would change."""
    page = journal.writing.keep(begun(journal, places, "de zee"))
    path = journal.folder / "entries" / f"{page.name}.md.age"
    plain = age.decrypt(path.read_bytes(), journal.keyring.identities)
    content = seal.unseal(plain, domain=seal.ENTRY, keyring=journal.keyring).content.replace(b"rev = 1", b"rev = 77")
    target = path if where == "own" else path.with_name("0" * 26 + ".md.age")
    target.write_bytes(age.encrypt(content, journal.keyring.recipient))
    foreign = journal.reading.page(target.name.partition(".")[0])
    assert foreign.state is State.FOREIGN
    if where == "other":
        with pytest.raises(Damaged):
            journal.writing.edit(foreign)
        return
    changed = journal.writing.keep(put(journal.writing.edit(foreign), "van mij"))
    assert changed.entry
    assert (changed.entry.rev, changed.state) == (2, State.OK)
