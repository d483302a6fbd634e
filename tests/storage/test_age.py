from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwetsbaar.errors import Damaged
from kwetsbaar.storage import age, stanza
from tests.storage.terminal import needs_age

if TYPE_CHECKING:
    from pathlib import Path

MINE = age.new_identity()
YOURS = age.new_identity()


@given(st.binary(max_size=5000))
def test_what_is_encrypted_opens(text: bytes) -> None:
    assert age.decrypt(age.encrypt(text, age.recipient_of(MINE)), [MINE]) == text


def test_any_of_several_keys_opens() -> None:
    data = age.encrypt(b"x", age.recipient_of(MINE))
    assert age.Opener([YOURS, MINE]).decrypt(data) == b"x"
    with pytest.raises(Damaged):
        age.decrypt(data, [YOURS])
    with pytest.raises(Damaged):
        age.decrypt(data, [])


def test_several_threads_share_an_opener() -> None:
    opener, sealer = age.Opener([MINE]), age.Sealer(age.recipient_of(MINE))
    with ThreadPoolExecutor(4) as pool:
        texts = [str(n).encode() for n in range(200)]
        assert list(pool.map(lambda text: opener.decrypt(sealer.encrypt(text)), texts)) == texts


@needs_age
def test_the_age_program_reads_it(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{MINE}\n")
    (tmp_path / "x.age").write_bytes(age.encrypt(b"a text\n", age.recipient_of(MINE)))
    run = subprocess.run(["age", "-d", "-i", "key", "x.age"], cwd=tmp_path, capture_output=True, check=True)
    assert run.stdout == b"a text\n"


@pytest.mark.parametrize(
    "text",
    ["", "AGE-SECRET-KEY-1", "age1", MINE[:-1], MINE + "Q", MINE.replace("1", "2", 1), "é"],
    ids=["nothing", "beginning", "recipient", "short", "long", "changed", "letter"],
)
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(Damaged):
        age.recipient_of(text)
    with pytest.raises(Damaged):
        age.Opener([MINE, text])
    with pytest.raises(Damaged):
        age.encrypt(b"x", text)


def test_each_flipped_byte() -> None:
    """pyrage adds a stanza of nothing (grease) to each header; the MAC covers that as well."""
    data = age.encrypt(b"a text\n", age.recipient_of(MINE))
    opener = age.Opener([MINE])
    for place in range(len(data)):
        spoilt = bytearray(data)
        spoilt[place] ^= 0x01
        with pytest.raises(Damaged):
            opener.decrypt(bytes(spoilt))


def test_each_length_but_its_own() -> None:
    data, opener = age.encrypt(b"a text\n", age.recipient_of(MINE)), age.Opener([MINE])
    for other in (*(data[:length] for length in range(len(data))), data + b"\0"):
        with pytest.raises(Damaged):
            opener.decrypt(other)


@given(st.binary(max_size=300))
def test_noise(noise: bytes) -> None:
    with pytest.raises(Damaged):
        age.decrypt(noise, [MINE])
    with pytest.raises(Damaged):
        age.decrypt(b"age-encryption.org/v1\n-> X25519 " + noise + b"\n--- ", [MINE])


class TestPassphraseFiles:
    """No file makes pyrage derive a key from a passphrase: it does not get to see such a file."""

    @pytest.fixture(autouse=True)
    def unreached(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pyrage, "decrypt", lambda *_: pytest.fail("pyrage saw it"))

    def test_a_passphrase_file(self) -> None:
        hostile = stanza.encrypt(b"x", "open", work_factor=15).replace(b" 15\n", b" 30\n")
        with pytest.raises(Damaged):
            age.decrypt(hostile, [MINE])

    def test_a_passphrase_stanza_beside_a_good_one(self) -> None:
        data = age.encrypt(b"x", age.recipient_of(MINE))
        hostile = data.replace(b"-> X25519", b"-> scrypt " + b"A" * 22 + b" 30\n" + b"A" * 43 + b"\n-> X25519", 1)
        with pytest.raises(Damaged):
            age.decrypt(hostile, [MINE])

    def test_a_header_without_end(self) -> None:
        with pytest.raises(Damaged):
            age.decrypt(b"age-encryption.org/v1\n-> X25519 " + b"A" * 10_000_000 + b"\n--- ", [MINE])


def test_pyrage_does_no_work_for_a_passphrase_stanza() -> None:
    """Should one get through all the same: with X25519 keys alone, pyrage looks for no passphrase."""
    hostile = stanza.encrypt(b"x", "open", work_factor=15).replace(b" 15\n", b" 40\n")
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(hostile, [pyrage.x25519.Identity.from_str(MINE)])


def test_a_file_for_many_is_not_tried() -> None:
    mine, others = age.recipient_of(MINE), [age.recipient_of(age.new_identity()) for _ in range(2)]
    assert age.decrypt(age.encrypt(b"x", others[0], mine), [MINE]) == b"x"
    with pytest.raises(Damaged):
        age.decrypt(age.encrypt(b"x", *others, mine), [MINE])


LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PRIME = 2**255 - 19


def point(recipient: str) -> int:
    """Gives the number that a recipient stands for (bech32: five bits to a letter, the last six are a checksum)."""
    bits = "".join(f"{LETTERS.index(letter):05b}" for letter in recipient.removeprefix("age1")[:-6])
    return int.from_bytes(int(bits[:256], 2).to_bytes(32, "big"), "little")


def test_nothing_is_sealed_to_an_address_that_everybody_has_the_key_of() -> None:
    assert len(age._LOW_ORDER) == 14
    for recipient in age._LOW_ORDER:
        u = point(recipient) % 2**255 % PRIME
        for _ in range(3):  # doubled three times it is nothing (RFC 7748, section 5: its u is 0, or there is none)
            above, below = (u * u - 1) ** 2, 4 * u * (u * u + 486662 * u + 1)
            u = above * pow(below, -1, PRIME) % PRIME if below % PRIME else 0
        assert u == 0
        assert pyrage.x25519.Recipient.from_str(recipient)
        assert not age.is_recipient(recipient)
        assert not age.is_recipient(recipient.upper())
        with pytest.raises(Damaged):
            age.encrypt(b"x", recipient)


def test_a_file_with_such_a_point_in_it_does_not_open() -> None:
    nothing = "A" * 43
    header = f"age-encryption.org/v1\n-> X25519 {nothing}\n{nothing}\n--- {nothing}\n"
    with pytest.raises(Damaged):
        age.decrypt(header.encode() + bytes(100), [MINE])
