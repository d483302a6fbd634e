"""The seal: the last line of every plaintext, which shows that this journal wrote it, as what, and which revision.

The line is a comment in the format of what it stands under. It is filled up with spaces so that the size
of a file tells little about the length of a text. It is checked on the raw bytes, before anything is parsed.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kwetsbaar.storage.keyring import Keyring

ENTRY: Final = "entry"
DRAFT: Final = "draft"
PEOPLE: Final = "people"
TOMBSTONE: Final = "tombstone"
REKEY: Final = "rekey"

STEP: Final = 4096
"""Sizes are multiples of this, in bytes …"""
STEPPED: Final = 65536
"""… up to this size; above it they are PADMÉ sizes."""

_COMMENTS: Final = {
    ENTRY: (b"<!--", b" -->"),
    DRAFT: (b"#", b""),
    PEOPLE: (b"#", b""),
    TOMBSTONE: (b"#", b""),
    REKEY: (b"#", b""),
}
_LINE: Final = re.compile(
    rb"(?P<open>#|<!--) seal (?P<domain>[a-z]{1,16}) (?P<id>[0-9a-z]{1,64}) (?P<rev>0|[1-9][0-9]{0,8})"
    rb" (?P<epoch>[1-9][0-9]{0,8}) (?P<mac>[0-9a-f]{64}) *(?: -->)?\n"
)
_ID: Final = re.compile(r"[0-9a-z]{1,64}")
MOST: Final = 999_999_999
"""The highest revision and epoch that a seal can say."""


@dataclass(frozen=True)
class _Claim:
    """What a seal says of the content above it."""

    domain: str
    journal_id: str
    epoch: int
    id: str
    rev: int

    def parts(self) -> tuple[bytes, ...]:
        """Gives all of it as bytes, in the order in which it is signed."""
        said = (self.domain, self.journal_id, str(self.epoch), self.id, str(self.rev))
        return tuple(part.encode() for part in said)


@dataclass(frozen=True)
class Sealed:
    """What stood in a file, and whether its seal is good."""

    content: bytes = field(repr=False)
    """Everything above the seal; if there is no line that looks like one, everything."""
    id: str
    """What the seal says it is; to be believed only if it is good. Empty without a seal."""
    rev: int
    """The revision that the seal says; 0 without one."""
    epoch: int
    """The epoch of the key that the seal says; 0 without one."""
    good: bool
    """Whether this journal wrote exactly this, in this domain, under this id and revision."""


def seal(content: bytes, *, domain: str, keyring: Keyring, id: str, rev: int) -> bytes:  # noqa: A002
    """Gives `content` with its seal as last line, under the current key.

    `content` ends with a newline, `id` is letters and digits, `rev` is not below 0; anything else is a `ValueError`.
    """
    if not content.endswith(b"\n") or domain not in _COMMENTS or not _ID.fullmatch(id) or not 0 <= rev <= MOST:
        raise ValueError("not something to seal")
    key = keyring.current
    return content + _line(content, key.seal_key, _Claim(domain, keyring.journal_id, key.epoch, id, rev))


def unseal(data: bytes, *, domain: str, keyring: Keyring) -> Sealed:
    """Takes the last line off `data` and tells whether it is a good seal of `domain`. Never raises.

    The line is computed anew and compared as a whole, in constant time: its filling counts as well.
    """
    start = data.rfind(b"\n", 0, -1) + 1
    found = _LINE.fullmatch(data, start)
    if found is None:
        return Sealed(data, "", 0, 0, good=False)
    content = data[:start]
    claim = _Claim(domain, keyring.journal_id, int(found["epoch"]), found["id"].decode(), int(found["rev"]))
    key = keyring.seal_key(claim.epoch)
    good = bool(content) and key is not None and hmac.compare_digest(data[start:], _line(content, key, claim))
    return Sealed(content, claim.id, claim.rev, claim.epoch, good=good)


def filled_size(size: int) -> int:
    """Gives the size in bytes that a file of `size` bytes is filled up to.

    A multiple of 4 KiB up to 64 KiB; above that PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted
    Files and Communication with PURBs", 2019, section 4): at most 12 % more, and few sizes to tell apart.
    """
    if size <= STEPPED:
        return -(-size // STEP) * STEP
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def _line(content: bytes, key: bytes, claim: _Claim) -> bytes:
    """Gives the one seal line that `content` can have under `key`."""
    mac = hmac.digest(key, _signed(content, claim), "sha256").hex()
    before, after = _COMMENTS[claim.domain]
    said = b"%s seal %s" % (before, f"{claim.domain} {claim.id} {claim.rev} {claim.epoch} {mac}".encode())
    size = len(content) + len(said) + len(after) + 1
    return said + b" " * (filled_size(size) - size) + after + b"\n"


def _signed(content: bytes, claim: _Claim) -> bytes:
    """Gives what is signed: each part after its length in 8 bytes, so that no two lists of parts look the same."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in (*claim.parts(), content))
