"""A new key for everything: wherever it is cut off, an old or a new secret reads all of it, and it goes on."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest

from kwetsbaar.errors import Damaged, NotFound, Refused, WrongPassphrase
from kwetsbaar.storage import age, create, files, seal, underway, words
from kwetsbaar.storage.create import Secret, unlock, unlock_with_words
from kwetsbaar.storage.drafts import DraftStore
from kwetsbaar.storage.entries import EntryStore, State
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.newest import Newest
from kwetsbaar.storage.places import JournalFolder, new_id
from kwetsbaar.storage.rekeying import Renewal, Wanted, begin
from kwetsbaar.storage.trash import Trash
from tests.storage.conftest import CREATED, PASSPHRASE, places_under
from tests.storage.steps import Killed, make, quick_scrypt, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kwetsbaar.storage.keyring import Keyring
    from kwetsbaar.storage.places import Places
    from kwetsbaar.storage.rekeying import Lookup
    from tests.storage.conftest import Made

NEW = "een heel andere wachtzin"
NEW_WORDS = words.new_words()
TEXTS = ("een", "twee", "drie")
IDS = tuple(f"1{letter * 25}" for letter in "abcde")
EDITED, PLAIN, GONE, TRASHED, UNSEEN = IDS


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "scrypt", quick_scrypt)


@dataclass
class Opened:
    """A journal that is open on this device."""

    ring: Keyring
    marks: Marks
    entries: EntryStore
    drafts: DraftStore
    trash: Trash
    renewal: Renewal

    def finish(self, progress: Callable[[int, int], None] | None = None) -> None:
        self.renewal.go_on(rebase, progress)

    def texts(self) -> dict[str, tuple[str, str]]:
        """What can be read in the journal: state and text, by folder and the beginning of the name."""
        found = {}
        for name in self.entries.ids():
            entry = self.entries.read(name)
            found[name] = str(entry.state), text_of(entry.content)
        for id_ in IDS:
            for old in self.entries.history(id_):
                found[f"history {id_}.{old.rev}"] = str(old.state), text_of(old.content)
        for name in self.trash.names():
            thrown = self.trash.read(name)
            found[f"trash {name[-26:]}"] = str(thrown.state), text_of(thrown.content)
        for draft in self.drafts.all():
            found[f"draft {draft.name}"] = str(draft.good), text_of(draft.content)
        found["purged"] = str(self.trash.purged(GONE)), ""
        return found

    def close(self) -> None:
        self.marks.close()


def text_of(content: bytes) -> str:
    """The first line: a draft has another below it."""
    return content.decode("utf-8", "replace").split("\n")[0]


def rebase(content: bytes, lookup: Lookup) -> bytes:
    """A draft of these tests: a line of text, and one with the hash of the page that it changes."""
    text, base, *_ = content.decode().split("\n")
    rev, _, sha256 = base.partition(" ")
    return f"{text}\n{rev} {lookup(sha256, int(rev)) or sha256}\n".encode() if base else content


def opened(path: Path, ring: Keyring, places: Places) -> Opened:
    folder = JournalFolder(path)
    marks = Marks.open(places, ring.journal_id)
    Newest(marks, ring).note()
    entries = EntryStore(folder, ring, marks, places)
    drafts = DraftStore(folder, ring, marks, places)
    return Opened(
        ring,
        marks,
        entries,
        drafts,
        Trash(folder, ring, marks, places, entries),
        Renewal(folder, ring, places, entries),
    )


@pytest.fixture
def journal(tmp_path: Path, places: Places) -> Made:
    """A journal with something in every folder."""
    made = make(tmp_path / "copy", tmp_path / "elsewhere")
    at = opened(made.path, made.keyring, places)
    first = at.entries.save(EDITED, 1, b"een\n", base_sha256=None)
    second = at.entries.save(EDITED, 2, b"een, anders\n", base_sha256=first.sha256)
    at.entries.save(EDITED, 2, b"ook anders\n", base_sha256=first.sha256)
    at.entries.save(PLAIN, 1, b"twee\n", base_sha256=None)
    for id_ in (GONE, TRASHED):
        at.entries.save(id_, 3, b"weg\n", base_sha256=None)
    at.trash.put(TRASHED, at.entries.read(TRASHED).sha256)
    at.trash.purge_entry(GONE, at.entries.read(GONE).sha256)
    at.drafts.save(EDITED, 1, f"begonnen\n2 {second.sha256}\n".encode())
    at.drafts.save(new_id(), 4, b"los\n\n")
    folder = JournalFolder(made.path)
    people = seal.seal(b"# niemand\n", domain=seal.PEOPLE, keyring=made.keyring, id="people", rev=1)
    files.replace(folder.people, age.encrypt(people, made.keyring.recipient))
    files.write_new(folder.entries / f"{UNSEEN}.md.age", age.encrypt(b"vreemd\n", made.keyring.recipient))
    files.write_new(folder.entries / "damaged.md.age", b"niets")
    at.close()
    return made


def begun(
    path: Path, places: Places, secret: Secret | None = None, *, with_words: bool = True, over: bool = False
) -> Keyring:
    wanted = Wanted(NEW, NEW_WORDS if with_words else None, over_newer=over)
    return begin(path, secret or Secret(PASSPHRASE), wanted, places=places, work_factor=15)


def rekeyed(path: Path, places: Places, secret: Secret | None = None) -> Opened:
    at = opened(path, begun(path, places, secret), places)
    at.finish()
    return at


def rings(made: Made) -> Iterator[Keyring]:
    """Gives what each secret opens, the old ones first."""
    for ways in ((PASSPHRASE, NEW), (made.words, NEW_WORDS)):
        found = [ring for secret in ways if (ring := ring_of(made.path, secret))]
        assert len(found) == 1, ways
        yield found[0]


def ring_of(path: Path, secret: str) -> Keyring | None:
    try:
        return unlock_with_words(path, secret) if len(secret.split()) == words.COUNT else unlock(path, secret)
    except WrongPassphrase:
        return None


def epochs(path: Path, ring: Keyring) -> set[int]:
    """Gives the epochs of all that this journal wrote and that lies in its folders."""
    opener, found = age.Opener(ring.identities), set()
    for folder, domain in (*underway.FOLDERS.items(), ("", seal.PEOPLE)):
        for file in (path / folder).glob("*.age" if folder else underway.PEOPLE):
            try:
                sealed = seal.unseal(opener.decrypt(file.read_bytes()), domain=domain, keyring=ring)
            except Damaged:
                continue
            if sealed.good:
                found.add(sealed.epoch)
    return found


# ------------------------------------------------------------------ done as a whole


def test_everything_is_written_anew_and_reads_as_before(journal: Made, places: Places) -> None:
    before = opened(journal.path, journal.keyring, places)
    texts, names = before.texts(), sorted(map(str, journal.path.rglob("*")))
    before.close()
    told: list[tuple[int, int]] = []
    at = opened(journal.path, begun(journal.path, places), places)
    assert at.renewal.waits
    at.finish(lambda done, of: told.append((done, of)))
    assert at.texts() == texts
    assert epochs(journal.path, at.ring) == {2}
    assert sorted(map(str, journal.path.rglob("*"))) == names
    assert told == [(n, told[-1][1]) for n in range(1, told[-1][1] + 1)]
    assert not at.renewal.waits
    at.close()
    new, by_words = rings(journal)
    assert new == by_words == at.ring
    assert [key.epoch for key in new.keys] == [2, 1]
    assert new.keys[1:] == journal.keyring.keys
    assert new.journal_id == journal.keyring.journal_id
    assert new.recipient != journal.keyring.recipient
    assert ring_of(journal.path, PASSPHRASE) is None
    assert ring_of(journal.path, journal.words) is None


def test_the_marks_are_those_of_what_lies_there_now(journal: Made, places: Places) -> None:
    at = rekeyed(journal.path, places)
    for id_ in (EDITED, PLAIN):
        mark, entry = at.marks.get(id_), at.entries.read(id_)
        assert mark
        assert (mark.sha256, mark.rev, mark.size) == (entry.sha256, entry.rev, entry.size)
    assert at.marks.highest_epoch == 2
    assert at.marks.keyring_hash == hashlib.sha256(JournalFolder(journal.path).keyring.read_bytes()).hexdigest()
    at.close()


def test_an_edit_goes_on_from_the_page_as_it_lies_there_now(journal: Made, places: Places) -> None:
    at = rekeyed(journal.path, places)
    base = at.drafts.load(EDITED).content.decode().split()[-1]
    assert base == at.entries.read(EDITED).sha256
    saved = at.entries.save(EDITED, 3, b"verder\n", base_sha256=base)
    assert (saved.state, saved.epoch) == (State.OK, 2)
    at.close()


def test_a_version_that_lies_beside_its_page_after_a_cut_off_save_is_no_newer_one(
    journal: Made, places: Places
) -> None:
    folder = JournalFolder(journal.path)
    data = folder.entry(PLAIN).read_bytes()
    files.keep(folder.entry(PLAIN), folder.version(PLAIN, 1, hashlib.sha256(data).hexdigest()[:8]), data)
    at = rekeyed(journal.path, places)
    assert at.entries.read(PLAIN).state is State.OK
    at.close()


def test_the_order_of_drafts_stays(journal: Made, places: Places) -> None:
    before = opened(journal.path, journal.keyring, places)
    order = [draft.name for draft in before.drafts.all()]
    before.close()
    at = rekeyed(journal.path, places)
    assert [draft.name for draft in at.drafts.all()] == order
    at.close()


def test_the_words_can_begin_it_too_and_a_second_one_follows_on_the_first(journal: Made, places: Places) -> None:
    rekeyed(journal.path, places, Secret(journal.words, by_words=True)).close()
    again = begin(journal.path, Secret(NEW), Wanted(PASSPHRASE, journal.words), places=places, work_factor=15)
    at = opened(journal.path, again, places)
    at.finish()
    assert [key.epoch for key in again.keys] == [3, 2, 1]
    assert epochs(journal.path, again) == {3}
    at.close()


def test_without_words_the_old_ones_open_nothing_and_their_files_are_gone(journal: Made, places: Places) -> None:
    at = opened(journal.path, begun(journal.path, places, with_words=False), places)
    at.finish()
    at.close()
    folder = JournalFolder(journal.path)
    assert not folder.recovery.exists()
    assert not folder.keyring_recovery.exists()
    with pytest.raises(NotFound):
        unlock_with_words(journal.path, journal.words)
    assert unlock(journal.path, NEW).recovery_recipient == ""


def test_a_journal_without_words_gets_them(tmp_path: Path, places: Places) -> None:
    path = tmp_path / "bare"
    create.create(path, PASSPHRASE, recovery_words=None, places=places, created=CREATED, work_factor=15)
    rekeyed(path, places).close()
    assert unlock_with_words(path, NEW_WORDS) == unlock(path, NEW)


# ------------------------------------------------------------------ cut off


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("with_words", [True, False], ids=["words", "no words"])
def test_wherever_it_is_cut_off_all_can_be_read_and_it_goes_on(
    journal: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool, with_words: bool
) -> None:
    kept = shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name}-kept")
    places = places_under(tmp_path)
    reader = opened(journal.path, journal.keyring, places)
    texts = reader.texts()
    reader.close()
    for step in count():
        shutil.rmtree(tmp_path)
        shutil.copytree(kept, tmp_path)
        try:
            with steps(monkeypatch, step, after=after):
                at = opened(journal.path, begun(journal.path, places, with_words=with_words), places)
                try:
                    at.finish()
                finally:
                    at.close()
        except Killed:
            look_at(journal, places, texts, with_words=with_words)
            continue
        break
    assert step > 12
    shutil.rmtree(kept)


def look_at(made: Made, places: Places, texts: dict[str, tuple[str, str]], *, with_words: bool) -> None:
    """Looks whether each secret that opens the journal reads all of it, and then goes on with the passphrase."""
    for ring in rings(made) if with_words else filter(None, [ring_of(made.path, PASSPHRASE), ring_of(made.path, NEW)]):
        at = opened(made.path, ring, places)
        assert at.texts() == texts
        at.close()
    new = ring_of(made.path, NEW)
    ring = new or begun(made.path, places, with_words=with_words)
    at = opened(made.path, ring, places)
    at.finish()
    assert at.texts() == texts
    assert epochs(made.path, ring) == {2}
    assert not at.renewal.waits
    assert not JournalFolder(made.path).rekey.exists()
    at.close()
    if with_words:
        assert unlock(made.path, NEW) == unlock_with_words(made.path, NEW_WORDS)


def test_what_is_left_after_a_cut_is_done_by_another_device_too(journal: Made, places: Places, tmp_path: Path) -> None:
    """That one has no marks of the old files, but the list vouches for them."""
    ring = begun(journal.path, places)
    at = opened(journal.path, ring, places_under(tmp_path / "other"))
    assert {state for state, _ in at.texts().values()} & {State.EARLIER_KEY.value} == set()
    at.finish()
    assert epochs(journal.path, ring) == {2}
    at.close()


def test_a_stop_between_two_files_leaves_the_rest_for_later(journal: Made, places: Places) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 3:
            raise Killed

    at = opened(journal.path, begun(journal.path, places), places)
    with pytest.raises(Killed):
        at.finish(stop)
    assert at.renewal.waits
    with pytest.raises(Refused, match="being put to use"):
        begin(journal.path, Secret(NEW), Wanted("nog een", None), places=places, work_factor=15)
    at.finish()
    assert epochs(journal.path, at.ring) == {2}
    at.close()


def test_a_draft_whose_page_was_changed_meanwhile_keeps_what_it_began_from(journal: Made, places: Places) -> None:
    """It may not seem to begin from a text that nobody saw."""
    at = opened(journal.path, begun(journal.path, places), places)
    page = at.entries.read(EDITED)
    at.entries.save(EDITED, 3, b"nieuwer\n", base_sha256=page.sha256)
    at.finish()
    assert at.drafts.load(EDITED).content.decode().split()[-1] == page.sha256
    assert [old.state for old in at.entries.history(EDITED)] == [State.OK, State.OK]
    at.close()


# ------------------------------------------------------------------ an earlier key


def put_by_old_key(made: Made, id_: str, rev: int, content: bytes) -> None:
    """Writes an entry as who only has the old keyring would."""
    plain = seal.seal(content, domain=seal.ENTRY, keyring=made.keyring, id=id_, rev=rev)
    files.replace(JournalFolder(made.path).entry(id_), age.encrypt(plain, made.keyring.recipient))


def test_what_comes_under_the_old_key_is_told_until_it_is_accepted(journal: Made, places: Places) -> None:
    at = rekeyed(journal.path, places)
    put_by_old_key(journal, UNSEEN, 1, b"later\n")
    for _time in range(2):
        entry = at.entries.read(UNSEEN)
        assert (entry.state, entry.content, entry.epoch) == (State.EARLIER_KEY, b"later\n", 1)
    with pytest.raises(Refused):
        at.entries.accept(UNSEEN, "0" * 64)
    accepted = at.entries.accept(UNSEEN, entry.sha256)
    assert (accepted.state, accepted.content, accepted.rev, accepted.epoch) == (State.OK, b"later\n", 1, 2)
    assert at.entries.was_seen(UNSEEN, accepted.sha256)
    with pytest.raises(Refused):
        at.entries.accept(UNSEEN, accepted.sha256)
    with pytest.raises(NotFound):
        at.entries.accept(new_id(), "")
    at.close()


def test_a_newer_page_put_back_under_the_old_key_is_told(journal: Made, places: Places) -> None:
    at = rekeyed(journal.path, places)
    put_by_old_key(journal, PLAIN, 1, b"twee\n")
    assert at.entries.read(PLAIN).state is State.EARLIER_KEY
    put_by_old_key(journal, EDITED, 1, b"een\n")
    assert at.entries.read(EDITED).state is State.ROLLED_BACK
    put_by_old_key(journal, PLAIN, 7, b"vals\n")
    assert at.entries.read(PLAIN).state is State.EARLIER_KEY
    at.close()


def test_a_list_that_goes_on_and_another_rekey_let_nothing_in_by_the_back_door(journal: Made, places: Places) -> None:
    at = opened(journal.path, begun(journal.path, places), places)
    put_by_old_key(journal, UNSEEN, 1, b"later\n")
    assert at.entries.read(UNSEEN).state is State.EARLIER_KEY
    at.finish()
    assert at.entries.read(UNSEEN).state is State.EARLIER_KEY
    at.close()
    third = begin(journal.path, Secret(NEW), Wanted(PASSPHRASE, None), places=places, work_factor=15)
    at = opened(journal.path, third, places)
    assert at.entries.read(UNSEEN).state is State.EARLIER_KEY
    at.finish()
    assert at.entries.read(UNSEEN).state is State.EARLIER_KEY
    at.close()


def test_a_version_under_the_old_key_is_told_and_makes_no_page_an_older_one(journal: Made, places: Places) -> None:
    at = rekeyed(journal.path, places)
    plain = seal.seal(b"vals\n", domain=seal.ENTRY, keyring=journal.keyring, id=PLAIN, rev=9)
    data = age.encrypt(plain, journal.keyring.recipient)
    version = JournalFolder(journal.path).version(PLAIN, 9, hashlib.sha256(data).hexdigest()[:8])
    files.write_new(version, data)
    assert [old.state for old in at.entries.history(PLAIN)] == [State.EARLIER_KEY]
    assert at.entries.read(PLAIN).state is State.OK
    assert at.entries.next_rev(PLAIN, 1) == 2
    at.close()


def test_what_a_device_wrote_before_it_knew_of_the_new_key_is_accepted_with_its_versions(
    journal: Made, places: Places
) -> None:
    shutil.copytree(journal.path, journal.path.parent / "other")
    at = rekeyed(journal.path, places)
    other = opened(journal.path.parent / "other", journal.keyring, places_under(journal.path.parent / "state2"))
    other.entries.save(PLAIN, 2, b"elders\n", base_sha256=other.entries.read(PLAIN).sha256)
    other.close()
    for folder in ("entries", "history"):  # as a sync tool brings them
        for file in (journal.path.parent / "other" / folder).glob(f"{PLAIN}*"):
            shutil.copy(file, journal.path / folder / file.name)
    page = at.entries.read(PLAIN)
    assert (page.state, [old.state for old in at.entries.history(PLAIN)]) == (State.EARLIER_KEY, [State.EARLIER_KEY])
    accepted = at.entries.accept(PLAIN, page.sha256)
    assert (accepted.state, accepted.content, accepted.rev) == (State.OK, b"elders\n", 2)
    assert [(old.state, old.content) for old in at.entries.history(PLAIN)] == [(State.OK, b"twee\n")]
    at.close()


def test_a_page_seen_before_is_changed_without_an_alarm(journal: Made, places: Places) -> None:
    """As on a device where the new keyring comes before the pages do."""
    ring = begun(journal.path, places)
    JournalFolder(journal.path).rekey.unlink()
    at = opened(journal.path, ring, places)
    page = at.entries.read(PLAIN)
    assert (page.state, page.epoch) == (State.OK, 1)
    assert at.entries.save(PLAIN, 2, b"twee, anders\n", base_sha256=page.sha256).epoch == 2
    assert [(old.state, old.epoch, old.content) for old in at.entries.history(PLAIN)] == [(State.OK, 2, b"twee\n")]
    at.close()


def test_who_has_the_old_key_cannot_add_to_the_list(journal: Made, places: Places) -> None:
    ring = begun(journal.path, places)
    folder = JournalFolder(journal.path)
    listed = underway.read(folder, ring)
    assert listed
    put_by_old_key(journal, UNSEEN, 1, b"later\n")
    forged = underway.sealed(underway.gather(folder, 1), journal.keyring)
    for data in (forged, b"", age.encrypt(b"# niets\n", ring.recipient)):
        folder.rekey.write_bytes(data)
        assert underway.read(folder, ring) is None


def test_names_that_are_no_text_come_back(journal: Made) -> None:
    folder = JournalFolder(journal.path)
    for name in (b"x \xff.md.age", "é\n%41.md.age".encode()):
        (folder.entries / "y").write_bytes(b"")
        (folder.entries / "y").rename(folder.entries / os.fsdecode(name))
    listed = underway.gather(folder, 1)
    folder.rekey.write_bytes(underway.sealed(listed, journal.keyring))
    assert underway.read(folder, journal.keyring) == listed


# ------------------------------------------------------------------ an older keyring


def test_an_older_keyring_only_reads(journal: Made, places: Places) -> None:
    old = JournalFolder(journal.path).keyring.read_bytes()
    at = opened(journal.path, journal.keyring, places)
    rekeyed(journal.path, places).close()
    JournalFolder(journal.path).keyring.write_bytes(old)
    base = at.drafts.save
    for what in (
        lambda: at.entries.save(new_id(), 1, b"x\n", base_sha256=None),
        lambda: base(new_id(), 1, b"x\n"),
        lambda: at.drafts.discard(EDITED),
        lambda: at.trash.put(PLAIN, ""),
        lambda: at.trash.restore(TRASHED),
        lambda: at.trash.purge_trashed(TRASHED),
        lambda: at.trash.purge_entry(PLAIN, ""),
        lambda: begun(journal.path, places),
    ):
        with pytest.raises(Refused, match="newer than the keyring"):
            what()
    assert at.entries.read(PLAIN).state is State.DAMAGED
    at.close()


def test_a_whole_folder_from_before_can_be_read_and_begin_anew(journal: Made, places: Places, tmp_path: Path) -> None:
    shutil.copytree(journal.path, tmp_path / "backup")
    rekeyed(journal.path, places).close()
    shutil.rmtree(journal.path)
    shutil.copytree(tmp_path / "backup", journal.path)
    at = opened(journal.path, unlock(journal.path, PASSPHRASE), places)
    assert at.entries.read(PLAIN).content == b"twee\n"
    assert not at.entries.is_newest
    at.close()
    ring = begun(journal.path, places, over=True)
    assert [key.epoch for key in ring.keys] == [3, 1]
    at = opened(journal.path, ring, places)
    at.finish()
    assert at.entries.is_newest
    assert epochs(journal.path, ring) == {3}
    at.close()
