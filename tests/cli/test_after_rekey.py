"""Where a new key, looking after a journal and a backup meet: nothing is lost, believed or told wrongly."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.errors import KwetsbaarError, NotSaved
from kwetsbaar.i18n import msg
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.journal.repairing import Remedy
from kwetsbaar.storage import age, files, seal
from kwetsbaar.storage.comparing import PEOPLE_ID
from kwetsbaar.storage.create import Secret, unlock, unlock_with_words
from kwetsbaar.storage.keyring import Keyring, new_key
from kwetsbaar.storage.keyring import render as rendered
from kwetsbaar.storage.rekeying import Wanted, begin
from tests.cli.conftest import Quick
from tests.conftest import PASSPHRASE, Clock, places_in

Capture = pytest.CaptureFixture[str]

NEW = "vier losse woorden erbij"
OPENED = ["--passphrase-file", "new"]


@pytest.fixture
def journal(here: Path, quick: Quick, places: Places, clock: Clock) -> Journal:
    (here / "new").write_text(f"{NEW}\n")
    (here / "new").chmod(0o600)
    return Journal(here / "journal", quick.keyring, places, clock)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Places:
    """Gives the folders of another device."""
    return places_in(tmp_path / "elsewhere")


def kept(journal: Journal, places: Places, text: str) -> Page:
    draft = journal.writing.begin(Packs(places).get("vrij"), "nl")
    return journal.writing.keep(draft.with_session(draft.session.answer(text)))


def themed(journal: Journal, page: Page, theme: str) -> Page:
    assert page.entry
    return journal.writing.revise(page, replace(page.entry, theme=theme))


def file_of(journal: Journal, page: Page, folder: str = "entries") -> Path:
    return journal.folder / folder / f"{page.name}.md.age"


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rekey(journal: Journal, places: Places, clock: Clock, *, words: bool = True) -> Journal:
    """Gives the journal a new key, and opens it again with that."""
    journal.close()
    more = ["--recovery-out", "new-words"] if words else ["--no-recovery"]
    assert main(["rekey", "--new-passphrase-file", "new", *more]) == 0
    return Journal(journal.folder, unlock(journal.folder, NEW), places, clock)


def printed(capsys: Capture, *command: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main([*OPENED, *command, "--json"]) == code, capsys.readouterr()
    return json.loads(capsys.readouterr().out)


def told(capsys: Capture, *more: str, code: int = 5) -> set[tuple[str, str]]:
    return {(row["file"], row["state"]) for row in printed(capsys, *more, "check", "--read-all", code=code)}


def sealed_with(ring: Keyring, domain: str, id_: str, rev: int, content: bytes) -> bytes:
    return age.encrypt(seal.seal(content, domain=domain, keyring=ring, id=id_, rev=rev), ring.recipient)


def filled(journal: Journal, places: Places) -> Page:
    """Puts something in every folder, and gives a page with a draft that changes it."""
    page, trashed, purged = (kept(journal, places, text) for text in ("een", "twee", "drie"))
    page = themed(journal, page, "later")
    journal.writing.save_draft(journal.writing.edit(page))
    journal.writing.save_draft(journal.writing.begin(Packs(places).get("vrij"), "nl"))
    journal.deleting.trash(trashed)
    journal.deleting.purge(purged)
    people = sealed_with(journal.keyring, seal.PEOPLE, PEOPLE_ID, 1, b"# niets\n")
    (journal.folder / "people.age").write_bytes(people)
    return page


# ------------------------------------------------------------------ a backup and a new key


def test_a_backup_follows_a_new_key(journal: Journal, places: Places, clock: Clock, capsys: Capture) -> None:
    page = filled(journal, places)
    assert main(["backup", "kopie"]) == 0
    journal = rekey(journal, places, clock)
    outcome = printed(capsys, "backup", "kopie")
    assert (outcome["kept"], outcome["damaged"], outcome["purged"]) == ([], [], 0)
    assert whole(Path("kopie")) == whole(journal.folder)
    assert told(capsys, "--journal", "kopie", code=0) == set()
    assert told(capsys, code=0) == set()
    shutil.rmtree(journal.folder)
    shutil.copytree("kopie", journal.folder)
    assert printed(capsys, "show", page.name)["theme"] == "later"
    assert told(capsys, code=0) == set()


def test_a_page_that_was_deleted_before_the_new_key_leaves_its_place_in_the_backup(
    journal: Journal, places: Places, clock: Clock, capsys: Capture
) -> None:
    page = kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    journal.deleting.trash(page)
    journal = rekey(journal, places, clock)
    assert main([*OPENED, "backup", "kopie"]) == 0
    assert whole(Path("kopie")) == whole(journal.folder)


def test_no_time_keeps_an_older_keyring_in_a_backup(
    journal: Journal, places: Places, clock: Clock, capsys: Capture
) -> None:
    """As when a sync tool brings the new key with its own time, which is before that of the last backup here."""
    page = kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    journal = rekey(journal, places, clock)
    for name in ("keyring.age", "recovery.age", "keyring-recovery.age"):
        os.utime(journal.folder / name, ns=(10**18, 10**18))
    assert printed(capsys, "backup", "kopie")["kept"] == []
    assert printed(capsys, "--journal", "kopie", "show", page.name)["id"] == page.name


def test_another_passphrase_that_comes_late_gets_into_a_backup(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    """The time of a keyring in a backup is that of the one it was copied from, not that of the copying."""
    kept(journal, places, "een")
    names = ("keyring.age", "recovery.age", "keyring-recovery.age")
    for name in names:
        os.utime(journal.folder / name, ns=(10**18, 10**18))
    assert main(["backup", "kopie"]) == 0
    assert main(["passphrase", "--new-passphrase-file", "new"]) == 0
    for name in names:
        os.utime(journal.folder / name, ns=(10**18 + 10**9, 10**18 + 10**9))
    assert printed(capsys, "backup", "kopie")["kept"] == []
    assert (Path("kopie") / "keyring.age").read_bytes() == (journal.folder / "keyring.age").read_bytes()


def test_an_older_keyring_never_goes_over_a_newer_one_in_a_backup(
    journal: Journal, places: Places, clock: Clock, elsewhere: Places
) -> None:
    """Also if nothing there is under the new key yet, and its own file is of a later day."""
    kept(journal, places, "een")
    before = journal.folder.with_name("eerder")
    shutil.copytree(journal.folder, before)
    journal = rekey(journal, places, clock)
    kopie = Path("kopie")
    shutil.copytree(before, kopie)
    for name in ("keyring.age", "recovery.age", "keyring-recovery.age"):
        shutil.copy2(journal.folder / name, kopie)
        os.utime(kopie / name, ns=(10**18, 10**18))
    there = whole(kopie)
    old = Journal(before, unlock(before, PASSPHRASE), elsewhere, clock)
    with pytest.raises(KwetsbaarError):
        old.care.backup(kopie)
    assert whole(kopie) == there


def test_a_backup_in_the_middle_of_a_new_key_is_one_when_it_is_put_back(
    journal: Journal, places: Places, elsewhere: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the disk is full, so that it does not go on, and a person makes a backup first of all."""
    filled(journal, places)
    pages = [kept(journal, places, text) for text in "abcd"]
    assert main(["backup", "kopie"]) == 0
    ring = begin(journal.folder, Secret(PASSPHRASE), Wanted(NEW, None), places=places)
    journal.close()

    class Enough(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done > of // 2:
            raise Enough

    half = Journal(journal.folder, ring, places, clock)
    with pytest.raises(Enough):
        half.finish_rekey(stop)
    assert half.rekey_waits
    assert half.care.backup(Path("kopie")).kept == ()
    assert whole(Path("kopie")) == whole(journal.folder)
    half.finish_rekey()
    half.close()
    shutil.copytree("kopie", "terug")
    back = Journal(Path("terug"), unlock(Path("terug"), NEW), elsewhere, clock)
    assert back.care.check(read_all=True).findings == ()
    assert back.rekey_waits
    back.finish_rekey()
    assert back.care.check(read_all=True).findings == ()
    back.reading.load()
    assert {card.name for card in back.reading.cards()} >= {page.name for page in pages}
    assert back.reading.count_odd() == 0
    back.close()
    # Once it is done, so is the one in the backup.
    assert main([*OPENED, "backup", "kopie"]) == 0
    assert not (Path("kopie") / "rekey.age").exists()


def test_without_words_the_old_ones_do_not_stay_in_the_backup(
    journal: Journal, places: Places, clock: Clock, quick: Quick
) -> None:
    kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    rekey(journal, places, clock, words=False)
    assert main([*OPENED, "backup", "kopie"]) == 0
    with pytest.raises(KwetsbaarError):
        unlock_with_words(Path("kopie"), quick.words)
    assert whole(Path("kopie")) == whole(journal.folder)


def test_what_a_killed_backup_left_goes(journal: Journal, places: Places) -> None:
    kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    left = Path("kopie") / "entries" / f".tmp-{'0' * 32}"
    left.write_bytes(b"x")
    os.utime(left, ns=(1, 1))
    assert main(["backup", "kopie"]) == 0
    assert not left.exists()


# ------------------------------------------------------------------ who has the old key


def test_an_old_key_buries_no_page(
    journal: Journal, places: Places, clock: Clock, quick: Quick, capsys: Capture
) -> None:
    page, other = kept(journal, places, "een"), kept(journal, places, "twee")
    journal = rekey(journal, places, clock)
    assert main([*OPENED, "backup", "kopie"]) == 0
    there = whole(Path("kopie"))
    content = b"# This page was deleted for good, on purpose.\n"
    forged = sealed_with(quick.keyring, seal.TOMBSTONE, page.name, 999, content)
    (journal.folder / "tombstones" / f"{page.name}.age").write_bytes(forged)
    file_of(journal, page).unlink()
    thrown = age.decrypt(file_of(journal, other).read_bytes(), journal.keyring.identities)
    text = seal.unseal(thrown, domain=seal.ENTRY, keyring=journal.keyring).content
    file_of(journal, other, "trash").write_bytes(sealed_with(quick.keyring, seal.ENTRY, other.name, 999, text))
    file_of(journal, other).unlink()
    expected = {(f"entries/{each.name}.md.age", "missing") for each in (page, other)}
    assert told(capsys) >= {*expected, (f"tombstones/{page.name}.age", "earlier_key")}
    assert main([*OPENED, "backup", "kopie"]) == 0
    assert there.items() <= whole(Path("kopie")).items()
    assert main([*OPENED, "repair", page.name, "--from", "kopie"]) == 5  # the tombstone is left
    assert main([*OPENED, "show", page.name]) == 0


def test_an_old_key_writes_no_people_and_no_draft_unseen(
    journal: Journal, places: Places, clock: Clock, quick: Quick, capsys: Capture
) -> None:
    filled(journal, places)
    journal = rekey(journal, places, clock)
    assert told(capsys, code=0) == set()
    own = (journal.folder / "people.age").read_bytes()
    forged = sealed_with(quick.keyring, seal.PEOPLE, PEOPLE_ID, 9, b"# vreemd\n")
    (journal.folder / "people.age").write_bytes(forged)
    draft = next((journal.folder / "drafts").iterdir())
    sealed = age.decrypt(draft.read_bytes(), journal.keyring.identities)
    content = seal.unseal(sealed, domain=seal.DRAFT, keyring=journal.keyring).content
    draft.write_bytes(sealed_with(quick.keyring, seal.DRAFT, draft.name[:26], 99, content))
    assert told(capsys) == {("people.age", "earlier_key"), (f"drafts/{draft.name}", "earlier_key")}
    assert [each.trouble for each in journal.care.glance()] == ["earlier_key"]
    assert told(capsys) == {("people.age", "earlier_key"), (f"drafts/{draft.name}", "earlier_key")}
    (journal.folder / "people.age").write_bytes(own)
    assert journal.care.glance() == []
    (journal.folder / "people.age").write_bytes(forged)
    (found,) = journal.care.glance()
    journal.repairing.repair(found, Remedy.ACCEPT)
    assert journal.care.glance() == []
    again = age.decrypt((journal.folder / "people.age").read_bytes(), [journal.keyring.current.identity])
    assert seal.unseal(again, domain=seal.PEOPLE, keyring=journal.keyring).epoch == 2


def test_what_was_seen_with_an_older_keyring_counts_for_nothing(
    journal: Journal, places: Places, clock: Clock, quick: Quick, capsys: Capture
) -> None:
    """Who has an old keyring puts that back with pages of their own, and then the newest keyring again."""
    filled(journal, places)
    page = kept(journal, places, "van mij")
    before = journal.folder.with_name("eerder")
    shutil.copytree(journal.folder, before)
    journal = rekey(journal, places, clock)
    journal.close()
    after = {name: (journal.folder / name).read_bytes() for name in ("keyring.age", "people.age")}
    content = _content_of(before / "entries" / f"{page.name}.md.age", quick.keyring)
    forged = {
        f"entries/{page.name}.md.age": (seal.ENTRY, page.name, content.replace(b"rev = 1", b"rev = 9")),
        "people.age": (seal.PEOPLE, PEOPLE_ID, b"# vreemd\n"),
    }
    shutil.copy(before / "keyring.age", journal.folder)
    for name, (domain, id_, text) in forged.items():
        (journal.folder / name).write_bytes(sealed_with(quick.keyring, domain, id_, 9, text))
    assert main(["list"]) == 5  # the others are under the new key
    assert main(["check"]) == 5
    (journal.folder / "keyring.age").write_bytes(after["keyring.age"])
    assert told(capsys) == {(name, "earlier_key") for name in forged}


def test_an_old_key_lays_no_copy_beside_a_page_unseen(
    journal: Journal, places: Places, clock: Clock, quick: Quick, capsys: Capture
) -> None:
    page, other = kept(journal, places, "een"), kept(journal, places, "twee")
    content = _content_of(file_of(journal, page), quick.keyring)
    old = sealed_with(quick.keyring, seal.ENTRY, page.name, 1, content.replace(b"een", b"anders"))
    journal = rekey(journal, places, clock)
    copy = f"{page.name}.sync-conflict-20260101-120000-ABCDEFG.md.age"
    (journal.folder / "entries" / copy).write_bytes(old)
    assert told(capsys) == {(f"entries/{copy}", "earlier_key")}
    assert printed(capsys, "list", code=5)
    with pytest.raises(KwetsbaarError):
        journal.writing.edit(journal.reading.page(copy))
    assert main([*OPENED, "accept", copy]) == 0
    assert told(capsys, code=0) == {(f"entries/{copy}", "copy")}
    assert journal.reading.page(page.name).state == "ok"
    # Under the name of another page it is told too, and that page is not here.
    (journal.folder / "entries" / copy).unlink()
    file_of(journal, other).write_bytes(old)
    assert told(capsys) == {(f"entries/{other.name}.md.age", each) for each in ("earlier_key", "missing")}
    assert main([*OPENED, "accept", other.name]) == 0
    assert told(capsys) == {(f"entries/{other.name}.md.age", "misplaced"), (f"entries/{other.name}.md.age", "missing")}


def test_another_device_that_gets_the_new_key_has_no_alarm(
    journal: Journal, places: Places, elsewhere: Places, clock: Clock
) -> None:
    page = filled(journal, places)
    there = Journal(journal.folder, journal.keyring, elsewhere, clock)
    there.reading.load()
    there.reading.keep()
    assert there.care.check().findings == ()
    there.close()
    journal = rekey(journal, places, clock)
    there = Journal(journal.folder, journal.keyring, elsewhere, clock)
    assert there.care.glance() == []
    there.reading.load()
    assert (there.reading.count(), there.reading.count_odd()) == (1, 0)
    assert there.care.check(read_all=True).findings == ()
    themed(there, there.reading.page(page.name), "daar")
    assert journal.care.glance() == []
    assert journal.care.check(read_all=True).findings == ()


def test_a_new_key_that_is_only_made_ready_is_no_damage(journal: Journal) -> None:
    """As when it was cut off before `keyring.age` was written: the recovery copy has one key more."""
    ring = journal.keyring
    waiting = age.encrypt(rendered(ring.with_waiting(new_key(2))), ring.recovery_recipient)
    (journal.folder / "keyring-recovery.age").write_bytes(waiting)
    assert journal.care.check().findings == ()


def test_versions_under_the_old_key_are_accepted_one_by_one_or_with_their_page(
    journal: Journal, places: Places, clock: Clock, quick: Quick, capsys: Capture
) -> None:
    page = kept(journal, places, "een")
    first = file_of(journal, page)
    content = _content_of(first, quick.keyring)
    second = themed(journal, page, "later")
    third = sealed_with(quick.keyring, seal.ENTRY, page.name, 3, content.replace(b"rev = 1", b"rev = 3"))
    journal = rekey(journal, places, clock)
    assert second.entry
    first.write_bytes(third)
    others = {}
    for rev in (2, 3):  # one that may well be from before, and one that would make the page look older
        text = content.replace(b"rev = 1", b"rev = %d" % rev).replace(b"een", b"anders")
        others[rev] = journal.folder / "history" / f"{page.name}.{rev}.{'0' * 8}.md.age"
        others[rev].write_bytes(sealed_with(quick.keyring, seal.ENTRY, page.name, rev, text))
    assert main([*OPENED, "accept", page.name]) == 0
    assert journal.reading.page(page.name).state == "ok"
    left = f"history/{others[3].name}"
    assert told(capsys) == {(left, "earlier_key")}
    assert main([*OPENED, "repair", left, "--accept"]) == 0
    assert journal.reading.page(page.name).state == "rolled_back"


def _content_of(path: Path, ring: Keyring) -> bytes:
    plain = age.decrypt(path.read_bytes(), ring.identities)
    return seal.unseal(plain, domain=seal.ENTRY, keyring=ring).content


def test_a_folder_from_before_the_new_key_is_told_by_its_keyring(
    journal: Journal, places: Places, clock: Clock
) -> None:
    filled(journal, places)
    shutil.copytree(journal.folder, "eerder")
    journal = rekey(journal, places, clock)
    assert main([*OPENED, "check"]) == 0
    journal.close()
    shutil.rmtree(journal.folder)
    shutil.copytree("eerder", journal.folder)
    back = Journal(journal.folder, unlock(journal.folder, PASSPHRASE), places, clock)
    assert [(each.file, each.trouble) for each in back.care.check().findings] == [("keyring.age", "rolled_back")]
    assert [(each.file, each.trouble) for each in back.care.glance()] == [("keyring.age", "rolled_back")]
    back.close()


def test_a_file_that_the_disk_does_not_give_stops_no_backup(journal: Journal, places: Places) -> None:
    one, two, three = (kept(journal, places, text) for text in ("een", "twee", "drie"))
    assert main(["backup", "kopie"]) == 0
    paths = [Path("kopie") / "entries" / f"{page.name}.md.age" for page in (one, two)]
    for path in paths:
        path.unlink()
    paths[0].symlink_to("nergens")
    paths[1].mkdir()
    (Path("kopie") / "entries" / "los.md.age").symlink_to("nergens")
    themed(journal, three, "later")
    assert main(["backup", "kopie"]) == 0
    mine = whole(journal.folder)
    assert mine.items() <= whole(Path("kopie")).items()


def test_a_new_key_leaves_no_index_under_the_old_one(journal: Journal, places: Places, clock: Clock) -> None:
    kept(journal, places, "een")
    journal.reading.load()
    assert journal.reading.keep()
    path = places.index(journal.keyring.journal_id)
    assert path.exists()
    rekey(journal, places, clock)
    assert not path.exists()


def test_the_index_that_is_kept_has_nothing_of_a_page_that_is_gone_for_good(
    journal: Journal, places: Places, clock: Clock
) -> None:
    page, trashed = kept(journal, places, "een"), kept(journal, places, "twee")
    name = journal.deleting.trash(trashed)
    path = places.index(journal.keyring.journal_id)
    for what in (page, name):
        again = Journal(journal.folder, journal.keyring, places, clock)
        again.reading.load()
        assert again.reading.keep()
        again.deleting.purge(what)
        assert not path.exists()
        assert not again.reading.keep()
        again.close()


def test_an_old_key_replaces_nothing_in_a_backup(journal: Journal, places: Places, clock: Clock, quick: Quick) -> None:
    page = filled(journal, places)
    journal = rekey(journal, places, clock)
    assert main([*OPENED, "backup", "kopie"]) == 0
    before = whole(Path("kopie"))
    (journal.folder / "people.age").write_bytes(sealed_with(quick.keyring, seal.PEOPLE, PEOPLE_ID, 9, b"# vreemd\n"))
    for folder, domain in (("drafts", seal.DRAFT), ("entries", seal.ENTRY)):
        path = journal.folder / folder / f"{page.name}{'.md' if folder == 'entries' else ''}.age"
        path.write_bytes(sealed_with(quick.keyring, domain, page.name, 999, b"# vreemd\n"))
    assert main([*OPENED, "backup", "kopie"]) == 7
    assert before.items() <= whole(Path("kopie")).items()


def test_a_spoiled_recovery_copy_does_not_get_into_a_backup(journal: Journal, places: Places, quick: Quick) -> None:
    kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    path = journal.folder / "keyring-recovery.age"
    path.write_bytes(path.read_bytes()[:200])
    assert main(["backup", "kopie"]) == 5
    assert unlock_with_words(Path("kopie"), quick.words).journal_id == quick.keyring.journal_id


def test_other_people_of_the_same_time_are_told_after_a_new_key_too(
    journal: Journal, places: Places, clock: Clock, capsys: Capture
) -> None:
    filled(journal, places)
    assert main(["check"]) == 0
    journal = rekey(journal, places, clock)
    assert told(capsys, code=0) == set()
    other = sealed_with(journal.keyring, seal.PEOPLE, PEOPLE_ID, 1, b"# anders\n")
    (journal.folder / "people.age").write_bytes(other)
    assert told(capsys) == {("people.age", "replaced")}


# ------------------------------------------------------------------ who has no key at all


def test_a_page_is_missing_whatever_lies_in_the_trash_in_its_name(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    page = kept(journal, places, "een")
    file_of(journal, page).unlink()
    waste = b"niets"
    named = f"{hashlib.sha256(waste).hexdigest()[:16]}.{page.name}.md.age"
    (journal.folder / "trash").mkdir(exist_ok=True)
    (journal.folder / "trash" / named).write_bytes(waste)
    assert [each.trouble for each in journal.care.glance()] == ["missing"]
    assert main(["check"]) == 5


def test_an_older_text_under_another_name_does_not_stand_for_the_newest(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    page = kept(journal, places, "een")
    older = file_of(journal, page).read_bytes()
    themed(journal, page, "later")
    file_of(journal, page).unlink()
    (journal.folder / "entries" / "anders.md.age").write_bytes(older)
    assert [each.trouble for each in journal.care.glance()] == ["missing"]
    assert main(["check"]) == 5


def test_a_recovery_copy_that_is_cut_off_anywhere_is_told(journal: Journal, capsys: Capture) -> None:
    path = journal.folder / "keyring-recovery.age"
    data = path.read_bytes()
    for size in range(0, data.index(b"\n---") + 60, 7):
        path.write_bytes(data[:size])
        assert [each.file for each in journal.care.check().findings] == ["keyring-recovery.age"], size


def test_what_is_forged_while_the_journal_is_open_is_not_among_the_earlier_answers(
    journal: Journal, places: Places
) -> None:
    page = kept(journal, places, "een")
    journal.reading.load()
    plain = age.decrypt(file_of(journal, page).read_bytes(), journal.keyring.identities)
    content = seal.unseal(plain, domain=seal.ENTRY, keyring=journal.keyring).content
    assert [each.text for each in journal.reading.earlier("vrij", _key(page), _asks(page))] == ["een"]
    forged = content.replace(b"een\n", b"vals\n")
    assert forged != content
    file_of(journal, page).write_bytes(age.encrypt(forged, journal.keyring.recipient))
    assert journal.reading.earlier("vrij", _key(page), _asks(page)) == []


def _key(page: Page) -> str:
    assert page.entry
    return page.entry.answers[0].key


def _asks(page: Page) -> tuple[str, ...]:
    assert page.entry
    return tuple(answer.ask for answer in page.entry.answers)


# ------------------------------------------------------------------ looking after it, under a new key


def test_each_of_five_is_named_after_a_new_key_too(
    journal: Journal, places: Places, clock: Clock, capsys: Capture
) -> None:
    flipped, one, two, removed, back, well = (kept(journal, places, f"blad {n}") for n in range(6))
    journal = rekey(journal, places, clock)
    assert told(capsys, code=0) == set()
    yesterday = file_of(journal, back).read_bytes()
    themed(journal, journal.reading.page(back.name), "vandaag")
    data = bytearray(file_of(journal, flipped).read_bytes())
    data[-1] ^= 1
    file_of(journal, flipped).write_bytes(data)
    first, second = file_of(journal, one).read_bytes(), file_of(journal, two).read_bytes()
    file_of(journal, one).write_bytes(second)
    file_of(journal, two).write_bytes(first)
    file_of(journal, removed).unlink()
    file_of(journal, back).write_bytes(yesterday)
    (journal.folder / "entries" / "vreemd.md.age").write_bytes(age.encrypt(b"# v\n", journal.keyring.recipient))
    assert told(capsys) == {
        (f"entries/{flipped.name}.md.age", "damaged"),
        (f"entries/{one.name}.md.age", "misplaced"),
        (f"entries/{two.name}.md.age", "misplaced"),
        (f"entries/{removed.name}.md.age", "missing"),
        (f"entries/{back.name}.md.age", "rolled_back"),
        ("entries/vreemd.md.age", "foreign"),
    }
    assert printed(capsys, "show", well.name)["id"] == well.name


def test_marks_without_an_epoch_are_no_alarm_after_a_new_key(journal: Journal, places: Places, clock: Clock) -> None:
    page = kept(journal, places, "een")
    mark = journal._marks.get(page.name)
    assert mark
    journal._marks.forget(page.name)
    journal._marks.record(mark.id, mark.rev, mark.sha256, mark.size, mark.mtime_ns)
    plain = age.decrypt(file_of(journal, page).read_bytes(), journal.keyring.identities)
    rekeyed = replace(journal.keyring, keys=(new_key(2), *journal.keyring.keys))
    content = seal.unseal(plain, domain=seal.ENTRY, keyring=journal.keyring).content
    file_of(journal, page).write_bytes(sealed_with(rekeyed, seal.ENTRY, page.name, 1, content))
    later = Journal(journal.folder, rekeyed, places, clock)
    assert later.care.glance() == []
    later.close()


def test_with_an_older_keyring_nothing_is_accepted(journal: Journal, places: Places) -> None:
    page = kept(journal, places, "een")
    file_of(journal, page).unlink()
    journal._marks.highest_epoch = 2
    found = next(each for each in journal.care.check().findings if each.trouble == "missing")
    with pytest.raises(KwetsbaarError):
        journal.repairing.repair(found, Remedy.ACCEPT)
    assert journal._marks.get(page.name)


def test_a_rekey_that_cannot_go_on_is_no_alarm(
    journal: Journal, places: Places, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(journal, places)
    begin(journal.folder, Secret(PASSPHRASE), Wanted(NEW, None), places=places)
    journal.close()
    real = files.replace

    def full(path: Path, data: bytes) -> int:
        if path.parent.name == "entries":
            raise NotSaved(msg("Not saved yet: {cause}. Your text is still here.", cause="full"))
        return real(path, data)

    monkeypatch.setattr(files, "replace", full)
    assert told(capsys, code=0) == set()
