from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kwetsbaar.errors import Damaged
from kwetsbaar.storage import cipher

SECRET = bytes(range(32))
FOR = b"a test"


def cut(data: bytes) -> list[bytes]:
    """Gives a file in the pieces that it is read in."""
    starts = range(cipher.SALT, len(data), cipher.BLOCK)
    return [data[: cipher.SALT], *(data[start : start + cipher.BLOCK] for start in starts)]


def sealed(plain: bytes, context: bytes = FOR) -> bytes:
    return b"".join(cipher.encrypted(plain, SECRET, context))


@pytest.mark.parametrize("size", [0, 1, cipher.BLOCK - 17, cipher.BLOCK - 16, cipher.BLOCK - 15, 2 * cipher.BLOCK])
def test_what_goes_in_comes_out(size: int) -> None:
    plain = bytes(size)
    assert cipher.decrypted(cut(sealed(plain)), SECRET, FOR) == plain


def test_two_files_have_nothing_in_common() -> None:
    one, two = sealed(bytes(99)), sealed(bytes(99))
    assert not {one[at : at + 8] for at in range(len(one) - 7)} & {two[at : at + 8] for at in range(len(two) - 7)}


def test_every_bit_and_every_truncation() -> None:
    data = sealed(b"a secret")
    for bit in range(8 * len(data)):
        spoiled = bytearray(data)
        spoiled[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            cipher.decrypted(cut(bytes(spoiled)), SECRET, FOR)
    for size in range(len(data)):
        with pytest.raises(Damaged):
            cipher.decrypted(cut(data[:size]), SECRET, FOR)


def test_no_chunk_can_be_left_out_doubled_or_moved() -> None:
    salt, *chunks = cipher.encrypted(bytes(3 * cipher.BLOCK), SECRET, FOR)
    assert len(chunks) == 4
    wrong = [chunks[:number] + chunks[number + 1 :] for number in range(4)]
    wrong += [[*chunks[:number], chunks[number], *chunks[number:]] for number in range(4)]
    wrong += [[chunks[1], chunks[0], *chunks[2:]], [*chunks, b"x"], []]
    for each in wrong:
        with pytest.raises(Damaged):
            cipher.decrypted([salt, *each], SECRET, FOR)


def test_it_opens_for_nothing_else() -> None:
    data = cut(sealed(b"a secret"))
    for secret, context in ((bytes(32), FOR), (SECRET, b"another test"), (SECRET, b"")):
        with pytest.raises(Damaged):
            cipher.decrypted(data, secret, context)


@given(st.binary(max_size=200))
@settings(max_examples=50)
def test_no_other_file_opens(data: bytes) -> None:
    with pytest.raises(Damaged):
        cipher.decrypted(cut(data), SECRET, FOR)


def test_nonces_never_repeat() -> None:
    nonces = [cipher._nonce(number, last=last) for number in range(300) for last in (False, True)]
    assert len(set(nonces)) == len(nonces)
    assert all(len(one) == len(two) == 12 for one, two in pairwise(nonces))
