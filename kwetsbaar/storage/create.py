"""Makes a journal's folder, and opens one: by the passphrase or by the recovery words (docs/journal.md).

The keyring comes last, when all else is durable: a folder without one was never finished. When making it fails,
nothing of it is left.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, NotSaved, Refused, WrongPassphrase
from kwetsbaar.i18n import msg
from kwetsbaar.storage import age, files, keyring, stanza, words
from kwetsbaar.storage.marks import Marks
from kwetsbaar.storage.places import JournalFolder, Places
from kwetsbaar.storage.readme import README
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kwetsbaar.storage.keyring import Keyring


@dataclass(frozen=True)
class Secret:
    """What a person opens a journal with."""

    text: str = field(repr=False)
    by_words: bool = False
    """Whether it is the recovery words and not the passphrase."""


LIMIT: Final = 64 * 1024
"""The most bytes that a keyring, sealed, may have: room for hundreds of epochs."""

_FORMAT: Final = re.compile(r"^format = ([1-9][0-9]{0,8})$", re.MULTILINE)
_IDENTITY: Final = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")


# ------------------------------------------------------------------ making


def create(
    folder: Path,
    passphrase: str,
    *,
    recovery_words: str | None,
    places: Places,
    created: datetime,
    work_factor: int = stanza.WORK_FACTOR,
) -> Keyring:
    """Makes a whole journal in `folder`, which is new or empty, and gives its keyring.

    `recovery_words` is None for a journal that the passphrase alone can open. `created` carries its offset. Takes two
    key derivations, one without words. Raises `Refused` if something is in the folder, `WrongPassphrase` if the
    passphrase is empty or the words are none, and `NotSaved`; nothing is left of it then.
    """
    target = JournalFolder(folder)
    _check_empty(target.path)
    made, sealed = _sealed_files(target, passphrase, recovery_words, work_factor)
    plain = {target.journal_toml: _journal_toml(created), target.readme: README.encode()}
    try:
        _write(target, plain | sealed)
    except NotSaved as error:
        raise NotSaved(
            msg(
                "A journal cannot be made in {path}: {cause}.",
                path=_shown(target.path),
                cause=error.message.values["cause"],
            ),
            msg("Choose another folder, or make room first."),
        ) from None
    _mark(places, made, sealed[target.keyring])
    return made


def _sealed_files(
    target: JournalFolder, passphrase: str, recovery_words: str | None, work_factor: int
) -> tuple[Keyring, dict[Path, bytes]]:
    """Gives a new keyring and the files that it lies in; the one that the passphrase opens is the last."""
    sealed: dict[Path, bytes] = {}
    if recovery_words is None:
        made = keyring.new_keyring()
    else:
        secret = words.complete(recovery_words)
        words.check(secret)
        identity = age.new_identity()
        made = keyring.new_keyring(age.recipient_of(identity))
        sealed[target.recovery] = stanza.encrypt(recovery_file(identity), secret, work_factor=work_factor)
        sealed[target.keyring_recovery] = age.encrypt(keyring.render(made), made.recovery_recipient)
    sealed[target.keyring] = stanza.encrypt(
        keyring.render(made), keyring.normalise_passphrase(passphrase), work_factor=work_factor
    )
    return made, sealed


def recovery_file(identity: str) -> bytes:
    """Gives the plaintext of `recovery.age`."""
    return f"# kwetsbaar recovery identity, format {keyring.FORMAT}\n{identity}\n".encode()


def _journal_toml(created: datetime) -> bytes:
    return (
        "# A journal of kwetsbaar. README.txt tells how to read it with the ordinary age tool.\n"
        f"format = {keyring.FORMAT}\n"
        f"created = {created.isoformat(timespec='seconds')}\n"
    ).encode()


def _check_empty(folder: Path) -> None:
    try:
        empty = not folder.exists() or next(folder.iterdir(), None) is None
    except OSError:
        empty = False
    if not empty:
        raise Refused(
            msg("{path} is not empty; a journal begins in a folder of its own.", path=_shown(folder)),
            msg("Choose a folder that does not exist yet."),
        )


def _write(target: JournalFolder, contents: dict[Path, bytes]) -> None:
    """Makes the folders, then the files in their order, or leaves nothing."""
    existed = target.path.exists()
    written: list[Path] = []
    try:
        files.make_folder(target.path, parents=True)
        files.close_to_others(target.path)
        for folder in target.folders:
            files.make_folder(folder)
        for path, data in contents.items():
            files.write_new(path, data)
            written.append(path)
    except BaseException:
        _undo(target, written, keep_folder=existed)
        raise


def _undo(target: JournalFolder, written: list[Path], *, keep_folder: bool) -> None:
    """Takes away what was made: only files that this run wrote, and folders that are empty."""
    for path in written:
        with suppress(OSError):
            path.unlink()
    for folder in target.folders if keep_folder else (*target.folders, target.path):
        with suppress(OSError):
            folder.rmdir()


def _mark(places: Places, made: Keyring, sealed: bytes) -> None:
    """Remembers the keyring on this device; that this fails does not make the journal any less made."""
    with suppress(KwetsbaarError):
        marks = Marks.open(places, made.journal_id)
        marks.keyring_hash = hashlib.sha256(sealed).hexdigest()
        marks.highest_epoch = made.current.epoch
        marks.close()


# ------------------------------------------------------------------ opening


def unlock(folder: Path, passphrase: str) -> Keyring:
    """Opens the keyring of a journal with its passphrase; one key derivation.

    Raises `NotFound` if there is no journal, `WrongPassphrase`, `Damaged`, and `Refused` for a newer format.
    """
    with _explained(JournalFolder(folder)):
        return open_keyring(read_keyring(folder), passphrase)


def read_keyring(folder: Path) -> bytes:
    """Gives the keyring of a journal as it lies there, sealed. Raises `NotFound`, `Damaged`, `Refused` as `unlock`."""
    target = JournalFolder(folder)
    return _read(target, target.keyring)


def open_keyring(sealed: bytes, passphrase: str) -> Keyring:
    """Opens what `read_keyring` gave; one key derivation. Raises `WrongPassphrase`, `Damaged`, `Refused`."""
    try:
        return keyring.parse(stanza.decrypt(sealed, keyring.normalise_passphrase(passphrase)))
    except WrongPassphrase:
        raise WrongPassphrase(
            msg("This passphrase does not open the journal."), msg("Look at Caps Lock, or use the recovery words.")
        ) from None


def unlock_with_words(folder: Path, recovery_words: str) -> Keyring:
    """Opens the keyring of a journal with its recovery words; one key derivation, none if they cannot be right.

    Raises as `unlock` does, and `NotFound` too if the journal has no recovery words.
    """
    target = JournalFolder(folder)
    secret = words.complete(recovery_words)
    words.check(secret)
    with _explained(target):
        return _unlocked_with(target, secret)


def opened_with(folder: Path, secret: Secret) -> Keyring:
    """Opens the keyring of a journal with either secret; raises as `unlock` and `unlock_with_words` do."""
    return unlock_with_words(folder, secret.text) if secret.by_words else unlock(folder, secret.text)


Snapshot: TypeAlias = tuple[bytes | None, ...]
"""The files that open a journal, as they lie there; None for one that is missing or cannot be read."""


def snapshot(folder: Path) -> Snapshot:
    """Gives the files that open a journal, before anything is derived from them."""
    target = JournalFolder(folder)
    return tuple(_read_if_there(path) for path in (target.keyring, target.recovery, target.keyring_recovery))


def check_unchanged(folder: Path, before: Snapshot) -> None:
    """Raises `Refused` if one of them changed while keys were derived."""
    if snapshot(folder) != before:
        raise Refused(
            msg("The keyring was changed meanwhile, in another window or on another device."),
            msg("Nothing was changed. Try again."),
        )


def _read_if_there(path: Path) -> bytes | None:
    try:
        return files.read(path, limit=LIMIT)
    except (NotFound, Damaged):
        return None


def _unlocked_with(target: JournalFolder, secret: str) -> Keyring:
    sealed, data = _read(target, target.recovery), _read(target, target.keyring_recovery)
    try:
        found = _IDENTITY.search(stanza.decrypt(sealed, secret).decode("ascii", "replace"))
    except WrongPassphrase:
        raise WrongPassphrase(
            msg("These recovery words belong to another journal, or to an earlier time of this one.")
        ) from None
    if found is None:
        raise Damaged(msg("{path} cannot be read.", path=_shown(target.recovery)))
    opened = keyring.parse(age.decrypt(data, [found[0]]))
    # If a change of words was cut off, the keyring may still name the ones before.
    return replace(opened, recovery_recipient=age.recipient_of(found[0]))


def _read(target: JournalFolder, path: Path) -> bytes:
    """Reads one of the sealed files of a journal."""
    if not target.path.is_dir() or not any(map(Path.exists, (target.journal_toml, target.keyring, target.entries))):
        raise NotFound(
            msg("There is no journal in {path}.", path=_shown(target.path)),
            msg("Begin one with ‘kwetsbaar init’, or say where it lies with --journal."),
        )
    try:
        return files.read(path, limit=LIMIT)
    except NotFound:
        raise _missing(target, path) from None


def _missing(target: JournalFolder, path: Path) -> NotFound:
    if path == target.keyring:
        return NotFound(
            msg("{path} is missing, so the passphrase cannot open this journal.", path=_shown(path)),
            msg("Use the recovery words, or put the file back from a backup."),
        )
    return NotFound(
        msg("{path} is missing, so recovery words cannot open this journal.", path=_shown(path)),
        msg("Use the passphrase, or put the file back from a backup."),
    )


@contextmanager
def _explained(target: JournalFolder) -> Iterator[None]:
    """Says of what cannot be read that it is of a newer format, if that is so.

    The file that tells is plain, so it is not asked before: it may lock nobody out.
    """
    try:
        yield
    except Damaged:
        with suppress(NotFound, Damaged):
            text = files.read(target.journal_toml, limit=LIMIT).decode("utf-8", "replace")
            keyring.check_format(_FORMAT.search(text))
        raise


def _shown(path: Path) -> str:
    return clean_line(str(path))
