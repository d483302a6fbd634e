"""Every error that kwetsbaar raises on purpose: a sentence, and where there is one a way out.

An error carries its texts as messages, not as strings, so that the face that shows it decides on the language and on
how it looks. Which exit code belongs to which error is settled in one place, `kwetsbaar.cli.exits`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kwetsbaar.i18n import Message


class KwetsbaarError(Exception):
    """The root: a whole sentence, and a hint that says what a person can do."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message)
        self.message = message
        """What is the matter."""
        self.hint = hint
        """The way out, where there is one."""

    def __str__(self) -> str:
        return str(self.message)


class UsageError(KwetsbaarError):
    """The command was asked in a way that cannot work."""


class WrongPassphrase(KwetsbaarError):
    """The passphrase or the recovery words do not fit."""


class MissingPassphrase(WrongPassphrase):
    """No passphrase was given where one is needed, and there is nobody to ask."""


class NotFound(KwetsbaarError):
    """There is no such journal, page, draft or pack."""


class Damaged(KwetsbaarError):
    """A file of the journal cannot be read, or was not written by this journal."""


class InvalidFile(KwetsbaarError):
    """A pack or an answers file that a person wrote has errors."""


class Refused(KwetsbaarError):
    """Going on would lose something, so nothing was done."""


class NotSaved(KwetsbaarError):
    """The disk did not take it. What stood there before is whole."""


class Busy(KwetsbaarError):
    """Another kwetsbaar holds the journal, and it took too long."""
