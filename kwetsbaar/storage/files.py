"""Reads files safely and writes them durably; all of the disk but the databases and locks goes through here.

docs/journal.md, "Saving": a temporary file in the same folder, write, fsync, read back and compare, rename or link into
place, fsync the folder. Files are 0600 and folders 0700 whatever the umask; links are not followed, neither a file
nor the folder it lies in. Everything is done relative to the opened folder, so that nothing can be swapped meanwhile.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import struct
import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from kwetsbaar.errors import Damaged, KwetsbaarError, NotFound, NotSaved, Refused
from kwetsbaar.i18n import Message, msg
from kwetsbaar.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700

LEFT_AFTER: Final = 3600
"""Seconds after which a temporary file cannot belong to a save that still goes on."""

SETTLED_AFTER: Final = 3 * 10**9
"""Nanoseconds after which a file that is changed once more looks other than before, however coarse its times are."""

_pack: Final = struct.Struct("<Qqq").pack

_HANDS: Final = 8
"""Files that are written at the same time, where many are: most of it is waiting for the disk."""

_TEMPORARY: Final = re.compile(r"\.tmp-[0-9a-f]{32}")
_READ: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_CREATE: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_FOLDER: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY
_BLOCK: Final = 1 << 20
_NO_LINKS: Final = frozenset(
    {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EINVAL}
)
"""What file systems say that know no hard links, or no more of them."""
_NO_MODES: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS})
"""What file systems say of our own files when they know no modes."""
_NO_SUCH_CALL: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP})
"""What is said where a file cannot be renamed on the condition that nothing has that name."""
_RENAME_NOREPLACE: Final = 1


@dataclass(frozen=True)
class Found:
    """A file that was read."""

    data: bytes = field(repr=False)
    """All of it."""
    mtime_ns: int
    """When it was last written, in nanoseconds since 1970."""


class Look(NamedTuple):
    """What a file looks like from outside."""

    name: str
    """As in `Listed`."""
    stamp: bytes
    """Its size and times packed: the same as long as it was not changed, if `settled`."""
    mtime_ns: int
    """When it was last written, in nanoseconds since 1970."""
    settled: bool
    """Whether any change from now on will give it another stamp: its last one is long enough ago."""


class Listed(NamedTuple):
    """A file in a folder, not read."""

    name: str
    """Its name as the file system has it; may hold anything but a slash."""
    size: int
    """Bytes."""
    mtime_ns: int
    """When it was last written, in nanoseconds since 1970."""


# ------------------------------------------------------------------ reading


def read(path: Path, *, limit: int) -> bytes:
    """Gives the bytes of an ordinary file of at most `limit` bytes; errors as `load`."""
    return load(path, limit=limit).data


def load(path: Path, *, limit: int) -> Found:
    """Reads an ordinary file of at most `limit` bytes.

    Raises `NotFound` if there is none, `Damaged` if it is a link, no ordinary file, too large or cannot be read.
    """
    name = _name(path)
    try:
        with _opened_folder(path.parent) as folder, _opened(name, _READ, folder) as file:
            return _load(file, path, limit)
    except FileNotFoundError:
        raise NotFound(msg("There is no file {path}.", path=_shown(path))) from None
    except OSError as error:
        raise Damaged(msg("{path} cannot be read: {reason}.", path=_shown(path), reason=_reading(error))) from None


def _load(file: int, path: Path, limit: int) -> Found:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise Damaged(msg("{path} is not an ordinary file.", path=_shown(path)))
    data = _read_all(file, limit + 1)
    if len(data) > limit:
        raise Damaged(msg("{path} is too large to be a file of kwetsbaar.", path=_shown(path)))
    return Found(data, status.st_mtime_ns)


def _read_all(file: int, most: int) -> bytes:
    """Reads to the end of `file`, but not much more than `most` bytes."""
    first = os.read(file, min(most, _BLOCK))
    parts, size = [first], len(first)
    while parts[-1] and size < most:
        parts.append(os.read(file, min(most - size, _BLOCK)))
        size += len(parts[-1])
    return b"".join(parts)


def blocks(path: Path, first: int, size: int, *, limit: int) -> Iterator[bytes]:
    """Gives an ordinary file of at most `limit` bytes in pieces: one of `first` bytes, then each of `size` bytes.

    The last may be shorter. Errors as `load`, while it is gone through.
    """
    name = _name(path)
    try:
        with _opened_folder(path.parent) as folder, _opened(name, _READ, folder) as file:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
                raise Damaged(msg("{path} is not an ordinary file.", path=_shown(path)))
            block = _read_all(file, first)
            while block:
                yield block
                block = _read_all(file, size)
    except FileNotFoundError:
        raise NotFound(msg("There is no file {path}.", path=_shown(path))) from None
    except OSError as error:
        raise Damaged(msg("{path} cannot be read: {reason}.", path=_shown(path), reason=_reading(error))) from None


def listing(folder: Path) -> list[Listed]:
    """Gives what lies in `folder` except folders and hidden files, sorted by name; nothing if there is no such folder.

    Links are in it, so that none is overlooked: reading one says what it is. `Damaged` if the folder cannot be read.
    """
    try:
        with _opened_folder(folder) as opened, os.scandir(opened) as found:
            rows = [_listed(item) for item in found if item.name[0] != "."]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Damaged(msg("{path} cannot be read: {reason}.", path=_shown(folder), reason=_reading(error))) from None
    return sorted((row for row in rows if row is not None), key=lambda row: row.name)


def looks(folder: Path, now_ns: int) -> Iterator[Look]:
    """Gives what `listing` gives, in no order, and what tells at `now_ns` whether each was changed since.

    That is its size, when it was written, and when anything about it changed, which no program can set.
    """
    before = now_ns - SETTLED_AFTER
    try:
        with _opened_folder(folder) as opened, os.scandir(opened) as found:
            for item in found:
                with suppress(FileNotFoundError):
                    status = item.stat(follow_symlinks=False)
                    if item.name[0] != "." and not stat.S_ISDIR(status.st_mode):
                        mtime_ns, ctime_ns = status.st_mtime_ns, status.st_ctime_ns
                        yield Look(item.name, _pack(status.st_size, mtime_ns, ctime_ns), mtime_ns, ctime_ns < before)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Damaged(msg("{path} cannot be read: {reason}.", path=_shown(folder), reason=_reading(error))) from None


def stamp_of(path: Path, now_ns: int) -> bytes | None:
    """Gives what `looks` tells of one file; None if it tells nothing, or there is no such file."""
    try:
        status = path.stat(follow_symlinks=False)
    except OSError:
        return None
    settled = status.st_ctime_ns < now_ns - SETTLED_AFTER
    return _pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns) if settled else None


def names(folder: Path) -> list[str]:
    """Gives the names of all that lies in `folder`, hidden files and folders too; errors as `listing`."""
    try:
        with _opened_folder(folder) as opened:
            return os.listdir(opened)  # noqa: PTH208  # of an opened folder
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Damaged(msg("{path} cannot be read: {reason}.", path=_shown(folder), reason=_reading(error))) from None


def stamp(folder: Path) -> tuple[int, int] | None:
    """Gives what changes when something is put into `folder` or taken out of it; None if there is no such folder."""
    try:
        status = folder.stat(follow_symlinks=False)
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _listed(item: os.DirEntry[str]) -> Listed | None:
    """Gives a row for all but a folder, and for what was gone before it could be looked at."""
    try:
        status = item.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        return None
    return Listed(item.name, status.st_size, status.st_mtime_ns)


# ------------------------------------------------------------------ writing in the journal


def write_new(path: Path, data: bytes) -> int:
    """Writes a new file durably and gives its `mtime_ns`. `Refused` if there is one already, `NotSaved` if it fails."""
    with _saving(path):
        return _write_new(path, data)


def replace(path: Path, data: bytes) -> int:
    """Writes a file durably in the place of the one before, if any, and gives its `mtime_ns`.

    Raises `NotSaved`; what stood there before is whole then.
    """
    _name(path)
    with staged(path.parent, data) as waiting:
        return waiting.replace(path)


class Staged:
    """A file that is durable under a temporary name, and waits for its own."""

    def __init__(self, folder: int, temporary: str) -> None:
        self._folder = folder
        self._temporary = temporary

    def add(self, path: Path) -> int:
        """Names it, durably, and gives its `mtime_ns`. `Refused` if there is such a file, `NotSaved` if it fails."""
        with _saving(path):
            return self.added(_name(path))

    def added(self, name: str) -> int:
        """Does as `add`, and raises what the system says."""
        _placed(self._temporary, name, self._folder)
        try:
            _sync(self._folder)
        except BaseException:
            # It would be in the way of trying again.
            with suppress(OSError):
                os.unlink(name, dir_fd=self._folder)
            raise
        return self.mtime_ns(name)

    def replace(self, path: Path) -> int:
        """Puts it in the place of the file before, if any, durably; gives its `mtime_ns`. `NotSaved` if it fails."""
        with _saving(path):
            name = _name(path)
            os.rename(self._temporary, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
            _sync(self._folder)
            return self.mtime_ns(name)

    def mtime_ns(self, name: str) -> int:
        """Gives when a file in its folder was written; raises what the system says."""
        return os.stat(name, dir_fd=self._folder, follow_symlinks=False).st_mtime_ns


def write_all_new(folder: Path, texts: Sequence[tuple[str, bytes]]) -> list[int | None]:
    """Writes many new files, each a name and its bytes, and gives the `mtime_ns` of each; all of them or none.

    Each is checked and durable under a temporary name before any has its own, and the names are made durable at once.
    None stands for a file that is there already, which is left as it is. `NotSaved` if it fails.
    """
    with _saving(folder), ExitStack() as stack:
        opened = stack.enter_context(_opened_folder(folder))
        temporaries = _all_written([data for _name, data in texts], opened, stack)
        placed: list[str] = []
        try:
            for temporary, (name, _data) in zip(temporaries, texts, strict=True):
                with suppress(FileExistsError):
                    _placed(temporary, _name_in(name), opened)
                    placed.append(name)
            _sync(opened)
        except BaseException:
            _unlink_all(placed, opened)  # they would be in the way of trying again
            raise
        named = frozenset(placed)
        return [Staged(opened, name).mtime_ns(name) if name in named else None for name, _data in texts]


def _all_written(texts: Sequence[bytes], folder: int, stack: ExitStack) -> list[str]:
    """Gives a temporary file for each; what is left of them goes with `stack`. Waiting for a disk takes threads."""
    from concurrent.futures import ThreadPoolExecutor  # which nothing else needs at the start

    left: list[str] = []
    stack.callback(_unlink_all, left, folder)

    def written(data: bytes) -> str:
        name = _temporary_name()
        _written(name, data, folder)
        left.append(name)
        return name

    with ThreadPoolExecutor(_HANDS) as hands:
        return list(hands.map(written, texts))


def _unlink_all(names: Iterable[str], folder: int) -> None:
    for name in names:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)


def _temporary_name() -> str:
    return f".tmp-{secrets.token_hex(16)}"


@contextmanager
def staged(folder: Path, data: bytes) -> Iterator[Staged]:
    """Writes a temporary file in `folder`, checked and durable, so that little is left to do when it is to be named.

    What was not named is removed. `NotSaved` if it fails.
    """
    with ExitStack() as stack:
        with _saving(folder):
            opened = stack.enter_context(_opened_folder(folder))
            temporary = stack.enter_context(_temporary(data, opened))
        yield Staged(opened, temporary)


def keep(source: Path, target: Path, data: bytes, *, durable: bool = False) -> None:
    """Gives the file `source`, whose bytes are `data`, a second name `target`, durably.

    By a hard link where the file system has them, else by a copy. That `target` is there already with the same bytes
    is well; with others it is `Refused`. `NotSaved` if it fails. With `durable` this process made `source` so itself.
    """
    with _saving(target), _opened_folder(source.parent) as there, _opened_folder(target.parent) as here:
        name, status = _name(target), os.stat(_name(source), dir_fd=there, follow_symlinks=False)
        if not _linked(_name(source), there, name, here):
            _copied(target, data)
        same = os.path.samestat(status, os.stat(name, dir_fd=here, follow_symlinks=False))
        if not _holds(name, here, data, sync=not (durable and same)):
            raise _exists(target)
        _sync(here)


def set_time(path: Path, mtime_ns: int) -> None:
    """Gives a file another time of writing, in nanoseconds since 1970; where that cannot be it keeps its own."""
    # Python raises the second where the system cannot do so without following a link.
    with suppress(OSError, NotImplementedError), _opened_folder(path.parent) as folder:
        os.utime(_name(path), ns=(mtime_ns, mtime_ns), dir_fd=folder, follow_symlinks=False)


def drop_second(first: Path, second: Path) -> None:
    """Removes a second name of a file that still has its first; never raises, since that changes no text."""
    with suppress(OSError, KwetsbaarError):
        if os.path.samestat(os.lstat(first), os.lstat(second)):
            remove(second)


def move(source: Path, target: Path) -> None:
    """Renames whatever `source` is, a link too, to `target` in another folder, durably; it need not be readable.

    Raises `Refused` if `target` is there, `NotSaved` if it fails.
    """
    with _saving(target), _opened_folder(source.parent) as there, _opened_folder(target.parent) as here:
        if os.path.lexists(target):
            raise _exists(target)
        os.rename(_name(source), _name(target), src_dir_fd=there, dst_dir_fd=here)
        _sync(here)
        _sync(there)


def remove(path: Path) -> None:
    """Removes a file durably; that there is none is well. `NotSaved` if it fails."""
    with _saving(path), _opened_folder(path.parent) as folder:
        with suppress(FileNotFoundError):
            os.unlink(_name(path), dir_fd=folder)
        _sync(folder)


def replace_unsynced(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file as a whole in the place of the one before, but leaves it to the system when it reaches the disk.

    For what can be made anew, and shows by itself whether it is whole. Raises `NotSaved`, and what `parts` raises; what
    stood there before is whole then.
    """
    name, temporary = _name(path), _temporary_name()
    with _saving(path), _opened_folder(path.parent) as folder:
        try:
            with _opened(temporary, _CREATE, folder) as file:
                with _without_modes():
                    os.fchmod(file, FILE_MODE)
                for part in parts:
                    _write_all(file, part)
            os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=folder)
            raise


