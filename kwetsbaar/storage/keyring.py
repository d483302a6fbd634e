"""The keyring: the secrets of a journal, and the file they stand in (docs/journal.md).

The file is an ordinary age identity file, so `age -d -i keyring.age` can open every entry. What is kwetsbaar's own
stands in comment lines: format, journal id, recovery recipient, and with each key its epoch and seal key.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from kwetsbaar.errors import Damaged, Refused
from kwetsbaar.i18n import msg
from kwetsbaar.storage.places import ID_PATTERN, new_id

FORMAT: Final = 1
"""The format of a journal that this program writes, and the only one it reads."""

SEAL_KEY_SIZE: Final = 32
"""Bytes of a seal key."""

KEY_SIZE: Final = 159
"""The fewest bytes that one key more makes a keyring longer, which is more than all else in it can differ."""

NO_RECOVERY: Final = ""
"""The recovery recipient of a journal that was made without recovery words."""

_NONE: Final = "none"
_KEY: Final = re.compile(
    r"# epoch: (?P<epoch>[1-9][0-9]{0,8})\n"
    r"# seal: (?P<seal>[0-9a-f]{64})\n"
    r"(?P<identity>AGE-SECRET-KEY-1[0-9A-Z]{58})\n"
)
_FORMAT_LINE: Final = re.compile(r"# kwetsbaar keyring, format ([1-9][0-9]{0,8})\n")
_FILE: Final = re.compile(
    rf"{_FORMAT_LINE.pattern}"
    rf"# journal: (?P<journal>{ID_PATTERN.pattern})\n"
    rf"# recovery: (?P<recovery>age1[0-9a-z]{{58}}|{_NONE})\n"
    rf"(?P<keys>(?:{re.sub('[?]P<[a-z]+>', '?:', _KEY.pattern)})+)"
)


@dataclass(frozen=True)
class Key:
    """The secrets of one epoch."""

    epoch: int
    """Counts from 1; each `rekey` begins a new one."""
    identity: str = field(repr=False)
    """`AGE-SECRET-KEY-1…`."""
    seal_key: bytes = field(repr=False)
    """32 random bytes."""


@dataclass(frozen=True)
class Keyring:
    """All secrets of a journal."""

    journal_id: str
    """26 letters; names the journal's marks and lock on a device."""
    recovery_recipient: str
    """`age1…`, what `keyring-recovery.age` is encrypted to; empty if the journal has no recovery words."""
    keys: tuple[Key, ...]
    """The one that is written with first, then the others, newest first; at least one."""

    @property
    def current(self) -> Key:
        """The key that is written with."""
        return self.keys[0]

    @property
    def newest_epoch(self) -> int:
        """The epoch of the newest key. It is above that of `current` while a rekey makes it ready."""
        return max(key.epoch for key in self.keys)

    def settled(self) -> Keyring:
        """Gives the keyring with its newest key as the one that is written with."""
        return replace(self, keys=tuple(sorted(self.keys, key=lambda key: key.epoch, reverse=True)))

    def with_waiting(self, key: Key) -> Keyring:
        """Gives the keyring with a newer key that opens what was written with it, and is not written with yet."""
        others = sorted((key, *self.keys[1:]), key=lambda each: each.epoch, reverse=True)
        return replace(self, keys=(self.current, *others))

    @property
    def identities(self) -> tuple[str, ...]:
        """All secret keys, newest first."""
        return tuple(key.identity for key in self.keys)

    @cached_property
    def recipient(self) -> str:
        """`age1…`, what everything of the journal is encrypted to now."""
        from kwetsbaar.storage import age

        return age.recipient_of(self.current.identity)

    def seal_key(self, epoch: int) -> bytes | None:
        """Gives the seal key of `epoch`, if it is known."""
        return next((key.seal_key for key in self.keys if key.epoch == epoch), None)


def new_key(epoch: int) -> Key:
    """Gives new secrets for `epoch`."""
    from kwetsbaar.storage import age

    return Key(epoch, age.new_identity(), secrets.token_bytes(SEAL_KEY_SIZE))


def new_keyring(recovery_recipient: str = NO_RECOVERY) -> Keyring:
    """Gives the secrets of a new journal."""
    return Keyring(new_id(), recovery_recipient, (new_key(1),))


def normalise_passphrase(text: str) -> str:
    """Gives a passphrase in the form that seals: NFC, without the newline that ends a file or a typed line."""
    return unicodedata.normalize("NFC", text.removesuffix("\n").removesuffix("\r"))


def render(keyring: Keyring) -> bytes:
    """Gives the keyring as an age identity file."""
    keys = "".join(f"# epoch: {key.epoch}\n# seal: {key.seal_key.hex()}\n{key.identity}\n" for key in keyring.keys)
    head = (
        f"# kwetsbaar keyring, format {FORMAT}\n"
        f"# journal: {keyring.journal_id}\n"
        f"# recovery: {keyring.recovery_recipient or _NONE}\n"
    )
    return (head + keys).encode("ascii")


def parse(data: bytes) -> Keyring:
    """Reads what `render` writes.

    Raises `Damaged` for anything else, and `Refused` for a keyring of a newer format.
    """
    text = data.decode("ascii", "replace")
    check_format(_FORMAT_LINE.match(text))
    found = _FILE.fullmatch(text)
    keys = tuple(_key(key) for key in _KEY.finditer(found["keys"])) if found else ()
    if found is None or not _in_order([key.epoch for key in keys]):
        raise Damaged(msg("The keyring cannot be read."), msg("Put back keyring.age from a backup."))
    return Keyring(found["journal"], found["recovery"].removeprefix(_NONE), keys)


def check_format(found: re.Match[str] | None) -> None:
    """Refuses a journal of another format; `found[1]` is the format in digits."""
    if found is not None and int(found[1]) != FORMAT:
        raise Refused(
            msg("This journal was made by a newer kwetsbaar (format {format}).", format=int(found[1])),
            msg("Install the newest version of kwetsbaar, then open it again."),
        )


def _in_order(epochs: list[int]) -> bool:
    """Tells whether each is there once, and the others after the first are the newest first."""
    return len(set(epochs)) == len(epochs) > 0 and epochs[1:] == sorted(epochs[1:], reverse=True)


def _key(found: re.Match[str]) -> Key:
    return Key(int(found["epoch"]), found["identity"], bytes.fromhex(found["seal"]))
