"""Every call by which a journal is changed fails, lies, or is the last one before the process is killed.

Whatever happens: each page is whole, the old one or the new one; nothing is lost, nothing half written is seen; that it
is saved was only said when it is; and doing it once more ends as if nothing had happened.

At each change of an operation in `MOST` every error happens in turn, one run for each; in the others one of them, which
differs from change to change. `KWETSBAAR_TEST_DISTURB=all` does as much to all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest

from tests.breaking.operations import OPERATIONS, Seen, Where, done, prepared, seen
from tests.breaking.strace import Call, Zygote, needs_strace
from tests.breaking.zygote import SAVED, TOLD

pytestmark = needs_strace

ALL: Final = os.environ.get("KWETSBAAR_TEST_DISTURB") == "all"
MOST: Final = tuple(OPERATIONS) if ALL else ("save", "edit", "passphrase")
SYNCED: Final = (*MOST, "rekey")
"""Of these what only syncs fails as well; the others have no other way to save than these."""
ERRORS: Final = ("EIO", "ENOSPC", "EROFS")

_TEMPORARY = re.compile(r"\.tmp-[0-9a-f]{32}")


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as started:
        yield started


@dataclass
class Trial:
    """One operation, the calls that it makes, and what a person sees before and after."""

    name: str
    zygote: Zygote
    roof: Path
    start: Where = field(init=False)
    before: Seen = field(init=False)
    after: Seen = field(init=False)
    calls: list[Call] = field(init=False)

    def __post_init__(self) -> None:
        self.start = prepared(Where(self.roof / "start"), self.name)
        self.before = self.seen(self.start)
        quiet = self.start.copied(self.roof / "quiet")
        self.calls = self.zygote.listed(self.name, quiet)
        self.after = self.seen(quiet)
        assert self.before != self.after
        assert {"ok"} >= self.before.states | self.after.states

    def changes(self, synced: Collection[str]) -> list[Call]:
        """Gives the calls that change something; of the operations `synced` those that only sync as well."""
        return [call for call in self.calls if call.changes and (self.name in synced or not call.syncs)]

    def disturb(self, call: Call, what: str, *, again: bool = True) -> int:
        """Does the operation with `what` done to one call, checks all that must hold, and gives the exit code.

        With `again` it is done once more afterwards, undisturbed.
        """
        where = self.start.copied(self.roof / "disturbed")
        injection = call.injection(what)
        code = self.zygote.disturbed(self.name, where, "-o", os.devnull, "-e", f"trace={call.name}", "-e", injection)
        try:
            self._check(where, code)
            if again:
                self._check_again(where)
        except AssertionError as error:
            raise AssertionError(f"{self.name}, {injection}, {call.more}, exit code {code}: {error}") from error
        shutil.rmtree(where.base)
        return code

    def seen(self, where: Where) -> Seen:
        """Looks at what there is."""
        return seen(where, keys=OPERATIONS[self.name].keys)

    def _check(self, where: Where, code: int) -> None:
        assert code in {SAVED, TOLD, -signal.SIGKILL}
        found = self.seen(where)
        self._check_whole(found)
        if code == SAVED:
            assert (found.pages, found.trash, found.opens) == (self.after.pages, self.after.trash, self.after.opens)
        check_files(where)

    def _check_again(self, where: Where) -> None:
        """Two hours later: it can be done again, and opening the journal clears away what was left."""
        for path in where.base.rglob(".tmp-*"):
            os.utime(path, (0, path.stat().st_mtime - 7200))
        error = done(where, self.name)
        assert error is None, error
        assert self.seen(where) == self.after
        assert not [*where.base.rglob(".tmp-*")]

    def _check_whole(self, found: Seen) -> None:
        before, after = self.before, self.after
        for part in ("pages", "earlier", "trash", "drafts"):
            assert getattr(found, part) in (getattr(before, part), getattr(after, part)), part
        assert found.unreadable == ()
        assert before.texts & after.texts <= found.texts <= before.texts | after.texts
        if OPERATIONS[self.name].keys:
            assert any("passphrase" in name for name in found.opens)
            assert any("words" in name for name in found.opens)


def check_files(where: Where) -> None:
    """Nobody else may read a file that is there, and what has no name yet has one by which it is known."""
    for path in where.base.rglob("*"):
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path.name} is {mode:o}"
        assert not path.name.startswith(".") or _TEMPORARY.fullmatch(path.name)


@pytest.fixture
def trial(request: pytest.FixtureRequest, zygote: Zygote, roof: Path) -> Trial:
    return Trial(request.param, zygote, roof)


def of_each(names: Iterable[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("trial", [*names], indirect=True)


@of_each(OPERATIONS)
def test_killed_before_each_change(trial: Trial) -> None:
    assert {trial.disturb(call, "signal=SIGKILL") for call in trial.changes(MOST)} == {-signal.SIGKILL}


@of_each(OPERATIONS)
def test_an_error_at_each_change(trial: Trial) -> None:
    """A disk that is broken, full, or only readable."""
    codes = {
        trial.disturb(call, f"error={error}") for call, error in zip(trial.changes(SYNCED), cycle(ERRORS), strict=False)
    }
    assert TOLD in codes


@of_each(MOST)
def test_each_error_at_each_change(trial: Trial) -> None:
    """The two that did not happen there in the test above; what comes after them is the same as there."""
    for skipped, call in enumerate(trial.changes(MOST)):
        for number, error in enumerate(ERRORS):
            if number != skipped % len(ERRORS):
                trial.disturb(call, f"error={error}", again=False)


@of_each(["edit"])
def test_an_error_at_each_opening(trial: Trial) -> None:
    for call in trial.calls:
        if call.opens:
            trial.disturb(call, "error=EIO")


@of_each(name for name in OPERATIONS if name not in {"delete", "restore"})
@pytest.mark.parametrize("part", [1, 2])
def test_a_write_that_falls_short_and_says_nothing(trial: Trial, part: int) -> None:
    """Nothing, or only the second half, is written, and the system says that all of it was."""
    writes = [call for call in trial.calls if call.name == "write"]
    assert writes
    assert {trial.disturb(call, f"retval={call.result // part}") for call in writes} == {TOLD}