def make_folder(path: Path, *, parents: bool = False) -> None:
    """Makes a folder that only its owner can enter; an ordinary folder that is there already is left as it is.

    With `parents` those above it are made too. `NotSaved` if it cannot be made, or if a link stands in its place.
    """
    if _is_folder(path):
        return
    if parents and not path.parent.exists():
        make_folder(path.parent, parents=True)
    with _saving(path):
        _make_folder(path)


def _is_folder(path: Path) -> bool:
    """Tells whether there is an ordinary folder, not a link to one."""
    try:
        return stat.S_ISDIR(path.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False


def _make_folder(path: Path) -> None:
    with _opened_folder(path.parent, follow=True) as above:
        try:
            os.mkdir(_name(path), FOLDER_MODE, dir_fd=above)
        except FileExistsError:
            with _opened_folder(path):
                return
        # Through the name, since a umask of 0777 has left a folder that cannot be opened.
        with _without_modes():
            os.chmod(_name(path), FOLDER_MODE, dir_fd=above)
        _sync(above)


def close_to_others(folder: Path) -> None:
    """Lets only its owner into a folder that was there already. `NotSaved` if it fails."""
    with _saving(folder), _opened_folder(folder) as opened, _without_modes():
        os.fchmod(opened, FOLDER_MODE)


def fsync_folder(path: Path) -> None:
    """Makes durable what was renamed, linked or removed in a folder. `NotSaved` if it fails."""
    with _saving(path), _opened_folder(path) as folder:
        _sync(folder)


def clean_leftovers(folder: Path, now_ns: int) -> int:
    """Removes the temporary files that a killed process left in `folder`, and gives how many there were.

    Only ordinary files of this user under this program's own names, and only those that at `now_ns` (nanoseconds since
    1970) are over an hour old. What cannot be removed is left.
    """
    removed = 0
    with suppress(OSError), _opened_folder(folder) as opened, os.scandir(opened) as found:
        for name in [item.name for item in found if _is_leftover(item, now_ns)]:
            os.unlink(name, dir_fd=opened)
            removed += 1
    return removed


def _is_leftover(item: os.DirEntry[str], now_ns: int) -> bool:
    if item.name[0] != "." or not _TEMPORARY.fullmatch(item.name) or not item.is_file(follow_symlinks=False):
        return False
    status = item.stat(follow_symlinks=False)
    return status.st_uid == os.getuid() and now_ns - status.st_mtime_ns > LEFT_AFTER * 10**9


# ------------------------------------------------------------------ writing elsewhere


def write_outside(path: Path, data: bytes) -> None:
    """Writes a file that a command makes outside the journal: 0600, durable, never over another one.

    A folder that is a link is followed here: it is its owner's own. `Refused` if the file exists, `NotSaved` else.
    """
    name = _name(path)
    try:
        _write_new(path.parent.resolve() / name, data)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        message = msg("{path} was not written: {cause}.", path=_shown(path), cause=_cause(error))
        raise NotSaved(message, _way_out(error)) from None


# ------------------------------------------------------------------ how it is done


@contextmanager
def _opened(name: str | Path, flags: int, folder: int | None = None) -> Iterator[int]:
    file = os.open(name, flags, FILE_MODE, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


def _opened_folder(path: Path, *, follow: bool = False) -> AbstractContextManager[int]:
    return _opened(path, _FOLDER & ~os.O_NOFOLLOW if follow else _FOLDER)


def _name(path: Path) -> str:
    """Gives the last part of a path; a path without one, or with one that leads elsewhere, is a `ValueError`."""
    if path.name in {"", ".", ".."} or "\0" in path.name:
        raise ValueError("not the name of a file")
    return path.name


def _name_in(name: str) -> str:
    """Gives a name that leads nowhere else; else it is a `ValueError`."""
    if name in {"", ".", ".."} or {"/", "\0"} & set(name):
        raise ValueError("not the name of a file")
    return name


def _write_new(path: Path, data: bytes) -> int:
    name = _name(path)
    with _opened_folder(path.parent) as folder, _temporary(data, folder) as temporary:
        return Staged(folder, temporary).added(name)


def _placed(temporary: str, name: str, folder: int) -> None:
    """Gives a file its name, whole or not at all, never over another one: that is `FileExistsError`."""
    if not _linked(temporary, folder, name, folder, may_exist=False):
        _renamed(temporary, name, folder)


def _renamed(temporary: str, name: str, folder: int) -> None:
    """Renames where there are no hard links; where it cannot be told to replace nothing, it looks first."""
    try:
        _rename_exclusively(temporary, name, folder)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
        with suppress(FileNotFoundError):
            os.stat(name, dir_fd=folder, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _rename_exclusively(temporary: str, name: str, folder: int) -> None:
    """Renames unless something has that name: renameat2(2), which Linux has and Python does not."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(folder, os.fsencode(temporary), folder, os.fsencode(name), _RENAME_NOREPLACE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@contextmanager
def _temporary(data: bytes, folder: int) -> Iterator[str]:
    """Writes a temporary file, checked and durable, and removes whatever is left of it afterwards."""
    name = _temporary_name()
    _written(name, data, folder)
    try:
        yield name
    finally:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)


def _written(name: str, data: bytes, folder: int) -> None:
    """Makes the file `name`, which may not exist, whole and durable, or not at all."""
    with _opened(name, _CREATE, folder) as file:
        try:
            _fill(file, data)
        except BaseException:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
            raise


def _fill(file: int, data: bytes) -> None:
    with _without_modes():
        os.fchmod(file, FILE_MODE)
    _write_all(file, data)
    _sync(file)
    os.lseek(file, 0, os.SEEK_SET)
    if _read_all(file, len(data) + 1) != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _linked(source: str, there: int, target: str, here: int, *, may_exist: bool = True) -> bool:
    """Links and tells whether that worked; False means that this file system has no hard links."""
    try:
        os.link(source, target, src_dir_fd=there, dst_dir_fd=here, follow_symlinks=False)
    except FileExistsError:
        if not may_exist:
            raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True


def _copied(target: Path, data: bytes) -> None:
    with suppress(FileExistsError):
        _write_new(target, data)


def _holds(name: str, folder: int, data: bytes, *, sync: bool) -> bool:
    """Tells whether a file holds `data`, and makes it durable with `sync`: who delivered it may not have done so."""
    try:
        with _opened(name, _READ, folder) as file:
            same = _read_all(file, len(data) + 1) == data
            if same and sync:
                _sync(file)
            return same
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        return False


@contextmanager
def _without_modes() -> Iterator[None]:
    """Goes on where the file system knows no modes, such as FAT: there is nothing to set then."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def _full_sync() -> Callable[[int], None]:
    """Gives what really makes a file durable: on macOS `fsync` alone leaves it in the disk's own memory."""
    if sys.platform == "darwin":
        from fcntl import F_FULLFSYNC, fcntl

        def sync(file: int) -> None:
            try:
                fcntl(file, F_FULLFSYNC)
            except OSError:
                os.fsync(file)

        return sync
    return os.fsync


_SYNC: Final = _full_sync()


def _sync(file: int) -> None:
    """Makes a file or folder durable. A file system that cannot do this for folders (EINVAL) has nothing better."""
    try:
        _SYNC(file)
    except OSError as error:
        if error.errno != errno.EINVAL or not stat.S_ISDIR(os.fstat(file).st_mode):
            raise


# ------------------------------------------------------------------ what is said


@contextmanager
def _saving(path: Path) -> Iterator[None]:
    """Turns what the system says into what a person can do about it."""
    try:
        yield
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise not_saved(error) from None


def not_saved(error: OSError) -> NotSaved:
    """Gives the error that says why a text was not saved."""
    message = msg("Not saved yet: {cause}. Your text is still here.", cause=_cause(error))
    return NotSaved(message, _way_out(error))


def _cause(error: OSError) -> Message:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return msg("the disk is full")
    if error.errno == errno.EROFS:
        return msg("this disk can only be read")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return msg("you may not write in this folder")
    if error.errno in {errno.ENOENT, errno.ESTALE}:
        return msg("the folder is gone")
    if error.errno in {errno.ENOTDIR, errno.ELOOP}:
        return msg("there is a link or a file where the folder should be")
    return msg("the disk says ‘{reason}’", reason=_reason(error))


def _way_out(error: OSError) -> Message:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return msg("Make room, then try again.")
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return msg("Make the folder writable, then try again.")
    if error.errno in {errno.ENOENT, errno.ESTALE, errno.ENOTDIR, errno.ELOOP}:
        return msg("Put the folder back, or connect its disk, then try again.")
    return msg("Try again. If it goes on like this, put the journal on another disk.")


def _reading(error: OSError) -> Message:
    if error.errno == errno.ELOOP:
        return msg("it is a link")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return msg("you may not read it")
    return msg("the disk says ‘{reason}’", reason=_reason(error))


def _reason(error: OSError) -> str:
    return clean_line(error.strerror or "?")


def _exists(path: Path) -> Refused:
    return Refused(
        msg("{path} exists already, and is never written over.", path=_shown(path)),
        msg("Choose another name, or move it away first."),
    )


def _shown(path: Path) -> str:
    return clean_line(str(path))
