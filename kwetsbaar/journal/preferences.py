"""What a person chose for this program on this device: the contents of `config.toml` in the config folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

from kwetsbaar.core import toml
from kwetsbaar.i18n import LANGUAGES
from kwetsbaar.storage import settings

if TYPE_CHECKING:
    from typing import Self, Unpack

    from kwetsbaar.core.toml import Toml
    from kwetsbaar.storage.places import Places

THEMES: Final = ("paper", "night")
"""The two looks: quiet paper by day, warm dark by night."""

AUDIENCES: Final = ("self", "coach", "both")
"""For whom a person writes. It only orders home."""

IDLE_MINUTES: Final = range(1, 241)
"""The minutes without a key after which the journal can be locked."""


class Changes(TypedDict, total=False):
    """What `Preferences.with_` takes; None leaves a preference as it is."""

    language: str | None
    theme: str | None
    journal: Path | None
    idle_minutes: int | None
    audience: str | None
    packs: tuple[Path, ...] | None
    motion: bool | None
    focus: bool | None


@dataclass(frozen=True)
class Preferences:
    """The contents of `config.toml`. What is absent or odd there has its default here; unknown keys survive a save.

    A value that is not allowed is a `ValueError`.
    """

    language: str | None = None
    """"nl" or "en"; None before it was chosen."""
    theme: str | None = None
    """"paper" or "night"; None before it was chosen."""
    journal: Path | None = None
    """The journal's folder; None means the default one."""
    idle_minutes: int = 15
    """Minutes without a key after which the journal is locked, from 1 to 240."""
    audience: str | None = None
    """"self", "coach" or "both"; None before it was chosen."""
    packs: tuple[Path, ...] = ()
    """Folders with packs, beside the person's own; a later one wins."""
    motion: bool = True
    """Whether things on the screen may move."""
    focus: bool = False
    """Whether a session shows only the question and the text."""

    def __post_init__(self) -> None:
        for name, field in _FIELDS.items():
            value = getattr(self, name)
            if value != _DEFAULTS[name] and field.read(field.write(value)) != value:
                raise ValueError(name)

    @classmethod
    def load(cls, places: Places) -> Self:
        """Reads the file; one that is absent or broken is as good as empty."""
        table = _table(places)
        found = {name: field.read(table[name]) for name, field in _FIELDS.items() if name in table}
        return cls(**{name: value for name, value in found.items() if value is not None})

    def save(self, places: Places) -> None:
        """Writes the file, leaving alone what it does not know; raises `NotSaved`.

        What has its default is left out, so that a default which is improved one day is improved for everyone.
        """
        broken = _broken(places)
        if broken is not None:
            settings.write_text(places.settings.with_suffix(".toml.broken"), broken)
        kept = {key: value for key, value in _table(places).items() if key not in _FIELDS}
        settings.write_text(places.settings, toml.dumps(kept | self._chosen()))

    def with_(self, **changes: Unpack[Changes]) -> Preferences:
        """Gives the preferences with those changed that are given and not None."""
        given: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
        return replace(self, **given)

    def _chosen(self) -> dict[str, Toml]:
        values = {name: getattr(self, name) for name in _FIELDS}
        return {name: _FIELDS[name].write(value) for name, value in values.items() if value != _DEFAULTS[name]}


# ------------------------------------------------------------------ the shape of each


@dataclass(frozen=True)
class _Field:
    """How one preference stands in the file."""

    read: Callable[[Toml], Any]
    """Gives the value, None if it is odd."""
    write: Callable[[Any], Toml] = lambda value: value


def _one_of(known: tuple[str, ...]) -> Callable[[Toml], str | None]:
    return lambda value: value if isinstance(value, str) and value in known else None


def _minutes(value: Toml) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in IDLE_MINUTES else None


def _flag(value: Toml) -> bool | None:
    return value if isinstance(value, bool) else None


def _folder(value: Toml) -> Path | None:
    return Path(value) if isinstance(value, str) and value and "\0" not in value else None


def _folders(value: Toml) -> tuple[Path, ...] | None:
    """Gives the folders of a list, without those that are odd."""
    if not isinstance(value, list):
        return None
    return tuple(dict.fromkeys(folder for item in value if (folder := _folder(item))))


_FIELDS: Final[Mapping[str, _Field]] = {
    "language": _Field(_one_of(LANGUAGES)),
    "theme": _Field(_one_of(THEMES)),
    "journal": _Field(_folder, str),
    "idle_minutes": _Field(_minutes),
    "audience": _Field(_one_of(AUDIENCES)),
    "packs": _Field(_folders, lambda folders: [str(folder) for folder in folders]),
    "motion": _Field(_flag),
    "focus": _Field(_flag),
}
_DEFAULTS: Final[Mapping[str, Any]] = {field.name: field.default for field in fields(Preferences)}


# ------------------------------------------------------------------ the file


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
