"""Looking a journal over, putting it right and backing it up, through the real commands."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kwetsbaar.__main__ import main
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.packs import Packs
from kwetsbaar.journal.page import Page
from kwetsbaar.storage import age, seal
from kwetsbaar.storage.comparing import PEOPLE_ID
from kwetsbaar.storage.keyring import Keyring
from kwetsbaar.storage.places import new_id
from tests.cli.conftest import Quick, Terminal
from tests.conftest import Clock, places_in

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def journal(here: Path, quick: Quick, places: Places, clock: Clock) -> Journal:
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


def printed(capsys: Capture, *command: str, code: int = 0) -> Any:
    """Runs a command that gives a JSON document, and gives that."""
    capsys.readouterr()
    assert main([*command, "--json"]) == code, capsys.readouterr()
    return json.loads(capsys.readouterr().out)


def found(capsys: Capture, *more: str, code: int = 5) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["file"], row["state"]): row for row in printed(capsys, *more, "check", code=code)}


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def swap(one: Path, other: Path) -> None:
    between = one.with_name("tussen")
    one.rename(between)
    other.rename(one)
    between.rename(other)


# ------------------------------------------------------------------ the states


def test_each_of_five_is_named_and_the_others_are_still_there(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    flipped, one, two, removed, back, well = (kept(journal, places, f"blad {n} zilverreiger") for n in range(6))
    yesterday = file_of(journal, back).read_bytes()
    themed(journal, back, "vandaag")
    assert printed(capsys, "check") == []
    flip(file_of(journal, flipped))
    swap(file_of(journal, one), file_of(journal, two))
    file_of(journal, removed).unlink()
    file_of(journal, back).write_bytes(yesterday)
    foreign = new_id()
    (journal.folder / "entries" / f"{foreign}.md.age").write_bytes(
        age.encrypt(b"+++\nformat = 1\n+++\n\n# Vreemd\n", journal.keyring.recipient)
    )
    told = found(capsys)
    assert set(told) == {
        (f"entries/{flipped.name}.md.age", "damaged"),
        (f"entries/{one.name}.md.age", "misplaced"),
        (f"entries/{two.name}.md.age", "misplaced"),
        (f"entries/{removed.name}.md.age", "missing"),
        (f"entries/{back.name}.md.age", "rolled_back"),
        (f"entries/{foreign}.md.age", "foreign"),
    }
    rolled = told[f"entries/{back.name}.md.age", "rolled_back"]
    assert (rolled["rev"], rolled["known_rev"], rolled["remedies"]) == (1, 2, ["from", "accept"])
    # What is well is listed, shown and found as ever, and so is all that can be read.
    capsys.readouterr()
    assert main(["show", well.name]) == 0
    assert "zilverreiger" in capsys.readouterr().out
    listed = {row["id"]: row["state"] for row in printed(capsys, "list", code=5)}
    assert listed.keys() == {flipped.name, one.name, two.name, back.name, well.name, foreign}
    hits = {row["id"] for row in printed(capsys, "search", "zilverreiger", code=5) if row["snippet"]}
    assert hits == {one.name, two.name, back.name, well.name}


def test_as_lines_each_is_a_sentence(journal: Journal, places: Places, capsys: Capture) -> None:
    page, gone = kept(journal, places, "een"), kept(journal, places, "twee")
    flip(file_of(journal, page))
    file_of(journal, gone).unlink()
    (journal.folder / "entries" / "boodschappen.txt").write_text("melk")
    assert main(["check"]) == 5
    said = capsys.readouterr()
    assert said.out == ""
    assert f"kwetsbaar: error: ‘{page.name}’ is damaged and cannot be read." in said.err
    assert f"kwetsbaar: error: The page ‘{gone.name}’, last saved on " in said.err
    assert "kwetsbaar: error: entries/boodschappen.txt does not belong in this folder." in said.err
    assert "kwetsbaar: hint: kwetsbaar repair" in said.err


def test_all_well_is_said_too(journal: Journal, places: Places, capsys: Capture) -> None:
    kept(journal, places, "een")
    assert main(["check"]) == 0
    assert "files were read, and all is well." in capsys.readouterr().err


def test_a_purge_the_trash_and_a_device_that_knows_nothing_are_no_alarm(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    purged, trashed, page = (kept(journal, places, text) for text in ("een", "twee", "drie"))
    marks = journal._marks.all()
    journal.deleting.purge(purged)
    journal.deleting.trash(trashed)
    for mark in marks.values():  # as on a device that has not heard of it
        journal._marks.record(mark.id, mark.rev, mark.sha256, mark.size, mark.mtime_ns, epoch=mark.epoch)
    assert printed(capsys, "check", "--read-all") == []
    for name in marks:
        journal._marks.forget(name)
    themed(journal, page, "later")
    assert printed(capsys, "check", "--read-all") == []


def test_a_rekey_elsewhere_is_no_alarm_and_an_older_keyring_is(
    journal: Journal, places: Places, capsys: Capture, quick: Quick, clock: Clock
) -> None:
    from kwetsbaar.storage.keyring import new_key

    page = kept(journal, places, "een")
    keys = (new_key(2), *quick.keyring.keys)
    rekeyed = Keyring(quick.keyring.journal_id, quick.keyring.recovery_recipient, keys)
    plain = age.decrypt(file_of(journal, page).read_bytes(), quick.keyring.identities)
    content = seal.unseal(plain, domain=seal.ENTRY, keyring=quick.keyring).content
    again = seal.seal(content, domain=seal.ENTRY, keyring=rekeyed, id=page.name, rev=1)
    file_of(journal, page).write_bytes(age.encrypt(again, rekeyed.recipient))
    elsewhere = Journal(journal.folder, rekeyed, places, clock)
    assert {(each.kind, each.trouble) for each in elsewhere.care.check().findings} == {
        ("keyring", "damaged")  # the files with the keys are still the old ones
    }
    assert elsewhere.care.glance() == []
    elsewhere._marks.highest_epoch = 2
    elsewhere.close()
    told = found(capsys)
    assert ("keyring.age", "rolled_back") in told


def test_a_page_under_an_earlier_key_is_named_until_it_is_accepted(
    journal: Journal, places: Places, quick: Quick, clock: Clock
) -> None:
    from kwetsbaar.journal.repairing import Remedy
    from kwetsbaar.storage.keyring import new_key

    page = kept(journal, places, "een")
    keys = (new_key(2), *quick.keyring.keys)
    rekeyed = Keyring(quick.keyring.journal_id, quick.keyring.recovery_recipient, keys)
    journal._marks.forget(page.name)
    later = Journal(journal.folder, rekeyed, places, clock)
    found = next(each for each in later.care.check().findings if each.kind == "entry")
    assert (found.trouble, later.repairing.remedies(found)[0]) == ("earlier_key", Remedy.ACCEPT)
    later.repairing.repair(found, Remedy.ACCEPT)
    assert [each.kind for each in later.care.check().findings if each.kind == "entry"] == []
    later.close()


def test_with_an_older_keyring_nothing_is_put_right(journal: Journal, places: Places) -> None:
    one, two = kept(journal, places, "een"), kept(journal, places, "twee")
    swap(file_of(journal, one), file_of(journal, two))
    journal._marks.highest_epoch = 2
    before = whole(journal.folder)
    assert main(["repair"]) == 5
    assert whole(journal.folder) == before


def test_the_same_revision_with_another_text(
    journal: Journal, places: Places, capsys: Capture, elsewhere: Places
) -> None:
    page = kept(journal, places, "een")
    before = journal.folder.with_name("elders")
    shutil.copytree(journal.folder, before)
    themed(journal, page, "hier")
    other = Journal(before, journal.keyring, elsewhere)
    themed(other, page, "daar")
    shutil.copy(file_of(other, page), file_of(journal, page))
    told = found(capsys)
    assert set(told) == {(f"entries/{page.name}.md.age", "replaced")}
    assert [each.trouble for each in journal.care.glance()] == ["replaced"]
    assert main(["repair", page.name, "--accept"]) == 0
    assert printed(capsys, "check") == []


def test_a_whole_folder_that_is_older(journal: Journal, places: Places, capsys: Capture) -> None:
    old, changed = kept(journal, places, "een"), kept(journal, places, "twee")
    before = journal.folder.with_name("eerder")
    shutil.copytree(journal.folder, before)
    themed(journal, changed, "later")
    new = kept(journal, places, "drie")
    shutil.rmtree(journal.folder)
    before.rename(journal.folder)
    rows = printed(capsys, "check", code=5)
    assert [(row["kind"], row["state"]) for row in rows] == [
        ("journal", "older"),
        ("entry", "rolled_back"),
        ("entry", "missing"),
    ]
    assert rows[0]["count"] == 2
    assert {row["id"] for row in rows[1:]} == {changed.name, new.name}
    assert main(["show", old.name]) == 0
    assert main(["repair", "--accept"]) == 0
    assert printed(capsys, "check") == []


def test_two_new_pages_that_are_gone_look_like_an_older_folder_but_others_do_not(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    pages = [kept(journal, places, str(n)) for n in range(4)]
    for page in pages[2:]:
        file_of(journal, page).rename(journal.folder.with_name(page.name))
    assert {row["state"] for row in printed(capsys, "check", code=5)} == {"older", "missing"}
    for page in pages[2:]:
        journal.folder.with_name(page.name).rename(file_of(journal, page))
    for page in pages[1:3]:
        file_of(journal, page).unlink()
    assert [row["state"] for row in printed(capsys, "check", code=5)] == ["missing", "missing"]


def test_every_other_folder_is_looked_at(journal: Journal, places: Places, capsys: Capture) -> None:
    page, trashed, purged = (kept(journal, places, text) for text in ("een", "twee", "drie"))
    themed(journal, page, "later")
    draft = journal.writing.save_draft(journal.writing.begin(Packs(places).get("vrij"), "nl"))
    journal.deleting.trash(trashed)
    journal.deleting.purge(purged)
    (version,) = (journal.folder / "history").iterdir()
    spoiled = [
        version,
        file_of(journal, trashed, "trash"),
        journal.folder / "drafts" / f"{draft.id}.age",
        journal.folder / "tombstones" / f"{purged.name}.age",
    ]
    for path in spoiled:
        flip(path)
    (journal.folder / "drafts" / "los.txt").write_text("x")
    people = seal.seal(b"# niets\n", domain=seal.PEOPLE, keyring=journal.keyring, id=PEOPLE_ID, rev=1)
    (journal.folder / "people.age").write_bytes(age.encrypt(people, journal.keyring.recipient)[:-1])
    names = {str(path.relative_to(journal.folder)) for path in spoiled}
    told = found(capsys, "--lang", "en")
    assert {file for file, state in told if state == "damaged"} == (names - {f"history/{version.name}"}) | {
        "people.age"
    }
    assert ("drafts/los.txt", "foreign") in told
    everything = printed(capsys, "check", "--read-all", code=5)
    assert {row["file"] for row in everything if row["state"] == "damaged"} == names | {"people.age"}


def test_people_that_are_older_or_gone(journal: Journal, capsys: Capture) -> None:
    path = journal.folder / "people.age"
    sealed = [
        age.encrypt(
            seal.seal(b"# niets\n", domain=seal.PEOPLE, keyring=journal.keyring, id=PEOPLE_ID, rev=rev),
            journal.keyring.recipient,
        )
        for rev in (1, 2)
    ]
    for data in sealed:
        path.write_bytes(data)
        assert printed(capsys, "check") == []
    path.write_bytes(sealed[0])
    assert list(found(capsys)) == [("people.age", "rolled_back")]
    path.unlink()
    assert list(found(capsys)) == [("people.age", "missing")]
    assert main(["repair", "people.age", "--accept"]) == 0
    assert printed(capsys, "check") == []


@pytest.mark.parametrize("name", ["keyring.age", "recovery.age", "keyring-recovery.age"])
def test_a_file_that_opens_the_journal_is_cut_short_or_gone(
    journal: Journal, name: str, capsys: Capture, here: Path
) -> None:
    way = ["--recovery-file", "words"] if name == "keyring.age" else []
    path = journal.folder / name
    path.write_bytes(path.read_bytes()[:-20] if name != "recovery.age" else b"niets")
    assert list(found(capsys, *way)) == [(name, "damaged")]
    path.unlink()
    if name == "keyring.age":  # without it this is no place where a passphrase is asked
        assert list(found(capsys, *way)) == [(name, "missing")]
    else:
        assert list(found(capsys)) == [(name, "missing")]


CONFLICTS = [
    "{stem}.sync-conflict-20260101-120000-ABCDEFG{end}",
    "{stem} (conflicted copy 2026-01-01 120000){end}",
    "{stem} (Anna's conflicted copy 2026-01-01){end}",
]


@pytest.mark.parametrize("named", CONFLICTS)
def test_conflict_copies_are_known_by_the_id_inside(
    journal: Journal, places: Places, capsys: Capture, named: str
) -> None:
    page = kept(journal, places, "een")
    themed(journal, page, "later")
    draft = journal.writing.save_draft(journal.writing.begin(Packs(places).get("vrij"), "nl"))
    (version,) = (journal.folder / "history").iterdir()
    people = seal.seal(b"# niets\n", domain=seal.PEOPLE, keyring=journal.keyring, id=PEOPLE_ID, rev=1)
    (journal.folder / "people.age").write_bytes(age.encrypt(people, journal.keyring.recipient))
    originals = [
        file_of(journal, page),
        version,
        journal.folder / "drafts" / f"{draft.id}.age",
        journal.folder / "people.age",
        journal.folder / "keyring.age",
    ]
    copies = [path.with_name(named.format(stem=path.name.removesuffix(".age"), end=".age")) for path in originals]
    for path, copy in zip(originals, copies, strict=True):
        shutil.copy(path, copy)
    rows = printed(capsys, "check", "--read-all")
    files = {str(copy.relative_to(journal.folder)): copy for copy in copies}
    assert {row["file"]: (row["state"], row["id"]) for row in rows} == {
        str(copies[0].relative_to(journal.folder)): ("copy", page.name),
        str(copies[2].relative_to(journal.folder)): ("copy", draft.id),
        copies[3].name: ("copy", None),
        copies[4].name: ("copy", None),
    }
    assert len(files) == 5  # that of a version is that version too
    assert len(journal.writing.drafts().drafts) == 2
    assert [row["state"] for row in printed(capsys, "list")].count("copy") == 1
    # The page itself goes; its text is still here, so it is not missing, and it gets its name back.
    file_of(journal, page).unlink()
    assert {row["state"] for row in printed(capsys, "check")} == {"copy"}
    assert main(["repair", page.name]) == 0
    assert main(["show", page.name]) == 0


# ------------------------------------------------------------------ putting it right


def test_swapped_names_are_put_right_at_once(journal: Journal, places: Places, capsys: Capture) -> None:
    one, two = kept(journal, places, "de eerste"), kept(journal, places, "de tweede")
    swap(file_of(journal, one), file_of(journal, two))
    assert main(["repair"]) == 0
    assert printed(capsys, "check", "--read-all") == []
    assert main(["show", one.name]) == 0
    assert "de eerste" in capsys.readouterr().out
    assert list((journal.folder / "trash").iterdir()) == []


def test_a_damaged_page_comes_back_from_its_history(journal: Journal, places: Places, capsys: Capture) -> None:
    page = themed(journal, kept(journal, places, "de eerste"), "later")
    flip(file_of(journal, page))
    (done,) = printed(capsys, "repair", page.name)
    assert (done["state"], done["done"]) == ("damaged", "history")
    shown = printed(capsys, "show", page.name)
    assert (shown["rev"], shown["theme"]) == (3, None)
    assert len(list((journal.folder / "trash").iterdir())) == 1
    assert printed(capsys, "check", "--read-all") == []


@pytest.mark.parametrize("harm", ["damaged", "missing", "rolled_back", "foreign"])
def test_a_page_comes_back_from_a_backup(journal: Journal, places: Places, capsys: Capture, harm: str) -> None:
    page = kept(journal, places, "de eerste")
    first = file_of(journal, page).read_bytes()
    page = themed(journal, page, "later")
    assert main(["backup", "kopie"]) == 0
    path = file_of(journal, page)
    whole = path.read_bytes()
    match harm:
        case "damaged":
            flip(path)
        case "missing":
            path.unlink()
        case "rolled_back":
            path.write_bytes(first)
        case _:
            path.write_bytes(age.encrypt(b"vreemd\n", journal.keyring.recipient))
    assert next(iter(found(capsys)))[1] == harm
    assert main(["repair", page.name, "--from", "kopie"]) == 0
    assert path.read_bytes() == whole
    assert printed(capsys, "check", "--read-all") == []


def test_what_cannot_be_put_right_says_the_other_ways(journal: Journal, places: Places, capsys: Capture) -> None:
    page = kept(journal, places, "een")
    flip(file_of(journal, page))
    assert main(["repair", page.name]) == 5
    said = capsys.readouterr().err
    assert "is damaged" in said
    assert "kwetsbaar: hint: What can be done: --from DIR, --set-aside." in said
    assert main(["repair", page.name, "--from", "nergens"]) == 5
    assert main(["repair", page.name, "--set-aside"]) == 0
    assert printed(capsys, "check") == []
    assert [row["state"] for row in printed(capsys, "list", "--trash")] == ["damaged"]
    assert main(["repair", page.name]) == 4
    assert main(["repair", "--set-aside"]) == 2


def test_a_page_that_stays_away_is_accepted(journal: Journal, places: Places, capsys: Capture) -> None:
    page = kept(journal, places, "een")
    file_of(journal, page).unlink()
    assert main(["repair", page.name[:8], "--accept"]) == 0
    assert printed(capsys, "check") == []


# ------------------------------------------------------------------ a backup


def whole(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_is_the_same_and_only_what_differs_is_copied(
    journal: Journal, places: Places, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = kept(journal, places, "zilverreiger een")
    first = printed(capsys, "backup", "kopie")
    assert (first["same"], first["kept"], first["damaged"]) == (0, [], [])
    assert whole(Path("kopie")) == whole(journal.folder)
    assert not any(b"zilverreiger" in data for data in whole(Path("kopie")).values())
    themed(journal, page, "later")
    second = printed(capsys, "backup", "kopie")
    assert (second["copied"], second["same"]) == (1, first["copied"])
    assert printed(capsys, "backup", "kopie")["copied"] == 0
    assert whole(Path("kopie")) == whole(journal.folder)
    assert all(path.stat().st_mode & 0o077 == 0 for path in [Path("kopie"), *Path("kopie").rglob("*")])
    assert printed(capsys, "--journal", "kopie", "check", "--read-all") == []
    # Restoring is copying the folder.
    shutil.rmtree(journal.folder)
    shutil.copytree("kopie", journal.folder)
    assert printed(capsys, "check", "--read-all") == []
    assert main(["show", page.name]) == 0
    assert "zilverreiger" in capsys.readouterr().out


def test_a_backup_of_a_week_ago_is_no_alarm_but_damage_in_it_is(
    journal: Journal, places: Places, capsys: Capture
) -> None:
    page = kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    kept(journal, places, "twee")
    themed(journal, page, "later")
    capsys.readouterr()
    assert main(["--journal", "kopie", "check"]) == 0
    said = capsys.readouterr().err
    assert "This is a backup, last made on" in said
    assert "2 pages were written or changed since." in said
    (Path("kopie") / "entries" / f"{page.name}.md.age").unlink()
    kept(journal, places, "drie")
    assert main(["backup", "kopie"]) == 0
    (Path("kopie") / "entries" / f"{page.name}.md.age").unlink()
    assert set(found(capsys, "--journal", "kopie")) == {(f"entries/{page.name}.md.age", "missing")}


def test_what_is_newer_in_a_backup_stays(journal: Journal, places: Places, capsys: Capture, elsewhere: Places) -> None:
    page = kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    other = Journal(Path("kopie"), journal.keyring, elsewhere)
    themed(other, themed(other, page, "daar"), "nog eens")
    page = themed(journal, page, "hier")
    there = Path("kopie") / "entries" / f"{page.name}.md.age"
    before = there.read_bytes()
    told = printed(capsys, "backup", "kopie", code=7)
    assert told["kept"] == [f"entries/{page.name}.md.age"]
    assert there.read_bytes() == before
    mine = file_of(journal, page).read_bytes()
    assert mine in whole(Path("kopie")).values()
    assert printed(capsys, "backup", "kopie", code=7)["copied"] == 0


def test_another_text_of_the_same_revision_lies_beside(
    journal: Journal, places: Places, capsys: Capture, elsewhere: Places
) -> None:
    page = kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    other = Journal(Path("kopie"), journal.keyring, elsewhere)
    themed(other, page, "daar")
    themed(journal, page, "hier")
    before = whole(Path("kopie"))
    assert main(["backup", "kopie"]) == 7
    after = whole(Path("kopie"))
    assert before.items() <= after.items()
    assert file_of(journal, page).read_bytes() in after.values()
    capsys.readouterr()
    assert {row["theme"] for row in printed(capsys, "--journal", "kopie", "list")} == {"hier", "daar"}


def test_damage_never_gets_into_a_backup_and_is_healed_there(journal: Journal, places: Places, capsys: Capture) -> None:
    one, two = kept(journal, places, "een"), kept(journal, places, "twee")
    assert main(["backup", "kopie"]) == 0
    good = whole(Path("kopie"))
    flip(file_of(journal, one))
    told = printed(capsys, "backup", "kopie", code=7)
    assert told["damaged"] == [f"entries/{one.name}.md.age"]
    assert whole(Path("kopie")) == good
    shutil.copy(Path("kopie") / "entries" / f"{one.name}.md.age", file_of(journal, one))
    flip(Path("kopie") / "entries" / f"{two.name}.md.age")
    assert main(["backup", "kopie"]) == 0
    assert good.items() <= whole(Path("kopie")).items()
    assert printed(capsys, "--journal", "kopie", "check", "--read-all") == []


def test_deleting_is_followed_and_only_a_purge_removes(journal: Journal, places: Places, capsys: Capture) -> None:
    trashed, purged, lost = (kept(journal, places, text) for text in ("een", "twee", "drie"))
    purged = themed(journal, purged, "later")
    assert main(["backup", "kopie"]) == 0
    journal.deleting.trash(trashed)
    journal.deleting.purge(purged)
    file_of(journal, lost).unlink()
    told = printed(capsys, "backup", "kopie")
    assert told["purged"] == 2
    there = whole(Path("kopie"))
    assert f"trash/{trashed.name}.md.age" in there
    assert f"entries/{trashed.name}.md.age" not in there
    assert f"entries/{lost.name}.md.age" in there
    assert [name for name in there if purged.name in name] == [f"tombstones/{purged.name}.age"]
    assert main(["restore", trashed.name]) == 0
    assert main(["backup", "kopie"]) == 0
    assert {name for name in whole(Path("kopie")) if trashed.name in name} == {f"entries/{trashed.name}.md.age"}


def test_a_folder_that_is_none_for_a_backup_is_refused(
    journal: Journal, places: Places, capsys: Capture, here: Path
) -> None:
    kept(journal, places, "een")
    for folder in ("journal", "journal/kopie", ".", "journal/entries"):
        assert main(["backup", folder]) == 7, folder
    assert main(["backup", "nergens/kopie"]) == 4
    Path("vol").mkdir()
    (Path("vol") / "brief.txt").write_text("x")
    assert main(["backup", "vol"]) == 7
    assert whole(Path("vol")) == {"brief.txt": b"x"}
    assert main(["--journal", "ander", "init", "--no-recovery"]) == 0
    Path("a.toml").write_text('[answers]\n1 = "x"\n')
    assert main(["--journal", "ander", "write", "--answers", "a.toml"]) == 0
    before = whole(Path("ander"))
    assert main(["backup", "ander"]) == 7
    assert whole(Path("ander")) == before
    assert "another journal" in capsys.readouterr().err


def test_another_passphrase_does_not_make_it_another_journal(
    journal: Journal, places: Places, capsys: Capture, quick: Quick
) -> None:
    from kwetsbaar.storage import keyring, stanza

    kept(journal, places, "een")
    assert main(["backup", "kopie"]) == 0
    rewrapped = stanza.encrypt(keyring.render(quick.keyring), "een heel andere wachtzin", work_factor=15)
    path = journal.folder / "keyring.age"
    path.write_bytes(rewrapped)
    later = (Path("kopie") / "keyring.age").stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))
    Path("passphrase").write_text("een heel andere wachtzin\n")
    assert main(["backup", "kopie"]) == 0
    assert (Path("kopie") / "keyring.age").read_bytes() == rewrapped


def test_a_backup_on_a_disk_without_links_and_modes(
    journal: Journal, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    page = kept(journal, places, "een")

    def none(*arguments: object, **more: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", none)
    monkeypatch.setattr(os, "fchmod", none)
    assert main(["backup", "kopie"]) == 0
    themed(journal, page, "later")
    assert main(["backup", "kopie"]) == 0
    assert whole(Path("kopie")) == whole(journal.folder)


def test_on_a_terminal_it_counts_and_wipes_that_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from kwetsbaar.cli import talk

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    for screen, expected in ((Screen(), "\r100 files were read …\r" + " " * 21 + "\r"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", screen)
        with talk.counting() as count:
            count(100)
        assert screen.getvalue() == expected


# ------------------------------------------------------------------ deleting


def test_delete_restore_and_purge(journal: Journal, places: Places, capsys: Capture, terminal: Terminal) -> None:
    page, other = kept(journal, places, "een"), kept(journal, places, "twee")
    assert printed(capsys, "delete", page.name[:10]) == {"id": page.name, "trash": page.name}
    assert [row["id"] for row in printed(capsys, "list")] == [other.name]
    assert [row["id"] for row in printed(capsys, "list", "--trash")] == [page.name]
    assert main(["delete", page.name]) == 4
    assert printed(capsys, "restore", page.name[:10])["id"] == page.name
    assert main(["restore", page.name]) == 4
    assert main(["delete", page.name]) == 0
    assert main(["purge"]) == 7
    assert main(["purge", page.name]) == 7
    assert printed(capsys, "purge", "--yes") == {"purged": [page.name]}
    assert main(["purge", other.name, "--yes"]) == 0
    assert printed(capsys, "list") == []
    assert printed(capsys, "check", "--read-all") == []
    assert main(["purge", other.name, "--yes"]) == 4
    assert main(["purge", "--yes"]) == 0


def test_a_page_that_stands_there_again_is_not_written_over(journal: Journal, places: Places, capsys: Capture) -> None:
    page = kept(journal, places, "een")
    data = file_of(journal, page).read_bytes()
    themed(journal, page, "later")
    assert main(["delete", page.name]) == 0
    file_of(journal, page).write_bytes(data)
    assert main(["restore", page.name]) == 7


def test_purging_asks_on_the_terminal(
    journal: Journal, places: Places, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kwetsbaar.cli import talk

    page = kept(journal, places, "een")
    monkeypatch.setattr(talk, "ask", terminal.asked)
    terminal.typed += ["nee", "yes"]
    assert main(["purge", page.name]) == 7
    assert file_of(journal, page).exists()
    assert main(["purge", page.name]) == 0
    assert "for good, earlier versions too? Copies elsewhere stay." in terminal.shown
