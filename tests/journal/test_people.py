"""Persons and one's own address: kept encrypted, changed without losing what another window wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from kwetsbaar.core.people import Client, People
from kwetsbaar.errors import Damaged, NotFound, Refused, UsageError
from kwetsbaar.journal import Journal, Places
from kwetsbaar.journal.people import fingerprint
from kwetsbaar.storage import age
from tests.conftest import Clock

SAM = "age1hxrmqhuzly6lrejncm4j35jaf93vn6uzph402cl60ws9l9sddp7st6wn6a"
KIM = "age19mjjln8mr2z70qr589la69xlglz8ac74c3v5hyhaqzx0td50v53qq8vfz2"


def test_a_person_is_kept_and_found_by_any_spelling(journal: Journal) -> None:
    journal.people.add(" Sam ", SAM.upper())
    person = journal.people.all().person("SAM")
    assert person
    assert (person.name, person.recipient) == ("Sam", SAM)


def test_nothing_of_it_can_be_read_on_disk(journal: Journal, folder: Path) -> None:
    journal.people.add("Samira", SAM)
    data = (folder / "people.age").read_bytes()
    assert b"Samira" not in data
    assert SAM.encode() not in data
    assert (folder / "people.age").stat().st_mode & 0o777 == 0o600
    assert len(data) % 4096 < 400


@pytest.mark.parametrize(
    ("name", "recipient"),
    [
        ("", SAM),
        ("x" * 61, SAM),
        ("Sam", "age1nonsense"),
        ("Sam", SAM[:-1] + ("q" if SAM[-1] != "q" else "p")),
        ("Sam", ""),
        ("Sam", "AGE-SECRET-KEY-1QQQ"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(journal: Journal, name: str, recipient: str) -> None:
    with pytest.raises(UsageError):
        journal.people.add(name, recipient)
    assert journal.people.all() == People()


def test_nobody_takes_the_place_of_another(journal: Journal) -> None:
    journal.people.add("Sam", SAM)
    with pytest.raises(Refused):
        journal.people.add("sam", KIM)
    journal.people.remove("SAM")
    journal.people.add("sam", KIM)
    with pytest.raises(NotFound):
        journal.people.remove("Kim")


def test_the_own_address_is_no_key_of_the_journal_and_stays_the_same(journal: Journal) -> None:
    address = journal.people.address()
    assert address == journal.people.address()
    assert address not in (journal.keyring.recipient, *map(age.recipient_of, journal.keyring.identities))
    identity = journal.people.identity()
    assert identity
    with pytest.raises(Damaged):
        age.decrypt(age.encrypt(b"x", journal.keyring.recipient), [identity])
    with pytest.raises(Refused):
        journal.people.add("Me", address)


def test_two_windows_lose_nothing_of_each_other(journal: Journal, folder: Path, places: Places, clock: Clock) -> None:
    other = Journal(folder, journal.keyring, places, clock)

    def slowly(people: People) -> People:
        if other.people.all().person("Kim") is None:
            other.people.add("Kim", KIM)
        return people.with_client(Client("Wilg", ("Jan",)))

    journal.people.change(slowly)
    found = journal.people.all()
    assert found.person("Kim")
    assert found.client("wilg")
    other.close()


def test_one_that_is_gone_or_older_is_named_and_nothing_is_written_over_it(journal: Journal, folder: Path) -> None:
    path = folder / "people.age"
    journal.people.add("Sam", SAM)
    before = path.read_bytes()
    journal.people.add("Kim", KIM)
    path.write_bytes(before)
    with pytest.raises(Damaged):
        journal.people.remove("Sam")
    assert path.read_bytes() == before
    path.unlink()
    with pytest.raises(Damaged):
        journal.people.all()


def test_one_of_another_journal_is_not_believed(journal: Journal, folder: Path) -> None:
    (folder / "people.age").write_bytes(age.encrypt(b"format = 1\n", journal.keyring.recipient))
    with pytest.raises(Damaged):
        journal.people.all()


def test_a_fingerprint_is_short_and_its_own(journal: Journal) -> None:
    assert fingerprint(SAM) == fingerprint(SAM)
    assert fingerprint(SAM) != fingerprint(KIM)
    assert [len(group) for group in fingerprint(SAM).split(" ")] == [5, 5, 5, 5]
