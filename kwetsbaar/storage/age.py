"""Encrypts to a key and opens with one: age's X25519 recipients, by pyrage, which only this file knows.

`pyrage.decrypt_file` is never used: it destroys its target when it fails. A file that would make pyrage derive a key
from a passphrase is refused before pyrage sees it (see `stanza.py` for those).
"""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any, Final

import pyrage  # type: ignore[import-untyped]  # a compiled module that ships no types

from kwetsbaar.errors import Damaged
from kwetsbaar.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAGIC: Final = b"age-encryption.org/v1\n"
_HEADER_LIMIT: Final = 16 * 1024
"""A longer header is not looked through."""
_BEGIN: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END: Final = b"-----END AGE ENCRYPTED FILE-----"
_MOST_RECIPIENTS: Final = 2
"""What this program writes: one, and two while the recovery words change. Trying each of hundreds takes long."""
_STANZA: Final = re.compile(rb"^-> ([!-~]+)", re.MULTILINE)

_LOW_ORDER: Final = frozenset(
    {
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
        "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya",
        "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhqqqzyt4v9",
        "age1t7wft09r2zxzfvwsk92eeql0tvzyghxytqwgapkcyf8dm5ylz9ts6wm9s8",
        "age1anlllllllllllllllllllllllllllllllllllllllllllllllals4n2t7m",
        "age1ahlllllllllllllllllllllllllllllllllllllllllllllllalsn46ayy",
        "age1amlllllllllllllllllllllllllllllllllllllllllllllllalselrwrv",
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzqqsuwj9m",
        "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzqqk67yly",
        "age1ur4h5lpmgxu2u9jku0a0r87ydtdqnr0tnsetrlvxvgz3vh6fhzqqxqejhu",
        "age1t7wft09r2zxzfvwsk92eeql0tvzyghxytqwgapkcyf8dm5ylz8ts72fzt7",
        "age1anllllllllllllllllllllllllllllllllllllllllllllllllls3hcv9z",
        "age1ahlllllllllllllllllllllllllllllllllllllllllllllllllsh3g6la",
        "age1amlllllllllllllllllllllllllllllllllllllllllllllllllsam3fc4",
    }
)
"""The points of low order (RFC 7748, section 6.1), as a recipient with either highest bit.

With each of them any key has the same secret in common, so everybody could open what is sealed to it. age refuses that;
pyrage breaks off the program.
"""


def new_identity() -> str:
    """Gives a new secret key, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Gives the public key, `age1…`, of a secret one. `Damaged` if it is none."""
    return str(_parsed(identity).to_public())


def is_recipient(text: str) -> bool:
    """Tells whether `text` is a public key that can be encrypted to: its letters have a checksum."""
    if text.lower() in _LOW_ORDER:
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(plaintext: bytes, *recipients: str) -> bytes:
    """Gives an age file that the owner of any of `recipients` can open. `Damaged` if one of them is no recipient."""
    return Sealer(*recipients).encrypt(plaintext)


def recipients(data: bytes) -> int:
    """Gives for how many an age file was encrypted; 0 if that cannot be told."""
    end = data.find(b"\n---", 0, _HEADER_LIMIT)
    return _STANZA.findall(data, len(_MAGIC) - 1, end).count(b"X25519") if end > 0 and data.startswith(_MAGIC) else 0


def stanzas(data: bytes) -> frozenset[str]:
    """Gives the ways in which an age file can be opened, such as `X25519` and `scrypt`; none if it is no age file."""
    end = data.find(b"\n---", 0, _HEADER_LIMIT) if data.startswith(_MAGIC) else -1
    found = _STANZA.findall(data, len(_MAGIC) - 1, end) if end > 0 else []
    return frozenset(kind.decode() for kind in found)


def dearmored(data: bytes) -> bytes:
    """Gives the binary form of an age file in the text form that is pasted in mail; anything else as it is."""
    text = data.strip()
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        return data
    try:
        return b64decode(b"".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)
    except ValueError:
        raise _damaged() from None


def decrypt(data: bytes, identities: Sequence[str]) -> bytes:
    """Opens an age file with whichever of `identities` fits. `Damaged` if none does or the file is not whole."""
    return Opener(identities).decrypt(data)


def holds(data: bytes) -> int:
    """Gives how many bytes a file holds that seems whole, without opening it; 0 if that cannot be.

    Raises `Damaged` if its header is not one of a file of this journal.
    """
    from kwetsbaar.storage.stanza import payload_size

    _check_header(data)
    end = data.find(b"\n", data.find(b"\n---", 0, _HEADER_LIMIT) + 1)
    return payload_size(len(data) - end - 1) if end > 0 else 0


class Sealer:
    """Encrypts to one recipient or several, which are read once."""

    def __init__(self, *recipients: str) -> None:
        if any(recipient.lower() in _LOW_ORDER for recipient in recipients):
            raise Damaged(msg("A key cannot be read."))
        try:
            self._recipients = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        except pyrage.RecipientError:
            raise Damaged(msg("A key cannot be read.")) from None

    def encrypt(self, plaintext: bytes) -> bytes:
        """Gives an age file with `plaintext`."""
        return bytes(pyrage.encrypt(plaintext, self._recipients))


class Opener:
    """Opens files with a set of secret keys, which are read once. May be used by several threads."""

    def __init__(self, identities: Sequence[str]) -> None:
        self._identities = [_parsed(identity) for identity in identities]

    def decrypt(self, data: bytes) -> bytes:
        """Opens an age file with whichever key fits; `Damaged` if none does or the file is not whole."""
        _check_header(data)
        try:
            return bytes(pyrage.decrypt(data, self._identities))
        except pyrage.DecryptError:
            raise _damaged() from None


def _parsed(identity: str) -> Any:  # a pyrage Identity, which has no types
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise Damaged(msg("A key cannot be read.")) from None


def _check_header(data: bytes) -> None:
    """Refuses what is not a binary age file for one of ours, or two, and without a scrypt stanza."""
    end = data.find(b"\n---", 0, _HEADER_LIMIT)
    if end < 0 or not data.startswith(_MAGIC):
        raise _damaged()
    stanzas = _STANZA.findall(data, len(_MAGIC) - 1, end)
    if not 1 <= stanzas.count(b"X25519") <= _MOST_RECIPIENTS or b"scrypt" in stanzas:
        raise _damaged()


def _damaged() -> Damaged:
    return Damaged(msg("The file is damaged, or was not written for this journal."))
