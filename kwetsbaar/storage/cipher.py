"""Seals what this device keeps beside a journal: AES-256-GCM in chunks, under a key by HKDF from a secret.

The file begins with a salt, which gives each file a key of its own. Each chunk's nonce is its number and whether it is
the last (the STREAM construction, as in age), so that none can be left out, doubled or moved. What the file is for
(`context`) is bound to each as associated data: what opens was sealed here, whole, for exactly this.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SALT: Final = 32
"""Bytes that a file begins with."""

_CHUNK: Final = 1 << 20
"""Small enough that other threads do not wait noticeably, since the interpreter's lock is held for each."""

BLOCK: Final = _CHUNK + 16
"""Bytes of a chunk with its tag; the last may be shorter."""


def encrypted(plain: bytes, secret: bytes, context: bytes) -> Iterator[bytes]:
    """Gives the parts of the file: the salt, then each chunk."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(secret, salt, context)
    yield salt
    starts = range(0, max(len(plain), 1), _CHUNK)
    view = memoryview(plain)
    for number, start in enumerate(starts):
        nonce = _nonce(number, last=start == starts[-1])
        yield cipher.encrypt(nonce, view[start : start + _CHUNK], context)


def decrypted(blocks: Iterable[bytes], secret: bytes, context: bytes) -> bytearray:
    """Gives what `encrypted` was given; `blocks` are its salt, then pieces of `BLOCK` bytes, the last perhaps shorter.

    Raises `Damaged` for all that is not whole, or was sealed with another secret or for something else.
    """
    left = iter(blocks)
    cipher = _cipher(secret, next(left, b""), context)
    plain, block, number = bytearray(), next(left, b""), 0
    try:
        while block:
            after = next(left, b"")
            plain += cipher.decrypt(_nonce(number, last=not after), block, context)
            block, number = after, number + 1
    except InvalidTag:
        number = 0
    if not number:
        raise Damaged(msg("The file is damaged, or was not written for this journal."))
    return plain


def _cipher(secret: bytes, salt: bytes, context: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, context).derive(secret))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
