from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING, NoReturn

import pyrage  # type: ignore[import-untyped]  # ships no types
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.errors import Damaged, KwetsbaarError, WrongPassphrase
from kwetsbaar.storage import stanza
from tests.storage.terminal import answered, needs_age

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 64 * 1024


def sealed(plaintext: bytes = b"a text\n", passphrase: str = "open") -> bytes:  # noqa: S107
    return stanza.encrypt(plaintext, passphrase, work_factor=15)


@cache
def example() -> bytes:
    return sealed()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the work out of scrypt, for tests of what is around it."""

    def derive(password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int, dklen: int) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", password, salt + bytes([n.bit_length(), r, p]), 1, dklen)

    monkeypatch.setattr(hashlib, "scrypt", derive)


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    example()  # made before deriving is forbidden, whatever test comes first

    def derive(*_: object, **__: object) -> NoReturn:
        pytest.fail("a key was derived")

    monkeypatch.setattr(hashlib, "scrypt", derive)


class TestRoundTrip:
    @pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
    def test_every_size_of_the_last_chunk(self, quick: None, size: int) -> None:
        text = bytes(range(256)) * (size // 256) + bytes(size % 256)
        assert stanza.decrypt(sealed(text), "open") == text

    @given(text=st.binary(max_size=300), passphrase=st.text(min_size=1, max_size=40))
    @settings(max_examples=10, deadline=None)
    def test_any_text_and_passphrase(self, text: bytes, passphrase: str) -> None:
        assert stanza.decrypt(sealed(text, passphrase), passphrase) == text

    def test_the_factor_on_writing_is_18(self) -> None:
        data = stanza.encrypt(b"x", "open")
        assert data.split(b"\n")[1].endswith(b" 18")
        assert stanza.decrypt(data, "open") == b"x"

    def test_every_file_is_different(self, quick: None) -> None:
        assert len({sealed() for _ in range(5)}) == 5

    def test_bytes_that_a_terminal_could_not_decode(self, quick: None) -> None:
        assert stanza.decrypt(sealed(passphrase="a\udcff"), "a\udcff") == b"a text\n"


class TestOtherPrograms:
    @pytest.mark.parametrize("size", [0, 5, CHUNK, CHUNK + 1])
    def test_pyrage_reads_it(self, size: int) -> None:
        text = b"x" * size
        assert pyrage.passphrase.decrypt(sealed(text), "open") == text

    def test_pyrage_writes_it(self) -> None:
        data = pyrage.passphrase.encrypt(b"x" * (CHUNK + 1), "ópen")
        factor = int(re.findall(rb"^-> scrypt \S+ ([0-9]+)$", data, re.MULTILINE)[0])
        if factor not in stanza.ACCEPTED:
            pytest.skip(f"pyrage chose the factor {factor} on this machine")
        assert stanza.decrypt(data, "ópen") == b"x" * (CHUNK + 1)

    @needs_age
    def test_age_reads_it(self, tmp_path: Path) -> None:
        here = tmp_path / "here"
        here.mkdir()
        (here / "x.age").write_bytes(sealed(b"a text\n" * 10000, "ópen zin"))
        assert answered("age -d x.age", here, ["ópen zin"]) == "a text\n" * 10000

    @needs_age
    def test_age_writes_it(self, tmp_path: Path) -> None:
        here = tmp_path / "here"
        here.mkdir()
        (here / "x").write_bytes(b"a text\n")
        answered("age -p -o x.age x", here, ["ópen zin", "ópen zin"])
        assert stanza.decrypt((here / "x.age").read_bytes(), "ópen zin") == b"a text\n"


class TestRefused:
    def test_a_wrong_passphrase(self) -> None:
        with pytest.raises(WrongPassphrase):
            stanza.decrypt(example(), "opens")

    @pytest.mark.parametrize("passphrase", ["", "\ud800"])
    def test_no_passphrase_at_all(self, no_work: None, passphrase: str) -> None:
        with pytest.raises(WrongPassphrase):
            stanza.decrypt(example(), passphrase)
        with pytest.raises(WrongPassphrase):
            sealed(passphrase=passphrase)

    @pytest.mark.parametrize(
        "factor", ["0", "1", "14", "21", "22", "30", "64", "99", "100", "015", "1e1", "-1", "+16", ""]
    )
    def test_a_factor_out_of_bounds_costs_nothing(self, no_work: None, factor: str) -> None:
        with pytest.raises(Damaged):
            stanza.decrypt(example().replace(b" 15\n", f" {factor}\n".encode()), "open")

    @pytest.mark.parametrize("factor", [0, 14, 21, 64])
    def test_a_factor_out_of_bounds_is_not_written(self, no_work: None, factor: int) -> None:
        with pytest.raises(ValueError, match=str(factor)):
            stanza.encrypt(b"x", "open", work_factor=factor)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda _: b"",
            lambda data: data[:10],
            lambda data: data.replace(b"v1\n", b"v2\n"),
            lambda data: data.replace(b"\n", b"\r\n"),
            lambda data: data.replace(b"-> scrypt", b"->  scrypt"),
            lambda data: data.replace(b"-> scrypt", b"-> Scrypt"),
            lambda data: data.replace(b" 15\n", b" 15 \n"),
            lambda data: data.replace(b"---", b"-> grease\n\n---"),
            lambda data: data.replace(b"\n---", b"\n" + data.split(b"\n", 1)[1].split(b"---")[0] + b"---"),
            lambda data: data.replace(b"--- ", b"---  "),
            lambda data: b"-----BEGIN AGE ENCRYPTED FILE-----\n" + b64encode(data),
            lambda _: pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()]),
        ],
    )
    def test_anything_but_one_canonical_stanza(self, no_work: None, spoil: object) -> None:
        assert callable(spoil)
        with pytest.raises(Damaged):
            stanza.decrypt(spoil(example()), "open")

    def test_base64_whose_spare_bits_are_set(self, no_work: None) -> None:
        lines = example().split(b"\n")
        for number, last in ((1, -4), (2, -1), (3, -1)):
            spoilt = bytearray(lines[number])
            spoilt[last] += 1
            with pytest.raises(Damaged):
                stanza.decrypt(b"\n".join([*lines[:number], bytes(spoilt), *lines[number + 1 :]]), "open")

    def test_too_little_memory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def derive(*_: object, **__: object) -> NoReturn:
            raise MemoryError

        monkeypatch.setattr(hashlib, "scrypt", derive)
        with pytest.raises(KwetsbaarError, match="memory"):
            stanza.decrypt(example(), "open")


class TestTampering:
    def test_each_flipped_byte(self, quick: None) -> None:
        data = sealed(b"a text of some length\n")
        for place in range(len(data)):
            for flip in (0x01, 0x20, 0x80):
                spoilt = bytearray(data)
                spoilt[place] ^= flip
                with pytest.raises((Damaged, WrongPassphrase)):
                    stanza.decrypt(bytes(spoilt), "open")

    def test_each_length_but_its_own(self, quick: None) -> None:
        data = sealed(b"a text\n")
        for length in range(len(data)):
            with pytest.raises(Damaged):
                stanza.decrypt(data[:length], "open")
        with pytest.raises(Damaged):
            stanza.decrypt(data + b"\0", "open")

    @pytest.mark.parametrize("chunks", [1, 2, 3])
    def test_cut_off_after_a_whole_chunk(self, quick: None, chunks: int) -> None:
        data = sealed(bytes(3 * CHUNK))
        start = len(data) - 3 * (CHUNK + 16)
        for cut in (0, 1, 15, 16):
            if chunks < 3:
                with pytest.raises(Damaged):
                    stanza.decrypt(data[: start + chunks * (CHUNK + 16) + cut], "open")

    def test_an_empty_last_chunk(self, quick: None) -> None:
        """The specification allows an empty last chunk only where it is the only one."""
        key, cipher = bytes(32), ChaCha20Poly1305(bytes(32))
        full = cipher.encrypt(bytes(12), bytes(CHUNK), None)
        empty = cipher.encrypt(bytes(10) + b"\x01\x01", b"", None)
        with pytest.raises(Damaged):
            stanza._stream_decrypt(key, full + empty)

    def test_chunks_that_changed_places(self, quick: None) -> None:
        data = sealed(bytes(CHUNK) + b"\x01" * CHUNK + b"end")
        start = len(data) - 2 * (CHUNK + 16) - 19
        one, two = data[start : start + CHUNK + 16], data[start + CHUNK + 16 : start + 2 * (CHUNK + 16)]
        with pytest.raises(Damaged):
            stanza.decrypt(data[:start] + two + one + data[-19:], "open")

    @given(st.binary(max_size=400))
    @settings(deadline=None)
    def test_noise_has_a_name(self, noise: bytes) -> None:
        with pytest.raises(Damaged):
            stanza.decrypt(noise, "open")


@pytest.mark.parametrize("size", [0, 1, 300, 65535, 65536, 65537, 200000])
def test_the_size_of_what_a_file_holds_is_seen_without_opening_it(size: int) -> None:
    from kwetsbaar.storage import age

    sealed = stanza.encrypt(bytes(size), "een wachtzin", work_factor=15)
    assert stanza.holds(sealed) == size
    opened = age.encrypt(bytes(size), age.recipient_of(age.new_identity()))
    assert age.holds(opened) == size
    assert size == 0 or age.holds(opened[:-7]) != size
