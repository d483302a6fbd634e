"""What holds for a command whatever it does: the device's folders, the journal's place, and the language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kwetsbaar.errors import UsageError
from kwetsbaar.i18n import msg, preferred

if TYPE_CHECKING:
    from kwetsbaar.cli.arguments import Arguments
    from kwetsbaar.journal import Places
    from kwetsbaar.journal.preferences import Preferences

_JOURNAL = "KWETSBAAR_JOURNAL"
_LANGUAGE = "KWETSBAAR_LANG"


@dataclass(frozen=True)
class Setting:
    """Where and how commands run. Most is looked up only when it is asked for."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def places(self) -> Places:
        """Gives the folders of this program on this device."""
        from kwetsbaar.journal import Places

        return Places.of_user()

    @cached_property
    def preferences(self) -> Preferences:
        """Gives what a person chose for this device."""
        from kwetsbaar.journal.preferences import Preferences

        return Preferences.load(self.places)

    def language(self, asked: str | None) -> str:
        """Gives the language: what `--lang` asked, else the environment, the preferences, the locale."""
        if asked:
            return asked
        if self.environment.get(_LANGUAGE):
            return preferred(self.environment)
        return self.preferences.language or preferred(self.environment)

    def folder(self, arguments: Arguments) -> Path:
        """Gives where the journal lies: `--journal`, else the environment, the preferences, the default."""
        return arguments.journal or self.path(_JOURNAL) or self.preferences.journal or self.places.default_journal

    def path(self, variable: str) -> Path | None:
        """Gives the path that a variable of the environment names; None if it names none."""
        named = self.environment.get(variable)
        try:
            return Path(named).expanduser() if named else None
        except RuntimeError:  # "~name" of someone who is not there
            raise UsageError(msg("What {name} says is no path.", name=variable)) from None
