"""Reads and writes age files that are sealed with a passphrase: one scrypt stanza, and nothing else.

After the age specification (age-encryption.org/v1: "Header", "The scrypt recipient type", "Payload"). pyrage can do
this too, but cannot set the work factor and holds the interpreter's lock while it derives; `hashlib.scrypt` frees it.
Only this file and `cipher.py` know `cryptography`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kwetsbaar.errors import Damaged, KwetsbaarError, WrongPassphrase
from kwetsbaar.i18n import msg

WORK_FACTOR: Final = 18
"""The exponent of scrypt's N on writing: 2^18, about a second and 256 MiB (docs/journal.md)."""

ACCEPTED: Final = range(15, 21)
"""The exponents that are accepted on reading; any other is refused before memory is asked for."""

_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_NONCE: Final = 16
_FILE_KEY: Final = 16
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_BLOCK_SIZE: Final = 8
_MEMORY: Final = 128 * _BLOCK_SIZE
"""Bytes that scrypt needs for each of its N blocks."""

_HEADER: Final = re.compile(
    rb"(age-encryption\.org/v1\n"
    rb"-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<factor>[1-9][0-9]?)\n"
    rb"(?P<body>[A-Za-z0-9+/]{43})\n"
    rb"---) (?P<mac>[A-Za-z0-9+/]{43})\n"
)
"""The whole header: with one scrypt stanza every part of it has one length, so a longer one cannot match."""


@dataclass(frozen=True)
class _Header:
    """What a header says."""

    signed: bytes
    """What the MAC is taken over: all up to and including `---`."""
    salt: bytes
    """16 bytes."""
    factor: int
    """The exponent of N."""
    body: bytes
    """32 bytes: the file key, sealed."""
    mac: bytes
    """32 bytes."""
    size: int
    """How many bytes the header takes."""


def encrypt(plaintext: bytes, passphrase: str, *, work_factor: int = WORK_FACTOR) -> bytes:
    """Gives an age file that `passphrase` opens; `work_factor` is one of `ACCEPTED`, else a `ValueError`."""
    if work_factor not in ACCEPTED:
        raise ValueError(work_factor)
    file_key, salt = secrets.token_bytes(_FILE_KEY), secrets.token_bytes(16)
    body = _wrapping(passphrase, salt, work_factor).encrypt(bytes(12), file_key, None)
    signed = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_encode(salt), work_factor, _encode(body))
    header = b"%s %s\n" % (signed, _encode(_mac(file_key, signed)))
    nonce = secrets.token_bytes(_NONCE)
    return header + nonce + _stream_encrypt(_derive(file_key, nonce, b"payload"), plaintext)


def decrypt(data: bytes, passphrase: str) -> bytes:
    """Opens an age file with `passphrase`.

    Raises `WrongPassphrase` if the passphrase does not fit (a stanza that was tampered with cannot be told from that),
    and `Damaged` for anything that is not one whole, canonical file with one scrypt stanza of an accepted factor.
    """
    header = _parse(data)
    try:
        file_key = _wrapping(passphrase, header.salt, header.factor).decrypt(bytes(12), header.body, None)
    except InvalidTag:
        raise WrongPassphrase(msg("That does not fit.")) from None
    if not hmac.compare_digest(_mac(file_key, header.signed), header.mac):
        raise _damaged()
    nonce = data[header.size : header.size + _NONCE]
    if len(nonce) != _NONCE:
        raise _damaged()
    return _stream_decrypt(_derive(file_key, nonce, b"payload"), data[header.size + _NONCE :])


def holds(data: bytes) -> int:
    """Gives how many bytes a file holds that seems whole, without opening it; 0 if that cannot be.

    Raises `Damaged` if its header is not what `encrypt` writes.
    """
    return payload_size(len(data) - _parse(data).size)


def payload_size(size: int) -> int:
    """Gives how many bytes of plaintext a payload of `size` bytes has (the age specification, "Payload"); 0 if none."""
    sealed = size - _NONCE
    chunks = -(-sealed // (_CHUNK + _TAG))
    return max(0, sealed - chunks * _TAG)


# ------------------------------------------------------------------ the header


def _parse(data: bytes) -> _Header:
    found = _HEADER.match(data)
    if found is None or int(found["factor"]) not in ACCEPTED:
        raise _damaged()
    return _Header(
        signed=found[1],
        salt=_decode(found["salt"]),
        factor=int(found["factor"]),
        body=_decode(found["body"]),
        mac=_decode(found["mac"]),
        size=found.end(),
    )


def _encode(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    """Gives the bytes of base64 without padding; one whose spare bits are not zero is damaged."""
    data = b64decode(text + b"=" * (-len(text) % 4))
    if _encode(data) != text:
        raise _damaged()
    return data


def _damaged() -> Damaged:
    return Damaged(msg("The sealed file is damaged, or is not one of kwetsbaar."))


# ------------------------------------------------------------------ keys


def _wrapping(passphrase: str, salt: bytes, factor: int) -> ChaCha20Poly1305:
    """Derives the key that seals the file key. Takes about a second at 2^18; other threads go on meanwhile."""
    n = 1 << factor
    try:
        key = hashlib.scrypt(
            _secret(passphrase), salt=_LABEL + salt, n=n, r=_BLOCK_SIZE, p=1, maxmem=_MEMORY * (n + 64), dklen=32
        )
    except (MemoryError, ValueError):
        raise KwetsbaarError(
            msg("There is not enough memory to open the journal."), msg("Close other programs, then try again.")
        ) from None
    return ChaCha20Poly1305(key)


def _secret(passphrase: str) -> bytes:
    """Gives the bytes of a passphrase; those that a terminal could not decode come back as they were."""
    try:
        secret = passphrase.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        secret = b""
    if not secret:
        raise WrongPassphrase(msg("A passphrase has at least one character."))
    return secret


def _derive(file_key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _mac(file_key: bytes, signed: bytes) -> bytes:
    return hmac.digest(_derive(file_key, None, b"header"), signed, "sha256")


# ------------------------------------------------------------------ the payload


def _stream_nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _stream_encrypt(key: bytes, plaintext: bytes) -> bytes:
    """Seals chunk after chunk of 64 KiB; only an empty text has an empty chunk."""
    cipher = ChaCha20Poly1305(key)
    starts = range(0, max(len(plaintext), 1), _CHUNK)
    return b"".join(
        cipher.encrypt(_stream_nonce(number, last=start == starts[-1]), plaintext[start : start + _CHUNK], None)
        for number, start in enumerate(starts)
    )


def _stream_decrypt(key: bytes, sealed: bytes) -> bytes:
    """Opens all chunks. Cut off, with more behind it, or with an empty last chunk that is not the only one: damaged."""
    cipher = ChaCha20Poly1305(key)
    starts = range(0, max(len(sealed), 1), _CHUNK + _TAG)
    if len(sealed) - starts[-1] <= _TAG and (len(starts) > 1 or len(sealed) < _TAG):
        raise _damaged()
    try:
        return b"".join(
            cipher.decrypt(_stream_nonce(number, last=start == starts[-1]), sealed[start : start + _CHUNK + _TAG], None)
            for number, start in enumerate(starts)
        )
    except InvalidTag:
        raise _damaged() from None
