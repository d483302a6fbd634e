"""What a person chose for this program on this device: language, light or dark, and where the journal lies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kwetsbaar.core import toml
from kwetsbaar.i18n import LANGUAGES
from kwetsbaar.storage import settings

if TYPE_CHECKING:
    from typing import Self

    from kwetsbaar.core.toml import Toml
    from kwetsbaar.storage.places import Places

THEMES = ("paper", "night")
"""The two looks: quiet paper by day, warm dark by night."""


@dataclass(frozen=True)
class Preferences:
    """The contents of `config.toml`. What is absent or odd there is None here; unknown keys survive a save."""

    language: str | None = None
    """"nl" or "en"; None before it was chosen."""
    theme: str | None = None
    """"paper" or "night"; None before it was chosen."""
    journal: Path | None = None
    """The journal's folder; None means the default one."""

    @classmethod
    def load(cls, places: Places) -> Self:
        """Reads the file; one that is absent or broken is as good as empty."""
        table = _table(places)
        return cls(
            language=_one_of(table.get("language"), LANGUAGES),
            theme=_one_of(table.get("theme"), THEMES),
            journal=Path(folder) if isinstance(folder := table.get("journal"), str) and folder else None,
        )

    def save(self, places: Places) -> None:
        """Writes the file, leaving alone what it does not know; raises `NotSaved`."""
        ours = {
            "language": self.language,
            "theme": self.theme,
            "journal": str(self.journal) if self.journal else None,
        }
        broken = _broken(places)
        if broken is not None:
            settings.write_text(places.settings.with_suffix(".toml.broken"), broken)
        kept = {key: value for key, value in _table(places).items() if key not in ours}
        settings.write_text(places.settings, toml.dumps(kept | {k: v for k, v in ours.items() if v is not None}))

    def with_(
        self, *, language: str | None = None, theme: str | None = None, journal: Path | None = None
    ) -> Preferences:
        """Gives the preferences with those changed that are given."""
        return replace(
            self,
            language=language or self.language,
            theme=theme or self.theme,
            journal=journal or self.journal,
        )


def _table(places: Places) -> dict[str, Toml]:
    try:
        return toml.loads(settings.read_text(places.settings) or "")
    except toml.TomlError:
        return {}


def _broken(places: Places) -> str | None:
    """Gives the file's text if it is no TOML: someone wrote it by hand, and it must not be lost."""
    text = settings.read_text(places.settings) or ""
    try:
        toml.loads(text)
    except toml.TomlError:
        return text
    return None


def _one_of(value: Toml | None, known: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in known else None
